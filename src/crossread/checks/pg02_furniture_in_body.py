"""Furniture of the site stands in the text of the story.

**What it flags.** In a flattened text, words of the site that were left among the paragraphs or at their end:
comment forms, link lockers, "Also read" lines, lists of popular stories, newsletter boxes, placeholders of
advertisements, cookie notices. Each run of them is one finding.

**Why it matters.** What is left in the text is read as part of the story: its names, numbers and places turn
into claims that nobody made, and a page stitched together by a machine shows itself here first.

**Fires on** (invented):

    The convoy reached Marin at dawn, drivers said.
    ALSO READ: Five recipes for the holidays
    Two trucks were turned back at the river.

**Will not flag** a hashtag or a post that the story quotes, a caption, an agency's closing line, or an HTML
page whose markup keeps its boxes apart from its story (of those only link lockers between the paragraphs, which
are put there to look like the story).

**Measured.** None in 420 war reports, none in 84 news pages. Of 62 lines of furniture planted, 59 were found.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import PROSE_KINDS
from crossread.context import Reading
from crossread.record import Block, FurnitureKind, Page

_KINDS: frozenset[FurnitureKind] = frozenset(
    {
        "share bar", "also read", "link locker", "newsletter box", "comment form", "reader comment", "popular list",
        "recent list", "related stories", "cookie notice", "navigation", "advertisement", "footer", "other",
    }
)  # fmt: skip
_KINDS_IN_HTML: frozenset[FurnitureKind] = frozenset({"link locker"})


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PG02.

    Args:
        reading: The report with everything but findings.
    """
    page = reading.report.page
    prose = [i for i, block in enumerate(page.blocks) if block.furniture is None and block.kind in PROSE_KINDS]
    if not prose:
        return
    for run in _runs(page, prose[0]):
        inside = run[0].start < page.blocks[prose[-1]].start
        if page.form == "html":
            run = [block for block in run if inside and block.furniture in _KINDS_IN_HTML]
        if run:
            yield _flag(run, inside=inside)


def _runs(page: Page, first: int) -> Iterator[list[Block]]:
    """Runs of furniture after the first paragraph, undisturbed by main blocks."""
    run: list[Block] = []
    for block in page.blocks[first:]:
        if block.furniture in _KINDS:
            run.append(block)
        elif block.furniture is None and run:
            yield run
            run = []
    if run:
        yield run


def _flag(run: list[Block], *, inside: bool) -> Flag:
    kinds = list(dict.fromkeys(block.furniture for block in run if block.furniture and block.furniture != "other"))
    where = "among the paragraphs" if inside else "at the end"
    what = f" ({', '.join(kinds)})" if kinds else ""
    return Flag(
        message=f"Words of the site stand {where} of the story{what}; they are no part of it.",
        spans=[block.spans[0] for block in run],
    )
