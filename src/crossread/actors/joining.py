"""Which mentions are one person: the same name, or a last name alone where one person bears it.

Two full names are one only if every word pairs with a word of the other; a middle initial may be left out. So
"Karim Dost", "Karim Shah Dost" and "Karim Zia Dost" stay three.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from crossread.actors.lexicon import name_words, names_organisation
from crossread.actors.people import Person, name_key
from crossread.actors.words import Words, place_kind

_FAMILY_FIRST = name_words("family first")
"""Names that stand first and are used alone, in Chinese, Korean, Vietnamese and Burmese reports."""


@dataclass(slots=True)
class Bearer:
    """A person of the report while the mentions are gathered.

    Attributes:
        key: Words of the fullest name.
        full: Mentions by that name.
        short: Bounds of mentions by one name.
        candidates: Others whom a single name could also mean.
        reason: Why the mentions were joined, where it is not plain.
    """

    key: tuple[str, ...]
    full: list[Person] = field(default_factory=list)
    short: list[tuple[int, int]] = field(default_factory=list)
    candidates: list[Bearer] = field(default_factory=list)
    confidence: Literal["high", "medium", "low"] = "high"
    reason: str | None = None

    @property
    def start(self) -> int:
        """First code point of the first mention."""
        return min([person.bounds[0] for person in self.full] + [start for start, _ in self.short])

    @property
    def gone(self) -> bool:
        """Whether every mention is of one who is dead or told only as a relative."""
        return all(person.gone for person in self.full)


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names pair word by word; initials pair with words, and middle initials may be left out.

    Args:
        one: Words of a name, from `name_key`.
        other: Words of another.
    """
    if len(one) != len(other):
        one, other = _without_initials(one), _without_initials(other)
    if len(one) != len(other) or one[-1] != other[-1]:
        return False
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(one, other, strict=True))


def _without_initials(key: tuple[str, ...]) -> tuple[str, ...]:
    return (key[0], *(word for word in key[1:-1] if len(word) > 1), key[-1]) if len(key) > 2 else key


class _People:
    """The people found so far, looked up by the first and the last word of their names."""

    def __init__(self) -> None:
        self.all: list[Bearer] = []
        self._by_last: dict[str, list[Bearer]] = {}
        self._by_first: dict[str, list[Bearer]] = {}

    def add(self, bearer: Bearer) -> None:
        self.all.append(bearer)
        self._by_last.setdefault(bearer.key[-1], []).append(bearer)
        self._by_first.setdefault(bearer.key[0], []).append(bearer)

    def named(self, key: tuple[str, ...]) -> Bearer | None:
        """The one person of a full name; of several with whom its initials pair, none."""
        same = [bearer for bearer in self._by_last.get(key[-1], ()) if same_name(bearer.key, key)]
        exact = [bearer for bearer in same if bearer.key == key]
        chosen = exact or same
        return chosen[0] if len(chosen) == 1 else None

    def bearer_of(self, name: str, *, titled: bool = False) -> Bearer | list[Bearer]:
        """The one who bears a last name; where there are several, those.

        Args:
            name: One word of a name.
            titled: A title stands before it, so that it may be a first name ("Sultan Qabus").
        """
        borne = list(self._by_last.get(name, ()))
        borne += [one for one in self._by_first.get(name, ()) if name in _FAMILY_FIRST and one not in borne]
        own = [bearer for bearer in borne if bearer.key == (name,)]
        if own:
            return own[0]
        here = [bearer for bearer in borne if not bearer.gone]
        if len(borne) > 1 and len(here) == 1:
            here[0].confidence = "medium"
            here[0].reason = "the others of this last name are dead or named as relatives only"
        if not borne and titled:
            borne = here = list(self._by_first.get(name, ()))
        return here[0] if len(here) == 1 else borne


def gather(people: list[Person], blocks: list[Words]) -> list[Bearer]:
    """The people of a report with all their mentions, in order of the first.

    Args:
        people: Mentions found, in order.
        blocks: Words of the main blocks, in order.
    """
    alone = _alone_and_speaking(blocks)
    register = _People()
    full = sorted((person for person in people if len(person.key) > 1), key=lambda person: -len(person.key))
    for person in full:
        if person.sure or person.key[-1] in alone:
            known = register.named(person.key)
            if known:
                known.full.append(person)
            else:
                register.add(Bearer(person.key, [person]))
    for person in full:  # what was only likely counts where its name is known
        known = None if person.sure or person.key[-1] in alone else register.named(person.key)
        if known:
            known.full.append(person)
    for person in people:
        if len(person.key) == 1 and person.sure:
            _put_single(register, person)
    _add_short(register, blocks)
    for bearer in register.all:
        bearer.full.sort(key=lambda person: person.bounds)
        bearer.short.sort()
    return sorted(register.all, key=lambda bearer: bearer.start)


def _put_single(register: _People, person: Person) -> None:
    """A name of one word with a title: of the one who bears it, else of a person of its own."""
    chosen = register.bearer_of(person.key[0], titled=True)
    if isinstance(chosen, Bearer):
        chosen.full.append(person)
        return
    one = Bearer(person.key, [person], candidates=chosen)
    if chosen:
        one.confidence, one.reason = "low", "the last name is borne by several"
    register.add(one)


def _add_short(register: _People, blocks: list[Words]) -> None:
    """Mentions by the last name alone."""
    names = {bearer.key[-1] for bearer in register.all}
    names |= {bearer.key[0] for bearer in register.all if bearer.key[0] in _FAMILY_FIRST}
    taken = {place for bearer in register.all for person in bearer.full for place in range(*person.bounds)}
    unclear: dict[str, Bearer] = {}
    for words in blocks:
        for first, after, name in _singles(words, names):
            bounds = words[first].start, words[after - 1].end
            if bounds[0] in taken:
                continue
            chosen = register.bearer_of(name)
            if isinstance(chosen, Bearer):
                chosen.short.append(bounds)
            elif chosen:
                one = unclear.setdefault(name, Bearer((name,), candidates=chosen, confidence="low"))
                one.reason = "the last name is borne by several"
                one.short.append(bounds)
    for one in unclear.values():
        register.add(one)


def _singles(words: Words, names: set[str]) -> list[tuple[int, int, str]]:
    """Capitalised words that stand alone and are one of the names: first word, word after, name."""
    found = []
    for at, word in enumerate(words.items):
        if not word.text[0].isupper() and not word.capital:
            continue
        key = name_key([word.text])
        if len(key) != 1 or key[0] not in names or place_kind(word.text):
            continue
        first = at
        if words.lower(at - 1) in ("abu", "abdel", "abdul", "abd"):
            continue
        if word.near and words.lower(at - 1) in ("al", "el", "bin", "van", "von", "de"):
            first -= 1
        before, after = words[first - 1], words[at + 1]
        if words[first].near and (before.capital or before.initial) and not _parts(words, first - 1):
            continue
        if after.near and (after.capital or after.acronym) and not words.title_beginning(at + 1):
            continue
        if after.near and names_organisation(after.text) and after.text[0].isupper():
            continue
        found.append((first, at + 1, key[0]))
    return found


def _parts(words: Words, at: int) -> bool:
    """Whether a capitalised word before a last name does not belong to it: a title, a beginning of a sentence."""
    opens = at == 0 or words[at - 1].text in (".", "!", "?", '"', "“")
    return words.title_ending(at) is not None or (opens and len(words[at].text) < 9)


def _alone_and_speaking(blocks: list[Words]) -> set[str]:
    """Last names that stand alone beside "said" and the like."""
    alone: set[str] = set()
    for words in blocks:
        for at, word in enumerate(words.items):
            if word.capital and not (word.near and words[at - 1].capital):
                follows = words.lower(at + 1) if words[at + 1].near else ""
                if follows in ("said", "says", "added", "told", "warned", "insisted", "explained", "argued", "noted"):
                    alone.update(name_key([word.text]))
    return alone
