"""Searching the words of reports: which reports hold them, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from crossread.case import fulltext, looking, schema
from crossread.case.filters import Filter, wanted_reports
from crossread.case.looking import Load, StoredReport
from crossread.record import Report, Spans

MOST_SPANS: Final = 50
"""Places named in one report; a word that stands more often is found by its first ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that holds the words of a search.

    Attributes:
        report: The report.
        spans: Where the words stand in its text, in order; at most `MOST_SPANS`.
    """

    report: StoredReport
    spans: Spans


def search(connection: Connection, load: Load, query: str, wanted: Filter, limit: int | None) -> Iterator[Hit]:
    """The reports that hold all words of a query, those that speak most of them first.

    Raises:
        UsageError: There is no word in the query.
    """
    found = fulltext.matching(query)
    asked = wanted_reports(looking.reports_query(), wanted)
    asked = asked.join(found, found.c.number == schema.readings.c.text).order_by(found.c.rank, schema.reports.c.id)
    wanted_phrases = tuple(fulltext.phrases(query))
    for row in connection.execute(asked.limit(limit)).all():
        stored = looking.stored(row, load)
        yield Hit(report=stored, spans=_spans(stored.report, wanted_phrases))


def _spans(report: Report, phrases: tuple[tuple[tuple[str, ...], str], ...]) -> Spans:
    """Where the phrases stand in the main text."""
    found: set[tuple[int, int]] = set()
    for block in report.page.main_blocks:
        words = list(fulltext.folded_words(block.spans[0].quote))
        for phrase, star in phrases:
            found |= {(block.start + start, block.start + end) for start, end in _places(words, phrase, star)}
    return tuple(report.page.span(start, end) for start, end in sorted(found)[:MOST_SPANS])


def _places(words: list[tuple[str, int, int]], phrase: tuple[str, ...], star: str) -> Iterator[tuple[int, int]]:
    last = len(phrase) - 1
    for at in range(len(words) - last):
        part = words[at : at + last + 1]
        whole = all(word[0] == wanted for word, wanted in zip(part[:last], phrase[:last], strict=True))
        ends = part[last][0].startswith(phrase[last]) if star else part[last][0] == phrase[last]
        if whole and ends:
            yield part[0][1], part[last][2]
