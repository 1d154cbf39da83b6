"""Claims: one assertion by one voice."""

from __future__ import annotations

import hashlib
from typing import Literal

from crossread.record.base import Record, Spans

Family = Literal["events", "losses", "control", "strength", "statements", "talks"]

Status = Literal[
    "happened", "ongoing", "attempted", "planned", "threatened", "predicted", "conditional", "denied",
    "possible",
]  # fmt: skip
"""Status of a claim's content, never of the saying of it."""


class Source(Record, frozen=True, kw_only=True):
    """One link of the chain of those who say a thing.

    Attributes:
        name: As written ("Afghan officials"); the full name where a pronoun or a last name was resolved.
        named: Whether it is somebody by name; False for "officials", "a witness".
        actor: Id of the actor, if resolved.
        office: Office or description given with it ("a spokesman for the governor").
        venue: Where or to whom it was said ("VOA", "a statement on Facebook"), as written.
        spans: The words for the source, its description included.
        cue: The words that mark the saying: "said", "told", "according to".
        venue_spans: The words for the venue.
    """

    name: str
    named: bool
    actor: str | None = None
    office: str | None = None
    venue: str | None = None
    spans: Spans = ()
    cue: Spans = ()
    venue_spans: Spans = ()


class Voice(Record, frozen=True, kw_only=True):
    """Who says a claim.

    Attributes:
        kind: ``narrator`` (the page itself), ``named``, ``unnamed``, ``none`` ("is said to": a hedge without
            a source), or ``unknown`` (somebody speaks, and who it is was not found).
        chain: The sources, the one nearest to the claim first; empty for the narrator.
        cue: Words of the hedge where there is no source.
    """

    kind: Literal["narrator", "named", "unnamed", "none", "unknown"]
    chain: tuple[Source, ...] = ()
    cue: Spans = ()


ArgumentRole = Literal[
    "actor", "target", "victim", "instrument", "topic", "toward", "condition", "mediator", "asked",
    "addressee", "with", "cause", "object",
]  # fmt: skip
"""What part an argument plays in its claim."""


class Argument(Record, frozen=True, kw_only=True):
    """One part of a claim: who, to whom, with what, on what condition.

    Attributes:
        role: Its role in the claim.
        text: The words, joined by `` … `` where they are interrupted.
        actor: Id of the actor, if resolved.
        spans: The words.
    """

    role: ArgumentRole
    text: str
    actor: str | None = None
    spans: Spans


class Mention(Record, frozen=True, kw_only=True):
    """The same claim told again: same voice, same values.

    Attributes:
        spans: The words that tell it again.
    """

    spans: Spans


class Claim(Record, frozen=True, kw_only=True):
    """One assertion by one voice.

    Attributes:
        id: Hash of the text's hash, the family and the spans; see `claim_id`.
        family: Family of claims.
        type: Type within the family ("killed", "displaced", "quotation").
        status: Status of the content.
        voice: Who says it.
        arguments: Its parts, in reading order.
        quantity: Index into `Report.quantities`.
        when: Index into `Report.times`: when it happened.
        as_of: Index into `Report.times`: when it was said.
        place: Index into `Report.places`.
        stance: How a statement is made ("says", "denies", "demands").
        background: Told as history, not as news.
        event: Id of the claim of the act whose losses these are.
        part_of: Id of the claim whose number this one is counted in ("12 people, including 3 children"); its number
            must not be added to that one's.
        retells: Ids of claims that tell the same with another number, voice or term.
        mentions: Where it is told again.
        confidence: How sure the reading is; used to order and filter, never shown as truth.
        made_by: Rule or model that made it.
        spans: The words that show it.
    """

    id: str
    family: Family
    type: str
    status: Status
    voice: Voice
    arguments: tuple[Argument, ...] = ()
    quantity: int | None = None
    when: int | None = None
    as_of: int | None = None
    place: int | None = None
    stance: str | None = None
    background: bool = False
    event: str | None = None
    part_of: str | None = None
    retells: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    confidence: Literal["high", "medium", "low"] = "medium"
    made_by: str
    spans: Spans


def claim_id(text_sha256: str, family: Family, spans: Spans) -> str:
    """Id of a claim: 16 hexadecimal digits from the text's hash, the family and the spans."""
    key = "\n".join([text_sha256, family, *(f"{span.start}:{span.end}" for span in spans)])
    return hashlib.sha256(key.encode()).hexdigest()[:16]
