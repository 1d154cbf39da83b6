"""Those who take part in an incident, in terms that reports share: who they are, and in whose camp they act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from crossread.data import rows, word_set
from crossread.folding import fold_string
from crossread.places.gazetteer import known as gazetteer
from crossread.record import Actor
from crossread.registry import known
from crossread.registry.identification import countries_in

_STATES = frozenset(["government", "state force"])
_ARMED = frozenset(["rebel", "militia"])
_BY_ANOTHER = re.compile(r"\S*-(?:backed|held|controlled|based|allied|supported|funded|ruled|run)\b|\b(?:pro|anti)-\S+")
"""Words that name a state without saying that it acts: "Turkish-backed rebels", "anti-regime fighters"."""
_NAME = re.compile(r"\b[A-Z][a-z]")
_LOYAL = re.compile(r"\bpro-?(?:government|regime)\b|\bloyalists?\b", re.IGNORECASE)
_PLACES = frozenset(["province", "city", "town", "village", "district", "capital", "region", "area", "countryside"])
_OPPOSED = frozenset(["opposition"])
_ANY_BODY = frozenset(["government", "regime"])  # of whoever rules; "Islam Army" is a name


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part.

    Attributes:
        name: The actor's name, or the words.
        keys: What tells who it is across reports: registry ids, ``state:SY``, labels, words of the name.
        known: Whether a registry id is among the keys.
        camps: In whose name they act, as far as that is told: ``state:SY``, ``rebel`` for armed groups that are no
            state's, ``coalition``; empty for a name or words that do not tell ("gunmen on motorcycles", "warplanes").
    """

    name: str
    keys: frozenset[str]
    known: bool = False
    camps: frozenset[str] = frozenset()


def side_of(actor: Actor | None, text: str, country: str | None) -> Side:
    """Somebody in terms that reports share.

    Args:
        actor: The actor, if it is resolved.
        text: The words.
        country: ISO code of where the claim plays: "the army" there is that country's.
    """
    if actor is None or not actor.identity:
        name = text if actor is None else actor.name
        camps = _camps_in(name, country) or _camps_in(text, country)
        keys = set(_word_keys(name, country)) | ({f"label:{one}" for one in actor.labels} if actor else set())
        if actor is not None and actor.kind == "state body":
            own = sorted(countries_in(name))
            keys |= {f"state:{own[0]}"} if len(own) == 1 else {f"state:{country}"} if country and not own else set()
        return Side(name=name, keys=frozenset(keys), camps=camps)
    keys = set(_identity_keys(actor.identity))
    return Side(name=actor.name, keys=frozenset(keys), known=True, camps=_camps_of(actor.identity, keys))


def are_strangers(one: Side, other: Side) -> bool:
    """Whether it is told of both who they are, or in whose name they act, and they have nothing in common.

    Args:
        one: Somebody.
        other: Somebody else, perhaps.
    """
    if any(not key.startswith("word:") for key in one.keys & other.keys):
        return False
    shared = one.camps & other.camps
    if one.known and other.known and shared <= {"rebel"}:
        return True
    return bool(one.camps and other.camps) and not shared


# -------------------------------------------------------------------- camps


def _camps_of(identity: str, keys: set[str]) -> frozenset[str]:
    """The camp of an actor of the registry."""
    entry = known().get(identity)
    found = {key for key in keys if key.startswith("state:")}
    if entry is not None and entry.kind in _ARMED and not found:
        found.add("rebel")
    if entry is not None and entry.kind == "external":
        found |= {"coalition", *countries_led(entry.name)}
    return frozenset(found)


def _camps_in(text: str, country: str | None) -> frozenset[str]:
    """The camps that words tell: a state by its name or adjective, or "the army" where the claim plays."""
    folded = fold_string(text)
    words = {word.strip(".,'’\"“”()").lower().removesuffix("'s") for word in folded.split()}
    if words & (_nouns("rebel") | _OPPOSED):
        return frozenset(["rebel"])
    if words & (_nouns("civil") | _PLACES):
        return frozenset()
    if _LOYAL.search(folded):
        return frozenset([f"state:{country}"]) if country else frozenset()
    states = countries_led(_BY_ANOTHER.sub(" ", folded))
    if "coalition" in words or "-led" in folded:
        return frozenset(["coalition", *states])
    ruling = words & _ANY_BODY or (words & _nouns("state") and not _NAME.search(folded[1:]))
    if ruling and country and (not states or " and " in folded or " or " in folded):
        states |= {f"state:{country}"}  # "Russian and regime warplanes" are those of two
    return frozenset(states)


def countries_led(text: str) -> set[str]:
    """Camps of the countries that a text names: ``state:RU`` for "Russian warplanes"."""
    return {f"state:{code}" for code in countries_in(text)}


def capital_of(name: str) -> frozenset[str]:
    """The camp of a government that is called by its capital ("Moscow"); empty for any other name.

    Args:
        name: The name of somebody who speaks.
    """
    found = gazetteer().named(name.strip()) if name[:1].isupper() else ()
    capitals = [entry for entry in found if entry.kind == "capital" and entry.country]
    largest = max(capitals, key=lambda entry: (entry.population, entry.id), default=None)
    return frozenset([f"state:{largest.country}"]) if largest is not None else frozenset()


@cache
def _nouns(side: str) -> frozenset[str]:
    """Nouns that tell a side, in both numbers, from ``side_words.tsv``."""
    found = {word for name, words in rows("side_words.tsv") if name == side for word in words.split()}
    return frozenset(found | {f"{word}s" for word in found})


# --------------------------------------------------------------------- keys


def _identity_keys(identity: str) -> Iterator[str]:
    """An id, those of what it is part of, and the state it serves."""
    registry = known()
    waiting, seen = [identity], set()
    while waiting:
        entry = registry.get(waiting.pop())
        if entry is None or entry.id in seen:
            continue
        seen.add(entry.id)
        yield entry.id
        if entry.kind in _STATES and entry.country:
            yield f"state:{entry.country}"
        waiting.extend([entry.part_of] if isinstance(entry.part_of, str) else list(entry.part_of or ()))


def _word_keys(text: str, country: str | None) -> frozenset[str]:
    """Keys of somebody told by words alone: a state's forces, or the words."""
    words = [word.strip(".,'’\"“”") for word in fold_string(text).split()]
    lower = {word.lower().removesuffix("'s") for word in words}
    own = sorted(countries_in(text))
    if lower & _state_words() and not lower & _not_state():
        where = own[0] if len(own) == 1 else country
        if where:
            return frozenset([f"state:{where}"])
    content = lower - word_set("determiners") - word_set("prepositions") - {"and", ""}
    return frozenset(f"word:{word}" for word in content)


@cache
def _state_words() -> frozenset[str]:
    return frozenset(
        ["army", "military", "government", "regime", "air force", "troops", "warplanes", "security", "police"]
    )


@cache
def _not_state() -> frozenset[str]:
    return frozenset(
        ["rebel", "rebels", "opposition", "insurgent", "militant", "anti-government", "anti-regime", "free"]
    )
