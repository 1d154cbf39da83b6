"""Runs of words as numbers, and the few of them that stand for a text (winnowing).

Winnowing (Schleimer, Wilkerson & Aiken 2003, "Winnowing: local algorithms for document fingerprinting"): of every
`WINDOW` runs in a row the one with the smallest number is kept. So any passage of `RUN` + `WINDOW` - 1 words that
two texts share has at least one run kept in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from crossread.copies.sketch import Counts, Sketch
from crossread.copies.words import NAME, NUMBER

Numbers = npt.NDArray[np.uint64]

RUN = 4
"""Words in a run. Tuned on 12,000 planted documents: with 3 a pair of strangers shares two runs six times as
often as with 5; with 5 one spun copy in a hundred shares fewer than three."""
WINDOW = 4
ANCHOR_RUN = 4
"""Names and numbers in a run: words of names count one by one, and a full name is two or three of them."""

_Value = TypeVar("_Value", np.uint64, np.int64)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_LARGEST = np.uint64(2**64 - 1)
_HALF = np.uint64(32)


def runs(hashes: npt.NDArray[np.uint32], length: int) -> Numbers:
    """A number for each run of words.

    Args:
        hashes: Hashes of the words.
        length: Words in a run.

    Returns:
        One number for each word that has `length` - 1 words behind it; empty where there are too few.
    """
    count = max(0, len(hashes) - length + 1)
    numbers = np.zeros(count, np.uint64)
    for at in range(length):
        numbers += hashes[at : at + count]
        numbers *= _STEP
        numbers ^= numbers >> _HALF
    numbers *= _MIX
    numbers ^= numbers >> _HALF
    return numbers


def fingerprints(sketches: Sequence[Sketch], numbers: Counts) -> Numbers:
    """The runs that stand for some texts, each with its text's number, sorted, each once.

    Args:
        sketches: What is kept of the texts.
        numbers: A number below 2**32 for each of them.

    Returns:
        The upper 32 bits are the run's, the lower 32 the text's.
    """
    hashes = np.concatenate([sketch.hashes for sketch in sketches])
    if len(hashes) < RUN:
        return np.zeros(0, np.uint64)
    text = np.repeat(np.arange(len(sketches)), [len(sketch.hashes) for sketch in sketches])
    whole = text[: len(text) - RUN + 1] == text[RUN - 1 :]
    found = np.where(whole, runs(hashes, RUN), _LARGEST)
    kept = _winnowed(found)
    kept = kept[found[kept] != _LARGEST]
    upper = (found[kept] >> _HALF) << _HALF
    return distinct(np.sort(upper | numbers[text[kept]].astype(np.uint64)))


def anchor_prints(sketches: Sequence[Sketch], numbers: Counts) -> Numbers:
    """Runs of names and numbers of some texts, other words left out; in the form of `fingerprints`.

    Args:
        sketches: What is kept of the texts.
        numbers: A number below 2**32 for each of them.
    """
    anchored = [(sketch.flags & (NAME | NUMBER)) > 0 for sketch in sketches]
    hashes = np.concatenate([sketch.hashes[kept] for sketch, kept in zip(sketches, anchored, strict=True)])
    text = np.repeat(np.arange(len(sketches)), [np.count_nonzero(kept) for kept in anchored])
    found = runs(hashes, ANCHOR_RUN)
    whole = np.flatnonzero(text[: len(found)] == text[len(text) - len(found) :])
    upper = (found[whole] >> _HALF) << _HALF
    return distinct(np.sort(upper | numbers[text[whole]].astype(np.uint64)))


def _winnowed(numbers: Numbers) -> Counts:
    """Places of the smallest number in each window. Texts end in `RUN` - 1 largest numbers that are never smallest."""
    if len(numbers) < WINDOW:
        return np.flatnonzero(numbers == numbers.min()) if len(numbers) else np.zeros(0, np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(numbers, WINDOW)
    return distinct(windows.argmin(axis=1) + np.arange(len(windows)))  # the first of the smallest only moves on


def distinct(values: npt.NDArray[_Value]) -> npt.NDArray[_Value]:
    """Sorted values, each once; quicker than NumPy's own way, which does not know that they are sorted."""
    if not len(values):
        return values
    kept: npt.NDArray[_Value] = values[np.concatenate([[True], values[1:] != values[:-1]])]
    return kept
