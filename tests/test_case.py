"""Cases: adding, versions, filters, refusals."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from crossread.case import Case, Filter
from crossread.case.keys import address_key, version_key
from crossread.errors import CaseDamaged, CaseMissing, NotInCase
from crossread.record import MadeBy, Notice
from tests.case_helpers import raw_of, report_of

FIRST = "Karim said 12 were killed in Tarun.\nOthers disagreed.\n"
SECOND = "Karim said 14 were killed in Tarun.\nOthers disagreed.\n"
QUIET = "Nothing happened.\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.open(tmp_path / "one.db", clock=lambda: "2021-09-05T12:00:00Z")


def test_a_page_is_added_once(case: Case) -> None:
    raw = raw_of(FIRST, name="a.txt")
    first = case.add(raw, report_of(raw))
    again = case.add(raw, report_of(raw))
    assert (first.kind, again.kind) == ("new", "already there")
    assert case.has(raw, report_of(raw).made_by)
    stored = case.report(first.report_id[:6])
    assert stored.report == report_of(raw)
    assert [claim.claim for claim in case.claims()] == list(report_of(raw).claims)
    assert case.counts().claims == 1
    assert [line.action for line in case.log()] == ["new"]


def test_another_text_at_an_address_is_a_version(case: Case) -> None:
    address = "https://news.example/tarun"
    one = raw_of(FIRST, address=address, modified="2021-09-05T10:00Z")
    two = raw_of(SECOND, address=address + "?utm_source=mail", modified="2021-09-05T11:00Z")
    added = [case.add(raw, report_of(raw)) for raw in (two, one)]
    assert [item.kind for item in added] == ["new", "new version"]
    (report,) = case.reports()
    assert (report.versions, report.claims) == (2, 1)
    assert report.report.page.text == SECOND
    assert case.counts().reports == 1
    assert case.claim(report_of(one).claims[0].id).current is False


def test_a_newer_reading_stands_and_the_older_is_kept(case: Case) -> None:
    raw = raw_of(FIRST)
    case.add(raw, report_of(raw, version="0.10"))
    assert case.add(raw, report_of(raw, version="0.9")).kind == "re-read"
    (report,) = case.reports()
    assert report.report.made_by.crossread == "0.10"
    assert case.counts().readings == 2


def test_filters(case: Case) -> None:
    for raw in (raw_of(FIRST, outlet="The Daily", published="2021-09-05"), raw_of(QUIET, published="2021-10-01")):
        case.add(raw, report_of(raw))
    assert len(list(case.claims(Filter(actor="karim", place="Tarun", kind="killed", outlet="daily")))) == 1
    assert not list(case.claims(Filter(actor="kar")))
    assert len(list(case.reports(Filter(with_claims=False)))) == 1
    assert len(list(case.reports(Filter(since="2021-09", until="2021-09")))) == 1
    assert len(list(case.claims(Filter(since="2021-09-05", until="2021-09-05")))) == 1
    assert not list(case.claims(Filter(since="2021-09-06")))
    assert case.counts().without_claims == 1


def test_what_is_refused_is_listed_until_it_is_read(case: Case) -> None:
    raw = raw_of(FIRST, name="a.txt")
    assert not case.refuse(raw, "CR301", "too slow").resolved
    assert not case.refuse("https://news.example/gone", "CR104", "status 404").resolved
    case.refuse(raw, "CR301", "too slow")
    assert case.counts().refused == 2
    assert case.counts().reports == 0
    case.add(raw, report_of(raw))
    assert [item.resolved for item in case.refusals()] == [True, False]


def test_ids_that_are_not_there(case: Case) -> None:
    for prefix in ("abc", ""):
        with pytest.raises(NotInCase):
            case.claim(prefix)
        with pytest.raises(NotInCase):
            case.report(prefix)


def test_what_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing):
        Case.open(tmp_path / "none.db", create=False)
    with pytest.raises(CaseMissing):
        Case.open(tmp_path / "none" / "none.db")
    (tmp_path / "text.db").write_text("not a database, whatever its name may be " * 5)
    with pytest.raises(CaseDamaged):
        Case.open(tmp_path / "text.db")


def test_what_brings_nothing_new_needs_no_lock(case: Case) -> None:
    raw = raw_of(FIRST, name="a.txt", fetched="2021-09-06T10:00:00Z")
    added = case.add(raw, report_of(raw))
    other = sqlite3.connect(case.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert case.add(raw, report_of(raw)).reading_id == added.reading_id
    assert case.seen(raw).kind == "already there"
    other.execute("ROLLBACK")
    other.close()
    later = raw_of(FIRST, name="a.txt", fetched="2021-09-07T10:00:00Z")
    assert case.has(later, report_of(later).made_by)
    assert case.seen(later).kind == "already there"
    assert case.versions(added.report_id)[0].fetched == "2021-09-07T10:00:00Z"


def test_what_was_refused_for_its_language_is_not_read_again(case: Case) -> None:
    raw = raw_of("Nichts geschah.\n")
    report = report_of(raw, model=None, refused="CR601")
    case.add(raw, report)
    assert case.has(raw, MadeBy(crossread="1.0", model="m 1"))
    assert not case.has(raw, MadeBy(crossread="1.1", model="m 1"))
    assert case.counts().not_read == 1
    assert case.counts().reports == 0


def test_other_bytes_with_the_same_text_are_no_new_version(case: Case) -> None:
    def added(advertisement: str, text: str, day: str) -> str:
        raw = raw_of(text + advertisement, address="https://news.example/tarun", fetched=f"2021-09-{day}T10:00:00Z")
        report = report_of(raw)
        story = [block for block in report.page.blocks if block.spans[0].quote != advertisement]
        furniture = msgspec.structs.replace(report.page.blocks[-1], furniture="advertisement")
        page = msgspec.structs.replace(report.page, blocks=(*story, furniture))
        return case.add(raw, msgspec.structs.replace(report, page=page)).kind

    assert added("Buy shoes", FIRST, "05") == "new"
    (before,) = case.claims()
    assert added("Buy hats", FIRST, "06") == "already there"
    assert added("Buy coats", SECOND, "07") == "new version"
    assert added("Buy shoes", FIRST, "08") == "already there"
    (report,) = case.reports()
    assert report.versions == 2
    assert case.counts().pages == 3
    versions = case.versions(report.id)
    assert [(version.pages, version.fetched) for version in versions] == [
        (1, "2021-09-07T10:00:00Z"),
        (2, "2021-09-08T10:00:00Z"),
    ]
    (after,) = case.claims()
    assert after.claim.spans == before.claim.spans


def test_what_was_too_long_for_the_model_is_not_read_again(case: Case) -> None:
    raw = raw_of(FIRST)
    report = report_of(raw, model=None)
    case.add(raw, report)
    assert not case.has(raw, MadeBy(crossread="1.0", model="m 1"))
    notice = Notice(code="CR605", message="too long")
    case.add(raw, msgspec.structs.replace(report, notices=(notice,)))
    assert case.has(raw, MadeBy(crossread="1.0", model="m 1"))


def test_addresses_that_are_one() -> None:
    one = address_key("https://www.News.example:443/tarun/?b=2&a=1&utm_source=mail#top")
    assert one == address_key("http://news.example/tarun?a=1&b=2")
    for other in ("https://news.example/Tarun?a=1&b=2", "https://news.example:8443/tarun?a=1&b=2"):
        assert address_key(other) != one
    for none in ("https://news.example/", "https://news.example", "ftp://news.example/tarun", "tarun", "http://[::"):
        assert address_key(none) is None


def test_the_same_bytes_at_two_addresses_count_once(case: Case) -> None:
    for address in ("https://news.example/b", "https://news.example/a", ""):
        raw = raw_of(FIRST, address=address)
        case.add(raw, report_of(raw))
    (report,) = case.reports()
    assert report.address == "https://news.example/a"
    assert case.counts().pages == 1


def test_versions_of_programs_are_in_their_order() -> None:
    versions = [None, "0.9", "0.10", "1.0rc1", "1.0", "1.0.1", "2"]
    assert sorted(set(versions), key=version_key) == versions
