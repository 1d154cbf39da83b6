from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import places
from benchmarks._toponyms import articles

# Both forms of gold files, with articles invented for the project.
PHRASE = """<articles><article docid="1"><text>Shells fell in Kabul and in Herat. Orvasht was spared.</text><toponyms>
<toponym><start>15</start><end>20</end><phrase>Kabul</phrase><gaztag><lat>34.5</lat><lon>69.2</lon></gaztag></toponym>
<toponym><start>28</start><end>33</end><phrase>Herat</phrase><gaztag><lat>34.3</lat><lon>62.2</lon></gaztag></toponym>
<toponym><start>35</start><end>42</end><phrase>Orvasht</phrase></toponym>
</toponyms></article></articles>"""
EXTRACTED = """<articles><article><text>Ten died in Paris, Texas. Orvasht mourns.</text><toponyms>
<toponym><start>12</start><end>17</end><extractedName>Paris</extractedName><latitude>33.66</latitude><longitude>-95.55</longitude></toponym>
<toponym><start>19</start><end>24</end><extractedName>Texas</extractedName><latitude>31.5</latitude><longitude>-99.0</longitude></toponym>
<toponym><start>26</start><end>33</end><extractedName>Orvasht</extractedName><latitude>1.0</latitude><longitude>1.0</longitude></toponym>
</toponyms></article></articles>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.xml").write_text(PHRASE, encoding="utf-8")
    (tmp_path / "b.xml").write_text(EXTRACTED, encoding="utf-8")
    return tmp_path


def test_both_forms_are_read(folder: Path) -> None:
    phrase, extracted = articles([folder])
    assert [toponym.words for toponym in phrase.toponyms] == ["Kabul", "Herat"]
    assert phrase.without_point == ((35, 42),)
    assert [toponym.longitude for toponym in extracted.toponyms] == [-95.55, -99.0, 1.0]


def test_bounds_that_are_off_are_moved_to_the_words(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(PHRASE.replace("<start>28</start><end>33</end>", "<start>31</start><end>36</end>"))
    (article,) = articles([tmp_path])
    assert article.text[article.toponyms[1].start : article.toponyms[1].end] == "Herat"


def test_a_name_that_is_not_known_counts_as_wrong(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_LOOKUPS", 50)
    figures = places.run([folder], None).figures
    assert figures["mentions"] == 5
    assert figures["coverage"] == pytest.approx(4 / 5)
    assert figures["accuracy_161km"] == pytest.approx(4 / 5)
    assert figures["accuracy_covered"] == 1.0
    assert figures["population_accuracy_161km"] == pytest.approx(3 / 5)  # the most populous Paris is in France
    assert figures["end_to_end_f1"] == pytest.approx(2 * 4 / (5 + 4))
