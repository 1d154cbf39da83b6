"""The gazetteer: names of places to entries.

Countries, features and further names are small tables of text; towns and divisions are one SQLite file made from
GeoNames data (CC BY 4.0, see ``ATTRIBUTION.md``), opened read-only and immutable: nothing is loaded but the pages that
a lookup touches. Opening it is part of the package, as opening a lexicon is.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec

from crossread.data import rows
from crossread.places.entries import Entry, Kind
from crossread.places.keys import key_of, loose_key
from crossread.places.own import OwnPlaces

FILE: Final = "gazetteer.sqlite"
_KINDS: dict[int, Kind] = {3: "admin1", 4: "admin2", 5: "town", 6: "capital"}
_DEGREES = 1_000
_MAPPED = 1 << 25  # bytes of the file that may be mapped: all of it, shared by all processes
_FIRST_DIVISION = 100_000_000
_FEATURE_POPULATION = (
    300_000  # what a feature without people weighs beside towns: it is listed because it is in the news
)


class Gazetteer:
    """Looks names up. Safe to share between threads; every answer is in a fixed order."""

    def __init__(self, file: Path, own: Sequence[Path] = ()) -> None:
        """Open a gazetteer.

        Args:
            file: A file that ``python -m gazetteer`` built.
            own: Files that ``crossread gazetteer import`` wrote, asked beside it.

        Raises:
            sqlite3.Error: The file is missing or is no gazetteer.
            GazetteerError: One of the user's own is none.
        """
        self._own = [OwnPlaces(path) for path in own]
        self._database = sqlite3.connect(
            f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._database.execute(f"PRAGMA mmap_size = {_MAPPED}")
        self._database.execute("PRAGMA cache_size = -256")
        self._lock = threading.Lock()
        self.named = lru_cache(maxsize=4096)(self._named)
        self.spelled_like = lru_cache(maxsize=4096)(self._spelled_like)
        self.division = lru_cache(maxsize=4096)(self._division)
        self._small = _small_tables()

    def _named(self, name: str) -> tuple[Entry, ...]:
        """Entries that bear a name, case, accents and apostrophes aside; the more populous first.

        Args:
            name: As written, without an article of English.
        """
        return self.with_key(key_of(name))

    def _spelled_like(self, name: str) -> tuple[Entry, ...]:
        """Entries whose name is another romanisation of the one given; the more populous first."""
        loose = loose_key(key_of(name))
        return self.with_key(f"~{loose}") if loose else ()

    def with_key(self, key: str) -> tuple[Entry, ...]:
        """Entries under a key, without the cache of names."""
        found = {entry.id: entry for entry in self._small.get(key, ())}
        for entry in self._stored("SELECT entries.* FROM names JOIN entries USING (id) WHERE key = ?", key):
            found.setdefault(entry.id, entry)
        for own in self._own:
            for entry in own.with_key(key):
                found.setdefault(entry.id, entry)
        for code in _division_names().get(key, ()):
            if code not in found and (division := self.division(code)):
                found[code] = division
        return tuple(sorted(found.values(), key=_first_shown) if len(found) > 1 else found.values())

    def _division(self, code: str) -> Entry | None:
        """A country or division by its code, None if it is unknown.

        Args:
            code: ``AF`` or ``AF.42``.
        """
        if "." not in code:
            return next((entry for entry in _countries() if entry.id == code), None)
        query = "SELECT entries.* FROM divisions JOIN entries USING (id) WHERE code = ?"
        return next(iter(self._stored(query, code)), None)

    def _stored(self, query: str, key: str) -> list[Entry]:
        with self._lock:
            found = self._database.execute(query, (key,)).fetchall()
        codes, points = self._codes, _points()
        entries: list[Entry] = []
        for number, name, kind, country, latitude, longitude, population, admin1, admin2 in found:
            north, east = latitude / _DEGREES, longitude / _DEGREES
            if number < _FIRST_DIVISION:
                shown = f"GN:{number}"
            else:
                shown = codes[number - _FIRST_DIVISION]
                north, east = points.get(shown, (north, east))
            first = codes[admin1] if admin1 is not None else ""
            second = codes[admin2] if admin2 is not None else ""
            entries.append(Entry(shown, name, _KINDS[kind], country, first, second, north, east, population))
        return entries

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        """Codes of all divisions, in order of their numbers."""
        with self._lock:
            return tuple(code for (code,) in self._database.execute("SELECT code FROM divisions ORDER BY id"))


def _first_shown(entry: Entry) -> tuple[int, str]:
    return -entry.population, entry.id


IN_USE: ContextVar[Gazetteer | None] = ContextVar("gazetteer in use", default=None)
"""The gazetteer that readings use; the shipped one if None. Set by `knowledge.using`."""


def known() -> Gazetteer:
    """The gazetteer in use: the shipped one, or one with a user's own places."""
    return IN_USE.get() or shipped()


@cache
def shipped() -> Gazetteer:
    """The gazetteer that travels with the package, opened once."""
    return Gazetteer(shipped_file())


def shipped_file() -> Path:
    """Where the package's gazetteer lies."""
    return Path(str(files("crossread.data").joinpath("places", FILE)))


# ------------------------------------------------------------ small tables


@cache
def _countries() -> tuple[Entry, ...]:
    return tuple(
        Entry(code, names.split("|")[0], "country", code, "", "", float(latitude), float(longitude), 50_000_000)
        for code, latitude, longitude, names, _ in rows("places/countries.tsv")
    )


def _features() -> Iterator[tuple[Entry, list[str]]]:
    for kind, country, admin1, latitude, longitude, names in rows("places/features.tsv"):
        shown, *others = names.split("|")
        yield (
            Entry(
                f"F:{key_of(shown).replace(' ', '-')}", shown, msgspec.convert(kind, Kind), country, admin1, "",
                float(latitude), float(longitude), _FEATURE_POPULATION,
            ),
            [shown, *others],
        )  # fmt: skip


@cache
def _small_tables() -> dict[str, tuple[Entry, ...]]:
    """Countries and features by key."""
    found: dict[str, list[Entry]] = {}
    for country, row in zip(_countries(), rows("places/countries.tsv"), strict=True):
        _put(found, country, row[3].split("|"))
    for feature, names in _features():
        _put(found, feature, names)
    return {key: tuple(entries) for key, entries in found.items()}


def _put(found: dict[str, list[Entry]], entry: Entry, names: Iterable[str]) -> None:
    keys = {key_of(name.removeprefix("the ").removeprefix("The ")) for name in names}
    for key in sorted(keys | {f"~{loose}" for key in keys if (loose := loose_key(key))}):
        found.setdefault(key, []).append(entry)


@cache
def _division_names() -> dict[str, tuple[str, ...]]:
    """Codes of divisions by the keys of their further names."""
    found: dict[str, list[str]] = {}
    for code, names, *_ in rows("places/divisions.tsv"):
        for name in filter(None, names.split("|")):
            found.setdefault(key_of(name.removeprefix("the ")), []).append(code)
    return {key: tuple(codes) for key, codes in found.items()}


@cache
def letters() -> frozenset[str]:
    """Keys of names that are letters in capitals ("UAE", "CAR"): in small letters they are other words."""
    shown = [names for *_, names, _ in rows("places/countries.tsv")] + [r[-1] for r in rows("places/features.tsv")]
    names = {name for cell in shown for name in cell.split("|")}
    return frozenset(key_of(name) for name in names if name.isupper()) - {
        key_of(name) for name in names if not name.isupper()
    }


@cache
def listed_divisions() -> frozenset[str]:
    """Codes of the divisions that are listed by hand, since reports name them."""
    return frozenset(row[0] for row in rows("places/divisions.tsv") if row[1])


@cache
def _points() -> dict[str, tuple[float, float]]:
    """Points of divisions that the middle of their towns would misplace, by code."""
    return {row[0]: (float(row[3]), float(row[4])) for row in rows("places/divisions.tsv") if row[3]}


@cache
def adjectives() -> dict[str, tuple[str, ...]]:
    """Adjectives and words for people ("Afghan", "Gazans"), as written, with the codes of country or division."""
    found: dict[str, list[str]] = {}
    cells = [(row[0], row[4]) for row in rows("places/countries.tsv")]
    cells += [(row[0], row[2]) for row in rows("places/divisions.tsv")]
    for code, words in cells:
        for word in filter(None, words.split("|")):
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


@cache
def abbreviations() -> dict[str, str]:
    """Short forms of divisions ("Ky.", "B.C.", "OH"), as written, with their codes."""
    return {form: code for code, forms in rows("places/abbreviations.tsv") for form in forms.split("|")}


@cache
def division_words() -> frozenset[str]:
    """Keys of names that mean a division though a town in it bears them too."""
    return frozenset(
        word for kind, words in rows("places/cue_words.tsv") if kind == "division" for word in words.split()
    )


@cache
def town_words() -> frozenset[str]:
    """Keys of names that mean a town though a division bears them too ("Washington")."""
    return frozenset(
        key_of(name) for kind, names in rows("places/cue_words.tsv") if kind == "city" for name in names.split("|")
    )


@cache
def cues(kind: str) -> frozenset[str]:
    """Words of a kind in ``cue_words.tsv``, in small letters."""
    return frozenset(word for row, words in rows("places/cue_words.tsv") if row == kind for word in words.split())
