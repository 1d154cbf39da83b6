"""Adding pages to a case, as a user meets it: what goes in, what is left, how it ends, how it goes on."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from crossread.batch.pool import Limits
from crossread.case import Case
from crossread.cli import adding
from crossread.cli import app as cli
from tests.warc_records import warc_record
from tests.web_server import Reply, Site

PAGE = """<html><head><title>Fighting near the invented river</title>{head}</head><body><article>
<h1>Fighting near the invented river {name}</h1>
<p>Twelve people were killed near Oldmere, a spokesman for the district said on Monday. The fighting in the valley went
on for the third day in a row, and the road to the north stayed closed.</p>
<p>“We are ready for talks,” said Jana Ode, a spokeswoman for the council, in a statement. {name}</p>
</article></body></html>"""
GERMAN = """Verhandlungen im erfundenen Tal

Die Leiterin der erfundenen Gruppe sagte am Dienstag, dass etwa dreihundert Familien aus dem Tal geflohen seien.
Die Kämpfe dauerten am Fluss den dritten Tag in Folge an, wie die Behörden des Bezirks mitteilten.
"""


def page(name: str, head: str = "") -> bytes:
    """An invented page; each name makes another."""
    return PAGE.format(name=name, head=head).encode()


pytestmark = pytest.mark.usefixtures("reading_here")


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def done(self) -> dict[str, Any]:
        """What it said in JSON."""
        return json.loads(self.out)  # type: ignore[no-any-return]


class Shell:
    """Adds to one case, by rules alone, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.case = folder / "one.db"

    def __call__(self, *arguments: str, form: str = "json") -> Ended:
        options = ["--case", str(self.case), "--rules-only", "--jobs", "1", "--delay", "0", "--format", form]
        with pytest.raises(SystemExit) as ended:
            cli.main(["add", *arguments, *options])
        out, err = self._capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    def refusals(self) -> list[tuple[str | None, str]]:
        """Names and codes of what the case lists as refused."""
        with Case.open(self.case, create=False) as case:
            return [(item.name, item.code) for item in case.refusals() if not item.resolved]

    def facts(self, name: str) -> list[tuple[str, str]]:
        """Values of the facts of a name on all reports, and how they are known; the first is the one that is taken."""
        with Case.open(self.case, create=False) as case:
            return [
                (fact.value, fact.known_from)
                for stored in case.reports()
                for fact in stored.report.page.facts
                if fact.name == name
            ]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(capsys, tmp_path)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with Site({}).running() as running:
        monkeypatch.setattr(adding, "Web", lambda **options: running.web(**options))
        yield running


@pytest.mark.processes
def test_a_folder_is_added_once(shell: Shell, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in "abc":
        (pages / f"{name}.html").write_bytes(page(name))
    (pages / "d.txt").write_text(GERMAN)
    (pages / "e.html").write_bytes(b"%PDF-1.4")
    (pages / "f.warc.gz").write_bytes(gzip.compress(warc_record("http://far.example/1", page("f"))))
    (pages / "g.pdf").write_bytes(b"%PDF-1.4")
    first = shell("pages")
    assert (first.code, first.done["read"], first.done["new"], first.done["other_files"]) == (0, 4, 4, 1)
    assert [(item["name"], item["code"]) for item in first.done["refused"]] == [
        ("pages/d.txt", "CR601"),
        ("pages/e.html", "CR203"),
    ]
    assert shell.refusals() == [("pages/e.html", "CR203")]  # the page in German is kept with its facts
    second = shell("pages")
    assert (second.code, second.done["read"], second.done["already_there"]) == (0, 0, 5)
    with Case.open(shell.case, create=False) as case:
        counts = case.counts()
    assert (counts.reports, counts.not_read, counts.refused) == (4, 1, 1)


def test_the_summary_is_talk_and_says_what_was_left(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page("a"))
    ended = shell("a.html", "none.html", form="text")
    assert ended.out == ""
    assert ended.err.splitlines() == [
        "CR101 Check the path; folders are read for .html, .htm, .xhtml and .txt files.",
        "      none.html: no such file or folder",
        "2 pages: 1 read, 0 already there, 1 refused",
    ]


def test_where_nothing_can_be_read_the_exit_status_is_2(shell: Shell) -> None:
    assert shell("none.html").code == 2


def test_the_same_page_twice_is_one_report(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page("a"))
    (tmp_path / "b.html").write_bytes(page("a"))
    ended = shell("a.html", "b.html")
    assert (ended.done["new"], ended.done["already_there"]) == (1, 1)


def test_what_the_user_says_of_pages(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page("a"))
    shell("a.html", "--published", "2021-09-06", "--outlet", "Example News")
    assert shell.facts("published") == [("2021-09-06", "user")]
    assert shell.facts("outlet") == [("Example News", "user")]
    assert "--title" in shell("a.html", "a.html", "--title", "x").err
    assert "--since" in shell("a.html", "--since", "yesterday").err


def _feed(*entries: str) -> Reply:
    items = "".join(f"<item><title>A feed's title</title>{entry}</item>" for entry in entries)
    return Reply(f'<rss version="2.0"><channel><title>Latest</title>{items}</channel></rss>'.encode())


def test_what_a_feed_says_yields_to_the_page_and_stands_in_for_it(shell: Shell, site: Site) -> None:
    stamp = '<meta property="article:published_time" content="2021-09-05T10:00:00Z">'
    site.replies |= {
        "/feed": _feed(
            "<link>http://news.example/dated</link><pubDate>Tue, 07 Sep 2021 08:00:00 GMT</pubDate>",
            "<link>http://news.example/undated</link><pubDate>Tue, 07 Sep 2021 08:00:00 GMT</pubDate>",
        ),
        "/dated": Reply(page("dated", stamp)),
        "/undated": Reply(page("undated")),
    }
    site.replies["/feed"].headers["Content-Type"] = "application/rss+xml"  # type: ignore[union-attr]
    assert shell("http://news.example/feed").done["new"] == 2
    with Case.open(shell.case, create=False) as case:
        facts = {stored.name: stored.report.page.fact("published") for stored in case.reports()}
    assert {name: (fact.value, fact.known_from) for name, fact in facts.items() if name and fact} == {
        "http://news.example/dated": ("2021-09-05T10:00:00+00:00", "meta"),
        "http://news.example/undated": ("2021-09-07T08:00:00+00:00", "feed"),
    }


def test_a_change_in_a_sitemap_is_no_date_to_trust(shell: Shell, site: Site) -> None:
    told = "<url><loc>http://news.example/a</loc><lastmod>2024-01-01</lastmod></url>"
    site.replies |= {
        "/map.xml": Reply(f"<urlset>{told}</urlset>".encode(), headers={"Content-Type": "text/xml"}),
        "/a": Reply(page("a")),
    }
    shell("http://news.example/map.xml")
    with Case.open(shell.case, create=False) as case:
        (stored,) = case.reports()
    fact = stored.report.page.fact("modified")
    assert fact is not None
    assert (fact.value, fact.known_from, fact.trusted) == ("2024-01-01", "sitemap", False)
    assert stored.published is None
    assert not [finding for finding in stored.report.findings if finding.code == "PG01"]


def test_an_archive_says_when_a_page_was_fetched(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(warc_record("http://far.example/1", page("a")))
    shell("a.warc")
    with Case.open(shell.case, create=False) as case:
        (stored,) = case.reports()
    assert stored.address == "http://far.example/1"


def test_addresses_that_are_there_are_asked_for_again_only_when_that_is_wished(shell: Shell, site: Site) -> None:
    site.replies["/a"] = lambda headers: (
        Reply(status=304) if headers.get("If-None-Match") == '"1"' else Reply(page("a"), headers={"ETag": '"1"'})
    )
    assert shell("http://news.example/a").done["new"] == 1
    assert shell("http://news.example/a").done["already_there"] == 1
    assert site.paths == ["/a"]
    assert shell("http://news.example/a", "--refresh").done["already_there"] == 1
    assert site.paths == ["/a", "/a"]
    site.replies["/a"] = Reply(page("changed"))
    assert shell("http://news.example/a", "--refresh").done["new_versions"] == 1


def test_what_could_not_be_fetched_is_tried_again(shell: Shell, site: Site) -> None:
    assert shell("http://news.example/a").code == 2
    assert shell.refusals() == [("http://news.example/a", "CR104")]
    site.replies["/a"] = Reply(page("a"))
    assert shell("http://news.example/a").done["new"] == 1
    assert shell.refusals() == []


def test_robots_and_inner_addresses_are_listed_with_their_codes(shell: Shell, site: Site, tmp_path: Path) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /closed")
    (tmp_path / "list.urls").write_text(
        "http://news.example/closed\nhttp://169.254.169.254/x\nhttp://news.example/open"
    )
    site.replies["/open"] = Reply(page("open"))
    ended = shell("list.urls")
    assert [item["code"] for item in ended.done["refused"]] == ["CR106", "CR103"]
    assert ended.done["new"] == 1


@pytest.mark.processes
def test_a_page_that_breaks_its_reader_is_listed_and_the_others_are_added(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "RULES_READER", "tests.hostile_reader:report")
    orders = {"a": "GOOD", "b": "ABORT", "c": "EXIT 3", "d": "BUG x", "e": "EMPTY", "f": "GRAB", "g": "ALSO"}
    for name, order in orders.items():
        (tmp_path / f"{name}.txt").write_text(order)
    ended = shell(*(f"{name}.txt" for name in orders))
    assert {item["name"]: item["code"] for item in ended.done["refused"]} == {
        "b.txt": "CR302", "c.txt": "CR302", "d.txt": "CR302", "e.txt": "CR201", "f.txt": "CR302",
    }  # fmt: skip
    assert ended.done["new"] == 2
    assert len(shell.refusals()) == 5


@pytest.mark.processes
def test_a_list_that_takes_too_long_is_listed(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "_LIST_LIMITS", Limits(seconds=1, wall_seconds=20))
    (tmp_path / "slow.xml").write_bytes(b"<rss><channel>" + b"<item>" * 600_000)
    ended = shell("slow.xml")
    assert [item["code"] for item in ended.done["refused"]] == ["CR301"]


@pytest.mark.processes
def test_a_list_that_unfolds_without_end_is_listed(shell: Shell, tmp_path: Path) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f"<!DOCTYPE rss [{entities}]><rss><channel><item><title>&a11;</title></item></channel></rss>"
    (tmp_path / "bomb.rss").write_text(bomb)
    assert [item["code"] for item in shell("bomb.rss").done["refused"]] == ["CR105"]
    assert shell.refusals() == [("bomb.rss", "CR105")]


def test_what_is_no_case_is_left_alone(shell: Shell, tmp_path: Path) -> None:
    shell.case.write_text("my notes")
    (tmp_path / "a.html").write_bytes(page("a"))
    ended = shell("a.html")
    assert ended.code == 2
    assert ended.err.startswith("CR71")
    assert shell.case.read_text() == "my notes"


def _adding(folder: Path, case: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from crossread.cli.app import main; main()", "add", str(folder)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    options = ["--case", str(case), "--rules-only", "--jobs", "1"]
    pipe = subprocess.PIPE
    # Where the tests run in the background, the interrupt is ignored, and children would ignore it too.
    return subprocess.Popen([*command, *options], stdout=pipe, stderr=pipe, env=environment, preexec_fn=_interruptible)


def _interruptible() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _reports(path: Path) -> int:
    if not path.exists():
        return 0
    with Case.open(path) as case:
        return case.counts().reports


_MANY = 40  # pages: a run that is long beside the counting of what it has put in, so that it can be ended midway


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_an_ended_run_goes_on_and_gives_the_same_case(shell: Shell, tmp_path: Path, end: signal.Signals) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(_MANY):
        (pages / f"{number:03}.html").write_bytes(page(str(number)))
    shell.case = whole = tmp_path / "whole.db"
    assert shell(str(pages)).code == 0
    cut = tmp_path / "cut.db"
    process = _adding(pages, cut)
    while _reports(cut) < 3:
        assert process.poll() is None, "it was done before it could be ended"
        time.sleep(0.05)
    process.send_signal(end)
    _, told = process.communicate(timeout=60)
    assert process.returncode == (130 if end == signal.SIGINT else -signal.SIGKILL)
    assert (b"goes on from there" in told) == (end == signal.SIGINT)
    assert 3 <= _reports(cut) < _MANY
    shell.case = cut
    assert shell(str(pages)).code == 0
    with Case.open(whole) as one, Case.open(cut) as other:
        assert list(one.export_jsonl()) == list(other.export_jsonl())


@pytest.mark.processes
def test_the_number_of_processes_makes_no_difference(shell: Shell, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.html").write_bytes(page(str(number)))
    lines = []
    for jobs in ("1", "3"):
        shell.case = tmp_path / f"{jobs}.db"
        shell(".", "--jobs", jobs)
        with Case.open(shell.case) as case:
            lines.append(list(case.export_jsonl()))
    assert lines[0] == lines[1]
