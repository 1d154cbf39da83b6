"""An ambiguous description is shown with those whom it may mean, wherever one report's actors are shown."""

from __future__ import annotations

import json

import crossread
from crossread.export.html import to_html
from crossread.export.json import to_line
from crossread.export.text import to_text
from crossread.export.words import actor_names, candidate_words
from crossread.record import Actor

# Invented, but for the country.
TEXT = (
    "Fighting in the valley\n\nMARIN, Norway, 2 May 2024 - The Hill Brigade and the Kesar Militia fought in the valley "
    "on Thursday, residents said.\n\nThe armed group said it had lost ten men near the bridge.\n"
)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def test_views_show_whom_a_description_may_mean() -> None:
    report = crossread.read_text(TEXT)
    (open_one,) = [actor for actor in report.actors if actor.candidates]
    assert (open_one.name, len(open_one.candidates)) == ("armed group", 2)
    shown = _one_line(to_text(report))
    assert "armed group Hill Brigade or Kesar Militia?" in shown
    assert "Attributed to armed group (Hill Brigade or Kesar Militia?)" in shown
    assert '<th scope="row">armed group</th><td>Hill Brigade or Kesar Militia?</td>' in to_html(report)
    told = {actor["id"]: actor for actor in json.loads(to_line(report))["actors"]}
    assert [told[one]["name"] for one in told[open_one.id]["candidates"]] == ["Hill Brigade", "Kesar Militia"]


def test_words_for_two_for_three_and_for_none() -> None:
    actors = (Actor(id="a", name="A"), Actor(id="b", name="B"), Actor(id="c", name="C"))
    two, three = Actor(id="x", name="X", candidates=("a", "b")), Actor(id="y", name="Y", candidates=("a", "b", "c"))
    everybody = (*actors, two, three)
    assert [candidate_words(one, everybody) for one in (two, three, actors[0])] == ["A or B?", "A, B or C?", ""]
    assert actor_names(everybody)["x"] == "X (A or B?)"
    assert candidate_words(Actor(id="z", name="Z", candidates=("gone",)), actors) == ""
