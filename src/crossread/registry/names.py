"""How names of actors are compared: by whole words, never by likeness.

Case, accents, apostrophes, hyphens and a leading ``the`` do not count; everything else does. Acronyms are compared with
their case, so that ``US`` is no "us".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from crossread.actors.lexicon import plain

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*['’]?")
_STOPS = re.compile(r"(?<=[A-Z])\.(?=[A-Z]|$|\s|')")
_POSSESSIVE = re.compile(r"['’]s?$")


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Words of a text: start, end, and what is compared; hyphens and full stops part words."""
    for found in _WORD.finditer(text):
        word = found[0].replace("’", "'")
        yield found.start(), found.end(), plain(word.removesuffix("'"))


@lru_cache(maxsize=1 << 13)
def name_key(name: str) -> str:
    """What two writings of one name share.

    Args:
        name: Any name.
    """
    words = [key for _, _, key in words_of(name) if key]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


@lru_cache(maxsize=1 << 12)
def acronym_key(letters: str) -> str:
    """An acronym without full stops and possessive ending: ``U.S.'s`` gives ``US``."""
    return _STOPS.sub("", _POSSESSIVE.sub("", letters.strip()))
