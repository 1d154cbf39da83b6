"""What reports of one incident say side by side, and where they differ: on which field, and who from whom.

A field of an incident has values; a value has the tellings that give it. Two values differ if both cannot be true of
one thing: numbers whose bounds do not meet, days that do not, towns apart, actors of whom both are known; and two
reports differ only if nothing that the one says agrees with anything that the other says. What is told finer by one
report than by another is no difference. `values` has the grades of difference, `figures` the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from crossread.compare.acts import Act
from crossread.compare.closeness import distance
from crossread.compare.days import Days, day_words
from crossread.compare.figures import number_rows
from crossread.compare.sides import Side, are_strangers
from crossread.compare.tellings import Telling, Where
from crossread.compare.values import Clash, Row, row_of

_TOWNS_APART = 15.0  # kilometres
_OTHER_CAUSES = (
    (frozenset(["airstrike", "drone strike"]), frozenset(["mine"])),
    (frozenset(["shelling"]), frozenset(["mine"])),
)
"""Types that are no two words for one thing. Missiles and rockets are told as air strikes by some and as shelling by
others; "attack" and "bombing" are told of anything."""


def rows_of(acts: Sequence[Act]) -> tuple[Row, ...]:
    """The fields of an incident, the contested ones first, then numbers, days, places, actors, targets, causes.

    Args:
        acts: Its acts, of one report each.
    """
    rows = [
        *number_rows(acts),
        *row_of("date", _dates(acts), day_words, _other_days),
        *row_of("place", _places(acts), _place_words(acts), _apart),
        *row_of("actor", _named(acts, "actors"), _name, _strangers),
        *row_of("target", _named(acts, "targets"), _name, _strangers),
        *row_of("cause", _causes(acts), str, _other_cause),
        *row_of("status", _statuses(acts), str, _other_status),
        *row_of("control", _controls(acts), lambda held: f"{held[0]}: {held[1].name}", _both_hold),
        *row_of("terms", _terms(acts), str, lambda _, __: None),
    ]
    return tuple(sorted(rows, key=lambda row: (not row.contradicted, not row.contested)))


# ------------------------------------------------------------- days, places


def _dates(acts: Sequence[Act]) -> Iterator[tuple[Days, Telling]]:
    for act in acts:
        found = next((one for one in act.tellings if one.dated and one.days == act.days), None)
        if found is not None and found.days is not None:
            yield found.days, found


def _other_days(one: Days, other: Days) -> Clash | None:
    return ("contradicts", "the days do not meet") if one[0] > other[1] or other[0] > one[1] else None


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


def _apart(one: Where, other: Where) -> Clash | None:
    """Whether two places are two towns apart, or lie in two divisions; what is not resolved tells nothing."""
    if one.entry is None or other.entry is None or one.entry == other.entry:
        return None
    if one.precision == 1 and other.precision == 1:
        far = distance(one, other)
        return ("contradicts", f"{far:,.0f} km apart") if far > _TOWNS_APART else None
    if one.precision is None or other.precision is None:
        abroad = bool(one.country and other.country and one.country != other.country)
        return ("contradicts", "two countries") if abroad else None
    return ("contradicts", "two provinces") if one.admin1 and other.admin1 and one.admin1 != other.admin1 else None


# --------------------------------------------------------------- who, whom, how


def _named(acts: Sequence[Act], part: Literal["actors", "targets"]) -> Iterator[tuple[Side, Telling]]:
    for act in acts:
        for telling in act.tellings:
            for side in getattr(telling, part):
                yield side, telling


def _name(side: Side) -> str:
    return side.name


def _strangers(one: Side, other: Side) -> Clash | None:
    """Whether it is told of both who they are, and they have nothing in common."""
    return ("contradicts", "two actors") if are_strangers(one, other) else None


def _causes(acts: Sequence[Act]) -> Iterator[tuple[str, Telling]]:
    for act in acts:
        for telling in act.tellings:
            if telling.family == "events" and act.kind == "violence":
                yield telling.type, telling


def _other_cause(one: str, other: str) -> Clash | None:
    apart = any(
        (one in first and other in second) or (other in first and one in second) for first, second in _OTHER_CAUSES
    )
    return ("contradicts", "no two words for one thing") if apart else None


# ------------------------------------------------------- whether, control, terms


def _statuses(acts: Sequence[Act]) -> Iterator[tuple[str, Telling]]:
    for act in acts:
        for telling in act.tellings:
            if telling.family == "events" and telling.status in ("happened", "denied"):
                yield telling.status, telling


def _other_status(one: str, other: str) -> Clash | None:
    return ("contradicts", "one says it happened, the other that it did not") if one != other else None


def _controls(acts: Sequence[Act]) -> Iterator[tuple[tuple[str, Side], Telling]]:
    """How each side is told to stand to a place: ``holds``, ``lost``, ``besieges``."""
    for act in acts:
        for telling in act.tellings:
            if telling.family == "control":
                for side in telling.actors:
                    yield (telling.type, side), telling


def _both_hold(one: tuple[str, Side], other: tuple[str, Side]) -> Clash | None:
    """Whether two known sides are both told to hold the place."""
    if one[0] not in _HOLDING or other[0] not in _HOLDING or _strangers(one[1], other[1]) is None:
        return None
    return "contradicts", "two sides are told to hold it"


_HOLDING = frozenset(["holds", "seized", "took", "under control"])


def _terms(acts: Sequence[Act]) -> Iterator[tuple[str, Telling]]:
    for act in acts:
        for telling in act.tellings:
            for words in telling.terms:
                yield words, telling
