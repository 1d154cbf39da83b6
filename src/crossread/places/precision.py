"""How finely a place is known, on the scales of ACLED and UCDP.

ACLED geo-precision (Codebook, "Geo-precision"): 1 a named town or site, 2 part of a region or near a town, 3 a larger
region. UCDP ``where_prec`` (GED Codebook): 1 the exact place, 2 near it, 3 second-order division, 4 first-order
division, 5 a line or an area that follows no division, 6 the country, 7 international waters. A whole country has no
ACLED step, and what lies in several countries has none on either scale but waters.
"""

from __future__ import annotations

from typing import NamedTuple

from crossread.places.entries import Entry, Kind


class Steps(NamedTuple):
    """Steps on both scales; None where a scale has none."""

    acled: int | None
    ucdp: int | None


_STEPS: dict[Kind, Steps] = {
    "town": Steps(1, 1), "capital": Steps(1, 1), "site": Steps(1, 1), "admin2": Steps(2, 3), "admin1": Steps(3, 4),
    "area": Steps(3, 5), "line": Steps(3, 5), "water": Steps(3, 7),
    "country": Steps(None, 6), "region": Steps(None, None),
}  # fmt: skip
_NEAR = Steps(2, 2)
_AREA_IN_DIVISION = Steps(2, 4)


def precision_of(entry: Entry, *, near: bool) -> Steps:
    """The precision of something told to happen at an entry.

    Args:
        entry: The entry.
        near: It is told to be near the entry, or only part of its name is known.
    """
    steps = _STEPS[entry.kind]
    if near and steps.ucdp == 1:
        return _NEAR
    if entry.kind == "area" and entry.admin1:
        return _AREA_IN_DIVISION
    return steps
