"""Prints the page of all checks: ``uv run python -m crossread.checks > docs/checks.md``."""

from __future__ import annotations

import sys

from crossread.checks import CHECKS

_SEVERITIES = {"E": "do not use the record unseen", "W": "show it to a reviewer", "I": "note it"}
_HEAD = """# The checks

What Crossread flags in one report. This page is made from the help texts of the checks by `python -m crossread.checks`;
`crossread rule CODE` shows the same text. Codes are stable. A finding carries all the words involved.

A check that was measured says on what: *war reports* are the 420 articles of the FA-KES set, *news pages* the 84
English ones of the test pages of the Fundus library; findings were counted by `python -m benchmarks alarms PATH`.
Planted flaws are found by `python -m benchmarks planted PATH` in what `python -m benchmarks plant benchmarks/reports
--out PATH` makes. *Read by hand* means that findings drawn at random were judged; `benchmarks/judged/` keeps the
sheets.
"""


def page() -> str:
    """The page, Markdown: a table of all checks and the help text of each."""
    rows = [
        f"| [{code}](#{code.lower()}-{check.name}) | {check.name} | {check.severity}: {_SEVERITIES[check.severity]} |"
        for code, check in CHECKS.items()
    ]
    table = "\n".join(["| Code | Name | Severity |", "| --- | --- | --- |", *rows])
    sections = [f"## {code} {check.name}\n\n{check.help}\n" for code, check in CHECKS.items()]
    return "\n".join([_HEAD, table, "", *sections])


if __name__ == "__main__":
    sys.stdout.write(page())
