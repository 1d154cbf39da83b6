"""The record: what Crossread says of one page, as frozen, typed values.

Everything here is a value. Nothing reads files, the clock or the network, and nothing of this package
is imported except the errors. The nouns are those of the trade: a *page* was read, a *report* is what it
claims, a *claim* is one assertion by one voice.

Conventions, held everywhere:

* **Offsets** are Unicode code points into `Page.text`, half-open: ``page.text[start:end] == quote``.
* **Whatever shows itself in the text holds a tuple of spans**, in reading order; a quotation interrupted by
  its cue has two.
* **Law 1** is checked where a record is made: a `Page` or `Report` with a span whose quote is not the
  text there raises `SpanError`, whether it is built by code or decoded from JSON.
* **Dates and times** are ISO 8601 text; a zone is given only if the page gave one.
* **Unknown** is ``None`` or an empty tuple, never a guess.

The schema has a version, `SCHEMA_VERSION`. A record of another major version is not migrated: its page is
read anew. `json_schema` gives the JSON Schema of a report; it is generated from these classes.
"""

from __future__ import annotations

from crossread.record.base import Notice, Record, Severity, Span, Spans, check_spans, iter_spans, text_hash
from crossread.record.claims import (
    Argument,
    ArgumentRole,
    Claim,
    Family,
    Mention,
    Source,
    Status,
    Voice,
    claim_id,
)
from crossread.record.page import (
    Article,
    Block,
    BlockKind,
    Fact,
    FactName,
    FurnitureKind,
    KnownFrom,
    Link,
    Page,
)
from crossread.record.parts import (
    Acronym,
    Actor,
    ActorKind,
    AnchorKind,
    Attribution,
    Expansion,
    Hedge,
    Name,
    NameMention,
    Place,
    Precision,
    Quantity,
    Role,
    Scale,
    Sentence,
    Trigger,
    TriggerRole,
    When,
)
from crossread.record.report import (
    SCHEMA_VERSION,
    Finding,
    MadeBy,
    RawPage,
    Report,
    json_schema,
    report_from_json,
    to_json,
)

__all__ = [
    "SCHEMA_VERSION",
    "Acronym",
    "Actor",
    "ActorKind",
    "AnchorKind",
    "Argument",
    "ArgumentRole",
    "Article",
    "Attribution",
    "Block",
    "BlockKind",
    "Claim",
    "Expansion",
    "Fact",
    "FactName",
    "Family",
    "Finding",
    "FurnitureKind",
    "Hedge",
    "KnownFrom",
    "Link",
    "MadeBy",
    "Mention",
    "Name",
    "NameMention",
    "Notice",
    "Page",
    "Place",
    "Precision",
    "Quantity",
    "RawPage",
    "Record",
    "Report",
    "Role",
    "Scale",
    "Sentence",
    "Severity",
    "Source",
    "Span",
    "Spans",
    "Status",
    "Trigger",
    "TriggerRole",
    "Voice",
    "When",
    "check_spans",
    "claim_id",
    "iter_spans",
    "json_schema",
    "report_from_json",
    "text_hash",
    "to_json",
]
