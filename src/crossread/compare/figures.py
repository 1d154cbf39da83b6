"""Numbers that reports of one incident give: a row for each kind of loss and class of victims, and which differ.

Of each report its largest number of a class counts, since what it gives besides may be a part of it; and what another
source says against it in the same report. What is told as a part or in addition is left out. Numbers *contradict* each
other if their bounds do not meet: 30 and 34 do, "at least 30" and 34 do not. They *differ* if the bounds meet and the
numbers are still two counts: "at least 22" and 32, or a toll that another source told higher on a later day. "Dozens"
differs from nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossread.compare.acts import Act
from crossread.compare.closeness import overlap, victim_group
from crossread.compare.tellings import Number, Telling
from crossread.compare.values import (
    Clash,
    Pair,
    Row,
    between_reports,
    differences_of,
    is_later,
    same_source,
    values_of,
)

_COUNTING = frozenset(["exact", "at least", "more than"])
_CLEARLY = 1.1  # a round lower bound is said of anything up to so many times it
_FEW, _MANY = 2, 10  # one or two dead beside many are those of one hit among several
_FAR = 3.0  # a number so many times smaller is taken for a part, where both can be true or one report gives both
_ROUND = 10  # "more than 30" is said of anything below 40, "at least 22" of nothing but 22


def number_rows(acts: Sequence[Act]) -> Iterator[Row]:
    """The rows of numbers of an incident, by what is counted.

    Args:
        acts: Its acts, of one report each.
    """
    counted: dict[str, list[Telling]] = {}
    for act in acts:
        for one in act.tellings:
            if one.number is not None and not one.number.running and one.status != "denied":
                counted.setdefault(_about(one), []).append(one)
    return (_row(about, tellings) for about, tellings in sorted(counted.items()))


def _row(about: str, tellings: Sequence[Telling]) -> Row:
    groups: dict[str, list[Telling]] = {}
    for one in tellings:
        groups.setdefault(_shown(one), []).append(one)
    pairs = [Pair(_shown(a), a, _shown(b), b, clash) for a, b, clash in _differing(tellings)]
    return Row(field="number", about=about, values=values_of(groups), differences=differences_of(pairs))


def _differing(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling, Clash]]:
    """Claims whose numbers differ: of two reports, or of two sources in one."""
    by_report: dict[str, list[Telling]] = {}
    for one in tellings:
        if _is_figure(one):
            by_report.setdefault(one.report, []).append(one)
    figures = {}
    for report, own in by_report.items():
        highest = max(one.number.best or 0.0 for one in own if one.number)
        most = [one for one in own if one.number and one.number.best == highest]
        pairs = [(top, one, _rival(top, one)) for top in most for one in own if one not in most]
        rivals = [(top, one, clash) for top, one, clash in pairs if clash is not None]
        yield from rivals
        figures[report] = [min(most, key=_hedging), *(one for _, one, _ in rivals)]
    told = [(one, one) for report in figures for one in figures[report]]
    yield from ((a, b, clash) for (a, _), (b, _), clash in between_reports(told, number_clash))


def _hedging(telling: Telling) -> tuple[bool, tuple[int, int]]:
    """Of one number told twice in a report the one without a hedge counts, then the first."""
    return (telling.number is not None and telling.number.hedge != "exact", telling.span)


def _is_figure(telling: Telling) -> bool:
    """Whether a claim gives a number that stands for itself: a part only where its total is told with it."""
    number = telling.number
    exact = number is not None and number.best is not None and not number.vague
    is_part = telling.counted_as == "part" and telling.total is None
    is_addend = telling.addend and telling.counted_as != "toll" and telling.total is None
    return exact and not is_part and not is_addend and telling.counted_as not in ("earlier", "over days")


def _rival(most: Telling, other: Telling) -> Clash | None:
    """How far a number in a report differs from its largest, if another source gives it for the same thing."""
    if most.number is None or other.number is None or same_source(most, other) or other.addend:
        return None
    retold = other.claim in most.retells or most.claim in other.retells
    linked = retold or (most.event is not None and most.event == other.event)
    two_sources = bool(most.source and other.source) or "toll" in (most.counted_as, other.counted_as)
    within = (most.number.best or 0.0) <= _FAR * (other.number.best or 0.0)
    return number_clash(most, other) if linked and two_sources and within and not _elsewhere(most, other) else None


def _elsewhere(one: Telling, other: Telling) -> bool:
    """Whether two claims of one report name two places or two days."""
    places = [telling.where for telling in (one, other) if telling.where is not None]
    days = [telling.days for telling in (one, other) if telling.dated and telling.days is not None]
    return len({where.entry or where.name for where in places}) > 1 or len(set(days)) > 1


def _about(telling: Telling) -> str:
    if telling.family == "losses" or telling.type == "killing":
        group = victim_group(telling)
        part = "part: " if telling.total and group == "people" else ""
        return f"{part}{'killed' if telling.type == 'killing' else telling.type} {group}"
    return f"{telling.type}: {telling.number.unit}" if telling.number and telling.number.unit else telling.type


def _shown(telling: Telling) -> str:
    return number_words(telling.number) if telling.number else ""


def number_words(number: Number) -> str:
    """A number in words: ``more than 30``, ``10 to 15``, ``no exact number`` for "dozens"."""
    if number.vague or number.best is None:
        return "no exact number"
    if number.hedge == "between" and number.low is not None and number.high is not None:
        return f"{number.low:,.0f} to {number.high:,.0f}"
    hedge = "" if number.hedge == "exact" else f"{number.hedge} "
    return f"{hedge}{number.best:,.0f}"


def number_clash(one: Telling, other: Telling) -> Clash | None:
    """How far the numbers of two claims on one thing differ; None if they agree.

    Args:
        one: A claim with a number.
        other: Another.
    """
    if one.number is None or other.number is None:
        return None
    low, high = sorted((one, other), key=lambda telling: telling.number.best or 0.0 if telling.number else 0.0)
    if low.number is None or high.number is None or is_later(one, other) or is_later(other, one):
        return None  # what a source says later is an update
    if one.days and other.days and (one.days[0] > other.days[1] or other.days[0] > one.days[1]):
        return None  # of other days, so that it may be of another hit
    if (low.number.best or 0.0) <= _FEW and (high.number.best or 0.0) >= _MANY:
        return None
    if overlap(low.number, high.number):
        is_part = (high.number.best or 0.0) > _FAR * (low.number.best or 0.0)
        one_count = is_part or _one_word_for_both(low.number, high.number)
        return None if one_count else ("differs", "another count; both can be true")
    if low.said is not None and high.said is not None and low.said < high.said:
        return "differs", "a later figure"
    return "contradicts", "both cannot be true"


def _one_word_for_both(low: Number, high: Number) -> bool:
    """Whether numbers whose bounds meet are one count told in two ways: "about 80" and 84, "more than 30" and 36."""
    best, most = low.best or 0.0, high.best or 0.0
    if best == most or not {low.hedge, high.hedge} <= _COUNTING:
        return True
    step = _ROUND if low.hedge == "more than" else 0
    return best % _ROUND == 0 and (most <= _CLEARLY * best or most < best + step)
