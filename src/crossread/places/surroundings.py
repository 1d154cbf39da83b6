"""What the words round a name say of it: what kind of place it is, and in what it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from crossread.data import rows
from crossread.places.entries import Entry
from crossread.places.gazetteer import abbreviations, adjectives, known

_CONTAINING = frozenset(["country", "admin1", "admin2", "area"])
_KIND_AFTER = re.compile(r"['’]?s?[ ]([A-Za-z]+)")
_NO_NAMES = frozenset(["The", "A", "In", "Near", "At", "From", "For", "Across"])
_KIND_BEFORE = re.compile(r"(?:\b(?P<named>[A-Z][\w'-]*) )?\b(?P<kind>[A-Za-z]+)(?: of)?(?: the)?[ ]$")
_DIRECTED = r"(?:(?:central|neighbou?ring|(?:north|south)?-?(?:north|south|east|west)ern) )?"
_TO_CONTAINER = re.compile(
    r"(?:'s?)?(?: (?P<own>[a-zA-Z]+))?"
    r"(?P<link>,? \(?(?:(?:in|of|inside|within) |the (?:provincial |regional |state )?capital (?:city )?of |"
    r"capital of |a (?:city|town|village) (?:in|of) ))?(?P<comma>, | \()?"
    rf"(?:the )?{_DIRECTED}(?:(?:state|province|region|county|governorate|district) of )?(?=[A-Z])"
)
_RUN = re.compile(r"[A-Z][\w'.]*(?:[ -](?:(?:of|and|the|al|el|ez|de|la)[ -])?[A-Z][\w'.]*){0,3}")
_NAME = r"[A-Z][\w'-]{1,20}(?: (?:al|el|ez|ad|as)?[- ]?[A-Z][\w'-]{1,20}){0,2}"
_LISTED_AFTER = re.compile(rf"(?:(?:,|,? and|,? or) {_NAME}){{1,5}} ([a-z]+s)\b")
_LISTED_BEFORE = re.compile(rf"\b([a-z]+s) of (?:{_NAME}(?:, and |, | and | or )){{1,5}}$")
_QUARTERS = r"(?:neighbou?rhoods?|quarters?|subdivisions?)"
_QUARTER = re.compile(rf"(?:['’]s|['’])?(?: \w+)? {_QUARTERS}\b", re.IGNORECASE)
_QUARTER_BEFORE = re.compile(rf"(?P<named>[A-Z][\w'-]* )?\b{_QUARTERS},? (?:of |called |known as )?$")
_BUILDING = re.compile(
    r" (?:(?:general|national|military|children's|field|central|grand|great|primary|secondary|public|shopping) )?"
    r"(?:hospital|clinic|mosque|church|cathedral|shrine|schools?|university|college|street|square|roundabout|market|"
    r"cemetery|stadium|prison|hotel|bakery)\b",
    re.IGNORECASE,
)
_SIDE = r"(?:(?:(?:north|south)-?)?(?:north|south|east|west)(?:ern)?|central)"
_COUNTRYSIDE = rf"(?:{_SIDE} )?(?:countryside|rural areas?)"
_COUNTRYSIDE_AFTER = re.compile(rf"(?:['’]s|['’])? {_COUNTRYSIDE}\b", re.IGNORECASE)
_COUNTRYSIDE_WITHIN = re.compile(r"^Rural |\bCountryside$")
_COUNTRYSIDE_BEFORE = re.compile(
    rf"\b(?:rural|(?:countryside|rural areas?) (?:of|around|near)(?: the)?(?: {_SIDE})?"
    r"(?: (?:city|town|province|governorate) of)?) $",
    re.IGNORECASE,
)
COMPASS = frozenset(
    (side + ending)
    for side in ["North", "South", "East", "West", "Northeast", "Northwest", "Southeast", "Southwest", "Central"]
    for ending in ["", "ern"]
)
"""Words for parts of a country or town, with a capital."""
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
    before = _KIND_BEFORE.search(text[max(0, start - 40) : start])
    if (
        before
        and not _is_of_holder(before)
        and (kind := kind_words().get(before["kind"].lower()))
        and " of" in before[0]
    ):
        yield kind  # but no "Shahba district of Aleppo"
    listed = _LISTED_AFTER.match(text, end, min(len(text), end + 2 * _REACH)) or _LISTED_BEFORE.search(
        text[max(0, start - 2 * _REACH) : start]
    )
    if listed and (kind := kind_words().get(listed[1])):  # "Raqqa and Idlib provinces", "the cities of Homs and Hama"
        yield kind


def _is_of_holder(before: re.Match[str]) -> bool:
    """Whether the name after "of" holds the one before: "the Shahba district of Aleppo"."""
    named = before["named"]
    part = re.fullmatch(r"districts?|neighbou?rhoods?|borough", before["kind"])
    return bool(part and named) and named not in adjectives() and named not in _NO_NAMES


def is_quarter(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name tell that it is a quarter of a town ("the Shahba neighbourhood")."""
    before = _QUARTER_BEFORE.search(text[max(0, start - 60) : start])
    return bool(_QUARTER.match(text, end)) or (before is not None and before["named"] is None)  # no "Barzeh quarter of"


def is_building(text: str, end: int) -> bool:
    """Whether the word after a name tells that it is the name of a building or street ("the Salem mosque")."""
    return bool(_BUILDING.match(text, end))


def countryside_told(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The bounds of a name with the words that tell of the country round it ("rural Homs"), None if none do.

    Words that follow or precede with a preposition ("the countryside of Homs") are told, and left out of the bounds.

    Args:
        text: Folded text.
        start: First code point of the name.
        end: Code point after its last.
    """
    if _COUNTRYSIDE_WITHIN.search(text[start:end]):
        return start, end
    after = _COUNTRYSIDE_AFTER.match(text, end)
    if after:
        return start, after.end()
    before = _COUNTRYSIDE_BEFORE.search(text[max(0, start - 60) : start])
    if before is None:
        return None
    return (start - len("rural "), end) if before[0].lower() == "rural " else (start, end)


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
        if not _may_end(words, count):
            continue
        found = tuple(entry.admin2 if entry.kind == "admin2" else entry.id for entry in _divisions(name.rstrip(".,")))
        if found:
            return found
    # "in Eastern Homs", but not "in the Eastern part of …"
    return _containing(run.partition(" ")[2], after_comma=after_comma) if len(words) > 1 and words[0] in COMPASS else ()


def _may_end(words: Sequence[str], count: int) -> bool:
    """Whether a name may end after so many words of a run: "Homs and …", "Syria's Idlib", no "Ain" of "Ain Tarma"."""
    if count == 1 and words[0] in COMPASS:
        return False
    if count == len(words) or words[count - 1].endswith(("'s", "'", ".")):
        return True
    return words[count] == "and" or words[count].lower() in kind_words()


def _divisions(name: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in known().named(name) if entry.kind in _CONTAINING)[:12]
