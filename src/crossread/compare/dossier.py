"""What a desk is shown of a comparison: each value with who says so, what stands behind it, what copies changed.

Records only, for every view: the terminal table, JSON, the HTML dossier, the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from crossread.compare.acts import Act
from crossread.compare.days import day_words
from crossread.compare.incidents import Comparison, Incident
from crossread.compare.since import News
from crossread.compare.tellings import Telling
from crossread.compare.values import Difference, Grade, Row, Value
from crossread.compare.wording import Fields, WordingField, field_changes
from crossread.provenance import Compared, Owners, standing
from crossread.provenance.outlets import outlet_of
from crossread.record import Claim, Record, Report, Span


class Saying(Record, frozen=True, kw_only=True):
    """One report that gives a value.

    Attributes:
        report: Id of the report.
        claim: Id of the claim.
        outlet: Outlet or site, None if unknown.
        published: When it was published, None if unknown.
        as_of: Day on which it was said, or else published, ISO 8601; None if unknown.
        voice: Kind of the voice, as in `record.Voice`.
        attributed_to: Who says it there; empty for the page itself.
        status: Status of the claim.
        confidence: How sure the reading of the claim is.
        quote: The words of the claim.
        before: What stands before them in their sentence.
        after: What stands after them in their sentence.
    """

    report: str
    claim: str
    outlet: str | None
    published: str | None
    as_of: str | None = None
    voice: Literal["narrator", "named", "unnamed", "none", "unknown"] = "narrator"
    attributed_to: tuple[str, ...]
    status: str
    confidence: Literal["high", "medium", "low"] = "medium"
    quote: str
    before: str = ""
    after: str = ""


class Shown(Record, frozen=True, kw_only=True):
    """One value of a field.

    Attributes:
        value: In words.
        update: Whether it is a later figure of a source that gave another before.
        reports: How many reports give it.
        outlets: How many outlets, those of one owner counted once.
        primary_sources: How many primary sources they go back to.
        sayings: Who says so and where.
    """

    value: str
    update: bool
    reports: int
    outlets: int
    primary_sources: int
    sayings: tuple[Saying, ...]


class ShownDifference(Record, frozen=True, kw_only=True):
    """Two values of a field that differ.

    Attributes:
        one: The one value, in words; of a toll that rose the earlier.
        other: The other value.
        grade: ``contradicts`` if both cannot be true, ``differs`` if they can be and are two answers.
        why: Why, in words.
        one_by: Ids of the claims that give the one.
        other_by: Ids of the claims that give the other.
        reports: Ids of the reports that take part; one alone where a report disagrees with itself.
    """

    one: str
    other: str
    grade: Grade
    why: str
    one_by: tuple[str, ...]
    other_by: tuple[str, ...]
    reports: tuple[str, ...]


class ShownRow(Record, frozen=True, kw_only=True):
    """One field of an incident.

    Attributes:
        field: What it is: number, date, place, actor, target, cause, status.
        about: What is counted, for numbers.
        contested: Whether two of the values differ.
        values: The values side by side.
        differences: Which of them differ and how far, contradictions first.
    """

    field: str
    about: str
    contested: bool
    values: tuple[Shown, ...]
    differences: tuple[ShownDifference, ...] = ()


class WordingChange(Record, frozen=True, kw_only=True):
    """What a copy changed of the text it has its words from.

    Attributes:
        field: What the change concerns: date, place, number, qualifier, actor, name, cause.
        source: Id of the report it has its words from.
        copy: Id of the copy.
        before: The words there.
        after: The words here; empty where they were left out.
        sentence: The sentence as it stands in the copy.
        fact: Whether the two say two things, and are no two words for one.
    """

    field: WordingField
    source: str
    copy: str
    before: str
    after: str
    sentence: str
    fact: bool = False


class ShownIncident(Record, frozen=True, kw_only=True):
    """An incident as a desk sees it.

    Attributes:
        id: Id of the incident.
        title: What, where, when.
        kind: What it is.
        first: First day, ISO 8601; None if no day is told.
        last: Last day.
        place: The place as named, None if none is.
        latitude: Degrees north, None if unknown.
        longitude: Degrees east.
        precision: ACLED geo precision, None for a country or an unresolved place.
        reports: Ids of the reports that tell it.
        outlets: How many outlets.
        primary_sources: The primary sources behind it, as named.
        rows: Fields with their values, contested ones first.
        wording_changes: What copies changed of what they tell.
        only_in: For each report what it alone tells: claims whose value no other report gives.
        joined_by: Why reports were taken to speak of one thing: two acts, and what agrees.
        since: What became of it since a moment, where that is asked for. Of an incident that is told by more than one
            report no more, fields and places are left out, and the reports are those of then.
    """

    id: str
    title: str
    kind: str
    first: str | None = None
    last: str | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    reports: tuple[str, ...] = ()
    outlets: int = 0
    primary_sources: tuple[str, ...] = ()
    rows: tuple[ShownRow, ...] = ()
    wording_changes: tuple[WordingChange, ...] = ()
    only_in: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    joined_by: tuple[tuple[str, str, str], ...] = ()
    since: News | None = None

    @property
    def contested(self) -> bool:
        """Whether reports differ on a field."""
        return any(row.contested for row in self.rows)


def shown(comparison: Comparison, compared: Compared, owners: Owners) -> Iterator[ShownIncident]:
    """Incidents as a desk sees them, in the order of the comparison; last what one report tells in two ways.

    Args:
        comparison: The reports compared by what they claim.
        compared: The same reports compared by their texts.
        owners: Which outlets belong together.
    """
    desk = _Desk(compared, owners)
    return (desk.incident(incident) for incident in (*comparison.incidents, *comparison.disputed))


class _Desk:
    def __init__(self, compared: Compared, owners: Owners) -> None:
        self.compared = compared
        self.owners = owners
        self.claims: dict[str, dict[str, Claim]] = {}
        self._fields: dict[str, Fields] = {}

    def claim(self, telling: Telling) -> Claim:
        """The claim of a telling."""
        if telling.report not in self.claims:
            report = self.compared.reports[telling.report]
            self.claims[telling.report] = {claim.id: claim for claim in report.claims}
        return self.claims[telling.report][telling.claim]

    def standing(self, tellings: Iterable[Telling]):  # type: ignore[no-untyped-def]
        """What stands behind some tellings."""
        told = [(one.report, self.compared.reports[one.report], self.claim(one)) for one in tellings]
        return standing(told, self.owners, self.compared)

    def incident(self, incident: Incident) -> ShownIncident:
        """One incident."""
        tellings = [one for act in incident.acts for one in act.tellings]
        behind = self.standing(tellings)
        where = incident.where
        return ShownIncident(
            id=incident.id,
            title=incident.title,
            kind=incident.kind,
            first=day_words((incident.days[0],) * 2) if incident.days else None,
            last=day_words((incident.days[1],) * 2) if incident.days else None,
            place=where.name if where else None,
            latitude=where.latitude if where else None,
            longitude=where.longitude if where else None,
            precision=where.precision if where else None,
            reports=incident.reports,
            outlets=behind.outlets,
            primary_sources=tuple(source.who or f"an {source.kind} not named" for source in behind.primary_sources),
            rows=tuple(self.row(row) for row in incident.rows),
            wording_changes=tuple(self.wording_changes(incident)),
            only_in=self.only_in(incident),
            joined_by=tuple((join.one, join.other, "; ".join(join.closeness.reasons)) for join in incident.joins),
        )

    def row(self, row: Row) -> ShownRow:
        """One field."""
        return ShownRow(
            field=row.field,
            about=row.about,
            contested=row.contested,
            values=tuple(self.value(value) for value in row.values),
            differences=tuple(_difference(one) for one in row.differences),
        )

    def value(self, value: Value) -> Shown:
        """One value with who gives it."""
        behind = self.standing(value.tellings)
        return Shown(
            value=value.shown,
            update=value.update,
            reports=behind.reports,
            outlets=behind.outlets,
            primary_sources=len(behind.primary_sources),
            sayings=tuple(self.saying(one) for one in value.tellings),
        )

    def saying(self, telling: Telling) -> Saying:
        """Who says so and where."""
        report, claim = self.compared.reports[telling.report], self.claim(telling)
        outlet = outlet_of(report) or self.owners.of_report(report)
        published = report.page.fact("published")
        before, after = around(report, claim.spans)
        return Saying(
            report=telling.report,
            claim=telling.claim,
            outlet=outlet,
            published=published.value if published and published.trusted else None,
            as_of=day_words((telling.said,) * 2) if telling.said is not None else None,
            voice=claim.voice.kind,
            attributed_to=telling.voices,
            status=telling.status,
            confidence=claim.confidence,
            quote=" … ".join(span.quote for span in claim.spans),
            before=before,
            after=after,
        )

    def wording_changes(self, incident: Incident) -> Iterator[WordingChange]:
        """Grave changes along copies, in sentences that tell the incident."""
        for act in incident.acts:
            spans = [span for one in act.tellings for span in self.claim(one).spans]
            for source, passage in self.compared.earlier_passages(act.report):
                if not any(span.start < passage.after.end and passage.after.start < span.end for span in spans):
                    continue
                for change in field_changes(self.fields(source), self.fields(act.report), passage):
                    if change.shown:
                        yield WordingChange(
                            field=change.field,
                            source=source,
                            copy=act.report,
                            before=change.before,
                            after=change.after,
                            sentence=passage.after.quote,
                            fact=change.fact,
                        )

    def fields(self, report: str) -> Fields:
        """What the words of a report are."""
        return self._fields.setdefault(report, Fields(self.compared.reports[report]))

    def only_in(self, incident: Incident) -> dict[str, tuple[str, ...]]:
        """What one report alone tells of an incident, in words, by report."""
        found: dict[str, list[str]] = {}
        for row in incident.rows:
            for value in row.values:
                if len(value.reports) == 1 and len({name for each in row.values for name in each.reports}) == 1:
                    found.setdefault(value.reports[0], []).append(f"{row.about or row.field}: {value.shown}")
        return {name: tuple(told) for name, told in sorted(found.items())}


def _difference(one: Difference) -> ShownDifference:
    return ShownDifference(
        one=one.one.shown,
        other=one.other.shown,
        grade=one.grade,
        why=one.why,
        one_by=tuple(telling.claim for telling in one.one.tellings),
        other_by=tuple(telling.claim for telling in one.other.tellings),
        reports=one.reports,
    )


def around(report: Report, spans: Sequence[Span]) -> tuple[str, str]:
    """The rest of the sentence before and after some words, so that a quotation is read in its context.

    Args:
        report: The report.
        spans: The words, in order.
    """
    for sentence in report.sentences:
        bounds = sentence.spans[0]
        if bounds.start <= spans[0].start < bounds.end:
            text = report.page.text
            return text[bounds.start : spans[0].start], text[spans[-1].end : max(bounds.end, spans[-1].end)]
    return "", ""


def alone_by_report(alone: Iterable[Act]) -> Mapping[str, int]:
    """How many acts each report tells that no other does."""
    found: dict[str, int] = {}
    for act in alone:
        found[act.report] = found.get(act.report, 0) + 1
    return dict(sorted(found.items()))
