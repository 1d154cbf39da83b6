"""What is known of addresses from before, so that nothing is fetched twice; of this file alone, never exported."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from crossread.case import schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page that came from an address before and was read.

    Attributes:
        etag: The ``ETag`` its server gave.
        last_modified: The ``Last-Modified`` its server gave.
    """

    etag: str | None = None
    last_modified: str | None = None


def before(connection: Connection, address: str) -> Fetched | None:
    """What is known of an address; None if no page came from it that was read."""
    arrivals, readings, fetches = schema.arrivals.c, schema.readings.c, schema.fetches.c
    came = select(readings.id).join(schema.arrivals, arrivals.page == readings.page).where(arrivals.name == address)
    if connection.execute(came.limit(1)).first() is None:
        return None
    row = connection.execute(select(schema.fetches).where(fetches.address == address)).first()
    return Fetched(etag=row.etag, last_modified=row.last_modified) if row is not None else Fetched()


def note(connection: Connection, address: str, fetched: Fetched) -> None:
    """Keep what the server gave with the page that came last."""
    row = {"address": address, "etag": fetched.etag, "last_modified": fetched.last_modified}
    change = insert(schema.fetches).values(row)
    connection.execute(change.on_conflict_do_update(index_elements=["address"], set_=row))
