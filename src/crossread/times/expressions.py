"""What a time expression says, before it is put on the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "date", "weekday", "day", "relative", "shift", "span", "reference", "quarter", "half", "season", "decade",
    "century", "yearend", "duration", "age", "set", "clock", "range", "same day", "night",
]  # fmt: skip

Direction = Literal["past", "this", "future", "none"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day.

    Attributes:
        hour: 0 to 23.
        minute: 0 to 59; None if only the hour is told.
        offset: Minutes from UTC; None if no zone is told.
    """

    hour: int
    minute: int | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression as parsed: which words, and what they say.

    Attributes:
        kind: What kind of expression; decides which other fields count.
        first: Index of its first token.
        after: Index of the token after its last.
        calendar: The calendar of year, month and day.
        year: Year; None if not said.
        month: 1 to 12.
        day: Day of the month.
        weekday: 0 Monday to 6 Sunday.
        number: Number of the quarter or half, days from the anchor, amount of units.
        unit: Unit of time.
        direction: Before, at or after the anchor.
        part: ``early``, ``mid``, ``late``, ``earlier``, ``later``.
        daytime: A part of the day ("morning", "night").
        clock: Time of day.
        open: ``since``: open to the anchor; ``until``: open at its beginning.
        to: End of a range.
        base: What a shift counts from ("three days after 5 May"); None for the text before it.
        anchored: A shift counts from the anchor ("ago"), not from the text ("later").
    """

    kind: Kind
    first: int
    after: int
    calendar: Literal["gregorian", "hijri", "solar"] = "gregorian"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: float | None = None
    unit: str = ""
    direction: Direction = "none"
    part: str = ""
    daytime: str = ""
    clock: Clock | None = None
    open: Literal["since", "until", ""] = ""
    to: Expression | None = None
    base: Expression | None = None
    anchored: bool = True
