"""Words and pieces: places, classes, and equality with the published tokenizer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.tagger.model import default_model
from crossread.tagger.words import case_class, word_spans


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in word_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He can't go.", "He ca n't go ."),
        ("The rebels’ base isn’t theirs.", "The rebels ’ base is n’t theirs ."),
        ("Kabul's governor", "Kabul 's governor"),
        ("the U.S.-led forces", "the U.S. - led forces"),
        ("Gen. Daro and Lt. Col. J. Amin", "Gen. Daro and Lt. Col. J. Amin"),
        ("at 10:30 a.m. on Sept. 5", "at 10:30 a.m. on Sept. 5"),
        ("1,200.5% of $30", "1,200.5 % of $ 30"),
        ("Sana'a and O'Neill", "Sana'a and O'Neill"),
        ("anti-government al-Noor", "anti-government al - Noor"),
        ("“We left,” he said…", "“ We left , ” he said …"),
        ("Wait... what?!", "Wait ... what ? !"),
        (
            "see https://example.org/a?b=1 or mail desk@example.org",
            "see https://example.org/a?b=1 or mail desk@example.org",
        ),
        ("cannot", "can not"),
        ("06/05/2021", "06/05/2021"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert cut(text) == words.split(" ")


@given(st.text(max_size=200))
def test_every_character_lies_in_one_word(text: str) -> None:
    spans = word_spans(text, 0, len(text))
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    outside = set(range(len(text))) - {place for start, end in spans for place in range(start, end)}
    assert all(text[place].isspace() for place in outside)


@pytest.mark.parametrize(
    ("word", "number"),
    [("town", 1), ("Kabul", 2), ("UNHCR", 3), ("J", 4), ("McCain", 5), ("B-52", 6), ("—", 0), ("U.S.", 3), ("I", 4)],
)
def test_case_class(word: str, number: int) -> None:
    assert case_class(word) == number


@pytest.mark.parametrize(
    ("word", "ids"),
    [  # from tokenizers 0.23.3 with the published tokenizer.json, without special tokens
        ("Afghanistan", [7041]),
        ("Sana'a", [2624, 2050, 1005, 1037]),
        ("Zürich", [10204]),
        ("mujahideen", [14163, 18878, 5178, 2368]),
        ("€5,000", [1574, 2629, 1010, 2199]),
        ("北京", [1781, 1755]),
        ("\u200b", []),
        ("x" * 101, [100]),
    ],
)
def test_pieces_are_the_published_ones(word: str, ids: list[int]) -> None:
    assert list(default_model().pieces.of(word)) == (ids or [100])
