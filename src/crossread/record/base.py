"""What all records share: spans, notices, and law 1."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal

import msgspec

from crossread.errors import SpanError


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all records: frozen, slotted, keyword-only, equal by value."""


class Span(Record, frozen=True, kw_only=True, order=True):
    """A stretch of the page's text.

    Attributes:
        start: First code point, counted from 0.
        end: Code point after the last one.
        quote: The characters themselves, ``page.text[start:end]``.
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        """Refuse a span whose length is not its quote's.

        Raises:
            SpanError: The bounds are negative or reversed, or do not fit the quote.
        """
        if self.start < 0 or self.end - self.start != len(self.quote):
            raise SpanError(f"span {self.start}:{self.end} cannot hold a quote of {len(self.quote)} characters")


Spans = tuple[Span, ...]

Severity = Literal["E", "W", "I"]
"""E: do not use the record unseen. W: show it to a reviewer. I: note it."""


class Notice(Record, frozen=True, kw_only=True):
    """Something refused, cut, unreadable or not read, said instead of dropped in silence.

    Attributes:
        code: Stable code; `errors.HELP` holds its help text.
        message: What happened, for a reader.
        count: How many things it concerns, if they were counted.
        spans: Where, if it shows in the text.
    """

    code: str
    message: str
    count: int | None = None
    spans: Spans = ()


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def iter_spans(value: object) -> Iterator[Span]:
    """All spans inside a record or a tuple of records, in the order of their fields."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from iter_spans(item)
    elif isinstance(value, Record):
        for field in value.__struct_fields__:
            yield from iter_spans(getattr(value, field))


def check_spans(value: object, text: str) -> None:
    """Hold law 1 for every span inside a value.

    Raises:
        SpanError: A span's quote is not the text there.
    """
    # A stack and not `iter_spans`: every report is held to the law several times while it is made.
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Span):
            if text[item.start : item.end] != item.quote:
                raise SpanError(f"the text at {item.start}:{item.end} is not the quote {item.quote[:60]!r}")
        elif isinstance(item, tuple):
            waiting.extend(item)
        elif isinstance(item, Record):
            waiting.extend([getattr(item, field) for field in item.__struct_fields__])
