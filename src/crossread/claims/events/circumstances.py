"""When and where an event is told to have been: times and places that hang on its clause in the parse."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from crossread.claims.events.lexicon import words as lexicon_words
from crossread.claims.events.matching import Found
from crossread.claims.parts import innermost
from crossread.context import Reading
from crossread.syntax import Clause, Phrase, Syntax

_DEEPEST = 8
_REACH = 1000  # characters to either side of an event in which its time and place stand; keeps time linear
_BESIDE = frozenset(["near", "outside", "beside"])
_LINES = frozenset(["border", "frontier"])
"""What lies at "the border with Norland" need not lie in Norland."""
_CHAINED = frozenset(["xcomp", "conj"])
_ATTRIBUTES = frozenset(["compound", "amod", "nmod:poss", "flat", "nmod:desc"])


class Circumstances:
    """Answers when and where for the events of one reading."""

    def __init__(self, reading: Reading, syntax: Syntax, events: Sequence[Found]) -> None:
        """Sort the times and places of a reading by where they stand.

        Args:
            reading: The reading with its times and places.
            syntax: Its clauses.
            events: All its events: what hangs on one tells nothing of another.
        """
        self.reading, self.syntax = reading, syntax
        self.events = frozenset(found.clause.predicate for found in events)
        position = reading.folded.position
        self.times = sorted(
            (position(span.start), position(span.end), index)
            for index, time in enumerate(reading.report.times)
            if time.form == "date"
            for span in time.spans
        )
        self.places = sorted(
            (position(span.start), position(span.end), index)
            for index, place in enumerate(reading.report.places)
            for span in place.spans
        )

    def when(self, found: Found) -> int | None:
        """Index of the time that tells when an event was, None where none or no single one does."""
        predicates = _predicates(found)
        held = []
        for start, end, index in self._in_sentence(self.times, found.clause):
            depth = self._depth(start, end, predicates)
            if depth is not None:
                held.append((depth, index))
        if not held:
            return None
        least = min(held)
        near = {index for depth, index in held if depth == least[0]}
        return least[1] if len(near) == 1 else None

    def where(self, found: Found, actors: list[Phrase], targets: list[Phrase]) -> int | None:
        """Index of the place where an event was, None where none or no single one is told.

        Args:
            found: The event.
            actors: Phrases of those who act: a country that acts is no place.
            targets: Phrases of what it is done to: a town that is taken is the place.
        """
        aimed = sorted({index for phrase in targets for index in self._places_named(phrase)})
        if len(aimed) == 1:
            return aimed[0]
        predicates = _predicates(found)
        acting = {phrase.head for phrase in actors}
        held: set[int] = set()
        near: set[int] = set()
        for start, end, index in self._in_sentence(self.places, found.clause):
            if self._depth(start, end, predicates, acting=acting) is not None:
                (near if self._is_beside(start) else held).add(index)
        return innermost(self.reading.report.places, sorted(held or near)) if held or near else None

    def _is_beside(self, start: int) -> bool:
        """Whether a place is told only to say where another lies ("in the village of Sund, near Orsa")."""
        numbers = self.syntax.words_in(start, start + 1)
        before = self.syntax.tree.words[numbers[0] - 1].lemma if numbers and numbers[0] else ""
        return before in _BESIDE

    def _places_named(self, phrase: Phrase) -> Iterator[int]:
        """The place that a phrase names: by its head, or after "of" ("the town of Orsa")."""
        words, head = self.syntax.tree.words, phrase.head
        of = [child for child in self.syntax.tree.hanging(head, "nmod") if self.syntax.tree.case(child) == "of"]
        named = of[:1] if words[head].upos == "NOUN" and words[head].lemma in lexicon_words("settlements") else [head]
        for number in named:
            start = words[number].start
            at = bisect_right(self.places, (start, len(self.reading.folded.text), 0)) - 1
            if at >= 0 and self.places[at][0] <= start < self.places[at][1]:
                yield self.places[at][2]

    def _in_sentence(self, items: list[tuple[int, int, int]], clause: Clause) -> Iterator[tuple[int, int, int]]:
        sentence = self.reading.sentence_at(clause.word.start)
        if sentence is None:
            return
        start, end = self.reading.sentences[sentence]
        start, end = max(start, clause.word.start - _REACH), min(end, clause.word.end + _REACH)
        for item in items[bisect_left(items, (start, 0, 0)) :]:
            if item[0] >= end:
                return
            yield item

    def _depth(
        self, start: int, end: int, predicates: dict[int, int], acting: frozenset[int] | set[int] = frozenset()
    ) -> int | None:
        """How many steps up the parse a stretch hangs below one of some predicates, None if it hangs elsewhere."""
        tree = self.syntax.tree
        numbers = self.syntax.words_in(start, end)
        if not numbers:
            return None
        inside = set(numbers)
        word = numbers[0]
        while tree.words[word].head in inside and tree.words[word].head != word:
            word = tree.words[word].head
        for step in range(_DEEPEST):
            if (not step and word in acting) or self._belongs_to_actor(word, acting):
                return None
            if word in predicates:
                return step + predicates[word]
            above = tree.above(word)
            if (
                (step and tree.words[word].lemma in _LINES)
                or word in self.events
                or above is None
                or (tree.words[word].upos == "VERB" and step)
            ):
                return None
            word = above
        return None

    def _belongs_to_actor(self, word: int, acting: frozenset[int] | set[int]) -> bool:
        tree = self.syntax.tree
        above = tree.above(word)
        described = tree.words[word].deprel in _ATTRIBUTES or tree.case(word) == "of"
        return above in acting and described


def _predicates(found: Found) -> dict[int, int]:
    """Words on which times and places of an event may hang, with how far above it they are."""
    predicates = {found.clause.predicate: 0}
    clause = found.clause
    if found.claiming is not None:
        return predicates  # when it was claimed is not when it was
    if found.slots.verb is not None:
        predicates[found.slots.verb.predicate] = 1
        clause = found.slots.verb
    far = 2
    while clause.relation in _CHAINED and clause.governor is not None and clause.governor.kind != "nominal":
        if clause.relation == "conj" and clause.own_subject:
            break
        clause = clause.governor
        predicates.setdefault(clause.predicate, far * 2)
        far += 1
        if far > _DEEPEST:
            break
    return predicates
