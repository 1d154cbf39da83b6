"""The flat table: one row a claim, columns that are documented, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from crossread.errors import UsageError
from crossread.export import FORMATS
from crossread.export.choosing import families, only_families
from crossread.export.csv import COLUMNS, header, to_rows
from crossread.record import Fact, Place, Source, Voice
from tests.test_export_text import _at, example

DOCUMENT = Path(__file__).parent.parent / "docs" / "csv.md"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(header() + text, newline="")))


def test_one_row_a_claim_with_its_values() -> None:
    report = example(facts=(Fact(name="outlet", value="Example News", known_from="user"),))
    displaced, killed = _rows(to_rows(report))
    assert (displaced["page"], displaced["outlet"], displaced["published"]) == ("valley.txt", "Example News", "")
    assert [displaced[name] for name in ("number_low", "number", "number_high", "hedge", "unit")] == [
        "270", "300", "330", "about", "families",
    ]  # fmt: skip
    assert (displaced["attributed_to"], displaced["venue"], displaced["voice"]) == (
        "Jana Ode",
        "Example Radio",
        "named",
    )
    assert (killed["voice"], killed["attributed_to"], killed["running_total"]) == ("narrator", "", "no")


def test_the_offsets_are_those_of_the_text() -> None:
    report = example()
    for row in _rows(to_rows(report)):
        assert report.page.text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_a_fact_that_is_not_trusted_is_left_out() -> None:
    fact = Fact(name="published", value="2021-10-21", known_from="html", trusted=False)
    assert _rows(to_rows(example(facts=(fact,))))[0]["published"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\u00a0="])
def test_words_are_never_a_formula_and_numbers_are_never_escaped(start: str) -> None:
    report = example()
    chain = (Source(name=f"{start}1+1", named=True),)
    claim = replace(report.claims[0], voice=Voice(kind="named", chain=chain), place=0)
    place = Place(name="Sund", longitude=-70.25, latitude=1.0, spans=_at(report.page, "valley"))
    row = _rows(to_rows(replace(report, claims=(claim,), places=(place,))))[0]
    assert row["attributed_to"] == f"'{start}1+1"
    assert (row["longitude"], row["latitude"]) == ("-70.25", "1")


@given(st.text(max_size=30))
def test_any_words_come_back_from_their_cell(name: str) -> None:
    report = example()
    claim = replace(report.claims[0], voice=Voice(kind="named", chain=(Source(name=name, named=True),)))
    row = _rows(to_rows(replace(report, claims=(claim,))))[0]
    assert row["attributed_to"].removeprefix("'") in (name, name.removeprefix("'"))


def test_every_column_is_documented_in_order() -> None:
    assert re.findall(r"^\| `(\w+)`", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE) == list(COLUMNS)


def test_a_report_without_claims_is_no_row() -> None:
    assert to_rows(replace(example(), claims=())) == ""
    assert FORMATS["csv"].opening is not None


def test_families_are_asked_for_by_name() -> None:
    assert families("") == ()
    assert families("control, losses") == ("losses", "control")
    with pytest.raises(UsageError, match="no family 'loss'"):
        families("loss")


def test_claims_left_out_are_counted() -> None:
    report = example()
    losses, control = families("losses"), families("control")
    assert only_families(report, losses) is report
    chosen = only_families(report, control)
    assert (chosen.claims, chosen.notices[-1].code, chosen.notices[-1].count) == ((), "CR611", 2)
