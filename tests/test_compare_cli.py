"""``crossread compare`` on a case of invented reports."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crossread import read_text
from crossread.case import Case
from crossread.compare.dossier import ShownIncident
from crossread.record import Fact, RawPage
from tests.test_compare import CAMP, OTHER, TOLL, WIRE, _unwrapped

PAGES = {
    "wire": (WIRE, "2016-05-02", "Wire"),
    "camp": (CAMP, "2016-05-02", "State Voice"),
    "toll": (TOLL, "2016-05-03", "Example News"),
    "other": (OTHER, "2016-05-02", "Other News"),
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("case") / "case.db"
    with Case.open(path) as made:
        for name, (text, day, outlet) in PAGES.items():
            facts = (
                Fact(name="published", value=day, known_from="user"),
                Fact(name="outlet", value=outlet, known_from="user"),
            )
            text = _unwrapped(text)
            raw = RawPage(content=text.encode(), name=name, media_type="text/plain", facts=facts)
            made.add(raw, read_text(text, published=day, outlet=outlet))
    return path


def _run(case: Path, *options: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "crossread", "compare", "--case", str(case), *options]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def _incidents(case: Path, *options: str) -> list[ShownIncident]:
    import msgspec

    done = _run(case, "--format", "jsonl", *options)
    assert done.returncode == 0, done.stderr
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
    assert done.returncode == 0
    assert "Kafr Zita" in done.stdout
    assert "3 reports · 3 outlets" in done.stdout
    assert "Reported is not verified." in done.stderr


def test_filters_keep_incidents_of_which_a_claim_fits(case: Path) -> None:
    assert len(_incidents(case, "--place", "Hama")) == 1
    assert _incidents(case, "--place", "Idlib") == []
    assert _incidents(case, "--from", "2017") == []


def test_the_dossier_is_one_file_that_asks_for_nothing(case: Path, tmp_path: Path) -> None:
    done = _run(case, "--format", "html", "--output", str(tmp_path / "dossier.html"))
    assert done.returncode == 0, done.stderr
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


def test_a_case_that_is_not_there(tmp_path: Path) -> None:
    done = _run(tmp_path / "none.db")
    assert done.returncode == 2
    assert "CR711" in done.stderr


def test_json_is_the_same_twice(case: Path) -> None:
    first, second = (_run(case, "--format", "json").stdout for _ in range(2))
    assert json.loads(first)
    assert first == second


def test_demo_writes_its_dossier(tmp_path: Path) -> None:
    target = tmp_path / "dossier.html"
    call = [sys.executable, "-m", "crossread", "demo", "--output", str(target)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    html = target.read_text(encoding="utf-8")
    assert "12 reports side by side" in html
    assert html.count("nothing in them happened") >= 2
    shown = re.sub(r"<[^>]+>", " ", html)
    for words in ("update", "not 19", "at least", "Coastal State Radio", "most altered"):
        assert words in shown


def test_example_case_keeps_the_incident_near_by_apart(tmp_path: Path) -> None:
    from crossread.cli.showing_demo import pages
    from crossread.compare import compare
    from crossread.reading import report

    reports = {page.name or "": report(page) for page in pages()}
    assert all("Invented" in report.page.text for report in reports.values())
    comparison = compare(reports)
    main = max(comparison.incidents, key=lambda one: len(one.reports))
    assert len(main.reports) == 11
    assert "12-nearby.html" not in main.reports
    assert any(row.field == "number" for row in main.contested)
