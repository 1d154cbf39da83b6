"""The working state of one reading: the report so far and its reading copy.

Claim families and checks are given a `Reading`. It is not part of the record.
"""

from __future__ import annotations

from bisect import bisect_right
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import msgspec

from crossread.capitals import with_case
from crossread.folding import FoldedText, fold
from crossread.record import Report, Span, check_spans
from crossread.speech.voices import Voices
from crossread.syntax import Clause, Syntax, clauses_of, syntax_of
from crossread.tagger.tags import Tags


def _with(report: Report, parts: dict[str, object]) -> Report:
    """A report with other parts, the law of spans held for these alone: the others have been held to it before."""
    made = copy(report)
    for name, value in parts.items():
        check_spans(value, report.page.text)
        msgspec.structs.force_setattr(made, name, value)
    return made


@dataclass(frozen=True)
class Reading:
    """A report being made, with the folded text it is read from.

    Attributes:
        report: What is known so far; a claim family sees everything but claims and findings, a check sees
            everything but findings.
        folded: The reading copy of the main blocks.
        tags: Words, parse and more of the folded text from the model; None where rules alone read, and for a
            stored record.
    """

    report: Report
    folded: FoldedText
    tags: Tags | None = None

    @classmethod
    def of(cls, report: Report) -> Reading:
        """The reading of a finished report, for checks run on a stored record."""
        folded = fold(report.page)
        return cls(report, with_case(folded) if report.made_by.model else folded)

    def having(self, **parts: object) -> Reading:
        """The reading with more parts of its report known.

        Args:
            parts: Fields of `Report` with their values.
        """
        other = Reading(_with(self.report, parts), self.folded, self.tags)
        if "syntax" in self.__dict__:
            other.__dict__["syntax"] = self.syntax  # the parse is the same, and clauses are read once
        return other

    @cached_property
    def syntax(self) -> Syntax | None:
        """The clauses of the folded text with all ways to look them up; None without tags."""
        return syntax_of(self.tags)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses, in the order of their predicates; none where rules alone read."""
        return clauses_of(self)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Bounds of the sentences in the folded text, in order."""
        position = self.folded.position
        return tuple(
            (position(sentence.spans[0].start), position(sentence.spans[0].end)) for sentence in self.report.sentences
        )

    @cached_property
    def voices(self) -> Voices:
        """Answers who says a stretch of the folded text, from the attributions and actors known so far."""
        return Voices(self.report, self.folded)

    @cached_property
    def actors_by_end(self) -> dict[int, tuple[int, str]]:
        """For each offset of the page where the name of an actor ends: where it begins, and the actor's id."""
        return {
            span.end: (span.start, actor.id)
            for actor in reversed(self.report.actors)
            for name in actor.names
            for span in name.spans
        }

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, position: int) -> int | None:
        """Index of the sentence that holds a folded offset, None between sentences."""
        index = bisect_right(self._starts, position) - 1
        return index if index >= 0 and position < self.sentences[index][1] else None

    def sentence_of(self, span: Span) -> int | None:
        """Index of the sentence in which a span of the page begins, None outside the main text."""
        return self.sentence_at(self.folded.position(span.start))

    def words(self, start: int, end: int) -> str:
        """The folded text of a stretch."""
        return self.folded.text[start:end]
