"""The headline of the story and the places where the page repeats it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crossread.page.markup import Markup
from crossread.page.names import names_of
from crossread.page.opinions import key
from crossread.page.shapes import Shape

_WORD = re.compile(r"\w+")
_ALIKE = 0.6  # share of common words (Dice) from which two titles are taken for one
_MIN_TITLE = 8  # letters
_TRAILS = re.compile(r"crumb")  # the last step of a breadcrumb is the title
_NEAR = 6  # blocks after the headline in which another form of the title may follow
_WITH_KICKER = 1.8  # times a title's letters that it may have with the kicker in one line


@dataclass(slots=True)
class Headline:
    """Where the headline stands.

    Attributes:
        index: Its block, None if the page shows none.
        repeats: Blocks that say it again.
    """

    index: int | None = None
    repeats: list[int] = field(default_factory=list)


def find_headline(markup: Markup, shapes: Sequence[Shape], titles: Sequence[str]) -> Headline:
    """The block of the headline and its repetitions.

    Args:
        markup: The page.
        shapes: Shapes of its blocks.
        titles: Titles told in the head of the document, best first.
    """
    titles = [title for title in titles if title]
    keys = [key(title) for title in titles]
    told = list(zip(titles, keys, strict=True))
    blocks = [key(block.text) if len(block.text) < 400 else "" for block in markup.blocks]
    scored = [
        (score, -index)
        for index in range(len(blocks))
        if (score := _score(markup, shapes, index, blocks[index], titles, keys)) > 0
    ]
    if not scored:
        return Headline()
    index = -max(scored)[1]
    same = {blocks[index], *(one for one in keys if len(one) >= _MIN_TITLE)}
    same.update(
        blocks[at]
        for at in range(min(len(blocks), index + _NEAR))
        if shapes[at].level and any(_alike(markup.blocks[at].text, blocks[at], *one) for one in told)
    )
    around = shapes[index].outer  # of a heading of two lines, the other line is no heading of its own
    repeats = [
        at
        for at, one in enumerate(blocks)
        if at != index
        and ((len(one) >= _MIN_TITLE and one in same) or (shapes[at].level and shapes[at].outer == around))
    ]
    return Headline(index, repeats)


def _score(
    markup: Markup, shapes: Sequence[Shape], index: int, block: str, titles: Sequence[str], keys: Sequence[str]
) -> float:
    """How good a headline a block is; 0 for none."""
    named = names_of("headline")
    shape, node = shapes[index], markup.nodes[markup.blocks[index].node]
    if not block or shape.kind == "caption":
        return 0
    called = bool(named.search(node.hints) or named.search(markup.nodes[shape.outer].hints))
    form = 3.0 if shape.level == 1 else 1.5 if shape.level == 2 else 1.0 if called or shape.level else 0.0
    if markup.blocks[index].hidden:
        form -= 1.2
    if _TRAILS.search(" ".join(markup.nodes[one].hints for one in markup.ancestors(markup.blocks[index].node)[:5])):
        form -= 2
    told = max(
        (_alike(markup.blocks[index].text, block, title, one) for title, one in zip(titles, keys, strict=False)),
        default=0.0,
    )
    if told:
        return form + 3 * told if form > 0 or shape.links < 0.5 else 0.1
    return (
        0.5
        if shape.level == 1 and not markup.blocks[index].hidden and shape.links < 0.5 and len(block) >= _MIN_TITLE
        else 0
    )


def _alike(text: str, block: str, title: str, title_key: str) -> float:
    if block == title_key:
        return 1.0
    if len(title_key) >= _MIN_TITLE and title_key in block and len(block) < _WITH_KICKER * len(title_key):
        return 0.9
    one, other = set(_WORD.findall(text.casefold())), set(_WORD.findall(title.casefold()))
    if len(one) < 3 or len(other) < 3:
        return 0.0
    share = 2 * len(one & other) / (len(one) + len(other))
    return 0.8 * share if share >= _ALIKE else 0.0
