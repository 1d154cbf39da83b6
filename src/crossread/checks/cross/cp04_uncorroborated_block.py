"""Claims in a row that no other report carries, in a report that copies.

**What it flags.** Three or more claims in sentences that follow one another, made by no other report of the case, in
a report of which two or more other sentences are copied. The case must hold reports of three outlets or more.

**Why it matters.** Copied words lend their credit to what stands between them. What was added and is carried by
nobody else is what to check first.

**Example** (invented): a page with two sentences of an agency's report and, after them, four deaths, a retreat and a
surrender of which no other report in the case tells.

**What it does not flag.** Reports of a named reporter with a dateline (exclusive reporting on the spot), the report
from which others copy, and claims whose number, place or parties another report has in a claim of the same type.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossread.checks.cross.base import CaseFlag
from crossread.provenance import Compared
from crossread.provenance.outlets import fold, outlet_of
from crossread.record import Claim, Report

LEAST_CLAIMS, LEAST_OUTLETS, LEAST_COPIED = 3, 3, 2


def find(compared: Compared) -> Iterator[CaseFlag]:
    """Blocks of claims that stand alone."""
    outlets = {fold(outlet_of(report) or name) for name, report in compared.reports.items()}
    if len(outlets) < LEAST_OUTLETS:
        return
    for name, report in compared.reports.items():
        if _copies(compared, name) and not _is_on_the_spot(report):
            for block in _blocks(compared, name, report):
                message = f"{len(block)} claims in a row that no other report of the case carries"
                yield CaseFlag(report=name, message=message, spans=[span for claim in block for span in claim.spans])


def _copies(compared: Compared, name: str) -> bool:
    copied = [origin for origin in compared.origins(name) if origin.kind in {"copied", "altered"} and origin.earlier]
    return len(copied) >= LEAST_COPIED


def _is_on_the_spot(report: Report) -> bool:
    return report.page.fact("author") is not None and report.page.fact("dateline") is not None


def _blocks(compared: Compared, name: str, report: Report) -> Iterator[list[Claim]]:
    """Claims that stand alone, in sentences without a claim between them that others carry."""
    block: list[Claim] = []
    for claim in report.claims:
        if compared.carried(name, claim):
            if len(block) >= LEAST_CLAIMS:
                yield block
            block = []
        else:
            block.append(claim)
    if len(block) >= LEAST_CLAIMS:
        yield block
