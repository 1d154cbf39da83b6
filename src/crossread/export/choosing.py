"""Which claims of a report are shown or written: those of some families."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from msgspec.structs import replace

from crossread.errors import UsageError
from crossread.record import Family, Notice, Report


def families(words: str) -> tuple[Family, ...]:
    """The families that a user asks for, in the order of the record.

    Args:
        words: Names of families, parted by commas or spaces; empty for all.

    Raises:
        UsageError: There is no family of that name.
    """
    asked = words.replace(",", " ").lower().split()
    known: tuple[Family, ...] = get_args(Family)
    for name in asked:
        if name not in known:
            raise UsageError(f"--claims: there is no family {name!r}; families are {', '.join(known)}")
    return tuple(name for name in known if name in asked)


def only_families(report: Report, wanted: Collection[Family]) -> Report:
    """A report with the claims of some families; a notice tells how many were left out.

    Links to claims that are left out stay as they are.

    Args:
        report: Any report.
        wanted: The families to keep.
    """
    kept = tuple(claim for claim in report.claims if claim.family in wanted)
    left = len(report.claims) - len(kept)
    if not left:
        return report
    notice = Notice(code="CR611", message="claims of other families were left out, as asked", count=left)
    return replace(report, claims=kept, notices=(*report.notices, notice))
