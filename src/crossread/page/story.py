"""Choosing the story: which blocks of a page are the report.

trafilatura's choice is the ground. Our own rules mend it inside the element that holds the story: what it
dropped between paragraphs comes back, what the tree or the wording shows to be furniture goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crossread.page.furniture import WEAK, kinds_of_blocks
from crossread.page.headline import Headline
from crossread.page.markup import Markup
from crossread.page.opinions import Opinions, key
from crossread.page.phrases import byline_of, date_line, furniture_of_line
from crossread.page.places import Places, Signature
from crossread.page.prose import ends_as_sentence, is_prose, weight
from crossread.page.shapes import Shape
from crossread.page.standfirst import find_standfirst
from crossread.page.trimming import trim
from crossread.record import FurnitureKind

_KEPT = 0.5  # a block is an extractor's if it keeps more than half of its letters
_HOLDS_STORY = 0.9  # share of the story's letters that the story's element must hold
_MOSTLY_LINKS = 0.7
_FEW_LINKS = 0.3
_ALL_LINKS = 0.9
_LONG_LINK = 200  # characters; a linked block this long is a paragraph
_LONGEST_CREDIT = 120  # characters
_CREDIT_BESIDE_NAMES = 25  # letters of "By", "and", a place or a role
_OWN_HEADINGS = 2  # headings marked as such, from which bold lines are taken for emphasis
_MIN_HEADING, _MAX_HEADING = 8, 90  # characters of a heading that is marked as a paragraph
_RENAMED: frozenset[FurnitureKind | None] = frozenset({None, "other", "navigation", "footer", "reader comment"})
_LISTS: frozenset[FurnitureKind | None] = frozenset({"popular list", "recent list", "related stories"})
_PROSE_KINDS = frozenset({"paragraph", "quotation", "list item"})
_ENOUGH_BODY = 0.6  # share of the story that JSON-LD must cover before its silence says anything


@dataclass(slots=True)
class Story:
    """Which blocks are the report.

    Attributes:
        main: For each block, whether it is the report.
        furniture: For each block that is not, its kind.
        standfirst: Indexes of the blocks of the standfirst.
        headings: Indexes of paragraphs that serve as headings.
        lines: Indexes of bold lines that serve as none, since the story has headings of its own.
        container: Index of the element that holds the story, 0 if there is none.
        found: Whether there is a story at all.
    """

    main: list[bool]
    furniture: list[FurnitureKind | None]
    standfirst: list[int] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    container: int = 0
    found: bool = True


@dataclass(frozen=True)
class Evidence:
    """What is known of each block before the choice.

    Attributes:
        markup: The page.
        shapes: Shapes of the blocks.
        places: Where the blocks stand beside one another.
        opinions: What the extractors keep.
        linked: Share of each block that the text in JSON-LD holds; None if there is no such text.
        headline: The headline and its repetitions.
        descriptions: Summaries given in the head of the document.
        authors: Letters of the authors' names, as the head of the document gives them.
    """

    markup: Markup
    shapes: list[Shape]
    places: Places
    opinions: Opinions
    linked: list[float] | None
    headline: Headline
    descriptions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def choose_story(evidence: Evidence) -> Story:
    """Tell the report from the furniture.

    Args:
        evidence: What is known of each block.
    """
    markup, shapes, headline = evidence.markup, evidence.shapes, evidence.headline
    # 1 what the extractors keep
    ground = _ground(evidence)
    weights = [len(block.text) * share for block, share in zip(markup.blocks, ground, strict=True)]
    kinds = kinds_of_blocks(markup, _prose_weights(evidence, weights))
    if _is_hidden_story(markup, weights):  # shown by script later on
        kinds = [None if kind == "hidden" and some else kind for kind, some in zip(kinds, weights, strict=True)]
    story = Story([share > _KEPT for share in ground], list(kinds))
    story.container = _container(markup, weights)
    # 2 furniture goes, what was dropped in between comes back
    named = evidence.places.signatures_of(weights)
    _drop(story, evidence, kinds, named)
    _restore(story, evidence, kinds, named)
    # 3 headline, edges and seams, standfirst
    _set_headline(story, headline)
    trim(markup, shapes, story.main, story.furniture, -1 if headline.index is None else headline.index)
    story.standfirst = find_standfirst(markup, shapes, story.main, kinds, headline, evidence.descriptions)
    for index in story.standfirst:
        story.main[index] = True
    story.found = any(main for index, main in enumerate(story.main) if index != headline.index)
    story.headings = _headings(story, evidence)
    story.lines = _bold_lines(story, evidence)
    # 4 names for all the rest
    _name_furniture(story, evidence)
    return story


def _ground(evidence: Evidence) -> list[float]:
    """Share of each block that is story to begin with: the first reading that finds any."""
    own = [one for one in (evidence.opinions.trafilatura, evidence.opinions.readability) if one and any(one)]
    linked = evidence.linked
    if not own:
        return list(linked or plain_ground(evidence.markup, evidence.shapes))
    return [max(pair) for pair in zip(own[0], linked, strict=True)] if linked else list(own[0])


def _is_hidden_story(markup: Markup, weights: Sequence[float]) -> bool:
    hidden = sum(letters for block, letters in zip(markup.blocks, weights, strict=True) if block.hidden)
    return hidden > sum(weights) / 2


def _prose_weights(evidence: Evidence, weights: Sequence[float]) -> list[float]:
    """Letters of story in each block, where readability's choice counts too."""
    other = evidence.opinions.readability or [0.0] * len(weights)
    return [
        max(letters, share * len(block.text) / 2)
        for letters, share, block in zip(weights, other, evidence.markup.blocks, strict=True)
    ]


def plain_ground(markup: Markup, shapes: Sequence[Shape]) -> list[float]:
    """Which blocks are prose, where no extractor could be run: long paragraphs with few links."""
    return [
        float(is_prose(block.text) and shape.links < _FEW_LINKS and shape.kind in _PROSE_KINDS and not block.hidden)
        for block, shape in zip(markup.blocks, shapes, strict=True)
    ]


def _container(markup: Markup, weights: Sequence[float]) -> int:
    """The innermost element that holds nearly all of the story."""
    sums = [0.0]
    for letters in weights:
        sums.append(sums[-1] + letters)
    wanted = _HOLDS_STORY * sums[-1]
    best = 0
    for index, node in enumerate(markup.nodes):
        if sums[node.last] - sums[node.first] >= wanted and node.depth > markup.nodes[best].depth:
            best = index
    return best


def _drop(story: Story, evidence: Evidence, kinds: Sequence[FurnitureKind | None], named: set[Signature]) -> None:
    """Take out what the tree or the wording shows to be furniture."""
    linked = evidence.linked or [0.0] * len(story.main)
    lists = _lists_of_links(evidence)
    for index, block in enumerate(evidence.markup.blocks):
        if not story.main[index]:
            continue
        shape = evidence.shapes[index]
        credit = _is_credit(block.text, evidence.authors)
        teaser = evidence.places.teaser[index] and evidence.places.signature[index] not in named
        if (
            credit
            or teaser
            or shape.group in lists
            or _is_furniture(block.text, shape, _kind(evidence, index, kinds, named))
        ):
            sure = linked[index] > _KEPT and shape.links < _MOSTLY_LINKS and shape.kind != "caption"
            story.main[index] = sure


def _kind(
    evidence: Evidence, index: int, kinds: Sequence[FurnitureKind | None], named: set[Signature]
) -> FurnitureKind | None:
    """The kind by the tree; none for prose in elements called as those of the story."""
    if kinds[index] in WEAK and evidence.places.signature[index] in named:
        shape, text = evidence.shapes[index], evidence.markup.blocks[index].text
        if is_prose(text) and shape.links < _FEW_LINKS and shape.kind in _PROSE_KINDS:
            return None
    return kinds[index]


def _is_credit(text: str, authors: Sequence[str]) -> bool:
    """Whether a short line holds the name of an author and little else."""
    if len(text) > _LONGEST_CREDIT:
        return False
    letters = key(text)
    named = sum(len(name) for name in authors if name in letters)
    return named > 0 and len(letters) - named <= _CREDIT_BESIDE_NAMES


def _lists_of_links(evidence: Evidence) -> set[int]:
    """Lists most of whose letters are linked."""
    linked: dict[int, float] = {}
    for block, shape in zip(evidence.markup.blocks, evidence.shapes, strict=True):
        if shape.group >= 0 and shape.kind == "list item":
            linked[shape.group] = linked.get(shape.group, 0.0) + len(block.text) * (shape.links - _MOSTLY_LINKS)
    return {group for group, balance in linked.items() if balance > 0}


def _is_furniture(text: str, shape: Shape, kind: FurnitureKind | None) -> bool:
    if kind == "caption" and shape.kind in ("quotation", "table row", "code"):
        return False  # a figure may hold more than a picture
    if kind is not None or shape.kind == "caption":
        return True
    if shape.links > (_ALL_LINKS if is_prose(text) else _MOSTLY_LINKS) and len(text) < _LONG_LINK:
        return True
    return furniture_of_line(text) is not None or bool(date_line(text)) or bool(byline_of(text))


def _restore(story: Story, evidence: Evidence, kinds: Sequence[FurnitureKind | None], named: set[Signature]) -> None:
    """Bring back what was dropped beside paragraphs of the story."""
    blocks, shapes, places = evidence.markup.blocks, evidence.shapes, evidence.places
    inside = [index for index in _range(evidence.markup, story.container) if story.main[index]]
    if not inside:
        return
    beside = {places.beside[index] for index in inside if is_prose(blocks[index].text)}
    article = _article(evidence.markup, story.container)
    for index in reversed(_range(evidence.markup, article)):
        text, shape = blocks[index].text, shapes[index]
        if story.main[index] or places.teaser[index] or _is_credit(text, evidence.authors):
            continue
        if _is_furniture(text, shape, _kind(evidence, index, kinds, named)):
            continue
        prose = is_prose(text) and shape.links < _FEW_LINKS and shape.kind in _PROSE_KINDS
        between = inside[0] < index < inside[-1]
        near = places.beside[index] in beside
        called = places.signature[index] in named
        story.main[index] = (
            (prose and (between or near or called))
            or ((between or called) and (near or shape.level is not None) and _heads(story, shapes, index))
            or (between and near)
        )


def _range(markup: Markup, node: int) -> range:
    return range(markup.nodes[node].first, min(markup.nodes[node].last, len(markup.blocks)))


def _article(markup: Markup, container: int) -> int:
    """The ``article`` around the story's element, or the element two levels above it."""
    around = markup.ancestors(container)
    found = next((node for node in around if markup.nodes[node].tag == "article"), None)
    return found if found is not None else around[min(2, len(around) - 1)]


def _heads(story: Story, shapes: Sequence[Shape], index: int) -> bool:
    """Whether a block is a heading right above a paragraph of the story."""
    after = index + 1
    return shapes[index].level is not None and after < len(shapes) and story.main[after] and shapes[after].level is None


def _headings(story: Story, evidence: Evidence) -> set[int]:
    """Short lines between paragraphs of prose, all in elements of one name that holds no prose."""
    blocks, shapes, signature = evidence.markup.blocks, evidence.shapes, evidence.places.signature
    main = [index for index, one in enumerate(story.main) if one]
    prose = {signature[index] for index in main if is_prose(blocks[index].text)}
    found: dict[Signature, list[int]] = {}
    for before, index, after in zip(main, main[1:], main[2:], strict=False):
        text = blocks[index].text
        short = _MIN_HEADING <= weight(text) <= _MAX_HEADING and (not ends_as_sentence(text) or text.endswith("?"))
        alone = shapes[index].kind == "paragraph" and shapes[index].links == 0 and not text[0].islower()
        between = is_prose(blocks[before].text) and is_prose(blocks[after].text) and shapes[after].kind == "paragraph"
        if short and alone and between and signature[index] not in prose:
            found.setdefault(signature[index], []).append(index)
    return {index for lines in found.values() if len(lines) > 1 for index in lines}


def _bold_lines(story: Story, evidence: Evidence) -> set[int]:
    """Bold lines of a story whose headings are marked as such."""
    shapes = evidence.shapes
    heads = [index for index, one in enumerate(story.main) if one and shapes[index].kind == "heading"]
    bold = {index for index in heads if shapes[index].level is None}
    marked = [index for index in heads if index not in bold and index != evidence.headline.index]
    return bold if len(marked) >= _OWN_HEADINGS else set()


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
        named = furniture_of_line(block.text) if kind in _RENAMED else None
        if evidence.shapes[index].kind == "caption" and kind != "hidden":
            named = "caption"
        story.furniture[index] = named or kind or "other"
    _name_lists(story, evidence)


def _name_lists(story: Story, evidence: Evidence) -> None:
    """Give the entries of a list the kind that the line above it tells ("Most Popular")."""
    nodes = evidence.markup.nodes
    until, kind = 0, None
    for index, beside in enumerate(evidence.places.beside):
        named = story.furniture[index]
        if named in _LISTS and furniture_of_line(evidence.markup.blocks[index].text) == named:
            node = nodes[beside]
            whole = node.first >= index and not any(story.main[node.first : node.last])
            until, kind = (node.last if whole else 0), named
        elif index < until and kind and named in _RENAMED:
            story.furniture[index] = kind
