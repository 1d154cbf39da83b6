"""Event types that no gold set has, read by a lexicon on the parse.

`data/triggers.toml` names for each type the words that tell it and what must hang on them. The roles come from the
parse: who is the subject of an active verb or stands with "by", what is the object, where, when, with what.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from crossread.tagger.frames import Frame, Parse, Wanted
from crossread.tagger.tags import NameTag, RoleTag, SentenceTags, TriggerTag, Word


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from", "not_": "not"}):
    """One entry of the lexicon; the file says what each field asks. Lists are words parted by spaces."""

    type: str
    verb: str = ""
    noun: str = ""
    particle: str = ""
    under: str = ""
    object: str = ""
    subject: str = ""
    beside: str = ""
    to: str = ""
    from_: str = ""
    not_: str = ""
    bare: bool = False
    roles: dict[str, str] = {}


class Lexicon(msgspec.Struct, frozen=True, rename={"classes": "class", "entries": "trigger"}):
    """The file.

    Attributes:
        classes: Head lemmas of each class.
        roles: For each type, what its frame's parts are called in the tags, where that is another name.
        entries: The entries, in order.
    """

    classes: dict[str, str]
    roles: dict[str, dict[str, str]]
    entries: tuple[Entry, ...]


def lexicon_triggers(
    words: Sequence[Word], sentences: Sequence[SentenceTags], names: Sequence[NameTag]
) -> list[TriggerTag]:
    """Triggers that the lexicon reads, in order.

    Args:
        words: All words of the text.
        sentences: Its sentences.
        names: Its names, by which places and forces are known.
    """
    by_lemma = _by_lemma()
    found: list[TriggerTag] = []
    for sentence in sentences:
        hits = [number for number in range(sentence.first, sentence.last) if lemma_at(words, number) in by_lemma]
        if hits:
            parse = Parse(words, sentence, names)
            found.extend(_without_doubles([tag for number in hits if (tag := _read(parse, number)) is not None]))
    return found


def lemma_at(words: Sequence[Word], number: int) -> str:
    """The lemma of a word, or of the compound of three ("cease-fire") whose last part it is."""
    if number > 1 and words[number - 1].text == "-" and words[number - 2].end == words[number].start - 1:
        return f"{words[number - 2].lemma}-{words[number].lemma}"
    return words[number].lemma


def _without_doubles(found: list[TriggerTag]) -> list[TriggerTag]:
    """Leave out a trigger that stands inside a part of another of its type ("an aid convoy reached …")."""
    return [
        one
        for one in found
        if not any(
            other.type == one.type and any(role.first <= one.first < role.last for role in other.roles)
            for other in found
            if other is not one
        )
    ]


def merged(learned: Sequence[TriggerTag], lexical: Sequence[TriggerTag]) -> tuple[TriggerTag, ...]:
    """Both kinds in one order; on the same words the lexicon's narrower type stands."""
    taken = {number for trigger in lexical for number in range(trigger.first, trigger.last)}
    kept = [trigger for trigger in learned if taken.isdisjoint(range(trigger.first, trigger.last))]
    return tuple(sorted([*kept, *lexical], key=lambda trigger: (trigger.first, trigger.last)))


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, read once in a process."""
    raw = files("crossread.data").joinpath("triggers.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), Lexicon)


@cache
def _by_lemma() -> Mapping[str, tuple[Entry, ...]]:
    """Entries by the lemmas that may trigger them."""
    found: dict[str, list[Entry]] = {}
    for entry in load_lexicon().entries:
        for lemma in (entry.verb or entry.noun).split():
            found.setdefault(lemma, []).append(entry)
    return {lemma: tuple(entries) for lemma, entries in found.items()}


@cache
def _wanted(field: str) -> Wanted:
    """What a field of an entry asks for: lemmas, and the classes among them."""
    classes = load_lexicon().classes
    lemmas = (lemma for word in field.split() for lemma in (classes[word].split() if word in classes else [word]))
    return Wanted(lemmas=frozenset(lemmas), classes=frozenset(field.split()))


def _read(parse: Parse, number: int) -> TriggerTag | None:
    word = parse.words[number]
    verbal = word.upos == "VERB"
    if not verbal and word.upos not in ("NOUN", "PROPN"):
        return None
    for entry in _by_lemma()[lemma_at(parse.words, number)]:
        if verbal == bool(entry.verb):
            frame = Frame(parse, number, under=bool(entry.under))
            if _fits(entry, frame):
                return _trigger(entry, frame)
    return None


def _fits(entry: Entry, frame: Frame) -> bool:
    """Whether what hangs on the trigger is what the entry asks."""
    if entry.under and frame.governor not in entry.under.split():
        return False
    if frame.particle not in (entry.particle.split() or [""]):
        return False
    if entry.from_ and not frame.prepositions & set(entry.from_.split()):
        return False
    if entry.not_ and frame.lemmas & _wanted(entry.not_).lemmas:
        return False
    if entry.to and not frame.has("recipient", _wanted(entry.to)):
        return False
    if entry.subject and not frame.has("actor", _wanted(entry.subject)):
        return False
    if entry.object and not frame.has("object", _wanted(entry.object)):
        return entry.bare and not frame.has("object", None)
    return not entry.beside or frame.has(None, _wanted(entry.beside))


def _trigger(entry: Entry, frame: Frame) -> TriggerTag:
    words = frame.parse.words
    names = {**load_lexicon().roles.get(entry.type, {}), **entry.roles}
    roles = []
    for part in frame.parts:
        if part.role is not None and (part.role != "place" or frame.parse.is_a(part.word, _wanted("place"))):
            first, last = frame.parse.phrase(part.word)
            role = names.get(part.role, part.role)
            roles.append(RoleTag(role=role, start=words[first].start, end=words[last - 1].end, first=first, last=last))
    first, last = frame.trigger
    if lemma_at(words, first) != words[first].lemma:
        first -= 2
    return TriggerTag(
        type=entry.type,
        learned=False,
        start=words[first].start,
        end=words[last - 1].end,
        first=first,
        last=last,
        roles=tuple(sorted(set(roles), key=lambda role: (role.first, role.last, role.role))),
    )
