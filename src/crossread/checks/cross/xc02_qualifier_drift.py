"""A qualifier that changes on the way from report to report.

**What it flags.** A number that is the same in a sentence and in its copy, and qualified otherwise there: `about 300`
that becomes `over 300`, `up to 40` that becomes `40`.

**Why it matters.** Along a chain of copies an estimate becomes a least number and then a fact, though nobody has
counted again.

**Example** (invented): `about 300 families fled` in the first report, `at least 300 families fled` in its copy.

**What it does not flag.** Other numbers (they are changes of the number), other ways to say the same hedge (`about`,
`around`, `some`), `exactly` or `only` where the other has a bare number, and sentences that are no copies.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossread.checks.cross.base import CaseFlag
from crossread.provenance import Compared
from crossread.record import Quantity, Report, Span


def find(compared: Compared) -> Iterator[CaseFlag]:
    """Numbers whose qualifier changed."""
    for later, report in compared.reports.items():
        for source, passage in compared.earlier_passages(later):
            for before, after in _drifts(compared.reports[source], report, passage.before, passage.after):
                yield CaseFlag(
                    report=later,
                    message=f"“{before.spans[0].quote}” in the earlier report, here “{after.spans[0].quote}”",
                    spans=after.spans,
                    others=((source, before.spans),),
                )


def _drifts(one: Report, other: Report, before: Span, after: Span) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs of equal numbers with other hedges, where each stands once in its sentence."""
    old, new = _numbers(one, before), _numbers(other, after)
    for value in sorted(old.keys() & new.keys()):
        if len(old[value]) == len(new[value]) == 1 and old[value][0].hedge != new[value][0].hedge:
            yield old[value][0], new[value][0]


def _numbers(report: Report, sentence: Span) -> dict[float, list[Quantity]]:
    found: dict[float, list[Quantity]] = {}
    for quantity in report.quantities:
        span = quantity.spans[0]
        if quantity.best is not None and not quantity.vague and sentence.start <= span.start < sentence.end:
            found.setdefault(quantity.best, []).append(quantity)
    return found
