"""Differences between an article and the same article with named facts changed, field by field.

Lines of JSON: `Original_article`, `Changed_article`, three `…_topic_changed` (date, place, actor, cause, name). Pairs
whose texts are less than 80 % alike by words are left out: they are rewritten wholesale. A changed topic is *found* if
a difference stands in its field, and *shown* if one does that a desk is shown, which leaves out what was written anew.
*False* is a difference whose words, both of them, stand in both texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import crossread
from benchmarks.frame import Figure, Result, json_lines, ratio
from crossread.compare.wording import FieldChange, Fields, field_changes
from crossread.provenance import Compared
from crossread.record import Report

_ALIKE = 0.8
_TOPICS = {
    "Date of death": ("date",),
    "Place of death": ("place",),
    "Actor": ("actor",),
    "Cause of death": ("cause",),
    "Name of casualty or group": ("name", "actor"),
}
_WORD = re.compile(r"\w+")


def run(paths: list[Path], limit: int | None) -> Result:
    """Score pairs of files.

    Args:
        paths: Files of JSON lines.
        limit: Read at most so many pairs.
    """
    pairs = (pair for path in paths for pair in json_lines(path))
    gold: Counter[str] = Counter()
    right: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    false = itself = count = 0
    for pair in islice((pair for pair in pairs if _alike(pair) >= _ALIKE), limit):
        count += 1
        original, changed = crossread.read_text(pair["Original_article"]), crossread.read_text(pair["Changed_article"])
        found = list(differences(original, changed))
        itself += len(list(differences(original, crossread.read_text(pair["Original_article"] + " "))))
        fields = {change.field for change in found}
        seen = {change.field for change in found if change.shown}
        for topic in _topics(pair):
            gold[topic] += 1
            right[topic] += bool(fields & set(_TOPICS[topic]))
            shown[topic] += bool(seen & set(_TOPICS[topic]))
        texts = [_words(pair[name]) for name in ("Original_article", "Changed_article")]
        false += sum(_in_both(change, texts) for change in found if change.field != "words")
    figures: dict[str, Figure] = {
        "pairs": count,
        "changed_topics": sum(gold.values()),
        "found_right_field": ratio(sum(right.values()), sum(gold.values())),
        "shown_right_field": ratio(sum(shown.values()), sum(gold.values())),
        "false_per_pair": ratio(false, count),
        "original_against_itself": itself,
    }
    rows: list[Sequence[Figure]] = [(topic, gold[topic], right[topic], shown[topic]) for topic in sorted(gold)]
    return Result(figures=figures, rows=rows, header=("topic", "changed", "found", "shown"))


def differences(one: Report, other: Report) -> Iterator[FieldChange]:
    """What two reports of which one is a copy tell differently, field by field."""
    compared = Compared.of({"one": one, "other": other})
    fields = {"one": Fields(one), "other": Fields(other)}
    for match in compared.copies.of("one"):
        for passage in compared.passages(match, "other"):
            yield from field_changes(fields["one"], fields["other"], passage)


def _topics(pair: dict[str, Any]) -> Iterator[str]:
    for name in ("first_topic_changed", "second_topic_changed", "third_topic_changed"):
        if pair.get(name) in _TOPICS:
            yield pair[name]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _alike(pair: dict[str, Any]) -> float:
    """Share of words that both texts have, of the longer."""
    one, other = Counter(_words(pair["Original_article"])), Counter(_words(pair["Changed_article"]))
    return sum((one & other).values()) / max(sum(one.values()), sum(other.values()), 1)


def _in_both(change: FieldChange, texts: Sequence[Sequence[str]]) -> bool:
    """Whether the words of both values stand in both texts, in their order."""
    shown = [" ".join(_words(words)) for words in (change.before, change.after)]
    if not all(shown):
        return False
    return all(f" {words} " in f" {' '.join(text)} " for words in shown for text in texts)
