"""How the thresholds of `crossread.tagger.heads` score on what was held out: ``python -m training.tune DATA``.

Prints precision, recall and F1 for each value; the constants are set by hand from it. Relations have no held-out part,
so they are set on the European Union's folder of re3d, which is never trained on and not in the card's tests either.
"""

from __future__ import annotations

import argparse
import importlib
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from crossread.tagger import heads, roles
from crossread.tagger.model import Model, default_model
from crossread.tagger.windows import cut
from training.corpora import json_lines
from training.gather import hold_out
from training.passages import cut_sentences


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(prog="python -m training.tune", description=__doc__)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    model = default_model()
    _triggers(model, data)
    _roles(data)
    for which, column in (("UDS_IH2", 0), ("UW", 1)):
        _certainty(model, data, which, column)
    benchmark = importlib.import_module("benchmarks.relations")
    for line in (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5):
        heads.RELATION_THRESHOLD = line
        row = benchmark.run([data / "relations" / "Delegation_of_the_European_Union_to_Syria"], None).rows[0]
        print("relations", line, [round(float(value), 3) for value in row[1:]])


def _triggers(model: Model, data: Path) -> None:
    """Margins of triggers."""
    _, held_out = hold_out(list(json_lines(data / "triggers" / "train.jsonl.gz")))
    read = []
    for record in held_out:
        words = record["tokens"]
        starts = cut_sentences(words)
        sentences = list(zip(starts, [*starts[1:], len(words)], strict=True))
        for window in cut(model.pieces, words, sentences):
            base, stop = window[0][0], window[-1][1]
            read.append((record, base, stop, model.scores(words[base:stop])))

    def triggers(line: float) -> tuple[int, int, int]:
        heads.TRIGGER_MARGIN = line
        right = found = gold = 0
        for record, base, stop, scores in read:
            wanted = {
                (e["trigger"][0], e["trigger"][1], e["type"])
                for e in record["events"]
                if base <= e["trigger"][0] < stop
            }
            given = {(base + first, base + last, kind) for kind, first, last in heads.triggers(model, scores)}
            given = {item for item in given if not set(range(*item[:2])) & set(record["masked"])}
            right, found, gold = right + len(wanted & given), found + len(given), gold + len(wanted)
        return right, found, gold

    _table("triggers", (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0), triggers)


def _roles(data: Path) -> None:
    """Margins of roles at gold triggers, as the benchmark reads them, on the held-out documents."""
    _, held_out = hold_out(list(json_lines(data / "triggers" / "train.jsonl.gz")))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in held_out)
        file.flush()
        for line in (-1.0, -0.5, 0.0, 0.25, 0.5, 1.0):
            roles.ROLE_MARGIN = line
            figures = importlib.import_module("benchmarks.triggers").run([Path(file.name)], None).figures
            print("roles", line, figures["role_f1"])


def _certainty(model: Model, data: Path, which: str, column: int) -> None:
    """Values below which a predicate did not happen."""
    _, held_out = hold_out(list(json_lines(data / "certainty" / which / "train.jsonl.gz")))
    gold: list[float] = []
    judged: list[float] = []
    for record in held_out:
        scores = model.scores(record["text"].split(" "))["certainty"][:, column]
        gold.extend(target["label"] for target in record["targets"])
        judged.extend(float(scores[target["span1"][0]]) for target in record["targets"])
    wanted, values = np.array(gold) < 0, np.array(judged)

    def count(line: float) -> tuple[int, int, int]:
        return int((wanted & (values < line)).sum()), int((values < line).sum()), int(wanted.sum())

    _table(which, (-1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0), count)


def _table(name: str, lines: Iterable[float], count: Callable[[float], tuple[int, int, int]]) -> None:
    for line in lines:
        right, found, gold = count(line)
        precision, recall = right / max(found, 1), right / max(gold, 1)
        print(name, line, round(precision, 3), round(recall, 3), round(2 * right / max(found + gold, 1), 3))


if __name__ == "__main__":
    main()
