"""The page: its immutable text, its blocks, and what is known about it."""

from __future__ import annotations

from typing import Literal

from crossread.errors import RecordError, SpanError
from crossread.record.base import Notice, Record, Span, Spans, check_spans, text_hash

KnownFrom = Literal[
    "json-ld", "meta", "html", "address", "dateline", "byline", "page clock", "text",
    "user", "feed", "sitemap", "warc", "http header",
]  # fmt: skip
"""How a fact about a page is known."""

FactName = Literal[
    "title", "headline", "standfirst", "author", "published", "modified", "page clock", "dateline",
    "outlet", "agency", "section", "breadcrumb", "language", "address", "canonical address", "fetched",
]  # fmt: skip
"""What a fact is about; ``fetched`` is when the bytes were fetched, which a web archive or a server tells."""


class Fact(Record, frozen=True, kw_only=True):
    """One fact about the page and how it is known.

    Attributes:
        name: What it is a fact about.
        value: The normalised value; dates as ISO 8601, a breadcrumb as ``Home > News``.
        known_from: Where it was found.
        trusted: Whether it may be relied on. A page clock never is.
        shown: The words as the page gives them, if they differ from the value.
        spans: Where it shows in the text; empty for facts that stand in the markup alone.
    """

    name: FactName
    value: str
    known_from: KnownFrom
    trusted: bool = True
    shown: str | None = None
    spans: Spans = ()


BlockKind = Literal[
    "headline", "standfirst", "byline", "dateline", "time", "heading", "paragraph", "quotation",
    "list item", "table row", "caption", "code", "other",
]  # fmt: skip

FurnitureKind = Literal[
    "breadcrumb", "page clock", "repeated title", "share bar", "also read", "link locker", "newsletter box",
    "comment form", "reader comment", "popular list", "recent list", "related stories", "cookie notice",
    "caption", "agency tail", "navigation", "advertisement", "author box", "tags", "footer", "hidden",
    "other article", "other",
]  # fmt: skip
"""Named kinds of what stands on a page and is not the report. Furniture is labelled, never thrown away."""


class Block(Record, frozen=True, kw_only=True):
    """One stretch of the page: a paragraph, a heading, a menu. Blocks are ordered and do not overlap.

    Attributes:
        kind: Its shape.
        furniture: None for the report itself (main), else the kind of furniture.
        level: Level of a heading, 1 to 6.
        article: Index into `Page.articles`; None if it belongs to none.
        time: Own time of a live page's entry, ISO 8601.
        wrapped: The text is hard-wrapped here: line ends inside the block are to be read as spaces.
        spans: Exactly one span, the block's text.
    """

    kind: BlockKind
    furniture: FurnitureKind | None = None
    level: int | None = None
    article: int | None = None
    time: str | None = None
    wrapped: bool = False
    spans: Spans

    @property
    def start(self) -> int:
        """First code point of the block."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Code point after the block."""
        return self.spans[0].end


class Link(Record, frozen=True, kw_only=True):
    """A link in the main text to another site.

    Attributes:
        address: The absolute address.
        outlet: Host name of the address, without ``www.``.
        spans: The words linked.
    """

    address: str
    outlet: str
    spans: Spans = ()


class Article(Record, frozen=True, kw_only=True):
    """One of the articles on a page.

    Attributes:
        headline: Its headline, if it has one.
        chosen: Whether this is the one that is read.
        spans: The headline's place, or that of its first block.
    """

    headline: str | None
    chosen: bool
    spans: Spans = ()


class Page(Record, frozen=True, kw_only=True):
    """One web page, or flattened text, as it was read. The text never changes.

    Attributes:
        text: The one immutable text of the page, furniture and all.
        text_sha256: SHA-256 of the text in UTF-8, hexadecimal.
        text_version: Version of the function that made the text from the bytes.
        raw_sha256: SHA-256 of the raw bytes, hexadecimal.
        form: Whether the page came as HTML or as flattened text.
        encoding: Character encoding the bytes were decoded with.
        blocks: Every stretch of the text, in order.
        facts: What is known about the page, in order of name and trust.
        links: Links from the main text to other sites.
        articles: The articles told apart on the page, in order; empty if there is no story.
        confidence: Agreement of independent extractors on the main text, 0 to 1; None where only one
            reading was made (flattened text).
        notices: What was refused, cut or is unreadable.
    """

    text: str
    text_sha256: str
    text_version: int
    raw_sha256: str
    form: Literal["html", "text"]
    encoding: str
    blocks: tuple[Block, ...] = ()
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    articles: tuple[Article, ...] = ()
    confidence: float | None = None
    notices: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        """Hold law 1 and the text's hash.

        Raises:
            SpanError: A span's quote is not the text there, or blocks overlap or are out of order.
            RecordError: The hash is not the text's.
        """
        if text_hash(self.text) != self.text_sha256:
            raise RecordError("text_sha256 is not the hash of the text")
        check_spans(self, self.text)
        at = 0
        for block in self.blocks:
            if len(block.spans) != 1 or block.start < at:
                raise SpanError(f"block at {block.start} overlaps the one before, or is out of order")
            at = block.end

    def span(self, start: int, end: int) -> Span:
        """Span of ``text[start:end]``.

        Args:
            start: First code point.
            end: Code point after the last.

        Raises:
            SpanError: The bounds lie outside the text or are reversed.
        """
        if not 0 <= start <= end <= len(self.text):
            raise SpanError(f"span {start}:{end} lies outside a text of {len(self.text)} characters")
        return Span(start=start, end=end, quote=self.text[start:end])

    def fact(self, name: FactName) -> Fact | None:
        """The best fact of that name: a trusted one before others, else the first; None if there is none."""
        found = [fact for fact in self.facts if fact.name == name]
        return next((fact for fact in found if fact.trusted), found[0] if found else None)

    @property
    def main_blocks(self) -> tuple[Block, ...]:
        """The blocks of the report itself, in order."""
        return tuple(block for block in self.blocks if block.furniture is None)
