"""When and where a loss is told to have been: by its own clause, else by the clause that it follows from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from crossread.actors.words import Words
from crossread.claims.losses.clauses import Told
from crossread.claims.parts import place_in
from crossread.context import Reading
from crossread.speech.reporting_verbs import verb_forms
from crossread.syntax import Clause

Bounds = tuple[int, int]

_FAR = re.compile(r"\b(?:km|kilomet\w+|miles?)\b[^.;]{0,24}\b(?:of|from)\s+(?:the\s+)?$", re.IGNORECASE)
"""Words before a place from which another one is told to lie some way off."""
_DISTANCE = 48
_JOINED = 3  # clauses up to which the one that tells place and time is looked for


def place_of(reading: Reading, words: Words, told: Told) -> int | None:
    """Index of the place of a loss, None where none is told or it is not clear.

    Args:
        reading: The reading with its places.
        words: Words of the sentence.
        told: Where the sentence tells it.
    """
    found = place_in(reading, *_stretches(words, told))
    if found is None:
        return None
    start, end = words[0].start, words[len(words) - 1].end
    named = [reading.folded.position(span.start) for span in reading.report.places[found].spans]
    near = [at for at in named if start <= at < end]
    return None if near and all(_FAR.search(reading.words(max(start, at - _DISTANCE), at)) for at in near) else found


def when_of(reading: Reading, words: Words, told: Told) -> int | None:
    """Index of the time of a loss: the one time that does not tell when it was said; None where there is none.

    Args:
        reading: The reading with its times.
        words: Words of the sentence.
        told: Where the sentence tells it.
    """
    verbs = _own_verbs(told.clause)
    for start, end in _stretches(words, told):
        held = [at for at in _times(reading, start, end) if _belongs(reading, at, verbs)]
        if held:
            return held[0] if len(held) == 1 else None
    return None


def _stretches(words: Words, told: Told) -> Iterator[Bounds]:
    """The stretches of the folded text that may tell time and place of a loss, the best first."""
    yield words[told.first].start, words[told.after - 1].end
    if told.subject:
        yield words[told.subject[0]].start, words[told.subject[1] - 1].end
    clause = told.clause
    yield from reversed(clause.pieces) if clause is not None else ()
    for _ in range(_JOINED):
        clause = _followed(clause) if clause is not None else None
        if clause is None:
            return
        yield from reversed(clause.pieces)


def _followed(clause: Clause) -> Clause | None:
    """The clause from which a loss follows ("a bomb hit the town on Monday, killing six"), or that it is joined to."""
    participle = clause.relation == "advcl" and clause.word.xpos == "VBG" and not clause.marks
    return clause.governor if participle or clause.relation.startswith("conj") else None


def _own_verbs(clause: Clause | None) -> frozenset[int]:
    """Numbers of the verbs whose times may be those of a loss: its own, and those of the clauses it follows from."""
    found: set[int] = set()
    for _ in range(_JOINED + 1):
        if clause is None:
            break
        found.add(clause.predicate)
        clause = _followed(clause)
    return frozenset(found)


def _belongs(reading: Reading, index: int, verbs: frozenset[int]) -> bool:
    """Whether the first verb above the words of a time is one of some verbs; without a parse it is."""
    if reading.syntax is None or not verbs:
        return True
    tree = reading.syntax.tree
    start = reading.folded.position(reading.report.times[index].spans[0].start)
    at: int | None = bisect_left(tree.words, start, key=lambda word: word.start)
    while at is not None and at < len(tree.words) and at not in verbs:
        if tree.words[at].upos == "VERB":
            return not tree.words[at].deprel.startswith(("acl", "advcl"))
        at = tree.above(at)
    return True


def _times(reading: Reading, start: int, end: int) -> list[int]:
    """Indices of the dates told in a stretch, but for those that tell when something was said."""
    position = reading.folded.position
    times = reading.report.times
    at = bisect_left(times, reading.folded.offset(start), key=lambda time: time.spans[0].start)
    held: list[int] = []
    while at < len(times) and position(times[at].spans[0].start) < end:
        told = position(times[at].spans[0].start)
        said = set(reading.words(max(0, told - 16), told).lower().split()[-2:]) & _said()
        if times[at].form == "date" and not said:
            held.append(at)
        at += 1
    return held


@cache
def _said() -> frozenset[str]:
    return frozenset(form for form, told in verb_forms().items() if told.kinds & {"past", "third"})
