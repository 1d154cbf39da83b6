"""Clauses on the parse: who does what to whom, in what tense, under which verb, in which words.

The one reader of the parse for everything above the tagger. `syntax_of` gives the whole, `clauses_of` the clauses in
order; a clause answers when asked, so that what nobody asks for costs nothing. All offsets are code points of the
folded text, half-open; words are numbered as in `Tags.words`.
"""

from __future__ import annotations

from typing import Protocol

from crossread.syntax.clauses import Clause, ClauseKind, Syntax
from crossread.syntax.phrases import Phrase
from crossread.syntax.tree import Tree
from crossread.tagger.tags import Tags

__all__ = ["Clause", "ClauseKind", "Phrase", "Syntax", "Tree", "clauses_of", "syntax_of"]


class Parsed(Protocol):
    """What holds tags, such as a `Reading`."""

    @property
    def tags(self) -> Tags | None:
        """Words and parse of the folded text, None where rules alone read."""

    @property
    def syntax(self) -> Syntax | None:
        """The clauses of the tags, made once."""


def syntax_of(tags: Tags | None) -> Syntax | None:
    """The clauses of a text with all ways to look them up; None without tags."""
    return Syntax(Tree(tags)) if tags is not None else None


def clauses_of(reading: Parsed) -> tuple[Clause, ...]:
    """All clauses of a reading in the order of their predicates; none where rules alone read.

    Every verb, every predicate noun or adjective with a copula, and every other common noun makes one: nouns tell
    events too ("the killing of two men"). `Clause.kind` tells them apart.

    Args:
        reading: A `Reading`.
    """
    return reading.syntax.clauses if reading.syntax else ()
