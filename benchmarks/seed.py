"""One page read to the last claim: a file of the form of `passages`, with a file ``defects.jsonl`` beside it.

A defect (`check`, `quotes`, `wrong`) is found by a finding of its check whose spans hold each of its quotes; one
without a check of its own by any finding; one without quotes by any finding of its check.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import crossread
from benchmarks._claims import Match, Scored, gold_form, occurrences, overlap, score
from benchmarks.frame import Figure, Result, json_lines, ratio
from benchmarks.passages import figures
from crossread.record import Finding, Report

_HOLDS = 0.5  # share of the shorter of quote and span that both have


def run(paths: list[Path], limit: int | None) -> Result:
    """Score the page of each file.

    Args:
        paths: Files of JSON lines in the form of `passages`.
        limit: Read at most so many pages.
    """
    scored: list[Scored] = []
    rows: list[Sequence[Figure]] = []
    predictions = []
    defects = found = 0
    for path in paths:
        for item in list(json_lines(path))[:limit]:
            report = crossread.read_text(item["text"])
            scored.append(score(report, item))
            predictions.append(gold_form(report))
            rows.extend(map(_claim_row, scored[-1].matches))
            for defect in _defects(path.with_name("defects.jsonl")):
                defects += 1
                is_found = defect_found(report, defect)
                found += is_found
                rows.append(["defect", defect["defect"], defect["check"] or "-", "found" if is_found else "", ""])
    totals = figures(scored)
    result: dict[str, Figure] = {key: totals[key] for key in ("recall", "voice", "status", "values")}
    result["claims_right"] = sum(match.all_right for passage in scored for match in passage.matches)
    result["extra_claims"] = sum(len(passage.extra) for passage in scored)
    result["defects_found"] = found
    result["defects_share"] = ratio(found, defects)
    return Result(figures=result, rows=rows, header=("", "row", "kind", "met", "wrong"), predictions=predictions)


def _claim_row(match: Match) -> list[Figure]:
    kind = f"{match.gold['family']}: {match.gold.get('values', {}).get('type', '')}"
    wrong = ", ".join(part for part, right in match.right.items() if not right)
    return ["claim", match.gold.get("row"), kind, "met" if match.claim else "", wrong]


def _defects(path: Path) -> list[dict[str, Any]]:
    return list(json_lines(path)) if path.exists() else []


def defect_found(report: Report, defect: dict[str, Any]) -> bool:
    """Whether a finding shows a defect's words under its check.

    Args:
        report: The report.
        defect: `check` (None for any) and `quotes`.
    """
    findings = [finding for finding in report.findings if defect["check"] in (None, finding.code)]
    if not defect["quotes"]:
        return defect["check"] is not None and bool(findings)
    return any(all(_holds(report.page.text, finding, quote) for quote in defect["quotes"]) for finding in findings)


def _holds(text: str, finding: Finding, quote: str) -> bool:
    shown = [((span.start, span.end),) for span in finding.spans]
    return any(overlap(span, place) >= _HOLDS for span in shown for place in occurrences(text, quote))
