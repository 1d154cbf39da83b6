"""Text of pages made safe for a terminal: nothing in it can move the cursor, change colours or turn lines around.

A page's text keeps control characters, escape sequences and bidirectional marks as they came (law 1). What
is written on a screen must not: a page could otherwise rewrite the lines above it, or show a quote backwards.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_CONTROL_PICTURES: Final = 0x2400
_SPACES = {"Zs", "Zl", "Zp"}
_INVISIBLE = {"Cf", "Cs"}
_OVERRIDES = "\u202d\u202e"  # the rest of the invisible marks is harmless once it is left out
_REPLACEMENT = "\ufffd"


@lru_cache(maxsize=4096)
def safe_character(character: str) -> str:
    """What stands for one character on a screen.

    Args:
        character: One code point.

    Returns:
        The character itself; a space for any white space; nothing for invisible marks and variation selectors; a
        control picture (``␛``) for a control character; U+FFFD for C1 controls and bidirectional overrides.
    """
    point = ord(character)
    if " " <= character <= "~":
        return character
    if character in "\t\n\r\v\f\x85":
        return " "
    if point < 0x20:
        return chr(_CONTROL_PICTURES + point)
    if point == 0x7F:
        return "\u2421"
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    if category == "Cc" or character in _OVERRIDES:
        return _REPLACEMENT
    if category in _INVISIBLE or 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF:
        return ""
    return character


def safe(text: str) -> str:
    """A text for the screen, on one line, runs of white space as one space."""
    return " ".join("".join(map(safe_character, text)).split())
