from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.actors import find_actors
from crossread.actors.acronyms import find_acronyms
from crossread.context import Reading
from crossread.record import Actor, NameMention, Role, check_spans
from tests.helpers import reading_of

CASES = re.split(r"^## ", (Path(__file__).parent / "cases" / "actors.md").read_text(encoding="utf-8"), flags=re.M)[1:]


def _actors(text: str) -> tuple[Actor, ...]:
    reading = reading_of(text)
    report = msgspec.structs.replace(reading.report, acronyms=find_acronyms(reading))
    return find_actors(Reading(report, reading.folded))


def _role(role: Role) -> str:
    joint = re.search(r" (for|to|at) (?:the )?" + re.escape(role.organisation or "-"), role.spans[0].quote)
    held = f" {joint[1] if joint else 'of'} {role.organisation}" if role.organisation else ""
    kin = " (kinship)" if role.relation == "kinship" else ""
    return f"{'former ' if role.former else ''}{role.title}{held}{kin}"


def _shown(actor: Actor) -> str:
    others = [name.text for name in actor.names if name.text != actor.name]
    if actor.candidates:
        others.append(actor.name + " ?")
    forms = f" = {', '.join(dict.fromkeys(others))}" if others else ""
    return "; ".join([actor.name + forms, *(_role(role) for role in actor.roles)])


def _organisation(actor: Actor) -> str:
    return f"{actor.name} = {', '.join(actor.acronyms)}" if actor.acronyms else actor.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_cases(case: str) -> None:
    body = case.partition("\n")[2]
    text = re.sub(r"^[-+] .+\n?", "", body, flags=re.M).strip()
    actors = _actors(text)
    people = [_shown(actor) for actor in actors if actor.kind == "person"]
    assert people == re.findall(r"^- (.+)$", body, flags=re.M)
    organisations = {_organisation(actor) for actor in actors if actor.kind != "person"}
    assert set(re.findall(r"^\+ (.+)$", body, flags=re.M)) <= organisations


def test_roles_carry_the_exact_words() -> None:
    (first, *_) = _actors("Karim Dost, head of the Rescue Front, came. Rescue Front leader Karim Dost left.")
    assert [span.quote for role in first.roles for span in role.spans] == [
        "head of the Rescue Front",
        "Rescue Front leader",
    ]


def test_ids_follow_first_mention() -> None:
    actors = _actors("The Rescue Front met President Karim Dost. Omar Haddad, 34, watched.")
    assert [(actor.id, actor.name) for actor in actors] == [
        ("a1", "Rescue Front"),
        ("a2", "Karim Dost"),
        ("a3", "Omar Haddad"),
    ]


def test_names_of_a_model_are_evidence() -> None:
    text = "Gorvan Plesk left the town."
    reading = reading_of(text)
    assert find_actors(reading) == ()
    name = NameMention(label="person", made_by="test", spans=(reading.report.page.span(0, 12),))
    report = msgspec.structs.replace(reading.report, names=(name,))
    (actor,) = find_actors(Reading(report, reading.folded))
    assert (actor.name, actor.kind) == ("Gorvan Plesk", "person")


WORDS = [
    "President",
    "Karim",
    "Dost",
    "al-Hamdan",
    ",",
    ".",
    "head of the",
    "Rescue Front",
    "(NRF)",
    "who leads",
    "said",
    "’s",
    "J.",
    "\n\n",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_text_keeps_the_law_of_spans(words: list[str]) -> None:
    text = " ".join(words)
    check_spans(_actors(text), text)


def test_reading_is_linear() -> None:
    text = "President Karim Dost of the Rescue Front, head of the Army and the Navy of the North " * 1500
    assert _actors(text)
