from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.quantities import find_quantities
from crossread.record import Block, Quantity, check_spans
from tests.helpers import reading_of, table_rows

CASES = Path(__file__).parent / "cases" / "quantities.md"


class Row(NamedTuple):
    words: str
    low: float | None
    best: float | None
    high: float | None
    hedge: str
    unit: str | None
    scale: str
    running: bool
    including: tuple[int, ...]


def cases() -> dict[str, list[Row]]:
    return {text: [expected(cells) for cells in rows] for text, rows in table_rows(CASES).items()}


def expected(cells: list[str]) -> Row:
    words, *bounds, hedge, unit, scale, told = cells[:8]
    notes = told.split(", ")
    including = next((note for note in notes if note.startswith("including")), "")
    parts = tuple(int(part) - 1 for part in including.split()[1:])
    low, best, high = (None if cell == "–" else float(cell) for cell in bounds)
    return Row(words, low, best, high, hedge, None if unit == "–" else unit, scale, "running" in notes, parts)


def row(quantity: Quantity) -> Row:
    words = quantity.spans[0].quote
    numbers = (quantity.low, quantity.best, quantity.high)
    return Row(words, *numbers, quantity.hedge, quantity.unit, quantity.scale, quantity.running, quantity.including)


def read(text: str) -> tuple[Quantity, ...]:
    return find_quantities(reading_of(text))


@pytest.mark.parametrize(("text", "expected"), cases().items())
def test_case(text: str, expected: list[Row]) -> None:
    assert [row(quantity) for quantity in read(text)] == expected


def test_there_are_as_many_cases_as_promised() -> None:
    assert len(cases()) >= 150


def test_a_vague_word_is_marked_and_has_the_value_of_the_table() -> None:
    (dozens,) = read("Dozens of fighters died.")
    assert dozens.vague
    assert (dozens.low, dozens.best, dozens.high) == (None, 12, None)


def test_an_exact_number_is_not_vague() -> None:
    (ten,) = read("Ten fighters died.")
    assert not ten.vague


def test_a_number_inside_a_date_counts_nothing() -> None:
    assert read("On May 12 the army withdrew, and on 3-5 June 2021 it came back at 5 p.m.") == ()


def test_a_date_does_not_swallow_the_count_after_it() -> None:
    (killed,) = read("In May 12 people were killed.")
    assert (killed.best, killed.unit) == (12, "people")


def test_subtotals_point_at_their_own_whole() -> None:
    quantities = read("The army lost 12 men. Rebels killed 30 people, including 4 children and 2 women, in Oruk.")
    assert [quantity.including for quantity in quantities] == [(), (2, 3), (), ()]


def test_list_numbers_are_left_out() -> None:
    assert [q.unit for q in read("1. The army seized 12 guns.\n\n2) It lost three men.")] == ["guns", "men"]


def test_a_figure_after_the_last_stop_is_a_note_number() -> None:
    assert [q.best for q in read("The shells killed two men. 219")] == [2]


def test_bylines_and_datelines_are_not_read() -> None:
    reading = reading_of("BARO, 12 June (Wire) - A row of 40 houses burned.")
    assert [q.best for q in find_quantities(reading)] == [40]


def test_spans_hold_in_a_hard_wrapped_block() -> None:
    import msgspec

    from crossread.context import Reading
    from crossread.folding import fold
    from tests.helpers import page_of

    page = page_of("The army said that some 5,000\nfami-\nlies had fled.")
    wrapped: tuple[Block, ...] = tuple(msgspec.structs.replace(block, wrapped=True) for block in page.blocks)
    page = msgspec.structs.replace(page, blocks=wrapped)
    report = msgspec.structs.replace(reading_of("x").report, page=page, sentences=())
    (families,) = find_quantities(Reading(report, fold(page)))
    assert (families.unit, families.spans[0].quote) == ("families", "some 5,000\nfami-\nlies")


def test_the_same_text_gives_the_same_quantities_in_capitals() -> None:
    text = "At least 30 villagers were killed and some 200 wounded when shells hit two markets."
    lower, upper = read(text), read(text.upper())
    assert [(q.low, q.best, q.high, q.hedge, q.scale) for q in lower] == [
        (q.low, q.best, q.high, q.hedge, q.scale) for q in upper
    ]


PIECES = st.sampled_from(
    [
        "5",
        "12",
        "1,200",
        "100",
        "2021",
        "three",
        "twenty",
        "-",
        "–",
        "to",
        "and",
        "or",
        "of",
        "the",
        "a",
        "half",
        "million",
        "hundred",
        "dozen",
        "dozens",
        "thousands",
        "people",
        "men",
        "killed",
        "were",
        "in",
        "on",
        "since",
        "from",
        "between",
        "at",
        "least",
        "more",
        "than",
        "up",
        "about",
        ",",
        ".",
        "(",
        ")",
        "[",
        "]",
        "'",
        "members",
        "security",
        "including",
        "among",
        "them",
        "no",
        "one",
        "casualties",
        "others",
        "½",
        "²",
        "$",
        "%",
        "km",
        "$5",
        "2-1",
        "F-16",
        "%s",
        "of",
        "whom",
        "children",
        "few",
        "couple",
        "May",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30), st.booleans())
def test_any_words_are_read_without_error_and_every_span_holds(pieces: list[str], upper: bool) -> None:
    text = " ".join(["x", *pieces])
    reading = reading_of(text.upper() if upper else text)
    found = find_quantities(reading)
    check_spans(found, reading.folded.page.text)
    for quantity in found:
        assert all(0 <= part < len(found) for part in quantity.including)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
