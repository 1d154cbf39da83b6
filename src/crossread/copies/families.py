"""Which pairs of texts are copies, what families they make, and what each text has of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise
from typing import Generic, NamedTuple, TypeVar

from crossread.copies.anchors import in_order
from crossread.copies.direction import day, derivation, earlier
from crossread.copies.matching import SentencePair, verbatim
from crossread.copies.results import Derivation, Family, Match, SentenceKind, SentenceOrigin
from crossread.copies.sketch import Sketch

# What makes two texts copies. Tuned on 12,000 documents of the benchmark `copies` with another seed than its own:
# of pairs that share as much, less than one in a hundred were strangers; three short sentences in a row are found.
LEAST_RUNS = 5
"""Runs of four words, as the index keeps them, that two texts share."""
WHOLE = 0.6
"""Share of a sentence that counts as the sentence itself."""
TWO_SENTENCES, THREE_SENTENCES = 12, 7
"""Words of content, outside quotations, in two and in three or more such sentences."""
REWRITTEN = 0.22
"""Share of the shorter text, sentence by sentence and in the same order, where no sentence is whole: changed words
all over."""
REWRITTEN_SENTENCES = 3
_FAINT, _FAINT_WORDS = 0.25, 3  # share and words of content of a sentence that counts there
ANCHORS, ANCHOR_NUMBERS, ANCHOR_SHARE = 12, 2, 0.6
"""Names and numbers in one order in both texts, numbers among them, and what part that is of the shorter text's.
Tuned on 420 war reports: with half, five pairs of reports of one event by different hands are taken."""
VERBATIM = 0.3
"""Share of the shorter text's runs of eight words that makes even shared background or quotations a copy of it."""

NEARLY_ALL = 0.8
"""Share of a sentence from which on it is copied and not altered."""
ALTERED = 0.4
SENTENCE_WORDS = 5
"""Words of content that a single sentence must share with one elsewhere."""

RECURRING = 3
"""Texts in which the same sentence may be furniture or background."""
ALIKE = 0.4
"""It is, where they share less than this part of the shorter of two, on the average of their pairs."""
_SAMPLE = 16  # texts of which all pairs are looked at
_SAME_TEXT = 0.5  # share of the shorter text that makes it a copy whatever lies between their days
_SENTENCE = 4  # words of content that make two sentences one
_NEWS_DAYS = 3  # a sentence that recurs in texts of so few days is news that is copied, no background
FAR_APART = 10
"""Days between two texts from which on single sentences they share are background: news is copied within days."""

T = TypeVar("T", bound=Hashable)
Place = tuple[str, int]
"""A sentence: id of its text, and its number there."""


class Compared(NamedTuple):
    """Two texts side by side.

    Attributes:
        one: The one with the smaller id.
        other: The other.
        runs: Runs of words, as the index keeps them, that both have.
        anchored: Whether they share enough runs of names and numbers to look at the order of those.
        sentences: Their sentence pairs.
    """

    one: Sketch
    other: Sketch
    runs: int
    anchored: bool
    sentences: tuple[SentencePair, ...]


@dataclass(frozen=True)
class Copies:
    """What texts share.

    Attributes:
        sketches: What is kept of each text, by id, in order.
        matches: All pairs that share sentences, in order of ids; those with `Match.copy` are copies.
        recurring: Sentences that are furniture or background, each with the number of texts it stands in.
    """

    sketches: Mapping[str, Sketch]
    matches: tuple[Match, ...]
    recurring: Mapping[Place, int]

    @cached_property
    def pairs(self) -> tuple[Match, ...]:
        """The pairs that are copies, in whole or in part."""
        return tuple(match for match in self.matches if match.copy)

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """The families, largest first, then by their first member.

        Texts that have different passages from one text are no family on account of that.
        """
        joined = _Groups[Place]()
        for match in self.pairs:
            nodes = [(text, number) for text in (match.one, match.other) for number, _, _ in self._telling(match, text)]
            for node in nodes[1:]:
                joined.join(nodes[0], node)
        grouped: dict[object, list[Match]] = defaultdict(list)
        for match in self.pairs:
            telling = self._telling(match, match.one)
            if telling:
                grouped[joined.root((match.one, telling[0][0]))].append(match)
        families = [self._family(matches) for matches in grouped.values()]
        return tuple(sorted(families, key=lambda family: (-len(family.members), family.members)))

    def of(self, text: str) -> tuple[Match, ...]:
        """The pairs that a text is one of.

        Args:
            text: Its id.
        """
        return self._by_text.get(text, ())

    @cached_property
    def _by_text(self) -> dict[str, tuple[Match, ...]]:
        found = defaultdict(list)
        for match in self.matches:
            found[match.one].append(match)
            found[match.other].append(match)
        return {text: tuple(matches) for text, matches in found.items()}

    def origins(self, text: str) -> tuple[SentenceOrigin, ...]:
        """Where each sentence of a text stands elsewhere, in order of its sentences.

        Args:
            text: Its id.

        Raises:
            KeyError: There is no such text.
        """
        sketch = self.sketches[text]
        found: dict[int, list[tuple[Match, int, SentencePair]]] = defaultdict(list)
        for match in self.of(text):
            for mine, theirs, pair in match.places(text):
                if pair.share >= ALTERED and (match.copy or pair.words >= SENTENCE_WORDS):
                    found[mine].append((match, theirs, pair))
        return tuple(self._origin(sketch, number, found.get(number, ())) for number in range(len(sketch.content)))

    def _origin(self, sketch: Sketch, number: int, places: Sequence[tuple[Match, int, SentencePair]]) -> SentenceOrigin:
        recurs = (sketch.id, number) in self.recurring
        if not places:
            return SentenceOrigin(number=number, kind="recurring" if recurs else "own")

        def rank(place: tuple[Match, int, SentencePair]) -> tuple[object, ...]:
            other = self.sketches[place[0].partner(sketch.id)]
            before = earlier(other, sketch)
            return before is not True, before is False, other.published or "", -place[2].share, other.id

        match, theirs, pair = min(places, key=rank)
        other = self.sketches[match.partner(sketch.id)]
        return SentenceOrigin(
            number=number,
            kind=_kind(pair, recurs=recurs or (not match.copy and _is_own_background(sketch, other))),
            text=other.id,
            sentence=theirs,
            share=pair.share,
            earlier=earlier(other, sketch),
        )

    def _telling(self, match: Match, text: str) -> list[tuple[int, int, SentencePair]]:
        """Places of the shared sentences that tell of copying: no mere quotations, nothing that recurs."""
        return [place for place in match.places(text) if place[2].narrated and (text, place[0]) not in self.recurring]

    def _family(self, matches: Sequence[Match]) -> Family:
        members = sorted(
            {text for match in matches for text in (match.one, match.other)},
            key=lambda text: (self.sketches[text].published or "9999", text),
        )
        own: dict[str, list[Match]] = defaultdict(list)
        for match in matches:
            own[match.one].append(match)
            own[match.other].append(match)
        derivations = [derivation(text, own[text], self.sketches) for text in members]
        first = [text for text, found in zip(members, derivations, strict=True) if found is None]
        return Family(
            members=tuple(members),
            origin=first[0] if len(first) == 1 else None,
            derivations=tuple(found for found in derivations if found is not None),
            most_altered=_most_altered([found for found in derivations if found], own),
        )


def copies_of(sketches: Mapping[str, Sketch], compared: Iterable[Compared]) -> Copies:
    """What some texts share.

    Args:
        sketches: What is kept of them, by id, in order of ids.
        compared: The pairs that were laid side by side, in order of ids.
    """
    kept = [item for item in compared if item.sentences]
    recurring = _recurring(sketches, kept)
    return Copies(sketches, tuple(_match(item, recurring) for item in kept), recurring)


def _match(item: Compared, recurring: Mapping[Place, int]) -> Match:
    one, other, runs, anchored, sentences = item
    telling = [
        pair for pair in sentences if (one.id, pair.one) not in recurring and (other.id, pair.other) not in recurring
    ]
    shorter = max(1, min(one.words, other.words))
    words = sum(max(pair.words for pair in group) for group in _by_sentence(sentences))
    told = runs >= LEAST_RUNS and _is_copy(telling, shorter)
    if told and _is_own_background(one, other):
        told = words >= _SAME_TEXT * shorter
    rewritten = anchored and not told and _is_rewritten(one, other, recurring)
    background = not (told or rewritten) and words >= VERBATIM * shorter and verbatim(one, other) > VERBATIM
    return Match(
        one=one.id,
        other=other.id,
        copy=told or rewritten or background,
        rewritten=rewritten,
        background=background,
        share=min(1.0, words / shorter),
        sentences=sentences,
    )


def _is_copy(telling: Sequence[SentencePair], shorter: int) -> bool:
    """Whether sentences that are no furniture, background or quotation make one of two texts a copy."""
    whole = [pair.narrated for pair in telling if pair.share >= WHOLE and pair.words >= _FAINT_WORDS]
    if len(whole) >= 2 and sum(whole) >= (TWO_SENTENCES if len(whole) == 2 else THREE_SENTENCES):
        return True
    best = [max(group, key=lambda pair: (pair.narrated, -pair.one)) for group in _by_sentence(telling)]
    told = [pair for pair in best if pair.share >= _FAINT and pair.words >= _FAINT_WORDS]
    series = _in_order(told)
    return len(series) >= REWRITTEN_SENTENCES and sum(pair.narrated for pair in series) >= REWRITTEN * shorter


def _is_rewritten(one: Sketch, other: Sketch, recurring: Mapping[Place, int]) -> bool:
    """Whether names and numbers, in their order, show one text to be made from the other with other words."""
    if _is_own_background(one, other):
        return False
    own = [[number for number in range(len(text.content)) if (text.id, number) in recurring] for text in (one, other)]
    found = in_order(one, other, (own[0], own[1]))
    return found.anchors >= ANCHORS and found.numbers >= ANCHOR_NUMBERS and found.share >= ANCHOR_SHARE


def _in_order(pairs: Sequence[SentencePair]) -> list[SentencePair]:
    """The longest series of sentences that come in the same order in both texts (by patience sorting)."""
    ends: list[int] = []
    above: list[int | None] = []
    tops: list[int] = []
    for number, pair in enumerate(sorted(pairs, key=lambda pair: pair.other)):
        pile = bisect_right(ends, pair.one)
        ends[pile : pile + 1] = [pair.one]
        tops[pile : pile + 1] = [number]
        above.append(tops[pile - 1] if pile else None)
    ranked = sorted(pairs, key=lambda pair: pair.other)
    series, at = [], tops[-1] if tops else None
    while at is not None:
        series.append(ranked[at])
        at = above[at]
    return series


def _is_own_background(one: Sketch, other: Sketch) -> bool:
    """Whether sentences that two texts share are background: told again long after, or by one outlet another day."""
    first, second = day(one), day(other)
    if first is not None and second is not None and abs((first - second).days) >= FAR_APART:
        return True
    same_day = first is not None and first == second
    return one.outlet is not None and one.outlet == other.outlet and not same_day


def _by_sentence(sentences: Sequence[SentencePair]) -> Iterable[list[SentencePair]]:
    """The pairs of each sentence of the second text."""
    found = defaultdict(list)
    for pair in sentences:
        found[pair.other].append(pair)
    return found.values()


def _kind(pair: SentencePair, *, recurs: bool) -> SentenceKind:
    if recurs:
        return "recurring"
    if not pair.narrated:
        return "quotation"
    return "copied" if pair.share >= NEARLY_ALL else "altered"


def _most_altered(derivations: Sequence[Derivation], matches: Mapping[str, Sequence[Match]]) -> str | None:
    """The copy whose shared sentences are least alike to those of the text it has them from."""
    kept = {}
    for found in derivations:
        pairs = [pair for match in matches[found.copy] if match.partner(found.copy) in found.among
                 for pair in match.sentences]  # fmt: skip
        kept[found.copy] = sum(pair.share * pair.words for pair in pairs) / max(1, sum(pair.words for pair in pairs))
    least = min(kept.values(), default=1.0)
    lowest = sorted(text for text, share in kept.items() if share == least)
    return lowest[0] if least < 1 and lowest else None


def _recurring(sketches: Mapping[str, Sketch], compared: Sequence[Compared]) -> dict[Place, int]:
    """Sentences that stand in several texts which otherwise share little, or that come back on days far apart.

    A sentence and its reworded versions count as one.
    """
    shares: dict[tuple[str, str], float] = {}
    sentences = _Groups[Place]()
    for one, other, _, _, pairs in compared:
        words = sum(max(pair.words for pair in group) for group in _by_sentence(pairs))
        shares[one.id, other.id] = words / max(1, min(one.words, other.words))
        for pair in pairs:
            if pair.share >= WHOLE and pair.words >= _SENTENCE:
                sentences.join((one.id, pair.one), (other.id, pair.other))
    found = {}
    for places in sentences.sets():
        holders = sorted({text for text, _ in places})
        days = [day(sketches[text]) for text in holders]
        if len(holders) >= RECURRING and (_recurs(days) or not (_is_news(days) or _are_alike(holders, shares))):
            found.update(dict.fromkeys(places, len(holders)))
    return found


def _are_alike(texts: Sequence[str], shares: Mapping[tuple[str, str], float]) -> bool:
    """Whether some texts share so much that a sentence in all of them was copied with the rest."""
    known = [shares[pair] for pair in combinations(texts[:_SAMPLE], 2) if pair in shares]
    return sum(known) >= ALIKE * len(known)  # of a crowd, neighbours alone were compared


def _is_news(days: Sequence[date | None]) -> bool:
    """Whether a sentence of these days is news of a few days: then it is copied, and no background."""
    known = [value for value in days if value is not None]
    return len(known) == len(days) and (max(known) - min(known)).days <= _NEWS_DAYS


def _recurs(days: Sequence[date | None]) -> bool:
    """Whether a sentence comes back on days far apart."""
    known = sorted(value for value in days if value is not None)
    comes_back = sum((later - before).days >= FAR_APART for before, later in pairwise(known))
    return comes_back >= RECURRING - 1


class _Groups(Generic[T]):
    """Disjoint sets. What stands together does not depend on the order of joining."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def root(self, item: T) -> T:
        """One item that stands for an item's whole set."""
        path = []
        while (above := self._above.get(item, item)) != item:
            path.append(item)
            item = above
        for passed in path:
            self._above[passed] = item
        return item

    def join(self, one: T, other: T) -> None:
        """Make two sets one."""
        first, second = self.root(one), self.root(other)
        self._above.setdefault(first, first)
        self._above[second] = first

    def sets(self) -> Iterable[list[T]]:
        """The sets of two and more."""
        found = defaultdict(list)
        for item in list(self._above):
            found[self.root(item)].append(item)
        return found.values()
