"""Who says what: direct quotations with speaker and cue, and reported speech where rules can read it.

Every quotation of speech is in exactly one attribution that rules made, with an empty source where none stands
beside it. Content is without quotation marks and without a leading "that". What rules made is marked ``rule:…``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from crossread.context import Reading
from crossread.folding import FoldedBlock
from crossread.record import Attribution, BlockKind
from crossread.sentences import NOT_PROSE, sentence_spans
from crossread.speech.clauses import tokens_of
from crossread.speech.quotations import Quotation, find_quotations
from crossread.speech.sayings import ANNOUNCED, sayings
from crossread.speech.units import Saying, Unit

_DEEPEST = 3  # speech inside speech inside speech is read, no further
_LONGEST_UNIT = 600  # tokens; no sentence of prose is longer, and time stays linear
_WHOLE_SPEECH = 6  # words from which a quotation is looked into for speech of its own

_SPOKEN: frozenset[BlockKind] = frozenset({"paragraph", "list item"})
_LONGEST_STATEMENT = 40  # paragraphs
_FIRST_PERSONS = frozenset(["i", "we"])
_NO_STATEMENT = re.compile(
    r"(?:notes? (?:to|for) editors?|background|further information|media (?:enquiries|contact)|ends?\b|contact|follow|"
    r"for more|read more|source)\b|.{0,24}$",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"(?P<source>[A-Z][^:;\"“”\n]{2,150}?),?\s+(?:today |yesterday |on \w+ )?(?:has |have )?"
    r"(?P<cue>(?:issued|released|provided|made|gave|published|delivered)\s+(?:the|this|an?)\s+(?:following\s+)?"
    r"(?:\w+ )?(?:statement|message|remarks|comments?))\b[^\n]{0,120}:\s*$"
)

Bounds = tuple[int, int]


@dataclass
class _Found:
    """One attribution in offsets of the folded text, with the quotations it holds."""

    form: Literal["direct", "indirect", "mixed"]
    rule: str
    source: Sequence[Bounds] = ()
    cue: Sequence[Bounds] = ()
    venue: Sequence[Bounds] = ()
    content: list[Bounds] = field(default_factory=list)
    quotations: list[int] = field(default_factory=list)


def find_attributions(reading: Reading) -> tuple[Attribution, ...]:
    """Attributions of the main text, in order of their content.

    Args:
        reading: The reading; its folded text and its blocks are used.
    """
    finder = _Finder(reading)
    for block in reading.folded.blocks:
        if block.block.kind not in NOT_PROSE:
            finder.read_block(block)
    return finder.result()


class _Finder:
    """Walks through the blocks and keeps what one paragraph leaves to the next."""

    def __init__(self, reading: Reading) -> None:
        self.folded = reading.folded
        self.text = reading.folded.text
        self.bounds = reading.sentences
        self.quotations = find_quotations(reading.folded)
        self.found: list[_Found] = []
        self.holder: dict[int, _Found] = {}  # which attribution holds a quotation
        self.announced: _Found | None = None  # "Massoud said:" at the end of a paragraph
        self.statement: _Found | None = None  # whose statement, without marks, the paragraph before belongs to
        self.children: dict[int | None, list[int]] = {}
        self.by_start: dict[int, list[int]] = {}
        for index, quotation in enumerate(self.quotations):
            self.children.setdefault(quotation.inside, []).append(index)
            if quotation.inside is None:
                self.by_start.setdefault(quotation.block, []).append(index)
        self._numbers = {block.start: number for number, block in enumerate(self.folded.blocks)}

    def read_block(self, block: FoldedBlock) -> None:
        """Find the attributions of one block."""
        outer = self.by_start.get(self._numbers[block.start], [])
        announced, self.announced = self.announced, None
        speaker, self.statement = announced or self.statement, None
        found = len(self.found)
        marked = bool(outer) and self.quotations[outer[0]].left == block.start
        before: list[_Found] = []
        for start, end, inside in self._units(block.start, block.end, outer):
            here = self._read_unit(start, end, inside, depth=0)
            first = inside[0] if inside else None
            if first is not None and first not in self.holder and self.quotations[first].left == start:
                self._continue(first, inside, before, announced)
            before, announced = here or ([self.holder[first]] if first in self.holder else []), None
        if speaker is not None and not marked and block.block.kind in _SPOKEN and self.announced is None:
            self._say_on(block, speaker, found)
        elif self.announced is None:
            self._announce(block)

    def _announce(self, block: FoldedBlock) -> None:
        """Keep whose statement the next paragraphs hold: "The ministry issued the following statement:"."""
        match = _STATEMENT.match(self.text, block.start, block.end)
        if match is not None:
            source, cue = match.span("source"), match.span("cue")
            self.announced = _Found("direct", ANNOUNCED, [source], [cue])
            self.found.append(self.announced)

    def _say_on(self, block: FoldedBlock, speaker: _Found, first: int) -> None:
        """Give a paragraph without marks to whoever's statement was announced, if nobody else speaks in it."""
        others = [item for item in self.found[first:] if item.source and item.form != "direct"]
        told_by_others = any(self.text[slice(*item.source[0])].lower() not in _FIRST_PERSONS for item in others)
        if told_by_others or _NO_STATEMENT.match(self.text, block.start, block.end):
            return
        speaker.content.append((block.start, block.end))
        if len(speaker.content) < _LONGEST_STATEMENT:
            self.statement = speaker

    def _units(self, start: int, end: int, quotations: Sequence[int]) -> list[tuple[int, int, list[int]]]:
        """Sentences, joined where a quotation spans several, with the quotations in each."""
        units: list[tuple[int, int, list[int]]] = []
        waiting = list(reversed(quotations))
        for first, last in self._sentences(start, end):
            if units and first < units[-1][1]:
                last = max(last, units[-1][1])
                first, inside = units[-1][0], units.pop()[2]
            else:
                inside = []
            while waiting and self.quotations[waiting[-1]].left < last:
                inside.append(waiting.pop())
                last = max(last, self.quotations[inside[-1]].right)
            units.append((first, last, inside))
        return units

    def _sentences(self, start: int, end: int) -> Sequence[Bounds]:
        """Sentences of a block or of a quotation inside it."""
        first, last = bisect_left(self.bounds, (start, start)), bisect_left(self.bounds, (end, end))
        known = self.bounds[first:last]
        whole = bool(known) and known[-1][1] <= end and not self.text[start : known[0][0]].strip()
        return known if whole else sentence_spans(self.text, start, end)

    def _read_unit(self, start: int, end: int, inside: list[int], depth: int) -> list[_Found]:
        shown = [index for index in inside if self._is_token(self.quotations[index])]
        tokens = tokens_of(self.text, start, end, [(index, self.quotations[index]) for index in shown])
        unit = Unit(tokens, self.quotations)
        here: list[_Found] = []
        if len(tokens) <= _LONGEST_UNIT:
            here = [self._found(unit, saying) for saying in sayings(unit)]
        for item in here:
            self._hold(item, item.quotations)
            if item.rule == ANNOUNCED:
                self.announced = item
        if depth < _DEEPEST:
            for index in inside:
                self._look_into(index, depth + 1)
        return here

    def _is_token(self, quotation: Quotation) -> bool:
        content = self.text[quotation.start : quotation.end]
        return quotation.form == "speech" or (quotation.form == "words" and content[-1:] in ".!?,")

    def _look_into(self, index: int, depth: int) -> None:
        quotation = self.quotations[index]
        content = self.text[quotation.start : quotation.end]
        if quotation.form == "speech" and content.count(" ") + 1 >= _WHOLE_SPEECH:
            nested = self.children.get(index, [])
            for start, end, inside in self._units(quotation.start, quotation.end, nested):
                self._read_unit(start, end, inside, depth)

    def _found(self, unit: Unit, saying: Saying) -> _Found:
        def bounds(stretch: tuple[int, int] | None) -> list[Bounds]:
            return [self._balanced(unit.tokens[stretch[0]].start, unit.tokens[stretch[1] - 1].end)] if stretch else []

        item = _Found(saying.form, saying.rule, bounds(saying.source), bounds(saying.cue))
        item.venue = [piece for stretch in saying.venue for piece in bounds(stretch)]
        for stretch in saying.content:
            inside = [token.quotation for token in unit.tokens[stretch[0] : stretch[1]]]
            quoted = [index for index in inside if index is not None]
            item.quotations.extend(quoted)
            words = any(token.is_word for token in unit.tokens[stretch[0] : stretch[1]])
            item.content.extend(bounds(stretch) if words else map(self._content_of, quoted))
        return item

    def _balanced(self, start: int, end: int) -> Bounds:
        """Bounds with the mark that closes a quotation of single words at their end."""
        words, following = self.text[start:end], self.text[end : end + 1]
        opened = words.count("“") > words.count("”") if following == "”" else words.count('"') % 2 == 1
        return (start, end + 1) if following in ("”", '"') and following and opened else (start, end)

    def _content_of(self, index: int) -> Bounds:
        return self.quotations[index].start, self.quotations[index].end

    def _hold(self, item: _Found, quotations: Sequence[int]) -> None:
        self.found.append(item)
        for index in quotations:
            self.holder.setdefault(index, item)

    def _continue(self, first: int, inside: list[int], before: list[_Found], announced: _Found | None) -> None:
        """Give a quotation that begins a sentence without cue to whoever spoke right before it."""
        speaker = announced or next((item for item in reversed(before) if item.source and item.rule != "hedge"), None)
        if speaker is None:
            return
        alone = [index for index in inside if index not in self.holder and self._is_token(self.quotations[index])]
        if speaker.form == "direct":
            speaker.content.extend(map(self._content_of, alone[:1]))
            self.holder[first] = speaker
        else:
            item = _Found(
                "direct", "same-speaker", speaker.source, speaker.cue, speaker.venue, [self._content_of(first)]
            )
            self._hold(item, [first])

    def result(self) -> tuple[Attribution, ...]:
        """All attributions, with quotations over several paragraphs joined and those without speaker added."""
        for index, quotation in enumerate(self.quotations):
            if quotation.inside is not None or quotation.form != "speech":
                continue
            earlier = self.holder.get(quotation.continues) if quotation.continues is not None else None
            mine = self.holder.get(index)
            if earlier is not None and (mine is None or not earlier.source):
                self._join(index, earlier, mine)
            elif mine is None:
                self._hold(_Found("direct", "quotation", content=[self._content_of(index)]), [index])
        kept = [item for item in self.found if item.content]
        kept.sort(key=lambda item: (item.content[0], item.cue[0] if item.cue else (0, 0), item.rule))
        return tuple(self._attribution(item) for item in kept)

    def _join(self, index: int, earlier: _Found, mine: _Found | None) -> None:
        """Join a paragraph of a quotation to the one before it."""
        if mine is None:
            earlier.content.append(self._content_of(index))
            self.holder[index] = earlier
        else:  # the cue stands in the later paragraph
            mine.content[:0] = earlier.content
            earlier.content = []
            self.holder.update((held, mine) for held, item in list(self.holder.items()) if item is earlier)

    def _attribution(self, item: _Found) -> Attribution:
        spans = self.folded.spans
        return Attribution(
            form=item.form,
            source=spans(item.source),
            cue=spans(item.cue),
            content=spans(sorted(item.content)),
            venue=spans(item.venue),
            made_by=f"rule:{item.rule}",
        )
