"""Coreference: everything a report calls one actor, joined into that actor.

`actors` finds people and organisations by their names, `registry` knows some of them. Here names that the registry
holds for one actor come together, descriptions ("Rescue Front fighters", "the group", "the minister") and pronouns are
joined where that is safe, and groups that go by a description alone ("government forces") become actors. A
description that fits two keeps both as candidates; a pronoun that does is left as it is.
"""

from __future__ import annotations

from crossread.context import Reading
from crossread.coreference.descriptions import join_roles
from crossread.coreference.drafts import actors_of, drafts_of
from crossread.coreference.groups import join_groups
from crossread.coreference.known_names import join_known
from crossread.coreference.pronouns import join_pronouns
from crossread.coreference.states import join_states, without_places
from crossread.record import Actor
from crossread.registry import Registry, identify

__all__ = ["resolve_actors"]


def resolve_actors(reading: Reading, actors: tuple[Actor, ...], registry: Registry | None = None) -> tuple[Actor, ...]:
    """The actors of a report with all that it calls them.

    Args:
        reading: The reading, its acronyms, attributions and times found.
        actors: Actors found by name.
        registry: Registry of known actors; the one in use if None.

    Returns:
        Actors in order of first mention, with ids ``a1``, ``a2`` … in that order. Each mention has its form, and its
        confidence and reason where it is not a plain name.
    """
    drafts = drafts_of(reading, identify(reading, without_places(reading, actors), registry))
    drafts = join_known(reading, drafts, registry)
    drafts = join_states(reading, drafts, registry)
    drafts = join_groups(reading, drafts, registry)
    join_roles(reading, drafts)
    join_pronouns(reading, drafts)
    return actors_of(reading, drafts)
