"""Losses: who was killed, injured, captured, is missing or displaced, and what was destroyed.

Found by words around the counted victims (`matches`), or around victims named without a number (`named`). An act and
its losses are two claims; this family makes the second, which names the first. What a rule cannot read is said by
`unread`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from crossread.actors.words import Words
from crossread.claims.losses.making import claims_in, counted_in, tells_loss
from crossread.claims.losses.totals import with_totals
from crossread.claims.retelling import merged
from crossread.context import Reading
from crossread.record import Claim, Notice, Spans


def claims_of(reading: Reading) -> Iterator[Claim]:
    """Claims of losses, in order; what is told again with the same voice and values is a mention.

    Args:
        reading: The reading with everything but claims and findings.
    """
    made = [claim for sentence in range(len(reading.sentences)) for claim in claims_in(reading, sentence)]
    yield from merged(reading, with_totals(reading, made))


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
        if held or not tells_loss(reading, start, end):
            continue
        counted = counted_in(reading, Words(reading.folded.text, start, end))
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
