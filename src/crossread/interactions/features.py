"""What is looked at: the words round both parties, what the parse ties to them, and a lexicon of kinds of dealing.

Each feature is a string, ``block:place=word``. Names of the two parties are masked, so that nothing is learned of who
usually does what to whom.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise

from crossread.data import rows
from crossread.tagger.tags import Bounds, SentenceTags, Tags

Features = dict[str, float]

_SOURCE, _TARGET = "<source>", "<target>"
_TIES = frozenset(
    ["xcomp", "ccomp", "obj", "compound:prt", "obl", "advcl", "conj", "nsubj", "nmod", "acl"]
)  # ties under which a predicate says what is done
_COMPLEMENTS = frozenset(["xcomp", "ccomp"])
_TURNS = frozenset(["not", "never", "n't", "will", "would", "no", "may", "could"])
_LEXICAL = frozenset(
    ["lemma", "tied", "under", "complement", "path", "joint", "root"]
)  # places looked up in the lexicon


def features_of(tags: Tags, source: Bounds | None, target: Bounds | None) -> Features:
    """Features of a pair of parties in a sentence, each with its count or share.

    Args:
        tags: Tags of a text.
        source: Bounds of the one who acts, in code points; None if it is not named.
        target: Bounds of the one acted on; None if it is not named.

    Raises:
        ValueError: Both are None, or the first that is given holds no word.
    """
    sentence = _Pair(tags, source, target)
    words = Counter(f"word:{name}" for name in sentence.surface())
    parse = dict.fromkeys((f"parse:{name}" for name in sentence.structure()), 1.0)
    return {**words, **parse, **_lexicon_features(parse)}


class _Pair:
    """Two parties in their sentence; words are numbered as in the tags."""

    def __init__(self, tags: Tags, source: Bounds | None, target: Bounds | None) -> None:
        self.words = tags.words
        self.source, self.target = self._inside(source), self._inside(target)
        self.masked = {*self.source, *self.target}
        some = self.source or self.target
        if not some:
            raise ValueError("neither party has a word in the text")
        self.sentence = _sentence_of(tags, some[0])
        self.triggers = [one.type for one in tags.triggers if one.first in self.numbers]

    @property
    def numbers(self) -> range:
        return range(self.sentence.first, self.sentence.last)

    def _inside(self, bounds: Bounds | None) -> list[int]:
        """Numbers of the words that overlap a stretch."""
        if bounds is None:
            return []
        at = bisect_left(self.words, bounds[0] + 1, key=lambda word: word.end)
        found = []
        while at < len(self.words) and self.words[at].start < bounds[1]:
            found.append(at)
            at += 1
        return found

    def _sequence(self, *, lemmas: bool) -> list[str]:
        """The words of the sentence, each party one mask."""
        found: list[str] = []
        for number in self.numbers:
            if number in self.masked:
                mask = _SOURCE if number in self.source else _TARGET
                if found[-1:] != [mask]:
                    found.append(mask)
            else:
                word = self.words[number]
                found.append(word.lemma if lemmas else word.text.lower())
        return found

    def surface(self) -> Iterator[str]:
        """Words as written, alone and in twos; punctuation aside."""
        words = [word for word in self._sequence(lemmas=False) if len(word) > 1]
        yield from words
        yield from (f"{one} {other}" for one, other in pairwise(words))

    def structure(self) -> Iterator[str]:
        """Lemmas, and what the parse ties to the parties."""
        lemmas = self._sequence(lemmas=True)
        yield from (f"lemma={word}" for word in lemmas)
        yield from (f"two={one} {other}" for one, other in pairwise(lemmas))
        yield from self._round_source()
        yield from self._between()
        yield from (f"root={self.words[n].lemma}" for n in self.numbers if self.words[n].head == n)
        yield from (f"trigger={kind}" for kind in self.triggers)

    def _round_source(self) -> Iterator[str]:
        """The predicate over the source, and what hangs on it and on its complements."""
        head = self._head(self.source)
        predicate = next((n for n in self._up(head) if n not in self.source), None) if head is not None else None
        if head is None or predicate is None:
            return
        yield f"under={self.words[predicate].lemma}"
        yield f"under-as={self.words[head].deprel} {self.words[predicate].lemma}"
        waiting, seen = [predicate], set[int]()
        while waiting:
            over = waiting.pop()
            if over in seen:
                continue
            seen.add(over)
            for child in self._children.get(over, ()):
                if child not in self.masked:
                    yield from self._tie(over, child)
                    if self.words[child].deprel in _COMPLEMENTS:
                        waiting.append(child)

    def _tie(self, over: int, child: int) -> Iterator[str]:
        word = self.words[child]
        if word.deprel in _TIES:
            yield f"tied={word.lemma}"
            yield f"tied-to={self.words[over].lemma} {word.lemma}"
        if word.deprel in _COMPLEMENTS:
            yield f"complement={word.lemma}"
        if word.lemma in _TURNS:
            yield f"turn={word.lemma}"

    def _between(self) -> Iterator[str]:
        """The path of the parse from source to target."""
        one, other = self._head(self.source), self._head(self.target)
        if one is None or other is None:
            return
        up, down = self._up(one), self._up(other)
        joint = next((n for n in up if n in down), None)
        if joint is None:
            return
        up, down = up[: up.index(joint)], down[: down.index(joint)]
        for number in [*up, *down, joint]:
            if number not in self.masked:
                yield f"path={self.words[number].lemma}"
        yield "ties=" + "/".join(self.words[n].deprel for n in up) + ">" + "/".join(self.words[n].deprel for n in down)
        if joint not in self.masked:
            yield f"joint={self.words[joint].lemma}"

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number in self.numbers:
            if self.words[number].head != number:
                found.setdefault(self.words[number].head, []).append(number)
        return found

    def _head(self, party: list[int]) -> int | None:
        """The word of a party that hangs on no other of its words."""
        heads = (n for n in party if self.words[n].head not in party or self.words[n].head == n)
        return next(heads, None)

    def _up(self, number: int) -> list[int]:
        """A word and all that it hangs on, to the root."""
        found = [number]
        while (head := self.words[number].head) != number and head not in found:
            found.append(head)
            number = head
        return found


def _sentence_of(tags: Tags, number: int) -> SentenceTags:
    return next(one for one in tags.sentences if one.first <= number < one.last)


def _lexicon_features(parse: Features) -> Features:
    """Roots that the lexicon gives for the words of some places, each word's vote shared among its roots."""
    votes: Features = {}
    for name in parse:
        place, _, word = name.removeprefix("parse:").partition("=")
        if place in _LEXICAL:
            roots = _lexicon().get(word, ())
            for root in roots:
                key = f"lexicon:{place}={root}"
                votes[key] = votes.get(key, 0.0) + 1 / len(roots)
    return votes


@cache
def _lexicon() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for root, words in rows("interaction_words.tsv"):
        for word in words.split():
            found.setdefault(word, []).append(root)
    return found
