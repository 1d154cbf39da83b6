"""Sources of two reports disagree on one incident, and each is named or described.

**What it flags.** Two reports that tell one incident and give a value otherwise (how many, when, where, who, whether,
who holds a place), each by the word of somebody: what one source says stands against what another says. One finding
for each report and field, with all that stands against it.

**Why it matters.** It is no error of either report: it is what a comparison of claims is for. All values are kept, each
with its voice.

**Example** (invented): `Shells killed 14 people in Kafr Tal on Monday, the Northern Observatory said` and, in another
outlet's report, `The rescue service counted 25 people killed by shells in Kafr Tal on Monday`.

**What it does not flag.** What a page says itself, beside its source or alone, values that agree as they are hedged,
figures of one source, or of two that may be one ("the Observatory", "a monitoring group"), what is told finer by one
report than by another, and whether something happened where no day is told.

**Measured.** 5 findings in 420 war reports taken as one case, all true; of 20 that it made when it was first built, 7.
Of 6 disagreements planted, 6 were found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from crossread.checks.cross.base import CaseFlag
from crossread.checks.cross.told import Told
from crossread.compare import Comparison, Row
from crossread.compare.tellings import WATCHING, Telling
from crossread.compare.values import same_source
from crossread.data import word_set
from crossread.folding import fold_string
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
                if _may_differ(told, row, one, other):
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


def _may_differ(told: Told, row: Row, one: Telling, other: Telling) -> bool:
    """Whether two claims of two reports go back to two sources, each named or described, and tell of one thing.

    Whether something happened is asked of what is told with its day: that there were strikes at all, and that there
    was none on a day, are two answers to two questions.
    """
    if one.report == other.report or not (one.voices and other.voices):
        return False
    if row.field == "status" and not (one.dated and other.dated):
        return False
    by_page = any(_told_by_page(told, row, telling) for telling in (one, other))
    return not by_page and not _share_a_source(told, one, other)


def _share_a_source(told: Told, one: Telling, other: Telling) -> bool:
    """Whether one of those to whom two claims go back may be the same.

    Names and descriptions are compared by their words: "the Observatory" may be the Northern Observatory, "a source at
    the police" is told of twice. An observatory is called "a monitoring group" by many, so that of two that watch both
    must be named to be two.
    """
    if same_source(one, other) or any(
        first <= second or second <= first for first in _names(one) for second in _names(other)
    ):
        return True
    watching = [any(key.endswith(WATCHING) for key in telling.source) for telling in (one, other)]
    return all(watching) and not all(told.claim(telling).voice.kind == "named" for telling in (one, other))


def _names(telling: Telling) -> list[frozenset[str]]:
    """The words of each of those to whom a claim goes back."""
    found = (frozenset(fold_string(name).lower().split()) - word_set("determiners") for name in telling.voices)
    return [words for words in found if words]


def _told_by_page(told: Told, row: Row, telling: Telling) -> bool:
    """Whether the report's story says the same itself, so that it is not its source's alone; a headline may."""
    value = telling.number.best if telling.number else None
    return value is not None and any(
        one.report == telling.report and not one.voices and one.number is not None and one.number.best == value
        for given in row.values
        for one in given.tellings
        if not told.in_headline(one)
    )


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
