"""Finer kinds of names, by their words: which organisations are armed groups, state bodies or outlets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from crossread.data import rows
from crossread.tagger.tags import NameKind

_COARSE: dict[str, NameKind] = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


def name_kind(coarse: str, words: Sequence[str]) -> NameKind:
    """The kind of a name.

    Args:
        coarse: What the model said: PER, ORG, LOC or MISC.
        words: The words of the name.
    """
    small = [word.lower() for word in words]
    if coarse == "PER" and not set(small) <= _phrases("PER", "office"):
        return "person"  # a person called with the office ("President Park") stays a person
    pairs = {f"{one}_{two}" for one, two in pairwise(small)}
    for row_coarse, kind, _ in _rows():
        if row_coarse == coarse and not _phrases(row_coarse, kind).isdisjoint(pairs | set(small)):
            return kind
    return _COARSE[coarse]


@cache
def _rows() -> tuple[tuple[str, NameKind, str], ...]:
    return tuple((coarse, kind, words) for coarse, kind, words in rows("name_kinds.tsv"))  # type: ignore[misc]


@cache
def _phrases(coarse: str, kind: str) -> frozenset[str]:
    return frozenset(word for one, two, words in _rows() if (one, two) == (coarse, kind) for word in words.split())
