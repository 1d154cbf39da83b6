"""A collection of texts in which copies are found. It keeps hashes, not texts, and grows without reading old ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from crossread.copies.families import Copies, copies_of
from crossread.copies.index import Index
from crossread.copies.matching import SentencePair, compare
from crossread.copies.shingles import fingerprints
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
            self._index.put(fingerprints(block, np.arange(first, first + len(block))))

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
        found, shared = self._index.near(fingerprints([sketch], np.zeros(1, np.int64)))
        others = [(self._sketches[int(number)], int(count)) for number, count in zip(found, shared, strict=True)]
        others = [(other, count) for other, count in others if other.id != sketch.id]
        pairs = [_ordered(sketch, other) for other, _ in others]
        return copies_of(
            {sketch.id: sketch, **{other.id: other for other, _ in others}},
            [(one, other, count, sentences) for (one, other), (_, count), sentences in
             zip(pairs, others, compare(pairs), strict=True)],
        )  # fmt: skip

    def copies(self) -> Copies:
        """All copies in the collection."""
        order = sorted(range(len(self._sketches)), key=lambda number: self._sketches[number].id)
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        codes, shared = self._index.pairs(rank)
        self._compare([code for code in codes.tolist() if code not in self._compared])
        found = []
        for code, count in zip(codes.tolist(), shared.tolist(), strict=True):
            one, other = self._pair(code)
            found.append((one, other, count, self._compared[code]))
        found.sort(key=lambda item: (item[0].id, item[1].id))
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
