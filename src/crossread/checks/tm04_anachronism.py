"""Actors are told as present who did not exist, or never existed together.

**What it flags.** On a page with a trusted date, a government or group told as acting whose end, in the dated
registry of actors, lies before that day. On any page, two actors told in one clause as dealing with each other (an
agreement, a fight, a meeting) who never existed at one time; and, with a trusted date, a fight between two whose war
was over.

**Why it matters.** A paragraph about a government that fell belongs to another year. What it tells, and whom, cannot
be counted among this report's events.

**Fires on** "an agreement between the National Resistance Front and the U.S.-backed government" of Afghanistan, since
the first was founded after the second had fallen.

**Will not flag** history ("had been toppled", "the former government", "until 2014", "before the fall of"), words in
a quotation, or anything that rests on a date for which no page was read.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, groupby

from crossread.checks.base import Flag
from crossread.checks.words import PROSE_KINDS, inside, quoted
from crossread.context import Reading
from crossread.record import Span
from crossread.registry import DatedRole, Entry, Mention, Period, Registry, known, meet, mentions, trusted_date

_PAST = re.compile(
    r"\b(?:had|former(?:ly)?|ex-|then|late|once|ousted|deposed|toppled|overthrown|overthrew|overthrow|collapsed?"
    r"|fall|fell"
    r"|fallen|defunct|dissolved|disbanded|defeated|defeat|demise|rule[dr]?|era|history|historic\w*|anniversary"
    r"|remnants?"
    r"|veterans?|successors?|predecessors?|succeeded|replaced|since|ago|until|previous(?:ly)?|before|earlier|used to"
    r"|old"
    r"|years?|decades?|in (?:1[89]|20)\d\d|(?:1[89]|20)\d\ds?|withdrawal|withdrew|left behind|allied?|served|worked"
    r"|loyal)\b",
    re.IGNORECASE,
)
_DEALS = re.compile(
    r"\b(?:agree\w*|deal|pact|truce|cease-?fire|talks|negotiat\w*|met|meets?|meeting|fight\w*|fought|battl\w*|clash\w*"
    r"|attack\w*|struck|strik\w*|alliance|against|with|bombed|shell\w*|seiz\w*|captur\w*|sign\w*)\b",
    re.IGNORECASE,
)
_FIGHTS = re.compile(
    r"\b(?:air ?strikes?|strikes?|bomb\w*|shell\w*|fight\w*|battl\w*|clash\w*|attack\w*|raid\w*)\b", re.IGNORECASE
)
_KINDS = frozenset({"government", "state force", "rebel", "militia", "external", "peace operation", "person"})


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for TM04.

    Args:
        reading: The report with everything but findings.
    """
    if not _names_of_what_ended(known()).search(reading.folded.text):
        return
    told = sorted({*mentions(reading), *_people(reading)}, key=lambda found: found.spans)
    told = [found for found in told if found.entry.kind in _KINDS]
    stretches, date = quoted(reading), trusted_date(reading.report.page)
    for index, group in groupby(told, key=lambda found: reading.sentence_of(found.spans[0])):
        if index is None or not _is_told_as_present(reading, index):
            continue
        present = [one for one in group if not inside(stretches, reading.folded.position(one.spans[0].start))]
        flag = _never_together(reading, index, present)
        flag = flag or (_over(present, date) or _fight_over(reading, index, present, date) if date else None)
        if flag:
            yield flag


@lru_cache(maxsize=4)  # a process reads with one registry, or a few in turn
def _names_of_what_ended(registry: Registry) -> re.Pattern[str]:
    """Names of the actors of a registry whose end is known; most pages hold none and cost nothing."""
    names = {name for entry in registry if _may_be_over(entry) for name in entry.written()}
    return re.compile(
        "|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=lambda name: (-len(name), name)))
    )


def _people(reading: Reading) -> list[Mention]:
    """People of the registry wherever the page names them, by their last name too."""
    found = ((actor, known().get(actor.identity)) for actor in reading.report.actors if actor.identity)
    return [
        Mention(entry, (span,))
        for actor, entry in found
        if entry is not None and actor.kind == "person"
        for name in actor.names
        if name.form in ("full", "short")
        for span in name.spans
    ]


def _may_be_over(entry: Entry) -> bool:
    return entry.exists.until is not None and entry.exists.checked


def _is_told_as_present(reading: Reading, index: int) -> bool:
    """Whether a sentence is one of the story's prose and has no word of history."""
    kind = reading.report.page.blocks[reading.report.sentences[index].block].kind
    return kind in PROSE_KINDS and not _PAST.search(reading.folded.text, *reading.sentences[index])


def _never_together(reading: Reading, index: int, present: list[Mention]) -> Flag | None:
    """Two actors of one sentence that deals with both, and that cannot have existed at one time."""
    if not _DEALS.search(reading.folded.text, *reading.sentences[index]):
        return None
    for one, other in combinations(present, 2):
        first, second = _time_of(one.entry), _time_of(other.entry)
        if first and second and meet(first, second) is False:
            later, sooner = (one, other) if (first.since or "") > (second.since or "") else (other, one)
            message = (
                f"“{later.spans[0].quote}” and “{sooner.spans[0].quote}” are told as dealing with each other, but"
                f" {_end(sooner)}, and {_beginning(later)}."
            )
            return Flag(message=message, spans=[_sentence(reading, index)])
    return None


def _time_of(entry: Entry) -> Period | None:
    """When an actor existed, or a person led what it leads, by facts for which a page was read."""
    if entry.kind != "person":
        return entry.exists if entry.exists.checked else None
    led = _leads(entry)
    return led if led and led.checked else None


def _leads(person: Entry) -> DatedRole | None:
    """The one group that a person is known to lead."""
    roles = [role for role in person.roles if role.of and (role.since or role.until)]
    return roles[0] if len(roles) == 1 else None


def _end(found: Mention) -> str:
    until = found.entry.exists.until
    return f"{found.entry.name} ended on {until}" if until else f"{found.entry.name} is of another time"


def _beginning(found: Mention) -> str:
    role = _leads(found.entry) if found.entry.kind == "person" else None
    whole = known().get(role.of) if role and role.of else found.entry
    since = role.since if role else found.entry.exists.since
    name = whole.name if whole else found.entry.name
    return f"{name} began on {since}" if since else f"{name} is of another time"


def _over(present: list[Mention], date: str) -> Flag | None:
    """An actor told as acting after its end."""
    for found in present:
        entry = found.entry
        if (
            _may_be_over(entry)
            and entry.exists.until
            and known().existed(entry, date) is False
            and entry.exists.until < date
        ):
            message = f"“{found.spans[0].quote}” is told as present on {date}, but {_end(found)}."
            return Flag(message=message, spans=found.spans)
    return None


def _fight_over(reading: Reading, index: int, present: list[Mention], date: str) -> Flag | None:
    """Two actors told as fighting after the day on which their fight, by checked facts, was over."""
    if not _FIGHTS.search(reading.folded.text, *reading.sentences[index]):
        return None
    for one, other in combinations(present, 2):
        ends = [side.until for fight, side in known().sides(one.entry, other.entry, checked_only=True) if fight]
        over = bool(ends) and all(end is not None and end < date for end in ends)
        if over and not known().opposed(one.entry, other.entry, date):
            message = (
                f"“{one.spans[0].quote}” and “{other.spans[0].quote}” are told as fighting on {date}; they are known "
                f"to have"
                f" fought until {max(end for end in ends if end)}."
            )
            return Flag(message=message, spans=[_sentence(reading, index)])
    return None


def _sentence(reading: Reading, index: int) -> Span:
    return reading.report.sentences[index].spans[0]
