"""The tagger as a whole: offsets, purity, windows, and what it reads of plain sentences."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.errors import ModelError
from crossread.tagger import Tags, tag, tag_words
from crossread.tagger.model import Model, default_model
from crossread.tagger.windows import WINDOW_PIECES, cut

# Invented.
STORY = (
    "President Omar Daro told reporters on Monday that the rebels had killed 12 soldiers near Kalvar. “We will never "
    "surrender,” said Ali Nasser, a spokesman for the Northern Front. The Interior Ministry denied that police had "
    "arrested three men in Velgrad."
)


def read(text: str) -> Tags:
    return tag(text, [(0, len(text))], [(0, len(text))])


def quotes(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_importing_the_package_loads_no_model() -> None:
    code = "import sys, crossread, crossread.tagger; print('onnxruntime' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "False"


def test_words_show_themselves_and_hang_together() -> None:
    tags = read(STORY)
    assert all(STORY[word.start : word.end] == word.text for word in tags.words)
    for sentence in tags.sentences:
        inside = range(sentence.first, sentence.last)
        assert all(tags.words[number].head in inside for number in inside)
        assert [n for n in inside if tags.words[n].head == n] == [n for n in inside if tags.words[n].deprel == "root"]
        assert sum(tags.words[number].head == number for number in inside) == 1


def test_who_said_what() -> None:
    text = "The Interior Ministry denied that police had arrested three men in Velgrad."
    (said,) = read(text).attributions
    assert quotes(text, said.source) == ["The Interior Ministry"]
    assert quotes(text, said.cue) == ["denied"]
    assert quotes(text, said.content) == ["that police had arrested three men in Velgrad"]


def test_content_interrupted_by_its_cue() -> None:
    text = "“We will stay,” General Amin Daro said, “until the last man has left.”"
    (said,) = read(text).attributions
    assert quotes(text, said.cue) == ["said"]
    assert len(said.content) == 2


def test_names() -> None:
    names = {STORY[name.start : name.end]: name.kind for name in read(STORY).names}
    assert names["Ali Nasser"] == "person"
    assert names["Interior Ministry"] == "state body"
    assert names["Northern Front"] == "armed group"
    assert names["Velgrad"] == "place"


def test_learned_trigger_and_its_victim() -> None:
    text = "The bombing killed 12 soldiers in Kalvar."
    deaths = [trigger for trigger in read(text).triggers if trigger.type == "Life.Die"]
    assert [text[trigger.start : trigger.end] for trigger in deaths] == ["killed"]
    assert ("victim", "soldiers") in {(role.role, text[role.start : role.end]) for role in deaths[0].roles}


def test_certainty_tells_what_happened_from_what_did_not() -> None:
    text = "The army attacked the town. The army did not attack the town."
    tags = tag(text, [(0, len(text))], [(0, 27), (28, len(text))])
    values = {entry.word: entry for entry in tags.certainty}
    attacked, attack = (values[n] for n, word in enumerate(tags.words) if word.lemma == "attack")
    assert attacked.news > 2 > -1 >= attack.news
    assert attacked.value > attack.value + 1


def test_a_paragraph_reads_the_same_in_any_company() -> None:
    """Tags depend on the paragraph alone, so a copied paragraph is tagged as its original was."""
    other = "Prices rose in March."
    text = f"{other}\n{STORY}"
    alone = read(STORY)
    start = len(other) + 1
    both = tag(text, [(0, len(other)), (start, len(text))], [(0, len(other)), (start, len(text))])
    shift = len(both.words) - len(alone.words)
    assert [(w.text, w.upos, w.head - shift) for w in both.words[shift:]] == [
        (w.text, w.upos, w.head) for w in alone.words
    ]
    assert [(n.kind, n.start - start) for n in both.names if n.start >= start] == [
        (n.kind, n.start) for n in alone.names
    ]


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_tagged(text: str) -> None:
    tags = read(text)
    assert tags == read(text)
    assert all(text[word.start : word.end] == word.text for word in tags.words)
    bounds = [(name.start, name.end) for name in tags.names]
    bounds += [(trigger.start, trigger.end) for trigger in tags.triggers]
    bounds += [(sentence.start, sentence.end) for sentence in tags.sentences]
    assert all(0 <= start < end <= len(text) for start, end in bounds)


def test_nothing_to_tag() -> None:
    assert read("").words == ()
    assert tag("  \n ", [(0, 4)], [(0, 4)]).sentences == ()


def test_sentences_outside_paragraphs_are_read_alone() -> None:
    text = "One fell. Two rose."
    tags = tag(text, [], [(0, 9), (10, 19)])
    assert [(sentence.start, sentence.end) for sentence in tags.sentences] == [(0, 9), (10, 19)]


def test_windows_hold_whole_sentences_and_are_bounded() -> None:
    model = default_model()
    words = ["town"] * 500
    sentences = [(0, 90), (90, 180), (180, 190), (190, 500)]
    windows = cut(model.pieces, words, sentences)
    assert [part for window in windows for part in window][:3] == sentences[:3]
    assert all(window[-1][1] - window[0][0] <= WINDOW_PIECES for window in windows)
    assert [n for window in windows for first, last in window for n in range(first, last)] == list(range(500))


def test_one_endless_sentence_is_cut_and_read() -> None:
    text = "and the town " * 400
    tags = read(text.strip())
    assert len(tags.words) == 1200


def test_given_words_are_kept() -> None:
    text = "Rebels took Al-Noor"
    tags = tag_words(text, [[[(0, 6), (7, 11), (12, 19)]]])
    assert [word.text for word in tags.words] == ["Rebels", "took", "Al-Noor"]


def test_a_folder_without_a_model_is_refused(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(ModelError, match=r"lacks model\.onnx"):
        Model(Path(str(tmp_path)), "none")
