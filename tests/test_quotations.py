"""Quotation marks and what stands between them. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.speech.quotations import Quotation, find_quotations
from tests.helpers import reading_of


def quoted(text: str) -> list[tuple[str, str]]:
    folded = reading_of(text).folded
    return [(item.state, folded.text[item.start : item.end]) for item in find_quotations(folded)]


@pytest.mark.parametrize(
    "text",
    [
        "He said “we go now” there.",
        'He said "we go now" there.',
        "He said ''we go now'' there.",
        "He said ‘we go now’ there.",
        "He said 'we go now' there.",
        "He said «we go now» there.",
        "He said « we go now » there.",
        "He said »we go now« there.",
        "He said „we go now“ there.",
        "He said „we go now” there.",
        "He said ”we go now” there.",
        "He said ‹we go now› there.",
        "He said ＂we go now＂ there.",
    ],
)
def test_all_usual_forms(text: str) -> None:
    assert quoted(text) == [("closed", "we go now")]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels' camp and the soldiers' road lie in the '90s style quarter.",
        "It's theirs, isn't it? Rock 'n' roll, and a 5'10\" fence.",
        'A 12" gun and a 3.5" rocket.',
        "The ’90s war and ‘90s songs; get ’em.",
    ],
)
def test_apostrophes_and_measures_are_no_marks(text: str) -> None:
    assert quoted(text) == []


def test_nested() -> None:
    folded = reading_of("“He told us ‘go home’ and left,” she said.").folded
    outer, inner = find_quotations(folded)
    assert (outer.inside, inner.inside) == (None, 0)
    assert folded.text[inner.start : inner.end] == "go home"


def test_plural_possessive_inside_single_marks() -> None:
    assert quoted("'It is the fighters' land,' he said.") == [("closed", "It is the fighters' land,")]


def test_paragraphs_that_open_with_a_mark_continue_one_quotation() -> None:
    found = find_quotations(reading_of("“One.\n\n“Two.\n\n“Three.” He left.").folded)
    assert [item.state for item in found] == ["continued", "continued", "closed"]
    assert [item.continues for item in found] == [None, 0, 1]


def test_a_mark_that_is_never_closed_holds_one_sentence() -> None:
    assert quoted("“We will go, the mayor said. They left. “Again,” he said.") == [
        ("open", "We will go, the mayor said."),
        ("closed", "Again,"),
    ]


def test_a_mark_that_nothing_opened() -> None:
    assert quoted("They left. It was bad.” He went.") == [("unopened", "It was bad.")]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("He said: “No.”", "speech"),
        ("“Never,” he said.", "speech"),
        ("the so-called “safe zone” burned", "words"),
        ("the novel “War and Snow” sold well", "title"),
        ("“The road was cut on Monday,” he said.", "speech"),
    ],
)
def test_speech_words_and_titles(text: str, form: str) -> None:
    (found,) = find_quotations(reading_of(text).folded)
    assert found.form == form


def _sound(item: Quotation, length: int) -> bool:
    return 0 <= item.left <= item.start <= item.end <= item.right <= length


@given(st.text(alphabet="ab s.,“”\"'‘’«»„\n", max_size=60))
def test_bounds_are_sound_for_any_marks(text: str) -> None:
    folded = reading_of("x" + text).folded
    found = find_quotations(folded)
    assert all(_sound(item, len(folded.text)) for item in found)
    assert all(item.inside is None or found[item.inside].left <= item.left for item in found)
