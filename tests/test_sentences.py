"""Sentence bounds. All texts are invented."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.sentences import sentence_spans
from tests.helpers import reading_of


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


ONE_SENTENCE = [
    "Gen. Karo Lund met Lt. Col. Ana Reyes at 6 a.m. Monday near St. Orvel.",
    "The U.S. Army and the U.N. Mission left with 3.5 tons of aid.",
    "J. R. Okello signed decree No. 14 on Sept. 3.",
    "The firm Dallo Inc. Germany sold the engines.",
    "“Where are our sons?” Mira Tolan asked.",
    "“We will not go back!” the mayor of Tarn said at dawn.",
    "He paused ... and went on.",
    "See www.example.org for the list.",
    "GEN. TOLAN SAID THE U.S. EMBASSY WAS CLOSED.",
    "1. The first demand",
    "“Go home!” she said.",
    "The vote (see p. 7) passed.",
]

TWO_SENTENCES = [
    ("Troops left the U.S. ", "The rest stayed."),
    ("He came at 6 p.m. ", "Police had closed the road."),
    ("“We won.” ", "The crowd cheered."),
    ("“We won. ", "We will stay.”"),
    ("He said, “No.” ", "“Nobody asked us,” she said."),
    ("They fled.", "Then the shelling began."),
    ("The talks failed… ", "Nobody knows why."),
    ("Was it a drone? ", "Nobody would say."),
    ("It ended in 2021. ", "The war went on."),
    ("THE ATTACK FAILED. ", "THE ARMY WITHDREW."),
    ("(They denied it.) ", "Nobody believed them."),
    ("the shelling stopped. ", "people came out."),
    ("A first line\n", "A second line"),
    ("« Nous partons. » ", "He left."),
    ("The claim was false.[3] ", "It was repeated."),
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_no_bound_inside(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("pair", TWO_SENTENCES)
def test_bound_between(pair: tuple[str, str]) -> None:
    assert sentences("".join(pair)) == [part.strip() for part in pair]


def test_opening_mark_belongs_to_what_follows_and_closing_to_what_precedes() -> None:
    assert sentences('It fell. "We saw it." Nobody else did.') == ["It fell.", '"We saw it."', "Nobody else did."]


def test_a_block_ends_a_sentence() -> None:
    reading = reading_of("A heading without a stop\n\nthe text goes on. And on.")
    assert [s.spans[0].quote for s in reading.report.sentences] == [
        "A heading without a stop",
        "the text goes on.",
        "And on.",
    ]
    assert [s.block for s in reading.report.sentences] == [0, 1, 1]


def test_marks_alone_are_no_sentence() -> None:
    assert sentences("* * *") == []


@given(st.text(alphabet="ab AB.!?\"“”'\n…(1)", max_size=80))
def test_bounds_are_ordered_trimmed_and_lose_nothing(text: str) -> None:
    spans = sentence_spans(text, 0, len(text))
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(c for start, end in spans for c in text[start:end] if c.isalnum())
    assert kept == "".join(c for c in text if c.isalnum())
