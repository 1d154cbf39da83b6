"""Losses, control, strength, talks and statements, through the public reader, on invented passages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import crossread
from benchmarks._claims import Scored, score
from crossread.record import Report, check_spans

FOLDER = Path(__file__).parent / "cases" / "claims"
FAMILIES = ("losses", "control", "strength", "talks", "statements")

# Passages whose reading hangs on a slip of the parse or of who speaks; the share of claims right in all they say.
FLOORS = {"losses": 1.0, "control": 0.94, "strength": 0.84, "talks": 0.9, "statements": 0.9}


def _passages(family: str) -> list[dict[str, Any]]:
    lines = (FOLDER / f"{family}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _scored(family: str, item: dict[str, Any]) -> Scored:
    report = crossread.read_text(item["text"])
    check_spans(report.claims, report.page.text)
    own = tuple(claim for claim in report.claims if claim.family == family)
    return score(msgspec.structs.replace(report, claims=own), item)


@pytest.mark.parametrize("family", FAMILIES)
def test_invented_passages(family: str) -> None:
    scored = [_scored(family, item) for item in _passages(family)]
    matches = [match for one in scored for match in one.matches]
    right = sum(match.all_right for match in matches)
    assert right / len(matches) >= FLOORS[family]
    assert not [claim.spans for one in scored for claim in one.forbidden]
    assert not [claim.spans for one in scored for claim in one.extra]


@pytest.mark.parametrize("family", ["control", "strength", "talks"])
def test_without_a_parse_there_are_none(family: str) -> None:
    text = " ".join(item["text"] for item in _passages(family))
    assert not [claim for claim in crossread.read_text(text, rules_only=True).claims if claim.family == family]


def _of(text: str, family: str) -> Report:
    report = crossread.read_text(text)
    return msgspec.structs.replace(report, claims=tuple(one for one in report.claims if one.family == family))


def test_a_condition_makes_an_offer_conditional_and_is_shown() -> None:
    (claim,) = _of("The rebels said they were ready for talks, but only if the army left the port.", "talks").claims
    assert (claim.type, claim.status) == ("offer", "conditional")
    assert [one.text for one in claim.arguments if one.role == "condition"] == ["only if the army left the port"]
    assert claim.spans[0].quote.endswith("only if the army left the port")


def test_who_demands_is_the_voice_unless_somebody_else_tells_of_it() -> None:
    (own,) = _of("The rebels demanded the release of all prisoners.", "talks").claims
    (told,) = _of("The rebels demanded the release of all prisoners, two diplomats said.", "talks").claims
    assert [source.name for source in own.voice.chain] == ["rebels"]
    assert [source.name for source in told.voice.chain] == ["two diplomats"]
    assert "rebels" not in own.spans[0].quote


def test_a_quotation_is_a_statement_and_no_offer_besides() -> None:
    report = crossread.read_text("“We are ready for talks with the army,” rebel leader Tash Umar said on Monday.")
    assert [(claim.family, claim.type) for claim in report.claims] == [("statements", "quotation")]


def test_a_count_of_villages_is_control_and_an_act_at_a_time_is_an_event() -> None:
    report = crossread.read_text("Rebels have seized some 70 villages. Rebels seized the town of Homs on Monday.")
    assert [claim.family for claim in report.claims] == ["control", "events"]


def test_no_longer_holding_is_denied() -> None:
    (claim,) = _of("Government troops no longer control the airport at Idlib.", "control").claims
    assert (claim.type, claim.status) == ("holds", "denied")
