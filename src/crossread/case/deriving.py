"""What is derived of what was given: which report a page is a version of, and how each report stands.

A function of what was given alone, whatever the order in which it came; so a report's row can be made anew at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
    """One text of a report, with the pages that brought it.

    A page that is fetched again may have other advertisements and the same text; it is no new version. Of the pages
    that the newest program read, the one that had the text first stands for all, so that ids of claims stay as they
    are.

    Attributes:
        page: Number of the page that stands for it.
        raw_sha256: Hash of this page.
        reading: Row of this page's newest reading.
        pages: Numbers of all pages with the text.
        arrivals: Rows of their arrivals.
        moment: When the text was last seen, or else changed or published; empty if unknown.
    """

    page: int
    raw_sha256: str
    reading: Any
    pages: tuple[int, ...]
    arrivals: tuple[Any, ...]
    moment: str

    @property
    def fetched(self) -> str | None:
        """When it was last fetched, None if nobody says."""
        return _last_fetched(self.arrivals)

    @property
    def name(self) -> str | None:
        """The name it came under, the first by code points."""
        return min((row.name for row in self.arrivals if row.name), default=None)


def _last_fetched(arrivals: Iterable[Any]) -> str | None:
    return max((row.fetched_last for row in arrivals if row.fetched_last is not None), default=None)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a page is a version of.

    Attributes:
        report_id: The report.
        versions: How many versions it has.
        is_new_text: Whether no other page of the report has the page's text.
    """

    report_id: str
    versions: int
    is_new_text: bool


def refresh_page(connection: Connection, page: int, now: str, *, is_new: bool = False) -> Refreshed:
    """Find which report a page is a version of, and make that report's row anew.

    A page whose address is known is a version of the report at that address; of several addresses it takes the first
    by code points, so that their order does not matter. One without an address is a report by itself.

    Args:
        connection: Of a write.
        page: Number of a page that has a reading.
        now: The time, for what is new.
        is_new: The page has just been put in.
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
    versions = _refresh_report(connection, report, now)
    return Refreshed(report, len(versions), any(version.pages == (page,) for version in versions))


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
    return (_program(row), row.given, row.input, row.own is not None, row.number)


def _program(row: Any) -> tuple[Any, ...]:
    """The program that made a reading, in the order of versions."""
    return (keys.version_key(row.crossread), keys.version_key(row.model))


def versions_of(connection: Connection, report: str) -> list[Version]:
    """The versions of a report, oldest first: by when they were last fetched, else by what they say of themselves.

    Versions of which nothing is known come first, in the order of their hashes. Pages that could not be read are none.
    """
    pages, of = schema.pages.c, schema.pages.c.report == report
    readings = _by_page(connection, schema.readings, of)
    arrivals = _by_page(connection, schema.arrivals, of)
    by_text: defaultdict[tuple[str, int], list[tuple[str, str, int]]] = defaultdict(list)
    newest = {page: max(rows, key=_rank) for page, rows in readings.items()}
    for number, sha in connection.execute(select(pages.number, pages.raw_sha256).where(of)):
        if number in newest:
            text = newest[number].text
            moment = _last_fetched(arrivals[number]) or newest[number].moment or ""
            by_text["page" if text is None else "text", text or number].append((moment, sha, number))
    found = [_version(sorted(group), newest, arrivals) for group in by_text.values()]
    return sorted(found, key=lambda version: (version.moment, version.raw_sha256))


def _version(
    group: list[tuple[str, str, int]], newest: Mapping[int, Any], arrivals: Mapping[int, list[Any]]
) -> Version:
    """The version of pages with one text, given by moment, hash and number, in order."""
    programs = [_program(newest[number]) for *_, number in group]
    _, sha, first = group[programs.index(max(programs))]
    numbers = tuple(number for *_, number in group)
    came = tuple(row for number in numbers for row in arrivals[number])
    return Version(first, sha, newest[first], numbers, came, group[-1][0])


def _by_page(connection: Connection, table: Any, of: Any) -> defaultdict[int, list[Any]]:
    """Rows of a table about the pages of a report, by page."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(table).join(schema.pages, schema.pages.c.number == table.c.page).where(of)):
        found[row.page].append(row)
    return found


def _refresh_report(connection: Connection, report: str, now: str) -> list[Version]:
    """Make the row of a report anew from its pages; without pages it goes. Its versions."""
    table = schema.reports
    versions = versions_of(connection, report)
    if not versions:
        connection.execute(table.delete().where(table.c.id == report))
        return []
    known = connection.execute(select(table).where(table.c.id == report)).one_or_none()
    row = _columns(versions[-1]) | {"versions": len(versions)}
    changed = now if known is None or known.versions < len(versions) else known.changed
    row |= {"added": known.added if known is not None else now, "changed": changed}
    if known is None:
        connection.execute(table.insert(), {"id": report, **row})
    elif any(getattr(known, name) != value for name, value in row.items()):
        connection.execute(update(table).where(table.c.id == report).values(**row))
    return versions


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
