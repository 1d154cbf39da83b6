"""Hedges round a number, and ranges."""

from __future__ import annotations

from functools import cache
from typing import cast

from crossread.counted_words import words
from crossread.numbers import Amount, Tokens, parse_amount, table
from crossread.record import Hedge

# ----------------------------------------------------------------- hedges


@cache
def _before() -> dict[str, list[tuple[tuple[str, ...], Hedge]]]:
    """Hedges by their last word, longest first."""
    by_last: dict[str, list[tuple[tuple[str, ...], Hedge]]] = {}
    for hedge, phrases in table("quantities")["hedges"].items():
        for phrase in phrases:
            parts = tuple(phrase.split())
            by_last.setdefault(parts[-1], []).append((parts, cast("Hedge", hedge)))
    return {last: sorted(found, key=lambda item: -len(item[0])) for last, found in by_last.items()}


@cache
def _after() -> list[tuple[tuple[str, ...], Hedge]]:
    found = table("quantities")["hedges_after"].items()
    return [(tuple(phrase.split()), cast("Hedge", hedge)) for hedge, phrases in found for phrase in phrases]


def hedges_before(tokens: Tokens, amount: Amount) -> tuple[int, list[Hedge]]:
    """The first token of the hedges that stand before a number, and the hedges, nearest first."""
    first = amount.first
    found: list[Hedge] = []
    while True:
        here = first
        if tokens.words[here - 1] in words("extra") | {"another"} and here > 0:  # "at least another 20"
            here -= 1
        match = _hedge_ending(tokens, here)
        if match is None or _is_subject(tokens, here, match, amount):
            return first, [*found, *_exceeding(tokens, here, amount)]
        first = here - len(match[0])
        found.append(match[1])


def _exceeding(tokens: Tokens, after: int, amount: Amount) -> list[Hedge]:
    """The hedge of a verb before a number, which stays outside of it: "the toll topped 500", "climbed past 500"."""
    word, before = tokens.words[after - 1], tokens.words[after - 2]
    if after < 2 or (amount.value or 0) < table("quantities")["weak_hedges"]["small"]:
        return []
    exceeds = word in words("exceeding") or (word == "past" and before in words("exceeding", "moving"))
    return ["more than"] if exceeds else []


def _hedge_ending(tokens: Tokens, after: int) -> tuple[tuple[str, ...], Hedge] | None:
    if after < 1:
        return None
    for parts, hedge in _before().get(tokens.words[after - 1], ()):
        start = after - len(parts)
        if start >= 0 and tuple(tokens.words[start:after]) == parts:
            return parts, hedge
    return None


def _is_subject(tokens: Tokens, after: int, match: tuple[tuple[str, ...], Hedge], amount: Amount) -> bool:
    """Whether the words are no hedge here: "talked about two issues", "over three hills"."""
    parts, _hedge = match
    if len(parts) > 1:
        return False
    word = parts[0]
    if word in {"about", "around"}:
        return tokens.words[after - 2] in words("subject_words") and after >= 2
    small = table("quantities")["weak_hedges"]["small"]
    return word in words("weak_hedges") and (word in {"all", "the"} or (amount.value or 0) < small) and word != "from"


def hedge_after(tokens: Tokens, after: int) -> tuple[int, Hedge | None]:
    """The token after a hedge that follows a number ("or more", "+"), and the hedge; the same token if none does."""
    for parts, hedge in _after():
        if tuple(tokens.words[after : after + len(parts)]) != parts:
            continue
        end = after + len(parts)
        glued = parts[0] not in {"+", "-"} or tokens.glued(after)
        if glued and not (parts == ("plus",) and tokens.words[end][:1].isdecimal()):
            return end, hedge
    return after, None


def strongest(hedges: list[Hedge]) -> Hedge:
    """The hedge that bounds most: a bound before an approximation, an approximation before none."""
    order: list[Hedge] = ["at least", "more than", "up to", "fewer than", "nearly", "between", "about", "exact"]
    return min(hedges, key=order.index, default="exact")


# ----------------------------------------------------------------- ranges


def range_of(tokens: Tokens, amount: Amount, hedges: list[Hedge]) -> tuple[Amount, Amount | None]:
    """The number and the upper end of its range, if it is one; the lower end takes the upper's magnitude."""
    link = tokens.words[amount.after]
    if link in {"-", "–", "—"} and tokens.glued(amount.after) != tokens.glued(amount.after + 1):
        return amount, None
    if link not in {"-", "–", "to", "or"} and not (link == "and" and hedges and hedges[0] == "between"):
        return amount, None
    if link == "to" and "between" in hedges and _is_change(tokens, amount):
        return amount, None
    at = amount.after + 1
    if match := _hedge_starting(tokens, at):
        at += match
    upper = parse_amount(tokens, at)
    if upper is None or upper.value is None or amount.value is None:
        return amount, None
    low, high = amount.value, upper.value
    if amount.magnitude == 1 and upper.magnitude > 1 and low * upper.magnitude < high:
        amount = amount._replace(value=low * upper.magnitude)
    elif link in {"-", "–", "to"} and high % 1000 == 0 and low < 1000:
        amount = _share_thousands(tokens, amount, upper)
    if (amount.value or 0) >= high:
        return amount, None
    return amount, upper


def _share_thousands(tokens: Tokens, amount: Amount, upper: Amount) -> Amount:
    """40-50,000 means 40,000 to 50,000; 500-1,000 means what it says."""
    value, top = amount.value or 0, upper.value or 0
    written = tokens.words[upper.first]
    if "," in written and len(tokens.words[amount.first]) == len(written.split(",")[0]) and value * 1000 < top:
        return amount._replace(value=value * 1000)
    return amount


def _hedge_starting(tokens: Tokens, at: int) -> int:
    """Length of a hedge before the upper end: "40 to about 50"."""
    for length in (3, 2, 1):
        if (match := _hedge_ending(tokens, at + length)) and len(match[0]) == length and match[1] != "exact":
            return length
    return 0


def _is_change(tokens: Tokens, amount: Amount) -> bool:
    return any(word in words("change_words") for word in tokens.words[max(0, amount.first - 5) : amount.first])
