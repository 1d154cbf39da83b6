"""The resolved parts of a report: sentences, times, quantities, places, acronyms, actors."""

from __future__ import annotations

from typing import Literal

from crossread.record.base import Record, Spans


class Sentence(Record, frozen=True, kw_only=True):
    """One sentence of the main text.

    Attributes:
        block: Index into `Page.blocks`.
        spans: Exactly one span.
    """

    block: int
    spans: Spans


class NameMention(Record, frozen=True, kw_only=True):
    """A name found in the text.

    Attributes:
        label: What kind of name.
        made_by: Rule or model that found it.
        spans: Exactly one span.
    """

    label: Literal["person", "organisation", "place", "other"]
    made_by: str
    spans: Spans


class Attribution(Record, frozen=True, kw_only=True):
    """Somebody says something: who, the words that mark the saying, and what.

    Attributes:
        form: ``direct`` for a quotation, ``indirect`` for reported speech, ``mixed`` for reported speech
            with quoted parts.
        source: Words for the speaker, description included; empty if the text names none.
        cue: Words that mark the saying; empty for a bare quotation.
        content: What is said; quotation marks are outside of it.
        venue: Words for where or to whom it was said ("VOA", "a statement").
        made_by: Rule or model that found it.
    """

    form: Literal["direct", "indirect", "mixed"]
    source: Spans = ()
    cue: Spans = ()
    content: Spans
    venue: Spans = ()
    made_by: str


class TriggerRole(Record, frozen=True, kw_only=True):
    """A participant of an event as its trigger's sentence shows it.

    Attributes:
        role: ``actor``, ``target``, ``place``, ``instrument`` or ``time``.
        spans: The words.
    """

    role: Literal["actor", "target", "place", "instrument", "time"]
    spans: Spans


class Trigger(Record, frozen=True, kw_only=True):
    """A word that tells an event or state.

    Attributes:
        type: Kind of event, None for a predicate of no kind that is known.
        certainty: From -3 (did not happen) to 3 (happened).
        roles: Participants.
        made_by: Rule or model that found it.
        spans: Exactly one span, the word.
    """

    type: str | None = None
    certainty: float | None = None
    roles: tuple[TriggerRole, ...] = ()
    made_by: str
    spans: Spans


Precision = Literal["second", "minute", "hour", "part of day", "day", "weekend", "week", "month", "season",
                    "quarter", "year", "decade", "vague"]  # fmt: skip

AnchorKind = Literal["dateline", "published", "entry time", "text", "user", "none"]


class When(Record, frozen=True, kw_only=True):
    """A time told by the page.

    Attributes:
        form: ``date`` for a place on the calendar, ``duration`` or ``age`` for a length, ``set`` for a
            recurring time.
        earliest: Earliest moment, ISO 8601 (``2021-09-05`` or with time); None if unknown.
        latest: Latest moment, ISO 8601, inclusive; None if unknown or open.
        precision: How fine the words are.
        relative: Whether the words need an anchor ("yesterday", "on Tuesday").
        anchor: What it was resolved against; ``none`` if it was not.
        anchor_value: The anchor's own value, if there is one.
        anchor_trusted: Whether the anchor may be relied on.
        value: Length of a duration or age as ISO 8601 duration (``P3D``).
        spans: The words.
    """

    form: Literal["date", "duration", "age", "set"] = "date"
    earliest: str | None = None
    latest: str | None = None
    precision: Precision = "day"
    relative: bool = False
    anchor: AnchorKind = "none"
    anchor_value: str | None = None
    anchor_trusted: bool = False
    value: str | None = None
    spans: Spans


Hedge = Literal["exact", "about", "at least", "more than", "up to", "nearly", "fewer than", "between", "vague"]


Scale = Literal[
    "people", "things", "money", "percent", "distance", "area", "weight", "rate", "time", "other"
]  # fmt: skip
"""What a quantity counts or measures."""


class Quantity(Record, frozen=True, kw_only=True):
    """A counted number with its hedge.

    Attributes:
        low: Lowest value the words allow; None if open.
        best: The value told; None if the words give none.
        high: Highest value the words allow; None if open.
        unit: The counted noun as written ("families", "members of the security forces").
        hedge: How the number is qualified.
        vague: The words give no number ("dozens"); best is the value of the declared table, if any.
        running: A running total ("since October"), not the toll of one incident.
        scale: What is counted: people, things, money, percent, distance, area, weight, rate or other.
        including: Indices into `Report.quantities` of the subtotals named with it.
        spans: The words, hedge to noun.
    """

    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str | None = None
    hedge: Hedge = "exact"
    vague: bool = False
    running: bool = False
    scale: Literal["people", "things", "money", "percent", "distance", "area", "weight", "rate", "time", "other"] = (
        "other"
    )
    including: tuple[int, ...] = ()
    spans: Spans


class Place(Record, frozen=True, kw_only=True):
    """A place as named, and as far as it is resolved.

    Attributes:
        name: The name as written.
        resolved: Whether an entry was found.
        entry: Id of the gazetteer entry.
        country: ISO 3166-1 alpha-2 code.
        admin1: Name of the first-level division.
        admin2: Name of the second-level division.
        inside: What it lies in, when the place itself is unresolved.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east, WGS 84.
        acled_precision: ACLED geo precision, 1 to 3.
        ucdp_precision: UCDP where_prec, 1 to 7.
        candidates: Entries that were not chosen, best first.
        spans: Every mention.
    """

    name: str
    resolved: bool = False
    entry: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    inside: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    acled_precision: int | None = None
    ucdp_precision: int | None = None
    candidates: tuple[str, ...] = ()
    spans: Spans


class Expansion(Record, frozen=True, kw_only=True):
    """One expansion the page gives an acronym.

    Attributes:
        words: The expansion as written.
        fits: Whether the acronym's letters are initials of the words.
        spans: Every place where the page ties it to the acronym.
    """

    words: str
    fits: bool
    spans: Spans


class Acronym(Record, frozen=True, kw_only=True):
    """An acronym with all the expansions that the page gives it.

    Attributes:
        letters: The acronym as written.
        expansions: Every expansion, in reading order; empty if the page never expands it.
        spans: Every mention of the acronym itself.
    """

    letters: str
    expansions: tuple[Expansion, ...] = ()
    spans: Spans


class Role(Record, frozen=True, kw_only=True):
    """An office or relation that the page gives an actor.

    Attributes:
        title: "head", "spokesman", "governor".
        organisation: Of what, as written; None if it is not said.
        former: The page says that it is past ("former", "ex-", "late").
        relation: ``office`` or ``kinship``.
        spans: The words.
    """

    title: str
    organisation: str | None = None
    former: bool = False
    relation: Literal["office", "kinship"] = "office"
    spans: Spans


class Name(Record, frozen=True, kw_only=True):
    """One form under which a page mentions an actor.

    Attributes:
        text: As written; a pronoun in small letters.
        form: What form it is. A description is what the page calls the actor without its name, or around it
            ("the insurgents", "Rescue Front fighters").
        confidence: How sure it is that this actor is meant.
        reason: Why, where that is not plain.
        spans: Every mention in that form.
    """

    text: str
    form: Literal["full", "short", "acronym", "description", "pronoun"] = "full"
    confidence: Literal["high", "medium", "low"] = "high"
    reason: str | None = None
    spans: Spans


ActorKind = Literal["person", "armed group", "state body", "organisation", "outlet", "group of people", "other"]


class Actor(Record, frozen=True, kw_only=True):
    """Somebody who acts or speaks, with everything the page calls them.

    Attributes:
        id: Stable within the report.
        name: The fullest name.
        kind: What it is.
        names: All forms, in reading order.
        acronyms: Acronyms used for it.
        labels: What side the page calls it by ("rebels", "insurgents"), in reading order.
        roles: Offices and kinship, in reading order; contradictions are kept.
        identity: Id in the registry of actors, if it is known there.
        identity_roles: What the registry knows of it at the report's date; apart from `roles`.
        candidates: Ids of actors that a description could also mean.
        confidence: How sure the mentions belong together.
        reason: Why they were joined.
    """

    id: str
    name: str
    kind: ActorKind = "other"
    names: tuple[Name, ...] = ()
    acronyms: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    identity: str | None = None
    identity_roles: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    confidence: Literal["high", "medium", "low"] = "high"
    reason: str | None = None
