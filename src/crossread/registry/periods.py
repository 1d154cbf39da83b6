"""Stretches of time whose ends may be known to the day, the month, the year, or not at all.

A date is ``2021``, ``2021-08`` or ``2021-08-15``. Both ends of a period belong to it. No beginning means that it is not
known; no end means that none is known, and the period is taken to go on. Answers are three-valued: what the dates
do not settle is None, never a guess.
"""

from __future__ import annotations

import re
from calendar import monthrange

import msgspec

UNCHECKED = "unchecked"
"""The source of a fact for which no page was read."""

_DATE = re.compile(r"([1-9]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?")
_FIRST = "0001-01-01"
_LAST = "9999-12-31"


class Period(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"since": "from", "until": "to"},
):
    """A fact that holds for a time.

    Attributes:
        since: First date, ``from`` in files; None if unknown.
        until: Last date, ``to`` in files; None if it goes on, or no end is known.
        source: Key of the page that was read for it, or several with spaces between; ``unchecked`` if none was.
    """

    since: str | None = None
    until: str | None = None
    source: str = UNCHECKED

    @property
    def checked(self) -> bool:
        """Whether a page was read for it."""
        return self.source != UNCHECKED


def days_of(date: str) -> tuple[str, str]:
    """First and last day that a date may mean, as ``YYYY-MM-DD``.

    Args:
        date: A year, month or day.

    Raises:
        ValueError: It is no such date.
    """
    found = _DATE.fullmatch(date)
    if found is None:
        raise ValueError(f"{date!r} is no date; write 2021, 2021-08 or 2021-08-15")
    year, month, day = found.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        raise ValueError(f"{date!r} has no such month")
    length = monthrange(int(year), int(month))[1]
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{length:02}"
    if not 1 <= int(day) <= length:
        raise ValueError(f"{date!r} has no such day")
    return date, date


def _widest(period: Period) -> tuple[str, str]:
    """The days the period may hold at most."""
    first = days_of(period.since)[0] if period.since else _FIRST
    return first, days_of(period.until)[1] if period.until else _LAST


def _surest(period: Period) -> tuple[str, str] | None:
    """The days the period holds for sure; None if there is no day of which that can be said."""
    if period.since is None and period.until is None:
        return None
    last = days_of(period.until)[0] if period.until else _LAST
    first = days_of(period.since)[1] if period.since else last
    return (first, last) if first <= last else None


def holds(period: Period, date: str) -> bool | None:
    """Whether a period holds on a date; None if the dates do not settle it.

    Args:
        period: Any period.
        date: A year, month or day; a month counts as held if any day of it is.

    Raises:
        ValueError: `date` is no date.
    """
    first, last = days_of(date)
    widest = _widest(period)
    if last < widest[0] or first > widest[1]:
        return False
    surest = _surest(period)
    if surest is not None and surest[0] <= last and first <= surest[1]:
        return True
    return None


def begun(period: Period, date: str) -> bool:
    """Whether a period may have begun by a date.

    Raises:
        ValueError: `date` is no date.
    """
    return _widest(period)[0] <= days_of(date)[1]


def meet(one: Period, other: Period) -> bool | None:
    """Whether two periods share a day: False if they cannot, True if they must, None if the dates do not settle it."""
    first, second = _widest(one), _widest(other)
    if first[1] < second[0] or second[1] < first[0]:
        return False
    sure, also = _surest(one), _surest(other)
    if sure is not None and also is not None and sure[0] <= also[1] and also[0] <= sure[1]:
        return True
    return None


def in_order(period: Period) -> bool:
    """Whether a period can end after it begins.

    Raises:
        ValueError: One of its ends is no date.
    """
    first, last = _widest(period)
    return first <= last


def spelt(period: Period) -> str:
    """A period in words: ``2004 to 2021-08-15``, ``from 2021-08``, ``until 2001``; empty if nothing is known."""
    if period.since and period.until:
        return f"{period.since} to {period.until}"
    if period.since:
        return f"from {period.since}"
    return f"until {period.until}" if period.until else ""
