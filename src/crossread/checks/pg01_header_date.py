"""The only date on the page is not the story's date.

**What it flags.** The page shows a date, and nothing ties it to the story: the clock in the header of the
site, which tells the day the page was served, or a date that could not be trusted for another reason. It also
flags a date shown on the page that is later, by more than two days, than the date in the page's address.

**Why it matters.** An event dated by the day on which its page was crawled lands weeks or years away from
where it belongs, and every "yesterday" and "this week" moves with it.

**Fires on** (invented):

    Tuesday, 14 March 2023
    Rebels hold the bridge at Dorvan
    Fighters said on Sunday they still held the bridge …

**Will not flag** a dateline, an updated-at stamp, a date from the page's metadata, or a page clock on a page
that has another date which can be trusted.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crossread.checks.base import Flag
from crossread.context import Reading
from crossread.record import Fact, KnownFrom

_SHOWN: frozenset[KnownFrom] = frozenset({"html", "text"})
_LATE_DAYS = 2  # time zones and midnight account for one day, an evening's edit for another


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PG01.

    Args:
        reading: The report with everything but findings.
    """
    facts = reading.report.page.facts
    dates = [fact for fact in facts if fact.name in ("published", "modified")]
    trusted = [fact for fact in dates if fact.trusted]
    if not trusted:
        yield from _untrusted(facts)
    elif trusted[0].known_from in _SHOWN:
        yield from _later_than_address(trusted[0], dates)


def _untrusted(facts: tuple[Fact, ...]) -> Iterator[Flag]:
    clocks = [fact for fact in facts if fact.name == "page clock"]
    others = [fact for fact in facts if fact.name in ("published", "modified") and fact.known_from != "sitemap"]
    shown = clocks or others
    if not shown:
        return
    spans = {span for fact in shown for span in fact.spans}
    words = f"“{shown[0].shown or shown[0].value}”"
    if clocks:
        message = (
            f"The page's only date, {words}, is the clock of the site: the day the page was served, not the day "
            "of the story. The story has no date that can be trusted."
        )
    else:
        message = f"The page's only date, {words}, cannot be trusted as the day of the story."
    yield Flag(message=message, spans=spans)


def _later_than_address(shown: Fact, dates: list[Fact]) -> Iterator[Flag]:
    address = next((_day(fact) for fact in dates if fact.known_from == "address"), None)
    day = _day(shown)
    if address and day and (day - address).days > _LATE_DAYS:
        message = (
            f"The page shows the date {day.isoformat()}, but its address says {address.isoformat()}: the shown date "
            f"is {(day - address).days} days later than the story."
        )
        yield Flag(message=message, spans=shown.spans)


def _day(fact: Fact) -> date | None:
    try:
        return date.fromisoformat(fact.value[:10])
    except ValueError:  # a month or a year alone
        return None
