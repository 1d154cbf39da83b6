"""A case as JSON lines, and back: the same bytes whatever the order in which the case came to be.

One line for the head, one for each page with the names it came under and its records, one for each refusal, one for
each decision. When something was put into this file is no part of it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Connection, select

from crossread.case import adding, deciding, deriving, keys, looking, schema
from crossread.case.decisions import Decision
from crossread.errors import CaseLineError, RecordError, RecordVersionError
from crossread.record import Fact, RawPage, report_from_json, to_json

Item = TypeVar("Item")

VERSION: Final = 1
_MANY: Final = 100  # lines put in by one transaction: a crash loses no more than these, and a writer waits no longer


class Head(msgspec.Struct, frozen=True, tag="case", forbid_unknown_fields=True):
    """The first line.

    Attributes:
        version: Version of this form.
    """

    version: int


class ArrivalLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How a page came.

    Attributes:
        name: Its name.
        media_type: What it was declared as.
        charset: What encoding was declared.
        facts: Facts from outside.
        fetched: When it was first and last fetched; empty if unknown.
    """

    name: str | None = None
    media_type: str | None = None
    charset: str | None = None
    facts: tuple[Fact, ...] = ()
    fetched: tuple[str, ...] = ()


class ReadingLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of a page.

    Attributes:
        input: What it was read from besides the bytes; that of one of the page's arrivals.
        record: The record.
    """

    input: str
    record: msgspec.Raw


class PageLine(msgspec.Struct, frozen=True, kw_only=True, tag="page", omit_defaults=True, forbid_unknown_fields=True):
    """A page with all that is known of it.

    Attributes:
        raw_sha256: Hash of its bytes.
        content: The bytes, where they are UTF-8.
        base64: The bytes, where they are not.
        arrivals: How it came.
        readings: What was read from it.
    """

    raw_sha256: str
    content: str | None = None
    base64: str | None = None
    arrivals: tuple[ArrivalLine, ...] = ()
    readings: tuple[ReadingLine, ...] = ()


class RefusalLine(
    msgspec.Struct, frozen=True, kw_only=True, tag="refusal", omit_defaults=True, forbid_unknown_fields=True
):
    """Something that was refused.

    Attributes:
        name: Its name.
        raw_sha256: Hash of its bytes, if they were had.
        code: Code of the error.
        reason: What happened.
    """

    name: str | None = None
    raw_sha256: str | None = None
    code: str
    reason: str


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True, tag="decision", forbid_unknown_fields=True):
    """A decision, undone ones and undoings too.

    Attributes:
        decision: The decision.
    """

    decision: Decision


Line = Head | PageLine | RefusalLine | DecisionLine


@dataclass(kw_only=True)
class Imported:
    """What became of the lines of an exported case.

    Attributes:
        pages: Pages that were not there before.
        readings: Records that were not there before.
        already_there: Pages of which nothing was new.
        refusals: Refusals among the lines.
        decisions: Decisions that were not there before.
        unreadable: Records of another major schema version: their pages are kept, to be read anew.
    """

    pages: int = 0
    readings: int = 0
    already_there: int = 0
    refusals: int = 0
    decisions: int = 0
    unreadable: int = 0


def lines_of(connection: Connection) -> Iterator[bytes]:
    """A case, line by line, each with its line end."""
    yield _encoded(Head(VERSION))
    table = schema.pages.c
    for number, sha in connection.execute(select(table.number, table.raw_sha256).order_by(table.raw_sha256)):
        yield _encoded(_page_line(connection, number, sha))
    refused = schema.refusals
    for row in connection.execute(select(refused).order_by(refused.c.id)):
        yield _encoded(RefusalLine(name=row.name, raw_sha256=row.raw_sha256, code=row.code, reason=row.reason))
    decisions = schema.decisions.c
    for record in connection.execute(select(decisions.record).order_by(decisions.id)).scalars():
        yield _encoded(DecisionLine(decision=msgspec.json.decode(record, type=Decision)))


def _encoded(line: Line) -> bytes:
    return msgspec.json.encode(line) + b"\n"


def _page_line(connection: Connection, page: int, sha: str, *, with_readings: bool = True) -> PageLine:
    table, arrivals = schema.contents.c, schema.arrivals
    content = keys.unpack(connection.execute(select(table.packed).where(table.page == page)).scalar_one())
    rows = connection.execute(select(arrivals).where(arrivals.c.page == page).order_by(arrivals.c.id))
    readings = deriving.reading_rows(connection, page) if with_readings else []
    text, packed = _as_text(content)
    return PageLine(
        raw_sha256=sha,
        content=text,
        base64=packed,
        arrivals=tuple(_arrival_line(row) for row in rows),
        readings=tuple(_reading_line(connection, row) for row in readings),
    )


def pages_of(connection: Connection) -> Iterator[RawPage]:
    """The pages by their hashes, once for each set of facts from outside, under the first of their names."""
    table = schema.pages.c
    for number, sha in connection.execute(select(table.number, table.raw_sha256).order_by(table.raw_sha256)):
        line = _page_line(connection, number, sha, with_readings=False)
        content = _content(line)
        raws = sorted((_raw(content, arrival) for arrival in line.arrivals), key=lambda raw: raw.name or "")
        yield from {keys.input_id(raw): raw for raw in reversed(raws)}.values()


def _as_text(content: bytes) -> tuple[str | None, str | None]:
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        return None, base64.b64encode(content).decode()


def _arrival_line(row: Any) -> ArrivalLine:
    times = (row.fetched_first, row.fetched_last) if row.fetched_last is not None else ()
    facts = msgspec.json.decode(row.facts, type=tuple[Fact, ...])
    return ArrivalLine(name=row.name, media_type=row.media_type, charset=row.charset, facts=facts, fetched=times)


def _reading_line(connection: Connection, row: Any) -> ReadingLine:
    table = schema.records.c
    packed = connection.execute(select(table.packed).where(table.reading == row.number)).scalar_one()
    return ReadingLine(input=row.input, record=msgspec.Raw(keys.unpack(packed)))


def parse(lines: Iterable[bytes | str]) -> Iterator[Line]:
    """The lines of an exported case, decoded.

    Args:
        lines: The file; empty lines are passed over.

    Raises:
        CaseLineError: A line is malformed, or the first is not the head of such a file.
    """
    decoder = msgspec.json.Decoder(Line)
    headed = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = decoder.decode(line)
        except (msgspec.DecodeError, RecordError) as error:
            raise CaseLineError(f"line {number}: {error}") from error
        if not headed and (not isinstance(found, Head) or found.version != VERSION):
            raise CaseLineError(f"line {number}: not the head of an exported case of version {VERSION}")
        headed = True
        yield found
    if not headed:
        raise CaseLineError("there are no lines; an exported case has at least one")


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Lines or pages, some at a time."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == _MANY:
            yield batch
            batch = []
    if batch:
        yield batch


def put(connection: Connection, line: Line, now: str, done: Imported) -> None:
    """Put what a line holds into a case.

    Raises:
        CaseLineError: What it holds contradicts itself.
    """
    if isinstance(line, PageLine):
        _put_page(connection, line, now, done)
    elif isinstance(line, RefusalLine):
        adding.put_refusal(connection, line.name, line.raw_sha256, line.code, line.reason, now)
        done.refusals += 1
    elif isinstance(line, DecisionLine):
        decision = deciding.decision_from(to_json(line.decision))
        done.decisions += deciding.put(connection, decision, now, None)


def _put_page(connection: Connection, line: PageLine, now: str, done: Imported) -> None:
    content = _content(line)
    raws = [_raw(content, arrival) for arrival in line.arrivals]
    if not raws:
        raise CaseLineError(f"page {line.raw_sha256}: nothing says how it came")
    page, is_new = adding.put_page(connection, raws[0], now)
    for raw in raws:
        adding.put_arrival(connection, page, raw)
    by_input = {keys.input_id(raw): raw for raw in raws}
    new = sum(_put_reading(connection, page, reading, by_input, now, done) for reading in line.readings)
    if deriving.newest_reading(connection, page) is not None:
        report_id = deriving.refresh_page(connection, page, now, is_new=is_new).report_id
        if is_new or new:
            looking.note(connection, now, "imported", report_id)
    done.pages += is_new
    done.readings += new
    done.already_there += not (is_new or new)


def _content(line: PageLine) -> bytes:
    try:
        content = (
            line.content.encode() if line.content is not None else base64.b64decode(line.base64 or "", validate=True)
        )
    except ValueError as error:
        raise CaseLineError(f"page {line.raw_sha256}: its bytes are no base64") from error
    if keys.raw_sha256(content) != line.raw_sha256:
        raise CaseLineError(f"page {line.raw_sha256}: its bytes have another hash")
    return content


def _raw(content: bytes, arrival: ArrivalLine) -> RawPage:
    times = tuple(Fact(name="fetched", value=time, known_from="http header") for time in arrival.fetched)
    return RawPage(
        content=content,
        name=arrival.name,
        media_type=arrival.media_type,
        charset=arrival.charset,
        facts=arrival.facts + times,
    )


def _put_reading(
    connection: Connection, page: int, line: ReadingLine, by_input: dict[str, RawPage], now: str, done: Imported
) -> bool:
    raw = by_input.get(line.input)
    if raw is None:
        raise CaseLineError(f"page {page}: a record was read from what none of the page's arrivals knew")
    try:
        item = adding.prepare(raw, report_from_json(bytes(line.record)))
    except RecordVersionError:
        done.unreadable += 1
        return False
    except RecordError as error:
        raise CaseLineError(f"a record is none: {error.message}") from error
    return adding.put_reading(connection, page, item, now)
