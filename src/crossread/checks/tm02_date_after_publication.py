"""An event is told as past on a day after the report was published.

**What it flags.** A date, with its month at least, that lies after the day the page was published or last changed,
in a clause that tells something done ("was blown up on 3 June" on a page of 20 May). Shown are that date and, where it
stands in the text, the page's own.

**Why it matters.** One of the two dates is wrong, or the paragraph comes from a later report. Whichever it is, the
event cannot be coded as it stands.

**Fires on** (invented):

    MARIN, 20 May 2024 - The bridge at Orsa was blown up on 3 June 2024.

**Will not flag** what is planned, due, demanded or foretold ("will meet on 3 June", "the vote on 3 June"), or a page
without a date that can be trusted.

**Measured.** Not yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from crossread.checks.base import Flag
from crossread.checks.words import PROSE_KINDS
from crossread.context import Reading
from crossread.data import rows
from crossread.record import Fact, When

_NEXT_DAYS = 31  # a date without a year so far ahead is rather last year's
_NAMED_DAYS = frozenset({(9, 11), (10, 7), (1, 6), (7, 7)})  # days by whose name an event is known; no year is told
_SLACK_DAYS = 1  # the page's day may be told in another time zone
_FARTHEST_DAYS = 3650  # a date further ahead is a figure of speech or a plan
_ON = re.compile(r"(?:\b(?:on|in|at|since|late|early|of|the night of|that)|[,(]|^)\s*$", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:(?!said|told|added|reported|stated|called|named|based|armed|united|wounded in|asked|noted|warned)\w{2,}ed"
    r"|was|were|had|fell|fought|shot|struck|hit|took|broke|left|came|went|began|met|held|lost|found|blew|blown|sank"
    r"|burnt|won|drove|fled|rose|saw|sent|died|dead)\b"
)
_CLAUSE = re.compile(r"[;:—–]|, (?:and|but|while|who|which|where|after|when)\b|\bsaid\b(?: that)?|\bsays\b|\btold\b")


@cache
def _to_come() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words for (words,) in rows('to_come.tsv'))})\b|'(?:ll|d)\b", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for TM02.

    Args:
        reading: The report with everything but findings.
    """
    page = reading.report.page
    own = [fact for fact in page.facts if fact.name in ("published", "modified") and fact.trusted and _day(fact.value)]
    if not own:
        return
    last = max(own, key=lambda fact: fact.value[:10])
    published = _day(last.value)
    for when in reading.report.times:
        day = _told(when)
        if day and published and _is_later(day, published, when) and _is_past(reading, when):
            yield _flag(when, last, own)


def _told(when: When) -> date | None:
    """The first day that a date with a month can mean; dates counted from the page's own day are not looked at."""
    if when.form != "date" or not when.earliest or when.precision in ("year", "decade", "season", "quarter", "vague"):
        return None
    named = any(character.isdecimal() for character in when.spans[0].quote)
    return _day(when.earliest) if named else None


def _is_later(day: date, published: date, when: When) -> bool:
    """Whether a day lies after the page's own, near enough to be meant."""
    ahead = (day - published).days
    if when.relative and (ahead > _NEXT_DAYS or (day.month, day.day) in _NAMED_DAYS):
        return False
    return _SLACK_DAYS < ahead < _FARTHEST_DAYS


def _is_past(reading: Reading, when: When) -> bool:
    """Whether the clause that holds the time tells something done and nothing to come."""
    folded = reading.folded
    at, after = folded.position(when.spans[0].start), folded.position(when.spans[0].end - 1) + 1
    index = reading.sentence_at(at)
    if index is None or folded.page.blocks[reading.report.sentences[index].block].kind not in PROSE_KINDS:
        return False
    around = _clause(folded.text, reading.sentences[index], at, after)
    in_place = _ON.search(folded.text, reading.sentences[index][0], at)
    return bool(in_place and _DONE.search(around) and not _to_come().search(around))


def _clause(text: str, sentence: tuple[int, int], at: int, after: int) -> str:
    """The clause round a time, inside its sentence, without the time itself.

    A clause ends at a comma; where the time stands alone between commas or leads its sentence ("On 3 June, …"),
    its neighbour belongs to it.
    """
    start, end = sentence
    for match in _CLAUSE.finditer(text, start, end):
        if match.end() <= at:
            start = match.end()
        elif match.start() >= after:
            end = match.start()
            break
    before, behind = text[start:at].split(","), text[after:end].split(",")
    alone = len(before[-1].split()) <= 1 and len(behind[0].split()) <= 1
    beside = behind[1:2] if len(before) == 1 else before[-2:-1]
    return " | ".join([before[-1], behind[0], *(beside if alone else [])])


def _flag(when: When, last: Fact, own: list[Fact]) -> Flag:
    words = when.spans[0].quote
    return Flag(
        message=f"“{words}” is told as past, but the page dates from {last.value[:10]}.",
        spans=[*when.spans, *(span for fact in own for span in fact.spans)],
    )


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:  # a year or a month alone
        return None
