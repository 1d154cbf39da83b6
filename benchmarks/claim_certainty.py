"""Whether it happened, as claims say it: predicates of the certainty sets that carry a claim.

Each sentence is read as a page. A predicate carries a claim if it heads the claim's words: no word of them hangs
above it in the parse; of "tried to seize" and "threatened to seize", where the status is that of the seizing, it is
the verb below. Its claim says that it did *not happen* if its status is denied, attempted, planned, threatened,
predicted, conditional or possible, since UDS-IH2 counts what is still to come, and what hangs on a condition, as not
happened; for sets of news (UW, MEANTIME) only denied counts. A predicate that heads the words of several claims is
judged by the shortest, statements last.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crossread
from benchmarks._gold import HEADER, Count, joined, records
from benchmarks.frame import Figure, Result
from crossread.record import Claim, Report
from crossread.tagger.model import default_model
from crossread.tagger.tagging import tag_words
from crossread.tagger.tags import Tags

_OPEN = frozenset(["denied", "attempted", "planned", "threatened", "predicted", "conditional", "possible"])
_NEWS = frozenset(["denied"])


def run(paths: list[Path], limit: int | None) -> Result:
    """Read every sentence and judge the targets that carry a claim."""
    model = default_model()
    counts: dict[str, Count] = {"claims": Count()}
    number = targets = 0
    out: list[Any] = []
    not_happened = _NEWS if any("UW" in str(path) or "MEANTIME" in str(path) for path in paths) else _OPEN
    for number, record in enumerate(records(paths, limit)):
        item: dict[str, Any] = dict(record)
        text, bounds = joined(str(item["text"]).split(" "))
        labels = {target["span1"][0]: target["label"] for target in item["targets"]}
        targets += len(labels)
        tags = tag_words(text, [[bounds]], model=model)
        judged = {}
        for word, claim in carried(crossread.read_text(text), tags, labels):
            judged[word] = claim.status
            gold = {(number, word)} if labels[word] < 0 else set()
            found = {(number, word)} if claim.status in not_happened else set()
            for key in ("claims", claim.family):
                counts.setdefault(key, Count()).add(gold, found)
        if judged:
            out.append({**item, "targets": [{**t, "status": judged.get(t["span1"][0])} for t in item["targets"]]})
    total = counts["claims"]
    figures: dict[str, Figure] = {
        "not_happened_precision": total.precision,
        "not_happened_recall": total.recall,
        "not_happened": total.gold,
        "carrying": sum(target["status"] is not None for item in out for target in item["targets"]),
        "targets": targets,
    }
    return Result(figures=figures, rows=[one.row(key) for key, one in counts.items()], header=HEADER, predictions=out)


def _content(tags: Tags, number: int, inside: list[int]) -> int:
    """The verb that a verb such as "tried" or "threatened" governs, or the word itself."""
    below = (at for at in inside if tags.words[at].head == number and tags.words[at].deprel == "xcomp")
    return next((at for at in below if tags.words[at].upos == "VERB"), number)


def _order(claim: Claim) -> tuple[bool, int]:
    """Statements last: what they say may be a claim of another family."""
    return claim.family == "statements", sum(span.end - span.start for span in claim.spans)


def carried(report: Report, tags: Tags, wanted: dict[int, float]) -> Iterator[tuple[int, Claim]]:
    """Numbers of the wanted words that head the words of a claim, with the claim; each word once.

    Args:
        report: The report of a sentence.
        tags: Tags of the same text.
        wanted: Numbers of words.
    """
    text = report.page.text
    claims = sorted(report.claims, key=_order)
    used: set[int] = set()
    for claim in claims:
        inside = [
            number
            for number, word in enumerate(tags.words)
            if any(span.start <= word.start and word.end <= span.end for span in claim.spans)
            and text[word.start : word.end] == word.text
        ]
        heads = [n for n in inside if tags.words[n].head not in inside or tags.words[n].head == n]
        if claim.family != "talks" and claim.type != "promise":  # those are claims of the offer, not of what is offered
            heads = [_content(tags, number, inside) for number in heads]
        for number in heads:
            if number in wanted and number not in used:
                used.add(number)
                yield number, claim
