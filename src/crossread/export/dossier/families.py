"""Families of copies as the dossier prints them: each report, whom it has its words from, and what it changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from crossread.copies import Family
from crossread.export.copies import DerivationRow, family_row, gravest_changes
from crossread.provenance import Compared, Owners

_MOST = 3
"""Changes of one copy that are printed; `crossread copies` shows all."""


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A report of a family.

    Attributes:
        report: Id of the report.
        source: Number of the report that it has its words from; None where nothing tells.
        among: Numbers of the reports that it may have them from.
        changes: What it changed, before and after, either empty.
        left: How many other changes it made.
        altered: Whether it is the most altered copy.
    """

    report: str
    source: int | None
    among: tuple[int, ...]
    changes: tuple[tuple[str, str, str], ...]
    left: int
    altered: bool


@dataclass(frozen=True, kw_only=True)
class FamilyTable:
    """A family.

    Attributes:
        outlets: How many outlets, by owner.
        members: Its reports, dated ones first.
    """

    outlets: int
    members: tuple[Copy, ...]


def family_table(family: Family, compared: Compared, owners: Owners, numbers: Mapping[str, int]) -> FamilyTable:
    """A family as the dossier prints it.

    Args:
        family: Reports that have a passage from one another.
        compared: The reports of the case compared by their texts.
        owners: Which outlets belong together.
        numbers: Number of each report in the dossier.
    """
    row = family_row(compared, family, owners, ())
    derivations = {found.copy: found for found in row.derivations}
    members: list[Copy] = []
    for member in row.members:
        shown = {one.report for one in members}
        members.append(
            _copy(member.id, derivations.get(member.id), numbers, shown, altered=member.id == row.most_altered)
        )
    return FamilyTable(outlets=row.outlets, members=tuple(members))


def _copy(
    report: str, found: DerivationRow | None, numbers: Mapping[str, int], shown: Collection[str], *, altered: bool
) -> Copy:
    """A report of a family; what it changed is told where the other stands above it, not the other way round too."""
    if found is None:
        return Copy(report=report, source=None, among=(), changes=(), left=0, altered=altered)
    told = found.source is not None or found.among[0] in shown
    changes = gravest_changes(found) if told else []
    return Copy(
        report=report,
        source=numbers[found.source] if found.source is not None else None,
        among=tuple(sorted(numbers[name] for name in found.among)),
        changes=tuple(changes[:_MOST]),
        left=max(len(changes) - _MOST, 0),
        altered=altered,
    )
