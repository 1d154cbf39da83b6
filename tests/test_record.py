"""The record: law 1, lossless JSON, the schema."""

from __future__ import annotations

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.errors import RecordError, RecordVersionError, SpanError
from crossread.folding import fold
from crossread.record import (
    SCHEMA_VERSION,
    Block,
    Claim,
    MadeBy,
    Report,
    Span,
    Voice,
    claim_id,
    iter_spans,
    json_schema,
    report_from_json,
    to_json,
)
from tests.helpers import page_of

_SCHEMA = f'"schema":"{SCHEMA_VERSION}"'.encode()
TEXT = "Invented headline 😀\n\nInvented: “We hold the pass”, she said."


def _report(text: str = TEXT) -> Report:
    page = page_of(text)
    spans = (page.span(0, len(text)),)
    claim = Claim(
        id=claim_id(page.text_sha256, "statements", spans),
        family="statements",
        type="quotation",
        status="happened",
        voice=Voice(kind="narrator"),
        made_by="test",
        spans=spans,
    )
    return Report(made_by=MadeBy(crossread="test"), page=page, claims=(claim,))


def test_json_is_lossless() -> None:
    report = _report()
    assert report_from_json(to_json(report)) == report
    assert report_from_json(to_json(report, indent=2)) == report


def test_a_span_that_is_not_the_text_cannot_be_built() -> None:
    page = page_of(TEXT)
    with pytest.raises(SpanError):
        Span(start=0, end=3, quote="four")
    with pytest.raises(SpanError):
        page.span(3, len(TEXT) + 1)
    with pytest.raises(SpanError):
        msgspec.structs.replace(page, blocks=(Block(kind="other", spans=(Span(start=0, end=3, quote="xyz"),)),))
    with pytest.raises(SpanError):
        msgspec.structs.replace(page, blocks=(page.blocks[1], page.blocks[0]))


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (b"Invented headline", b"Another! headline", RecordError),
        (_SCHEMA, b'"schema":"2.0"', RecordVersionError),
        (b'"start":0', b'"start":1', SpanError),
        (_SCHEMA, _SCHEMA + b',"more":1', RecordError),
    ],
)
def test_altered_records_are_refused(old: bytes, new: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        report_from_json(to_json(_report()).replace(old, new, 1))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", b"\xff"])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        report_from_json(data)


def test_schema_accepts_a_report() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(msgspec.json.decode(to_json(_report())), schema)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_law_one_holds_for_any_text(text: str) -> None:
    report = report_from_json(to_json(_report(text)))
    assert all(report.page.text[span.start : span.end] == span.quote for span in iter_spans(report))


@given(st.text(alphabet="ab \n\r-’‘'“\u00ad\u200b\u202e😀é\u0301 ", max_size=60), st.booleans())
def test_folding_maps_back(text: str, wrapped: bool) -> None:
    page = page_of(text)
    blocks = tuple(msgspec.structs.replace(block, wrapped=wrapped) for block in page.blocks)
    folded = fold(msgspec.structs.replace(page, blocks=blocks))
    for block in folded.blocks:
        for at in range(block.start, block.end):
            span = folded.span(at, at + 1)
            assert len(span.quote) == 1
            assert folded.position(span.start) == at
            assert block.block.start <= span.start < block.block.end


def test_folding_joins_hard_wrapped_lines() -> None:
    page = page_of("Invented: the gov-\nernor  said\nthe road\u00a0is “cut”.")
    block = msgspec.structs.replace(page.blocks[0], wrapped=True)
    folded = fold(msgspec.structs.replace(page, blocks=(block,)))
    assert folded.text == "Invented: the governor said the road is “cut”."
    at = folded.text.index("governor")
    assert folded.span(at, at + 8).quote == "gov-\nernor"
