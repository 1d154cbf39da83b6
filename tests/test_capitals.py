from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread import read_text
from crossread.capitals import in_capitals, with_case
from crossread.folding import FoldedText, fold
from crossread.record import Page
from tests.helpers import reading_of

STORY = (
    "SAN RAFAEL, 4 FEB 2031 (DPA) -- [TEXT] GUERRILLAS OF THE NORTHERN LIBERATION FRONT (NLF) ATTACKED AN ARMY POST IN "
    "THE CITY OF PUERTO ALTO ON MONDAY. THREE SOLDIERS WERE KILLED, COLONEL LUIS ARTURO PRADO SAID.\n\n"
    "THE NLF SAID IT WOULD NOT LAY DOWN ITS ARMS BEFORE MARCH. PRESIDENT ELENA RUVALCABA, WHO IS IN LIMA, CONDEMNED "
    "THE GUATEMALAN GROUP."
)


def _cased(text: str) -> FoldedText:
    return with_case(reading_of(text).folded)


def test_a_story_in_capitals_is_read_in_sentence_case() -> None:
    text = _cased(STORY).text
    for words in (
        "Northern Liberation Front (NLF) attacked an army post in the",
        "Three soldiers were killed, Colonel Luis Arturo Prado said.",
        "The NLF said it would not lay down its arms before March.",
        "President Elena Ruvalcaba, who is in Lima, condemned the Guatemalan group.",
    ):
        assert words in text


def test_claims_of_a_story_in_capitals_show_the_words_of_the_page() -> None:
    report = read_text(STORY)
    (killed,) = [claim for claim in report.claims if claim.family == "losses"]
    assert killed.spans[0].quote in report.page.text
    assert "THREE SOLDIERS WERE KILLED" in killed.spans[0].quote
    assert [(source.name, source.named) for source in killed.voice.chain] == [("Luis Arturo Prado", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BOMB KILLS SIX IN QUETTA MARKET", True),
        ("The NATO and U.N. missions left.", False),
        ("FMLN", False),
        ("UNHCR IOM WFP", False),
        ("", False),
        ("12 34 56", False),
    ],
)
def test_what_is_in_capitals(text: str, expected: bool) -> None:
    assert in_capitals(text) is expected


def test_other_pages_keep_their_reading_copy() -> None:
    folded = reading_of("The army left the town of Sund on Monday.").folded
    assert with_case(folded) is folded


@given(st.text(alphabet="ABCDEFGHIİıßŞÇ.,-'()[] \n"))
def test_no_length_ever_changes(text: str) -> None:
    page: Page = reading_of(text + " GUNMEN SHOT TWO MEN IN PUERTO ALTO").report.page
    folded = fold(page)
    assert len(with_case(folded).text) == len(folded.text)


def test_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        reading_of("A text.").folded.written("A longer text.")
