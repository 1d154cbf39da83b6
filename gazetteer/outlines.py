"""``uv run python -m gazetteer.outlines SOURCE [TARGET]``: outlines of countries for the map, from world-atlas.

The source is ``countries-50m.json`` of the npm package world-atlas (Natural Earth, public domain), TopoJSON. Each ring
of each country becomes a line: bounds and points in hundredths of a degree, the points after the first as differences.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[int, int]

_TARGET = Path(__file__).parent.parent / "src" / "crossread" / "data" / "places" / "outlines.tsv"
_STEPS = 100  # to a degree: about a kilometre, which is what 1:50m can show
_SMALLEST = 12  # hundredths of a degree; islands smaller than that are left out
_HEAD = """\
# Outlines of countries, made by gazetteer/outlines.py from world-atlas 2.0.2 (Natural Earth 1:50m, public domain;
# borders are those in force, without judgement on whose they should be). One ring a line: west, south, east, north, and
# the points as longitude,latitude in hundredths of a degree, each after the first as the difference from the last.
"""


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Outer and inner rings of all countries, in hundredths of a degree.

    Args:
        topology: A TopoJSON topology whose object ``countries`` holds polygons.
    """
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country.get("arcs", [])
        for polygon in [polygons] if country["type"] == "Polygon" else polygons:
            for ring in polygon:
                yield _joined(ring, arcs)


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append(
            (
                x * transform["scale"][0] + transform["translate"][0],
                y * transform["scale"][1] + transform["translate"][1],
            )
        )
    return points


def _joined(ring: list[int], arcs: list[list[tuple[float, float]]]) -> list[Point]:
    """Points of a ring's arcs; a number below zero means the arc turned round."""
    found: list[Point] = []
    for number in ring:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        for longitude, latitude in points:
            point = _near(round(longitude * _STEPS), found), round(latitude * _STEPS)
            if not found or found[-1] != point:
                found.append(point)
    return found


def _near(longitude: int, found: list[Point]) -> int:
    """A longitude on the side of the date line on which the ring has come so far; beyond 180 degrees if need be."""
    if found and abs(longitude - found[-1][0]) > 180 * _STEPS:
        return longitude + (360 if found[-1][0] > 0 else -360) * _STEPS
    return longitude


def line_of(ring: list[Point]) -> str:
    """A ring as a line of the table."""
    west, south = min(x for x, _ in ring), min(y for _, y in ring)
    east, north = max(x for x, _ in ring), max(y for _, y in ring)
    steps = [ring[0], *((x - before[0], y - before[1]) for before, (x, y) in pairwise(ring))]
    return "\t".join([*map(str, (west, south, east, north)), " ".join(f"{x},{y}" for x, y in steps)])


def _is_seen(ring: list[Point]) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return len(ring) > 3 and max(max(xs) - min(xs), max(ys) - min(ys)) >= _SMALLEST


def main() -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(prog="gazetteer.outlines", description=__doc__)
    parser.add_argument("source", type=Path, help="countries-50m.json")
    parser.add_argument("target", type=Path, nargs="?", default=_TARGET)
    call = parser.parse_args()
    found = [line_of(ring) for ring in rings(json.loads(call.source.read_text("utf-8"))) if _is_seen(ring)]
    call.target.write_text(_HEAD + "\n".join(sorted(found)) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps({"rings": len(found), "bytes": call.target.stat().st_size}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
