"""From the words of a mention to the names under which the gazetteer may know it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crossread.places.entries import Entry
from crossread.places.gazetteer import abbreviations, adjectives, known, letters
from crossread.places.keys import key_of
from crossread.places.resolution import Choice, Named, resolve
from crossread.places.surroundings import containers_told, kind_words, kinds_told

_MOST_CANDIDATES = 80
_DIRECTION = re.compile(
    r"^(?:(?:far|most of|parts of|much of|downtown|greater|metro|metropolitan|central|inner|outer|upstate|mainland|"
    r"occupied|rural|(?:mid-?)?(?:north|south|east|west)(?:-?(?:east|west|central))?(?:ern)?)[ -])+(?=[A-Z])",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\s(?:(?:International|Regional|Municipal) Airport|Airport|Air Base|Airbase|(?:State )?University|"
    r"(?:Community )?College|High School|Hospital|Police Department|City|Town|Township|Village|Valley|River|Lake|Area|"
    r"Metro|County|Province|District|Region|State|Governorate|Oblast|Republic|Road|Street|Avenue|Islands?|Bay|Park|Port|"
    r"Harbor|Camp|Beach|Station|Mountains?|Basin|Plain|Plateau|city|town|village|valley|river|area|county|province|"
    r"district|region|state|governorate|oblast|Countryside|countryside|Suburbs?|suburbs?|Outskirts|outskirts|"
    r"(?:refugee )?camp)$"
)
_OF = re.compile(
    r"^(?:(?:[A-Z][a-z]+(?:n|sh|ese|i) )?(?:City|Town|Village|State|Province|University|County|Port|Commonwealth|"
    r"Republic|Kingdom|Gulf|Bay|Isle|District) of )(?:the )?(?=[A-Z])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Looked:
    """What the gazetteer knows for a mention.

    Attributes:
        name: The name as it was found.
        candidates: Entries it may mean.
        adjective: The words are an adjective or name a people.
        approximate: Only part of the name is known ("Kunduz airport" by Kunduz), so the place is near the entry.
        respelled: The name is another romanisation of the entries' names.
        kinds: Kinds that the words themselves tell ("Hall County").
    """

    name: str
    candidates: tuple[Entry, ...]
    adjective: bool = False
    approximate: bool = False
    respelled: bool = False
    kinds: tuple[str, ...] = ()


def look_up(words: str) -> Looked:
    """What a mention may mean.

    Args:
        words: The mention's words in the folded text.
    """
    words = " ".join(words.split())
    bare = _bare(words)
    if words in adjectives() or bare in adjectives():
        codes = adjectives().get(words) or adjectives()[bare]
        found = tuple(entry for code in codes if (entry := known().division(code)))
        if found and not any(e.kind != "town" and e.name == bare for e in known().named(bare)):
            return Looked(bare, found, adjective=True)
    if _is_described_town(bare):
        codes = adjectives()[bare.rpartition(" ")[0]]
        return Looked(bare, tuple(e for code in codes if (e := known().division(code))), adjective=True)
    if code := abbreviations().get(words) or abbreviations().get(bare) or abbreviations().get(f"{bare}."):
        division = known().division(code)
        if division:
            return Looked(bare, (division,))
    for name, approximate in _forms(bare):
        found = known().named(name)
        if key_of(name) in letters() and not name.isupper():
            found = tuple(entry for entry in found if entry.kind in ("town", "admin2"))
        respelled = not found
        if found := found or known().spelled_like(name):
            kinds = tuple(_own_kinds(bare))
            return Looked(name, found[:_MOST_CANDIDATES], approximate=approximate, respelled=respelled, kinds=kinds)
    return Looked(bare, ())


def _is_described_town(words: str) -> bool:
    """Whether words are an adjective and a word for a town ("Spanish city"), which name none."""
    described, _, kind = words.rpartition(" ")
    return kind.islower() and kind_words().get(kind) == "town" and described in adjectives()


def _bare(words: str) -> str:
    return words.removesuffix("'s").removesuffix("'").removeprefix("the ").removeprefix("The ").strip(" ,;:")


def _forms(name: str) -> Iterator[tuple[str, bool]]:
    """The name, and shorter forms of it, each with whether it stands for a part only."""
    yield name, False
    plain = _DIRECTION.sub("", name)
    if plain != name:
        yield plain, False
    for pattern in (_OF, _SITE):
        shorter = pattern.sub("", plain)
        if shorter != plain and shorter:
            last = plain.rsplit(" ", 1)[-1].lower()
            yield shorter, last not in kind_words() and pattern is _SITE
            again = _SITE.sub("", shorter)
            if again != shorter and again:
                yield again, True
    if "," in plain:
        yield plain.split(",")[0], False


def _own_kinds(words: str) -> Iterator[str]:
    last, first = words.rsplit(" ", 1)[-1].lower(), words.split(" ", 1)[0].lower()
    if last != words.lower() and last in kind_words():
        yield kind_words()[last]
    elif first in kind_words() and " of " in words:
        yield kind_words()[first]


def choose(
    text: str,
    mentions: Sequence[tuple[int, int]],
    home: dict[str, float] | None = None,
    looked_up: Sequence[Looked] | None = None,
) -> list[tuple[Looked, Choice]]:
    """Resolve mentions together, in their order.

    Args:
        text: Folded text.
        mentions: Bounds of the mentions in it.
        home: Codes of countries and divisions that other things than names speak for, with weights.
        looked_up: What the gazetteer knows for each mention; looked up here if it is not given.
    """
    named: dict[tuple[str, bool, tuple[str, ...]], Named] = {}
    keyed: list[tuple[Looked, tuple[str, bool, tuple[str, ...]]]] = []
    every = looked_up if looked_up is not None else [look_up(text[start:end]) for start, end in mentions]
    for (start, end), looked in zip(mentions, every, strict=True):
        key = key_of(looked.name), looked.adjective, looked.kinds
        one = named.setdefault(key, Named(looked.name, looked.candidates))
        one.at.append(start)
        for code in () if looked.adjective else containers_told(text, start, end):
            one.containers[code] = one.containers.get(code, 0) + 1
        for kind in (*looked.kinds, *kinds_told(text, start, end)):
            one.kinds[kind] = one.kinds.get(kind, 0) + 1
        keyed.append((looked, key))
    choices = dict(zip(named, resolve(list(named.values()), home), strict=True))
    return [(looked, choices[key]) for looked, key in keyed]


def containers_of(text: str, mentions: Iterable[tuple[int, int]], leading: str) -> str:
    """Code of the division or country that holds a name which is not resolved, "" if nothing tells.

    Args:
        text: Folded text.
        mentions: Bounds of the mentions of the name.
        leading: Code of the division or country in which the report plays; told containers in it go first.
    """
    told = [code for start, end in mentions for code in containers_told(text, start, end)]
    inside = [code for code in told if code.split(".")[0] == leading.split(".")[0]] or told
    return max(inside, key=lambda code: code.count(".")) if inside else leading


def is_plain(looked: Looked) -> bool:
    """Whether the gazetteer knows a name as it is written."""
    return bool(looked.candidates) and not (looked.adjective or looked.approximate or looked.respelled)


def is_country(name: str) -> bool:
    """Whether a name is a country's."""
    return any(entry.kind == "country" for entry in look_up(name).candidates)
