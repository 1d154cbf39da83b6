"""One block's numbers: amount, range, hedge, noun and scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from crossread.counted_words import measure, words
from crossread.numbers import Amount, Tokens, parse_amount, table
from crossread.quantities.exclusions import is_no_count
from crossread.quantities.nouns import Noun, noun_phrase, scale_of_noun
from crossread.record import Hedge, Scale


@dataclass(frozen=True, slots=True)
class Count:
    """A number of a block with its hedge and noun, in tokens.

    Attributes:
        first: Index of its first token, the hedge's.
        after: Index of the token after its last.
        low: As in `Quantity`.
        best: As in `Quantity`.
        high: As in `Quantity`.
        hedge: As in `Quantity`.
        vague: As in `Quantity`.
        unit: First token and token after the last of the counted noun, if there is one.
        scale: As in `Quantity`.
    """

    first: int
    after: int
    low: float | None
    best: float | None
    high: float | None
    hedge: Hedge = "exact"
    vague: bool = False
    unit: tuple[int, int] | None = None
    scale: Scale = "other"


def counts_of(tokens: Tokens, skip: frozenset[int]) -> Iterator[Count]:
    """The counted numbers of a block, in order.

    Args:
        tokens: The block's tokens.
        skip: Indices of tokens that belong to dates, clock times and ages.
    """
    at = 0
    while at < len(tokens):
        zero = _zero(tokens, at)
        if zero:
            yield zero
            at = zero.after
            continue
        amount = None if at in skip else parse_amount(tokens, at)
        if amount is None:
            at += 1
            continue
        count = None if is_no_count(tokens, amount) else _count(tokens, amount)
        if count:
            yield count
        at = max(count.after if count and count.unit is None else 0, amount.after, _end_of_number(count))


def _end_of_number(count: Count | None) -> int:
    # A noun phrase may hold the next number ("20 of the 30 hostages"): go on after the unit only where it is
    # known to hold none.
    return count.unit[0] if count and count.unit else 0


def _count(tokens: Tokens, amount: Amount) -> Count | None:
    first, hedges = _hedges_before(tokens, amount)
    amount, upper = _range(tokens, amount, hedges)
    after = upper.after if upper else amount.after
    after, hedge_after = _hedge_after(tokens, after)
    hedge = _strongest([*hedges, *([hedge_after] if hedge_after else [])])
    if not upper and hedge == "between":
        first, hedge = amount.first, "exact"
    count = _bounds(amount, upper, hedge)
    count = replace(count, first=first, after=after)
    return _with_noun(tokens, count, amount)


def _bounds(amount: Amount, upper: Amount | None, hedge: Hedge) -> Count:
    """Low, best and high as the hedge gives them; `find_quantities` documents the table."""
    value = amount.value
    if upper:
        kept: Hedge = hedge if hedge in {"at least", "up to", "about"} else "between"
        vague = amount.vague or upper.vague
        return Count(0, 0, value, None, upper.value, kept, vague)
    if amount.vague:
        return Count(0, 0, None, value, None, "vague", vague=True)
    low = value if hedge in {"exact", "at least", "more than"} else None
    high = value if hedge in {"exact", "up to", "nearly", "fewer than"} else None
    return Count(0, 0, low, value, high, hedge)


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


def _hedges_before(tokens: Tokens, amount: Amount) -> tuple[int, list[Hedge]]:
    """The first token of the hedges that stand before a number, and the hedges, nearest first."""
    first = amount.first
    found: list[Hedge] = []
    while True:
        here = first
        if tokens.words[here - 1] in words("extra") | {"another"} and here > 0:  # "at least another 20"
            here -= 1
        match = _hedge_ending(tokens, here)
        if match is None or _is_subject(tokens, here, match, amount):
            return first, found
        first = here - len(match[0])
        found.append(match[1])


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


def _hedge_after(tokens: Tokens, after: int) -> tuple[int, Hedge | None]:
    for parts, hedge in _after():
        if tuple(tokens.words[after : after + len(parts)]) != parts:
            continue
        end = after + len(parts)
        glued = parts[0] not in {"+", "-"} or tokens.glued(after)
        if glued and not (parts == ("plus",) and tokens.words[end][:1].isdigit()):
            return end, hedge
    return after, None


def _strongest(hedges: list[Hedge]) -> Hedge:
    """The hedge that bounds most: a bound before an approximation, an approximation before none."""
    order: list[Hedge] = ["at least", "more than", "up to", "fewer than", "nearly", "between", "about", "exact"]
    return min(hedges, key=order.index, default="exact")


# ----------------------------------------------------------------- ranges


def _range(tokens: Tokens, amount: Amount, hedges: list[Hedge]) -> tuple[Amount, Amount | None]:
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


# ----------------------------------------------------------------- nouns


def _with_noun(tokens: Tokens, count: Count, amount: Amount) -> Count | None:
    """The count with its noun and scale; None where the number turns out to count nothing."""
    if tokens.words[amount.first - 1] in words("measures", "signs") and amount.first > 0:
        return _money_before(tokens, count, amount)
    at = count.after
    hyphened = tokens.words[at] == "-" and tokens.glued(at) and tokens.glued(at + 1)
    if hyphened:
        return _hyphened(tokens, count, at + 1)
    measured = measure(tokens, at)
    if measured:
        scale, after = measured
        if scale == "money" and tokens.words[at] == "pounds" and tokens.words[after] == "of":
            scale = "weight"
        return replace(count, unit=(at, after), after=after, scale=scale)
    return _counted(tokens, count, amount, at)


def _money_before(tokens: Tokens, count: Count, amount: Amount) -> Count:
    sign = amount.first - 1
    letters = sign > 0 and tokens.glued(sign) and tokens.words[sign - 1].isalpha()
    start = sign - 1 if letters else sign
    first, hedges = _hedges_before(tokens, amount._replace(first=start))
    hedge = _strongest(hedges)
    if count.hedge == "exact" and not count.vague and hedge != "between":
        count = replace(_bounds(amount, None, hedge), after=count.after)
    return replace(count, first=min(first, start), unit=(start, sign + 1), scale="money")


def _hyphened(tokens: Tokens, count: Count, at: int) -> Count | None:
    """A 30-kilometre stretch, a 300-strong force, a five-member family; nothing for a two-state solution."""
    measured = measure(tokens, at)
    if measured:
        return replace(count, unit=(at, measured[1]), after=measured[1], scale=measured[0])
    word = tokens.words[at]
    if word == "strong":
        return replace(count, after=at + 1, scale="people")
    if word in words("persons", "heads"):
        return replace(count, unit=(at, at + 1), after=at + 1, scale="people")
    if word in {"vehicle", "truck", "car", "tank", "ship", "boat", "aircraft", "village", "building"}:
        return replace(count, unit=(at, at + 1), after=at + 1, scale="things")
    return None


def _counted(tokens: Tokens, count: Count, amount: Amount, at: int) -> Count | None:
    one = amount.value == 1 and not amount.vague
    if tokens.words[at] == "of":
        return _partitive(tokens, count, amount, at)
    noun = noun_phrase(tokens, at, singular=one)
    if noun:
        return _of_noun(tokens, count, noun)
    if tokens.words[at] in words("extra") or tokens.words[at] == "others":
        other = tokens.words[at] in {"other", "others"}
        count = replace(count, after=at + 1, unit=(at, at + 1) if other else None)
        at += 1
    if scale := _scale_of_bare(tokens, count, at):
        return replace(count, scale=scale, after=at + 1 if scale == "people" and _is_state(tokens, at) else count.after)
    if one or (amount.vague and amount.value is None and not tokens.words[amount.first].endswith("al")):
        return None
    return count


def _of_noun(tokens: Tokens, count: Count, noun: Noun) -> Count:
    return replace(count, unit=(noun.first, noun.after), after=noun.after, scale=scale_of_noun(tokens, noun))


def _partitive(tokens: Tokens, count: Count, amount: Amount, at: int) -> Count | None:
    """Dozens of civilians, 20 of the 30 hostages, three of his bodyguards, two of them."""
    start = at + 1
    while tokens.words[start] in {"the", "his", "her", "its", "their", "our", "these", "those", "all"}:
        start += 1
    if tokens.words[start] in {"them", "whom", "us", "which"}:
        return _of_them(tokens, count, start)
    inner = parse_amount(tokens, start) if start > at + 1 else None
    noun = noun_phrase(tokens, inner.after if inner else start)
    if noun is None:
        return None if amount.value == 1 or (amount.vague and amount.value is None) else count
    found = _of_noun(tokens, count, noun)
    if amount.value == 1 and found.scale != "people":
        return None  # "one of the province's strategic locations" counts nothing
    return replace(found, after=count.after) if inner else found


def _of_them(tokens: Tokens, count: Count, at: int) -> Count:
    after = at + 1
    if tokens.words[after] in {"were", "are", "was", "is"}:
        after += 1
    noun = noun_phrase(tokens, after)
    if noun:
        return _of_noun(tokens, count, noun)
    return replace(count, after=at + 1, scale="people")


def _is_state(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] in words("persons", "adjectives")


def _scale_of_bare(tokens: Tokens, count: Count, at: int) -> Scale | None:
    """Scale of a number without noun: people where the verbs near it say so, else None."""
    here = at
    while tokens.words[here] in {"were", "was", "are", "is", "have", "has", "had", "been", "be", "being", "reported",
                                 "people", "reportedly", "also", "confirmed", "more", "feared"}:  # fmt: skip
        here += 1
    if _is_state(tokens, here):
        return "people"
    before = tokens.words[max(0, count.first - 3) : count.first]
    if before and (before[-1] in words("persons", "verbs") or {"toll", "casualties", "deaths"} & set(before)):
        return "people"
    toll = tokens.words[max(0, count.first - 8) : count.first]
    if "toll" in toll:
        return "people"
    if tokens.words[count.first - 1] == "of" and tokens.words[count.first - 2] in words("groups"):
        return "people"
    return None


# ----------------------------------------------------------------- zero


def _zero(tokens: Tokens, at: int) -> Count | None:
    """No casualties, no one was hurt, nobody was killed: a count of none."""
    word, following = tokens.words[at], tokens.words[at + 1]
    if word == "nobody" or (word == "no" and following == "one"):
        after = at + (1 if word == "nobody" else 2)
        verb = after + 1
        while tokens.words[verb] in {"been", "else", "reported", "reportedly"}:
            verb += 1
        hurt = tokens.words[after] in {"was", "has", "had", "is"} and tokens.words[verb] in words(
            "persons", "adjectives"
        )
        return Count(at, after, 0.0, 0.0, 0.0, scale="people") if hurt else None
    if word != "no" or following not in words("losses", "zero_nouns"):
        return None
    if following in {"civilians", "soldiers", "people"} and not {"killed", "injured", "wounded", "hurt"} & set(
        tokens.words[at + 2 : at + 6]
    ):
        return None
    return Count(at, at + 2, 0.0, 0.0, 0.0, unit=(at + 1, at + 2), scale="people")
