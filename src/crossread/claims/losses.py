"""Losses: who was killed, injured, captured, is missing or displaced, and what was destroyed.

Found by words around the counted victims (`loss_matches`), or around victims named without a number. An act and
its losses are two claims; this family makes the second. What a rule cannot read is said by `unread`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from crossread.actors.words import Words, place_kind
from crossread.claims.common import voice_of
from crossread.claims.loss_matches import Counted, Match, matches_of
from crossread.claims.loss_named import with_named
from crossread.claims.loss_status import clause_of, status_of
from crossread.claims.loss_words import loss_set, loss_stems
from crossread.claims.statements import HEADS
from crossread.context import Reading
from crossread.counted_words import words as counted_words
from crossread.record import Argument, Claim, Mention, Notice, Place, Quantity, Spans, claim_id
from crossread.speech.reporting_verbs import verb_forms

_SURE = frozenset(["passive", "object", "state", "reduced", "toll", "subject"])
_LONGEST_AGENT = 8
_MANY = 10
"""From this number on two tellings of one number in one report are taken for one loss."""


def claims_of(reading: Reading) -> Iterator[Claim]:
    """Claims of losses, in order; what is told again with the same voice and values is a mention.

    Args:
        reading: The reading with everything but claims and findings.
    """
    made = [claim for sentence in range(len(reading.sentences)) for claim in _claims(reading, sentence)]
    yield from _merged(reading, made)


def unread(reading: Reading) -> Notice | None:
    """Sentences with a word of loss and a number that carry no claim of losses; None if there are none.

    Args:
        reading: The reading with its claims.
    """
    starts = sorted(
        span.start
        for claim in reading.report.claims
        if claim.family == "losses"
        for spans in (claim.spans, *(mention.spans for mention in claim.mentions))
        for span in spans
    )
    missed: list[Spans] = []
    for index, (start, end) in enumerate(reading.sentences):
        span = reading.report.sentences[index].spans[0]
        held = bisect_left(starts, span.start) != bisect_left(starts, span.end)
        if held or not _tells_loss(reading, start, end):
            continue
        counted = _counted(reading, Words(reading.folded.text, start, end))
        if any(one.quantity.scale in ("people", "other") for one in counted):
            missed.append((span,))
    if not missed:
        return None
    return Notice(
        code="CR609",
        message="sentences with a number and a word of loss whose losses are not read",
        count=len(missed),
        spans=tuple(span for spans in missed for span in spans),
    )


def _tells_loss(reading: Reading, start: int, end: int) -> bool:
    return any(word.strip(".,;:'\"”“()") in loss_stems() for word in reading.words(start, end).lower().split())


def _claims(reading: Reading, sentence: int) -> Iterator[Claim]:
    start, end = reading.sentences[sentence]
    if not _tells_loss(reading, start, end):
        return
    words = Words(reading.folded.text, start, end)
    counted = _counted(reading, words)
    used: set[Spans] = set()
    for match in with_named(words, matches_of(words, counted)):
        if match.rule == "named" and not _is_somebody(reading, words, match):
            continue
        spans = next((spans for spans in _shown(reading, words, match) if spans not in used), None)
        if spans:
            used.add(spans)
            yield _claim(reading, words, counted, match, spans)


def _is_somebody(reading: Reading, words: Words, match: Match) -> bool:
    """Whether victims without a number are people: by their noun, or as a person the page names."""
    if words.lower(match.after - 1) in counted_words("persons", "heads"):
        return True
    end = reading.folded.offset(words[match.after - 1].end - 1) + 1
    actor = _actor_at(reading, reading.folded.offset(words[match.first].start), end)
    return any(one.id == actor and one.kind == "person" for one in reading.report.actors)


def _shown(reading: Reading, words: Words, match: Match) -> Iterator[Spans]:
    """The words that show a loss, best first: its clause, victims to predicate, victims alone, both apart."""
    clause = clause_of(words, match)
    victims = (match.first, match.after)
    predicate = (match.begin, match.end)
    joined = (min(match.first, match.begin), max(match.after, match.end))
    if match.rule not in ("list", "part"):
        yield _spans(reading, words, clause)
        yield _spans(reading, words, joined)
    yield _spans(reading, words, victims)
    if match.after <= match.begin or match.end <= match.first:
        yield _spans(reading, words, *sorted([victims, predicate]))


def _spans(reading: Reading, words: Words, *stretches: tuple[int, int]) -> Spans:
    return reading.folded.spans((words[first].start, words[after - 1].end) for first, after in stretches)


def _counted(reading: Reading, words: Words) -> list[Counted]:
    """The quantities of people and things inside a stretch, with the indices of their words."""
    if not words.items:
        return []
    quantities = reading.report.quantities
    position = reading.folded.position
    starts = [word.start for word in words.items]
    page_start = reading.folded.offset(words.items[0].start)
    first = bisect_left(quantities, page_start, key=lambda quantity: quantity.spans[0].start)
    counted: list[Counted] = []
    for index in range(first, len(quantities)):
        quantity = quantities[index]
        begin, end = position(quantity.spans[0].start), position(quantity.spans[-1].end)
        if begin >= words.items[-1].end:
            break
        if quantity.scale in ("people", "things", "other"):
            parts = tuple(quantities[part] for part in quantity.including)
            counted.append(Counted(index, quantity, bisect_left(starts, begin), bisect_left(starts, end), parts))
    return counted


def _claim(reading: Reading, words: Words, counted: list[Counted], match: Match, spans: Spans) -> Claim:
    quantity = counted[match.quantity].quantity if match.quantity is not None else None
    first, after = clause_of(words, match)
    running = bool(quantity and quantity.running)
    return Claim(
        id=claim_id(reading.report.page.text_sha256, "losses", spans),
        family="losses",
        type=match.type,
        status=status_of(words, match, first, zero=quantity is not None and quantity.best == 0),
        voice=voice_of(reading, words[match.first].start, words[match.after - 1].end),
        arguments=tuple(_arguments(reading, words, match, quantity, first, after)),
        quantity=counted[match.quantity].index if match.quantity is not None else None,
        when=None if running else _when(reading, words, first, after),
        place=_place(reading, words, first, after),
        background=running and _is_history(words, first, after),
        confidence="high" if match.rule in _SURE else "medium",
        made_by=f"rule:loss-{match.rule}",
        spans=spans,
    )


def _is_history(words: Words, first: int, after: int) -> bool:
    """Whether a running total is told as history: it counts years, months or a whole war."""
    later = [words[at].text for at in range(first, min(len(words), after + 8))]
    return any(word.lower() in loss_set("history") or (word.isdecimal() and len(word) == 4) for word in later)


# Arguments


def _arguments(
    reading: Reading, words: Words, match: Match, quantity: Quantity | None, first: int, after: int
) -> Iterator[Argument]:
    found = [_victims(reading, words, match, quantity), *_agents(reading, words, match, first, after)]
    yield from sorted((one for one in found if one), key=lambda one: one.spans[0].start)


def _victims(reading: Reading, words: Words, match: Match, quantity: Quantity | None) -> Argument | None:
    start, end = words[match.first].start, words[match.after - 1].end
    if quantity:
        if not quantity.unit or match.rule == "counted":
            return None
        at = reading.words(start, end).find(quantity.unit)
        if at < 0:
            return None
        start, end = start + at, start + at + len(quantity.unit)
    role: Literal["victim", "object"] = "object" if match.type == "destroyed" else "victim"
    return _argument(reading, role, start, end)


def _argument(
    reading: Reading, role: Literal["victim", "object", "actor", "cause", "instrument"], start: int, end: int
) -> Argument:
    span = reading.folded.span(start, end)
    actor = _actor_at(reading, span.start, span.end) if role in ("actor", "victim") else None
    return Argument(role=role, text=span.quote, actor=actor, spans=(span,))


def _actor_at(reading: Reading, start: int, end: int) -> str | None:
    """Id of the actor that is named by these very words or at their end."""
    named = reading.actors_by_end.get(end)
    return named[1] if named and named[0] >= start else None


def _agents(reading: Reading, words: Words, match: Match, first: int, after: int) -> Iterator[Argument]:
    """Who or what did it, where that is told by "by …" or by the subject of an active verb."""
    if match.rule in ("passive", "reduced", "named"):
        for at in range(match.end, min(after, match.end + 8)):
            if words.lower(at) == "by" and words[at + 1].near:
                yield from _agent(reading, words, at + 1, after)
                return
            if not words[at].near or words.lower(at) in ("in", "on", "and", "when"):
                return
    elif (
        match.rule == "object"
        and not _lost(words, match)
        and first < match.begin
        and not words.lower(match.begin).endswith("ing")
    ):
        verb = _verb_start(words, match.begin)
        if words.lower(verb - 1) not in loss_set("no agent before") and verb - first <= _LONGEST_AGENT:
            yield from _agent(reading, words, first, verb)


def _lost(words: Words, match: Match) -> bool:
    return words.lower(match.begin).startswith("los")


def _verb_start(words: Words, verb: int) -> int:
    """Where the words of a verb begin: "is said to have killed", "did not kill"."""
    while words.lower(verb - 1) in loss_set("before a verb"):
        verb -= 1
    if words.lower(verb - 1) == "to" and words.lower(verb - 2) in loss_set("hearsay"):
        verb -= 3
    return verb


def _agent(reading: Reading, words: Words, first: int, limit: int) -> Iterator[Argument]:
    """The noun phrase from a place on: an actor where its head is somebody, a cause where it is an act or a thing."""
    while first < limit and (words[first].text[0].isdecimal() or place_kind(words[first].text) == "calendar"):
        first += 1
    at = first
    while at < min(limit, first + _LONGEST_AGENT) and words[at].text[0].isalnum() | (words[at].text == "'s"):
        word = words.lower(at)
        if at > first and (word in loss_set("ends an agent") or not words[at].near or word.endswith("ed")):
            break
        at += 1
    while first < at - 1 and words.lower(first) in ("the", "a", "an"):
        first += 1
    if at <= first:
        return
    heads = {words.lower(place) for place in range(first, at)}
    start, end = words[first].start, words[at - 1].end
    if words.lower(at - 1) in loss_set("acts") or (heads & loss_set("acts") and not words[at - 1].capital):
        yield _argument(reading, "cause", start, end)
    elif words.lower(at - 1) in counted_words("persons", "heads") | loss_set("collective") or _actor_at(
        reading, reading.folded.offset(start), reading.folded.offset(end - 1) + 1
    ):
        yield _argument(reading, "actor", start, end)


# Time and place


def _when(reading: Reading, words: Words, first: int, after: int) -> int | None:
    """The one time of the clause that does not tell when it was said."""
    position = reading.folded.position
    times = reading.report.times
    start, end = words[first].start, words[after - 1].end
    at = bisect_left(times, reading.folded.offset(start), key=lambda time: time.spans[0].start)
    held: list[int] = []
    while at < len(times) and position(times[at].spans[0].start) < end:
        before = reading.words(max(start, position(times[at].spans[0].start) - 16), position(times[at].spans[0].start))
        said = set(before.lower().split()[-2:]) & _said()
        if times[at].form == "date" and not said:
            held.append(at)
        at += 1
    return held[0] if len(held) == 1 else None


def _place(reading: Reading, words: Words, first: int, after: int) -> int | None:
    """The one place named in the clause, or the one that lies inside the others named there."""
    start = reading.folded.offset(words[first].start)
    end = reading.folded.offset(words[after - 1].end - 1) + 1
    held = [
        index
        for index, place in enumerate(reading.report.places)
        if any(start <= span.start < end for span in place.spans)
    ]
    return _innermost(reading.report.places, held)


def _innermost(places: Sequence[Place], held: Sequence[int]) -> int | None:
    """The finest of some places, if the others are coarser and in its country; None if that is not clear."""
    if len(held) < 2:
        return held[0] if held else None
    finest, *others = sorted(held, key=lambda index: _coarseness(places[index]))
    inside = all(
        places[other].country == places[finest].country and _coarseness(places[other]) > _coarseness(places[finest])
        for other in others
    )
    return finest if inside else None


def _coarseness(place: Place) -> tuple[int, bool]:
    """A country after a division after a town; what has an area of its own before the division it lies in."""
    steps = {1: 1, 2: 1, 5: 2, 3: 3, 4: 4, 6: 6, 7: 6}
    return steps.get(place.ucdp_precision or 7, 7), not place.resolved


@cache
def _said() -> frozenset[str]:
    return frozenset(form for form, told in verb_forms().items() if told.kinds & {"past", "third"})


# Told again


def _merged(reading: Reading, made: list[Claim]) -> Iterator[Claim]:
    """The claims, those told again with the same voice and values as mentions of the first in the body."""
    heads = [block.block for block in reading.folded.blocks if block.block.kind in HEADS]

    def in_head(claim: Claim) -> bool:
        return any(block.start <= claim.spans[0].start < block.end for block in heads)

    kept: list[Claim] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for claim in sorted(made, key=lambda claim: (in_head(claim), claim.spans[0].start)):
        places = alike.setdefault(_values(reading, claim), [])
        same = next((at for at in places if _same(reading, claim, kept[at], head=in_head(claim))), None)
        if same is None:
            places.append(len(kept))
            kept.append(claim)
        else:
            mentions = (*kept[same].mentions, Mention(spans=claim.spans))
            kept[same] = msgspec.structs.replace(kept[same], mentions=mentions)
    yield from sorted(kept, key=lambda claim: claim.spans[0].start)


def _values(reading: Reading, claim: Claim) -> tuple[object, ...]:
    """What two tellings of one loss have in common."""
    if claim.quantity is None:
        return (claim.id,)
    told = reading.report.quantities[claim.quantity]
    return claim.type, claim.status, told.low, told.best, told.high, told.running


def _same(reading: Reading, claim: Claim, other: Claim, *, head: bool) -> bool:
    """Whether two claims of the same values are one told twice: same voice, and a headline's or a large number."""
    if claim.quantity is None or other.quantity is None:
        return False
    if _said_by(claim) != _said_by(other) and not (head and claim.voice.kind == "narrator"):
        return False
    one, two = reading.report.quantities[claim.quantity], reading.report.quantities[other.quantity]
    return head or ((one.best or 0) >= _MANY and (one.unit or "").casefold() == (two.unit or "").casefold())


def _said_by(claim: Claim) -> tuple[str, tuple[str, ...]]:
    return claim.voice.kind, tuple(source.actor or source.name for source in claim.voice.chain)
