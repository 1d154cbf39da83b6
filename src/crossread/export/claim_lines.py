"""Claims as views show them: by who says them, an act and its losses as one line, with what else is known of each.

Text and HTML draw these lines in their own ways and add no words of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from crossread.export import words
from crossread.folding import fold_string
from crossread.record import BlockKind, Claim, Report, Span, Spans, Status, Voice

PLAIN_STATUSES: Final[frozenset[str]] = frozenset({"happened", "ongoing"})
"""Statuses of what is told as so; the others stand out in views."""

STANDING_OUT: Final = frozenset(get_args(Status)) - PLAIN_STATUSES

_HEADS: Final[frozenset[BlockKind]] = frozenset({"headline", "standfirst", "heading"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One line of a view: a claim, or an act with its losses.

    Attributes:
        claim: The claim.
        losses: The losses of its act that the same voice tells.
        about: What is known of it beside its words, its kind first.
        told: The words to be shown: the claim's own, and those of losses that stand outside of them.
        again: The words that tell it again.
    """

    claim: Claim
    losses: tuple[Claim, ...]
    about: tuple[str, ...]
    told: tuple[tuple[Claim, Spans], ...]
    again: tuple[tuple[Claim, Spans], ...]


def lines_by_voice(report: Report) -> dict[str, list[ClaimLine]]:
    """The lines of a report by who says them, in order of first mention.

    Where or to whom it was said makes no difference to who says it.

    Args:
        report: Any report.
    """
    names = words.actor_names(report.actors)
    speakers = {claim.id: speaker_words(claim.voice, names) for claim in report.claims}
    known = {claim.id: claim for claim in report.claims}
    losses: dict[str, list[Claim]] = {}
    for claim in report.claims:
        if claim.event in known and speakers[claim.event] == speakers[claim.id]:
            losses.setdefault(claim.event, []).append(claim)
    joined = {loss.id for own in losses.values() for loss in own}
    groups: dict[str, list[ClaimLine]] = {}
    for claim in report.claims:
        if claim.id not in joined:
            own = tuple(losses.get(claim.id, ()))
            groups.setdefault(speakers[claim.id], []).append(_line(report, claim, own, known, speakers))
    return groups


def speaker_words(voice: Voice, names: Mapping[str, str]) -> str:
    """Who says it, as a heading.

    Args:
        voice: The voice.
        names: Full names of actors by their ids.
    """
    if voice.kind == "narrator":
        return "Not attributed: the page itself says it"
    if voice.kind == "none":
        return "Attributed to nobody"
    if voice.kind == "unknown" or not voice.chain:
        return "Attributed to somebody who was not found"
    chain = [names.get(link.actor or "", link.name) for link in voice.chain]
    return "Attributed to " + ", quoted by ".join(chain) + (", not named" if voice.kind == "unnamed" else "")


def _line(
    report: Report, claim: Claim, losses: tuple[Claim, ...], known: Mapping[str, Claim], speakers: Mapping[str, str]
) -> ClaimLine:
    told = [(claim, claim.spans)]
    told += [(loss, loss.spans) for loss in losses if not _within(loss.spans, claim.spans)]
    everything = (claim, *losses)
    return ClaimLine(
        claim=claim,
        losses=losses,
        about=tuple(dict.fromkeys(_about(report, claim, losses, known, speakers))),
        told=tuple(told),
        again=tuple((one, mention.spans) for one in everything for mention in one.mentions),
    )


def _within(spans: Spans, others: Spans) -> bool:
    return all(any(other.start <= span.start and span.end <= other.end for other in others) for span in spans)


def _about(
    report: Report,
    claim: Claim,
    losses: tuple[Claim, ...],
    known: Mapping[str, Claim],
    speakers: Mapping[str, str],
) -> Iterator[str]:
    """What is known of a claim beside its words and its speaker."""
    yield claim.type if claim.family == "statements" else f"{claim.family}: {claim.type}"
    yield claim.status
    venues = {link.venue for link in claim.voice.chain if link.venue}
    yield from (f"told {venue}" if venue[:1].isupper() else f"in {venue}" for venue in sorted(venues))
    if claim.voice.kind == "none" and claim.voice.cue:
        yield f"“{words.quote_of(claim.voice.cue)}”"
    units = {report.quantities[one.quantity].unit for one in (claim, *losses) if one.quantity is not None}
    shown = {fold_string(value) for value in (*venues, *units) if value}
    if number := words.claim_number(report, claim):
        yield number
    for loss in losses:
        yield _loss(report, loss, claim)
    parts = [part for one in (claim, *losses) for part in words.claim_parts(report, one)]
    yield from (part for part in parts if fold_string(part.partition(": ")[2]) not in shown)
    yield from _links(report, claim, losses, known, speakers)


def _loss(report: Report, loss: Claim, act: Claim) -> str:
    """A loss of an act: ``killed: at least 12 people``."""
    number = words.claim_number(report, loss)
    status = f" ({loss.status})" if loss.status != act.status else ""
    return f"{loss.type}{f': {number}' if number else ''}{status}"


def _links(
    report: Report,
    claim: Claim,
    losses: tuple[Claim, ...],
    known: Mapping[str, Claim],
    speakers: Mapping[str, str],
) -> Iterator[str]:
    """How a line hangs together with other words of the report."""
    if act := known.get(claim.event or ""):
        yield f"of the {act.type} told by another voice"
    if total := known.get(claim.part_of or ""):
        yield f"counted in {words.claim_number(report, total) or total.type}"
    if again := [span for one in (claim, *losses) for mention in one.mentions for span in mention.spans[:1]]:
        yield _told_again(report, again)
    for one in (claim, *losses):
        others = [known[other] for other in one.retells if other in known]
        if others:
            told = dict.fromkeys(_elsewhere(report, one, other, speakers) for other in others)
            yield "elsewhere: " + "; ".join(told)
    if claim.background:
        yield "background"
    if claim.confidence == "low":
        yield "reading unsure"


def _told_again(report: Report, again: list[Span]) -> str:
    """Where a claim is told again: ``told again in the headline``, ``told again twice``."""
    heads = [
        block.kind
        for span in again
        for block in report.page.blocks
        if block.kind in _HEADS and block.start <= span.start < block.end
    ]
    if heads and len(heads) == len(again):
        return "told again in the " + " and the ".join(dict.fromkeys(heads))
    return "told again" if len(again) == 1 else f"told again {len(again)} times"


def _elsewhere(report: Report, claim: Claim, other: Claim, speakers: Mapping[str, str]) -> str:
    """What another telling of the same says: its value, and its voice and status where they differ."""
    parts = [words.claim_number(report, other) or _shortened(words.quote_of(other.spans))]
    if speakers[other.id] != speakers[claim.id]:
        parts.append(speakers[other.id][:1].lower() + speakers[other.id][1:])
    if other.status != claim.status:
        parts.append(other.status)
    return ", ".join(parts)


def _shortened(quote: str) -> str:
    """The first words of a quote, in quotation marks."""
    return f"“{quote}”" if len(quote) <= _LONGEST_QUOTE else f"“{quote[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …”"


_LONGEST_QUOTE = 60
