"""Incidents of MUC-4: who did what to whom, how sure, how many; through the public reader and one table.

Claims become fills by `incidents.toml`; claims that are joined (an act and its losses, retellings) or speak of one
target are one incident. Keys are scored as in 1992, see `_muc_score`. *Confidence accuracy*: where the organisation
is right, how often is the confidence of its involvement right; `always_fact` is what saying "reported as fact" each
time would get.

The systems built for the task in 1992 had F from .01 to .56 with a median of .29 on TST3, the best .57 on TST4; on
the slot of confidence the best had a recall of .24 and a precision of .30.
"""

from __future__ import annotations

from pathlib import Path

import crossread
from benchmarks._incidents import templates_of
from benchmarks._muc import SLOTS, texts_and_keys, written
from benchmarks._muc_score import Score
from benchmarks.frame import Figure, Result, ratio


def run(paths: list[Path], limit: int | None) -> Result:
    """Read the texts and score the templates.

    Args:
        paths: Files or folders with texts and keys.
        limit: At most so many messages.
    """
    texts, keys = texts_and_keys(paths, limit)
    score = Score()
    predictions = []
    for name, text in texts.items():
        templates = templates_of(name, crossread.read_text(text))
        score.add(keys[name], templates)
        predictions.append({"id": name, "key": written(templates)})
    total = score.total
    figures: dict[str, Figure] = {
        "f": total.f,
        "precision": total.precision,
        "recall": total.recall,
        "confidence_accuracy": ratio(score.confidences, score.organisations),
        "always_fact": ratio(score.facts, score.organisations),
        "organisations": score.organisations,
        "templates": score.keys,
        "given": score.responses,
        "aligned": score.aligned,
        "messages": len(texts),
    }
    figures |= {f"f_{SLOTS[slot]}": tally.f for slot, tally in score.slots.items()}
    rows = [
        (SLOTS[slot], tally.possible, tally.given, tally.recall, tally.precision, tally.f)
        for slot, tally in score.slots.items()
    ]
    return Result(
        figures=figures,
        rows=[*rows, ("all", total.possible, total.given, total.recall, total.precision, total.f)],
        header=("slot", "possible", "given", "recall", "precision", "F"),
        predictions=predictions,
    )
