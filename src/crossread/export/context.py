"""Some words in what stands around them: their sentences, and the one before and after, as the page has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from crossread.export.safe import safe_character
from crossread.record import Report, Span, Spans

_QUIET = "dim"


class Context:
    """Words in their surroundings, wrapped to the width; marked by colour on a screen, by carets elsewhere."""

    def __init__(self, report: Report, spans: Spans, *, style: str = "bold cyan") -> None:
        """Keep what is to be shown.

        Args:
            report: The report whose page the spans are of.
            spans: The words.
            style: Their style.
        """
        self._report, self._spans, self._style = report, spans, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lines behind a bar."""
        bar = Text("│ ", _QUIET)
        for number, (start, end) in enumerate(surroundings(self._report, self._spans)):
            if number:
                yield Text("│ …", _QUIET)
            for line in self._text(start, end).wrap(console, max(20, options.max_width - len(bar))):
                yield Text.assemble(bar, line, no_wrap=True, overflow="ignore")
                if not console.is_terminal and line.spans:
                    yield Text.assemble(bar, _carets(line), no_wrap=True, overflow="ignore")

    def _text(self, start: int, end: int) -> Text:
        """A stretch of the page, safe for a screen, its marked words styled."""
        text = Text()
        at = start
        for span in self._spans:
            if start <= span.start and span.end <= end:
                text.append(_safe(self._report.page.text[at : span.start]))
                text.append(_safe(span.quote), self._style)
                at = span.end
        return text.append(_safe(self._report.page.text[at:end]))


def surroundings(report: Report, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The stretches of a page around some words: whole sentences and their neighbours, within one block.

    Args:
        report: The report whose page the spans are of.
        spans: The words, in order.

    Yields:
        Bounds in code points, in order, not overlapping.
    """
    last: tuple[int, int] | None = None
    for span in spans:
        start, end = _around(report, span)
        if last is not None and start <= last[1]:
            last = last[0], max(last[1], end)
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


def _around(report: Report, span: Span) -> tuple[int, int]:
    block = next((one for one in report.page.blocks if one.start <= span.start < one.end), None)
    low, high = (block.start, max(block.end, span.end)) if block is not None else (span.start, span.end)
    sentences = [one.spans[0] for one in report.sentences]
    own = [at for at, one in enumerate(sentences) if one.start < span.end and span.start < one.end]
    if not own:
        return low, high
    before, after = sentences[max(0, own[0] - 1)], sentences[min(len(sentences) - 1, own[-1] + 1)]
    return max(low, min(before.start, span.start)), min(high, max(after.end, span.end))


def _safe(text: str) -> str:
    """Characters for a screen; runs of white space as one space, also at the ends."""
    shown = "".join(map(safe_character, text))
    words = " ".join(shown.split())
    return (" " if shown[:1] == " " else "") + words + (" " if shown[-1:] == " " and words else "")


def _carets(line: Text) -> Text:
    """A line of carets below the styled words of a line, as wide as they are."""
    marked = {at for span in line.spans for at in range(span.start, span.end)}
    letters = enumerate(line.plain.rstrip())
    below = ("^" * cell_len(letter) if at in marked else " " * cell_len(letter) for at, letter in letters)
    return Text("".join(below).rstrip())
