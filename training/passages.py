"""Passages: running text with whatever labels its corpus has, and the windows cut from them for training."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from crossread.tagger.pieces import SEPARATOR, START, Pieces
from crossread.tagger.words import case_class

WINDOW_PIECES = 200
"""Pieces of a window at most, as the serving side cuts them."""

NONE = -100
"""Label of a word about which a corpus says nothing."""

_SENTENCE_END = re.compile(r"[.!?]+$")


@dataclass
class Passage:
    """Consecutive words with labels.

    Attributes:
        words: The words.
        sentences: Index of each sentence's first word; the first is 0.
        paragraphs: Indices among `sentences`' that begin a paragraph.
        tags: One label number per word, by head; `NONE` where unknown.
        heads: Index of each word's syntactic head, its own for a root; None without a parse.
        names: Which name tags each word may have, one row a word; None without names.
        links: For a word that begins a source or content: first word of its cue, or -1.
        roles: (trigger word, argument word, role number).
        pairs: (word, word, relation numbers) of every pair of entities in a sentence.
        certainty: (word, set number, value from -3 to 3).
        loose: The sentences do not belong together and may be shuffled.
    """

    words: list[str]
    sentences: list[int]
    paragraphs: set[int] = field(default_factory=lambda: {0})
    tags: dict[str, np.ndarray] = field(default_factory=dict)
    heads: np.ndarray | None = None
    names: np.ndarray | None = None
    links: dict[int, int] = field(default_factory=dict)
    roles: list[tuple[int, int, int]] = field(default_factory=list)
    pairs: list[tuple[int, int, tuple[int, ...]]] = field(default_factory=list)
    certainty: list[tuple[int, int, float]] = field(default_factory=list)
    loose: bool = False

    def bounds(self) -> list[tuple[int, int]]:
        """First and last-plus-one word of every sentence."""
        return list(zip(self.sentences, [*self.sentences[1:], len(self.words)], strict=True))


@dataclass
class Window:
    """Some sentences of a passage, ready for the encoder.

    Attributes:
        passage: Where they come from.
        parts: Word bounds of the sentences, in order.
        pieces: Piece ids with start and separators.
        cases: Letter-case class of each piece.
        first: Index of each word's first piece.
    """

    passage: Passage
    parts: list[tuple[int, int]]
    pieces: list[int]
    cases: list[int]
    first: list[int]


def cut_sentences(words: Sequence[str], longest: int = 120) -> list[int]:
    """Rough sentence starts for a corpus that gives none: only where windows may be cut depends on them."""
    starts = [0]
    for index in range(1, len(words)):
        ended = _SENTENCE_END.search(words[index - 1]) and words[index][:1].isupper()
        quoted = words[index - 1] in "\"”'’" and index > 1 and words[index - 2] in (".", "!", "?")
        if ended or (quoted and words[index][:1].isupper()) or index - starts[-1] >= longest:
            starts.append(index)
    return starts


def make_window(pieces: Pieces, passage: Passage, parts: list[tuple[int, int]]) -> Window:
    """The window of some sentences; a separator stands where a paragraph begins inside it."""
    ids, cases, first = [START], [0], []
    for begin, end in parts:
        if begin in passage.paragraphs and first and not passage.loose:
            ids.append(SEPARATOR)
            cases.append(0)
        for word in passage.words[begin:end]:
            first.append(len(ids))
            found = pieces.of(word)
            ids.extend(found)
            cases.extend([case_class(word)] * len(found))
    ids.append(SEPARATOR)
    cases.append(0)
    return Window(passage, parts, ids, cases, first)


def windows(
    pieces: Pieces, passages: Sequence[Passage], *, single: float, merge: float, chance: random.Random
) -> Iterator[Window]:
    """Cut passages into windows.

    Args:
        pieces: The vocabulary.
        passages: The passages, read in the order given.
        single: Share of passages that are cut sentence by sentence.
        merge: Share of paragraph starts that a window may run over.
        chance: Source of randomness.
    """
    for passage in passages:
        alone = chance.random() < single
        bounds = passage.bounds()
        if passage.loose:
            chance.shuffle(bounds)
        part: list[tuple[int, int]] = []
        size = 0
        for begin, end in bounds:
            length = sum(len(pieces.of(word)) for word in passage.words[begin:end])
            stop = begin in passage.paragraphs and not passage.loose and chance.random() >= merge
            if part and (alone or stop or size + length > WINDOW_PIECES):
                yield make_window(pieces, passage, part)
                part, size = [], 0
            part.append((begin, end))
            size += length
        if part:
            yield make_window(pieces, passage, part)


def batches(found: list[Window], size: int, chance: random.Random) -> list[list[Window]]:
    """Group windows of like length into batches of about ``size`` pieces, padding included, in random order.

    All batches of a length have the same number of rows but for each length's last, because the matrix library
    compiles a kernel for every new shape.
    """
    by_length: dict[int, list[Window]] = {}
    chance.shuffle(found)
    for window in found:
        by_length.setdefault(padded(len(window.pieces)), []).append(window)
    groups = [
        same[start : start + rows(length, size)]
        for length, same in sorted(by_length.items())
        for start in range(0, len(same), rows(length, size))
    ]
    chance.shuffle(groups)
    return groups


def padded(length: int) -> int:
    """A length rounded up to a multiple of 16."""
    return -(-length // 16) * 16


def rows(length: int, size: int) -> int:
    """How many windows of a padded length make a batch."""
    return max(1, size // length)
