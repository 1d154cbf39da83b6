"""The words a finding is about, shown in their sentence with carets below.

Columns are counted in terminal cells, so that carets also stand right below wide characters (Chinese,
Japanese, emoji) and combining marks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len

from crossread.export.safe import safe_character
from crossread.record import Report, Span

_CUT = "… "
_CUT_END = " …"
_FAR = 2_000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line of text with the line of carets below it.

    Attributes:
        label: What the words stand in: ``headline``, ``heading``, a kind of furniture; empty for the text.
        text: The words, safe for a screen.
        carets: Spaces and carets, no longer than the text.
    """

    label: str
    text: str
    carets: str


def excerpts(report: Report, spans: Sequence[Span], width: int) -> Iterator[Excerpt]:
    """The sentences that hold some spans, cut to a width around them.

    Args:
        report: The report whose page the spans are of.
        spans: The words to mark.
        width: Cells that a line may take.

    Yields:
        Lines in order of the text; spans of one sentence share a line where they fit into it.
    """
    homes: dict[tuple[int, int, str], list[tuple[int, int]]] = {}
    finder = _Homes(report)
    for span in sorted(spans):
        homes.setdefault(finder.home(span), []).append((span.start, span.end))
    for (start, end, label), marks in homes.items():
        line = _Line(report.page.text, start, end)
        for cluster in line.clusters(marks, width - len(_CUT) - len(_CUT_END)):
            yield line.excerpt(cluster, width, label)


class _Homes:
    """Finds the sentence, or else the block, that a span stands in."""

    def __init__(self, report: Report) -> None:
        self._text = report.page.text
        self._sentences = [sentence.spans[0] for sentence in report.sentences]
        self._sentence_starts = [span.start for span in self._sentences]
        self._blocks = report.page.blocks
        self._block_starts = [block.start for block in self._blocks]

    def home(self, span: Span) -> tuple[int, int, str]:
        """Bounds of what the span stands in, and the block's label."""
        start, end = self._sentences_around(span) or self._block_around(span) or self._line_around(span)
        if end - start > _FAR * 2:  # a page without sentences: laying all of it out would help nobody
            start, end = max(start, span.start - _FAR), min(end, span.end + _FAR)
        return start, end, self._label(span)

    def _sentences_around(self, span: Span) -> tuple[int, int] | None:
        first = bisect_right(self._sentence_starts, span.start) - 1
        if first < 0 or self._sentences[first].end <= span.start:
            return None
        last = max(first, bisect_right(self._sentence_starts, max(span.start, span.end - 1)) - 1)
        return self._sentences[first].start, max(self._sentences[last].end, span.end)

    def _block_around(self, span: Span) -> tuple[int, int] | None:
        block = bisect_right(self._block_starts, span.start) - 1
        if block < 0 or self._blocks[block].end <= span.start:
            return None
        return self._blocks[block].start, max(self._blocks[block].end, span.end)

    def _line_around(self, span: Span) -> tuple[int, int]:
        end = self._text.find("\n", span.end)
        return self._text.rfind("\n", 0, span.start) + 1, len(self._text) if end < 0 else end

    def _label(self, span: Span) -> str:
        at = bisect_right(self._block_starts, span.start) - 1
        if at < 0 or self._blocks[at].end <= span.start:
            return ""
        block = self._blocks[at]
        return block.furniture or ("" if block.kind in {"paragraph", "other"} else block.kind)


class _Line:
    """A stretch of the page's text laid out in cells."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._start = start
        self._shown = _without_runs([safe_character(character) for character in text[start:end]])
        self._cells = [0, *accumulate(map(cell_len, self._shown))]

    def clusters(self, marks: Sequence[tuple[int, int]], width: int) -> Iterator[list[tuple[int, int]]]:
        """Marks, relative to the stretch, put together as long as they fit into one line."""
        together: list[tuple[int, int]] = []
        for start, end in marks:
            mark = (start - self._start, end - self._start)
            if together and self._cells[max(mark[1], together[-1][1])] - self._cells[together[0][0]] > width:
                yield together
                together = []
            together.append(mark)
        if together:
            yield together

    def excerpt(self, marks: list[tuple[int, int]], width: int, label: str) -> Excerpt:
        """The line around some marks."""
        first, last = self._window(marks[0][0], max(end for _, end in marks), width)
        before = _CUT if first > 0 else ""
        text = before + "".join(self._shown[first:last]).rstrip() + (_CUT_END if last < len(self._shown) else "")
        carets = [" "] * (cell_len(text) + 1)
        for start, end in marks:
            left = self._column(start, first, last) + len(before)
            right = self._column(end, first, last) + len(before)
            carets[left : max(right, left + 1)] = "^" * max(right - left, 1)
        return Excerpt(label, text.rstrip(), "".join(carets).rstrip())

    def _column(self, at: int, first: int, last: int) -> int:
        return self._cells[min(max(at, first), last)] - self._cells[first]

    def _window(self, start: int, end: int, width: int) -> tuple[int, int]:
        """Bounds of what fits into a width: all of it, or the marks with as much on both sides."""
        cells = self._cells
        total = len(self._shown)
        if cells[total] <= width:
            return 0, total
        room = width - len(_CUT) - len(_CUT_END)
        spare = max(0, room - (cells[end] - cells[start]))
        left = max(0, cells[start] - spare // 2)
        left = max(0, min(left, cells[total] - room))
        first = min(start, bisect_right(cells, max(0, left - 1)))
        last = max(first + 1, bisect_right(cells, cells[first] + room) - 1)
        return self._at_words(first, min(last, total), start, end)

    def _at_words(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """The window without the halves of words at its ends, marks left whole."""
        if first > 0:
            space = next((at for at in range(first, start) if self._shown[at] == " "), None)
            first = first if space is None else space + 1
        if last < len(self._shown):
            space = next((at for at in range(last, min(end, last), -1) if self._shown[at] == " "), None)
            last = last if space is None else space
        return first, last


def _without_runs(shown: list[str]) -> list[str]:
    """Characters with all but the first space of a run left out."""
    return ["" if here == " " and before == " " else here for before, here in zip(["", *shown], shown, strict=False)]
