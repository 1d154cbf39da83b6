"""One number, two claims: what may be read as the same, or was retold as something else.

**What it flags.** A number of people that two reports give with different things happening to them: killed in the one,
wounded in the other; captured or surrendered in the one, trapped in the other. Flagged are a copied sentence in which
the number was kept and what happened was not, and two reports of the same place and days of which each has the number
with one thing alone.

**Why it matters.** Whoever compares by numbers takes the two for one claim that confirms itself. They are two, or one
report has turned what the other says.

**Example** (invented): `About 900 rebels were captured or surrendered in the valley of Sarn` and, in another outlet's
report of that day, `About 900 rebels are trapped in the valley of Sarn`.

**What it does not flag.** A number that a report gives with both, numbers below ten, round numbers and others that
many reports of the case give, other people than those counted (soldiers, children), parts of a number, and words for
one thing (captured, arrested, abducted).

**Measured.** None in 420 war reports taken as one case. Of 6 numbers turned in a copy, 6 were found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from crossread.checks.cross.base import CaseFlag
from crossread.checks.cross.told import Told
from crossread.compare import Act, Comparison
from crossread.compare.closeness import place_agrees, time_agrees, victim_group
from crossread.compare.tellings import Telling
from crossread.provenance import Compared

_LEAST = 10.0  # smaller numbers meet by chance
_PLACE = 0.6  # of `place_agrees`: one town or one district
_DAYS = 4  # between the days on which two reports were published
_CROWD = 12  # reports that give a number, from which on it tells nothing

_WHAT: Mapping[str, str] = {
    **dict.fromkeys(["killed", "killing"], "killed"),
    "injured": "wounded",
    **dict.fromkeys(["captured", "arrest", "abduction", "surrender"], "captured or surrendered"),
    **dict.fromkeys(["siege", "besieges"], "trapped"),
    **dict.fromkeys(["displaced", "displacement", "evacuation"], "displaced"),
    "missing": "missing",
}
"""What happens to those whom a type of claim counts."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number of people in one report.

    Attributes:
        what: What happens to them.
        value: How many.
        telling: The claim.
        act: Its act.
    """

    what: str
    value: float
    telling: Telling
    act: Act


def find(compared: Compared, comparison: Comparison) -> Iterator[CaseFlag]:
    """Numbers with two claims: those of copies, then those of reports of one place and days."""
    told = Told(compared, comparison)
    counted = list(_counted(told.acts()))
    turned = list(_turned(told, counted))
    shown = {frozenset((one.telling.claim, other.telling.claim)) for one, other in turned}
    apart = [pair for pair in _apart(counted) if frozenset((pair[0].telling.claim, pair[1].telling.claim)) not in shown]
    for words, pairs in (("its copy here has", turned), ("another report has", apart)):
        for one, other in pairs:
            yield _flag(told, one, other, words)


def _flag(told: Told, one: _Counted, other: _Counted, words: str) -> CaseFlag:
    title = told.compared.title(one.telling.report)
    if words.startswith("its copy"):
        message = f"“{one.value:,.0f}” {one.what} in the earlier report, {title}; here the same number is {other.what}"
    else:
        message = f"“{other.value:,.0f}” {other.what} here, and {one.what} in {title}: two claims, not one"
    return CaseFlag(
        report=other.telling.report,
        message=message,
        spans=told.spans(other.telling),
        others=told.elsewhere([one.telling]),
    )


def _counted(acts: Iterable[Act]) -> Iterator[_Counted]:
    """The numbers of people that reports give as news."""
    for act in acts:
        for one in act.tellings:
            number = one.number
            if number is None or number.best is None or number.vague or number.running or number.best < _LEAST:
                continue
            if one.type in _WHAT and one.total is None and one.counted_as != "part" and not one.background:
                yield _Counted(_WHAT[one.type], number.best, one, act)


def _turned(told: Told, counted: Iterable[_Counted]) -> Iterator[tuple[_Counted, _Counted]]:
    """Numbers of copied sentences that were kept, with what happens changed: in the earlier report, and in the copy."""
    by_report: dict[str, list[_Counted]] = defaultdict(list)
    for one in counted:
        by_report[one.telling.report].append(one)
    for later in sorted(by_report):
        for source, passage in told.compared.earlier_passages(later):
            before = _inside(by_report.get(source, ()), passage.before.start, passage.before.end)
            after = _inside(by_report[later], passage.after.start, passage.after.end)
            yield from (
                (one, other)
                for one in before
                for other in after
                if one.value == other.value and one.what != other.what and _alone(one, before) and _alone(other, after)
            )


def _inside(counted: Iterable[_Counted], start: int, end: int) -> list[_Counted]:
    return [one for one in counted if start <= one.telling.span[0] < end]


def _alone(one: _Counted, counted: Iterable[_Counted]) -> bool:
    """Whether a number is told with one thing alone."""
    return all(other.what == one.what for other in counted if other.value == one.value)


def _apart(counted: Iterable[_Counted]) -> Iterator[tuple[_Counted, _Counted]]:
    """Numbers that two reports of one place and days give, each with one thing alone and none with the other."""
    items = list(counted)
    whats: dict[str, set[str]] = defaultdict(set)
    by_value: dict[float, list[_Counted]] = defaultdict(list)
    for one in items:
        whats[one.telling.report].add(one.what)
        by_value[one.value].append(one)
    for value in sorted(by_value):
        if len({one.telling.report for one in by_value[value]}) > _CROWD:
            continue
        for one, other in combinations(by_value[value], 2):
            first, second = sorted((one, other), key=lambda item: (item.telling.said or 0, item.telling.report))
            if one.telling.report == other.telling.report or one.what == other.what:
                continue
            neither = other.what not in whats[one.telling.report] and one.what not in whats[other.telling.report]
            if neither and _of_one_thing(first, second):
                yield first, second


def _of_one_thing(one: _Counted, other: _Counted) -> bool:
    """Whether two numbers count the same people at one place, in days that meet."""
    if victim_group(one.telling) != victim_group(other.telling):
        return False
    said = one.telling.said, other.telling.said
    if said[0] is None or said[1] is None or abs(said[0] - said[1]) > _DAYS:
        return False
    places = one.act.where or one.act.lent_where, other.act.where or other.act.lent_where
    agree = place_agrees(*places)
    return agree is not None and agree >= _PLACE and time_agrees(one.act, other.act) is not None
