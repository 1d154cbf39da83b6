"""Where blocks stand beside one another: the element they share, and what it is called.

A story's paragraphs stand beside one another, or in elements of one name; the lines of a box of links stand
beside links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.page.markup import Markup, Node
from crossread.page.shapes import Shape

_LINKED = 0.7  # share of linked letters from which a block is a link
_LARGEST_TEASER = 8  # blocks
_LEAST_OF_STORY = 0.15  # of its letters, that elements of one name must hold to name the story

Signature = tuple[str, str, str, str]
"""Tag and class of the element around a block, and of the one around that."""


@dataclass(frozen=True)
class Places:
    """Where each block stands.

    Attributes:
        beside: The element in which it stands beside others; wrappers around it alone are left out.
        signature: What the elements around it are called.
        teaser: Whether it stands in a small box most of whose other blocks are links.
    """

    beside: list[int]
    signature: list[Signature]
    teaser: list[bool]

    def signatures_of(self, weights: Sequence[float]) -> set[Signature]:
        """Signatures that name the story: they have a class, and hold much of it.

        Args:
            weights: Letters of story in each block.
        """
        sums: dict[Signature, float] = {}
        for signature, weight in zip(self.signature, weights, strict=True):
            if weight and (signature[1] or signature[3]):
                sums[signature] = sums.get(signature, 0.0) + weight
        least = _LEAST_OF_STORY * sum(weights)
        return {signature for signature, weight in sums.items() if weight >= least}


def places_of(markup: Markup, shapes: Sequence[Shape]) -> Places:
    """Where the blocks of a page stand.

    Args:
        markup: The page.
        shapes: Shapes of its blocks.
    """
    beside = [_beside(markup.nodes, shape.outer) for shape in shapes]
    signature = [_signature(markup.nodes, shape.outer) for shape in shapes]
    return Places(beside, signature, _teasers(markup, shapes, beside))


def _beside(nodes: Sequence[Node], outer: int) -> int:
    node = nodes[outer].parent
    while node > 0 and nodes[node].last - nodes[node].first <= 1:
        node = nodes[node].parent
    return max(node, 0)


def _signature(nodes: Sequence[Node], outer: int) -> Signature:
    node = nodes[outer]
    above = nodes[node.parent] if node.parent >= 0 else node
    return node.tag, _class(node), above.tag, _class(above)


def _class(node: Node) -> str:
    return (node.element.get("class") or "").strip()


def _teasers(markup: Markup, shapes: Sequence[Shape], beside: Sequence[int]) -> list[bool]:
    linked = [0]
    for shape in shapes:
        linked.append(linked[-1] + (shape.links > _LINKED))
    found = []
    for shape, place in zip(shapes, beside, strict=True):
        node = markup.nodes[place]
        size = min(node.last, len(shapes)) - node.first
        links = linked[min(node.last, len(shapes))] - linked[node.first]
        others = size - 1
        here = shape.links > _LINKED
        found.append(not here and 2 <= size <= _LARGEST_TEASER and links * 2 >= others and links > 0)
    return found
