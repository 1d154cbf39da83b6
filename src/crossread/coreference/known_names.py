"""Names that the registry holds for one actor: joined, and found where nothing in the words shows a name."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from crossread.context import Reading
from crossread.coreference.drafts import Draft, Told
from crossread.places.gazetteer import known as known_places
from crossread.record import Actor, ActorKind, Name
from crossread.registry import Entry, Registry, identify, mentions
from crossread.registry import known as known_actors

KINDS: dict[str, ActorKind] = {
    "government": "state body",
    "state force": "state body",
    "rebel": "armed group",
    "militia": "armed group",
    "party": "organisation",
    "civilians": "group of people",
    "external": "organisation",
    "outlet": "outlet",
    "agency": "outlet",
    "peace operation": "organisation",
    "organisation": "organisation",
    "person": "person",
}
"""Kind of an actor for each kind of entry in the registry."""

_UNTOLD = frozenset(["organisation", "other"])
_BOTH_KNOWN = "names of one actor in the registry"


def join_known(reading: Reading, drafts: list[Draft], registry: Registry | None) -> list[Draft]:
    """The drafts with what the registry knows of names.

    Args:
        reading: The reading.
        drafts: Drafts whose actors are identified where that is sure.
        registry: The one in use if None.

    Returns:
        Drafts of one identity made one, and drafts of names that only the registry knows.
    """
    by_identity: dict[str, Draft] = {}
    joined: list[Draft] = []
    for draft in drafts:
        known = by_identity.get(draft.actor.identity or "")
        if known is not None and known.is_person == draft.is_person:
            _merge(known, draft, drafts)
            continue
        joined.append(draft)
        if draft.actor.identity:
            by_identity[draft.actor.identity] = draft
    _add_mentions(reading, joined, by_identity, registry)
    return joined


def _merge(into: Draft, draft: Draft, drafts: list[Draft]) -> None:
    """One draft put into another, which keeps its place; what pointed to the one points to the other."""
    into.add(Told(one.start, one.end, one.form, one.confidence, _BOTH_KNOWN) for one in draft.told)
    one, other = into.actor, draft.actor
    into.actor = msgspec.structs.replace(
        one,
        name=max(one.name, other.name, key=lambda name: (len(name.split()), len(name))),
        acronyms=tuple(dict.fromkeys((*one.acronyms, *other.acronyms))),
        roles=tuple(sorted({*one.roles, *other.roles}, key=lambda role: role.spans[0].start)),
    )
    for third in drafts:
        third.candidates = list(dict.fromkeys(into if each is draft else each for each in third.candidates))


def _add_mentions(
    reading: Reading, drafts: list[Draft], by_identity: dict[str, Draft], registry: Registry | None
) -> None:
    """Mentions that only the registry tells to be names, as those of known or new drafts."""
    for draft in drafts:
        _tell_kind(draft, registry)
    holders = {(one.start, one.end): draft for draft in drafts for one in draft.told}
    taken = sorted(holders)
    for mention in mentions(reading, registry):
        start = reading.folded.position(mention.spans[0].start)
        end = reading.folded.position(mention.spans[-1].end - 1) + 1
        overlapping = _overlapping(taken, start, end)
        if overlapping is not None:
            _correct(holders[overlapping], mention.entry, by_identity)
        elif mention.entry.kind != "government" or not _is_country(reading.words(start, end)):
            known = by_identity.get(mention.entry.id)
            if known is None:
                known = by_identity[mention.entry.id] = draft_of(reading, mention.entry, start, end, registry)
                drafts.append(known)
            known.add([Told(start, end, "full", "high", None if known.told else "a name in the registry")])


def _overlapping(taken: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The first of some stretches, in order, that overlaps another."""
    at = bisect_right(taken, (end - 1, end))
    return next((one for one in taken[max(0, at - 4) : at + 1] if one[0] < end and start < one[1]), None)


def _correct(draft: Draft, entry: Entry, by_identity: dict[str, Draft]) -> None:
    """Tell a draft that was taken for a person, on no other ground than a capital, to be the group that it is."""
    if not draft.is_person or entry.kind == "person" or draft.actor.roles or draft.actor.identity:
        return
    if any(one.form == "full" for one in draft.told) or entry.id in by_identity:
        return
    draft.actor = msgspec.structs.replace(
        draft.actor, kind=KINDS[entry.kind], identity=entry.id, reason="a name in the registry"
    )
    draft.told = [Told(one.start, one.end, "full", one.confidence, one.reason) for one in draft.told]
    by_identity[entry.id] = draft


def _tell_kind(draft: Draft, registry: Registry | None) -> None:
    if draft.actor.identity and draft.actor.kind in _UNTOLD:
        entry = (registry or known_actors()).get(draft.actor.identity)
        if entry is not None:
            draft.actor = msgspec.structs.replace(draft.actor, kind=KINDS[entry.kind])


def _is_country(name: str) -> bool:
    """Whether a name is a country's alone, which stands for the country here; `states` tells where it acts."""
    return any(entry.kind == "country" for entry in known_places().named(name))


def draft_of(reading: Reading, entry: Entry, start: int, end: int, registry: Registry | None) -> Draft:
    """A draft without mentions of an actor that only the registry knows.

    Args:
        reading: The reading.
        entry: The actor.
        start: First code point in the folded text of words that name it.
        end: Code point after the last.
        registry: The one in use if None.
    """
    name = Name(text=reading.words(start, end), spans=(reading.folded.span(start, end),))
    actor = Actor(id="new", name=name.text, kind=KINDS[entry.kind], names=(name,))
    (known,) = identify(reading, (actor,), registry)
    identity_roles = known.identity_roles if known.identity == entry.id else ()
    return Draft(msgspec.structs.replace(actor, names=(), identity=entry.id, identity_roles=identity_roles))
