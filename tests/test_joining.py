"""Acts of several reports joined to incidents by what the reports are about. Invented reports."""

from __future__ import annotations

from itertools import combinations

import pytest

from crossread import Report, read_text
from crossread.compare import Act, Joiner, acts_of, compare, keep_acts, kept_acts
from crossread.compare.act_words import is_another, told_by
from crossread.compare.closeness import same
from crossread.compare.stories import Stories

FERRY = [
    "Gunman shoots ferry captain Elena Marsh\n\nA gunman shot ferry captain Elena Marsh at the harbour of Port Ellery, "
    "witnesses said. The ferry Grey Heron was about to leave for the islands.",
    "Captain of the Grey Heron dies\n\nElena Marsh, captain of the ferry Grey Heron, was shot dead at the harbour in "
    "Port Ellery. Passengers saw a man with a rifle near the ferry.",
    "Harbour mourns captain Marsh\n\nHundreds came to the harbour of Port Ellery to mourn Elena Marsh, who was shot on "
    "board the ferry Grey Heron. Her killer fled to the islands, passengers said.",
]
SCHOOL = [
    "Teacher Tom Ostrander shot in Lindale\n\nA gunman shot teacher Tom Ostrander in front of his school in Lindale. "
    "Pupils of the chemistry class hid in the gymnasium.",
    "Lindale school closed after shooting\n\nTom Ostrander, a chemistry teacher in Lindale, was shot at his school. "
    "The gymnasium served as a shelter for pupils, the headmaster said.",
    "Pupils remember Tom Ostrander\n\nPupils of the school in Lindale lit candles for chemistry teacher Tom Ostrander, "
    "who was shot near the gymnasium. The headmaster called for calm.",
]
BLAST = [
    ("A car bomb killed at least 30 people at the vegetable market of Ariha in Syria's Idlib province on Monday, the "
     "Northern Observatory said.", "2016-05-02", "Wire"),
    ("A car bomb at the vegetable market in Ariha in Idlib province, Syria, killed 41 people on Monday, rescue workers "
     "said. Dozens were wounded.", "2016-05-03", "Example News"),
    ("Twelve people were killed on Monday when a car bomb went off at the market of Ariha in Syria's Idlib province, "
     "state media said.", "2016-05-02", "State Voice"),
]  # fmt: skip


@pytest.fixture(scope="module")
def shootings() -> dict[str, Report]:
    return {
        f"{name}{n}": read_text(text) for name, texts in (("f", FERRY), ("s", SCHOOL)) for n, text in enumerate(texts)
    }


def test_undated_reports_join_by_what_they_are_about(shootings: dict[str, Report]) -> None:
    incidents = compare(shootings).incidents
    assert incidents
    for incident in incidents:
        assert len({report[0] for report in incident.reports}) == 1, incident.joins
    together = {pair for incident in incidents for pair in combinations(sorted(incident.reports), 2)}
    assert ("f0", "f1") in together
    assert ("s0", "s1") in together


def test_stories_are_near_if_they_are_like_the_same_others(shootings: dict[str, Report]) -> None:
    stories = Stories.of({name: next(iter(acts_of(name, report))).story for name, report in shootings.items()})
    for one, other in combinations(shootings, 2):
        near = stories.near(one, other)
        assert near is not None
        assert near == stories.near(other, one)
        assert (near > 0.5) is (one[0] == other[0])


def test_of_two_reports_alone_nobody_knows_whether_they_are_near() -> None:
    stories = Stories.of({"one": frozenset(["ferry"]), "other": frozenset(["ferry"])})
    assert stories.near("one", "other") is None


def test_one_blast_with_three_tolls_is_one_incident() -> None:
    reports = {outlet: read_text(text, published=day, outlet=outlet) for text, day, outlet in BLAST}
    incident = max(compare(reports).incidents, key=lambda one: len(one.reports))
    assert len(incident.reports) == 3
    numbers = {value.shown for row in incident.rows if row.field == "number" for value in row.values}
    assert {"41", "12"} <= numbers


def test_losses_of_one_sentence_are_told_with_its_act() -> None:
    text = "Two people were killed and six wounded by a shell that hit a square in Ariha in Syria on Monday."
    violence = [act for act in acts_of("one", read_text(text, published="2016-05-02")) if act.kind == "violence"]
    assert [act.told_types >= {"killed", "injured"} for act in violence] == [True]


def test_losses_in_two_places_stay_two() -> None:
    text = "Six people were killed in Ariha in Idlib province, Syria, and nine were wounded in Kafr Zita."
    violence = [act for act in acts_of("one", read_text(text, published="2016-05-02")) if act.kind == "violence"]
    assert not any({"killed", "injured"} <= act.told_types for act in violence)


def test_the_toll_of_a_war_is_no_incident() -> None:
    text = "The war has killed more than 280,000 people. {} Fighting went on in Idlib province, Syria."
    reports = {name: read_text(text.format(name), published="2016-05-02") for name in ("One.", "Two.")}
    assert not [one for one in compare(reports).incidents if "killed" in one.types]


def test_the_more_reports_the_more_has_to_agree() -> None:
    assert same(2) == same(25) < same(100) < same(400) == same(5000)


@pytest.mark.parametrize(
    ("family", "kind", "word", "lemma"),
    [
        ("events", "attack", "shot", "shoot"),
        ("events", "attack", "stabbing", "stab"),
        ("events", "attack", "attacks", "attack"),
        ("losses", "killed", "dead", "die"),
        ("losses", "killed", "deaths", "die"),
        ("losses", "injured", "wounding", "wound"),
    ],
)
def test_act_words_meet_in_all_their_forms(family: str, kind: str, word: str, lemma: str) -> None:
    assert told_by(family, kind)[word] == lemma


def test_families_without_a_lexicon_have_no_act_words() -> None:
    assert not told_by("talks", "demand")


def test_another_strike_is_told_as_another() -> None:
    report = read_text("Another air strike killed nine people in Ariha in Syria on Monday, rescue workers said.")
    assert any(is_another(claim) for claim in report.claims)


def test_kept_acts_are_what_was_kept(shootings: dict[str, Report]) -> None:
    for name, report in shootings.items():
        acts: tuple[Act, ...] = acts_of(name, report)
        assert kept_acts(keep_acts(name, report)) == acts
        assert acts[0].story


def test_joining_does_not_depend_on_order(shootings: dict[str, Report]) -> None:
    acts = [act for name, report in shootings.items() for act in acts_of(name, report)]
    wanted = Joiner.of(acts).groups()
    assert Joiner.of(reversed(acts)).groups() == wanted
