"""Certainty of predicates in JSON lines (``text``, ``targets`` with ``span1`` in words and ``label`` from -3 to 3).

What gold has below 0 did not happen. The baseline says that of a predicate with a negation among the three
words before it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._gold import HEADER, Count, joined, records
from benchmarks.frame import Figure, Result
from crossread.tagger import tag_words
from crossread.tagger.certainty import NEWS_NOT_HAPPENED, NOT_HAPPENED
from crossread.tagger.model import default_model

_NEGATIONS = frozenset("not n't n’t no never neither nor without denied".split())  # noqa: SIM905


def run(paths: list[Path], limit: int | None) -> Result:
    """Judge the targets of every sentence; a set of news (UW, MEANTIME by folder) by the news judgement."""
    count, baseline = Count(), Count()
    gold: list[float] = []
    judged: list[float] = []
    out: list[Any] = []
    news = any("UW" in str(path) or "MEANTIME" in str(path) for path in paths)
    model = default_model()
    for number, record in enumerate(records(paths, limit)):
        item: dict[str, Any] = dict(record)
        words = str(item["text"]).split(" ")
        text, bounds = joined(words)
        tags = tag_words(text, [[bounds]], model=model)
        scores = model.scores(words[:250])["certainty"]  # for targets that the tagger takes for no predicate
        known = {entry.word: entry.news if news else entry.value for entry in tags.certainty}
        targets = [target for target in item["targets"] if target["span1"][0] < len(scores)]
        places = [target["span1"][0] for target in targets]
        values = [known.get(place, float(scores[place, 1 if news else 0])) for place in places]
        wanted = {(number, p) for p, t in zip(places, targets, strict=True) if t["label"] < 0}
        line = NEWS_NOT_HAPPENED if news else NOT_HAPPENED
        count.add(wanted, {(number, p) for p, value in zip(places, values, strict=True) if value < line})
        baseline.add(wanted, {(number, p) for p in places if _NEGATIONS & set(words[max(0, p - 3) : p])})
        gold.extend(target["label"] for target in targets)
        judged.extend(values)
        out.append({**item, "targets": [{**t, "label": round(v, 3)} for t, v in zip(targets, values, strict=True)]})
    figures: dict[str, Figure] = {
        "not_happened_precision": count.precision, "not_happened_recall": count.recall,
        "pearson_r": float(np.corrcoef(gold, judged)[0, 1]) if len(gold) > 1 else None,
        "baseline_precision": baseline.precision, "baseline_recall": baseline.recall, "targets": len(gold),
    }  # fmt: skip
    return Result(
        figures=figures, rows=[count.row("model"), baseline.row("negation near")], header=HEADER, predictions=out
    )
