"""Subtotals ("including 12 children") and running totals ("since October")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crossread.numbers import table

_LIST = re.compile(r"[\s,;]*(?:(?:and|as well as|plus)\b)?\s*(?:(?:at least|about|some|another)\s*)?")
_SINCE = re.compile(
    r"\bsince\b"
    r"|\bin (?:the )?(?:[\w-]{1,20} ){1,4}of (?:civil )?(?:war|conflict|fighting|violence|bombardment|siege)\b"
    r"|\b(?:over|in|during|for) the (?:past|last|previous) (?:[\w-]{1,15} ){0,2}(?:weeks|(?:month|year|decade)s?)\b"
    r"|\b(?:so far )?this year\b|\bso far\b|\bto date\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:since|so far|to date|over the (?:past|last)|in (?:two|three|four|five|\d+) years of)\b", re.IGNORECASE
)
_PERFECT = re.compile(r"\b(?:have|has|had)\b", re.IGNORECASE)
_PAST = re.compile(r"\s*(?:was|were)\b", re.IGNORECASE)
_NEAR = 30
"""Characters within which "since" belongs to the number, or else the perfect tense that goes with it."""
_ANOTHER = re.compile(r"\band (?:\w+ing|\w+ed|left)\b|\bwhile\b", re.IGNORECASE)
"""Words after "including …" that begin what befell others ("including a child and injuring 6")."""
_REACH = 160
"""Characters after a number within which a phrase makes it a running total."""


@cache
def _including() -> re.Pattern[str]:
    phrases = sorted(table("quantities")["including"]["words"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


@cache
def _running() -> re.Pattern[str]:
    phrases = sorted(table("quantities")["running"]["after"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


def subtotals(
    text: str, spans: Sequence[tuple[int, int]], sentences: Sequence[int | None], counted: Sequence[bool]
) -> list[tuple[int, ...]]:
    """For each quantity the indices of the subtotals named with it.

    Args:
        text: The folded text.
        spans: Bounds of the quantities in it, in order.
        sentences: The sentence of each.
        counted: Whether each counts people or things; money and measures have no subtotals.
    """
    parts: list[list[int]] = [[] for _ in spans]
    whole: int | None = None
    for at in range(1, len(spans)):
        gap = text[spans[at - 1][1] : spans[at][0]]
        if sentences[at] != sentences[at - 1] or len(gap) > _REACH or not (counted[at] and counted[at - 1]):
            whole = None
        elif _opens(text, gap, spans[at]):
            whole = at - 1 if whole is None else whole
            parts[whole].append(at)
        elif whole is not None and _LIST.fullmatch(gap):
            parts[whole].append(at)
        else:
            whole = None
    return [tuple(part) for part in parts]


def _opens(text: str, gap: str, span: tuple[int, int]) -> bool:
    opened = list(_including().finditer(gap))
    if opened:
        return not _ANOTHER.search(gap, opened[-1].end())
    own = text[span[0] : span[1] + 12]
    return bool(re.match(r"[\s,;(–—-]*(?:and )?$", gap) and re.search(r"\bof (?:them|whom|which)\b", own))


def is_running(text: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether a number is a running total by the words of its sentence.

    Args:
        text: The folded text.
        start: First code point of the quantity.
        end: Code point after it.
        sentence: Bounds of its sentence.
    """
    after = text[end : min(sentence[1], end + _REACH)]
    if _running().search(after):
        return True
    cue = _SINCE.search(after)
    if cue and _belongs(text, start, end, cue.start(), sentence[0]):
        return True
    return bool(_OPENING.match(text[sentence[0] : min(start, sentence[0] + 60)]))


def _belongs(text: str, start: int, end: int, gap: int, first: int) -> bool:
    """Whether "since" behind a gap speaks of the number: it stands near, or a perfect tense goes with it."""
    if gap < _NEAR and text[max(0, start - 4) : start].lower() != "the ":
        return True
    if _PAST.match(text, end):
        return False  # one incident told in the past tense
    return bool(_PERFECT.search(text[max(first, start - _NEAR) : end + min(gap, 2 * _NEAR)]))
