"""The lexicon of losses (``data/loss_words.tsv``), looked up at a place in a sentence."""

from __future__ import annotations

from functools import cache
from typing import Literal

from crossread.actors.words import Words
from crossread.data import rows

Form = Literal["passive", "active", "alone", "state", "counted", "nominal"]
LossType = Literal["killed", "injured", "captured", "missing", "displaced", "destroyed", "casualties"]

LOSS_TYPES: tuple[LossType, ...] = ("killed", "injured", "captured", "missing", "displaced", "destroyed", "casualties")
"""Types of losses; ``casualties`` are killed and injured where the page does not tell them apart."""


def word_at(words: Words, at: int, form: Form) -> tuple[LossType, int] | None:
    """The loss word of a form that begins at a place: its type and the index after it; the longest counts.

    Args:
        words: Words of a sentence.
        at: Index of the first word.
        form: The form wanted.
    """
    for length, table in _by_first(form).get(words.lower(at), ()):
        found = table.get(tuple(words.lower(at + i) for i in range(length)))
        if found:
            return found, at + length
    return None


def word_before(words: Words, at: int, form: Form) -> tuple[LossType, int] | None:
    """The loss word of a form that ends before a place: its type and the index of its first word."""
    for length in range(4, 0, -1):
        found = word_at(words, at - length, form) if at >= length else None
        if found and found[1] == at:
            return found[0], at - length
    return None


def describes_harmed(words: Words, first: int, after: int) -> bool:
    """Whether a state stands before a counted noun and says who was harmed: "killed 34 displaced people".

    Args:
        words: Words of a sentence.
        first: Index of the number's first word.
        after: Index of the word after what is counted.
    """
    inside = range(first + 1, after - 1)
    return any(word_at(words, at, "state") for at in inside) and word_before(words, first, "active") is not None


def is_speaker(words: Words, after: int) -> bool:
    """Whether those who are counted say something: ", one of the officials said".

    Args:
        words: Words of a sentence.
        after: Index of the word after the number.
    """
    while words.lower(after) in ("of", "the", "its", "their", "officials", "sources", "officers"):
        after += 1
    return words.lower(after) in ("said", "says", "told", "added", "reported")


@cache
def loss_stems() -> frozenset[str]:
    """First words of all loss words, to find sentences that may tell a loss."""
    return frozenset(word.split()[0] for _, _, words in _table() for word in words) | loss_set("other stems")


@cache
def loss_set(name: str) -> frozenset[str]:
    """One closed class of words of ``loss_sets.tsv``."""
    return frozenset(next(words for row, words in rows("loss_sets.tsv") if row == name).split())


@cache
def _table() -> tuple[tuple[Form, LossType, tuple[str, ...]], ...]:
    forms: dict[str, Form] = {
        "passive": "passive", "active": "active", "alone": "alone", "state": "state", "counted": "counted",
        "nominal": "nominal",
    }  # fmt: skip
    types: dict[str, LossType] = {name: name for name in LOSS_TYPES}
    return tuple((forms[form], types[kind], tuple(words.split("|"))) for form, kind, words in rows("loss_words.tsv"))


@cache
def _by_first(form: Form) -> dict[str, tuple[tuple[int, dict[tuple[str, ...], LossType]], ...]]:
    """For each first word the tables of phrases by their length, the longest first."""
    tables: dict[str, dict[int, dict[tuple[str, ...], LossType]]] = {}
    for row, kind, phrases in _table():
        if row != form:
            continue
        for phrase in phrases:
            parts = tuple(phrase.split())
            tables.setdefault(parts[0], {}).setdefault(len(parts), {}).setdefault(parts, kind)
    return {first: tuple(sorted(by_length.items(), reverse=True)) for first, by_length in tables.items()}
