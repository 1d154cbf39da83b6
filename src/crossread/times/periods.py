"""Grammar of stretches longer than a day: weeks, months, quarters, seasons, years, decades; now and recently."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Literal

from crossread.counted_words import is_plural, measure, words
from crossread.numbers import Tokens, parse_amount, table
from crossread.times.dates import day_at, lexicon, month_at, year_at
from crossread.times.days import DIRECTIONS, direction_at
from crossread.times.expressions import Direction, Expression
from crossread.times.lengths import units

_YEAR_BEFORE = {"in", "since", "by", "until", "till", "from", "of", "to", "between", "during", "early", "late", "mid",
                "before", "after", "fiscal", "through", "late-", "year", "summer", "spring", "winter", "autumn",
                "fall", "throughout", "and", "the"}  # fmt: skip

_NO_YEAR_AFTER = {"than", "about", "some", "nearly", "over", "almost", "least", "approximately", "around", "no",
                  "number", "highway", "route", "resolution", "article", "room", "flight", "killed", "wounded",
                  "injured", "killing", "wounding", "up", "only", "nos"}  # fmt: skip

_DETERMINERS = {"'s", "his", "her", "its", "their", "our", "that", "this", "a"}

_BARE_UNITS = {"day", "week", "weekend", "month", "quarter", "year", "decade", "century"}


def bare_unit_at(tokens: Tokens, at: int) -> Expression | None:
    """The month of "the end of the month"."""
    unit = units().get(tokens.words[at])
    if unit not in _BARE_UNITS or tokens.words[at - 1] != "the" or tokens.words[at].endswith("s"):
        return None
    return Expression("relative", at, at + 1, unit=unit, direction="this", number=1)


def year_end_at(tokens: Tokens, at: int) -> Expression | None:
    """Year-end, year's end, month-end."""
    words = tokens.words
    if words[at] in {"year", "month"} and words[at + 1] in {"-", "'s"} and words[at + 2] == "end":
        return Expression("yearend", at, at + 3, unit=words[at])
    if words[at] == "year" and words[at + 1] == "end":
        return Expression("yearend", at, at + 2, unit="year")
    return None


def quarter_at(tokens: Tokens, at: int) -> Expression | None:
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
        direction, here = DIRECTIONS[words[here]], here + 3
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
        return replace(quarter, direction=DIRECTIONS[tokens.words[link]], after=link + 2)
    return None if quarter.kind == "half" else quarter


def season_at(tokens: Tokens, at: int) -> Expression | None:
    """This summer, last winter, the spring of 2020, summer 2021, in the autumn."""
    here, direction = direction_at(tokens, at)
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


def decade_at(tokens: Tokens, at: int) -> Expression | None:
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


def year_phrase(tokens: Tokens, at: int) -> Expression | None:
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
    if before in _NO_YEAR_AFTER or before in words("identifiers", "before") - {"day", "week", "version"}:
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


def relative_at(tokens: Tokens, at: int) -> Expression | None:
    """This week, last month, next year, the past 24 hours, the coming days, the last few months, recent days."""
    here, direction = direction_at(tokens, at)
    if direction == "none" or here == at:
        return None
    if tokens.words[here] == "fiscal":
        here += 1
    if tokens.words[here] in units():
        unit, plural = units()[tokens.words[here]], tokens.words[here].endswith("s")
        if unit in {"second", "minute"} or (unit == "hour" and not plural):
            return None
        if plural and tokens.words[at] == "last":
            return None  # "his last days"
        if plural:
            return Expression("span", at, here + 1, unit=unit, direction=direction)
        kind: Literal["relative", "span"] = (
            "span" if tokens.words[here - 1] == "past" or _is_long(tokens, here) else "relative"
        )
        if tokens.words[at] == "that":
            return None
        return Expression(kind, at, here + 1, unit=unit, direction=direction, number=1)
    if month := month_at(tokens, here):
        return Expression("date", at, month[1], month=month[0], direction=direction)
    amount = parse_amount(tokens, here)
    if amount and tokens.words[amount.after] in units():
        unit = units()[tokens.words[amount.after]]
        return Expression("span", at, amount.after + 1, unit=unit, number=amount.value, direction=direction)
    return None


def _is_long(tokens: Tokens, at: int) -> bool:
    """Whether a unit told as next or last runs from or to the day of writing: the next decade."""
    return tokens.words[at] in {"decade", "century"} and tokens.words[at - 1] in {"next", "last", "coming"}


def bare_period_at(tokens: Tokens, at: int) -> Expression | None:
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


_ASIDES = frozenset(["in", "a", "an", "aged", "known", "called", "its"])


@cache
def _references() -> dict[str, list[tuple[tuple[str, ...], Direction]]]:
    found: dict[str, list[tuple[tuple[str, ...], Direction]]] = {}
    names: dict[str, Direction] = {"present": "this", "past": "past", "future": "future"}
    for name, phrases in table("times")["references"].items():
        for phrase in phrases:
            parts = tuple(phrase.split())
            found.setdefault(parts[0], []).append((parts, names[name]))
    return {first: sorted(listed, key=lambda item: -len(item[0])) for first, listed in found.items()}


def reference_at(tokens: Tokens, at: int) -> Expression | None:
    """Now, recently, soon, these days."""
    for parts, direction in _references().get(tokens.words[at], ()):
        if tuple(tokens.words[at : at + len(parts)]) == parts:
            if parts == ("now",) and tokens.words[at + 1] in _ASIDES:
                return None  # "the war, now in its fourth year", "now a colonel"
            return Expression("reference", at, at + len(parts), direction=direction)
    return None
