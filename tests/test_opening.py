"""Where headline, date, agency, place and story run together in the first paragraph: invented openings."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crossread
from crossread.page.opening import opening_breaks

OPENINGS = [
    (
        "Shells kill four in Orvel AFP Tuesday 3 May 2016 At least four people were killed in Orvel.",
        None,
        ["Shells kill four in Orvel", "AFP Tuesday 3 May 2016", "At least four people were killed in Orvel."],
    ),
    (
        "Date of publication 8 April 2017 Strike on Orvel kills 18. An airstrike killed 18 people.",
        "Strike on Orvel kills 18",
        ["Date of publication 8 April 2017", "Strike on Orvel kills 18.", "An airstrike killed 18 people."],
    ),
    (
        "Last updated at Apr 152017 BEIRUT At least seven people died.",
        "Seven die in Orvel",
        ["Last updated at Apr 152017", "BEIRUT", "At least seven people died."],
    ),
    (
        "11.02.2019(updated 0712 12.02.2019) Get short URL 4407 An airstrike hit Orvel.",
        None,
        ["11.02.2019(updated 0712 12.02.2019) Get short URL 4407", "An airstrike hit Orvel."],
    ),
    (
        "People inspect a site (AP photo) KABUL A bomber hit a checkpoint.",
        None,
        ["People inspect a site (AP photo)", "KABUL", "A bomber hit a checkpoint."],
    ),
]

WHOLE = [
    "The army said on Tuesday 3 May 2016 Tamra sent troops to Orvel.",
    "NATO Secretary General Karo Lund visited Orvel.",
    "A truce of Friday 6 May 2016 held in Orvel until noon.",
    "Since Monday 2 May 2016 Orvel has been under siege.",
]


def _pieces(text: str, headline: str | None) -> list[str]:
    at = [0, *opening_breaks(text, 0, len(text), headline), len(text)]
    return [text[start:end].strip() for start, end in pairwise(at)]


@pytest.mark.parametrize(("text", "headline", "pieces"), OPENINGS)
def test_openings_are_parted(text: str, headline: str | None, pieces: list[str]) -> None:
    assert _pieces(text, headline) == pieces


@pytest.mark.parametrize("text", WHOLE)
def test_sentences_stay_whole(text: str) -> None:
    assert opening_breaks(text, 0, len(text), None) == []


@given(
    st.lists(st.sampled_from(["AFP", "Tuesday", "3 May 2016", "BEIRUT", "(AP photo)", "The", "said", "Orvel.", "“it”"]))
)
@settings(max_examples=60, deadline=None)
def test_any_words_are_parted_in_order(words: list[str]) -> None:
    text = " ".join(words)
    breaks = opening_breaks(text, 0, len(text), "The said Orvel killed it")
    assert breaks == sorted(set(breaks))
    assert all(0 < at < len(text) for at in breaks)


WORDS = [
    "the", "Karo Lund", "said", "told", "added", "according to", "citing", "reports", "that", "adding that",
    "noting", "officials", "in", "of", "Orvel", "state-run TV", "killed", "ten people", "SAMA", "who", "which",
    ".", ",", ":", "“", "”", "and that", "but", "denied", "Friday", "Monitor", "quoted", "as saying", "have",
    "I", "it", "they", "(AP)",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=6, max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_words_are_read(words: list[str]) -> None:
    report = crossread.read_text("Shells fall on Orvel\n\n" + " ".join(words) + " the officials said.")
    assert all(
        report.page.text[span.start : span.end] == span.quote for item in report.attributions for span in item.content
    )
