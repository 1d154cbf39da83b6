"""What joins the claims of one report: acts and their losses, totals and parts, retellings, and how sure each is."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

import crossread
from crossread.claims.confidence import STEPS, rated
from crossread.claims.retelling import retold
from crossread.claims.unread import unread_of
from crossread.context import Reading
from crossread.record import Claim, Report, Voice, check_spans


@cache
def _read(text: str) -> Report:
    return crossread.read_text(text)


def _claims(text: str, family: str, kind: str | None = None) -> list[Claim]:
    return [claim for claim in _read(text).claims if claim.family == family and kind in (None, claim.type)]


def _words(claim: Claim) -> str:
    return " … ".join(span.quote for span in claim.spans)


def _number(text: str, claim: Claim) -> float | None:
    return _read(text).quantities[claim.quantity].best if claim.quantity is not None else None


# Acts and their losses

LINKED = [
    "Twelve soldiers were killed in airstrikes on Sund on Monday.",
    "Army shells hit a market in Sund on Friday, killing 12 people.",
    "Army shells hit a market in Sund on Friday. Twelve people were killed.",
    "A bomb exploded near the mosque in Sund. Nine people were wounded in the blast, a doctor said.",
]


@pytest.mark.parametrize("text", LINKED)
def test_losses_name_the_act_they_belong_to(text: str) -> None:
    events = {claim.id for claim in _claims(text, "events")}
    losses = _claims(text, "losses")
    assert losses
    assert all(claim.event in events for claim in losses)


APART = [
    "Army shells hit a market in Sund on Friday. In Orvel, 12 people were killed.",
    "Army shells hit a market in Sund. Another 12 people were killed on the road to Orvel.",
    "Army shells hit a market in Sund. More than 4,000 people have been killed since the war began.",
    "The two sides met in Orvel for talks. Twelve people were killed.",
]


@pytest.mark.parametrize("text", APART)
def test_losses_of_another_matter_name_no_act(text: str) -> None:
    losses = _claims(text, "losses")
    assert losses
    assert all(claim.event is None for claim in losses)


def test_time_and_place_pass_to_losses_inside_one_sentence_alone() -> None:
    one = "Army shells hit a market in Sund on Friday, killing 12 people."
    two = "Army shells hit a market in Sund on Friday. Twelve people were killed."
    assert _claims(one, "losses")[0].when is not None
    assert _claims(two, "losses")[0].when is None


# Totals and their parts


def test_a_subtotal_names_its_total() -> None:
    text = "At least 12 people, including three children, were killed in Sund."
    total, part = _claims(text, "losses")
    assert (total.part_of, part.part_of) == (None, total.id)


def test_some_of_the_dead_are_part_of_the_dead() -> None:
    text = "Twelve people were killed in Sund. Five of the dead were women."
    total, part = _claims(text, "losses", "killed")
    assert part.part_of == total.id


def test_fewer_elsewhere_are_no_part() -> None:
    text = "Twelve people were killed in Sund. Five people were killed in Orvel."
    assert [claim.part_of for claim in _claims(text, "losses")] == [None, None]


# Told again


def test_another_number_by_another_voice_for_one_act_retells_it() -> None:
    text = (
        "Army shells hit a market in Sund on Friday, killing 12 people, the Northern Rights Monitor said. "
        "The Northern Front put the death toll at 20."
    )
    one, other = _claims(text, "losses", "killed")
    assert (_number(text, one), _number(text, other)) == (12, 20)
    assert (one.retells, other.retells) == ((other.id,), (one.id,))


def test_a_denial_retells_what_it_denies() -> None:
    text = (
        "The Northern Front said it had killed 30 soldiers in Sund on Monday. "
        "The army denied that 30 of its soldiers had been killed in Sund."
    )
    said, denied = _claims(text, "losses", "killed")
    assert (said.status, denied.status) == ("happened", "denied")
    assert [claim.voice.chain[0].name for claim in (said, denied)] == ["Northern Front", "army"]
    assert (said.retells, denied.retells) == ((denied.id,), (said.id,))


def test_other_incidents_do_not_retell_one_another() -> None:
    text = (
        "Twelve people were killed in Sund on Monday, a doctor said. Nine people were killed in Orvel, the army said."
    )
    assert [claim.retells for claim in _claims(text, "losses")] == [(), ()]


def test_a_large_number_told_again_by_one_voice_is_a_mention() -> None:
    text = (
        "Forty villagers were killed in the raid on Sund. The raid, in which 40 villagers were killed, began at dawn."
    )
    (claim,) = _claims(text, "losses")
    assert len(claim.mentions) == 1


def test_a_paragraph_that_stands_twice_is_told_once() -> None:
    sentence = "Three farmers were killed on the road to Orvel on Monday."
    (claim,) = _claims(f"{sentence}\n\nThe road was closed.\n\n{sentence}", "losses")
    assert len(claim.mentions) == 1


def test_retellings_do_not_depend_on_the_order_of_the_families() -> None:
    report = _read(LINKED[1])
    reading = Reading.of(report)
    assert sorted(retold(reading, report.claims), key=lambda claim: claim.id) == sorted(
        retold(reading, tuple(reversed(report.claims))), key=lambda claim: claim.id
    )


def test_joined_claims_keep_the_law_of_spans() -> None:
    for text in (*LINKED, *APART):
        report = _read(text)
        check_spans(report.claims, report.page.text)
        ids = {claim.id for claim in report.claims}
        assert all(
            {*claim.retells, claim.event or claim.id, claim.part_of or claim.id} <= ids for claim in report.claims
        )


# How sure


def test_a_voice_that_was_not_found_makes_a_claim_unsure() -> None:
    report = _read(LINKED[0])
    claim = replace(report.claims[0], voice=Voice(kind="unknown"), confidence="high")
    assert rated(Reading.of(report), [claim])[0].confidence == "low"


def test_doubts_never_make_a_claim_surer() -> None:
    for text in (*LINKED, *APART):
        report = _read(text)
        for step in STEPS:
            given = [replace(claim, confidence=step) for claim in report.claims]
            found = rated(Reading.of(report), given)
            assert all(STEPS.index(claim.confidence) <= STEPS.index(step) for claim in found)


# What is left unread


def test_a_word_for_an_event_without_a_claim_is_said() -> None:
    report = _read("Rebels attacked a convoy near Sund. The council met.")
    (notice,) = unread_of(Reading.of(replace(report, claims=())))
    assert (notice.code, notice.count) == ("CR609", 1)
    assert [span.quote for span in notice.spans] == ["Rebels attacked a convoy near Sund."]


def test_where_claims_are_read_nothing_is_said_to_be_missing() -> None:
    assert not [notice for notice in _read(LINKED[1]).notices if notice.code == "CR609"]
