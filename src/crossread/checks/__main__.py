"""Prints the page of all checks: ``uv run python -m crossread.checks > docs/checks.md``."""

from __future__ import annotations

import sys

from crossread.checks import CHECKS, Check
from crossread.checks.cross import CASE_CHECKS, CaseCheck

_SEVERITIES = {"E": "do not use the record unseen", "W": "show it to a reviewer", "I": "note it"}
_HEAD = """# The checks

What Crossread flags in one report, and [between reports](#between-reports) of a case. This page is made from the help
texts of the checks by `python -m crossread.checks`; `crossread rule CODE` shows the same text. Codes are stable. A
finding carries all the words involved.

A check that was measured says on what: *war reports* are the 420 articles of the FA-KES set, *news pages* the 84
English ones of the test pages of the Fundus library; findings were counted by `python -m benchmarks alarms PATH`.
Planted flaws are found by `python -m benchmarks planted PATH` in what `python -m benchmarks plant benchmarks/reports
--out PATH` makes. *Read by hand* means that findings drawn at random were judged; `benchmarks/judged/` keeps the
sheets.
"""


_BETWEEN = """## Between reports

Found by `crossread check --case FILE` in the reports of a case, each with the words in the other reports. What goes by
copies stands under the family in `crossread copies` too. Planted flaws are those of `python -m benchmarks planted_case
benchmarks/reports`.
"""


def page() -> str:
    """The page, Markdown: a table of all checks and the help text of each, then those between reports."""
    rows = [_row(code, check, f"{code} {check.name}") for code, check in CHECKS.items()]
    case_rows = [_row(code, check, _title(code, check)) for code, check in CASE_CHECKS.items()]
    sections = [f"## {code} {check.name}\n\n{check.help}\n" for code, check in CHECKS.items()]
    between = [f"### {_title(code, check)}\n\n{check.help}\n" for code, check in CASE_CHECKS.items()]
    return "\n".join([_HEAD, *_table(rows), "", *sections, _BETWEEN, *_table(case_rows), "", *between])


def _title(code: str, check: CaseCheck) -> str:
    """A heading of its own, also for a code that a check of one report has too."""
    return f"{code} {check.name}" + (", between reports" if code in CHECKS else "")


def _table(rows: list[str]) -> list[str]:
    return ["| Code | Name | Severity |", "| --- | --- | --- |", *rows]


def _row(code: str, check: Check | CaseCheck, title: str) -> str:
    anchor = title.lower().replace(" ", "-").replace(",", "")
    return f"| [{code}](#{anchor}) | {check.name} | {check.severity}: {_SEVERITIES[check.severity]} |"


if __name__ == "__main__":
    sys.stdout.write(page())
