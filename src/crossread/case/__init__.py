"""A case: many reports on one situation, kept in one file, decided on, searched, taken elsewhere.

>>> with Case.open(Path("panjshir.db")) as case:  # doctest: +SKIP
...     case.add(raw, report)
...     for claim in case.claims(Filter(place="Panjshir")):
...         print(claim.id, [span.quote for span in claim.claim.spans])

`Case` is all there is from outside; `case.py` is the place to read first. The store knows the record and nothing
of how records are made.
"""

from __future__ import annotations

from crossread.case.adding import Added
from crossread.case.attaching import Attached
from crossread.case.case import Case
from crossread.case.deciding import Applied, Decided, DecisionView
from crossread.case.decisions import CORRECTABLE, VERDICTS, Anchor, Decision, Standing, Target, Verdict
from crossread.case.exchange import Imported
from crossread.case.filters import Filter
from crossread.case.looking import Counts, LogLine, Refusal, StoredClaim, StoredReport, StoredVersion
from crossread.case.search import Hit
from crossread.case.versions import Changes

__all__ = [
    "CORRECTABLE",
    "VERDICTS",
    "Added",
    "Anchor",
    "Applied",
    "Attached",
    "Case",
    "Changes",
    "Counts",
    "Decided",
    "Decision",
    "DecisionView",
    "Filter",
    "Hit",
    "Imported",
    "LogLine",
    "Refusal",
    "Standing",
    "StoredClaim",
    "StoredReport",
    "StoredVersion",
    "Target",
    "Verdict",
]
