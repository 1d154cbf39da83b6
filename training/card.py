"""Measures the installed model on the test files and writes its card: ``python -m training.card DATA OUT PACKAGE``.

A line ``{"event": "note", "text": …}`` in the log of the run stands in the card where it stands in the log.
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.loop import Log

TESTS = (
    ("syntax", "PUD (news, encyclopaedia; unseen source)", "syntax/pud-test.conllu.gz"),
    ("syntax", "English Web Treebank, test", "syntax/ewt-test.conllu.gz"),
    ("syntax", "GUM news, test", "syntax/gumnews-test.conllu.gz"),
    ("names", "UNER-PUD (unseen source)", "names/test-uner_pud.jsonl.gz"),
    ("names", "UNER EWT, test", "names/test-uner_ewt_test.jsonl.gz"),
    ("names", "Wikigold, held back", "names/test-wikigold.jsonl.gz"),
    ("names", "CrossNER politics, test", "names/test-cn_politics.jsonl.gz"),
    ("names", "re3d, held back (with descriptions, which are no names here)", "names/test-re3d.jsonl.gz"),
    ("attribution", "PolNeAR, dev", "attribution/dev.jsonl.gz"),
    ("triggers", "WikiEvents, dev", "triggers/dev.jsonl.gz"),
    ("relations", "re3d, BBC (never trained on)", "relations/BBC_Online"),
    ("certainty", "UDS-IH2, dev", "certainty/UDS_IH2/dev.jsonl.gz"),
    ("certainty", "UW (news), dev", "certainty/UW/dev.jsonl.gz"),
    ("certainty", "MEANTIME (news), dev", "certainty/MEANTIME/dev.jsonl.gz"),
    ("tagger_speed", "texts of PolNeAR, dev; one core", "attribution/dev.jsonl.gz"),
)
"""What is measured: benchmark, what the file is, file inside the data folder."""

_TEMPLATES = Path(__file__).parent / "templates"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m training.card", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, help="folder of the training run, for its log")
    parser.add_argument("package", type=Path, help="folder of the installed model's files")
    given = parser.parse_args()
    log = Log(given.out / "log.jsonl")
    figures = list(measured(given.data, log))
    recipe = [json.loads(line) for line in (given.out / "log.jsonl").read_text("utf-8").splitlines()]
    write_card(figures, recipe, given.package)


def measured(data: Path, log: Log) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Run each benchmark: its name, what the file is, its figures."""
    for name, what, path in TESTS:
        began = time.monotonic()
        result = importlib.import_module(f"benchmarks.{name}").run([data / path], None)
        log(event="measured", name=name, what=what, took=round(time.monotonic() - began, 1), **result.figures)
        yield name, what, result.figures


def write_card(figures: list[tuple[str, str, dict[str, Any]]], recipe: list[dict[str, Any]], package: Path) -> None:
    """Write ``CARD.md`` from its template, the figures and the log."""
    card = (_TEMPLATES / "card.md").read_text("utf-8")
    card = card.replace("{{figures}}", _tables(figures)).replace("{{recipe}}", _recipe(recipe))
    (package / "CARD.md").write_text(card, "utf-8")


def _tables(figures: list[tuple[str, str, dict[str, Any]]]) -> str:
    """One table for each benchmark."""
    parts = []
    for name in dict.fromkeys(name for name, _, _ in figures):
        rows = [(what, found) for other, what, found in figures if other == name]
        keys = list(rows[0][1])
        lines = [f"### {name}", "", f"| test | {' | '.join(keys)} |", f"|---|{'---|' * len(keys)}"]
        lines += [f"| {what} | {' | '.join(_cell(found[key]) for key in keys)} |" for what, found in rows]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"
    return str(value)


def _recipe(log: list[dict[str, Any]]) -> str:
    """The runs that led to the weights, from the log."""
    lines = []
    for entry in log:
        if entry.get("event") == "started":
            passes = "; ".join(
                f"{each['steps']} batches at {each['encoder_rate']:g} / {each['head_rate']:g}"
                for each in entry["passes"]
            )
            lines.append(f"* started, seed {entry['seed']}, on {entry['device']}: passes of {passes}")
        elif entry.get("event") == "note":
            lines.append(f"* {entry['text']}")
        elif entry.get("event") in ("resumed", "exported"):
            detail = {key: value for key, value in entry.items() if key not in ("event", "seconds")}
            lines.append(f"* {entry['event']}: {json.dumps(detail)}")
        elif "step" in entry and entry["step"] % 1000 == 0:
            heads = {key: value for key, value in entry.items() if key not in ("seconds", "number", "step")}
            lines.append(f"* pass {entry['number'] + 1}, batch {entry['step']}: losses {json.dumps(heads)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
