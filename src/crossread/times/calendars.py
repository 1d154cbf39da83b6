"""Stretches of the calendar, and dates of other calendars as Gregorian ones."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from crossread.record import Precision


class Stretch(NamedTuple):
    """A stretch of days.

    Attributes:
        start: First day.
        end: Last day, inclusive.
        precision: How fine the words are.
    """

    start: date
    end: date
    precision: Precision


def day(when: date) -> Stretch:
    """One day."""
    return Stretch(when, when, "day")


def week(when: date) -> Stretch:
    """The ISO week, Monday to Sunday, of a day."""
    monday = when - timedelta(days=when.weekday())
    return Stretch(monday, monday + timedelta(days=6), "week")


def weekend(when: date) -> Stretch:
    """Saturday and Sunday of the ISO week of a day."""
    saturday = when + timedelta(days=5 - when.weekday())
    return Stretch(saturday, saturday + timedelta(days=1), "weekend")


def month(year: int, number: int) -> Stretch:
    """A calendar month."""
    return Stretch(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def months(year: int, first: int, count: int, precision: Precision) -> Stretch:
    """A run of calendar months."""
    last = shift_month(date(year, first, 1), count - 1)
    return Stretch(date(year, first, 1), month(last.year, last.month).end, precision)


def year(number: int) -> Stretch:
    """A calendar year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, count: int, precision: Precision) -> Stretch:
    """A run of calendar years."""
    return Stretch(date(max(first, 1), 1, 1), date(first + count - 1, 12, 31), precision)


def shift_month(when: date, step: int) -> date:
    """The same day some months on, or the month's last day where it has none such."""
    index = when.year * 12 + when.month - 1 + step
    year_, month_ = divmod(index, 12)
    return date(year_, month_ + 1, min(when.day, monthrange(year_, month_ + 1)[1]))


def part_of(stretch: Stretch, part: str) -> Stretch:
    """The early, middle or late third of a stretch, by its own smaller units."""
    if stretch.precision in {"day", "part of day"} or part not in {"early", "mid", "late"}:
        return stretch
    if stretch.precision == "decade":
        return _part_of_years(stretch, part)
    length = (stretch.end - stretch.start).days + 1
    if stretch.precision == "month":
        cut = (10, 20)
    elif stretch.precision == "year":
        start = stretch.start
        cut = ((date(start.year, 5, 1) - start).days, (date(start.year, 9, 1) - start).days)
    else:
        cut = (length // 3, 2 * length // 3)
    first, after = {"early": (0, cut[0]), "mid": (cut[0], cut[1]), "late": (cut[1], length)}[part]
    start = stretch.start
    return Stretch(start + timedelta(days=first), start + timedelta(days=after - 1), stretch.precision)


def _part_of_years(stretch: Stretch, part: str) -> Stretch:
    """The early, middle or late third of a decade or century in whole years: 2000-03, 2004-06, 2007-09."""
    first, count = stretch.start.year, stretch.end.year - stretch.start.year + 1
    cut = (-(-count // 3), -(-2 * count // 3))
    begin, after = {"early": (0, cut[0]), "mid": (cut[0], cut[1]), "late": (cut[1], count)}[part]
    return years(first + begin, after - begin, "decade")


def hijri(year_: int, month_: int | None, day_: int | None) -> Stretch | None:
    """A date, month or year of the Islamic calendar (Umm al-Qura); None outside 1343 to 1500 AH.

    Conversion: the package ``hijridate``.
    """
    from hijridate import Hijri

    try:
        if month_ and day_:
            return day(_gregorian(Hijri(year_, month_, day_)))
        first = Hijri(year_, month_ or 1, 1)
        last = Hijri(year_, month_ or 12, 1)
        last = Hijri(year_, month_ or 12, last.month_length())
        return Stretch(_gregorian(first), _gregorian(last), "month" if month_ else "year")
    except (ValueError, OverflowError):
        return None


def _gregorian(when: object) -> date:
    found = when.to_gregorian()  # type: ignore[attr-defined]
    return date(found.year, found.month, found.day)


def solar(year_: int, month_: int | None, day_: int | None) -> Stretch | None:
    """A date, month or year of the solar Hijri calendar of Iran and Afghanistan; None where there is no such day.

    Conversion: the package ``jdatetime``.
    """
    import jdatetime  # type: ignore[import-untyped]

    try:
        first = jdatetime.date(year_, month_ or 1, day_ or 1).togregorian()
        if day_:
            return day(first)
        following = (year_, month_ + 1) if month_ and month_ < 12 else (year_ + 1, 1)
        last = jdatetime.date(*following, 1).togregorian() - timedelta(days=1)
        return Stretch(first, last, "month" if month_ else "year")
    except ValueError:
        return None
