"""A sentence that is two fragments, or repeats itself.

**What it flags.** Two subjects that were pushed together ("Fierce fighting Army airstrikes on the valley have
intensified"), a phrase of two words or more told twice in a row ("in the town in the town"), and doubled words ("of
of", "the the").

**Why it matters.** Where two fragments were joined, each had its own actor, place and source, and nobody can tell
which belong to what is left.

**Fires on** (invented): "Heavy clashes Norland shelling of rebel posts went on all day."

**Will not flag** headlines, captions, telegraph style in live pages, "had had", "that that", or words doubled on
purpose ("very very", "no no").

**Measured.** 5 findings in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import inside, prose, quoted, sentences_of
from crossread.context import Reading

_EVENT = (
    r"(?:air ?strikes?|strikes?|fighting|clashes|battles?|shelling|bombardments?|bombings?|attacks?|raids?|assaults?"
    r"|offensives?|explosions?|gunfire|violence|talks|negotiations)"
)
_ADJECTIVE = r"(?:fierce|heavy|intense|deadly|bloody|fresh|sporadic|new|renewed|ongoing|continued|violent|bitter)"
_TWO_SUBJECTS = re.compile(
    rf"(?:{_ADJECTIVE} )?{_EVENT} (?:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?|army|government|rebel"
    rf"|military) (?:\w+ )?{_EVENT}\b"
    rf"[^.;]*?\b(?:have|has|had|were|was|are|is|went|continue\w*|intensif\w+)\b",
    re.IGNORECASE,
)
_DOUBLED = re.compile(
    r"\b(the|of|in|to|an?|and|at|by|for|from|on|with|his|their|its|is|was|were|are) \1\b(?![-'])", re.IGNORECASE
)
_PHRASE_TWICE = re.compile(r"\b((?:[a-z][\w'-]* ){2,6}[a-z][\w'-]*) \1\b")


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for LG01.

    Args:
        reading: The report with everything but findings.
    """
    text = reading.folded.text
    stretches = quoted(reading)
    for start, end in (bounds for block in prose(reading) for bounds in sentences_of(reading, block)):
        two = _TWO_SUBJECTS.match(text, start, end)
        if two and _is_name(two):
            stop = end - 1 if text[end - 1] in ".!?" else end
            message = "Two fragments were joined: the sentence has two subjects and nothing between them."
            yield Flag(message=message, spans=(reading.folded.span(start, stop),))
        for pattern in (_DOUBLED, _PHRASE_TWICE):
            match = pattern.search(text, start, end)
            if match and _is_slip(match[0]) and not inside(stretches, match.start()):
                message = f"“{match[1]}” is told twice in a row."
                yield Flag(message=message, spans=(reading.folded.span(match.start(), match.end()),))


def _is_slip(words: str) -> bool:
    """Whether words told twice are one word in one line, and no name in capitals beside a small word ("IS is")."""
    return "\n" not in words and not any(word.isupper() and len(word) > 1 for word in words.split())


def _is_name(two: re.Match[str]) -> bool:
    """Whether the second subject begins with somebody's name, since the pattern reads both cases."""
    second = re.search(rf"(?i:{_EVENT}) (\w)", two[0])
    return second is not None and (
        second[1].isupper()
        or bool(re.match(rf"(?i:(?:{_ADJECTIVE} )?{_EVENT}) (?:army|government|rebel|military) ", two[0]))
    )
