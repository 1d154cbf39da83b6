"""Subtotals told from totals: "12 people, including 3 children", "five children were among the dead"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from crossread.context import Reading
from crossread.folding import fold_string
from crossread.record import Claim

_VICTIMS = r"(?:dead|victims|killed|wounded|injured|slain|fatalities|casualties)"
_AMONG = re.compile(
    rf"\b(?:among|of) (?:the|those) {_VICTIMS}\b|\b(?:among|of) them\b"
    rf"|\b(?:the|those) {_VICTIMS}\b.{{0,40}}\binclud(?:e|ed|es|ing)\b",
    re.IGNORECASE,
)
_REACH = 3  # sentences back to a total that is not told in the same one


def with_totals(reading: Reading, claims: Iterable[Claim]) -> list[Claim]:
    """Claims of losses, those of subtotals with the claim in whose number they are counted.

    Args:
        reading: The reading.
        claims: Claims of losses in order of the text, none left out.
    """
    made = list(claims)
    quantities = reading.report.quantities
    wholes = {
        (part, claim.type): claim.id
        for claim in made
        if claim.quantity is not None
        for part in quantities[claim.quantity].including
    }
    found: list[Claim] = []
    for claim in made:
        whole = wholes.get((claim.quantity, claim.type)) if claim.quantity is not None else None
        whole = whole or _told_before(reading, claim, found)
        found.append(replace(claim, part_of=whole) if whole and whole != claim.id else claim)
    return found


def _told_before(reading: Reading, claim: Claim, before: list[Claim]) -> str | None:
    """The total last told of the same loss, where the words say that these are some of its victims."""
    words = " ".join(fold_string(span.quote) for span in claim.spans)
    if claim.quantity is None or not _AMONG.search(words):
        return None
    own = reading.report.quantities[claim.quantity].best
    sentence = reading.sentence_of(claim.spans[0])
    for other in reversed(before[-2 * _REACH :]):
        if other.type != claim.type or other.quantity is None or other.part_of or other.background:
            continue
        if reading.report.quantities[other.quantity].running:
            continue
        number = reading.report.quantities[other.quantity].best
        there = reading.sentence_of(other.spans[0])
        near = sentence is not None and there is not None and sentence - there <= _REACH
        return other.id if near and number is not None and own is not None and number > own else None
    return None
