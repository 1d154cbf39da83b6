"""Attributions of rules and model as one list: marks and fixed words decide, the model reads the rest."""

from __future__ import annotations

from crossread.record import Attribution, Fact, Page, Spans
from crossread.speech.combining import combined, without_datelines
from tests.helpers import page_of

# Invented.
TEXT = (
    "ORVEL, May 3 (Agency) - “We hold the pass,” said Karo Lund, who leads the guard, on Monday. "
    "Lund said the road was cut. According to the mayor, two bridges fell."
)


def _spans(page: Page, *words: str) -> Spans:
    starts = [page.text.index(word) for word in words]
    return tuple(page.span(start, start + len(word)) for start, word in zip(starts, words, strict=True))


def _said(page: Page, made_by: str, source: str, cue: str, *content: str, direct: bool = False) -> Attribution:
    return Attribution(
        form="direct" if direct else "indirect",
        source=_spans(page, source) if source else (),
        cue=_spans(page, cue) if cue else (),
        content=_spans(page, *content),
        made_by=made_by,
    )


def test_a_quotation_keeps_its_marks_and_gains_a_speaker() -> None:
    page = page_of(TEXT)
    rule = _said(page, "rule:quotation", "", "", "We hold the pass,", direct=True)
    model = _said(page, "model:m", "Karo Lund, who", "said", "We hold the pass")
    (only,) = combined(page, [rule], [model])
    assert only.content == rule.content
    assert [span.quote for span in only.source] == ["Karo Lund"]
    assert only.made_by == "rule:quotation, model:m"


def test_reported_speech_is_the_models() -> None:
    page = page_of(TEXT)
    rule = _said(page, "rule:cue-clause", "Lund", "Lund said", "the road was")
    unseen = _said(page, "rule:cue-clause", "Karo Lund", "leads", "the guard")
    model = _said(page, "model:m", "Lund", "Lund said", "the road was cut")
    assert [item.content[0].quote for item in combined(page, [rule, unseen], [model])] == ["the road was cut"]


def test_content_does_not_run_on_into_a_later_sentence() -> None:
    page = page_of(TEXT)
    rule = _said(page, "rule:cue-clause", "Lund", "Lund said", "the road was cut")
    model = _said(page, "model:m", "Lund", "Lund said", "the road was cut", "two bridges fell")
    (only,) = combined(page, [rule], [model])
    assert only.content == rule.content


def test_fixed_words_stay_as_rules_read_them() -> None:
    page = page_of(TEXT)
    rule = _said(page, "rule:according-to", "the mayor", "According to", "two bridges fell")
    model = _said(page, "model:m", "mayor", "According to", "bridges fell")
    assert combined(page, [rule], [model]) == (rule,)


def test_a_dateline_is_not_said() -> None:
    page = page_of(TEXT)
    dateline = Fact(name="dateline", value="ORVEL", known_from="dateline", spans=_spans(page, "ORVEL, May 3 (Agency)"))
    page = page_of(TEXT, facts=(dateline,))
    item = _said(page, "model:m", "", "", "ORVEL, May 3 (Agency) - “We hold the pass")
    (only,) = without_datelines(page, [item])
    assert only.content[0].quote == "“We hold the pass"
