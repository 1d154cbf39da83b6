"""Words of a block, and what names of people are made of: titles, particles, given names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from crossread.actors.lexicon import is_nationality, name_words, names_organisation, plain
from crossread.data import rows

TitleKind = Literal["honorific", "rank", "office", "calling", "kinship"]

_WORD = re.compile(
    r"""
    (?:[A-Z]\.){2,}(?:-[a-z]+)?                     # U.S., J.R.R., U.S.-led
  | (?:Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Cpl|Pvt|Cmdr|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Rev|Fr|Hon|Lieut|Spc|Cdr|Amb
    |Supt|Insp|Sr|Jr|St)\.(?=[\s,-])                # Gen. Dost, Brig.-Gen.
  | (?:[Ee]x|[Tt]hen)-(?=[A-Za-z])                  # ex-president
  | [A-Z]\.(?=\s?[A-Z])                             # John F. Gray
  | '[sS]\b
  | \d[\d.,]*\d | \d
  | [^\W\d_]+s'(?=\ [A-Z])                           # Workers' Party
  | [^\W\d_]+(?:['-](?![sS]\b)[^\W_]+)*(?<!')       # word, Sana'a, al-Assad, rebel-held
  | [^\w\s]
    """,
    re.VERBOSE,
)
_CAPITALISED = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*[a-zß-öø-ÿā-ž][^\W\d_]*(?:['-][^\W\d_]+)*'?|O'[A-Z][a-z]+")
_ARTICLED = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul|ud|ur|bin|ibn|es|ed)-[^\W\d_a-z][^\W\d_]+(?:-[^\W\d_]+)*")
_INITIAL = re.compile(r"[A-Z]\.|(?:[A-Z]\.){2,3}|[A-Z]")
NOT_PROSE = frozenset(["headline", "heading", "byline", "dateline", "time", "code"])
"""Kinds of blocks whose words are not read as sentences."""

NAME_PARTICLES = name_words("name particle")
"""Small words inside names of people."""
_LONGEST_TITLE = 5
_COMMON = frozenset(["justice", "general", "private", "major", "specialist", "miss", "u", "m", "fr"])
"""Titles that in small letters are other words."""


@dataclass(slots=True)
class Word:
    """A word, number or mark of the folded text.

    Attributes:
        start: First code point in the folded text.
        end: Code point after the last.
        text: The characters.
        near: Whether at most one space parts it from the word before.
        lower: In small letters, without full stops.
        capital: Whether it has the shape of a word of a name.
        initial: Whether it is one initial or several.
    """

    start: int
    end: int
    text: str
    near: bool
    lower: str
    capital: bool
    initial: bool

    @classmethod
    def of(cls, start: int, end: int, text: str, near: bool) -> Word:
        """The word with its shape."""
        lower = text.lower().replace(".", "")
        if lower == text:  # the common case
            return cls(start, end, text, near, lower, False, False)
        capital = bool(_CAPITALISED.fullmatch(text) or _ARTICLED.fullmatch(text))
        return cls(start, end, text, near, lower, capital, bool(_INITIAL.fullmatch(text)))

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals throughout."""
        if self.lower == self.text:
            return False
        letters = self.text.replace(".", "")
        return len(letters) > 1 and letters[:2].isupper() and letters.isalnum()


_NONE = Word.of(-1, -1, "", False)


class Words:
    """The words of a stretch of the folded text; a look beyond either end gives an empty word.

    Attributes:
        text: The folded text.
        items: The words, in order.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        """Split ``text[start:end]``.

        Args:
            text: The folded text.
            start: First code point.
            end: Code point after the last.
        """
        self.text = text
        self.items: list[Word] = []
        before = -9
        for match in _WORD.finditer(text, start, end):
            near = match.start() - before < 2 and "\n" not in text[before : match.start()]
            self.items.append(Word.of(match.start(), match.end(), match[0], near))
            before = match.end()
        self._count = len(self.items)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> Word:
        return self.items[at] if 0 <= at < self._count else _NONE

    def lower(self, at: int) -> str:
        """The word at a place in small letters."""
        return self.items[at].lower if 0 <= at < self._count else ""

    def title_ending(self, at: int) -> tuple[int, TitleKind] | None:
        """Where the longest title begins whose last word is at a place, and its kind."""
        if at < 0 or self.lower(at) not in _title_ends():
            return None
        for first in range(max(0, at - _LONGEST_TITLE + 1), at + 1):
            if all(self[i].near for i in range(first + 1, at + 1)):
                kind = title_kind(tuple(self.lower(i) for i in range(first, at + 1)))
                if kind and not (first == at and self[at].text in _COMMON):
                    return first, kind
        return None

    def title_beginning(self, at: int) -> tuple[int, TitleKind] | None:
        """Where the longest title ends (index after its last word) whose first word is at a place, and its kind."""
        if self.lower(at) not in _title_starts():
            return None
        for after in range(min(len(self), at + _LONGEST_TITLE), at, -1):
            if all(self[i].near for i in range(at + 1, after)):
                kind = title_kind(tuple(self.lower(i) for i in range(at, after)))
                if kind and not (after == at + 1 and self[at].text in _COMMON):
                    return after, kind
        return None


def title_kind(words: tuple[str, ...]) -> TitleKind | None:
    """The kind of title that some words are, in small letters without full stops; None if they are none."""
    return _titles().get(words)


def is_past(word: str) -> bool:
    """Whether a word before a role tells that it is past ("former", "late", "ousted")."""
    return word in _listed("past")


def is_modifier(word: str) -> bool:
    """Whether a word before a role says nothing about what is led ("senior", "main")."""
    return word in _listed("rank_word")


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name."""
    first = word.partition("-")[0]
    return plain(word) in _given_names() or (len(first) > 2 and plain(first) in _given_names())


def place_kind(word: str) -> str | None:
    """What a word is if it is known as a place, a feature, a day or a thing; None otherwise."""
    return _places().get(plain(word)) or _places().get(plain(word.partition("-")[0] if "-" in word else ""))


def blocks_name(word: Word) -> bool:
    """Whether a capitalised word cannot stand in the name of a person."""
    singular = word.text.removesuffix("s")
    if place_kind(word.text) or place_kind(singular) or is_nationality(word.text) or is_nationality(singular):
        return True
    return names_organisation(word.text) or names_organisation(singular)


@cache
def first_words() -> frozenset[str]:
    """Words that, with a capital, typically begin a sentence."""
    return frozenset(row[0] for row in rows("first_words.tsv"))


@cache
def _titles() -> dict[tuple[str, ...], TitleKind]:
    kinds: dict[str, TitleKind] = {
        "honorific": "honorific", "rank": "rank", "office": "office", "calling": "calling", "kinship": "kinship"
    }  # fmt: skip
    titles: dict[tuple[str, ...], TitleKind] = {}
    for kind, words in rows("titles.tsv"):
        if kind in kinds:
            for title in words.split("|"):
                titles.setdefault(tuple(title.replace(".", "").split()), kinds[kind])
    return titles


@cache
def _title_starts() -> frozenset[str]:
    return frozenset(title[0] for title in _titles())


@cache
def _title_ends() -> frozenset[str]:
    return frozenset(title[-1] for title in _titles())


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(word for row, words in rows("titles.tsv") if row == kind for word in words.split("|"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(plain(name) for row in rows("given_names.tsv") for name in row[0].split())


@cache
def _places() -> dict[str, str]:
    return {plain(word): kind for kind, words in rows("place_words.tsv") for word in words.split()}
