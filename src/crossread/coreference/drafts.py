"""Actors while what a report calls them is gathered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from crossread.context import Reading
from crossread.record import Actor, Name

Form = Literal["full", "short", "acronym", "description", "pronoun"]
Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of an actor.

    Attributes:
        start: First code point in the folded text.
        end: Code point after the last.
        form: What form the mention has.
        confidence: How sure it is that this actor is meant.
        reason: Why it was joined, where that is not plain.
    """

    start: int
    end: int
    form: Form
    confidence: Confidence = "high"
    reason: str | None = None


@dataclass(slots=True, eq=False)
class Draft:
    """An actor with its mentions, which grow.

    Attributes:
        actor: What is known but for its names.
        told: Its mentions.
        labels: Labels the page gives it ("rebels"), each with the voices that do: words for the source, None for
            the narrator.
        candidates: Actors that a description could mean as well.
    """

    actor: Actor
    told: list[Told] = field(default_factory=list)
    labels: dict[str, set[str | None]] = field(default_factory=dict)
    candidates: list[Draft] = field(default_factory=list)

    @property
    def start(self) -> int:
        """First code point of the first mention."""
        return min(one.start for one in self.told)

    @property
    def is_person(self) -> bool:
        """Whether it is one person."""
        return self.actor.kind == "person"

    def add(self, told: Iterable[Told]) -> None:
        """Add mentions, each stretch once."""
        known = {(one.start, one.end) for one in self.told}
        self.told.extend(one for one in told if (one.start, one.end) not in known)


def drafts_of(reading: Reading, actors: Sequence[Actor]) -> list[Draft]:
    """Drafts of actors found by name, in order.

    Args:
        reading: Their reading.
        actors: The actors.
    """
    position = reading.folded.position
    drafts = {
        actor.id: Draft(
            actor,
            [
                Told(position(span.start), position(span.end - 1) + 1, name.form, name.confidence, name.reason)
                for name in actor.names
                for span in name.spans
            ],
        )
        for actor in actors
    }
    for draft in drafts.values():
        draft.candidates = [drafts[other] for other in draft.actor.candidates if other in drafts]
    return list(drafts.values())


def actors_of(reading: Reading, drafts: Iterable[Draft]) -> tuple[Actor, ...]:
    """The actors, in order of first mention, with ids ``a1``, ``a2`` … in that order.

    Args:
        reading: The reading.
        drafts: Actors with at least one mention each.
    """
    ordered = sorted(drafts, key=lambda draft: (draft.start, draft.told[0].end))
    ids = {id(draft): f"a{number}" for number, draft in enumerate(ordered, 1)}
    return tuple(
        msgspec.structs.replace(
            draft.actor,
            id=ids[id(draft)],
            names=tuple(_names(reading, draft)),
            labels=tuple(draft.labels),
            candidates=tuple(ids[id(other)] for other in draft.candidates if id(other) in ids),
        )
        for draft in ordered
    )


def _names(reading: Reading, draft: Draft) -> Iterator[Name]:
    """Mentions of one form, words and reason together, in order of the first."""
    groups: dict[tuple[str, Form, Confidence, str | None], list[tuple[int, int]]] = {}
    for one in sorted(draft.told, key=lambda told: (told.start, told.end)):
        words = reading.words(one.start, one.end)
        words = words.lower() if one.form == "pronoun" else words
        groups.setdefault((words, one.form, one.confidence, one.reason), []).append((one.start, one.end))
    for (words, form, confidence, reason), bounds in groups.items():
        yield Name(
            text=words, form=form, confidence=confidence, reason=reason, spans=reading.folded.spans(bounds)
        )  # fmt: skip
