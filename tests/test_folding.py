"""The reading copy: what is folded, and that every stretch of it maps back to the page."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.folding import fold, fold_string
from crossread.record import Page
from tests.helpers import page_of


def _wrapped(text: str) -> Page:
    page = page_of(text)
    return msgspec.structs.replace(
        page, blocks=tuple(msgspec.structs.replace(block, wrapped=True) for block in page.blocks)
    )


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The council’s men", "The council's men"),
        ("co‑operate\u00a0now", "co-operate now"),
        ("hos\u00adpi\u200btal", "hospital"),
        ("“We hold,” she said — then left", "“We hold,” she said — then left"),
        ("‘We hold’", "‘We hold'"),
        ("cafe\u0301 😀 שלום\u200f", "cafe\u0301 😀 שלום"),
    ],
)
def test_what_is_folded(text: str, folded: str) -> None:
    assert fold(page_of(text)).text == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("They left the\ntown at dawn.", "They left the town at dawn."),
        ("They left the\r\n   town.", "They left the town."),
        ("The coun-\ncil met.", "The council met."),
        ("The Tellin-\nMarsa road", "The Tellin- Marsa road"),
        ("They left the\n> town at\n>> dawn.", "They left the town at dawn."),
        ("a > b\nc > d", "a > b c > d"),
    ],
)
def test_hard_wrapped_blocks_are_joined(text: str, folded: str) -> None:
    assert fold(_wrapped(text)).text == folded


def test_furniture_is_left_out_and_blocks_are_parted() -> None:
    page = page_of("One.\n\nTwo.\n\nThree.")
    blocks = (page.blocks[0], msgspec.structs.replace(page.blocks[1], furniture="other"), page.blocks[2])
    folded = fold(msgspec.structs.replace(page, blocks=blocks))
    assert folded.text == "One.\n\nThree."
    assert folded.span(6, 11).quote == "Three"
    assert [(block.index, block.start, block.end) for block in folded.blocks] == [(0, 0, 4), (2, 6, 12)]


def test_spans_of_what_was_cut_out() -> None:
    folded = fold(_wrapped("The coun-\n> cil’s men"))
    assert folded.text == "The council's men"
    assert folded.span(4, 13).quote == "coun-\n> cil’s"
    assert folded.position(folded.offset(9)) == 9


@given(
    st.text(alphabet=st.sampled_from("ab -\n\r>’\u00ad\u200b\u00a0😀\u0301‘"), min_size=1, max_size=60), st.booleans()
)
def test_every_stretch_maps_back(text: str, wrapped: bool) -> None:
    page = _wrapped(text) if wrapped else page_of(text)
    folded = fold(page)
    for at in range(len(folded.text)):
        if folded.text[at] == "\n":
            continue  # between blocks
        span = folded.span(at, at + 1)
        assert len(span.quote) == 1
        assert span.quote == folded.text[at] or fold_string(span.quote) in (folded.text[at], "\n", "\r", "'")
        assert folded.position(span.start) == at
