"""Findings in SARIF 2.1.0, the OASIS format that code hosts and editors read findings of linters in.

Columns are Unicode code points. A page of HTML has no regions, since its text is not the file's; the words are in the
message. The first span is the location, the others are related locations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from crossread.checks import Check
from crossread.export.lines import Lines, lines_of
from crossread.record import Finding, Report, Severity, Span
from crossread.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"E": "error", "W": "warning", "I": "note"}


def to_sarif(pages: Iterable[tuple[Report, tuple[Finding, ...]]], checks: Iterable[Check]) -> str:
    """One log with one run.

    Args:
        pages: Reports with the findings to be shown.
        checks: The checks whose help the log carries.
    """
    rules = list(checks)
    numbers = {check.code: number for number, check in enumerate(rules)}
    results = [
        _result(report, finding, numbers, lines)
        for report, findings in pages
        for lines in [lines_of(report.page)]
        for finding in findings
    ]
    driver = {"name": "crossread", "version": __version__, "rules": [_rule(check) for check in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


def _rule(check: Check) -> dict[str, Any]:
    first = check.help.partition("\n")[0]
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": first},
        "help": {"text": check.help, "markdown": check.help},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _result(report: Report, finding: Finding, numbers: dict[str, int], lines: Lines | None) -> dict[str, Any]:
    places = [_location(report, span, lines) for span in finding.spans] or [_location(report, None, lines)]
    words = "\n".join([report.name or "", finding.code, *(span.quote for span in finding.spans)])
    result = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": places[:1],
        "partialFingerprints": {"words/v1": hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()},
    }
    related = [place for number, place in enumerate(places) if number and place not in places[:number]]
    return {**result, "relatedLocations": related} if related else result


def _location(report: Report, span: Span | None, lines: Lines | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(report.name or "page", safe="/:.-_~?&=#%")}}
    if span is None:
        return {"physicalLocation": physical}
    if lines is not None:
        line, column, end_line, end_column = lines.of(span)
        physical["region"] = {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
            "charOffset": span.start,
            "charLength": span.end - span.start,
            "snippet": {"text": span.quote},
        }
    return {"physicalLocation": physical, "message": {"text": span.quote}}
