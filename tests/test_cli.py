"""The command line as a user meets it: what it writes where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

from crossread.checks import CHECKS
from crossread.cli import app as cli
from crossread.errors import HELP
from crossread.export import FORMATS
from crossread.record import report_from_json
from crossread.version import __version__

pytestmark = pytest.mark.usefixtures("reading_here")

STORY = """Valley Leader Ready for Talks

Jana Ode, head of the Valley Defence Front (VDF), told Example Radio that about 300 families fled the invented valley.
“We are ready for talks,” Ode said. The fighting went on near the river for the third day in a row.

The Valley Development Forum (VDF) said on 31 June that nine fighters were killed in the hills above the river.
"""
GERMAN = """Verhandlungen im erfundenen Tal

Die Leiterin der erfundenen Gruppe sagte am Dienstag, dass etwa dreihundert Familien aus dem Tal geflohen seien.
Die Kämpfe dauerten am Fluss den dritten Tag in Folge an, wie die Behörden des Bezirks mitteilten.
"""
CLEAN = """<html><head><title>Invented talks</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Talks are held in the invented valley", "datePublished": "2021-09-05T10:00:00Z",
"author": {"@type": "Person", "name": "Ada Example"}, "publisher": {"@type": "Organization", "name": "Example News"}}
</script></head><body><article><h1>Talks are held in the invented valley</h1>
<p>Two invented groups met in the town by the river and talked for several hours about the road to the north.</p>
<p>“We talked about the road,” said Jana Ode, a spokeswoman for the district. She said that they would meet again.</p>
</article></body></html>"""


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands in this process, in a folder of their own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            cli.main([*arguments])
        out, err = self._capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    Path("story.txt").write_text(STORY, encoding="utf-8")
    Path("german.txt").write_text(GERMAN, encoding="utf-8")
    Path("clean.html").write_text(CLEAN, encoding="utf-8")
    return Shell(capsys)


def _process(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from crossread.cli.app import main; main()", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, check=False, timeout=120, env={**os.environ, **environment}
    )


def _names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


# --- read


def test_read_shows_the_report(shell: Shell) -> None:
    code, out, err = shell("read", "story.txt")
    assert (code, err) == (0, "")
    for words in ("Valley Leader Ready for Talks", "Jana Ode", "Valley Development Forum", "We are ready for talks"):
        assert words in out
    assert out.rstrip().splitlines()[-1].startswith("Reported is not verified.")
    assert "\x1b" not in out


def test_one_page_in_json_is_a_report_that_holds_to_the_schema(shell: Shell) -> None:
    code, out, _ = shell("read", "story.txt", "--format", "json")
    assert code == 0
    report = report_from_json(out)
    assert report.name == "story.txt"
    assert report.page.text[:29] == "Valley Leader Ready for Talks"
    jsonschema.validate(json.loads(out), json.loads(shell("schema").out))


def test_several_pages_in_json_are_a_list_and_in_jsonl_lines(shell: Shell) -> None:
    listed = json.loads(shell("read", "story.txt", "clean.html", "--format", "json").out)
    lines = shell("read", "story.txt", "clean.html", "--format", "jsonl").out.splitlines()
    assert [item["name"] for item in listed] == ["story.txt", "clean.html"]
    assert [json.loads(line) for line in lines] == listed


def test_a_folder_of_one_page_is_still_a_list(shell: Shell) -> None:
    Path("pages").mkdir()
    Path("pages/a.txt").write_text(STORY)
    assert isinstance(json.loads(shell("read", "pages", "--format", "json").out), list)


def test_no_pages_at_all_are_an_empty_list(shell: Shell) -> None:
    code, out, err = shell("read", "none.txt", "nothing.txt", "--format", "json")
    assert (code, json.loads(out)) == (2, [])
    assert "CR101" in err


@pytest.mark.processes
def test_the_same_bytes_whatever_the_number_of_processes_and_alone(shell: Shell) -> None:
    sources = ["story.txt", "german.txt", "clean.html", "none.txt"] * 3
    one = shell("read", *sources, "--format", "jsonl", "--jobs", "1", "--quiet")
    two = shell("read", *sources, "--format", "jsonl", "--jobs", "2", "--quiet")
    assert one == two
    assert shell("read", "story.txt", "--format", "jsonl").out == one.out.splitlines(keepends=True)[0]


def test_what_the_user_says_is_trusted(shell: Shell) -> None:
    said = ("--published=2021-09-05", "--outlet=Example News", "--url=https://news.example/", "--title=Other words")
    report = report_from_json(shell("read", "story.txt", "--format", "json", *said).out)
    for name, value in (("published", "2021-09-05"), ("outlet", "Example News"), ("address", "https://news.example/")):
        fact = report.page.fact(name)  # type: ignore[arg-type]
        assert fact is not None
        assert (fact.value, fact.known_from, fact.trusted) == (value, "user", True)
    assert "2021-09-05  from you" in shell("read", "story.txt", *said).out


@pytest.mark.parametrize(
    "call",
    [
        ("--published", "yesterday"),
        ("--published", "2021-13-01"),
        ("--url", "news.example"),
        ("--outlet", ""),
        ("--title", "a\x1bb"),
        ("--format", "xml"),
        ("--jobs", "0"),
        ("--nonsense",),
        ("clean.html", "--url", "https://news.example/"),
        ("--output", "story.txt"),
        ("--output", "no/such/folder/file"),
        ("clean.html", "--format", "html"),
    ],
)
def test_wrong_calls_end_with_2_and_a_coded_line(shell: Shell, call: tuple[str, ...]) -> None:
    code, out, err = shell("read", "story.txt", *call)
    assert (code, out) == (2, "")
    assert err.startswith("CR501 ")
    assert Path("story.txt").read_text(encoding="utf-8") == STORY


def test_refused_pages_are_listed_and_the_others_read(shell: Shell) -> None:
    Path("picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    Path("empty.txt").write_bytes(b"  \n")
    code, out, err = shell("read", "picture.html", "story.txt", "none.txt", "empty.txt", "--format", "jsonl")
    assert code == 0
    assert [json.loads(line)["name"] for line in out.splitlines()] == ["story.txt"]
    for words in ("CR203", "picture.html", "CR101", "none.txt", "CR201", "empty.txt", "4 pages: 1 read, 3 refused"):
        assert words in err
    assert HELP["CR203"] in err


def test_a_page_in_another_language_keeps_its_facts_and_is_listed(shell: Shell) -> None:
    code, out, err = shell("read", "german.txt", "story.txt", "--format", "jsonl")
    german = report_from_json(out.splitlines()[0])
    assert code == 0
    assert german.refusal is not None
    assert german.claims == ()
    assert "CR601" in err


def test_2_where_nothing_could_be_read(shell: Shell) -> None:
    assert shell("read", "none.txt").code == 2
    assert shell("read", "none.txt", "neither.txt").code == 2
    assert shell("read", "german.txt").code == 2
    assert shell("read").code == 2


def test_quiet_lists_refused_pages_and_says_nothing_else(shell: Shell) -> None:
    err = shell("read", "story.txt", "none.txt", "--quiet").err
    assert "CR101" in err
    assert "pages:" not in err


def test_a_missing_page_is_one_coded_line_with_what_to_do(shell: Shell) -> None:
    code, out, err = shell("read", "no\x1bne.txt")
    assert (code, out) == (2, "")
    assert err.splitlines()[0].startswith("CR101 ")
    assert "\x1b" not in err
    assert "Traceback" not in err


def test_output_goes_to_a_file_that_is_whole_or_not_there(shell: Shell) -> None:
    code, out, _ = shell("read", "story.txt", "--format", "json", "--output", "record.json")
    assert (code, out) == (0, "")
    assert report_from_json(Path("record.json").read_bytes()).name == "story.txt"
    assert _names(".") == ["clean.html", "german.txt", "record.json", "story.txt"]


def test_html_of_several_pages_is_a_file_each(shell: Shell) -> None:
    assert shell("read", "story.txt", "clean.html", "--format", "html", "--output", "out").code == 0
    assert _names("out") == ["clean.html.html", "story.txt.html"]


def test_pages_of_one_name_do_not_write_over_each_other(shell: Shell) -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "page.txt").write_text(STORY)
    assert shell("read", "a", "b", "--format", "html", "--output", "out").code == 0
    assert _names("out") == ["page.txt-2.html", "page.txt.html"]


def test_standard_input_is_read() -> None:
    ended = _process("read", "-", "--format", "json", stdin=STORY.encode())
    assert ended.returncode == 0
    assert report_from_json(ended.stdout).name == "-"


def test_the_locale_does_not_change_the_bytes(tmp_path: Path) -> None:
    page = tmp_path / "story.txt"
    page.write_text(STORY, encoding="utf-8")
    outs = {
        _process("read", str(page), LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").stdout
        for locale in ("C", "C.UTF-8")
    }
    assert len(outs) == 1
    assert "“We are ready for talks,”".encode() in outs.pop()


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    for number in range(4):  # more than a pipe holds, each
        (tmp_path / f"{number}.txt").write_text(STORY * 20)
    program = "from crossread.cli.app import main; main()"
    command = [sys.executable, "-c", program, "read", str(tmp_path), "--format", "json", "--rules-only", "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_columns_are_heeded_where_no_terminal_is(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    widths = [len(line) for line in shell("read", "story.txt").out.splitlines()]
    assert 40 < max(widths) <= 50


def _on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a command writes to a terminal that is both its outputs."""
    pty = pytest.importorskip("pty")
    program = "import sys; from crossread.cli.app import main; main()"
    command = [sys.executable, "-c", program, *arguments]
    ours, theirs = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    with subprocess.Popen(
        command, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, env={**clean, "TERM": "xterm", **environment}
    ):
        os.close(theirs)
        parts = []
        try:
            while part := os.read(ours, 1 << 16):
                parts.append(part)
        except OSError:  # how Linux tells that the other side is closed
            pass
        os.close(ours)
    return b"".join(parts).decode()


def test_a_terminal_gets_colours_and_its_width(tmp_path: Path) -> None:
    page = tmp_path / "story.txt"
    page.write_text(STORY, encoding="utf-8")
    seen = _on_a_terminal("read", str(page), COLUMNS="60")
    assert "\x1b[1;31mNM01 error" in seen
    plain = re.sub(r"\x1b\[[0-9;]*m", "", seen)
    assert max(map(len, plain.splitlines())) <= 60


def test_no_color_is_respected(tmp_path: Path) -> None:
    page = tmp_path / "story.txt"
    page.write_text(STORY, encoding="utf-8")
    seen = _on_a_terminal("read", str(page), NO_COLOR="1")
    assert "NM01 error" in seen
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", seen)


def test_a_bar_shows_progress_where_the_data_goes_to_a_file(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(STORY, encoding="utf-8")
    call = ("read", str(tmp_path), "--format", "jsonl", "--rules-only", "--jobs", "1", "--output")
    seen = _on_a_terminal(*call, str(tmp_path / "out.jsonl"))
    assert "reading" in seen
    assert "3 pages: 3 read, 0 refused" in seen
    assert _on_a_terminal(*call, str(tmp_path / "b.jsonl"), "--quiet") == ""


# --- page, check


def test_page_shows_blocks_and_facts(shell: Shell) -> None:
    code, out, _ = shell("page", "clean.html")
    assert code == 0
    for words in ("Facts", "2021-09-05", "from JSON-LD", "Ada Example", "Blocks", "headline", "paragraph"):
        assert words in out


def test_page_in_json_is_the_page(shell: Shell) -> None:
    page = json.loads(shell("page", "german.txt", "--format", "json").out)
    assert page["text"].startswith("Verhandlungen")
    assert shell("page", "german.txt").code == 0


def test_page_shows_blocks_whole_if_asked(shell: Shell) -> None:
    Path("long.txt").write_text(STORY.replace("nine fighters", "nine fighters " + "of the hills " * 30))
    assert "characters)" in shell("page", "long.txt").out
    assert "characters)" not in shell("page", "long.txt", "--full").out


def test_check_ends_with_1_where_there_are_findings(shell: Shell) -> None:
    code, out, _ = shell("check", "story.txt")
    assert code == 1
    for words in ("story.txt", "NM01", "Valley Defence Front (VDF)", "^^^", "TM03", "31 June"):
        assert words in out


def test_check_ends_with_0_where_there_are_none(shell: Shell) -> None:
    assert shell("check", "clean.html") == Ended(0, "", "")
    assert shell("check", "story.txt", "--select", "AT02").code == 0


def test_check_ends_with_2_where_it_could_not_run(shell: Shell) -> None:
    assert shell("check", "none.txt").code == 2
    code, _, err = shell("check", "story.txt", "--select", "XX99")
    assert code == 2
    assert err.startswith("CR501 ")


def test_checks_are_selected_and_ignored_by_code_or_how_they_begin(shell: Shell) -> None:
    def codes(*options: str) -> set[str]:
        out = shell("check", "story.txt", "--format", "json", *options).out
        return {finding["code"] for finding in json.loads(out)}

    everything = codes()
    assert {"NM01", "TM03"} <= everything
    assert codes("--select", "NM01") == {"NM01"}
    assert codes("--select", "NM,TM03") == {code for code in everything if code.startswith("NM") or code == "TM03"}
    assert codes("--ignore", "nm") == {code for code in everything if not code.startswith("NM")}


def test_findings_in_jsonl_name_their_page(shell: Shell) -> None:
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in shell("check", "story.txt", "clean.html", "--format", "jsonl").out.splitlines()
    ]
    assert {row["page"] for row in rows} == {"story.txt"}
    for row in rows:
        assert row["severity"] in "EWI"
        for span in row["spans"]:
            assert STORY[span["start"] : span["end"]] == span["quote"]


def test_statistics_count_findings_and_pages(shell: Shell) -> None:
    Path("other.txt").write_text(STORY.replace("Jana", "Ida"))
    code, out, _ = shell("check", "story.txt", "other.txt", "--statistics", "--select", "NM01")
    assert code == 1
    assert out.split()[-5:] == ["2", "2", "E", "NM01", CHECKS["NM01"].name]
    rows = json.loads(shell("check", "story.txt", "other.txt", "--statistics", "--format", "json").out)
    assert {"code": "NM01", "name": CHECKS["NM01"].name, "severity": "E", "findings": 2, "pages": 2} in rows


# --- help


@pytest.mark.parametrize("code", [*CHECKS, *HELP])
def test_every_code_has_a_help_page(shell: Shell, code: str) -> None:
    ended = shell("rule", code.lower())
    assert ended.code == 0
    assert ended.out.startswith(f"# {code}")
    assert len(ended.out.splitlines()) >= 5


def test_rule_alone_lists_all(shell: Shell) -> None:
    out = shell("rule").out
    assert all(f"`{code}`" in out for code in (*CHECKS, *HELP))


def test_an_unknown_code_is_a_wrong_call(shell: Shell) -> None:
    code, out, err = shell("rule", "ZZ99")
    assert (code, out) == (2, "")
    assert err.startswith("CR501 ")


@pytest.mark.parametrize("command", ["", *cli.cli.commands])
def test_every_help_page_has_an_example(shell: Shell, command: str) -> None:
    code, out, _ = shell(*filter(None, [command]), "--help")
    assert code == 0
    assert "Example" in out
    assert f"  crossread {command or 'read'}" in out


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_shells_can_complete_our_commands(shell: Shell, name: str) -> None:
    code, out, _ = shell("completion", name)
    assert code == 0
    assert "_CROSSREAD_COMPLETE" in out


def test_a_shell_is_told_our_commands() -> None:
    told = _process(_CROSSREAD_COMPLETE="bash_complete", COMP_WORDS="crossread ", COMP_CWORD="1").stdout.decode()
    assert {"read", "page", "check"} <= {line.partition(",")[2] for line in told.splitlines()}


def test_the_version_is_told(shell: Shell) -> None:
    assert shell("--version").out.strip() == f"crossread, version {__version__}"


def test_the_formats_of_the_command_are_those_of_the_table() -> None:
    assert tuple(FORMATS) == cli._FORMATS


def test_what_the_commands_do_not_need_is_not_imported(tmp_path: Path) -> None:
    page = tmp_path / "story.txt"
    page.write_text(STORY)
    code = (
        "import sys\nfrom crossread.cli.app import main\n"
        "try:\n    main(['read', sys.argv[1], '--format', 'jsonl'])\n"
        "except SystemExit:\n    print(sorted({'rich', 'trafilatura', 'urllib3', 'jinja2', 'lxml'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(page)], capture_output=True, check=True, timeout=60)
    assert ended.stdout.splitlines()[-1] == b"[]"


def test_a_fault_of_ours_is_a_coded_line_and_no_traceback(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("invented")

    monkeypatch.setattr("crossread.reading.read_page", broken)
    code, out, err = shell("read", "story.txt")
    assert (code, out) == (2, "")
    assert "CR302" in err
    assert "ZeroDivisionError at test_cli.py" in err
    assert "Traceback" not in err
