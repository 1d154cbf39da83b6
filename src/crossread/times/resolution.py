"""From what an expression says to an interval on the calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from crossread.record import AnchorKind, Precision
from crossread.times import calendars
from crossread.times.anchors import Anchor
from crossread.times.calendars import Stretch
from crossread.times.expressions import Clock, Expression

FUTURE_REACH = 60
"""Days ahead up to which a date without a year and without "will" may lie. Tuned on 137 TimeBank documents: of 281 day
values 0 gave .843 right, 20 .875, 60 and 90 .886, 200 .872, 400 .758."""


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds an expression.

    Attributes:
        anchor: What relative times count from, None if nothing may be relied on.
        before: The last day that the same block told before, None if there is none.
        future: The sentence speaks of what is to come.
    """

    anchor: Anchor | None
    before: date | None
    future: bool
    story: date | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """An expression on the calendar, with the fields of `When`."""

    earliest: str | None = None
    latest: str | None = None
    precision: Precision = "day"
    relative: bool = False
    anchor: AnchorKind = "none"
    anchor_value: str | None = None
    value: str | None = None
    day: date | None = None  # the one day it names, for what follows in the text


_Pair = tuple[Stretch | None, AnchorKind]
_UNIT_PRECISION: dict[str, Precision] = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "fortnight": "week",
    "weekend": "weekend", "month": "month", "quarter": "quarter", "season": "season", "year": "year",
    "decade": "decade", "century": "decade",
}  # fmt: skip
_ISO_UNITS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
_MULTIPLES = {"fortnight": (2, "week"), "weekend": (1, "week"), "quarter": (3, "month"), "season": (3, "month"),
              "decade": (10, "year"), "century": (100, "year")}  # fmt: skip


def resolve(found: Expression, context: Context) -> Resolved:
    """Put an expression on the calendar.

    Args:
        found: The expression.
        context: What surrounds it.

    Returns:
        Bounds in ISO 8601; None where nothing that may be relied on tells them.
    """
    try:
        if found.kind in {"duration", "age", "set"}:
            return Resolved(precision=_UNIT_PRECISION.get(found.unit, "day"), value=length(found.number, found.unit))
        return _resolve_range(found, context) if found.to else _resolve_one(found, context)
    except (ValueError, OverflowError):  # 31 June, or a year no calendar holds
        return Resolved(precision=_precision(found), relative=_is_relative(found))


def length(number: float | None, unit: str) -> str | None:
    """A length of time as an ISO 8601 duration, None if its number is not told."""
    if number is None or unit not in _UNIT_PRECISION:
        return None
    times, base = _MULTIPLES.get(unit, (1, unit))
    text = f"{number * times:.10g}{_ISO_UNITS[base]}"
    return f"PT{text}" if base in {"second", "minute", "hour"} else f"P{text}"


def _resolve_range(found: Expression, context: Context) -> Resolved:
    left, kind = _stretch(replace(found, to=None), context)
    right, other = _stretch(found.to, context) if found.to else (None, "none")
    if left and right and right.end < left.start and not _has_year(found):
        left = calendars.day(left.start.replace(year=left.start.year - 1)) if left.precision == "day" else None
    if left is None or right is None or right.end < left.start:
        return Resolved(precision=_precision(found), relative=_is_relative(found))
    used = kind if kind != "none" else other
    whole = Stretch(left.start, right.end, right.precision)
    return _told(found, whole, used, context, single=None)


def _has_year(found: Expression) -> bool:
    return found.year is not None or (found.to is not None and found.to.year is not None)


def _resolve_one(found: Expression, context: Context) -> Resolved:
    stretch, kind = _stretch(found, context)
    if stretch is None:
        return Resolved(precision=_precision(found), relative=_is_relative(found), value=_span_length(found))
    if found.part:
        stretch = _narrowed(stretch, found, context)
    single = stretch.start if stretch.start == stretch.end else None
    if found.clock:
        return _at_clock(found.clock, stretch.start, kind, context)
    if found.daytime:
        stretch = stretch._replace(precision="part of day")
    return _told(found, stretch, kind, context, single=single)


def _told(found: Expression, stretch: Stretch, kind: AnchorKind, context: Context, *, single: date | None) -> Resolved:
    earliest: str | None = stretch.start.isoformat()
    latest: str | None = stretch.end.isoformat()
    if found.open == "since":
        latest = context.anchor.day.isoformat() if context.anchor and context.anchor.day >= stretch.start else None
    elif found.open == "until":
        earliest = None
    if stretch.precision == "vague" and found.direction == "past":
        earliest = None
    if stretch.precision == "vague" and found.direction == "future":
        latest = None
    return Resolved(
        earliest, latest, stretch.precision, _is_relative(found), kind, _anchor_value(kind, context),
        _span_length(found), single,
    )  # fmt: skip


def _anchor_value(kind: AnchorKind, context: Context) -> str | None:
    if kind == "none":
        return None
    if kind == "text":
        told = context.before or context.story
        return told.isoformat() if told else None
    return context.anchor.value if context.anchor else None


def _span_length(found: Expression) -> str | None:
    return length(found.number, found.unit) if found.kind == "span" else None


def _is_relative(found: Expression) -> bool:
    """Whether the words need an anchor."""
    if found.kind in {"decade", "century"}:
        return False
    return found.year is None and not (found.to and found.to.year) and not (found.base and found.base.year)


def _precision(found: Expression) -> Precision:
    if found.clock:
        return "hour" if found.clock.minute is None else "minute"
    if found.daytime:
        return "part of day"
    by_kind: dict[str, Precision] = {"quarter": "quarter", "half": "quarter", "season": "season", "decade": "decade",
                                     "century": "decade", "reference": "vague", "night": "part of day"}  # fmt: skip
    if found.kind in by_kind:
        return by_kind[found.kind]
    if found.kind in {"relative", "shift", "span"}:
        return "vague" if found.number is None else _UNIT_PRECISION.get(found.unit, "day")
    if found.kind == "date":
        return "day" if found.day else "month" if found.month else "year"
    return "day"


def _narrowed(stretch: Stretch, found: Expression, context: Context) -> Stretch:
    """Early, mid and late cut a third; earlier and later end or begin at the anchor's day."""
    if found.part in {"earlier", "later"}:
        day = context.anchor.day if context.anchor else None
        if day is None or not stretch.start <= day <= stretch.end:
            return stretch
        return stretch._replace(end=day) if found.part == "earlier" else stretch._replace(start=day)
    return calendars.part_of(stretch, found.part)


def _at_clock(clock: Clock, day: date, kind: AnchorKind, context: Context) -> Resolved:
    zone = None if clock.offset is None else timezone(timedelta(minutes=clock.offset))
    when = datetime.combine(day, time(clock.hour, clock.minute or 0, tzinfo=zone))
    text = when.isoformat(timespec="minutes")
    precision: Precision = "minute" if clock.minute is not None else "hour"
    return Resolved(text, text, precision, True, kind, _anchor_value(kind, context), None, day)


# ------------------------------------------------------- kinds, one by one


def _stretch(found: Expression, context: Context) -> _Pair:
    """The days an expression means, and what they were resolved against."""
    return _KINDS[found.kind](found, context)


def _date(found: Expression, context: Context) -> _Pair:
    if found.calendar != "gregorian":
        return _foreign(found, context)
    if found.year is None:
        return _without_year(found, context)
    return _stretch_of(found.year, found.month, found.day), "none"


def _stretch_of(year: int, month: int | None, day: int | None) -> Stretch:
    if month and day:
        return calendars.day(date(year, month, day))
    return calendars.month(year, month) if month else calendars.year(year)


def _foreign(found: Expression, context: Context) -> _Pair:
    convert = calendars.hijri if found.calendar == "hijri" else calendars.solar
    if found.year is not None:
        return convert(found.year, found.month, found.day), "none"
    if context.anchor is None or found.calendar == "solar":
        return None, "none"
    guess = round((context.anchor.day.year - 622) * 33 / 32)
    near = [convert(guess + step, found.month, found.day) for step in (-2, -1, 0, 1, 2)]
    told = [stretch for stretch in near if stretch and (stretch.start <= context.anchor.day or context.future)]
    if not told:
        return None, "none"
    day = context.anchor.day
    return min(told, key=lambda stretch: abs((stretch.start - day).days)), context.anchor.kind


def _without_year(found: Expression, context: Context) -> _Pair:
    """A date without a year: the nearest before the anchor, or after it where the sentence looks ahead."""
    if context.anchor is None or found.month is None:
        return None, "none"
    day, kind = context.anchor.day, context.anchor.kind
    options = []
    for year in (day.year - 4, day.year - 1, day.year, day.year + 1, day.year + 4):  # 29 February
        try:
            options.append(_stretch_of(year, found.month, found.day))
        except ValueError:
            continue
    past = [option for option in options if option.start <= day]
    future = [option for option in options if option.end >= day]
    if found.direction == "past":
        past = [option for option in past if option.end < day]
    elif found.direction == "this":
        return _stretch_of(day.year, found.month, found.day), kind
    ahead = found.direction == "future" or (
        found.direction == "none" and _looks_ahead(found, context, future if past else [])
    )
    chosen = (
        min(future, key=lambda option: option.start) if ahead and future else max(past, key=lambda option: option.start)
    )
    return chosen, kind


def _looks_ahead(found: Expression, context: Context, future: list[Stretch]) -> bool:
    if context.future or context.anchor is None:
        return True
    if found.day is None or not future:
        return False
    return (min(option.start for option in future) - context.anchor.day).days <= FUTURE_REACH


def _weekday(found: Expression, context: Context) -> _Pair:
    """The last such day up to the anchor's, which counts; the next one where the sentence looks ahead."""
    if context.anchor is None or found.weekday is None:
        return None, "none"
    day = context.anchor.day
    back = (day.weekday() - found.weekday) % 7
    if found.direction == "past":
        step = -(back or 7)
    elif found.direction == "future":
        step = -back + 7
    elif back and (context.future or found.direction == "this"):
        step = 7 - back
    else:
        step = -back
    when = day + timedelta(days=step)
    if found.daytime == "overnight":
        return Stretch(when - timedelta(days=1), when, "part of day"), context.anchor.kind
    return calendars.day(when), context.anchor.kind


def _day(found: Expression, context: Context) -> _Pair:
    if context.anchor is None:
        return None, "none"
    return calendars.day(context.anchor.day + timedelta(days=int(found.number or 0))), context.anchor.kind


def _night(_found: Expression, context: Context) -> _Pair:
    """Overnight: from the day before to the anchor's day."""
    if context.anchor is None:
        return None, "none"
    day = context.anchor.day
    return Stretch(day - timedelta(days=1), day, "part of day"), context.anchor.kind


def _same_day(found: Expression, context: Context) -> _Pair:
    """A part of a day or a clock time whose day stands before it in the text, else the anchor's."""
    if found.weekday is not None:
        return _weekday(found, context)
    if found.month is not None:
        return _date(replace(found, kind="date"), context)
    if found.number is not None:
        return _day(found, context)
    told = context.before or (context.story if found.kind == "clock" else None)
    if told:
        return calendars.day(told), "text"
    return _day(replace(found, number=0), context)


def _relative(found: Expression, context: Context) -> _Pair:
    """This week, last month, next year."""
    if context.anchor is None:
        return None, "none"
    step = {"past": -1, "future": 1}.get(found.direction, 0)
    if found.unit == "weekend" and found.direction == "none" and context.anchor.day.weekday() < 5:
        step = -1  # "the weekend" told on a working day has passed
    return _around(context.anchor.day, found.unit, step), context.anchor.kind


def _around(day: date, unit: str, step: int) -> Stretch | None:
    """The calendar unit that lies some units from the one a day is in."""
    if unit == "day":
        return calendars.day(day + timedelta(days=step))
    if unit in {"week", "fortnight"}:
        return calendars.week(day + timedelta(weeks=step * (2 if unit == "fortnight" else 1)))
    if unit == "weekend":
        return calendars.weekend(day + timedelta(weeks=step))
    if unit == "month":
        moved = calendars.shift_month(day.replace(day=1), step)
        return calendars.month(moved.year, moved.month)
    if unit in {"quarter", "season"}:
        moved = calendars.shift_month(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * step)
        return calendars.months(moved.year, moved.month, 3, "quarter")
    if unit == "year":
        return calendars.year(day.year + step)
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        return calendars.years(day.year // size * size + size * step, size, "decade")
    return None


def _span(found: Expression, context: Context) -> _Pair:
    """The past 24 hours, the coming days: from or to the anchor."""
    if context.anchor is None:
        return None, "none"
    day = context.anchor.day
    precision: Precision = "vague" if found.number is None else _UNIT_PRECISION.get(found.unit, "day")
    if found.number is None:  # "recent days" has no first day: `_told` leaves that side open
        return Stretch(day, day, precision), context.anchor.kind
    if found.direction == "this":
        return None, "none"
    other = _moved(day, found.number, found.unit, -1 if found.direction == "past" else 1)
    return Stretch(min(day, other), max(day, other), precision), context.anchor.kind


def _moved(day: date, number: float, unit: str, sign: int) -> date:
    times, base = _MULTIPLES.get(unit, (1, unit))
    amount = number * times
    if base == "year":
        return calendars.shift_month(day, sign * round(amount * 12))
    if base == "month":
        return calendars.shift_month(day, sign * round(amount))
    days = {"week": 7.0, "day": 1.0, "hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400}[base] * amount
    return day + timedelta(days=sign * (round(days) if days >= 1 else 1 if base == "hour" and days > 0.5 else 0))


def _shift(found: Expression, context: Context) -> _Pair:
    """Three days ago; two days later, counted from the text; three days after 5 May."""
    base, kind = _shift_base(found, context)
    if base is None:
        return None, "none"
    if found.number is None:  # "days after 5 May": `_told` leaves the far side open
        return Stretch(base, base, "vague"), kind
    sign = -1 if found.direction == "past" else 1
    moved = _moved(base, found.number, found.unit, sign)
    if found.unit in {"day", "hour", "minute", "second"}:
        return calendars.day(moved), kind
    stretch = _around(moved, found.unit, 0)
    return stretch, kind


def _shift_base(found: Expression, context: Context) -> tuple[date | None, AnchorKind]:
    if found.base is not None:
        stretch, kind = _stretch(found.base, context)
        if stretch is None:
            return None, "none"
        return (stretch.end if found.direction == "future" else stretch.start), kind
    if not found.anchored:
        return context.before, "text" if context.before else "none"
    return (context.anchor.day, context.anchor.kind) if context.anchor else (None, "none")


def _reference(_found: Expression, context: Context) -> _Pair:
    """Now, recently, soon: one bound is the anchor's day."""
    if context.anchor is None:
        return None, "none"
    return Stretch(context.anchor.day, context.anchor.day, "vague"), context.anchor.kind


def _quarter(found: Expression, context: Context) -> _Pair:
    size = 3 if found.kind == "quarter" else 6
    first = size * (int(found.number or 1) - 1) + 1
    year, kind = _year_of(found, context)
    if year is None:
        return None, "none"
    stretch = calendars.months(year, first, size, "quarter")
    if (
        found.year is None
        and found.direction == "none"
        and context.anchor
        and stretch.start > context.anchor.day
        and not context.future
    ):
        stretch = calendars.months(year - 1, first, size, "quarter")
    return stretch, kind


def _season(found: Expression, context: Context) -> _Pair:
    year, kind = _year_of(found, context, season=True)
    if year is None or found.month is None:
        return None, "none"
    stretch = calendars.months(year, found.month, 3, "season")
    if found.year is not None or context.anchor is None:
        return stretch, kind
    day = context.anchor.day
    passed = found.direction == "past" and stretch.end >= day
    ahead = found.direction == "none" and stretch.start > day and not context.future
    to_come = found.direction == "future" and stretch.start <= day
    step = -1 if passed or ahead else 1 if to_come else 0
    return calendars.months(year + step, found.month, 3, "season"), kind


def _year_of(found: Expression, context: Context, *, season: bool = False) -> tuple[int | None, AnchorKind]:
    if found.year is not None:
        return found.year, "none"
    if context.anchor is None:
        return None, "none"
    step = 0 if season else {"past": -1, "future": 1}.get(found.direction, 0)
    return context.anchor.day.year + step, context.anchor.kind


def _decade(found: Expression, _context: Context) -> _Pair:
    return calendars.years(found.year or 1, 10 if found.kind == "decade" else 100, "decade"), "none"


def _year_end(found: Expression, context: Context) -> _Pair:
    if context.anchor is None:
        return None, "none"
    stretch = _around(context.anchor.day, found.unit, 0)
    return (calendars.day(stretch.end) if stretch else None), context.anchor.kind


_KINDS: dict[str, Callable[[Expression, Context], _Pair]] = {
    "date": _date,
    "range": _date,
    "weekday": _weekday,
    "day": _day,
    "night": _night,
    "same day": _same_day,
    "clock": _same_day,
    "relative": _relative,
    "span": _span,
    "shift": _shift,
    "reference": _reference,
    "quarter": _quarter,
    "half": _quarter,
    "season": _season,
    "decade": _decade,
    "century": _decade,
    "yearend": _year_end,
}
