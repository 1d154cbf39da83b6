"""What is kept of a text for finding copies: hashes of its words, and no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from crossread.copies.texts import CopyText
from crossread.copies.words import COMMON, STARTS, Flags, Hashes, words_of
from crossread.errors import RecordError, RecordVersionError, UsageError

Counts = npt.NDArray[np.int64]

_VERSION = 1
_BLOCK = 64  # texts read at once; quickest of 16 to 1,024 on texts of 170 words


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    """A sketch as bytes: five for each word."""

    version: int
    id: str
    hashes: bytes
    flags: bytes
    published: str | None
    outlet: str | None
    credits: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Sketch:
    """What is kept of a text.

    Attributes:
        id: The text's name in the collection.
        hashes: Hash of each word that stands in a sentence, in order.
        flags: What is known of each word, see `words`.
        published: When it was published, as in `CopyText`.
        outlet: Who published it.
        credits: Whom it credits.
    """

    id: str
    hashes: Hashes
    flags: Flags
    published: str | None = None
    outlet: str | None = None
    credits: tuple[str, ...] = ()

    @cached_property
    def sentences(self) -> Counts:
        """Number of the first word of each sentence that holds words, and the number of words at the end."""
        return np.append(np.flatnonzero(self.flags & STARTS), len(self.flags))

    @cached_property
    def content(self) -> Counts:
        """How many words of each sentence are no function words."""
        starts = self.sentences[:-1]
        if not len(starts):
            return starts
        return np.add.reduceat((self.flags & COMMON) == 0, starts, dtype=np.int64)

    @cached_property
    def words(self) -> int:
        """How many of its words are no function words."""
        return int(self.content.sum())

    def to_bytes(self) -> bytes:
        """The sketch for storing; about five bytes for each word."""
        hashes, flags = self.hashes.astype("<u4").tobytes(), self.flags.tobytes()
        return msgspec.msgpack.encode(
            _Stored(_VERSION, self.id, hashes, flags, self.published, self.outlet, self.credits)
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """The sketch that `to_bytes` wrote.

        Args:
            data: What it wrote.

        Raises:
            RecordVersionError: It was written by another version of the method; make it anew from the text.
            RecordError: It is no sketch.
        """
        try:
            stored = msgspec.msgpack.decode(data, type=_Stored)
        except msgspec.MsgspecError as error:
            raise RecordError(f"not a sketch of a text: {error}") from error
        if stored.version != _VERSION:
            raise RecordVersionError(f"a sketch of version {stored.version}; this is version {_VERSION}")
        hashes = np.frombuffer(stored.hashes, "<u4").astype(np.uint32)
        flags = np.frombuffer(stored.flags, np.uint8)
        if len(hashes) != len(flags):
            raise RecordError("not a sketch of a text: it has more words than flags, or fewer")
        return cls(stored.id, hashes, flags, stored.published, stored.outlet, stored.credits)


def sketches(texts: Iterable[CopyText]) -> Iterator[Sketch]:
    """Sketches of some texts, in their order; linear in their length.

    Args:
        texts: The texts; they are read a few at a time.

    Raises:
        UsageError: A sentence holds neither letter nor digit, or overlaps another.
    """
    waiting: list[CopyText] = []
    for text in texts:
        waiting.append(text)
        if len(waiting) == _BLOCK:
            yield from _block(waiting)
            waiting = []
    yield from _block(waiting)


def _block(texts: list[CopyText]) -> Iterator[Sketch]:
    for text, words in zip(texts, words_of(texts), strict=True):
        if np.count_nonzero(words.flags & STARTS) != len(text.sentences):
            raise UsageError(f"text {text.id!r} has a sentence without letter or digit, or sentences that overlap")
        yield Sketch(text.id, words.hashes, words.flags, text.published, text.outlet, text.credits)
