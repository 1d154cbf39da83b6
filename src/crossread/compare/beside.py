"""Losses told in one sentence with their act: "three died and nine were hurt when a shell fell".

Where the reading of claims left a loss without its act, the sentence tells it: of 25 sentences of war reports with such
a loss and one act of violence, in 24 the loss was that act's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from crossread.compare.tellings import Telling
from crossread.record import Report


def told_beside(report: Report, groups: Sequence[Sequence[Telling]]) -> Iterator[tuple[str, str]]:
    """Pairs of ids of claims to take for one act: losses without an act, and the act or losses of their sentence.

    Args:
        report: The report.
        groups: Its acts of violence so far, as tellings.
    """
    starts = [sentence.spans[0].start for sentence in report.sentences]
    for acts in _by_sentence(starts, groups).values():
        losses = [act for act in acts if all(one.family == "losses" for one in act)]
        events = [act for act in acts if act not in losses]
        pairs = ((loss, events[0]) for loss in losses) if len(events) == 1 else combinations(losses, 2)
        for loss, other in pairs if len(events) <= 1 else ():
            if _go_together(loss, other):
                yield loss[0].claim, other[0].claim


def _by_sentence(starts: Sequence[int], groups: Iterable[Sequence[Telling]]) -> Mapping[int, list[Sequence[Telling]]]:
    """The acts that begin in each sentence, each once, where it is news and of violence."""
    found: dict[int, list[Sequence[Telling]]] = {}
    for group in groups:
        if not any(one.background for one in group):
            found.setdefault(bisect_right(starts, group[0].span[0]), []).append(group)
    return found


def _go_together(loss: Sequence[Telling], other: Sequence[Telling]) -> bool:
    """Whether nothing tells a loss and what stands beside it apart: another place, another day, a count of its own."""
    kinds = {(one.type, one.victims) for one in loss}
    if any((one.type, one.victims) in kinds for one in other if one.number is not None):
        return False
    places = {one.where.entry or one.where.name for one in (*loss, *other) if one.where is not None}
    days = {one.days for one in (*loss, *other) if one.dated}
    running = {one.number.running for one in (*loss, *other) if one.number is not None}
    return len(places) <= 1 and len(days) <= 1 and running != {True, False}
