"""How the statuses of claims are held against judgements of certainty. The sentences are invented."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.claim_certainty import run


def test_predicates_that_head_a_claim_are_judged(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    lines = [
        {"text": "Gunmen attacked a police post near Bamako on Monday .", "targets": [{"span1": [1, 2], "label": 3.0}]},
        {"text": "The army did not shell the town of Sund .", "targets": [{"span1": [4, 5], "label": -2.5}]},
        {"text": "The army will withdraw its troops from Sund .", "targets": [{"span1": [3, 4], "label": 2.0}]},
        {"text": "The moon rose over the hills .", "targets": [{"span1": [2, 3], "label": 3.0}]},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = run([path], None)
    assert (result.figures["carrying"], result.figures["targets"]) == (3, 4)
    assert (result.figures["not_happened_precision"], result.figures["not_happened_recall"]) == (0.5, 1.0)
    assert [item["targets"][0]["status"] for item in result.predictions] == ["happened", "denied", "planned"]
