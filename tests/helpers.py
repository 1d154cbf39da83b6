"""Small pages for tests, built without the page reader."""

from __future__ import annotations

import hashlib

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
