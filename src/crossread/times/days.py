"""Grammar of days named from the day of writing: weekdays, yesterday, tonight, overnight."""

from __future__ import annotations

from crossread.numbers import Tokens
from crossread.times.dates import DAYTIMES, weekday_at
from crossread.times.expressions import Direction, Expression

DIRECTIONS: dict[str, Direction] = {
    "this": "this", "last": "past", "past": "past", "previous": "past", "preceding": "past", "next": "future",
    "coming": "future", "upcoming": "future", "following": "future", "current": "this", "same": "this",
    "latest": "past", "recent": "past", "that": "this",
}  # fmt: skip

DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1}


def direction_at(tokens: Tokens, at: int) -> tuple[int, Direction]:
    """The token after "the last", "this coming" and their like, and where they point."""
    here = at
    direction: Direction = "none"
    if tokens.words[here] == "the" and tokens.words[here + 1] in DIRECTIONS:
        here += 1
    while tokens.words[here] in DIRECTIONS and here < at + 3:
        found = DIRECTIONS[tokens.words[here]]
        direction = found if direction in {"none", "this"} else direction
        here += 1
    return here, direction


def weekday_phrase(tokens: Tokens, at: int) -> Expression | None:
    """Friday, last Friday, this coming Sunday, Friday night, the previous Friday; Mondays are a set."""
    here, direction = direction_at(tokens, at)
    weekday = weekday_at(tokens, here)
    if weekday is None:
        return None
    after = weekday[1]
    plural = tokens.words[here].endswith("days")
    daytime = tokens.words[after].removesuffix("s") if tokens.words[after].removesuffix("s") in DAYTIMES else ""
    if daytime:
        plural = plural or tokens.words[after].endswith("s")
        after += 1
    if plural:
        return Expression("set", at, after, weekday=weekday[0], daytime=daytime)
    return Expression("weekday", at, after, weekday=weekday[0], direction=direction, daytime=daytime)


def deictic_at(tokens: Tokens, at: int) -> Expression | None:
    """Today, yesterday evening, tonight, last night, overnight, this morning, the day before yesterday."""
    words = tokens.words
    if words[at] in DEICTIC:
        daytime = words[at + 1] if words[at + 1] in DAYTIMES else ""
        return Expression("day", at, at + (2 if daytime else 1), number=DEICTIC[words[at]], daytime=daytime)
    if words[at] == "tonight":
        return Expression("day", at, at + 1, number=0, daytime="night")
    if words[at] == "overnight":
        return _overnight(tokens, at)
    if words[at] == "last" and words[at + 1] in {"night", "evening"}:
        return Expression("day", at, at + 2, number=-1, daytime=words[at + 1])
    if words[at] == "this" and words[at + 1] in DAYTIMES:
        return Expression("day", at, at + 2, number=0, daytime=words[at + 1])
    start = at + 1 if words[at] == "the" else at
    if (
        words[start] == "day"
        and words[start + 1] in {"before", "after"}
        and words[start + 2] in {"yesterday", "tomorrow"}
    ):
        step = -2 if words[start + 1] == "before" else 2
        return Expression("day", at, start + 3, number=step)
    if (
        words[at] == "the"
        and words[at + 1] in DAYTIMES
        and words[at + 2] not in {"of", "sky"}
        and words[at + 1] not in {"night", "dawn"}
    ):
        return None
    return None


def _overnight(tokens: Tokens, at: int) -> Expression:
    """Overnight; overnight Friday, overnight into Saturday, overnight on Sunday."""
    here = at + 1
    while tokens.words[here] in {"on", "into", "from", "to"} and here < at + 2:
        here += 1
    weekday = weekday_at(tokens, here)
    if weekday:
        return Expression("weekday", at, weekday[1], weekday=weekday[0], daytime="overnight")
    return Expression("night", at, at + 1, number=0)


def time_of_day(tokens: Tokens, first: int, at: int) -> Expression:
    """Mid-afternoon, early morning; with yesterday or a weekday after it."""
    after, daytime = at + 1, tokens.words[at]
    if tokens.words[after] in DEICTIC:
        return Expression("day", first, after + 1, number=DEICTIC[tokens.words[after]], daytime=daytime)
    here = after + 1 if tokens.words[after] == "on" else after
    weekday = weekday_at(tokens, here)
    if weekday:
        return Expression("weekday", first, weekday[1], weekday=weekday[0], daytime=daytime)
    return Expression("same day", first, after, daytime=daytime)
