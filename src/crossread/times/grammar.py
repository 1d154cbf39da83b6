"""Grammar of time expressions: from tokens to `Expression`. One word of look-ahead decides what is tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Literal

from crossread.numbers import Tokens, table
from crossread.times.dates import DAYTIMES, clock_at, date_at, day_at, lexicon, year_at
from crossread.times.days import deictic_at, time_of_day, weekday_phrase
from crossread.times.expressions import Expression
from crossread.times.lengths import age_at, amount_and_unit, duration_at, set_at, units
from crossread.times.periods import (
    bare_period_at,
    bare_unit_at,
    decade_at,
    quarter_at,
    reference_at,
    relative_at,
    season_at,
    year_end_at,
    year_phrase,
)

_PARTS = {"early": "early", "mid": "mid", "middle": "mid", "late": "late", "beginning": "early", "start": "early",
          "end": "late", "earlier": "earlier", "later": "later", "turn": "early", "close": "late"}  # fmt: skip

_NOUN_PARTS = {"middle", "beginning", "start", "end", "turn", "close"}
_SHIFTS = {"ago": -1, "earlier": -1, "before": -1, "later": 1, "after": 1, "hence": 1}


def expressions_of(tokens: Tokens) -> Iterator[Expression]:
    """The time expressions of a block, in order, without overlap.

    Args:
        tokens: The block's tokens.
    """
    triggers, common = _triggers(), _common()
    at, size = 0, len(tokens)
    while at < size:
        word = tokens.words[at]
        tried = word[0].isdecimal() or (word in triggers and (word not in common or _promises(tokens, at)))
        found = expression_at(tokens, at) if tried else None
        if found:
            yield found
            at = found.after
        else:
            at += 1


@cache
def _triggers() -> frozenset[str]:
    names = ("months", "weekdays", "seasons", "ordinals", "units", "hijri", "solar")
    words = {word.partition(" ")[0] for name in names for word in table("times")[name]}
    words |= {word for listed in table("times")["references"].values() for phrase in listed for word in phrase.split()}
    words |= {word + "s" for word in lexicon("weekdays")} | {word + "s" for word in lexicon("seasons")}
    return frozenset(words).union(table("times")["triggers"]["words"])


@cache
def _common() -> frozenset[str]:
    """Triggers that seldom begin a time expression: "the", "two", "from"."""
    return frozenset(table("times")["triggers"]["common"])


def _promises(tokens: Tokens, at: int) -> bool:
    """Whether a word that is about time follows a common word closely."""
    triggers, common = _triggers(), _common()
    ahead = tokens.words[at + 1 : at + 7]
    return any((word in triggers and word not in common) or word[:1].isdecimal() for word in ahead)


def expression_at(tokens: Tokens, at: int) -> Expression | None:
    """The time expression that begins at a token, None if none does."""
    return _open(tokens, at) or _range(tokens, at) or simple_at(tokens, at)


def simple_at(tokens: Tokens, at: int) -> Expression | None:
    """An expression that is no range and has no open side."""
    return (
        clock_at(tokens, at)
        or date_at(tokens, at)
        or _parted(tokens, at)
        or weekday_phrase(tokens, at)
        or deictic_at(tokens, at)
        or set_at(tokens, at)
        or quarter_at(tokens, at)
        or season_at(tokens, at)
        or decade_at(tokens, at)
        or _shift(tokens, at)
        or relative_at(tokens, at)
        or age_at(tokens, at)
        or reference_at(tokens, at)
        or bare_period_at(tokens, at)
        or duration_at(tokens, at)
        or year_phrase(tokens, at)
    )


def _open(tokens: Tokens, at: int) -> Expression | None:
    """Since late August, until Friday."""
    word = tokens.words[at]
    side: Literal["since", "until"] | None = (
        "since" if word == "since" else "until" if word in {"until", "till"} else None
    )
    if side is None:
        return None
    start = at + 1
    while tokens.words[start] in {"then", "at", "least", "about", "around", "on"} and start < at + 3:
        start += 1
    inner = simple_at(tokens, start)
    if inner is None or inner.kind in {"reference", "duration", "age", "set", "span"}:
        return None
    return replace(inner, first=at, open=side)


def _range(tokens: Tokens, at: int) -> Expression | None:
    """From 3 to 5 May, between March and June 2020, 3-5 May, May 3-5, 2020-21."""
    word = tokens.words[at]
    if word in {"from", "between"}:
        links = {"from": {"to", "until", "till", "through", "-", "–"}, "between": {"and"}}[word]
        return _linked(tokens, at, at + 1, links)
    if not (word[:1].isdecimal() or word in lexicon("months") or word in lexicon("weekdays")):
        return None
    return _linked(tokens, at, at, {"-", "–", "through", "to"} if word not in lexicon("weekdays") else {"through"})


def _linked(tokens: Tokens, at: int, start: int, links: set[str]) -> Expression | None:
    left = _day_only(tokens, start, links) or _end_of_range(tokens, start)
    if left is None or tokens.words[left.after] not in links:
        return None
    right_at = left.after + 1
    right = _end_of_range(tokens, right_at)
    if right is None or (left.month and right.month is None):
        day = day_at(tokens, right_at) if left.day else None
        if day:
            right = _year_of_range(tokens, replace(left, first=right_at, after=day[1], day=day[0]))
    if right is None or (right.kind != left.kind and not (left.day and right.day)):
        return None
    if left.day and left.month is None and right.day is None:
        return None
    left = replace(left, year=left.year or right.year, month=left.month or right.month, kind=right.kind)
    return replace(left, first=at, after=right.after, to=right)


def _year_of_range(tokens: Tokens, found: Expression) -> Expression:
    after = found.after + 1 if tokens.words[found.after] == "," else found.after
    year = year_at(tokens, after)
    return replace(found, year=year[0], after=year[1]) if year else found


def _end_of_range(tokens: Tokens, at: int) -> Expression | None:
    found = date_at(tokens, at) or _parted(tokens, at) or weekday_phrase(tokens, at)
    if found is None:
        year = year_at(tokens, at)
        if year:
            return Expression("date", at, year[1], year=year[0])
        if (
            tokens.words[at - 1] in {"-", "–"}
            and tokens.glued(at)
            and len(tokens.words[at]) == 2
            and tokens.words[at].isdecimal()
        ):
            return _short_second_year(tokens, at)
    return found


def _short_second_year(tokens: Tokens, at: int) -> Expression | None:
    """The 21 of 2020-21."""
    first = year_at(tokens, at - 2)
    if first is None or not tokens.glued(at - 1):
        return None
    year = first[0] // 100 * 100 + int(tokens.words[at])
    return Expression("date", at, at + 1, year=year) if year > first[0] else None


def _day_only(tokens: Tokens, at: int, links: set[str]) -> Expression | None:
    """The 3 of "3 to 5 May"."""
    day = day_at(tokens, at)
    if day is None or tokens.words[day[1]] not in links:
        return None
    right = date_at(tokens, day[1] + 1)
    return Expression("date", at, day[1], day=day[0]) if right and right.day and right.month else None


def _parted(tokens: Tokens, at: int) -> Expression | None:
    """Early May, mid-March, late last week, earlier this year, the end of 1990, late Friday, early 2021."""
    start = at + 1 if tokens.words[at] == "the" and tokens.words[at + 1] in _PARTS else at
    part = _PARTS.get(tokens.words[start])
    if part is None:
        return year_end_at(tokens, at)
    here = start + 1
    if tokens.words[here] == "-" and tokens.glued(here):
        here += 1
    while tokens.words[here] in {"of", "in", "on", "the"} and here < start + 4:
        here += 1
    if tokens.words[start] in _NOUN_PARTS and tokens.words[start + 1] not in {"of", "-"}:
        return None  # "to end Ramadan", "the end came"
    if tokens.words[here] in DAYTIMES:
        return time_of_day(tokens, at, here)
    inner = (
        date_at(tokens, here) or weekday_phrase(tokens, here) or deictic_at(tokens, here) or quarter_at(tokens, here)
        or season_at(tokens, here) or decade_at(tokens, here) or relative_at(tokens, here) or bare_unit_at(tokens, here)
    )  # fmt: skip
    if inner is None and (year := year_at(tokens, here)):
        inner = Expression("date", here, year[1], year=year[0])
    if inner is None or inner.kind in {"duration", "reference"}:
        return None
    return replace(inner, first=at, part=inner.part or part)


def _shift(tokens: Tokens, at: int) -> Expression | None:
    """Three days ago, a year earlier, two days later, three days after 5 May, the next day, the same day."""
    words = tokens.words
    if words[at] in {"the", "that"} and (found := _following_day(tokens, at)):
        return found
    amount, unit_at = amount_and_unit(tokens, at)
    if unit_at is None:
        return None
    after = unit_at + 1
    if words[after] == "or" and words[after + 1] == "so":
        after += 2
    dashed = words[after] == "-" and words[after + 1] in {"ago", "earlier"}
    after += dashed
    sign = _SHIFTS.get(words[after])
    if words[after] == "from" and words[after + 1] in {"now", "today"}:
        return Expression("shift", at, after + 2, number=amount, unit=units()[words[unit_at]], direction="future")
    if words[after] in {"prior", "previously"}:
        sign = -1
    if sign is None:
        return None
    base = None
    if words[after] in {"before", "after"}:  # what follows must be a day: a shift of a shift would nest without end
        base = date_at(tokens, after + 1) or weekday_phrase(tokens, after + 1) or deictic_at(tokens, after + 1)
        if base is None or base.kind == "set":
            return None
    return Expression(
        "shift", at, base.after if base else after + 1, number=amount, unit=units()[words[unit_at]],
        direction="past" if sign < 0 else "future", base=base, anchored=words[after] in {"ago", "hence"},
    )  # fmt: skip


def _following_day(tokens: Tokens, at: int) -> Expression | None:
    """The next day, the following week, the previous day, the same day, that day."""
    words = tokens.words
    if words[at] == "that":
        unit = units().get(words[at + 1])
        known = unit in {"day", "week", "month", "year", "quarter"} and words[at + 1] == unit
        return Expression("shift", at, at + 2, number=0, unit=unit or "", anchored=False) if known else None
    if words[at + 1] in {"next", "following", "previous", "same", "preceding"} and words[at + 2] in {
        "day",
        "night",
        "week",
        "month",
        "year",
        "morning",
    }:
        step = {"next": 1, "following": 1, "same": 0}.get(words[at + 1], -1)
        unit = units().get(words[at + 2], "day")
        return Expression(
            "shift", at, at + 3, number=abs(step), unit=unit, direction="past" if step < 0 else "future", anchored=False
        )
    return None
