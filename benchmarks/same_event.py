"""Which mentions in different reports are the same event, on folders of ECB+: a topic a folder, documents as XML.

Each topic is read as one case. Mentions of acts that carry a claim of ours (the narrowest claim over their first
word) are paired across documents. A pair is joined if both claims stand in one incident and are of one type; it is
right if the gold has both in one chain. Beside it stands the simplest baseline: mentions of one lemma of their last
word are one event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path
from xml.etree import ElementTree

import crossread
from benchmarks.frame import Figure, Result, ratio
from crossread.compare import compare
from crossread.record import Claim, Report

_NO_SPACE_BEFORE = frozenset([",", ".", ";", ":", "!", "?", ")", "'s", "’s", "n't", "%", "''", "”"])
_NO_SPACE_AFTER = frozenset(["(", "$", "``", "“"])


@dataclass(frozen=True)
class Mention:
    """A mention of an event in a document.

    Attributes:
        document: Name of the document.
        start: First code point in the text that is read.
        end: Code point after the last.
        lemma: Its last word, without an ending.
        chain: Key of the event it is a mention of.
    """

    document: str
    start: int
    end: int
    lemma: str
    chain: str


def run(paths: list[Path], limit: int | None) -> Result:
    """Score topics.

    Args:
        paths: Folders of topics, or of one topic's documents.
        limit: Read at most so many topics.
    """
    totals = {"pairs": 0, "gold": 0, "joined": 0, "right": 0, "lemma": 0, "lemma_right": 0, "mentions": 0}
    rows: list[Sequence[Figure]] = []
    for folder in islice(sorted({file.parent for path in paths for file in path.rglob("*.xml")}), limit):
        counts = _topic(folder)
        for name, count in counts.items():
            totals[name] += count
        rows.append((folder.name, counts["mentions"], counts["gold"], counts["joined"], counts["right"]))
    figures: dict[str, Figure] = {
        "precision": ratio(totals["right"], totals["joined"]),
        "recall": ratio(totals["right"], totals["gold"]),
        "lemma_precision": ratio(totals["lemma_right"], totals["lemma"]),
        "lemma_recall": ratio(totals["lemma_right"], totals["gold"]),
        "mentions": totals["mentions"],
        "gold_pairs": totals["gold"],
        "joined_pairs": totals["joined"],
    }
    return Result(figures=figures, rows=rows, header=("topic", "mentions", "gold pairs", "joined", "right"))


def _topic(folder: Path) -> dict[str, int]:
    reports: dict[str, Report] = {}
    carried: list[tuple[Mention, Claim]] = []
    for file in sorted(folder.glob("*.xml")):
        text, mentions = document(file)
        report = reports[file.stem] = crossread.read_text(text)
        carried += [(mention, claim) for mention in mentions if (claim := _claim_at(report, mention))]
    incident_of = {
        (act.report, telling.claim): incident.id
        for incident in compare(reports).incidents
        for act in incident.acts
        for telling in act.tellings
    }
    counts = dict.fromkeys(("pairs", "gold", "joined", "right", "lemma", "lemma_right"), 0)
    for (one, first), (other, second) in combinations(carried, 2):
        if one.document == other.document:
            continue
        same = one.chain == other.chain
        incidents = incident_of.get((one.document, first.id)), incident_of.get((other.document, second.id))
        joined = incidents[0] is not None and incidents[0] == incidents[1] and first.type == second.type
        counts["pairs"] += 1
        counts["gold"] += same
        counts["joined"] += joined
        counts["right"] += joined and same
        counts["lemma"] += one.lemma == other.lemma
        counts["lemma_right"] += same and one.lemma == other.lemma
    return {**counts, "mentions": len(carried)}


def _claim_at(report: Report, mention: Mention) -> Claim | None:
    """The narrowest claim, statements aside, whose words hold the beginning of a mention."""
    found = [
        (span.end - span.start, claim.id, claim)
        for claim in report.claims
        if claim.family != "statements"
        for span in claim.spans
        if span.start <= mention.start < span.end
    ]
    return min(found, key=lambda item: item[:2])[2] if found else None


def document(file: Path) -> tuple[str, list[Mention]]:
    """The text of a document, a sentence a line, and its mentions of actions that belong to a chain."""
    root = ElementTree.parse(file).getroot()
    bounds: dict[str, tuple[int, int, str]] = {}
    text = ""
    sentence, before = None, ""
    for token in root.iter("token"):
        word = token.text or ""
        if sentence is not None and token.get("sentence") != sentence:
            text += "\n\n"
        elif text and word not in _NO_SPACE_BEFORE and before not in _NO_SPACE_AFTER:
            text += " "
        sentence, before = token.get("sentence"), word
        bounds[token.get("t_id") or ""] = (len(text), len(text) + len(word), word)
        text += word
    return text, list(_mentions(root, file.stem, bounds))


def _mentions(root: ElementTree.Element, name: str, bounds: dict[str, tuple[int, int, str]]) -> Iterator[Mention]:
    chains = {
        source.get("m_id"): relation.get("note") or relation.get("r_id") or ""
        for relation in root.iter("CROSS_DOC_COREF")
        for source in relation.iter("source")
    }
    for markable in root.find("Markables") or ():
        anchors = [bounds[token.get("t_id") or ""] for token in markable.iter("token_anchor")]
        chain = chains.get(markable.get("m_id"))
        if chain and anchors and markable.tag.startswith("ACTION"):
            word = anchors[-1][2].lower()
            lemma = next((word.removesuffix(end) for end in ("ing", "ed", "es", "s") if word.endswith(end)), word)
            yield Mention(name, anchors[0][0], anchors[-1][1], lemma, chain)
