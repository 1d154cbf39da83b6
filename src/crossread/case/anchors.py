"""Words with their surroundings, and finding them again in another text.

A decision is about words. It must hold when the page is read anew by a newer version, whose text may differ in
white space, and when the page has changed elsewhere. The way is that of the Web Annotation model: the exact quote, what
stands before and after it, and its place (W3C Recommendation of 2017, TextQuoteSelector and TextPositionSelector).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from crossread.record import Record, Span

CONTEXT: Final = 48
"""Code points kept before and after a quote."""

_LONG_QUOTE: Final = 24  # code points; a quote so long that stands once in a text needs no surroundings
_ENOUGH_CONTEXT: Final = 8  # code points that must agree around a shorter one
_MAX_FOUND: Final = 200  # places looked at; a text that repeats a quote more often tells nothing by it

_ALIKE: Final = tuple(("['\u2018\u2019\u201b\u02bc`]", letter) for letter in "'\u2018\u2019\u201b\u02bc`") + tuple(
    ('["\u201c\u201d\u201e]', letter) for letter in '"\u201c\u201d\u201e'
)
_PATTERN_OF: Final = {letter: pattern for pattern, letter in _ALIKE}


class Words(Record, frozen=True, kw_only=True):
    """Words of a text and what stands around them.

    Attributes:
        start: First code point in the text they were taken from.
        quote: The words.
        before: Up to `CONTEXT` code points before them.
        after: As many after them.
    """

    start: int
    quote: str
    before: str = ""
    after: str = ""


def words_of(text: str, spans: Iterable[Span]) -> tuple[Words, ...]:
    """The words of spans with their surroundings."""
    return tuple(
        Words(
            start=span.start,
            quote=span.quote,
            before=text[max(0, span.start - CONTEXT) : span.start],
            after=text[span.end : span.end + CONTEXT],
        )
        for span in spans
    )


def find(words: tuple[Words, ...], text: str) -> tuple[tuple[int, int], ...] | None:
    """Where words stand in a text now: bounds of each part in code points, half-open; None if they are gone.

    Args:
        words: The parts, in order.
        text: The text.
    """
    found = []
    for part in words:
        bounds = _find_one(part, text)
        if bounds is None:
            return None
        found.append(bounds)
    in_order = all(one[1] <= two[0] for one, two in pairwise(found))
    return tuple(found) if found and in_order else None


def _find_one(words: Words, text: str) -> tuple[int, int] | None:
    end = words.start + len(words.quote)
    if text[words.start : end] == words.quote and _agreement(words, text, words.start, end) == _most(words):
        return words.start, end
    places = [match.span() for _, match in zip(range(_MAX_FOUND), _pattern(words.quote).finditer(text), strict=False)]
    if not places:
        return None
    best = max(places, key=lambda place: (_agreement(words, text, *place), -abs(place[0] - words.start)))
    alone = len(places) == 1 and len(words.quote) >= _LONG_QUOTE
    enough = min(_ENOUGH_CONTEXT, _most(words))
    return best if alone or _agreement(words, text, *best) >= enough else None


def _pattern(quote: str) -> re.Pattern[str]:
    """The quote with any white space between its words, and any form of its quotation marks and apostrophes."""
    parts = ("".join(_PATTERN_OF.get(letter) or re.escape(letter) for letter in part) for part in quote.split())
    return re.compile(r"\s+".join(parts) or r"(?!)")


def _agreement(words: Words, text: str, start: int, end: int) -> int:
    """How many code points around a place are those that stood around the words, white space apart."""
    before = _squeezed(text[max(0, start - 2 * CONTEXT) : start])
    after = _squeezed(text[end : end + 2 * CONTEXT])
    return _common(_squeezed(words.before)[::-1], before[::-1]) + _common(_squeezed(words.after), after)


def _most(words: Words) -> int:
    return len(_squeezed(words.before)) + len(_squeezed(words.after))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _common(one: str, two: str) -> int:
    """Length of the common beginning."""
    count = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        count += 1
    return count
