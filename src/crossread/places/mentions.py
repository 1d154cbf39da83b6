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
from crossread.places.gazetteer import abbreviations, cues, known, listed_divisions
from crossread.places.governments import is_agent, may_speak, parties_of, speaks
from crossread.places.modelled import ALLIED, names_none, trimmed
from crossread.places.naming import Looked, is_country, is_plain, look_up
from crossread.places.surroundings import COMPASS, countryside_told, kind_words
from crossread.places.told import is_apposed, is_near, is_told

_LONGEST = 6
_LONGEST_SHORT = 7  # code points of the short form of a division
_KNOWN_BY_ITSELF = 100_000
"""People from which a town is known without a word round it that tells a place."""
_KNOWN_TO_A_MODEL = 5_000
"""People from which a town is taken where a model finds a place and no word round it tells one."""
_FIRST = 3  # candidates, by population, of which one must be known by itself
_DIVISIONS = frozenset(["country", "admin1", "region", "area", "water", "line"])
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
        rural: The country round it is told, not the place itself.
    """

    start: int
    end: int
    looked: Looked
    near: bool = False
    rural: bool = False


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
    common, parties = _common_words(reading), parties_of(reading)
    found: list[Evidence] = []
    of_places: list[Looked] = []
    for block in reading.folded.blocks:
        if block.block.kind not in _UNREAD:
            for one in _runs(reading, block, taken, people):
                if one.looked.adjective:
                    of_places.append(one.looked)
                elif one.end in parties and may_speak(one.looked):
                    continue
                elif one.told or (one.start, one.end) not in common:
                    found.append(one)
    modelled = set(_modelled(reading))
    known = {one.looked.name for one in found if not one.in_head and (one.told or one.sure)}
    text = reading.folded.text
    mentions = [
        _mention(text, one.start, one.end, one.looked)
        for one in found
        if _is_mention(one, known) or ((one.start, one.end) in modelled and _is_town(one.looked) and not one.in_head)
    ]
    held = {at for start, end in [*((m.start, m.end) for m in mentions), *taken] for at in range(start, end)}
    for start, end in sorted(modelled):  # countries and capitals that the rules left out are no places here
        start, end = trimmed(text, start, end)
        looked = look_up(text[start:end])
        shown = is_told(text, start, end, looked) or _is_town(looked)
        left_out = looked.adjective or looked.approximate or may_speak(looked) or names_none(text[start:end])
        if not held.intersection(range(start, end)) and shown and not left_out:
            mentions.append(_mention(text, start, end, looked))
    return sorted(mentions, key=lambda mention: mention.start), of_places


def _mention(text: str, start: int, end: int, looked: Looked) -> Mention:
    around = countryside_told(text, start, end)
    near = around is not None or is_near(text, start, end)
    bounds = around or (start, end)
    return Mention(*bounds, looked, near, around is not None)


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
        if name.form not in ("pronoun", "description") and not (name.text.isupper() and is_country(name.text))  # "U.S."
        for span in name.spans
    ]
    spans += [name.spans[0] for name in reading.report.names if name.label in ("person", "organisation")]
    return sorted((position(span.start), position(span.end - 1) + 1) for span in spans)


def _modelled(reading: Reading) -> Iterator[tuple[int, int]]:
    position = reading.folded.position
    for name in reading.report.names:
        if name.label == "place":
            yield position(name.spans[0].start), position(name.spans[0].end - 1) + 1


def _common_words(reading: Reading) -> frozenset[tuple[int, int]]:
    """Bounds of the words that the parse takes for no name ("Basic services are cut")."""
    words = reading.tags.words if reading.tags else ()
    return frozenset((word.start, word.end) for word in words if word.upos not in ("PROPN", "NOUN", "X"))


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
    possessor = _possessor(words, first, head)
    if possessor:
        yield possessor
        first += 1
    if first == after:
        return
    run_together = _run_together(words, first, after, head)
    if run_together:
        yield from run_together
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


def _possessor(words: Words, at: int, head: bool) -> Evidence | None:
    """The large place of a word whose s has lost its apostrophe ("Syrias Homs"): pages lose them on the way."""
    word = words[at]
    if not word.text.endswith("s") or word.acronym or look_up(word.text).candidates:
        return None
    looked = look_up(word.text[:-1])
    known = is_plain(looked) and _is_large(looked) and not is_given_name(word.text)
    return Evidence(word.start, word.end - 1, looked, False, True, head, False) if known else None


def _run_together(words: Words, first: int, after: int, head: bool) -> list[Evidence]:
    """The places of a run that is several of them without commas ("Damascus Aleppo"), as pages lose those, too.

    Only what is known by itself is taken apart, and a lesser place only before the country it lies in.
    """
    found: list[Evidence] = []
    at = first
    if after - first == 1 or look_up(words.text[words[first].start : words[after - 1].end]).candidates:
        return []
    while at < after:
        part = _known_part(words, at, after, head)
        if part is None:
            return []
        found.append(part)
        at = next((i for i in range(at, after) if words[i].start >= part.end), after)
    last = found[-1].looked.candidates[0]
    inside = last.kind in ("country", "admin1")
    sure = (one.sure or (inside and any(e.country == last.country for e in one.looked.candidates)) for one in found)
    return found if all(sure) else []


def _known_part(words: Words, at: int, after: int, head: bool) -> Evidence | None:
    """The longest place that begins at a word of a run and that the gazetteer knows as written."""
    if is_given_name(words[at].text) or words[at].acronym:
        return None
    for end in range(after, at, -1):
        bounds = words[at].start, words[end - 1].end
        looked = look_up(words.text[bounds[0] : bounds[1]])
        if is_plain(looked) and (end - at > 1 or not _is_other(words, at)):
            return Evidence(*bounds, looked, False, _is_large(looked), head, False)
    return _possessor(words, at, head)


def _evidence(words: Words, first: int, after: int, head: bool, people: frozenset[str]) -> Evidence | None:
    text = words.text
    start, end = words[first].start, words[after - 1].end
    name = text[start:end]
    if after - first == 1 and _is_other(words, first):
        return None
    if all(words[i].text in COMPASS for i in range(first, after)):
        return None  # "the North East"
    looked = look_up(name)
    if directed := _directed(words, first, after):
        start, looked = directed
    if looked.adjective:
        return Evidence(start, end, looked, False, False, head, False)
    told = is_told(text, start, end, looked)
    if not told and _GROUP_AFTER.match(text, end):
        return None
    if words.lower(first - 1) in ("a", "an") and not _is_large(looked):
        return None  # "a McDonald's restaurant"
    if not looked.candidates:
        shown = _is_named_by_kind(words, first, after) and not head
        return Evidence(start, end, looked, True, False, head, False) if shown else None
    if _is_short(words, first, after) and not _is_listed(looked):
        return None
    if looked.approximate and not (told and _is_large(looked)):
        return None
    if speaks(words, first, after, looked) or is_agent(words, first, looked):
        return None
    if not told and _modifies(words, first, after):
        return None
    person = after - first == 1 and (name in people or is_given_name(name))
    return Evidence(start, end, looked, told, _is_large(looked), head, person and not _is_division(looked))


def _modifies(words: Words, first: int, after: int) -> bool:
    """Whether letters stand before a noun as an adjective does: "U.S. airstrikes", but not "in the U.S. on Monday"."""
    following = words[after]
    alone = after - first == 1 and words[first].acronym
    return alone and following.near and following.text.isalpha() and following.lower not in cues("after")


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
    if is_apposed(words.text, start):
        return True
    kinds = cues("kind")
    return words.lower(after) in kinds or (words.lower(after - 1) in kinds and after - first > 1 and end > start)


def _directed(words: Words, first: int, after: int) -> tuple[int, Looked] | None:
    """Where a name with the small word before it begins, if both are a feature ("southern Lebanon"), and that."""
    before = words[first - 1]
    if not words[first].near or before.lower not in cues("direction"):
        return None
    name = words.text[before.start : words[after - 1].end]
    found = tuple(entry for entry in known().named(name) if entry.id.startswith("F:"))
    return (before.start, Looked(name, found)) if found else None


def _begins(words: Words, at: int) -> bool:
    word = words[at]
    if ALLIED.search(word.text):
        return False
    if word.text in _SHORT_SAINTS:
        return words[at + 1].near and words[at + 1].capital
    return word.capital or (word.acronym and ("." in word.text or len(word.text) < 5))


def _run_end(words: Words, at: int) -> int:
    """Index after the run of capitalised words that begins at a place, small words of names between them included."""
    after = at + 1
    while after < len(words) and after - at < _LONGEST and words[after].near and words[after - 1].text != ",":
        word = words[after]
        if word.capital and place_kind(word.text) == "calendar":
            break  # "Ariha August 3"
        if word.capital or (word.acronym and word.text.isalpha()):
            after += 1
        elif word.lower in _INSIDE and after + 1 < len(words) and words[after + 1].near and words[after + 1].capital:
            after += 2
        elif word.lower in kind_words() or word.lower in _site_words():
            return after + 1 if word.lower in _site_words() else after
        else:
            break
    return after


_SHORT_SAINTS = frozenset(["St.", "St", "Ft.", "Mt."])
_INSIDE = frozenset(["of", "al", "el", "ez", "es", "as", "de", "del", "la", "e", "i", "y", "sur", "du", "-"])


@cache
def _site_words() -> frozenset[str]:
    return frozenset(word for row, words in rows("places/cue_words.tsv") if row == "site" for word in words.split())


def _is_other(words: Words, at: int) -> bool:
    """Whether a word is a day, a thing, an organisation or an ordinary word rather than a place."""
    word = words[at].text
    return (
        place_kind(word) in ("calendar", "thing", "feature")
        or names_organisation(word)
        or word.lower() in cues("other")
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


_GROUP_AFTER = re.compile(
    r" (?:(?:militant|rebel|armed|jihadist|terrorist|extremist|Islamist|insurgent) )?"
    r"(?:group|militants|militia|movement|faction|brigade|battalion|network)\b"
)


def _short_form(text: str, start: int) -> str | None:
    """The short form of a division that begins at a place after a comma ("Dayton, Ohio" has none, "Bath, Ky." has)."""
    if text[max(0, start - 2) : start] != ", " or not text[start - 3 : start - 2].isalpha():
        return None
    for length in range(min(_LONGEST_SHORT, len(text) - start), 1, -1):
        form = text[start : start + length]
        if form in abbreviations() and not text[start + length : start + length + 1].isalnum():
            return form
    return None


def _title(name: str) -> str:
    return " ".join(word if "." in word else word.capitalize() for word in name.split())


def _title_case(words: Words) -> bool:
    long = [word.text for word in words.items if len(word.text) > 3 and word.text[0].isalpha()]
    ended = bool(words.items) and words.items[-1].text in (".", "!", "?", '"', "”")
    return len(long) > 3 and not ended and all(word[0].isupper() for word in long)
