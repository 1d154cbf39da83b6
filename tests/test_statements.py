"""Statements and their voices. All texts are invented; most stand in ``cases/statements.md``."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from crossread.claims import FAMILIES, make_claims
from crossread.claims.common import voice_of
from crossread.context import Reading
from crossread.record import Claim, Voice, claim_id
from crossread.speech.attributions import find_attributions
from crossread.speech.voices import is_named, name_and_office
from tests.helpers import reading_of

CASES = re.split(r"^## ", (Path(__file__).parent / "cases" / "statements.md").read_text(encoding="utf-8"), flags=re.M)[
    1:
]


def reading_with_speech(text: str, *, headline: bool = False) -> Reading:
    reading = reading_of(text, headline=headline)
    return Reading(msgspec.structs.replace(reading.report, attributions=find_attributions(reading)), reading.folded)


def statements(text: str, *, headline: bool = False) -> tuple[Claim, ...]:
    found = make_claims(reading_with_speech(text, headline=headline))
    return tuple(claim for claim in found if claim.family == "statements")


def voice_shown(voice: Voice) -> str:
    if not voice.chain:
        return voice.kind
    first, *others = voice.chain
    office = f" ({first.office})" if first.office else ""
    venue = f", {first.venue}" if first.venue else ""
    return " < ".join([f"{voice.kind}: {first.name}{office}{venue}", *(source.name for source in others)])


def shown(claim: Claim) -> str:
    words = " … ".join(span.quote for span in claim.spans)
    return " | ".join([claim.type, voice_shown(claim.voice), claim.status, claim.stance or "", words]).replace(
        "|  |", "| |"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_cases(case: str) -> None:
    body = case.partition("\n")[2]
    text = re.sub(r"^- .+\n?", "", body, flags=re.M).strip()
    headline = text.startswith("# ")
    found = statements(text.removeprefix("# ").replace("\n", "\n\n", 1) if headline else text, headline=headline)
    assert [shown(claim) for claim in found] == re.findall(r"^- (.+)$", body, flags=re.M)


def test_a_quotation_in_the_headline_is_a_mention_of_the_one_in_the_body() -> None:
    text = "Lund: “The bridge is gone”\n\nKaro Lund said, “The bridge is gone and the road is cut.”"
    (claim,) = statements(text, headline=True)
    assert [span.quote for span in claim.mentions[0].spans] == ["The bridge is gone"]


def test_the_hearer_is_an_argument() -> None:
    (claim,) = statements("Karo Lund told reporters that the bridge was gone.")
    assert [(argument.role, argument.text) for argument in claim.arguments] == [("addressee", "reporters")]


def test_ids_are_those_of_text_family_and_spans() -> None:
    reading = reading_with_speech("“The bridge is gone,” Karo Lund said.")
    (claim,) = make_claims(reading)
    assert claim.id == claim_id(reading.report.page.text_sha256, "statements", claim.spans)


def test_the_venue_holds_for_the_same_speaker_in_the_same_sentence() -> None:
    text = "In an interview with the Daily, she said the army was weak, which she said was known to all."
    assert {source.venue for claim in statements(text) for source in claim.voice.chain} == {
        "an interview with the Daily"
    }


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("road was cut", "named"),
        ("shells fell", "narrator"),
        ("bridge fell", "unnamed"),
        ("a school burned", "none"),
    ],
)
def test_voice_of_any_stretch(words: str, kind: str) -> None:
    text = (
        "On Monday shells fell. Karo Lund said the road was cut and two men were hurt. "
        "The bridge fell at dawn, according to aid workers. Reportedly a school burned."
    )
    reading = reading_with_speech(text)
    start = reading.folded.text.index(words)
    assert voice_of(reading, start, start + len(words)).kind == kind


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Karo Lund, a spokesman for the governor", ("Karo Lund", "a spokesman for the governor")),
        ("a spokesman, Karo Lund", ("Karo Lund", "a spokesman")),
        ("spokesman Karo Lund", ("Karo Lund", "spokesman")),
        ("Mira Tolan, 63", ("Mira Tolan", None)),
        ("Ato Reys, head of the Front (NF), the main group", ("Ato Reys", "head of the Front (NF), the main group")),
        ("two officials", ("two officials", None)),
    ],
)
def test_name_and_office(words: str, expected: tuple[str, str | None]) -> None:
    assert name_and_office(words) == expected


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("the Taliban", True),
        ("Afghan officials", False),
        ("Police", False),
        ("the commander of the U.N. mission", False),
        ("the Defense Ministry", True),
        ("al-Shabaab", True),
        ("he", False),
        ("Gen. Ana Reyes", True),
    ],
)
def test_is_named(words: str, named: bool) -> None:
    assert is_named(words) is named


def test_families_are_named_once_and_statements_come_last() -> None:
    names = [name for name, _ in FAMILIES]
    assert len(names) == len(set(names))
    assert names[-1] == "statements"
