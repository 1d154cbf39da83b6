"""The benchmark of page reading scores both forms of gold. The page is invented."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks import pages

TEXTS = [
    "Soldiers of the river brigade left the bridge at Orlen on Monday, two residents said.",
    "A spokeswoman for the brigade said that the road to the mill would stay closed until Friday.",
    "The mayor told reporters that about 300 families had asked for tents, blankets and clean water.",
]
PAGE = (
    "<html><head><meta property='article:published_time' content='2031-05-06T07:08:09Z'><meta name=author"
    " content='Ida Roe'><title>Brigade leaves the bridge</title></head><body><article>"
    f"<h1>Brigade leaves the bridge</h1><p>{TEXTS[0]}</p><h2>Road closed</h2><p>{TEXTS[1]}</p>"
    f"<p>{TEXTS[2]}</p></article></body></html>"
)
KEYS = [
    "text_f1",
    "exact",
    "heading_f1",
    "date_accuracy",
    "author_accuracy",
    "trafilatura_text_f1",
    "trafilatura_exact",
]


def write(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress(PAGE.encode()))


def test_flat_gold(tmp_path: Path) -> None:
    write(tmp_path / "test_data/xx/one.html.gz")
    gold = {
        "text": "\n".join([TEXTS[0], "Road closed", *TEXTS[1:]]),
        "heads": ["Road closed"],
        "date": "2031-05-06 07:08:09+00:00",
        "authors": ["Ida Roe"],
    }
    (tmp_path / "gold_flat.json").write_text(json.dumps({"xx/one.html.gz": gold}))
    result = pages.run([tmp_path], None)
    assert list(result.figures) == KEYS
    assert [result.figures[key] for key in KEYS[:5]] == [1.0, 1.0, 1.0, 1.0, 1.0]
    assert result.predictions[0]["xx/one.html.gz"]["text"] == gold["text"]


def test_article_extraction_gold(tmp_path: Path) -> None:
    write(tmp_path / "html/abc.html.gz")
    gold = {"abc": {"articleBody": f"{TEXTS[0]}\nRoad closed\n{TEXTS[1]}"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(gold))
    result = pages.run([tmp_path], None)
    assert result.figures["heading_f1"] is None
    assert result.figures["exact"] == 0.0
    assert list(result.predictions[0]) == ["abc"]


@pytest.mark.parametrize(
    ("true", "found", "shares"),
    [
        ("a b c d e", "a b c d e", (1.0, 0.0, 0.0)),
        ("a b c d e", "a b c d", (0.5, 0.0, 0.5)),
        ("a b", "a b", (1.0, 0.0, 0.0)),
        ("", "", (0.0, 0.0, 0.0)),
    ],
)
def test_shingles(true: str, found: str, shares: tuple[float, float, float]) -> None:
    assert pages.shingle_shares(true, found) == shares
