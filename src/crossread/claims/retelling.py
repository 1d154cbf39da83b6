"""What one report tells more than once: mentions of a claim."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crossread.claims.statements import HEADS
from crossread.context import Reading
from crossread.record import Claim, Mention

_MANY = 10
"""From this number on two tellings of one number in one report are taken for one loss."""


def merged(reading: Reading, made: list[Claim]) -> Iterator[Claim]:
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
