"""Tokens, and numbers written in digits, in words or vaguely; shared by times and quantities.

A reader that parses tokens by hand, with one word of look-ahead, stays linear in the text where one big regular
expression would not.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_TOKEN = re.compile(
    r"""
    \d{1,15}(?:,\d{3})+(?!\d)(?:\.\d{1,9}(?!\d))?     # 1,200 and 1,200.5
  | \d{1,15}(?:(?<!\d\.\d)(?<!\d\.\d\d)\.\d{1,9}(?![\d.]))?    # 12 and 2.3, no half of 5.9.2021
  | (?:[^\W\d_]\.){2,9}                                # U.S., a.m.
  | '[sS]\b
  | [^\W\d_]+(?:'(?![sS]\b)[^\W\d_]+)*                 # word, o'clock, Sana'a
  | \S
    """,
    re.VERBOSE,
)


_PADDING = 12
"""Empty words behind the last: rules look ahead, and behind the first, without asking for the end."""


class Tokens:
    """The tokens of one block: words, numbers and marks of the folded text.

    Attributes:
        text: The folded text.
        starts: First code point of each token in the folded text.
        ends: Code point after each token.
        words: Each token in lower case; empty words follow, so that a look ahead of a few words never fails, nor, by
            Python's negative indices, a look back.
    """

    __slots__ = ("_size", "ends", "starts", "text", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        """Cut ``text[start:end]``.

        Args:
            text: The folded text.
            start: First code point to read.
            end: Code point after the last.
        """
        found = [match.span() for match in _TOKEN.finditer(text, start, end)]
        self.text = text
        self.starts = [first for first, _ in found]
        self.ends = [after for _, after in found]
        self.words = [text[first:after].lower() for first, after in found] + [""] * _PADDING
        self._size = len(found)

    def __len__(self) -> int:
        return self._size

    def glued(self, at: int) -> bool:
        """Whether no space stands between the token at a place and the one before it."""
        return 0 < at < self._size and self.starts[at] == self.ends[at - 1]

    def raw(self, at: int) -> str:
        """The token as written, empty beyond either end."""
        return self.text[self.starts[at] : self.ends[at]] if 0 <= at < self._size else ""

    def slice(self, first: int, after: int) -> str:
        """The text from one token up to, and without, another."""
        return self.text[self.starts[first] : self.ends[after - 1]]


@cache
def table(name: str) -> dict[str, Any]:
    """A table of the package's data, read once.

    Args:
        name: File name without ``.toml``.
    """
    return tomllib.loads(files("crossread.data").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
"""Number words below twenty."""

TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}

MAGNITUDES = {
    "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
}  # fmt: skip
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "tn": 1e12}
_GROUPS = {"dozen": 12.0, "score": 20.0, **MAGNITUDES}
_ARTICLES = {"a", "an"}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


class Amount(NamedTuple):
    """A number as the words give it, without hedge or noun.

    Attributes:
        first: Index of its first token.
        after: Index of the token after its last.
        value: The number; for vague words the value of the declared table, None if it has none.
        vague: The words give no number.
        figures: It is written in digits.
        magnitude: The magnitude said with it (1e6 in "3 million"), 1 if none.
    """

    first: int
    after: int
    value: float | None
    vague: bool = False
    figures: bool = False
    magnitude: float = 1.0


@cache
def _vague() -> dict[str, float | None]:
    return {word: float(value) or None for word, value in table("vague_numbers")["values"].items()}


@cache
def _starts() -> frozenset[str]:
    """Words that can begin an amount in words."""
    return frozenset({*SMALL, *TENS, *_ARTICLES, *_GROUPS, *_vague(), "half", "quarter", "several", "few", "couple"})


def parse_amount(tokens: Tokens, at: int) -> Amount | None:
    """The longest number that begins at a token, None if none does.

    Args:
        tokens: The tokens of a block.
        at: Index of the first token.
    """
    word = tokens.words[at]
    if word in _starts():
        return _fraction_of_group(tokens, at) or _vague_amount(tokens, at) or _in_words(tokens, at)
    return _figures(tokens, at) if word[:1].isdecimal() else None


def digits(word: str) -> float | None:
    """The value of a number token, None if it is none."""
    if not word[:1].isdecimal() or not word[-1:].isdecimal():
        return None
    return float(word.replace(",", ""))


def _figures(tokens: Tokens, at: int) -> Amount | None:
    words = tokens.words
    value = digits(words[at])
    if value is None:
        return None
    after = at + 1
    while after < at + 5 and _thousands_group(tokens, at, after):  # 12 000
        value = value * 1000 + float(words[after])
        after += 1
    if words[after] in _FRACTIONS:
        value += _FRACTIONS[words[after]]
        after += 1
    elif words[after + 1] == "/" and words[after] == "1" and words[after + 2] in {"2", "4"}:  # 2 1/2
        value += 1 / float(words[after + 2])
        after += 3
    if words[after] in _SHORT and tokens.glued(after):
        return Amount(at, after + 1, value * _SHORT[words[after]], figures=True, magnitude=_SHORT[words[after]])
    return _magnified(tokens, at, after, value)


def _magnified(tokens: Tokens, at: int, after: int, value: float) -> Amount:
    magnitude = 1.0
    if tokens.words[after] == "-" and tokens.words[after + 1] in MAGNITUDES and tokens.glued(after):
        after += 1
    limit = after + 3
    while after < limit and (tokens.words[after] in _GROUPS or tokens.words[after] == "mn"):
        magnitude *= _GROUPS.get(tokens.words[after], 1e6)
        after += 1
    return Amount(at, after, value * magnitude, figures=True, magnitude=magnitude)


def _thousands_group(tokens: Tokens, first: int, at: int) -> bool:
    head, word = tokens.words[first], tokens.words[at]
    return (
        len(word) == 3
        and word.isdecimal()
        and len(head) <= 3
        and head.isdecimal()
        and head[0] != "0"
        and 0 < at < len(tokens)
        and tokens.starts[at] == tokens.ends[at - 1] + 1
        and not (tokens.words[at + 1][:1].isdecimal() and len(tokens.words[at + 1]) != 3)
    )


def _fraction_of_group(tokens: Tokens, at: int) -> Amount | None:
    """Half a million, half a dozen, a quarter of a million, a couple (of) hundred."""
    words = tokens.words
    start = at + 1 if words[at] in _ARTICLES and words[at + 1] in {"half", "quarter", "couple"} else at
    part = {"half": 0.5, "quarter": 0.25}.get(words[start])
    if part is None:
        return None
    after = start + 1
    while words[after] in {"-", "of", "a"} and after < start + 4:
        after += 1
    if words[after] not in _GROUPS:
        return None
    size = _GROUPS[words[after]]
    return Amount(at, after + 1, part * size, magnitude=size)


def _vague_amount(tokens: Tokens, at: int) -> Amount | None:
    """Dozens, hundreds of thousands, several hundred, a few, a couple of."""
    words = tokens.words
    first = at + 1 if words[at] in _ARTICLES and words[at + 1] in {"few", "couple", "handful", "good"} else at
    if words[first] == "good" and words[first + 1] == "few":
        first += 1
    word = words[first]
    if word == "few" and first == at and words[at - 1] not in {"past", "last", "next", "first", "the"}:
        return None  # "few people" says that there were not many
    if word not in _vague():
        return None
    after = first + 1
    if word in {"several", "few", "couple"}:
        group = after + 1 if words[after] == "of" and words[after + 1] in _GROUPS else after
        if words[group] in _GROUPS:
            size = _GROUPS[words[group]]
            best = size * 2 if word == "couple" else size
            return Amount(at, group + 1, best, vague=True, magnitude=size)
        return Amount(at, after, _vague()[word], vague=True)
    return _multiplied(tokens, at, after, _vague()[word])


def _multiplied(tokens: Tokens, at: int, after: int, value: float | None) -> Amount:
    """Tens of thousands, hundreds of millions, thousands upon thousands."""
    words = tokens.words
    if value and words[after] == "of":
        size = MAGNITUDES.get(words[after + 1].removesuffix("s"))
        if size and words[after + 1].endswith("s"):
            return Amount(at, after + 2, value * size, vague=True, magnitude=size)
    if words[after] in {"upon", "and"} and words[after + 1] == words[after - 1]:
        after += 2
    return Amount(at, after, value, vague=True)


@dataclass
class _Sum:
    """A number in words as it grows.

    Attributes:
        total: The groups that are closed: 2,000,000 after "two million".
        current: The part since the last group.
        last: Size of the last small part; parts must fall, or another number begins.
        ceiling: Size of the last group; groups must fall too.
        magnitude: The last group or hundred.
    """

    total: float = 0.0
    current: float = 0.0
    last: float = 1e15
    ceiling: float = 1e15
    magnitude: float = 1.0

    def take(self, word: str) -> bool:
        """Add a word; False if it does not go on with this number."""
        if word in TENS and self.last >= 100:
            self.current, self.last = self.current + TENS[word], 10.0
        elif SMALL.get(word) and (self.last >= 100 or (self.last == 10 and SMALL[word] < 10)):
            self.current, self.last = self.current + SMALL[word], 1.0
        elif word == "hundred" and self.current < 100:
            self.current, self.last, self.magnitude = max(self.current, 1.0) * 100, 100.0, 100.0
        elif word != "hundred" and _GROUPS.get(word, self.ceiling) < self.ceiling:
            self.total += max(self.current, 1.0) * _GROUPS[word]
            self.current, self.last = 0.0, 1000.0
            self.magnitude = self.ceiling = _GROUPS[word]
        else:
            return False
        return True

    def take_half(self) -> None:
        """Add "and a half": of one, or of the group just closed."""
        if self.current:
            self.current += 0.5
        else:
            self.total += self.magnitude / 2


def _in_words(tokens: Tokens, at: int) -> Amount | None:
    """Twenty-one, two hundred and five, a hundred, two and a half million, two dozen."""
    words, after, number = tokens.words, at, _Sum()
    if words[at] in _ARTICLES:
        if words[at + 1] not in _GROUPS:
            return None
        after, number = at + 1, _Sum(current=1.0, last=1.0)
    while True:
        here = after + 1 if words[after] == "-" and after > at and tokens.glued(after + 1) else after
        if after > at and words[here] == "and":
            if words[here + 1] in _ARTICLES and words[here + 2] == "half":
                number.take_half()
                after = here + 3
                continue
            here += number.magnitude > 1 and (words[here + 1] in SMALL or words[here + 1] in TENS)
        if not number.take(words[here]):
            break
        after = here + 1
    value = number.total + number.current
    return Amount(at, after, value, magnitude=number.magnitude) if after > at and value else None
