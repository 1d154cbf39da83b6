"""What is counted behind a claim: n reports, m outlets, k primary sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossread.provenance.outlets import Owners, fold
from crossread.provenance.sources import PrimarySource, primary_source
from crossread.record import Claim, Report

if TYPE_CHECKING:
    from crossread.provenance.comparing import Compared


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


def standing(told: Iterable[tuple[str, Report, Claim]], owners: Owners, compared: Compared | None = None) -> Standing:
    """What stands behind claims that say the same.

    Args:
        told: Id of each report, the report, and its claim.
        owners: Which outlets belong together.
        compared: The reports compared by their texts. Where one sentence stands in several of them it is one telling:
            it goes back to those whom any of them names for it, else to the outlet or agency of the first.
    """
    items = sorted(told, key=lambda item: item[0])
    outlets = {_outlet(name, report, owners) for name, report, _ in items}
    found: dict[str, list[PrimarySource]] = {}
    unknown = set()
    for group in _tellings(items, compared):
        for name, source in _sources(group, owners, compared):
            if source.kind == "unknown":
                unknown.add(name)
            else:
                found.setdefault(source.key, []).append(source)
    sources = tuple(item for key in sorted(found) for item in _apart(found[key]))
    reports = {name for name, _, _ in items}
    return Standing(reports=len(reports), outlets=len(outlets), primary_sources=sources, unknown=len(unknown))


_Item = tuple[str, Report, Claim]
_Sentence = tuple[str, int]  # id of a report, number of a sentence in it


def _tellings(items: Sequence[_Item], compared: Compared | None) -> list[list[_Item]]:
    """The claims in groups of those that stand in one sentence, copied from report to report."""
    if compared is None:
        return [[item] for item in items]
    leader: dict[_Sentence, _Sentence] = {}

    def of(place: _Sentence) -> _Sentence:
        while leader.setdefault(place, place) != place:
            place = leader[place]
        return place

    told = [compared.words_of(name, claim) for name, _, claim in items]
    places = [place for place, _ in told]
    for (name, _, claim), (place, elsewhere) in zip(items, told, strict=True):
        if not elsewhere and claim.voice.kind == "narrator" and (root := compared.root(name, claim)) != name:
            elsewhere = [other for other in places if other[0] == root][:1]  # rewritten, so that no sentence is alike
        for other in elsewhere:
            one, two = sorted((of(place), of(other)))
            leader[two] = one
    groups: dict[_Sentence, list[_Item]] = {}
    for item, place in zip(items, places, strict=True):
        groups.setdefault(of(place), []).append(item)
    return list(groups.values())


def _sources(group: Sequence[_Item], owners: Owners, compared: Compared | None) -> Iterator[tuple[str, PrimarySource]]:
    """The sources of claims that are one telling, each with the report that shows it."""
    attributed = [item for item in group if item[2].voice.kind != "narrator"]
    first = _first(group, compared)
    for name, report, claim in attributed:
        yield name, primary_source(report, claim, owners, first=first)
    if not any(claim.voice.chain for _, _, claim in attributed):
        for name, _, claim in group:
            if claim.voice.kind == "narrator":
                yield name, primary_source(first, claim, owners)


def _first(group: Sequence[_Item], compared: Compared | None) -> Report:
    """The report that had the words first, as far as that is known; of those of one day one that credits an agency."""
    if compared is None:
        return group[0][1]
    names = {compared.root(name, claim) for name, _, claim in group}
    return min((compared.reports[name] for name in sorted(names)), key=_earlier)


def _earlier(report: Report) -> tuple[str, bool]:
    published = report.page.fact("published")
    day = published.value[:10] if published and published.trusted else "9999"
    return day, report.page.fact("agency") is None


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


def _outlet(name: str, report: Report, owners: Owners) -> str:
    owner = owners.of_report(report)
    return fold(owner) if owner else f"?{name}"
