"""The inverted index: from a run of words to the texts that have it. It grows without reading old texts again.

It is a handful of sorted arrays, each at least twice as long as the next (a log-structured merge tree, O'Neil et
al. 1996): a new text adds a short one, and short ones are merged. Eight bytes for each run kept, some 70 runs for a
report of 170 words.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from crossread.copies.shingles import Numbers
from crossread.copies.sketch import Counts

Pairs = npt.NDArray[np.uint64]
"""Pairs of texts: the smaller number in the upper 32 bits, the larger in the lower."""

CROWD = 24
"""A run that more texts have tells nothing of two of them: "the United Nations Security Council"."""
SHARED = 2
"""Runs that two texts must share to be compared: any nine words in a row hold two that are kept in both."""

SHARED_ANCHORS = 4
"""The same for runs of names and numbers, where twelve of them in one order make a copy."""

_HALF = np.uint64(32)
_LOWER = np.uint64(2**32 - 1)
_NEIGHBOURS = 2


class Index:
    """Which texts have which runs of words."""

    def __init__(self, shared: int = SHARED) -> None:
        """An empty index.

        Args:
            shared: Runs that two texts must share to be named as a pair.
        """
        self._parts: list[Numbers] = []
        self._shared = shared

    def put(self, prints: Numbers) -> None:
        """Put in the runs of some new texts.

        Args:
            prints: As `shingles.fingerprints` gives them, of texts that are not in the index.
        """
        self._parts.append(prints)
        while len(self._parts) > 1 and 2 * len(self._parts[-1]) > len(self._parts[-2]):
            last = self._parts.pop()
            self._parts[-1] = np.sort(np.concatenate([self._parts[-1], last]), kind="stable")

    def near(self, prints: Numbers) -> tuple[Numbers, Counts]:
        """The texts that share enough runs with one text.

        Args:
            prints: Runs of one text, in the index or not.

        Returns:
            Numbers of the texts, that one among them if it is in the index; and how many runs each shares.
        """
        keys = np.unique(prints >> _HALF)
        texts, counts = self._holders(keys)
        crowded = counts > CROWD
        if 2 * np.count_nonzero(crowded) > len(keys):
            return self._often(texts)  # one of many copies: some of the others stand for all
        return self._often(texts[np.repeat(~crowded, counts)])

    def _holders(self, keys: Numbers) -> tuple[Numbers, Counts]:
        """The texts that have each run, run by run, at most `CROWD` + 1 of each part; and how many they are."""
        found, owners = [], []
        for part in self._parts:
            first = np.searchsorted(part, keys << _HALF)
            after = np.searchsorted(part, (keys << _HALF) | _LOWER, side="right")
            count = np.minimum(after - first, CROWD + 1)
            owner = np.repeat(np.arange(len(keys)), count)
            within = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
            found.append(part[first[owner] + within] & _LOWER)
            owners.append(owner)
        owner = np.concatenate([np.zeros(0, np.int64), *owners])
        order = np.argsort(owner, kind="stable")
        return np.concatenate([np.zeros(0, np.uint64), *found])[order], np.bincount(owner, minlength=len(keys))

    def pairs(self, rank: Counts) -> tuple[Pairs, Counts]:
        """All pairs of texts that share enough runs, from the whole index, whatever the order it was filled in.

        Of a run that is in more than `CROWD` texts, each text is paired with its neighbours by rank alone: copies
        of one text in many outlets share nearly all their runs and stand side by side in each list, while a stock
        phrase pairs two texts once.

        Args:
            rank: For each text's number its place in an order that does not depend on when it came.

        Returns:
            The pairs in order, and how many runs each shares, those of a crowd left out where they are no neighbours.
        """
        if not self._parts:
            return np.zeros(0, np.uint64), np.zeros(0, np.int64)
        prints = np.concatenate(self._parts)
        ranked = np.sort((prints & ~_LOWER) | rank[(prints & _LOWER).astype(np.int64)].astype(np.uint64))
        keys = ranked >> _HALF
        starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        counts = np.diff(np.append(starts, len(keys)))
        few = np.repeat((counts > 1) & (counts <= CROWD), counts)
        pairs = _pairs(ranked[few] & _LOWER, counts[(counts > 1) & (counts <= CROWD)])
        crowded = np.repeat(counts > CROWD, counts)
        places = np.argsort(rank)
        found, shared = self._often(np.concatenate([pairs, _neighbours(ranked[crowded])]))
        one, other = (places[half.astype(np.int64)].astype(np.uint64) for half in (found >> _HALF, found & _LOWER))
        pairs = _coded(one, other)
        order = np.argsort(pairs)
        return pairs[order], shared[order]

    def _often(self, pairs: Pairs) -> tuple[Pairs, Counts]:
        """The pairs that come often enough, sorted, and how often they come."""
        found, counts = np.unique(pairs, return_counts=True)
        often = counts >= self._shared
        return found[often], counts[often]


def _pairs(texts: Numbers, counts: Counts) -> Pairs:
    """All pairs within each group of texts.

    Args:
        texts: The texts, group after group.
        counts: Size of each group.
    """
    starts = np.cumsum(counts) - counts
    found = []
    for size in np.unique(counts[counts > 1]).tolist():
        group = texts[starts[counts == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        found.append(_coded(group[:, one].ravel(), group[:, other].ravel()))
    return np.concatenate([np.zeros(0, np.uint64), *found])


def _neighbours(ranked: Numbers) -> Pairs:
    """Pairs of texts that stand side by side in the lists of runs that a crowd has."""
    found = []
    for step in range(1, _NEIGHBOURS + 1):
        same = ranked[:-step] >> _HALF == ranked[step:] >> _HALF
        found.append(_coded(ranked[:-step][same] & _LOWER, ranked[step:][same] & _LOWER))
    return np.concatenate(found)


def _coded(one: Numbers, other: Numbers) -> Pairs:
    return (np.minimum(one, other) << _HALF) | np.maximum(one, other)
