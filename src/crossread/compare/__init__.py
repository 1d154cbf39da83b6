"""Comparison: one incident, many reports. What happened, who says what about it, and where they differ.

>>> comparison = compare({"one": report, "other": another})  # doctest: +SKIP
>>> for incident in comparison.incidents:
...     print(incident.title, [row.field for row in incident.rows if row.contested])  # doctest: +SKIP

The way of the data: `tellings` put a report's claims in terms that reports share; `acts` are the claims of one report
on one thing, with what stands `beside` them and is told `again`; `stories` tells which reports are about one thing;
`closeness` says how far two acts agree; `joining` makes incidents of them, whatever the order of the reports;
`differences` puts their values side by side. Values are never averaged, and nothing here says what is true.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from crossread.compare.acts import KEPT, Act, acts_of, keep_acts, kept_acts
from crossread.compare.incidents import Comparison, Incident, incidents_of
from crossread.compare.joining import Join, Joiner
from crossread.compare.values import Difference, Row, Value
from crossread.record import Report

__all__ = [
    "KEPT",
    "Act",
    "Comparison",
    "Difference",
    "Incident",
    "Join",
    "Joiner",
    "Row",
    "Value",
    "acts_of",
    "compare",
    "incidents_of",
    "keep_acts",
    "kept_acts",
]


def compare(
    reports: Mapping[str, Report],
    *,
    apart: Iterable[tuple[str, str]] = (),
    without: Collection[str] = (),
) -> Comparison:
    """What several reports say of one incident, and where they differ.

    Args:
        reports: Reports by id, in any order; the result does not depend on it.
        apart: Pairs of ids of acts that a reviewer decided to be two.
        without: Ids of claims to leave out, such as those a reviewer rejected.
    """
    acts = [act for name in sorted(reports) for act in acts_of(name, reports[name], without)]
    pairs = frozenset((min(pair), max(pair)) for pair in apart)
    return incidents_of(Joiner.of(acts, apart=pairs))
