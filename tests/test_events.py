"""Events on invented texts: every claim of a text, and none besides."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import crossread
from crossread.record import Claim, Report

CASES = Path(__file__).parent / "cases" / "events.md"


@cache
def cases() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Text and expected claims of each case by its title."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for part in CASES.read_text("utf-8").split("\n## ")[1:]:
        title, *lines = part.strip().splitlines()
        text = " ".join(line for line in lines if line and not line.startswith("- "))
        found[title] = (text, tuple(line[2:] for line in lines if line.startswith("- ") and line != "- none"))
    return found


def parts_of(report: Report, claim: Claim) -> set[str]:
    """All that a claim says, in the words of the cases."""
    parts = {f"{argument.role}: {argument.text}" for argument in claim.arguments}
    if claim.quantity is not None:
        best = report.quantities[claim.quantity].best
        parts.add(f"number: {best:.0f}" if best is not None else "number")
    if claim.when is not None:
        parts.add(f"when: {report.times[claim.when].spans[0].quote}")
    if claim.place is not None:
        parts.add(f"place: {report.places[claim.place].name}")
    return parts | ({"background"} if claim.background else set())


@pytest.mark.parametrize("title", list(cases()))
def test_events(title: str) -> None:
    text, expected = cases()[title]
    report = crossread.read_text(text)
    claims = [claim for claim in report.claims if claim.family == "events"]
    assert [f"{claim.type} {claim.status}" for claim in claims] == [line.partition(" | ")[0] for line in expected]
    for claim, line in zip(claims, expected, strict=True):
        asked = set(line.split(" | ")[1:])
        assert asked <= parts_of(report, claim), f"{asked - parts_of(report, claim)} of {parts_of(report, claim)}"


def test_spans_show_the_clause() -> None:
    report = crossread.read_text(
        "In recent days, militants managed to take over several checkpoints and cut off the road."
    )
    shown = [" … ".join(span.quote for span in claim.spans) for claim in report.claims if claim.family == "events"]
    assert shown == ["militants managed to take over several checkpoints", "cut off the road"]
    assert [report.times[claim.when].spans[0].quote for claim in report.claims if claim.when is not None] == [
        "recent days",
        "recent days",
    ]


def test_told_again_is_a_mention() -> None:
    text = "Rebels seized the dam near Orsa. Residents fled on foot. The seizure of the dam by rebels shocked them."
    claims = [claim for claim in crossread.read_text(text).claims if claim.family == "events"]
    assert [(claim.type, len(claim.mentions)) for claim in claims] == [("seizure", 1)]


def test_nothing_by_rules_alone() -> None:
    report = crossread.read_text("Rebels seized the dam.", rules_only=True)
    assert not [claim for claim in report.claims if claim.family == "events"]
