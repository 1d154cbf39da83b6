"""Who fights whom cannot all hold.

**What it flags.** A party that is told as fighting both of two others which fight each other, and one that is told as
fighting those with whom it is also told to be allied.

**Why it matters.** In a war of two sides it means that somebody was mistaken for somebody else. Until that is clear
no event of the report can be put down to a side.

**Fires on** (invented): "The Guard is fighting the army. … The Brigade fights the army. … The Guard and the Brigade
fight for the pass."

**Will not flag** wars of three sides that the registry of actors knows as such, or that the page tells as such
("three-way"), rival groups, or what was and is no more.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.claimed import voice_words
from crossread.checks.sides import Camp, Fight, camps_opposed, fights
from crossread.checks.words import listed
from crossread.context import Reading
from crossread.record import Span

_THREE_SIDES = re.compile(
    r"\b(?:three-(?:way|sided|cornered)|multi-?(?:sided|front)|on two fronts|two fronts|rivals?|each other"
    r"|one another|various|infighting"
    r"|all sides|warring (?:factions|parties)|civil war)\b",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for SD03.

    Args:
        reading: The report with everything but findings.
    """
    told = list(fights(reading))
    if len(told) < 2 or _THREE_SIDES.search(reading.folded.text):
        return
    shown: set[frozenset[str]] = set()
    for one in sorted({fight.actor.key for fight in told} | {fight.target.key for fight in told}):
        foes = _foes(told, one) if one != "rebel" else {}  # a bare label may be anybody, any two of the groups named
        for first, second in combinations(sorted(set(foes) - {"rebel"}), 2):
            triple = frozenset((one, first, second))
            if triple in shown or not _cannot_hold(told, one, foes[first][0], foes[second][0]):
                continue
            shown.add(triple)
            yield _flag(told, one, first, second)


def _foes(told: list[Fight], key: str) -> dict[str, tuple[Camp, Fight]]:
    found: dict[str, tuple[Camp, Fight]] = {}
    for fight in told:
        for mine, other in ((fight.actor, fight.target), (fight.target, fight.actor)):
            if mine.key == key and other.key != key:
                found.setdefault(other.key, (other, fight))
    return found


def _cannot_hold(told: list[Fight], key: str, first: Camp, second: Camp) -> bool:
    own = next(camp for fight in told for camp in (fight.actor, fight.target) if camp.key == key)
    return camps_opposed(first, second, told) and not _known_as_three(own, first, second)


def _known_as_three(*camps: Camp) -> bool:
    """Whether the registry knows that each of the three fights the two others."""
    return all(one.entry and other.entry and camps_opposed(one, other, []) for one, other in combinations(camps, 2))


def _flag(told: list[Fight], *keys: str) -> Flag:
    involved = [fight for fight in told if {fight.actor.key, fight.target.key} <= set(keys)]
    spans: list[Span] = [span for fight in involved for span in fight.spans]
    names = listed([_name(told, key) for key in keys])
    message = f"{names} are all told as fighting one another; the page does not tell of three sides."
    return Flag(
        message=message, spans=spans, voices=tuple(dict.fromkeys(voice_words(fight.voice) for fight in involved))
    )


def _name(told: list[Fight], key: str) -> str:
    camp = next(camp for fight in told for camp in (fight.actor, fight.target) if camp.key == key)
    return f"“{camp.words}”"
