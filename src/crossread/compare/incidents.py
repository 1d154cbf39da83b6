"""Incidents: the acts of several reports that are one thing, with what is said of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from crossread.compare.acts import Act, Kind
from crossread.compare.days import Days, day_words
from crossread.compare.differences import rows_of
from crossread.compare.joining import Join, Joiner
from crossread.compare.tellings import Where
from crossread.compare.values import Difference, Row


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One thing as several reports tell it.

    Attributes:
        id: Hash of its acts' ids, 16 hexadecimal digits.
        kind: What it is.
        types: What the reports call it, the most frequent first.
        days: Days on which all that tell a day agree, else the earliest and the latest told; None if none is.
        where: The finest place told by most; None if none is.
        acts: Its acts, by the day they were told, one of each report.
        joins: Why they were joined, the closest first.
        rows: What is said, field by field, the contested ones first.
    """

    id: str
    kind: Kind
    types: tuple[str, ...]
    days: Days | None
    where: Where | None
    acts: tuple[Act, ...]
    joins: tuple[Join, ...]
    rows: tuple[Row, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that tell it."""
        return tuple(dict.fromkeys(act.report for act in self.acts))

    @property
    def contested(self) -> tuple[Row, ...]:
        """Fields on which reports differ."""
        return tuple(row for row in self.rows if row.contested)

    @property
    def differences(self) -> tuple[tuple[Row, Difference], ...]:
        """In what reports differ, each difference with its field."""
        return tuple((row, one) for row in self.rows for one in row.differences)

    @property
    def title(self) -> str:
        """What, where and when, for a heading: ``airstrike, Sorna, 2021-09-05``."""
        parts = [self.types[0] if self.types else self.kind]
        parts += [self.where.name] if self.where else []
        parts += [day_words(self.days)] if self.days else []
        return ", ".join(parts)


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A case compared.

    Attributes:
        incidents: Incidents that more than one report tells, those with most contested fields and reports first.
        alone: Acts that one report alone tells, by id.
        disputed: Those of the acts told by one report alone on which its own sources differ, each as an incident.
    """

    incidents: tuple[Incident, ...]
    alone: tuple[Act, ...]
    disputed: tuple[Incident, ...] = ()


def incidents_of(joiner: Joiner) -> Comparison:
    """The incidents among joined acts.

    Args:
        joiner: Acts with their joins.
    """
    groups = joiner.groups()
    found = [_made(joiner, acts) for acts in groups if len(acts) > 1]
    found.sort(key=lambda one: (-len(one.contested), -len(one.acts), one.days or (0, 0), one.id))
    alone = tuple(acts[0] for acts in groups if len(acts) == 1)
    disputed = (_made(joiner, [act]) for act in alone if len(act.tellings) > 1)
    return Comparison(incidents=tuple(found), alone=alone, disputed=tuple(one for one in disputed if one.differences))


def _made(joiner: Joiner, acts: Sequence[Act]) -> Incident:
    """The incident of some acts, told once for as long as no report adds to it."""
    names = tuple(act.id for act in acts)
    found = joiner.made.get(names)
    if found is None:
        found = joiner.made[names] = _incident(acts, joiner.between(acts))
    return found


def _incident(acts: Sequence[Act], joins: Sequence[Join]) -> Incident:
    ordered = tuple(sorted(acts, key=lambda act: (min((one.said or 0) for one in act.tellings), act.id)))
    names = "\n".join(sorted(act.id for act in acts))
    return Incident(
        id=hashlib.sha256(names.encode()).hexdigest()[:16],
        kind=acts[0].kind,
        types=_types(ordered),
        days=_days(ordered),
        where=_where(ordered),
        acts=ordered,
        joins=tuple(joins),
        rows=rows_of(ordered),
    )


def _types(acts: Sequence[Act]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for act in acts:
        for name in sorted(act.types or {one.type for one in act.tellings}):
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _days(acts: Sequence[Act]) -> Days | None:
    told = [act.days for act in acts if act.days is not None and act.dated] or [
        act.days for act in acts if act.days is not None
    ]
    if not told:
        return None
    common = max(first for first, _ in told), min(last for _, last in told)
    return common if common[0] <= common[1] else (min(first for first, _ in told), max(last for _, last in told))


def _where(acts: Sequence[Act]) -> Where | None:
    counts: dict[Where, int] = {}
    for act in acts:
        if act.where is not None:
            counts[act.where] = counts.get(act.where, 0) + 1
    return min(counts, key=lambda where: (where.precision or 4, -counts[where], where.name), default=None)
