"""Kind of interaction of two parties: sentences with source and target, coded by root of PLOVER (15) and quad class.

*Macro F1* is the mean over the roots. `trained_on` counts sentences that the installed weights were made from: where
it is not 0, the figures flatter; ``python -m training.interactions`` gives cross-validated ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks._dyads import class_f1, dyads, macro_f1, tagged
from benchmarks.frame import Figure, Result, ratio
from crossread.interactions import QUADS, interaction
from crossread.interactions.weights import default_weights, sentence_hash


def run(paths: list[Path], limit: int | None) -> Result:
    """Judge every sentence; a party whose words are not in the sentence counts as not named.

    Args:
        paths: Files of tab-separated values (`sentence`, `source`, `target`, `gold_root`, `gold_penta`), or folders.
        limit: Read at most so many sentences.
    """
    known = default_weights().trained_on
    gold: list[str] = []
    found: list[str] = []
    quads = seen = 0
    predictions = []
    for dyad in islice(dyads(paths), limit):
        source, target = dyad.bounds()
        judged = interaction(tagged(dyad), source or (target or (0, len(dyad.sentence))), target).root
        gold.append(dyad.root)
        found.append(judged)
        quads += QUADS[judged] == dyad.quad
        seen += sentence_hash(dyad.sentence) in known
        predictions.append({**dyad.row, "gold_root": judged, "gold_penta": str(QUADS[judged])})
    count = Counter(gold)
    rows: list[Sequence[Figure]] = [(root, count[root], class_f1(gold, found, root)) for root in sorted(count)]
    figures: dict[str, Figure] = {
        "macro_f1": macro_f1(gold, found),
        "quad_accuracy": ratio(quads, len(gold)),
        "accuracy": ratio(sum(a == b for a, b in zip(gold, found, strict=True)), len(gold)),
        "sentences": len(gold),
        "trained_on": seen,
    }
    return Result(figures=figures, rows=rows, header=("root", "sentences", "F1"), predictions=predictions)
