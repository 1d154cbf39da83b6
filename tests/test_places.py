from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.actors import find_actors
from crossread.actors.acronyms import find_acronyms
from crossread.context import Reading
from crossread.data import rows
from crossread.places import find_places
from crossread.places.gazetteer import shipped
from crossread.places.keys import key_of, loose_key
from crossread.places.naming import look_up
from crossread.record import NameMention, Place, check_spans
from tests.helpers import reading_of, table_rows

PIECES = [
    "In",
    "Kabul",
    ",",
    "Paris",
    "Texas",
    "the",
    "U.S.",
    "Marib's",
    "near",
    "Ky.",
    "of",
    "(",
    "—",
    "\n\n",
    "KYIV",
    "Ü",
]
CASES = Path(__file__).parent / "cases" / "places.md"
FILE = Path(__file__).parent.parent / "src" / "crossread" / "data" / "places" / "gazetteer.sqlite"


class Row(NamedTuple):
    words: str
    entry: str | None
    inside: str | None
    acled: int | None
    ucdp: int | None


def cases() -> dict[str, list[Row]]:
    return {text: [expected(cells) for cells in rows] for text, rows in table_rows(CASES).items()}


def expected(cells: list[str]) -> Row:
    entry, inside = (None if cell == "–" else cell for cell in cells[1:3])
    acled, ucdp = (None if cell == "–" else int(cell) for cell in cells[3:5])
    return Row(cells[0], entry, inside, acled, ucdp)


def reading(text: str, *, headline: bool = False) -> Reading:
    made = reading_of(text, headline=headline)
    for part, find in (("acronyms", find_acronyms), ("actors", find_actors)):
        made = Reading(msgspec.structs.replace(made.report, **{part: find(made)}), made.folded)
    return made


def read(text: str) -> tuple[Place, ...]:
    return find_places(reading(text))


def row(place: Place) -> Row:
    return Row(place.spans[0].quote, place.entry, place.inside, place.acled_precision, place.ucdp_precision)


@pytest.mark.parametrize(("text", "expected"), cases().items())
def test_case(text: str, expected: list[Row]) -> None:
    assert [row(place) for place in read(text)] == expected


def test_a_resolved_place_has_its_divisions_and_point_by_name() -> None:
    (place,) = read("Clashes broke out in Bazarak at dawn.")
    assert (place.country, place.admin1, place.resolved) == ("AF", "Panjshir", True)
    assert place.latitude == pytest.approx(35.31, abs=0.05)
    assert place.longitude == pytest.approx(69.52, abs=0.05)


def test_entries_that_were_not_chosen_are_kept() -> None:
    paris = read("Two men were shot in Paris, Texas, on Sunday.")[0]
    assert "GN:2988507" in paris.candidates  # the one in France
    assert paris.entry not in paris.candidates


def test_an_unresolved_place_has_no_point() -> None:
    village = next(p for p in read("Troops burned the village of Tolan-Barek, in Panjshir.") if not p.resolved)
    assert (village.latitude, village.longitude, village.entry) == (None, None, None)
    assert village.country == "AF"


def test_a_small_town_elsewhere_is_not_taken_for_an_unknown_one() -> None:
    text = "Shells hit Herat, Farah and Kandahar in Afghanistan. Fighters then entered Springville district."
    place = next(p for p in read(text) if p.name == "Springville")
    assert not place.resolved
    assert place.candidates


def test_the_dateline_is_a_place() -> None:
    assert read("KHARTOUM, Sudan (Agency) — Ten men died.")[0].entry == "GN:379252"


def test_all_mentions_of_a_place_are_together() -> None:
    (herat,) = read("Shells hit Herat on Monday. People left Herat by night. Herat is quiet now.")
    assert [span.quote for span in herat.spans] == ["Herat"] * 3


def with_name(text: str, name: str, label: Literal["person", "place"]) -> set[str]:
    made = reading(text)
    at = made.report.page.text.index(name)
    names = (NameMention(label=label, made_by="test", spans=(made.report.page.span(at, at + len(name)),)),)
    return {p.name for p in find_places(Reading(msgspec.structs.replace(made.report, names=names), made.folded))}


def test_places_of_a_model_are_taken_and_its_people_left_out() -> None:
    text = "Ten men died in Orvasht on Monday."
    assert with_name(text, "Orvasht", "place") == {"Orvasht"}
    assert with_name(text, "Orvasht", "person") == set()


@pytest.mark.parametrize(
    ("text", "name"), [("Kabul said it was ready.", "Kabul"), ("U.S. airstrikes went on.", "U.S.")]
)
def test_a_government_stays_one_where_a_model_sees_a_place(text: str, name: str) -> None:
    assert with_name(text, name, "place") == set()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_spans_hold_and_the_same_text_gives_the_same_places(words: list[str]) -> None:
    text = " ".join(words) + " end"
    made = reading(text)
    places = find_places(made)
    check_spans(places, made.report.page.text)
    assert find_places(reading(text)) == places


# ------------------------------------------------------------------ keys


@pytest.mark.parametrize(
    "spellings",
    [
        ("Panjshir", "Panjsher", "Panjshayr", "Panjsheer"),
        ("Marib", "Ma'rib", "Marip"),
        ("Hodeidah", "Hudaydah", "Al-Hodeida"),
        ("Kunduz", "Konduz", "Qunduz"),
        ("Deir ez-Zor", "Deir al-Zor", "Dayr az-Zawr"),
        ("Lashkar Gah", "Lashkargah"),
    ],
)
def test_romanisations_share_a_loose_key(spellings: tuple[str, ...]) -> None:
    assert len({loose_key(key_of(name)) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Homs", "Hama"),
        ("Ghazni", "Khazni"),
        ("Herat", "Harat"),
        ("Basra", "Bushra"),
        ("Marib", "Marab"),
        ("Sirte", "Surt"),
    ],
)
def test_different_names_do_not_share_a_loose_key(one: str, other: str) -> None:
    assert loose_key(key_of(one)) != loose_key(key_of(other))


def test_a_short_name_has_no_loose_key() -> None:
    assert loose_key(key_of("Ibb")) is None


# ------------------------------------------------------------- gazetteer


def test_the_file_is_below_25_megabytes() -> None:
    assert FILE.stat().st_size <= 25_000_000


def test_the_gazetteer_cannot_be_written() -> None:
    import sqlite3

    with pytest.raises(sqlite3.OperationalError):
        shipped()._database.execute("DELETE FROM names")


@pytest.mark.parametrize(
    "code", [r[0] for r in rows("places/divisions.tsv")] + [r[0] for r in rows("places/countries.tsv")]
)
def test_codes_of_the_tables_are_known(code: str) -> None:
    assert shipped().division(code) is not None


def test_abbreviations_name_divisions() -> None:
    assert all(shipped().division(row[0]) for row in rows("places/abbreviations.tsv"))


def test_features_are_well_formed_and_told_apart() -> None:
    features = rows("places/features.tsv")
    shown = [key_of(row[5].split("|")[0]) for row in features]
    assert len(shown) == len(set(shown)) >= 500
    for _, country, admin1, latitude, longitude, _ in features:
        assert not country or shipped().division(country), country
        assert not admin1 or shipped().division(admin1), admin1
        assert -90 <= float(latitude) <= 90
        assert -180 <= float(longitude) <= 180


def test_features_lie_near_the_division_they_name() -> None:
    from crossread.places.resolution import kilometres

    for kind, _, admin1, latitude, longitude, names in rows("places/features.tsv"):
        division = shipped().division(admin1) if admin1 else None
        if division is not None and kind == "site":
            apart = kilometres(float(latitude), float(longitude), division.latitude, division.longitude)
            assert apart < 420, names


def test_a_name_is_looked_up_whatever_its_accents_and_case() -> None:
    assert {entry.id for entry in look_up("SAINT PETERSBURG").candidates} & {"GN:498817"}
    assert look_up("Bogotá").candidates == look_up("Bogota").candidates


def test_adjectives_are_told_from_places() -> None:
    assert look_up("Afghan").adjective
    assert not look_up("Afghanistan").adjective
