"""Decisions: append-only, undone exactly, attached to words, replayed elsewhere."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from crossread.case import Case
from crossread.case.attaching import attach
from crossread.case.decisions import claim_target
from crossread.errors import CaseLineError, DecisionRefused, NotInCase
from crossread.record import Report, claim_id
from tests.case_helpers import raw_of, report_of

ADDRESS = "https://news.example/tarun"
FIRST = "Karim said 12 were killed in Tarun.\nOthers disagreed.\n"
SECOND = "An added line.\nKarim said 12 were killed in Tarun.\nOthers disagreed.\n"
THIRD = "The story was withdrawn.\n"
AT = "2021-09-06T09:00:00Z"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return _case(tmp_path / "one.db")


def _case(path: Path) -> Case:
    return Case.open(path, clock=lambda: "2021-09-05T12:00:00Z")


def _add(case: Case, text: str, modified: str = "2021-09-05T10:00:00Z", version: str = "1.0") -> str:
    raw = raw_of(text, address=ADDRESS, modified=modified)
    report = report_of(raw, version=version)
    case.add(raw, report)
    return report.claims[0].id if report.claims else ""


def _verdict(case: Case) -> str | None:
    (claim,) = case.claims()
    standing = case.standing(claim)
    return standing.verdict if standing else "nobody"


def test_undoing_restores_exactly(case: Case) -> None:
    claim = _add(case, FIRST)
    one = case.decide(claim, "accepted", user="anna", time=AT)
    before = case.decided().standings("claim")
    two = case.decide(claim, "rejected", user="anna", time=AT, reason="no such village")
    assert _verdict(case) == "rejected"
    undoing = case.undo(two.id, user="bela", time=AT)
    assert case.decided().standings("claim") == before
    case.undo(undoing.id, user="anna", time=AT)
    assert _verdict(case) == "rejected"
    case.undo(two.id, user="bela", time=AT)
    case.undo(one.id[:8], user="anna", time=AT)
    assert _verdict(case) == "nobody"
    assert len(case.decisions()) == 6
    with pytest.raises(DecisionRefused):
        case.undo(one.id, user="anna", time=AT)


def test_reviewers_who_contradict_one_another_are_shown(case: Case) -> None:
    claim = _add(case, FIRST)
    case.decide(claim, "unsure", user="bela", time=AT)
    case.decide(claim, "accepted", user="anna", time=AT)
    assert _verdict(case) == "accepted"
    case.decide(claim, "corrected", user="carl", time=AT, correction={"best": "13"})
    assert _verdict(case) is None
    assert [view.conflict for view in case.decisions()].count(True) == 3


def test_a_decision_holds_on_a_newer_version_of_the_page(case: Case) -> None:
    old = _add(case, FIRST)
    case.decide(old, "accepted", user="anna", time=AT)
    new = _add(case, SECOND, "2021-09-06T10:00:00Z")
    (view,) = case.decisions()
    assert (view.attached.state, view.attached.target_id) == ("moved", new)
    assert _verdict(case) == "accepted"
    case.decide(new, "rejected", user="anna", time=AT)
    assert _verdict(case) == "rejected"
    assert [view.replaced for view in case.decisions()].count(True) == 1


def test_words_that_are_gone_leave_a_listed_decision(case: Case) -> None:
    case.decide(_add(case, FIRST), "accepted", user="anna", time=AT)
    _add(case, THIRD, "2021-09-06T10:00:00Z")
    (view,) = case.decisions()
    assert (view.attached.state, view.lost) == ("words gone", True)


def test_a_reading_that_says_otherwise_is_told(case: Case) -> None:
    claim = _add(case, FIRST)
    case.decide(claim, "accepted", user="anna", time=AT)
    raw = raw_of(FIRST, address=ADDRESS, modified="2021-09-05T10:00:00Z")
    newer = report_of(raw, version="2.0")
    newer = msgspec.structs.replace(newer, claims=(msgspec.structs.replace(newer.claims[0], status="denied"),))
    assert case.add(raw, newer).kind == "re-read"
    (view,) = case.decisions()
    assert (view.attached.state, view.attached.reads_otherwise) == ("here", ("status",))


def test_decisions_are_replayed_on_another_case(case: Case, tmp_path: Path) -> None:
    claim = _add(case, FIRST)
    case.decide(claim, "corrected", user="anna", time=AT, correction={"status": "denied"}, reason="he denies it")
    case.undo(case.decide(claim, "rejected", user="bela", time=AT).id, user="bela", time=AT)
    lines = list(case.export_decisions())
    other = _case(tmp_path / "other.db")
    assert [view.decision.verdict for view in other.apply_decisions(lines).lost] == ["corrected"]
    _add(other, SECOND, "2021-09-07T10:00:00Z")
    assert other.apply_decisions(lines).new == 0
    assert _verdict(other) == "corrected"
    assert list(other.export_decisions()) == lines
    with pytest.raises(CaseLineError):
        other.apply_decisions([lines[0].replace(b'"user":"', b'"user":"not ')])


def test_what_makes_no_sense_is_refused(case: Case) -> None:
    claim = _add(case, FIRST)
    for verdict, correction in (
        ("approved", {}),
        ("corrected", {}),
        ("accepted", {"best": "1"}),
        ("corrected", {"best": "many"}),
        ("corrected", {"status": "true"}),
        ("corrected", {"colour": "red"}),
    ):
        with pytest.raises(DecisionRefused):
            case.decide(claim, verdict, user="anna", time=AT, correction=correction)
    with pytest.raises(DecisionRefused):
        case.decide(claim, "accepted", user=" ", time=AT)
    with pytest.raises(DecisionRefused):
        case.decide(claim, "accepted", user="anna", time="2021-09-06T09:00")
    with pytest.raises(NotInCase):
        case.decide("0", "accepted", user="anna", time=AT)
    assert case.decisions() == ()


def test_export_and_import_give_the_same_bytes(case: Case, tmp_path: Path) -> None:
    claim = _add(case, FIRST)
    _add(case, SECOND, "2021-09-06T10:00:00Z")
    case.decide(claim, "accepted", user="anna", time=AT)
    case.refuse(raw_of("\x00", name="b.bin"), "CR203", "no text")
    case.refuse("https://news.example/gone", "CR104", "status 404")
    lines = list(case.export_jsonl())
    other = _case(tmp_path / "other.db")
    done = other.import_jsonl(lines)
    assert (done.pages, done.readings, done.decisions) == (3, 2, 1)
    assert list(other.export_jsonl()) == lines
    assert [view.attached for view in other.decisions()] == [view.attached for view in case.decisions()]
    assert other.import_jsonl(lines).already_there == 3
    assert list(other.export_jsonl()) == lines


def test_search_shows_where_the_words_are(case: Case) -> None:
    _add(case, FIRST)
    (hit,) = case.search('KARIM "were killed" disag*')
    assert [span.quote for span in hit.spans] == ["Karim", "were killed", "disagreed"]
    assert not list(case.search("karima"))


def _shifted(report: Report, *, start: int, kind: str = "killed") -> Report:
    """A report whose one claim begins elsewhere, or is of another type."""
    (claim,) = report.claims
    span = report.page.span(claim.spans[0].start + start, claim.spans[0].end)
    new_id = claim_id(report.page.text_sha256, claim.family, (span,))
    return msgspec.structs.replace(
        report, claims=(msgspec.structs.replace(claim, id=new_id, type=kind, spans=(span,)),)
    )


def test_a_reading_with_other_bounds_is_the_same_claim_only_if_it_shares_most_words() -> None:
    old = report_of(raw_of(FIRST))
    target = claim_target("r", old, old.claims[0])

    def found(report: Report) -> tuple[str, bool]:
        attached = attach(target, target.anchors[0], "r", report)
        return attached.state, attached.target_id == report.claims[0].id

    assert found(_shifted(old, start=0)) == ("here", True)
    assert found(_shifted(old, start=-6)) == ("moved", True)
    assert found(_shifted(old, start=17)) == ("not claimed", False)
    assert found(_shifted(old, start=-6, kind="wounded")) == ("not claimed", False)
