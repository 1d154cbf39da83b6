"""The shape of each block: heading, paragraph, quotation, list item, table row, caption, code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossread.page.markup import BLOCK_TAGS, Markup, Node
from crossread.page.names import names_of
from crossread.page.prose import is_prose_in_lines
from crossread.page.writer import Draft
from crossread.record import BlockKind

_BOLD = frozenset({"b", "strong"})
_END_OF_SENTENCE = tuple(".;,…。۔।")
_ALL_BOLD = 0.95
_MAX_BOLD_HEADING = 120
_MAX_HEADING = 250


@dataclass(frozen=True)
class Shape:
    """What a block looks like.

    Attributes:
        kind: Its shape.
        level: Level of a heading, None for anything else.
        links: Share of its characters that are linked, 0 to 1.
        bold: Share of its characters that are bold, 0 to 1.
        outer: Index of the element that parts it from its neighbours.
        quote: Index of the block quotation around it, -1 outside one.
        group: Index of the list or table around it, -1 outside one.
    """

    kind: BlockKind
    level: int | None
    links: float
    bold: float
    outer: int
    quote: int = -1
    group: int = -1


def shapes_of(markup: Markup) -> list[Shape]:
    """The shapes of all blocks, in their order."""
    contexts = _contexts(markup)
    return [_shape(markup, block, contexts[block.node]) for block in markup.blocks]


@dataclass(frozen=True)
class _Context:
    """Which telling elements stand around a node: their tags, and the innermost block element."""

    heading: int = 0
    quotation: int = -1
    group: int = -1
    item: bool = False
    caption: bool = False
    outer: int = 0


def _contexts(markup: Markup) -> list[_Context]:
    found: list[_Context] = []
    for index, node in enumerate(markup.nodes):
        above = found[node.parent] if node.parent >= 0 else _Context()
        found.append(_inside(above, node, index))
    return found


def _inside(above: _Context, node: Node, index: int) -> _Context:
    tag = node.tag
    if tag not in BLOCK_TAGS and tag not in ("td", "th"):
        return above
    return _Context(
        heading=int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else above.heading,
        quotation=index if tag == "blockquote" else above.quotation,
        group=index if tag in ("ul", "ol", "dl", "table") else above.group,
        item=tag in ("li", "dt", "dd") or (above.item and tag not in ("div", "section", "article")),
        caption=above.caption or tag in ("figcaption", "caption"),
        outer=index,
    )


def _shape(markup: Markup, block: Draft, around: _Context) -> Shape:
    links = _share(block, [mark for mark in block.marks if _is_link(markup.nodes[mark[0]])])
    bold = _share(block, [mark for mark in block.marks if markup.nodes[mark[0]].tag in _BOLD])
    kind, level = _kind(markup, block, around, bold)
    return Shape(kind, level, links, bold, around.outer, around.quotation, around.group)


def _kind(markup: Markup, block: Draft, around: _Context, bold: float) -> tuple[BlockKind, int | None]:
    text = block.text
    if around.caption:
        return "caption", None
    if around.heading and len(text) <= _MAX_HEADING:
        return "heading", around.heading
    if block.row:
        return "table row", None
    if block.verbatim and not is_prose_in_lines(text):
        return "code", None
    if around.quotation >= 0:
        return "quotation", None
    if around.item:
        return "list item", None
    if _looks_like_heading(markup, block, bold):
        return "heading", None
    return "paragraph", None


def _looks_like_heading(markup: Markup, block: Draft, bold: float) -> bool:
    """A short line that is all bold, or named as a subheading, and does not end as a sentence does."""
    text = block.text
    if len(text) > _MAX_BOLD_HEADING or text.endswith(_END_OF_SENTENCE) or "\n" in text:
        return False
    named = bool(names_of("subheading").search(markup.nodes[block.node].hints))
    return named or bold > _ALL_BOLD


def _is_link(node: Node) -> bool:
    """Whether an element leads somewhere else: an anchor in the page itself does not."""
    return node.tag == "a" and not (node.element.get("href") or "#").startswith("#")


def _share(block: Draft, marks: Iterable[tuple[int, int, int]]) -> float:
    at, covered = 0, 0
    for _, start, end in marks:
        if end > at:
            covered += end - max(start, at)
            at = end
    return covered / len(block.text)
