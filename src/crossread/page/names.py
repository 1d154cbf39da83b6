"""Words in the names of elements (class, id, role …) and what they tell of what stands inside."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from crossread.data import rows
from crossread.record import FurnitureKind

_START = r"(?:^|[\s_./-])"
_END = r"(?=$|[\s_./-])"
_PART = "="  # marks kinds of parts of the story in the table, beside kinds of furniture


@cache
def furniture_names() -> tuple[tuple[FurnitureKind, re.Pattern[str]], ...]:
    """Kinds of furniture with the names of their elements, in order of precedence."""
    return tuple(
        (cast("FurnitureKind", kind), _pattern(words))
        for kind, words in rows("element_names.tsv")
        if not kind.startswith(_PART)
    )


@cache
def names_of(part: str) -> re.Pattern[str]:
    """Names of the elements of a part of the story: headline, subheading, standfirst, byline, date, page clock.

    Args:
        part: One of these.
    """
    return _pattern(next(words for kind, words in rows("element_names.tsv") if kind == _PART + part))


def _pattern(words: str) -> re.Pattern[str]:
    forms = (re.escape(word).replace(r"\-", "[-_]?").replace(r"\*", r"\w*") for word in words.split())
    return re.compile(f"{_START}(?:{'|'.join(forms)}){_END}")
