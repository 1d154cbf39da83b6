"""The same rare error in two reports.

**What it flags.** Two reports of which single checks find the same fault in the same words: an acronym with the same
wrong expansion, the same impossible hour, the same broken characters, the same odd idiom of a machine that changes
words.

**Why it matters.** Independent writers make different mistakes. A mistake that is shared was copied, even where the
sentences around it were rewritten.

**Example** (invented): two reports that both tell of fighting `on 31 June`.

**What it does not flag.** Faults in other words, faults that more than five reports of the case share (a house style,
a common misspelling), and two reports of one outlet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from crossread.checks.cross.base import CaseFlag
from crossread.provenance import Compared
from crossread.provenance.outlets import fold, outlet_of
from crossread.record import Finding

ERRORS = frozenset({"LG02", "NM01", "NM03", "NM06", "NM08", "PG05", "TM03"})
"""Checks whose findings are faults of the text itself, each rare and in definite words."""
_MOST = 5


def find(compared: Compared) -> Iterator[CaseFlag]:
    """Errors that reports share."""
    holders: dict[tuple[str, frozenset[str]], dict[str, Finding]] = defaultdict(dict)
    for name, report in compared.reports.items():
        for finding in report.findings:
            if finding.code in ERRORS and finding.spans:
                key = (finding.code, frozenset(fold(span.quote) for span in finding.spans))
                holders[key].setdefault(name, finding)
    for found in holders.values():
        outlets = {fold(outlet_of(compared.reports[name]) or name) for name in found}
        if len(outlets) > 1 and len(found) <= _MOST:
            yield from _flags(found)


def _flags(found: dict[str, Finding]) -> Iterator[CaseFlag]:
    for name, finding in found.items():
        others = tuple((other, theirs.spans) for other, theirs in found.items() if other != name)
        count = len(others)
        yield CaseFlag(
            report=name,
            message=f"{count} other report{'s have' if count > 1 else ' has'} the same error ({finding.message})",
            spans=finding.spans,
            others=others,
        )
