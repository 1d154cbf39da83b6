"""Words of offers and demands (``data/talks.toml``), and whether words are a matter between parties to a conflict."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from crossread.context import Reading
from crossread.syntax import Clause, Phrase, Tree

_SURE, _LIKELY = 2, 3
"""So many different words of war, or of war and its near kin, make a report one of a conflict; fewer may be figures."""


@cache
def words(table: str, name: str) -> frozenset[str]:
    """One list of the file.

    Args:
        table: Its table.
        name: Its key there.
    """
    return frozenset(_file()[table][name].split())


@cache
def starts(table: str, name: str) -> tuple[str, ...]:
    """One list of expressions, the longest first.

    Args:
        table: Its table.
        name: Its key there.
    """
    return tuple(sorted(_file()[table][name].split("|"), key=len, reverse=True))


@cache
def _file() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("crossread.data").joinpath("talks.toml").read_text("utf-8"))


@cache
def condition_pattern() -> re.Pattern[str]:
    """How a condition begins, "but" before it included."""
    either = "|".join(re.escape(start) for start in starts("condition", "starts"))
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


def lemmas(tree: Tree, numbers: Iterable[int]) -> set[str]:
    """Lemmas of words, and those of compounds with a hyphen ("cease-fire").

    Args:
        tree: The parse.
        numbers: Numbers of the words.
    """
    found = set()
    for number in numbers:
        word = tree.words[number]
        found.add(word.lemma)
        found.add(word.text.lower())
        if number > 1 and tree.words[number - 1].text == "-" and tree.words[number - 2].end == word.start - 1:
            found.add(f"{tree.words[number - 2].lemma}-{word.lemma}")
    return found


def is_matter(phrase: Phrase, *kinds: str) -> bool:
    """Whether the head of a phrase, or what stands before it or joined to it, is a matter of some kinds.

    Args:
        phrase: The phrase ("the ceasefire proposal").
        kinds: Keys of ``[matter]``.
    """
    tree = phrase.tree
    wanted = {lemma for kind in kinds for lemma in words("matter", kind)}
    heads = [phrase.head, *tree.exactly(phrase.head, "conj", "compound", "amod")]
    return bool(lemmas(tree, heads) & wanted)


def is_business(tree: Tree, numbers: Iterable[int]) -> bool:
    """Whether words speak of a matter of war and peace.

    Args:
        tree: The parse.
        numbers: Numbers of the words.
    """
    return bool(lemmas(tree, numbers) & words("business", "words"))


def is_elsewhere(clause: Clause) -> bool:
    """Whether a clause speaks of pay, trade, sport or the like, where offers and demands are not of war.

    Args:
        clause: The clause.
    """
    tree = clause.tree
    return bool(lemmas(tree, tree.subtree(clause.predicate)) & words("business", "elsewhere"))


def tells_of_conflict(reading: Reading) -> bool:
    """Whether a report is one of a conflict, by its words.

    Args:
        reading: The reading.
    """
    if reading.tags is None:
        return False
    found = {word.lemma for word in reading.tags.words if word.upos in ("NOUN", "VERB", "PROPN", "ADJ")}
    sure = found & words("business", "report")
    return len(sure) >= _SURE or len(sure | (found & words("business", "often"))) >= _LIKELY
