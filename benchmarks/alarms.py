"""How often the checks speak up: findings of each check and severity on reports that were not tampered with.

Paths are JSON lines with ``article_title`` and ``article_content``, gzip'ed or not, or folders of pages (HTML,
gzip'ed or not, or text with the headline in the first line). Pages that are refused, such as those in another
language than English, are counted apart and not in the rates.

Keys: ``reports`` read, ``refused``, ``e_per_100`` and ``w_per_report`` and ``i_per_report``, and the number of
findings of each check by its code. ``--out`` writes each finding's report, code and offsets, and no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks._texts import sources
from benchmarks.frame import Figure, Result, ratio
from crossread.checks import CHECKS
from crossread.record import Finding


def run(paths: list[Path], limit: int | None) -> Result:
    """Count findings.

    Args:
        paths: Files and folders.
        limit: Read at most so many sources.
    """
    reports = refused = 0
    by_code: Counter[str] = Counter()
    with_code: Counter[str] = Counter()
    predictions: list[Any] = []
    for source in islice((source for path in paths for source in sources(path)), limit):
        report = source.report()
        if report is None or report.refusal is not None:
            refused += 1
            continue
        reports += 1
        by_code.update(finding.code for finding in report.findings)
        with_code.update({finding.code for finding in report.findings})
        predictions += [prediction(source.id, finding) for finding in report.findings]
    rows: list[Sequence[Figure]] = [
        (code, check.name, check.severity, by_code[code], with_code[code], ratio(by_code[code], reports))
        for code, check in CHECKS.items()
    ]
    return Result(
        figures=figures(by_code, reports, refused),
        rows=rows,
        header=("code", "name", "severity", "findings", "reports", "per report"),
        predictions=predictions,
    )


def figures(by_code: Counter[str], reports: int, refused: int) -> dict[str, Figure]:
    """The keys of the last line."""
    total = Counter(dict.fromkeys("EWI", 0))
    for code, count in by_code.items():
        total[CHECKS[code].severity] += count
    return {
        "reports": reports,
        "refused": refused,
        "e_per_100": ratio(100 * total["E"], reports),
        "w_per_report": ratio(total["W"], reports),
        "i_per_report": ratio(total["I"], reports),
        **{code: by_code[code] for code in CHECKS},
    }


def prediction(source: str, finding: Finding) -> dict[str, Any]:
    """A finding without any words of the text."""
    return {
        "report": source,
        "code": finding.code,
        "severity": finding.severity,
        "spans": [[span.start, span.end] for span in finding.spans],
    }
