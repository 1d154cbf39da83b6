"""Ties actors of a report to entries of the registry, where that is sure.

A name alone is not enough for acronyms, people, and names made of words that any group may use ("National Salvation
Front"): the report must also speak of the actor's country, or of another actor of it. Where several entries are left,
none is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from crossread.actors.lexicon import known_acronyms
from crossread.context import Reading
from crossread.data import rows
from crossread.record import Actor, Page, Spans
from crossread.registry.entries import DatedRole, Entry
from crossread.registry.lookup import Registry, known
from crossread.registry.names import acronym_key, name_key, words_of
from crossread.registry.periods import days_of, spelt

_WORLDWIDE = frozenset(["outlet", "agency", "organisation", "peace operation", "external"])
_BY_LETTERS = frozenset(["outlet", "agency", "organisation"])
_NO_COUNTRY = _WORLDWIDE | {"person"}
_LONGEST_COUNTRY = 6  # words


def identify(reading: Reading, actors: tuple[Actor, ...], registry: Registry | None = None) -> tuple[Actor, ...]:
    """The actors with `identity` and `identity_roles` filled where the registry knows them; nothing else is changed.

    Args:
        reading: The report; its text and places are the context, its published date, if trusted, the day.
        actors: Actors of the report.
        registry: The one in use if None.

    Returns:
        The same actors in the same order. `identity_roles` are those of the trusted day; without one all that the
        registry knows, each with its dates. A role for which no page was read is marked ``unchecked``.
    """
    registry = registry or known()
    date = trusted_date(reading.report.page)
    offered = {actor.id: _offers(registry, actor, date) for actor in actors}
    if not any(offered.values()):
        return actors
    context = _Context(registry, reading, offered)
    chosen = {actor.id: context.choose(offered[actor.id]) for actor in actors}
    return tuple(_filled(registry, actor, chosen[actor.id], date) for actor in actors)


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor of the registry where a report names it.

    Attributes:
        entry: The entry.
        spans: Exactly one span, the name.
    """

    entry: Entry
    spans: Spans


def mentions(reading: Reading, registry: Registry | None = None) -> tuple[Mention, ...]:
    """Where a report's main text names actors of the registry, found as actors of the report or not.

    Args:
        reading: The report, its acronyms found.
        registry: The one in use if None.

    Returns:
        Mentions in reading order. A name that several may bear is left out, unless the report's countries tell which;
        so are letters that the page spells as another name. A state is named by its country's name too.
    """
    registry = registry or known()
    text, date = reading.folded.text, trusted_date(reading.report.page)
    spelt = _spelt(reading, registry)
    found = [(start, end, registry.match(text[start:end], date)) for start, end, _ in registry.names_in(text)]
    offered = {
        str(number): tuple(_Offer(entry, text[start:end], _form(text[start:end], entry, spelt)) for entry in entries)
        for number, (start, end, entries) in enumerate(found)
    }
    context = _Context(registry, reading, offered)
    chosen = (context.choose(offers) for offers in offered.values())
    return tuple(
        Mention(entry, (reading.folded.span(start, end),))
        for (start, end, _), entry in zip(found, chosen, strict=True)
        if entry is not None
    )


def _spelt(reading: Reading, registry: Registry) -> dict[str, set[str]]:
    """For each acronym that the page spells out, the ids of the entries that its expansions name."""
    return {
        acronym_key(acronym.letters): {
            entry.id for expansion in acronym.expansions for entry in registry.match(expansion.words)
        }
        for acronym in reading.report.acronyms
        if acronym.expansions
    }


def _form(name: str, entry: Entry, spelt: Mapping[str, set[str]]) -> str:
    letters = acronym_key(name)
    if letters not in spelt:
        return "acronym" if " " not in letters and letters.isupper() else "full"
    return "acronym" if entry.id in spelt[letters] else "spelt otherwise"


def trusted_date(page: Page) -> str | None:
    """The day a page was published, None if that is not known for sure."""
    fact = page.fact("published")
    if fact is None or not fact.trusted:
        return None
    date = fact.value[:10]
    try:
        days_of(date)
    except ValueError:
        return None
    return date


@dataclass(frozen=True, slots=True)
class _Offer:
    """An entry that an actor may be.

    Attributes:
        entry: The entry.
        name: The name by which it was found.
        form: Its form; ``spelt otherwise`` for letters that fit where none of the page's written-out names does.
    """

    entry: Entry
    name: str
    form: str


def _offers(registry: Registry, actor: Actor, date: str | None) -> tuple[_Offer, ...]:
    """Entries that an actor's names allow: written-out names before letters, letters before short names."""
    found: dict[str, list[_Offer]] = {"full": [], "acronym": [], "short": []}
    for name in actor.names:
        for entry in registry.match(name.text, date) if name.form in found else ():
            if (entry.kind == "person") == (actor.kind == "person"):
                found[name.form].append(_Offer(entry, name.text, name.form))
    letters = found["acronym"]
    if any(name.form == "full" for name in actor.names):
        letters = [_Offer(offer.entry, offer.name, "spelt otherwise") for offer in letters]
    if actor.kind == "person":
        return tuple(found["full"])
    offers = (*found["full"], *letters) or tuple(found["short"])
    if actor.kind == "outlet":
        return tuple(offer for offer in offers if offer.entry.kind in ("outlet", "agency"))
    return offers


class _Context:
    """What a report speaks of, by which the right bearer of a name is told."""

    def __init__(self, registry: Registry, reading: Reading, offered: Mapping[str, tuple[_Offer, ...]]) -> None:
        self._registry = registry
        self._countries = countries_in(reading.folded.text)
        self._countries |= {place.country for place in reading.report.places if place.country}
        for offers in offered.values():
            entry = offers[0].entry if len({offer.entry.id for offer in offers}) == 1 else None
            if entry is not None and entry.country and self._speaks(offers[0]):
                self._countries.add(entry.country)
        people = [offers[0].entry for offers in offered.values() if offers and offers[0].entry.kind == "person"]
        self._led = {role.of for person in people if self._near(person) for role in person.roles}

    @staticmethod
    def _speaks(offer: _Offer) -> bool:
        """Whether to read of an actor is to read of its country."""
        return offer.form == "full" and offer.entry.kind not in _NO_COUNTRY and not _generic(offer.name)

    def _near(self, entry: Entry) -> bool:
        return bool(self._countries & self._registry.countries(entry))

    def choose(self, offers: tuple[_Offer, ...]) -> Entry | None:
        """The one entry that the report means; None if none, or more than one, may be meant."""
        offers = tuple(offer for offer in offers if offer.form != "spelt otherwise" or self._vouched(offer, offers))
        near = [offer for offer in offers if self._near(offer.entry)]
        at_home = [offer for offer in near if offer.entry.country in self._countries]
        for left in (near, at_home):
            if len({offer.entry.id for offer in left}) == 1:
                return left[0].entry
        alone = [offer for offer in offers if self._alone(offer)]
        if near or len({offer.entry.id for offer in offers}) != 1 or not alone:
            return None
        return alone[0].entry

    def _vouched(self, offer: _Offer, offers: Iterable[_Offer]) -> bool:
        """Whether letters that the page spells otherwise are the entry's: by another name, or by one of its people."""
        named = any(other.form == "full" and other.entry.id == offer.entry.id for other in offers)
        return named or (offer.entry.id in self._led and self._near(offer.entry))

    @staticmethod
    def _alone(offer: _Offer) -> bool:
        """Whether a name is enough without its country."""
        kind, letters = offer.entry.kind, acronym_key(offer.name)
        if kind == "person":
            return False
        if offer.form == "full":
            return kind in _WORLDWIDE or kind == "government" or not _generic(offer.name)
        known = known_acronyms().get(letters, ("", ""))[1]
        return kind in _BY_LETTERS or known in ("org", "state") or (kind in _WORLDWIDE and len(letters) > 4)


def _generic(name: str) -> bool:
    """Whether a name is made of words that any group may use."""
    return all(word in _common_words() for word in name_key(name).split())


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for row in rows("registry/common_words.txt") for word in row[0].split())


@cache
def _country_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, _, _, names, adjectives in rows("places/countries.tsv"):
        for name in (*names.split("|"), *adjectives.split("|")):
            found.setdefault(" ".join(key for _, _, key in words_of(name)), code)
    return found


def countries_in(text: str) -> set[str]:
    """ISO 3166-1 alpha-2 codes of countries named in a text, by name or adjective with a capital.

    Args:
        text: Folded text.
    """
    names = _country_names()
    words = list(words_of(text))
    found = set()
    for at, (start, _, _) in enumerate(words):
        if not text[start].isupper():
            continue
        key = ""
        for _, _, word in words[at : at + _LONGEST_COUNTRY]:
            key = f"{key} {word}".lstrip()
            if key in names:
                found.add(names[key])
    return found


def _filled(registry: Registry, actor: Actor, entry: Entry | None, date: str | None) -> Actor:
    if entry is None:
        return actor
    roles = tuple(_told(registry, role, dated=date is None) for role in registry.roles_at(entry, date))
    return msgspec.structs.replace(actor, identity=entry.id, identity_roles=roles)


def _told(registry: Registry, role: DatedRole, *, dated: bool) -> str:
    """A role in words: ``president of Examplia, 2014 to 2021-08-15 (unchecked)``."""
    whole = registry.get(role.of) if role.of else None
    title = f"{role.title} of {whole.name}" if whole else role.title
    when = f", {spelt(role)}" if dated and (role.since or role.until) else ""
    return f"{title}{when}" + ("" if role.checked else " (unchecked)")
