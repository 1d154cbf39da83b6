"""The order of names and numbers: what a text keeps when its other words are changed.

Who rewrites a report, by hand or by machine, changes verbs and common nouns and keeps speakers, numbers and places,
mostly in their order. Reports of one event by different hands share some of them, in another order and among others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from crossread.copies.sketch import Sketch
from crossread.copies.words import NAME, NUMBER


class Anchored(NamedTuple):
    """What two texts share of names and numbers in one order.

    Attributes:
        anchors: How many names and numbers.
        numbers: How many of them are numbers.
        share: What part that is of those of the text that has fewer.
    """

    anchors: int
    numbers: int
    share: float


def in_order(one: Sketch, other: Sketch, without: tuple[Collection[int], Collection[int]] = ((), ())) -> Anchored:
    """The longest series of names and numbers that comes in the same order in both texts.

    Args:
        one: What is kept of a text.
        other: What is kept of another.
        without: Numbers of the sentences of each that do not count, since they are furniture or background.
    """
    first, numeric = _anchors(one, without[0])
    second, _ = _anchors(other, without[1])
    places = defaultdict(list)
    for place, anchor in enumerate(second):
        places[anchor].append(place)
    # Longest common subsequence by patience sorting over the places of each anchor (Hunt & Szymanski 1977); anchors
    # that come often are left out, so that it stays near linear.
    ends: list[int] = []
    counts: list[int] = []
    for number, anchor in zip(numeric, first, strict=True):
        for place in reversed(places[anchor] if len(places[anchor]) <= _OFTEN else ()):
            pile = bisect_left(ends, place)
            numbers = (counts[pile - 1] if pile else 0) + number
            ends[pile : pile + 1] = [place]
            counts[pile : pile + 1] = [numbers]
    shorter = min(len(first), len(second))
    return Anchored(len(ends), counts[-1] if counts else 0, len(ends) / shorter if shorter else 0.0)


_OFTEN = 8


def _anchors(sketch: Sketch, without: Collection[int]) -> tuple[list[int], list[int]]:
    """Hashes of the names and numbers, in order, and for each whether it is a number."""
    at = np.flatnonzero(sketch.flags & (NAME | NUMBER))
    if without:
        sentence = np.searchsorted(sketch.sentences, at, side="right") - 1
        at = at[~np.isin(sentence, sorted(without))]
    return sketch.hashes[at].tolist(), ((sketch.flags[at] & NUMBER) > 0).astype(int).tolist()
