"""Looking into a case: reports, claims, refusals, counts, log; each in a defined order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, not_, or_, select

from crossread.case import schema
from crossread.case.deriving import versions_of
from crossread.case.filters import Filter, wanted_claims, wanted_reports
from crossread.case.keys import maybe
from crossread.errors import NotInCase
from crossread.record import Claim, MadeBy, Report

Load = Callable[[int], Report]


@dataclass(frozen=True, kw_only=True)
class StoredReport:
    """A report of a case, as its newest version and the newest reading of that say.

    Attributes:
        id: Its id in any case.
        address: Where it was found, None if unknown.
        name: The name under which it was added; the first by code points if there are several.
        title: Its title, None if unknown.
        outlet: Its outlet, or else its site; None if unknown.
        published: When it was published, ISO 8601, UTC if the page gives a zone; None if unknown.
        raw_sha256: Hash of the newest version's bytes.
        reading_id: Id of the reading, None if it could not be read.
        versions: How many versions there are.
        claims: How many claims the newest one has.
        refused: Code for which it was not read beyond its facts, if so.
        added: When this case first had it, UTC.
        changed: When this case last had a new version of it, UTC.
    """

    id: str
    address: str | None
    name: str | None
    title: str | None
    outlet: str | None
    published: str | None
    raw_sha256: str
    reading_id: str | None
    versions: int
    claims: int
    refused: str | None
    added: str
    changed: str
    _reading: int = field(repr=False, compare=False)
    _load: Load = field(repr=False, compare=False)

    @cached_property
    def report(self) -> Report:
        """The record, with the report's name here; decoded when first asked for."""
        import msgspec

        return msgspec.structs.replace(self._load(self._reading), name=self.name)


@dataclass(frozen=True, kw_only=True)
class StoredClaim:
    """A claim of a case.

    Attributes:
        id: Its id: of the text, the family and the words.
        position: Its index in its report.
        report: The report that makes it.
        current: Whether it stands in the newest reading of the newest version.
    """

    id: str
    position: int
    report: StoredReport
    current: bool = True

    @property
    def claim(self) -> Claim:
        """The claim itself; its indices lead into `record`."""
        return self.record.claims[self.position]

    @property
    def record(self) -> Report:
        """The record that holds it."""
        return self.report.report


@dataclass(frozen=True, kw_only=True)
class StoredVersion:
    """One version of a report: a text that was found at its address.

    Attributes:
        raw_sha256: Hash of the page that had the text first.
        pages: How many pages with other bytes have the same text, that one included.
        reading_id: Id of its newest reading.
        name: The name it came under.
        fetched: When it was last fetched, UTC; None if nobody says.
        told: When the text was published or last changed, as it says itself; None if it does not.
        claims: How many claims it has.
        added: When this case first had it, UTC.
    """

    raw_sha256: str
    pages: int
    reading_id: str
    name: str | None
    fetched: str | None
    told: str | None
    claims: int
    added: str
    _reading: int = field(repr=False, compare=False)
    _load: Load = field(repr=False, compare=False)

    @cached_property
    def report(self) -> Report:
        """The record, decoded when first asked for."""
        import msgspec

        return msgspec.structs.replace(self._load(self._reading), name=self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A page that could not be had or read.

    Attributes:
        id: Its id.
        name: Its name, None if it had none.
        raw_sha256: Hash of its bytes, if they were had.
        code: Code of the error.
        reason: What happened.
        resolved: Whether the same page, or another under its name, was read at another time.
    """

    id: str
    name: str | None
    raw_sha256: str | None
    code: str
    reason: str
    resolved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """Something that was done to a case.

    Attributes:
        time: When, UTC.
        action: What: ``new``, ``new version``, ``re-read``, ``refused``, ``decided``, ``undone``, ``applied`` for
            decisions of another case, ``imported`` for reports of one.
        subject: Id or name of what it was done to.
        detail: More of it.
    """

    time: str
    action: str
    subject: str | None
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a case holds.

    Attributes:
        reports: Reports that were read; versions count once.
        without_claims: Those of them without a claim.
        not_read: Reports kept with their facts alone, such as those in another language.
        pages: Pages of distinct content.
        readings: Records, older ones included.
        claims: Claims of the newest readings.
        refused: Pages refused and not read since.
        decisions: Decisions, undone ones and undoing included.
    """

    reports: int
    without_claims: int
    not_read: int
    pages: int
    readings: int
    claims: int
    refused: int
    decisions: int


def reports(connection: Connection, load: Load, wanted: Filter) -> Iterator[StoredReport]:
    """The reports that are wanted, by id."""
    query = wanted_reports(reports_query(), wanted).order_by(schema.reports.c.id)
    for row in connection.execute(query):
        yield stored(row, load)


def report(connection: Connection, load: Load, prefix: str) -> StoredReport:
    """The report whose id begins so.

    Raises:
        NotInCase: There is none, or there are several.
    """
    column = schema.reports.c.id
    rows = connection.execute(reports_query().where(begins(column, prefix)).order_by(column).limit(2)).all()
    hold_one(rows, "report", prefix)
    return stored(rows[0], load)


def versions(connection: Connection, load: Load, report_id: str) -> tuple[StoredVersion, ...]:
    """The versions of a report, oldest first."""
    pages = schema.pages.c
    rows = connection.execute(select(pages.number, pages.added).where(pages.report == report_id))
    added = {row.number: row.added for row in rows}
    return tuple(
        StoredVersion(
            raw_sha256=version.raw_sha256,
            pages=len(version.pages),
            reading_id=version.reading.id,
            name=version.name,
            fetched=version.fetched,
            told=version.reading.moment,
            claims=version.reading.claims,
            added=min(added[page] for page in version.pages),
            _reading=version.reading.number,
            _load=load,
        )
        for version in versions_of(connection, report_id)
    )


def claims(connection: Connection, load: Load, wanted: Filter) -> Iterator[StoredClaim]:
    """The claims that are wanted, by report and place in it."""
    query = wanted_claims(_claims(), wanted).order_by(schema.reports.c.id, schema.claims.c.position)
    last: StoredReport | None = None
    for row in connection.execute(query):
        if last is None or last.id != row.id:
            last = stored(row, load)
        yield StoredClaim(id=row.claim_id, position=row.position, report=last)


def claim(connection: Connection, load: Load, prefix: str) -> StoredClaim:
    """The claim whose id begins so: of the newest readings if it is there, else of older ones.

    Raises:
        NotInCase: There is none, or there are several.
    """
    column = schema.claims.c.id
    found = sorted(set(connection.execute(select(column).where(begins(column, prefix)).distinct().limit(2)).scalars()))
    hold_one(found, "claim", prefix)
    current = _claims().where(column == found[0]).order_by(schema.reports.c.id)
    if (row := connection.execute(current).first()) is not None:
        return StoredClaim(id=row.claim_id, position=row.position, report=stored(row, load))
    row = connection.execute(
        _older_claims().where(column == found[0]).order_by(schema.readings.c.number.desc())
    ).first()
    if row is None:
        raise NotInCase(f"no claim {prefix!r}")
    return StoredClaim(id=row.claim_id, position=row.position, report=stored(row, load), current=False)


def refusals(connection: Connection, refusal_id: str | None = None) -> tuple[Refusal, ...]:
    """What was refused, by name, code and reason; with an id, that alone."""
    table = schema.refusals
    query = select(table, _resolved().label("resolved"))
    rows = connection.execute(query if refusal_id is None else query.where(table.c.id == refusal_id)).all()
    found = [
        Refusal(id=row.id, name=row.name, raw_sha256=row.raw_sha256, code=row.code, reason=row.reason,
                resolved=row.resolved)
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda item: (item.name or "", item.code, item.reason, item.id)))


def _resolved() -> ColumnElement[bool]:
    """Whether what was refused has been read at another time: the same bytes, or whatever came under the name."""
    table, pages, arrivals, readings = schema.refusals.c, schema.pages.c, schema.arrivals.c, schema.readings.c
    same_bytes = select(readings.id).join(schema.pages, pages.number == readings.page)
    same_name = select(readings.id).join(schema.arrivals, arrivals.page == readings.page)
    return or_(
        same_bytes.where(pages.raw_sha256 == table.raw_sha256).exists(),
        and_(table.raw_sha256.is_(None), same_name.where(arrivals.name == table.name).exists()),
    )


def counts(connection: Connection) -> Counts:
    """How much there is of everything."""
    table = schema.reports.c

    def count(of: FromClause, *where: ColumnElement[bool]) -> int:
        return int(connection.execute(select(func.count()).select_from(of).where(*where)).scalar_one())

    read = table.refused.is_(None)
    return Counts(
        reports=count(schema.reports, read),
        without_claims=count(schema.reports, read, table.claims == 0),
        not_read=count(schema.reports, table.refused.is_not(None)),
        pages=count(schema.pages),
        readings=count(schema.readings),
        claims=int(connection.execute(select(func.coalesce(func.sum(table.claims), 0))).scalar_one()),
        refused=count(schema.refusals, not_(_resolved())),
        decisions=count(schema.decisions),
    )


def kinds(connection: Connection) -> tuple[str, ...]:
    """Types of claims that the newest readings hold, by code points."""
    claims, reports = schema.claims.c, schema.reports.c
    query = select(claims.type).distinct().join(schema.reports, reports.reading == claims.reading)
    return tuple(sorted(connection.execute(query).scalars()))


def made_by(connection: Connection) -> tuple[MadeBy, ...]:
    """What made the newest readings, by version and model."""
    reports, readings = schema.reports.c, schema.readings.c
    query = select(readings.crossread, readings.model, readings.own).distinct()
    rows = connection.execute(query.join(schema.reports, reports.reading == readings.number)).all()
    found = [MadeBy(crossread=row.crossread, model=row.model, own=row.own) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.crossread, one.model or "", one.own or "")))


def log_lines(connection: Connection, limit: int | None) -> tuple[LogLine, ...]:
    """What was done, in order; with a limit, the last things alone."""
    table = schema.log
    rows = connection.execute(select(table).order_by(table.c.number.desc()).limit(limit)).all()
    return tuple(
        LogLine(time=row.time, action=row.action, subject=row.subject, detail=row.detail) for row in reversed(rows)
    )


def note(connection: Connection, now: str, action: str, subject: str | None = None, detail: str | None = None) -> None:
    """Write a line of the log."""
    row = {"time": now, "action": action, "subject": maybe(subject), "detail": maybe(detail)}
    connection.execute(schema.log.insert(), row)


def reports_query() -> Select[Any]:
    """A query for the columns that `stored` needs."""
    return _joined(select(schema.reports, schema.pages.c.raw_sha256, schema.readings.c.id.label("reading_id")))


def _claims() -> Select[Any]:
    query = select(
        schema.reports,
        schema.pages.c.raw_sha256,
        schema.readings.c.id.label("reading_id"),
        schema.claims.c.id.label("claim_id"),
        schema.claims.c.position,
    )
    return _joined(query).join(schema.claims, schema.claims.c.reading == schema.reports.c.reading)


def _joined(query: Select[Any]) -> Select[Any]:
    reports, pages, readings = schema.reports, schema.pages, schema.readings
    return (
        query.select_from(reports)
        .join(pages, pages.c.number == reports.c.page)
        .join(readings, readings.c.number == reports.c.reading)
    )


def _older_claims() -> Select[Any]:
    """Claims of any reading, with the report whose version they were read from and the columns of that reading."""
    reports, pages, readings, claims = schema.reports, schema.pages, schema.readings, schema.claims
    own = [column for column in reports.c if column.name not in {"page", "reading"}]
    return (
        select(*own, readings.c.number.label("reading"), pages.c.raw_sha256, readings.c.id.label("reading_id"))
        .add_columns(claims.c.id.label("claim_id"), claims.c.position)
        .select_from(claims)
        .join(readings, readings.c.number == claims.c.reading)
        .join(pages, pages.c.number == readings.c.page)
        .join(reports, reports.c.id == pages.c.report)
    )


def begins(column: ColumnElement[Any], prefix: str) -> ColumnElement[bool]:
    """Ids that begin so: by a range, which an index serves whatever the database."""
    return and_(column >= prefix, column < prefix + "\uffff")


def hold_one(found: Sequence[object], what: str, prefix: str) -> None:
    """Hold that one thing was found, of up to two.

    Raises:
        NotInCase: There is none, or there are several.
    """
    if not found or not prefix:
        raise NotInCase(f"the case holds no {what} whose id begins with {prefix!r}")
    if len(found) > 1:
        raise NotInCase(f"several {what}s begin with {prefix!r}; give more of its id")


def stored(row: Any, load: Load) -> StoredReport:
    """The report of a row."""
    return StoredReport(
        id=row.id,
        address=row.address,
        name=row.name,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        raw_sha256=row.raw_sha256,
        reading_id=row.reading_id,
        versions=row.versions,
        claims=row.claims,
        refused=row.refused,
        added=row.added,
        changed=row.changed,
        _reading=row.reading,
        _load=load,
    )
