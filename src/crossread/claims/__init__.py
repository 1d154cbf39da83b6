"""Claims, family by family. A new family is one file and one line in `FAMILIES`.

Families are run in the order of the table; each sees the claims of those before it. Statements come last, since
speech whose content is a claim of another family makes that claim and no statement besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crossread.claims import control, events, losses, statements, strength, talks
from crossread.claims.confidence import rated
from crossread.claims.linking import with_events
from crossread.claims.retelling import retold
from crossread.context import Reading
from crossread.record import Claim, Family

FAMILIES: tuple[tuple[Family, Callable[[Reading], Iterable[Claim]]], ...] = (
    ("events", events.claims_of),
    ("losses", losses.claims_of),
    ("control", control.claims_of),
    ("strength", strength.claims_of),
    ("talks", talks.claims_of),
    ("statements", statements.claims_of),
)
"""Families in the order in which they are read, with the function that makes their claims."""


def make_claims(reading: Reading) -> tuple[Claim, ...]:
    """All claims of a reading, in order of their first span; no two have the same id.

    Args:
        reading: The reading with everything but claims and findings.
    """
    found: dict[str, Claim] = {}
    for _, claims_of in FAMILIES:
        for claim in claims_of(reading):
            found.setdefault(claim.id, claim)
        reading = reading.having(claims=tuple(found.values()))
    joined = rated(reading, retold(reading, with_events(reading, reading.report.claims)))
    return tuple(sorted(joined, key=lambda claim: (claim.spans[0].start, claim.spans[0].end, claim.family)))
