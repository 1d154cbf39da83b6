"""The same number counts other people further down.

**What it flags.** One number of dead or wounded, told twice in one voice, whose victims are fighters or soldiers in
one place and civilians in the other.

**Why it matters.** Whether those who died bore arms is what the number is used for.

**Fires on** (invented): "The strike killed 17 fighters. … The 17 civilians killed in the strike were buried on
Friday."

**Will not flag** "people" told more closely further down, small numbers, two incidents, or what two voices say.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.claimed import (
    Pair,
    arguments,
    quantity_of,
    sentence_of,
    sentence_words,
    told_losses,
    voice_key,
)
from crossread.context import Reading
from crossread.record import Claim

_ARMED = re.compile(
    r"\b(?:fighters?|soldiers?|militants?|rebels?|insurgents?|gunmen|troops|militiamen|terrorists?|jihadists?)\b"
)
_CIVILIAN = re.compile(
    r"\b(?:civilians?|villagers?|residents?|women|children|pupils|patients|worshippers|shoppers|farmers)\b"
)
_FEWEST = 6  # smaller numbers are equal by chance
_APART = re.compile(
    r"\b(?:also|another|other|similar|separate|earlier|previous|second|both|while|as well)\b", re.IGNORECASE
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NU06.

    Args:
        reading: The report with everything but findings.
    """
    told = [claim for claim in told_losses(reading) if _side(claim)]
    for one, other in combinations(told, 2):
        first, second = quantity_of(reading, one), quantity_of(reading, other)
        if first is None or second is None or first.best != second.best or (first.best or 0) < _FEWEST:
            continue
        apart = any(_APART.search(sentence_words(reading, claim)) for claim in (one, other))
        same = one.type == other.type and voice_key(one.voice) == voice_key(other.voice) and first.hedge == second.hedge
        places = {claim.place for claim in (one, other) if claim.place is not None}
        if same and not apart and len(places) < 2 and _side(one) != _side(other) and not _together(reading, one, other):
            pair = Pair(one, other)
            message = f"The same number counts “{first.spans[0].quote}” and “{second.spans[0].quote}”."
            yield Flag(message=message, spans=pair.spans, voices=pair.voices)


def _together(reading: Reading, one: Claim, other: Claim) -> bool:
    return sentence_of(reading, one) == sentence_of(reading, other)


def _side(claim: Claim) -> str | None:
    words = " ".join(argument.text for argument in arguments(claim, "victim")).lower()
    armed, civilian = bool(_ARMED.search(words)), bool(_CIVILIAN.search(words))
    return None if armed == civilian else "armed" if armed else "civilian"
