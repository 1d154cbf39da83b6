"""``crossread compare --since``: what a desk that looks each morning is shown. All reports are invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from crossread import Report, read_text
from crossread.case import Case
from crossread.cli import app as cli
from crossread.compare import compare
from crossread.compare.dossier import ShownIncident
from crossread.compare.since import News, Then, found_since
from crossread.errors import NotInCase
from crossread.record import Fact, RawPage
from tests.test_compare import CAMP, OTHER, TOLL, WIRE, _unwrapped

MONDAY, TUESDAY, WEDNESDAY = "2016-05-02T20:00:00Z", "2016-05-03T20:00:00Z", "2016-05-04T20:00:00Z"


@cache
def _read(text: str, day: str, outlet: str) -> Report:
    return read_text(text, published=day, outlet=outlet)


def _add(path: Path, name: str, text: str, outlet: str, time: str, day: str = "2016-05-02") -> str:
    """Put a flat page into a case at a time; the id of its report."""
    facts = (
        Fact(name="published", value=day, known_from="user"),
        Fact(name="outlet", value=outlet, known_from="user"),
        Fact(name="address", value=f"https://{name}.example/1", known_from="user"),
        Fact(name="fetched", value=time, known_from="user"),
    )
    text = _unwrapped(text)
    with Case.open(path, clock=lambda: time) as case:
        raw = RawPage(content=text.encode(), name=name, media_type="text/plain", facts=facts)
        return case.add(raw, _read(text, day, outlet)).report_id


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Compares a case in this process."""

    def compare(case: Path, *options: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            cli.main(["compare", "--case", str(case), *options])
        out, err = capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return compare


def _news(run: Run, case: Path, since: str, *options: str) -> list[tuple[ShownIncident, News]]:
    done = run(case, "--since", since, "--format", "jsonl", *options)
    assert done.code == 0, done.err
    shown = [msgspec.json.decode(line, type=ShownIncident) for line in done.out.splitlines()]
    return [(one, one.since) for one in shown if one.since is not None]


def _values(news: News, about: str = "killed people") -> set[tuple[str, str, str | None]]:
    return {(one.kind, one.value, one.before) for one in news.values if one.about == about}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Two reports of one incident, and one of another, that came on Monday."""
    path = tmp_path / "case.db"
    _add(path, "wire", WIRE, "Wire", MONDAY)
    _add(path, "camp", CAMP, "State Voice", MONDAY)
    _add(path, "other", OTHER, "Other News", MONDAY)
    return path


def test_nothing_is_news_where_nothing_came(case: Path, run: Run) -> None:
    assert _news(run, case, "2016-05-03") == []
    done = run(case, "--since", "2016-05-03")
    assert "0 new incidents, 0 changed, 0 told by more than one report no more; 1 as they were" in done.err


def test_all_is_new_since_before_it_came(case: Path, run: Run) -> None:
    ((_, news),) = _news(run, case, "2016-05-02")
    assert news.kind == "new"
    assert {one.kind for one in news.reports} == {"new"}


def test_a_new_report_and_its_figure(case: Path, run: Run) -> None:
    toll = _add(case, "toll", TOLL, "Example News", TUESDAY, "2016-05-03")
    ((incident, news),) = _news(run, case, "2016-05-03")
    assert (news.kind, [(one.kind, one.report, one.outlet) for one in news.reports]) == (
        "changed",
        [("new", toll, "Example News")],
    )
    assert ("new", "19", None) in _values(news)
    assert not any(value == "14" for _, value, _ in _values(news))
    assert toll in incident.reports
    (told,) = [one for one in news.values if one.value == "19"]
    assert "Nineteen" in told.quote


def test_a_report_that_tells_what_one_alone_told_makes_an_incident(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "case.db"
    wire = _add(path, "wire", WIRE, "Wire", MONDAY)
    camp = _add(path, "camp", CAMP, "State Voice", TUESDAY)
    ((_, news),) = _news(run, path, "2016-05-03")
    assert news.kind == "new"
    assert {(one.kind, one.report) for one in news.reports} == {("new", camp)}
    assert wire not in {one.report for one in news.reports}


def test_a_figure_that_a_newer_version_changed(case: Path, run: Run) -> None:
    text = WIRE.replace("14", "16") + "\n\nCorrection: An earlier version of this report gave another toll."
    wire = _add(case, "wire", text, "Wire", TUESDAY)
    ((_, news),) = _news(run, case, "2016-05-03")
    assert news.kind == "changed"
    assert ("changed", "16", "14") in _values(news)
    (report,) = news.reports
    assert (report.kind, report.report) == ("changed", wire)
    assert report.says[0].startswith("Correction: An earlier version")
    shown = " ".join(run(case, "--since", "2016-05-03").out.split())
    assert "changed killed people: 14 → 16 (Wire)" in shown
    assert "says of itself: “Correction: An earlier version" in shown


def test_an_incident_of_which_a_report_was_withdrawn(case: Path, run: Run) -> None:
    wire = _add(case, "wire", "Withdrawn\n\nThis report has been withdrawn by Wire.", "Wire", TUESDAY)
    ((incident, news),) = _news(run, case, "2016-05-03")
    assert (news.kind, incident.rows) == ("withdrawn", ())
    assert {(one.report == wire, one.kind) for one in news.reports} == {(True, "withdrawn"), (False, "parted")}
    assert ("withdrawn", "14", None) in _values(news)
    html = run(case, "--since", "2016-05-03", "--format", "html").out
    shown = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Told by more than one report no more" in shown
    assert "Only what is new, changed or withdrawn since 2016-05-03." in shown


def test_a_figure_that_one_of_three_withdrew(case: Path, run: Run) -> None:
    _add(case, "toll", TOLL, "Example News", MONDAY, "2016-05-03")
    toll = _add(
        case, "toll", "Withdrawn\n\nThis report has been withdrawn by us.", "Example News", TUESDAY, "2016-05-03"
    )
    ((incident, news),) = _news(run, case, "2016-05-03")
    assert (news.kind, len(incident.reports)) == ("changed", 2)
    assert ("withdrawn", "19", None) in _values(news)
    assert ("withdrawn", toll) in {(one.kind, one.report) for one in news.reports}


def test_decisions_since_are_told_and_what_they_leave_out(case: Path, run: Run) -> None:
    _add(case, "toll", TOLL, "Example News", MONDAY, "2016-05-03")
    with Case.open(case) as opened:
        (losses,) = [one for one in opened.claims() if one.claim.spans[0].quote.startswith("Nineteen")]
        opened.decide(opened.target(losses.id), "rejected", user="ada", time=TUESDAY, reason="counted twice")
    ((_, news),) = _news(run, case, "2016-05-03")
    assert [(one.user, one.verdict, one.reason) for one in news.decisions] == [("ada", "rejected", "counted twice")]
    assert ("left out", "19", None) in _values(news)
    assert _news(run, case, "2016-05-04") == []


def test_since_a_version_and_with_filters(case: Path, run: Run) -> None:
    _add(case, "wire", WIRE.replace("14", "16"), "Wire", TUESDAY)
    with Case.open(case) as opened:
        (report,) = [one for one in opened.reports() if one.outlet == "Wire"]
        first, second = (one.raw_sha256 for one in opened.versions(report.id))
        with pytest.raises(NotInCase):
            opened.moment("0" * 64)
    _add(case, "toll", TOLL, "Example News", WEDNESDAY, "2016-05-03")
    assert [value for _, news in _news(run, case, first[:12]) for value in _values(news) if value[0] == "changed"]
    ((_, news),) = _news(run, case, second[:12])
    assert {one.kind for one in news.values if one.about == "killed people"} == {"new"}
    assert _news(run, case, second[:12], "--place", "Idlib") == []
    assert len(_news(run, case, second[:12], "--place", "Hama")) == 1


def test_views_say_which_is_which_and_why(case: Path, run: Run) -> None:
    _add(case, "toll", TOLL, "Example News", TUESDAY, "2016-05-03")
    text = run(case, "--since", "2016-05-03", "--why").out
    assert "\nChanged\n" in text
    assert "Why these reports are taken to speak of one thing" in text
    act = r"[0-9a-f]{8}/[0-9a-f]{8}"
    (pair, *_) = re.findall(rf"{act}\|{act}", text)
    with Case.open(case) as opened:
        assert opened.target(pair, "join").kind == "join"
    html = run(case, "--since", "2016-05-03", "--format", "html").out
    assert '<span class="mark changed">changed</span>' in html
    assert '<span class="mark new">new</span>' in html


def test_acts_that_are_only_joined_otherwise_are_no_news_unless_somebody_decided_it() -> None:
    texts = {"wire": (WIRE, "Wire"), "camp": (CAMP, "State Voice")}
    reports = {name: _read(_unwrapped(text), "2016-05-02", outlet) for name, (text, outlet) in texts.items()}
    before = compare(reports)
    (incident,) = before.incidents
    pairs = [(one.id, other.id) for one in incident.acts for other in incident.acts if one.report < other.report]
    now, then = compare(reports, apart=pairs), Then(before, reports, {})
    (found,) = [one for one in found_since(now, then) if one.incident.id == incident.id]
    assert (found.kind, {one.kind for one in found.reports}, found.values) == ("withdrawn", {"parted"}, ())
    toll = _read(_unwrapped(TOLL), "2016-05-03", "Example News")
    three = {**reports, "toll": toll}
    then, now = Then(compare(three), three, {}), compare(three, without=[claim.id for claim in toll.claims])
    assert [(one.reports, one.values) for one in found_since(now, then)] == [((), ())]
    (decided,) = found_since(now, then, [("toll", toll.claims[0].id), *(("toll", claim.id) for claim in toll.claims)])
    assert {(one.kind, one.report) for one in decided.reports} == {("parted", "toll")}
    assert "left out" in {value.kind for value, _ in decided.values}
