"""Files of coded dyads: a sentence, its source and target, a root of PLOVER and a quad class."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.frame import f1, ratio
from crossread.sentences import sentence_spans
from crossread.tagger import Tags, tag
from crossread.tagger.tags import Bounds


@dataclass(frozen=True)
class Dyad:
    """One coded sentence.

    Attributes:
        sentence: The sentence.
        source: Words for the one who acts.
        target: Words for the one acted on; they need not be in the sentence.
        root: Root of PLOVER.
        quad: Quad class, 1 to 4.
        row: The row as it was read.
    """

    sentence: str
    source: str
    target: str
    root: str
    quad: int
    row: dict[str, str]

    def bounds(self) -> tuple[Bounds | None, Bounds | None]:
        """Where source and target stand, None where they do not."""
        return _find(self.sentence, self.source), _find(self.sentence, self.target)


def dyads(paths: Iterable[Path]) -> Iterator[Dyad]:
    """Rows of files of tab-separated values with a head line, or of folders of them."""
    for path in paths:
        for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
            with file.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                    quad = int(row["gold_penta"])
                    yield Dyad(row["sentence"], row["source"], row["target"], row["gold_root"], quad, row)


def tagged(dyad: Dyad) -> Tags:
    """Tags of a dyad's text, read as one paragraph."""
    text = dyad.sentence
    return tag(text, [(0, len(text))], sentence_spans(text, 0, len(text)))


def _find(text: str, words: str) -> Bounds | None:
    at = text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else None


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Mean of the F1 of every class that the gold has."""
    scores = [class_f1(gold, found, one) for one in sorted(set(gold))]
    return sum(scores) / len(scores) if scores else 0.0


def class_f1(gold: Sequence[str], found: Sequence[str], one: str) -> float:
    """F1 of one class."""
    right = sum(a == b == one for a, b in zip(gold, found, strict=True))
    return f1(ratio(right, found.count(one)) or 0.0, ratio(right, gold.count(one)) or 0.0)
