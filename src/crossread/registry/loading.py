"""Reads files of the registry and refuses what is malformed, with file, line, entry and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import msgspec

from crossread.errors import RegistryError
from crossread.registry.entries import Conflict, Entry, NameForm, RegistryFile, Side, Source
from crossread.registry.names import name_key
from crossread.registry.periods import UNCHECKED, Period, days_of, in_order

_ENTRY_LINE = re.compile(r"^[ \t]*\[\[[ \t]*actor[ \t]*\]\]", re.MULTILINE)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_PATH = re.compile(r"\$\.actor\[(\d+)\]\.?(.*)")


@dataclass(frozen=True, slots=True)
class Located:
    """An entry with where it stands.

    Attributes:
        entry: The entry.
        file: Name of its file.
        line: Line of its ``[[actor]]``, counted from 1.
        sources: Pages that its file names.
    """

    entry: Entry
    file: str
    line: int
    sources: Mapping[str, Source]

    def refuse(self, reason: str) -> RegistryError:
        """The error that names this entry."""
        return RegistryError(f"{self.file}, line {self.line}, actor {self.entry.id!r}: {reason}")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a set of files holds together.

    Attributes:
        entries: The entries with their places, in order of files and lines.
        conflicts: Conflicts by key.
    """

    entries: tuple[Located, ...]
    conflicts: Mapping[str, Conflict]


def load(texts: Iterable[tuple[str, str]]) -> Loaded:
    """Read files of the registry together and hold them to its rules.

    Args:
        texts: File names, for messages, with their contents.

    Raises:
        RegistryError: A file is no TOML, an entry is malformed, or entries do not fit together: an id or a conflict
            given twice, an unknown actor, conflict or source, dates out of order, a side told twice, two actors
            that fight and are allied at one time in one conflict.
    """
    entries: list[Located] = []
    conflicts: dict[str, Conflict] = {}
    for file, text in texts:
        held = _parse(file, text)
        lines = _lines(text)
        entries += [Located(entry, file, lines[at], held.sources) for at, entry in enumerate(held.actors)]
        for key, conflict in held.conflicts.items():
            if key in conflicts:
                raise RegistryError(f"{file}: the conflict {key!r} is given twice")
            conflicts[key] = conflict
            _check_conflict(file, key, conflict, held.sources)
    loaded = Loaded(tuple(entries), conflicts)
    _check(loaded)
    return loaded


def _lines(text: str) -> list[int]:
    return [text.count("\n", 0, found.start()) + 1 for found in _ENTRY_LINE.finditer(text)]


def _parse(file: str, text: str) -> RegistryFile:
    try:
        return msgspec.convert(tomllib.loads(text), RegistryFile)
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{file}: not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise RegistryError(f"{file}{_place(str(error), text)}") from error


def _place(message: str, text: str) -> str:
    """Where an entry breaks the form: msgspec tells a path, a reader wants a line."""
    reason, _, path = message.partition(" - at `")
    found = _PATH.match(path.rstrip("`"))
    if found is None:
        return f": {reason}" + (f" (at {path.rstrip('`')})" if path else "")
    number, field = int(found[1]), found[2]
    lines = _lines(text)
    line = f", line {lines[number]}" if number < len(lines) else ""
    return f"{line}, actor {number + 1} of the file: {f'{field}: ' if field else ''}{reason}"


def _check_conflict(file: str, key: str, conflict: Conflict, sources: Mapping[str, Source]) -> None:
    for reason in (*_period_faults(conflict, sources), *_country_faults(conflict.countries)):
        raise RegistryError(f"{file}, conflict {key!r}: {reason}")


def _check(loaded: Loaded) -> None:
    by_id: dict[str, Located] = {}
    for one in loaded.entries:
        if one.entry.id in by_id:
            first = by_id[one.entry.id]
            raise one.refuse(f"the id is given twice, first in {first.file}, line {first.line}")
        by_id[one.entry.id] = one
    for one in loaded.entries:
        for reason in _faults(one, by_id, loaded.conflicts):
            raise one.refuse(reason)
    _check_sides(loaded.entries)


def _faults(one: Located, by_id: Mapping[str, Located], conflicts: Mapping[str, Conflict]) -> Iterator[str]:
    entry = one.entry
    if not _ID.fullmatch(entry.id):
        yield "an id is small letters, digits and hyphens"
    if not entry.names:
        yield "names: there must be one at least"
    yield from _country_faults((*([entry.country] if entry.country else []), *entry.areas))
    yield from _name_faults(entry)
    yield from _source_faults("source", entry.source, one.sources)
    for fact in (entry.exists, *entry.facts()):
        yield from _period_faults(fact, one.sources)
    yield from _reference_faults(entry, by_id, conflicts)


def _country_faults(codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        if not _COUNTRY.fullmatch(code):
            yield f"{code!r} is no ISO 3166-1 alpha-2 code"


def _name_faults(entry: Entry) -> Iterator[str]:
    keys: set[str] = set()
    for form in entry.names:
        name = form.name if isinstance(form, NameForm) else form
        key = name_key(name)
        if not key:
            yield f"names: {name!r} holds no letter"
        elif key in keys:
            yield f"names: {name!r} is given twice; case, accents and hyphens do not count"
        keys.add(key)
    letters = [form if isinstance(form, str) else form.letters for form in entry.acronyms]
    for one in letters:
        if not one or "." in one or letters.count(one) > 1:
            yield f"acronyms: {one!r} is empty, holds full stops, or is given twice"


def _period_faults(period: Period, sources: Mapping[str, Source]) -> Iterator[str]:
    what = getattr(period, "title", None) or getattr(period, "other", None) or getattr(period, "name", None) or "exists"
    for date in (period.since, period.until):
        try:
            if date is not None:
                days_of(date)
        except ValueError as error:
            yield f"{what}: {error}"
            return
    if not in_order(period):
        yield f"{what}: it ends ({period.until}) before it begins ({period.since})"
    yield from _source_faults(what, period.source, sources)


def _source_faults(what: str, told: str, sources: Mapping[str, Source]) -> Iterator[str]:
    if told == UNCHECKED:
        return
    for key in told.split() or [told]:
        if key not in sources:
            yield f"{what}: the file names no page {key!r}"


def _reference_faults(entry: Entry, by_id: Mapping[str, Located], conflicts: Mapping[str, Conflict]) -> Iterator[str]:
    named = [(f"part_of: {entry.part_of!r}", entry.part_of)] if entry.part_of else []
    named += [(f"role {role.title!r} of {role.of!r}", role.of) for role in entry.roles if role.of]
    named += [(f"side with {side.other!r}", side.other) for side in (*entry.fights, *entry.allied)]
    for what, other in named:
        if other not in by_id or other == entry.id:
            yield f"{what}: " + ("an actor cannot name itself" if other == entry.id else "there is no such actor")
    for side in (*entry.fights, *entry.allied):
        if side.conflict not in conflicts:
            yield f"side with {side.other!r}: there is no conflict {side.conflict!r}"
    seen = {entry.id}
    whole = entry.part_of
    while whole in by_id and whole is not None:
        if whole in seen:
            yield f"part_of: {entry.part_of!r} is in the end part of itself"
            return
        seen.add(whole)
        whole = by_id[whole].entry.part_of


def _check_sides(entries: Iterable[Located]) -> None:
    """Refuse a side told twice, and two actors that fight and are allied at one time."""
    pairs: dict[tuple[frozenset[str], str], list[tuple[str, Side, Located]]] = {}
    for one in entries:
        for how, sides in (("fights", one.entry.fights), ("allied", one.entry.allied)):
            for side in sides:
                pairs.setdefault((frozenset((one.entry.id, side.other)), side.conflict), []).append((how, side, one))
    for told in pairs.values():
        for (how, side, first), (also, other, second) in combinations(told, 2):
            if _overlap(side, other):
                twice = "told twice" if how == also else "both a fight and an alliance"
                reason = f"its side with {other.other!r} in {other.conflict!r} is {twice} for one time"
                raise second.refuse(f"{reason}; see {first.file}, line {first.line}")


def _overlap(one: Period, other: Period) -> bool:
    """Whether two periods share more than the day, month or year in which one gives way to the other."""
    if one.until is not None and other.since is not None and days_of(one.until)[0] <= days_of(other.since)[1]:
        return False
    return not (other.until is not None and one.since is not None and days_of(other.until)[0] <= days_of(one.since)[1])
