"""What of a report is written into columns, so that it can be looked through without decoding it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crossread.case.keys import clean, fold, utc
from crossread.record import Actor, Claim, FactName, Place, Report

_NO_NAMES = frozenset({"pronoun", "description"})
_NO_ACTORS = frozenset({"topic", "condition", "cause"})  # whole clauses and subjects, in which anybody may be named


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim's columns.

    Attributes:
        claim: The claim.
        position: Its index in the report.
        earliest: Earliest moment at which it happened, if told.
        latest: Latest moment, if told.
        names: Kind (``actor`` or ``place``) and folded name of all that play a part in it, sorted.
    """

    claim: Claim
    position: int
    earliest: str | None
    latest: str | None
    names: tuple[tuple[str, str], ...]


def claim_rows(report: Report) -> tuple[ClaimRow, ...]:
    """The claims of a report in order."""
    actors = {actor.id: actor for actor in report.actors}
    return tuple(_row(report, actors, position, claim) for position, claim in enumerate(report.claims))


def _row(report: Report, actors: dict[str, Actor], position: int, claim: Claim) -> ClaimRow:
    when = report.times[claim.when] if claim.when is not None else None
    names = {("actor", fold(name)) for name in _actor_names(claim, actors)}
    if claim.place is not None:
        names |= {("place", fold(name)) for name in _place_names(report.places[claim.place])}
    return ClaimRow(
        claim,
        position,
        utc(when.earliest) if when and when.earliest else None,
        utc(when.latest) if when and when.latest else None,
        tuple(sorted((kind, name) for kind, name in names if name)),
    )


def _actor_names(claim: Claim, actors: dict[str, Actor]) -> Iterator[str]:
    parts = [(source.name, source.actor) for source in claim.voice.chain]
    parts += [(argument.text, argument.actor) for argument in claim.arguments if argument.role not in _NO_ACTORS]
    for words, actor_id in parts:
        yield words
        if actor_id is not None and (actor := actors.get(actor_id)) is not None:
            yield from _known_as(actor)


def _known_as(actor: Actor) -> Iterator[str]:
    yield actor.name
    yield from (name.text for name in actor.names if name.form not in _NO_NAMES)
    yield from actor.acronyms
    if actor.identity is not None:
        yield actor.identity


def _place_names(place: Place) -> Iterator[str]:
    yield from (name for name in (place.name, place.admin2, place.admin1, place.country, place.inside) if name)


def main_text(report: Report) -> str:
    """The words that full text search looks through: the report itself, without furniture."""
    return "\n".join(block.spans[0].quote for block in report.page.main_blocks)


def moment(report: Report) -> str | None:
    """When this text was published or last changed, as comparable text; None if the page does not say."""
    names: tuple[FactName, ...] = ("modified", "published")
    for name in names:
        fact = report.page.fact(name)
        if fact is not None and fact.trusted:
            return utc(fact.value)
    return None


def fact_text(report: Report, name: FactName) -> str | None:
    """The value of the best fact of a name, for a column."""
    fact = report.page.fact(name)
    return clean(fact.value) if fact is not None else None
