"""Status of clauses, on invented sentences: what is above a clause decides what became of it."""

from __future__ import annotations

from functools import cache

import pytest

from crossread.claims.status import status_of_clause
from crossread.syntax import Syntax, syntax_of
from crossread.tagger import tag


@cache
def parsed(text: str) -> Syntax:
    syntax = syntax_of(tag(text, [(0, len(text))], [(0, len(text))]))
    assert syntax is not None
    return syntax


@pytest.mark.parametrize(
    ("status", "predicate", "text"),
    [
        ("happened", "killed", "Ten soldiers were killed by rebels."),
        ("denied", "attack", "The rebels did not attack the town."),
        ("attempted", "seize", "The armed group tries to seize the province."),
        ("attempted", "seize", "The armed group tried to seize and burn the province."),
        ("attempted", "burn", "The armed group tried to seize and burn the province."),
        ("happened", "take", "Militants managed to take over several checkpoints and cut off the highway."),
        ("happened", "cut", "Militants managed to take over several checkpoints and cut off the highway."),
        ("attempted", "capture", "Fighters failed to capture the bridge."),
        ("denied", "reach", "The two sides did not manage to reach an agreement."),
        ("planned", "retake", "The government vowed to retake the city."),
        ("planned", "attack", "Rebels plan to attack the base."),
        ("planned", "attack", "The plan by the rebels to attack the capital was discovered."),
        ("threatened", "bomb", "Norland threatened to bomb the capital."),
        ("conditional", "bomb", "Norland will bomb the capital unless hostages are freed."),
        ("conditional", "withdraw", "The army will withdraw only if the rebels leave the town."),
        ("possible", "attack", "The rebels may attack the town."),
        ("possible", "attacked", "The rebels may have attacked the town."),
        ("predicted", "defeat", "He remains optimistic that the fighters will defeat the army."),
        ("planned", "withdraw", "The army said it will withdraw its troops."),
        ("denied", "shelled", "The spokesman denied that the army had shelled the hospital."),
        ("denied", "carrying", "The army denied carrying out any strike in the area."),
        ("denied", "strike", "The army denied carrying out any strike in the area."),
        ("ongoing", "shelling", "The army is shelling the southern suburbs."),
        ("ongoing", "fighting", "Heavy fighting continues between the army and rebels in Daraz."),
        ("ongoing", "fighting", "Heavy fighting is raging around the power station."),
        ("ongoing", "airstrikes", "U.S. airstrikes against rebel targets have intensified in the area."),
        ("happened", "attack", "The army carried out an attack on the camp."),
        ("planned", "attack", "Rebels planned an attack on the camp."),
        (None, "withdraw", "Norland urged the rebels to withdraw from the town."),
        (None, "withdrawal", "Norland called for the withdrawal of rebels from the town."),
        (None, "ceasefire", "The general called for a ceasefire in the valley."),
        ("happened", "retreat", "Troops advanced on Orsa, forcing rebels to retreat."),
        ("happened", "killing", "The town was shelled overnight, killing two children."),
        ("planned", "meet", "The two ministers are due to meet in Geneva on Friday."),
        ("planned", "meet", "The president is to meet the commander on Thursday."),
        ("possible", "shot", "The aircraft may have been shot down by a missile."),
        ("happened", "agreement", "An agreement between Massoud and the government was struck to halt the fighting."),
        ("planned", "exchange", "Another exchange is planned for next week."),
        ("denied", "ceasefire", "A ceasefire has not been agreed."),
        ("denied", "exchanged", "No prisoners were exchanged on Friday."),
        ("denied", "withdraw", "The rebels refused to withdraw from the town."),
        ("attempted", "attack", "Police foiled an attack on the airport."),
        ("happened", "attack", "The army repelled an attack on the airport."),
        ("planned", "offensive", "A planned offensive on the city worries residents."),
        ("possible", "attack", "Residents fear an attack on the town."),
        ("possible", "attack", "Fears of an attack on the town grew."),
        ("attempted", "seize", "An attempt to seize the airport was made by rebels."),
        ("happened", "displaced", "The fighting is said to have displaced many families."),
        ("predicted", "fall", "The city is expected to fall within days."),
        (None, "attack", "If the rebels attack the town, the army will respond."),
        ("happened", "attack", "The group claimed responsibility for the attack on the market."),
        ("happened", "killing", "The killing of two aid workers by gunmen shocked the town."),
        ("planned", "seize", "Rebels advanced on the town to seize the dam."),
        ("happened", "Talks", "Talks between the two sides were held in Geneva."),
        ("happened", "shelling", "The army has resumed shelling the town."),
        ("happened", "began", "The army began shelling the town."),
        ("happened", "shelling", "The army began shelling the town."),
        ("ongoing", "shelling", "The army continued shelling the town."),
        ("denied", "free", "The minister said his government would not free them."),
        ("denied", "reach", "The two sides failed to reach an agreement."),
        ("happened", "bombing", "The army has been accused of bombing hospitals."),
    ],
)
def test_status(status: str | None, predicate: str, text: str) -> None:
    clause = next(clause for clause in parsed(text).clauses if clause.word.text == predicate)
    assert status_of_clause(clause, arranged=False) == status


def test_what_parties_arrange_is_planned_and_what_force_brings_is_predicted() -> None:
    text = "Talks between the two sides will be held in Geneva."
    talks = next(clause for clause in parsed(text).clauses if clause.word.text == "Talks")
    assert status_of_clause(talks) == "planned"
    assert status_of_clause(talks, arranged=False) == "predicted"
