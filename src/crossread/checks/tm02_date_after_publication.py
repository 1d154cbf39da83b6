"""An event is told as past on a day after the report was published.

**What it flags.** A date, with its month at least, that lies after the day the page was published or last changed,
in a clause that tells something done ("was blown up on 3 June" on a page of 20 May). Shown are that date and, where it
stands in the text, the page's own.

**Why it matters.** One of the two dates is wrong, or the paragraph comes from a later report. Whichever it is, the
event cannot be coded as it stands.

**Fires on** (invented):

    MARIN, 20 May 2024 - The bridge at Orsa was blown up on 3 June 2024.

**Will not flag** what is planned, due, demanded or foretold ("will meet on 3 June", "the vote on 3 June"), or a page
without a date that can be trusted.

**Measured.** None in 420 war reports, none in 84 news pages. Of 60 dates planted, 60 were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from crossread.checks.base import Flag
from crossread.checks.days import NO_YEAR, OwnDay, day_of, own_day
from crossread.checks.words import PROSE_KINDS
from crossread.context import Reading
from crossread.data import rows
from crossread.record import When

_NEXT_DAYS = 31  # a date without a year so far ahead is rather last year's
_NAMED_DAYS = frozenset({(9, 11), (10, 7), (1, 6), (7, 7)})  # days by whose name an event is known; no year is told
_SLACK_DAYS = 1  # the page's day may be told in another time zone
_FARTHEST_DAYS = 3650  # a date further ahead is a figure of speech or a plan
_ON = re.compile(r"(?:\b(?:on|in|at|since|late|early|of|the night of|that)|[,(]|^)\s*$", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:(?!said|told|added|reported|stated|called|named|based|armed|united|wounded in|asked|noted|warned)\w{2,}ed"
    r"|was|were|had|fell|fought|shot|struck|hit|took|broke|left|came|went|began|met|held|lost|found|blew|blown|sank"
    r"|burnt|won|drove|fled|rose|saw|sent|died|dead)\b"
)
_CLAUSE = re.compile(r"[;:—–]|, (?:and|but|while|who|which|where|after|when)\b|\bsaid\b(?: that)?|\bsays\b|\btold\b")


@cache
def _to_come() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words for (words,) in rows('to_come.tsv'))})\b|'(?:ll|d)\b", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for TM02.

    Args:
        reading: The report with everything but findings.
    """
    own = own_day(reading)
    for when in reading.report.times if own else ():
        day = day_of(when)
        if own and day and _is_later(day, own, when) and _is_past(reading, when):
            yield _flag(when, own)


def _is_later(day: date, own: OwnDay, when: When) -> bool:
    """Whether a day lies after the page's own, near enough to be meant."""
    without_year = when.relative or day.year == NO_YEAR
    if not own.dated and day.year != NO_YEAR:
        return False
    today = own.day.replace(year=NO_YEAR) if day.year == NO_YEAR else own.day
    ahead = (day - today).days
    if without_year and (ahead > _NEXT_DAYS or (day.month, day.day) in _NAMED_DAYS):
        return False
    return _SLACK_DAYS < ahead < _FARTHEST_DAYS


def _is_past(reading: Reading, when: When) -> bool:
    """Whether the clause that holds the time tells something done and nothing to come."""
    folded = reading.folded
    at, after = folded.position(when.spans[0].start), folded.position(when.spans[0].end - 1) + 1
    index = reading.sentence_at(at)
    if index is None or folded.page.blocks[reading.report.sentences[index].block].kind not in PROSE_KINDS:
        return False
    around = _clause(folded.text, reading.sentences[index], at, after)
    in_place = _ON.search(folded.text, reading.sentences[index][0], at)
    return bool(in_place and _DONE.search(around) and not _to_come().search(around))


def _clause(text: str, sentence: tuple[int, int], at: int, after: int) -> str:
    """The clause round a time, inside its sentence, without the time itself.

    A clause ends at a comma; where the time stands alone between commas or leads its sentence ("On 3 June, …"),
    its neighbour belongs to it.
    """
    start, end = sentence
    for match in _CLAUSE.finditer(text, start, end):
        if match.end() <= at:
            start = match.end()
        elif match.start() >= after:
            end = match.start()
            break
    before, behind = text[start:at].split(","), text[after:end].split(",")
    alone = len(before[-1].split()) <= 1 and len(behind[0].split()) <= 1
    beside = behind[1:2] if len(before) == 1 else before[-2:-1]
    return " | ".join([before[-1], behind[0], *(beside if alone else [])])


def _flag(when: When, own: OwnDay) -> Flag:
    words = when.spans[0].quote
    page = own.day.isoformat() if own.dated else f"“{own.spans[0].quote}”"
    return Flag(message=f"“{words}” is told as past, but the page dates from {page}.", spans=[*when.spans, *own.spans])
