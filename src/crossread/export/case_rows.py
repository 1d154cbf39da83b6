"""A case as JSON: what the lists of `case_views` show, with all that hangs on it."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.case import Case, Decision, DecisionView, Hit, Standing, StoredClaim, StoredReport
from crossread.export import words
from crossread.export.copies import ReportCopiesRow
from crossread.record import Claim, MadeBy, Place, Quantity, Record, Report, Spans, When


class ReportRow(Record, frozen=True, kw_only=True):
    """A report of a case.

    Attributes:
        id: Its id.
        address: Where it was found.
        name: The name under which it was added.
        title: Its title.
        outlet: Its outlet, or else its site.
        published: When it was published.
        versions: How many versions there are.
        claims: How many claims the newest one has.
        refused: Code for which it was not read beyond its facts, if so.
        added: When the case first had it, UTC.
        changed: When the case last had a new version of it, UTC.
    """

    id: str
    address: str | None
    name: str | None
    title: str | None
    outlet: str | None
    published: str | None
    versions: int
    claims: int
    refused: str | None
    added: str
    changed: str


class Review(Record, frozen=True, kw_only=True):
    """What reviewers say of a claim.

    Attributes:
        verdict: What they agree on; None where they contradict one another.
        correction: The corrected values.
        by: The decision of each that stands.
    """

    verdict: str | None
    correction: dict[str, str]
    by: tuple[Decision, ...]


class ClaimRow(Record, frozen=True, kw_only=True):
    """A claim of a case with what its indices lead to.

    Attributes:
        report: The report that makes it.
        quote: Its words.
        claim: The claim as its record has it.
        quantity: Its number.
        when: When it happened.
        as_of: When it was said.
        place: Where.
        review: What reviewers say of it; None if nobody has decided.
    """

    report: ReportRow
    quote: str
    claim: Claim
    quantity: Quantity | None
    when: When | None
    as_of: When | None
    place: Place | None
    review: Review | None


class Why(Record, frozen=True, kw_only=True):
    """Why a claim is there.

    Attributes:
        found: The claim.
        made_by: Versions that made its record.
        current: Whether it stands in the newest reading of the newest version.
        context: The sentences that hold its words.
        decisions: All decisions on it, undone ones included.
    """

    found: ClaimRow
    made_by: MadeBy
    current: bool
    context: Spans
    decisions: tuple[Decision, ...]


class HitRow(Record, frozen=True, kw_only=True):
    """A report that holds the words of a search.

    Attributes:
        report: The report.
        spans: Where they stand.
    """

    report: ReportRow
    spans: Spans


class RefusedRow(Record, frozen=True, kw_only=True):
    """A page that could not be had or read, or whose claims are not read.

    Attributes:
        name: Its name.
        code: Code of the reason.
        reason: The reason.
        report: Id of its report, where its facts are kept.
    """

    name: str | None
    code: str
    reason: str
    report: str | None = None


class ReportShown(Record, frozen=True, kw_only=True):
    """A report with its record and what was decided on it.

    Attributes:
        report: The report.
        record: The newest reading of its newest version.
        decisions: Decisions on its claims and actors, undone ones included.
        copies: What it has from other reports of the case and what it adds; None if it was not read.
    """

    report: ReportRow
    record: Report
    decisions: tuple[Decision, ...]
    copies: ReportCopiesRow | None = None


def report_row(stored: StoredReport) -> ReportRow:
    """A report for a list."""
    return ReportRow(**{name: getattr(stored, name) for name in ReportRow.__struct_fields__})


def claim_row(found: StoredClaim, standing: Standing | None) -> ClaimRow:
    """A claim for a list."""
    record, claim = found.record, found.claim
    return ClaimRow(
        report=report_row(found.report),
        quote=words.quote_of(claim.spans),
        claim=claim,
        quantity=record.quantities[claim.quantity] if claim.quantity is not None else None,
        when=record.times[claim.when] if claim.when is not None else None,
        as_of=record.times[claim.as_of] if claim.as_of is not None else None,
        place=record.places[claim.place] if claim.place is not None else None,
        review=_review(standing),
    )


def why_row(found: StoredClaim, standing: Standing | None, decisions: Sequence[Decision]) -> Why:
    """Why a claim is there."""
    record = found.record
    return Why(
        found=claim_row(found, standing),
        made_by=record.made_by,
        current=found.current,
        context=_context(record, found.claim),
        decisions=tuple(decisions),
    )


def refused_rows(case: Case) -> list[RefusedRow]:
    """What a case was not given or does not read, by name."""
    kept = (
        RefusedRow(name=stored.name, code=refusal.code, reason=refusal.message, report=stored.id)
        for stored in case.reports()
        if stored.refused is not None and (refusal := stored.report.refusal) is not None
    )
    lost = (RefusedRow(name=one.name, code=one.code, reason=one.reason) for one in case.refusals() if not one.resolved)
    return sorted([*kept, *lost], key=lambda row: (row.name or "", row.code, row.reason))


def hit_row(hit: Hit) -> HitRow:
    """A report that holds the words of a search."""
    return HitRow(report=report_row(hit.report), spans=hit.spans)


def report_shown(
    stored: StoredReport, decisions: Sequence[DecisionView], copies: ReportCopiesRow | None = None
) -> ReportShown:
    """A report with all that is known of it."""
    rows = tuple(found.decision for found in decisions)
    return ReportShown(report=report_row(stored), record=stored.report, decisions=rows, copies=copies)


def _review(standing: Standing | None) -> Review | None:
    if standing is None:
        return None
    return Review(verdict=standing.verdict, correction=dict(standing.correction), by=standing.by)


def _context(record: Report, claim: Claim) -> Spans:
    """The sentences that hold a claim's words."""
    return tuple(
        span
        for sentence in record.sentences
        for span in sentence.spans
        if any(span.start < own.end and own.start < span.end for own in claim.spans)
    )
