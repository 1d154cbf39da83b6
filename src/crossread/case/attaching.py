"""What a decision's words are today: the claim or actor of a newer reading, or of a newer version of the page. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from crossread.case.anchors import find
from crossread.case.decisions import Anchor, Target, actor_seen, actor_target, actor_words, claim_seen
from crossread.record import Claim, Report, Span

State = Literal["here", "moved", "not claimed", "words gone", "not in the case"]
"""``here``: the same words of the same text. ``moved``: the same words, in a text or reading that differs.
``not claimed``: the words are there and no claim (or actor) is read from them. ``words gone``: the page's newest
version lacks them. ``not in the case``: no such page."""

_ENOUGH_SHARED: Final = 0.5
"""Share of characters that two readings of one claim must have in common, of all that either has. Half: claims that
follow one another in a sentence share none, and a newer version moves the bounds of a clause by a few words."""


@dataclass(frozen=True, slots=True)
class Attached:
    """Where a decision belongs today.

    Attributes:
        state: How it was found.
        target_id: Id of the claim or actor that it belongs to; None if there is none.
        reads_otherwise: Names of what the reading says otherwise than the one that was decided on.
    """

    state: State
    target_id: str | None = None
    reads_otherwise: tuple[str, ...] = ()


NOT_HERE: Final = Attached("not in the case")


def attach(target: Target, anchor: Anchor, report_id: str, report: Report) -> Attached:
    """Find what a decision is about in a report as it is read today.

    Args:
        target: What was decided on.
        anchor: Its words in this report.
        report_id: The report.
        report: Its newest reading.
    """
    bounds = find(anchor.words, report.page.text)
    if bounds is None:
        return Attached("words gone")
    found = _claim(target, bounds, report) if target.kind == "claim" else _actor(target, bounds, report_id, report)
    if found is None:
        return Attached("here" if target.kind not in {"claim", "actor"} else "not claimed")
    target_id, seen = found
    otherwise = tuple(name for name in sorted(target.seen | seen) if target.seen.get(name) != seen.get(name))
    return Attached("here" if target_id == target.id else "moved", target_id, otherwise)


def joined(acts: Sequence[tuple[Attached, str | None]]) -> Attached:
    """What a decision on a join is about, from what was found of each of its acts.

    Args:
        acts: For each act what was found of the claim that names it, and the report that this is in.

    Returns:
        The join under the ids that its acts have today, whose order does not matter; what is amiss with the first of
        those that are not there, if any.
    """
    for found, _ in acts:
        if found.target_id is None:
            return replace(found, reads_otherwise=())
    names = sorted(f"{report_id}/{found.target_id}" for found, report_id in acts)
    otherwise = sorted({name for found, _ in acts for name in found.reads_otherwise if name == "type"})
    moved = any(found.state == "moved" for found, _ in acts)
    return Attached("moved" if moved else "here", "|".join(names), tuple(otherwise))


def _claim(target: Target, bounds: tuple[tuple[int, int], ...], report: Report) -> tuple[str, dict[str, str]] | None:
    """The claim of the same family that is read from these words, or from most of them; a statement names no act."""
    family = target.seen.get("family")
    same = [claim for claim in report.claims if claim.family == family or (not family and claim.family != "statements")]
    exact = [claim for claim in same if _bounds(claim.spans) == bounds]
    of_type = [claim for claim in exact if claim.type == target.seen.get("type")]
    chosen = next(iter(of_type + exact), None) or _nearest(target, bounds, same)
    return (chosen.id, claim_seen(report, chosen)) if chosen is not None else None


def _nearest(target: Target, bounds: tuple[tuple[int, int], ...], claims: list[Claim]) -> Claim | None:
    """The claim of the same type that shares most of the words; None where none shares enough, or two do equally."""
    wanted = _characters(bounds)
    shares = sorted(
        (
            (_share(wanted, _characters(_bounds(claim.spans))), index)
            for index, claim in enumerate(claims)
            if target.seen.get("type") in {None, claim.type}
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not shares or shares[0][0] < _ENOUGH_SHARED:
        return None
    if len(shares) > 1 and shares[1][0] == shares[0][0]:
        return None
    return claims[shares[0][1]]


def _actor(
    target: Target, bounds: tuple[tuple[int, int], ...], report_id: str, report: Report
) -> tuple[str, dict[str, str]] | None:
    """The actor whose name stands there, of those whose words it could be the one that is known by them."""
    wanted = _characters(bounds)
    holders = [
        actor
        for actor in report.actors
        if any(wanted & _characters([(span.start, span.end)]) for name in actor.names for span in name.spans)
    ]
    known = [actor for actor in holders if _bounds(actor_words(actor)) == bounds]
    named = [actor for actor in holders if actor.name == target.seen.get("name")]
    chosen = next(iter(known + named + holders), None)
    return (actor_target(report_id, report, chosen).id, actor_seen(chosen)) if chosen is not None else None


def _bounds(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)


def _characters(bounds: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> set[int]:
    return {position for start, end in bounds for position in range(start, end)}


def _share(one: set[int], two: set[int]) -> float:
    return len(one & two) / len(one | two) if one | two else 0.0
