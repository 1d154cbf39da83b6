"""Lexicons and tables that travel with the package. Each file says where it comes from in its first lines."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a table in this folder: cells parted by tabs; empty lines and lines that begin with ``#`` left out.

    Args:
        name: File name inside this folder.
    """
    lines = files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def word_set(name: str) -> frozenset[str]:
    """One closed class of words of ``word_sets.tsv``, lower case.

    Args:
        name: Its name in the table.

    Raises:
        KeyError: There is no such class.
    """
    return frozenset({row[0]: row[1] for row in rows("word_sets.tsv")}[name].split())
