"""What reports of one incident say side by side, and where they differ: on which field, and who from whom.

A field of an incident has values; a value has the tellings that give it. Two values *differ* only if both cannot be
true of one thing: numbers whose bounds do not meet, days that do not, towns apart, actors of whom both are known; and
two reports differ only if nothing that the one says agrees with anything that the other says, so that a part beside
its total is no difference. What is told finer by one report than by another is none. A later figure of the same source
is an *update*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal, TypeVar

import msgspec

from crossread.compare.acts import Act
from crossread.compare.closeness import distance, overlap, victim_group
from crossread.compare.tellings import Number, Side, Telling, Where, day_words

Field = Literal["number", "date", "place", "actor", "target", "cause", "status", "control", "terms"]
"""What reports may differ on. *Cause* is how: by an airstrike or by a mine; *control* who holds, took or lost it, as
each side claims; *terms* what talks hang on, which are put beside each other and never called a difference."""

_T = TypeVar("_T")

_TOWNS_APART = 15.0  # kilometres
_OTHER_CAUSES = (
    (frozenset(["airstrike", "drone strike"]), frozenset(["mine"])),
    (frozenset(["shelling"]), frozenset(["mine"])),
)
"""Types that are no two words for one thing. Missiles and rockets are told as air strikes by some and as shelling by
others; "attack" and "bombing" are told of anything."""

_LOWER = frozenset(["at least", "more than"])
_CLEARLY = 1.1  # one lower bound so many times another is another count and no other word for it


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


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One field of an incident, its values side by side.

    Attributes:
        field: The field.
        about: What is counted, for numbers ("killed civilians"); empty else.
        values: The values, those most told first.
        contested: Whether two of them cannot both be true.
    """

    field: Field
    about: str = ""
    values: tuple[Value, ...]
    contested: bool = False


def rows_of(acts: Sequence[Act]) -> tuple[Row, ...]:
    """The fields of an incident, the contested ones first, then numbers, days, places, actors, targets, causes.

    Args:
        acts: Its acts, of one report each.
    """
    rows = [
        *_numbers(acts),
        *_row("date", _dates(acts), lambda a, b: a[0] > b[1] or b[0] > a[1], day_words),
        *_row("place", _places(acts), _apart, _place_words(acts)),
        *_row("actor", _named(acts, "actors"), _strangers, lambda side: side.name),
        *_row("target", _named(acts, "targets"), _strangers, lambda side: side.name),
        *_row("cause", _causes(acts), _other_cause, lambda words: words),
        *_row("status", _statuses(acts), lambda a, b: a != b, lambda words: words),
        *_row("control", _controls(acts), _both_hold, lambda held: f"{held[0]}: {held[1].name}"),
        *_row("terms", _terms(acts), lambda _, __: False, lambda words: words),
    ]
    return tuple(sorted(rows, key=lambda row: not row.contested))


# ------------------------------------------------------------------ numbers


def _numbers(acts: Sequence[Act]) -> Iterator[Row]:
    """A row for each class of losses counted, and for each other counted thing."""
    counted: dict[str, list[Telling]] = {}
    for act in acts:
        for one in act.tellings:
            if one.number is not None and not one.number.running and one.status != "denied":
                counted.setdefault(_about(one), []).append(one)
    for about, tellings in sorted(counted.items()):
        groups: dict[str, list[Telling]] = {}
        for one in tellings:
            if one.number is not None:
                groups.setdefault(number_words(one.number), []).append(one)
        values = _values(groups)
        kept = {one.claim for value in values if not value.update for one in value.tellings}
        counts = _largest(one for one in tellings if one.claim in kept)
        yield Row(field="number", about=about, values=values, contested=_differ(counts, _numbers_clash))


def _about(telling: Telling) -> str:
    if telling.family == "losses":
        part = "part: " if telling.total else ""
        return f"{part}{telling.type} {victim_group(telling)}"
    return f"{telling.type}: {telling.number.unit}" if telling.number and telling.number.unit else telling.type


def number_words(number: Number) -> str:
    """A number in words: ``more than 30``, ``10 to 15``, ``dozens`` for what has none."""
    if number.vague or number.best is None:
        return "no exact number"
    if number.hedge == "between" and number.low is not None and number.high is not None:
        return f"{number.low:,.0f} to {number.high:,.0f}"
    hedge = "" if number.hedge == "exact" else f"{number.hedge} "
    return f"{hedge}{number.best:,.0f}"


def _largest(tellings: Iterable[Telling]) -> Iterator[tuple[Number, Telling]]:
    """The largest number of each report: what it gives besides may be a part of it."""
    found: dict[str, Telling] = {}
    for one in tellings:
        if one.number is not None and one.number.best is not None and not one.number.vague:
            known = found.get(one.report)
            if known is None or one.number.best > (known.number.best or 0 if known.number else 0):
                found[one.report] = one
    return ((one.number, one) for one in found.values() if one.number is not None)


def _numbers_clash(one: Number, other: Number) -> bool:
    """Whether two numbers cannot both be true, or are two clearly different lower bounds."""
    if not overlap(one, other):
        return True
    low, high = sorted((one.best or 0.0, other.best or 0.0))
    return one.hedge in _LOWER and other.hedge in _LOWER and high > _CLEARLY * low


def _differ(told: Iterable[tuple[_T, Telling]], clash: Callable[[_T, _T], bool]) -> bool:
    """Whether two reports differ: every value of the one clashes with every value of the other."""
    by_report: dict[str, list[_T]] = {}
    for value, telling in told:
        by_report.setdefault(telling.report, []).append(value)
    return any(
        all(clash(one, other) for one in by_report[first] for other in by_report[second])
        for first, second in combinations(sorted(by_report), 2)
    )


# -------------------------------------------------------------- other fields


def _row(
    field: Field,
    told: Iterable[tuple[_T, Telling]],
    clash: Callable[[_T, _T], bool],
    shown: Callable[[_T], str],
) -> Iterator[Row]:
    """The row of a field; none where nothing is told."""
    groups: dict[str, list[Telling]] = {}
    items = list(told)
    for value, telling in items:
        groups.setdefault(shown(value), []).append(telling)
    if groups:
        yield Row(field=field, values=_values(groups), contested=_differ(items, clash))


def _values(groups: dict[str, list[Telling]]) -> tuple[Value, ...]:
    """Values by how many reports give them, then by words; an update is marked."""
    values = []
    for words, tellings in groups.items():
        ordered = tuple(sorted(tellings, key=lambda one: (one.said or 0, one.report, one.span)))
        values.append(Value(shown=words, tellings=ordered, update=_is_update(ordered, words, groups)))
    return tuple(sorted(values, key=lambda value: (-len(value.reports), value.shown)))


def _is_update(tellings: Sequence[Telling], words: str, groups: dict[str, list[Telling]]) -> bool:
    """Whether each of the sources of a value gave another value on an earlier day, or in the same report's past."""
    return all(
        any(
            earlier.said is not None and one.said is not None and earlier.said < one.said and _same_source(earlier, one)
            for other, told in groups.items()
            if other != words
            for earlier in told
        )
        for one in tellings
    )


def _same_source(one: Telling, other: Telling) -> bool:
    """Whether two claims go back to one source: its name, or for the page itself the report."""
    if one.voices and other.voices:
        return one.voices[0].casefold() == other.voices[0].casefold()
    return not one.voices and not other.voices and one.report == other.report


def _dates(acts: Sequence[Act]) -> Iterator[tuple[tuple[int, int], Telling]]:
    for act in acts:
        found = next((one for one in act.tellings if one.dated and one.days == act.days), None)
        if found is not None and found.days is not None:
            yield found.days, found


def _places(acts: Sequence[Act]) -> Iterator[tuple[Where, Telling]]:
    for act in acts:
        found = next((one for one in act.tellings if one.where == act.where), None)
        if found is not None and found.where is not None:
            yield found.where, found


def _place_words(acts: Sequence[Act]) -> Callable[[Where], str]:
    """One name for each entry of the gazetteer: the first by letters of those that reports write."""
    names: dict[str, str] = {}
    for where in sorted((act.where for act in acts if act.where and act.where.entry), key=lambda where: where.name):
        names.setdefault(where.entry or "", where.name)
    return lambda where: names.get(where.entry or "", where.name)


def _apart(one: Where, other: Where) -> bool:
    """Whether two places are two towns apart, or lie in two divisions; what is not resolved tells nothing."""
    if one.entry is None or other.entry is None or one.entry == other.entry:
        return False
    if one.precision == 1 and other.precision == 1:
        return distance(one, other) > _TOWNS_APART
    if one.precision is None or other.precision is None:
        return bool(one.country and other.country and one.country != other.country)
    return bool(one.admin1 and other.admin1 and one.admin1 != other.admin1)


def _named(acts: Sequence[Act], part: Literal["actors", "targets"]) -> Iterator[tuple[Side, Telling]]:
    for act in acts:
        for telling in act.tellings:
            for side in getattr(telling, part):
                yield side, telling


def _strangers(one: Side, other: Side) -> bool:
    """Whether two actors are known, each an actor of the registry or a state's, and have nothing in common."""
    told = all(side.known or any(key.startswith("state:") for key in side.keys) for side in (one, other))
    return told and not one.keys & other.keys


def _causes(acts: Sequence[Act]) -> Iterator[tuple[str, Telling]]:
    for act in acts:
        for telling in act.tellings:
            if telling.family == "events" and act.kind == "violence":
                yield telling.type, telling


def _other_cause(one: str, other: str) -> bool:
    return any(
        (one in first and other in second) or (other in first and one in second) for first, second in _OTHER_CAUSES
    )


def _statuses(acts: Sequence[Act]) -> Iterator[tuple[str, Telling]]:
    for act in acts:
        for telling in act.tellings:
            if telling.family == "events" and telling.status in ("happened", "denied"):
                yield telling.status, telling


def _controls(acts: Sequence[Act]) -> Iterator[tuple[tuple[str, Side], Telling]]:
    """How each side is told to stand to a place: ``holds``, ``lost``, ``besieges``."""
    for act in acts:
        for telling in act.tellings:
            if telling.family == "control":
                for side in telling.actors:
                    yield (telling.type, side), telling


def _both_hold(one: tuple[str, Side], other: tuple[str, Side]) -> bool:
    """Whether two known sides are both told to hold the place."""
    return one[0] in _HOLDING and other[0] in _HOLDING and _strangers(one[1], other[1])


_HOLDING = frozenset(["holds", "seized", "took", "under control"])


def _terms(acts: Sequence[Act]) -> Iterator[tuple[str, Telling]]:
    for act in acts:
        for telling in act.tellings:
            for words in telling.terms:
                yield words, telling
