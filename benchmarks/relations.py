"""Relations between the gold entities of re3d (folders with ``documents``, ``entities``, ``relations`` as JSON lines).

Every ordered pair of entities in a sentence may have relations. Annotations below confidence .5 are left out. The
baseline takes each pair of neighbouring entities for ``CoLocated``, the commonest relation.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks._gold import HEADER, Count, lines_and_sentences
from benchmarks.frame import Figure, Result, json_lines
from crossread.tagger import heads
from crossread.tagger.model import Model, default_model
from crossread.tagger.windows import cut
from crossread.tagger.words import word_spans

_CONFIDENT = 0.5

Relation = tuple[int, int, str]


def run(paths: list[Path], limit: int | None) -> Result:
    """Read all documents of all folders."""
    count, baseline = Count(), Count()
    by_type: dict[str, Count] = {}
    out: list[Any] = []
    folders = sorted({file.parent for path in paths for file in path.rglob("relations.jsonl*")})
    documents = [document for folder in folders for document in _documents(folder)][:limit]
    model = default_model()
    for document in documents:
        found, near = _read(model, document)
        count.add(document["gold"], found)
        baseline.add(document["gold"], near)
        for kind in {item[2] for item in document["gold"] | found}:
            each = by_type.setdefault(kind, Count())
            each.add({g for g in document["gold"] if g[2] == kind}, {f for f in found if f[2] == kind})
        out.append({"_id": document["_id"], "relations": sorted(found)})
    figures: dict[str, Figure] = {"relation_f1": count.f1, "nearest_pair_f1": baseline.f1, "documents": len(documents)}
    rows: list[Sequence[Figure]] = [count.row("all"), baseline.row("nearest pair")]
    rows += [each.row(kind) for kind, each in sorted(by_type.items(), key=lambda item: -item[1].gold)]
    return Result(figures=figures, rows=rows, header=HEADER, predictions=out)


def _documents(folder: Path) -> list[dict[str, Any]]:
    """Documents with ``spans`` of their entities and ``gold``: begins of two entities and the relation."""
    suffix = ".jsonl.gz" if (folder / "documents.jsonl.gz").exists() else ".jsonl"
    found = {
        record["_id"]: {**record, "spans": set(), "gold": set()} for record in json_lines(folder / f"documents{suffix}")
    }
    for entity in json_lines(folder / f"entities{suffix}"):
        if entity["confidence"] >= _CONFIDENT:
            found[entity["documentId"]]["spans"].add((entity["begin"], entity["end"]))
    for relation in json_lines(folder / f"relations{suffix}"):
        if relation["confidence"] >= _CONFIDENT:
            ends = (relation["sourceEnd"], relation["targetEnd"])
            found[relation["documentId"]]["gold"].add((*ends, relation["type"]))
    return list(found.values())


def _read(model: Model, document: dict[str, Any]) -> tuple[set[Relation], set[Relation]]:
    """Relations found, and the baseline's; entities are told apart by where they end."""
    text = document["text"]
    paragraphs, sentences = lines_and_sentences(text)
    words = [bounds for start, end in sentences for bounds in word_spans(text, start, end)]
    starts = [start for start, _ in words]
    plain = [text[start:end] for start, end in words]
    last = {bisect_left(starts, end): end for _, end in document["spans"]}
    found: set[Relation] = set()
    near: set[Relation] = set()
    for start, end in paragraphs:
        inside = [_between(starts, a, b) for a, b in sentences if start <= a and b <= end]
        for window in cut(model.pieces, plain, [pair for pair in inside if pair[0] < pair[1]]):
            base, stop = window[0][0], window[-1][1]
            scores = model.scores(plain[base:stop])
            for first, after in window:
                ends = sorted(place for place in last if first < place <= after)
                spans = [(place - 1 - base, place - base) for place in ends]
                triples = heads.relations(model, scores, spans)
                found |= {(last[ends[one]], last[ends[two]], kind) for kind, one, two in triples}
                near |= {(last[one], last[two], "CoLocated") for one, two in itertools.pairwise(ends)}
    return found, near


def _between(starts: list[int], start: int, end: int) -> tuple[int, int]:
    return bisect_left(starts, start), bisect_left(starts, end)
