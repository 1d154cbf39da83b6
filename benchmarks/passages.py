"""Claims of passages, each a line of JSON: `text`, `claims`, `forbidden` (quotes that no claim may rest on).

A gold claim has `family`, `voice`, `status`, `values` and `quote`; one that is `optional` may be made or not, as a
count of hostages beside their abduction, and is in no figure. It is met by a claim, or a mention of one, of its
family on at least half of its words. *Precision* is the share of claims that meet one; *voice*, *status* and *values*
(type included) are the shares right among gold claims that are met; *forbidden* counts claims that rest on forbidden
words. Values are compared by meaning, not by letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import crossread
from benchmarks._claims import Scored, gold_form, score
from benchmarks.frame import Figure, Result, json_lines, ratio


def run(paths: list[Path], limit: int | None) -> Result:
    """Score the passages of files.

    Args:
        paths: Files of JSON lines.
        limit: Read at most so many passages.
    """
    items = islice((item for path in paths for item in json_lines(path)), limit)
    scored: list[Scored] = []
    predictions = []
    for item in items:
        report = crossread.read_text(item["text"])
        scored.append(score(report, item))
        predictions.append(gold_form(report))
    rows: list[Sequence[Figure]] = [_row(family, scored) for family in sorted(_families(scored))]
    return Result(figures=figures(scored), rows=rows, header=_HEADER, predictions=predictions)


_HEADER = ("family", "gold", "met", "all right", "found", "extra")


def figures(scored: list[Scored]) -> dict[str, Figure]:
    """The figures of some scored passages."""
    matches = [match for passage in scored for match in passage.matches]
    met = [match for match in matches if match.claim is not None]
    found = sum(len(passage.claims) for passage in scored)
    extra = sum(len(passage.extra) for passage in scored)
    return {
        "recall": ratio(len(met), len(matches)),
        "precision": ratio(found - extra, found),
        "voice": ratio(sum(match.right["voice"] for match in met), len(met)),
        "status": ratio(sum(match.right["status"] for match in met), len(met)),
        "values": ratio(sum(match.right["values"] and match.right["kind"] for match in met), len(met)),
        "forbidden": sum(len(passage.forbidden) for passage in scored),
    }


def _families(scored: list[Scored]) -> Counter[str]:
    gold = [match.gold["family"] for passage in scored for match in passage.matches]
    return Counter([*gold, *(claim.family for passage in scored for claim in passage.claims)])


def _row(family: str, scored: list[Scored]) -> list[Figure]:
    matches = [match for passage in scored for match in passage.matches if match.gold["family"] == family]
    claims = [claim for passage in scored for claim in passage.claims if claim.family == family]
    extra = [claim for passage in scored for claim in passage.extra if claim.family == family]
    met = sum(match.claim is not None for match in matches)
    return [family, len(matches), met, sum(match.all_right for match in matches), len(claims), len(extra)]
