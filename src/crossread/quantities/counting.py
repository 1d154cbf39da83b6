"""One block's numbers: amount, range, hedge, noun and scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crossread.counted_words import is_plural, measure, words
from crossread.numbers import Amount, Tokens, parse_amount
from crossread.quantities.exclusions import is_no_count, is_part_of_name
from crossread.quantities.hedging import hedge_after, hedges_before, range_of, strongest
from crossread.quantities.nouns import Noun, noun_phrase, scale_of_noun
from crossread.record import Hedge, Scale

_ZERO_OR_ONE = {"no", "nobody", "a", "an"}


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
    at, size = 0, len(tokens)
    while at < size:
        if tokens.words[at] in _ZERO_OR_ONE and (told := _zero(tokens, at) or _single_victim(tokens, at)):
            yield told
            at = told.after
            continue
        amount = None if at in skip else parse_amount(tokens, at)
        if amount is None:
            at += 1
            continue
        count = None if is_no_count(tokens, amount) else _count(tokens, amount)
        if count:
            yield count
        at = max(amount.after, count.after if count else 0)


def _count(tokens: Tokens, amount: Amount) -> Count | None:
    bracketed = tokens.words[amount.first - 1] in {"[", "("} and tokens.words[amount.after] in {"]", ")"}
    if bracketed:  # "at least [9] persons"
        amount = amount._replace(first=amount.first - 1, after=amount.after + 1)
    first, hedges = hedges_before(tokens, amount)
    amount, upper = range_of(tokens, amount, hedges)
    after = upper.after if upper else _after_repeated(tokens, amount)
    after, behind = hedge_after(tokens, after)
    hedge = strongest([*hedges, *([behind] if behind else [])])
    if not upper and hedge == "between":
        first, hedge = amount.first, "exact"
    count = _bounds(amount, upper, hedge)
    count = replace(count, first=first, after=after)
    return _with_noun(tokens, count, amount)


def _after_repeated(tokens: Tokens, amount: Amount) -> int:
    """The token after a number, or after the same number once more in brackets: "9 (nine) people"."""
    after = amount.after
    if tokens.words[after] != "(":
        return after
    again = parse_amount(tokens, after + 1)
    repeated = again is not None and again.value == amount.value and tokens.words[again.after] == ")"
    return again.after + 1 if again and repeated else after


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
        if count.vague and count.best is None:
            return None  # "the past few months" is a time
        scale, after = measured
        if scale == "money" and tokens.words[at] == "pounds" and tokens.words[after] == "of":
            scale = "weight"
        return replace(count, unit=(at, after), after=after, scale=scale)
    return _counted(tokens, count, amount, at)


def _money_before(tokens: Tokens, count: Count, amount: Amount) -> Count:
    sign = amount.first - 1
    letters = sign > 0 and tokens.glued(sign) and tokens.words[sign - 1].isalpha()
    start = sign - 1 if letters else sign
    first, hedges = hedges_before(tokens, amount._replace(first=start))
    hedge = strongest(hedges)
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
        count = replace(count, after=at + 1, unit=(at, at + 1) if other else None, scale="people" if other else "other")
        at += 1
    if scale := _scale_of_bare(tokens, count, at):
        return replace(count, scale=scale, after=at + 1 if scale == "people" and _is_state(tokens, at) else count.after)
    counts_nothing = (one and not amount.figures) or (amount.vague and amount.value is None)
    return None if counts_nothing or (count.unit is None and is_part_of_name(tokens, amount)) else count


def _of_noun(tokens: Tokens, count: Count, noun: Noun) -> Count:
    quoted = tokens.words[noun.first - 1] in {'"', "“"} and tokens.words[noun.after] in {'"', "”"}
    end = noun.after + 1 if quoted else noun.after
    found = replace(count, unit=(noun.first, noun.after), after=end, scale=scale_of_noun(tokens, noun))
    after, behind = hedge_after(tokens, noun.after)
    if behind is None or count.hedge != "exact" or count.best is None or tokens.words[after - 1] == "plus":
        return found
    bounds = _bounds(Amount(0, 0, count.best), None, behind)  # "ten people or so"
    return replace(found, low=bounds.low, high=bounds.high, hedge=behind, after=after)


def _partitive(tokens: Tokens, count: Count, amount: Amount, at: int) -> Count | None:
    """Dozens of civilians, 20 of the 30 hostages, three of his bodyguards, two of them."""
    start = at + 1
    while tokens.words[start] in {"the", "his", "her", "its", "their", "our", "these", "those", "all"}:
        start += 1
    if tokens.words[start] in {"them", "whom", "us", "which"}:
        return _of_them(tokens, count, start)
    if measured := measure(tokens, start):  # "tens of thousands of pounds"
        return replace(count, unit=(start, measured[1]), after=measured[1], scale=measured[0])
    inner = parse_amount(tokens, start)
    if inner and start == at + 1 and amount.vague:  # "hundreds of two-room flats"
        inner = None
    noun = noun_phrase(tokens, inner.after if inner else start)
    if noun is None and _is_state(tokens, start):  # "fifteen of the wounded"
        return replace(count, after=start + 1, scale="people")
    if noun is None:
        return None if amount.value == 1 or (amount.vague and amount.value is None) else count
    found = _of_noun(tokens, count, noun)
    if amount.value == 1 and not (found.scale == "people" and _acts(tokens, found.after)):
        return None  # "one of the province's strategic locations", "he was one of the leaders": a kind, no count
    return replace(found, after=count.after) if inner else found


def _acts(tokens: Tokens, at: int) -> bool:
    """Whether a verb follows in the past tense or the passive: "one of the gunmen escaped"."""
    word = tokens.words[at]
    return word in words("auxiliaries") or word in words("persons", "adjectives") or word.endswith("ed")


def _of_them(tokens: Tokens, count: Count, at: int) -> Count:
    after = at + 1
    if tokens.words[after] in {"were", "are", "was", "is"}:
        after += 1
    if tokens.words[after] in {"a", "an"}:
        after += 1
    noun = noun_phrase(tokens, after, singular=count.best == 1)
    if noun:
        return _of_noun(tokens, count, noun)
    return replace(count, after=at + 1)  # its scale is that of what it is part of


def _is_state(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] in words("persons", "adjectives")


def _scale_of_bare(tokens: Tokens, count: Count, at: int) -> Scale | None:
    """Scale of a number without noun: people where the verbs near it say so, else None."""
    here = at
    while tokens.words[here] in words("auxiliaries") and here < at + 8:
        here += 1
    if _is_state(tokens, here):
        return "people"
    first = count.first
    while first and tokens.words[first - 1] in {"another", "further", "additional"}:
        first -= 1
    if first and tokens.words[first - 1] in words("persons", "verbs"):
        return "people"
    reach = 20 if tokens.words[first - 1] in {"to", "at"} else 8
    near = set(tokens.words[max(0, first - reach) : first])
    if near & {"toll", "casualties", "deaths"} or (
        reach == 20 and "number" in near and near & words("persons", "heads")
    ):
        return "people"
    if tokens.words[first - 1] == ":" and tokens.words[first - 2] in words("persons", "heads"):  # "Fatalities: 12"
        return "people"
    if count.vague and tokens.words[at] in words("auxiliaries"):  # "thousands have no water"
        return "people"
    of_group = first > 1 and tokens.words[first - 1] == "of" and tokens.words[first - 2] in words("groups")
    return "people" if of_group else None


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


# ------------------------------------------------------------- one victim


def _single_victim(tokens: Tokens, at: int) -> Count | None:
    """A woman, a soldier: a count of one where the words beside it tell a loss ("killing a woman and two children")."""
    if tokens.words[at] not in {"a", "an"}:
        return None
    noun = noun_phrase(tokens, at + 1, singular=True)
    if noun is None or is_plural(tokens.words[noun.head]) or scale_of_noun(tokens, noun) != "people":
        return None
    if not (_loss_before(tokens, at) or _loss_after(tokens, noun.after)):
        return None
    return Count(at, noun.after, 1.0, 1.0, 1.0, unit=(noun.first, noun.after), scale="people")


def _loss_before(tokens: Tokens, at: int) -> bool:
    """Whether a verb or noun of loss stands right before, or before one counted victim and "and"."""
    for before in range(at - 1, max(-1, at - 13), -1):
        word = tokens.words[before]
        if word in words("persons", "verbs") or (
            word == "of" and tokens.words[before - 1] in {"death", "killing", "murder"}
        ):
            return True
        if before == at - 1 and word not in {"and", ",", "least", "also"}:
            return False
        if word in words("stop") and word not in {"and", "at", "a", "an"}:
            return False
    return False


def _loss_after(tokens: Tokens, at: int) -> bool:
    """Whether a passive of loss follows: was killed, has been wounded."""
    here = at
    while tokens.words[here] in words("auxiliaries") and here < at + 5:
        here += 1
    return here > at and _is_state(tokens, here)
