"""Names of authors out of what bylines, JSON-LD and meta elements give."""

from __future__ import annotations

import re

from crossread.page.bylines import byline_of

_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"https?:|www\.|\A@|facebook\.com|twitter\.com|^/")
_MAIL = re.compile(r"\S+@\S+\.\w+")
_BY = re.compile(
    r"\A(?:(?:written|reported|story|posted|text|words)\s+)?(?:by|von|par|por|di|door|av|af|przez|oleh|da|autor(?:in|en)?|author|auteur)\b[:\s]\s*(?=\S)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:;|\||\u2022|\u00b7|/|\s&\s|\s\+\s|,?\s(?:and|und|et|y|e|en|og|och|i|a|ve|dan)\s(?=[^\W\d_]))\s*|\s*,\s*|\s*[\uff0c\u3001]\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:\([^()]*\)|[-\u2013\u2014|]\s.*|\s(?:in|for|f\u00fcr|aus)\s[A-Z].*)\Z")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_HOST = re.compile(r"\A[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\Z", re.IGNORECASE)
_ROLE_WORDS = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|journalist|contributor|columnist|producer|redakteur(?:in)?"
    r"|korrespondent(?:in)?|redacteur|giornalista|periodista|journaliste|political|senior|chief|staff writer)\b",
    re.IGNORECASE,
)
_NOT_AUTHORS = frozenset(
    [
        "admin",
        "administrator",
        "author",
        "authors",
        "autor",
        "anonymous",
        "guest",
        "webmaster",
        "unknown",
        "none",
        "null",
        "undefined",
        "user",
        "root",
        "editor",
        "system",
        "default",
        "redaktion",
        "test",
    ]
)
_MAX_NAME = 60
_MAX_AUTHORS = 20


def clean_authors(values: list[str]) -> list[str]:
    """Names of authors, each once, in order.

    Args:
        values: Authors as given: one name each, or several in one value.
    """
    names: list[str] = []
    for value in values:
        for name in _split(value):
            if name and name.casefold() not in {one.casefold() for one in names}:
                names.append(name)
    persons = [name for name in names if not _HOST.match(name)]
    return (persons or names)[:_MAX_AUTHORS]


def _split(value: str) -> list[str]:
    value = _SPACES.sub(" ", _MAIL.sub(" ", value[:600])).strip(" ,;|")
    if _ADDRESS.search(value):
        return []
    value = _BY.sub("", _BRACKETS.sub(" ", value).strip())
    parts = [_TAIL.sub("", part).strip(" .,;:-|") for part in _BETWEEN.split(value)]
    names = [part for part in parts if _is_name(part)]
    return [name for index, name in enumerate(names) if not (index and _ROLE_WORDS.search(name))]


def _is_name(words: str) -> bool:
    return (
        1 < len(words) <= _MAX_NAME
        and words.casefold() not in _NOT_AUTHORS
        and any(letter.isalpha() for letter in words)
    )


def authors_in_line(line: str) -> list[str]:
    """Names in a visible byline; empty for a line that is none."""
    return list(byline_of(line))
