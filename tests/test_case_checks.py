"""Checks between reports: invented reports that must be flagged, and those that must not."""

from __future__ import annotations

import crossread
from crossread.checks import ALL_CODES, CHECKS
from crossread.checks.cross import CASE_CHECKS, CaseFinding, run_case_checks
from crossread.provenance import Compared

WIRE = (
    "Rebels entered Belora at dawn\n\n"
    "Rebels of the Northern Front entered the town of Belora at dawn on Monday, residents said. "
    "About 300 families fled across the river Sarn before the bridge was blown up.\n\n"
    "Soldiers of the garrison left their posts and went south in lorries, the mayor told Reuters. "
    "The hospital received 14 wounded civilians during the night.\n"
)


def report(text: str, published: str | None = None, outlet: str | None = None) -> crossread.Report:
    return crossread.read_text(text, published=published, outlet=outlet)


def findings(*codes: str, **reports: crossread.Report) -> list[CaseFinding]:
    return list(run_case_checks(Compared.of(reports), codes))


def wire() -> crossread.Report:
    return report(WIRE, published="2021-05-03", outlet="Sarn Agency")


def test_every_check_has_a_help_page_and_a_code_of_its_own() -> None:
    for code in CASE_CHECKS.keys() & CHECKS.keys():  # one code means one thing
        assert (CASE_CHECKS[code].name, CASE_CHECKS[code].severity) == (CHECKS[code].name, CHECKS[code].severity)
    assert tuple(sorted({*CASE_CHECKS, *CHECKS})) == ALL_CODES
    for check in CASE_CHECKS.values():
        for part in ("**What it flags.**", "**Why it matters.**", "**Example**", "**What it does not flag.**"):
            assert part in check.help


def test_copied_sentences_are_flagged_in_the_later_report_alone() -> None:
    copy = report(WIRE, published="2021-05-04", outlet="Daily Mirror of Tessan")
    found = findings("CP01", a=wire(), b=copy)
    assert [(item.report, item.code) for item in found] == [("b", "CP01")]
    assert "Sarn Agency" in found[0].message
    assert [span.quote for span in found[0].spans] == [span.quote for span in found[0].elsewhere[0].spans]


def test_without_dates_nobody_is_said_to_have_copied() -> None:
    assert findings("CP01", a=report(WIRE), b=report(WIRE)) == []


def test_words_put_into_a_copied_sentence_are_shown() -> None:
    copy = report(
        WIRE.replace("entered the town", "backed by foreign drones entered the town"),
        published="2021-05-04",
        outlet="Tessan Post",
    )
    found = findings("CP03", a=wire(), b=copy)
    assert len(found) == 1
    assert "backed by foreign drones" in found[0].message
    assert findings("CP03", a=wire(), b=report(WIRE, published="2021-05-04", outlet="Tessan Post")) == []


def test_a_qualifier_that_drifts_is_flagged_and_a_synonym_is_not() -> None:
    drifted = report(WIRE.replace("About 300", "At least 300"), published="2021-05-04", outlet="Tessan Post")
    same = report(WIRE.replace("About 300", "Around 300"), published="2021-05-04", outlet="Tessan Post")
    found = findings("XC02", a=wire(), b=drifted)
    assert [item.report for item in found] == ["b"]
    assert found[0].spans[0].quote.startswith("At least 300")
    assert findings("XC02", a=wire(), b=same) == []


def test_a_shared_impossible_date_is_a_shared_error() -> None:
    one = report(
        "Market shelled in Orsk\n\nShells hit the market in Orsk on 31 June, killing two men, police said.\n",
        outlet="A",
    )
    other = report(
        "Two die\n\nIn the market of Orsk two traders died when shells fell there on 31 June. Police confirmed it.\n",
        outlet="B",
    )
    third = report("Calm\n\nThe market of Orsk was calm on 30 June, police said. Traders came back.\n", outlet="C")
    found = findings("CP02", a=one, b=other, c=third)
    assert [item.report for item in found] == ["a", "b"]
    assert {item.elsewhere[0].report for item in found} == {"a", "b"}


QUOTE = '"We will never leave the valley while our prisoners are held," '


def test_changed_words_inside_quotation_marks_are_flagged_and_cuts_are_not() -> None:
    whole = report(f"Talks\n\n{QUOTE}Idris Haddan said.\n")
    spun = report(f"Talks\n\n{QUOTE.replace('never leave', 'not ever abandon')}Idris Haddan said.\n")
    cut = report('Talks\n\n"We will never leave the valley," Idris Haddan said.\n')
    assert {item.report for item in findings("QT02", a=whole, b=spun)} == {"a", "b"}
    assert findings("QT02", a=whole, b=cut) == []
    assert findings("QT02", a=whole, b=whole) == []


def test_another_spelling_of_a_name_is_no_drift_nor_are_alike_words_of_another_week() -> None:
    said = '"A bomber on a motorcycle blew himself up in the market of Hasna this morning," Idris Haddan said.'
    spun = said.replace("blew himself up", "detonated his vest")
    one = report(f"Blast\n\n{said}\n", published="2021-05-03")
    respelt = report(f"Blast\n\n{said.replace('Hasna', 'Hasneh')}\n", published="2021-05-03")
    assert findings("QT02", a=one, b=respelt) == []
    assert len(findings("QT02", a=one, b=report(f"Blast\n\n{spun}\n", published="2021-05-04"))) == 2
    assert findings("QT02", a=one, b=report(f"Blast\n\n{spun}\n", published="2021-06-04")) == []


def test_one_statement_from_two_places_is_a_clash() -> None:
    one = report(f"Talks\n\n{QUOTE}Idris Haddan told Reuters.\n")
    other = report(f"Talks\n\n{QUOTE}Idris Haddan wrote in a post on Telegram.\n")
    bare = report(f"Talks\n\n{QUOTE}Idris Haddan said.\n")
    assert {item.report for item in findings("QT03", a=one, b=other)} == {"a", "b"}
    assert findings("QT03", a=one, b=bare) == []
    assert findings("QT03", a=one, b=one) == []


BLOCK = (
    "Forty rebels were killed in Dorun on Tuesday. Two tanks were destroyed near Hask on Tuesday. "
    "Rebels captured the village of Menet on Wednesday. Nine soldiers were kidnapped in Ulsk on Wednesday.\n"
)


def test_claims_that_nobody_else_carries_are_flagged_in_a_report_that_copies() -> None:
    pages = {
        "a": wire(),
        "b": report(f"{WIRE}\n{BLOCK}", published="2021-05-05", outlet="Tessan Post"),
        "c": report("Rain\n\nIt rained in Tessan. Nobody was hurt, police said.\n", outlet="Weather Daily"),
    }
    found = findings("CP04", **pages)
    assert [item.report for item in found] == ["b"]
    headline, _, body = WIRE.partition("\n\n")
    on_the_spot = report(
        f"{headline}\n\nBy Mara Oldan\n\nBELORA, May 5 (Tessan Post) - {body}\n{BLOCK}",
        published="2021-05-05",
        outlet="Tessan Post",
    )
    assert findings("CP04", **{**pages, "b": on_the_spot}) == []
