"""Parse of a CoNLL-U file, on gold words: head right (UAS), head and relation right (LAS), punctuation left out.

Relations are compared without their subtypes, as the shared tasks of Universal Dependencies do. The baseline hangs
every word on the one after it, by its part of speech's commonest relation in English.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks._gold import files, joined
from benchmarks.frame import Figure, Result
from crossread.tagger import Word, tag_words

_COMMONEST = {
    "ADJ": "amod", "ADP": "case", "ADV": "advmod", "AUX": "aux", "CCONJ": "cc", "DET": "det", "NOUN": "obl",
    "NUM": "nummod", "PART": "mark", "PRON": "nsubj", "PROPN": "flat", "SCONJ": "mark", "VERB": "root",
}  # fmt: skip


def run(paths: list[Path], limit: int | None) -> Result:
    """Parse every sentence and compare."""
    words = heads = full = labels = tags = lemmas = chain = baseline = 0
    out: list[dict[str, object]] = []
    for rows in islice((rows for path in files(paths, ".conllu", ".conllu.gz") for rows in _sentences(path)), limit):
        text, bounds = joined([row[1] for row in rows])
        found = tag_words(text, [[bounds]]).words
        out.append(
            {"rows": [_row(row, word, place) for place, (row, word) in enumerate(zip(rows, found, strict=True))]}
        )
        for place, (row, word) in enumerate(zip(rows, found, strict=True)):
            if row[3] == "PUNCT":
                continue
            head = place if row[6] == "0" else int(row[6]) - 1
            relation = row[7].split(":")[0]
            words += 1
            heads += word.head == head
            full += word.head == head and word.deprel.split(":")[0] == relation
            labels += word.head == head and word.deprel == row[7]
            tags += word.upos == row[3]
            lemmas += word.lemma == row[2].lower()
            chain += head == place + 1
            baseline += head == place + 1 and relation == _COMMONEST.get(row[3])
    whole = max(words, 1)
    figures: dict[str, Figure] = {
        "uas": heads / whole, "las": full / whole, "las_subtypes": labels / whole, "upos": tags / whole,
        "lemmas": lemmas / whole, "baseline_uas": chain / whole, "baseline_las": baseline / whole, "words": words,
    }  # fmt: skip
    return Result(figures=figures, predictions=out)


def _row(row: list[str], word: Word, place: int) -> list[str]:
    """A gold row with what was read: lemma, tags, head and relation."""
    head = "0" if word.head == place else str(word.head + 1)
    return [*row[:2], word.lemma, word.upos, word.xpos, row[5], head, word.deprel, *row[8:]]


def _sentences(path: Path) -> Iterator[list[list[str]]]:
    """Rows of words of each sentence."""
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            if row[0].isdigit():
                rows.append(row)
            elif not line.strip() and rows:
                yield rows
                rows = []
    if rows:
        yield rows
