"""Confidence beside what a careful reader found: the share of claims right in each step, as claims are rated now.

Takes sheets of claims judged by hand (see `judged_claims`) and the reports they were drawn from. Each report is read
anew through the public reader; a judged claim counts where a claim of its family and type still stands on its words,
with that claim's step of today. A claim that is no longer made, or no longer of that type, is left out and counted.
The verdict is that on the claim as it was: where its voice or parts have changed since, it must be judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks._claims import overlap
from benchmarks._texts import Source, sources
from benchmarks.frame import Figure, Result, json_lines, ratio
from crossread.claims.confidence import STEPS
from crossread.record import Claim, Report

_SAME = 0.5  # of the shorter stretch: a claim's words may have been cut or widened since


def run(paths: list[Path], limit: int | None) -> Result:
    """Score the steps.

    Args:
        paths: Sheets (JSON lines with `verdict`) and files or folders of reports.
        limit: Read at most so many reports.
    """
    sheet, reports = _parted(paths)
    rated: list[tuple[str, str, bool]] = []
    gone = 0
    for number, (name, lines) in enumerate(sorted(sheet.items())):
        report = reports[name].report() if name in reports and (limit is None or number < limit) else None
        for line in lines if report else ():
            claim = _claim_of(report, line) if report else None
            if claim is None:
                gone += 1
            else:
                rated.append((claim.confidence, claim.family, line["verdict"] == "right"))
    figures: dict[str, Figure] = {step: _share(rated, step) for step in reversed(STEPS)}
    figures |= {"claims": len(rated), "no_longer_made": gone}
    rows: list[Sequence[Figure]] = [(step, _count(rated, step), _share(rated, step)) for step in reversed(STEPS)]
    for family in sorted({family for _, family, _ in rated}):
        of_it = [one for one in rated if one[1] == family]
        rows += [(f"{family}: {step}", _count(of_it, step), _share(of_it, step)) for step in reversed(STEPS)]
    return Result(figures=figures, rows=rows, header=("step", "claims", "right"))


def _parted(paths: Iterable[Path]) -> tuple[dict[str, list[dict[str, Any]]], dict[str, Source]]:
    """Judged lines by their report, and the reports by name."""
    sheet: dict[str, list[dict[str, Any]]] = {}
    reports: dict[str, Source] = {}
    for path in paths:
        first = next(iter(json_lines(path)), {}) if path.is_file() else {}
        if "verdict" in first:
            for line in json_lines(path):
                if "family" in line and "verdict" in line:
                    sheet.setdefault(str(line["report"]), []).append(line)
        else:
            reports.update((source.id, source) for source in sources(path))
    return sheet, reports


def _claim_of(report: Report, line: dict[str, Any]) -> Claim | None:
    """The claim that stands where a judged one stood, the closest of several."""
    wanted = [(int(start), int(end)) for start, end in line["spans"]]
    alike = [claim for claim in report.claims if (claim.family, claim.type) == (line["family"], line["type"])]
    shares = [
        (max(overlap([(span.start, span.end) for span in spans], wanted) for spans in _told(claim)), claim)
        for claim in alike
    ]
    best = max(shares, key=lambda one: one[0], default=(0.0, None))
    return best[1] if best[0] >= _SAME else None


def _told(claim: Claim) -> list[Any]:
    return [claim.spans, *(mention.spans for mention in claim.mentions)]


def _count(rated: Sequence[tuple[str, str, bool]], step: str) -> int:
    return sum(one[0] == step for one in rated)


def _share(rated: Sequence[tuple[str, str, bool]], step: str) -> float | None:
    of_it = [right for found, _, right in rated if found == step]
    return ratio(sum(of_it), len(of_it))
