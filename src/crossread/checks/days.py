"""The day a page is of, for the checks of time: from its facts, or from the day at the head of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crossread.context import Reading
from crossread.record import BlockKind, Fact, Spans, When

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
"""A month's name or abbreviation, as the group ``month``."""

NO_YEAR = 2000
"""Stands for the year of a day that is told without one; a leap year, so that every day exists."""

_MONTH_DAY = re.compile(rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)? )?{MONTH}(?!\w)(?: (?P<after>\d{{1,2}})\b)?")
_HEAD_KINDS: frozenset[BlockKind] = frozenset({"dateline", "time", "byline"})
_HEAD = 70  # code points in which a text's own day stands
_LEADS_IN = re.compile(r"\b(?:on|in|since|by|until|from|before|after)\s*\Z", re.IGNORECASE)
_STAMP = re.compile(r"\b(?:posted|published|updated|modified|issued)\b", re.IGNORECASE)
_ENDS_HEAD = re.compile(r"[^.!?\n]{0,30}?(?:[-–—:]|\n|\Z)|,? at \d|\s+\d{1,2}[:.]?\d\d|\s+at\b")


@dataclass(frozen=True)
class OwnDay:
    """The day a page is of.

    Attributes:
        day: The day; its year is `NO_YEAR` if the page does not tell it.
        dated: Whether the year is told.
        spans: Where it stands in the text, if it does.
    """

    day: date
    dated: bool
    spans: Spans


def own_day(reading: Reading) -> OwnDay | None:
    """The last day that the page says it was published or changed on, or the day at the head of its text.

    Args:
        reading: The reading.

    Returns:
        The day; None if the page tells none that can be trusted.
    """
    facts = [fact for fact in reading.report.page.facts if fact.name in ("published", "modified") and fact.trusted]
    days = [(day, fact) for fact in facts if (day := _of_fact(fact))]
    if days:
        spans = tuple(span for _, fact in days for span in fact.spans)
        return OwnDay(max(day for day, _ in days), dated=True, spans=spans)
    return next((own for when in reading.report.times if (own := _at_the_head(reading, when))), None)


def day_of(when: When) -> date | None:
    """The first day that a date can mean, with `NO_YEAR` for a year that is not known; None if it tells no day.

    Args:
        when: A time told by the page.
    """
    if when.form != "date" or when.precision in ("year", "decade", "season", "quarter", "vague"):
        return None
    words = when.spans[0].quote
    if not any(character.isdecimal() for character in words):
        return None  # "Tuesday", "yesterday": counted from the page's own day
    return _iso(when.earliest) if when.earliest else _month_day(words)


def _at_the_head(reading: Reading, when: When) -> OwnDay | None:
    """The day in a dateline, or before the first sentence's dash or colon, or alone in its line."""
    day = day_of(when)
    place = reading.folded.position(when.spans[0].start)
    after = reading.folded.position(when.spans[0].end - 1) + 1
    block = next((block for block in reading.folded.blocks if block.start <= place < block.end), None)
    if day is None or block is None:
        return None
    first = next((one for one in reading.folded.blocks if one.block.kind != "headline"), None)
    before = reading.folded.text[block.start : place]
    heads = first is block and len(before) < _HEAD and (bool(_STAMP.search(before)) or not _LEADS_IN.search(before))
    closed = heads and "." not in before and _ENDS_HEAD.match(reading.folded.text, after, block.end)
    if block.block.kind in _HEAD_KINDS or closed:
        return OwnDay(day, dated=when.earliest is not None, spans=when.spans)
    return None


def _month_day(words: str) -> date | None:
    match = _MONTH_DAY.search(words)
    number = match and (match["before"] or match["after"])
    if not match or not number:
        return None
    try:
        return date(NO_YEAR, MONTHS.index(match["month"][:3].lower()) + 1, int(number))
    except ValueError:  # 31 June
        return None


def _of_fact(fact: Fact) -> date | None:
    return _iso(fact.value)


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:  # a year or a month alone
        return None
