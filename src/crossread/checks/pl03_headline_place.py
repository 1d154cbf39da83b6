"""The headline plays in another country than the story.

**What it flags.** A headline that puts what happened into a country ("in Tarland") which the story does not name,
while all places of the story that could be resolved lie in others.

**Why it matters.** Headlines are what is searched and mapped. An event mapped by this one lies in the wrong country.

**Fires on** a headline "Villages shelled in Armenia" over a story whose places all lie in Azerbaijan.

**Will not flag** a country that the story names anywhere, by its name, adjective or a place in it, or a story of
whose places none could be resolved.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import headline
from crossread.context import Reading
from crossread.registry.identification import countries_in

_IN = re.compile(r"\b(?:in|across|inside|near|on) (?P<place>(?:the )?[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,3})")
_FEWEST = 2  # resolved places of the story that must agree


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PL03.

    Args:
        reading: The report with everything but findings.
    """
    top = headline(reading)
    match = _IN.search(reading.folded.text, top.start, top.end) if top else None
    if not top or not match:
        return
    told, body = countries_in(match["place"]), reading.folded.text[top.end :]
    spans = [
        (place, span) for place in reading.report.places for span in place.spans if place.resolved and place.country
    ]
    there = [place.country for place, span in spans if reading.folded.position(span.start) >= top.end]
    if len(told) == 1 and len(there) >= _FEWEST and not told & {*there, *countries_in(body)}:
        where = ", ".join(sorted({country for country in there if country}))
        message = f"The headline plays in “{match['place']}”, which the story never names; its places lie in {where}."
        yield Flag(message=message, spans=(reading.folded.span(match.start("place"), match.end("place")),))
