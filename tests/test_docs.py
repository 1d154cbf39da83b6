"""The documents are held to the program: screens, examples, links, the schema.

``CROSSREAD_UPDATE_DOCS=1 uv run pytest tests/test_docs.py`` writes the screens and the schema anew.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import crossread

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCUMENTS = sorted([README, *(ROOT / "docs").glob("*.md")])
SCHEMA = ROOT / "docs" / "report.schema.json"
UPDATE = bool(os.environ.get("CROSSREAD_UPDATE_DOCS"))

_SCREEN = re.compile(
    r"<!-- screen: (?P<command>[^\n]+) -->\n```\n(?P<screen>.*?)```\n<!-- end of screen -->", re.DOTALL
)
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\[[^\]]+\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def _run(command: str) -> str:
    """What a command prints on a screen of 100 columns without colours."""
    program, *arguments = command.split()
    assert program == "crossread"
    done = subprocess.run(
        [sys.executable, "-m", "crossread", *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def _held(path: Path, wanted: str) -> None:
    """Hold a generated file to what it is generated from, or write it anew."""
    if UPDATE:
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted


def _fresh(match: re.Match[str]) -> str:
    screen = _run(match["command"]).strip("\n")
    return f"<!-- screen: {match['command']} -->\n```\n{screen}\n```\n<!-- end of screen -->"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_screens_are_what_the_program_prints(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _held(path, _SCREEN.sub(_fresh, text))


def test_readme_shows_a_screen() -> None:
    found = _SCREEN.search(README.read_text(encoding="utf-8"))
    assert found
    assert "Reported is not verified." in found["screen"]


def test_readme_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = _PYTHON.findall(README.read_text(encoding="utf-8"))
    assert examples
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in _LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / link).exists(), link


def test_schema_is_the_records() -> None:
    _held(SCHEMA, json.dumps(crossread.json_schema(), indent=2, ensure_ascii=False) + "\n")
