"""The benchmark of checks between reports: what it plants, and that it tells found from missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.planted_case import cases_of, run

# Invented.
REPORT = (
    "Shells hit market in Dorvan\n\nDORVAN, March 12, 2023 (Norland Press) - Shells that struck the crowded market of "
    "Dorvan on Sunday morning left 24 people killed, the regional health office said.\n\nRescue workers pulled bodies "
    "from under collapsed stalls until nightfall, and the fire brigade of Sall sent four engines.\n"
)


def test_what_is_planted_stands_in_the_copy_alone() -> None:
    cases = {case.kind: case for case in cases_of(REPORT)}
    assert set(cases) == {"block", "turned", "otherwise", "alike"}
    for kind in ("block", "turned", "otherwise"):
        case = cases[kind]
        assert case.words in case.texts["copy"][0]
        assert case.words not in case.texts["wire"][0]
    assert "24 people wounded" in cases["turned"].texts["copy"][0]
    assert cases["alike"].words == ""


def test_a_report_without_a_number_of_dead_has_room_for_a_block_alone() -> None:
    assert [case.kind for case in cases_of("Rain\n\nIt rained in Tessan.\n")] == ["block"]


def test_a_check_that_finds_nothing_scores_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.txt").write_text(REPORT, encoding="utf-8")
    found = run([tmp_path], None).figures
    assert (found["cases"], found["recall_turned"], found["recall_otherwise"]) == (4, 1.0, 1.0)
    assert found["false_per_case"] == 0.0
    monkeypatch.setattr("benchmarks.planted_case.run_case_checks", lambda *_: ())
    assert run([tmp_path], None).figures["recall"] == 0.0
