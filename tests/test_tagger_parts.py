"""Tags as parts of a report: spans are the page's, contents are trimmed as those of rules are."""

from __future__ import annotations

from functools import cache

import crossread
from crossread.folding import FoldedText, fold
from crossread.sentences import split_sentences
from crossread.tagger import Tags
from crossread.tagger.parts import attributions, name_mentions, tag_folded, triggers

# Invented; curly marks, a soft hyphen and a hard-wrapped line check the way back to the page.
TEXT = (
    "Daro’s army seized Kal\u00advar\n\n"
    "General Amin Daro said that his troops had captured the town of Kalvar.\n\n"
    "“We will stay,” he told reporters. The Northern Front denied that it had lost the town.\n"
)


@cache
def read() -> tuple[FoldedText, Tags]:
    folded = fold(crossread.read_text(TEXT).page)
    found = split_sentences(folded)
    position = folded.position
    bounds = [(position(s.spans[0].start), position(s.spans[0].end)) for s in found]
    return folded, tag_folded(folded, bounds)


def test_spans_are_the_pages() -> None:
    folded, tags = read()
    for part in (*name_mentions(tags, folded), *attributions(tags, folded), *triggers(tags, folded)):
        spans = [*getattr(part, "spans", ()), *getattr(part, "content", ()), *getattr(part, "source", ())]
        assert spans
        assert all(folded.page.text[span.start : span.end] == span.quote for span in spans)


def test_contents_are_trimmed_and_told_apart() -> None:
    folded, tags = read()
    found = {said.content[0].quote: said.form for said in attributions(tags, folded)}
    assert found["his troops had captured the town of Kalvar"] == "indirect"
    assert found["We will stay"] == "direct"
    assert found["it had lost the town"] == "indirect"


def test_sources_and_cues() -> None:
    folded, tags = read()
    found = {said.content[0].quote: said for said in attributions(tags, folded)}
    said = found["his troops had captured the town of Kalvar"]
    assert [span.quote for span in said.source] == ["General Amin Daro"]
    assert [span.quote for span in said.cue] == ["said"]
    assert said.made_by.startswith("model:crossread-model-en ")


def test_seizure_with_its_roles() -> None:
    folded, tags = read()
    seizures = {trigger.spans[0].quote: trigger for trigger in triggers(tags, folded) if trigger.type == "seizure"}
    roles = {role.role: role.spans[0].quote for role in seizures["captured"].roles}
    assert roles["actor"] == "his troops"
    assert roles["place"] == "the town of Kalvar"
    assert seizures["captured"].made_by == "rule:trigger lexicon"
    assert seizures["captured"].certainty is not None


def test_predicates_without_type_keep_their_certainty() -> None:
    folded, tags = read()
    plain = {trigger.spans[0].quote: trigger for trigger in triggers(tags, folded) if trigger.type is None}
    assert "denied" in plain
    assert all(trigger.certainty is not None for trigger in plain.values())
