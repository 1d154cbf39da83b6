"""Claims judged by hand: shares right by family and confidence, from sheets under ``benchmarks/judged``.

Each line of a sheet is one claim: the report it was drawn from, its offsets, family, type and confidence, whether a
careful reader with the text beside it found it right in all it says (kind, actor, target, voice, status, number), and
the kinds of error if not. A sheet of completeness has, instead of `verdict`, `found`: whether a claim that a reader
listed before looking was made.

``python -m benchmarks.judged_claims REPORTS --seed N --count N --out FILE`` draws claims for a new sheet; what it
writes holds texts, and is to be judged and stripped of them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks._claims import gold_form
from benchmarks._sheets import options, write
from benchmarks._texts import sources
from benchmarks.frame import Figure, Result, json_lines, ratio
from crossread.record import Report

REPORTS_READ = 120  # of which a sheet is drawn: enough that hardly two claims come from one report


def run(paths: list[Path], limit: int | None) -> Result:
    """Score sheets.

    Args:
        paths: Sheets, as JSON lines.
        limit: Read at most so many lines.
    """
    lines = [line for path in paths for line in json_lines(path)][:limit]
    judged = [line for line in lines if "verdict" in line]
    listed = [line for line in lines if "found" in line]
    errors = Counter(error for line in judged for error in line.get("errors", ()))
    rows: list[Sequence[Figure]] = []
    for key in ("family", "confidence"):
        for value in sorted({str(line[key]) for line in judged}):
            of_it = [line for line in judged if line[key] == value]
            rows.append((f"{key}: {value}", len(of_it), _share(of_it)))
    rows += [(f"error: {error}", count, None) for error, count in errors.most_common()]
    figures: dict[str, Figure] = {"right": _share(judged), "claims": len(judged)}
    if listed:
        figures |= {"found": ratio(sum(line["found"] for line in listed), len(listed)), "listed": len(listed)}
    return Result(figures=figures, rows=rows, header=("what", "number", "right"))


def _share(lines: Sequence[dict[str, Any]]) -> float | None:
    return ratio(sum(line["verdict"] == "right" for line in lines), len(lines))


def draw(paths: Sequence[Path], seed: int, count: int) -> tuple[list[dict[str, Any]], float]:
    """Claims drawn at random from reports drawn at random, and the number of claims a report.

    Args:
        paths: Files of reports (JSON lines with ``article_content``) or folders of pages.
        seed: Of the draw.
        count: How many claims.
    """
    chance = random.Random(seed)
    reports = [source for path in paths for source in sources(path)]
    reports = chance.sample(reports, min(REPORTS_READ, len(reports)))
    claims: list[dict[str, Any]] = []
    read = 0
    for source in reports:
        report = source.report()
        if report is not None and not report.refusal:
            read += 1
            claims.extend(_lines(source.id, report))
    return chance.sample(claims, min(count, len(claims))), len(claims) / max(read, 1)


def _lines(name: str, report: Report) -> Iterator[dict[str, Any]]:
    shown = gold_form(report)["claims"]
    for claim, form in zip(report.claims, shown, strict=True):
        spans = [[span.start, span.end] for span in claim.spans]
        start, end = spans[0][0], spans[-1][1]
        yield {
            "report": name, "spans": spans, "family": claim.family, "type": claim.type, "confidence": claim.confidence,
            "claim": form | {"background": claim.background},
            "text": report.page.text[max(0, start - 500) : end + 200],
        }  # fmt: skip


def main() -> None:
    """Draw claims for a sheet."""
    given = options("judged_claims", __doc__, count=100)
    lines, each = draw(given.paths, given.seed, given.count)
    write(given.out, lines)
    print(f"{len(lines)} claims, {each:.2f} a report")


if __name__ == "__main__":
    main()
