from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.actors.acronyms import find_acronyms, well_known
from crossread.actors.expansions import fits
from crossread.record import Acronym, check_spans
from tests.helpers import reading_of

CASES = re.split(r"^## ", (Path(__file__).parent / "cases" / "acronyms.md").read_text(encoding="utf-8"), flags=re.M)[1:]


def _case(case: str) -> tuple[str, list[str]]:
    body = case.partition("\n")[2]
    expected = re.findall(r"^- (.+)$", body, flags=re.M)
    return re.sub(r"^- .+\n?", "", body, flags=re.M).strip(), expected


def _shown(acronym: Acronym) -> str:
    words = " | ".join(f"{'' if e.fits else '≠ '}{e.words}" for e in acronym.expansions)
    return f"{acronym.letters}: {words}" if words else acronym.letters


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_cases(case: str) -> None:
    text, expected = _case(case)
    assert [_shown(acronym) for acronym in find_acronyms(reading_of(text))] == expected


def test_every_mention_has_its_span() -> None:
    text = "The National Rescue Front (NRF) met. The NRF’s men left; pro-NRF crowds and the N.R.F. cheered."
    (acronym,) = find_acronyms(reading_of(text))
    assert [span.quote for span in acronym.spans] == ["NRF", "NRF", "NRF", "N.R.F."]
    assert [span.quote for span in acronym.expansions[0].spans] == ["National Rescue Front"]


def test_an_expansion_told_twice_keeps_both_places() -> None:
    text = "The National Rescue Front (NRF) met.\n\nThe National Rescue Front (NRF) left."
    (acronym,) = find_acronyms(reading_of(text))
    assert [len(acronym.expansions), len(acronym.expansions[0].spans)] == [1, 2]


@pytest.mark.parametrize(
    ("letters", "words", "expected"),
    [
        ("NRF", "National Rescue Front", True),
        ("NRF", "National Rescue Factions Forum", False),
        ("NRF", "National Rescue of Norland", False),
        ("OCHA", "Office for the Coordination of Humanitarian Affairs", True),
        ("UNIFIL", "United Nations Interim Force in Lebanon", True),
        ("ISIS", "Islamic State of Iraq and Greater Syria", True),
        ("DRC", "Democratic Republic of the Congo", True),
        ("FARC-EP", "Fuerzas Armadas Revolucionarias de Colombia-Ejército del Pueblo", True),
        ("YPG", "People's Protection Units", False),
        ("UNSG", "UN Secretary-General", True),
    ],
)
def test_fits(letters: str, words: str, expected: bool) -> None:
    assert fits(letters, words) is expected


def test_well_known() -> None:
    assert well_known("U.N.") == well_known("UN") == "United Nations"
    assert well_known("NRF") is None


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["The", "National", "Front", "of", "(", ")", "NRF", "or", ",", ".", "'s", "\n\n", "’s", "-"])
    )
)
def test_any_text_keeps_the_law_of_spans(words: list[str]) -> None:
    text = " ".join(words)
    reading = reading_of(text)
    check_spans(find_acronyms(reading), reading.report.page.text)


def test_long_runs_are_read_in_linear_time() -> None:
    text = "The National Front (NRF " * 4000 + "A" * 20000 + " and or known as its" * 4000
    assert find_acronyms(reading_of(text))
