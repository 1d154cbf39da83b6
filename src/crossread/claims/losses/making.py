"""A claim of losses from each match of a sentence: its words, number, status, voice and parts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from crossread.actors.words import Words
from crossread.claims.common import voice_of
from crossread.claims.losses.arguments import actor_at, arguments
from crossread.claims.losses.circumstances import place_of, when_of
from crossread.claims.losses.clauses import Told, told_in
from crossread.claims.losses.matches import Counted, Match, matches_of
from crossread.claims.losses.named import with_named
from crossread.claims.losses.status import clause_of, status_of
from crossread.claims.losses.words import loss_set, loss_stems
from crossread.claims.status import status_of_clause
from crossread.context import Reading
from crossread.counted_words import words as counted_words
from crossread.record import Argument, Claim, Quantity, Spans, Status, Voice, claim_id

_OF_PAST: frozenset[Status] = frozenset(["denied", "conditional"])
_ABOVE: frozenset[Status] = _OF_PAST | {"planned", "predicted", "attempted", "threatened"}
"""Statuses that the parse sees better than words do; "may have" is seen by words."""
_SURE = frozenset(["passive", "object", "state", "reduced", "toll", "subject"])


def tells_loss(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch of the folded text holds a word of loss."""
    return any(word.strip(".,;:'\"”“()") in loss_stems() for word in reading.words(start, end).lower().split())


def claims_in(reading: Reading, sentence: int) -> Iterator[Claim]:
    """The claims of losses of a sentence, in order of their victims.

    Args:
        reading: The reading with everything but claims.
        sentence: Index of the sentence.
    """
    start, end = reading.sentences[sentence]
    if not tells_loss(reading, start, end):
        return
    words = Words(reading.folded.text, start, end)
    counted = counted_in(reading, words)
    matches = with_named(words, matches_of(words, counted), counted, reading.syntax)
    others = [match for match in matches if match.rule not in ("list", "part")]
    predicates = frozenset(at for match in others for at in (match.first, match.begin))
    used: set[Spans] = set()
    for match in matches:
        if match.rule == "named" and reading.syntax is None and not _is_somebody(reading, words, match):
            continue
        told = told_in(reading, words, match, predicates)
        spans = next((spans for spans in _shown(reading, words, match, told) if spans not in used), None)
        if spans:
            used.add(spans)
            yield _claim(reading, words, counted, match, told, spans)


def _is_somebody(reading: Reading, words: Words, match: Match) -> bool:
    """Whether victims without a number are people: by their noun, or as a person the page names."""
    if words.lower(match.after - 1) in counted_words("persons", "heads"):
        return True
    end = reading.folded.offset(words[match.after - 1].end - 1) + 1
    actor = actor_at(reading, reading.folded.offset(words[match.first].start), end)
    return any(one.id == actor and one.kind == "person" for one in reading.report.actors)


def _shown(reading: Reading, words: Words, match: Match, told: Told) -> Iterator[Spans]:
    """The words that show a loss, best first: its clause, victims to predicate, victims alone, both apart."""
    victims = (match.first, match.after)
    predicate = (match.begin, match.end)
    joined = (min(match.first, match.begin), max(match.after, match.end))
    if match.rule not in ("list", "part"):
        subject = [told.subject] if told.subject else []
        yield _spans(reading, words, *subject, (told.first, told.after))
        yield _spans(reading, words, joined)
    yield _spans(reading, words, victims)
    if match.after <= match.begin or match.end <= match.first:
        yield _spans(reading, words, *sorted([victims, predicate]))


def _spans(reading: Reading, words: Words, *stretches: tuple[int, int]) -> Spans:
    return reading.folded.spans((words[first].start, words[after - 1].end) for first, after in stretches)


def counted_in(reading: Reading, words: Words) -> list[Counted]:
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
            bounds = bisect_left(starts, begin), bisect_left(starts, end)
            counted.append(Counted(index, len(counted), quantity, *bounds, parts))
    return counted


def _claim(reading: Reading, words: Words, counted: list[Counted], match: Match, told: Told, spans: Spans) -> Claim:
    quantity = counted[match.quantity].quantity if match.quantity is not None else None
    first, after = clause_of(words, match)
    running = bool(quantity and quantity.running)
    voice = voice_of(reading, words[match.first].start, words[match.after - 1].end)
    return Claim(
        id=claim_id(reading.report.page.text_sha256, "losses", spans),
        family="losses",
        type=match.type,
        status=_status(words, match, told, first, zero=_is_none(words, match, quantity)),
        voice=voice,
        arguments=tuple(one for one in arguments(reading, words, match, quantity, told) if not _speaks(one, voice)),
        quantity=counted[match.quantity].index if match.quantity is not None else None,
        when=None if running else when_of(reading, words, told),
        place=place_of(reading, words, told),
        background=running and _is_history(words, first, after),
        confidence="high" if match.rule in _SURE else "medium",
        made_by=f"rule:loss-{match.rule}",
        spans=spans,
    )


def _is_none(words: Words, match: Match, quantity: Quantity | None) -> bool:
    """Whether nobody suffered it: the number is nought, or the victims begin with "no"."""
    return words.lower(match.first) == "no" if quantity is None else quantity.best == 0


def _speaks(argument: Argument, voice: Voice) -> bool:
    """Whether an actor is who says the claim, which the parse took for a part of it."""
    sources = [span for source in voice.chain for span in source.spans]
    own = argument.spans[0]
    return argument.role == "actor" and any(own.start < span.end and span.start < own.end for span in sources)


def _status(words: Words, match: Match, told: Told, first: int, *, zero: bool) -> Status:
    """The status by words; where they see nothing but what happened, the parse may see what stands above the clause."""
    status = status_of(words, match, first, zero=zero)
    if status != "happened" or told.clause is None:
        return status
    parsed = status_of_clause(told.clause)
    told_past = told.clause.tense in ("past", "present perfect", "past perfect")
    return parsed if parsed and parsed in (_OF_PAST if told_past else _ABOVE) else status


def _is_history(words: Words, first: int, after: int) -> bool:
    """Whether a running total is told as history: it counts years, months or a whole war."""
    later = [words[at].text for at in range(first, min(len(words), after + 8))]
    return any(word.lower() in loss_set("history") or (word.isdecimal() and len(word) == 4) for word in later)
