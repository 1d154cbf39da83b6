"""Lines and columns of a page's text, for formats that point into files."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from crossread.record import Page, Span


class Lines:
    """Answers on which line an offset of a text stands. Lines and columns are counted from 1, in code points."""

    def __init__(self, text: str) -> None:
        """Find the lines.

        Args:
            text: Any text.
        """
        lengths = (len(line) for line in text.splitlines(keepends=True))
        self._starts = [0, *accumulate(lengths)]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def of(self, span: Span) -> tuple[int, int, int, int]:
        """Line and column where a span begins, and those after its last character."""
        return *self.at(span.start), *self._after(span)

    def _after(self, span: Span) -> tuple[int, int]:
        line, column = self.at(max(span.start, span.end - 1))
        return line, column + 1


def lines_of(page: Page) -> Lines | None:
    """The lines of the file that a page was, None for HTML, whose text is not the file's."""
    return Lines(page.text) if page.form == "text" else None
