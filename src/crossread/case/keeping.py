"""What others make of a reading and want to have again without reading it: derived, and never exported."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from crossread.case import schema


def held(connection: Connection, kind: str) -> dict[int, bytes]:
    """What is kept of one kind, by the number of its reading."""
    kept = schema.kept.c
    return {row.reading: row.packed for row in connection.execute(select(schema.kept).where(kept.kind == kind))}


def keep(connection: Connection, kind: str, made: Iterable[tuple[int, bytes]]) -> None:
    """Keep what was made; what is there already stays."""
    rows = [{"reading": reading, "kind": kind, "packed": packed} for reading, packed in made]
    if rows:
        connection.execute(insert(schema.kept).on_conflict_do_nothing(), rows)
