"""Noun phrases that call a group: their noun, what it is, and the words before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from crossread.actors.lexicon import is_nationality
from crossread.actors.words import NOT_PROSE, Words
from crossread.context import Reading
from crossread.coreference.drafts import Draft
from crossread.data import rows, word_set
from crossread.registry.identification import countries_in

NounKind = Literal["forces", "label", "body", "authority", "collective"]

_SIDES = ("-backed", "-led", "-aligned", "-allied", "-linked", "-affiliated", "-supported", "-sponsored", "-dominated",
          "-controlled", "-run", "-trained")  # fmt: skip
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_LONGEST = 7  # words before the noun
_PLURALS = frozenset(["gunmen", "militiamen", "servicemen", "tribesmen", "police"])
_WHOLES = frozenset(["resistance", "opposition"])
_AFTER_HEAD = (
    word_set("prepositions") | word_set("auxiliaries") | frozenset(["and", "or", "but", "who", "which", "that"])
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that calls a group.

    Attributes:
        start: First code point in the folded text, article left out.
        end: Code point after the last.
        shown: Its words, without those that tell nothing.
        noun: The noun, one form for forms that are alike.
        kind: What the noun is.
        label: The label it gives ("rebels"), if any.
        modifiers: Words before the noun that tell which group it is, in small letters.
        named: The group whose name stands among them, if one does.
        national: A nationality stands among them.
        definite: "The" or "this" stands before it.
        voice: Words for who says it, in small letters; None for the narrator.
    """

    start: int
    end: int
    shown: str
    noun: str
    kind: NounKind
    label: str | None
    modifiers: tuple[str, ...]
    named: Draft | None
    national: bool
    definite: bool
    voice: str | None


def phrases_of(reading: Reading, drafts: list[Draft]) -> list[Phrase]:
    """Phrases of the prose that call groups, in order.

    Args:
        reading: The reading.
        drafts: Actors by name; what lies inside a name is no phrase.
    """
    text = reading.folded.text
    names = {(one.start, one.end): draft for draft in drafts for one in draft.told}
    ends = {end: (start, draft) for (start, end), draft in names.items()}
    inside = {at for start, end in names for at in range(start, end)}
    verbs = _verbs(reading)
    found: list[Phrase] = []
    for block in reading.folded.blocks:
        if block.block.kind not in NOT_PROSE:
            words = Words(text, block.start, block.end)
            found.extend(
                replace(phrase, voice=_voice(reading, phrase)) for phrase in _in_block(words, ends, inside, verbs)
            )
    return found


def _voice(reading: Reading, phrase: Phrase) -> str | None:
    """Words for who says a phrase; empty where somebody unnamed does."""
    said = reading.voices.attributions(phrase.start, phrase.end)
    if not said:
        return None
    return said[-1].source[0].quote.lower() if said[-1].source else ""


def _verbs(reading: Reading) -> frozenset[int]:
    """Where words begin that the model takes for verbs or adverbs; nothing where rules alone read."""
    words = reading.tags.words if reading.tags else ()
    return frozenset(word.start for word in words if word.upos in ("VERB", "AUX", "ADV"))


def _in_block(
    words: Words, ends: Mapping[int, tuple[int, Draft]], inside: set[int], verbs: frozenset[int]
) -> Iterator[Phrase]:
    for at, word in enumerate(words.items):
        if word.lower in _nouns() and word.start not in inside and _is_head(words, at, verbs):
            phrase = _phrase(words, at, ends)
            if phrase:
                yield phrase


def _is_head(words: Words, at: int, verbs: frozenset[int]) -> bool:
    """Whether a noun ends its phrase; an adjective of the same form ("rebel positions") does not."""
    word, after = words[at], words[at + 1]
    if after.near and after.lower in _nouns():
        return False
    if word.lower.endswith("s") or word.lower in _PLURALS:
        return True
    if _nouns()[word.lower][0] in ("forces", "label") and word.lower not in _WHOLES:
        return False  # "a militant", "tribal"
    if not after.near or not after.text[0].isalpha() or after.lower in _AFTER_HEAD:
        return True
    if _nouns()[word.lower][0] in ("body", "authority") and after.lower in listed("attack"):
        return True  # "regime airstrikes": whose they are
    if after.text[0].isupper():
        return False  # "the opposition UK-based monitor"
    return after.start in verbs or _is_verbal(after.lower)


def _is_verbal(word: str) -> bool:
    """Whether a word after a noun looks like its verb ("said", "fought", "says")."""
    return (
        word in word_set("past") or word.endswith("ed") or word in ("said", "says", "told", "will", "controls", "holds")
    )


def _phrase(words: Words, at: int, ends: Mapping[int, tuple[int, Draft]]) -> Phrase | None:
    kind, form = _nouns()[words.lower(at)]
    label = form if kind == "label" else None
    modifiers: list[str] = []
    shown = [words[at].text]
    named: Draft | None = None
    national = False
    first = at
    while at - first < _LONGEST and words[first].near and first > 0:
        before = words[first - 1]
        held = ends.get(before.end)
        if held is not None and held[0] > before.start:
            held = None  # "anti-Daesh"
        if held is None and before.text == ")" and first > 2 and words[first - 3].text == "(":
            held = ends.get(words[first - 2].end)  # "the Islamic State (IS) militant group"
            named = held[1] if held and not held[1].is_person and held[1].actor.kind != "outlet" else named
            break
        if held is not None and (held[1].actor.kind != "outlet"):
            first = _index_of(words, held[0], first - 1)
            shown.insert(0, words.text[words[first].start : before.end])
            if held[1].is_person or held[1].actor.kind == "state body":
                modifiers.extend(_told_by(held[1]))
                national = national or held[1].actor.kind == "state body"
            else:
                named = held[1]
            continue
        if before.text == "'s" and first > 1 and words[first - 1].near:
            if words[first - 2].end not in ends and not countries_in(words[first - 2].text):
                break
            first -= 1
            shown.insert(0, "'s")
            continue
        said = _modifier(before.lower, before.text)
        if said is None:
            break
        if said == "label" and label is None:
            label = _nouns()[before.lower][1]
        elif said == "modifier":
            countries = sorted(countries_in(before.text)) if before.text[0].isupper() else []
            modifiers.append(countries[0].lower() if len(countries) == 1 else before.lower)
            national = national or bool(countries)
        if said != "empty":
            shown.insert(0, before.text)
        first -= 1
    if not words[at].text.islower() and not _may_be_capital(kind, modifiers, _is_definite(words, first)):
        return None
    if kind == "body" and words.lower(at + 1) in ("and", "or") and not _is_definite(words, first):
        return None  # "international military and political leaders"
    return Phrase(
        start=words[first].start,
        end=words[at].end,
        shown=" ".join(shown).replace(" 's", "'s"),
        noun=form,
        kind="label" if label and kind in ("forces", "label") else kind,
        label=label,
        modifiers=tuple(modifiers),
        named=named,
        national=national,
        definite=_is_definite(words, first),
        voice=None,
    )


def _told_by(held: Draft) -> Iterator[str]:
    """What a name before the noun tells of the group: country and "government" of "Syrian government troops"."""
    name = held.actor.name.lower()
    if held.is_person or name.rpartition(" ")[2] not in listed("authority"):
        yield name
        return
    for word in held.actor.name.split():
        countries = sorted(countries_in(word))
        yield countries[0].lower() if len(countries) == 1 else word.lower()


def _may_be_capital(kind: NounKind, modifiers: list[str], definite: bool) -> bool:
    """Whether a noun with a capital is no word of a headline or list: "the Observatory", "Syrian Army"."""
    return (kind == "collective" and definite and not modifiers) or (kind in ("body", "authority") and bool(modifiers))


def _is_definite(words: Words, first: int) -> bool:
    return words.lower(first - 1) in _DEFINITE and words[first].near


def _index_of(words: Words, start: int, near: int) -> int:
    """Index of the word that begins at an offset, at or before an index."""
    while near > 0 and words[near].start > start:
        near -= 1
    return near


def _modifier(word: str, text: str) -> Literal["modifier", "empty", "label"] | None:
    """What a word before the noun says; None for a word that does not belong to the phrase."""
    if word in listed("empty"):
        return "empty"
    kind = _nouns().get(word)
    if kind is not None and kind[0] == "label" and not word.endswith("s"):
        return "label"
    known = word in listed("modifier") or is_nationality(text) or word.endswith(_SIDES) or bool(countries_in(text))
    return "modifier" if known or word.startswith(("pro-", "anti-")) else None


@cache
def listed(kind: str) -> frozenset[str]:
    """Words of one kind of ``group_nouns.tsv``, in small letters."""
    return frozenset(word for row, words in rows("group_nouns.tsv") if row == kind for word in words.split("|"))


@cache
def _nouns() -> dict[str, tuple[NounKind, str]]:
    """Each noun with its kind and the form that stands for it and those alike; the first row that lists it counts."""
    found: dict[str, tuple[NounKind, str]] = {}
    kinds: dict[str, NounKind] = {
        "forces": "forces", "label": "label", "body": "body", "authority": "authority", "collective": "collective"
    }  # fmt: skip
    for kind, words in rows("group_nouns.tsv"):
        if kind in kinds:
            several = words.split("|")
            for word in several:
                alike = kind in ("forces", "label")
                found.setdefault(word, (kinds[kind], several[0] if alike else word))
    return found
