"""A case as flat tables, for spreadsheets: claims, their sources, reports, findings, incidents, refused pages.

Every row of a page has its quotation, outlet and address. The rows come report by report, by id, so that a case of any
size can be written in the memory of one report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Final

from crossread.case import Case, Decided, Filter, Refusal, Standing, StoredClaim, StoredReport
from crossread.errors import HELP
from crossread.export import words
from crossread.export.case_incidents import COLUMNS as INCIDENT_COLUMNS
from crossread.export.case_incidents import DISAGREEMENTS, INCIDENTS
from crossread.export.csv import COLUMNS, Cell
from crossread.record import Claim, Finding, Report, Source

_BETWEEN: Final = "; "
_QUOTED: Final = 300  # characters of a report's beginning that stand as its quotation

Row = tuple[str, list[Cell]]
"""The name of a table, and the cells of one of its rows."""


@dataclass(frozen=True, slots=True)
class CaseReport:
    """One report with what is wanted of it.

    Attributes:
        stored: The report.
        claims: Those of its claims that are wanted.
        decided: What reviewers have decided.
    """

    stored: StoredReport
    claims: tuple[Claim, ...]
    decided: Decided

    @property
    def report(self) -> Report:
        """The record."""
        return self.stored.report


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table.

    Attributes:
        name: Its name.
        about: What one row of it is.
        columns: Names of its columns.
    """

    name: str
    about: str
    columns: tuple[str, ...]


_OF_REPORT: Final[Mapping[str, Callable[[StoredReport], Cell]]] = MappingProxyType(
    {
        "report": lambda stored: stored.id,
        "outlet": lambda stored: stored.outlet,
        "published": lambda stored: stored.published,
        "address": lambda stored: stored.address,
    }
)
_REVIEW: Final = ("review", "reviewers", "correction")
_CLAIM_COLUMNS: Final = (
    *_OF_REPORT,
    *(name for name in COLUMNS if name not in _OF_REPORT),
    *_REVIEW,
)
_SOURCE: Final[Mapping[str, Callable[[Source], Cell]]] = MappingProxyType(
    {
        "attributed_to": lambda link: link.name,
        "named": lambda link: "yes" if link.named else "no",
        "office": lambda link: link.office,
        "venue": lambda link: link.venue,
    }
)

TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        table.name: table
        for table in (
            Table(
                name="claims",
                about="One row is one claim of one report by one voice. Do not add rows up: the same dead may be told "
                "in several.",
                columns=_CLAIM_COLUMNS,
            ),
            Table(
                name="sources",
                about="One row is somebody to whom a report attributes claims, with how many and the first of them.",
                columns=(*_OF_REPORT, *_SOURCE, "registry", "claims", "kinds", "quote"),
            ),
            Table(
                name="reports",
                about="One row is one report, its versions taken together; the quotation is how it begins.",
                columns=(*_OF_REPORT, "title", "versions", "claims", "findings", "added", "changed", "page", "quote"),
            ),
            Table(
                name="findings",
                about="One row is something in one report that does not hang together.",
                columns=(*_OF_REPORT, "code", "check", "severity", "message", "said_by", "quote", "start", "end"),
            ),
            Table(
                name=INCIDENTS,
                about="One row is one value of one field of an incident that several reports tell; the quotation is "
                "the first of those that give it.",
                columns=INCIDENT_COLUMNS[INCIDENTS],
            ),
            Table(
                name=DISAGREEMENTS,
                about="One row is one value of a field on which reports differ, with the words, outlet and address of "
                "each report that gives it, numbered alike in every column.",
                columns=INCIDENT_COLUMNS[DISAGREEMENTS],
            ),
            Table(
                name="refused pages",
                about="One row is a page that could not be had or read, or whose claims are not read.",
                columns=("page", "code", "reason", "what_to_do", "report", "outlet", "address", "quote"),
            ),
        )
    }
)
"""The tables, in the order in which they are shown."""


def rows_of(case: Case, wanted: Filter) -> Iterator[Row]:
    """All rows of all tables but those of incidents, which `case_incidents` makes.

    Those of one table are in order, those of several may alternate.

    Args:
        case: The case.
        wanted: What is wanted of it. Pages that were refused are all given: nothing is known of them to filter by.
    """
    decided = case.decided()
    for one in reports_of(case, wanted, decided):
        if one.stored.refused is not None:
            yield "refused pages", _refused_report(one)
        yield from (("claims", _claim(one, claim)) for claim in one.claims)
        yield from (("sources", row) for row in _sources(one))
        yield "reports", _report(one)
        yield from (("findings", _finding(one, finding)) for finding in one.report.findings)
    yield from (("refused pages", _refusal(refusal)) for refusal in case.refusals() if not refusal.resolved)


def reports_of(case: Case, wanted: Filter, decided: Decided) -> Iterator[CaseReport]:
    """The reports that are wanted, or hold a wanted claim, by id, each with its wanted claims."""
    claims = groupby(case.claims(wanted), key=lambda found: found.report.id)
    group = _next(claims)
    for stored in case.reports(wanted):
        while group is not None and group[0] < stored.id:
            yield _of_claims(group[1], decided)
            group = _next(claims)
        if group is not None and group[0] == stored.id:
            yield CaseReport(stored, _chosen(stored, group[1]), decided)
            group = _next(claims)
        else:
            yield CaseReport(stored, (), decided)
    while group is not None:
        yield _of_claims(group[1], decided)
        group = _next(claims)


def _next(groups: Iterator[tuple[str, Iterator[StoredClaim]]]) -> tuple[str, list[StoredClaim]] | None:
    group = next(groups, None)
    return (group[0], list(group[1])) if group is not None else None


def _of_claims(found: list[StoredClaim], decided: Decided) -> CaseReport:
    stored = found[0].report
    return CaseReport(stored, _chosen(stored, found), decided)


def _chosen(stored: StoredReport, found: list[StoredClaim]) -> tuple[Claim, ...]:
    return tuple(stored.report.claims[one.position] for one in found)


def review_words(standing: Standing | None) -> tuple[str | None, str | None, str | None]:
    """What reviewers say of a claim: the verdict or that they differ, who they are, and the corrected values."""
    if standing is None:
        return None, None, None
    names = _BETWEEN.join(sorted({row.user for row in standing.by}))
    correction = _BETWEEN.join(f"{name}: {value}" for name, value in sorted(standing.correction.items()))
    return standing.verdict or "reviewers differ", names, correction or None


def _about(one: CaseReport) -> list[Cell]:
    return [value(one.stored) for value in _OF_REPORT.values()]


def _claim(one: CaseReport, claim: Claim) -> list[Cell]:
    own = [value(one.report, claim) for name, value in COLUMNS.items() if name not in _OF_REPORT]
    return [*_about(one), *own, *review_words(one.decided.standing_on("claim", claim.id))]


def _sources(one: CaseReport) -> Iterator[list[Cell]]:
    """Those to whom claims are attributed, in order of first mention."""
    by_name: dict[str, list[Claim]] = {}
    for claim in one.claims:
        if claim.voice.chain:
            by_name.setdefault(claim.voice.chain[0].name, []).append(claim)
    identities = {actor.id: actor.identity for actor in one.report.actors}
    for claims in by_name.values():
        link = claims[0].voice.chain[0]
        kinds = _BETWEEN.join(sorted({claim.family for claim in claims}))
        known = identities.get(link.actor or "")
        told = [value(link) for value in _SOURCE.values()]
        yield [*_about(one), *told, known, len(claims), kinds, words.quote_of(claims[0].spans)]


def _report(one: CaseReport) -> list[Cell]:
    stored = one.stored
    counts: list[Cell] = [stored.versions, len(one.claims), len(one.report.findings)]
    return [*_about(one), stored.title, *counts, stored.added, stored.changed, stored.name, _beginning(one.report)]


def _beginning(report: Report) -> str:
    """How the story begins."""
    text = next((block.spans[0].quote for block in report.page.main_blocks if block.kind == "paragraph"), "")
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[:_QUOTED].rsplit(" ", 1)[0] + " …"


def _finding(one: CaseReport, finding: Finding) -> list[Cell]:
    spans = finding.spans
    bounds: list[Cell] = [spans[0].start, spans[-1].end] if spans else [None, None]
    told: list[Cell] = [finding.code, finding.name, words.SEVERITY_WORDS[finding.severity], finding.message]
    return [*_about(one), *told, _BETWEEN.join(finding.voices), words.quote_of(spans), *bounds]


def _refused_report(one: CaseReport) -> list[Cell]:
    refusal = one.report.refusal
    stored = one.stored
    told = (refusal.code, refusal.message) if refusal is not None else (stored.refused, None)
    what = HELP.get(told[0] or "")
    return [stored.name, *told, what, stored.id, stored.outlet, stored.address, _beginning(one.report)]


def _refusal(refusal: Refusal) -> list[Cell]:
    address = refusal.name if (refusal.name or "").startswith(("http://", "https://")) else None
    return [refusal.name, refusal.code, refusal.reason, HELP.get(refusal.code), None, None, address, None]
