"""Numbers that count nothing: identifiers, scores, years, ages, list numbers, phone numbers."""

from __future__ import annotations

from crossread.counted_words import is_plural, measure, words
from crossread.numbers import Amount, Tokens

_PARTS = {"third", "thirds", "quarters", "fourths", "fifths", "sixths", "tenths"}
_LONGEST_ODDS = 100
_AGE_WORDS = {"old", "olds"}


def is_no_count(tokens: Tokens, amount: Amount) -> bool:
    """Whether a number is an identifier, a score, an age, a year, an ordinal, a note mark or a phone number.

    Args:
        tokens: The tokens of the block.
        amount: The number.
    """
    return (
        _is_glued_to_letters(tokens, amount)
        or _is_named(tokens, amount)
        or _is_age(tokens, amount)
        or _is_score(tokens, amount)
        or _is_mark(tokens, amount)
        or _is_telephone(tokens, amount)
        or _is_year(tokens, amount)
        or _is_loose_one(tokens, amount)
        or _is_fraction(tokens, amount)
    )


def _is_glued_to_letters(tokens: Tokens, amount: Amount) -> bool:
    """F-16, MH17, 1st, 1980s, 9/11, 3D: letters or a stroke touch the figures."""
    if not amount.figures:
        return False
    first, after = amount.first, amount.after
    before = tokens.words[first - 1] if tokens.glued(first) else ""
    if before[:1].isalnum() or before in {"/", ":", "_", "@", "#", "."}:
        return True
    if before == "-" and tokens.glued(first - 1):
        return _dashed(tokens, first)
    following = tokens.words[after] if tokens.glued(after) else ""
    if following in {"/", ":", "_"} and tokens.glued(after + 1):
        return True
    return following[:1].isalnum() and not measure(tokens, after)


def _dashed(tokens: Tokens, first: int) -> bool:
    """Whether the figures follow a word and a hyphen (Su-25), or more figures (555-0123)."""
    return bool(tokens.words[first - 2][:1].strip())


def _is_named(tokens: Tokens, amount: Amount) -> bool:
    """Article 5, Resolution 2254, Highway 1."""
    if amount.first == 0 or (not amount.figures and amount.value and amount.value > 20):
        return False
    at = amount.first - 1
    word = tokens.words[at]
    if word == "." and tokens.words[at - 1] in {"no", "nos", "art", "res", "vol", "fig", "sec"}:
        return True
    if word in {"and", ",", "or"} and tokens.words[at - 1][:1].isdecimal():  # resolutions 2118 and 2235
        at -= 2
        word = tokens.words[at] if at >= 0 and tokens.words[at].endswith("s") else ""
    if word not in words("identifiers", "before"):
        return False
    if word == "no":
        return amount.figures and tokens.raw(at) == "No" and tokens.words[at - 1] != "."
    if word in {"day", "week", "an", "mi", "il", "un", "g", "p"}:
        return word in {"day", "week"} and amount.figures and tokens.raw(at)[:1].isupper()
    if word in {"+", "#", "§"}:
        return tokens.glued(amount.first)
    if word == "number" or word == "numbers":
        return True
    return tokens.raw(at)[:1].isupper() or not is_plural(tokens.words[amount.after])


def _is_age(tokens: Tokens, amount: Amount) -> bool:
    """A 12-year-old; aged 34; the boy, 14, and; he was 22; a mother of five (children, whom nothing counts here)."""
    first, after = amount.first, amount.after
    before, earlier = tokens.words[first - 1], tokens.words[first - 2]
    if not first:
        before = earlier = ""
    if before in {"aged", "age", "ages"} or (before in {"of", "between"} and earlier in {"age", "ages", "aged"}):
        return True
    if before == "of" and earlier in {"mother", "father", "parent"}:
        return True
    ahead = tokens.words[after : after + 4]
    if _AGE_WORDS & set(ahead) and any(word.startswith("year") for word in ahead[:3]):
        return True
    if not (amount.figures and amount.value is not None and 1 <= amount.value < 110 and amount.magnitude == 1):
        return False
    ends = ahead[0] in {",", ".", ";", ")", "and", "when", "in"}
    if before in {"was", "is", "turned", "turns", "just"} and earlier in {"he", "she", "who", "i"}:
        return ends
    return before == "," and earlier.isalpha() and ahead[0] == ","


def _is_score(tokens: Tokens, amount: Amount) -> bool:
    """2-1, 89-52: figures, hyphen, figures that do not rise, or words of a game near them."""
    link, other = amount.after, tokens.words[amount.after + 1]
    if not amount.figures or tokens.words[link] not in {"-", "–"} or not other[:1].isdecimal():
        return False
    if not tokens.glued(link) or not tokens.glued(link + 1):
        return False
    near = tokens.words[max(0, amount.first - 6) : amount.first]
    third = tokens.words[link + 2] in {"-", "–"} and tokens.glued(link + 2) and tokens.words[link + 3][:1].isdecimal()
    falls = float(other.replace(",", "")) <= float(tokens.words[amount.first].replace(",", ""))
    return third or falls or any(word in words("games") for word in near)


def _is_mark(tokens: Tokens, amount: Amount) -> bool:
    """A list number at the start of its block, or a note number in brackets."""
    before, after = tokens.words[amount.first - 1], tokens.words[amount.after]
    if amount.first == 0:
        return amount.figures and after in {".", ")"} and (amount.value or 0) < 100
    if before in {"[", "("} and after in {"]", ")"}:
        return amount.figures and not is_plural(tokens.words[amount.after + 1])
    return amount.figures and before in {".", '"', "”"} and amount.after == len(tokens)  # a figure after the last stop


def _is_telephone(tokens: Tokens, amount: Amount) -> bool:
    """+44 20 7946 0018: figures in groups after a plus, or with a nought before them."""
    if not amount.figures:
        return False
    word = tokens.words[amount.first]
    at = amount.first
    while (
        amount.first - 8 < at
        and at > 0
        and (tokens.words[at - 1][:1].isdecimal() or tokens.words[at - 1] in {"-", ")", "("})
    ):
        at -= 1
    return (len(word) > 1 and word[0] == "0" and word.isdecimal()) or (at > 0 and tokens.words[at - 1] == "+")


def _is_year(tokens: Tokens, amount: Amount) -> bool:
    """A bare four-figure number between 1800 and 2100 that no plural noun follows."""
    word = tokens.words[amount.first]
    if not (
        amount.figures
        and amount.after == amount.first + 1
        and len(word) == 4
        and 1800 <= int(amount.value or 0) <= 2100
    ):
        return False
    following = tokens.words[amount.after]
    return word.isdecimal() and not is_plural(following) and following not in words("participles")


def _is_loose_one(tokens: Tokens, amount: Amount) -> bool:
    """No one, one another, one of the best, one day: no number."""
    if amount.figures or amount.value != 1 or amount.vague:
        return False
    before, after = tokens.words[amount.first - 1], tokens.words[amount.after]
    if amount.first and before in {"no", "every", "any", "some", "this", "that", "the", "which", "each", "another"}:
        return True
    if before == "by" and after in {"count", "account", "estimate", "tally", "report"}:
        return True
    return after in {"another", "day", "can", "could", "should", "may", "might", "must", "who", "would", "'s", "that"}


def _is_fraction(tokens: Tokens, amount: Amount) -> bool:
    """Two thirds, three quarters, one in five: a part of something, counted elsewhere if at all."""
    if tokens.words[amount.after] in _PARTS:
        return True
    at = amount.first - 3 if tokens.words[amount.first - 2 : amount.first] == ["out", "of"] else amount.first - 2
    link = tokens.words[amount.first - 1] == "in" or at == amount.first - 3
    return at >= 0 and link and tokens.words[at] in {"one", "1"} and (amount.value or 0) <= _LONGEST_ODDS


def is_part_of_name(tokens: Tokens, amount: Amount) -> bool:
    """Whether a number without noun belongs to a name or heads its block: the FTSE 100, the Super Six, "3"."""
    first, after = amount.first, amount.after
    if first == 0:
        return after == len(tokens)
    before, own = tokens.raw(first - 1), tokens.raw(first)
    if own.isalpha() and (own.isupper() or (own.istitle() and tokens.raw(after).istitle())):
        return own.istitle()  # "Erik Ten Hag", but no line in capitals
    inside = first > 1 and tokens.words[first - 2] not in {".", "!", "?", ":", '"', "“"}
    capital = before[:1].isupper() and len(before) > 1 and before.isalpha()
    return inside and capital and not (before.isupper() and tokens.raw(first - 2).isupper())
