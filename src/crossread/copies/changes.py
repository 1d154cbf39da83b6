"""What was changed in a copied sentence: numbers, qualifiers, names, order, what was put in and what was left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from crossread.data import rows
from crossread.numbers import SMALL, table

ChangeKind = Literal["number", "qualifier", "name", "order", "inserted", "left out", "words"]
"""Kinds of changes, the gravest first."""

LONGEST = 400
"""Words of a sentence beyond which its changes are not listed; no sentence is longer, a table read as one may be."""

_TOKEN = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")
_PHRASE, _SHORT = 8, 3  # words of a phrase that a number or name is changed in; of a number put in or left out
_ENOUGH = 2  # words of content that an insertion must have to be worth telling


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change between a sentence and its copy.

    Attributes:
        kind: What was changed.
        before: Bounds of the words in the earlier sentence, code points, half-open; empty where words were put in.
        after: Bounds of the words in the later one; empty where words were left out.
    """

    kind: ChangeKind
    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int
    plain: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What differs between a sentence and its copy, in order of the copy.

    Function words changed or put in alone are left out; so are words that differ in case, apostrophes or accents.

    Args:
        before: The sentence as it was.
        after: The sentence as it stands in the copy.
    """
    one, other = _words(before), _words(after)
    if max(len(one), len(other)) > LONGEST:
        return ()
    matcher = SequenceMatcher(None, [word.plain for word in one], [word.plain for word in other], autojunk=False)
    pieces = [(one[a:b], other[c:d], a, c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    moved = _moved(pieces)
    found = []
    for old, new, at_old, at_new in pieces:
        kind = (
            "order" if _key(old) in moved or _key(new) in moved else _kind(old, new, opens=at_old == 0 or at_new == 0)
        )
        if kind:
            found.append(Change(kind=kind, before=_bounds(old, one, at_old), after=_bounds(new, other, at_new)))
    return tuple(found)


def _words(text: str) -> list[_Word]:
    return [_Word(match.group(), match.start(), match.end(), _plain(match.group())) for match in _TOKEN.finditer(text)]


def _plain(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "")
    folded = word.lower().replace("'", "").replace("’", "")
    return str(SMALL[folded]) if folded in SMALL else folded  # "four" and "4" are no change


def _key(words: list[_Word]) -> tuple[str, ...]:
    return tuple(word.plain for word in words)


def _moved(pieces: list[tuple[list[_Word], list[_Word], int, int]]) -> set[tuple[str, ...]]:
    """Runs of words that were taken from one place and put in another."""
    taken = Counter(_key(old) for old, new, _, _ in pieces if not new)
    put = Counter(_key(new) for old, new, _, _ in pieces if not old)
    return {key for key in taken & put if any(_is_content(word) for word in key)}


def _kind(old: list[_Word], new: list[_Word], *, opens: bool) -> ChangeKind | None:
    both = [*old, *new]
    if _is_other_number(old, new):
        return "number"
    hedges = [_hedge(words) for words in (old, new)]
    if hedges[0] is not None and hedges[1] is not None:
        return None if hedges[0] == hedges[1] else "qualifier"
    names = [[word.plain for word in words if word.text[0].isupper()] for words in (old, new)]
    if names[0] != names[1] and not opens and max(len(old), len(new)) <= _PHRASE:
        return "name"
    content = sum(_is_content(word.plain) for word in both)
    if not content:
        return None
    if old and new:
        return "words"
    return None if content < _ENOUGH and not any(names) else ("inserted" if new else "left out")


def _is_other_number(old: list[_Word], new: list[_Word]) -> bool:
    """Whether a number was changed, put in or left out, and not a whole clause with a number in it."""
    numbers = [sorted(word.plain for word in words if _is_number(word)) for words in (old, new)]
    if numbers[0] == numbers[1] or max(len(old), len(new)) > _PHRASE:
        return False
    return all(numbers) or (len(old) + len(new) <= _SHORT and numbers not in ([["1"], []], [[], ["1"]]))


def _hedge(words: list[_Word]) -> str | None:
    """The kind of qualifier that some words are: empty for no words, None for words that are none."""
    phrase = " ".join(word.plain for word in words)
    return "" if not phrase else _qualifiers().get(phrase)


def _is_number(word: _Word) -> bool:
    return word.text[0].isdigit() or word.plain.isdigit() or word.plain in _number_words()


def _is_content(word: str) -> bool:
    return word not in _function_words()


def _bounds(words: list[_Word], sentence: list[_Word], at: int) -> tuple[int, int]:
    """Bounds of some words; of none, the place where they would stand."""
    if words:
        return words[0].start, words[-1].end
    place = sentence[at].start if at < len(sentence) else (sentence[-1].end if sentence else 0)
    return place, place


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in rows("copy_words.tsv")}


def _function_words() -> frozenset[str]:
    return _classes()["function words"]


def _number_words() -> frozenset[str]:
    return _classes()["number words"]


@cache
def _qualifiers() -> dict[str, str]:
    """The kind of each qualifier: of the hedges on numbers, and of those on claims, which are each their own kind."""
    hedges = {
        phrase: kind
        for kind, phrases in table("quantities")["hedges"].items()
        for phrase in phrases
        if kind not in {"exact", "between"}
    }
    return {**{word: word for word in _classes()["qualifiers"]}, **hedges}
