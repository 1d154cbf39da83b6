"""What hangs on a word in the parse: who acts, on what, where, when, with what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crossread.tagger.tags import NameTag, SentenceTags, Word


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PLACE_WORDS = _set("in at near around outside inside across on along north south east west throughout beyond")
_TIME_LEMMAS = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tonight tomorrow week month year day night morning evening "
    "afternoon noon midnight dawn dusk weekend hour minute overnight spring summer autumn winter"
)
_INSTRUMENTS = _set(
    "rifle gun knife artillery mortar rocket missile tank drone helicopter aircraft bomb grenade mine explosive weapon "
    "shell machete plane jet truck lorry bus boat ferry bulldozer"
)
# Words that only measure what follows "of": what they measure is what counts.
_MEASURES = _set(
    "part most all some half third quarter much many majority bulk rest remainder number group dozen score ten hundred "
    "thousand million lot swath chunk series handful several remnant ton tonne bag sack box truckload load"
)
_PARTICLES = _set("out back over off up down away")
_YEAR = re.compile(r"(?:1[89]|20)\d\d$")
_MOVED = ("acl:relcl", "advcl:relcl")


@dataclass(frozen=True)
class Wanted:
    """What an entry of the lexicon asks of a word.

    Attributes:
        lemmas: Lemmas that fit.
        classes: Classes that fit, by which names fit too.
    """

    lemmas: frozenset[str]
    classes: frozenset[str]


@dataclass(frozen=True)
class Part:
    """A word that hangs on a trigger.

    Attributes:
        role: actor, object, recipient, origin, destination, place, time or instrument; None for what only
            stands beside it.
        word: Its number.
        kind: What may be asked of it: its role, or that of a possessor that could be either.
    """

    role: str | None
    word: int
    kind: tuple[str, ...]


class Parse:
    """The parse of one sentence, from the heads down.

    Attributes:
        words: All words of the text.
        children: For each word of the sentence, those that hang on it.
    """

    def __init__(self, words: Sequence[Word], sentence: SentenceTags, names: Sequence[NameTag]) -> None:
        """Turn the heads of a sentence around."""
        self.words = words
        self.children: dict[int, list[int]] = {number: [] for number in range(sentence.first, sentence.last)}
        for number in self.children:
            head = words[number].head
            if head != number and head in self.children:
                self.children[head].append(number)
        self.names = {
            number: name.coarse
            for name in names
            if sentence.first <= name.first < sentence.last
            for number in range(name.first, name.last)
        }

    def case(self, number: int) -> str:
        """The first preposition of a word, empty if it has none."""
        found = (self.words[child].lemma for child in self.children[number] if self.words[child].deprel == "case")
        return next(found, "")

    def hanging(self, number: int, *relations: str) -> list[int]:
        """Words that hang on a word by one of some relations, subtypes included."""
        return [
            child
            for child in self.children[number]
            if self.words[child].deprel in relations or self.words[child].deprel.split(":")[0] in relations
        ]

    def is_a(self, number: int, wanted: Wanted | None) -> bool:
        """Whether a word, what it measures, or one that it is joined to by "and" is what is wanted."""
        if wanted is None:
            return True
        measured = [child for child in self.hanging(number, "nmod") if self.case(child) == "of"]
        if self.words[number].lemma in _MEASURES and measured:
            return any(self.is_a(child, wanted) for child in measured)
        if self.words[number].lemma in wanted.lemmas or self._name_is(number, wanted.classes):
            return True
        if self.words[number].upos == "PROPN" and number not in self.names and wanted.classes & {"place", "forces"}:
            return True  # a name that the model took for none
        return any(self.is_a(child, wanted) for child in self.hanging(number, "conj", "flat", "appos"))

    def _name_is(self, number: int, classes: frozenset[str]) -> bool:
        kind = self.names.get(number)
        if kind == "LOC":
            return "place" in classes or "forces" in classes
        return kind in ("ORG", "PER") and "forces" in classes

    def phrase(self, number: int) -> tuple[int, int]:
        """The phrase of a word: its subtree without its preposition, relative clauses and asides."""
        first = last = number
        waiting = [number]
        while waiting:
            word = waiting.pop()
            first, last = min(first, word), max(last, word)
            for child in self.children[word]:
                relation = self.words[child].deprel
                outer = word == number and relation in ("case", "punct", "mark", "cc")
                if not outer and relation not in (*_MOVED, "acl", "appos", "parataxis", "punct", "advcl"):
                    waiting.append(child)
        return first, last + 1


class Frame:
    """A trigger and its parts.

    Attributes:
        parse: The sentence.
        trigger: First word of the trigger and word after the last.
        noun: The noun that stands for the verb above it, -1 if none does.
        governor: Lemma of the verb above a noun that stands for it, else empty.
        particle: The verb's particle ("out"), else empty.
        parts: Everything that hangs on it.
    """

    def __init__(self, parse: Parse, number: int, *, under: bool) -> None:
        """Read the parts.

        Args:
            parse: The sentence.
            number: The word that the lexicon names.
            under: The noun stands for the verb above it, whose subject then acts.
        """
        self.parse = parse
        self.parts: list[Part] = []
        self.governor = self.particle = ""
        self.noun = number if under else -1
        verb = number
        if parse.words[number].upos != "VERB":
            self._noun(number)
            verb = self._above(number) if under else -1
        if verb >= 0:
            self.governor = parse.words[verb].lemma
            self._verb(verb)
            self.particle = "" if under else self._particle(verb)
        place = verb if under and verb >= 0 else number
        self.trigger = (place, place + 1)

    @property
    def lemmas(self) -> set[str]:
        """Lemmas of all parts."""
        return {self.parse.words[part.word].lemma for part in self.parts}

    @property
    def prepositions(self) -> set[str]:
        """Prepositions of all parts."""
        return {self.parse.case(part.word) for part in self.parts}

    def has(self, kind: str | None, wanted: Wanted | None) -> bool:
        """Whether a part of that kind (of any, if None) is what is wanted (anything, if None)."""
        return any((kind is None or kind in part.kind) and self.parse.is_a(part.word, wanted) for part in self.parts)

    def _add(self, role: str | None, word: int, *kinds: str) -> None:
        self.parts.append(Part(role, word, (*([role] if role else []), *kinds)))

    def _particle(self, verb: int) -> str:
        """The verb's particle, also where the parse hangs it on the noun after it ("out of the town")."""
        parse = self.parse
        near = parse.hanging(verb, "compound:prt", "advmod")
        for part in parse.hanging(verb, "obj", "obl"):
            near.extend(word for word in parse.hanging(part, "case") if parse.words[word].lemma in ("out", "off"))
        found = (parse.words[word].lemma for word in sorted(near) if verb < word <= verb + 2)
        return next((lemma for lemma in found if lemma in _PARTICLES), "")

    def _above(self, number: int) -> int:
        """The verb of which a noun is the object or passive subject, -1 if there is none."""
        word = self.parse.words[number]
        above = word.deprel in ("obj", "nsubj:pass") and self.parse.words[word.head].upos == "VERB"
        return word.head if above else -1

    def _verb(self, number: int) -> None:
        parse = self.parse
        passive = self._passive(number)
        subjects = [child for child in parse.hanging(number, "nsubj") if child != self.noun]
        if not subjects and (shared := self._shared_subject(number)) is not None:
            subjects = [shared]
        for subject in subjects:
            self._add("object" if passive else "actor", self._antecedent(number, subject))
        for child in parse.hanging(number, "obj"):
            if child != self.noun:
                self._add("object", child)
        for child in parse.hanging(number, "iobj"):
            self._add("recipient", child)
        for child in parse.hanging(number, "obl"):
            self._oblique(child)
            for deeper in parse.hanging(child, "nmod"):  # prepositions often hang one word too low
                self._oblique(deeper, only_place=True)
        for child in parse.hanging(number, "obj"):
            for deeper in parse.hanging(child, "nmod"):
                self._oblique(deeper, only_place=True)
        for child in parse.hanging(number, "xcomp", "advmod", "compound:prt"):
            self._add(None, child)

    def _noun(self, number: int) -> None:
        parse = self.parse
        of = [child for child in parse.hanging(number, "nmod") if parse.case(child) == "of"]
        for child in of:
            self._add("object", child)
        for child in parse.hanging(number, "nmod:poss"):
            self._add("actor", child, *([] if of else ["object"]))
        for child in parse.hanging(number, "compound", "amod"):
            self._add(None, child, *([] if of else ["object"]))
        for child in parse.hanging(number, "nmod"):
            if child not in of and parse.words[child].deprel != "nmod:poss":
                self._oblique(child)
                if not of and parse.case(child) == "to":  # "a halt to the fighting"
                    self._add(None, child, "object")
        head = parse.words[number].head
        if parse.words[number].deprel in ("nsubj", "nsubj:pass", "obj") and head != number:
            for child in parse.hanging(head, "nsubj", "obj", "obl"):  # what stands beside it under the same verb
                if child != number:
                    self._add(None, child)

    def _oblique(self, child: int, *, only_place: bool = False) -> None:
        """A word with a preposition, or one of time without."""
        parse = self.parse
        word, case = parse.words[child], parse.case(child)
        if word.lemma in _TIME_LEMMAS or _YEAR.match(word.text):
            self._add("time", child)
        elif case in _PLACE_WORDS:
            sure = not only_place or word.upos == "PROPN" or parse.names.get(child) == "LOC"
            self._add("place" if sure else None, child)
        elif only_place:
            self._add(None, child)
        elif case == "by" or word.deprel == "obl:agent" or case == "between":
            self._add("actor", child)
        elif case == "from":
            self._add("origin", child)
        elif case in ("to", "into", "toward", "towards"):
            self._add("destination", child, "recipient")
        elif case == "for":
            self._add("recipient", child)
        elif word.lemma in _INSTRUMENTS:
            self._add("instrument", child)
        else:
            self._add(None, child)

    def _passive(self, number: int) -> bool:
        parse = self.parse
        if parse.hanging(number, "nsubj:pass", "aux:pass"):
            return True
        word = parse.words[number]
        return word.xpos == "VBN" and word.deprel in ("acl", "amod") and not parse.hanging(number, "obj", "aux")

    def _shared_subject(self, number: int) -> int | None:
        """The subject that a verb without one shares: with the verb it is joined to, or the noun it describes."""
        parse = self.parse
        word = parse.words[number]
        to = any(parse.words[child].lemma == "to" for child in parse.hanging(number, "mark"))
        if word.deprel in ("acl", "amod"):
            return None if to else word.head
        if word.deprel == "xcomp" and (helped := parse.hanging(word.head, "obj")):
            return helped[0]  # "enabled civilians to flee"
        if word.deprel == "xcomp" and parse.words[word.head].upos != "VERB":
            return None
        if word.deprel in ("conj", "xcomp", "advcl") and word.head != number:
            if word.deprel != "conj" or not self._passive(number):
                subjects = parse.hanging(word.head, "nsubj")
                if subjects:
                    return self._antecedent(word.head, subjects[0])
            return self._shared_subject(word.head) if word.deprel != "advcl" else None
        return None

    def _antecedent(self, verb: int, subject: int) -> int:
        """The noun that a relative pronoun stands for."""
        word = self.parse.words[verb]
        if word.deprel in _MOVED and self.parse.words[subject].lemma in ("who", "which", "that"):
            return word.head
        return subject
