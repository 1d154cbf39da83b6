"""Copies: what is found, what is told apart, who has it from whom. All texts are invented."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.copies import Collection, Copies, CopyText, Sketch
from crossread.copies.changes import changes
from crossread.copies.sketch import sketches
from crossread.copies.words import NAME, NUMBER, QUOTED, words_of
from crossread.errors import RecordError, RecordVersionError, UsageError
from crossread.sentences import sentence_spans

WIRE = (
    "Government troops shelled the market in Belora on Monday and killed 14 traders, hospital staff said. "
    "Ambulances could not reach the eastern quarter because the bridge over the Sarn had been blown up. "
    "Colonel Idris Haddan denied that his brigade had fired on the town. "
    "The rebels of the Northern Front have held Belora since the spring offensive. "
    "Aid agencies warned that flour would run out within nine days."
)
OTHER = (
    "Parliament in Tessan voted late on Tuesday to cut the fishing quota by a third. "
    "Opposition members walked out before the count was finished. "
    "The minister called the outcome a victory for the coast and its villages. "
    "Boat owners in the port of Lima Verde announced a strike for the weekend. "
    "Prices for mackerel have doubled since the winter storms."
)
THIRD = (
    "A storm tore roofs from schools along the southern coast of Arvenia overnight. "
    "Engineers restored power to half the houses by noon, the utility said. "
    "Forecasters expect a second front to arrive before the end of the week. "
    "Ferries to the outer islands stay in harbour until further notice."
)


def text(name: str, content: str, **known: str) -> CopyText:
    return CopyText(id=name, text=content, sentences=tuple(sentence_spans(content, 0, len(content))), **known)  # type: ignore[arg-type]


def copies_of(*texts: CopyText) -> Copies:
    collection = Collection()
    collection.add(texts)
    return collection.copies()


def pairs(copies: Copies) -> set[tuple[str, str]]:
    return {(match.one, match.other) for match in copies.pairs}


def kinds(copies: Copies, name: str) -> list[str]:
    return [origin.kind for origin in copies.origins(name)]


def filler(seed: int, sentences: int) -> str:
    """Sentences of made-up words that stand nowhere else."""
    chance = random.Random(seed)
    made = [[f"w{chance.randrange(10**6)}x" for _ in range(12)] for _ in range(sentences)]
    return " ".join(" ".join(words).capitalize() + "." for words in made)


def test_a_copy_is_found_and_strangers_are_not() -> None:
    copies = copies_of(text("a", WIRE), text("b", WIRE.upper()), text("c", OTHER))
    assert pairs(copies) == {("a", "b")}
    assert copies.pairs[0].share == 1.0
    assert [family.members for family in copies.families] == [("a", "b")]


def test_typography_and_stripped_marks_make_no_difference() -> None:
    plain = "The mayor's office counted 1,200 refugees at Sarn's gate. Nobody else was let in that day, guards told us."
    other = "The mayor’s office counted 1200 refugees at Sarns gate. Nobody else was let in that day guards told us."
    assert pairs(copies_of(text("a", plain), text("b", other))) == {("a", "b")}


def test_three_sentences_inside_another_text_are_found_with_their_places() -> None:
    first = WIRE.split(". ")
    inside = f"{THIRD} {'. '.join(first[1:4])}. {OTHER}"
    copies = copies_of(text("a", WIRE), text("b", inside), text("c", OTHER.replace("mackerel", "herring")))
    match = next(match for match in copies.pairs if (match.one, match.other) == ("a", "b"))
    assert [(pair.one, pair.other) for pair in match.passages] == [(1, 4), (2, 5), (3, 6)]
    assert kinds(copies, "b")[:4] == ["own"] * 4


def test_changed_words_leave_it_altered_not_copied() -> None:
    spun = (
        "Regime forces bombarded the marketplace in Belora on Monday and slew 14 merchants, clinic staff said. "
        "Ambulances could not attain the eastern district because the bridge over the Sarn had been detonated. "
        "Colonel Idris Haddan rejected that his brigade had fired on the city. "
        "The insurgents of the Northern Front have kept Belora since the spring campaign. "
        "Relief agencies cautioned that flour would finish within nine days."
    )
    copies = copies_of(text("a", WIRE), text("b", spun))
    assert pairs(copies) == {("a", "b")}
    assert "copied" not in kinds(copies, "b")
    assert kinds(copies, "b").count("altered") >= 3


def test_the_same_statement_quoted_in_two_texts_is_no_copy() -> None:
    said = '"We will not leave the valley while one of our prisoners is held by the men who burned the mill at Orsk"'
    one = f"{said}, the commander told a radio station. {THIRD}"
    other = f"{OTHER} {said}, she wrote."
    copies = copies_of(text("a", one), text("b", other))
    assert pairs(copies) == set()
    assert kinds(copies, "a")[0] == "quotation"


def test_background_that_many_texts_share_is_told_from_copying() -> None:
    background = (
        "The war in Arvenia began when the army fired on marchers in the capital seven years ago. "
        "More than 90,000 people have died and a million have left the country since then."
    )
    bodies = [
        f"{body} {filler(number, 9)}" for number, body in enumerate([WIRE, OTHER, THIRD, "Judges freed two men."])
    ]
    copies = copies_of(*(text(f"t{number}", f"{body} {background}") for number, body in enumerate(bodies)))
    assert pairs(copies) == set()
    assert kinds(copies, "t1")[-2:] == ["recurring", "recurring"]


def test_sentences_told_again_long_after_are_background() -> None:
    shared = (
        "The dam above Orsk burst nine years ago and drowned forty families in one night. "
        "An inquiry blamed contractors who had sold half of the cement on the market."
    )
    one, other = f"{WIRE} {filler(1, 9)} {shared}", f"{OTHER} {filler(2, 9)} {shared}"
    near = copies_of(text("a", one, published="2021-03-01"), text("b", other, published="2021-03-02"))
    far = copies_of(text("a", one, published="2021-03-01"), text("b", other, published="2021-06-02"))
    assert (pairs(near), pairs(far)) == ({("a", "b")}, set())


def test_dates_tell_who_copied() -> None:
    second = WIRE.replace("14 traders", "40 traders").replace("flour", "bread and oil")
    third = second.replace("late", "early").replace("nine days", "a week")
    copies = copies_of(
        text("x", third, published="2021-09-07"),
        text("y", WIRE, published="2021-09-05"),
        text("z", second, published="2021-09-06"),
    )
    (family,) = copies.families
    assert family.origin == "y"
    assert {item.copy: item.source for item in family.derivations} == {"z": "y", "x": "z"}
    assert all(item.because == "date" for item in family.derivations)


@pytest.mark.parametrize("day", [None, "2021-09-05"])
def test_without_dates_that_differ_nothing_is_said(day: str | None) -> None:
    known = {"published": day} if day else {}
    (family,) = copies_of(text("a", WIRE, **known), text("b", WIRE.replace("14", "40"), **known)).families
    assert family.origin is None
    assert [item.source for item in family.derivations] == [None, None]


def test_a_credit_tells_where_dates_do_not() -> None:
    credit = CopyText(**{**text("b", WIRE).__dict__, "credits": ("Sarn News Agency",)})
    (family,) = copies_of(text("a", WIRE, outlet="Sarn news agency"), credit).families
    assert {item.copy: (item.source, item.because) for item in family.derivations} == {"b": ("a", "credit")}


def test_a_roundup_joins_no_families() -> None:
    roundup = f"{'. '.join(WIRE.split('. ')[:3])}. {'. '.join(OTHER.split('. ')[:3])}."
    copies = copies_of(text("a", WIRE), text("b", OTHER), text("c", roundup))
    assert sorted(family.members for family in copies.families) == [("a", "c"), ("b", "c")]


def test_one_text_is_placed_without_the_others() -> None:
    collection = Collection(sketches([text("a", WIRE), text("b", OTHER)]))
    near = collection.near(text("new", f"{THIRD} {WIRE}"))
    assert pairs(near) == {("a", "new")}
    assert "new" not in collection
    assert len(collection) == 2


def test_the_result_does_not_depend_on_order() -> None:
    texts = [
        text("a", WIRE, published="2021-09-05"),
        text("b", WIRE.replace("14", "40"), published="2021-09-06"),
        text("c", f"{OTHER} {WIRE}"),
        text("d", OTHER),
    ]
    results = set()
    for order in permutations(texts):
        copies = copies_of(*order)
        results.add((copies.matches, copies.families, copies.origins("c")))
    assert len(results) == 1


def test_a_crowd_of_copies_is_one_family() -> None:
    names = [f"n{number:03}" for number in range(60)]
    copies = copies_of(*(text(name, WIRE) for name in names), text("zz", OTHER))
    assert [family.members for family in copies.families] == [tuple(names)]


def test_a_sketch_holds_no_text_and_comes_back_as_it_was() -> None:
    (sketch,) = sketches([text("a", WIRE, published="2021-09-05", outlet="Sarn")])
    data = sketch.to_bytes()
    back = Sketch.from_bytes(data)
    assert b"Belora" not in data
    assert (back.id, back.published, back.outlet) == ("a", "2021-09-05", "Sarn")
    assert back.hashes.tolist() == sketch.hashes.tolist()
    assert back.flags.tolist() == sketch.flags.tolist()
    assert back.to_bytes() == data


def test_a_damaged_sketch_is_refused() -> None:
    with pytest.raises(RecordError):
        Sketch.from_bytes(b"nothing")
    (sketch,) = sketches([text("a", WIRE)])
    with pytest.raises(RecordVersionError):
        Sketch.from_bytes(sketch.to_bytes().replace(b"\x97\x01", b"\x97\x63", 1))


def test_an_id_is_taken_once() -> None:
    with pytest.raises(UsageError):
        copies_of(text("a", WIRE), text("a", OTHER))


@pytest.mark.parametrize("content", ["", "Yes.", "Two words.", "…", "No news today then."])
def test_short_texts_are_texts(content: str) -> None:
    copies = copies_of(text("a", content), text("b", content), text("c", WIRE))
    assert pairs(copies) <= {("a", "b")}


def test_sentences_without_words_are_refused_with_a_reason() -> None:
    with pytest.raises(UsageError, match="sentence"):
        copies_of(CopyText(id="a", text="One. ***", sentences=((0, 4), (5, 8))))


def test_words_carry_what_shows_in_them() -> None:
    (words,) = words_of([text("a", 'Ten men of Sarn\'s guard said: "Leave Orsk." They took 1,200 sacks.')])
    content = 'Ten men of Sarn\'s guard said: "Leave Orsk." They took 1,200 sacks.'
    shown = [content[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    assert [word for word, flag in zip(shown, words.flags, strict=True) if flag & NUMBER] == ["Ten", "1,200"]
    assert [word for word, flag in zip(shown, words.flags, strict=True) if flag & NAME] == ["Sarn's", "Leave", "Orsk"]
    assert [word for word, flag in zip(shown, words.flags, strict=True) if flag & QUOTED] == ["Leave", "Orsk"]


@given(st.lists(st.text(alphabet="ab “”’\u00e9\u0436 1,.'\n", max_size=40), min_size=1, max_size=6))
def test_texts_are_read_alike_alone_and_together(contents: list[str]) -> None:
    texts = [text(str(number), content) for number, content in enumerate(contents)]
    for one, together in zip(texts, words_of(texts), strict=True):
        (alone,) = words_of([one])
        assert alone.hashes.tolist() == together.hashes.tolist()
        assert alone.flags.tolist() == together.flags.tolist()
        assert alone.starts.tolist() == together.starts.tolist()


def test_growing_bit_by_bit_finds_the_same() -> None:
    chance = random.Random(3)
    words = [f"w{number}" for number in range(900)]
    bodies = [" ".join(chance.choices(words, k=60)).capitalize() + "." for _ in range(300)]
    texts = [text(f"t{number:03}", body) for number, body in enumerate([*bodies, *bodies[::10]])]
    slow = Collection()
    for item in texts:
        slow.add([item])
    assert slow.copies().matches == copies_of(*texts).matches
    assert len(copies_of(*texts).pairs) == 30


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("About 300 men died.", "At least 300 men died.", [("qualifier", "About", "At least")]),
        ("Troops killed 14 men.", "Troops killed 40 men.", [("number", "14", "40")]),
        ("Four men died in Orsk.", "4 men died in Orsk.", []),
        ("He met Idris Haddan there.", "He met Yusuf Haddan there.", [("name", "Idris", "Yusuf")]),
        (
            "The army shelled the town.",
            "The army shelled the undefended sleeping town.",
            [("inserted", "", "undefended sleeping")],
        ),
        ("Rebels reportedly took the hill.", "Rebels took the hill.", [("qualifier", "reportedly", "")]),
        (
            "On Monday morning rebels took the hill near Sarn.",
            "Rebels took the hill near Sarn on Monday morning.",
            [("order", "", ""), ("order", "", "")],
        ),
    ],
)
def test_changes_are_named(before: str, after: str, expected: list[tuple[str, str, str]]) -> None:
    found = [
        (change.kind, before[slice(*change.before)], after[slice(*change.after)]) for change in changes(before, after)
    ]
    if expected and expected[0][0] == "order":
        assert {kind for kind, _, _ in found} == {"order"}
    else:
        assert found == expected
