"""Days of what a report tells, as reports share them.

What a user says of a page's publication is at times the day of the event, or day and month changed round: of 413 dated
reports of one war a quarter print another day in their opening. Where a page's opening prints its own day, and the
user's lies more than two days off, days that were told by the user's ("on Wednesday") are told anew by the page's.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from crossread.data import word_set
from crossread.record import Report, When

Days = tuple[int, int]
"""First and last day, both inclusive, as ordinals of `datetime.date`."""

_OPENING = 260  # code points from the story's beginning in which a page prints its own day, after a headline
_APART = 2  # days by which a publication may differ from the day printed: time zones, and a page put up the next day
_WEEK = 7
_LABELLED = re.compile(r"\b(?:publi\w+|posted|updated|issued|dated?)\b[^.!?]{0,12}\Z", re.IGNORECASE)
_LAST_WORD = re.compile(r"(\w+)\W*\Z")
_WEEKDAYS = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_OF_A_DAY = frozenset(["day", "part of day", "hour", "minute"])


def published_day(report: Report) -> int | None:
    """The day a page was published as an ordinal; None if no date can be trusted."""
    fact = report.page.fact("published")
    given = ordinal(fact.value) if fact is not None and fact.trusted else None
    if fact is None or given is None or fact.known_from != "user":
        return given
    printed = _printed_day(report)
    return printed if printed is not None and abs(printed - given) > _APART else given


def told_days(when: When | None, published: int | None) -> Days | None:
    """The days of a time; None if it is no date, or was told by a publication that does not hold.

    Args:
        when: The time.
        published: The day of publication, from `published_day`.
    """
    if when is None or when.form != "date" or when.earliest is None or when.latest is None:
        return None
    first, last = ordinal(when.earliest), ordinal(when.latest)
    if first is None or last is None or first > last:
        return None
    anchor = ordinal(when.anchor_value or "") if when.relative and when.anchor == "user" else None
    if anchor is None or published is None or anchor == published:
        return first, last
    return _told_anew(when, (first, last), published - anchor, published)


def ordinal(value: str) -> int | None:
    """The day of an ISO 8601 date or time as an ordinal; None if there is none."""
    try:
        return date.fromisoformat(value[:10]).toordinal()
    except ValueError:
        return None


def day_words(days: Days) -> str:
    """Days in words for a reader: ``2021-09-05``, ``2021-09-03 to 05``."""
    first, last = (date.fromordinal(day) for day in days)
    if first == last:
        return first.isoformat()
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first.isoformat()} to {last.isoformat()}"


def _printed_day(report: Report) -> int | None:
    """The day that the story's opening prints as its own: "AFP Wednesday 7 Aug 2013", "Published June 20 2016"."""
    text = report.page.text
    start = min((block.spans[0].start for block in report.page.blocks if not block.furniture), default=0)
    opening = (
        when
        for when in sorted(report.times, key=lambda when: when.spans[0].start)
        if start <= when.spans[0].start < start + _OPENING and not when.relative and when.precision in _OF_A_DAY
    )
    when = next((when for when in opening if when.form == "date" and when.earliest), None)
    if when is None or when.earliest is None or not _is_own(text[start : when.spans[0].start]):
        return None
    return ordinal(when.earliest)


def _is_own(before: str) -> bool:
    """Whether a date after these words is the page's own, and not that of an event ("on 21 August 2013")."""
    last = _LAST_WORD.search(before)
    return bool(_LABELLED.search(before)) or last is None or last[1].lower() not in word_set("prepositions")


def _told_anew(when: When, days: Days, shift: int, published: int) -> Days | None:
    """Days that a wrong publication told, by the right one; None for what a shift does not mend, such as months."""
    first, last = days
    if when.precision not in _OF_A_DAY:
        return None
    if not _WEEKDAYS.search(when.spans[0].quote):
        return first + shift, last + shift
    back = (published - last) % _WEEK
    return published - back - (last - first), published - back
