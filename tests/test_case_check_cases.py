"""Checks between reports on their cases: Markdown with reports that must be flagged, and those that must not.

A file is named for its code. Each case is a heading that begins with ``Fires:`` or ``Silent:``, fenced blocks with one
report each (after ``text`` its name and what the reader is given), and, for a case that fires, one list item for each
place that must be flagged: the report and the exact words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from crossread import Report, read_text
from crossread.checks.cross import run_case_checks
from crossread.provenance import Compared

FOLDER = Path(__file__).parent / "cases" / "case_checks"

_CASE = re.compile(r"^## (?P<kind>Fires|Silent): (?P<title>[^\n]+)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_REPORT = re.compile(r"^```text (?P<name>\w+)(?P<facts>[^\n]*)\n(?P<text>.*?)\n```$", re.MULTILINE | re.DOTALL)
_WORDS = re.compile(r"^- (?P<report>\w+): `(?P<words>.+)`$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One case.

    Attributes:
        code: The check.
        title: What it shows.
        reports: Name, facts and text of each report.
        words: Report and exact words of each place that must be flagged; none for a case that must stay silent.
    """

    code: str
    title: str
    reports: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]
    words: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.code} {'fires' if self.words else 'silent'}: {self.title}"


def _cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        for match in _CASE.finditer(path.read_text(encoding="utf-8")):
            reports = tuple(
                (one["name"], tuple(_fact(word) for word in one["facts"].split()), one["text"])
                for one in _REPORT.finditer(match["body"])
            )
            words = tuple((one["report"], one["words"]) for one in _WORDS.finditer(match["body"]))
            assert len(reports) > 1, f"{path}: {match['title']}: a case has two reports or more"
            assert bool(words) == (match["kind"] == "Fires"), f"{path}: {match['title']}: words where it fires alone"
            found.append(Case(path.stem, match["title"], reports, words))
    return found


def _fact(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    return name, value.replace("-", " ") if name == "outlet" else value


@cache
def _read(text: str, facts: tuple[tuple[str, str], ...]) -> Report:
    return read_text(text, **dict(facts))  # type: ignore[arg-type]  # facts are text


CASES = _cases()


def test_there_are_cases_that_fire_and_such_that_do_not() -> None:
    for code in {case.code for case in CASES}:
        assert {bool(case.words) for case in CASES if case.code == code} == {True, False}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_on_its_cases(case: Case) -> None:
    reports = {name: _read(text, facts) for name, facts, text in case.reports}
    found = run_case_checks(Compared.of(reports), [case.code])
    shown = [(one.report, one.message, [span.quote for span in one.spans]) for one in found]
    for name, words in case.words:
        page = reports[name].page
        assert words in page.text
        spans = [span for one in found if one.report == name for span in one.spans]
        at = page.text.find(words)
        assert any(span.start < at + len(words) and at < span.end for span in spans), (name, words, shown)
    if not case.words:
        assert shown == []
    for one in found:
        assert one.spans, one.message
        for other in one.elsewhere:
            text = reports[other.report].page.text
            assert all(text[span.start : span.end] == span.quote for span in other.spans)
