"""Entries of a gazetteer."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["region", "country", "admin1", "admin2", "town", "capital", "area", "water", "line", "site"]
"""What an entry is: more than one country, a country, a division, a populated place, or a feature that is an area, a
sea or strait, a line (river, front, road) or a point."""


class Entry(msgspec.Struct, frozen=True):
    """A place of the gazetteer.

    Attributes:
        id: ``AF`` for a country, ``AF.42`` for a division, ``GN:1138958`` (GeoNames) for a town, ``F:golan-heights``
            for a feature.
        name: The name shown.
        kind: What it is.
        country: ISO 3166-1 alpha-2 code, "" if in none or several.
        admin1: Code of the first-level division, "" if unknown.
        admin2: Code of the second-level division, "" if unknown.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east, WGS 84.
        population: People, 0 if unknown.
    """

    id: str
    name: str
    kind: Kind
    country: str
    admin1: str
    admin2: str
    latitude: float
    longitude: float
    population: int
