"""Finding in a case and taking it out, as a user meets it: show, why, search, export."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from openpyxl import load_workbook

from crossread.case import Case, Filter
from crossread.cli import app as cli
from crossread.cli import casework
from crossread.export.case_tables import TABLES
from crossread.export.cases import CASE_FORMATS
from crossread.export.xlsx import MAX_CELL, Workbook
from crossread.record import Actor, Name
from tests.case_helpers import raw_of, report_of

FIRST = "Karim said 12 were killed in Tarun.\nLeila said 9 were killed in Tarun.\n"
SECOND = "Karim said 30 were killed in Belmar.\nThe road to the north stayed closed.\n"
AT = "2021-09-08T09:00:00Z"


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it wrote as JSON."""
        return json.loads(self.out)


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
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    path = tmp_path / "one.db"
    with Case.open(path) as case:
        first = raw_of(
            FIRST, name="a.txt", published="2021-09-05", outlet="Example News", address="https://news.example/a",
            title="Fighting in Tarun",
        )  # fmt: skip
        case.add(first, report_of(first))
        second = raw_of(
            SECOND, name="=1+1", published="2021-09-07", outlet="The Other Times", title="Fighting in Belmar"
        )
        case.add(second, report_of(second))
        case.refuse("https://news.example/gone", "CR104", "https://news.example/gone: the server answered 404")
    return Shell(capsys, path)


def _claim(shell: Shell, words: str) -> str:
    with Case.open(shell.path) as case:
        return next(one.id for one in case.claims() if words in one.claim.spans[0].quote)


# --- show


def test_reports_are_listed_oldest_first(shell: Shell) -> None:
    ended = shell("show")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert [line.split()[1:3] for line in lines] == [
        ["published", "outlet"],
        ["2021-09-05", "Example"],
        ["2021-09-07", "The"],
    ]
    assert "2 claims" in lines[1]
    assert "Fighting in Tarun" in lines[1]
    assert ended.err == "2 of 2 reports; 1 page refused\n"


@pytest.mark.parametrize(
    ("options", "quotes"),
    [
        ([], ["12", "9", "30"]), (["--kind", "losses"], ["12", "9", "30"]), (["--kind", "killed"], ["12", "9", "30"]),
        (["--kind", "control"], []), (["--place", "tarun"], ["12", "9"]), (["--place", "Tar"], []),
        (["--actor", "KARIM"], ["12", "30"]), (["--outlet", "other times"], ["30"]), (["--from", "2021-09-06"], ["30"]),
        (["--to", "2021-09-05"], ["12", "9"]), (["--from", "2021-09", "--to", "2021"], ["12", "9", "30"]),
        (["--since", "2999-01-01"], []), (["--actor", "Leila", "--place", "Belmar"], []),
    ],
)  # fmt: skip
def test_filters_mean_the_same_everywhere(shell: Shell, options: list[str], quotes: list[str]) -> None:
    listed = shell("show", "--claims", "--format", "json", *options).data
    assert [row["quote"].split()[0] for row in listed] == quotes
    table = list(csv.DictReader(io.StringIO(shell("export", "csv", *options).out)))
    assert sorted(row["number"] for row in table) == sorted(quotes)
    reports = shell("show", "--format", "jsonl", *options).out.splitlines()
    assert len(reports) == len({row["report"]["id"] for row in listed})


@pytest.mark.parametrize("option", ["--from", "--to", "--since"])
@pytest.mark.parametrize("value", ["yesterday", "2021-13", "05/09/2021", "2021-09-05T99:00", ""])
def test_days_that_are_none_are_refused(shell: Shell, option: str, value: str) -> None:
    ended = shell("show", option, value)
    assert (ended.code, ended.err[:5]) == (2, "CR501")


def test_what_was_refused_is_listed(shell: Shell) -> None:
    german = raw_of("Zwei Gruppen trafen sich.\n", name="german.txt")
    with Case.open(shell.path) as case:
        case.add(german, report_of(german, refused="CR601"))
    ended = shell("show", "--refused")
    assert ended.out.splitlines()[0].startswith("CR104 ")
    assert "      https://news.example/gone: the server answered 404" in ended.out
    assert ended.err == "2 pages refused\n"
    rows = shell("show", "--refused", "--format", "json").data
    assert [(row["name"], row["code"]) for row in rows] == [
        ("german.txt", "CR601"),
        ("https://news.example/gone", "CR104"),
    ]
    assert shell("show", "--refused", "--place", "Tarun").code == 2


def test_a_kind_that_is_none_is_told_which_there_are(shell: Shell) -> None:
    ended = shell("show", "--kind", "loss")
    assert ended.code == 2
    assert "losses" in ended.err
    assert "killed" in ended.err
    assert shell("show", "--kind", "Killed").code == 0


def test_an_empty_filter_is_refused(shell: Shell) -> None:
    assert shell("show", "--place", " ").code == 2


def test_claims_are_listed_with_words_speaker_and_outlet(shell: Shell) -> None:
    out = shell("show", "--claims", "--actor", "Leila").out
    for words in ("losses: killed", "“9 were killed in Tarun”", "Attributed to Leila", "Example News · 2021-09-05"):
        assert words in out


def test_a_report_is_shown_as_read_shows_it(shell: Shell) -> None:
    (row,) = shell("show", "--outlet", "Example", "--format", "json").data
    out = shell("show", row["id"][:6]).out
    for words in ("Fighting in Tarun", "Attributed to Karim", "In the case", row["id"], "Reported is not verified"):
        assert words in out
    shown = shell("show", row["id"], "--format", "json").data
    assert shown["record"]["page"]["text"] == FIRST
    assert shell("show", row["id"], "--kind", "losses").code == 2
    assert shell("show", "zz").err.startswith("CR716")


def test_a_case_that_is_not_there_is_not_made(shell: Shell, tmp_path: Path) -> None:
    shell.path = tmp_path / "none.db"
    assert shell("show").err.startswith("CR711")
    assert not shell.path.exists()


# --- why


def test_why_shows_words_speaker_rule_and_decisions(shell: Shell) -> None:
    claim = _claim(shell, "12")
    with Case.open(shell.path) as case:
        row = case.decide(claim, "rejected", user="anna", time=AT, reason="a running total")
        case.undo(row.id, user="anna", time="2021-09-08T10:00:00Z")
        case.decide(claim, "corrected", user="ben", time="2021-09-08T11:00:00Z", correction={"best": "11"})
    out = shell("why", claim[:8]).out
    for words in (
        f"Claim {claim}", "Karim said 12 were killed in Tarun.", "^^^", "Attributed to Karim", "Place        Tarun",
        "2021-09-05  from you", "Crossread    1.0", "Model        m 1", "a running total", "not in force",
        "corrected (best: 11)", "Reported is not verified.",
    ):  # fmt: skip
        assert words in out
    why = shell("why", claim, "--format", "json").data
    assert why["found"]["review"]["verdict"] == "corrected"
    assert [row["verdict"] for row in why["decisions"]] == ["rejected", "undone", "corrected"]
    assert why["found"]["quantity"]["best"] == 12  # the machine's reading stands beside the correction
    assert shell("why", "zz").err.startswith("CR716")


def test_reviewers_who_differ_are_said_so(shell: Shell) -> None:
    claim = _claim(shell, "30")
    with Case.open(shell.path) as case:
        case.decide(claim, "rejected", user="anna", time=AT)
        case.decide(claim, "accepted", user="ben", time=AT)
    assert "contradict one another" in shell("why", claim).out
    assert "reviewers differ" in shell("show", "--claims", "--actor", "Karim").out


# --- search


def test_search_shows_where_words_stand(shell: Shell) -> None:
    ended = shell("search", "killed", "tar*")
    assert "Fighting in Tarun" in ended.out
    assert "^^^^^^" in ended.out
    assert ended.err == "1 report\n"
    (hit,) = shell("search", '"stayed closed"', "--format", "json").data
    assert [span["quote"] for span in hit["spans"]] == ["stayed closed"]
    assert shell("search", "killed", "--limit", "1").err == "1 report, and there are more; --limit shows them\n"
    assert (
        shell("search", "killed", "--outlet", "Times", "--format", "json").data[0]["report"]["title"]
        == "Fighting in Belmar"
    )


def test_a_search_that_finds_nothing_says_so(shell: Shell) -> None:
    assert shell("search", "nowhere")[:3] == (0, "", "0 reports\n")
    assert shell("search", "...").err.startswith("CR501")


# --- export


def test_a_workbook_holds_all_tables(shell: Shell, tmp_path: Path) -> None:
    assert shell("export", "xlsx", "--output", "a.xlsx").code == 0
    book = load_workbook(tmp_path / "a.xlsx", read_only=True)
    assert book.sheetnames == [*TABLES, "about"]
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    for name, table in TABLES.items():
        assert rows[name][0] == table.columns
    assert [len(rows[name]) - 1 for name in TABLES] == [3, 3, 2, 0, 0, 0, 1]
    claims = [dict(zip(rows["claims"][0], row, strict=True)) for row in rows["claims"][1:]]
    told = {(row["quote"], row["outlet"], row["address"], row["number"]) for row in claims}
    assert ("12 were killed in Tarun", "Example News", "https://news.example/a", 12) in told
    assert rows["refused pages"][1][:2] == ("https://news.example/gone", "CR104")
    assert rows["about"][1][0] == "Reported is not verified."
    assert ("read by", "crossread 1.0, m 1") in rows["about"]


def test_the_same_case_gives_the_same_workbook(shell: Shell, tmp_path: Path) -> None:
    shell("export", "xlsx", "-o", "a.xlsx")
    time.sleep(2.1)  # a ZIP file counts time in steps of two seconds
    shell("export", "xlsx", "-o", "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://x", "{=1}", "_x0041_", "a\x00b\x1b\x07",
    "\ufffe\uffff", "<c>&amp;", "x" * 40_000, "😀" * 20_000, " =1", "'=1", "1e5", "TRUE", "\u202eabc",
]  # fmt: skip


def test_words_are_never_formulas_links_or_numbers(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as stream:
        book = Workbook(stream, {"words": ("what",)}, "A test")
        for words in HOSTILE:
            book.add("words", [words])
        book.close()
    inside = zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in inside
    assert "hyperlink" not in inside
    cells = [row[0] for row in load_workbook(tmp_path / "a.xlsx")["words"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(len(str(cell.value)) <= MAX_CELL for cell in cells)
    values = [str(cell.value) for cell in cells]
    assert values[:5] == ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]
    assert values[HOSTILE.index("x" * 40_000)].endswith(" […]")


def test_a_table_that_is_too_long_goes_on_in_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossread.export.xlsx.MAX_ROWS", 3)
    with (tmp_path / "a.xlsx").open("wb") as stream:
        book = Workbook(stream, {"words": ("what",), "more": ("what",)}, "A test")
        for number in range(5):
            book.add("words", [number])
        book.close()
    read = load_workbook(tmp_path / "a.xlsx")
    assert {name: [row[0].value for row in read[name].iter_rows()] for name in read.sheetnames} == {
        "words": ["what", 0, 1], "more": ["what"], "words (2)": ["what", 2, 3], "words (3)": ["what", 4],
    }  # fmt: skip


def test_tables_are_written_one_by_one_and_no_cell_is_a_formula(shell: Shell) -> None:
    for name, table in TABLES.items():
        rows = list(csv.reader(io.StringIO(shell("export", "csv", "--table", name).out)))
        assert tuple(rows[0]) == table.columns
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t"))]
    assert "'=1+1" in shell("export", "csv", "--table", "reports").out


def test_reviews_stand_beside_the_reading(shell: Shell) -> None:
    with Case.open(shell.path) as case:
        case.decide(_claim(shell, "12"), "corrected", user="anna", time=AT, correction={"best": "11"})
    rows = {row["quote"]: row for row in csv.DictReader(io.StringIO(shell("export", "csv").out))}
    told = rows["12 were killed in Tarun"]
    assert (told["number"], told["review"], told["reviewers"], told["correction"]) == (
        "12",
        "corrected",
        "anna",
        "best: 11",
    )


def test_lines_are_the_whole_case(shell: Shell, tmp_path: Path) -> None:
    shell("export", "jsonl", "-o", "a.jsonl")
    with Case.open(tmp_path / "other.db") as other:
        other.import_jsonl((tmp_path / "a.jsonl").read_bytes().splitlines(keepends=True))
        assert b"".join(other.export_jsonl()) == (tmp_path / "a.jsonl").read_bytes()
    assert shell("export", "jsonl", "--place", "Tarun").code == 2


def test_exports_that_would_do_harm_are_refused(shell: Shell) -> None:
    assert "nothing for a screen" in shell("export", "xlsx").err
    before = shell.path.read_bytes()
    assert "would be lost" in shell("export", "csv", "-o", str(shell.path)).err
    assert shell.path.read_bytes() == before
    assert shell("export", "csv", "-o", "none/a.csv").code == 2


def test_the_command_line_knows_the_formats_and_tables() -> None:
    assert tuple(CASE_FORMATS) == casework._CASE_FORMATS
    assert tuple(TABLES) == casework._TABLES


def test_a_country_means_all_that_lies_in_it_and_a_known_actor_all_its_names(tmp_path: Path) -> None:
    raw = raw_of("Mujahid said 12 were killed in Tarun.\n")
    made = report_of(raw)
    (place,), (claim,) = made.places, made.claims
    place = msgspec.structs.replace(place, resolved=True, country="AF", admin1="Kapisa")
    speaker = Actor(
        id="a1", name="Mujahid", identity="taliban", names=(Name(text="Mujahid", spans=made.claims[0].spans),)
    )
    (link,) = claim.voice.chain
    voice = msgspec.structs.replace(claim.voice, chain=(msgspec.structs.replace(link, actor="a1"),))
    made = msgspec.structs.replace(
        made, places=(place,), actors=(speaker,), claims=(msgspec.structs.replace(claim, voice=voice),)
    )
    with Case.open(tmp_path / "two.db") as case:
        case.add(raw, made)
        for wanted in (
            Filter(place="Afghanistan"), Filter(place="Islamic Emirate of Afghanistan"), Filter(place="kapisa"),
            Filter(place="AF"), Filter(actor="Taliban"), Filter(actor="taliban"), Filter(actor="mujahid"),
        ):  # fmt: skip
            assert len(list(case.claims(wanted))) == 1, wanted
        for wanted in (Filter(place="Pakistan"), Filter(actor="Islamic State"), Filter(place="stan"), Filter(actor="")):
            assert list(case.claims(wanted)) == [], wanted
