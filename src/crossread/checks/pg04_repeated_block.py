"""The title, or a sentence of the story, stands on the page more than once.

**What it flags.** A title told again as a line of its own, and a sentence of seven words or more that the story
tells twice. Two texts count as the same if they differ only in apostrophes, quotation marks, spaces, case
and punctuation. All places where it stands are shown.

**Why it matters.** A sentence told twice is counted twice by whoever counts, and a title repeated with
another kind of apostrophe escapes the ordinary removal of duplicates. Repetition is also how pages stitched
together from several others give themselves away.

**Fires on** (invented):

    Militia's leader says he'll free the crew
    Militia’s leader says he’ll free the crew

**Will not flag** a standfirst that the story tells again, a pull quote, a quotation told again on its own, a
caption, a title repeated outside the story of an HTML page, or the same short phrase in two sentences.

**Measured.** 36 findings in 420 war reports, 3 in 84 news pages; 3 of 4 read by hand were true. The other was a line
of a video player. Of 62 repeated paragraphs planted, 62 were found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import headline, plain, prose, sentences_of
from crossread.context import Reading
from crossread.folding import FoldedBlock
from crossread.record import Span

_SHORTEST = 7  # words; shorter sentences ("The army did not comment.") are told twice by sound reports
_DATELINE = re.compile(r"^[A-Z][A-Z .'-]{2,40}[^.!?]{0,50}?(?:\([^()]{2,40}\) ?)? ?[-–—]{1,2} ")
_QUOTATION = re.compile(r"[\"“«][^\"“”«»]+[\"”»]")


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PG04.

    Args:
        reading: The report with everything but findings.
    """
    title = _titles(reading)
    if len(title) > 1:
        yield Flag(message=f"The title stands on the page {len(title)} times.", spans=title)
    yield from _sentences(reading)


def _titles(reading: Reading) -> list[Span]:
    """Lines of the page that say no more than the title, the title first."""
    page = reading.report.page
    top = headline(reading)
    wanted = plain(top.block.spans[0].quote) if top else ""
    if not wanted:
        return []
    return [
        block.spans[0]
        for block in page.blocks
        if (block.furniture is None or (page.form == "text" and block.furniture == "repeated title"))
        and block.kind != "caption"
        and plain(block.spans[0].quote) == wanted
    ]


def _sentences(reading: Reading) -> Iterator[Flag]:
    told: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for block in prose(reading):
        if not _stands_out(reading, block):
            for start, end in sentences_of(reading, block):
                words = reading.words(start, end)
                if start == block.start:
                    words = _DATELINE.sub("", words)
                if words.count(" ") >= _SHORTEST - 1:
                    told[plain(words)].append((start, end))
    runs: dict[tuple[int, ...], list[list[tuple[int, int]]]] = {}
    for words, places in told.items():
        if len(places) > 1 and len(words.split()) >= _SHORTEST:
            runs.setdefault(_neighbours(reading, places), []).append(places)
    for together in runs.values():
        spans = [reading.folded.span(start, end) for places in together for start, end in places]
        what = "The same sentence is" if len(together) == 1 else f"The same {len(together)} sentences are"
        yield Flag(message=f"{what} told {len(together[0])} times on the page, word for word.", spans=spans)


def _neighbours(reading: Reading, places: list[tuple[int, int]]) -> tuple[int, ...]:
    """The blocks that hold the places: sentences repeated with their paragraph make one finding."""
    spans = (reading.sentence_at(start) for start, _ in places)
    return tuple(-1 if index is None else reading.report.sentences[index].block for index in spans)


def _stands_out(reading: Reading, block: FoldedBlock) -> bool:
    """Whether a block is set apart to be seen again: a standfirst, a pull quote, a quoted line on its own."""
    if block.block.kind in ("standfirst", "quotation"):
        return True
    return bool(_QUOTATION.fullmatch(reading.words(block.start, block.end).strip()))
