"""A quotation that is opened and not closed, or closed and not opened.

**What it flags.** Double quotation marks that do not pair up within a paragraph. Shown from the odd mark to the end
of the words it could hold.

**Why it matters.** Where a quotation ends decides whose words they are: with the mark lost, the outlet's sentence
becomes the speaker's, or the speaker's claim becomes the outlet's.

**Fires on** (invented):

    “We will hold the bridge, the colonel said. The river is low in May.

**Will not flag** a speech of several paragraphs, each of which opens with a mark and only the last of which closes;
one that runs on into later paragraphs and is closed there; marks that an export has doubled; inch signs; a teaser
that was cut short; and, in a text whose paragraphs were run together before it was read, a straight mark that reopens
a speech after a full stop.

**Measured.** 6 findings in 420 war reports, 2 in 84 news pages; 9 of 9 read by hand were true. Of 58 closing marks
removed, 58 were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from crossread.checks.base import Flag
from crossread.checks.words import PROSE_KINDS, prose
from crossread.context import Reading
from crossread.folding import FoldedText
from crossread.record import Span
from crossread.speech.quotations import Quotation, find_quotations

_SINGLE = "'‘’‹›"  # their partners are too easily taken for apostrophes
_SENTENCE_END = re.compile(r"[.!?…,]['\")]?\s*$")
_CUE = re.compile(
    r"[,?!] (?:[\w'-]+ ){0,4}?(?:said|says|saying|told|tells|added|adds|stated|wrote|warned|declared|announced|insisted"
    r"|claimed|noted|stressed|replied|asked|explained|continued|posted|tweeted|according to)\b"
)
_FEWEST_PARAGRAPHS = 3  # a longer text in fewer blocks has lost its paragraphs
_MOST_PARAGRAPHS = 8  # over which a speech may run on
_MANY = 4  # odd marks of one page that are shown one by one
_ESCAPED = re.compile(r'""\w|\w[.,!?]?""')  # marks doubled by the export of a table, of which no pairs can be made
_LONG = 800  # code points


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for QT01.

    Args:
        reading: The report with everything but findings.
    """
    folded = reading.folded
    if _ESCAPED.search(folded.text):
        return
    quotations = [quotation for quotation in find_quotations(folded) if _is_speech_mark(folded, quotation)]
    excused = {*_run_on(quotations), *(_reopened(folded, quotations) if _lost_paragraphs(reading) else ())}
    odd = [
        quotation
        for quotation in quotations
        if quotation.state in ("open", "unopened") and not _is_cut(folded, quotation) and quotation.left not in excused
    ]
    if len(odd) > _MANY:
        message = f"Quotation marks do not pair up in {len(odd)} places: whose words are whose cannot be told."
        yield Flag(message=message, spans=[_span(folded, quotation) for quotation in odd])
        return
    for quotation in odd:
        yield _flag(folded, quotation)


def _is_speech_mark(folded: FoldedText, quotation: Quotation) -> bool:
    block = folded.blocks[quotation.block].block
    mark = folded.text[quotation.right - 1 if quotation.state == "unopened" else quotation.left]
    return block.kind in PROSE_KINDS and block.kind != "quotation" and mark not in _SINGLE


def _is_cut(folded: FoldedText, quotation: Quotation) -> bool:
    """Whether a quotation stays open because its block was cut short, as a teaser is."""
    end = folded.blocks[quotation.block].end
    return quotation.state == "open" and quotation.end >= end and folded.text[end - 1] not in ".!?…”’\"')"


def _lost_paragraphs(reading: Reading) -> bool:
    blocks = list(prose(reading))
    return len(blocks) < _FEWEST_PARAGRAPHS and any(block.end - block.start > _LONG for block in blocks)


def _run_on(quotations: list[Quotation]) -> Iterator[int]:
    """Left ends of pairs that make one speech: left open by a paragraph, closed in a later one without a new mark."""
    for one, two in pairwise(quotations):
        apart = two.block - one.block
        if one.state == "open" and two.state == "unopened" and 0 < apart <= _MOST_PARAGRAPHS:
            yield from (one.left, two.left)


def _reopened(folded: FoldedText, quotations: list[Quotation]) -> Iterator[int]:
    """Left ends of speeches whose next paragraph was run into them, so that a mark reopens them in mid-line."""
    for one, two in pairwise(quotations):
        between = folded.text[one.start : two.left]
        goes_on = _SENTENCE_END.search(between) and not _CUE.search(between)
        if one.state == "open" and two.block == one.block and folded.text[one.left] == '"' and goes_on:
            yield one.left


def _span(folded: FoldedText, quotation: Quotation) -> Span:
    return folded.span(min(quotation.start, quotation.left), max(quotation.right, quotation.left + 1))


def _flag(folded: FoldedText, quotation: Quotation) -> Flag:
    span = _span(folded, quotation)
    if quotation.state == "open":
        message = "A quotation is opened here and not closed: where the speaker's words end cannot be told."
    else:
        message = "A quotation is closed here that was not opened: where the speaker's words begin cannot be told."
    return Flag(message=message, spans=(span,))
