"""Ties actors of a report to entries of the registry, where that is sure.

A name alone is not enough for acronyms, people, and names made of words that any group may use ("National Salvation
Front"): the report must also speak of the actor's country, or of another actor of it. Where several entries are left,
none is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from crossread.context import Reading
from crossread.data import rows
from crossread.record import Actor, Page
from crossread.registry.entries import DatedRole, Entry
from crossread.registry.lookup import Registry, shipped
from crossread.registry.names import name_key, words_of
from crossread.registry.periods import days_of, spelt

_WORLDWIDE = frozenset(["outlet", "agency", "organisation", "peace operation", "external"])
_LONGEST_COUNTRY = 6  # words


def identify(reading: Reading, actors: tuple[Actor, ...], registry: Registry | None = None) -> tuple[Actor, ...]:
    """The actors with `identity` and `identity_roles` filled where the registry knows them; nothing else is changed.

    Args:
        reading: The report; its text and places are the context, its published date, if trusted, the day.
        actors: Actors of the report.
        registry: The shipped one if None.

    Returns:
        The same actors in the same order. `identity_roles` are those of the trusted day; without one all that the
        registry knows, each with its dates. A role for which no page was read is marked ``unchecked``.
    """
    registry = registry or shipped()
    date = trusted_date(reading.report.page)
    offered = {actor.id: _offered(registry, actor, date) for actor in actors}
    if not any(offered.values()):
        return actors
    context = _Context(registry, reading, offered.values())
    chosen = {actor.id: context.choose(actor, offered[actor.id]) for actor in actors}
    return tuple(_filled(registry, actor, chosen[actor.id], date) for actor in actors)


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


def _offered(registry: Registry, actor: Actor, date: str | None) -> tuple[Entry, ...]:
    """Entries that all of an actor's written-out names allow; by its acronyms only if it has no such name."""
    full = [name.text for name in actor.names if name.form == "full"]
    found = [registry.match(name, date) for name in full]
    known = [entries for entries in found if entries]
    if not known and (full or actor.kind == "person"):
        return ()  # the page spells the name out, and it is none of ours, whatever its letters
    known = known or [registry.match(letters, date) for letters in actor.acronyms]
    if not known:
        known = [registry.match(name.text, date) for name in actor.names if name.form == "short"]
    kept = [entry for entry in (known[0] if known else ()) if all(entry in entries for entries in known)]
    return tuple(entry for entry in kept if (entry.kind == "person") == (actor.kind == "person"))


class _Context:
    """What a report speaks of, by which the right bearer of a name is told."""

    def __init__(self, registry: Registry, reading: Reading, offered: Iterable[tuple[Entry, ...]]) -> None:
        self._registry = registry
        self._countries = countries_in(reading.folded.text)
        self._countries |= {place.country for place in reading.report.places if place.country}
        sure = (entries[0] for entries in offered if len(entries) == 1)
        self._countries |= {entry.country for entry in sure if entry.country and self._speaks(entry)}

    @staticmethod
    def _speaks(entry: Entry) -> bool:
        """Whether to read of an actor is to read of its country."""
        return entry.kind not in _WORLDWIDE and entry.kind != "person" and not _generic(entry.name)

    def choose(self, actor: Actor, entries: tuple[Entry, ...]) -> Entry | None:
        """The one entry that the report means; None if none, or more than one, may be meant."""
        if actor.kind == "outlet":
            entries = tuple(entry for entry in entries if entry.kind in ("outlet", "agency"))
        near = [entry for entry in entries if self._countries & self._registry.countries(entry)]
        at_home = [entry for entry in near if entry.country in self._countries]
        for left in (near, at_home):
            if len(left) == 1:
                return left[0]
        if near or len(entries) != 1:
            return None
        return entries[0] if self._alone(actor, entries[0]) else None

    @staticmethod
    def _alone(actor: Actor, entry: Entry) -> bool:
        """Whether a name is enough without its country."""
        if entry.kind in _WORLDWIDE:
            return True
        written = any(name.form == "full" and not _generic(name.text) for name in actor.names)
        return entry.kind != "person" and (written or entry.kind == "government")


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
