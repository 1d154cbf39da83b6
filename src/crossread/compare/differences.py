"""What reports of one incident say side by side, and where they differ: on which field, and who from whom.

A field of an incident has values; a value has the tellings that give it. Two values differ if both cannot be true of
one thing: numbers whose bounds do not meet, days that do not, towns apart, actors of whom both are known; and two
reports differ only if nothing that the one says agrees with anything that the other says. What is told finer by one
report than by another is no difference. `values` has the grades of difference, `figures` the numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from crossread.compare.acts import Act
from crossread.compare.closeness import distance, may_be_province
from crossread.compare.days import Days, day_words
from crossread.compare.figures import number_rows
from crossread.compare.means import means_in
from crossread.compare.sides import Side, are_strangers
from crossread.compare.tellings import Telling, Where
from crossread.compare.values import Clash, Pair, Row, differences_of, row_of, same_source

_TOWNS_APART, _BEYOND = 15.0, 150.0  # kilometres
_OTHER_CAUSES = frozenset(
    frozenset(pair)
    for pair in (
        ("airstrike", "bomb"), ("airstrike", "mine"), ("airstrike", "gunfire"), ("airstrike", "shelling"),
        ("shelling", "bomb"), ("shelling", "mine"), ("bomb", "mine"),
    )
)  # fmt: skip
"""Means that are no two words for one thing: a car bomb and an air strike, mortars and warplanes."""

_LOSSES = frozenset(["killed", "injured"])
_CIVIL, _ARMED = frozenset(["civilians", "children", "women"]), frozenset(["fighters", "soldiers"])
_ONE_SIDED = frozenset(
    ["airstrike", "drone strike", "shelling", "bombing", "mine", "killing", "killed", "injured", "abduction"]
)
"""Types of which one side alone is the actor."""


def rows_of(acts: Sequence[Act]) -> tuple[Row, ...]:
    """The fields of an incident, the contested ones first, then numbers, days, places, actors, targets, causes.

    Args:
        acts: Its acts, of one report each.
    """
    actors, targets = list(_actors(acts)), list(_targets(acts))
    rows = [
        *number_rows(acts),
        *row_of("date", _dates(acts), day_words, _other_days),
        *row_of("place", _places(acts), _place_words(acts), _apart),
        *row_of("actor", actors, _side_words(taking.side for taking, _ in actors), _other_actor),
        *row_of("target", targets, _side_words(taking.side for taking, _ in targets), _other_victims),
        *row_of("cause", _causes(acts), lambda cause: cause.words, _other_cause),
        *(
            msgspec.structs.replace(row, differences=differences_of(_denied(acts)))
            for row in row_of("status", _statuses(acts), _status_words, lambda _, __: None)
        ),
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
    """Whether two places are two towns apart, or lie in two divisions; what is not resolved tells nothing.

    A name that a town has from its province ("Idlib") may be either. What lies farther off than anybody would confuse
    is a name that was taken for another place's.
    """
    if one.entry is None or other.entry is None or one.entry == other.entry or one.country != other.country:
        return None
    far = distance(one, other)
    if not _TOWNS_APART < far <= _BEYOND:
        return None
    if one.precision == 1 and other.precision == 1 and not (may_be_province(one) or may_be_province(other)):
        return "contradicts", f"{far:,.0f} km apart"
    if one.precision is None or other.precision is None:
        return None
    return ("contradicts", "two provinces") if one.admin1 and other.admin1 and one.admin1 != other.admin1 else None


# --------------------------------------------------------------- who, whom, how


def _actors(acts: Sequence[Act]) -> Iterator[tuple[_Taking, Telling]]:
    for act in acts:
        for telling in act.tellings:
            for side in (*(telling.actors if telling.family != "losses" else ()), *telling.behind):
                if side.known or side.camps or not means_in(side.name):  # "a drone" acts in nobody's name
                    yield _Taking(side, telling), telling


def _targets(acts: Sequence[Act]) -> Iterator[tuple[_Taking, Telling]]:
    for act in acts:
        for telling in act.tellings:
            for side in telling.targets:
                yield _Taking(side, telling), telling


@dataclass(frozen=True, slots=True)
class _Taking:
    """Somebody in a claim."""

    side: Side
    telling: Telling


def _side_words(sides: Iterable[Side]) -> Callable[[_Taking], str]:
    """One name for each camp, or for each actor of whom none is told: the one that is said most, the shorter first."""
    counts: dict[frozenset[str], Counter[str]] = {}
    for side in sides:
        counts.setdefault(_who(side), Counter())[side.name] += 1
    names = {
        who: min(said, key=lambda name, said=said: (-said[name], len(name), name))  # type: ignore[misc]
        for who, said in counts.items()
    }
    return lambda taking: names[_who(taking.side)]


def _who(side: Side) -> frozenset[str]:
    known = frozenset(key for key in side.keys if not key.startswith(("word:", "label:")))
    return known if side.known else side.camps or frozenset([side.name.casefold()])


def _other_actor(one: _Taking, other: _Taking) -> Clash | None:
    """Whether claims of one deed tell two who did it; in fighting both sides act, and what goes on is many deeds."""
    if "ongoing" in (one.telling.status, other.telling.status):
        return None
    if not (_of_one_side(one.telling, other.telling) and are_strangers(one.side, other.side)):
        return None
    if "possible" in (one.telling.status, other.telling.status):
        return "differs", "somebody else is suspected"
    return "contradicts", "two that have nothing in common"


def _other_victims(one: _Taking, other: _Taking) -> Clash | None:
    """Whether of the dead or the hurt one claim says that they were civilians, the other that they bore arms."""
    if not (_LOSSES & {one.telling.type} and one.telling.type == other.telling.type):
        return None
    classes = {one.telling.victims, other.telling.victims}
    if classes & _CIVIL and classes & _ARMED:
        return "contradicts", "civilians, or those who bear arms"
    known = one.side.known and other.side.known and are_strangers(one.side, other.side)
    return ("contradicts", "two that have nothing in common") if known else None


def _of_one_side(one: Telling, other: Telling) -> bool:
    """Whether two claims tell a deed of one side only, such as an air strike; an attack if by means that both tell."""
    return {one.type, other.type} <= _ONE_SIDED or bool(one.means & other.means)


@dataclass(frozen=True, slots=True)
class _Cause:
    """What a claim calls the event, or the means that it tells."""

    words: str
    is_means: bool
    where: Where | None


def _causes(acts: Sequence[Act]) -> Iterator[tuple[_Cause, Telling]]:
    for act in acts:
        for telling in act.tellings:
            if act.kind == "violence" and telling.means:
                yield from ((_Cause(means, is_means=True, where=act.where), telling) for means in sorted(telling.means))
            elif act.kind == "violence" and telling.family == "events":
                yield _Cause(telling.type, is_means=False, where=act.where), telling


def _other_cause(one: _Cause, other: _Cause) -> Clash | None:
    placed = all(cause.where is not None and cause.where.precision is not None for cause in (one, other))
    if not (placed and one.is_means and other.is_means and frozenset([one.words, other.words]) in _OTHER_CAUSES):
        return None
    return "contradicts", "no two words for one thing"


# ------------------------------------------------------- whether, control, terms


def _statuses(acts: Sequence[Act]) -> Iterator[tuple[Telling, Telling]]:
    for act in acts:
        for telling in act.tellings:
            if telling.family == "events" and telling.status in ("happened", "denied"):
                yield telling, telling


def _status_words(telling: Telling) -> str:
    if telling.status != "denied":
        return telling.status
    names = telling.voices[:1] or tuple(side.name for side in telling.actors)
    return f"denied by {names[0]}" if names else "denied"


def _denied(acts: Sequence[Act]) -> Iterator[Pair]:
    """What one source says that somebody did, and another that they did not; in one report or in two."""
    told = [telling for telling, _ in _statuses(acts)]
    for one in told:
        for other in told:
            if one.status == "happened" and other.status == "denied" and _is_its_denial(one, other):
                clash: Clash = ("contradicts", "one says it happened, the other that it did not")
                yield Pair(_status_words(one), one, _status_words(other), other, clash)


def _is_its_denial(one: Telling, other: Telling) -> bool:
    """Whether a claim says that somebody did what another says, in their own name, that they did not."""
    if same_source(one, other) or one.speakers & other.speakers:
        return False
    if not (one.means & other.means if other.means else one.type == other.type):
        return False
    said = {camp for side in (*one.actors, *one.behind) for camp in side.camps}
    denied = {camp for side in other.actors for camp in side.camps} or other.speakers
    return bool(said & denied & other.speakers)


def _controls(acts: Sequence[Act]) -> Iterator[tuple[tuple[str, Side], Telling]]:
    """How each side is told to stand to a place: ``holds``, ``lost``, ``besieges``."""
    for act in acts:
        for telling in act.tellings:
            if telling.family == "control":
                for side in telling.actors:
                    yield (telling.type, side), telling


def _both_hold(one: tuple[str, Side], other: tuple[str, Side]) -> Clash | None:
    """Whether two known sides are both told to hold the place."""
    if one[0] not in _HOLDING or other[0] not in _HOLDING or not are_strangers(one[1], other[1]):
        return None
    return "contradicts", "two sides are told to hold it"


_HOLDING = frozenset(["holds", "seized", "took", "under control"])


def _terms(acts: Sequence[Act]) -> Iterator[tuple[str, Telling]]:
    for act in acts:
        for telling in act.tellings:
            for words in telling.terms:
                yield words, telling
