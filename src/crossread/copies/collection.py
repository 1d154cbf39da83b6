"""A collection of texts in which copies are found. It keeps hashes, not texts, and grows without reading old ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from crossread.copies.families import Compared, Copies, copies_of
from crossread.copies.index import SHARED_ANCHORS, Index
from crossread.copies.matching import SentencePair, compare
from crossread.copies.shingles import anchor_prints, fingerprints
from crossread.copies.sketch import Sketch, sketches
from crossread.copies.texts import CopyText
from crossread.errors import UsageError

_BLOCK = 256  # texts put into the index at once


class Collection:
    """Texts among which copies are found.

    What `copies` says depends on the texts alone, not on the order in which they came. Adding a text costs time in
    its own length, times the logarithm of the collection's; to keep a collection, store each text's
    `Sketch.to_bytes` and put the sketches in again.
    """

    def __init__(self, kept: Iterable[Sketch] = ()) -> None:
        """A collection of texts read before.

        Args:
            kept: Their sketches.

        Raises:
            UsageError: Two texts have one id.
        """
        self._index = Index()
        self._anchors = Index(SHARED_ANCHORS)
        self._sketches: list[Sketch] = []
        self._numbers: dict[str, int] = {}
        self._compared: dict[int, tuple[SentencePair, ...]] = {}
        self.put(kept)

    def __len__(self) -> int:
        return len(self._sketches)

    def __contains__(self, id: object) -> bool:  # noqa: A002 — the field's own name
        return id in self._numbers

    def add(self, texts: Iterable[CopyText]) -> None:
        """Read some texts and put them in.

        Args:
            texts: Texts that are not in the collection.

        Raises:
            UsageError: A text's id is taken.
        """
        self.put(sketches(texts))

    def put(self, kept: Iterable[Sketch]) -> None:
        """Put in texts read before.

        Args:
            kept: Their sketches.

        Raises:
            UsageError: A text's id is taken.
        """
        for block in _blocks(kept):
            first = len(self._sketches)
            for sketch in block:
                if sketch.id in self._numbers:
                    raise UsageError(f"two texts with the id {sketch.id!r} in one collection")
                self._numbers[sketch.id] = len(self._sketches)
                self._sketches.append(sketch)
            numbers = np.arange(first, first + len(block))
            self._index.put(fingerprints(block, numbers))
            self._anchors.put(anchor_prints(block, numbers))

    def sketch(self, id: str) -> Sketch:  # noqa: A002
        """What is kept of a text.

        Args:
            id: Its id.

        Raises:
            KeyError: It is not in the collection.
        """
        return self._sketches[self._numbers[id]]

    def near(self, text: CopyText | Sketch) -> Copies:
        """What one text shares with those in the collection; the text itself need not be in it.

        Args:
            text: The text, or what is kept of it. One with the same id is not compared.

        Returns:
            Copies of and by that text alone. Whether a sentence recurs is judged among the texts found.
        """
        sketch = text if isinstance(text, Sketch) else next(sketches([text]))
        zero = np.zeros(1, np.int64)
        anchored = set(self._anchors.near(anchor_prints([sketch], zero))[0].tolist())
        found, counts = self._index.near(fingerprints([sketch], zero))
        shared = dict(zip(found.tolist(), counts.tolist(), strict=True))
        numbers = [number for number in sorted(anchored | shared.keys()) if self._sketches[number].id != sketch.id]
        pairs = [_ordered(sketch, self._sketches[number]) for number in numbers]
        return copies_of(
            {sketch.id: sketch, **{self._sketches[number].id: self._sketches[number] for number in numbers}},
            [
                Compared(*pair, shared.get(number, 0), number in anchored, sentences)
                for pair, number, sentences in zip(pairs, numbers, compare(pairs), strict=True)
            ],
        )

    def copies(self) -> Copies:
        """All copies in the collection."""
        order = sorted(range(len(self._sketches)), key=lambda number: self._sketches[number].id)
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        anchored = set(self._anchors.pairs(rank)[0].tolist())
        codes, counts = self._index.pairs(rank)
        shared = dict(zip(codes.tolist(), counts.tolist(), strict=True))
        wanted = sorted(anchored | shared.keys())
        self._compare([code for code in wanted if code not in self._compared])
        found = [
            Compared(*self._pair(code), shared.get(code, 0), code in anchored, self._compared[code]) for code in wanted
        ]
        found.sort(key=lambda item: (item.one.id, item.other.id))
        return copies_of({self._sketches[number].id: self._sketches[number] for number in order}, found)

    def _compare(self, codes: list[int]) -> None:
        """Compare pairs that were not compared before."""
        pairs = compare([self._pair(code) for code in codes])
        self._compared.update(zip(codes, pairs, strict=True))

    def _pair(self, code: int) -> tuple[Sketch, Sketch]:
        return _ordered(self._sketches[code >> 32], self._sketches[code & 0xFFFFFFFF])


def _ordered(one: Sketch, other: Sketch) -> tuple[Sketch, Sketch]:
    return (one, other) if one.id < other.id else (other, one)


def _blocks(items: Iterable[Sketch]) -> Iterator[list[Sketch]]:
    block: list[Sketch] = []
    for item in items:
        block.append(item)
        if len(block) == _BLOCK:
            yield block
            block = []
    if block:
        yield block
