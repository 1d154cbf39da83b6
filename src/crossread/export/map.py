"""A small map as SVG, drawn from shipped outlines: no tiles, no network, no script.

What is known as finely as a town is a dot; what is known as a district, a province or an area is a circle as wide as
that, never a pin. A country is named beside the map, not drawn into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import Final

from markupsafe import Markup, escape

from crossread.data import rows
from crossread.record import Place, Report

WIDTH: Final = 640
HEIGHT: Final = 400
"""Size of the picture, in its own units."""

_DEGREE = 111.2  # kilometres
_LEAST = 5.0  # degrees of latitude that a map shows at least, so that the reader knows where in the world it is
_MARGIN = 0.25  # of the span of all places, on each side
_STEPS = 100  # of the table of outlines, to a degree
_RADIUS = {2: 25.0, 3: 75.0}
"""Kilometres about the point of what is known as a district (ACLED 2) or as a larger region (3): what such divisions
typically measure, drawn to say "somewhere here"."""
_LETTER = 6.4  # width of a letter of a label
_LINE = 13


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Something to be drawn.

    Attributes:
        label: Its name.
        latitude: Degrees north.
        longitude: Degrees east.
        precision: ACLED geo precision: 1 is drawn as a dot, 2 and 3 as circles.
        href: Where a click leads inside the file, if anywhere.
        strength: How often it is told; dots grow with it.
    """

    label: str
    latitude: float
    longitude: float
    precision: int
    href: str | None = None
    strength: int = 1


def spots_of(report: Report) -> tuple[Spot, ...]:
    """What a map of one report shows: its resolved places below the country, each once."""
    return tuple(_spots(report.places))


def _spots(places: Iterable[Place]) -> Iterator[Spot]:
    for place in places:
        if place.latitude is not None and place.longitude is not None and place.acled_precision is not None:
            yield Spot(
                label=place.name,
                latitude=place.latitude,
                longitude=place.longitude,
                precision=place.acled_precision,
                strength=len(place.spans),
            )


def svg_map(spots: Sequence[Spot]) -> Markup:
    """The map as an ``svg`` element; empty markup where there is nothing to draw.

    Args:
        spots: What to draw, the weightiest first; labels that would cover earlier ones are left out.
    """
    if not spots:
        return Markup("")
    view = _View.around(spots)
    areas = [spot for spot in spots if spot.precision > 1]
    dots = [spot for spot in spots if spot.precision <= 1]
    parts = [
        Markup('<svg class="map" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
            WIDTH, HEIGHT, "Map of " + ", ".join(spot.label for spot in spots[:8])
        ),
        Markup('<rect class="sea" width="{}" height="{}"></rect>').format(WIDTH, HEIGHT),
        Markup('<path class="land" d="{}"></path>').format(view.land()),
        *_countries(view),
        *(_area(view, spot) for spot in areas),
        *(_dot(view, spot) for spot in dots),
        *_labels(view, [*dots, *areas]),
        view.scale(),
        Markup("</svg>"),
    ]
    return Markup("").join(parts)


@dataclass(frozen=True, slots=True)
class _View:
    """The stretch of the world that is shown.

    Attributes:
        west: Degrees east of its left edge.
        north: Degrees north of its upper edge.
        x: Units of the picture to a degree of longitude.
        y: Units to a degree of latitude.
    """

    west: float
    north: float
    x: float
    y: float

    @classmethod
    def around(cls, spots: Sequence[Spot]) -> _View:
        """The view that holds all spots with a margin."""
        south, north = min(spot.latitude for spot in spots), max(spot.latitude for spot in spots)
        west, east = min(spot.longitude for spot in spots), max(spot.longitude for spot in spots)
        middle = (south + north) / 2
        narrow = max(cos(radians(middle)), 0.1)  # a degree of longitude, in degrees of latitude
        high = max(
            (north - south) * (1 + 2 * _MARGIN), _LEAST, (east - west) * (1 + 2 * _MARGIN) * narrow * HEIGHT / WIDTH
        )
        unit = HEIGHT / high
        wide = WIDTH / (unit * narrow)
        return cls((west + east) / 2 - wide / 2, middle + high / 2, unit * narrow, unit)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point lies in the picture."""
        return (longitude - self.west) * self.x, (self.north - latitude) * self.y

    def land(self) -> str:
        """Outlines in view, as data of a path; what lies far outside is drawn in to the edge of a wider frame."""
        return "".join(self._ring(ring) for bounds, ring in _outlines() if self._shows(bounds))

    def _shows(self, bounds: tuple[float, float, float, float]) -> bool:
        west, south, east, north = bounds
        left, top = self.at(west, north)
        right, bottom = self.at(east, south)
        return right >= 0 and left <= WIDTH and bottom >= 0 and top <= HEIGHT

    def _ring(self, ring: str) -> str:
        points: list[tuple[int, int]] = []
        longitude = latitude = 0
        for step in ring.split(" "):
            dx, _, dy = step.partition(",")
            longitude, latitude = longitude + int(dx), latitude + int(dy)
            x, y = self.at(longitude / _STEPS, latitude / _STEPS)
            point = (
                round(min(max(x, -WIDTH), 2 * WIDTH)),
                round(min(max(y, -HEIGHT), 2 * HEIGHT)),
            )
            if len(points) > 1 and _in_line(points[-2], points[-1], point):
                points[-1] = point
            elif not points or points[-1] != point:
                points.append(point)
        return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"

    def scale(self) -> Markup:
        """A bar that shows a round number of kilometres."""
        kilometre = self.y / _DEGREE
        length = next((step for step in (1000, 500, 200, 100, 50, 20, 10) if step * kilometre <= WIDTH / 4), 10)
        return Markup(
            '<g class="scale"><path d="M12 {y}h{long}"></path><text x="12" y="{over}">{length} km</text></g>'
        ).format(y=HEIGHT - 12, long=round(length * kilometre), over=HEIGHT - 18, length=length)


def _in_line(one: tuple[int, int], other: tuple[int, int], third: tuple[int, int]) -> bool:
    """Whether three points lie on one edge of the frame, so that the middle one shows nothing."""
    edges_x, edges_y = (-WIDTH, 2 * WIDTH), (-HEIGHT, 2 * HEIGHT)
    return (one[0] == other[0] == third[0] and one[0] in edges_x) or (
        one[1] == other[1] == third[1] and one[1] in edges_y
    )


def _countries(view: _View) -> Iterator[Markup]:
    """Names of the countries whose middle is in view."""
    for _, latitude, longitude, names, *_ in rows("places/countries.tsv"):
        x, y = view.at(float(longitude), float(latitude))
        if 20 < x < WIDTH - 20 and 20 < y < HEIGHT - 20:
            name = names.split("|")[0]
            yield Markup('<text class="country" x="{:.0f}" y="{:.0f}">{}</text>').format(x, y, name)


def _area(view: _View, spot: Spot) -> Markup:
    x, y = view.at(spot.longitude, spot.latitude)
    radius = max(_RADIUS.get(spot.precision, _RADIUS[3]) * view.y / _DEGREE, 8)
    title = Markup("<title>{}, somewhere in the area</title>").format(spot.label)
    circle = Markup('<circle class="area" cx="{:.0f}" cy="{:.0f}" r="{:.0f}">{}</circle>').format(x, y, radius, title)
    return _linked(circle, spot)


def _dot(view: _View, spot: Spot) -> Markup:
    x, y = view.at(spot.longitude, spot.latitude)
    title = Markup("<title>{}</title>").format(spot.label)
    radius = min(4 + spot.strength / 2, 8)
    return _linked(
        Markup('<circle class="dot" cx="{:.0f}" cy="{:.0f}" r="{:.1f}">{}</circle>').format(x, y, radius, title), spot
    )


def _linked(shape: Markup, spot: Spot) -> Markup:
    return Markup('<a href="{}">{}</a>').format(spot.href, shape) if spot.href else shape


def _labels(view: _View, spots: Iterable[Spot]) -> Iterator[Markup]:
    """Names beside their spots, as long as they cover no earlier one."""
    taken: list[tuple[float, float, float, float]] = []
    for spot in spots:
        x, y = view.at(spot.longitude, spot.latitude)
        width = len(spot.label) * _LETTER
        left = x + 9 if x + 9 + width < WIDTH else x - 9 - width
        box = (left, y - _LINE / 2, left + width, y + _LINE / 2)
        if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            yield Markup('<text x="{:.0f}" y="{:.0f}">{}</text>').format(left, y + 4, escape(spot.label))


@cache
def _outlines() -> tuple[tuple[tuple[float, float, float, float], str], ...]:
    """Bounds in degrees and points of every ring."""
    return tuple(
        ((int(west) / _STEPS, int(south) / _STEPS, int(east) / _STEPS, int(north) / _STEPS), ring)
        for west, south, east, north, ring in rows("places/outlines.tsv")
    )
