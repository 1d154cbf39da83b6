"""A source speaks from an office that nothing else vouches for.

**What it flags.** An unnamed commander, head or spokesman of "the peacekeeping mission" or "the observer force",
where the page names no such mission and the registry of actors knows of none in any country the report speaks of.

**Why it matters.** The office lends its weight to the claim. Where there is no such mission, the claim has no source.

**Fires on** (invented): "According to the commander of the peacekeeping mission in the province, the rebels hold the
pass", in a report on a country to which no mission was ever sent.

**Will not flag** a named source, a mission that the page names, one the registry knows in a country of the report, or
a report whose country is not known.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import prose
from crossread.context import Reading
from crossread.registry import known, mentions, trusted_date
from crossread.registry.identification import countries_in

_OFFICE = re.compile(
    r"\b(?:an? |the )?(?:[a-z]+ )?(?:commander|head|chief|leader|spokes(?:man|woman|person)|officers?|officials?) "
    r"(?:of|for|from|with|in) (?:the|an?) (?:international |foreign |local )?"
    r"(?:peace-?keeping|peace-?keepers'?|cease-?fire monitoring|observer|stabili[sz]ation) "
    r"(?:mission|force|operation|contingent)s?(?: in (?:the )?[\w'-]+(?: [A-Z][\w'-]+)*)?"
)
_NAMED = re.compile(r",? (?:[A-Z][\w'.-]+ ){1,3}?[A-Z][\w'-]+(?:,| said| told| says)")
# Political, training and observing missions, which have no force of peacekeepers and no commander of one.
_WITHOUT_PEACEKEEPERS = re.compile(
    r"\b(?:Assistance Mission|Transition Assistance|Integrated Office|Monitoring Mission|Resolute Support|Agreement)\b"
)
_MISSION = re.compile(
    r"\b(?:[A-Z][\w'.-]* (?:[A-Z][\w'-]* |in |for |to )*(?:Mission|Force|Operation)\b|[A-Z]{2,}[a-z]*\b(?= (?:peace"
    r"|mission)))"
)
_PEACE = re.compile(
    r"\b(?:U\.?N\.?|United Nations|African Union|AU|OSCE|ECOWAS|NATO|Russian|EU) (?:\w+ ){0,2}peace-?keep"
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for AT03.

    Args:
        reading: The report with everything but findings.
    """
    text = reading.folded.text
    found = [match for block in prose(reading) for match in _OFFICE.finditer(text, block.start, block.end)]
    found = [match for match in found if not _NAMED.match(text, match.end())]
    if not found or _MISSION.search(text) or _PEACE.search(text):
        return
    countries = countries_in(text) | {place.country for place in reading.report.places if place.country}
    if not countries or _missions(reading, countries):
        return
    where = ", ".join(sorted(countries))
    for match in found:
        message = (
            f"“{match[0]}” is told as a source, but the page names no such mission, and at its time none is known in"
            f" the countries it speaks of ({where})."
        )
        yield Flag(message=message, spans=(reading.folded.span(match.start(), match.end()),))


def _missions(reading: Reading, countries: set[str]) -> bool:
    """Whether the registry knows peacekeepers in one of the countries, at a time when all actors named existed."""
    registry, date = known(), trusted_date(reading.report.page)
    missions = [
        entry
        for entry in registry
        if entry.kind == "peace operation"
        and {entry.country, *entry.areas} & countries
        and not _WITHOUT_PEACEKEEPERS.search(entry.name)
    ]
    if date is not None:
        return any(registry.existed(entry, date) is not False for entry in missions)
    others = [mention.entry for mention in mentions(reading)] if missions else []
    return any(all(registry.together(entry, other) is not False for other in others) for entry in missions)
