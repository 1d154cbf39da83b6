"""What other extractors take for the story, laid over our own blocks.

trafilatura and the readability algorithm (in the port that trafilatura carries) each rewrite the tree and keep no
positions. Their output is read line by line and matched, in order, to the blocks of the one text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree, html

from crossread.page.markup import BLOCK_TAGS, Markup

_NOT_WORD = re.compile(r"[\W_]+")
_LINE_TAGS = BLOCK_TAGS | {"br", "head", "item", "quote", "list", "row", "cell", "lb", "graphic", "td", "th"}
_MIN_ANCHOR = 12  # characters; shorter lines stand in menus too and are matched between anchors only
_EDGE = 40


@dataclass(frozen=True)
class Opinions:
    """What each extractor takes for the story.

    Attributes:
        trafilatura: Share of each block's letters that it keeps, 0 to 1; None if it gave nothing.
        readability: The same of the readability algorithm.
    """

    trafilatura: list[float] | None
    readability: list[float] | None

    def agreement(self, markup: Markup) -> float | None:
        """F1 of the two over letters, None unless both gave an opinion."""
        if self.trafilatura is None or self.readability is None:
            return None
        weights = [len(block.text) for block in markup.blocks]
        one = sum(share * weight for share, weight in zip(self.trafilatura, weights, strict=True))
        other = sum(share * weight for share, weight in zip(self.readability, weights, strict=True))
        both = sum(min(a, b) * weight for a, b, weight in zip(self.trafilatura, self.readability, weights, strict=True))
        return 2 * both / (one + other) if one + other else 0.0


def opinions_of(markup: Markup) -> Opinions:
    """Run the extractors and lay their output over the blocks.

    Args:
        markup: A page; its tree is copied, not changed.
    """
    keys = [key(block.text) for block in markup.blocks]
    return Opinions(_cover(keys, _trafilatura(markup.root)), _cover(keys, _readability(markup.root)))


def cover(markup: Markup, lines: Iterable[str]) -> list[float]:
    """Share of each block's letters that the lines hold, matched in order.

    Args:
        markup: A page.
        lines: Lines of text in the order of the page.
    """
    return _Cover([key(block.text) for block in markup.blocks]).of([key(line) for line in lines])


def key(text: str) -> str:
    """The letters and digits of a text, composed, in lower case: what is compared."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFC", text)).casefold()


def _cover(keys: list[str], lines: list[str] | None) -> list[float] | None:
    return None if lines is None else _Cover(keys).of([key(line) for line in lines])


def _trafilatura(root: html.HtmlElement) -> list[str] | None:
    from trafilatura.core import bare_extraction  # its import takes longer than reading a page of text

    try:
        document = bare_extraction(deepcopy(root), include_comments=False, with_metadata=False)
    except Exception:  # whatever breaks it on a hostile page, the page can be read without it
        return None
    body = getattr(document, "body", None)
    return list(_lines(body)) if body is not None else None


def _readability(root: html.HtmlElement) -> list[str] | None:
    from trafilatura.readability_lxml import Document

    try:
        summary = Document(deepcopy(root)).summary()
        tree = html.fromstring(summary) if summary else None
    except Exception:  # as above
        return None
    return list(_lines(tree)) if tree is not None else None


def _lines(tree: etree._Element) -> Iterator[str]:
    """Lines of an extractor's output, one for each stretch between block elements."""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _LINE_TAGS and parts:
            yield "".join(parts)
            parts = []
        text = element.text if event == "start" else element.tail
        if text:
            parts.append(text)
    if parts:
        yield "".join(parts)


class _Cover:
    """Lines matched to blocks in order."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self.joined = "".join(keys)
        self.offsets = [0]
        for one in keys:
            self.offsets.append(self.offsets[-1] + len(one))
        self.covered = [0] * len(keys)

    def of(self, lines: list[str]) -> list[float]:
        """Share of each block that the lines cover."""
        lines = [line for line in lines if line]
        anchors = self._anchors(lines)
        at, since = 0, 0
        for index, block in [*anchors, (len(lines), len(self.keys))]:
            self._between(lines[since:index], at, self.offsets[block])
            if index < len(lines):
                self.covered[block] = len(self.keys[block])
                at, since = self.offsets[block + 1], index + 1
        return [min(1.0, count / len(one)) if one else 0.0 for count, one in zip(self.covered, self.keys, strict=True)]

    def _anchors(self, lines: list[str]) -> list[tuple[int, int]]:
        """Lines that are exactly one block, in rising order of both."""
        where: dict[str, int] = {}
        for index, one in enumerate(self.keys):
            where[one] = -1 if one in where else index
        times: dict[str, int] = {}
        for line in lines:
            times[line] = times.get(line, 0) + 1
        pairs = [
            (index, where[line])
            for index, line in enumerate(lines)
            if len(line) >= _MIN_ANCHOR and times[line] == 1 and where.get(line, -1) >= 0
        ]
        return _rising(pairs)

    def _between(self, lines: list[str], low: int, high: int) -> None:
        """Match lines inside a stretch of the joined letters."""
        at = low
        for line in lines:
            found = self.joined.find(line, at, high)
            if found >= 0:
                self._add(found, found + len(line))
                at = found + len(line)
            elif len(line) > 2 * _EDGE:
                at = self._by_edges(line, at, high)

    def _by_edges(self, line: str, low: int, high: int) -> int:
        """Match a line whose inside differs: the blocks between its ends that it holds."""
        start = self.joined.find(line[:_EDGE], low, high)
        stop = self.joined.find(line[-_EDGE:], max(start, low), high)
        if start < 0 and stop < 0:
            return low
        start = max(low, stop - len(line)) if start < 0 else start
        stop = min(high, start + len(line)) if stop < 0 else stop + _EDGE
        for index in range(bisect_right(self.offsets, start) - 1, bisect_left(self.offsets, stop)):
            one = self.keys[index]
            if one and (one in line or line[:_EDGE] in one or line[-_EDGE:] in one):
                self.covered[index] = len(one)
        return stop

    def _add(self, start: int, stop: int) -> None:
        index = bisect_right(self.offsets, start) - 1
        while index < len(self.keys) and self.offsets[index] < stop:
            inside = min(stop, self.offsets[index + 1]) - max(start, self.offsets[index])
            self.covered[index] += max(0, inside)
            index += 1


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second parts rise (patience sorting)."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        pile = bisect_left(tops, value)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            last.append(index)
        else:
            tops[pile], last[pile] = value, index
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
