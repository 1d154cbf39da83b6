"""`crossread copies` and what `show` says of copies, on invented pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crossread.api import user_facts
from crossread.case import Case
from crossread.cli.app import cli
from crossread.reading import report_by_rules
from crossread.record import RawPage

FIRST = (
    "Rebels enter Belora\n\n"
    "Rebels of the Northern Front entered the town of Belora at dawn on Monday, residents said. "
    "About 300 families fled across the river Sarn before the bridge was blown up.\n\n"
    "Soldiers of the garrison left their posts and went south in lorries, the mayor told Reuters. "
    "The hospital received 14 wounded civilians during the night.\n"
)
ELSEWHERE = "Fish quota cut\n\nParliament in Tessan cut the fishing quota by a third on Tuesday, the speaker said.\n"


PAGES = {
    "first.txt": (FIRST, "2021-05-03", "Sarn Agency"),
    "copy.txt": (FIRST.replace("About 300", "At least 300"), "2021-05-04", "Tessan Post"),
    "other.txt": (ELSEWHERE, "2021-05-04", "Coast Daily"),
}


def make(path: Path, names: list[str]) -> Path:
    with Case.open(path) as case:
        for name in names:
            text, day, outlet = PAGES[name]
            facts = user_facts(published=day, outlet=outlet)
            raw = RawPage(content=text.encode(), name=name, media_type="text/plain", facts=facts)
            case.add(raw, report_by_rules(raw))
    return path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make(tmp_path / "case.db", list(PAGES))


def run(*call: str) -> str:
    result = CliRunner().invoke(cli, [*call])
    assert result.exit_code == 0, result.output
    return result.stdout


def families(case: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("copies", "--case", str(case), "--format", "jsonl").splitlines()]


def test_a_family_is_told_with_source_changes_and_findings(case: Path) -> None:
    (family,) = families(case)
    first, copy = family["members"]
    assert [first["outlet"], copy["outlet"]] == ["Sarn Agency", "Tessan Post"]
    assert family["origin"] == first["id"]
    assert family["outlets"] == 2
    (derivation,) = family["derivations"]
    assert (derivation["source"], derivation["because"]) == (first["id"], "date")
    changed = [change for passage in derivation["passages"] for change in passage["changes"]]
    told = [(one["kind"], one["before"]["quote"], one["after"]["quote"]) for one in changed]
    assert told == [("qualifier", "About", "At least")]
    assert {"CP01", "XC02"} <= {finding["code"] for finding in family["findings"]}


def test_the_screen_names_the_same(case: Path) -> None:
    out = run("copies", "--case", str(case))
    assert "Family of 2 reports, 2 outlets" in out
    assert "qualifier" in out
    assert "Fish quota" not in out


def test_a_report_is_marked_sentence_by_sentence(case: Path) -> None:
    (family,) = families(case)
    first, copy = (member["id"] for member in family["members"])
    shown = json.loads(run("copies", copy, "--case", str(case), "--format", "json"))
    kinds = [(sentence["kind"], sentence["report"], sentence["earlier"]) for sentence in shown["sentences"]]
    assert ("copied", first, True) in kinds
    assert f"copied from {first[:8]}" in run("copies", copy, "--case", str(case))


def test_show_says_what_is_copied_and_what_is_own(case: Path) -> None:
    (family,) = families(case)
    first, copy = (member["id"] for member in family["members"])
    assert "sentences copied" in run("show", copy, "--case", str(case))
    shown = json.loads(run("show", copy, "--case", str(case), "--format", "json"))["copies"]
    assert shown["member"]["copied"] >= 3
    assert {sentence["report"] for sentence in shown["sentences"] if sentence["kind"] == "copied"} == {first}
    assert json.loads(run("show", first, "--case", str(case), "-f", "json"))["copies"]["member"]["copied"] == 0


def test_owners_of_the_users_own_join_outlets(case: Path, tmp_path: Path) -> None:
    (tmp_path / "owners.tsv").write_text("Sarn Holding\tSarn Agency|Tessan Post\n", encoding="utf-8")
    (line,) = run("copies", "--owners", str(tmp_path / "owners.tsv"), "--case", str(case), "-f", "jsonl").splitlines()
    assert json.loads(line)["outlets"] == 1


def test_a_malformed_table_of_owners_is_refused(case: Path, tmp_path: Path) -> None:
    (tmp_path / "owners.tsv").write_text("Sarn Holding\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["copies", "--owners", str(tmp_path / "owners.tsv"), "--case", str(case)])
    assert result.exit_code == 2 or "line 1" in str(result.exception)


def test_the_order_of_adding_makes_no_difference(case: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "turned.db", list(reversed(PAGES)))
    arguments = ("--format", "jsonl", "--case")
    assert run("copies", *arguments, str(case)) == run("copies", *arguments, str(other))
