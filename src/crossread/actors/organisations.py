"""Organisations by rule.

Acronyms with their expansions, capitalised names that hold a word for a kind of organisation ("Northern Observatory"),
and groups and outlets known by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import get_args

from crossread.actors.expansions import ALLIED, key_of, same_words
from crossread.actors.lexicon import is_nationality, known_acronyms, name_words, names_organisation, plain
from crossread.actors.words import Words, first_words, is_given_name, place_kind
from crossread.data import rows
from crossread.record import Acronym, ActorKind

_HEADS = name_words("organisation head")
_WEAK = name_words("weak")
_ARTICLE = re.compile(r"^(?:[Aa]l|[Ee]l)(?:-|$)")
_MAX_WORDS = 9
_GENERIC = 2  # words of a name that every state has ("Defence Ministry")
_OF_STATE = frozenset(["ministry", "staff", "force", "forces", "navy", "office", "agency", "service", "council"])
_STATE = name_words("state body")
_ARMED = name_words("armed group")


@dataclass(slots=True)
class Organisation:
    """An organisation of the report while its mentions are gathered.

    Attributes:
        name: The fullest name.
        kind: What it is.
        names: Bounds of mentions by a written-out name, by that name.
        letters: Bounds of mentions by an acronym, by that acronym.
    """

    name: str
    kind: ActorKind
    names: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    letters: dict[str, set[tuple[int, int]]] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """First code point of the first mention."""
        return min(start for places in (*self.names.values(), *self.letters.values()) for start, _ in places)


def organisations_in(
    blocks: list[Words], acronyms: Iterable[tuple[Acronym, list[tuple[int, int]], list[list[tuple[int, int]]]]]
) -> list[Organisation]:
    """The organisations of a report, in order of first mention.

    Args:
        blocks: Words of the main blocks, in order.
        acronyms: Acronyms, each with the bounds of its mentions and of those of its expansions.
    """
    found: list[Organisation] = []
    by_words: dict[str, Organisation] = {}
    by_letters: dict[str, Organisation] = {}
    for acronym, mentions, expansions in acronyms:
        kind = _kind_of(acronym)
        if kind is None:
            continue
        named = [expansion.words for expansion in acronym.expansions]
        one = Organisation(max(named, key=len) if named else acronym.letters, kind)
        one.letters[acronym.letters] = set(mentions)
        for expansion, places in zip(acronym.expansions, expansions, strict=True):
            one.names[expansion.words] = set(places)
            by_words.setdefault(_key(expansion.words), one)
        by_letters[key_of(acronym.letters)] = one
        found.append(one)
    for words in blocks:
        for first, after in sorted({*names_in(words), *groups_in(words)}):
            _put(found, by_words, words.text[words[first].start : words[after - 1].end], words, first, after)
    return sorted(found, key=lambda one: one.start)


def _put(
    found: list[Organisation], by_words: dict[str, Organisation], name: str, words: Words, first: int, after: int
) -> None:
    bounds = words[first].start, words[after - 1].end
    bare = name.partition("'s ")[2] if words[first + 1].text == "'s" else ""
    one = by_words.get(_key(name)) or (by_words.get(_key(name, nationality=False)) if not bare else None)
    if one is None:
        one = by_words[_key(name)] = Organisation(name, _kind(name))
        found.append(one)
        if bare:
            by_words.setdefault(_key(bare), one)
    held = next((written for written in one.names if same_words(written) == same_words(name)), name)
    one.names.setdefault(held, set()).add(bounds)


def _key(name: str, *, nationality: bool = True) -> str:
    """What two writings of one name share: no Arabic article, and no nationality before it, if it is not wanted."""
    words = [_ARTICLE.sub("", word) for word in name.split()]
    if not nationality and len(words) > 2 and is_nationality(words[0]):
        words = words[1:]
    return " ".join(same_words(word) for word in words if word)


def names_in(words: Words) -> Iterator[tuple[int, int]]:
    """Capitalised names that hold a word for a kind of organisation: first word and word after."""
    at = 0
    while at < len(words):
        if not _starts(words, at):
            at += 1
            continue
        after = at + 1
        while after < len(words) and words[after].near and _goes_on(words, after):
            after += 1
        for first, end in _parted(words, at, after):
            first = _without_lead(words, first, end)
            end = _without_rest(words, first, end)
            while end > first and not words[end - 1].text[0].isupper():
                end -= 1
            if 1 < end - first <= _MAX_WORDS and _is_organisation(words, first, end):
                yield _with_owner(words, first, end), end
        at = after


def _with_owner(words: Words, first: int, after: int) -> int:
    """The first word of "Norland's Defence Ministry": a ministry of no other name is named by its country too."""
    generic = after - first == _GENERIC and words.lower(after - 1) in _OF_STATE and words[first - 1].text == "'s"
    owned = generic and first > 1 and words[first].near and words[first - 1].near and words[first - 2].capital
    return first - 2 if owned and place_kind(words[first - 2].text) == "country" else first


def groups_in(words: Words) -> Iterator[tuple[int, int]]:
    """Names of groups and outlets that are known by themselves: first word and word after."""
    at = 0
    while at < len(words):
        after = _group_end(words, at) if words[at].lower in _group_starts() else at
        if after > at:
            yield at, after
        at = max(after, at + 1)


def _group_end(words: Words, at: int) -> int:
    """Index after the longest known name that begins at a place, the place itself if none does."""
    if words[at].text.islower() and words[at].text == words[at].lower and "-" not in words[at].text:
        return at
    for end in range(min(len(words), at + 3), at, -1):
        if not words[end - 1].text[-1:].isalnum():
            continue  # "(Reuters)": the bracket is no part of the name
        near = all(words[i].near for i in range(at + 1, end))
        if near and _key(words.text[words[at].start : words[end - 1].end]) in _groups():
            return end
    return at


@cache
def _group_starts() -> frozenset[str]:
    starts = {name.split()[0].lower() for name, _ in rows("groups.tsv")}
    return frozenset(
        starts | {start.removeprefix("al-") for start in starts} | {"al"} | {f"al-{start}" for start in starts}
    )


def _parted(words: Words, first: int, after: int) -> Iterator[tuple[int, int]]:
    """The parts of "the Sword Brigade and the Shield Front", each by itself."""
    for at in range(first + 2, after - 1):
        if words.lower(at) in ("and", "&") and words.lower(at - 1) in _HEADS:
            yield first, at
            first = at + 1
    yield first, after


def _starts(words: Words, at: int) -> bool:
    return (words[at].capital or words[at].acronym) and words[at].text not in first_words()


def _goes_on(words: Words, at: int) -> bool:
    word = words[at]
    if word.capital or word.acronym:
        return word.text not in first_words() or words.lower(at - 1) in ("of", "for", "and", "the")
    if word.lower in ("of", "for"):
        return words[at + 1].near and (words[at + 1].capital or words.lower(at + 1) == "the")
    if word.lower == "the":
        return words.lower(at - 1) in ("of", "for") and words[at + 1].near and words[at + 1].capital
    return word.lower in ("and", "&") and words[at + 1].near and words[at + 1].capital and words[at - 1].capital


def _without_lead(words: Words, first: int, after: int) -> int:
    """The first word of the name itself: after titles, "members of the" and the like."""
    at = first
    while at < after - 1:
        title = words.title_beginning(at)
        if title and title[0] < after and title[1] != "honorific":
            at = title[0]
        elif words.lower(at) in _before_names() or ALLIED.search(words[at].text) or _day(words[at].text):
            at += 1
        else:
            break
        while at < after - 1 and words.lower(at) in ("of", "for", "the", "and"):
            at += 1
    return at


def _day(word: str) -> bool:
    return place_kind(word) == "calendar"


@cache
def _before_names() -> frozenset[str]:
    return name_words("belonging") | name_words("leading") | {"senior", "related"}


def _without_rest(words: Words, first: int, after: int) -> int:
    """The word after the name itself: before the title of a person that follows, and a person's name."""
    for at in range(first + 1, after):
        title = words.title_beginning(at)
        joined = words.lower(at - 1) in ("of", "for", "and", "the")
        named = (
            title and title[1] in ("rank", "office", "honorific") and words[title[0]].near and words[title[0]].capital
        )
        if named and not joined and words.lower(at) not in _HEADS | {"general"}:
            return at
        if at > first + 1 and is_given_name(words[at].text) and not joined and words[at + 1].capital:
            return at
    return after


def _is_organisation(words: Words, first: int, after: int) -> bool:
    capitals = [at for at in range(first, after) if words[at].capital or words[at].acronym]
    described = len(capitals) < 3 and all(is_nationality(words[at].text) for at in capitals[:-1])
    if len(capitals) < 2 or described:
        return False  # "Norlandish Army" alone: a description rather than a name
    if is_given_name(words[first].text) and len(capitals) < 3:
        return False
    if is_nationality(words[capitals[-1]].text):
        return False
    last = words.lower(capitals[-1])
    joined = any(words.lower(at) in ("of", "for", "and") for at in range(first, after))
    return last in _HEADS or (joined and any(words.lower(at) in _HEADS for at in capitals[:3]))


def _kind_of(acronym: Acronym) -> ActorKind | None:
    """What an acronym names; None for words, things and people."""
    entry = known_acronyms().get(key_of(acronym.letters))
    if entry:
        kinds: dict[str, ActorKind] = {"agency": "outlet", "state": "state body", "org": "organisation"}
        return kinds.get(entry[1])
    named = [e.words for e in acronym.expansions if e.words[0].isupper()]
    if any(names_organisation(word) and plain(word) not in _WEAK for words in named for word in words.split()):
        return _kind(" ".join(named))
    return None


def _kind(name: str) -> ActorKind:
    known = _groups().get(_key(name))
    if known:
        return known
    words = {plain(word) for word in name.split()}
    if {"news", "agency"} <= words:
        return "outlet"
    if words & _ARMED:
        return "armed group"
    return "state body" if words & _STATE else "organisation"


@cache
def _groups() -> dict[str, ActorKind]:
    kinds: dict[str, ActorKind] = {kind: kind for kind in get_args(ActorKind)}
    return {_key(name): kinds[kind] for name, kind in rows("groups.tsv")}
