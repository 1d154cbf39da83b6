"""Who says what. All texts are invented; most stand in ``cases/speech.md``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.record import Attribution, Spans, check_spans
from crossread.speech.attributions import find_attributions
from tests.helpers import reading_of

CASES = re.split(r"^## ", (Path(__file__).parent / "cases" / "speech.md").read_text(encoding="utf-8"), flags=re.M)[1:]


def case_of(case: str) -> tuple[str, list[str]]:
    """Text and expected rows of one case."""
    body = case.partition("\n")[2]
    expected = re.findall(r"^- (.+)$", body, flags=re.M)
    return re.sub(r"^- .+\n?", "", body, flags=re.M).strip(), expected


def shown(attribution: Attribution) -> str:
    """An attribution as the cases write it."""

    def words(spans: Spans) -> str:
        return " … ".join(span.quote for span in spans) or "-"

    parts = (attribution.source, attribution.cue, attribution.content, attribution.venue)
    return f"{attribution.form}: " + " | ".join(map(words, parts))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_cases(case: str) -> None:
    text, expected = case_of(case)
    assert sorted(map(shown, find_attributions(reading_of(text)))) == sorted(expected)


def test_a_quotation_without_cue_goes_on_with_the_speaker_of_the_sentence_before() -> None:
    text = "Lund said the road was open again. “Nobody was hurt on the way.”"
    said, quoted = find_attributions(reading_of(text))
    assert (quoted.form, quoted.made_by) == ("direct", "rule:same-speaker")
    assert quoted.source == said.source


def test_every_quotation_of_speech_is_in_exactly_one_attribution() -> None:
    text = "“We hold the ridge,” he said. “They left it,” she said. “Nobody asked the villagers about it.”"
    contents = [span.quote for item in find_attributions(reading_of(text)) for span in item.content]
    assert sorted(contents) == sorted({"We hold the ridge,", "They left it,", "Nobody asked the villagers about it."})


def test_speech_inside_a_quotation_is_nested() -> None:
    text = "“The officer told us the road was cut at noon,” Mira Tolan said."
    outer, inner = find_attributions(reading_of(text))
    assert outer.source[0].quote == "Mira Tolan"
    assert inner.source[0].quote == "The officer"
    assert outer.content[0].start <= inner.content[0].start < inner.content[0].end <= outer.content[0].end


def test_spans_hold_on_hard_text() -> None:
    text = "Lund said:\u00a0“It\u200b’s  gone 😀.”\r\n\n‏“نعم,” he said."
    reading = reading_of(text)
    check_spans(find_attributions(reading), text)


_PIECES = ["“", "”", '"', "'", "‘", "Lund", " said", ", ", ". ", "\n\n", "that ", "he ", "told ", "Reuters ", "(", ")"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*_PIECES, "according to ", "saying ", "quoted ", "as ", "was ", "the road ", "5,000 "]))
)
def test_any_order_of_marks_and_cues_gives_sound_attributions(pieces: list[str]) -> None:
    text = "x " + "".join(pieces)
    found = find_attributions(reading_of(text))
    check_spans(found, text)
    assert all(item.content for item in found)
    assert list(found) == sorted(found, key=lambda item: item.content[0].start)
