"""Attributions of rules and model put together."""

from __future__ import annotations

from crossread.record import Attribution, Span
from crossread.speech.combined import combine

TEXT = "“We stay,” Daro told VOA. Officials said that he had left. “Nobody asked.”"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), quote=words)


QUOTED = Attribution(
    form="direct",
    source=(span("Daro"),),
    cue=(span("told"),),
    content=(span("We stay"),),
    venue=(span("VOA"),),
    made_by="rule:a",
)
BARE = Attribution(form="direct", content=(span("Nobody asked."),), made_by="rule:b")
LEARNED_QUOTE = Attribution(
    form="direct", source=(span("Daro"),), cue=(span("told VOA"),), content=(span("stay"),), made_by="model:m"
)
LEARNED = Attribution(
    form="indirect", source=(span("Officials"),), cue=(span("said"),), content=(span("he had left"),), made_by="model:m"
)


def test_a_quotation_keeps_its_bounds_and_venue_and_takes_the_models_source_and_cue() -> None:
    (said,) = combine([QUOTED], [LEARNED_QUOTE])
    assert said.content == QUOTED.content
    assert said.venue == QUOTED.venue
    assert said.cue == LEARNED_QUOTE.cue
    assert said.made_by == "rule:a + model:m"


def test_what_only_the_model_read_is_added_in_order() -> None:
    assert [said.made_by for said in combine([QUOTED, BARE], [LEARNED])] == ["rule:a", "model:m", "rule:b"]


def test_what_has_no_source_is_not_added() -> None:
    assert combine([BARE], [Attribution(form="indirect", content=(span("he had left"),), made_by="model:m")]) == (BARE,)


def test_a_rule_that_spans_two_of_the_models_stands_as_it_is() -> None:
    wide = Attribution(
        form="indirect", content=(span("We stay,” Daro told VOA. Officials said that he had left"),), made_by="rule:c"
    )
    assert combine([wide], [LEARNED_QUOTE, LEARNED]) == (wide,)


def test_nothing_from_nothing() -> None:
    assert combine([], []) == ()
