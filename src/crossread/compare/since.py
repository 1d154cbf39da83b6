"""What is new, changed and withdrawn in a comparison since an earlier one of the same case.

Both comparisons are made by the same program, so that what a newer one reads otherwise is no news. Claims of a report
that has a newer version are followed into it; what is told of an incident then and now is held side by side by claim.
What tells rare words from common ones changes with every report of the case, so that acts are at times joined otherwise
though nobody said anything new: that is no news either, unless a reviewer decided it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from crossread.compare.acts import Act
from crossread.compare.differences import rows_of
from crossread.compare.incidents import Comparison, Incident
from crossread.compare.tellings import Telling
from crossread.compare.values import Row
from crossread.record import Record

Key = tuple[str, str]
"""A claim of today: its report's id and its own; of one that is not made any more, its own of then after a hyphen."""

Kind = Literal["new", "changed", "withdrawn"]
"""*New*: it was not told then. *Changed*: the same claim said otherwise then. *Withdrawn*: it is not told any more."""


class ReportNews(Record, frozen=True, kw_only=True):
    """What became of a report that tells an incident, or told it then.

    Attributes:
        report: Id of the report.
        kind: ``new``: it was not in the case then. ``changed``: a newer version of it tells the incident otherwise.
            ``joined``: it was there, and is now taken to tell the same. ``withdrawn``: its newer version does not tell
            it any more. ``parted``: a decision takes it out, or the only other report that told the same withdrew it.
        outlet: Outlet or site, None if unknown.
        title: Its title, None if unknown.
        says: What its newer versions say of themselves: that they were corrected or withdrawn.
    """

    report: str
    kind: Literal["new", "changed", "joined", "withdrawn", "parted"]
    outlet: str | None = None
    title: str | None = None
    says: tuple[str, ...] = ()


class ValueNews(Record, frozen=True, kw_only=True):
    """A value that is new, changed or withdrawn.

    Attributes:
        kind: Which of them; ``left out`` where the claims are still made and a decision leaves them out.
        field: The field: number, date, place …
        about: What is counted, for numbers.
        value: The value in words; of a withdrawn one what it was.
        before: What a changed one was.
        reports: Ids of the reports that give it, or gave it.
        quote: The words of the first of them.
        differs_from: Values of other reports from which it differs now.
    """

    kind: Kind | Literal["left out"]
    field: str
    about: str
    value: str
    before: str | None = None
    reports: tuple[str, ...] = ()
    quote: str = ""
    differs_from: tuple[str, ...] = ()


class DecisionNews(Record, frozen=True, kw_only=True):
    """A reviewer's decision on a claim or a join of an incident.

    Attributes:
        decision: Its id.
        time: When, UTC.
        user: Who.
        verdict: What: accepted, corrected, rejected, unsure, undone.
        about: ``claim``, ``actor`` or ``join``.
        target: Id of what it is about today.
        reason: Why, None if nothing is said.
    """

    decision: str
    time: str
    user: str
    verdict: str
    about: str
    target: str
    reason: str | None = None


class News(Record, frozen=True, kw_only=True):
    """What became of an incident.

    Attributes:
        kind: ``new``: it was not told by more than one report then. ``changed``: it was. ``withdrawn``: it was, and is
            not any more.
        reports: What became of its reports.
        values: Values that are new, changed or withdrawn; numbers first.
        decisions: What reviewers decided since.
    """

    kind: Kind
    reports: tuple[ReportNews, ...] = ()
    values: tuple[ValueNews, ...] = ()
    decisions: tuple[DecisionNews, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim that gives a value, then or now."""

    key: Key
    telling: Telling


_Values = Mapping[tuple[str, str], Mapping[str, list[_Told]]]
"""By field and what is counted, by value in words."""


class Then:
    """A comparison of then, asked by claims of today."""

    def __init__(
        self, comparison: Comparison, reports: Collection[str], followed: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Index it.

        Args:
            comparison: The case as it was, compared.
            reports: Ids of the reports that it had.
            followed: For each report with a newer version since, the claims of today by those of then.
        """
        self.reports = frozenset(reports)
        self.changed = frozenset(followed)
        self._followed = followed
        self.incidents = comparison.incidents
        self._groups: list[tuple[Act, ...]] = [one.acts for one in comparison.incidents]
        self._groups += [(act,) for act in comparison.alone]
        self._of: dict[Key, int] = {
            self.key(telling): number for number, acts in enumerate(self._groups) for telling in _tellings(acts)
        }

    def key(self, telling: Telling) -> Key:
        """The claim of today that a claim of then became."""
        return self.key_of(telling.report, telling.claim)

    def key_of(self, report: str, claim: str) -> Key:
        """The claim of today that a claim of then became, by their ids."""
        followed = self._followed.get(report)
        return report, claim if followed is None else followed.get(claim, f"-{claim}")

    def groups(self, keys: Iterable[Key]) -> list[tuple[bool, tuple[Act, ...]]]:
        """What was told then by some claims: whether it was an incident, and its acts."""
        found = sorted({self._of[key] for key in keys if key in self._of})
        return [(number < len(self.incidents), self._groups[number]) for number in found]

    def keys(self, acts: Iterable[Act]) -> set[Key]:
        """The claims of some acts of then."""
        return {self.key(telling) for telling in _tellings(acts)}

    def values(self, groups: Iterable[tuple[bool, tuple[Act, ...]]]) -> _Values:
        """What some groups told then, field by field."""
        found: dict[tuple[str, str], dict[str, list[_Told]]] = defaultdict(lambda: defaultdict(list))
        for _, acts in groups:
            for row in rows_of(acts):
                for value in row.values:
                    told = [_Told(self.key(one), one) for one in value.tellings]
                    found[row.field, row.about][value.shown] += told
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """What became of an incident, with claims; `News` is made of it.

    Attributes:
        kind: As in `News`.
        incident: The incident of today; of a withdrawn one that of then.
        keys: Its claims, then and now.
        reports: Its reports with what became of each.
        values: Its values, each with the claims that give it, or gave it; what was then has its words of then.
    """

    kind: Kind
    incident: Incident
    keys: frozenset[Key]
    reports: tuple[ReportNews, ...]
    values: tuple[tuple[ValueNews, tuple[Telling, ...]], ...]


def found_since(now: Comparison, then: Then, decided: Collection[Key] = ()) -> Iterator[Found]:
    """What became of each incident of today, and those that are told no more; unchanged ones too, with nothing in them.

    Args:
        now: The case as it is, compared.
        then: The case as it was.
        decided: Claims on which, or on joins of which, reviewers have decided since.
    """
    for incident in now.incidents:
        yield _of_today(incident, then, frozenset(decided))
    alive = {_key(one) for incident in now.incidents for one in _tellings(incident.acts)}
    for incident in then.incidents:
        if not then.keys(incident.acts) & alive:
            yield _of_then(incident, now, then)


def _of_today(incident: Incident, then: Then, decided: frozenset[Key]) -> Found:
    keys = {_key(one) for one in _tellings(incident.acts)}
    groups = then.groups(keys)
    before = then.values(groups)
    values = list(_told_now(incident.rows, before, then))
    replaced = {(one.field, one.about, one.before) for one, _ in values if one.before is not None}
    ever = keys.union(*(then.keys(acts) for _, acts in groups))
    is_decided = bool(decided & ever)
    gone = _told_no_more(incident.rows, before, keys, then, replaced)
    values += [one for one in gone if is_decided or one[0].kind == "withdrawn"]
    touched = {report for value, _ in values for report in value.reports}
    of_reports = _reports_of(incident.reports, groups, then, touched)
    reports = tuple(one for one in of_reports if is_decided or one.kind != "parted")
    return Found(
        kind="changed" if any(was_incident for was_incident, _ in groups) else "new",
        incident=incident,
        keys=frozenset(ever),
        reports=reports,
        values=tuple(values),
    )


def _of_then(incident: Incident, now: Comparison, then: Then) -> Found:
    """An incident that is not told by more than one report any more."""
    alone = {_key(one) for act in now.alone for one in act.tellings}
    reports = []
    for act in incident.acts:
        left = then.keys([act]) & alone
        reports.append(ReportNews(report=act.report, kind="parted" if left else "withdrawn"))
    gone = {one.report for one in reports if one.kind == "withdrawn"}
    values = [
        (_value("withdrawn", row, value.shown, value.tellings), value.tellings)
        for row in incident.rows
        for value in row.values
        if gone.issuperset(value.reports)
    ]
    return Found(
        kind="withdrawn",
        incident=incident,
        keys=frozenset(then.keys(incident.acts)),
        reports=tuple(reports),
        values=tuple(values),
    )


def _told_now(rows: Iterable[Row], before: _Values, then: Then) -> Iterator[tuple[ValueNews, tuple[Telling, ...]]]:
    """Values of today that nobody gave then: new ones, and those that a claim gives which gave another."""
    for row in rows:
        was = before.get((row.field, row.about), {})
        now = {value.shown for value in row.values}
        given = {told.key for tellings in was.values() for told in tellings}
        said = {told.key: shown for shown, tellings in was.items() if shown not in now for told in tellings}
        for value in row.values:
            if value.shown in was:
                continue
            # A report without a newer version says what it said; only its words for a place may be another's now.
            fresh = tuple(one for one in value.tellings if one.report in then.changed or _key(one) not in given)
            if fresh:
                earlier = next((said[_key(one)] for one in fresh if _key(one) in said), None)
                kind: Kind = "changed" if earlier is not None else "new"
                yield _value(kind, row, value.shown, fresh, before=earlier), fresh


def _told_no_more(
    rows: Iterable[Row], before: _Values, keys: Collection[Key], then: Then, replaced: Collection[tuple[str, str, str]]
) -> Iterator[tuple[ValueNews, tuple[Telling, ...]]]:
    """Values of then that nobody gives today, and that are not changed ones."""
    now: dict[tuple[str, str], set[str]] = {(row.field, row.about): {one.shown for one in row.values} for row in rows}
    for (field, about), values in before.items():
        for shown, told in values.items():
            gone = [one for one in told if one.key not in keys or one.key[0] in then.changed]
            if gone and shown not in now.get((field, about), set()) and (field, about, shown) not in replaced:
                tellings = tuple(one.telling for one in gone)
                reports = tuple(dict.fromkeys(one.report for one in tellings))
                kind: Kind | Literal["left out"] = "withdrawn" if then.changed.intersection(reports) else "left out"
                yield ValueNews(kind=kind, field=field, about=about, value=shown, reports=reports), tellings


def _value(kind: Kind, row: Row, shown: str, tellings: Sequence[Telling], *, before: str | None = None) -> ValueNews:
    differs = [pair for pair in row.differences if shown in (pair.one.shown, pair.other.shown)]
    others = dict.fromkeys(one.shown for pair in differs for one in (pair.one, pair.other) if one.shown != shown)
    return ValueNews(
        kind=kind,
        field=row.field,
        about=row.about,
        value=shown,
        before=before,
        reports=tuple(dict.fromkeys(one.report for one in tellings)),
        differs_from=tuple(others) if kind != "withdrawn" else (),
    )


def _reports_of(
    today: Iterable[str], groups: Sequence[tuple[bool, tuple[Act, ...]]], then: Then, touched: Collection[str]
) -> Iterator[ReportNews]:
    """What became of the reports that tell an incident, or told it; those for which nothing changed are left out."""
    told = {act.report for was_incident, acts in groups for act in acts if was_incident}
    alone = {act.report for was_incident, acts in groups for act in acts if not was_incident} - told
    now = list(today)
    for report in now:
        if report not in then.reports:
            yield ReportNews(report=report, kind="new")
        elif report in then.changed and (report in touched or report not in told | alone):
            yield ReportNews(report=report, kind="changed")
        elif report not in told and (told or report not in alone):
            yield ReportNews(report=report, kind="joined")
    for was_incident, acts in groups:
        for act in acts:
            if was_incident and act.report not in now:
                gone = all(claim.startswith("-") for _, claim in then.keys([act]))
                yield ReportNews(report=act.report, kind="withdrawn" if gone else "parted")


def _tellings(acts: Iterable[Act]) -> Iterator[Telling]:
    return (one for act in acts for one in act.tellings)


def _key(telling: Telling) -> Key:
    return telling.report, telling.claim


def named(news: ReportNews, outlet: str | None, title: str | None, says: tuple[str, ...]) -> ReportNews:
    """What became of a report, with what a reader knows it by."""
    return msgspec.structs.replace(news, outlet=outlet, title=title, says=says)
