"""A place is explained as something that is no place.

**What it flags.** The name of a place followed by "or", "also known as" or a bracket with the name of a battle,
siege, war, treaty, massacre or operation: "the hill of Sarn, or Battle of Kesh".

**Why it matters.** One of the two is not where the event was. A coder who looks the name up finds the battle's place,
which may be in another country and another century.

**Fires on** (invented): "They hold one of the valley's heights, Tell Marin, or Battle of Old Vesk."

**Will not flag** a battle named after its place ("Marin, or the Battle of Marin"), or a battle glossed by its other
name ("the Siege of Kesh, or Battle of the Bridges").

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import prose
from crossread.context import Reading

_EVENT = "Battle|Siege|War|Treaty|Massacre|Operation|Revolt|Uprising|Offensive|Accord"
_WORD = r"[A-Z][\w'-]*"
_GLOSS = re.compile(
    rf"(?P<place>{_WORD}(?: (?:of |al-|el-|e )?{_WORD}){{0,3}})"
    rf"(?:, (?:or|also (?:known as|called)|known as) (?:the )?| \((?:or |also )?(?:the )?)"
    rf"(?P<event>(?:{_EVENT}) (?:of|for) (?:the )?{_WORD}(?:[ -]{_WORD}){{0,3}})"
)
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|around|over|outside|inside|towards?|into|from|of|hold|holds|held|control|controls|seized"
    r"|captured|took|entered|reached|the (?:town|city|village|hill|district|pass|height|valley|base) of)"
    r"|\b(?:locations?|towns?|villages?|cit(?:y|ies)|districts?|heights?|hills?|places?|positions?|posts?|areas?),?) \Z"
)
_NAMES_EVENT = re.compile(rf"\b(?:{_EVENT})\b")
_BEFORE = 40  # code points in which the words for a place stand


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PL01.

    Args:
        reading: The report with everything but findings.
    """
    text = reading.folded.text
    for block in prose(reading):
        for match in _GLOSS.finditer(text, block.start, block.end):
            before = text[max(block.start, match.start() - _BEFORE) : match.start()]
            if _PLACE_BEFORE.search(before) and not _NAMES_EVENT.search(match["place"]) and not _same_place(match):
                message = f"“{match['place']}”, told as a place, is explained as “{match['event']}”, which is none."
                yield Flag(message=message, spans=(reading.folded.span(match.start(), match.end()),))


def _same_place(match: re.Match[str]) -> bool:
    """Whether the event bears the place's own name."""
    return match["event"].rpartition(" ")[2] in match["place"].replace("-", " ").split()
