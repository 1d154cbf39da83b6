"""Sentences that stand in an earlier report of the case.

**What it flags.** Sentences that stand nearly word for word in a report of the case that is known to be earlier. One
finding for each report they are had from.

**Why it matters.** A sentence that was copied confirms nothing. Who counts reports as confirmations counts it twice.

**Example** (invented): `Two bridges over the Sarn were blown up before dawn, engineers said.` in a report of 6 May,
and the same words in another outlet's report of 5 May.

**What it does not flag.** What somebody is quoted as saying, background and furniture that recur in many reports,
sentences that share less than four fifths of their words, and pairs of reports of which nothing tells which is
earlier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from crossread.checks.cross.base import CaseFlag
from crossread.provenance import Compared


def find(compared: Compared) -> Iterator[CaseFlag]:
    """Sentences that were copied."""
    for report in compared.reports:
        by_source: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for origin in compared.origins(report):
            if origin.kind == "copied" and origin.earlier and origin.text and origin.sentence is not None:
                by_source[origin.text].append((origin.number, origin.sentence))
        for source, places in sorted(by_source.items()):
            count = len(places)
            yield CaseFlag(
                report=report,
                message=f"{count} sentence{'s' if count > 1 else ''} of an earlier report, {compared.title(source)}",
                spans=[compared.sentence(report, mine) for mine, _ in places],
                others=((source, tuple(compared.sentence(source, theirs) for _, theirs in places)),),
            )
