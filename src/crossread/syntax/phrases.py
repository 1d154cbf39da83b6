"""Noun phrases: who and what stands round a predicate."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

from crossread.folding import FoldedText
from crossread.record import Spans
from crossread.syntax.tree import Tree
from crossread.syntax.words import nationalities, word_class
from crossread.tagger.tags import NameTag, Word

_MONTH_AND_DAY = 2
_KEPT_IN_CORE = frozenset(["of", ""])


class Folded(Protocol):
    """What holds a reading copy, such as a `Reading`."""

    @property
    def folded(self) -> FoldedText:
        """The reading copy."""


class Phrase:
    """A noun phrase, or what stands for one.

    Attributes:
        tree: The parse.
        head: Number of its head.
    """

    def __init__(self, tree: Tree, head: int, words: tuple[int, ...] | None = None) -> None:
        """The phrase of a head; of the words given, if any are."""
        self.tree, self.head = tree, head
        if words is not None:
            self.words = words

    def __repr__(self) -> str:
        return f"Phrase({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and other.head == self.head and other.words == self.words

    def __hash__(self) -> int:
        return hash(self.head)

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Numbers of its words, in order; they may be interrupted."""
        return tuple(self.tree.phrase(self.head))

    @property
    def word(self) -> Word:
        """Its head."""
        return self.tree.words[self.head]

    @property
    def lemma(self) -> str:
        """The lemma of its head."""
        return self.word.lemma

    @property
    def first(self) -> int:
        """Number of its first word."""
        return self.words[0]

    @property
    def last(self) -> int:
        """Number after its last word."""
        return self.words[-1] + 1

    @property
    def start(self) -> int:
        """First code point in the folded text."""
        return self.tree.words[self.words[0]].start

    @property
    def end(self) -> int:
        """Code point after the last."""
        return self.tree.words[self.words[-1]].end

    @cached_property
    def text(self) -> str:
        """Its words from the first to the last, as the folded text has them but for runs of blanks."""
        words = self.tree.words
        parts = [words[self.first].text]
        for number in range(self.first + 1, self.last):
            parts.append(" " if words[number].start > words[number - 1].end else "")
            parts.append(words[number].text)
        return "".join(parts)

    @property
    def preposition(self) -> str:
        """Its preposition ("in", "because of"), empty if it has none."""
        return self.tree.case(self.head)

    @property
    def pronoun(self) -> bool:
        """Whether it is a pronoun."""
        return self.word.upos == "PRON"

    @property
    def name(self) -> NameTag | None:
        """The name that its head belongs to, if any."""
        return self.tree.names.get(self.head)

    @property
    def time(self) -> bool:
        """Whether it tells a time: by its head, or as a year."""
        text = self.word.text
        year = len(text) == 4 and text.isdecimal() and text.startswith(("18", "19", "20"))
        return year or self.lemma in word_class("time")

    @cached_property
    def members(self) -> tuple[Phrase, ...]:
        """Itself without what is joined to it by "and", and each of those; just itself where nothing is."""
        joined = self.tree.exactly(self.head, "conj")
        if not joined:
            return (self,)
        inside = set(self.words)
        parts = [Phrase(self.tree, number) for number in joined if number in inside]
        taken = {word for number in joined for word in self.tree.subtree(number)}
        own = tuple(word for word in self.words if word not in taken)
        while len(own) > 1 and own[-1] != self.head and self.tree.words[own[-1]].upos in ("PUNCT", "CCONJ"):
            own = own[:-1]
        return (Phrase(self.tree, self.head, own), *parts)

    @cached_property
    def parties(self) -> tuple[Phrase, ...]:
        """What the first "and" parts, by the order of words alone: for "between A and B", whatever the parse joins."""
        words = self.tree.words
        for at in self.words:
            if words[at].lemma == "and" and self.first < at < self.last - 1:
                left = tuple(word for word in self.words if word < at and words[word].upos != "PUNCT")
                right = tuple(word for word in self.words if word > at)
                if left and _head_of(self.tree, left) is not None and _head_of(self.tree, right) is not None:
                    return (
                        Phrase(self.tree, _head_of(self.tree, left) or 0, left),
                        Phrase(self.tree, _head_of(self.tree, right) or 0, right),
                    )
        return (self,)

    @cached_property
    def core(self) -> Phrase:
        """The phrase without what hangs on it by a preposition other than "of", after its head."""
        tree = self.tree
        cut: set[int] = set()
        for word in self.words:
            kept_whole = tree.words[word].upos == "ADJ"  # "loyal to the commander"
            for child in () if kept_whole else tree.hanging(word, "nmod", "obl"):
                if child > self.head and not self._kept(child):
                    cut.update(tree.subtree(child))
            if tree.words[word].text.lower() == "including" and word > self.head:
                cut.update(number for number in self.words if number >= word)
        kept = self._without_lead(tuple(word for word in self.words if word not in cut))
        while len(kept) > 1 and kept[-1] != self.head and tree.words[kept[-1]].upos in ("PUNCT", "CCONJ"):
            kept = kept[:-1]
        return Phrase(tree, self.head, kept) if len(kept) < len(self.words) else self

    def _without_lead(self, kept: tuple[int, ...]) -> tuple[int, ...]:
        """Words without times and adverbs before the noun, which stand there where a text lacks its commas."""
        words = self.tree.words
        while len(kept) > 1 and kept[0] != self.head:
            word, following = words[kept[0]], words[kept[1]]
            month = following.upos == "NUM" and word.lemma in word_class("time") and len(kept) > _MONTH_AND_DAY
            if month and kept[1] != self.head:
                kept = kept[2:]
            elif word.lemma in word_class("leads") and following.upos != "PUNCT":
                kept = kept[1:]
            else:
                break
        return kept

    def _kept(self, child: int) -> bool:
        """Whether what hangs on the phrase by a preposition tells who it is: "of", or "from" and an organisation."""
        tree = self.tree
        case, name = tree.case(child), tree.names.get(child)
        return case in _KEPT_IN_CORE or (case == "from" and name is not None and name.coarse == "ORG")

    def spans(self, reading: Folded) -> Spans:
        """Its span in the page, from its first word to its last.

        Args:
            reading: A `Reading`.
        """
        return (reading.folded.span(self.start, self.end),)


def _head_of(tree: Tree, numbers: tuple[int, ...]) -> int | None:
    """The noun among some words that hangs on none of them; the last if there are several, None if there is none."""
    inside = set(numbers)
    nouns = [at for at in numbers if tree.words[at].upos in ("NOUN", "PROPN", "PRON", "NUM")]
    if len(nouns) == 1 and tree.words[nouns[0]].text in nationalities():
        return None  # "the Syrian and Lebanese forces" are one party
    tops = [at for at in nouns if tree.words[at].head not in inside or tree.words[at].head == at]
    return tops[-1] if tops else (nouns[-1] if nouns else None)
