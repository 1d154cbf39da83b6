"""A known person is given an office that another holds.

**What it flags.** A person of the registry whom the page calls president, prime minister, minister, secretary-general
or the like of a state or body, on a day on which the registry knows somebody else in that office, by a page that was
read for it.

**Why it matters.** What an office holder says binds the office. Put down to the wrong one, it binds the wrong state.

**Fires on** "Antony Blinken, the United States defence secretary" in a report of 2022.

**Will not flag** a page without a trusted date, former, acting or future offices, an office that the registry knows
the person to hold as well, or offices that several people hold at once ("deputy", "vice").

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import plain
from crossread.context import Reading
from crossread.record import Role
from crossread.registry import Entry, known, trusted_date

_OFFICE = re.compile(
    r"(?:president|prime minister|premier|king|emir|chancellor|secretary-general|secretary general|secretary of state"
    r"|(?:foreign|defen[cs]e|interior) (?:minister|secretary)|supreme leader)"
)
_UNSURE = re.compile(
    r"\b(?:acting|interim|former|ex|late|then|deputy|vice|designate|elect|incoming|outgoing|self)\b", re.IGNORECASE
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM07.

    Args:
        reading: The report with everything but findings.
    """
    date = trusted_date(reading.report.page)
    if date is None:
        return
    for actor in reading.report.actors:
        person = known().get(actor.identity) if actor.identity and actor.kind == "person" else None
        for role in actor.roles if person else ():
            holder = _other_holder(person, role, date) if person and _is_present_office(reading, role) else None
            if holder:
                message = (
                    f"{actor.name} is called {role.title} of {role.organisation}; on {date} that was {holder.name}."
                )
                yield Flag(message=message, spans=role.spans)


def _is_present_office(reading: Reading, role: Role) -> bool:
    start, end = role.spans[0].start, role.spans[0].end
    around = reading.report.page.text[max(0, start - 20) : end + 12]
    office = role.relation == "office" and not role.former and role.organisation is not None
    return office and bool(_OFFICE.fullmatch(role.title.lower())) and not _UNSURE.search(around)


def _other_holder(person: Entry, role: Role, date: str) -> Entry | None:
    """Whoever the registry knows, on checked facts alone, to hold that very office on the day, if not the person."""
    registry, title = known(), plain(role.title)
    found = registry.match(role.organisation or "", date)
    if len(found) != 1:
        return None
    held = [(entry, dated) for entry, dated in registry.holders(found[0], date) if plain(dated.title) == title]
    if any(entry.id == person.id for entry, _ in held) or not held:
        return None
    entry, dated = held[0]
    return entry if len(held) == 1 and dated.checked else None
