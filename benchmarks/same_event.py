"""Which mentions in different reports are the same event, on folders of ECB+: a topic a folder, documents as XML.

Each topic is read as one case. A mention carries a claim of ours if its last word is the claim's own act word ("struck"
of an attack, "dead" of the killed; `compare.act_words`), in the claim's own words and outside its parts; of several the
narrowest, and a claim carries one mention, the first. Such mentions are paired across documents. A pair is joined if
both claims stand in one incident and are of one type; it is right if the gold has both in one chain.

Beside it stands the baseline: mentions of one lemma of their last word are one event (`lemma_plain_…`). So that it is
measured at our precision, its pairs are taken from the most alike documents down (cosine of their words, each weighed
by how few documents of the topic have it), as many as keep at least our precision: `lemma_recall` is the greatest
recall that it has so, at `lemma_precision`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import log, sqrt
from pathlib import Path
from xml.etree import ElementTree

import crossread
from benchmarks.frame import Figure, Result, ratio
from crossread.compare import compare
from crossread.compare.act_words import told_by
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
        head: Its last word.
        lemma: Its last word, without an ending.
        chain: Key of the event it is a mention of.
    """

    document: str
    start: int
    end: int
    head: str
    lemma: str
    chain: str


@dataclass(frozen=True)
class Pair:
    """Two mentions of different documents that carry claims.

    Attributes:
        same: Whether the gold has both in one chain.
        joined: Whether we joined them.
        lemma: Whether they are of one lemma.
        alike: How alike their documents are, 0 to 1.
    """

    same: bool
    joined: bool
    lemma: bool
    alike: float


def run(paths: list[Path], limit: int | None) -> Result:
    """Score topics.

    Args:
        paths: Folders of topics, or of one topic's documents.
        limit: Read at most so many topics.
    """
    pairs: list[Pair] = []
    mentions = 0
    rows: list[Sequence[Figure]] = []
    for folder in islice(sorted({file.parent for path in paths for file in path.rglob("*.xml")}), limit):
        carried, found = _topic(folder)
        mentions += carried
        pairs += found
        counts = [sum(pair.same for pair in found), sum(pair.joined for pair in found)]
        rows.append((folder.name, carried, *counts, sum(pair.joined and pair.same for pair in found)))
    return Result(
        figures=_figures(pairs, mentions), rows=rows, header=("topic", "mentions", "gold pairs", "joined", "right")
    )


def _figures(pairs: Sequence[Pair], mentions: int) -> dict[str, Figure]:
    gold = sum(pair.same for pair in pairs)
    joined = [pair for pair in pairs if pair.joined]
    lemma = [pair for pair in pairs if pair.lemma]
    right = sum(pair.same for pair in joined)
    as_sure, as_sure_right = _as_sure(lemma, right / len(joined) if joined else 1.0)
    return {
        "precision": ratio(right, len(joined)),
        "recall": ratio(right, gold),
        "lemma_precision": ratio(as_sure_right, as_sure),
        "lemma_recall": ratio(as_sure_right, gold),
        "lemma_plain_precision": ratio(sum(pair.same for pair in lemma), len(lemma)),
        "lemma_plain_recall": ratio(sum(pair.same for pair in lemma), gold),
        "mentions": mentions,
        "gold_pairs": gold,
        "joined_pairs": len(joined),
    }


def _as_sure(lemma: Sequence[Pair], precision: float) -> tuple[int, int]:
    """Of pairs of one lemma, the most alike documents first, the most at a precision: how many, and how many right."""
    best = 0, 0
    count = rights = 0
    ordered = sorted(lemma, key=lambda pair: -pair.alike)
    for number, pair in enumerate(ordered):
        count, rights = count + 1, rights + pair.same
        last = number + 1 == len(ordered) or ordered[number + 1].alike != pair.alike
        if last and rights >= precision * count:
            best = count, rights
    return best


def _topic(folder: Path) -> tuple[int, list[Pair]]:
    """How many mentions carry claims, and their pairs across documents."""
    reports: dict[str, Report] = {}
    carried: list[tuple[Mention, Claim]] = []
    for file in sorted(folder.glob("*.xml")):
        text, mentions = document(file)
        reports[file.stem] = crossread.read_text(text)
        carried += carrying(reports[file.stem], mentions)
    incident_of = {
        (act.report, telling.claim): incident.id
        for incident in compare(reports).incidents
        for act in incident.acts
        for telling in act.tellings
    }
    alike = _alike({name: report.page.text for name, report in reports.items()})
    pairs = []
    for (one, first), (other, second) in combinations(carried, 2):
        if one.document != other.document:
            incidents = incident_of.get((one.document, first.id)), incident_of.get((other.document, second.id))
            joined = incidents[0] is not None and incidents[0] == incidents[1] and first.type == second.type
            near = alike[one.document, other.document]
            pairs.append(Pair(one.chain == other.chain, joined, one.lemma == other.lemma, near))
    return len(carried), pairs


def _alike(texts: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """How alike each two texts are: the cosine of their words, each weighed by how few texts have it."""
    words = {name: Counter(re.findall(r"[a-z]{2,}|\d+", text.lower())) for name, text in texts.items()}
    held = Counter(word for counts in words.values() for word in counts)
    vectors = {
        name: {word: (1 + log(count)) * log(len(texts) / held[word]) for word, count in counts.items()}
        for name, counts in words.items()
    }
    lengths = {name: sqrt(sum(weight**2 for weight in vector.values())) or 1.0 for name, vector in vectors.items()}
    return {
        (one, other): sum(weight * vectors[other].get(word, 0.0) for word, weight in vectors[one].items())
        / (lengths[one] * lengths[other])
        for one in texts
        for other in texts
    }


def carrying(report: Report, mentions: Sequence[Mention]) -> list[tuple[Mention, Claim]]:
    """The mentions that carry a claim, each with its claim, in reading order; a claim carries one."""
    found: dict[str, tuple[Mention, Claim]] = {}
    for mention in sorted(mentions, key=lambda mention: mention.start):
        claim = _claim_at(report, mention)
        if claim is not None:
            found.setdefault(claim.id, (mention, claim))
    return list(found.values())


def _claim_at(report: Report, mention: Mention) -> Claim | None:
    """The narrowest claim whose own act word is the mention's last word."""
    start = mention.end - len(mention.head)
    found = [
        (span.end - span.start, claim.id, claim)
        for claim in report.claims
        if mention.head.lower() in told_by(claim.family, claim.type)
        for span in claim.spans
        if span.start <= start < span.end and not _in_part(claim, start)
    ]
    return min(found, key=lambda item: item[:2])[2] if found else None


def _in_part(claim: Claim, at: int) -> bool:
    """Whether a place lies in one of a claim's parts, such as its victims."""
    return any(span.start <= at < span.end for argument in claim.arguments for span in argument.spans)


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
            yield Mention(name, anchors[0][0], anchors[-1][1], anchors[-1][2], lemma, chain)
