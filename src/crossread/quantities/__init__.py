"""Quantities: counted numbers with their bounds, hedge, noun and subtotals. Rules only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crossread.context import Reading
from crossread.numbers import Tokens
from crossread.quantities.counting import Count, counts_of
from crossread.quantities.totals import is_running, subtotals
from crossread.record import Quantity
from crossread.times import find_times

_UNREAD = {"byline", "dateline", "time", "code"}
"""Kinds of blocks whose numbers count nothing."""


def find_quantities(reading: Reading) -> tuple[Quantity, ...]:
    """The counted numbers of the main text, in reading order.

    Bounds follow the hedge:

    ============  =====  =====  =====
    hedge         low    best   high
    ============  =====  =====  =====
    exact         n      n      n
    about         None   n      None
    at least      n      n      None
    more than     n      n      None   (n itself is excluded)
    up to         None   n      n
    nearly        None   n      n      (n itself is excluded)
    fewer than    None   n      n      (n itself is excluded)
    between       a      None   b
    vague         None   table  None   (``data/vague_numbers.toml``)
    ============  =====  =====  =====

    A hedged range ("at least 10 to 15") keeps the range's bounds and the hedge. "No casualties" and "no one was
    hurt" are 0. A number whose noun is left out ("30 were killed") has no unit; its scale is people where the
    verb says so. Ages, dates, years, clock times, ordinals, scores and identifiers are no quantities.

    Args:
        reading: A reading whose times are found; without them they are looked for here.
    """
    text = reading.folded.text
    found = [(tokens, count) for tokens, count in _counts(reading)]
    spans = [(tokens.starts[count.first], tokens.ends[count.after - 1]) for tokens, count in found]
    sentences = [reading.sentence_at(start) for start, _ in spans]
    counted = [count.scale in {"people", "things", "other"} for _, count in found]
    parts = subtotals(text, spans, sentences, counted)
    found = _scales_carried(found, sentences, parts)
    return tuple(
        _quantity(reading, tokens, count, span, sentence, part)
        for (tokens, count), span, sentence, part in zip(found, spans, sentences, parts, strict=True)
    )


def _scales_carried(
    found: list[tuple[Tokens, Count]], sentences: list[int | None], parts: list[tuple[int, ...]]
) -> list[tuple[Tokens, Count]]:
    """Give a bare number the scale of what it continues: its whole, "them", or the count of people before "and"."""
    wholes = {part: whole for whole, listed in enumerate(parts) for part in listed}
    carried: list[tuple[Tokens, Count]] = []
    for at, (tokens, count) in enumerate(found):
        before = carried[wholes.get(at, at - 1)][1] if at else None
        joined = at in wholes or (_is_joined(tokens, count.first) and sentences[at] == sentences[at - 1])
        if count.unit is None and count.scale == "other":
            if tokens.words[count.after - 1] in {"them", "whom", "which"}:
                count = replace(count, scale=before.scale if before else "people")
            elif before and joined and before.scale == "people":
                count = replace(count, scale="people")
        carried.append((tokens, count))
    return carried


def _is_joined(tokens: Tokens, first: int) -> bool:
    """Whether "and" or a comma stands before a number: "and a further 3 in the south"."""
    while first and tokens.words[first - 1] in {"a", "another", "further"}:
        first -= 1
    return first > 0 and tokens.words[first - 1] in {"and", ","}


def _counts(reading: Reading) -> Iterator[tuple[Tokens, Count]]:
    folded = reading.folded
    busy = _busy(reading)
    for block in folded.blocks:
        if block.block.kind in _UNREAD:
            continue
        tokens = Tokens(folded.text, block.start, block.end)
        skip = frozenset(at for at, start in enumerate(tokens.starts) if start in busy)
        for count in counts_of(tokens, skip):
            yield tokens, count


def _busy(reading: Reading) -> set[int]:
    """Folded offsets that belong to dates and ages; lengths of time stay, they are quantities of time."""
    position = reading.folded.position
    busy: set[int] = set()
    for when in reading.report.times or find_times(reading):
        if when.form == "age" or (when.form == "date" and when.precision not in {"vague"} and when.value is None):
            for span in when.spans:
                busy.update(range(position(span.start), position(span.end)))
    return busy


def _quantity(
    reading: Reading, tokens: Tokens, count: Count, span: tuple[int, int], sentence: int | None, part: tuple[int, ...]
) -> Quantity:
    text = reading.folded.text
    bounds = reading.sentences[sentence] if sentence is not None else span
    return Quantity(
        low=count.low,
        best=count.best,
        high=count.high,
        unit=tokens.slice(*count.unit) if count.unit else None,
        hedge=count.hedge,
        vague=count.vague,
        running=count.scale in {"people", "things"} and is_running(text, *span, bounds),
        scale=count.scale,
        including=part,
        spans=(reading.folded.span(*span),),
    )
