"""Acts of several reports joined into incidents, whatever the order in which the reports came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby
from typing import Any

from crossread.compare.acts import Act, act_of
from crossread.compare.closeness import AGAIN, Closeness, comparable, overlap, points_of, rarity_of, same, told
from crossread.compare.stories import Stories

_SPAN = 8
"""Days an act may lie apart from another in the index and still be compared; wider intervals are indexed by each week
that they touch."""
_IN_ONE_REPORT = 0.5  # how near acts of one report are to one another: it tells of one thing, and calls it two
_GENERAL = frozenset(["attack", "killing", "destruction"])
"""Types of violence that may be told of any other: an airstrike is an attack, and a killing."""
_TOO_COMMON = 400  # acts under one key of the index; a key that holds more tells nothing


@dataclass(frozen=True, slots=True)
class Join:
    """Two acts taken for one incident.

    Attributes:
        one: Id of an act, the smaller of the two.
        other: Id of the other.
        closeness: How far they agree, and in what.
    """

    one: str
    other: str
    closeness: Closeness


@dataclass(slots=True)
class Joiner:
    """Keeps acts, and joins them; a report can be added without comparing the others anew.

    Attributes:
        acts: All acts by id.
        joins: Pairs close enough to be one.
        made: What was made of groups, by the ids of their acts: it stays as more reports are added.
    """

    acts: dict[str, Act] = field(default_factory=dict)
    joins: dict[tuple[str, str], Join] = field(default_factory=dict)
    _index: dict[tuple[object, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    _rarity: Mapping[str, float] = field(default_factory=dict)
    _apart: frozenset[tuple[str, str]] = frozenset()
    _stories: Stories = field(default_factory=lambda: Stories.of({}))
    _same: float = 0.0
    made: dict[tuple[str, ...], Any] = field(default_factory=dict)
    _scores: dict[tuple[str, str], float | None] = field(default_factory=dict)
    _of_report: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, acts: Iterable[Act], *, apart: frozenset[tuple[str, str]] = frozenset()) -> Joiner:
        """All acts, compared.

        Args:
            acts: Acts of any reports, in any order.
            apart: Pairs of ids of acts that a reviewer decided to be two.
        """
        joiner = cls(_apart=apart)
        ordered = sorted((act for act in acts if _may_join(act)), key=lambda act: act.id)
        joiner._rarity = _rarity(ordered)
        joiner._stories = Stories.of({act.report: act.story for act in ordered})
        joiner._same = same(len({act.report for act in ordered}))
        for _, own in groupby(ordered, key=lambda act: act.report):
            joiner._put(list(own))
        return joiner

    def add(self, acts: Iterable[Act]) -> None:
        """Compare the acts of one more report with those there.

        The rarity of marks stays that of the reports that were there; `of` gives it anew.
        """
        ordered = sorted((act for act in acts if _may_join(act)), key=lambda act: act.id)
        for act in ordered[:1]:
            self._stories.put(act.report, act.story)
        self._put(ordered)

    def _put(self, own: Sequence[Act]) -> None:
        """Compare the acts of one report with those of others, told twice ones made one."""
        for act in _told_once(own, self._rarity):
            if act.id not in self.acts:
                self._compare(act)
                self.acts[act.id] = act
                for key in _keys(act):
                    self._index[key].append(act.id)
                self._of_report[act.report].append(act.id)

    def _compare(self, act: Act) -> None:
        found = {other for key in _keys(act) for other in self._index[key] if len(self._index[key]) <= _TOO_COMMON}
        for name in sorted(found.union(self._told_beside(act))):
            other = self.acts[name]
            pair = (min(act.id, name), max(act.id, name))
            if other.report == act.report or not _comparable_kinds(act, other) or pair in self._apart:
                continue
            first, second = (act, other) if pair[0] == act.id else (other, act)
            points = points_of(first, second, self._rarity, self._stories.near(first.report, second.report))
            if points is not None and sum(points.values()) >= self._same:
                self.joins[pair] = Join(*pair, told(points, first, second, self._rarity))

    def _told_beside(self, act: Act) -> Iterator[str]:
        """Acts of one type with an act in the reports most like its own."""
        for report in self._stories.neighbours(act.report):
            for name in self._of_report.get(report, ()):
                if self.acts[name].told_types & act.told_types:
                    yield name

    def groups(self) -> list[list[Act]]:
        """Acts of one incident each, in order of their least id; an act that joins nobody is a group of its own.

        The closest pairs are joined first. Two groups become one only if none of the pairs between them cannot be one,
        if they are close enough in the mean, and if no report is in both, unless it may tell one thing twice there.
        """
        group_of = {name: {name} for name in self.acts}
        ordered = sorted(self.joins.values(), key=lambda join: (-join.closeness.score, join.one, join.other))
        for join in ordered:
            one, other = group_of[join.one], group_of[join.other]
            if one is not other and self._may_merge(one, other):
                one |= other
                for name in other:
                    group_of[name] = one
        seen: dict[int, list[Act]] = {}
        for name in sorted(self.acts):
            seen.setdefault(id(group_of[name]), []).append(self.acts[name])
        return list(seen.values())

    def _may_merge(self, one: set[str], other: set[str]) -> bool:
        total = 0.0
        for first in sorted(one):
            for second in sorted(other):
                score = self._score(min(first, second), max(first, second))
                if score is None:
                    return False
                total += score
        return total >= self._same * len(one) * len(other)

    def _score(self, one: str, other: str) -> float | None:
        """Points of two acts; None where they cannot be one."""
        if (one, other) not in self._scores:
            self._scores[one, other] = self._score_anew(one, other)
        return self._scores[one, other]

    def _score_anew(self, one: str, other: str) -> float | None:
        if (one, other) in self._apart:
            return None
        if (one, other) in self.joins:
            return self.joins[one, other].closeness.score
        first, second = self.acts[one], self.acts[other]
        if first.report == second.report:
            near: float | None = _IN_ONE_REPORT
            if not _may_be_again(first, second):
                return None
        else:
            near = self._stories.near(first.report, second.report)
        points = points_of(first, second, self._rarity, near)
        return None if points is None else sum(points.values())

    def between(self, acts: Sequence[Act]) -> list[Join]:
        """The joins inside a group, the closest first."""
        pairs = (tuple(sorted((a.id, b.id))) for a, b in combinations(acts, 2))
        found = [self.joins[pair] for pair in pairs if pair in self.joins]
        return sorted(found, key=lambda join: (-join.closeness.score, join.one, join.other))


def _comparable_kinds(one: Act, other: Act) -> bool:
    """Whether two acts may be one by what they are: violence has many names; else one type is in both."""
    return one.kind == other.kind and (one.kind == "violence" or bool(one.told_types & other.told_types))


def _told_once(own: Sequence[Act], rarity: Mapping[str, float]) -> list[Act]:
    """The acts of one report with those made one that tell the same thing twice.

    Two acts of one report are one only if they are as close as two of different reports must be, and no voice counts
    the same victims otherwise in the other: two strikes that a report tells apart stay two.
    """
    groups: list[list[Act]] = []
    for act in own:
        at = next((group for group in groups if all(_is_again(one, act, rarity) for one in group)), None)
        if at is None:
            groups.append([act])
        else:
            at.append(act)
    return [group[0] if len(group) == 1 else _together(group) for group in groups]


def _is_again(one: Act, other: Act, rarity: Mapping[str, float]) -> bool:
    if one.kind != other.kind or _count_otherwise(one, other):
        return False
    points = points_of(one, other, rarity)
    return points is not None and sum(points.values()) >= AGAIN


def _may_be_again(one: Act, other: Act) -> bool:
    """Whether two acts of one report may be one thing told twice, if other reports tell one thing with both."""
    if any(each.another for act in (one, other) for each in act.tellings) or _count_otherwise(one, other):
        return False
    shared = one.told_types & other.told_types
    if one.kind == "violence" and not shared:
        return len((one.types | other.types) - _GENERAL) <= 1
    called = not one.act_words or not other.act_words or bool(one.act_words & other.act_words)
    return called and bool(shared)


def _count_otherwise(one: Act, other: Act) -> bool:
    return any(
        comparable(a, b) and a.voices == b.voices and a.number and b.number and not overlap(a.number, b.number)
        for a in one.tellings
        for b in other.tellings
    )


def _together(group: Sequence[Act]) -> Act:
    first = group[0]
    return act_of(
        first.report,
        [one for act in group for one in act.tellings],
        lent_where=next((act.lent_where for act in group if act.lent_where), None),
        lent_days=next((act.lent_days for act in group if act.lent_days), None),
        story=first.story,
        leads=any(act.leads for act in group),
    )


def _may_join(act: Act) -> bool:
    """Whether other reports may tell an act as one incident: no history, plan, strength, running total or campaign."""
    one = act.kind not in ("strength", "other") and not act.background and not act.running and act.is_news
    return one and not _goes_on(act)


def _goes_on(act: Act) -> bool:
    """Whether it tells of violence that goes on, without a day or a number ("continue to shell the city")."""
    told = [telling for telling in act.tellings if telling.family == "events"]
    counted = any(telling.number is not None for telling in act.tellings)
    lasting = bool(told) and all(telling.status == "ongoing" for telling in told)
    return act.kind == "violence" and lasting and not counted and not act.dated


def _keys(act: Act) -> Iterator[tuple[object, ...]]:
    """Keys under which an act is looked up: its kind and a week it touches, with one of its marks."""
    weeks: tuple[object, ...] = ("any",)
    if act.days is not None and act.days[1] - act.days[0] <= 4 * _SPAN:
        weeks = tuple(range(act.days[0] // _SPAN, act.days[1] // _SPAN + 1))
    for week in weeks:
        for mark in sorted(act.marks):
            yield (act.kind, week, mark)


def _rarity(acts: Sequence[Act]) -> dict[str, float]:
    reports: dict[str, set[str]] = defaultdict(set)
    for act in acts:
        for mark in act.marks:
            reports[mark].add(act.report)
    counts = Counter({mark: len(names) for mark, names in reports.items()})
    return rarity_of(counts, len({act.report for act in acts}))
