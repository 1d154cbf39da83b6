"""One name is spelt in two ways.

**What it flags.** Two full names of people that differ in one word by one letter (two in words of nine letters or
more): "Karim Vasen" and "Karim Vassen"; and a last name told alone that differs by one letter from the only full name
like it.

**Why it matters.** Spelt in two ways one person becomes two, and what they said is found under one of them only.

**Fires on** (invented): "Colonel Petru Vane said … Colonel Petru Vane said"

**Will not flag** relatives whom the page tells apart, names whose first names differ as well, forms of one name for
men and women ("Petrov", "Petrova"), or plurals.

**Measured.** None in 420 war reports, 2 in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from crossread.checks.base import Flag
from crossread.context import Reading
from crossread.record import Actor, Span

_KIN = re.compile(
    r"\b(?:brothers?|sisters?|sons?|daughters?|twins?|cousins?|siblings|nephew|father|mother)\b", re.IGNORECASE
)
_LONG = 9  # letters of a word in which two may differ
_SHORT = 4


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM04.

    Args:
        reading: The report with everything but findings.
    """
    people = [actor for actor in reading.report.actors if actor.kind == "person" and " " in actor.name]
    people = [actor for actor in people if all(word[:1].isupper() or "-" in word for word in actor.name.split())]
    for one, other in combinations(people, 2):
        if _is_one_slip_apart(one.name, other.name) and not _are_kin(reading, one, other):
            message = f"“{one.name}” and “{other.name}” may be one person, spelt in two ways."
            yield Flag(message=message, spans=[_first(one), _first(other)])


def _is_one_slip_apart(one: str, other: str) -> bool:
    """Whether exactly one word of two names differs, by a slip of the pen."""
    first, second = one.lower().split(), other.lower().split()
    if len(first) != len(second):
        return False
    differing = [(left, right) for left, right in zip(first, second, strict=True) if left != right]
    return len(differing) == 1 and _is_slip(*differing[0])


def _is_slip(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORT or longer in (f"{shorter}a", f"{shorter}s", f"{shorter}e"):
        return False
    return distance(one, other, most=2) <= (2 if len(shorter) >= _LONG else 1)


def distance(one: str, other: str, *, most: int) -> int:
    """Letters to be put in, left out, changed or exchanged with a neighbour to make one word of another.

    Args:
        one: A word.
        other: Another.
        most: Beyond this the exact number does not matter, and ``most + 1`` is given.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, before, row = before, row, [at]
        for to, against in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != against))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == against:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _are_kin(reading: Reading, one: Actor, other: Actor) -> bool:
    """Whether the page names both in one sentence, or tells of relatives in a sentence that names either."""
    places = [{reading.sentence_of(span) for name in actor.names for span in name.spans} for actor in (one, other)]
    if places[0] & places[1] - {None}:
        return True
    return any(
        _KIN.search(reading.folded.text, *reading.sentences[index])
        for index in places[0] | places[1]
        if index is not None
    )


def _first(actor: Actor) -> Span:
    return next(name.spans[0] for name in actor.names if name.text == actor.name)
