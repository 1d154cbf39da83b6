"""The registry: who bears a name, what they were when, whom they fought and were allied with when.

Nothing is matched by likeness: a name is found as it is listed or not at all, and a name that several actors bear gives
all of them. Facts for which no page was read are told apart: with ``checked_only`` they do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import cache, cached_property
from importlib.resources import files

from crossread.actors.lexicon import known_acronyms
from crossread.actors.words import is_given_name
from crossread.registry.compiled import COMPILED, decode
from crossread.registry.entries import Conflict, DatedRole, Entry, Letters, NameForm, Side
from crossread.registry.names import acronym_key, name_key, words_of
from crossread.registry.periods import Period, begun, holds, meet

_ARTICLE = re.compile(r"(?:al|el)[- ](?=[A-Z])")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}")
_POSSESSIVE = ("'s", "’s")
_WORDS_IN_CAPITALS = frozenset(["IS", "US", "WHO"])
_LONGEST_NAME = 10  # words; longer names than those listed cannot be found


class Registry:
    """A set of entries with its look-ups."""

    def __init__(self, entries: Iterable[Entry], conflicts: Mapping[str, Conflict]) -> None:
        """Index entries that `load` has held to the rules.

        Args:
            entries: The entries.
            conflicts: Conflicts by key.
        """
        self.entries = tuple(entries)
        self.conflicts = conflicts
        self._by_id = {entry.id: entry for entry in self.entries}

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def get(self, identity: str) -> Entry | None:
        """The entry of an id, None if there is none."""
        return self._by_id.get(identity)

    @cached_property
    def _by_name(self) -> dict[str, tuple[tuple[Entry, Period | None], ...]]:
        found: dict[str, tuple[tuple[Entry, Period | None], ...]] = {}
        for entry in self.entries:
            for form in entry.names:
                dated = form if isinstance(form, NameForm) and (form.since or form.until) else None
                key = name_key(form.name if isinstance(form, NameForm) else form)
                found[key] = (*found.get(key, ()), (entry, dated))
        return found

    @cached_property
    def _by_letters(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            for form in entry.acronyms:
                key = form.letters if isinstance(form, Letters) else form
                found[key] = (*found.get(key, ()), entry)
        return found

    @cached_property
    def _sides(self) -> dict[frozenset[str], tuple[tuple[bool, Side], ...]]:
        """Sides by pair, each with whether it is a fight."""
        found: dict[frozenset[str], tuple[tuple[bool, Side], ...]] = {}
        for entry in self.entries:
            for fight, sides in ((True, entry.fights), (False, entry.allied)):
                for side in sides:
                    pair = frozenset((entry.id, side.other))
                    found[pair] = (*found.get(pair, ()), (fight, side))
        return found

    def match(self, name: str, date: str | None = None) -> tuple[Entry, ...]:
        """Every actor that bears a name, in order of the registry.

        Args:
            name: A full name, or an acronym in its own case.
            date: If given, actors that there were not yet, and names not yet held, are left out. Those of the past
                are not: reports speak of it.

        Raises:
            ValueError: `date` is no date.
        """
        return self._bearers(name_key(name), acronym_key(name), date)

    def _bearers(self, key: str, letters: str, date: str | None) -> tuple[Entry, ...]:
        found = {
            entry.id: entry
            for entry, dated in self._by_name.get(key, ())
            if date is None or dated is None or begun(dated, date)
        }
        found.update((entry.id, entry) for entry in self._by_letters.get(letters, ()))
        return tuple(entry for entry in found.values() if date is None or begun(entry.exists, date))

    def names_in(self, text: str) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
        """Names and acronyms of the registry in a text, the longest first, none inside another.

        Args:
            text: Any text, typically folded.

        Yields:
            Start and end in code points, and every actor that bears the name. A name begins with a
            capital or digit, or with an Arabic article before one.
        """
        words = list(words_of(text))
        at = 0
        while at < len(words):
            after, found = self._name_at(text, words, at)
            if found and not (after == at + 1 and _other_word(text, words, at)):
                start, end = words[at][0], words[after - 1][1]
                end = end + 1 if _DOTTED.fullmatch(text, start, end + 1) else end
                yield start, end - 2 if text.endswith(_POSSESSIVE, start, end) else end, found
            at = after

    def _name_at(self, text: str, words: list[tuple[int, int, str]], at: int) -> tuple[int, tuple[Entry, ...]]:
        start = words[at][0]
        if (text[start].islower() and not _ARTICLE.match(text, start)) or words[at][2] not in self._first_words:
            return at + 1, ()
        for after in range(min(len(words), at + _LONGEST_NAME), at, -1):
            key = " ".join(word for _, _, word in words[at:after])
            written = text[start : words[after - 1][1]]
            found = self._bearers(key, acronym_key(written) if after - at <= 3 else "", None)
            if found and "\n" not in written:
                return after, found
        return at + 1, ()

    @cached_property
    def _first_words(self) -> frozenset[str]:
        letters = (words for written in self._by_letters for _, _, words in list(words_of(written))[:1])
        dotted = (written[0].casefold() for written in self._by_letters if written.isalpha())
        return frozenset([*(key.split()[0] for key in self._by_name), *letters, *dotted])

    def existed(self, entry: Entry, date: str) -> bool | None:
        """Whether there was such an actor on a date; None if the registry cannot tell.

        Raises:
            ValueError: `date` is no date.
        """
        return holds(entry.exists, date)

    def roles_at(self, entry: Entry, date: str | None, *, checked_only: bool = False) -> tuple[DatedRole, ...]:
        """Roles that an actor has on a date, those that may have ended or begun that month or year included.

        Args:
            entry: A person, or a group with what it was.
            date: None for all roles it ever had.
            checked_only: Leave out roles for which no page was read, and those whose dates leave it open.

        Raises:
            ValueError: `date` is no date.
        """
        return tuple(
            role
            for role in entry.roles
            if (date is None or ((role.since or role.until) and holds(role, date) is not False))
            and (role.checked or not checked_only)
        )

    def holders(self, entry: Entry, date: str | None = None) -> tuple[tuple[Entry, DatedRole], ...]:
        """People with a role in an actor on a date, None for ever, in order of the registry."""
        return tuple(
            (person, role) for person in self.entries for role in self.roles_at(person, date) if role.of == entry.id
        )

    def together(self, one: Entry, other: Entry, *, checked_only: bool = False) -> bool | None:
        """Whether two actors ever existed at one time: False if they cannot have, None if the registry cannot tell.

        Args:
            one: An actor.
            other: Another.
            checked_only: None unless a page was read for the existence of both.
        """
        if checked_only and not (one.exists.checked and other.exists.checked):
            return None
        return meet(one.exists, other.exists)

    def opposed(self, one: Entry, other: Entry, date: str | None = None, *, checked_only: bool = False) -> bool:
        """Whether two actors are known to fight each other in some conflict on a date.

        Args:
            one: An actor.
            other: Another.
            date: None for at any time.
            checked_only: Rest on nothing for which no page was read, nor on dates that leave it open.

        Returns:
            False where nothing is known, which is not the same as peace. Parts fight with their wholes, unless
            something nearer is known of the part. Some pairs are opposed in one conflict and allied in another.

        Raises:
            ValueError: `date` is no date.
        """
        return any(fight for fight, _ in self.sides(one, other, date, checked_only=checked_only))

    def allied(self, one: Entry, other: Entry, date: str | None = None, *, checked_only: bool = False) -> bool:
        """Whether two actors are known to be allied in some conflict on a date; as `opposed`."""
        return any(not fight for fight, _ in self.sides(one, other, date, checked_only=checked_only))

    def sides(
        self, one: Entry, other: Entry, date: str | None = None, *, checked_only: bool = False
    ) -> tuple[tuple[bool, Side], ...]:
        """What is known between two actors on a date: whether each is a fight, with the fact itself.

        The nearest counts: what is known of the two themselves, before what is known of those they are part of.
        """
        levels: dict[int, list[tuple[bool, Side]]] = {}
        for up, first in enumerate(self._wholes(one)):
            for also_up, second in enumerate(self._wholes(other)):
                levels.setdefault(up + also_up, []).extend(self._sides.get(frozenset((first, second)), ()))
        for level in sorted(levels):
            found = tuple(
                (fight, side)
                for fight, side in levels[level]
                if (date is None or _counts(side, date, checked_only=checked_only))
                and (side.checked or not checked_only)
            )
            if found:
                return found
        return ()

    def _wholes(self, entry: Entry) -> tuple[str, ...]:
        """An actor and what it is part of, from the nearest."""
        found = [entry.id]
        while (whole := self._by_id[found[-1]].part_of) is not None:
            found.append(whole)
        return tuple(found)

    def countries(self, entry: Entry) -> frozenset[str]:
        """ISO 3166-1 alpha-2 codes of the countries in which reports speak of an actor."""
        return self._countries[entry.id]

    @cached_property
    def _countries(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {
            entry.id: {code for code in (entry.country, *entry.areas) if code} for entry in self.entries
        }
        for entry in self.entries:
            if entry.part_of:
                found[entry.id] |= found[entry.part_of]
            for role in entry.roles:
                found[entry.id] |= found.get(role.of or "", set())
            for side in (*entry.fights, *entry.allied):
                found[entry.id] |= set(self.conflicts[side.conflict].countries)
                found[side.other] |= set(self.conflicts[side.conflict].countries)
        return {identity: frozenset(codes) for identity, codes in found.items()}


def _other_word(text: str, words: list[tuple[int, int, str]], at: int) -> bool:
    """Whether a word is no name by itself: somebody's surname, or an English word among words in capitals."""
    before = text[words[at - 1][0] : words[at - 1][1]] if at else ""
    if before and text[words[at - 1][1] : words[at][0]] == " " and is_given_name(before):
        return True
    if text[words[at][0] : words[at][1]] not in _WORDS_IN_CAPITALS:
        return False
    after = text[words[at + 1][0] : words[at + 1][1]] if at + 1 < len(words) else ""
    return any(
        len(word) > 1 and word.isupper() and (word in _WORDS_IN_CAPITALS or word not in known_acronyms())
        for word in (before, after)
    )


def _counts(fact: Period, date: str, *, checked_only: bool) -> bool:
    """Whether a fact may be taken to hold on a date: where much rests on it, only if its dates say so for sure."""
    held = holds(fact, date)
    return held is True or (held is None and not checked_only)


IN_USE: ContextVar[Registry | None] = ContextVar("registry in use", default=None)
"""The registry that readings use; the shipped one if None. Set by `knowledge.using`."""


def known() -> Registry:
    """The registry in use: the shipped one, or one with a user's own entries."""
    return IN_USE.get() or shipped()


@cache
def shipped() -> Registry:
    """The registry that travels with the package."""
    held = decode(files("crossread.data").joinpath("registry", COMPILED).read_bytes())
    return Registry(held.actors, held.conflicts)
