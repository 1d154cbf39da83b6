"""Closed classes of words of ``data/syntax.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from crossread.data import rows


@cache
def _table() -> dict[str, frozenset[str]]:
    raw = files("crossread.data").joinpath("syntax.toml").read_text("utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(raw).items()}


def word_class(name: str) -> frozenset[str]:
    """One class of words, lemmas in small letters.

    Args:
        name: Its key in the file.

    Raises:
        KeyError: There is no such class.
    """
    return _table()[name]


@cache
def nationalities() -> frozenset[str]:
    """Adjectives of nationality, people and region, as written."""
    return frozenset(word for row in rows("nationalities.tsv") for word in row[0].split())
