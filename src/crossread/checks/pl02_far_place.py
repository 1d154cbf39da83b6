"""An event is placed far outside the area of the story.

**What it flags.** A town or other small place where something is told to have happened, resolved to a country that
the page does not name otherwise, more than 1,500 km from every other place of the story, all of which lie in one
other country.

**Why it matters.** A name was mistaken for another place of the same name, by the page or by the reading of it. On a
map the event lands on another continent.

**Fires on** a raid "in Valencia" in a report whose other places all lie in the Philippines, if it was resolved to
Spain.

**Will not flag** where somebody speaks or meets, agencies' towns, countries and capitals, places whose country the
page names, or a name that several places bear.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt

from crossread.checks.base import Flag
from crossread.checks.claimed import in_story
from crossread.context import Reading
from crossread.record import Place
from crossread.registry.identification import countries_in

_FAR_KM = 1500.0
_FEWEST = 3  # other places that must agree
_EARTH_KM = 6371.0
_HAPPENS = frozenset(
    {
        "attack",
        "airstrike",
        "shelling",
        "bombing",
        "fighting",
        "killing",
        "raid",
        "ambush",
        "seizure",
        "siege",
        "abduction",
        "killed",
        "injured",
    }
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PL02.

    Args:
        reading: The report with everything but findings.
    """
    places = reading.report.places
    used = {
        claim.place: claim
        for claim in reversed(reading.report.claims)
        if claim.place is not None and claim.type in _HAPPENS and in_story(reading, claim)
    }
    known = [place for place in places if place.latitude is not None and (place.acled_precision or 3) < 3]
    for index, claim in sorted(used.items()):
        place = places[index]
        others = [other for other in known if other is not place and other.name != place.name]
        if place in known and not _is_shared(place) and len(others) >= _FEWEST and _is_outside(reading, place, others):
            message = (
                f"“{place.name}” was resolved to {place.country}, far from all other places ({others[0].country})."
            )
            yield Flag(message=message, spans=(place.spans[0], *claim.spans))


def _is_shared(place: Place) -> bool:
    """Whether other settlements bear the name, so that another of them may be meant."""
    return any(candidate.startswith("GN:") for candidate in place.candidates)


def _is_outside(reading: Reading, place: Place, others: list[Place]) -> bool:
    countries = {other.country for other in others}
    if len(countries) != 1 or place.country in countries:
        return False
    text = reading.folded.text.replace(place.name, " ")
    return place.country not in countries_in(text) and all(kilometres(place, other) > _FAR_KM for other in others)


def kilometres(one: Place, other: Place) -> float:
    """Distance of two resolved places along the great circle."""
    first, second = (radians(place.latitude or 0.0) for place in (one, other))
    across = radians((other.longitude or 0.0) - (one.longitude or 0.0))
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(across / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
