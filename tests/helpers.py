"""Small pages for tests, built without the page reader."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from crossread.context import Reading
from crossread.folding import fold
from crossread.record import Block, BlockKind, Fact, MadeBy, Page, Report, text_hash


def page_of(text: str, *, headline: bool = False, facts: tuple[Fact, ...] = ()) -> Page:
    """A page whose blocks are the stretches between blank lines, all of them main text."""
    page = Page(
        text=text,
        text_sha256=text_hash(text),
        text_version=0,
        raw_sha256=hashlib.sha256(text.encode()).hexdigest(),
        form="text",
        encoding="utf-8",
        facts=facts,
    )
    blocks: list[Block] = []
    at = 0
    for part in text.split("\n\n"):
        if part.strip():
            kind: BlockKind = "headline" if headline and not blocks else "paragraph"
            blocks.append(Block(kind=kind, spans=(page.span(at, at + len(part)),)))
        at += len(part) + 2
    return msgspec.structs.replace(page, blocks=tuple(blocks))


def reading_of(text: str, *, headline: bool = False, facts: tuple[Fact, ...] = ()) -> Reading:
    """A reading of such a page with its sentences split and nothing else found."""
    from crossread.sentences import split_sentences

    page = page_of(text, headline=headline, facts=facts)
    folded = fold(page)
    report = Report(made_by=MadeBy(crossread="test"), page=page, language="en", sentences=split_sentences(folded))
    return Reading(report, folded)


def table_rows(path: Path) -> dict[str, list[list[str]]]:
    """Expected rows of each text in a Markdown table of cases: the cells after the text.

    A text of ``″`` stands for the one above it; a row whose first cell after the text is ``–`` expects nothing.
    """
    found: dict[str, list[list[str]]] = {}
    text = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or cells[0] in {"text", "---"}:
            continue
        text = text if cells[0] == "″" else cells[0]
        rows = found.setdefault(text, [])
        if cells[1] != "–":
            rows.append(cells[1:])
    return found
