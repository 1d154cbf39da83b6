"""A case as it was: what it had before a moment, each report in the version that it had then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, func, select

from crossread.case import schema
from crossread.case.deriving import versions_of
from crossread.case.filters import Filter, wanted_claims
from crossread.case.keys import utc
from crossread.case.looking import Load, StoredReport, begins, hold_one, reports_query, stored

VERSION: Final = re.compile(r"[0-9a-f]{6,64}")
"""How a version of a report is named: by the beginning of the hash of its bytes, as ``crossread versions`` shows it."""

_AFTER: Final = "~"  # follows every digit, so that what came with a version was there


def moment_of(connection: Connection, told: str) -> str:
    """The moment that somebody names, as text before which, in the order of text, the times of what was there come.

    Args:
        connection: Of a reading.
        told: A time, ISO 8601; or the beginning of a version's hash: then the moment at which the case had it.

    Raises:
        NotInCase: The case has no such version, or there are several.
    """
    if VERSION.fullmatch(told) is None:
        return utc(told)
    pages = schema.pages.c
    found = connection.execute(select(pages.added).where(begins(pages.raw_sha256, told)).limit(2)).scalars().all()
    hold_one(found, "version", told)
    return f"{found[0]}{_AFTER}"


def dated(connection: Connection, wanted: Filter) -> Filter:
    """A filter in which a version is the moment at which the case had it."""
    return wanted if wanted.new_since is None else replace(wanted, new_since=moment_of(connection, wanted.new_since))


def reports_then(connection: Connection, load: Load, moment: str) -> Iterator[StoredReport]:
    """The reports that there were before a moment, by id, as their newest version of then says.

    Each version is given as the newest program reads it, so that a difference is none of programs.

    Args:
        connection: Of a reading.
        load: Gives the record of a reading by its number.
        moment: From `moment_of`.
    """
    pages = schema.pages.c
    added = select(pages.report, func.min(pages.added)).group_by(pages.report).having(func.min(pages.added) < moment)
    there = {row[0] for row in connection.execute(added)}
    for row in connection.execute(reports_query().order_by(schema.reports.c.id)).all():
        if row.id in there:
            now = stored(row, load)
            yield now if now.changed < moment else _as_it_was(connection, now, moment)


def _as_it_was(connection: Connection, now: StoredReport, moment: str) -> StoredReport:
    pages = schema.pages.c
    query = select(pages.number, pages.added).where(pages.report == now.id)
    added = {row.number: row.added for row in connection.execute(query)}
    versions = [one for one in versions_of(connection, now.id) if min(added[number] for number in one.pages) < moment]
    if not versions:  # a page that was there could not be read then, or has another text by a newer reading
        return now
    reading = versions[-1].reading
    return replace(
        now,
        name=versions[-1].name,
        title=reading.title,
        outlet=reading.outlet or now.outlet,
        published=reading.published,
        raw_sha256=versions[-1].raw_sha256,
        reading_id=reading.id,
        versions=len(versions),
        claims=reading.claims,
        refused=reading.refused,
        changed=max(min(added[number] for number in one.pages) for one in versions),
        _reading=reading.number,
    )


def claims_then(connection: Connection, wanted: Filter) -> Iterator[tuple[int, str, str]]:
    """Of the claims of all readings, older ones too, those that are wanted: number of the reading, report, claim."""
    reports, pages, readings, claims = schema.reports, schema.pages, schema.readings, schema.claims
    query = (
        select(claims.c.reading, reports.c.id, claims.c.id)
        .select_from(claims)
        .join(readings, readings.c.number == claims.c.reading)
        .join(pages, pages.c.number == readings.c.page)
        .join(reports, reports.c.id == pages.c.report)
    )
    for reading, report_id, claim_id in connection.execute(wanted_claims(query, wanted)):
        yield int(reading), str(report_id), str(claim_id)
