"""How the benchmarks compare claims. All texts are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import passages, seed
from benchmarks._claims import occurrences, overlap, same_kind, score
from crossread import read_text

TEXT = (
    "The bridge at Orvel fell on Monday. “The bridge is gone,” Karo Lund told Reuters. Please enter your comment here."
)
QUOTATION: dict[str, Any] = {
    "family": "statements",
    "voice": {"kind": "named", "name": "Lund", "venue": "Reuters"},
    "status": "ongoing",
    "values": {"type": "quotation"},
    "quote": "The bridge is gone,",
}


def item(**changes: Any) -> dict[str, Any]:
    return {"text": TEXT, "claims": [QUOTATION | changes], "forbidden": ["Please enter your comment here."]}


def test_a_claim_right_in_all_it_says() -> None:
    (match,) = score(read_text(TEXT), item()).matches
    assert match.all_right


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"voice": {"kind": "named", "name": "Tolan"}}, "voice"),
        ({"voice": {"kind": "unnamed", "name": "Lund"}}, "voice"),
        ({"voice": {"kind": "named", "name": "Lund", "venue": "AFP"}}, "voice"),
        ({"status": "denied"}, "status"),
        ({"values": {"type": "threat"}}, "kind"),
        ({"values": {"type": "quotation", "number": 12}}, "values"),
        ({"values": {"type": "quotation", "place": "Orvel"}}, "values"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], wrong: str) -> None:
    (match,) = score(read_text(TEXT), item(**changes)).matches
    assert [part for part, right in match.right.items() if not right] == [wrong]


@pytest.mark.parametrize("changes", [{"family": "losses"}, {"quote": "The bridge at Orvel fell on Monday."}])
def test_another_family_or_other_words_do_not_meet(changes: dict[str, Any]) -> None:
    (match,) = score(read_text(TEXT), item(**changes)).matches
    assert match.claim is None


def test_one_claim_meets_one_row() -> None:
    twice = {"text": TEXT, "claims": [QUOTATION, QUOTATION]}
    assert [match.claim is not None for match in score(read_text(TEXT), twice).matches] == [True, False]


def test_figures_of_a_file_of_passages(tmp_path: Path) -> None:
    path = tmp_path / "passages.jsonl"
    path.write_text(json.dumps(item()) + "\n", encoding="utf-8")
    result = passages.run([path], None)
    assert result.figures["recall"] == result.figures["voice"] == result.figures["values"] == 1.0
    assert result.figures["forbidden"] == 0
    assert result.predictions[0]["text"] == TEXT
    assert QUOTATION["quote"] in [claim["quote"] for claim in result.predictions[0]["claims"]]


def test_predictions_are_in_the_form_of_the_gold(tmp_path: Path) -> None:
    first, second = tmp_path / "gold.jsonl", tmp_path / "own.jsonl"
    first.write_text(json.dumps(item()) + "\n", encoding="utf-8")
    predicted = passages.run([first], None).predictions
    second.write_text("".join(json.dumps(one) + "\n" for one in predicted), encoding="utf-8")
    figures = passages.run([second], None).figures
    assert (figures["recall"], figures["precision"], figures["status"]) == (1.0, 1.0, 1.0)


def test_defects_beside_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps(item()) + "\n", encoding="utf-8")
    defects = [
        {"defect": 1, "check": "PG99", "quotes": ["Please enter"], "wrong": ""},
        {"defect": 2, "check": None, "quotes": [], "wrong": ""},
    ]
    (tmp_path / "defects.jsonl").write_text("".join(json.dumps(one) + "\n" for one in defects), encoding="utf-8")
    figures = seed.run([path], None).figures
    assert (figures["claims_right"], figures["defects_found"]) == (1, 0)


def test_words_left_out_of_a_quote() -> None:
    assert occurrences("a b c d", "a … d") == [((0, 1), (6, 7))]
    assert occurrences("a b c", "a … z") == []


def test_overlap_is_a_share_of_the_shorter() -> None:
    assert overlap([(0, 10)], [(5, 25)]) == 0.5


def test_same_kind() -> None:
    assert same_kind("siege", "siege or cut road")
    assert not same_kind("siege", "attack")
