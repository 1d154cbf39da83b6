"""Versions of one report compared: sentences, claims, what the page says of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from crossread.case import Case
from crossread.case.versions import Changes, compare
from crossread.record import Report, Sentence
from tests.case_helpers import raw_of, report_of

OLD = (
    "Karim said 12 were killed in Tarun.\n"
    "The road to the north was closed for three days.\n"
    "Leila said 3 were killed in Sorel.\n"
    "A market burned down at dawn.\n"
)


def _report(text: str) -> Report:
    report = report_of(raw_of(text))
    sentences = tuple(Sentence(block=index, spans=block.spans) for index, block in enumerate(report.page.blocks))
    return msgspec.structs.replace(report, sentences=sentences)


def _changes(new: str) -> Changes:
    return compare("r", _report(OLD), _report(new))


def test_the_same_text_changes_nothing() -> None:
    found = _changes(OLD)
    assert (found.sentences, found.claims, found.notices, found.same_program) == ((), (), (), True)


def test_a_changed_number_is_one_changed_claim() -> None:
    (sentence,) = _changes(OLD.replace("12", "14")).sentences
    assert sentence.kind == "changed"
    assert sentence.before is not None
    assert sentence.after is not None
    assert (sentence.before.quote[:13], sentence.after.quote[:13]) == ("Karim said 12", "Karim said 14")
    (claim,) = _changes(OLD.replace("12", "14")).claims
    assert claim.kind == "changed"
    assert [(one.part, one.before, one.after) for one in claim.differences] == [("number", "12 12 12", "14 14 14")]


def test_what_is_gone_is_withdrawn_and_what_came_is_new() -> None:
    new = OLD.replace("Leila said 3 were killed in Sorel.\n", "") + "Omar said 70 were killed in Vale.\n"
    found = _changes(new)
    assert [change.kind for change in found.sentences] == ["removed", "added"]
    assert [change.kind for change in found.claims] == ["withdrawn", "new"]
    assert found.claims[0].before_spans[0].quote == "3 were killed in Sorel"


def test_a_sentence_that_only_moved_is_told_so() -> None:
    lines = OLD.splitlines(keepends=True)
    found = _changes("".join([lines[3], *lines[:3]]))
    assert [change.kind for change in found.sentences] == ["moved"]
    assert found.claims == ()


def test_another_speaker_of_the_same_words_is_a_changed_claim() -> None:
    (claim,) = _changes(OLD.replace("Karim said 12", "Police said 12")).claims
    assert [(one.part, one.before, one.after) for one in claim.differences] == [("voice", "Karim", "Police")]


def test_what_a_page_says_of_its_correction_is_found() -> None:
    for notice in (
        "Correction: an earlier version of this story gave another number.",
        "This article has been amended to name the district.",
        "(Refiles to fix the name of the village)",
        "The report was withdrawn.",
    ):
        (span,) = _changes(OLD + notice + "\n").notices
        assert span.quote == notice
    for sentence in ("The army has been withdrawn from Tarun.", "He wants a correction of the list.", "The reports of"):
        assert _changes(OLD + sentence + "\n").notices == ()


def test_a_long_story_is_compared_quickly() -> None:
    old = "".join(f"The invented unit {number} went to village {number % 7}.\n" for number in range(1500))
    found = compare("r", _report(old), _report(old.replace("village 3", "hamlet 3")))
    assert {change.kind for change in found.sentences} == {"changed"}


def test_versions_of_a_case(tmp_path: Path) -> None:
    address = "https://news.example/tarun"
    with Case.open(tmp_path / "one.db") as case:
        for text, day in ((OLD.replace("12", "15"), "07"), (OLD, "05"), (OLD.replace("12", "14"), "06")):
            raw = raw_of(text, address=address, modified=f"2021-09-{day}T10:00:00Z")
            added = case.add(raw, report_of(raw))
        versions = case.versions(added.report_id)
        assert [version.told for version in versions] == [f"2021-09-{day}T10:00:00Z" for day in ("05", "06", "07")]
        changes = case.changes(added.report_id[:8])
        told = [change.claims[0].differences[0] for change in changes]
        assert [(one.before, one.after) for one in told] == [("12 12 12", "14 14 14"), ("14 14 14", "15 15 15")]
