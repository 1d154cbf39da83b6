"""``crossread compare`` on a case of invented reports."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from crossread import read_text
from crossread.case import Case
from crossread.case.filters import NO_FILTER
from crossread.cli.app import cli, main
from crossread.compare.dossier import ShownIncident
from crossread.errors import DecisionRefused, NotInCase
from crossread.export.case_tables import TABLES
from crossread.export.cases import CASE_FORMATS
from crossread.export.csv import Cell
from crossread.record import Fact, RawPage, Report
from tests.test_compare import CAMP, OTHER, TOLL, WIRE, _unwrapped

PAGES = {
    "wire": (WIRE, "2016-05-02", "Wire"),
    "camp": (CAMP, "2016-05-02", "State Voice"),
    "toll": (TOLL, "2016-05-03", "Example News"),
    "other": (OTHER, "2016-05-02", "Other News"),
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _case_of(PAGES, tmp_path_factory.mktemp("case") / "case.db")


def _case_of(pages: Mapping[str, tuple[str, str, str]], path: Path, *, fetched: str = "2016-05-04T06:00:00Z") -> Path:
    """A case of flat pages, each with its text, day and outlet, by name; those fetched last are the newest versions."""
    with Case.open(path) as made:
        for name, (text, day, outlet) in pages.items():
            facts = (
                Fact(name="published", value=day, known_from="user"),
                Fact(name="outlet", value=outlet, known_from="user"),
                Fact(name="address", value=f"https://{name}.example/1", known_from="user"),
                Fact(name="fetched", value=fetched, known_from="user"),
            )
            text = _unwrapped(text)
            raw = RawPage(content=text.encode(), name=name, media_type="text/plain", facts=facts)
            made.add(raw, read_text(text, published=day, outlet=outlet))
    return path


def _crossread(*words: str) -> Result:
    return CliRunner().invoke(cli, [*words])


def _run(case: Path, *options: str) -> Result:
    return _crossread("compare", "--case", str(case), *options)


def _incidents(case: Path, *options: str) -> list[ShownIncident]:
    import msgspec

    done = _run(case, "--format", "jsonl", *options)
    assert done.exit_code == 0, done.stderr
    return [msgspec.json.decode(line, type=ShownIncident) for line in done.stdout.splitlines()]


def test_one_incident_and_who_says_what(case: Path) -> None:
    (incident,) = _incidents(case)
    assert len(incident.reports) == 3
    assert incident.outlets == 3
    killed = next(row for row in incident.rows if row.about == "killed people")
    assert {value.value: value.update for value in killed.values} == {"14": False, "19": True}
    (saying,) = next(value.sayings for value in killed.values if value.value == "14")
    assert saying.attributed_to == ("Northern Observatory",)
    assert "killed 14 people" in saying.quote
    assert saying.after.startswith(", the Northern Observatory said")


def test_text_view_and_what_is_said_at_the_end(case: Path) -> None:
    done = _run(case)
    assert done.exit_code == 0
    assert "Kafr Zita" in done.stdout
    assert "3 reports, 3 outlets" in done.stdout
    assert "Reported is not verified." in done.stderr


def test_filters_keep_incidents_of_which_a_claim_fits(case: Path) -> None:
    assert len(_incidents(case, "--place", "Hama")) == 1
    assert _incidents(case, "--place", "Idlib") == []
    assert _incidents(case, "--from", "2017") == []


def test_the_dossier_is_one_file_that_asks_for_nothing(case: Path, tmp_path: Path) -> None:
    done = _run(case, "--format", "html", "--output", str(tmp_path / "dossier.html"))
    assert done.exit_code == 0, done.stderr
    html = (tmp_path / "dossier.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in html
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html)
    assert "Reported is not verified." in html
    assert "<details>" in html


def test_rejected_claims_are_left_out(case: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(case.read_bytes())
    with Case.open(copy) as opened:
        losses = (one for one in opened.claims() if one.claim.family == "losses")
        (rejected,) = [one for one in losses if "Nineteen" in one.claim.spans[0].quote]
        opened.decide(opened.target(rejected.id), "rejected", user="ada", time="2016-05-04T10:00:00Z")
    shown = {value.value for one in _incidents(copy) for row in one.rows for value in row.values}
    assert "14" in shown
    assert "19" not in shown


def test_a_case_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["compare", "--case", str(tmp_path / "none.db")])
    assert ended.value.code == 2
    assert "CR711" in capsys.readouterr().err


def test_json_is_the_same_whatever_the_order_of_sets(case: Path) -> None:
    call = [sys.executable, "-m", "crossread", "compare", "--case", str(case), "--format", "json"]
    first, second = (
        subprocess.run(call, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    )
    assert json.loads(first)
    assert first == second


def test_demo_writes_its_dossier(demo_dossier: Path) -> None:
    html = demo_dossier.read_text(encoding="utf-8")
    assert "12 reports side by side" in html
    assert html.count("nothing in them happened") >= 2
    shown = re.sub(r"<[^>]+>", " ", html)
    for words in ("update", "not 19", "at least", "Coastal State Radio", "most altered"):
        assert words in shown


def test_example_case_keeps_the_incident_near_by_apart(demo_reports: Mapping[str, Report]) -> None:
    from crossread.compare import compare

    assert all("Invented" in report.page.text for report in demo_reports.values())
    comparison = compare(demo_reports)
    main = max(comparison.incidents, key=lambda one: len(one.reports))
    assert len(main.reports) == 11
    assert "12-nearby.html" not in main.reports
    assert any(row.field == "number" for row in main.contested)


def _exported(case: Path, target: Path, *options: str) -> dict[str, list[dict[str, object]]]:
    """The sheets of an exported workbook by name, a dictionary for each row."""
    done = _crossread("export", "xlsx", "--case", str(case), "--output", str(target), *options)
    assert done.exit_code == 0, done.stderr
    sheets: dict[str, list[dict[str, object]]] = {}
    for sheet in load_workbook(target, read_only=True).worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return sheets


def test_a_workbook_holds_each_value_of_an_incident(case: Path, tmp_path: Path) -> None:
    (incident,) = _incidents(case)
    sheets = _exported(case, tmp_path / "a.xlsx")
    told = [
        (
            incident.id, incident.first, incident.place, row.field, row.about or None, value.value,
            "yes" if row.contested else "no", "yes" if value.update else "no",
            value.reports, value.outlets, value.primary_sources,
        )
        for row in incident.rows
        for value in row.values
    ]  # fmt: skip
    columns = ["incident", "first_day", "place", "field", "counted", "value", "contested", "update"]
    columns += ["reports", "outlets", "primary_sources"]
    assert [tuple(row[name] for name in columns) for row in sheets["incidents"]] == told
    (row,) = [row for row in sheets["incidents"] if row["value"] == "14"]
    assert (row["attributed_to"], row["outlet"]) == ("Northern Observatory", "Wire")
    assert "killed 14 people" in str(row["quote"])
    assert _exported(case, tmp_path / "b.xlsx") == sheets
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# Invented, as all pages here: two reports of one toll, a third of another; outlets that look like formulas.
CONTESTED = {
    "wire": (WIRE, "2016-05-02", "=Wire"),
    "again": (WIRE.replace("people in", "people on Monday in").replace(", on Monday,", ","), "2016-05-02", "+Again"),
    "rescue": (WIRE.replace("14", "25").replace("Northern Observatory", "Rescue Service"), "2016-05-02", "@Rescue"),
}


def test_disagreements_show_each_report_that_gives_a_value(tmp_path: Path) -> None:
    case = _case_of(CONTESTED, tmp_path / "case.db")
    rows = {row["value"]: row for row in _exported(case, tmp_path / "a.xlsx")["disagreements"]}
    assert set(rows) == {"14", "25"}
    alone, twice = rows["25"], rows["14"]
    assert (alone["outlet"], alone["address"]) == ("@Rescue", "https://rescue.example/1")
    assert "Rescue Service" in str(alone["attributed_to"])
    assert "25 people" in str(alone["quote"])
    sayings = [str(twice[name]).split("[2] ") for name in ("outlet", "address", "quote", "attributed_to", "claim")]
    assert all(first.startswith("[1] ") and second for first, second in sayings)
    told = {(outlet, address) for outlet, address in zip(sayings[0], sayings[1], strict=True)}
    assert told in (
        {("[1] =Wire ", "[1] https://wire.example/1 "), ("+Again", "https://again.example/1")},
        {("[1] +Again ", "[1] https://again.example/1 "), ("=Wire", "https://wire.example/1")},
    )


def test_exported_incidents_are_filtered_by_claims(case: Path, tmp_path: Path) -> None:
    assert _exported(case, tmp_path / "a.xlsx", "--place", "Hama")["incidents"]
    assert _exported(case, tmp_path / "b.xlsx", "--place", "Idlib")["incidents"] == []


def test_the_case_is_compared_for_the_tables_that_need_it_alone(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crossread.export import cases

    def never(*_: object) -> Iterator[tuple[str, list[Cell]]]:
        raise AssertionError("compared")

    with Case.open(case) as opened:
        csv = CASE_FORMATS["csv"]
        csv.write(opened, NO_FILTER, "incidents", stream := BytesIO())
        assert b"Northern Observatory" in stream.getvalue()
        monkeypatch.setattr(cases, "incident_rows", never)
        csv.write(opened, NO_FILTER, "claims", BytesIO())
        with pytest.raises(AssertionError, match="compared"):
            csv.write(opened, NO_FILTER, "disagreements", BytesIO())


def test_words_of_incidents_are_no_formulas(tmp_path: Path) -> None:
    case = _case_of(CONTESTED, tmp_path / "case.db")
    rows = _exported(case, tmp_path / "a.xlsx")["incidents"]
    assert "@Rescue" in {row["outlet"] for row in rows}
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(TABLES) + 1
    assert not any(b"<f>" in sheet for sheet in sheets)
    with Case.open(case) as opened:
        CASE_FORMATS["csv"].write(opened, NO_FILTER, "incidents", stream := BytesIO())
    assert b",'@Rescue," in stream.getvalue()


def test_a_wrong_join_is_undone_and_brought_back(case: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(case.read_bytes())
    (before,) = _incidents(copy)
    one, other, _ = before.joined_by[0]
    decide = ("decide", f"{other}|{one}", "--kind", "join", "--case", str(copy), "--user", "ada")
    done = _crossread(*decide[:2], "reject", *decide[2:], "--format", "json")
    assert done.exit_code == 0, done.stderr
    row = json.loads(done.stdout)["decision"]
    assert row["target"]["id"] == f"{one}|{other}"
    assert [anchor["report"] for anchor in row["target"]["anchors"]] == [one.split("/")[0], other.split("/")[0]]
    reports = {name.split("/")[0] for name in (one, other)}
    assert not any(reports <= set(incident.reports) for incident in _incidents(copy))
    assert _crossread(*decide[:2], "accept", *decide[2:]).exit_code == 0  # takes the place of the rejection
    assert _incidents(copy) == [before]
    assert _crossread(*decide[:2], "reject", *decide[2:]).exit_code == 0
    with Case.open(copy) as opened:
        (last,) = [view.decision.id for view in opened.decisions() if not view.replaced]
    assert _incidents(copy) != [before]
    assert _crossread("decisions", "undo", last, "--user", "ada", "--case", str(copy)).exit_code == 0
    assert _incidents(copy) == [before]


def test_what_is_no_join_is_refused(case: Path) -> None:
    (incident,) = _incidents(case)
    one, other, _ = incident.joined_by[0]
    with Case.open(case) as opened:
        for name in (one, f"{one}|{one}", f"{one}|{other}|{one}"):
            with pytest.raises(DecisionRefused, match="two acts of two reports"):
                opened.target(name, "join")
        for name in (f"{one}|", f"{one}|{other.split('/')[0]}/zz", f"{one}|zz/zz"):
            with pytest.raises(NotInCase):
                opened.target(name, "join")
        target = opened.target(f"{one}|{other}", "join")
        with pytest.raises(DecisionRefused, match="nothing in it to correct"):
            opened.decide(target, "corrected", user="ada", time="2016-05-04T10:00:00Z", correction={"note": "x"})


def test_a_decision_on_a_join_follows_its_claims_into_a_newer_version(case: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(case.read_bytes())
    (before,) = _incidents(copy)
    one, other, _ = before.joined_by[0]
    with Case.open(copy) as opened:
        target = opened.target(f"{one}|{other}", "join")
        opened.decide(target, "rejected", user="ada", time="2016-05-04T10:00:00Z")
    # The same reports at their addresses, with a sentence before what they had: other texts, so other ids of claims.
    pages = {name: (f"Corrected: a name.\n\n{text}", day, outlet) for name, (text, day, outlet) in PAGES.items()}
    _case_of(pages, copy, fetched="2016-05-06T06:00:00Z")
    reports = {name.split("/")[0] for name in (one, other)}
    assert not any(reports <= set(incident.reports) for incident in _incidents(copy))
    with Case.open(copy) as opened:
        (view,) = opened.decisions()
        assert view.attached.state == "moved"
        assert view.attached.target_id not in (None, target.id)
        assert {name.split("/")[0] for name in (view.attached.target_id or "").split("|")} == reports
        again = opened.decide(
            opened.target(view.attached.target_id or "", "join"), "accepted", user="ada", time="2016-05-05T10:00:00Z"
        )
    assert again.replaces == (view.decision.id,)
    assert any(reports <= set(incident.reports) for incident in _incidents(copy))


def test_a_decision_on_a_join_whose_words_are_gone_is_listed_as_lost(case: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(case.read_bytes())
    (before,) = _incidents(copy)
    one, other, _ = before.joined_by[0]
    with Case.open(copy) as opened:
        opened.decide(opened.target(f"{one}|{other}", "join"), "rejected", user="ada", time="2016-05-04T10:00:00Z")
    pages = {
        name: (f"Withdrawn\n\nThis invented report of {outlet} was withdrawn.", day, outlet)
        for name, (_, day, outlet) in PAGES.items()
    }
    _case_of(pages, copy, fetched="2016-05-06T06:00:00Z")
    done = _crossread("decisions", "list", "--lost", "--case", str(copy))
    assert "its words are gone" in done.stdout
