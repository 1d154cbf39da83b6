"""Gold sets for the tagger: their texts, and scores of spans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.frame import Figure, f1, json_lines
from crossread.sentences import sentence_spans
from crossread.tagger import Bounds


@dataclass
class Count:
    """Right, found and gold items.

    Attributes:
        right: Items found that are gold.
        found: Items found.
        gold: Items of the gold set.
    """

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, gold: Collection[object], found: Collection[object]) -> None:
        """Count the items of one text."""
        self.right += len(set(gold) & set(found))
        self.found += len(set(found))
        self.gold += len(set(gold))

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return f1(self.precision, self.recall)

    def row(self, name: str) -> list[Figure]:
        """A row of a table: name, precision, recall, F1."""
        return [name, self.precision, self.recall, self.f1]


HEADER = ("", "precision", "recall", "F1")


def joined(tokens: Sequence[str]) -> tuple[str, list[Bounds]]:
    """Tokens joined by spaces, and their bounds."""
    bounds, at = [], 0
    for token in tokens:
        bounds.append((at, at + len(token)))
        at += len(token) + 1
    return " ".join(tokens), bounds


def files(paths: Iterable[Path], *endings: str) -> Iterator[Path]:
    """The files named, and in the folders named those with one of the endings, in order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.name.endswith(endings))
        else:
            yield path


def records(paths: Iterable[Path], limit: int | None) -> Iterator[dict[str, object]]:
    """Objects of files of JSON lines, at most ``limit``."""
    return islice((record for path in files(paths, ".jsonl", ".jsonl.gz") for record in json_lines(path)), limit)


def lines_and_sentences(text: str) -> tuple[list[Bounds], list[Bounds]]:
    """Paragraphs (lines) of a text and the sentences inside them."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((start, start + len(line)))
        start += len(line) + 1
    return paragraphs, [bounds for start, end in paragraphs for bounds in sentence_spans(text, start, end)]


def by_sentence(text: str, bounds: Sequence[Bounds]) -> list[list[Bounds]]:
    """Tokens of one running text grouped by sentence."""
    ends = [end for _, end in sentence_spans(text, 0, len(text))]
    groups: list[list[Bounds]] = [[]]
    at = 0
    for token in bounds:
        while at < len(ends) - 1 and token[0] >= ends[at]:
            at += 1
            if groups[-1]:
                groups.append([])
        groups[-1].append(token)
    return [group for group in groups if group]
