from __future__ import annotations

from pathlib import Path

import crossread_model_en
import pytest

from benchmarks._dyads import class_f1, dyads, macro_f1
from benchmarks.dyads import run
from crossread.errors import ModelError
from crossread.interactions import QUADS, features_of, interaction
from crossread.interactions.weights import FILE, Weights, default_weights, sentence_hash
from crossread.tagger import Tags, tag

LINES = (Path(__file__).parent / "cases" / "interactions.tsv").read_text(encoding="utf-8").splitlines()[1:]
CASES = [line.split("\t") for line in LINES]


def _tags(text: str) -> Tags:
    return tag(text, [(0, len(text))], [(0, len(text))])


def _bounds(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _root(text: str, source: str, target: str) -> str:
    return interaction(_tags(text), _bounds(text, source), _bounds(text, target)).root


def test_invented_sentences() -> None:
    right = [(root, source) for root, source, target, text in CASES if _root(text, source, target) == root]
    quads = [text for root, source, target, text in CASES if QUADS[_root(text, source, target)] == QUADS[root]]  # type: ignore[index]
    assert len(right) >= 23  # of 27: 24 as measured, less one
    assert len(quads) >= 24


def test_who_the_parties_are_does_not_matter() -> None:
    text = "{} threatened {} with war."
    asked = [("Iran", "Israel"), ("Norway", "a small fishing village"), ("Luxembourg", "Fiji")]
    assert len({str(_root(text.format(*pair), *pair)) for pair in asked}) == 1


def test_one_party_is_enough_and_none_is_not() -> None:
    text = "Gunmen attacked a police post near Bamako."
    assert interaction(_tags(text), None, _bounds(text, "a police post")).root == "ASSAULT"
    with pytest.raises(ValueError, match="neither party"):
        interaction(_tags(text), None, None)


def test_parties_in_the_second_sentence_are_read_there() -> None:
    text = "The mayor resigned. Norway donated food to refugees in Chad."
    tags = tag(text, [(0, len(text))], [(0, 19), (20, len(text))])
    features = features_of(tags, _bounds(text, "Norway"), _bounds(text, "refugees in Chad"))
    assert "word:donated" in features
    assert "word:resigned" not in features


def test_features_show_masks_path_and_lexicon() -> None:
    text = "Kenya refused to meet Somalia."
    features = features_of(_tags(text), _bounds(text, "Kenya"), _bounds(text, "Somalia"))
    assert {"word:<source> refused", "parse:under=refuse", "parse:complement=meet", "lexicon:under=REJECT"} <= set(
        features
    )
    assert not [name for name in features if "kenya" in name.lower() or "somalia" in name.lower()]


def test_weights_are_small_and_their_damage_is_told(tmp_path: Path) -> None:
    assert (crossread_model_en.FOLDER / FILE).stat().st_size < 500_000
    assert set(default_weights().roots) == set(QUADS)
    (tmp_path / FILE).write_bytes(b"no weights")
    with pytest.raises(ModelError, match="cannot be read"):
        Weights(tmp_path / FILE)


def test_benchmark_counts_what_was_trained_on(tmp_path: Path) -> None:
    path = tmp_path / "dyads.tsv"
    rows = [
        ("Gunmen shot a judge.", "Gunmen", "a judge", "ASSAULT", "4"),
        ("It met him.", "It", "a recipient", "AID", "2"),
    ]
    path.write_text(
        "sentence\tsource\ttarget\tgold_root\tgold_penta\n" + "".join("\t".join(row) + "\n" for row in rows)
    )
    figures = run([path], None).figures
    assert (figures["sentences"], figures["trained_on"]) == (2, 0)
    assert figures["macro_f1"] == 0.5
    assert figures["quad_accuracy"] == 0.5
    assert [dyad.bounds()[1] for dyad in dyads([tmp_path])] == [(12, 19), None]


def test_macro_f1_is_the_mean_over_classes() -> None:
    gold, found = ["A", "A", "B"], ["A", "B", "B"]
    assert class_f1(gold, found, "A") == pytest.approx(2 / 3)
    assert macro_f1(gold, found) == pytest.approx(2 / 3)
    assert sentence_hash("a  b") == sentence_hash("a b")
