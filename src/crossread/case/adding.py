"""Adding to a case: what a page brings is put in, and `deriving` makes anew what follows from it.

All functions work inside one transaction of the caller's. Nothing given is ever changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, select, update

from crossread.case import fulltext, keys, schema
from crossread.case.deriving import ADDRESSES, Refreshed, newest_reading, refresh_page
from crossread.case.looking import Load, Refusal, note, refusals
from crossread.case.rows import ClaimRow, claim_rows, fact_text, main_text, moment
from crossread.errors import NotInCase, RecordError
from crossread.record import MadeBy, RawPage, Report, report_from_json, to_json

_BY_RULES: Final = "CR605"  # as a notice of the report itself: the story is too long for the model

Kind = Literal["new", "new version", "re-read", "already there"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a page that was added.

    Attributes:
        kind: ``new`` report; ``new version`` of one; ``re-read``: another record of a page that was there;
            ``already there``: no new text, be it that the bytes or the name differ, which are kept.
        report_id: The report.
        raw_sha256: The page.
        reading_id: The record.
    """

    kind: Kind
    report_id: str
    raw_sha256: str
    reading_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A page and its report, ready to be put in: all work that needs no lock is done.

    Attributes:
        raw: The page.
        report: The report without what belongs to its arrival.
        record: Its JSON.
        raw_sha256: Hash of the page's bytes.
        input: What it was read from besides its bytes.
        packed_page: The bytes, compressed.
        packed_record: The JSON, compressed.
        rows: Columns of its claims.
        text: Its words for full text search.
    """

    raw: RawPage
    report: Report
    record: bytes
    raw_sha256: str
    input: str
    packed_page: bytes
    packed_record: bytes
    rows: tuple[ClaimRow, ...]
    text: str

    @property
    def reading_id(self) -> str:
        """Id of the reading."""
        return keys.reading_id(self.raw_sha256, self.input, self.record)


def prepare(raw: RawPage, report: Report) -> Prepared:
    """Make a page and its report ready to be put in.

    Raises:
        RecordError: The report would not be read back, since it breaks a law; or was read from another page.
    """
    report = report_from_json(to_json(keys.bare(report)))  # what is kept is what will be read back
    record = to_json(report)
    sha = keys.raw_sha256(raw.content)
    if report.page.raw_sha256 != sha:
        raise RecordError("the report was read from another page")
    return Prepared(
        raw=raw,
        report=report,
        record=record,
        raw_sha256=sha,
        input=keys.input_id(raw),
        packed_page=keys.pack(raw.content),
        packed_record=keys.pack(record),
        rows=claim_rows(report),
        text=main_text(report),
    )


def put(connection: Connection, item: Prepared, now: str) -> Added:
    """Put a page, its arrival and its reading in.

    Args:
        connection: Of a write.
        item: The page.
        now: The time, for what is new.
    """
    page, is_new_page = put_page(connection, item.raw, now, item.packed_page)
    put_arrival(connection, page, item.raw)
    is_new_reading = put_reading(connection, page, item, now)
    refreshed = refresh_page(connection, page, now, is_new=is_new_page)
    return Added(
        kind=_kind(refreshed, is_new_page=is_new_page, is_new_reading=is_new_reading),
        report_id=refreshed.report_id,
        raw_sha256=item.raw_sha256,
        reading_id=item.reading_id,
    )


def _kind(refreshed: Refreshed, *, is_new_page: bool, is_new_reading: bool) -> Kind:
    if is_new_page and refreshed.is_new_text:
        return "new" if refreshed.versions == 1 else "new version"
    return "re-read" if is_new_reading and not is_new_page else "already there"


def put_page(connection: Connection, raw: RawPage, now: str, packed: bytes | None = None) -> tuple[int, bool]:
    """A page's number, and whether it is new."""
    table = schema.pages
    sha = keys.raw_sha256(raw.content)
    known = connection.execute(select(table.c.number).where(table.c.raw_sha256 == sha)).scalar()
    if known is not None:
        return int(known), False
    row = {"raw_sha256": sha, "size": len(raw.content), "report": keys.report_id(None, sha), "added": now}
    number = int(connection.execute(table.insert(), row).inserted_primary_key[0])  # type: ignore[index]
    connection.execute(schema.contents.insert(), {"page": number, "packed": packed or keys.pack(raw.content)})
    return number, True


def put_arrival(connection: Connection, page: int, raw: RawPage) -> None:
    """Note under which name, and with what known of it, a page came."""
    table = schema.arrivals
    times = keys.fetch_times(raw)
    row = {
        "id": keys.arrival_id(raw),
        "page": page,
        "input": keys.input_id(raw),
        "name": keys.maybe(raw.name),
        "media_type": keys.maybe(raw.media_type),
        "charset": keys.maybe(raw.charset),
        "facts": "[" + ",".join(sorted(to_json(fact).decode() for fact in keys.given_facts(raw))) + "]",
        "fetched_first": times[0] if times else None,
        "fetched_last": times[-1] if times else None,
    }
    known = connection.execute(select(table).where(table.c.id == row["id"])).one_or_none()
    if known is None:
        connection.execute(table.insert(), row)
    elif times:
        first = min(filter(None, (known.fetched_first, times[0])))
        last = max(filter(None, (known.fetched_last, times[-1])))
        if (first, last) != (known.fetched_first, known.fetched_last):
            change = update(table).where(table.c.id == row["id"])
            connection.execute(change.values(fetched_first=first, fetched_last=last))


def put_reading(connection: Connection, page: int, item: Prepared, now: str) -> bool:
    """Put a record of a page in; whether it is new. `refresh_page` is to follow."""
    table = schema.readings
    if connection.execute(select(table.c.number).where(table.c.id == item.reading_id)).scalar() is not None:
        return False
    report = item.report
    row = {
        "id": item.reading_id,
        "page": page,
        "input": item.input,
        "crossread": report.made_by.crossread,
        "model": report.made_by.model,
        "own": report.made_by.own,
        "text_sha256": report.page.text_sha256,
        "refused": report.refusal.code if report.refusal is not None else None,
        "claims": len(report.claims),
        "given": len(keys.given_facts(item.raw)),
        "moment": moment(report),
        "address": _address(report),
        "title": fact_text(report, "title") or fact_text(report, "headline"),
        "outlet": fact_text(report, "outlet"),
        "published": _published(report),
        "text": fulltext.put(connection, item.text),
        "added": now,
    }
    number = int(connection.execute(table.insert(), row).inserted_primary_key[0])  # type: ignore[index]
    connection.execute(schema.records.insert(), {"reading": number, "packed": item.packed_record})
    _put_claims(connection, number, item.rows)
    return True


def _published(report: Report) -> str | None:
    value = fact_text(report, "published")
    return keys.utc(value) if value is not None else None


def _address(report: Report) -> str | None:
    """The address a page gives itself."""
    told = (fact.value for name in ADDRESSES for fact in report.page.facts if fact.name == name and fact.trusted)
    return next((keys.clean(value) for value in told if keys.address_key(value) is not None), None)


def _put_claims(connection: Connection, reading: int, rows: tuple[ClaimRow, ...]) -> None:
    if not rows:
        return
    connection.execute(
        schema.claims.insert(),
        [
            {
                "reading": reading,
                "position": row.position,
                "id": row.claim.id,
                "family": row.claim.family,
                "type": row.claim.type,
                "status": row.claim.status,
                "voice": row.claim.voice.kind,
                "earliest": row.earliest,
                "latest": row.latest,
            }
            for row in rows
        ],
    )
    numbers = _name_numbers(connection, {name for row in rows for name in row.names})
    links = [
        {"name": numbers[name], "reading": reading, "position": row.position} for row in rows for name in row.names
    ]
    if links:
        connection.execute(schema.claim_names.insert(), links)


def _name_numbers(connection: Connection, names: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Numbers of names, new ones put in."""
    if not names:
        return {}
    table = schema.names
    found = _known_names(connection, names)
    if new := sorted(names - found.keys()):
        connection.execute(table.insert(), [{"kind": kind, "folded": folded} for kind, folded in new])
        found |= _known_names(connection, set(new))
    return found


def _known_names(connection: Connection, names: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Numbers of the names that are there."""
    table = schema.names.c
    wanted = sorted({folded for _, folded in names})
    found = connection.execute(select(table.kind, table.folded, table.number).where(table.folded.in_(wanted)))
    return {(row.kind, row.folded): row.number for row in found if (row.kind, row.folded) in names}


def has(connection: Connection, load: Load, raw: RawPage, made_by: MadeBy) -> bool:
    """Whether a page has been read from the same bytes and facts by such a version.

    A page in another language, and one too long for the model, was read without it whatever was asked for.
    """
    pages, readings = schema.pages.c, schema.readings.c
    query = (
        select(schema.readings)
        .join(schema.pages, pages.number == readings.page)
        .where(pages.raw_sha256 == keys.raw_sha256(raw.content), readings.input == keys.input_id(raw))
        .where(readings.crossread == made_by.crossread)
    )
    found = [row for row in connection.execute(query) if row.own == made_by.own]
    if any(row.model == made_by.model or row.refused for row in found):
        return True
    return any(row.model is None and _too_long(load(row.number)) for row in found)


def _too_long(report: Report) -> bool:
    return any(notice.code == _BY_RULES for notice in report.notices)


def known(connection: Connection, raw: RawPage, reading_id: str | None = None) -> Added | None:
    """What to say of a page that brings nothing new; None if it does.

    For this nobody needs to wait for the write lock.

    Args:
        connection: Of a reading or a write.
        raw: The page.
        reading_id: The reading that must be there; any if None.
    """
    pages, readings, arrivals = schema.pages.c, schema.readings, schema.arrivals.c
    sha = keys.raw_sha256(raw.content)
    came = select(pages.number, pages.report, arrivals.fetched_first, arrivals.fetched_last)
    came = came.join(schema.arrivals, arrivals.page == pages.number).where(arrivals.id == keys.arrival_id(raw))
    row = connection.execute(came).one_or_none()
    if row is None or not all(
        (row.fetched_first or "~") <= at <= (row.fetched_last or "") for at in keys.fetch_times(raw)
    ):
        return None
    found = newest_reading(connection, row.number)
    if reading_id is not None:
        found = connection.execute(select(readings).where(readings.c.id == reading_id)).one_or_none()
    if found is None:
        return None
    return Added(kind="already there", report_id=row.report, raw_sha256=sha, reading_id=found.id)


def see(connection: Connection, raw: RawPage, now: str) -> Added:
    """Note that a page which is there has come again.

    Raises:
        NotInCase: It is not there.
    """
    table = schema.pages
    sha = keys.raw_sha256(raw.content)
    page = connection.execute(select(table.c.number).where(table.c.raw_sha256 == sha)).scalar()
    newest = newest_reading(connection, page) if page is not None else None
    if page is None or newest is None:
        raise NotInCase(f"the case holds no reading of page {sha[: keys.ID_LENGTH]}")
    put_arrival(connection, page, raw)
    refreshed = refresh_page(connection, page, now)
    return Added(kind="already there", report_id=refreshed.report_id, raw_sha256=sha, reading_id=newest.id)


def refuse(connection: Connection, raw_or_name: RawPage | str, code: str, reason: str, now: str) -> Refusal:
    """Keep that a page could not be had or read, with its bytes if there are any."""
    raw = raw_or_name if isinstance(raw_or_name, RawPage) else None
    name = raw_or_name.name if isinstance(raw_or_name, RawPage) else raw_or_name
    sha = keys.raw_sha256(raw.content) if raw is not None else None
    if raw is not None:
        put_arrival(connection, put_page(connection, raw, now)[0], raw)
    identity = put_refusal(connection, name, sha, code, reason, now)
    return refusals(connection, identity)[0]


def put_refusal(
    connection: Connection, name: str | None, raw_sha256: str | None, code: str, reason: str, now: str
) -> str:
    """Keep a refusal; its id."""
    table = schema.refusals
    row = {"name": keys.maybe(name), "raw_sha256": raw_sha256, "code": code, "reason": keys.clean(reason)}
    identity = keys.digest(row["name"], raw_sha256, code, row["reason"])
    if connection.execute(select(table.c.id).where(table.c.id == identity)).scalar() is None:
        connection.execute(table.insert(), {"id": identity, "added": now, **row})
        note(connection, now, "refused", row["name"], f"{code} {row['reason']}")
    return identity
