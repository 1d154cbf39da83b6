"""Sound reports stay quiet, planted flaws are found, and planting draws the same each time."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import alarms, plant, planted

REPORTS = Path(__file__).parents[1] / "benchmarks" / "reports"


def test_sound_reports_have_no_error_and_no_warning() -> None:
    figures = alarms.run([REPORTS], None).figures
    assert figures["reports"] == len(list(REPORTS.glob("*.txt")))
    assert (figures["e_per_100"], figures["w_per_report"]) == (0, 0)


def test_planted_flaws_are_found(tmp_path: Path) -> None:
    lines = plant.run([REPORTS], 8).predictions
    path = tmp_path / "planted.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    figures = planted.run([path], None).figures
    recall, false = figures["recall"], figures["false_per_report"]
    assert isinstance(recall, float)
    assert recall >= 0.9  # 0.98 when this was written
    assert isinstance(false, float)
    assert false <= 0.02  # none when this was written


def test_planting_draws_the_same_each_time_and_quotes_what_it_planted() -> None:
    lines = plant.run([REPORTS], None).predictions
    assert lines == plant.run([REPORTS], None).predictions
    families = {flaw["family"] for line in lines for flaw in line["flaws"]}
    assert families == set(plant.FAMILIES)
    for line in lines:
        for flaw in line["flaws"]:
            assert all(quote in f"{line['title']}\n\n{line['text']}" for quote in flaw["quotes"])


def test_a_familys_codes_are_told_by_its_name() -> None:
    assert planted.codes_of("second_expansion") == {"NM01", "NM05"}
    assert planted.codes_of("Headline number") == {"NU02"}
    assert planted.codes_of("TM03") == {"TM03"}
    assert planted.codes_of("something else") == frozenset()
