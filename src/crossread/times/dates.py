"""Grammar of calendar dates, weekdays and clock times."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Literal

from crossread.counted_words import is_plural, words
from crossread.numbers import SMALL, TENS, Tokens, table
from crossread.times.expressions import Clock, Expression

DAYTIMES = {"morning", "afternoon", "evening", "night", "noon", "midday", "dawn", "dusk", "midnight", "nightfall",
            "daybreak", "sunset", "sunrise"}  # fmt: skip
_ORDINAL_ENDINGS = {"st", "nd", "rd", "th"}
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MAY_BE_NAMES = {"march", "may", "mar", "sat", "sun", "dec", "jan", "mon", "wed", "august", "april", "june"}
"""Month and weekday names that are common words or given names too: they need a day, a year or a preposition."""

_BEFORE_MONTH = {
    "in", "since", "until", "till", "by", "last", "next", "this", "of", "early", "late", "mid", "from", "to", "through",
    "during", "between", "and", "before", "after", "previous", "following", "every", "each", "for", "-", "on", "(",
    "coming", "past", "earlier", "later",
}  # fmt: skip


@cache
def lexicon(name: str) -> dict[str, int]:
    """A part of the table of times, word to number."""
    found: dict[str, int] = table("times")[name]
    return found


def year_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A year and the token after it: 1989, '89, nineteen eighty-nine, two thousand; None if there is none."""
    word = tokens.words[at]
    if _YEAR.fullmatch(word) and not _glued_figures(tokens, at):
        return int(word), at + 1
    if word == "'" and re.fullmatch(r"\d\d", tokens.words[at + 1]) and tokens.glued(at + 1):
        short = int(tokens.words[at + 1])
        return (1900 if short > 30 else 2000) + short, at + 2
    if word in {"nineteen", "eighteen", "twenty"}:
        return _spoken_year(tokens, at)
    return None


def _glued_figures(tokens: Tokens, at: int) -> bool:
    before = tokens.words[at - 1] if tokens.glued(at) else ""
    after = tokens.words[at + 1] if tokens.glued(at + 1) else ""
    return (
        before[:1].isalpha()
        or before in {"$", "€", "£", "#", "@", ":", "+"}
        or after[:1].isalpha()
        or after in {"%", ":", "°"}
    )


def _spoken_year(tokens: Tokens, at: int) -> tuple[int, int] | None:
    century = {"nineteen": 1900, "eighteen": 1800, "twenty": 2000}[tokens.words[at]]
    word = tokens.words[at + 1]
    if century == 2000 and SMALL.get(word, 0) >= 10:
        return century + SMALL[word], at + 2
    if word not in TENS or century == 2000:
        return None
    rest = at + 3 if tokens.words[at + 2] == "-" else at + 2
    if 0 < SMALL.get(tokens.words[rest], 0) < 10:
        return century + TENS[word] + SMALL[tokens.words[rest]], rest + 1
    return century + TENS[word], at + 2


def day_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A day of the month and the token after it: 5, 5th, fifth, twenty-first; None if there is none."""
    word = tokens.words[at]
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31:
        if tokens.words[at + 1] in _ORDINAL_ENDINGS and tokens.glued(at + 1):
            return int(word), at + 2
        return None if tokens.glued(at + 1) and tokens.words[at + 1][:1].isalpha() else (int(word), at + 1)
    ordinals = lexicon("ordinals")
    if word in ordinals:
        return ordinals[word], at + 1
    if word in {"twenty", "thirty"} and tokens.words[at + 1] == "-" and tokens.words[at + 2] in ordinals:
        return TENS[word] + ordinals[tokens.words[at + 2]], at + 3
    return None


def month_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A month and the token after it, the full stop of an abbreviation included."""
    word = tokens.words[at]
    month = lexicon("months").get(word)
    if month is None or not tokens.raw(at)[:1].isupper():
        return None
    dotted = (
        len(word) <= 4 and tokens.words[at + 1] == "." and tokens.glued(at + 1) and word not in {"may", "june", "july"}
    )
    return month, at + 2 if dotted else at + 1


def weekday_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A weekday and the token after it."""
    word = tokens.words[at]
    weekday = lexicon("weekdays").get(word.removesuffix("s") if word.endswith("days") else word)
    if weekday is None or not tokens.raw(at)[:1].isupper():
        return None
    if len(word) <= 5 and not word.endswith("day"):
        dotted = tokens.words[at + 1] in {".", ","} and (month_at(tokens, at + 2) or day_at(tokens, at + 2))
        return (weekday, at + 2) if dotted else None
    return weekday, at + 1


# ------------------------------------------------------------------ dates


def date_at(tokens: Tokens, at: int) -> Expression | None:
    """A calendar date: in figures, with a month's name, with a weekday before it, in another calendar."""
    return (
        _in_figures(tokens, at)
        or _with_weekday(tokens, at)
        or _month_first(tokens, at)
        or _day_first(tokens, at)
        or other_calendar(tokens, at)
    )


def _in_figures(tokens: Tokens, at: int) -> Expression | None:
    """2021-09-05, 5.9.2021, 25/09/2021; 05/09/2021 may be either, and spans both."""
    words = tokens.words
    mark, parts = words[at + 1], (words[at], words[at + 2], words[at + 4])
    if mark not in {"-", "/", "."} or words[at + 3] != mark or not all(part.isdecimal() for part in parts):
        return None
    if not all(tokens.glued(at + step) for step in (1, 2, 3, 4)):
        return None
    a, b, c = map(int, parts)
    if len(parts[0]) == 4:
        return _valid(at, a, b, c)
    year = _short_year(c) if len(parts[2]) == 2 else c
    day_first, month_first = _valid(at, year, b, a), _valid(at, year, a, b)
    if mark != "/" or day_first is None or month_first is None or a == b:
        return day_first or month_first
    early, late = (day_first, month_first) if b < a else (month_first, day_first)
    return replace(early, to=late)


def _valid(at: int, year: int, month: int, day: int) -> Expression | None:
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 2200):
        return None
    return Expression("date", at, at + 5, year=year, month=month, day=day)


def _with_weekday(tokens: Tokens, at: int) -> Expression | None:
    """Saturday, April 25; Friday the 13th of May."""
    weekday = weekday_at(tokens, at)
    if not weekday:
        return None
    here = weekday[1]
    while tokens.words[here] in {",", "the", "on", "("} and here < weekday[1] + 2:
        here += 1
    found = _month_first(tokens, here) or _day_first(tokens, here)
    if found is None or found.day is None:
        return None
    return replace(found, first=at, weekday=weekday[0])


def _month_first(tokens: Tokens, at: int) -> Expression | None:
    """May 5, 2021; May 5; May 5-7; May 2021; (in) May."""
    month = month_at(tokens, at)
    if not month:
        return None
    here = month[1]
    if year := year_at(tokens, here):
        return Expression("date", at, year[1], year=year[0], month=month[0])
    day = day_at(tokens, here)
    if day and not _counts_something(tokens, day[1], at):
        return _year_after(tokens, Expression("date", at, day[1], month=month[0], day=day[0]))
    for link in (("of",), (",",), ("of", "the", "year")):
        after = here + len(link)
        if tuple(tokens.words[here:after]) == link and (year := year_at(tokens, after)):
            return Expression("date", at, year[1], year=year[0], month=month[0])
    word = tokens.words[at]
    described = tokens.words[at - 1] in {"a", "its", "his", "the", "their"} and tokens.raw(here)[:1].islower()
    if word in _MAY_BE_NAMES and not (at and (tokens.words[at - 1] in _BEFORE_MONTH or described)):
        return None
    if tokens.raw(here)[:1].isupper() and word in _MAY_BE_NAMES and not tokens.raw(at).isupper():
        return None  # "for May Day", "by April Ryan"
    return Expression("date", at, here, month=month[0])


def _counts_something(tokens: Tokens, after: int, at: int) -> bool:
    """Whether the figure after a month counts the noun behind it: "in May 12 people were killed"."""
    if not (at and tokens.words[at - 1] in {"in", "since", "last"}):
        return False
    following = tokens.words[after]
    return is_plural(following) and following in words("persons", "heads")


def _day_first(tokens: Tokens, at: int) -> Expression | None:
    """5 May 2021; the 5th of May; 5 May."""
    here = at + 1 if tokens.words[at] == "the" else at
    day = day_at(tokens, here)
    if not day or (at > 0 and tokens.glued(here) and tokens.words[here - 1] in {".", ",", "$", "/"}):
        return None
    after = day[1] + 1 if tokens.words[day[1]] == "of" else day[1]
    month = month_at(tokens, after)
    if not month:
        return None
    return _year_after(tokens, Expression("date", at, month[1], month=month[0], day=day[0]))


def _year_after(tokens: Tokens, found: Expression) -> Expression:
    after = found.after
    if tokens.words[after] in {",", "of", "in"}:
        after += 1
    if tokens.words[after : after + 2] == ["this", "year"]:
        return replace(found, after=after + 2)
    year = year_at(tokens, after)
    if year and _is_free_year(tokens, year[1]):
        return replace(found, year=year[0], after=year[1])
    figures = tokens.words[after]
    if after == found.after and len(figures) == 2 and figures.isdecimal() and not tokens.glued(after) and found.day:
        return replace(found, year=_short_year(int(figures)), after=after + 1) if _ends(tokens, after + 1) else found
    return found


def _ends(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] in {"", "(", ")", "-", "–", "—", ",", ".", "["}


def _short_year(value: int) -> int:
    return value + (1900 if value > 50 else 2000)


def _is_free_year(tokens: Tokens, after: int) -> bool:
    """Whether no counted people follow: "on 5 May 2014 people"; a capital begins another sentence or headline."""
    return tokens.words[after] not in words("persons", "heads") or tokens.raw(after)[:1].isupper()


def other_calendar(tokens: Tokens, at: int) -> Expression | None:
    """23 Asad 1400, 12 Ramadan 1443 AH, 1443 AH, 1400 SH, Rajab 1442."""
    day = day_at(tokens, at)
    start = day[1] if day else at
    month = _foreign_month(tokens, start)
    if month is None:
        return _foreign_year(tokens, at)
    calendar, number, after = month
    after = after + 1 if tokens.words[after] == "," else after
    word = tokens.words[after]
    year = int(word) if word.isdecimal() and 1200 <= int(word) <= 1500 else None
    if year is None:  # Ramadan and its day stand without a year; names such as Asad or Tir do not count alone
        if calendar == "hijri" and number == 9 and tokens.words[start] != "ramzan":
            return Expression(
                "date", at if day else start, month[2], calendar=calendar, month=number, day=day[0] if day else None
            )
        return None
    after = _era(tokens, after + 1)[1]
    return Expression("date", at, after, calendar=calendar, year=year, month=number, day=day[0] if day else None)


def _foreign_month(tokens: Tokens, at: int) -> tuple[Literal["hijri", "solar"], int, int] | None:
    if not tokens.raw(at)[:1].isupper():
        return None
    for calendar in ("hijri", "solar"):
        names = lexicon(calendar)
        for length in (4, 3, 2, 1):
            if at + length > len(tokens):
                continue
            phrase = tokens.slice(at, at + length).lower()
            if phrase in names:
                return ("hijri" if calendar == "hijri" else "solar"), names[phrase], at + length
    return None


def _era(tokens: Tokens, at: int) -> tuple[Literal["hijri", "solar"] | None, int]:
    words = tokens.words
    if words[at] in {"ah", "a.h.", "hijri", "hijra"}:
        return "hijri", at + 1
    if words[at] in {"sh", "a.s.h.", "shamsi", "ash"} or (words[at] == "solar" and words[at + 1] in {"hijri", "hijra"}):
        return "solar", at + (2 if words[at] == "solar" else 1)
    if words[at] == "in" and words[at + 1] == "the" and words[at + 2] in {"afghan", "iranian", "persian", "islamic"}:
        return (
            (("hijri" if words[at + 2] == "islamic" else "solar"), at + 4)
            if words[at + 3] == "calendar"
            else (None, at)
        )
    return None, at


def _foreign_year(tokens: Tokens, at: int) -> Expression | None:
    word = tokens.words[at]
    if not (word.isdecimal() and len(word) <= 4):
        return None
    calendar, after = _era(tokens, at + 1)
    return Expression("date", at, after, calendar=calendar, year=int(word)) if calendar else None


# ----------------------------------------------------------------- clocks


def clock_at(tokens: Tokens, at: int) -> Expression | None:
    """10:30, 10.30 p.m., 5pm, 1800 GMT, noon, midnight, 5 o'clock; with a zone and a date or weekday after it."""
    clock = _clock(tokens, at)
    if clock is None:
        return None
    found, after = clock
    here = after
    while tokens.words[here] in {"on", ",", "("} and here < after + 2:
        here += 1
    when = date_at(tokens, here)
    if when and when.day:
        return replace(when, kind="clock", first=at, clock=found)
    weekday = weekday_at(tokens, here)
    if weekday:
        return Expression("clock", at, weekday[1], weekday=weekday[0], clock=found)
    offset = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(tokens.words[here])
    if offset is not None:
        return Expression("clock", at, here + 1, number=offset, clock=found)
    return Expression("clock", at, after, clock=found)


def _clock(tokens: Tokens, at: int) -> tuple[Clock, int] | None:
    words = tokens.words
    if words[at] in {"noon", "midday", "midnight"}:
        return Clock(0 if words[at] == "midnight" else 12), at + 1
    hour, minute, after = _hour_and_minute(tokens, at)
    if hour is None:
        return None
    half, after = _half_of_day(tokens, after)
    zone, after_zone = zone_at(tokens, after)
    if (
        minute is None
        and not half
        and (zone is None or len(words[at]) != 4)
        and words[after - 1] not in {"o'clock", "hours"}
    ):
        return None
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return (Clock(hour, minute, zone), after_zone) if hour < 24 and (minute or 0) < 60 else None


def _hour_and_minute(tokens: Tokens, at: int) -> tuple[int | None, int | None, int]:
    words = tokens.words
    word = words[at]
    if word in SMALL and words[at + 1] == "o'clock":
        return SMALL[word], None, at + 2
    if not word.isdecimal():
        dotted = re.fullmatch(r"(\d{1,2})\.(\d\d)", word)
        if dotted and (_half_of_day(tokens, at + 1)[0] or zone_at(tokens, at + 1)[0] is not None):
            return int(dotted[1]), int(dotted[2]), at + 1
        return None, None, at
    if _is_hour_and_minute(tokens, at):
        seconds = words[at + 3] == ":" and len(words[at + 4]) == 2
        return int(word), int(words[at + 2]), at + (5 if seconds else 3)
    if len(word) in {3, 4} and _half_of_day(tokens, at + 1)[0] and "," not in word:  # 1100 pm, its colon lost
        return int(word[:-2]), int(word[-2:]), at + 1
    if len(word) == 4 and (zone_at(tokens, at + 1)[0] is not None or words[at + 1] == "hours"):
        return int(word[:2]), int(word[2:]), at + (2 if words[at + 1] == "hours" else 1)
    if len(word) <= 2:
        return int(word), None, at + (2 if words[at + 1] == "o'clock" else 1)
    return None, None, at


def _is_hour_and_minute(tokens: Tokens, at: int) -> bool:
    words = tokens.words
    joined = words[at + 1] == ":" and tokens.glued(at + 1) and tokens.glued(at + 2)
    return joined and len(words[at]) <= 2 and bool(re.fullmatch(r"\d\d", words[at + 2]))


def _half_of_day(tokens: Tokens, at: int) -> tuple[str, int]:
    word = tokens.words[at]
    if word in {"am", "pm", "a.m.", "p.m."}:
        return word.replace(".", ""), at + 1
    if word in {"a", "p"} and tokens.words[at + 1] == "." and tokens.words[at + 2] == "m":
        return word + "m", at + (4 if tokens.words[at + 3] == "." else 3)
    if word in {"a.m", "p.m"}:
        return word.replace(".", ""), at + 1
    if word == "in" and tokens.words[at + 1] == "the" and tokens.words[at + 2] in {"morning", "afternoon", "evening"}:
        return ("am" if tokens.words[at + 2] == "morning" else "pm"), at + 3
    return "", at


def zone_at(tokens: Tokens, at: int) -> tuple[int | None, int]:
    """Minutes from UTC of a time zone and the token after it; None if there is none, or only "local time"."""
    start = at + 1 if tokens.words[at] in {"(", "["} else at
    words = tokens.words
    if words[start] == "local" and words[start + 1] == "time":
        return None, start + 2
    minutes = lexicon("zones").get(words[start].replace(".", "")) if tokens.raw(start).isupper() else None
    if minutes is None:
        return None, at
    after = start + 1
    if words[after] in {"+", "-"} and words[after + 1].isdecimal() and tokens.glued(after + 1) and minutes == 0:
        hours = int(words[after + 1][:2])
        minutes, after = (hours * 60 if words[after] == "+" else -hours * 60), after + 2
    return (minutes, after + 1) if start > at and words[after] in {")", "]"} else (minutes, after)
