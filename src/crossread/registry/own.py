"""Entries of the user's own: checked together with the shipped ones, and written as text for the user's file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from crossread.errors import RegistryError
from crossread.registry.compiled import shipped_texts
from crossread.registry.entries import Kind
from crossread.registry.loading import Loaded, Located, load
from crossread.registry.lookup import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What a user says of one actor.

    Attributes:
        id: Small letters, digits and hyphens.
        kind: One of the kinds of `crossread.registry.entries.Kind`.
        names: Names and spellings, the one to show first.
        acronyms: Acronyms, without full stops.
        country: ISO 3166-1 alpha-2 code.
        since: First date of its existence.
        until: Last date of its existence.
    """

    id: str
    kind: str
    names: Sequence[str]
    acronyms: Sequence[str] = ()
    country: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a user's files.

    Attributes:
        actors: How many entries they hold.
        facts: How many dated facts.
        unchecked: How many of those name no page that was read for them.
        shared: Names that one of the entries has in common with another actor, with the ids of all bearers.
    """

    actors: int
    facts: int
    unchecked: int
    shared: tuple[tuple[str, tuple[str, ...]], ...]


def with_own(texts: Iterable[tuple[str, str]]) -> Registry:
    """The shipped registry with a user's files.

    Args:
        texts: File names, for messages, with their contents.

    Raises:
        RegistryError: A file is malformed, or does not fit with the shipped ones.
    """
    loaded = load([*shipped_texts(), *texts])
    return Registry([one.entry for one in loaded.entries], loaded.conflicts)


def check(texts: Iterable[tuple[str, str]]) -> Checked:
    """Hold a user's files to the rules, together with the shipped ones.

    Args:
        texts: File names, for messages, with their contents.

    Raises:
        RegistryError: A file is malformed, or does not fit with the shipped ones.
    """
    own = list(texts)
    loaded = load([*shipped_texts(), *own])
    files = {file for file, _ in own}
    mine = [one for one in loaded.entries if one.file in files]
    facts = [fact for one in mine for fact in one.entry.facts()]
    return Checked(
        actors=len(mine),
        facts=len(facts),
        unchecked=sum(not fact.checked for fact in facts),
        shared=tuple(_shared(loaded, mine)),
    )


def _shared(loaded: Loaded, mine: Iterable[Located]) -> Iterable[tuple[str, tuple[str, ...]]]:
    registry = Registry([one.entry for one in loaded.entries], loaded.conflicts)
    for one in mine:
        for name in one.entry.written():
            bearers = tuple(other.id for other in registry.match(name))
            if len(bearers) > 1:
                yield name, bearers


def add(file: str, text: str, addition: Addition) -> str:
    """The contents of a user's file with one more entry at its end.

    Args:
        file: Name of the file, for messages.
        text: What it holds so far; may be empty.
        addition: The new actor. Its facts are unchecked until the user names a page.

    Raises:
        RegistryError: The file, or the entry, is malformed; nothing is to be written then.
    """
    if addition.kind not in get_args(Kind):
        raise RegistryError(f"{addition.kind!r} is no kind of actor; kinds are {', '.join(get_args(Kind))}")
    before = text.rstrip("\n") + "\n\n" if text.strip() else ""
    after = before + entry_text(addition)
    load([*shipped_texts(), (file, after)])
    return after


def entry_text(addition: Addition) -> str:
    """An entry as it stands in a file."""
    lines = ["[[actor]]", f"id = {_quoted(addition.id)}", f"kind = {_quoted(addition.kind)}"]
    if addition.country:
        lines.append(f"country = {_quoted(addition.country)}")
    lines.append(f"names = [{', '.join(map(_quoted, addition.names))}]")
    if addition.acronyms:
        lines.append(f"acronyms = [{', '.join(map(_quoted, addition.acronyms))}]")
    dates = [
        f"{key} = {_quoted(date)}" for key, date in (("from", addition.since), ("to", addition.until)) if date
    ]  # fmt: skip
    if dates:
        lines.append(f"exists = {{ {', '.join(dates)} }}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    safe = "".join(
        f"\\u{ord(character):04x}" if ord(character) < 0x20 or ord(character) == 0x7F else character
        for character in text.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{safe}"'
