"""The benchmark of copies does what it says: edits as documented, and floors that the engine holds on made-up texts."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from benchmarks._copy_edits import EDITS, Plant, Text, wordnet_folder
from benchmarks._corpus import Unseen, texts
from benchmarks.copies import directions, minhash, ours_of, plant

_COMMON = ["the", "of", "to", "and", "in", "a", "that", "for", "on", "with", "was", "by"]


def made(seed: int, count: int) -> list[Text]:
    """Texts of made-up words with function words, a name and a number in each sentence."""
    chance = random.Random(seed)
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("ar", "el", "on", "ist") for c in ("an", "ed", "or", "ip")]

    def sentence() -> str:
        body = [chance.choice(words if chance.random() < 0.6 else _COMMON) for _ in range(chance.randint(14, 22))]
        body[3], body[7] = chance.choice(words).capitalize(), str(chance.randint(2, 900))
        return " ".join(body).capitalize() + "."

    return [[sentence() for _ in range(chance.randint(6, 10))] for _ in range(count)]


@pytest.fixture(scope="module")
def plant_from() -> Plant:
    hosts = iter(made(2, 200))
    return Plant(
        random.Random(3), [word for text in made(4, 20) for line in text for word in line.split()], hosts.__next__
    )


def test_edits_are_what_they_are_called(plant_from: Plant) -> None:
    (text,) = made(1, 1)
    assert set(text) <= set(EDITS["furniture"](text, plant_from))
    assert len(EDITS["cut"](text, plant_from)) == round(2 * len(text) / 3)
    assert len(set(text) & set(EDITS["inside"](text, plant_from))) == 3
    for name, share in (("words_5", 0.05), ("words_15", 0.15)):
        before, after = (" ".join(lines).split() for lines in (text, EDITS[name](text, plant_from)))
        assert abs(len(set(before) - set(after)) - share * len(before)) <= 0.1 * len(before)


@pytest.mark.skipif(wordnet_folder() is None, reason="WordNet is not installed")
def test_spinning_keeps_names_and_numbers_and_changes_content(plant_from: Plant) -> None:
    text = ["Soldiers attacked the village near Belora on Monday and killed 14 farmers in their houses."] * 3
    spun = EDITS["spun"](text, plant_from)
    assert all("Belora" in line and "14" in line and "Monday" in line for line in spun)
    content = ["attacked", "village", "killed", "farmers", "houses"]
    assert sum(word in line.split() for line in spun for word in content) <= 0.6 * 3 * len(content)


def test_no_sentence_is_used_twice_in_any_spelling() -> None:
    unseen = Unseen()
    assert unseen("Two bridges over the river Sarn were blown up before dawn on Monday.")
    assert not unseen("TWO BRIDGES OVER THE RIVER SARN WERE BLOWN UP BEFORE DAWN!")
    assert unseen("Two bridges over the river were repaired by engineers in the summer.")


def test_texts_are_read_from_several_forms(tmp_path: Path) -> None:
    body = "The army of the north went to the town. It was held by the rebels. The mayor said that it was over."
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": body}) + "\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text(f"id\tsentence\n1\t{body}\n", encoding="utf-8")
    (tmp_path / "c.xml").write_text(f"<a><text><![CDATA[{body}]]></text></a>", encoding="utf-8")
    found = [text for text in texts([tmp_path]) if text]
    assert [len(text) for text in found] == [3, 1, 3]


def test_floors_hold_and_minhash_stays_behind_on_passages(plant_from: Plant) -> None:
    planted = plant(made(5, 300), 90, plant_from)
    _, ours = ours_of(planted)
    theirs = minhash(planted)
    for edit in ("furniture", "words_5", "words_15", "cut", "inside"):
        assert float(ours[f"recall_{edit}"] or 0) >= 0.9, edit
    assert float(ours["precision"] or 0) >= 0.95
    assert float(ours["recall_inside"] or 0) > float(theirs["recall_inside"] or 0)


def test_directions_are_told_by_dates_alone(plant_from: Plant) -> None:
    figures = directions(made(6, 60), 60, plant_from)
    assert float(figures["direction_right"] or 0) >= 0.8
    assert figures["direction_unsaid"] == 1.0
