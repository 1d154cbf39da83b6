"""Lists of places as others publish them, made into entries: GeoNames country dumps, and p-codes of OCHA as CSV.

GeoNames dumps have 19 columns parted by tabs, without a header (https://download.geonames.org/export/dump/readme.txt).
Tables of p-codes ("common operational datasets") have a header; its names differ from country to country and year to
year, so columns are told by what they end in: ``ADM2_EN``, ``admin2Name_en``, ``adm2_name`` with ``ADM2_PCODE``,
``admin2Pcode``, ``adm2_pcode``, and a latitude and longitude.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from crossread.data import rows
from crossread.errors import GazetteerError
from crossread.places.entries import Entry, Kind
from crossread.places.gazetteer import Gazetteer

_COLUMNS = 19
_LONGEST = 200  # alternate names of one place that are kept
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ0-9 '’‘ʼ().,/-]*")
_NAME = re.compile(r"adm(?:in)?(\d)_?(?:name)?_?(?:en|name|name_?en|ref_?name|name1)?$", re.IGNORECASE)
_CODE = re.compile(r"adm(?:in)?(\d)_?p?code$", re.IGNORECASE)
_LATITUDE = re.compile(r"(?:center_|centroid_|point_)?(?:lat|latitude|y|y_coord|lat_dd|ycoord)$", re.IGNORECASE)
_LONGITUDE = re.compile(
    r"(?:center_|centroid_|point_)?(?:lon|long|lng|longitude|x|x_coord|lon_dd|xcoord)$", re.IGNORECASE
)
_POINT_NAME = re.compile(
    r"(?:featurena?m?e?|settlement|village|locality|name|name_en|placename|featurename)$", re.IGNORECASE
)
_POINT_CODE = re.compile(r"(?:p-?_?code|featurepcode|settlementcode|pcode_?\w*)$", re.IGNORECASE)
_PREFIX = re.compile(r"[A-Za-z]{2,3}")

_KINDS: dict[str, Kind] = {"P": "town", "A": "area", "L": "area", "T": "area", "H": "water", "S": "site", "R": "line"}
_BY_CODE: dict[str, Kind] = {
    "PPLC": "capital", "ADM1": "admin1", "ADM2": "admin2", "STM": "line", "STMI": "line", "WAD": "line",
    "CNL": "line", "CAMP": "site", "PRK": "area",
}  # fmt: skip
_USEFUL = frozenset(code for row in rows("places/geonames_features.tsv") for code in row[0].split())
"""Codes of GeoNames features, other than populated places and divisions, that conflict reports name."""


@dataclass
class Imported:
    """What was read from lists.

    Attributes:
        places: Entries by id, each with all its names.
        skipped: How many rows gave no entry, by reason.
    """

    places: dict[str, tuple[Entry, frozenset[str]]] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)

    def put(self, entry: Entry, names: Iterable[str]) -> None:
        """Keep an entry; the names of an id that comes again are added."""
        before = self.places.get(entry.id, (entry, frozenset[str]()))[1]
        self.places[entry.id] = (entry, before | frozenset(names))

    def skip(self, reason: str) -> None:
        """Count a row that gives no entry."""
        self.skipped[reason] = self.skipped.get(reason, 0) + 1


def read_lists(lists: Iterable[tuple[str, str]], shipped: Gazetteer) -> Imported:
    """Entries of some lists.

    Args:
        lists: Names of files, for messages, with their text.
        shipped: The gazetteer to which they are added; its divisions are not made again, only named further.

    Raises:
        GazetteerError: A file is neither a GeoNames dump nor a table of p-codes.
    """
    imported = Imported()
    for name, text in lists:
        first = text.lstrip("\ufeff").partition("\n")[0]
        if first.count("\t") == _COLUMNS - 1:
            _geonames(text, shipped, imported)
        elif _is_table(first):
            _table(text, shipped, imported)
        else:
            raise GazetteerError(
                f"{name}: neither a GeoNames dump (19 columns parted by tabs) nor a CSV table of p-codes with a header"
            )
    return imported


# ---------------------------------------------------------------- GeoNames


def _geonames(text: str, shipped: Gazetteer, imported: Imported) -> None:
    for line in text.lstrip("\ufeff").splitlines():
        cells = line.split("\t")
        if len(cells) != _COLUMNS:
            imported.skip("rows with another number of columns")
            continue
        if not _is_useful(cells[6], cells[7]):
            imported.skip("features that reports do not name")
            continue
        try:
            entry = _geonames_entry(cells, shipped)
        except ValueError:
            imported.skip("rows whose numbers cannot be read")
            continue
        imported.put(entry, _latin_names([cells[1], cells[2], *cells[3].split(",")[:_LONGEST]]))


def _is_useful(kind: str, code: str) -> bool:
    return kind == "P" or code in _USEFUL or (kind == "A" and code in ("ADM1", "ADM2", "ADM3", "ADM4", "ADMD"))


def _geonames_entry(cells: Sequence[str], shipped: Gazetteer) -> Entry:
    country = cells[8]
    admin1 = f"{country}.{cells[10]}" if cells[10] and cells[10] != "00" else ""
    admin2 = f"{admin1}.{cells[11]}" if admin1 and cells[11] else ""
    kind = _BY_CODE.get(cells[7], _KINDS.get(cells[6], "area"))
    own = {"admin1": admin1, "admin2": admin2}.get(kind, "")
    if own and (known := shipped.division(own)):
        return known
    shown = own or f"GN:{int(cells[0])}"
    return Entry(
        shown, cells[1], kind, country, admin1, admin2, float(cells[4]), float(cells[5]), int(cells[14] or 0)
    )  # fmt: skip


def _latin_names(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if len(name) > 1 and _LATIN.fullmatch(name) and not name.isupper())


# ----------------------------------------------------------------- p-codes


@dataclass(frozen=True)
class _Layout:
    """Which column holds what.

    Attributes:
        names: Columns of names by level.
        codes: Columns of codes by level.
        latitude: Column of the latitude.
        longitude: Column of the longitude.
        point: Columns of name and code of a place below the divisions, if there are any.
    """

    names: dict[int, list[str]]
    codes: dict[int, str]
    latitude: str | None
    longitude: str | None
    point: tuple[str, str] | None


def _is_table(first: str) -> bool:
    layout = _layout(next(csv.reader(StringIO(first), delimiter=_delimiter(first)), []))
    return bool(layout.codes or layout.point)


def _delimiter(first: str) -> str:
    return max(",;\t", key=first.count)


def _layout(header: Sequence[str]) -> _Layout:
    names: dict[int, list[str]] = {}
    codes: dict[int, str] = {}
    for column in header:
        if match := _CODE.match(column):
            codes.setdefault(int(match[1]), column)
        elif (match := _NAME.match(column)) or (match := re.match(r"adm(?:in)?(\d).*name", column, re.IGNORECASE)):
            names.setdefault(int(match[1]), []).append(column)
    point_name = next((column for column in header if _POINT_NAME.match(column)), None)
    point_code = next((column for column in header if _POINT_CODE.match(column)), None)
    return _Layout(
        names,
        codes,
        next((column for column in header if _LATITUDE.match(column)), None),
        next((column for column in header if _LONGITUDE.match(column)), None),
        (point_name, point_code) if point_name and point_code else None,
    )


def _table(text: str, shipped: Gazetteer, imported: Imported) -> None:
    text = text.lstrip("\ufeff")
    rows = csv.DictReader(StringIO(text), delimiter=_delimiter(text.partition("\n")[0]))
    layout = _layout(rows.fieldnames or [])
    for row in rows:
        entry = _pcode_entry({key: value or "" for key, value in row.items() if key}, layout, shipped)
        if isinstance(entry, str):
            imported.skip(entry)
        else:
            imported.put(*entry)


def _pcode_entry(row: Mapping[str, str], layout: _Layout, shipped: Gazetteer) -> tuple[Entry, list[str]] | str:
    """Entry and names of a row; in words why there is none."""
    levels = [level for level, column in sorted(layout.codes.items()) if level and row[column].strip()]
    names, code, level = _finest(row, layout, levels)
    if not names or not code:
        return "rows without a name or a code"
    country = _country(row, layout, code)
    admin1 = _division(row, layout, shipped, country, 1, f"{country}.")
    admin2 = _division(row, layout, shipped, country, 2, f"{admin1}.") if admin1 else ""
    known = shipped.division({1: admin1, 2: admin2}.get(level, "")) if level in (1, 2) else None
    if known is not None:
        return known, names
    point = _point(row, layout) or _point_of(shipped, admin2 or admin1)
    if point is None:
        return "rows without a point, in no division that is known"
    kinds: dict[int, Kind] = {0: "town", 1: "admin1", 2: "admin2"}
    return Entry(f"PC:{code}", names[0], kinds.get(level, "area"), country, admin1, admin2, *point, 0), names


def _finest(row: Mapping[str, str], layout: _Layout, levels: Sequence[int]) -> tuple[list[str], str, int]:
    """Names, code and level of what a row is about: the place itself (level 0), or its finest division."""
    if layout.point and row[layout.point[0]].strip() and row[layout.point[1]].strip():
        return [row[layout.point[0]].strip()], row[layout.point[1]].strip(), 0
    if not levels:
        return [], "", 0
    level = levels[-1]
    named = [row[column].strip() for column in layout.names.get(level, [])]
    return list(dict.fromkeys(_latin_names(named))), row[layout.codes[level]].strip(), level


def _country(row: Mapping[str, str], layout: _Layout, code: str) -> str:
    told = row[layout.codes[0]].strip() if 0 in layout.codes else code
    match = _PREFIX.match(told)
    return match[0][:2].upper() if match else ""


def _division(
    row: Mapping[str, str], layout: _Layout, shipped: Gazetteer, country: str, level: int, inside: str
) -> str:
    """Code of the shipped division of a level that bears one of a row's names; empty if there is none."""
    for column in layout.names.get(level, []):
        for entry in shipped.named(row[column].strip()) or shipped.spelled_like(row[column].strip()):
            if entry.kind == f"admin{level}" and entry.country == country and entry.id.startswith(inside):
                return entry.id
    return ""


def _point(row: Mapping[str, str], layout: _Layout) -> tuple[float, float] | None:
    if layout.latitude is None or layout.longitude is None:
        return None
    try:
        latitude, longitude = float(row[layout.latitude]), float(row[layout.longitude])
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _point_of(shipped: Gazetteer, code: str) -> tuple[float, float] | None:
    division = shipped.division(code) if code else None
    return (division.latitude, division.longitude) if division else None
