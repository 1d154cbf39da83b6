"""Values of one field of an incident side by side, and which of them differ: who from whom, and how far.

Two grades are told apart. Values *contradict* each other if both cannot be true of one thing: 15 and 18 killed. They
*differ* if both can be, and yet are two answers: "at least 22" and 32, or a later figure of another source. A later
figure of the same source is an *update* and no difference, and neither is what one report tells finer than another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeVar

import msgspec

from crossread.compare.tellings import WATCHING, Telling

Field = Literal["number", "date", "place", "actor", "target", "cause", "status", "control", "terms"]
"""What reports may differ on. *Cause* is how: by an airstrike or by a mine; *control* who holds, took or lost it, as
each side claims; *terms* what talks hang on, which are put beside each other and never called a difference."""

Grade = Literal["contradicts", "differs"]
"""How far two values differ: both cannot be true, or both can and are two answers."""

Clash = tuple[Grade, str]
"""A grade, and why, in words for a reader."""

_T = TypeVar("_T")


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a field, with who gives it.

    Attributes:
        shown: In words.
        tellings: The claims that give it, by day on which they were said, then by report.
        update: Whether every source that gives it gave another before, so that it is an update.
    """

    shown: str
    tellings: tuple[Telling, ...]
    update: bool = False

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that give it, each once, in order."""
        return tuple(dict.fromkeys(one.report for one in self.tellings))


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Two values of a field that differ.

    Attributes:
        one: The one value, with those of its tellings that take part; of a toll that rose the earlier.
        other: The other value, likewise.
        grade: How far they differ.
        why: Why, in words.
    """

    one: Value
    other: Value
    grade: Grade
    why: str

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that take part, each once, sorted; one alone where a report disagrees with itself."""
        return tuple(sorted({*self.one.reports, *self.other.reports}))


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One field of an incident, its values side by side.

    Attributes:
        field: The field.
        about: What is counted, for numbers ("killed civilians"); empty else.
        values: The values, those most told first.
        differences: Which of them differ, contradictions first.
    """

    field: Field
    about: str = ""
    values: tuple[Value, ...]
    differences: tuple[Difference, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether two of the values differ."""
        return bool(self.differences)

    @property
    def contradicted(self) -> bool:
        """Whether two of the values cannot both be true."""
        return any(one.grade == "contradicts" for one in self.differences)


def row_of(
    field: Field,
    told: Iterable[tuple[_T, Telling]],
    shown: Callable[[_T], str],
    clash: Callable[[_T, _T], Clash | None],
) -> Iterator[Row]:
    """The row of a field; none where nothing is told.

    Args:
        field: The field.
        told: What is told, with the claims that tell it.
        shown: A value in words.
        clash: How far two values differ; None if they agree, or cannot be compared.
    """
    items = list(told)
    groups: dict[str, list[Telling]] = {}
    for value, telling in items:
        groups.setdefault(shown(value), []).append(telling)
    if groups:
        pairs = between_reports(items, clash)
        found = [Pair(shown(a[0]), a[1], shown(b[0]), b[1], why) for a, b, why in pairs]
        yield Row(field=field, values=values_of(groups), differences=differences_of(found))


def between_reports(
    told: Iterable[tuple[_T, Telling]], clash: Callable[[_T, _T], Clash | None]
) -> Iterator[tuple[tuple[_T, Telling], tuple[_T, Telling], Clash]]:
    """The pairs of values in which two reports differ: those of which nothing in the one agrees with the other.

    So a part beside its total is no difference where one of the reports gives both.
    """
    by_report: dict[str, list[tuple[_T, Telling]]] = {}
    for value, telling in told:
        by_report.setdefault(telling.report, []).append((value, telling))
    for first, second in combinations(sorted(by_report), 2):
        pairs = [(a, b, clash(a[0], b[0])) for a in by_report[first] for b in by_report[second]]
        if all(why is not None for _, _, why in pairs):
            yield from ((a, b, why) for a, b, why in pairs if why is not None)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that differ, each with its value in words."""

    shown: str
    telling: Telling
    other_shown: str
    other: Telling
    clash: Clash


def differences_of(pairs: Iterable[Pair]) -> tuple[Difference, ...]:
    """The differences among values: one for each pair of values, with all claims that take part, contradictions first.

    Args:
        pairs: Claims that differ.
    """
    found: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        turned = pair.shown > pair.other_shown
        one = Pair(pair.other_shown, pair.other, pair.shown, pair.telling, pair.clash) if turned else pair
        found.setdefault((one.shown, one.other_shown), []).append(one)
    differences = [_difference(words, of_words) for words, of_words in found.items()]
    return tuple(sorted(differences, key=lambda one: (one.grade != "contradicts", one.one.shown, one.other.shown)))


def _difference(words: tuple[str, str], pairs: Sequence[Pair]) -> Difference:
    grade, why = min(pair.clash for pair in pairs)  # "contradicts" comes before "differs"
    values = [
        Value(shown=words[0], tellings=_ordered(pair.telling for pair in pairs)),
        Value(shown=words[1], tellings=_ordered(pair.other for pair in pairs)),
    ]
    one, other = sorted(values, key=lambda value: (value.tellings[0].said or 0, value.shown))
    return Difference(one=one, other=other, grade=grade, why=why)


def values_of(groups: Mapping[str, Sequence[Telling]]) -> tuple[Value, ...]:
    """Values by how many reports give them, then by words; an update is marked.

    Args:
        groups: The claims by what they say in words.
    """
    values = []
    for words, tellings in groups.items():
        ordered = _ordered(tellings)
        values.append(Value(shown=words, tellings=ordered, update=_is_update(ordered, words, groups)))
    return tuple(sorted(values, key=lambda value: (-len(value.reports), value.shown)))


def _ordered(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    each = {(one.report, one.claim): one for one in tellings}
    return tuple(sorted(each.values(), key=lambda one: (one.said or 0, one.report, one.span, one.claim)))


def _is_update(tellings: Sequence[Telling], words: str, groups: Mapping[str, Sequence[Telling]]) -> bool:
    """Whether each of the sources of a value gave another value on an earlier day."""
    return all(
        any(is_later(one, earlier) for other, told in groups.items() if other != words for earlier in told)
        for one in tellings
    )


def is_later(one: Telling, earlier: Telling) -> bool:
    """Whether a claim is one that its source made after another."""
    return one.said is not None and earlier.said is not None and earlier.said < one.said and same_source(earlier, one)


def same_source(one: Telling, other: Telling) -> bool:
    """Whether two claims go back to one source: one name or a part of it; for the page itself the report."""
    if not one.source or not other.source:
        return not one.source and not other.source and one.report == other.report
    watching = {key for key in one.source & other.source if key.endswith(WATCHING)}
    names = [{key for key in telling.source if not key.endswith(WATCHING)} for telling in (one, other)]
    return bool(watching) or names[0] <= names[1] or names[1] <= names[0]
