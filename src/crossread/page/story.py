"""Choosing the story: which blocks of a page are the report.

trafilatura's choice is the ground. Our own rules mend it inside the element that holds the story: what it
dropped between paragraphs comes back, what the tree or the wording shows to be furniture goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crossread.page.furniture import kinds_of_blocks
from crossread.page.headline import Headline
from crossread.page.markup import Markup
from crossread.page.opinions import Opinions
from crossread.page.phrases import byline_of, date_line, furniture_of_line
from crossread.page.shapes import Shape
from crossread.page.standfirst import find_standfirst
from crossread.record import FurnitureKind

_KEPT = 0.5  # a block is an extractor's if it keeps more than half of its letters
_HOLDS_STORY = 0.9  # share of the story's letters that the story's element must hold
_MOSTLY_LINKS = 0.7
_PROSE = 80  # letters; a paragraph this long between two of the story belongs to it
_ENOUGH_BODY = 0.6  # share of the story that JSON-LD must cover before its silence says anything


@dataclass(slots=True)
class Story:
    """Which blocks are the report.

    Attributes:
        main: For each block, whether it is the report.
        furniture: For each block that is not, its kind.
        standfirst: Indexes of the blocks of the standfirst.
        container: Index of the element that holds the story, 0 if there is none.
        found: Whether there is a story at all.
    """

    main: list[bool]
    furniture: list[FurnitureKind | None]
    standfirst: list[int] = field(default_factory=list)
    container: int = 0
    found: bool = True


@dataclass(frozen=True)
class Evidence:
    """What is known of each block before the choice.

    Attributes:
        markup: The page.
        shapes: Shapes of the blocks.
        opinions: What the extractors keep.
        linked: Share of each block that the text in JSON-LD holds; None if there is no such text.
        headline: The headline and its repetitions.
        descriptions: Summaries given in the head of the document.
    """

    markup: Markup
    shapes: list[Shape]
    opinions: Opinions
    linked: list[float] | None
    headline: Headline
    descriptions: tuple[str, ...] = ()


def choose_story(evidence: Evidence) -> Story:
    """Tell the report from the furniture.

    Args:
        evidence: What is known of each block.
    """
    markup = evidence.markup
    ground = _ground(evidence)
    weights = [len(block.text) * share for block, share in zip(markup.blocks, ground, strict=True)]
    kinds = kinds_of_blocks(markup, weights)
    story = Story([share > _KEPT for share in ground], list(kinds))
    story.container = _container(markup, weights)
    _mend(story, evidence, kinds)
    story.standfirst = find_standfirst(
        markup, evidence.shapes, story.main, kinds, evidence.headline, evidence.descriptions
    )
    for index in story.standfirst:
        story.main[index] = True
    _set_headline(story, evidence.headline)
    story.found = any(story.main)
    _name_furniture(story, evidence)
    return story


def _ground(evidence: Evidence) -> list[float]:
    """Share of each block that is story to begin with."""
    own = evidence.opinions.trafilatura or evidence.opinions.readability
    linked = evidence.linked
    if own is None:
        return list(linked or plain_ground(evidence.markup, evidence.shapes))
    return [max(pair) for pair in zip(own, linked, strict=True)] if linked else list(own)


def plain_ground(markup: Markup, shapes: Sequence[Shape]) -> list[float]:
    """Which blocks are prose, where no extractor could be run: long paragraphs with few links."""
    return [
        1.0 if len(block.text) >= _PROSE and shape.links < 0.3 and shape.kind in ("paragraph", "quotation") else 0.0
        for block, shape in zip(markup.blocks, shapes, strict=True)
    ]


def _container(markup: Markup, weights: Sequence[float]) -> int:
    """The innermost element that holds nearly all of the story."""
    sums = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    wanted = _HOLDS_STORY * sums[-1]
    best = 0
    for index, node in enumerate(markup.nodes):
        if sums[node.last] - sums[node.first] >= wanted and node.depth > markup.nodes[best].depth:
            best = index
    return best


def _mend(story: Story, evidence: Evidence, kinds: Sequence[FurnitureKind | None]) -> None:
    markup, shapes = evidence.markup, evidence.shapes
    linked = evidence.linked or [0.0] * len(markup.blocks)
    for index, block in enumerate(markup.blocks):
        if story.main[index]:
            sure = linked[index] > _KEPT
            story.main[index] = sure or not _is_furniture(block.text, shapes[index], kinds[index])
    _restore(story, evidence, kinds)


def _is_furniture(text: str, shape: Shape, kind: FurnitureKind | None) -> bool:
    if kind is not None or shape.kind == "caption":
        return True
    if shape.links > _MOSTLY_LINKS and len(text) < 200:
        return True
    return furniture_of_line(text) is not None or bool(date_line(text)) or bool(byline_of(text))


def _restore(story: Story, evidence: Evidence, kinds: Sequence[FurnitureKind | None]) -> None:
    """Bring back what was dropped between paragraphs of the story."""
    markup, shapes = evidence.markup, evidence.shapes
    parents = {_parent(evidence, index) for index, main in enumerate(story.main) if main}
    node = markup.nodes[story.container]
    inside = [index for index in range(node.first, node.last) if story.main[index]]
    if not inside:
        return
    for index in range(inside[0], inside[-1] + 1):
        block, shape = markup.blocks[index], shapes[index]
        if story.main[index] or _is_furniture(block.text, shape, kinds[index]):
            continue
        same_place = _parent(evidence, index) in parents
        long = len(block.text) >= _PROSE and shape.links < 0.3
        story.main[index] = same_place or (long and shape.kind in ("paragraph", "quotation", "list item"))


def _parent(evidence: Evidence, index: int) -> int:
    outer = evidence.shapes[index].outer
    return evidence.markup.nodes[outer].parent


def _set_headline(story: Story, headline: Headline) -> None:
    for index in headline.repeats:
        story.main[index] = False
        story.furniture[index] = "repeated title"
    if headline.index is not None:
        story.main[headline.index] = True


def _name_furniture(story: Story, evidence: Evidence) -> None:
    for index, block in enumerate(evidence.markup.blocks):
        if story.main[index]:
            story.furniture[index] = None
            continue
        kind = story.furniture[index]
        if kind in (None, "other", "navigation", "footer"):
            named = furniture_of_line(block.text)
            if evidence.shapes[index].kind == "caption":
                named = "caption"
            story.furniture[index] = named or kind or "other"
