"""What claim families share: the voice of a stretch, and claims made with their id."""

from __future__ import annotations

from crossread.context import Reading
from crossread.record import Attribution, Voice


def voice_of(reading: Reading, start: int, end: int) -> Voice:
    """Who says a stretch: the narrator, a chain of sources (nearest first), none, or unknown.

    Args:
        reading: The reading.
        start: First code point in the folded text.
        end: Code point after the last.
    """
    return reading.voices.of(start, end)


def attributions_of(reading: Reading, start: int, end: int) -> tuple[Attribution, ...]:
    """Attributions whose content holds a stretch, the nearest first.

    Args:
        reading: The reading.
        start: First code point in the folded text.
        end: Code point after the last.
    """
    return reading.voices.attributions(start, end)
