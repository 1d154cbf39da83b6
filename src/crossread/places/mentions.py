"""Mentions of places in a report: names the gazetteer knows, and words that are told to be a place.

Without a model: runs of capitalised words are looked up whole, and taken where what they mean or what stands round them
shows a place; people and organisations already found are left out. Where a model has found names, its places are taken
and its people and organisations left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crossread.actors.lexicon import names_organisation
from crossread.actors.words import Words, first_words, is_given_name, place_kind
from crossread.context import Reading
from crossread.data import rows
from crossread.folding import FoldedBlock
from crossread.places.gazetteer import abbreviations, known, listed_divisions
from crossread.places.naming import Looked, look_up
from crossread.places.surroundings import containers_told, kind_words, kinds_told
from crossread.speech.reporting_verbs import verb_forms

_LONGEST = 6
_LONGEST_SHORT = 7  # code points of the short form of a division
_KNOWN_BY_ITSELF = 100_000
"""People from which a town is known without a word round it that tells a place."""
_KNOWN_TO_A_MODEL = 5_000
"""People from which a town is taken where a model finds a place and no word round it tells one."""
_FIRST = 3  # candidates, by population, of which one must be known by itself
_DIVISIONS = frozenset(["country", "admin1", "region", "area", "water", "line"])
_ALLIED = re.compile(r"[a-z]-(?:[a-z]+ed|held|led|run|wide|born)$")  # "Kurdish-held", "Tehran-backed"
_UNREAD = frozenset(["byline", "time", "code"])
_HEADS = frozenset(["headline", "heading"])
_DATELINE = re.compile(
    r"(?P<name>[A-Z][A-Z'. -]+[A-Z])(?:, (?P<in>[A-Z][\w.]+(?: [A-Z][\w.]+)*))?"
    r"(?=,? ?(?:\(|—|–|--| - |[A-Z][a-z]{2,8}\.? \d))"
)


@dataclass(frozen=True)
class Mention:
    """Words that name a place.

    Attributes:
        start: First code point in the folded text.
        end: Code point after the last.
        looked: What the gazetteer knows for them.
        near: The place is told to be near it, not in it.
    """

    start: int
    end: int
    looked: Looked
    near: bool = False


@dataclass(frozen=True)
class Evidence:
    """What is known of a run of words that may name a place.

    Attributes:
        start: First code point.
        end: Code point after the last.
        looked: What the gazetteer knows for it.
        told: Whether the words round it show a place ("in …", "… district", "…, Anbar province").
        sure: Whether it names a place by itself (a country, a division, a large town).
        in_head: Whether it stands in a headline or heading.
        person: Whether it may be part of a person's name.
    """

    start: int
    end: int
    looked: Looked
    told: bool
    sure: bool
    in_head: bool
    person: bool


def find_mentions(reading: Reading) -> tuple[list[Mention], list[Looked]]:
    """Mentions of places, in reading order, and adjectives of places ("Afghan"), which are none but tell of them.

    Args:
        reading: A reading with its actors found; names of a model are used if there are any.
    """
    taken = _taken(reading)
    people = _surnames(reading)
    found: list[Evidence] = []
    adjectives: list[Looked] = []
    for block in reading.folded.blocks:
        if block.block.kind not in _UNREAD:
            for one in _runs(reading, block, taken, people):
                (adjectives.append(one.looked) if one.looked.adjective else found.append(one))
    modelled = set(_modelled(reading))
    known = {one.looked.name for one in found if not one.in_head and (one.told or one.sure)}
    text = reading.folded.text
    mentions = [
        Mention(one.start, one.end, one.looked, _is_near(text, one.start))
        for one in found
        if _is_mention(one, known) or ((one.start, one.end) in modelled and _is_town(one.looked) and not one.in_head)
    ]
    held = {at for start, end in [*((m.start, m.end) for m in mentions), *taken] for at in range(start, end)}
    for start, end in sorted(modelled):  # countries and capitals that the rules left out are no places here
        looked = look_up(text[start:end])
        shown = _is_told(text, start, end, looked) or _is_town(looked)
        left_out = looked.adjective or looked.approximate or _may_speak(looked)
        if not held.intersection(range(start, end)) and shown and not left_out:
            mentions.append(Mention(start, end, looked, _is_near(text, start)))
    return sorted(mentions, key=lambda mention: mention.start), adjectives


def _is_mention(one: Evidence, known: set[str]) -> bool:
    if one.person and not one.told:
        return False
    if one.in_head:
        return one.looked.name in known or _is_large(one.looked)
    return one.told or one.sure or one.looked.name in known


# -------------------------------------------------------------- left out


def _taken(reading: Reading) -> list[tuple[int, int]]:
    """Stretches that name people and organisations, in order."""
    position = reading.folded.position
    spans = [
        span
        for actor in reading.report.actors
        for name in actor.names
        if name.form not in ("pronoun", "description") and not _is_country(name.text)
        for span in name.spans
    ]
    spans += [name.spans[0] for name in reading.report.names if name.label in ("person", "organisation")]
    return sorted((position(span.start), position(span.end - 1) + 1) for span in spans)


def _is_country(name: str) -> bool:
    """Whether letters known as an actor are a country's ("U.S.")."""
    return name.upper() == name and any(entry.kind == "country" for entry in look_up(name).candidates)


def _modelled(reading: Reading) -> Iterator[tuple[int, int]]:
    position = reading.folded.position
    for name in reading.report.names:
        if name.label == "place":
            yield position(name.spans[0].start), position(name.spans[0].end - 1) + 1


def _surnames(reading: Reading) -> frozenset[str]:
    names = (name.text for actor in reading.report.actors if actor.kind == "person" for name in actor.names)
    return frozenset(word for name in names for word in name.split())


# ------------------------------------------------------------------ runs


def _runs(
    reading: Reading, block: FoldedBlock, taken: list[tuple[int, int]], people: frozenset[str]
) -> Iterator[Evidence]:
    """Runs of words in a block that the gazetteer knows or that are told to be a place."""
    text = reading.folded.text
    words = Words(text, block.start, block.end)
    head = block.block.kind in _HEADS or _title_case(words)
    dateline = None if head else _DATELINE.match(text, block.start, min(block.end, block.start + 60))
    if dateline:
        yield Evidence(
            dateline.start(), dateline.end("name"), look_up(_title(dateline["name"])), True, True, False, False
        )
    at, skipped = 0, 0
    while at < len(words):
        start = words[at].start
        short = _short_form(text, start) if words.lower(at - 1) == "," else None
        if short:
            yield Evidence(start, start + len(short), look_up(short), True, True, head, False)
            at = next((i for i in range(at, len(words)) if words[i].start >= start + len(short)), len(words))
            continue
        if (dateline and start < dateline.end("name")) or not _begins(words, at):
            at += 1
            continue
        while skipped < len(taken) and taken[skipped][1] <= words[at].start:
            skipped += 1
        after = _run_end(words, at)
        bounds = words[at].start, words[after - 1].end
        if skipped < len(taken) and taken[skipped][0] < bounds[1]:
            # Only what stands before a person or an organisation may still be a place ("Kabul's Ahmad Zahir").
            inner = taken[skipped]
            after = next((i for i in range(at, after) if words[i].end > inner[0]), after)
            if after <= at:
                at = max(at + 1, next((i for i in range(at, len(words)) if words[i].start >= inner[1]), len(words)))
                continue
        yield from _parts(words, at, after, head, people)
        at = max(after, at + 1)


def _parts(words: Words, first: int, after: int, head: bool, people: frozenset[str]) -> Iterator[Evidence]:
    """The place in a run: the whole of it, or what is left without the words that lead it."""
    while first < after and (words[first].text in first_words() or words[first].text == "The"):
        first += 1
    if first >= after:
        return
    whole = _evidence(words, first, after, head, people)
    if whole is not None:
        yield whole
        return
    lead = _lead(words, first, after)
    if lead is not None:
        yield lead
        return
    adjective = look_up(words.text[words[first].start : words[first].end])
    if adjective.adjective and after - first > 1:
        yield Evidence(words[first].start, words[first].end, adjective, False, False, head, False)
        rest = _evidence(words, first + 1, after, head, people)
        if rest is not None:
            yield rest


def _lead(words: Words, first: int, after: int) -> Evidence | None:
    """The country or division before a title: "U.S. President Ann Gray", "Anbar Governor Ali Dost"."""
    for end in range(after - 1, first, -1):
        title = words.title_beginning(end)
        if title and title[1] in ("office", "rank", "calling"):
            start, stop = words[first].start, words[end - 1].end
            looked = look_up(words.text[start:stop])
            if _is_large(looked) and not looked.adjective and not looked.approximate:
                return Evidence(start, stop, looked, False, True, False, False)
    return None


def _evidence(words: Words, first: int, after: int, head: bool, people: frozenset[str]) -> Evidence | None:
    text = words.text
    start, end = words[first].start, words[after - 1].end
    name = text[start:end]
    if after - first == 1 and _is_other(words, first):
        return None
    looked = look_up(name)
    if directed := _directed(words, first, after):
        start, looked = directed
    if looked.adjective:
        return Evidence(start, end, looked, False, False, head, False)
    told = _is_told(text, start, end, looked)
    if not looked.candidates:
        shown = _is_named_by_kind(words, first, after) and not head
        return Evidence(start, end, looked, True, False, head, False) if shown else None
    if _is_short(words, first, after) and not _is_listed(looked):
        return None
    if looked.approximate and not (told and _is_large(looked)):
        return None
    if _speaks(words, first, after, looked) or (not told and _modifies(words, first, after)):
        return None
    person = after - first == 1 and (name in people or is_given_name(name))
    return Evidence(start, end, looked, told, _is_large(looked), head, person and not _is_division(looked))


def _modifies(words: Words, first: int, after: int) -> bool:
    """Whether letters stand before a noun as an adjective does: "U.S. airstrikes", but not "in the U.S. on Monday"."""
    following = words[after]
    alone = after - first == 1 and words[first].acronym
    return alone and following.near and following.text.isalpha() and following.lower not in _cues("after")


def _is_short(words: Words, first: int, after: int) -> bool:
    """Whether a name is letters in capitals, or the short form of a division without the comma it stands behind."""
    name = words.text[words[first].start : words[after - 1].end]
    short = name in abbreviations() or f"{name}." in abbreviations()
    return (short and "." not in name) or all(words[i].acronym for i in range(first, after))


def _is_named_by_kind(words: Words, first: int, after: int) -> bool:
    """Whether a name that the gazetteer lacks is told to be a place ("Tolan village", "the town of Tolan")."""
    start, end = words[first].start, words[after - 1].end
    if not all(words[i].capital or words[i].lower in _INSIDE for i in range(first, after)):
        return False
    if any(words[i].text in first_words() or is_given_name(words[i].text) for i in (first, after - 1)):
        return False
    if _is_apposed(words.text, start):
        return True
    kinds = _cues("kind")
    return words.lower(after) in kinds or (words.lower(after - 1) in kinds and after - first > 1 and end > start)


def _directed(words: Words, first: int, after: int) -> tuple[int, Looked] | None:
    """Where a name with the small word before it begins, if both are a feature ("southern Lebanon"), and that."""
    before = words[first - 1]
    if not words[first].near or before.lower not in _cues("direction"):
        return None
    name = words.text[before.start : words[after - 1].end]
    found = tuple(entry for entry in known().named(name) if entry.id.startswith("F:"))
    return (before.start, Looked(name, found)) if found else None


def _begins(words: Words, at: int) -> bool:
    word = words[at]
    if _ALLIED.search(word.text):
        return False
    return word.capital or (word.acronym and ("." in word.text or len(word.text) < 5))


def _run_end(words: Words, at: int) -> int:
    """Index after the run of capitalised words that begins at a place, small words of names between them included."""
    after = at + 1
    while after < len(words) and after - at < _LONGEST and words[after].near and words[after - 1].text != ",":
        word = words[after]
        if word.capital or (word.acronym and word.text.isalpha()):
            after += 1
        elif word.lower in _INSIDE and after + 1 < len(words) and words[after + 1].near and words[after + 1].capital:
            after += 2
        elif word.lower in kind_words() or word.lower in _site_words():
            return after + 1 if word.lower in _site_words() else after
        else:
            break
    return after


_INSIDE = frozenset(["of", "al", "el", "ez", "es", "as", "de", "del", "la", "e", "i", "y", "sur", "du", "-"])


@cache
def _site_words() -> frozenset[str]:
    return frozenset(word for row, words in rows("places/cue_words.tsv") if row == "site" for word in words.split())


@cache
def _cues(kind: str) -> frozenset[str]:
    return frozenset(word for row, words in rows("places/cue_words.tsv") if row == kind for word in words.split())


def _is_other(words: Words, at: int) -> bool:
    """Whether a word is a day, a thing, an organisation or an ordinary word rather than a place."""
    word = words[at].text
    return (
        place_kind(word) in ("calendar", "thing", "feature")
        or names_organisation(word)
        or word.lower() in _cues("other")
    )


def _is_large(looked: Looked) -> bool:
    """Whether a name is known by itself: a country, a first-level division, a feature or a large town."""
    return _is_division(looked) or any(
        entry.kind != "admin2" and entry.population >= _KNOWN_BY_ITSELF for entry in looked.candidates[:_FIRST]
    )


def _is_division(looked: Looked) -> bool:
    return any(
        entry.id in listed_divisions() or (entry.kind in _DIVISIONS and entry.population >= _KNOWN_BY_ITSELF)
        for entry in looked.candidates[:_FIRST]
    )


def _is_town(looked: Looked) -> bool:
    """Whether a name that a model takes for a place is a town's or a division's that may be named in passing."""
    return any(entry.population >= _KNOWN_TO_A_MODEL for entry in looked.candidates)


def _is_listed(looked: Looked) -> bool:
    """Whether a name in capitals stands for a country or feature ("UAE", "DRC"), not for a town of those letters."""
    return any(entry.kind == "country" or entry.id.startswith("F:") for entry in looked.candidates)


# -------------------------------------------------------------- the words round


_PREPOSITION = re.compile(
    r"\b(\w+)(?: the)?(?: (?:northern|southern|eastern|western|central|nearby|neighbou?ring|downtown|coastal|port|"
    r"border|capital|strategic|besieged|rebel-held|occupied|(?:city|town|village|province|district) of)){0,3} $",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near|outside|close to|around|off|(?:north|south|east|west|(?:north|south)-?(?:east|west)|outskirts|"
    r"vicinity) of|(?:km|kilomet(?:er|re)s|miles) from)(?: the)?(?: \w+ (?:city|town|village) of)? $",
    re.IGNORECASE,
)
_MOVES_TO = re.compile(
    r"\b(?:fled|flee|fleeing|went|go|going|moved?|moving|advanced|withdrew|withdrawn|returned|returning|travel+ed|sent|"
    r"deployed|headed|retreated|marched|evacuated|taken|brought|flew|drove|road|highway|leads?|closer|next)"
    r" (?:\w+ ){0,2}to(?: the)?(?: (?:city|town|village|province|district) of)? $"
)
_APPOSED = re.compile(
    r"\b(?:locations?|places?|areas?|villages?|towns?|positions?|districts?|settlements?|localit(?:y|ies)),? "
    r"(?:of |called |named |known as )?$",
    re.IGNORECASE,
)


def _is_told(text: str, start: int, end: int, looked: Looked) -> bool:
    before = _PREPOSITION.search(text[max(0, start - 60) : start])
    if before and before[1].lower() in _cues("in"):
        return True
    if _is_near(text, start) or _MOVES_TO.search(text[max(0, start - 48) : start]):
        return True
    return bool(looked.kinds or tuple(kinds_told(text, start, end)) or _holds(text, start, end, looked))


def _holds(text: str, start: int, end: int, looked: Looked) -> bool:
    """Whether one of the entries lies in a division told beside the name ("Dayton, Ohio")."""
    codes = set(containers_told(text, start, end))
    return any({entry.country, entry.admin1, entry.admin2} - {entry.id} & codes for entry in looked.candidates if codes)


def _is_near(text: str, start: int) -> bool:
    return bool(_NEAR.search(text[max(0, start - 48) : start]))


def _is_apposed(text: str, start: int) -> bool:
    return bool(_APPOSED.search(text[max(0, start - 40) : start]))


def _speaks(words: Words, first: int, after: int, looked: Looked) -> bool:
    """Whether a country or capital stands for its government: subject of a verb of saying, or a party to talks."""
    if not _may_speak(looked):
        return False
    if first and words.lower(first - 1) in _cues("in") | _cues("weak"):
        return False
    at = after
    while words.lower(at) in _cues("auxiliary") or (words.lower(at).endswith("ly") and words[at].near):
        at += 1
    word = words[at]
    if not word.near or not word.text.islower():
        return False
    form = verb_forms().get(word.lower)
    speaks = form is not None and bool(form.kinds & {"third", "past", "participle"})
    return speaks or word.lower in _cues("state")


def _short_form(text: str, start: int) -> str | None:
    """The short form of a division that begins at a place after a comma ("Dayton, Ohio" has none, "Bath, Ky." has)."""
    if text[max(0, start - 2) : start] != ", " or not text[start - 3 : start - 2].isalpha():
        return None
    for length in range(min(_LONGEST_SHORT, len(text) - start), 1, -1):
        form = text[start : start + length]
        if form in abbreviations() and not text[start + length : start + length + 1].isalnum():
            return form
    return None


def _may_speak(looked: Looked) -> bool:
    return any(entry.kind in ("country", "capital") or entry.id == "F:kremlin" for entry in looked.candidates)


def _title(name: str) -> str:
    return " ".join(word if "." in word else word.capitalize() for word in name.split())


def _title_case(words: Words) -> bool:
    long = [word.text for word in words.items if len(word.text) > 3 and word.text[0].isalpha()]
    ended = bool(words.items) and words.items[-1].text in (".", "!", "?", '"', "”")
    return len(long) > 3 and not ended and all(word[0].isupper() for word in long)
