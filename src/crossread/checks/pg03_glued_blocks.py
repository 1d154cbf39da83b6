"""Parts of the page run into one another without a boundary.

**What it flags.** A title that is stuck to what stands before or after it, without a space, stop or line end:
a breadcrumb and the title, the title and a byline, the title and the first sentence.

**Why it matters.** Glued words hide names ("NewsPresident Adan") and make one sentence of two that come from
different hands. They show that the text was flattened by a machine that dropped the page's structure.

**Fires on** (invented):

    HomeWorldGovernor of Dorvan offers a truce

**Will not flag** run-in heads, names written in one ("AfPak", "McBride"), or a title that is parted from its
neighbour by as little as a space.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.context import Reading
from crossread.folding import fold_string
from crossread.record import Page, Span

_APOSTROPHE = "['’‘ʼ`´]"
_SHORTEST_TITLE = 3  # words; a shorter one is found inside ordinary sentences
_SHOWN_AFTER = re.compile(r"[^\n.!?]{0,60}")


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PG03.

    Args:
        reading: The report with everything but findings.
    """
    page = reading.report.page
    if page.form == "text":
        seams = sorted({*_beside_title(page), *_between_blocks(page)})
        for start, end in _merged(seams):
            yield _flag(page.span(start, end))


def _beside_title(page: Page) -> Iterator[tuple[int, int]]:
    """Stretches in which a title touches a word."""
    for title in _titles(page):
        for match in _pattern(title).finditer(page.text):
            start, end = match.span()
            before, after = page.text[max(start - 1, 0) : start], page.text[end : end + 1]
            if before.isalnum() and page.text[start].isupper():
                yield _line_start(page, start), end
            if after.isupper() and page.text[end - 1].islower():
                yield start, _after(page, end)


def _between_blocks(page: Page) -> Iterator[tuple[int, int]]:
    """Stretches of two blocks that the reader had to part inside a word."""
    for one, two in zip(page.blocks, page.blocks[1:], strict=False):
        if one.end == two.start and page.text[one.end - 1].isalnum() and page.text[two.start].isalnum():
            yield one.start, _after(page, two.start)


def _titles(page: Page) -> list[str]:
    facts = [fact.value for fact in page.facts if fact.name in ("headline", "title")]
    blocks = [block.spans[0].quote for block in page.blocks if block.kind == "headline"]
    return [title for title in dict.fromkeys(map(fold_string, facts + blocks)) if len(title.split()) >= _SHORTEST_TITLE]


def _pattern(title: str) -> re.Pattern[str]:
    words = (re.escape(word).replace("'", _APOSTROPHE) for word in title.split())
    return re.compile(r"\s+".join(words))


def _line_start(page: Page, at: int) -> int:
    return max(page.text.rfind("\n", 0, at) + 1, at - 100)


def _after(page: Page, at: int) -> int:
    match = _SHOWN_AFTER.match(page.text, at)
    return match.end() if match else at


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _flag(span: Span) -> Flag:
    shown = span.quote if len(span.quote) <= 70 else f"{span.quote[:69]}…"
    return Flag(message=f"Two parts of the page run into one another without a boundary: “{shown}”.", spans=(span,))
