"""When and where a loss is told to have been, by its own clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from crossread.actors.words import Words
from crossread.context import Reading
from crossread.record import Place
from crossread.speech.reporting_verbs import verb_forms


def when_of(reading: Reading, words: Words, first: int, after: int) -> int | None:
    """The one time of the clause that does not tell when it was said."""
    position = reading.folded.position
    times = reading.report.times
    start, end = words[first].start, words[after - 1].end
    at = bisect_left(times, reading.folded.offset(start), key=lambda time: time.spans[0].start)
    held: list[int] = []
    while at < len(times) and position(times[at].spans[0].start) < end:
        before = reading.words(max(start, position(times[at].spans[0].start) - 16), position(times[at].spans[0].start))
        said = set(before.lower().split()[-2:]) & _said()
        if times[at].form == "date" and not said:
            held.append(at)
        at += 1
    return held[0] if len(held) == 1 else None


def place_of(reading: Reading, words: Words, first: int, after: int) -> int | None:
    """The one place named in the clause, or the one that lies inside the others named there."""
    start = reading.folded.offset(words[first].start)
    end = reading.folded.offset(words[after - 1].end - 1) + 1
    held = [
        index
        for index, place in enumerate(reading.report.places)
        if any(start <= span.start < end for span in place.spans)
    ]
    return _innermost(reading.report.places, held)


def _innermost(places: Sequence[Place], held: Sequence[int]) -> int | None:
    """The finest of some places, if the others are coarser and in its country; None if that is not clear."""
    if len(held) < 2:
        return held[0] if held else None
    finest, *others = sorted(held, key=lambda index: _coarseness(places[index]))
    inside = all(
        places[other].country == places[finest].country and _coarseness(places[other]) > _coarseness(places[finest])
        for other in others
    )
    return finest if inside else None


def _coarseness(place: Place) -> tuple[int, bool]:
    """A country after a division after a town; what has an area of its own before the division it lies in."""
    steps = {1: 1, 2: 1, 5: 2, 3: 3, 4: 4, 6: 6, 7: 6}
    return steps.get(place.ucdp_precision or 7, 7), not place.resolved


@cache
def _said() -> frozenset[str]:
    return frozenset(form for form, told in verb_forms().items() if told.kinds & {"past", "third"})
