"""What is derived of what was given: which report a page is a version of, and how each report stands.

A function of what was given alone, whatever the order in which it came; so a report's row can be made anew at any time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, select, update

from crossread.case import keys, schema
from crossread.record import Fact

ADDRESSES: Final = ("address", "canonical address")
"""Facts that tell where a page is found, the better one first."""

_FACTS: Final = msgspec.json.Decoder(tuple[Fact, ...])


@dataclass(frozen=True, slots=True)
class Version:
    """A page as one version of a report.

    Attributes:
        page: Its number.
        raw_sha256: Its hash.
        reading: Row of its newest reading.
        arrivals: Rows of its arrivals.
    """

    page: int
    raw_sha256: str
    reading: Any
    arrivals: tuple[Any, ...]

    @property
    def fetched(self) -> str | None:
        """When it was last fetched, None if nobody says."""
        return max((row.fetched_last for row in self.arrivals if row.fetched_last is not None), default=None)

    @property
    def moment(self) -> str:
        """When the text was last seen, or else changed or published; empty if unknown."""
        return self.fetched or self.reading.moment or ""

    @property
    def name(self) -> str | None:
        """The name it came under, the first by code points."""
        return min((row.name for row in self.arrivals if row.name), default=None)


def refresh_page(connection: Connection, page: int, now: str, *, is_new: bool = False) -> tuple[str, int]:
    """Find which report a page is a version of, and make that report's row anew.

    A page whose address is known is a version of the report at that address; of several addresses it takes the first
    by code points, so that their order does not matter. One without an address is a report by itself.

    Args:
        connection: Of a write.
        page: Number of a page that has a reading.
        now: The time, for what is new.
        is_new: The page has just been put in.

    Returns:
        Id of the report, and how many versions it has.
    """
    table = schema.pages
    before, sha = connection.execute(select(table.c.report, table.c.raw_sha256).where(table.c.number == page)).one()
    arrivals = connection.execute(select(schema.arrivals).where(schema.arrivals.c.page == page)).all()
    address = _address(arrivals, newest_reading(connection, page))
    report = keys.report_id(keys.address_key(address) if address else None, sha)
    if report != before:
        connection.execute(update(table).where(table.c.number == page).values(report=report))
        if not is_new:
            _refresh_report(connection, before, now)
    return report, _refresh_report(connection, report, now)


def _address(arrivals: Any, newest: Any) -> str | None:
    """Where a page was found, as those say who brought it; failing them, as it says itself."""
    told: set[tuple[str, str]] = set()
    for row in arrivals:
        given = [fact.value for fact in _FACTS.decode(row.facts) if fact.name in ADDRESSES]
        told |= {(key, keys.clean(value)) for value in given or [row.name or ""] if (key := keys.address_key(value))}
    if told:
        return min(told)[1]
    return newest.address if newest is not None else None


def newest_reading(connection: Connection, page: int) -> Any:
    """The row of the reading of a page that stands for it, None if there is none; see `reading_rows`."""
    return next(reversed(reading_rows(connection, page)), None)


def reading_rows(connection: Connection, page: int) -> list[Any]:
    """The rows of all readings of a page, the one that stands for it last.

    That is the newest version of the program, then of the model (a reading by rules alone comes last), then the one
    that knew most from outside. What is equal in all of this was read from different words about the page and is told
    apart by those; where the program or the user's own tables changed under one version number, the latest put in
    stands.
    """
    table = schema.readings
    return sorted(connection.execute(select(table).where(table.c.page == page)), key=_rank)


def _rank(row: Any) -> tuple[Any, ...]:
    known = (row.given, row.input, row.own is not None)
    return (keys.version_key(row.crossread), keys.version_key(row.model), known, row.number)


def versions_of(connection: Connection, report: str) -> list[Version]:
    """The versions of a report, oldest first: by when they were last fetched, else by what they say of themselves.

    Versions of which nothing is known come first, in the order of their hashes. Pages that could not be read are none.
    """
    pages, of = schema.pages.c, schema.pages.c.report == report
    readings = _by_page(connection, schema.readings, of)
    arrivals = _by_page(connection, schema.arrivals, of)
    rows = connection.execute(select(pages.number, pages.raw_sha256).where(of)).all()
    found = [
        Version(number, sha, max(readings[number], key=_rank), tuple(arrivals[number]))
        for number, sha in rows
        if readings[number]
    ]
    return sorted(found, key=lambda version: (version.moment, version.raw_sha256))


def _by_page(connection: Connection, table: Any, of: Any) -> defaultdict[int, list[Any]]:
    """Rows of a table about the pages of a report, by page."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(table).join(schema.pages, schema.pages.c.number == table.c.page).where(of)):
        found[row.page].append(row)
    return found


def _refresh_report(connection: Connection, report: str, now: str) -> int:
    """Make the row of a report anew from its pages; without pages it goes. How many versions it has."""
    table = schema.reports
    versions = versions_of(connection, report)
    if not versions:
        connection.execute(table.delete().where(table.c.id == report))
        return 0
    known = connection.execute(select(table).where(table.c.id == report)).one_or_none()
    row = _columns(versions[-1]) | {"versions": len(versions)}
    changed = now if known is None or known.versions < len(versions) else known.changed
    row |= {"added": known.added if known is not None else now, "changed": changed}
    if known is None:
        connection.execute(table.insert(), {"id": report, **row})
    elif any(getattr(known, name) != value for name, value in row.items()):
        connection.execute(update(table).where(table.c.id == report).values(**row))
    return len(versions)


def _columns(newest: Version) -> dict[str, Any]:
    """The columns of a report that its newest version decides."""
    reading = newest.reading
    address = _address(newest.arrivals, reading)
    outlet = reading.outlet or _host(address)
    return {
        "page": newest.page,
        "reading": reading.number,
        "claims": reading.claims,
        "refused": reading.refused,
        "name": newest.name,
        "address": address,
        "title": reading.title,
        "outlet": outlet,
        "outlet_folded": keys.fold(outlet) if outlet else None,
        "published": reading.published,
    }


def _host(address: str | None) -> str | None:
    """The site of an address."""
    return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else None
