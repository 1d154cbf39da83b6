"""Full text search, behind a small seam: what another database must offer is `put` and `matching`.

SQLite's FTS5 keeps the words and where they stand, and no text of its own; which words of a report answer a search is
found in its record, so that every hit has its span.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, Float, Integer, Subquery, column, select, text

from crossread.case import schema
from crossread.case.keys import clean, digest
from crossread.errors import UsageError

_QUERY_PART: Final = re.compile(r'"([^"]*)"?|(\S+)')
_WORD: Final = re.compile(r"[^\W_]+")


def put(connection: Connection, words: str) -> int | None:
    """Make a text findable.

    Returns:
        Its number; None for an empty text.
    """
    words = clean(words)
    if not words.strip():
        return None
    table = schema.texts
    sha = digest(words, length=64)
    known = connection.execute(select(table.c.number).where(table.c.sha256 == sha)).scalar()
    if known is not None:
        return int(known)
    number = int(connection.execute(table.insert(), {"sha256": sha}).inserted_primary_key[0])  # type: ignore[index]
    connection.execute(
        text("INSERT INTO words(rowid, text) VALUES (:number, :text)"), {"number": number, "text": words}
    )
    return number


def matching(query: str) -> Subquery:
    """The texts that hold all words of a query: ``number``, and ``rank``, which is lower the better one fits.

    Args:
        query: Words, all of which must stand in the text; words in quotation marks stand side by side; a word that
            ends in ``*`` stands for all that begin so.

    Raises:
        UsageError: There is no word in the query.
    """
    asked = text("SELECT rowid AS number, rank FROM words WHERE words MATCH :query").bindparams(query=_asked(query))
    return asked.columns(column("number", Integer), column("rank", Float)).subquery("found")


def _asked(query: str) -> str:
    """The query in the language of FTS5, every word quoted so that none is taken for an operator."""
    parts = [_phrase(words) + star for words, star in phrases(query)]
    if not parts:
        raise UsageError("a search needs a word")
    return " AND ".join(parts)


def _phrase(words: tuple[str, ...]) -> str:
    return '"' + " ".join(words) + '"'


def phrases(query: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The phrases of a query as folded words, each with ``*`` if its last word only begins so."""
    for match in _QUERY_PART.finditer(query):
        quoted, single = match.groups()
        part = quoted if quoted is not None else single
        if words := tuple(word for word, _, _ in folded_words(part)):
            yield words, "*" if quoted is None and part.endswith("*") else ""


def folded_words(of: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text without case and marks, each with its bounds in code points."""
    for match in _WORD.finditer(of):
        decomposed = unicodedata.normalize("NFKD", match.group().lower())
        yield "".join(letter for letter in decomposed if not unicodedata.combining(letter)), match.start(), match.end()
