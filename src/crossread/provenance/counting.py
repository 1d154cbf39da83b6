"""What is counted behind a claim: n reports, m outlets, k primary sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crossread.provenance.outlets import Owners, fold
from crossread.provenance.sources import PrimarySource, primary_source
from crossread.record import Claim, Report


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What stands behind a claim in several reports.

    Attributes:
        reports: How many reports make it.
        outlets: How many outlets published them, those of one owner counted once; reports of which nothing is known
            count one each.
        primary_sources: What they go back to, each once.
        unknown: How many of the reports show no source for it.
    """

    reports: int
    outlets: int
    primary_sources: tuple[PrimarySource, ...]
    unknown: int = 0

    def __str__(self) -> str:
        """The count in words: ``11 reports, 8 outlets, 1 primary source``."""
        sources = len(self.primary_sources)
        parts = [(self.reports, "report"), (self.outlets, "outlet"), (sources, "primary source")]
        told = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts)
        return f"{told} ({self.unknown} without)" if self.unknown and not sources else told


def standing(
    told: Iterable[tuple[str, Report, Claim]], owners: Owners, copied: dict[str, str] | None = None
) -> Standing:
    """What stands behind claims that say the same.

    Args:
        told: Id of each report, the report, and its claim.
        owners: Which outlets belong together.
        copied: For a report's id, the id of the report it has its words from: what a copy tells in its own voice goes
            back to that report's outlet.
    """
    items = sorted(told, key=lambda item: item[0])
    reports = {name: report for name, report, _ in items}
    outlets = {_outlet(name, report, owners) for name, report in reports.items()}
    found: dict[str, list[PrimarySource]] = {}
    unknown = set()
    for name, report, claim in items:
        first = _first(name, copied or {})
        source = primary_source(reports.get(first, report) if claim.voice.kind == "narrator" else report, claim, owners)
        if source.kind == "unknown":
            unknown.add(name)
        else:
            found.setdefault(source.key, []).append(source)
    sources = tuple(item for key in sorted(found) for item in _apart(found[key]))
    return Standing(reports=len(reports), outlets=len(outlets), primary_sources=sources, unknown=len(unknown))


def _apart(sources: list[PrimarySource]) -> list[PrimarySource]:
    """The sources of one speaker that are several: a post and an interview; those of no venue join the first."""
    told: dict[tuple[str, str | None], PrimarySource] = {}
    for source in sources:
        if source.where:
            told.setdefault((source.kind, source.to), source)
    vague = [key for key in told if key[1] is None and any(other[0] == key[0] and other[1] for other in told)]
    for key in vague:  # "in a post" is the post on a network that another report names
        del told[key]
    return [told[key] for key in sorted(told, key=str)] or sources[:1]


def _first(name: str, copied: Mapping[str, str]) -> str:
    """The report at the beginning of a chain of copies."""
    seen = {name}
    while (above := copied.get(name)) is not None and above not in seen:
        seen.add(above)
        name = above
    return name


def _outlet(name: str, report: Report, owners: Owners) -> str:
    owner = owners.of_report(report)
    return fold(owner) if owner else f"?{name}"
