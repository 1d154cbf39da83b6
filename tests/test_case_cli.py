"""Commands of reviewers, as a user meets them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import NamedTuple

import pytest

from crossread.case import Case
from crossread.cli import app as cli
from tests.case_helpers import raw_of, report_of

FIRST = "Karim said 12 were killed in Tarun.\nLeila said 9 were killed in Tarun.\n"


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands in this process on one case."""

    def __init__(self, capsys: pytest.CaptureFixture[str], path: Path) -> None:
        self._capsys = capsys
        self.path = path

    def __call__(self, *arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            cli.main([*arguments, "--case", str(self.path)])
        out, err = self._capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("CROSSREAD_USER", "anna")
    path = tmp_path / "one.db"
    with Case.open(path) as case:
        raw = raw_of(FIRST, name="a.txt")
        case.add(raw, report_of(raw))
    return Shell(capsys, path)


def _claims(shell: Shell) -> list[str]:
    with Case.open(shell.path) as case:
        return [claim.id for claim in case.claims()]


def _listed(shell: Shell, *options: str) -> list[dict[str, object]]:
    return json.loads(shell("decisions", "list", "--format", "json", *options).out)  # type: ignore[no-any-return]


def test_deciding_listing_undoing(shell: Shell) -> None:
    one, two = _claims(shell)
    done = shell("decide", one[:6], "accept", "--reason", "two agencies say so")
    assert done.code == 0
    assert "anna accepted claim" in done.out
    assert "“12 were killed in Tarun”" in done.out
    assert "because: two agencies say so" in done.out
    assert shell("decide", two, "correct", "--set", "best=10").code == 0
    assert shell("decide", one, "reject", "--user", "bela").code == 0
    assert len(_listed(shell)) == 3
    (first, second) = _listed(shell, "--conflicts")
    assert first["conflict"] is second["conflict"] is True
    (belas,) = _listed(shell, "--by", "bela")
    assert shell("decisions", "undo", str(belas["decision"]["id"])).code == 0  # type: ignore[index]
    assert _listed(shell, "--conflicts") == []
    assert len(_listed(shell, "--all")) == 4
    assert "2 decisions stand" in shell("decisions", "list").err


def test_actors_are_decided_on(shell: Shell) -> None:
    with Case.open(shell.path) as case:
        (report,) = case.reports()
    missing = shell("decide", f"{report.id}/a1", "reject", "--kind", "actor")
    assert (missing.code, missing.err[:5]) == (2, "CR716")


def test_wrong_calls_are_coded(shell: Shell) -> None:
    (one, _) = _claims(shell)
    for arguments, code in (
        (("decide", one, "correct"), "CR717"),
        (("decide", one, "correct", "--set", "best"), "CR501"),
        (("decide", one, "correct", "--set", "best=1", "--set", "best=2"), "CR501"),
        (("decide", "ffffffffffffffffff", "accept"), "CR716"),
        (("decide", one, "approve"), "CR501"),
        (("decisions", "undo", "ff"), "CR716"),
        (("decisions", "apply", "missing.jsonl"), "CR101"),
        (("import", "missing.jsonl"), "CR101"),
        (("import", str(Path(__file__))), "CR715"),
    ):
        done = shell(*arguments)
        assert (done.code, done.err[:5]) == (2, code), arguments
        assert done.out == ""
    shell.path = shell.path.with_name("none.db")
    for command in (("info",), ("log",), ("decisions", "list"), ("decide", one, "accept")):
        assert shell(*command).err.startswith("CR711")


def test_decisions_go_to_another_case(shell: Shell, tmp_path: Path) -> None:
    shell("decide", _claims(shell)[0], "accept")
    file = tmp_path / "decisions.jsonl"
    assert shell("decisions", "export", "--output", str(file)).code == 0
    shell.path = tmp_path / "empty.db"
    Case.open(shell.path).close()
    done = shell("decisions", "apply", str(file))
    assert done.code == 0
    assert "its page is not in this case" in done.out
    assert "1 new decisions, 0 already there; 1 of these do not find their words here" in done.err
    assert len(_listed(shell, "--lost")) == 1


def test_a_case_is_imported(shell: Shell, tmp_path: Path) -> None:
    with Case.open(shell.path) as case:
        lines = b"".join(case.export_jsonl())
    packed = tmp_path / "one.jsonl.gz"
    packed.write_bytes(gzip.compress(lines))
    shell.path = tmp_path / "two.db"
    assert "1 new pages, 1 new records, 0 already there" in shell("import", str(packed)).err
    with Case.open(shell.path) as case:
        assert b"".join(case.export_jsonl()) == lines
    assert json.loads(shell("info", "--format", "json").out)["claims"] == 2
    assert "imported" in shell("log").out


def test_the_log_tells_what_was_done(shell: Shell) -> None:
    shell("decide", _claims(shell)[0], "accept")
    rows = [json.loads(line) for line in shell("log", "--format", "jsonl").out.splitlines()]
    assert [row["action"] for row in rows] == ["new", "decided"]
    assert len(shell("log", "--last", "1").out.splitlines()) == 1


def test_versions_show_what_changed(shell: Shell) -> None:
    with Case.open(shell.path) as case:
        for text, day in ((FIRST, "05"), (FIRST.replace("12", "14"), "06")):
            raw = raw_of(text, address="https://news.example/tarun", modified=f"2021-09-{day}")
            report_id = case.add(raw, report_of(raw)).report_id
    shown = shell("versions", report_id[:8]).out
    assert "changed: “Karim said 12" in shown
    assert ": number 12 12 12 → 14 14 14" in shown
    rows = json.loads(shell("versions", report_id, "--format", "json").out)
    assert [row["changes"] is None for row in rows] == [True, False]
    assert shell("versions", "ff").err.startswith("CR716")


def test_pages_are_read_anew(shell: Shell) -> None:
    with Case.open(shell.path) as case:
        (before,) = case.reports()
    assert "1 read anew, 0 as before" in shell("reread", "--rules-only", "--jobs", "1").err
    with Case.open(shell.path) as case:
        assert case.counts().readings == 2
        (after,) = case.reports()
        assert after.id == before.id
    assert "0 read anew, 1 as before" in shell("reread", "--rules-only", "--jobs", "1").err
