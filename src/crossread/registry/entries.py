"""The records of the registry: actors, names, roles, sides, conflicts, sources."""

from __future__ import annotations

from typing import Literal

import msgspec

from crossread.registry.periods import UNCHECKED, Period

Kind = Literal[
    "government", "state force", "rebel", "militia", "party", "civilians", "external", "outlet", "agency",
    "peace operation", "organisation", "person",
]  # fmt: skip
"""What an actor is at bottom. What it was when (rebels who came to rule) is told by its dated roles.

``external`` is a coalition or company from outside the country it acts in; ``agency`` a news agency; ``outlet`` any
other publisher; ``organisation`` an international, humanitarian or observing body.
"""


class NameForm(Period, frozen=True, kw_only=True):
    """A name that is not English, or not held all the time.

    Attributes:
        name: As written in Latin letters.
        language: ISO 639 code, None for English.
    """

    name: str
    language: str | None = None


class Letters(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):  # an acronym that is not English
    """An acronym whose letters belong to a name in another language.

    Attributes:
        letters: As written, without full stops.
        language: ISO 639 code.
    """

    letters: str
    language: str


class DatedRole(Period, frozen=True, kw_only=True):
    """An office, or what a group was, for a time.

    Attributes:
        title: "leader", "president", "spokesman"; of groups "insurgents", "de facto government".
        of: Id of the actor in which the office is held; None for groups and for roles that need none.
    """

    title: str
    of: str | None = None


class Side(Period, frozen=True, kw_only=True, rename={"since": "from", "until": "to", "other": "with"}):
    """Whom an actor fights, or is allied with, in one conflict, for a time. Told once, it holds for both.

    Attributes:
        other: Id of the other actor, ``with`` in files.
        conflict: Key of the conflict.
    """

    other: str
    conflict: str


class Conflict(Period, frozen=True, kw_only=True):
    """A war or insurgency.

    Attributes:
        name: Name of the conflict.
        countries: ISO 3166-1 alpha-2 codes of where it is fought.
    """

    name: str
    countries: tuple[str, ...]


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A public page that was read for facts.

    Attributes:
        title: Its title, or what it is.
        address: Its address.
    """

    title: str
    address: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One actor of the registry.

    Attributes:
        id: Small letters, digits and hyphens; never given to another actor.
        kind: What it is.
        country: ISO 3166-1 alpha-2 code of its home; None if it has none.
        areas: Further countries in which reports speak of it, besides those of its conflicts.
        names: Names and spellings, the one to show first; a plain string is English and undated.
        acronyms: Acronyms and other letters, matched with their case; a plain string is English.
        part_of: Id of the actor whose friends and enemies are its own ("armed forces" of a state).
        exists: From when to when there was such an actor; of people it is left out.
        roles: Offices held, or what a group was, each for a time.
        fights: Enemies.
        allied: Allies and backers.
        source: Page that was read for its names and kind.
    """

    id: str
    kind: Kind
    country: str | None = None
    areas: tuple[str, ...] = ()
    names: tuple[str | NameForm, ...]
    acronyms: tuple[str | Letters, ...] = ()
    part_of: str | None = None
    exists: Period = Period()
    roles: tuple[DatedRole, ...] = ()
    fights: tuple[Side, ...] = ()
    allied: tuple[Side, ...] = ()
    source: str = UNCHECKED

    @property
    def name(self) -> str:
        """The name to show."""
        first = self.names[0]
        return first if isinstance(first, str) else first.name

    def written(self) -> tuple[str, ...]:
        """All names and acronyms, as written."""
        names = (form if isinstance(form, str) else form.name for form in self.names)
        letters = (form if isinstance(form, str) else form.letters for form in self.acronyms)
        return (*names, *letters)

    def facts(self) -> tuple[Period, ...]:
        """Everything dated that the entry tells, its existence included if any date of it is told."""
        told = (self.exists,) if self.exists.since or self.exists.until else ()
        forms = tuple(form for form in self.names if isinstance(form, NameForm) and (form.since or form.until))
        return (*told, *forms, *self.roles, *self.fights, *self.allied)


class RegistryFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"actors": "actor"}):
    """What one file holds.

    Attributes:
        sources: Pages read, by key.
        conflicts: Conflicts, by key.
        actors: The entries, ``[[actor]]`` in files.
    """

    sources: dict[str, Source] = {}
    conflicts: dict[str, Conflict] = {}
    actors: tuple[Entry, ...] = ()
