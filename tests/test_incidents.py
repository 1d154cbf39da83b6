"""How incidents are scored, and mapped from claims. All texts and keys are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks._incidents import templates_of
from benchmarks._muc import SLOTS, Fill, Template, read_fill, read_key, written
from benchmarks._muc_score import Score, align, best_pairs, credit, match
from benchmarks.incidents import run
from crossread import read_text

KEY = """;;; invented
0.  MESSAGE: ID                     DEV-MUC3-9001
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  (03 FEB 91) / (- 03 FEB 91)
3.  INCIDENT: LOCATION              PERU: LIMA (CITY)
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
9.  PERP: INDIVIDUAL ID             "GUERRILLAS" /
                                    "A GROUP OF GUERRILLAS"
10. PERP: ORGANIZATION ID           "RED DAWN" / "RD"
11. PERP: ORGANIZATION CONFIDENCE   SUSPECTED OR ACCUSED / POSSIBLE: "RED DAWN" / "RD"
12. PHYS TGT: ID                    "\\"EL SOL\\" BANK" / "BANK"
                                    ? "NEARBY SHOPS"
19. HUM TGT: DESCRIPTION            "PASSERS-BY"
23. HUM TGT: EFFECT OF INCIDENT     INJURY: "PASSERS-BY"

0.  MESSAGE: ID                     DEV-MUC3-9001
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
4.  INCIDENT: TYPE                  KIDNAPPING
19. HUM TGT: DESCRIPTION            "MAYOR"

0.  MESSAGE: ID                     DEV-MUC3-9002
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *
"""
STORY = (
    "   LIMA, 4 FEB 91 (EFE) -- [TEXT] GUERRILLAS OF THE RED DAWN ARMED MOVEMENT (RDM) KIDNAPPED MAYOR PEDRO ALMEYDA "
    "IN HUANTA ON 3 FEBRUARY.  POLICE SAID UNIDENTIFIED MEN KILLED THREE PEASANTS IN AYACUCHO."
)
TEXT = f"""DEV-MUC3-9001

{STORY}

DEV-MUC3-9002

   LIMA, 4 FEB 91 (EFE) -- [TEXT] THE CONGRESS APPROVED THE BUDGET.
"""


def test_keys_are_read() -> None:
    first, second = read_key(KEY)["DEV-MUC3-9001"]
    assert read_key(KEY)["DEV-MUC3-9002"] == []
    assert (first.optional, second.optional) == (False, True)
    assert first.fills[2] == [Fill(values=("03 FEB 91", "- 03 FEB 91"))]
    assert first.fills[9] == [Fill(strings=("GUERRILLAS", "A GROUP OF GUERRILLAS"))]
    assert first.fills[11] == [Fill(values=("SUSPECTED OR ACCUSED", "POSSIBLE"), strings=("RED DAWN", "RD"))]
    assert first.fills[12] == [
        Fill(strings=('"EL SOL" BANK', "BANK")),
        Fill(strings=("NEARBY SHOPS",), optional=True),
    ]


def test_what_is_written_is_read_again() -> None:
    templates = read_key(KEY)["DEV-MUC3-9001"][:1]
    assert read_key(written(templates))["DEV-MUC3-9001"] == templates


def test_a_key_scores_full_marks_against_itself() -> None:
    score = Score()
    for templates in read_key(KEY).values():
        score.add(templates, [template for template in templates if not template.optional])
    assert (score.total.recall, score.total.precision) == (1.0, 1.0)
    assert (score.organisations, score.confidences, score.facts) == (1, 1, 0)


def test_what_is_missing_and_spurious_is_counted_in_all_slots() -> None:
    (key, optional) = read_key(KEY)["DEV-MUC3-9001"]
    score = Score()
    score.add([key, optional], [Template("x", {4: [Fill(values=("ARSON",))], 5: [Fill(values=("ACCOMPLISHED",))]})])
    assert (score.total.credit, score.total.given) == (0, 2)
    assert score.total.possible == sum(not fill.optional for fills in key.fills.values() for fill in fills)


@pytest.mark.parametrize(
    ("slot", "wanted", "given", "expected"),
    [
        (4, "BOMBING", "BOMBING", 1.0),
        (4, "BOMBING", "ATTACK", 0.5),
        (4, "BOMBING", "KIDNAPPING", 0.0),
        (12, '"PRESIDENTIAL FARM"', '"THE PRESIDENTIAL FARM"', 1.0),
        (12, '"PRESIDENTIAL FARM"', '"FARM"', 1.0),
        (12, '"PRESIDENTIAL FARM"', '"FARM WORKERS"', 0.5),
        (12, '"PRESIDENTIAL FARM"', '"BANK"', 0.0),
        (23, 'DEATH: "JESUITS"', 'DEATH: "JESUITS"', 1.0),
        (23, 'DEATH: "JESUITS"', 'DEATH: "SOLDIERS"', 0.5),
        (23, 'DEATH: "JESUITS"', 'INJURY: "JESUITS"', 0.0),
        (21, '~30: "MEN"', '30: "MEN"', 1.0),
        (2, "03 FEB 91", "03 FEB 91", 1.0),
        (2, "- 10 FEB 91", "03 FEB 91", 0.5),
        (2, "01 FEB 91 - 05 FEB 91", "03 FEB 91", 0.5),
        (2, "03 FEB 91", "04 FEB 91", 0.0),
        (3, "PERU: LIMA (CITY)", "PERU: LIMA (DEPARTMENT)", 1.0),
        (3, "PERU: LIMA (CITY)", "PERU", 0.5),
        (3, "PERU: LIMA (CITY)", "CHILE", 0.0),
    ],
)
def test_credit(slot: int, wanted: str, given: str, expected: float) -> None:
    key, response = read_fill(slot, wanted), read_fill(slot, given)
    assert key is not None
    assert response is not None
    assert credit(slot, key, response) == expected


def test_optional_fills_count_only_where_met() -> None:
    wanted = [Fill(strings=("BANK",)), Fill(strings=("SHOPS",), optional=True)]
    assert match(12, wanted, [Fill(strings=("BANK",))]) == {0: (1.0, 0)}
    assert set(match(12, wanted, [Fill(strings=("SHOPS",)), Fill(strings=("BANK",))])) == {0, 1}


def test_pairs_are_the_best_together() -> None:
    worth = [[3.0, 2.0], [2.0, 0.0]]
    assert best_pairs(2, 2, lambda row, column: worth[row][column]) == {0: 1, 1: 0}
    assert best_pairs(1, 3, lambda _, column: float(column)) == {0: 2}
    assert best_pairs(2, 1, lambda *_: 0.0) == {}
    assert best_pairs(0, 2, lambda *_: 1.0) == {}


def test_a_response_of_the_same_type_about_others_stands_for_no_key() -> None:
    key = Template("x", {4: [Fill(values=("BOMBING",))], 12: [Fill(strings=("BANK",))]})
    other = Template("x", {4: [Fill(values=("BOMBING",))], 12: [Fill(strings=("SCHOOL",))]})
    same = Template("x", {4: [Fill(values=("ATTACK",))], 12: [Fill(strings=("BANK",))]})
    assert align([key], [other]) == {}
    assert align([key], [other, same]) == {0: 1}


def test_claims_become_templates() -> None:
    templates = templates_of("m", read_text(STORY))
    assert [one.fills[4][0].values[0] for one in templates] == ["KIDNAPPING", "ATTACK"]
    kidnapping, attack = templates
    assert kidnapping.fills[2] == [Fill(values=("03 FEB 91",))]
    assert any("RED DAWN ARMED MOVEMENT" in name for name in kidnapping.fills[10][0].strings)
    assert kidnapping.fills[11][0].values == ("REPORTED AS FACT",)
    assert "PEDRO ALMEYDA" in kidnapping.fills[18][0].strings
    assert attack.fills[21] == [Fill(values=("3",), strings=("PEASANTS",))]
    assert attack.fills[23] == [Fill(values=("DEATH",), strings=("PEASANTS",))]


def test_the_benchmark_reads_texts_and_keys(tmp_path: Path) -> None:
    (tmp_path / "dev-muc3-9001").write_text(TEXT)
    (tmp_path / "key-dev-9001.muc4").write_text(KEY)
    figures = run([tmp_path], None).figures
    assert (figures["messages"], figures["templates"]) == (2, 1)
    assert {f"f_{name}" for name in SLOTS.values()} <= set(figures)
