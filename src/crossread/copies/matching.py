"""Two texts side by side: which sentence of one stands in the other, and how much of it.

Many pairs are compared at once, as arrays. A sentence stands in another as far as its words are covered by runs of
three that both have; the places of sentences play no part, so cut, moved and interleaved passages are found alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crossread.copies.shingles import Numbers, distinct, runs
from crossread.copies.sketch import Counts, Sketch
from crossread.copies.words import COMMON, QUOTED, STARTS, Flags, Hashes

SEED = 3
"""Words in the runs that are laid side by side."""
LONG = 8
"""Words in a run that two texts hardly share by chance."""
LEAST_SHARE = 0.15
"""A sentence of which less is shared is no match: strangers on one subject share a name or a phrase."""
LEAST_WORDS = 2
_REPEATS = 4  # times one run of a text is laid beside the same run of the other
_CHUNK = 64  # pairs compared at once; quickest of 16 to 256

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_LOW = np.uint64(8)  # the lowest bits of a product are mixed least


class SentencePair(NamedTuple):
    """A sentence of one text that stands in the other.

    Attributes:
        one: Number of the sentence in the first text.
        other: Number of the sentence in the second text.
        words: Words they share, function words left out.
        share: What part that is of the shorter one's.
        narrated: How many of the shared words stand outside quotations in one of the texts.
        runs: Runs of three words they share; tells how close two copies are.
    """

    one: int
    other: int
    words: int
    share: float
    narrated: int
    runs: int


class _Side(NamedTuple):
    """One side of some pairs, end to end."""

    hashes: Hashes
    flags: Flags
    pair: Counts  # of each word
    sentence: Counts  # of each word, over all pairs
    content: Counts  # of each sentence
    first: Counts  # number of each pair's first sentence


def compare(pairs: Sequence[tuple[Sketch, Sketch]]) -> Iterator[tuple[SentencePair, ...]]:
    """The sentences that the texts of each pair share.

    Args:
        pairs: Pairs of texts.

    Yields:
        For each pair its sentence pairs, in order; each sentence with the one that shares most of it.
    """
    for at in range(0, len(pairs), _CHUNK):
        yield from _compare(pairs[at : at + _CHUNK])


def verbatim(one: Sketch, other: Sketch) -> float:
    """What part of the shorter text's runs of eight words stands in the other, 0 to 1; 0 for fewer than eight words."""
    first, second = (np.unique(runs(sketch.hashes, LONG)) for sketch in (one, other))
    shorter = min(len(first), len(second))
    return len(np.intersect1d(first, second, assume_unique=True)) / shorter if shorter else 0.0


def _compare(pairs: Sequence[tuple[Sketch, Sketch]]) -> list[tuple[SentencePair, ...]]:
    one, other = _side([pair[0] for pair in pairs]), _side([pair[1] for pair in pairs])
    in_one, in_other = _seeds(one, other)
    if not len(in_one):
        return [()] * len(pairs)
    width = np.int64(other.sentence[-1] + 1)
    codes, group = np.unique(one.sentence[in_one] * width + other.sentence[in_other], return_inverse=True)
    first, second = codes // width, codes % width
    words_one, narrated_one = _covered(one, in_one, group, first)
    words_other, narrated_other = _covered(other, in_other, group, second)
    words = np.minimum(words_one, words_other)
    share = np.maximum(
        words_one / np.maximum(one.content[first], 1), words_other / np.maximum(other.content[second], 1)
    )
    kept = (words >= LEAST_WORDS) & (share >= LEAST_SHARE)
    kept &= _best(first, words, kept) | _best(second, words, kept)
    narrated = np.minimum(np.maximum(narrated_one, narrated_other), words)
    counts = np.bincount(group)
    found: list[list[SentencePair]] = [[] for _ in pairs]
    pair_of = np.searchsorted(one.first, first, side="right") - 1
    for number in np.flatnonzero(kept).tolist():
        pair = int(pair_of[number])
        found[pair].append(
            SentencePair(
                one=int(first[number] - one.first[pair]),
                other=int(second[number] - other.first[pair]),
                words=int(words[number]),
                share=min(1.0, float(share[number])),
                narrated=int(narrated[number]),
                runs=int(counts[number]),
            )
        )
    return [tuple(sentences) for sentences in found]


def _side(sketches: Sequence[Sketch]) -> _Side:
    lengths = [len(sketch.hashes) for sketch in sketches]
    flags = np.concatenate([sketch.flags for sketch in sketches])
    sentences = np.cumsum([0, *(len(sketch.content) for sketch in sketches)])
    return _Side(
        hashes=np.concatenate([sketch.hashes for sketch in sketches]),
        flags=flags,
        pair=np.repeat(np.arange(len(sketches)), lengths),
        sentence=np.cumsum((flags & STARTS).astype(np.int64)) - 1,
        content=np.concatenate([sketch.content for sketch in sketches]),
        first=sentences[:-1],
    )


def _seeds(one: _Side, other: _Side) -> tuple[Counts, Counts]:
    """Places of the runs that both sides of a pair have."""
    numbers, places = _numbered(one)
    wanted, at = _numbered(other)
    numbers, places = _perhaps_in(numbers, places, wanted)
    wanted, at = _perhaps_in(wanted, at, numbers)
    order = np.argsort(numbers, kind="stable")
    numbers, places = numbers[order], places[order]
    first = np.searchsorted(numbers, wanted)
    count = np.minimum(np.searchsorted(numbers, wanted, side="right") - first, _REPEATS)
    owner = np.repeat(np.arange(len(wanted)), count)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return places[first[owner] + within], at[owner]


def _perhaps_in(numbers: Numbers, places: Counts, others: Numbers) -> tuple[Numbers, Counts]:
    """Leaves out most of the numbers that are not among the others: most runs are not shared."""
    mask = np.uint64((1 << max(10, (16 * len(others)).bit_length())) - 1)
    there = np.zeros(int(mask) + 1, bool)
    there[others & mask] = True
    kept = there[numbers & mask]
    return numbers[kept], places[kept]


def _numbered(side: _Side) -> tuple[Numbers, Counts]:
    """Runs of words, each with its pair's number mixed in; and where they stand."""
    numbers = runs(side.hashes, SEED)
    whole = np.flatnonzero(side.pair[: len(numbers)] == side.pair[len(side.pair) - len(numbers) :])
    return (numbers[whole] ^ (side.pair[whole].astype(np.uint64) * _ODD)) * _MIX >> _LOW, whole


def _covered(side: _Side, places: Counts, group: Counts, sentence: Counts) -> tuple[Counts, Counts]:
    """Words of content covered in each group of runs, inside the group's sentence; and those outside quotations."""
    groups = np.repeat(group, SEED)
    words = (places[:, None] + np.arange(SEED)).ravel()
    inside = side.sentence[words] == sentence[groups]
    codes = distinct(np.sort(groups[inside] * np.int64(len(side.flags)) + words[inside]))
    owner, flags = codes // len(side.flags), side.flags[codes % len(side.flags)]
    content = (flags & COMMON) == 0
    narrated = content & ((flags & QUOTED) == 0)
    size = len(sentence)
    return np.bincount(owner[content], minlength=size), np.bincount(owner[narrated], minlength=size)


def _best(sentence: Counts, words: Counts, kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which pair shares most words of its sentence, the first of equals."""
    order = np.lexsort((np.arange(len(words)), -np.where(kept, words, -1), sentence))
    ranked = sentence[order]
    best = np.zeros(len(words), bool)
    best[order[np.concatenate([[True], ranked[1:] != ranked[:-1]])]] = True
    return best
