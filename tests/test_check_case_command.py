"""``crossread check --case``: findings in the reports of a case and between them. All reports are invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from crossread import Report, read_text
from crossread.case import Case
from crossread.cli import app as cli
from crossread.cli.explain import help_page
from crossread.record import Fact, RawPage

SHELLS = (
    "Shells hit {town}\n\nGovernment shells killed {count} people in the town of Kafr Zita in Hama province on Monday, "
    "the {who} said.\n\nA clinic closed on 31 June, its nurse said.\n"
)
PAGES = {
    "Wire": SHELLS.format(town="Kafr Zita", count=14, who="Northern Observatory"),
    "Daily": SHELLS.format(town="town", count=25, who="Hama Civil Defence"),
}


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@cache
def _read(text: str, outlet: str) -> Report:
    return read_text(text, published="2016-05-02", outlet=outlet)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Checks a case of two reports in this process."""
    monkeypatch.chdir(tmp_path)
    with Case.open(tmp_path / "one.db") as case:
        for outlet, text in PAGES.items():
            facts = (
                Fact(name="published", value="2016-05-02", known_from="user"),
                Fact(name="outlet", value=outlet, known_from="user"),
            )
            raw = RawPage(content=text.encode(), name=outlet, media_type="text/plain", facts=facts)
            case.add(raw, _read(text, outlet))

    def check(*options: str, case: bool = True) -> Ended:
        with pytest.raises(SystemExit) as ended:
            cli.main(["check", *options, *(["--case", "one.db"] if case else [])])
        out, err = capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return check


def _codes(ended: Ended) -> list[str]:
    return sorted(json.loads(line)["code"] for line in ended.out.splitlines())


def test_findings_in_reports_and_between_them(run: Run) -> None:
    found = run("--format", "jsonl")
    assert found.code == 1
    codes = _codes(found)
    assert {"TM03", "CP02", "XC01"} <= set(codes)
    assert f"{len(codes)} findings in 2 reports" in found.err


def test_a_disagreement_shows_both_sides(run: Run) -> None:
    first, second = (json.loads(line) for line in run("--select", "XC01", "--format", "jsonl").out.splitlines())
    assert first["elsewhere"][0]["report"] == second["report"]
    assert {"14" in item["spans"][0]["quote"] for item in (first, second)} == {True, False}
    shown = " ".join(run("--select", "XC01").out.split())
    assert "Wire: Shells hit Kafr Zita" in shown
    assert "Hama Civil Defence: “25”" in shown
    assert "killed 14 people" in shown


def test_choice_of_checks_and_what_goes_with_pages_alone(run: Run) -> None:
    assert set(_codes(run("--select", "XC,CP", "--format", "jsonl"))) <= {"CP01", "CP02", "CP03", "XC01", "XC02"}
    assert run("--select", "XC", "--ignore", "XC01").code == 0
    assert "XC01" in run("--select", "XC", "--statistics").out
    for options in (["page.txt"], ["--format", "sarif"], ["--baseline", "known.json"], ["--outlet", "X"]):
        ended = run(*options)
        assert (ended.code, ended.err[:5]) == (2, "CR501")


def test_settings_beside_the_case_count(run: Run, tmp_path: Path) -> None:
    (tmp_path / "crossread.toml").write_text('ignore = ["CP", "TM"]\n[severity]\nXC01 = "W"\n', encoding="utf-8")
    assert set(_codes(run("--least", "W", "--format", "jsonl"))) == {"XC01"}


def test_pages_have_no_findings_between_reports(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGES["Wire"], encoding="utf-8")
    ended = run("page.txt", "--select", "CP", case=False)
    assert ended.code == 2
    assert "CP is of checks between reports" in ended.err
    assert run(case=False).code == 2


def test_one_code_explains_both_of_its_checks() -> None:
    page = help_page("XC01")
    assert "## In one report" in page
    assert "## Between reports" in page
    assert "## In one report" not in help_page("XC03")
