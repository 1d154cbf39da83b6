"""Findings as annotations of a workflow run on GitHub: one command of its runner a finding.

A page of HTML is annotated as a whole, since its text is not the file's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossread.export.lines import Lines, lines_of
from crossread.record import Finding, Report, Severity

_LEVELS: dict[Severity, str] = {"E": "error", "W": "warning", "I": "notice"}


def annotated(pages: Iterable[tuple[Report, tuple[Finding, ...]]]) -> Iterator[str]:
    """One line for each finding.

    Args:
        pages: Reports with the findings to be shown.
    """
    for report, findings in pages:
        lines = lines_of(report.page)
        for finding in findings:
            yield _annotation(report.name or "", finding, lines)


def _annotation(page: str, finding: Finding, lines: Lines | None) -> str:
    told = {"file": page, **_place(finding, lines), "title": f"{finding.code} {finding.name}"}
    properties = ",".join(f"{name}={_property(value)}" for name, value in told.items())
    quotes = " … ".join(f"“{span.quote}”" for span in finding.spans)
    message = f"{finding.message} {quotes}" if lines is None and quotes else finding.message
    return f"::{_LEVELS[finding.severity]} {properties}::{_data(message)}\n"


def _place(finding: Finding, lines: Lines | None) -> dict[str, str]:
    """Where the first span stands; a column is told only where the span is on one line, as the runner asks."""
    if lines is None or not finding.spans:
        return {}
    line, column, end_line, end_column = lines.of(finding.spans[0])
    place = {"line": str(line), "endLine": str(end_line)}
    return {**place, "col": str(column), "endColumn": str(end_column)} if line == end_line else place


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
