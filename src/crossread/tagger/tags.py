"""What the tagger says of a text: words with their syntax, names, attributions, triggers, certainty.

Everything here is a value. Offsets are Unicode code points of the text that was given, half-open. Words are
numbered through the whole text, so that a head, a trigger or a role is one number.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Bounds = tuple[int, int]
"""``(start, end)`` in code points."""

NameKind = Literal["person", "organisation", "place", "other", "armed group", "state body", "outlet", "office"]


class Tagged(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records of the tagger: frozen, keyword-only, equal by value."""


class Word(Tagged, frozen=True):
    """One word.

    Attributes:
        start: First code point.
        end: Code point after the last.
        text: The word as written.
        lemma: Its dictionary form, in small letters.
        upos: Universal part of speech (``VERB``).
        xpos: Penn Treebank tag (``VBD``).
        head: Number of the word it depends on; its own number for the root of a sentence.
        deprel: Universal Dependencies relation to the head (``nsubj``); ``root`` for a root.
    """

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str


class SentenceTags(Tagged, frozen=True):
    """One sentence, as its words.

    Attributes:
        first: Number of its first word.
        last: Number after its last word.
        start: First code point.
        end: Code point after the last.
    """

    first: int
    last: int
    start: int
    end: int


class NameTag(Tagged, frozen=True):
    """One name in the text.

    Attributes:
        kind: What it names. The model tells person, organisation, place and other apart; the finer kinds are told
            by the words of the name, from a lexicon.
        start: First code point.
        end: Code point after the last.
        first: Number of its first word.
        last: Number after its last word.
    """

    kind: NameKind
    start: int
    end: int
    first: int
    last: int

    @property
    def coarse(self) -> str:
        """The kind as the model told it: PER, ORG, LOC or MISC."""
        return {"person": "PER", "office": "PER", "place": "LOC", "other": "MISC"}.get(self.kind, "ORG")


class AttributionTag(Tagged, frozen=True):
    """One saying: who, by which words, what. Each part may be interrupted.

    Attributes:
        source: Who says it; empty where nobody is named.
        cue: The words that mark it as said.
        content: What is said; empty where the content is not told.
    """

    source: tuple[Bounds, ...]
    cue: tuple[Bounds, ...]
    content: tuple[Bounds, ...]


class RoleTag(Tagged, frozen=True):
    """One part of an event.

    Attributes:
        role: Its role (``actor``, ``target``, ``victim``, ``place``, ``instrument``, ``time`` …).
        start: First code point.
        end: Code point after the last.
        first: Number of its first word.
        last: Number after its last word.
    """

    role: str
    start: int
    end: int
    first: int
    last: int


class TriggerTag(Tagged, frozen=True):
    """A word that tells an event.

    Attributes:
        type: Type of the event.
        learned: Read by the model; otherwise by the lexicon on the parse.
        start: First code point.
        end: Code point after the last.
        first: Number of its first word.
        last: Number after its last word.
        roles: Its parts, in reading order.
    """

    type: str
    learned: bool
    start: int
    end: int
    first: int
    last: int
    roles: tuple[RoleTag, ...] = ()


class CertaintyTag(Tagged, frozen=True):
    """How surely a predicate happened, as judged from the text, from -3 (did not happen) to 3 (happened).

    Attributes:
        word: Number of the predicate's word.
        value: As readers of mixed text judge it (UDS-IH2), where what is still to come counts as not happened.
        news: As readers of news judge it (UW), where only what is denied does.
    """

    word: int
    value: float
    news: float


class RelationTag(Tagged, frozen=True):
    """A relation between two names of one sentence.

    Attributes:
        type: Its type (``FightingAgainst``, ``BelongsTo`` …).
        source: Index into `Tags.names`.
        target: Index into `Tags.names`.
    """

    type: str
    source: int
    target: int


class Tags(Tagged, frozen=True):
    """Everything the tagger says of a text.

    Attributes:
        model: Name and version of the model.
        words: All words, in order.
        sentences: The sentences, in order.
        names: Names, in order; they do not overlap.
        attributions: Attributions, in order of their cue.
        triggers: Triggers, in order.
        certainty: One entry for each predicate, in order.
        relations: Relations between names.
    """

    model: str
    words: tuple[Word, ...] = ()
    sentences: tuple[SentenceTags, ...] = ()
    names: tuple[NameTag, ...] = ()
    attributions: tuple[AttributionTag, ...] = ()
    triggers: tuple[TriggerTag, ...] = ()
    certainty: tuple[CertaintyTag, ...] = ()
    relations: tuple[RelationTag, ...] = ()
