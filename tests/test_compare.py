"""Comparison of invented reports."""

from __future__ import annotations

from itertools import permutations

import pytest

from crossread import Report, read_text
from crossread.compare import Incident, Joiner, acts_of, compare
from crossread.compare.closeness import overlap
from crossread.compare.tellings import Number

WIRE = """Air strikes kill 14 in Kafr Zita

An air strike killed 14 people in the town of Kafr Zita in Hama province, Syria, on Monday, the Northern Observatory
said. Government warplanes hit a bakery in the town, the Observatory said."""
CAMP = """Army strikes militant base in Hama

Syrian government warplanes struck a militant base in the town of Kafr Zita in Hama province on Monday, killing 40
militants, the Defence Ministry said."""
TOLL = """Death toll rises

Nineteen people were killed in Monday's air strike on a bakery in Kafr Zita in Syria's Hama province, the Northern
Observatory said on Tuesday."""
OTHER = """Shelling in Idlib

Shelling killed 14 people in the town of Ariha in Idlib province, Syria, on Monday, rescue workers said."""


def _unwrapped(text: str) -> str:
    """A text with its paragraphs on one line each."""
    return "\n\n".join(part.replace("\n", " ") for part in text.split("\n\n"))


def _report(text: str, published: str = "2016-05-03", outlet: str = "Example News") -> Report:
    return read_text(_unwrapped(text), published=published, outlet=outlet)


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {
        "camp": _report(CAMP, "2016-05-02", "State Voice"),
        "other": _report(OTHER, "2016-05-02"),
        "toll": _report(TOLL, "2016-05-03"),
        "wire": _report(WIRE, "2016-05-02", "Wire"),
    }


def _of(reports: dict[str, Report], *names: str) -> Incident | None:
    found = compare(reports).incidents
    return next((one for one in found if set(names) <= set(one.reports)), None)


def test_one_strike_told_by_opposing_camps_is_one_incident(reports: dict[str, Report]) -> None:
    incident = _of(reports, "wire", "camp")
    assert incident is not None
    assert incident.where is not None
    assert incident.where.name.startswith("Kafr Zita")
    assert incident.joins[0].closeness.reasons


def test_the_same_number_elsewhere_on_the_same_day_stays_apart(reports: dict[str, Report]) -> None:
    assert _of(reports, "other", "wire") is None
    assert _of(reports, "other", "toll") is None


def test_a_later_toll_of_the_same_source_is_an_update(reports: dict[str, Report]) -> None:
    incident = _of(reports, "wire", "toll")
    assert incident is not None
    values = {value.shown: value.update for row in incident.rows if row.field == "number" for value in row.values}
    assert values["14"] is False
    assert values["19"] is True


def test_numbers_of_two_classes_of_victims_are_never_one_row(reports: dict[str, Report]) -> None:
    incident = _of(reports, "wire", "camp")
    assert incident is not None
    for row in incident.rows:
        shown = {value.shown for value in row.values}
        assert not {"14", "40"} <= shown


def test_order_of_reports_does_not_matter(reports: dict[str, Report]) -> None:
    wanted = compare(reports)
    for names in permutations(reports):
        assert compare({name: reports[name] for name in names}) == wanted


def test_a_report_added_later_joins_as_it_would_have(reports: dict[str, Report]) -> None:
    joiner = Joiner.of(act for name in ("wire", "camp", "other") for act in acts_of(name, reports[name]))
    joiner.add(acts_of("toll", reports["toll"]))
    joined = [{act.report for act in group} for group in joiner.groups()]
    assert any({"wire", "toll"} <= names for names in joined)


def test_what_a_reviewer_keeps_apart_stays_apart(reports: dict[str, Report]) -> None:
    incident = _of(reports, "wire", "camp")
    assert incident is not None
    pairs = [(a.id, b.id) for a in incident.acts for b in incident.acts if a.id < b.id]
    found = compare(reports, apart=pairs).incidents
    assert not any(set(pair) <= {act.id for act in one.acts} for one in found for pair in pairs)


def test_two_strikes_of_one_report_stay_two() -> None:
    two = """An air strike killed six people in Kafr Zita in Hama province, Syria, on Monday, rescue workers said.
Another air strike killed nine people in Kafr Zita on Wednesday, they said."""
    acts = [act for act in acts_of("two", _report(two, "2016-05-05")) if act.kind == "violence"]
    joiner = Joiner.of([*acts, *acts_of("wire", _report(WIRE, "2016-05-02"))])
    days = {act.days for act in joiner.acts.values() if act.report == "two" and act.dated}
    assert len(days) == 2
    assert all(len([act for act in group if act.report == "two"]) <= 1 for group in joiner.groups())


def test_a_running_total_is_not_the_toll_of_an_incident() -> None:
    total = _report(
        "More than 300 people have been killed in Kafr Zita in Hama province, Syria, since January.", "2016-05-02"
    )
    comparison = compare({"total": total, "wire": _report(WIRE, "2016-05-02")})
    assert not comparison.incidents


def test_nothing_in_common_gives_no_incident() -> None:
    talks = _report("Ministers of Chad and Sudan met in Paris on Friday and agreed to reopen the border.", "2019-02-02")
    assert not compare({"talks": talks, "wire": _report(WIRE, "2016-05-02")}).incidents


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("exact", 34, 34, 34), ("more than", 30, 30, None), True),
        (("exact", 34, 34, 34), ("exact", 30, 30, 30), False),
        (("about", 50, 50, 50), ("exact", 53, 53, 53), True),
        (("at least", 40, 40, None), ("exact", 30, 30, 30), False),
        (("up to", None, 20, 20), ("exact", 12, 12, 12), True),
        (("between", 10, None, 15), ("exact", 12, 12, 12), True),
    ],
)
def test_hedges_decide_whether_two_numbers_can_both_be_true(one: tuple, other: tuple, meet: bool) -> None:  # type: ignore[type-arg]
    first, second = (
        Number(hedge=hedge, low=low, best=best, high=high, unit=None) for hedge, low, best, high in (one, other)
    )
    assert overlap(first, second) is meet
    assert overlap(second, first) is meet


def test_control_stands_as_each_side_claims_it() -> None:
    one = _report(
        "The Syrian army holds the town of Kafr Zita in Hama province, Syria, the Defence Ministry said on Monday."
    )
    other = _report("Islamic State controls the town of Kafr Zita in Hama province, Syria, activists said on Monday.")
    found = compare({"one": one, "other": other}).incidents
    rows = [row for incident in found for row in incident.rows if row.field == "control"]
    assert [sorted(value.shown for value in row.values) for row in rows] == [
        ["holds: Islamic State", "holds: Syrian army"]
    ]
    assert rows[0].contested


def test_terms_of_one_offer_stand_beside_each_other() -> None:
    told = "Rebel leader Karim Dost said on Monday that he was ready for talks with the government of Sudan in Juba, "
    one = _report(told + "but only if the siege of El Fasher is lifted.")
    other = _report(told + "provided that prisoners are freed first.")
    found = compare({"one": one, "other": other}).incidents
    rows = [row for incident in found for row in incident.rows if row.field == "terms"]
    assert len(rows) == 1
    assert len(rows[0].values) == 2
    assert not rows[0].contested
