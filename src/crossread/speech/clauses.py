"""Tokens of a stretch of text and the rough clauses that rules on speech need, without a parser.

A quotation of speech is one token, so that rules see "Q , Massoud said ." whatever is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crossread.data import rows, word_set
from crossread.speech.quotations import Quotation

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[,.]\d+)+"
    r"|\b(?i:he|she|it|they|we|i|you|who|that|there)(?='(?i:s|re|ve|ll|d|m)\b)|'(?i:s|re|ve|ll|d|m)\b"
    r"|\w+(?:['.&/-]\w+)*'?|[^\w\s]"
)
_ABBREVIATIONS = frozenset(word for word, kind in rows("abbreviations.tsv") if kind != "number")
_MARKS = frozenset("\"“”„‟«»‹›‘'＂")

AUXILIARIES = word_set("auxiliaries")
BE = word_set("be")
HAVE = word_set("have")
MODALS = word_set("modals")
NEGATIONS = word_set("negations")
DETERMINERS = word_set("determiners")
PRONOUNS = word_set("pronouns")
OBJECT_PRONOUNS = word_set("object pronouns")
RELATIVES = word_set("relatives")
PREPOSITIONS = word_set("prepositions")
SUBORDINATORS = word_set("subordinators")
ADVERBS = word_set("adverbs")
DAYS = word_set("days")
MONTHS = word_set("months")
TIME_WORDS = word_set("time words")
_PAST = word_set("past")
_ED = re.compile(r"[a-z]{2,}ed$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, sign, or quotation.

    Attributes:
        start: First code point in the folded text.
        end: Code point after the last.
        text: The characters; empty for a quotation.
        low: Lower case; ``"`` for a quotation.
        quotation: Index of the quotation it stands for, else None.
    """

    start: int
    end: int
    text: str
    low: str
    quotation: int | None = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, no sign and no quotation."""
        return bool(self.text) and (self.text[0].isalnum())

    @property
    def is_capital(self) -> bool:
        """Whether it is a word with a capital or a number's digit first."""
        return bool(self.text) and self.text[0].isupper()


def tokens_of(text: str, start: int, end: int, quotations: Sequence[tuple[int, Quotation]]) -> list[Token]:
    """Tokens of a stretch; each given quotation inside it becomes one token, marks included.

    Args:
        text: The folded text.
        start: First code point.
        end: Code point after the stretch.
        quotations: Pairs of index and quotation, in order, not nested in one another.
    """
    tokens: list[Token] = []
    at = start
    for index, quotation in quotations:
        _words(text, at, quotation.left, tokens)
        tokens.append(Token(quotation.left, quotation.right, "", '"', index))
        at = max(at, quotation.right)
    _words(text, at, end, tokens)
    return tokens


def _words(text: str, start: int, end: int, into: list[Token]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        if word in _MARKS:
            continue  # marks around single words are looked through
        if (
            word == "."
            and into
            and _is_abbreviated(into[-1], match.start())
            and text[match.end() : match.end() + 1] == " "
        ):
            last = into.pop()
            word = last.text + "."
            into.append(Token(last.start, match.end(), word, word.lower()))
        else:
            into.append(Token(match.start(), match.end(), word, word.lower()))


def _is_abbreviated(token: Token, stop: int) -> bool:
    """Whether a full stop right after a token belongs to it ("Gen.", "J.")."""
    return token.end == stop and (token.text in _ABBREVIATIONS or (len(token.text) == 1 and token.text.isupper()))


def has_finite_verb(tokens: Sequence[Token]) -> bool:
    """Whether some word looks like a finite verb: an auxiliary, a common past form, or an -ed after a noun."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1].low if at else ""
        if token.low in AUXILIARIES or (token.text.islower() and token.low in _PAST and before not in DETERMINERS):
            return True
        if at and _ED.match(token.text) and _may_be_predicate(tokens, at):
            return True
    return False


def _may_be_predicate(tokens: Sequence[Token], at: int) -> bool:
    """Whether an -ed form after a noun is a verb of its own and no participle before or after a noun."""
    before = tokens[at - 1]
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if not before.is_word or before.low in DETERMINERS or before.low in PREPOSITIONS or before.low == "and":
        return False
    if before.low in PRONOUNS:
        return True
    return after not in ("by", "in", "on", "at", "with", "") and not before.low.endswith("ly")


def before_relative(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens before the first relative pronoun."""
    at = next((at for at, token in enumerate(tokens) if token.low in RELATIVES or token.low == "whose"), len(tokens))
    return tokens[:at]


def split_at_commas(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """Segments of ``tokens[first:last]`` between commas; commas in brackets do not part, empty ones are left out."""
    segments: list[tuple[int, int]] = []
    depth, at = 0, first
    for index in range(first, last):
        sign = tokens[index].text
        depth += (sign in "([" and sign != "") - (sign in ")]" and sign != "")
        if sign == "," and depth <= 0:
            if index > at:
                segments.append((at, index))
            at = index + 1
    if last > at:
        segments.append((at, last))
    return segments
