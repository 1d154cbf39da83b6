"""The lexicon of events: ``data/events.toml``, which says itself what each field asks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from crossread.record import ArgumentRole

LEFT_OUT = "!"
"""In place of a role: the slot is no argument."""

NAMES = frozenset(["who", "names"])
PLACE_NAMES = frozenset(["place", "names_of_places"])


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"not_": "not", "with_": "with"}):
    """One entry of the lexicon. Lists are words parted by spaces."""

    type: str
    verb: str = ""
    noun: str = ""
    particle: str = ""
    under: str = ""
    subject: str = ""
    object: str = ""
    beside: str = ""
    with_: dict[str, str] = {}
    modifier: str = ""
    not_: str = ""
    case: str = ""
    bare: bool = False
    lone: bool = False
    after: str = ""
    passive: bool = False
    alone: bool = False
    nobody: bool = False
    claimed: bool = False
    roles: dict[str, str] = {}


class _File(msgspec.Struct, frozen=True, rename={"classes": "class", "types": "type", "entries": "event"}):
    never: dict[str, str]
    words: dict[str, str]
    classes: dict[str, str]
    types: dict[str, dict[str, str]]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a field asks of a phrase.

    Attributes:
        lemmas: Head lemmas that fit.
        classes: Classes asked for, by which names and pronouns fit too.
    """

    lemmas: frozenset[str]
    classes: frozenset[str]


@cache
def load() -> _File:
    """The file, read once in a process."""
    raw = files("crossread.data").joinpath("events.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), _File)


@cache
def entries_by_lemma(kind: Literal["verb", "noun"]) -> Mapping[str, tuple[Entry, ...]]:
    """Entries by the lemmas of verbs or nouns that may tell them, in the order of the file."""
    found: dict[str, list[Entry]] = {}
    for entry in load().entries:
        for lemma in getattr(entry, kind).split():
            found.setdefault(lemma, []).append(entry)
    return {lemma: tuple(entries) for lemma, entries in found.items()}


@cache
def wanted(field: str) -> Wanted:
    """What a field asks for: lemmas, and the classes among its words."""
    classes = load().classes
    lemmas: set[str] = set()
    names: set[str] = set()
    for word in field.split():
        if word == "who":
            names.update(("who", "pronoun"))
            for part in ("forces", "rule", "people", "pronoun", "protester"):
                lemmas.update(classes[part].split())
        elif word in classes or word in ("names", "names_of_places"):
            names.add(word)
            lemmas.update(classes.get(word, "").split())
        else:
            lemmas.add(word)
    return Wanted(frozenset(lemmas), frozenset(names))


@cache
def unwanted(field: str) -> frozenset[str]:
    """Lemmas that must not stand with a word: those of a field, and of its classes marked with ``@``."""
    classes = load().classes
    listed = (classes[word[1:]].split() if word.startswith("@") else [word] for word in field.split())
    return frozenset(lemma for lemmas in listed for lemma in lemmas)


@cache
def never() -> frozenset[str]:
    """Lemmas beside which nothing is an event: figures of speech, sport, illness."""
    return frozenset(load().never["words"].split())


@cache
def words(name: str) -> frozenset[str]:
    """A word list of the readers."""
    return frozenset(load().words[name].split())


@cache
def role_of(kind: str, slot: str) -> ArgumentRole | Literal["!"] | None:
    """What a slot of a type is called, None if it is no argument."""
    return load().types[kind].get(slot)  # type: ignore[return-value]


def is_arranged(kind: str) -> bool:
    """Whether events of a type are arranged by parties, rather than brought about by force."""
    return load().types[kind]["group"] == "arranged"


def types() -> tuple[str, ...]:
    """All types of events, in the order of the file."""
    return tuple(load().types)
