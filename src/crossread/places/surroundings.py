"""What the words round a name say of it: what kind of place it is, and in what it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crossread.data import rows
from crossread.places.entries import Entry
from crossread.places.gazetteer import abbreviations, adjectives, known

_CONTAINING = frozenset(["country", "admin1", "admin2", "area"])
_KIND_AFTER = re.compile(r"['’]?s?[ ]([A-Za-z]+)")
_KIND_BEFORE = re.compile(r"\b([A-Za-z]+)(?: of)?(?: the)?[ ]$")
_DIRECTED = r"(?:(?:central|neighbou?ring|(?:north|south)?-?(?:north|south|east|west)ern) )?"
_TO_CONTAINER = re.compile(
    r"(?:'s?)?(?: (?P<own>[a-zA-Z]+))?"
    r"(?P<link>,? \(?(?:(?:in|of|inside|within) |the (?:provincial |regional |state )?capital (?:city )?of |"
    r"capital of |a (?:city|town|village) (?:in|of) ))?(?P<comma>, | \()?"
    rf"(?:the )?{_DIRECTED}(?:(?:state|province|region|county|governorate|district) of )?(?=[A-Z])"
)
_RUN = re.compile(r"[A-Z][\w'.]*(?:[ -](?:(?:of|and|the|al|el|ez|de|la)[ -])?[A-Z][\w'.]*){0,3}")
_HELD = (
    r"(?:\w+ ){0,2}?(?:city|town|village|province|district|region|capital|governorate|county|port|border town|state)"
)
_BEFORE = re.compile(rf"(?P<name>[A-Z][\w-]*(?: [A-Z][\w-]*){{0,3}})'s? (?:{_HELD}(?: of)? )?$")
_ADJECTIVE = re.compile(rf"([A-Z]\w+(?: [A-Z]\w+)?) {_HELD}(?: of)? $")
_REACH = 64


@cache
def kind_words() -> dict[str, str]:
    """Words beside a name that tell its kind, with the kind ("county": admin2)."""
    return {word: kind for kind, words in rows("places/kind_words.tsv") for word in words.split()}


def kinds_told(text: str, start: int, end: int) -> Iterator[str]:
    """Kinds that the words right before and after a name tell: "Hall County", "the province of Anbar"."""
    after = _KIND_AFTER.match(text, end)
    if after and (kind := kind_words().get(after[1].lower())):
        yield kind
    before = _KIND_BEFORE.search(text[max(0, start - 30) : start])
    if before and (kind := kind_words().get(before[1].lower())) and " of" in before[0]:
        yield kind


def containers_told(text: str, start: int, end: int) -> tuple[str, ...]:
    """Codes of the countries and divisions that the words round a name tell to hold it.

    Args:
        text: Folded text.
        start: First code point of the name.
        end: Code point after its last.
    """
    found: list[str] = []
    match = _TO_CONTAINER.match(text, end, min(len(text), end + _REACH))
    if match and (match["link"] or match["comma"]) and (match["own"] is None or match["own"].lower() in kind_words()):
        run = _RUN.match(text, match.end())
        if run:
            found += _containing(run[0], after_comma=match["comma"] is not None or "," in (match["link"] or ""))
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    if before:
        found += _containing(before["name"], after_comma=False)
    adjective = _before(text, start)
    if adjective:
        found += adjectives().get(adjective, ())
    return tuple(dict.fromkeys(found))


def _before(text: str, start: int) -> str | None:
    match = _ADJECTIVE.search(text[max(0, start - 48) : start])
    return match[1] if match else None


def _containing(run: str, *, after_comma: bool) -> tuple[str, ...]:
    """Codes of the divisions and countries that the longest beginning of a run of words may name."""
    words = run.split(" ")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count]).removesuffix("'s").removesuffix("'")
        if after_comma and (code := abbreviations().get(name) or abbreviations().get(name.rstrip(".") + ".")):
            return (code,)
        found = tuple(entry.admin2 if entry.kind == "admin2" else entry.id for entry in _divisions(name.rstrip(".,")))
        if found:
            return found
    return ()


def _divisions(name: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in known().named(name) if entry.kind in _CONTAINING)[:12]
