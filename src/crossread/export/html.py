"""One self-contained HTML file: the untouched text with marks, and beside it what was read.

No request leaves the file and no script comes from elsewhere. The text of the element ``#text`` is the page's
text, code point for code point, and the pieces that carry one mark's id, joined, are its quote.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from crossread.export import words
from crossread.export.claim_lines import STANDING_OUT, lines_by_voice
from crossread.export.map import spots_of, svg_map
from crossread.export.templating import template
from crossread.record import Block, Report, Span, Spans


@dataclass(frozen=True)
class Piece:
    """A stretch of the text over which the marks do not change.

    Attributes:
        text: The characters.
        marks: Ids of the marks over it.
        opens: Ids of the marks that begin with it.
        classes: Kinds of those marks, for the style.
    """

    text: str
    marks: tuple[str, ...]
    opens: tuple[str, ...]
    classes: tuple[str, ...]

    @property
    def html(self) -> Markup:
        """The piece as HTML; a carriage return is written as a reference, or a browser would change it."""
        text = escape(self.text).replace("\r", Markup("&#13;"))
        if not self.marks:
            return text
        anchors = Markup("").join(Markup('<a id="{}"></a>').format(mark) for mark in self.opens)
        return anchors + Markup('<mark class="{}" data-marks="{}">{}</mark>').format(
            " ".join(self.classes), " ".join(self.marks), text
        )


class Marks:
    """The marks over a text: one for each place and kind, in order."""

    def __init__(self, report: Report) -> None:
        """Collect the marks of a report's claims, voices, findings and facts."""
        found: set[tuple[int, int, str]] = set()
        for kind, spans in _marked(report):
            found.update((span.start, span.end, kind) for span in spans if span.end > span.start)
        self.places = sorted(found)
        self.ids = {place: f"m{number}" for number, place in enumerate(self.places)}

    def of(self, spans: Spans, kind: str) -> list[tuple[str, Span]]:
        """Ids of the marks that show these spans, with the spans."""
        return [(self.ids[key], span) for span in spans if (key := (span.start, span.end, kind)) in self.ids]

    def pieces(self, text: str, bounds: Iterable[int]) -> Iterator[tuple[int, Piece]]:
        """The whole text cut where a mark or a block begins or ends, each piece with its offset."""
        cuts = sorted({0, len(text), *bounds, *(at for place in self.places for at in place[:2])})
        opening: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for place in self.places:
            opening[place[0]].append(place)
        live: list[tuple[int, int, str]] = []
        for at, until in pairwise(cuts):
            live = [place for place in live if place[1] > at] + opening[at]
            yield (
                at,
                Piece(
                    text=text[at:until],
                    marks=tuple(self.ids[place] for place in live),
                    opens=tuple(self.ids[place] for place in live if place[0] == at),
                    classes=tuple(dict.fromkeys(place[2] for place in live)),
                ),
            )


def to_html(report: Report) -> str:
    """A report as one HTML page.

    Args:
        report: Any report.

    Returns:
        A complete document; encode it as UTF-8.
    """
    marks = Marks(report)
    return template("report.html.j2").render(
        report=report,
        words=words,
        marks=marks,
        voices=lines_by_voice(report),
        standing_out=STANDING_OUT,
        map=svg_map(spots_of(report)),
        stretches=list(_stretches(report, marks)),
        headline=report.page.fact("headline") or report.page.fact("title"),
    )


def _marked(report: Report) -> Iterable[tuple[str, Spans]]:
    """Everything that is marked in the text, with the kind of its mark."""
    for claim in report.claims:
        yield f"claim {claim.family}", claim.spans
        for mention in claim.mentions:
            yield f"claim {claim.family}", mention.spans
        for source in claim.voice.chain:
            yield "voice", source.spans
            yield "cue", source.cue
        yield "cue", claim.voice.cue
    for finding in report.findings:
        yield f"finding {finding.severity}", finding.spans
    for fact in report.page.facts:
        yield "fact", fact.spans


def _stretches(report: Report, marks: Marks) -> Iterator[tuple[Block | None, Markup]]:
    """The whole text in order, as HTML: each block, and what lies between blocks (block None)."""
    blocks = report.page.blocks
    bounds = {at for block in blocks for at in (block.start, block.end)}
    starts = [block.start for block in blocks]

    def block_at(offset: int) -> Block | None:
        index = bisect_right(starts, offset) - 1
        return blocks[index] if index >= 0 and offset < blocks[index].end else None

    pieces = marks.pieces(report.page.text, bounds)
    for block, group in groupby(pieces, key=lambda piece: block_at(piece[0])):
        yield block, Markup("").join(piece.html for _, piece in group)
