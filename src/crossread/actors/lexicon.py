"""Words by which names are told from other words: particles, organisations, nationalities, acronyms.

The tables are files under ``data/``, each with its origin in its first lines.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from crossread.data import rows


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """Letters and digits of a word in small letters, without accents and possessive ending.

    Args:
        word: Folded text.
    """
    decomposed = unicodedata.normalize("NFKD", word.removesuffix("'s")).casefold()
    return "".join(character for character in decomposed if character.isalnum())


@cache
def name_words(kind: str) -> frozenset[str]:
    """Words of one kind of ``name_words.tsv``, in small letters."""
    return frozenset(word for row, words in rows("name_words.tsv") if row == kind for word in words.split())


@cache
def known_acronyms() -> dict[str, tuple[str, str]]:
    """Acronyms without full stops that need no expansion, each with its meaning and kind."""
    return {letters: (meaning, kind) for letters, meaning, kind in rows("acronyms.tsv")}


@cache
def words_in_capitals(*kinds: str) -> dict[str, str]:
    """Words in capitals that are no acronyms, each with its kind.

    Args:
        kinds: The kinds wanted; all if none is given.
    """
    return {
        word: kind for kind, words in rows("not_acronyms.tsv") if not kinds or kind in kinds for word in words.split()
    }


@lru_cache(maxsize=1 << 16)
def names_organisation(word: str) -> bool:
    """Whether a word, or a part of it between hyphens, is a word for a kind of organisation."""
    return any(plain(part) in _organisation_words() for part in word.split("-"))


def is_nationality(word: str) -> bool:
    """Whether a word is an adjective of nationality, people or region, or a state's letters used as one."""
    return word.removesuffix("'s") in _nationalities() or word in ("U.S.", "U.N.", "US", "UN", "UK", "EU")


@cache
def _organisation_words() -> frozenset[str]:
    return frozenset(plain(word) for _, words in rows("organisation_words.tsv") for word in words.split())


@cache
def _nationalities() -> frozenset[str]:
    return frozenset(word.replace("-", " ") for row in rows("nationalities.tsv") for word in row[0].split())


@cache
def _countries() -> dict[str, str]:
    rows_of = rows("places/countries.tsv")
    return {adjective: names.split("|")[0] for *_, names, adjectives in rows_of for adjective in adjectives.split("|")}


def country_of_adjective(word: str) -> str | None:
    """The country whose adjective a word is ("Norlandish" → "Norland"), None for any other word.

    Args:
        word: The word as written.
    """
    return _countries().get(word) if word else None
