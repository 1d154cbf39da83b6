"""The reading copy: the page's text folded for matching, with a table back to the page's own offsets.

The page's text never changes. Rules and the model read a copy in which typographic variants are one, and
everything they find is mapped back. What is folded:

* curly and modifier apostrophes become ``'``; hyphen variants become ``-`` (dashes stay);
* no-break and other odd spaces become a plain space;
* soft hyphens, zero-width and bidirectional marks vanish;
* in hard-wrapped blocks a line end becomes a space, a word cut by a hyphen at a line end is joined, and the ``>``
  with which mail marks quoted lines vanishes.

Double quotation marks stay as they are: opening and closing ones tell where speech begins.
"""

from __future__ import annotations

import copy
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable

import msgspec

from crossread.record import Block, Page, Span, Spans

_SAME_LENGTH = {
    **dict.fromkeys(map(ord, "\u2019\u2018\u02bc\u02bb\u2032\uff07\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\ufe63\uff0d"), "-"),
    **dict.fromkeys(
        map(
            ord,
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
        ),
        " ",
    ),
}
_VANISHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_DELETE = re.compile(f"[{_VANISHING}]+")
_DELETE_WRAPPED = re.compile(
    rf"(?<=\n)[ \t]*(?:>[ \t]?)+|[{_VANISHING}]+"
    r"|(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?:>[ \t]?)*(?=[a-z])|(?<=\s)[ \t]+|\r(?=\n)"
)
_OPENING_SINGLE = re.compile("(?<![\\w\u2019'])\u2018(?=\\w)")


class FoldedBlock(msgspec.Struct, frozen=True):
    """A block with its bounds in the folded text.

    Attributes:
        index: Index into `Page.blocks`.
        start: First code point in the folded text.
        end: Code point after the last, in the folded text.
        block: The page's block.
    """

    index: int
    start: int
    end: int
    block: Block


class FoldedText:
    """The reading copy of some blocks of a page.

    Attributes:
        page: The page that was folded.
        text: The folded text; blocks are parted by a blank line.
        blocks: The blocks in it, in order, with their bounds in the folded text.
    """

    def __init__(self, page: Page, blocks: Iterable[tuple[int, Block]]) -> None:
        """Fold the given blocks.

        Args:
            page: The page.
            blocks: Pairs of index and block, in order of the page.
        """
        self.page = page
        parts: list[str] = []
        folded: list[FoldedBlock] = []
        self._at = array("q", [0])  # folded offset at which a run of equal shift begins …
        self._shift = array("q", [0])  # … and what to add there to get the page's offset
        length = 0
        for index, block in blocks:
            if parts:
                parts.append("\n\n")
                length += 2
            start = length
            for piece, origin in _pieces(page.text, block):
                if origin - length != self._shift[-1]:
                    self._at.append(length)
                    self._shift.append(origin - length)
                parts.append(piece)
                length += len(piece)
            folded.append(FoldedBlock(index, start, length, block))
        self.text = "".join(parts)
        self._origin = array("q", (at + shift for at, shift in zip(self._at, self._shift, strict=True)))
        self.blocks = tuple(folded)

    def written(self, text: str) -> FoldedText:
        """The same copy with other letters in the same places.

        Args:
            text: A text of the same length.

        Raises:
            ValueError: It is longer or shorter.
        """
        if len(text) != len(self.text):
            raise ValueError("another length would move every span")
        other = copy.copy(self)
        other.text = text
        return other

    def offset(self, at: int) -> int:
        """The page's offset of the character at a folded offset."""
        run = bisect_right(self._at, at) - 1
        return at + self._shift[run]

    def position(self, offset: int) -> int:
        """The folded offset of a page's offset; the next one kept, if that character was folded away."""
        run = bisect_right(self._origin, offset) - 1
        at = offset - self._shift[run]
        return min(at, self._at[run + 1]) if run + 1 < len(self._at) else min(at, len(self.text))

    def span(self, start: int, end: int) -> Span:
        """The page's span of a non-empty stretch of the folded text.

        Args:
            start: First code point in the folded text.
            end: Code point after the last in the folded text, greater than start.
        """
        return self.page.span(self.offset(start), self.offset(end - 1) + 1)

    def spans(self, stretches: Iterable[tuple[int, int]]) -> Spans:
        """The page's spans of several stretches."""
        return tuple(self.span(start, end) for start, end in stretches)


def fold(page: Page) -> FoldedText:
    """The reading copy of the page's main blocks.

    Args:
        page: A page as it was read.
    """
    return FoldedText(page, ((i, block) for i, block in enumerate(page.blocks) if block.furniture is None))


def fold_string(text: str) -> str:
    """A short string folded the same way, for comparing; offsets are not kept."""
    return _DELETE.sub("", text.translate(_SAME_LENGTH))


def _pieces(text: str, block: Block) -> Iterable[tuple[str, int]]:
    """Folded pieces of a block with the page's offset at which each begins."""
    at = block.start
    pattern = _DELETE_WRAPPED if block.wrapped else _DELETE
    for match in pattern.finditer(text, block.start, block.end):
        if match.start() > at:
            yield _same_length(text[at : match.start()], wrapped=block.wrapped), at
        at = match.end()
    if at < block.end:
        yield _same_length(text[at : block.end], wrapped=block.wrapped), at


def _same_length(piece: str, *, wrapped: bool) -> str:
    folded = piece.translate(_SAME_LENGTH)
    # A single opening mark before a word opens speech ('…'); folded to an apostrophe it would be lost.
    opening = [match.start() for match in _OPENING_SINGLE.finditer(piece)]
    if opening:
        characters = list(folded)
        for at in opening:
            characters[at] = "\u2018"
        folded = "".join(characters)
    return folded.replace("\n", " ") if wrapped else folded
