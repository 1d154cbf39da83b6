"""Where the story stands in a flattened text, and which line is its headline.

A whole page copied out of a browser is mostly menus. The story is the stretch in which words of prose outweigh
the lines between them: the maximum-sum segment (Kadane), as boilerpipe and jusText look for dense text, here over
lines. In a text without menus that is everything from the first paragraph to the last.
"""

from __future__ import annotations

import re
from collections import Counter

from crossread.page.flat_pieces import Piece, is_section, is_titled, key_of
from crossread.page.phrases import byline_of, date_line, dateline_of, is_clock_line, parse_date

LINE_COST = 9
"""Words of prose that a line that is no prose must be worth to lie inside the story. Tuned on English pages of the
fundus test set flattened to text, together with `KNOWN_COST`: 6 to 12 give the same pages."""

KNOWN_COST = 3
"""The same for a line whose wording is furniture: such lines stand inside stories, and say less."""

CLUTTERED = 20
"""Lines outside the story from which a text is a whole page with its menus."""

_GLUED = re.compile(r"[^\W\d_][a-z](?=[A-Z][a-z])")  # words of a menu or of buttons run together
_LEAST_TITLE = 5  # words
_SPEAKS = re.compile(r"[QA]\s?:\s")  # question and answer
_SITE_WORDS = 6
_TOP_TITLE = 25  # words
_FULL_STOP = re.compile(r"[^.]\.[\"'\u201d\u2019)]?\Z|[\u3002\u06d4\u0964]\Z")
_MAX_PROSE = 120  # words of one piece that count; a long comment or notice is no longer story
_WINDOW = 25  # pieces before the story among which the headline is looked for
_MAX_TITLE = 300  # code points
_FEW = 8  # pieces before the story up to which the first title is the headline
_TITLE_WORDS = 12  # words from which a longer title is no better
_SIGNED = 5  # pieces after a headline in which its byline or date stands
_TOLD_TWICE, _SIGNED_BELOW, _PER_PIECE = 6.0, 5.0, 0.4  # weights of a title's marks, tuned like LINE_COST


def story_bounds(pieces: list[Piece]) -> tuple[int, int]:
    """First piece of the story and the one after its last; equal if there is no prose.

    Args:
        pieces: All pieces in order; those known by wording are labelled.
    """
    best, bounds = 0, (len(pieces), len(pieces))
    current, start = 0, 0
    for at, piece in enumerate(pieces):
        if current <= 0:
            current, start = 0, at
        current += _weight(piece)
        if current > best:
            best, bounds = current, (start, at + 1)
    return bounds


def _weight(piece: Piece) -> int:
    if piece.furniture:
        return -KNOWN_COST
    if piece.shape == "prose":
        return min(piece.words, _MAX_PROSE)
    return -min(LINE_COST, 2 + piece.words) if not piece.unit.bullet else 0


def choose_headline(pieces: list[Piece], bounds: tuple[int, int]) -> Piece | None:
    """The headline of the story; None if no line before it looks like one.

    Args:
        pieces: All pieces in order, breadcrumbs parted from titles.
        bounds: The story's bounds.
    """
    found = _best_title(pieces, bounds[0])
    others = [piece for piece in pieces[: bounds[0]] if found and _is_title(piece)]
    return next((piece for piece in others if found and with_site_name(found.text, title_key(piece))), found)


def _best_title(pieces: list[Piece], start: int) -> Piece | None:
    """The line before the story that looks most like its headline."""
    told = Counter(key for piece in pieces if (key := title_key(piece)))
    window = [(at, piece) for at, piece in enumerate(pieces[:start]) if at >= start - _WINDOW and _is_title(piece)]
    if start > _FEW and window:
        return max(window, key=lambda found: _score(pieces, found[0], start, told))[1]
    repeated = [piece for _, piece in window if told[title_key(piece)] > 1]
    if repeated:
        return max(repeated, key=lambda piece: told[title_key(piece)])
    if window:
        return _first_title([piece for _, piece in window])
    return _sentence_as_title(pieces, start)


def with_site_name(words: str, key: str) -> bool:
    """Whether a line is a title with the name of the site after a separator, as browsers show it.

    Args:
        words: The line.
        key: The title's key.
    """
    for mark in (" | ", " - ", " \u2013 ", " \u2014 ", " :: ", " \u00bb ", " \u00b7 "):
        before, found, after = words.rpartition(mark)
        if found and key and key_of(before) == key and len(after.split()) <= _SITE_WORDS:
            return True
    return False


def _first_title(titles: list[Piece]) -> Piece:
    """The first title that is long enough for one; a line in capitals above one that is not is its kicker."""
    for at, piece in enumerate(titles):
        longer = titles[at + 1] if at + 1 < len(titles) else None
        kicker = longer is not None and piece.text.isupper() and not longer.text.isupper()
        if (piece.words >= 4 or piece.text[-1] in "?!\u061f\uff1f") and not (kicker and piece.words < _LEAST_TITLE):
            return piece
    return titles[0]


def title_key(piece: Piece) -> str:
    """Key of what may be a title; empty for what cannot."""
    if piece.furniture not in (None, "repeated title") or len(piece.text) > _MAX_TITLE or piece.shape == "prose":
        return ""
    return key_of(piece.text)


def _is_title(piece: Piece) -> bool:
    if piece.furniture or len(piece.text) > _MAX_TITLE or piece.shape == "prose" or piece.unit.bullet:
        return False
    if "\t" in piece.text or _SPEAKS.match(piece.text):
        return False
    if piece.words < 2 or is_section(piece.text) or len(_GLUED.findall(piece.text)) > 1:
        return False
    if (
        is_clock_line(piece.text)
        or (parse_date(piece.text) and piece.words < _TITLE_WORDS)
        or date_line(piece.text)
        or byline_of(piece.text)
    ):
        return False
    return piece.shape == "title" or piece.words >= 3


def _score(pieces: list[Piece], at: int, start: int, told: Counter[str]) -> float:
    """How much a line looks like the headline of the story that begins at `start`."""
    piece = pieces[at]
    below = pieces[at + 1 : min(start, at + 1 + _SIGNED)]
    signed = any(date_line(other.text) or byline_of(other.text) for other in below)
    over = next((other for other in reversed(pieces[max(0, at - 2) : at]) if not other.furniture), None)
    if over and _is_title(over) and over.words >= _LEAST_TITLE:
        signed = False  # what stands under a title is its standfirst
    score = min(piece.words, _TITLE_WORDS) - _PER_PIECE * (start - at)
    return score + _SIGNED_BELOW * signed + _TOLD_TWICE * (told[title_key(piece)] > 1 and piece.words >= 4)


def _sentence_as_title(pieces: list[Piece], start: int) -> Piece | None:
    """A title that reads as a sentence, at the very top before longer prose: capitalised, or without a full stop."""
    if start or len(pieces) < 2:
        return None
    opening, following = pieces[0], pieces[1]
    if opening.words > _TOP_TITLE or following.shape != "prose" or following.words < opening.words:
        return None
    if opening.unit.wrapped or opening.unit.bullet or dateline_of(opening.text):
        return None
    return opening if is_titled(opening.text) or not _FULL_STOP.search(opening.text) else None
