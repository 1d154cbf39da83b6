"""Which pairs of texts are copies, what families they make, and what each text has of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crossread.copies.direction import derivation, earlier
from crossread.copies.matching import SentencePair
from crossread.copies.results import Derivation, Family, Match, SentenceKind, SentenceOrigin
from crossread.copies.sketch import Sketch

# What makes two texts copies. Tuned on 12,000 documents of the benchmark `copies` with another seed than its own:
# of pairs that share as much, less than one in a hundred were strangers; three short sentences in a row are found.
LEAST_RUNS = 5
"""Runs of four words, as the index keeps them, that two texts share."""
WHOLE = 0.6
"""Share of a sentence that counts as the sentence itself."""
TWO_SENTENCES, THREE_SENTENCES = 10, 7
"""Words of content, outside quotations, in two and in three or more such sentences."""
REWRITTEN = 0.22
"""Share of the shorter text, sentence by sentence, where no sentence is whole: changed words all over."""

NEARLY_ALL = 0.8
"""Share of a sentence from which on it is copied and not altered."""
ALTERED = 0.4
SENTENCE_WORDS = 5
"""Words of content that a single sentence must share with one elsewhere."""

RECURRING = 3
"""Groups of texts, no copies of one another otherwise, in which the same sentence is furniture or background."""
_SAME_TEXT = 0.5  # share of the shorter text that makes two texts one group
_NEWS_DAYS = 3  # a sentence of this many words of content in texts of so few days is copied news, no background
_NEWS_WORDS = 8

Compared = tuple[Sketch, Sketch, int, tuple[SentencePair, ...]]
"""Two texts in order of their ids, the runs they share, and their sentence pairs."""


@dataclass(frozen=True)
class Copies:
    """What texts share.

    Attributes:
        sketches: What is kept of each text, by id, in order.
        matches: All pairs that share sentences, in order of ids; those with `Match.copy` are copies.
        recurring: Number of groups of texts in which a sentence recurs, by the sentence's hash; recurring ones only.
    """

    sketches: Mapping[str, Sketch]
    matches: tuple[Match, ...]
    recurring: Mapping[int, int]

    @cached_property
    def pairs(self) -> tuple[Match, ...]:
        """The pairs that are copies, in whole or in part."""
        return tuple(match for match in self.matches if match.copy)

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """The families, largest first, then by their first member.

        Texts that have different passages from one text are no family on account of that.
        """
        joined = _Groups()
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
        hashes = sketch.sentence_hashes.tolist()
        return tuple(self._origin(sketch, number, value, found.get(number, ())) for number, value in enumerate(hashes))

    def _origin(
        self, sketch: Sketch, number: int, value: int, places: Sequence[tuple[Match, int, SentencePair]]
    ) -> SentenceOrigin:
        if not places:
            return SentenceOrigin(number=number, kind="recurring" if value in self.recurring else "own")

        def rank(place: tuple[Match, int, SentencePair]) -> tuple[object, ...]:
            other = self.sketches[place[0].partner(sketch.id)]
            before = earlier(other, sketch)
            return before is not True, before is False, other.published or "", -place[2].share, other.id

        match, theirs, pair = min(places, key=rank)
        other = self.sketches[match.partner(sketch.id)]
        return SentenceOrigin(
            number=number,
            kind=_kind(pair, recurs=value in self.recurring),
            text=other.id,
            sentence=theirs,
            share=pair.share,
            earlier=earlier(other, sketch),
        )

    def _telling(self, match: Match, text: str) -> list[tuple[int, int, SentencePair]]:
        """Places of the shared sentences that tell of copying: no mere quotations, nothing that recurs."""
        hashes = self.sketches[text].sentence_hashes.tolist()
        return [place for place in match.places(text) if place[2].narrated and hashes[place[0]] not in self.recurring]

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
    kept = [item for item in compared if item[3]]
    recurring = _recurring(sketches, kept)
    return Copies(sketches, tuple(_match(item, recurring) for item in kept), recurring)


def _match(item: Compared, recurring: Mapping[int, int]) -> Match:
    one, other, runs, sentences = item
    hashes = one.sentence_hashes.tolist(), other.sentence_hashes.tolist()
    telling = [
        pair for pair in sentences if hashes[0][pair.one] not in recurring and hashes[1][pair.other] not in recurring
    ]
    whole = [pair.narrated for pair in telling if pair.share >= WHOLE and pair.words > 2]
    told = sum(max(pair.narrated for pair in group) for group in _by_sentence(telling))
    shorter = max(1, min(int(one.content.sum()), int(other.content.sum())))
    enough = len(whole) >= 2 and sum(whole) >= (TWO_SENTENCES if len(whole) == 2 else THREE_SENTENCES)
    copy = runs >= LEAST_RUNS and (enough or told >= REWRITTEN * shorter)
    words = sum(max(pair.words for pair in group) for group in _by_sentence(sentences))
    return Match(one=one.id, other=other.id, copy=copy, share=min(1.0, words / shorter), sentences=sentences)


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


def _recurring(sketches: Mapping[str, Sketch], compared: Sequence[Compared]) -> dict[int, int]:
    """Sentences that stand in several groups of texts which are otherwise no copies of one another."""
    groups = _Groups()
    for one, other, _, sentences in compared:
        words = sum(max(pair.words for pair in group) for group in _by_sentence(sentences))
        if words >= _SAME_TEXT * min(int(one.content.sum()), int(other.content.sum())):
            groups.join(one.id, other.id)
    counts: Counter[int] = Counter()
    for sketch in sketches.values():
        counts.update(set(sketch.sentence_hashes.tolist()))
    often = {value for value, count in counts.items() if count >= RECURRING}
    holders: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for sketch in sketches.values():
        for value, content in zip(sketch.sentence_hashes.tolist(), sketch.content.tolist(), strict=True):
            if value in often:
                holders[value].append((sketch.id, content))
    found = {}
    for value, places in sorted(holders.items()):
        roots = {groups.root(text) for text, _ in places}
        if len(roots) >= RECURRING and not _is_news([sketches[text] for text, _ in places], places[0][1]):
            found[value] = len(roots)
    return found


def _is_news(sketches: Sequence[Sketch], content: int) -> bool:
    """Whether a sentence that many texts have is news of a few days: then it is copied."""
    days = sorted(sketch.published[:10] for sketch in sketches if sketch.published)
    if content < _NEWS_WORDS or len(days) < len(sketches):
        return False
    try:
        return (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days <= _NEWS_DAYS
    except ValueError:
        return False


class _Groups:
    """Disjoint sets (union by the smaller name, so that the result depends on no order)."""

    def __init__(self) -> None:
        self._above: dict[object, object] = {}

    def root(self, item: object) -> object:
        """The name of an item's set."""
        path = []
        while (above := self._above.get(item, item)) != item:
            path.append(item)
            item = above
        self._above.update(dict.fromkeys(path, item))
        return item

    def join(self, one: object, other: object) -> None:
        """Make two sets one."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._above[second] = first
