"""Acts: the claims of one report that tell one thing, such as a strike and its losses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

import msgspec

from crossread.compare.again import told_again
from crossread.compare.beside import told_beside
from crossread.compare.days import Days
from crossread.compare.denials import denials_of, may_deny
from crossread.compare.stories import story_of
from crossread.compare.tellings import Side, Telling, Where, tellings_of
from crossread.record import Report

Kind = Literal["violence", "abduction", "territory", "displacement", "protest", "diplomacy", "strength", "aid", "other"]
"""What may be compared with what. Types of one kind are what reports call one thing by: an airstrike is a bombing in
another report; a seizure is never a meeting."""

KINDS: dict[str, Kind] = {
    **dict.fromkeys(
        ["fighting", "clash", "attack", "airstrike", "drone strike", "shelling", "bombing", "mine", "killing",
         "killed", "injured", "casualties", "destruction", "destroyed", "missing", "abuse"], "violence"
    ),
    **dict.fromkeys(["abduction", "arrest", "captured"], "abduction"),
    **dict.fromkeys(["seizure", "siege", "retreat", "loss", "deployment"], "territory"),
    **dict.fromkeys(["displaced", "displacement", "evacuation"], "displacement"),
    **dict.fromkeys(["protest", "riot"], "protest"),
    **dict.fromkeys(
        ["meeting", "talks", "agreement", "ceasefire", "exchange", "release", "promise", "recognition"], "diplomacy"
    ),
    **dict.fromkeys(["aid", "obstruction"], "aid"),
}  # fmt: skip
_OF_A_WAR = 10_000  # killed, hurt or displaced: the toll of a war or a great disaster, and not of one act in it
_HARM = frozenset(["killed", "injured", "casualties", "displaced", "missing"])
_NEWS = frozenset(["happened", "ongoing", "denied", "possible", "attempted"])
_BY_FAMILY: dict[str, Kind] = {"control": "territory", "strength": "strength", "talks": "diplomacy"}


class Act(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What one report tells of one thing.

    Attributes:
        id: The report's id and the claim's that names it, joined by a slash.
        report: Id of the report.
        kind: What may be compared with it.
        tellings: Its claims, the act's own first, then in reading order.
        lent_where: Where the report's first news happened, for an act that does not say where.
        lent_days: When the report's first news happened, for an act that does not say when.
        story: Content words of the whole report, one set for all its acts.
        leads: Whether the report leads with it: it is the first of which it tells how many it hit.
    """

    id: str
    report: str
    kind: Kind
    tellings: tuple[Telling, ...]
    lent_where: Where | None = None
    lent_days: Days | None = None
    story: frozenset[str] = frozenset()
    leads: bool = False

    @cached_property
    def types(self) -> frozenset[str]:
        """Types of its events."""
        return frozenset(one.type for one in self.tellings if one.family == "events")

    @cached_property
    def told_types(self) -> frozenset[str]:
        """Types of all its claims."""
        return frozenset(one.type for one in self.tellings)

    @cached_property
    def days(self) -> Days | None:
        """When: of its claims the narrowest; told days before those taken from publication."""
        found = [one for one in self.tellings if one.days is not None]
        best = min(found, key=lambda one: (not one.dated, one.days[1] - one.days[0] if one.days else 0), default=None)
        return best.days if best else None

    @cached_property
    def dated(self) -> bool:
        """Whether its days are told."""
        return any(one.dated for one in self.tellings)

    @cached_property
    def where(self) -> Where | None:
        """Where: of its claims' places the finest."""
        found = [one.where for one in self.tellings if one.where is not None]
        return min(found, key=_fineness, default=None)

    @cached_property
    def actors(self) -> tuple[Side, ...]:
        """Who did it, by its claims together, each once."""
        return _once(side for one in self.tellings for side in one.actors)

    @cached_property
    def targets(self) -> tuple[Side, ...]:
        """To whom, by its claims together, each once."""
        return _once(side for one in self.tellings for side in one.targets)

    @cached_property
    def words(self) -> frozenset[str]:
        """Content words of all its claims."""
        return frozenset(word for one in self.tellings for word in one.words)

    @cached_property
    def act_words(self) -> frozenset[str]:
        """Lemmas of the words that tell the act itself, with the type: "attack:shoot"."""
        return frozenset(f"{one.type}:{word}" for one in self.tellings for word in one.act)

    @cached_property
    def means(self) -> frozenset[str]:
        """By what, by its claims together."""
        return frozenset(means for one in self.tellings for means in one.means)

    @cached_property
    def word_marks(self) -> frozenset[str]:
        """Marks of its words."""
        return frozenset(f"word:{word}" for word in self.words)

    @cached_property
    def marks(self) -> frozenset[str]:
        """What tells this act from others: rare words, its place, its numbers."""
        found = self.word_marks | {f"act:{word}" for word in self.act_words}
        found |= {f"at:{where.entry or where.name.casefold()}" for where in (self.where, self.lent_where) if where}
        return found | {mark for one in self.tellings if (mark := number_mark(one))}

    @cached_property
    def background(self) -> bool:
        """Whether all of it is told as history."""
        return all(one.background for one in self.tellings)

    @cached_property
    def running(self) -> bool:
        """Whether it is a running total, or that of a whole war, and no toll of one incident."""
        return any(
            one.number is not None
            and (one.number.running or (one.type in _HARM and (one.number.best or 0) >= _OF_A_WAR))
            for one in self.tellings
        )

    @cached_property
    def is_news(self) -> bool:
        """Whether it tells something that was or is, and no plan, threat or condition; an offer on terms was made."""
        return any(
            one.status in _NEWS or (one.family == "talks" and one.status == "conditional") for one in self.tellings
        )


def acts_of(report_id: str, report: Report, without: Collection[str] = ()) -> tuple[Act, ...]:
    """The acts of a report, in reading order.

    Claims are one act where a claim names another as its event, or retells it: the same thing with another number,
    voice or term. Claims of different kinds are never one.

    Args:
        report_id: Id of the report.
        report: The report.
        without: Ids of claims to leave out.
    """
    told = list(tellings_of(report_id, report))
    told = [*told, *denials_of(report, told, list(tellings_of(report_id, report, may_deny)))]
    tellings = {one.claim: one for one in told if one.claim not in without}
    links = [
        (claim.id, other)
        for claim in report.claims
        for other in (*([claim.event] if claim.event else []), *claim.retells)
        if claim.id in tellings and other in tellings
    ]
    links += [(one.claim, one.total) for one in tellings.values() if one.total in tellings and one.total]
    links += [(one.claim, one.event) for one in tellings.values() if one.event in tellings and one.event]
    links = [(a, b) for a, b in links if _kind(tellings[a]) == _kind(tellings[b])]
    links += told_beside(report, _violence(tellings, links))
    violence = _violence(tellings, links)
    again = list(told_again(report, violence))
    tellings |= {one.claim: one for one in _retelling(again, violence)}
    story = story_of(report)
    acts = [act_of(report_id, group, story=story) for group in _grouped(tellings, [*links, *again])]
    return tuple(_at_home(acts))


def _grouped(tellings: Mapping[str, Telling], links: Sequence[tuple[str, str]]) -> list[list[Telling]]:
    """Tellings in groups of those that are linked."""
    return [[tellings[claim] for claim in group] for group in _joined(list(tellings), links)]


def _violence(tellings: Mapping[str, Telling], links: Sequence[tuple[str, str]]) -> list[list[Telling]]:
    """The groups that tell acts of violence."""
    return [group for group in _grouped(tellings, links) if _kind(group[0]) == "violence"]


def _retelling(again: Sequence[tuple[str, str]], groups: Sequence[Sequence[Telling]]) -> Iterator[Telling]:
    """The losses of what is told again, each with the losses of one kind that it tells anew."""
    group_of = {group[0].claim: group for group in groups}
    for later, earlier in again:
        for one in group_of[later]:
            same = [other.claim for other in group_of[earlier] if _counts_the_same(one, other)]
            if same:
                yield msgspec.structs.replace(one, retells=(*one.retells, *same))


def _counts_the_same(one: Telling, other: Telling) -> bool:
    return one.number is not None and other.number is not None and one.type == other.type and one.type in _HARM


def _at_home(acts: Sequence[Act]) -> Iterator[Act]:
    """Acts with the place and the days of the report's own news, where they tell none themselves."""
    news = [act for act in acts if act.kind == "violence" and not act.background]
    where = next((act.where for act in news if act.where is not None and act.where.precision is not None), None)
    days = next((act.days for act in news if act.dated and act.days and act.days[1] - act.days[0] <= _LENT_DAYS), None)
    lead = _lead(news)
    for act in acts:
        lent = not act.background and act.is_news and not act.running
        yield msgspec.structs.replace(
            act,
            lent_where=where if lent and act.where is None else None,
            lent_days=days if lent and not act.dated else None,
            leads=act is lead,
        )


def _lead(news: Sequence[Act]) -> Act | None:
    """The act that a report leads with: the first told with how many it hit; None if none is."""
    counted = [
        (min(spans), act.id, act)
        for act in news
        if (spans := [one.span for one in act.tellings if one.type in _HARM and one.number is not None])
        and act.is_news
        and not act.running
    ]
    return min(counted, key=lambda item: item[:2])[2] if counted else None


_LENT_DAYS = 6  # days after its first to which a period may reach and still tell when the news was: a week at most


def number_mark(telling: Telling) -> str | None:
    """A claim's number with what it counts, for finding others that have it; None where it has none."""
    number = telling.number
    if number is None or number.best is None or number.vague or number.running or number.best < _TELLING_NUMBER:
        return None
    return f"number:{telling.type}:{number.best:g}"


_TELLING_NUMBER = 4  # smaller numbers stand in most reports


def kind_of(family: str, type: str) -> Kind:  # noqa: A002 - the field's own name
    """What a claim may be compared with.

    Args:
        family: Its family.
        type: Its type.
    """
    return _BY_FAMILY.get(family) or KINDS.get(type, "other")


def _kind(telling: Telling) -> Kind:
    return kind_of(telling.family, telling.type)


def act_of(
    report_id: str,
    tellings: Sequence[Telling],
    *,
    lent_where: Where | None = None,
    lent_days: Days | None = None,
    story: frozenset[str] = frozenset(),
    leads: bool = False,
) -> Act:
    """The act that some claims of one report tell together.

    Args:
        report_id: Id of the report.
        tellings: The claims, of one kind.
        lent_where: Where, if none of them says it and the report does.
        lent_days: When, likewise.
        story: Content words of the whole report.
        leads: Whether the report leads with them.
    """
    ordered = sorted(tellings, key=lambda one: (one.family not in ("events", "control", "talks"), one.span, one.claim))
    first = ordered[0]
    return Act(
        id=f"{report_id}/{first.claim}",
        report=report_id,
        kind=_kind(first),
        tellings=tuple(ordered),
        lent_where=lent_where,
        lent_days=lent_days,
        story=story,
        leads=leads,
    )


def _fineness(where: Where) -> tuple[int, int, str]:
    return (0 if where.entry else 1, where.precision or 4, where.name)


def _once(sides: Iterable[Side]) -> tuple[Side, ...]:
    found: dict[frozenset[str], Side] = {}
    for side in sides:
        found.setdefault(side.keys, side)
    return tuple(found.values())


def _joined(items: list[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Items in groups of those that are linked, in order of the first of each."""
    leader: dict[str, str] = {item: item for item in items}

    def of(item: str) -> str:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    order: Mapping[str, int] = {item: number for number, item in enumerate(items)}
    for one, other in links:
        first, second = sorted((of(one), of(other)), key=order.__getitem__)
        leader[second] = first
    groups: dict[str, list[str]] = {}
    for item in items:
        groups.setdefault(of(item), []).append(item)
    return list(groups.values())


KEPT = "acts 9"
"""Name under which a case keeps what `keep_acts` makes; the number is raised when acts change."""


class _Kept(msgspec.Struct, frozen=True):
    """The acts of one report, with the words that all of them have kept once."""

    story: frozenset[str]
    acts: tuple[Act, ...]


def keep_acts(report_id: str, report: Report) -> bytes:
    """The acts of a report as bytes that a case keeps, so that comparing does not read every report anew.

    Args:
        report_id: Id of the report.
        report: The report.
    """
    acts = acts_of(report_id, report)
    bare = tuple(msgspec.structs.replace(act, story=frozenset()) for act in acts)
    return _ENCODER.encode(_Kept(next((act.story for act in acts), frozenset()), bare))


def kept_acts(packed: bytes, *, without: Collection[str] = ()) -> tuple[Act, ...]:
    """The acts that `keep_acts` packed.

    Args:
        packed: The bytes.
        without: Ids of claims to leave out.
    """
    kept = _DECODER.decode(packed)
    left = [(act, [one for one in act.tellings if one.claim not in without]) for act in kept.acts]
    return tuple(
        act_of(
            act.report,
            tellings,
            lent_where=act.lent_where,
            lent_days=act.lent_days,
            story=kept.story,
            leads=act.leads,
        )
        for act, tellings in left
        if tellings
    )


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_DECODER = msgspec.msgpack.Decoder(_Kept)
