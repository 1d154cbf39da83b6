"""A date or a time of day that cannot be.

**What it flags.** A day that its month does not have ("31 June", "29 February 2023"), and a time of day beyond
the clock ("2575 GMT", "21150 GMT", "at 27:30").

**Why it matters.** A slip in a date is a slip in the event's place in time; whoever corrects it in silence has
to guess what was meant.

**Fires on** (invented): "The column left Marin on 31 June." "The first shell fell at 21150 GMT."

**Will not flag** 24:00, durations ("25:30 minutes"), scores, ratios, or a number that belongs to what follows
("In June 31 people were killed").

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.days import MONTH, MONTHS
from crossread.context import Reading

_DAY_MONTH = re.compile(
    rf"(?<![\d.,/-])(?P<day>\d\d)(?:st|nd|rd|th)?(?: of)? {MONTH}(?!\w)(?:,? (?P<year>\d{{4}})(?!\d))?"
)
# The day after its month may be the number of what follows, so only a stop, a year or a small word may follow it.
_MONTH_DAY = re.compile(
    rf"(?<!\w){MONTH} (?P<day>\d\d)(?:st|nd|rd|th)?"
    r"(?:(?:, ?| )(?P<year>(?:19|20)\d\d)(?!\d)|(?=[.;:)](?!\d)|, (?!\d)|$"
    r"| (?:at|in|when|after|before|and|by|to|that)\b))"
)
_CLOCK = re.compile(
    r"(?<![\d.,:/$€£-])(?:(?P<compact>\d{3,6})(?:hrs| ?hrs)?(?= (?:GMT|UTC|EST|EDT|CET|CEST|BST|MSK|IST|local time)\b)"
    r"|(?<=\bat )(?P<hour>\d{1,2}):(?P<minute>\d{2})(?![\d:.]| ?(?:per|to|min|sec))"
    r"|(?P<hour2>\d{1,2}):(?P<minute2>\d{2})(?= ?(?:GMT|UTC|a\.?m\b|p\.?m\b|local time)))"
)
_ZONE_AFTER = re.compile(r" (?:GMT|UTC|EST|EDT|CET|CEST|BST|MSK|IST|local time)\b")


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for TM03.

    Args:
        reading: The report with everything but findings.
    """
    text = reading.folded.text
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(text):
            if reason := _impossible_day(match):
                yield Flag(message=reason, spans=(reading.folded.span(*match.span()),))
    for match in _CLOCK.finditer(text):
        if _impossible_clock(match):
            zone = _ZONE_AFTER.match(text, match.end())
            span = reading.folded.span(match.start(), zone.end() if zone else match.end())
            yield Flag(message=f"“{span.quote}” is no time of day.", spans=(span,))


def _impossible_day(match: re.Match[str]) -> str | None:
    day, year = int(match["day"]), int(match["year"] or 2000)
    month = MONTHS.index(match["month"][:3].lower()) + 1
    days = monthrange(year or 2000, month)[1]
    if not days < day <= 31 + 8:  # 40 and more is a count, hardly a slip of the pen
        return None
    if month == 2 and day == 29 and match["year"] and not isleap(year):
        return f"“{match[0]}”: {year} was no leap year, so its February has 28 days."
    return f"“{match[0]}”: that month has only {days} days."


def _impossible_clock(match: re.Match[str]) -> bool:
    if digits := match["compact"]:
        hour, minute = int(digits[:-2]), int(digits[-2:])
    else:
        hour, minute = int(match["hour"] or match["hour2"]), int(match["minute"] or match["minute2"])
    return hour * 60 + minute > 24 * 60 or minute > 59
