"""What stands at the edges and in the seams of a story and is no part of it.

Extractors keep lines that a reader passes over: bylines and counters above the first paragraph, credits below the
last one, the label of a box of links, the quotation pulled out of a paragraph to fill a column.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from crossread.page.markup import Markup
from crossread.page.opinions import key
from crossread.page.prose import ends_as_sentence, is_prose, weight
from crossread.page.shapes import Shape
from crossread.record import FurnitureKind

_LABEL = 60  # characters; the label of a box of links is shorter
_LINKED = 0.6
_TOLD = 75  # characters; above the first paragraph, a list item as long as this sums up the story
_MIN_PULLED = 20  # letters of a pulled quotation


def trim(
    markup: Markup, shapes: Sequence[Shape], main: list[bool], furniture: list[FurnitureKind | None], head: int
) -> None:
    """Take out of the story what is at its edges and seams.

    Args:
        markup: The page.
        shapes: Shapes of its blocks.
        main: Which blocks are the story; changed in place.
        furniture: Kinds of furniture; what is taken out gets one.
        head: Index of the headline, -1 without one.
    """
    story = [index for index, one in enumerate(main) if one and index != head]
    for index in _pulled_quotes(markup, shapes, story):
        main[index], furniture[index] = False, "other"
    for index in _labels(markup, shapes, main, story):
        main[index], furniture[index] = False, "also read"
    story = [index for index in story if main[index]]
    for index, after in itertools.pairwise(story):
        if (shapes[after].level or 9) < (shapes[index].level or 0):  # the label above a heading of higher rank
            main[index], furniture[index] = False, "other"
    story = [index for index in story if main[index]]
    for index in [*_leading(markup, shapes, story), *_trailing(markup, shapes, story)]:
        main[index], furniture[index] = False, "other"


def _leading(markup: Markup, shapes: Sequence[Shape], story: Sequence[int]) -> list[int]:
    """Short lines before the first prose, the headings right before it left alone."""
    dropped: list[int] = []
    for index in story:
        text, shape = markup.blocks[index].text, shapes[index]
        told = weight(text) > _TOLD and shape.links < _LINKED
        if is_prose(text) or told or _is_sentence(text) or shape.kind in _SOLID:
            break
        dropped.append(index)
    while dropped and shapes[dropped[-1]].kind == "heading" and shapes[dropped[-1]].level != 1:
        dropped.pop()
    return dropped if len(dropped) < len(story) else []


_SOLID = frozenset({"quotation", "table row", "code"})


def _trailing(markup: Markup, shapes: Sequence[Shape], story: Sequence[int]) -> list[int]:
    """Headings and short lines after the last prose."""
    dropped: list[int] = []
    for index in reversed(story):
        text, kind = markup.blocks[index].text, shapes[index].kind
        if kind != "heading" and (is_prose(text) or kind in _SOLID or _is_sentence(text)):
            break
        dropped.append(index)
    return dropped if len(dropped) < len(story) else []


def _is_sentence(text: str) -> bool:
    return ends_as_sentence(text) and weight(text) >= _LABEL / 2 and not text.endswith(":")


def _labels(markup: Markup, shapes: Sequence[Shape], main: Sequence[bool], story: Sequence[int]) -> list[int]:
    """Headings and short lines right before links that are no part of the story."""
    found = []
    for index in story:
        block, shape = markup.blocks[index], shapes[index]
        if weight(block.text) > _LABEL * 2 or (shape.kind != "heading" and _is_sentence(block.text)):
            continue
        after = next((at for at in range(index + 1, len(main)) if not _is_passed_over(markup, shapes, at)), None)
        if after is not None and not main[after] and shapes[after].links > _LINKED:
            found.append(index)
    return found


def _is_passed_over(markup: Markup, shapes: Sequence[Shape], index: int) -> bool:
    return markup.blocks[index].hidden or shapes[index].kind == "caption"


def _pulled_quotes(markup: Markup, shapes: Sequence[Shape], story: Sequence[int]) -> list[int]:
    """Quotations whose words stand in a paragraph of the story as well, with the name below them."""
    quoted = [index for index in story if shapes[index].kind == "quotation"]
    if not quoted:
        return []
    paragraphs = " ".join(key(markup.blocks[index].text) for index in story if shapes[index].kind == "paragraph")
    pulled = {
        shapes[index].quote
        for index in quoted
        if len(words := key(markup.blocks[index].text)) >= _MIN_PULLED and words in paragraphs
    }
    return [index for index in quoted if shapes[index].quote in pulled]
