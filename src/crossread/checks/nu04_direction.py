"""A number moves the other way than its verb says.

**What it flags.** "Has risen from 44 to 30", "fell to 60 from 50", and a death toll that "has fallen".

**Why it matters.** Either the verb or one of the numbers is wrong; a toll that falls in silence was mostly another
toll.

**Fires on** (invented): "The toll has risen from 44 to 30."

**Will not flag** a toll that was revised, corrected or recounted, daily or yearly tolls, or numbers that are not
given for one thing.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.context import Reading
from crossread.record import Quantity

_UP = r"(?:ris(?:en|es|ing)|rose|climb(?:ed|s|ing)|jump(?:ed|s)|increas(?:ed|es|ing)|grow[ns]|grew|soar(?:ed|s)|up)"
_DOWN = (
    r"(?:fall(?:en|s|ing)|fell|dropp(?:ed|ing)|drops|declin(?:ed|es|ing)|decreas(?:ed|es|ing)|shr[aiu]nk|down|dipped)"
)
_WORDS = r"(?: (?!from\b|to\b)[\w'-]+){0,3}"
_MOVES = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_WORDS} (?P<way>from|to)(?: \w+ earlier| an? earlier| the| nearly"
    rf"| over)?\s*$"
)
_TOLL_FALLS = re.compile(rf"\b(?:death )?toll(?: \w+){{0,4}}? (?:has |had |have )?{_DOWN} to(?: \w+)?\s*$")
_RATE = re.compile(r"\b(?:daily|weekly|monthly|annual|yearly|average|rate|compared|per (?:day|week|month|year)|road)\b")
_CORRECTED = re.compile(
    r"\b(?:revis\w+|correct\w+|recount\w*|double|twice|identif\w+|lower(?:ed|s)|error|mistak\w+|misc\w+|duplicat\w+"
    r"|after)\b"
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NU04.

    Args:
        reading: The report with everything but findings.
    """
    counts = [item for item in reading.report.quantities if item.best is not None and item.scale != "money"]
    places = [reading.folded.position(item.spans[0].start) for item in counts]
    text = reading.folded.text
    for start, end in reading.sentences:
        group = counts[bisect_left(places, start) : bisect_left(places, end)]
        corrected = bool(group) and bool(_CORRECTED.search(text, start, end) or _RATE.search(text, start, end))
        for number, item in enumerate(group):
            before = text[start : reading.folded.position(item.spans[0].start)]
            flag = _moved(reading, before, item, group[number + 1 : number + 2])
            if not flag and not corrected and _TOLL_FALLS.search(before):
                flag = Flag(
                    message=f"A death toll is told to have fallen, to “{item.spans[0].quote}”.", spans=item.spans
                )
            if flag:
                yield flag


def _moved(reading: Reading, before: str, one: Quantity, after: list[Quantity]) -> Flag | None:
    """A move told with both its numbers that goes the other way."""
    moves = _MOVES.search(before)
    if not moves or not after or one.scale != after[0].scale:
        return None
    other, position = after[0], reading.folded.position
    between = reading.folded.text[position(one.spans[0].end - 1) + 1 : position(other.spans[0].start)]
    if not re.fullmatch(r",? (?:up |down )?(?:from|to)(?: an? earlier| the earlier| nearly| over)?\s*", between):
        return None
    old, new = (one, other) if moves["way"] == "from" else (other, one)
    change = (new.best or 0.0) - (old.best or 0.0)
    if (moves["up"] and change < 0) or (moves["down"] and change > 0):
        words = moves["up"] or moves["down"]
        message = f"“{words}” tells another direction than “{old.spans[0].quote}” to “{new.spans[0].quote}”."
        return Flag(message=message, spans=[*old.spans, *new.spans])
    return None
