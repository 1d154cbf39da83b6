"""Places of the user's own: villages that the shipped gazetteer leaves out, from GeoNames or from p-codes.

`crossread gazetteer import` writes one SQLite file of entries and their keys; readings ask it beside the shipped one.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from crossread.errors import GazetteerError
from crossread.places.entries import Entry, Kind
from crossread.places.keys import key_of, loose_key

APPLICATION: Final = 0x43525047
"""Application id in the header of the SQLite file ("CRPG")."""

_TABLES = """
CREATE TABLE entries (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
  admin1 TEXT NOT NULL, admin2 TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
  population INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE names (key TEXT, id TEXT, PRIMARY KEY (key, id)) WITHOUT ROWID;
"""
_MOST = 64  # entries of one key; a name that more villages bear tells nothing


class OwnPlaces:
    """Looks names up in one file. Safe to share between threads."""

    def __init__(self, file: Path) -> None:
        """Open a file.

        Args:
            file: What `write` wrote.

        Raises:
            GazetteerError: It is missing or something else.
        """
        try:
            self._database = sqlite3.connect(
                f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            (mark,) = self._database.execute("PRAGMA application_id").fetchone()
        except sqlite3.Error as error:
            raise GazetteerError(f"{file}: cannot be opened as a gazetteer: {error}") from error
        if mark != APPLICATION:
            raise GazetteerError(f"{file}: is no gazetteer that `crossread gazetteer import` wrote")
        self._lock = threading.Lock()
        self.with_key = lru_cache(maxsize=4096)(self._with_key)

    def _with_key(self, key: str) -> tuple[Entry, ...]:
        """Entries under a strict or loose key, the more populous first."""
        with self._lock:
            rows = self._database.execute(
                "SELECT entries.* FROM names JOIN entries USING (id) WHERE key = ? "
                "ORDER BY population DESC, id LIMIT ?",
                (key, _MOST),
            ).fetchall()
        return tuple(Entry(*row) for row in rows)


def write(file: Path, places: Mapping[str, tuple[Entry, frozenset[str]]]) -> int:
    """Write a gazetteer of the user's own, over an older one.

    Args:
        file: The file.
        places: Entries by id, each with all its names.

    Returns:
        How many keys of names it holds.

    Raises:
        OSError: It cannot be written.
    """
    file.unlink(missing_ok=True)
    database = sqlite3.connect(file)
    database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA application_id = {APPLICATION}; {_TABLES}")
    ordered = [places[number] for number in sorted(places)]
    database.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (_row(entry) for entry, _ in ordered)
    )
    pairs = sorted({(key, entry.id) for entry, names in ordered for key in _keys(names)})
    database.executemany("INSERT INTO names VALUES (?, ?)", pairs)
    database.commit()
    database.execute("VACUUM")
    database.close()
    return len(pairs)


def _row(entry: Entry) -> tuple[str, str, Kind, str, str, str, float, float, int]:
    return (
        entry.id, entry.name, entry.kind, entry.country, entry.admin1, entry.admin2, entry.latitude, entry.longitude,
        entry.population,
    )  # fmt: skip


def _keys(names: Iterable[str]) -> set[str]:
    strict = {key for name in names if (key := key_of(name))}
    return strict | {f"~{loose}" for key in strict if (loose := loose_key(key))}
