"""The writer of blocks: characters and line ends in, blocks of text out.

White space is held back until a character follows, so that no line begins or ends with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_SPACE_RUN = re.compile(r"[ \t\n\r\f]+")
_BLANK_LINES = re.compile(r"(?:[ \t\f]*(?:\r\n|\n|\r)){2,}")
_NOTHING_TO_SEE = " \t\n\r\f\v\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CELL_OF_PROSE = 200  # a cell with more text than this is part of a layout, not of a table

Common = Callable[[int, int], int]
"""Gives the innermost node around two nodes."""


@dataclass(slots=True, eq=False)
class Draft:
    """A block before it is labelled.

    Attributes:
        node: Index of the innermost element that holds all of the block.
        start: First code point in the page's text.
        text: The text.
        marks: Inline elements inside: node, start and end within the text, in order.
        hidden: It is not displayed.
        verbatim: White space stands as in the source.
        row: It is the row of a table.
    """

    node: int
    start: int
    text: str
    marks: list[tuple[int, int, int]]
    hidden: bool = False
    verbatim: bool = False
    row: bool = False

    @property
    def end(self) -> int:
        """Code point after the block in the page's text."""
        return self.start + len(self.text)


class Writer:
    """Collects the characters of one block at a time.

    Attributes:
        length: Characters of the block so far.
    """

    def __init__(self, common: Common, *, hidden: bool) -> None:
        """Begin without a block.

        Args:
            common: Gives the innermost node around two.
            hidden: Whether what is written is not displayed.
        """
        self.length = 0
        self._common = common
        self._hidden = hidden
        self._parts: list[str] = []
        self._space = False
        self._lines = 0
        self._node = -1
        self._marks: list[tuple[int, int, int]] = []
        self._open: list[tuple[int, int]] = []
        self._cell = -1  # length at which the cell of a row began, -1 outside a row
        self._verbatim = False

    def write(self, text: str, node: int) -> None:
        """Add characters of a node, runs of white space as one space."""
        text = _SPACE_RUN.sub(" ", text)
        self._space = self._space or text.startswith(" ")
        self._put(text.strip(" "), node)
        self._space = self._space or text.endswith(" ")

    def write_verbatim(self, text: str, node: int) -> list[Draft]:
        """Add characters as they stand; blank lines end blocks, which are given."""
        done, at = [], 0
        for run in _BLANK_LINES.finditer(text):
            self._put_verbatim(text[at : run.start()], node)
            done += self.flush()
            at = run.end()
        self._put_verbatim(text[at:], node)
        return done

    def line_end(self) -> list[Draft]:
        """A ``br``; the second in a row ends the block."""
        self._lines += 1
        return self.flush() if self._lines > 1 else []

    def row(self, *, begins: bool) -> None:
        """Begin or end the row of a table."""
        self._cell = 0 if begins else -1

    def cell(self, node: int) -> list[Draft]:
        """Begin a cell: a tab in a row of short cells, else a block of its own."""
        if self._cell < 0 or self.length - self._cell > _CELL_OF_PROSE:
            done = self.flush()
        else:
            done = []
            if self.length:
                self._emit("\t", node)
                self._space, self._lines = False, 0
        self._cell = self.length if self._cell >= 0 else -1
        return done

    def open(self, node: int) -> None:
        """Begin an inline element that is to be marked."""
        self._open.append((node, self.length))

    def close(self, node: int) -> None:
        """End an inline element."""
        if self._open and self._open[-1][0] == node:
            _, start = self._open.pop()
            self._mark(node, start)

    def flush(self) -> list[Draft]:
        """End the block; it is given if anything in it can be seen."""
        self._space, self._lines = False, 0
        if not self.length:
            return []
        for node, start in self._open:
            self._mark(node, start)
        self._open = [(node, 0) for node, _ in self._open]
        text = "".join(self._parts).rstrip(" \t\n\r\f")
        done = [self._draft(text)] if text.strip(_NOTHING_TO_SEE) else []
        self._parts, self.length, self._node, self._marks, self._verbatim = [], 0, -1, [], False
        self._cell = min(self._cell, 0)
        return done

    def _draft(self, text: str) -> Draft:
        marks = []
        for node, start, stop in self._marks:
            words = text[start:stop]
            begin = start + len(words) - len(words.lstrip(" \t\n"))
            if begin < min(stop, len(text)):
                marks.append((node, begin, min(stop, len(text))))
        marks.sort(key=lambda mark: (mark[1], -mark[2], mark[0]))
        row = "\t" in text and self._cell >= 0
        return Draft(self._node, 0, text, marks, hidden=self._hidden, verbatim=self._verbatim, row=row)

    def _put(self, piece: str, node: int) -> None:
        if not piece:
            return
        if self.length and self._lines:
            piece = "\n" + piece
        elif self.length and self._space and self._parts[-1][-1] not in "\t\n":
            piece = " " + piece
        self._space, self._lines = False, 0
        self._emit(piece, node)

    def _put_verbatim(self, text: str, node: int) -> None:
        text = text if self.length else text.lstrip("\r\n")
        if text.strip(" \t\r\n\f") or (self.length and text):
            self._verbatim = True
            self._emit(("\n" if self._lines and self.length else "") + text, node)
            self._space, self._lines = False, 0

    def _emit(self, piece: str, node: int) -> None:
        self._node = node if self._node < 0 else self._common(self._node, node)
        if not self.length:  # what is open begins with the block, not before it
            self._open = [(one, 0) for one, _ in self._open]
        self._parts.append(piece)
        self.length += len(piece)

    def _mark(self, node: int, start: int) -> None:
        if self.length > start:
            self._marks.append((node, start, self.length))
