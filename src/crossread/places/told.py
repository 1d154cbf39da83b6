"""What shows that a name is one of a place: the words round it."""

from __future__ import annotations

import re

from crossread.places.gazetteer import cues
from crossread.places.naming import Looked
from crossread.places.surroundings import containers_told, kinds_told

_PREPOSITION = re.compile(
    r"\b(\w+)(?: the)?(?: (?:northern|southern|eastern|western|central|nearby|neighbou?ring|downtown|coastal|port|"
    r"border|capital|strategic|besieged|rebel-held|occupied|(?:city|town|village|province|district) of)){0,3} $",
    re.IGNORECASE,
)

_NEAR = re.compile(
    r"\b(?:near|outside|close to|around|off|(?:north|south|east|west|(?:north|south)-?(?:east|west)|outskirts|"
    r"vicinity|suburbs|edge|edges) of|(?:a|the|(?:north|south|east|west)ern) suburb of|"
    r"(?:km|kilomet(?:er|re)s|miles) from)"
    r"(?: the)?(?: \w+ (?:city|town|village) of)? $",
    re.IGNORECASE,
)

_EDGE = re.compile(r"(?:['’]?s|['’])? (?:suburbs|outskirts|environs|hinterland)\b")

_MOVES_TO = re.compile(
    r"\b(?:fled|flee|fleeing|went|go|going|moved?|moving|advanced|withdrew|withdrawn|returned|returning|travel+ed|sent|"
    r"deployed|headed|retreated|marched|evacuated|taken|brought|flew|drove|road|highway|leads?|closer|next)"
    r" (?:\w+ ){0,2}to(?: the)?(?: (?:city|town|village|province|district) of)? $"
)

_APPOSED = re.compile(
    r"\b(?:locations?|places?|areas?|villages?|towns?|positions?|districts?|settlements?|localit(?:y|ies)),? "
    r"(?:of |called |named |known as )?$",
    re.IGNORECASE,
)


def is_told(text: str, start: int, end: int, looked: Looked) -> bool:
    """Whether the words round a name show that it is a place ("in …", "… district", "…, Anbar province")."""
    before = _PREPOSITION.search(text[max(0, start - 60) : start])
    if before and before[1].lower() in cues("in"):
        return True
    if is_near(text, start) or _MOVES_TO.search(text[max(0, start - 48) : start]):
        return True
    return bool(looked.kinds or tuple(kinds_told(text, start, end)) or _holds(text, start, end, looked))


def _holds(text: str, start: int, end: int, looked: Looked) -> bool:
    """Whether one of the entries lies in a division told beside the name ("Dayton, Ohio")."""
    codes = set(containers_told(text, start, end))
    return any({entry.country, entry.admin1, entry.admin2} - {entry.id} & codes for entry in looked.candidates if codes)


def is_near(text: str, start: int, end: int | None = None) -> bool:
    """Whether what is told is near a place, not in it ("south of …", "… suburbs" where the end is given)."""
    if end is not None and _EDGE.match(text, end):
        return True
    return bool(_NEAR.search(text[max(0, start - 48) : start]))


def is_apposed(text: str, start: int) -> bool:
    """Whether a word for a place stands right before a name ("the village of …", "positions …")."""
    return bool(_APPOSED.search(text[max(0, start - 40) : start]))
