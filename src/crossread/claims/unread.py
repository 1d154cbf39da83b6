"""What is known to be left unread, so that silence does not pass for absence."""

from __future__ import annotations

from bisect import bisect_left

from crossread.claims import losses
from crossread.context import Reading
from crossread.record import Notice, Span


def unread_of(reading: Reading) -> tuple[Notice, ...]:
    """Notices of sentences that tell of losses or conflict and carry no claim of them.

    Args:
        reading: The reading with its claims.
    """
    lost = losses.unread(reading)
    events = _events(reading, known={span.start for span in lost.spans} if lost else set())
    return tuple(notice for notice in (lost, events) if notice is not None)


def _events(reading: Reading, known: set[int]) -> Notice | None:
    """Sentences with a word for an event of conflict and no claim of any family; None if there are none."""
    claims = reading.report.claims
    told = sorted(
        span.start
        for claim in claims
        for spans in (claim.spans, *(mention.spans for mention in claim.mentions))
        for span in spans
    )
    triggers = [trigger.spans[0].start for trigger in reading.report.triggers if trigger.type is not None]
    triggers.sort()
    missed = [
        sentence.spans[0]
        for sentence in reading.report.sentences
        if sentence.spans[0].start not in known
        and _holds_one(triggers, sentence.spans[0])
        and not _holds_one(told, sentence.spans[0])
    ]
    if not missed:
        return None
    message = "sentences with a word for an event of conflict of which no claim is read"
    return Notice(code="CR609", message=message, count=len(missed), spans=tuple(missed))


def _holds_one(starts: list[int], span: Span) -> bool:
    """Whether one of some offsets, in order, lies in a span."""
    at = bisect_left(starts, span.start)
    return at < len(starts) and starts[at] < span.end
