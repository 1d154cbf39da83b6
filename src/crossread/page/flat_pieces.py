"""The shape of a piece of flattened text: prose, a title, or something shorter.

Shapes are told without a word list, so that they hold in any language: by length, by final stops, and by
sentences that end inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from crossread.data import rows
from crossread.folding import fold_string
from crossread.page.bylines import dateline_of
from crossread.page.flat_lines import Unit
from crossread.record import BlockKind, FurnitureKind

Shape = Literal["prose", "title", "short"]

_FINAL = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964:;][\"'\u201d\u2019\u00bb)\]]{0,3}\Z")
_FULL_STOP = re.compile(r"[.\u2026\u3002\u06d4\u0964][\"'\u201d\u2019\u00bb)\]]{0,3}\Z")
_INNER_STOP = re.compile(
    r"(?:\w{3}|\d|[)\"'\u201d\u2019])[.!?\u061f\u06d4\u0964][\"'\u201d\u2019)]?\s+[^\s\d]|[\u3002\uff01\uff1f]."
)
_WORDLIKE = re.compile(r"\w+(?:['.,-]\w+)*")
_NO_SPACES = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
)
_LONG_WORDS = 12  # letters to a word from which a script may have no spaces
_NOT_WORDS = re.compile(r"[\W_]+")
_LOOKED_AT = 2000  # code points that settle what a longer piece is
_PROSE_WORDS = 8
_LONG_PROSE_WORDS = 30
_TITLE_WORDS = range(2, 26)
_MIN_KEY = 12  # letters of a title that can be told again; shorter ones repeat by chance


@dataclass(slots=True, eq=False)
class Piece:
    """A unit of flattened text while it is being labelled.

    Attributes:
        unit: Its lines.
        text: Its characters.
        words: Number of its words; of scripts without spaces, half of its letters.
        shape: What it looks like.
        kind: What it is.
        furniture: Kind of furniture, None for the report itself.
        by_wording: Its wording made it furniture, not its place.
        article: Index of the article it belongs to.
    """

    unit: Unit
    text: str
    words: int = 0
    shape: Shape = "short"
    kind: BlockKind = "other"
    furniture: FurnitureKind | None = None
    by_wording: bool = False
    article: int | None = None
    done: bool = field(default=False)

    def label(self, kind: BlockKind, furniture: FurnitureKind | None = None) -> None:
        """Settle what the piece is."""
        self.kind, self.furniture, self.done = kind, furniture, True


def piece_of(text: str, unit: Unit) -> Piece:
    """A unit with its shape."""
    piece = Piece(unit, text[unit.start : unit.end])
    head = piece.text[:_LOOKED_AT]
    piece.words = len(head.split())
    if len(head) > _LONG_WORDS * piece.words:
        piece.words += _letters_without_spaces(head) // 2
    piece.shape = _shape(piece, head)
    return piece


def _letters_without_spaces(head: str) -> int:
    """Number of letters of scripts that put no space between words: Thai, Burmese, Khmer, Japanese, Chinese."""
    return sum(any(first <= letter <= last for first, last in _NO_SPACES) for letter in head)


def _shape(piece: Piece, head: str) -> Shape:
    words: int = piece.words
    if words > _PROSE_WORDS and dateline_of(head):
        return "prose"
    if words >= _LONG_PROSE_WORDS or (words >= _PROSE_WORDS and _FULL_STOP.search(head)):
        return "prose"
    if words >= _PROSE_WORDS and _INNER_STOP.search(head) and (_FINAL.search(head) or words > 20):
        return "prose"
    if words >= 4 and _FULL_STOP.search(head) and _has_lower_words(head):
        return "prose"  # "Nobody was hurt."
    return "title" if words in _TITLE_WORDS and not _FULL_STOP.search(head) else "short"


def _has_lower_words(head: str) -> bool:
    """Whether most longer words begin in lower case, as in a sentence and unlike in a title or a credit."""
    words: list[str] = [word for word in _WORDLIKE.findall(head) if len(word) > 2]
    return sum(word[0].islower() for word in words) * 2 > len(words)


def is_titled(text: str) -> bool:
    """Whether most longer words begin with a capital."""
    words: list[str] = [word for word in _WORDLIKE.findall(text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) * 5 >= len(words) * 3


def key_of(text: str) -> str:
    """A title for comparing: letters and digits alone, without case; empty if it is too short to compare."""
    key = _NOT_WORDS.sub(" ", fold_string(text)).casefold().strip()
    return key if len(key) >= _MIN_KEY else ""


@cache
def roots() -> frozenset[str]:
    """Names of a site's root in breadcrumbs, case-folded."""
    return frozenset(name.casefold() for name in rows("sections.txt")[0][0].split("|"))


@cache
def sections() -> frozenset[str]:
    """Names of sections in menus and breadcrumbs, case-folded."""
    return frozenset(name.casefold() for name in rows("sections.txt")[1][0].split("|"))


def is_section(words: str) -> bool:
    """Whether words name a section or the root of a site."""
    name = words.strip().casefold()
    return name in roots() or name in sections()
