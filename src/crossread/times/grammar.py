"""Grammar of time expressions: from tokens to `Expression`. One word of look-ahead decides what is tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Literal

from crossread.counted_words import is_plural, measure, words
from crossread.numbers import Tokens, parse_amount, table
from crossread.times.dates import DAYTIMES, clock_at, date_at, day_at, lexicon, weekday_at, year_at
from crossread.times.expressions import Direction, Expression

_DIRECTIONS: dict[str, Direction] = {
    "this": "this", "last": "past", "past": "past", "previous": "past", "preceding": "past", "next": "future",
    "coming": "future", "upcoming": "future", "following": "future", "current": "this", "same": "this",
    "latest": "past", "recent": "past", "that": "this",
}  # fmt: skip
_PARTS = {"early": "early", "mid": "mid", "middle": "mid", "late": "late", "beginning": "early", "start": "early",
          "end": "late", "earlier": "earlier", "later": "later", "turn": "early", "close": "late"}  # fmt: skip
_SETS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year",
         "hourly": "hour", "biweekly": "week"}  # fmt: skip
_DETERMINERS = {"'s", "his", "her", "its", "their", "our", "that", "this", "a"}
_BARE_UNITS = {"day", "week", "weekend", "month", "quarter", "year", "decade", "century"}
_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1}
_SHIFTS = {"ago": -1, "earlier": -1, "before": -1, "later": 1, "after": 1, "hence": 1}
_NO_YEAR_AFTER = {"than", "about", "some", "nearly", "over", "almost", "least", "approximately", "around", "no",
                  "number", "highway", "route", "resolution", "article", "room", "flight", "killed", "wounded",
                  "injured", "killing", "wounding", "up", "only", "nos"}  # fmt: skip
_YEAR_BEFORE = {"in", "since", "by", "until", "till", "from", "of", "to", "between", "during", "early", "late", "mid",
                "before", "after", "fiscal", "through", "late-", "year", "summer", "spring", "winter", "autumn",
                "fall", "throughout", "and", "the"}  # fmt: skip


def units() -> dict[str, str]:
    """Words for units of time."""
    found: dict[str, str] = table("times")["units"]
    return found


def expressions_of(tokens: Tokens) -> Iterator[Expression]:
    """The time expressions of a block, in order, without overlap.

    Args:
        tokens: The block's tokens.
    """
    at = 0
    while at < len(tokens):
        found = expression_at(tokens, at) if _may_begin(tokens, at) else None
        if found:
            yield found
            at = found.after
        else:
            at += 1


@cache
def _triggers() -> frozenset[str]:
    names = ("months", "weekdays", "seasons", "ordinals", "units", "hijri", "solar")
    words = {word.partition(" ")[0] for name in names for word in table("times")[name]}
    words |= {phrase.split()[0] for phrases in table("times")["references"].values() for phrase in phrases}
    words |= {word + "s" for word in lexicon("weekdays")} | {word + "s" for word in lexicon("seasons")}
    return frozenset(words) | frozenset(
        [
            "today",
            "yesterday",
            "tomorrow",
            "tonight",
            "overnight",
            "since",
            "until",
            "till",
            "from",
            "between",
            "the",
            "this",
            "last",
            "past",
            "previous",
            "next",
            "coming",
            "following",
            "current",
            "latest",
            "same",
            "that",
            "these",
            "those",
            "early",
            "mid",
            "late",
            "earlier",
            "later",
            "beginning",
            "end",
            "start",
            "every",
            "each",
            "daily",
            "nightly",
            "weekly",
            "monthly",
            "yearly",
            "annually",
            "hourly",
            "quarterly",
            "noon",
            "midday",
            "midnight",
            "a",
            "an",
            "aged",
            "nineteen",
            "eighteen",
            "fiscal",
            "recent",
            "dawn",
            "year'",
            "several",
            "few",
            "couple",
            "half",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
            "one",
            "hundred",
            "dozens",
            "tens",
            "hundreds",
            "thousands",
            "many",
            "some",
            "within",
            "preceding",
            "mid-afternoon",
            "middle",
            "turn",
            "upcoming",
            "another",
            "q",
            "'",
            "h",
        ]
    )


def _may_begin(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return word[:1].isdecimal() or word in _triggers()


def expression_at(tokens: Tokens, at: int) -> Expression | None:
    """The time expression that begins at a token, None if none does."""
    return _open(tokens, at) or _range(tokens, at) or simple_at(tokens, at)


def simple_at(tokens: Tokens, at: int) -> Expression | None:
    """An expression that is no range and has no open side."""
    return (
        clock_at(tokens, at)
        or date_at(tokens, at)
        or _parted(tokens, at)
        or _weekday(tokens, at)
        or _deictic(tokens, at)
        or _set(tokens, at)
        or _quarter(tokens, at)
        or _season(tokens, at)
        or _decade(tokens, at)
        or _shift(tokens, at)
        or _relative(tokens, at)
        or _age(tokens, at)
        or _reference(tokens, at)
        or _bare_period(tokens, at)
        or _duration(tokens, at)
        or _year(tokens, at)
    )


# ------------------------------------------------------- ranges, open ends


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
    found = date_at(tokens, at) or _parted(tokens, at) or _weekday(tokens, at)
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


# ----------------------------------------------------------------- parts


def _parted(tokens: Tokens, at: int) -> Expression | None:
    """Early May, mid-March, late last week, earlier this year, the end of 1990, late Friday, early 2021."""
    start = at + 1 if tokens.words[at] == "the" and tokens.words[at + 1] in _PARTS else at
    part = _PARTS.get(tokens.words[start])
    if part is None:
        return _year_end(tokens, at)
    here = start + 1
    if tokens.words[here] == "-" and tokens.glued(here):
        here += 1
    while tokens.words[here] in {"of", "in", "on", "the"} and here < start + 4:
        here += 1
    if tokens.words[here] in DAYTIMES:
        return _time_of_day(tokens, at, here)
    inner = (
        date_at(tokens, here) or _weekday(tokens, here) or _deictic(tokens, here) or _quarter(tokens, here)
        or _season(tokens, here) or _decade(tokens, here) or _relative(tokens, here) or _bare_unit(tokens, here)
    )  # fmt: skip
    if inner is None and (year := year_at(tokens, here)):
        inner = Expression("date", here, year[1], year=year[0])
    if inner is None or inner.kind in {"duration", "reference"}:
        return None
    return replace(inner, first=at, part=inner.part or part)


def _bare_unit(tokens: Tokens, at: int) -> Expression | None:
    """The month of "the end of the month"."""
    unit = units().get(tokens.words[at])
    if unit not in _BARE_UNITS or tokens.words[at - 1] != "the" or tokens.words[at].endswith("s"):
        return None
    return Expression("relative", at, at + 1, unit=unit, direction="this", number=1)


def _year_end(tokens: Tokens, at: int) -> Expression | None:
    """Year-end, year's end, month-end."""
    words = tokens.words
    if words[at] in {"year", "month"} and words[at + 1] in {"-", "'s"} and words[at + 2] == "end":
        return Expression("yearend", at, at + 3, unit=words[at])
    if words[at] == "year" and words[at + 1] == "end":
        return Expression("yearend", at, at + 2, unit="year")
    return None


# -------------------------------------------------------------- weekdays


def _weekday(tokens: Tokens, at: int) -> Expression | None:
    """Friday, last Friday, this coming Sunday, Friday night, the previous Friday; Mondays are a set."""
    here, direction = _direction(tokens, at)
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


def _direction(tokens: Tokens, at: int) -> tuple[int, Direction]:
    here = at
    direction: Direction = "none"
    if tokens.words[here] == "the" and tokens.words[here + 1] in _DIRECTIONS:
        here += 1
    while tokens.words[here] in _DIRECTIONS and here < at + 3:
        found = _DIRECTIONS[tokens.words[here]]
        direction = found if direction in {"none", "this"} else direction
        here += 1
    return here, direction


def _deictic(tokens: Tokens, at: int) -> Expression | None:
    """Today, yesterday evening, tonight, last night, overnight, this morning, the day before yesterday."""
    words = tokens.words
    if words[at] in _DEICTIC:
        daytime = words[at + 1] if words[at + 1] in DAYTIMES else ""
        return Expression("day", at, at + (2 if daytime else 1), number=_DEICTIC[words[at]], daytime=daytime)
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


def _time_of_day(tokens: Tokens, first: int, at: int) -> Expression:
    """Mid-afternoon, early morning; with yesterday or a weekday after it."""
    after, daytime = at + 1, tokens.words[at]
    if tokens.words[after] in _DEICTIC:
        return Expression("day", first, after + 1, number=_DEICTIC[tokens.words[after]], daytime=daytime)
    here = after + 1 if tokens.words[after] == "on" else after
    weekday = weekday_at(tokens, here)
    if weekday:
        return Expression("weekday", first, weekday[1], weekday=weekday[0], daytime=daytime)
    return Expression("same day", first, after, daytime=daytime)


# ------------------------------------------------------------ sets, ages


def _set(tokens: Tokens, at: int) -> Expression | None:
    """Every Friday, each day, every two weeks, daily, Monday nights."""
    words = tokens.words
    if words[at] in _SETS:
        return Expression("set", at, at + 1, unit=_SETS[words[at]], number=1)
    if words[at] not in {"every", "each"}:
        return None
    here = at + 1
    amount = parse_amount(tokens, here)
    if amount and units().get(words[amount.after]):
        return Expression("set", at, amount.after + 1, unit=units()[words[amount.after]], number=amount.value)
    if words[here] in {"other", "single"}:
        here += 1
    if weekday := weekday_at(tokens, here):
        return Expression("set", at, weekday[1], weekday=weekday[0])
    if words[here] in units() and words[here] != "second":
        return Expression("set", at, here + 1, unit=units()[words[here]], number=2 if words[at + 1] == "other" else 1)
    if words[here] in lexicon("months") and tokens.raw(here)[:1].isupper():
        return Expression("set", at, here + 1, month=lexicon("months")[words[here]], unit="year", number=1)
    if words[here] in DAYTIMES or words[here] in lexicon("seasons"):
        return Expression("set", at, here + 1, daytime=words[here], unit="day", number=1)
    return None


def _age(tokens: Tokens, at: int) -> Expression | None:
    """A 12-year-old, aged 34, nine months old."""
    words = tokens.words
    if words[at] == "aged" and (amount := parse_amount(tokens, at + 1)):
        return Expression("age", at, amount.after, number=amount.value, unit="year")
    amount = parse_amount(tokens, at)
    if amount is None:
        return None
    here = amount.after + 1 if words[amount.after] == "-" else amount.after
    unit = units().get(words[here])
    old = here + 2 if words[here + 1] == "-" else here + 1
    if unit and words[old] in {"old", "olds"} and amount.value is not None:
        return Expression("age", at, old + 1, number=amount.value, unit=unit)
    return None


# ----------------------------------------------- quarters, seasons, years


def _quarter(tokens: Tokens, at: int) -> Expression | None:
    """The third quarter of 1989, third-quarter, Q3 2021, this year's first quarter, the first half of 2020."""
    words = tokens.words
    if words[at] == "q" and words[at + 1] in {"1", "2", "3", "4"} and tokens.glued(at + 1):
        return _quarter_year(tokens, Expression("quarter", at, at + 2, number=float(words[at + 1])))
    here, direction = at, "none"
    if words[here] in {"the", "a", "its"} and words[here + 1] != "the":
        here += 1
    year = None
    if (found := year_at(tokens, here)) and here > at:
        year, here = found
    elif words[here] in {"last", "this", "next"} and words[here + 1] == "year" and words[here + 2] == "'s":
        direction, here = _DIRECTIONS[words[here]], here + 3
    for skipped in ("fiscal", "comparable", "corresponding", "year", "-", "ago", "earlier", "same", "full"):
        if words[here] == skipped and (skipped != "year" or words[here + 1] == "-"):
            here += 1
    number = lexicon("ordinals").get(words[here])
    after = here + 2 if words[here + 1] == "-" else here + 1
    if number is None or number > 4 or words[after] not in {"quarter", "half"}:
        return None
    kind: Literal["quarter", "half"] = "quarter" if words[after] == "quarter" else "half"
    if kind == "half" and number > 2:
        return None
    quarter = Expression(kind, at, after + 1, number=number, year=year, direction=direction)  # type: ignore[arg-type]
    return quarter if year or direction != "none" else _quarter_year(tokens, quarter)


def _quarter_year(tokens: Tokens, quarter: Expression) -> Expression | None:
    after = quarter.after
    link = after + 1 if tokens.words[after] in {"of", "in", ","} else after
    if tokens.words[link] == "the":
        link += 1
    if year := year_at(tokens, link):
        return replace(quarter, year=year[0], after=year[1])
    if tokens.words[link] in {"this", "last", "next"} and tokens.words[link + 1] == "year":
        return replace(quarter, direction=_DIRECTIONS[tokens.words[link]], after=link + 2)
    return None if quarter.kind == "half" else quarter


def _season(tokens: Tokens, at: int) -> Expression | None:
    """This summer, last winter, the spring of 2020, summer 2021, in the autumn."""
    here, direction = _direction(tokens, at)
    word = tokens.words[here]
    if word == "the":
        here += 1
        word = tokens.words[here]
    if word not in lexicon("seasons"):
        return None
    month, after = lexicon("seasons")[word], here + 1
    link = after + 1 if tokens.words[after] in {"of", "in"} else after
    if year := year_at(tokens, link):
        return Expression("season", at, year[1], month=month, year=year[0])
    in_the = tokens.words[here - 1] == "the" and tokens.words[here - 2] in {
        "in",
        "during",
        "by",
        "since",
        "this",
        "early",
        "late",
        "of",
    }
    if direction == "none" and not in_the:
        return None
    if word == "fall" and direction == "none":
        return None  # "in the fall of the capital"
    return Expression("season", at, after, month=month, direction=direction)


def _decade(tokens: Tokens, at: int) -> Expression | None:
    """The 1990s, the '90s, the 20th century, the nineteenth century."""
    words = tokens.words
    here = at + 1 if words[at] == "the" else at
    if words[here].isdecimal() and len(words[here]) == 4 and words[here].endswith("0") and _s_after(tokens, here):
        return Expression("decade", at, _s_after(tokens, here), year=int(words[here]))
    if words[here] == "'" and words[here + 1].isdecimal() and len(words[here + 1]) == 2 and _s_after(tokens, here + 1):
        return Expression("decade", at, _s_after(tokens, here + 1), year=1900 + int(words[here + 1]))
    day = day_at(tokens, here)
    if day and words[day[1] + (words[day[1]] == "-")] == "century":
        return Expression("century", at, day[1] + (words[day[1]] == "-") + 1, year=(day[0] - 1) * 100)
    return None


def _s_after(tokens: Tokens, at: int) -> int:
    """The token after the s of "1990s" or "1990's", 0 if there is none."""
    return at + 2 if tokens.words[at + 1] in {"s", "'s"} and tokens.glued(at + 1) else 0


def _year(tokens: Tokens, at: int) -> Expression | None:
    """1989, fiscal 1990, the year 2000; never a count of people, never an identifier."""
    words = tokens.words
    here = at
    if words[here] == "the" and words[here + 1] in {"year", "fiscal"}:
        here += 1
    fiscal = words[here] == "fiscal"
    if words[here] in {"year", "fiscal"} and here < at + 3:
        here += 1
        here += words[here] == "year"
    if words[here - 1 : here + 2] == ["year", "two", "thousand"]:
        return Expression("date", at, here + 2, year=2000)
    year = year_at(tokens, here)
    if year is None:
        return None
    if not (fiscal or here > at) and not _stands_as_year(tokens, here, year[1]):
        return None
    return Expression("date", at, year[1], year=year[0])


def _stands_as_year(tokens: Tokens, at: int, after: int) -> bool:
    """Whether a figure that could be a year is one: counts take a plural or a measure after them, years do not."""
    before, following = tokens.words[at - 1] if at else "", tokens.words[after]
    if not tokens.words[at][:1].isdecimal():
        return True
    if before in _NO_YEAR_AFTER or before in words("identifiers", "before") - {"day", "week", "version", "vision"}:
        return False
    if tokens.glued(at) and before in {"-", "/", "'"}:
        return False
    if following in words("persons", "heads") or measure(tokens, after):
        return False
    if following == "-" and tokens.glued(after):
        return before in _YEAR_BEFORE
    if before in _YEAR_BEFORE or not following[:1].isalpha():
        return True
    if is_plural(following):
        return before in _DETERMINERS
    return True


# ---------------------------------------------------------------- shifts


def _shift(tokens: Tokens, at: int) -> Expression | None:
    """Three days ago, a year earlier, two days later, three days after 5 May, the next day, the same day."""
    words = tokens.words
    if words[at] in {"the", "that"} and (found := _following_day(tokens, at)):
        return found
    amount, unit_at = _amount_and_unit(tokens, at)
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
    base = simple_at(tokens, after + 1) if words[after] in {"before", "after"} else None
    if words[after] in {"before", "after"} and (base is None or base.kind in {"duration", "age", "set", "reference"}):
        return None
    return Expression(
        "shift", at, base.after if base else after + 1, number=amount, unit=units()[words[unit_at]],
        direction="past" if sign < 0 else "future", base=base, anchored=words[after] in {"ago", "hence"},
    )  # fmt: skip


def _amount_and_unit(tokens: Tokens, at: int) -> tuple[float | None, int | None]:
    """An amount of time and the index of its unit: three days, a year, several months, years, year-(ago)."""
    words = tokens.words
    if words[at] in units() and (words[at].endswith("s") or words[at + 1] == "-"):
        return (None if words[at].endswith("s") else 1.0), at
    amount = parse_amount(tokens, at)
    if amount is None and words[at] in {"a", "an", "some", "many", "half"}:
        here = at + 2 if words[at] == "half" and words[at + 1] in {"a", "an"} else at + 1
        size = 0.5 if words[at] == "half" else 1.0 if words[at] in {"a", "an"} else None
        return (size, here) if words[here] in units() else (None, None)
    if amount is None:
        return None, None
    here = amount.after
    if words[here] in {"-", "of", "more", "full", "long"} and words[here + 1] in units():
        here += 1
    return (amount.value, here) if words[here] in units() and not (amount.vague and amount.value == 1) else (None, None)


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


def _relative(tokens: Tokens, at: int) -> Expression | None:
    """This week, last month, next year, the past 24 hours, the coming days, the last few months, recent days."""
    here, direction = _direction(tokens, at)
    if direction == "none" or here == at:
        return None
    if tokens.words[here] == "fiscal":
        here += 1
    if tokens.words[here] in units():
        unit, plural = units()[tokens.words[here]], tokens.words[here].endswith("s")
        if unit in {"second", "minute"} or (unit == "hour" and not plural):
            return None
        if plural:
            return Expression("span", at, here + 1, unit=unit, direction=direction)
        kind: Literal["relative", "span"] = "span" if tokens.words[here - 1] == "past" else "relative"
        if tokens.words[at] == "that":
            return None
        return Expression(kind, at, here + 1, unit=unit, direction=direction, number=1)
    if tokens.words[here] in lexicon("months") and tokens.raw(here)[:1].isupper():
        month = lexicon("months")[tokens.words[here]]
        return Expression(
            "date",
            at,
            here + 1 + (tokens.words[here + 1] == "." and tokens.glued(here + 1)),
            month=month,
            direction=direction,
        )
    amount = parse_amount(tokens, here)
    if amount and tokens.words[amount.after] in units():
        unit = units()[tokens.words[amount.after]]
        return Expression("span", at, amount.after + 1, unit=unit, number=amount.value, direction=direction)
    return None


# ------------------------------------------------- references, durations


def _bare_period(tokens: Tokens, at: int) -> Expression | None:
    """The weekend, the quarter, the year: a period whose name the text leaves out; only the weekend is resolved."""
    if tokens.words[at] != "the":
        return None
    here = at + 1
    while tokens.words[here] in {"fiscal", "full", "latest", "whole", "entire"}:
        here += 1
    unit = tokens.words[here]
    if unit == "weekend":
        return Expression("relative", at, here + 1, unit=unit, number=1)
    if unit not in {"week", "month", "quarter", "year"} or tokens.words[here + 1] in {"'s", "-"}:
        return None
    framed = (
        tokens.words[at - 1] in {"in", "for", "during", "of", "over", "by", "throughout", "within"} if at else False
    )
    return Expression("duration", at, here + 1, unit=unit) if framed else None


@cache
def _references() -> dict[str, list[tuple[tuple[str, ...], Direction]]]:
    found: dict[str, list[tuple[tuple[str, ...], Direction]]] = {}
    names: dict[str, Direction] = {"present": "this", "past": "past", "future": "future"}
    for name, phrases in table("times")["references"].items():
        for phrase in phrases:
            parts = tuple(phrase.split())
            found.setdefault(parts[0], []).append((parts, names[name]))
    return {first: sorted(listed, key=lambda item: -len(item[0])) for first, listed in found.items()}


def _reference(tokens: Tokens, at: int) -> Expression | None:
    """Now, recently, soon, these days."""
    for parts, direction in _references().get(tokens.words[at], ()):
        if tuple(tokens.words[at : at + len(parts)]) == parts:
            return Expression("reference", at, at + len(parts), direction=direction)
    return None


def _duration(tokens: Tokens, at: int) -> Expression | None:
    """Three days, two-week, 24 hours, more than a year, the nine months, decades, the first nine months."""
    start = at
    if tokens.words[start] == "the":
        start += 1
        start += tokens.words[start] in {"first", "last", "latest", "full"}
    amount, unit_at = _amount_and_unit(tokens, start)
    if unit_at is None:
        return None
    unit = units()[tokens.words[unit_at]]
    if unit in {"second", "quarter", "season"} and not (amount and amount > 1 and tokens.words[unit_at].endswith("s")):
        return None
    if unit == "quarter" and tokens.words[unit_at - 1] == "-":
        return None  # three-quarters
    if amount == 1 and tokens.words[start] == "one" and unit == "day" and tokens.words[at - 1] != "in":
        return None
    return Expression("duration", at, unit_at + 1, number=amount, unit=unit)
