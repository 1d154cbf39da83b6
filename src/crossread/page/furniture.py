"""Furniture by its place in the tree: what the names, roles and tags of the elements around a block say of it."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.page.markup import Markup, Node
from crossread.page.names import furniture_names
from crossread.record import FurnitureKind

_TAGS: dict[str, FurnitureKind] = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "footer",
    "figcaption": "caption",
    "figure": "caption",
    "aside": "other",
    "form": "other",
    "select": "other",
    "button": "other",
    "textarea": "comment form",
    "label": "other",
    "legend": "other",
    "fieldset": "other",
    "option": "other",
    "dialog": "other",
}
_ROLES: dict[str, FurnitureKind] = {
    "navigation": "navigation",
    "complementary": "other",
    "contentinfo": "footer",
    "search": "other",
    "dialog": "other",
    "alertdialog": "other",
    "menu": "navigation",
    "menubar": "navigation",
    "banner": "navigation",
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})  # named for their look: "toc_1", "widget-title"
_MOST_OF_STORY = 0.3  # share of its letters; an element with more is no furniture whatever its name
_MOST_OF_STORY_WEAK = 0.2  # the same for kinds whose names stand around stories too
WEAK: frozenset[FurnitureKind | None] = frozenset(
    {"other", "related stories", "advertisement", "navigation", "footer", "tags", "author box", "newsletter box"}
)
"""Kinds whose names are given to columns and parts of a story, too: "widget", "teaser", "sidebar"."""
_OUTRANKED: frozenset[FurnitureKind] = frozenset({"other", "navigation", "footer"})


def kind_of_node(node: Node) -> FurnitureKind | None:
    """What an element by itself makes of all inside it, None if it says nothing.

    Args:
        node: An element.
    """
    if node.hints and node.tag not in _HEADINGS:
        for kind, words in furniture_names():
            if words.search(node.hints):
                return kind
        for role, kind in _ROLES.items():
            if f" {role} " in node.hints:
                return kind
    return _TAGS.get(node.tag)


def _most(kind: FurnitureKind) -> float:
    return _MOST_OF_STORY_WEAK if kind in WEAK else _MOST_OF_STORY


def kinds_of_blocks(markup: Markup, story: Sequence[float]) -> list[FurnitureKind | None]:
    """The kind of furniture that the elements around each block make it.

    An element that holds much of the story is no furniture whatever its name: many themes call the column of
    the article by the name of its sidebar.

    Args:
        markup: The page.
        story: Weight of story in each block, as letters.
    """
    sums = [0.0]
    for weight in story:
        sums.append(sums[-1] + weight)
    inherited: list[FurnitureKind | None] = []
    for node in markup.nodes:
        above = inherited[node.parent] if node.parent >= 0 else None
        own = kind_of_node(node)
        if own and sums[node.last] - sums[node.first] > _most(own) * sums[-1]:
            own = None
        inherited.append(own if own and (above is None or above in _OUTRANKED) else above)
    return ["hidden" if block.hidden else inherited[block.node] for block in markup.blocks]
