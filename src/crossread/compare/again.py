"""What a report tells of its act again further on: "the attack killed 58", after a headline that told 50.

A definite noun without a place and a day of its own ("the blast", "the death toll") means the act told last before it.
In a report that tells of one place and one day alone, losses that name no act are those of its first, and so is what
hit the same ("the drone fired at the market").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from crossread.compare.tellings import Telling
from crossread.record import Report, Span

_DEFINITE = re.compile(
    r"\b(?:the|this|that)\s+(?:\w+[\s-]){0,2}"
    r"(?:attacks?|(?:air ?)?strikes?|airstrikes?|bombings?|blasts?|explosions?|raids?|shelling|massacre|assault|"
    r"bombardment|incident|ambush|toll)\b",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\btoll\b", re.IGNORECASE)
_BROAD = frozenset(["attack", "killing", "destruction"])
"""Types that may be told of any act of violence."""
_LOSSES = frozenset(["killed", "injured", "missing"])

_ANYBODY = frozenset(["people", "civilians", "persons", "others", "them", "it"])

Group = Sequence[Telling]


def told_again(report: Report, groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    """Pairs of ids of claims to take for one act: the first of a later telling, and the first of the act it means.

    Args:
        report: The report.
        groups: Its acts of violence so far, as tellings, in any order.
    """
    spans = {claim.id: claim.spans for claim in report.claims}
    news = sorted((group for group in groups if _is_news(group)), key=lambda group: min(one.span for one in group))
    alone = _one_incident(news)
    for number, group in enumerate(news):
        if number == 0 or not _means_another(group):
            continue
        text = " ".join(_words(spans, one) for one in group)
        if _DEFINITE.search(text) or _TOLL.search(text):
            before = reversed(news[:number])
        elif alone and (all(one.type in _LOSSES for one in group) or _targets(group) & _targets(news[0])):
            before = iter(news[:1])
        else:
            continue
        found = next((other for other in before if _may_mean(group, other)), None)
        if found is not None:
            yield group[0].claim, found[0].claim


def _words(spans: Mapping[str, Sequence[Span]], one: Telling) -> str:
    return " ".join(span.quote for span in spans[one.claim])


def _is_news(group: Group) -> bool:
    return not any(one.background or (one.number is not None and one.number.running) for one in group)


def _means_another(group: Group) -> bool:
    """Whether a telling has neither place nor day of its own, so that it may mean an act told before."""
    return not any(one.another or one.dated or _is_fine(one) for one in group)


def _is_fine(one: Telling) -> bool:
    return one.where is not None and one.where.precision is not None


def _one_incident(news: Sequence[Group]) -> bool:
    """Whether a report tells of one place and one day alone."""
    places = {one.where.entry or one.where.name for group in news for one in group if one.where and _is_fine(one)}
    days = {one.days for group in news for one in group if one.dated}
    return len(places) <= 1 and len(days) <= 1


def _targets(group: Group) -> set[str]:
    """What was hit, by the last words of its names: "fish market", "the market"."""
    return {side.name.split()[-1].lower() for one in group for side in one.targets if side.name.split()} - _ANYBODY


def _may_mean(group: Group, other: Group) -> bool:
    """Whether a telling may mean an act: an act that was told with more than its losses, of the same means and kind."""
    means, others = ({mean for one in told for mean in one.means} for told in (group, other))
    if means and others and means.isdisjoint(others):
        return False
    kinds, known = ({one.type for one in told if one.family == "events"} - _BROAD for told in (group, other))
    by_one_means_at_one_thing = means & others and _targets(group) & _targets(other)
    if kinds and known and kinds.isdisjoint(known) and not by_one_means_at_one_thing:
        return False
    doers, told = ({key for one in some for side in one.actors for key in side.keys} for some in (group, other))
    return not doers or not told or not doers.isdisjoint(told)
