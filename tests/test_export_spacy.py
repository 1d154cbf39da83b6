"""A report as a spaCy document."""

from __future__ import annotations

import pytest

import crossread
from crossread.errors import UsageError
from crossread.export.spacy import to_spacy

TEXT = (
    "Rebels seize town\n\nGeneral Amin Daro said that his troops had captured the town of Kalvar. The army left it.\n"
)


def test_words_keep_their_place_in_the_page() -> None:
    pytest.importorskip("spacy")
    report = crossread.read_text(TEXT)
    doc = to_spacy(report)
    assert [report.page.text[start:end] for start, end in doc.user_data["offsets"]] == [word.text for word in doc]
    assert len(list(doc.sents)) == len(report.sentences)
    assert all(word.pos_ and word.dep_ and word.lemma_ for word in doc)


def test_names_and_attributions_are_spans() -> None:
    pytest.importorskip("spacy")
    report = crossread.read_text(TEXT)
    doc = to_spacy(report)
    assert len(doc.ents) == len(report.names)
    assert {part.text for part in doc.spans["source"]} == {s.quote for said in report.attributions for s in said.source}


def test_without_spacy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy.tokens", None)
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    with pytest.raises(UsageError, match=r"crossread\[spacy\]"):
        to_spacy(crossread.read_text(TEXT))
