"""Small readers of words that several checks share."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from crossread.context import Reading
from crossread.folding import FoldedBlock, fold_string
from crossread.record import BlockKind
from crossread.speech.quotations import find_quotations

PROSE_KINDS: frozenset[BlockKind] = frozenset({"standfirst", "paragraph", "quotation", "list item"})
"""Kinds of blocks that hold sentences of the report."""

_NOT_WORDS = re.compile(r"[^\w\s]+")
_BRACKETS = re.compile(r"\s*[\[(]\s*(?:\d+|edit|ad_\d+)\s*[\])]", re.IGNORECASE)


def plain(text: str) -> str:
    """A text for comparing: folded, in lower case, without punctuation, spaces made one."""
    marked = _BRACKETS.sub("", text) if "[" in text or "(" in text else text
    return " ".join(_NOT_WORDS.sub("", fold_string(marked)).split()).casefold()


def headline(reading: Reading) -> FoldedBlock | None:
    """The report's headline block, None if it has none."""
    return next((block for block in reading.folded.blocks if block.block.kind == "headline"), None)


def prose(reading: Reading) -> Iterator[FoldedBlock]:
    """The blocks of the report that hold sentences, in order."""
    return (block for block in reading.folded.blocks if block.block.kind in PROSE_KINDS)


def sentences_of(reading: Reading, block: FoldedBlock) -> Iterator[tuple[int, int]]:
    """Bounds in the folded text of a block's sentences, in order."""
    for start, end in reading.sentences[bisect_left(reading.sentences, (block.start, 0)) :]:
        if start >= block.end:
            return
        yield start, end


def listed(words: list[str]) -> str:
    """Words as English lists them: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def quoted(reading: Reading) -> list[tuple[int, int]]:
    """Bounds in the folded text of what stands between quotation marks, in order."""
    return [(item.start, item.end) for item in find_quotations(reading.folded) if item.state == "closed"]


def inside(stretches: list[tuple[int, int]], at: int) -> bool:
    """Whether a place lies in one of some stretches that are in order of their beginnings."""
    last = bisect_right(stretches, (at, sys.maxsize)) - 1
    return any(start <= at < end for start, end in stretches[max(0, last - 2) : last + 1])
