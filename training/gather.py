"""Which files are read from the data folder, and which part of them is held out for development."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpora import (
    RE3D_LEFT_OUT,
    attribution,
    certainty,
    event_types,
    events,
    json_lines,
    names,
    own_roles,
    relation_records,
    relations,
    syntax,
    syntax_labels,
)
from training.labels import CERTAINTY_SETS
from training.loop import Corpus

HELD_OUT = 25
"""Every so-manieth record of a training file is held out for development, and never trained on."""


@dataclass
class Data:
    """Everything training reads.

    Attributes:
        corpora: Passages to train on, by kind.
        held_out: Records kept for development, as their files have them, by kind.
        labels: Label sets that depend on the data.
        roles: Own roles of event types, see `own_roles`.
    """

    corpora: dict[str, Corpus]
    held_out: dict[str, list[dict[str, Any]]]
    labels: dict[str, list[str]]
    roles: dict[str, str]


def hold_out(records: list[dict[str, Any]], key: str = "") -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Split records into those to train on and those held out.

    Args:
        records: The records, in the file's order.
        key: Field that must not be on both sides (an article's text); without it every record counts for itself.
    """
    kept, out = [], []
    numbers: dict[Any, int] = {}
    for index, record in enumerate(records):
        number = numbers.setdefault(record[key] if key else index, len(numbers))
        (out if number % HELD_OUT == 0 else kept).append(record)
    return kept, out


def gather(data: Path) -> Data:
    """Read the training parts of all corpora.

    Args:
        data: Folder with ``syntax``, ``names``, ``attribution``, ``triggers``, ``relations`` and ``certainty``.
    """
    labels = syntax_labels(data / "syntax" / "parse-train.conllu.gz")
    labels["trigger"] = event_types(data / "triggers" / "train.jsonl.gz")
    held_out: dict[str, list[dict[str, Any]]] = {}
    speech, held_out["attribution"] = hold_out(list(json_lines(data / "attribution" / "train.jsonl.gz")), "text")
    happening, held_out["triggers"] = hold_out(list(json_lines(data / "triggers" / "train.jsonl.gz")))
    sure = []
    for which in CERTAINTY_SETS:
        kept, held_out[which] = hold_out(list(json_lines(data / "certainty" / which / "train.jsonl.gz")))
        sure.extend(certainty(kept, which))
    related = []
    for folder in sorted((data / "relations").iterdir()):
        if folder.is_dir() and folder.name not in RE3D_LEFT_OUT:
            related.extend(relations(relation_records(folder)))
    corpora = {
        "syntax": Corpus(syntax(data / "syntax" / "parse-train.conllu.gz", labels), 0.4, 0.15),
        "names": Corpus(names(data / "names" / "train.jsonl.gz"), 0.4, 0.3),
        "attribution": Corpus(attribution(speech), 0.0, 0.1),
        "triggers": Corpus(events(happening, labels["trigger"]), 0.2, 0.1),
        "relations": Corpus(related, 0.5, 0.1),
        "certainty": Corpus(sure, 0.5, 0.1),
    }
    return Data(corpora, held_out, labels, own_roles(data / "triggers" / "train.jsonl.gz"))
