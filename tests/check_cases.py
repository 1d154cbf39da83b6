"""Reads the cases of checks: Markdown with texts that must fire and texts that must stay silent.

A file is named for its code. Each case is a heading that begins with ``Fires:`` or ``Silent:``, a fenced block
with the text, and, for a case that fires, one list item for each place that must be flagged: the exact words,
in backquotes. After the fence's ``text`` or ``html`` may stand facts that the reader is given, as
``published=2024-05-01``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases" / "checks"

_CASE = re.compile(
    r"^## (?P<kind>Fires|Silent): (?P<title>[^\n]+)\n+```(?P<form>text|html)(?P<facts>[^\n]*)\n"
    r"(?P<text>.*?)\n```\n(?P<rest>.*?)(?=^## |\Z)",
    re.MULTILINE | re.DOTALL,
)
_WORDS = re.compile(r"^- `(.+)`$", re.MULTILINE)


@dataclass(frozen=True)
class CheckCase:
    """One case.

    Attributes:
        code: The check.
        title: What it shows.
        fires: Whether the check must fire.
        form: ``text`` or ``html``.
        facts: Facts given to the reader.
        text: What is read.
        words: Exact words, each of which must lie within a span of a finding.
    """

    code: str
    title: str
    fires: bool
    form: str
    facts: tuple[tuple[str, str], ...]
    text: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.code} {'fires' if self.fires else 'silent'}: {self.title}"


def cases_of(path: Path) -> list[CheckCase]:
    """Cases of one file.

    Raises:
        ValueError: A heading is no case, or a case that fires names no words, or a silent one does.
    """
    text = path.read_text(encoding="utf-8")
    cases = [_case(path.stem, match) for match in _CASE.finditer(text)]
    if len(cases) != text.count("\n## "):
        raise ValueError(f"{path}: {text.count(chr(10) + '## ')} headings, {len(cases)} cases")
    for case in cases:
        if case.fires != bool(case.words):
            raise ValueError(f"{path}: {case}: words are given where and only where a case fires")
        for words in case.words:
            if words not in case.text:
                raise ValueError(f"{path}: {case}: {words!r} is not in the text")
    return cases


def all_cases() -> list[CheckCase]:
    """Cases of all files, in order of code."""
    return [case for path in sorted(FOLDER.glob("*.md")) for case in cases_of(path)]


def _case(code: str, match: re.Match[str]) -> CheckCase:
    facts = tuple((name, value) for name, _, value in (word.partition("=") for word in match["facts"].split()))
    return CheckCase(
        code, match["title"], match["kind"] == "Fires", match["form"], facts, match["text"],
        tuple(_WORDS.findall(match["rest"])),
    )  # fmt: skip
