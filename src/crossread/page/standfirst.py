"""The standfirst: the summary between headline and story."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.page.headline import Headline
from crossread.page.markup import Markup
from crossread.page.names import names_of
from crossread.page.opinions import key
from crossread.page.prose import is_prose
from crossread.page.shapes import Shape
from crossread.record import FurnitureKind

_MAX_DISTANCE = 25  # blocks between headline and story that are looked at
_MIN = 25
_MAX = 900


def find_standfirst(
    markup: Markup,
    shapes: Sequence[Shape],
    main: Sequence[bool],
    kinds: Sequence[FurnitureKind | None],
    headline: Headline,
    descriptions: Sequence[str],
) -> list[int]:
    """Indexes of the blocks of the standfirst, empty if there is none.

    Args:
        markup: The page.
        shapes: Shapes of the blocks.
        main: Which blocks are the story so far.
        kinds: Furniture by the tree.
        headline: Where the headline stands.
        descriptions: Summaries given in the head of the document.
    """
    if headline.index is None:
        return []
    told = [key(one) for one in descriptions if len(one) >= _MIN]
    found: list[int] = []
    skip = {headline.index, *headline.repeats}
    for index in range(headline.index + 1, min(len(main), headline.index + _MAX_DISTANCE)):
        if index in skip:
            continue
        if main[index]:
            if _is_named(markup, index, shapes[index]) and not found and _fits(markup, shapes, index):
                found.append(index)
            break
        if not _fits(markup, shapes, index) or kinds[index] == "hidden":
            continue
        text = markup.blocks[index].text
        same = any(_same(key(text), one) for one in told)
        free = kinds[index] in (None, "related stories")  # a standfirst is often called a teaser
        named = free and _is_named(markup, index, shapes[index])
        prose = kinds[index] is None and not found and shapes[index].kind == "paragraph" and is_prose(text)
        if same or named or (prose and _is_close(markup, headline.index, index)):
            found.append(index)
    return found


def _is_close(markup: Markup, headline: int, index: int) -> bool:
    """Whether a block and the headline stand in one element of the body."""
    around = set(markup.ancestors(markup.blocks[headline].node))
    common = next(node for node in markup.ancestors(markup.blocks[index].node) if node in around)
    return markup.nodes[common].tag not in ("body", "html")


def _fits(markup: Markup, shapes: Sequence[Shape], index: int) -> bool:
    length = len(markup.blocks[index].text)
    return _MIN <= length <= _MAX and shapes[index].links < 0.5 and shapes[index].kind != "caption"


def _is_named(markup: Markup, index: int, shape: Shape) -> bool:
    """Whether the element of a block, or one close around it, is called a standfirst."""
    nodes = markup.nodes
    near = [markup.blocks[index].node, shape.outer, nodes[shape.outer].parent]
    return any(names_of("standfirst").search(nodes[node].hints) for node in near if node >= 0)


def _same(one: str, other: str) -> bool:
    return one == other or (len(other) > 40 and (one.startswith(other[:60]) or other.startswith(one[:200])))
