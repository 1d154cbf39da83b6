"""The examples of docs/case.md run, in their order, on one case."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from crossread.case import Case
from crossread.cli import app as cli

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "case.md").read_text(encoding="utf-8")


def test_commands_run_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ crossread (.+)$", DOCUMENT, re.MULTILINE)
    assert len(commands) > 8
    for command in commands:
        with pytest.raises(SystemExit) as ended:
            cli.main([_meant(word) for word in shlex.split(command)])
        assert ended.value.code == 0, (command, capsys.readouterr().err)
    assert "1 new pages" in capsys.readouterr().err


def _meant(word: str) -> str:
    """A word of an example, with ids that are there for CLAIM and REPORT."""
    if word not in {"CLAIM", "REPORT"}:
        return word
    with Case.open(Path("valley.db"), create=False) as case:
        return next(case.claims()).id if word == "CLAIM" else next(case.reports()).id


def test_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    exec(compile(example, "docs/case.md", "exec"), {})
    assert "nobody has decided" in capsys.readouterr().out


def test_what_can_be_corrected_is_told() -> None:
    from crossread.case import CORRECTABLE

    told = DOCUMENT.partition("A correction names new values")[2].partition("An actor of a report")[0]
    assert set(re.findall(r"`(\w+)`", told)) >= set(CORRECTABLE)
