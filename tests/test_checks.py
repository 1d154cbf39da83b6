"""The frame of the checks, and each check on its cases."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

import crossread
from crossread.api import user_facts
from crossread.checks import CHECKS, chosen_checks, run_checks, table
from crossread.context import Reading
from crossread.errors import UsageError
from crossread.record import Finding, Notice, RawPage, Report, Severity
from tests.check_cases import FOLDER, CheckCase, all_cases

CASES = all_cases()


def findings(case: CheckCase) -> tuple[Report, list[Finding]]:
    raw = RawPage(
        content=case.text.encode(),
        media_type="text/html" if case.form == "html" else "text/plain",
        charset="utf-8",
        facts=user_facts(**dict(case.facts)),
    )
    report = crossread.report(raw)
    return report, [finding for finding in report.findings if finding.code == case.code]


def covered(report: Report, words: str, found: list[Finding]) -> bool:
    """Whether some place of the words in the page lies within a span."""
    text, places, at = report.page.text, [], report.page.text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    spans = [span for finding in found for span in finding.spans]
    return any(span.start <= at and at + len(words) <= span.end for at in places for span in spans)


@pytest.mark.parametrize("case", [case for case in CASES if case.fires], ids=str)
def test_fires_on_the_exact_words(case: CheckCase) -> None:
    report, found = findings(case)
    missed = [words for words in case.words if not covered(report, words, found)]
    assert not missed, f"{[(finding.message, [span.quote for span in finding.spans]) for finding in found]}"
    idle = [
        finding.message
        for finding in found
        if not any(words in span.quote or span.quote in words for words in case.words for span in finding.spans)
    ]
    assert not idle, "a finding touches none of the words"


@pytest.mark.parametrize("case", [case for case in CASES if not case.fires], ids=str)
def test_stays_silent(case: CheckCase) -> None:
    _, found = findings(case)
    assert not [(finding.message, [span.quote for span in finding.spans]) for finding in found]


@pytest.mark.parametrize("code", CHECKS)
def test_every_check_has_cases_of_both_kinds(code: str) -> None:
    assert {case.fires for case in CASES if case.code == code} == {True, False}


def test_no_cases_without_a_check() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(CHECKS)


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.code)
def test_help_says_what_a_stranger_needs(check: crossread.checks.Check) -> None:
    for part in ("**What it flags.**", "**Why it matters.**", "**Fires on**", "**Will not flag**", "**Measured.**"):
        assert part in check.help
    assert "{" not in check.help


def test_codes_and_names_stand_once() -> None:
    module = ModuleType("check", "Help.")
    module.find = lambda reading: []  # type: ignore[attr-defined]
    row: tuple[str, str, Severity, ModuleType] = ("ZZ01", "some-check", "I", module)
    assert list(table([row])) == ["ZZ01"]
    with pytest.raises(ValueError, match="twice"):
        table([row, ("ZZ01", "other", "I", module)])
    with pytest.raises(ValueError, match="twice"):
        table([row, ("ZZ02", "some-check", "I", module)])
    with pytest.raises(ValueError, match="two capitals"):
        table([("Z1", "short", "I", module)])
    with pytest.raises(ValueError, match="help page"):
        table([("ZZ03", "mute", "I", ModuleType("mute"))])


def test_the_table_is_in_order_of_code() -> None:
    assert list(CHECKS) == sorted(CHECKS)


def test_selection_by_code_and_by_family() -> None:
    pages = [code for code in CHECKS if code.startswith("PG")]
    assert [check.code for check in chosen_checks(["PG"])] == pages
    assert [check.code for check in chosen_checks(["pg"], ["PG04"])] == [code for code in pages if code != "PG04"]
    assert [check.code for check in chosen_checks(["PG04"], ["PG"])] == ["PG04"]
    assert [check.code for check in chosen_checks([], ["PG"])] == [code for code in CHECKS if code not in pages]
    assert len(chosen_checks()) == len(CHECKS)


@pytest.mark.parametrize("word", ["PG99", "y", "", "PGX"])
def test_an_unknown_code_is_an_error(word: str) -> None:
    with pytest.raises(UsageError):
        chosen_checks([word])
    with pytest.raises(UsageError):
        chosen_checks([], [word])


TEXT = """Rebels ready for talks with army

The rebels are said to hold two bridges. The rest is quiet.

The rebels said they were ready for talks, but only if the army left.

The column left Dorvan on 31 June. “We saw it, a farmer said. The road was wet."""


def test_findings_stand_in_order_and_carry_what_the_table_says() -> None:
    found = crossread.read_text(TEXT).findings
    assert {"AT02", "QT01", "TM03", "TR01"} <= {finding.code for finding in found}
    keys = [(finding.spans[0].start, finding.code) for finding in found]
    assert keys == sorted(keys)
    for finding in found:
        assert (finding.name, finding.severity) == (CHECKS[finding.code].name, CHECKS[finding.code].severity)
        assert finding.message
        assert list(finding.spans) == sorted(finding.spans, key=lambda span: (span.start, span.end))


def test_checks_run_on_a_stored_report_give_the_same() -> None:
    report = crossread.read_text(TEXT)
    assert run_checks(Reading.of(report)) == report.findings


def test_a_page_that_was_not_read_gets_no_checks_of_its_prose() -> None:
    import msgspec

    report = crossread.read_text(TEXT)
    refused = msgspec.structs.replace(report, refusal=Notice(code="CR601", message="not English"))
    assert {finding.code[:2] for finding in run_checks(Reading.of(refused))} <= {"PG"}


def test_the_page_of_checks_is_that_of_the_help_texts() -> None:
    from crossread.checks.__main__ import page

    docs = Path(__file__).parents[1] / "docs" / "checks.md"
    assert docs.read_text(encoding="utf-8") == page(), "uv run python -m crossread.checks > docs/checks.md"


SIDES = """Fighting in Kelm

ZAREM, 4 July 2023 - The town of Kelm is held by the Democratic Front. Its market was open on Tuesday.

The Democratic Front said that 20 of its men died, 30 of them in Kelm. The army controls Kelm, and lets nobody pass.
"""


def test_findings_on_what_is_claimed_name_the_voices() -> None:
    found = {finding.code: finding for finding in crossread.read_text(SIDES).findings}
    assert found["CT01"].voices == ("the page itself", "the page itself")
    assert found["NU03"].voices == ("Democratic Front",)


def test_the_checks_run_on_a_stored_record_of_claims_as_when_it_was_read() -> None:
    report = crossread.read_text(SIDES)
    assert run_checks(Reading.of(report)) == report.findings
