"""The report: what one page claims, and its JSON form."""

from __future__ import annotations

from typing import Any

import msgspec

from crossread.errors import RecordError, RecordVersionError
from crossread.record.base import Notice, Record, Severity, Spans, check_spans
from crossread.record.claims import Claim
from crossread.record.page import Fact, Page
from crossread.record.parts import (
    Acronym,
    Actor,
    Attribution,
    NameMention,
    Place,
    Quantity,
    Sentence,
    Trigger,
    When,
)

SCHEMA_VERSION = "1.1"
"""Version of the record's shape: major.minor. The minor part rises when a field is added."""


class Finding(Record, frozen=True, kw_only=True):
    """Something in the report that does not hang together.

    Attributes:
        code: The check's stable code.
        name: The check's name.
        severity: How grave it is.
        message: What differs, for a stranger.
        voices: Who says what is involved, in the order of the spans; empty where voices play no part.
        spans: All the words involved, in reading order.
    """

    code: str
    name: str
    severity: Severity
    message: str
    voices: tuple[str, ...] = ()
    spans: Spans = ()


class MadeBy(Record, frozen=True, kw_only=True):
    """What made a record.

    Attributes:
        crossread: Version of the package, hence of all rules and tables in it.
        model: Name and version of the model, or None where rules alone read.
        own: Hash of the user's own actors and places, 16 hexadecimal digits; None for the shipped tables alone.
    """

    crossread: str
    model: str | None = None
    own: str | None = None


class Report(Record, frozen=True, kw_only=True):
    """What one page claims.

    Attributes:
        schema: Version of the record's shape.
        made_by: Versions of what made it.
        name: The name under which the page was given (file name or address), if any.
        page: The page as it was read.
        language: ISO 639-1 code of the main text, None if it could not be told.
        refusal: Why the page was not read further; its facts are kept. None for a page that was read.
        sentences: Sentences of the main text, in order.
        names: Names found, in order.
        attributions: Who says what, in order of content.
        triggers: Words that tell events and states, in order.
        times: Times told, in order.
        quantities: Numbers told, in order.
        places: Places named, in order of first mention.
        acronyms: Acronyms, in order of first mention.
        actors: Actors, in order of first mention.
        claims: Claims, in order of their first span.
        findings: Findings, in order of first span, then code.
        notices: What was left unread, and why.
    """

    schema: str = SCHEMA_VERSION
    made_by: MadeBy
    name: str | None = None
    page: Page
    language: str | None = None
    refusal: Notice | None = None
    sentences: tuple[Sentence, ...] = ()
    names: tuple[NameMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Place, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        """Hold law 1 for every part.

        Raises:
            SpanError: A span's quote is not the page's text there.
        """
        for field in self.__struct_fields__:
            if field != "page":  # a Page holds the law itself
                check_spans(getattr(self, field), self.page.text)


class RawPage(Record, frozen=True, kw_only=True):
    """A page before it is read: its bytes and what is known of them from outside.

    Attributes:
        content: The bytes as they came.
        name: The name under which it was given.
        media_type: ``text/html``, ``text/plain`` …, if it is known.
        charset: Character encoding declared outside the bytes, if any.
        facts: Facts from the user, a feed, a sitemap, a WARC; they carry no spans.
    """

    content: bytes
    name: str | None = None
    media_type: str | None = None
    charset: str | None = None
    facts: tuple[Fact, ...] = ()


def to_json(record: Record, *, indent: int = 0) -> bytes:
    """A record as JSON in UTF-8, fields in declared order.

    Args:
        record: Any record.
        indent: Spaces of indentation; 0 for one line.
    """
    raw = msgspec.json.encode(record)
    return msgspec.json.format(raw, indent=indent) if indent else raw


def report_from_json(data: bytes | str) -> Report:
    """The report that `to_json` wrote, equal to the one written.

    Args:
        data: One JSON object.

    Raises:
        RecordVersionError: It has another major schema version; read its page anew.
        RecordError: It is not a report.
        SpanError: A span's quote is not the text there.
    """
    try:
        head = msgspec.json.decode(data, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise RecordError(f"not a report: {error}") from error
    version = str(head.get("schema", "none"))
    if version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise RecordVersionError(f"the record has schema {version}, this program reads {SCHEMA_VERSION}")
    try:
        return msgspec.json.decode(data, type=Report)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, RecordError):  # raised by a law, wrapped by the decoder
            raise error.__cause__ from error
        raise RecordError(f"not a report: {error}") from error


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a report, generated from these classes."""
    schema = msgspec.json.schema(Report)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Crossread report, schema {SCHEMA_VERSION}",
        **schema,
    }
