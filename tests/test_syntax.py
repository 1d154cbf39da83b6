"""Clauses on the parse, on invented sentences."""

from __future__ import annotations

from functools import cache

import pytest

from crossread.syntax import Clause, Phrase, Syntax, syntax_of
from crossread.tagger import tag


@cache
def parsed(text: str) -> Syntax:
    syntax = syntax_of(tag(text, [(0, len(text))], [(0, len(text))]))
    assert syntax is not None
    return syntax


def clause_of(text: str, predicate: str) -> Clause:
    """The clause of a word of the text."""
    return next(clause for clause in parsed(text).clauses if clause.word.text == predicate)


def shown(phrase: Phrase | None) -> str | None:
    return phrase.text if phrase else None


@pytest.mark.parametrize(
    ("text", "predicate", "doer", "sufferer"),
    [
        ("Ten soldiers were killed by rebels near Sund on Friday.", "killed", "rebels", "Ten soldiers"),
        ("The rebels, who fled the town, attacked the base.", "fled", "The rebels", "the town"),
        ("The rebels, who fled the town, attacked the base.", "attacked", "The rebels", "the base"),
        ("Rebels took the base and burned two houses.", "burned", "Rebels", "two houses"),
        ("Rebels attacked and burned the village of Orsa.", "attacked", "Rebels", "the village of Orsa"),
        ("The rebels did not attack or shell the town.", "shell", "The rebels", "the town"),
        ("Both armies and the militia left the hills.", "left", "armies and the militia", "the hills"),
        ("The armed group tries to seize the last province.", "seize", "The armed group", "the last province"),
        (
            "Militants managed to take over two posts and cut off the road.",
            "take",
            "Militants",
            "two posts",
        ),
        ("Militants managed to take over two posts and cut off the road.", "cut", "Militants", "the road"),
        ("The general ordered his men to leave the city.", "leave", "his men", "the city"),
        ("Civilians were forced to leave the city.", "leave", "Civilians", "the city"),
        ("The plan by the rebels to attack the capital was discovered.", "attack", "the rebels", "the capital"),
        ("Gunmen kidnapped the mayor, who was later released.", "released", None, "the mayor"),
        ("The village they seized lies near the river.", "seized", "they", "The village"),
        ("Troops advanced on Orsa, forcing rebels to retreat.", "forcing", "Troops", "rebels"),
        ("Troops advanced on Orsa, forcing rebels to retreat.", "retreat", "rebels", None),
        ("The town was shelled overnight, killing two children.", "killing", None, "two children"),
        ("Two men killed in a drone strike near Orsa were buried.", "killed", None, "Two men"),
        ("Two men killed in a drone strike near Orsa were buried.", "buried", None, "Two men"),
        ("Troops backed by Velgrad entered the city.", "backed", "Velgrad", "Troops"),
        ("The army has been accused of bombing hospitals.", "bombing", "The army", "hospitals"),
        ("The killing of two aid workers by gunmen shocked the town.", "killing", "gunmen", "two aid workers"),
        ("Israel's strike on the port destroyed three boats.", "strike", "Israel", None),
        ("A strike by the Velan Forces killed ten, a monitor said.", "killed", "A strike by the Velan Forces", "ten"),
        ("A drone strike on a camp killed ten, two medics said.", "killed", "A drone strike on a camp", "ten"),
        ("Gunmen ambushed a van carrying election workers, killing the driver.", "ambushed", "Gunmen", "a van"),
        ("Gunmen ambushed a van carrying election workers, killing the driver.", "killing", "Gunmen", "the driver"),
        ("It said it had killed 47 soldiers and seized weapons and trucks.", "seized", "it", "weapons and trucks"),
        ("A bomb exploded in Orsa on Sunday, killing six people and wounding 71.", "wounding", "A bomb", "71"),
        ("Another strike hit a school sheltering displaced families.", "hit", "Another strike", "a school"),
        ("U.S. airstrikes against rebel targets have intensified.", "airstrikes", "U.S.", None),
    ],
)
def test_who_does_what(text: str, predicate: str, doer: str | None, sufferer: str | None) -> None:
    clause = clause_of(text, predicate)
    assert (shown(clause.logical_subject), shown(clause.logical_object)) == (doer, sufferer)


def test_obliques_by_preposition() -> None:
    clause = clause_of("Rebels fired rockets at the airport on Monday.", "fired")
    assert {case: [phrase.text for phrase in told] for case, told in clause.obliques.items()} == {
        "at": ["the airport"],
        "on": ["Monday"],
    }
    noun = clause_of("An agreement between Masud and the government was struck.", "agreement")
    assert [phrase.text for phrase in noun.obliques["between"]] == ["Masud and the government"]
    assert [member.text for member in noun.obliques["between"][0].members] == ["Masud", "the government"]


def test_light_verb() -> None:
    noun = clause_of("The army carried out an attack on the camp.", "attack")
    assert noun.light is not None
    assert shown(noun.light.logical_subject) == "The army"
    assert clause_of("The army condemned an attack on the camp.", "attack").light is None


def test_relative_clause_behind_a_verb_of_speech() -> None:
    text = "He was under pressure from the guards, which he said were keener on striking the rebels."
    assert shown(clause_of(text, "striking").subject) == "the guards"


@pytest.mark.parametrize(
    ("text", "predicate", "tense", "negated", "passive"),
    [
        ("The rebels did not attack the town.", "attack", "past", True, False),
        ("The rebels never attacked the town.", "attacked", "past", True, False),
        ("The rebels not only attacked the town.", "attacked", "past", False, False),
        ("No soldiers were killed.", "killed", "past", True, True),
        ("The town had been seized in May.", "seized", "past perfect", False, True),
        ("The army has seized the town.", "seized", "present perfect", False, False),
        ("The army will seize the town.", "seize", "future", False, False),
        ("The army may seize the town.", "seize", "modal", False, False),
        ("The army is shelling the town.", "shelling", "present", False, False),
        ("The army tried to seize the town.", "seize", "infinitive", False, False),
        ("Men were arrested and taken to the camp.", "taken", "past", False, True),
    ],
)
def test_tense_and_voice(text: str, predicate: str, tense: str, negated: bool, passive: bool) -> None:
    clause = clause_of(text, predicate)
    assert (clause.tense, clause.negated, clause.passive) == (tense, negated, passive)


def test_marks_and_chain() -> None:
    text = "Norland threatened to bomb the capital unless the hostages are freed."
    assert clause_of(text, "freed").marks == ("unless",)
    assert [clause.lemma for clause in clause_of(text, "bomb").chain] == ["threaten"]
    assert clause_of("The siege will end only if aid is let in.", "let").marks == ("only", "if")


def test_own_words() -> None:
    text = "Rebels, who fled the town, attacked the base and burned two houses."
    clause = clause_of(text, "attacked")
    assert [text[start:end] for start, end in clause.pieces] == ["Rebels", "attacked the base"]
    assert text[clause.start : clause.end] == clause.text == "Rebels, who fled the town, attacked the base"
    assert clause_of(text, "burned").text == "burned two houses"


def test_core_of_a_phrase() -> None:
    phrase = clause_of("Militants seized several checkpoints in the north of the region.", "seized").object
    assert phrase is not None
    assert phrase.core.text == "several checkpoints"
    kept = clause_of("Militants seized the town of Orsa.", "seized").object
    assert kept is not None
    assert kept.core.text == "the town of Orsa"


@pytest.mark.parametrize(
    ("text", "predicate", "doer", "sufferer"),
    [
        ("Police detained more than 80 demonstrators in Velgrad.", "detained", "Police", "more than 80 demonstrators"),
        ("This comes after an agreement between Masud and Norland's army was struck.", "struck", None, "an agreement"),
        ("Governor Belo Tafida vowed to bring the others home.", "vowed", "Governor Belo Tafida", None),
        ("Activists accused the army of shelling the town.", "shelling", "the army", "the town"),
        ("Twelve fishermen are missing after a gunboat fired on their boats.", "fired", "a gunboat", None),
    ],
)
def test_what_the_parse_often_misses(text: str, predicate: str, doer: str | None, sufferer: str | None) -> None:
    clause = clause_of(text, predicate)
    found = clause.logical_object
    assert shown(clause.logical_subject) == doer
    assert (shown(found.core) if found else None) in (sufferer, f"{sufferer} between Masud and Norland's army")


def test_parties_by_the_order_of_words() -> None:
    noun = clause_of("Talks between the army and Norland's new government failed.", "Talks")
    parties = noun.obliques["between"][0].parties
    assert [party.text for party in parties] == ["the army", "Norland's new government"]


def test_repairs_keep_a_tree() -> None:
    """Whatever the heads are, each word still leads up to a root."""
    text = "Rebels army men Norland and Takran of in after 12 killed including two more than 30 fled were the said."
    words = parsed(text).tree.words
    for number in range(len(words)):
        steps = 0
        while words[number].head != number:
            number, steps = words[number].head, steps + 1
            assert steps <= len(words)


def test_nothing_without_tags() -> None:
    assert syntax_of(None) is None
