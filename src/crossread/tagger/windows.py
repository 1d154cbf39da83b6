"""Windows: whole sentences of one paragraph, as many as the encoder reads at once."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.tagger.decode import Scores
from crossread.tagger.pieces import Pieces

WINDOW_PIECES = 200
"""Pieces in a window at most. With 200, one paragraph of news in fifty is cut; the encoder's cost for each word
rises with the square of the length beyond."""

Sentence = tuple[int, int]
"""First word and word after the last."""


def cut(pieces: Pieces, words: Sequence[str], paragraph: Sequence[Sentence]) -> list[list[Sentence]]:
    """Group the sentences of a paragraph into windows.

    A sentence longer than a window is cut where it is full, so that memory stays bounded on any input.

    Args:
        pieces: The vocabulary.
        words: All words of the text.
        paragraph: The paragraph's sentences.
    """
    found: list[list[Sentence]] = []
    room = 0
    for first, last in paragraph:
        sizes = [len(pieces.of(word)) for word in words[first:last]]
        for start, stop, size in _parts(first, sizes):
            if size > room:
                found.append([])
                room = WINDOW_PIECES
            found[-1].append((start, stop))
            room -= size
    return found


def _parts(first: int, sizes: Sequence[int]) -> list[tuple[int, int, int]]:
    """A sentence, cut if it is longer than a window: first word, word after the last, pieces."""
    parts: list[tuple[int, int, int]] = []
    start, size = 0, 0
    for index, length in enumerate(sizes):
        if size + length > WINDOW_PIECES and index > start:
            parts.append((first + start, first + index, size))
            start, size = index, 0
        size += min(length, WINDOW_PIECES)
    if start < len(sizes):
        parts.append((first + start, first + len(sizes), size))
    return parts


def apart(window: Sequence[Sentence], scores: Scores) -> list[Scores]:
    """The squares of a ``[word, word]`` array that belong to each sentence of a window."""
    base = window[0][0]
    return [scores[first - base : last - base, first - base : last - base] for first, last in window]
