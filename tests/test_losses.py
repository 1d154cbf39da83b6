from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.actors import find_actors
from crossread.actors.acronyms import find_acronyms
from crossread.claims import losses
from crossread.context import Reading
from crossread.quantities import find_quantities
from crossread.record import Claim, check_spans
from crossread.speech.attributions import find_attributions
from crossread.times import find_times
from tests.helpers import reading_of

CASES = re.split(r"^## ", (Path(__file__).parent / "cases" / "losses.md").read_text(encoding="utf-8"), flags=re.M)[1:]


def _read(text: str, *, headline: bool = False) -> tuple[Reading, tuple[Claim, ...]]:
    reading = reading_of(text, headline=headline)
    for name, find in (
        ("attributions", find_attributions),
        ("times", find_times),
        ("quantities", find_quantities),
        ("acronyms", find_acronyms),
        ("actors", find_actors),
    ):
        reading = Reading(msgspec.structs.replace(reading.report, **{name: find(reading)}), reading.folded)
    return reading, tuple(losses.claims_of(reading))


def _shown(reading: Reading, claim: Claim) -> str:
    told = reading.report.quantities[claim.quantity] if claim.quantity is not None else None
    number = f" {told.best:.0f} {told.hedge}" if told and told.best is not None else " -"
    victims = [one.text for one in claim.arguments if one.role in ("victim", "object")]
    parts = [f"{claim.type} {claim.status}{number}", victims[0] if victims else "-", claim.voice.kind]
    if claim.when is not None:
        parts.append("when " + reading.report.times[claim.when].spans[0].quote)
    parts += [f"{one.role} {one.text}" for one in claim.arguments if one.role in ("actor", "cause")]
    parts += ["background"] if claim.background else []
    parts += [f"told again {len(claim.mentions)}"] if claim.mentions else []
    return " | ".join(parts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_cases(case: str) -> None:
    body = case.partition("\n")[2]
    reading, claims = _read(re.sub(r"^- .+\n?", "", body, flags=re.M).strip())
    assert [_shown(reading, claim) for claim in claims] == re.findall(r"^- (.+)$", body, flags=re.M)


def test_the_words_shown_are_the_clause_without_its_speaker() -> None:
    _, claims = _read("Officials said the blast killed 12 people in Sund on Monday, the governor's aide added.")
    assert [span.quote for span in claims[0].spans] == ["the blast killed 12 people in Sund on Monday"]


def test_a_headline_told_again_in_the_body_is_a_mention() -> None:
    _, claims = _read("Blast Kills Six in Sund\n\nSix people were killed by a blast in Sund.", headline=True)
    assert [(claim.spans[0].quote[:3], len(claim.mentions)) for claim in claims] == [("Six", 1)]


def test_what_is_not_read_is_said() -> None:
    reading, claims = _read("In a room lay another five bodies. Two men were killed.")
    report = msgspec.structs.replace(reading.report, claims=claims)
    notice = losses.unread(Reading(report, reading.folded))
    assert notice is not None
    assert (notice.code, notice.count) == ("CR609", 1)
    assert [span.quote for span in notice.spans] == ["In a room lay another five bodies."]


def test_ids_are_unique() -> None:
    _, claims = _read(
        "A raid killed 12 soldiers, three civilians and a child and left 30 wounded and 14 dead, 3 of them boys."
    )
    assert len({claim.id for claim in claims}) == len(claims) > 4


WORDS = [
    "12 people",
    "a soldier",
    "were",
    "killed",
    "killing",
    "and",
    "30 wounded",
    "died",
    ".",
    ",",
    "the death toll rose to",
    "“",
    "said",
    "’s",
    "who",
    "\n\n",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_text_keeps_the_law_of_spans(words: list[str]) -> None:
    text = " ".join(words)
    _, claims = _read(text)
    check_spans(claims, text)
    assert len({claim.id for claim in claims}) == len(claims)


def test_reading_is_linear() -> None:
    _, claims = _read("the raid killed 12 people and wounded 30 others and " * 400)
    assert claims
