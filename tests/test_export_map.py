from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from crossread import read_text
from crossread.export.map import HEIGHT, WIDTH, Spot, spots_of, svg_map

TEXT = "Shells fell on Bazarak in Panjshir province, Afghanistan, officials in Kabul said. Pakistan denied a role."


def _spots(*places: tuple[str, float, float, int]) -> list[Spot]:
    return [Spot(label=name, latitude=north, longitude=east, precision=step) for name, north, east, step in places]


def test_a_town_is_a_dot_and_a_province_an_area_never_a_pin() -> None:
    svg = svg_map(_spots(("Kabul", 34.5, 69.2, 1), ("Panjshir", 35.4, 70.0, 3)))
    assert svg.count('class="dot"') == 1
    assert svg.count('class="area"') == 1
    assert "Panjshir, somewhere in the area" in svg


def test_countries_are_not_drawn() -> None:
    report = read_text(TEXT)
    assert "AF" in {place.country for place in report.places}
    labels = {spot.label for spot in spots_of(report)}
    assert "Kabul" in labels
    assert not labels & {"Afghanistan", "Pakistan"}


def test_nothing_to_draw_gives_no_map() -> None:
    assert svg_map([]) == ""


def test_land_is_in_view_and_names_are_escaped() -> None:
    svg = svg_map(_spots(('<b>&"', 34.5, 69.2, 1)))
    assert "<b>" not in svg
    land = re.search(r'class="land" d="([^"]+)"', svg)
    assert land is not None
    assert land[1].startswith("M")


def test_asks_for_nothing_from_elsewhere() -> None:
    svg = svg_map(_spots(("Kabul", 34.5, 69.2, 1)))
    assert not re.search(r"https?:|url\(|<image|<script", svg)


def test_labels_that_would_cover_others_are_left_out() -> None:
    svg = svg_map(_spots(("Kabul", 34.5, 69.2, 1), ("Kabul city", 34.5, 69.2, 1)))
    assert len(re.findall(r"<text[^>]*>Kabul", svg)) == 1


_PLACES = st.tuples(st.text(max_size=8), st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 3))


@settings(deadline=None, max_examples=40)
@given(st.lists(_PLACES, min_size=1, max_size=6))
def test_any_spots_are_drawn_inside_the_picture(places: list[tuple[str, float, float, int]]) -> None:
    printable = [("".join(filter(str.isprintable, name)), north, east, step) for name, north, east, step in places]
    tree = ElementTree.fromstring(str(svg_map(_spots(*printable))))
    for circle in tree.iter("circle"):
        assert -1 <= float(circle.attrib["cx"]) <= WIDTH + 1
        assert -1 <= float(circle.attrib["cy"]) <= HEIGHT + 1
