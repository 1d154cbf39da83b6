"""Sources of two reports disagree on one incident, and each is named or described.

**What it flags.** Two reports that tell one incident and give a value otherwise (how many, when, where, who, whether,
who holds a place), each by the word of somebody: what one source says stands against what another says. One finding
for each report and field, with all that stands against it.

**Why it matters.** It is no error of either report: it is what a comparison of claims is for. All values are kept, each
with its voice.

**Example** (invented): `Shells killed 14 people in Kafr Tal on Monday, the Northern Observatory said` and, in another
outlet's report, `The rescue service counted 25 people killed by shells in Kafr Tal on Monday`.

**What it does not flag.** What a page says itself, values that agree as they are hedged, a later figure of the same
source, and what is told finer by one report than by another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from crossread.checks.cross.base import CaseFlag
from crossread.checks.cross.told import Told
from crossread.compare import Comparison, Row
from crossread.compare.tellings import WATCHING, Telling
from crossread.compare.values import same_source
from crossread.provenance import Compared

_MOST = 4  # of those that stand against a value; the others are counted

_Given = tuple[str, Telling]
"""A value in words, and a claim that gives it."""


def find(compared: Compared, comparison: Comparison) -> Iterator[CaseFlag]:
    """Disagreements of sources, by incident, field, report and value."""
    told = Told(compared, comparison)
    for incident in comparison.incidents:
        for row in incident.rows:
            yield from _flags(told, row)


def _flags(told: Told, row: Row) -> Iterator[CaseFlag]:
    against: dict[tuple[str, str], list[tuple[_Given, _Given]]] = defaultdict(list)
    for difference in row.differences:
        for one in difference.one.tellings:
            for other in difference.other.tellings:
                if _are_two_sources(told, one, other):
                    mine, theirs = (difference.one.shown, one), (difference.other.shown, other)
                    against[one.report, mine[0]].append((mine, theirs))
                    against[other.report, theirs[0]].append((theirs, mine))
    for (report, shown), pairs in sorted(against.items()):
        yield CaseFlag(
            report=report,
            message=_message(told, row, shown, pairs),
            spans=[span for (_, mine), _ in pairs for span in told.spans(mine)],
            others=told.elsewhere(theirs for _, (_, theirs) in pairs),
        )


def _are_two_sources(told: Told, one: Telling, other: Telling) -> bool:
    """Whether two claims of two reports go back to two sources, each named or described.

    An observatory is called "a monitoring group" by many: of two that watch, both must be named to be two.
    """
    if not (one.voices and other.voices) or one.report == other.report or same_source(one, other):
        return False
    watching = [any(key.endswith(WATCHING) for key in telling.source) for telling in (one, other)]
    named = [told.claim(telling).voice.kind == "named" for telling in (one, other)]
    return not all(watching) or all(named)


def _message(told: Told, row: Row, shown: str, pairs: list[tuple[_Given, _Given]]) -> str:
    sources = dict.fromkeys(mine.voices[0] for (_, mine), _ in pairs)
    theirs = list(
        dict.fromkeys(
            f"{telling.voices[0]}: “{value}”, in {told.compared.title(telling.report)}" for _, (value, telling) in pairs
        )
    )
    more = f"; and {len(theirs) - _MOST} more" if len(theirs) > _MOST else ""
    return (
        f"{row.about or row.field}: {', '.join(sources)}: “{shown}”; against that {'; '.join(theirs[:_MOST])}{more}. "
        "All stand, each with its voice."
    )
