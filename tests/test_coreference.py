from __future__ import annotations

import re
from pathlib import Path

import pytest

from crossread import read_text
from crossread.actors import find_actors
from crossread.actors.acronyms import find_acronyms
from crossread.context import Reading
from crossread.coreference import resolve_actors
from crossread.record import Actor, check_spans
from crossread.speech.attributions import find_attributions
from tests.helpers import reading_of

CASES = re.split(r"^## ", (Path(__file__).parent / "cases" / "coreference.md").read_text("utf-8"), flags=re.M)[1:]


def _resolved(text: str) -> tuple[Actor, ...]:
    reading = reading_of(text)
    reading = reading.having(attributions=find_attributions(reading), acronyms=find_acronyms(reading))
    return resolve_actors(reading, find_actors(reading))


def _joined(actor: Actor) -> list[str]:
    """Mentions that are no plain names, in reading order."""
    found = [
        (span.start, f"{span.quote if name.form == 'description' else name.text} ({name.confidence})")
        for name in actor.names
        if name.form in ("description", "pronoun")
        for span in name.spans
    ]
    return [shown for _, shown in sorted(found)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_cases(case: str) -> None:
    body = case.partition("\n")[2]
    text = re.sub(r"^[-/] .+\n?", "", body, flags=re.M).strip()
    actors = _resolved(text)
    names = {actor.name: actor for actor in actors}
    by_id = {actor.id: actor.name for actor in actors}
    for line in re.findall(r"^- (.+)$", body, flags=re.M):
        name, _, told = line.partition(" =")
        told, _, candidates = told.partition("?")
        assert name in names, sorted(names)
        assert _joined(names[name]) == [one.strip() for one in told.split(",") if one.strip()]
        if candidates:
            assert [by_id[one] for one in names[name].candidates] == [one.strip() for one in candidates.split(",")]
    for nobody in re.findall(r"^/ (.+)$", body, flags=re.M):
        assert nobody not in {one.rpartition(" (")[0] for actor in actors for one in _joined(actor)}


def test_joined_mentions_carry_their_reason() -> None:
    actors = _resolved("Rescue Front rebels came. The rebels left.")
    (front,) = (actor for actor in actors if actor.name == "Rescue Front")
    assert [name.reason for name in front.names if name.confidence == "medium"] == [
        "the only ones the page calls rebels"
    ]
    assert front.labels == ("rebels",)


def test_names_of_one_identity_are_one_actor() -> None:
    report = read_text("ISIS took the town in Syria. Islamic State fighters left Syria in May, and Daesh came back.")
    (state,) = (actor for actor in report.actors if actor.identity == "islamic-state")
    assert {name.text for name in state.names} >= {"ISIS", "Islamic State", "Daesh", "Islamic State fighters"}


def test_a_group_that_only_the_registry_knows_is_no_person() -> None:
    report = read_text("Hizballah said its men held the hill in Lebanon. Hizballah lost four fighters in Lebanon.")
    assert [actor.kind for actor in report.actors if actor.name == "Hizballah"] == ["armed group"]


def test_every_mention_keeps_the_law_of_spans() -> None:
    text = "The Rescue Front’s fighters left.\n\nKarim Dost, the Front’s head, said “I stayed.” He did. The group left."
    check_spans(_resolved(text), text)


def test_ids_follow_first_mention() -> None:
    actors = _resolved("The rebels met Karim Dost, governor of Sorna. Rescue Front fighters watched.")
    assert [actor.id for actor in actors] == [f"a{number}" for number in range(1, len(actors) + 1)]
    assert [actor.name for actor in actors][:2] == ["rebels", "Karim Dost"]


def test_joining_is_linear() -> None:
    text = "Rescue Front rebels met Karim Dost. He told the rebels that the group was ready. " * 600
    reading: Reading = reading_of(text)
    assert resolve_actors(reading, find_actors(reading))


def test_a_country_that_acts_is_its_government_and_one_where_something_happens_a_place() -> None:
    text = "Russia vetoed it on Monday. Moscow said the truce, brokered by Ankara, would hold. Ten men died in Russia."
    report = read_text(text)
    states = {actor.identity: [name.text for name in actor.names] for actor in report.actors}
    assert states == {"russia": ["Russia", "Moscow"], "turkey": ["Ankara"]}
    assert next(a.name for a in report.actors if a.identity == "turkey") == "Turkey"
    assert [(place.name, len(place.spans)) for place in report.places] == [("Russia", 1)]


def test_jets_of_a_state_are_its_forces_and_its_regime_its_government() -> None:
    text = "Russian jets struck the town. The Assad regime denied it, and regime airstrikes hit the market."
    found = {actor.identity: [name.text for name in actor.names] for actor in read_text(text).actors}
    assert found["russian-forces"] == ["Russian jets"]
    assert {"Assad regime", "regime"} <= set(found["syria-assad"])


def test_who_reported_and_edited_is_no_actor_and_neither_is_a_town_with_the_shape_of_a_name() -> None:
    text = "Ten men died in Khan Shaykhun on Monday. (Reporting by Ann Gray in Beirut; Editing by Tom Hill)"
    report = read_text(text)
    assert report.actors == ()
    assert {place.name for place in report.places} == {"Khan Shaykhun", "Beirut"}


def test_a_government_told_by_its_country_is_that_of_the_day() -> None:
    text = "The Syria regime denied it. Syria then vetoed the text."
    (actor,) = (a for a in read_text(text, published="2017-04-07").actors if a.kind == "state body")
    assert actor.identity == "syria-assad"
    assert {name.text for name in actor.names} == {"Syria regime", "it", "Syria"}
