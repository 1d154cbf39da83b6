"""Two numbers for one incident in one voice.

**What it flags.** Two different numbers of dead, wounded, captured or displaced for one and the same incident, told
by the page itself or by one and the same source: the same class of victims, the same place, the same cause, and
nothing that makes the one an update, a part or a total of the other.

**Why it matters.** Only one of them can be coded, and the page does not say which.

**Fires on** (invented): "The blast at the mill in Orsa killed nine workers. … The blast in Orsa killed 14 workers."

**Will not flag** an update ("has risen to", "later"), part and whole, other days or places, numbers that a hedge lets
agree ("at least nine", "14"), or what two voices say: a disagreement between sources is no error.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.claimed import (
    OTHER_COUNT,
    Pair,
    agree,
    arguments,
    head,
    place_key,
    quantity_of,
    same_time,
    sentence_of,
    sentence_words,
    told_losses,
    voice_key,
)
from crossread.context import Reading
from crossread.record import Claim

_PEOPLE = frozenset({"", "people", "person", "victim", "dead", "killed"})
_FEWEST = 2  # of whom one may be told apart from the rest ("a boy")


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NU01.

    Args:
        reading: The report with everything but findings.
    """
    told = [claim for claim in told_losses(reading) if _counts(reading, claim)]
    for one, other in combinations(told, 2):
        if one.type == other.type and voice_key(one.voice) == voice_key(other.voice) and _is_clash(reading, one, other):
            pair = Pair(one, other)
            numbers = [reading.report.quantities[claim.quantity or 0].spans[0].quote for claim in (one, other)]
            message = f"For one incident {pair.voices[0]} gives “{numbers[0]}” and “{numbers[1]}” ({one.type})."
            yield Flag(message=message, spans=pair.spans, voices=pair.voices)
            return


def _counts(reading: Reading, claim: Claim) -> bool:
    found = quantity_of(reading, claim)
    return found is not None and (found.best or 0) >= _FEWEST and not found.including


def _is_clash(reading: Reading, one: Claim, other: Claim) -> bool:
    first, second = quantity_of(reading, one), quantity_of(reading, other)
    if (
        first is None
        or second is None
        or agree(first, second)
        or sentence_of(reading, one) == sentence_of(reading, other)
    ):
        return False
    if any(OTHER_COUNT.search(sentence_words(reading, claim)) for claim in (one, other)):
        return False
    return _victims(one) == _victims(other) and _same_incident(reading, one, other)


def _victims(claim: Claim) -> str:
    noun = next((head(argument.text) for argument in arguments(claim, "victim", "object")), "")
    return "" if noun in _PEOPLE else noun


def _same_incident(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether both are told of one act: one event, or one place and one cause, at times that do not differ."""
    if not same_time(reading, one, other):
        return False
    if one.event is not None and one.event == other.event:
        return True
    places = place_key(reading, one), place_key(reading, other)
    causes = {head(argument.text) for argument in arguments(one, "cause", "actor", "instrument")}
    same_cause = bool(causes & {head(argument.text) for argument in arguments(other, "cause", "actor", "instrument")})
    return places[0] is not None and places[0] == places[1] and same_cause
