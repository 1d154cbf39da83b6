"""What a report tells again of its act, and reports that lead with one thing. All texts are invented."""

from __future__ import annotations

import crossread
from crossread.compare import compare
from crossread.compare.acts import Act, acts_of
from crossread.compare.closeness import overlap, place_agrees
from crossread.compare.tellings import Number, Where

ONE = """Air strike on Husavik market kills 50

An air strike hit the market in Husavik on Monday, killing 50 people, the Northern Observatory said.

Smoke rose over the harbour for hours. The attack killed 58 people, Island Rights Watch said later.
"""
TWO = """Strikes on two towns

An air strike hit the market in Husavik on Monday, killing 50 people, the Northern Observatory said.

The attack in Akureyri on Tuesday killed seven people, the mayor said.
"""


def _violence(text: str) -> list[Act]:
    report = crossread.read_text(text, published="2024-03-06")
    return [act for act in acts_of("r", report) if act.kind == "violence"]


def _tolls(act: Act) -> set[float]:
    return {one.number.best for one in act.tellings if one.number is not None and one.number.best is not None}


def test_a_definite_noun_without_place_and_day_means_the_act_told_before() -> None:
    assert any({50, 58} <= _tolls(act) for act in _violence(ONE))


def test_an_attack_with_a_place_and_a_day_of_its_own_is_another_act() -> None:
    acts = _violence(TWO)
    assert not any({50, 7} <= _tolls(act) for act in acts)
    assert any(7 in _tolls(act) for act in acts)


def test_a_report_leads_with_one_act_at_most() -> None:
    assert [act.leads for act in _violence(TWO)].count(True) == 1


def test_two_sources_of_one_report_on_one_act_differ() -> None:
    report = crossread.read_text(ONE, published="2024-03-06")
    found = [found for incident in compare({"r": report}).disputed for _, found in incident.differences]
    assert any({one.one.shown, one.other.shown} == {"50", "58"} for one in found)


def test_nearly_is_a_tenth_less() -> None:
    nearly = Number(low=None, best=70, high=70, hedge="nearly", unit="children")
    assert overlap(nearly, Number(low=68, best=68, high=68, hedge="exact", unit="children"))
    assert not overlap(nearly, Number(low=75, best=75, high=75, hedge="exact", unit="children"))


def _where(name: str, admin1: str, latitude: float) -> Where:
    return Where(
        name=name, entry=f"x:{name}", country="IS", admin1=admin1, latitude=latitude, longitude=-17.0, precision=1
    )


def test_a_town_with_its_provinces_name_may_stand_for_the_province() -> None:
    town, village = _where("Orsa", "Orsa Province", 65.0), _where("Sund", "Orsa Province", 65.5)
    assert place_agrees(town, village) is not None
    assert place_agrees(_where("Mora", "Orsa Province", 65.0), village) is None
    assert place_agrees(town, _where("Sund", "Dal Province", 65.5)) is None


def test_violence_that_goes_on_is_no_incident() -> None:
    text = "War in the north\n\nGovernment forces are shelling Husavik from the hills, residents said."
    other = "The siege\n\nGovernment forces are shelling Husavik, and food is scarce, an aid worker said."
    reports = {name: crossread.read_text(words, published="2024-03-06") for name, words in (("a", text), ("b", other))}
    assert any(act.kind == "violence" for act in acts_of("a", reports["a"]))
    assert not compare(reports).incidents
