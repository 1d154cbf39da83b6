"""Clauses: a predicate with what stands round it, and the clause above it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal

from crossread.record import Spans
from crossread.syntax import participants
from crossread.syntax.phrases import Folded, Phrase
from crossread.syntax.tree import Tree
from crossread.syntax.words import word_class
from crossread.tagger.tags import Word

ClauseKind = Literal["verbal", "copular", "nominal"]
Tense = Literal["past", "present", "past perfect", "present perfect", "future", "modal", "infinitive", "participle",
                "none"]  # fmt: skip
"""``modal`` for "would", "may" and others; ``none`` for nouns and for what shows no tense ("the besieged town")."""

_FINITE = {"VBD": "past", "VBZ": "present", "VBP": "present"}
_OTHER_CLAUSES = frozenset(["conj", "parataxis", "advcl", "ccomp", "acl:relcl", "advcl:relcl", "discourse", "list"])
_EDGES = frozenset(["punct", "cc", "mark"])


class Clause:
    """One predicate and what stands round it. Everything is read when it is asked for.

    Attributes:
        syntax: All clauses of the text.
        predicate: Number of its word.
        kind: ``verbal``; ``copular`` for a noun, adjective or phrase with "be", and for adjectives that complete a
            verb ("remains optimistic"); ``nominal`` for a noun, which may tell an event ("the killing of …").
    """

    def __init__(self, syntax: Syntax, predicate: int, kind: ClauseKind) -> None:
        """Made by `Syntax`."""
        self.syntax, self.predicate, self.kind = syntax, predicate, kind
        self.tree = syntax.tree

    def __repr__(self) -> str:
        return f"Clause({self.kind} {self.text!r})"

    @property
    def word(self) -> Word:
        """The predicate's word."""
        return self.tree.words[self.predicate]

    @property
    def lemma(self) -> str:
        """The predicate's lemma, without its particle."""
        return self.word.lemma

    @cached_property
    def particle(self) -> str:
        """The verb's particle ("cut *off*"), empty if it has none."""
        return participants.particle_of(self)

    # What stands round it

    @cached_property
    def subject(self) -> Phrase | None:
        """The subject, also one that is shared, controlled or stands before a relative clause.

        Of a noun: its possessor, or the name or nationality that stands before it ("U.S. airstrikes").
        """
        return participants.subject_of(self)

    @cached_property
    def own_subject(self) -> bool:
        """Whether the subject stands in this very clause."""
        return bool(self.tree.exactly(self.predicate, "nsubj", "nsubj:pass", "nmod:poss"))

    @cached_property
    def object(self) -> Phrase | None:
        """The object; of a noun what follows "of"."""
        return participants.object_of(self)

    @cached_property
    def recipient(self) -> Phrase | None:
        """The indirect object ("gave *them* food")."""
        found = self.tree.exactly(self.predicate, "iobj")
        return Phrase(self.tree, found[0]) if found else None

    @cached_property
    def agent(self) -> Phrase | None:
        """The phrase with "by" that tells who did it."""
        return participants.agent_of(self)

    @cached_property
    def obliques(self) -> dict[str, tuple[Phrase, ...]]:
        """Phrases by preposition, in order; those without one ("last week") under an empty key."""
        return participants.obliques_of(self)

    @cached_property
    def modifiers(self) -> tuple[Phrase, ...]:
        """Of a noun: the nouns and adjectives before it ("rebel", "suicide", "U.S.")."""
        found = self.tree.exactly(self.predicate, "compound", "amod", "nmod") if self.kind == "nominal" else []
        return tuple(Phrase(self.tree, word) for word in found if word < self.predicate)

    @property
    def logical_subject(self) -> Phrase | None:
        """Who does it, in either voice."""
        return self.agent if self.passive or self.agent else self.subject

    @property
    def logical_object(self) -> Phrase | None:
        """To whom or what it is done, in either voice."""
        return self.subject if self.passive and self.kind != "nominal" else self.object

    # Voice, tense, mood

    @cached_property
    def passive(self) -> bool:
        """Whether a verb stands in the passive, participles after their noun included."""
        return self.kind == "verbal" and participants.is_passive(self)

    @cached_property
    def auxiliaries(self) -> tuple[Word, ...]:
        """Auxiliaries and copula, also those shared with the verb it is joined to, in order."""
        own = self.tree.hanging(self.predicate, "aux", "cop")
        if not own and self.joined_to is not None and self.word.xpos in ("VB", "VBN", "VBG"):
            return self.joined_to.auxiliaries
        return tuple(self.tree.words[word] for word in own)

    @property
    def modals(self) -> tuple[str, ...]:
        """Lemmas of its modal auxiliaries ("will", "may")."""
        return tuple(word.lemma for word in self.auxiliaries if word.xpos == "MD")

    @cached_property
    def negated(self) -> bool:
        """Whether "not", "never", "no" or the like stands with the predicate itself."""
        return participants.is_negated(self)

    @property
    def progressive(self) -> bool:
        """Whether it is told as under way ("are fighting")."""
        return self.word.xpos == "VBG" and any(word.lemma in ("be", "'s", "'re") for word in self.auxiliaries)

    @cached_property
    def tense(self) -> Tense:
        """Its tense, from the first finite word."""
        if self.kind == "nominal" or (self.kind == "copular" and not self.auxiliaries):
            return "none"
        if participants.is_garden_path(self):
            return "participle"
        first, *rest = [*self.auxiliaries, self.word]
        if first.xpos == "MD":
            return "future" if first.lemma in ("will", "shall", "'ll", "wo") else "modal"
        if first.lemma == "have" and rest and "to" not in self.marks:
            return "past perfect" if first.xpos == "VBD" else "present perfect"
        if self._plain_past(first):
            return "past"
        if first.xpos == "VB" or ("to" in self.marks and first.xpos != "VBG"):
            return "infinitive"
        return _FINITE.get(first.xpos, "participle")  # type: ignore[return-value]

    def _plain_past(self, first: Word) -> bool:
        """Whether a verb with a subject of its own and no auxiliary shows its past by its ending alone."""
        if first is not self.word or "to" in self.marks or first.xpos not in ("VB", "VBN", "VBP"):
            return False
        subjects = self.tree.exactly(self.predicate, "nsubj")
        if not subjects:
            return False
        text = first.text.lower()
        if first.xpos != "VBN" and text in word_class("past_forms"):
            return True
        singular = self.tree.words[subjects[0]].xpos in ("NN", "NNP") and not self.tree.exactly(subjects[0], "conj")
        return text.endswith("ed") or (first.xpos == "VBP" and singular)  # "a rocket hit"

    # What it hangs on

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """Lemmas of the words that join it to the clause above ("if", "after", "that", "to"), "only" included."""
        tree = self.tree
        marks = tree.exactly(self.predicate, "mark")
        marks += [word for word in tree.exactly(self.predicate, "advmod") if tree.words[word].xpos == "WRB"]
        if self.kind != "verbal" or self.word.deprel.startswith("acl"):
            marks += [word for word in tree.exactly(self.predicate, "case") if word < self.predicate]
        before = [word - 1 for word in marks if word and tree.words[word - 1].lemma in ("only", "even", "as")]
        return tuple(tree.words[word].lemma for word in sorted({*marks, *before}))

    @property
    def relation(self) -> str:
        """Its UD relation to the word above."""
        return self.word.deprel

    @cached_property
    def governor(self) -> Clause | None:
        """The clause of the word that it hangs on, None for a root or where that word makes no clause."""
        above = self.tree.above(self.predicate)
        return self.syntax.at(above) if above is not None else None

    @property
    def chain(self) -> Iterator[Clause]:
        """The clauses above it, the nearest first."""
        clause = self.governor
        while clause is not None:
            yield clause
            clause = clause.governor

    @cached_property
    def joined_to(self) -> Clause | None:
        """The clause to which "and", "or", "but" or a comma joins it, None if it is not joined."""
        return self.governor if self.relation.startswith("conj") else None

    @cached_property
    def light(self) -> Clause | None:
        """Of a noun: the verb that says little itself and stands for it ("*carried out* an attack")."""
        return participants.light_verb_of(self)

    @property
    def gerund(self) -> bool:
        """Whether it is a gerund that the parse makes part of the noun after it ("accused of bombing hospitals")."""
        return self.kind == "verbal" and self.relation == "compound"

    # Its words

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Numbers of its own words: without the clauses above, below and beside it."""
        if self.kind == "nominal":
            return Phrase(self.tree, self.predicate).words
        if self.gerund and self.object is not None:
            return (self.predicate, *self.object.words)
        tree = self.tree
        found: list[int] = []
        waiting = [self.predicate]
        while waiting:
            word = waiting.pop()
            found.append(word)
            for child in tree.children[word]:
                relation = tree.words[child].deprel
                joined = relation == "conj" and word != self.predicate
                clausal = relation == "xcomp" and tree.words[child].upos == "VERB"
                edge = word == self.predicate and relation in _EDGES
                if joined or not (relation in _OTHER_CLAUSES or clausal or edge):
                    waiting.append(child)
        found.sort()
        while tree.words[found[-1]].upos == "PUNCT" and len(found) > 1:
            found.pop()
        return tuple(found)

    @property
    def start(self) -> int:
        """First code point in the folded text."""
        return self.tree.words[self.words[0]].start

    @property
    def end(self) -> int:
        """Code point after the last."""
        return self.tree.words[self.words[-1]].end

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Bounds of its own words where they are interrupted, in order."""
        words, numbers = self.tree.words, self.words
        breaks = [at for at, (one, other) in enumerate(pairwise(numbers), 1) if other != one + 1]
        runs = (numbers[one:other] for one, other in pairwise([0, *breaks, len(numbers)]))
        kept = ([number for number in run if words[number].upos != "PUNCT"] for run in runs)
        return tuple((words[run[0]].start, words[run[-1]].end) for run in kept if run)

    @property
    def text(self) -> str:
        """Its own words from the first to the last."""
        return Phrase(self.tree, self.predicate, self.words).text

    def spans(self, reading: Folded) -> Spans:
        """Spans of its own words in the page, one for each piece.

        Args:
            reading: A `Reading`.
        """
        return reading.folded.spans(self.pieces)


class Syntax:
    """All clauses of a text.

    Attributes:
        tree: The parse.
    """

    def __init__(self, tree: Tree) -> None:
        """Prepare the clauses of a parse."""
        self.tree = tree
        self._known: dict[int, Clause | None] = {}

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses, in order of their predicates."""
        found = (self.at(number) for number in range(len(self.tree.words)))
        return tuple(clause for clause in found if clause is not None)

    def at(self, number: int) -> Clause | None:
        """The clause whose predicate is a word, None if it is no predicate.

        Args:
            number: Number of the word.
        """
        if number not in self._known:
            kind = self._kind(number)
            self._known[number] = Clause(self, number, kind) if kind else None
        return self._known[number]

    def words_in(self, start: int, end: int) -> range:
        """Numbers of the words that begin in a stretch.

        Args:
            start: First code point in the folded text.
            end: Code point after the last.
        """
        words = self.tree.words
        first = bisect_left(words, start, key=lambda word: word.start)
        return range(first, bisect_left(words, end, lo=first, key=lambda word: word.start))

    def _kind(self, number: int) -> ClauseKind | None:
        tree, word = self.tree, self.tree.words[number]
        if word.upos == "VERB" or self._is_gerund(number) or (word.xpos == "VBN" and tree.exactly(number, "aux:pass")):
            return "verbal"
        if tree.exactly(number, "cop"):
            return "copular"
        if word.upos == "ADJ" and (word.deprel in ("xcomp", "root", "ccomp", "acl", "advcl") or self._joined(number)):
            return "copular"
        if word.upos == "NOUN" and word.deprel not in ("compound", "flat", "fixed"):
            return "nominal"
        return "verbal" if word.upos == "AUX" and word.deprel in ("root", "ccomp", "conj") else None

    def _is_gerund(self, number: int) -> bool:
        """Whether a noun in -ing right after a preposition stands before what it is done to."""
        tree, word = self.tree, self.tree.words[number]
        before = tree.words[number - 1] if number else None
        if word.deprel != "compound" or not word.text.endswith("ing") or before is None or before.head != word.head:
            return False
        return before.deprel == "case" and tree.words[word.head].xpos == "NNS" and number + 1 == word.head

    def _joined(self, number: int) -> bool:
        """Whether an adjective is joined to one that is a predicate."""
        head = self.tree.above(number)
        return (
            self.tree.words[number].deprel == "conj"
            and head is not None
            and (above := self.at(head)) is not None
            and above.kind == "copular"
        )
