"""Scores of MUC-4: templates aligned to best advantage, then correct, partial, missing and spurious fills.

As in 1992, *all templates*: a missing template costs all its fills, a spurious one all of its own; recall is
``(correct + partial / 2) / possible``, precision the same over what was given. A response may stand for a key only if
their types agree, at least in part, and so does one of perpetrator, target object or target person. Among such
pairings the one with the highest credit is taken. A fill that refers to a string of another slot is partial if its
value is right and its string is not. Where the scorers of 1992 asked a person whether two strings mean the same, here
a string is correct if it has the words of an alternative, articles aside, or holds or is held by one and ends on the
same word, and partial if it shares a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from benchmarks._muc import SLOTS, Fill, Template
from benchmarks.frame import f1

TYING = (9, 10, 12, 18, 19)
"""Slots of which one must agree before a response stands for a key."""

_WORD = re.compile(r"[A-Z0-9ÑÁÉÍÓÚÜ.'&-]+")
_SMALL = frozenset(
    ["THE", "A", "AN", "OF", "IN", "AT", "ON", "FOR", "TO", "BY", "HIS", "HER", "THEIR", "ITS", "AND", "SOME"]
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d{2})")


@dataclass
class Tally:
    """Credit, possible and given fills of one slot.

    Attributes:
        credit: One for each correct fill, a half for each partial one.
        possible: Fills of the keys.
        given: Fills of the responses.
    """

    credit: float = 0.0
    possible: int = 0
    given: int = 0

    @property
    def recall(self) -> float:
        """Share of what is possible that was got."""
        return self.credit / self.possible if self.possible else 0.0

    @property
    def precision(self) -> float:
        """Share of what was given that is right."""
        return self.credit / self.given if self.given else 0.0

    @property
    def f(self) -> float:
        """Harmonic mean of both."""
        return f1(self.precision, self.recall)


@dataclass
class Score:
    """All tallies.

    Attributes:
        slots: By slot.
        organisations: Organisations that are right, fully or in part.
        confidences: Those of them whose confidence is right.
        facts: Those of them for which "reported as fact" would be right.
        aligned: Pairs of a response and a key.
        keys: Key templates that must be given.
        responses: Response templates.
    """

    slots: dict[int, Tally] = field(default_factory=lambda: {slot: Tally() for slot in SLOTS})
    organisations: int = 0
    confidences: int = 0
    facts: int = 0
    aligned: int = 0
    keys: int = 0
    responses: int = 0

    @property
    def total(self) -> Tally:
        """The sum over all slots."""
        parts = self.slots.values()
        return Tally(
            sum(one.credit for one in parts), sum(one.possible for one in parts), sum(one.given for one in parts)
        )

    def add(self, keys: Sequence[Template], responses: Sequence[Template]) -> None:
        """Score the templates of one message."""
        pairs = align(keys, responses)
        self.keys += sum(not key.optional for key in keys)
        self.responses += len(responses)
        self.aligned += len(pairs)
        for number, key in enumerate(keys):
            if number in pairs:
                self._pair(key, responses[pairs[number]])
            elif not key.optional:
                for slot, tally in self.slots.items():
                    tally.possible += sum(not fill.optional for fill in key.fills.get(slot, ()))
        for response in responses:
            for slot, tally in self.slots.items():
                tally.given += len(response.fills.get(slot, ()))

    def _pair(self, key: Template, response: Template) -> None:
        for slot, tally in self.slots.items():
            wanted = key.fills.get(slot, [])
            matched = match(slot, wanted, response.fills.get(slot, []))
            tally.credit += sum(credit for credit, _ in matched.values())
            tally.possible += sum(not fill.optional or number in matched for number, fill in enumerate(wanted))
        self._confidence(key, response)

    def _confidence(self, key: Template, response: Template) -> None:
        """How often the confidence is right where the organisation is."""
        wanted, given = key.fills.get(10, []), response.fills.get(10, [])
        for number, (_, place) in match(10, wanted, given).items():
            gold = next((fill for fill in key.fills.get(11, []) if _string(wanted[number], fill) == 1), None)
            told = next((fill for fill in response.fills.get(11, []) if fill.strings == given[place].strings), None)
            if gold is not None:
                self.organisations += 1
                self.confidences += told is not None and bool(set(told.values) & set(gold.values))
                self.facts += "REPORTED AS FACT" in gold.values


def align(keys: Sequence[Template], responses: Sequence[Template]) -> dict[int, int]:
    """For each key that is met, by its number, the number of the response that stands for it."""

    def worth(key: int, response: int) -> float:
        if not may_stand_for(keys[key], responses[response]):
            return 0.0
        return sum(
            credit
            for slot in SLOTS
            for credit, _ in match(
                slot, keys[key].fills.get(slot, []), responses[response].fills.get(slot, [])
            ).values()
        )

    return best_pairs(len(keys), len(responses), worth)


def may_stand_for(key: Template, response: Template) -> bool:
    """Whether a response may be aligned with a key."""
    if not match(4, key.fills.get(4, []), response.fills.get(4, [])):
        return False
    return any(match(slot, key.fills.get(slot, []), response.fills.get(slot, [])) for slot in TYING)


def best_pairs(rows: int, columns: int, worth: Callable[[int, int], float]) -> dict[int, int]:
    """The pairing of rows and columns of highest worth; pairs worth nothing are left out.

    The best pair first, then every chain of changes that gains (as the Hungarian method does).
    """
    value = [[worth(row, column) for column in range(columns)] for row in range(rows)]
    size = max(rows, columns)
    cost = [[-value[r][c] if r < rows and c < columns else 0.0 for c in range(size)] for r in range(size)]
    owner = _assigned(cost)
    return {r: c for c, r in sorted(enumerate(owner)) if r < rows and c < columns and value[r][c] > 0}


def _assigned(cost: list[list[float]]) -> list[int]:
    """Row of each column in the cheapest assignment of a square table (Kuhn and Munkres, with potentials)."""
    size = len(cost)
    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0], column = row, 0
        least, came = [float("inf")] * (size + 1), [0] * (size + 1)
        used = [False] * (size + 1)
        while row_of[column]:
            used[column] = True
            at, step, following = row_of[column], float("inf"), 0
            for other in range(1, size + 1):
                if used[other]:
                    continue
                reduced = cost[at - 1][other - 1] - of_row[at] - of_column[other]
                if reduced < least[other]:
                    least[other], came[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(size + 1):
                if used[other]:
                    of_row[row_of[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            row_of[column] = row_of[came[column]]
            column = came[column]
    return [row - 1 for row in row_of[1:]]


def match(slot: int, wanted: Sequence[Fill], given: Sequence[Fill]) -> dict[int, tuple[float, int]]:
    """For each fill of the key that is met, by its number: the credit, and the number of the fill that meets it."""
    if not wanted or not given:
        return {}
    pairs = best_pairs(len(wanted), len(given), lambda row, column: credit(slot, wanted[row], given[column]))
    return {row: (credit(slot, wanted[row], given[column]), column) for row, column in pairs.items()}


def credit(slot: int, wanted: Fill, given: Fill) -> float:
    """1 for a correct fill, .5 for a partial one, 0 for a wrong one."""
    if slot == 2:
        return max((_date(one, other) for one in wanted.values for other in given.values), default=0.0)
    if slot == 3:
        return max((_place(one, other) for one in wanted.values for other in given.values), default=0.0)
    if slot == 4:
        same = bool(set(wanted.values) & set(given.values))
        return 1.0 if same else 0.5 if "ATTACK" in {*wanted.values, *given.values} else 0.0
    if not wanted.values:
        return _string(wanted, given)
    if not {_plain(value) for value in wanted.values} & {_plain(value) for value in given.values}:
        return 0.0
    return 1.0 if not wanted.strings or _string(wanted, given) else 0.5


def _plain(value: str) -> str:
    """A value of a list, or a number without the marks of "about" and "or more"."""
    return value.strip("~- ")


def _string(wanted: Fill, given: Fill) -> float:
    return max((_same(one, other) for one in wanted.strings for other in given.strings), default=0.0)


@cache
def _words(text: str) -> tuple[str, ...]:
    words = (word.strip(".'-").removesuffix("'S") for word in _WORD.findall(text.upper()))
    return tuple(word for word in words if word and word not in _SMALL)


@cache
def _same(one: str, other: str) -> float:
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    some, more = set(first), set(second)
    if some == more or (first[-1] == second[-1] and (some <= more or more <= some)):
        return 1.0
    return 0.5 if some & more else 0.0


def _place(wanted: str, given: str) -> float:
    """Places are chains from the country down; the same chain is right, a joint link is partial."""
    first, second = (
        [re.sub(r"\s*\([^)]*\)", "", part).strip() for part in text.replace(" - ", ": ").split(":")]
        for text in (wanted, given)
    )
    return 1.0 if set(first) == set(second) else 0.5 if set(first) & set(second) else 0.0


def _date(wanted: str, given: str) -> float:
    """The same day or range is right; days in common are partial."""
    if wanted == given:
        return 1.0
    first, second = _days(wanted), _days(given)
    if first is None or second is None:
        return 0.0
    return 0.5 if first[0] <= second[1] and second[0] <= first[1] else 0.0


def _days(text: str) -> tuple[int, int] | None:
    """First and last day of a date, a range, or "up to a day" (then within a month before it), as numbers in order."""
    found = [
        int(year) * 372 + _MONTHS.index(month) * 31 + int(day)
        for day, month, year in _DAY.findall(text)
        if month in _MONTHS
    ]
    if not found:
        return None
    return (found[0] - 31, found[0]) if text.lstrip().startswith("-") else (found[0], found[-1])
