"""Dates as news pages print them beside a story: clocks, published and updated lines, datelines.

Only complete dates are read: day, month and year. "2 hours ago" is none, since nobody knows when the page was
served; ``05/09/2021`` is none, since it is 5 September here and 9 May there, unless a weekday or a number
above 12 decides.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from crossread.data import rows
from crossread.folding import fold_string

DateLabel = Literal["published", "modified"]


class ParsedDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date found in a line.

    Attributes:
        value: ISO 8601: a date, or date and time with the zone if the page gave one.
        start: First code point of the words, label not included.
        end: Code point after the last.
        label: What the line says of it: ``published``, ``modified``, or None.
        weekday: Whether the words name the day of the week, as page clocks do.
    """

    value: str
    start: int
    end: int
    label: DateLabel | None = None
    weekday: bool = False


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_MONTH = (
    r"(?P<month{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s{1,3})?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)"
_DATE = re.compile(
    rf"(?<![\w/.-]){_WEEKDAY}(?:the\s)?(?:"
    rf"(?P<day1>\d{{1,2}}){_ORDINAL}[\s/-]{{1,2}}(?:of\s)?{_MONTH.format(1)},?[\s/-]{{1,2}}"
    rf"(?P<year1>(?:19|20)\d\d|\d\d(?![\d:.]))"
    rf"|{_MONTH.format(2)}\s{{1,2}}(?P<day2>\d{{1,2}}){_ORDINAL},?\s{{1,2}}{_YEAR.format(2)}"
    rf"|{_YEAR.format(3)}[-/.](?P<month3>\d\d?)[-/.](?P<day3>\d\d?)"
    rf"|(?P<first>\d\d?)(?P<sep>[/.-])(?P<second>\d\d?)(?P=sep){_YEAR.format(4)}"
    rf")(?![\d/]|-\d)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:t|,?\s{0,3}(?:[-\u2013\u2014|\u00b7\u2022@]\s{0,2})?(?:at\s|kl\.?\s)?)"
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,6})?)?)?"
    r"\s{0,2}(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s{0,2}\(?(?P<zone>z\b|[+-]\d\d:?\d\d\b|(?:utc|gmt)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\b|[a-z]{3,4}\b)\)?)?",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)\s?(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s?\(?(?P<zone>(?:utc|gmt)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\b|[a-z]{3,4}\b)\)?)?"
    r"(?:,|\s[-\u2013\u2014|\u00b7\u2022]|\son)?\s{1,3}\Z",
    re.IGNORECASE,
)
_OTHER_LANGUAGE = re.compile(
    r"(?<![\w/.-])(?P<day>\d{1,2})(?:\.|\u00ba|er|-?\u0433\u043e)?\s{1,2}(?:de\s|d['\u2019])?(?P<name>[^\W\d_]{3,14})\.?,?"
    r"\s{1,2}(?:de\s|del\s)?(?P<year>(?:19|20)\d\d)(?![\d/]|-\d)",
)
_EAST_ASIAN = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[\u5e74\ub144]\s?(?P<month>\d{1,2})\s?[\u6708\uc6d4]\s?(?P<day>\d{1,2})\s?[\u65e5\uc77c]"
)
ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "wet": "+00:00", "bst": "+01:00", "cet": "+01:00",
    "wat": "+01:00", "cest": "+02:00", "cat": "+02:00", "eet": "+02:00", "sast": "+02:00", "eest": "+03:00",
    "eat": "+03:00", "msk": "+03:00", "trt": "+03:00", "pkt": "+05:00", "hkt": "+08:00", "sgt": "+08:00",
    "jst": "+09:00", "kst": "+09:00", "aest": "+10:00", "aedt": "+11:00", "edt": "-04:00", "est": "-05:00",
    "cdt": "-05:00", "mdt": "-06:00", "mst": "-07:00", "pdt": "-07:00", "pst": "-08:00",
}  # fmt: skip
"""Offsets of zone names that mean one zone in news of any country; IST and CST mean several and are left out."""

_PUBLISHED = re.compile(
    r"\b(?:(?:first\s)?published|posted|publication date|release date|created|issued|date|dated)\b[^.!?]{0,12}\Z",
    re.IGNORECASE,
)
_MODIFIED = re.compile(r"\b(?:last\s)?(?:updated?|modified|edited|revised)\b[^.!?]{0,12}\Z", re.IGNORECASE)
_LABEL_WORDS = frozenset({
    "published", "posted", "updated", "update", "last", "modified", "first", "date", "dated", "created", "issued",
    "on", "at", "by", "in", "the", "release", "publication", "time", "local", "edited", "revised", "min", "read",
    "mins", "minutes", "minute", "hrs", "hours", "ago", "today", "story", "story's"
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_AGO = re.compile(r"\b\d+\s(?:second|minute|min|hour|hr|day|week|month|year)s?\sago\b", re.IGNORECASE)
_CLOCK_LINE = re.compile(
    r"\d{1,2}[:.][0-5]\d(?::[0-5]\d)?\s?(?:[ap]\.?m\.?)?(?:\s?\(?[A-Za-z]{1,4}(?:[+-]\d{1,2})?\)?)?"
    r"|\d{1,2}\s?[ap]\.?m\.?(?:\s[A-Z]{2,4})?|(?:\d{1,2}|an?|one)\s(?:second|minute|min|hour|hr|day|week|month|year)s?\sago",
    re.IGNORECASE,
)
_MAX_LINE = 160
_MAX_CLOCK = 24


def parse_date(text: str) -> ParsedDate | None:
    """The first complete date in a short text, with the time and zone beside it.

    Args:
        text: A line of a page: a page clock, a byline, a dateline.

    Returns:
        The date with its offsets in `text`; None if there is no complete, unambiguous, real date.
    """
    for match in _DATE.finditer(text):
        if day := _day_of(match):
            return _with_time(text, match, day)
    return _in_other_language(text)


def _in_other_language(text: str) -> ParsedDate | None:
    """The first date with a month of another language, or in Chinese, Japanese or Korean form."""
    for match in _OTHER_LANGUAGE.finditer(text):
        month = _months().get(match["name"].casefold())
        if month and (day := _real(int(match["year"]), month, int(match["day"]))):
            return _with_time(text, match, day)
    for match in _EAST_ASIAN.finditer(text):
        if day := _real(int(match["year"]), int(match["month"]), int(match["day"])):
            return _with_time(text, match, day)
    return None


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in rows("months.tsv") for name in names.split("|")}


def is_clock_line(text: str) -> bool:
    """Whether a line tells a time of day or an age and nothing else ("18:40 GMT", "2 hours ago").

    Args:
        text: One line, as entries of live pages have it.
    """
    return len(text) < _MAX_CLOCK and _CLOCK_LINE.fullmatch(text.strip()) is not None


def date_line(text: str) -> tuple[ParsedDate, ...]:
    """The dates of a line that holds nothing else but labels, times and marks; empty for any other line.

    Args:
        text: One line ("Published: 5 Sept 2021, 14:03 GMT | Updated 6 Sept 2021").
    """
    if len(text) > _MAX_LINE:
        return ()
    found: list[ParsedDate] = []
    rest: list[str] = []
    at = 0
    while parsed := parse_date(text[at:]):
        label = _label(text[at : at + parsed.start])
        found.append(_moved(parsed, at, label or parsed.label))
        rest.append(text[at : at + parsed.start])
        at += parsed.end
    rest.append(text[at:])
    words = _WORD.findall(_AGO.sub(" ", " ".join(rest)).casefold())
    zones = ZONES.keys() | {"ist", "cst", "et", "am", "pm"}
    return tuple(found) if all(word in _LABEL_WORDS or word in zones for word in words) else ()


def _label(before: str) -> DateLabel | None:
    if _MODIFIED.search(before):
        return "modified"
    return "published" if _PUBLISHED.search(before) else None


def _moved(parsed: ParsedDate, by: int, label: DateLabel | None) -> ParsedDate:
    return msgspec.structs.replace(parsed, start=parsed.start + by, end=parsed.end + by, label=label)


def _day_of(match: re.Match[str]) -> date | None:
    """The calendar day that a match tells; None if there is no such day or it could be two."""
    part = match.groupdict()
    if part["first"]:
        return _numeric_day(part)
    which = "1" if part["day1"] else "2" if part["day2"] else "3"
    month = part["month" + which].casefold()
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
    return _real(_full_year(part["year" + which]), number, int(part["day" + which]))


def _numeric_day(part: dict[str, str | None]) -> date | None:
    """Day of ``16/09/2022``: by dots, by what can be no month, or by the weekday named with it."""
    first, second, year = int(part["first"] or 0), int(part["second"] or 0), int(part["year4"] or 0)
    day_first, month_first = _real(year, second, first), _real(year, first, second)
    if part["sep"] == "." or month_first is None or first == second:
        return day_first
    if day_first is None:
        return month_first
    if part["weekday"]:
        wanted = _DAYS.index(part["weekday"].casefold()[:3])
        fitting = [day for day in (day_first, month_first) if day.weekday() == wanted]
        return fitting[0] if len(fitting) == 1 else None
    return None


def _full_year(digits: str) -> int:
    """Four digits of a year; two are read as POSIX does, 69 to 99 in the last century."""
    year = int(digits)
    return year if year > 99 else year + (1900 if year >= 69 else 2000)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(text: str, match: re.Match[str], day: date) -> ParsedDate:
    """Join the time that stands right after a date, or right before it."""
    start, end, clock = match.start(), match.end(), ""
    if (after := _TIME.match(text, end)) and (clock := _clock(after)):
        end = _end_of_time(after)
    elif (before := _TIME_FIRST.search(text[max(0, start - 40) : start])) and (clock := _clock(before)):
        start = max(0, start - 40) + before.start()
    return ParsedDate(
        value=day.isoformat() + clock,
        start=start,
        end=end,
        label=_label(text[max(0, start - 40) : start]),
        weekday=match.groupdict().get("weekday") is not None,
    )


def _clock(match: re.Match[str]) -> str:
    """``T14:03+00:00`` of a matched time; empty if it is none."""
    part = match.groupdict()
    hour, half = int(part["hour"]), (part["half"] or "").casefold()
    if part["minute"] is None and not half:
        return ""
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    if hour > 23:
        return ""
    second = f":{part['second']}" if part.get("second") else ""
    return f"T{hour:02}:{part['minute'] or '00'}{second}{_offset(part['zone'])}"


def _offset(zone: str | None) -> str:
    """``+00:00`` of a zone as written; empty if it is not known to mean one zone."""
    name = fold_string(zone or "").casefold().replace(" ", "")
    if name in ZONES:
        return ZONES[name]
    digits = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}?):?(\d\d)?", name)
    if not digits or int(digits[2]) > 14:
        return ""
    return f"{digits[1]}{int(digits[2]):02}:{digits[3] or '00'}"


def _end_of_time(match: re.Match[str]) -> int:
    """Where a time ends: a word after it that is no zone does not belong to it."""
    zone = match["zone"]
    if zone and not _offset(zone) and not zone.isupper():
        return match.start("zone") - (match.string[match.start("zone") - 1] in " (")
    return match.end()
