"""The gold corpora as passages. What may not be trained on is left out here, by name."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from crossread.tagger.words import word_spans
from training.labels import (
    CERTAINTY_SETS,
    NAME_TAGS,
    POOLED,
    RELATIONS,
    ROLES,
    SPEECH_ROLES,
    SPEECH_TAGS,
)
from training.passages import NONE, Passage, cut_sentences

GUM_LEFT_OUT = ("fiction", "whow", "essay", "letter", "podcast", "reddit")
"""Genres of GUM under licences that forbid commercial use or sharing under CC BY-SA."""

RE3D_LEFT_OUT = ("BBC_Online", "Delegation_of_the_European_Union_to_Syria")
"""Folders of re3d whose terms forbid commercial use."""

CONFIDENT = 0.5
"""Annotations of re3d below this confidence are the ones its annotators voted down."""


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Records of a file of JSON lines, gzip'ed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


# --- Syntax -------------------------------------------------------------------------------------------


def conllu(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    """Sentences of a CoNLL-U file: their comments and the ten columns of their words."""
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            elif line:
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif rows:
                yield comments, rows
                comments, rows = {}, []


def syntax_labels(path: Path) -> dict[str, list[str]]:
    """Label sets of the parsed corpus: parts of speech, tags, relations seen at least five times."""
    counts: dict[str, Counter[str]] = {"upos": Counter(), "xpos": Counter(), "deprel": Counter()}
    for _, rows in conllu(path):
        for row in rows:
            for head, column in (("upos", 3), ("xpos", 4), ("deprel", 7)):
                counts[head][row[column]] += 1
    return {head: sorted(label for label, n in found.items() if n >= 5) for head, found in counts.items()}


def syntax(path: Path, labels: dict[str, list[str]]) -> list[Passage]:
    """One passage for each document."""
    numbers = {head: {label: n for n, label in enumerate(known)} for head, known in labels.items()}
    documents: list[list[tuple[dict[str, str], list[list[str]]]]] = []
    for comments, rows in conllu(path):
        if "newdoc id" in comments or "newdoc" in comments or not documents:
            documents.append([])
        documents[-1].append((comments, rows))
    return [
        _parsed(document, numbers)
        for document in documents
        if not any(f"GUM_{genre}" in document[0][0].get("newdoc id", "") for genre in GUM_LEFT_OUT)
    ]


def _parsed(document: list[tuple[dict[str, str], list[list[str]]]], numbers: dict[str, dict[str, int]]) -> Passage:
    passage = Passage([], [])
    heads: list[int] = []
    rows_all: list[list[str]] = []
    for comments, rows in document:
        base = len(passage.words)
        passage.sentences.append(base)
        if any(key.startswith("newpar") for key in comments):
            passage.paragraphs.add(base)
        passage.words.extend(row[1] for row in rows)
        heads.extend(base + int(row[6]) - 1 if row[6] != "0" else base + int(row[0]) - 1 for row in rows)
        rows_all.extend(rows)
    passage.heads = np.array(heads)
    for head, column in (("upos", 3), ("xpos", 4), ("deprel", 7)):
        passage.tags[head] = np.array([numbers[head].get(row[column], NONE) for row in rows_all])
    return passage


# --- Names --------------------------------------------------------------------------------------------


def names(path: Path) -> list[Passage]:
    """One loose passage for about twelve sentences of one source; words are cut as the tagger cuts them."""
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in json_lines(path):
        by_source[record["src"]].append(record)
    return [
        _named(records[start : start + 12]) for records in by_source.values() for start in range(0, len(records), 12)
    ]


def _named(records: list[dict[str, Any]]) -> Passage:
    passage = Passage([], [], loose=True)
    rows: list[np.ndarray] = []
    for record in records:
        passage.sentences.append(len(passage.words))
        doubted = _descriptions(record) if record["src"] == "re3d" else set()
        for index, (token, tag) in enumerate(zip(record["tokens"], record["tags"], strict=True)):
            parts = [token[start:end] for start, end in word_spans(token, 0, len(token))] or [token]
            passage.words.extend(parts)
            for number, _ in enumerate(parts):
                inside = tag if number == 0 or tag == "O" else "I" + tag[1:]
                rows.append(_allowed(inside, record["src"].startswith("uner"), index in doubted))
    passage.names = np.array(rows)
    return passage


def _descriptions(record: dict[str, Any]) -> set[int]:
    """Words of re3d's entities that are descriptions or pronouns ("the fighters", "we"); other sets leave them out.

    An entity whose last word begins with a small letter is taken for one: it may be a name or nothing.
    """
    found: set[int] = set()
    start = 0
    tags = [*record["tags"], "O"]
    for index in range(len(record["tokens"]) + 1):
        if tags[index][0] != "I":
            last = record["tokens"][index - 1]
            if index > start and (not last[:1].isupper() or last in ("I", "We", "It", "He", "She", "They")):
                found.update(range(start, index))
            start = index
    return found


def _allowed(tag: str, without_misc: bool, doubted: bool) -> np.ndarray:
    """Tags a word may have. UNER marks no MISC: its O means O or MISC."""
    allowed = np.zeros(len(NAME_TAGS), bool)
    allowed[NAME_TAGS.index(tag)] = True
    if without_misc and tag == "O":
        allowed[[NAME_TAGS.index("B-MISC"), NAME_TAGS.index("I-MISC")]] = True
    if doubted:
        allowed[0] = True
    return allowed


# --- Attribution --------------------------------------------------------------------------------------


def text_words(text: str) -> tuple[list[tuple[int, int]], list[int], set[int]]:
    """Words of a text with line breaks: their places, rough sentence starts, paragraph starts."""
    spans: list[tuple[int, int]] = []
    sentences: list[int] = []
    paragraphs: set[int] = set()
    start = 0
    for line in text.split("\n"):
        found = word_spans(text, start, start + len(line))
        if found:
            paragraphs.add(len(spans))
            starts = cut_sentences([text[begin:end] for begin, end in found])
            sentences.extend(len(spans) + index for index in starts)
            spans.extend(found)
        start += len(line) + 1
    return spans, sentences, paragraphs


def attribution(records: list[dict[str, Any]]) -> list[Passage]:
    """One passage for each article; of an article with several annotators at most two readings are kept."""
    seen: Counter[str] = Counter()
    found = []
    for record in records:
        seen[record["text"]] += 1
        if seen[record["text"]] <= 2:
            found.append(_attributed(record))
    return found


def _attributed(record: dict[str, Any]) -> Passage:
    text = record["text"]
    spans, sentences, paragraphs = text_words(text)
    passage = Passage([text[start:end] for start, end in spans], sentences, paragraphs)
    starts, ends = [span[0] for span in spans], [span[1] for span in spans]
    tags = np.zeros(len(spans), int)

    def words_of(start: int, end: int) -> tuple[int, int]:
        return bisect_right(ends, start), bisect_left(starts, end)

    # Shortest last: where attributions nest, the inner one's cue and source stay visible.
    marks: list[tuple[int, int, str, int]] = []
    for attributed in record["attributions"]:
        cue = min((words_of(start, end)[0] for start, end in attributed["cue"]), default=-1)
        for role in SPEECH_ROLES:
            for start, end in attributed[role]:
                first, stop = words_of(start, end)
                if first < stop:
                    marks.append((first, stop, role, cue))
    for first, stop, role, cue in sorted(marks, key=lambda mark: mark[0] - mark[1]):
        begin = SPEECH_TAGS.index(f"B-{role}")
        tags[first:stop] = begin + 1
        tags[first] = begin
        if role != "cue":
            passage.links[first] = cue
    for word in range(len(tags)):  # what goes on after a nested attribution begins anew
        if SPEECH_TAGS[tags[word]][0] == "I" and (word == 0 or (tags[word - 1] + 1) // 2 != tags[word] // 2):
            tags[word] -= 1
    passage.tags["speech"] = tags
    return passage


# --- Events and relations -----------------------------------------------------------------------------


def event_types(path: Path) -> list[str]:
    """Event types of the training part, in order of the alphabet."""
    return sorted({event["type"] for record in json_lines(path) for event in record["events"]})


def own_roles(path: Path) -> dict[str, str]:
    """The commonest own role of an event type for each pooled role, keyed ``type/pooled``."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for record in json_lines(path):
        for event in record["events"]:
            for _, _, role in event["arguments"]:
                counts[f"{event['type']}/{POOLED[role]}"][role] += 1
    return {key: sorted(found.items(), key=lambda item: (-item[1], item[0]))[0][0] for key, found in counts.items()}


def events(records: list[dict[str, Any]], types: list[str]) -> list[Passage]:
    """One passage for each document of WikiEvents."""
    found = []
    for record in records:
        words = record["tokens"]
        passage = Passage(words, cut_sentences(words))
        tags = np.zeros(len(words), int)
        for event in record["events"]:
            start, end = event["trigger"]
            tags[start:end] = types.index(event["type"]) + 1
            for first, stop, role in event["arguments"]:
                passage.roles.extend((start, word, ROLES.index(POOLED[role])) for word in range(first, stop))
        tags[[index for index in record["masked"] if tags[index] == 0]] = NONE
        passage.tags["trigger"] = tags
        found.append(passage)
    return found


def relation_records(folder: Path) -> list[dict[str, Any]]:
    """Documents of one folder of re3d with ``entities`` (start, end, type) and ``relations`` (span, span, type)."""
    documents = {record["_id"]: record for record in json_lines(folder / "documents.jsonl.gz")}
    for record in documents.values():
        record["entities"], record["relations"] = set(), set()
    for entity in json_lines(folder / "entities.jsonl.gz"):
        if entity["confidence"] >= CONFIDENT:
            documents[entity["documentId"]]["entities"].add((entity["begin"], entity["end"], entity["type"]))
    for relation in json_lines(folder / "relations.jsonl.gz"):
        if relation["confidence"] >= CONFIDENT:
            source = (relation["sourceBegin"], relation["sourceEnd"])
            target = (relation["targetBegin"], relation["targetEnd"])
            documents[relation["documentId"]]["relations"].add((source, target, relation["type"]))
    return list(documents.values())


def relations(records: list[dict[str, Any]]) -> list[Passage]:
    """One passage for each document of re3d; every ordered pair of entities in a sentence is an example."""
    found = []
    for record in records:
        text = record["text"]
        spans, sentences, paragraphs = text_words(text)
        passage = Passage([text[start:end] for start, end in spans], sentences, paragraphs)
        starts = [span[0] for span in spans]
        last = {span: bisect_left(starts, span[1]) - 1 for span in {entity[:2] for entity in record["entities"]}}
        gold: dict[tuple[int, int], set[int]] = defaultdict(set)
        for source, target, kind in record["relations"]:
            if source in last and target in last:
                gold[last[source], last[target]].add(RELATIONS.index(kind))
        for begin, end in passage.bounds():
            inside = sorted({word for word in last.values() if begin <= word < end})
            passage.pairs.extend(
                (one, other, tuple(sorted(gold[one, other]))) for one in inside for other in inside if one != other
            )
        found.append(passage)
    return found


# --- Certainty ----------------------------------------------------------------------------------------


def certainty(records: list[dict[str, Any]], which: str) -> list[Passage]:
    """One loose passage for about eight sentences."""
    found = []
    number = CERTAINTY_SETS.index(which)
    for start in range(0, len(records), 8):
        passage = Passage([], [], loose=True)
        for record in records[start : start + 8]:
            base = len(passage.words)
            passage.sentences.append(base)
            passage.words.extend(record["text"].split(" "))
            passage.certainty.extend(
                (base + target["span1"][0], number, float(target["label"])) for target in record["targets"]
            )
        found.append(passage)
    return found
