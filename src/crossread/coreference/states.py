"""States that act under the name of their country or capital: "Russia vetoed the text", "a truce brokered by Ankara".

Only what the parse shows to act or to be addressed is taken, so that "in Russia" stays a place; a country that the
parse says nothing of is a place too.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from crossread.actors.words import NOT_PROSE, is_given_name
from crossread.context import Reading
from crossread.coreference.drafts import Draft, Told
from crossread.coreference.known_names import draft_of
from crossread.places.entries import Entry
from crossread.places.gazetteer import known as known_places
from crossread.places.gazetteer import town_words
from crossread.places.governments import parties_of
from crossread.places.keys import key_of
from crossread.places.naming import is_plain, look_up
from crossread.places.told import is_told
from crossread.record import Actor
from crossread.registry import Registry, trusted_date
from crossread.registry import known as known_actors

_LONGEST = 4  # words of the name of a country
_CAPITAL = 300_000
"""People from which a capital stands for its government: the names of lesser ones are those of people, too."""


def join_states(reading: Reading, drafts: list[Draft], registry: Registry | None) -> list[Draft]:
    """The drafts with the countries and capitals that act for a state, those of one state together.

    Args:
        reading: The reading; without the parse nothing is added.
        drafts: Actors by name.
        registry: The one in use if None.
    """
    taken = {at for draft in drafts for one in draft.told for at in range(one.start, one.end)}
    by_identity = {draft.actor.identity: draft for draft in drafts}
    by_country: dict[str, Draft] = {}
    found = list(drafts)
    for start, end, place in _acting(reading):
        if taken.intersection(range(start, end)):
            continue
        draft = by_country.get(place.country)
        if draft is None:
            draft = _draft(reading, place, start, end, by_identity, registry)
            by_country[place.country] = draft
            if draft not in found:
                found.append(draft)
        is_capital = place.kind == "capital"
        reason = "the capital stands for its government" if is_capital else "the country stands for its government"
        draft.add([Told(start, end, "short" if is_capital else "full", "medium" if is_capital else "high", reason)])
    return found


def _acting(reading: Reading) -> list[tuple[int, int, Entry]]:
    """Names of countries and capitals that act or are addressed, in order, with what they name."""
    if reading.tags is None:
        return []
    words, parties = reading.tags.words, parties_of(reading)
    prose = {at for block in reading.folded.blocks if block.block.kind not in NOT_PROSE for at in (block.start,)}
    bounds = [(b.start, b.end) for b in reading.folded.blocks if b.start in prose]
    found = []
    for at, word in enumerate(words):
        if word.end not in parties or not any(start <= word.start < end for start, end in bounds):
            continue
        for first in range(max(0, at - _LONGEST + 1), at + 1):
            name = reading.words(words[first].start, word.end)
            place = _state(name)
            if place is not None:
                found.append((words[first].start, word.end, place))
                break
    return found


def _state(name: str) -> Entry | None:
    """The country or capital that a name means where it acts; None for any other name."""
    if not name[:1].isupper() or "\n" in name or name.endswith("'s"):
        return None
    entries = known_places().named(name.removeprefix("the ").removeprefix("The "))
    if not entries or is_given_name(name):
        return None
    if entries[0].kind == "country":
        return entries[0]
    capital = next((entry for entry in entries if entry.kind == "capital"), None)
    first = entries[0] is capital or key_of(name) in town_words() or (capital and entries[0].admin1 == capital.admin1)
    return capital if capital and first and capital.population >= _CAPITAL else None


def _draft(
    reading: Reading,
    place: Entry,
    start: int,
    end: int,
    by_identity: dict[str | None, Draft],
    registry: Registry | None,
) -> Draft:
    """The draft of a state: that of its government where the registry knows one, else one by the country's name."""
    country = known_places().division(place.country)
    name = country.name if country else reading.words(start, end)
    actors = registry or known_actors()
    date = trusted_date(reading.report.page)
    entries = [e for e in actors.match(name, date) if e.kind == "government" and e.country == place.country]
    if len(entries) != 1:
        return Draft(Actor(id="new", name=name, kind="state body"))
    known = by_identity.get(entries[0].id)
    if known is None:
        known = by_identity[entries[0].id] = draft_of(reading, entries[0], start, end, registry)
        known.actor = msgspec.structs.replace(known.actor, name=name)
    return known


def without_places(reading: Reading, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors without people of no role whose name is a place's and stands where a place does ("in Khan Shaykhun").

    Args:
        reading: The reading.
        actors: Actors by name.
    """
    return tuple(actor for actor in actors if not _is_place(reading, actor))


def _is_place(reading: Reading, actor: Actor) -> bool:
    if actor.kind != "person" or actor.roles:
        return False
    names = [name for name in actor.names if name.form in ("full", "short")]
    looked = {name.text: look_up(name.text) for name in names}
    if not names or not all(is_plain(one) for one in looked.values()):
        return False
    position = reading.folded.position
    return any(
        is_told(reading.folded.text, position(span.start), position(span.end - 1) + 1, looked[name.text])
        for name in names
        for span in name.spans
    )
