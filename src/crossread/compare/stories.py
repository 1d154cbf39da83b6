"""What whole reports have in common: the words and names of their texts, each weighed by how few reports have it.

Claims of two reports that are about one thing are more likely one thing, though each says little by itself ("the
attack", "a man was shot").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum, log, sqrt

from crossread.compare.tellings import stems
from crossread.folding import fold_string
from crossread.record import Report

_PRIOR = 30.0
"""Reports without a word that are assumed beside those of the case, so that a case of two weighs words at all."""
_OWN_WORD = 0.3  # of the weight, for a word that only one report has: it keeps no two apart that share others
_COMMON = 50, 0.1, 200
"""A word tells no story that is in more reports than the first number and that share of them, or than the last."""
_FEWEST = 3  # reports by which can be told that two of them are more alike than others
_NEIGHBOURS = 8  # reports most like one by which its place among the others is told
"""These numbers were set on half of the topics of ECB+: which of a topic's two like events two reports tell is found
by `Stories.near` with an area under the curve of .95, by the likeness of their words alone with .89."""


def story_of(report: Report) -> frozenset[str]:
    """Content words of the text of a report, without menus and the like, as stems.

    Args:
        report: The report.
    """
    text = " ".join(span.quote for block in report.page.blocks if not block.furniture for span in block.spans)
    return frozenset(stems(fold_string(text).lower().split()))


@dataclass(slots=True)
class Stories:
    """The texts of a case, to be asked which are about one thing.

    Attributes:
        weights: Weight of each word that tells a story, by how few reports have it.
    """

    weights: Mapping[str, float]
    _usual: float = 0.0
    _lengths: dict[str, float] = field(default_factory=dict)
    _words: dict[str, list[str]] = field(default_factory=dict)
    _holding: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _around: dict[str, dict[str, float]] = field(default_factory=dict)
    _near: dict[tuple[str, str], float] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[str, frozenset[str]]) -> Stories:
        """The texts of some reports, whose words are weighed by them.

        Args:
            texts: Words of each report, by its id.
        """
        held = Counter(word for words in texts.values() for word in words)
        least, share, most = _COMMON
        common = min(max(least, share * len(texts)), most)
        total = len(texts) + _PRIOR
        stories = cls(
            {
                word: log(total / (count + 0.5)) * (_OWN_WORD if count == 1 else 1.0)
                for word, count in held.items()
                if count <= common
            }
        )
        for report in sorted(texts):
            stories.put(report, texts[report])
        stories._usual = stories._mean(held)
        return stories

    def put(self, report: str, words: frozenset[str]) -> None:
        """Put one more report in; the weights of words stay."""
        self._words[report] = sorted(word for word in words if word in self.weights)
        self._lengths[report] = sqrt(fsum(self.weights[word] for word in self._words[report]))
        for word in self._words[report]:
            self._holding[word].append(report)

    def near(self, one: str, other: str) -> float | None:
        """Whether two reports are about one thing, 0 to 1: alike, and like the same others; None for two alone.

        Each report is told by those most like it, itself among them, with how much more alike they are than reports of
        the case are in the mean; of what two reports so have in common, the cosine.
        """
        if len(self._words) < _FEWEST:
            return None
        pair = (one, other) if one < other else (other, one)
        found = self._near.get(pair)
        if found is None:
            found = self._near[pair] = self._alike_around(*pair)
        return found

    def _alike_around(self, one: str, other: str) -> float:
        first, second = self._neighbours(one), self._neighbours(other)
        shared = fsum(first[report] * second[report] for report in first.keys() & second.keys())
        length = sqrt(fsum(v * v for v in first.values()) * fsum(v * v for v in second.values()))
        return shared / length if length else 0.0

    def neighbours(self, report: str) -> list[str]:
        """The reports most like one, by id."""
        return sorted(self._neighbours(report).keys() - {report})

    def _neighbours(self, report: str) -> dict[str, float]:
        found = self._around.get(report)
        if found is None:
            above = {other: alike - self._usual for other, alike in self._alike(report).items()}
            nearest = sorted((other for other in above if above[other] > 0), key=lambda other: (-above[other], other))
            found = {other: above[other] for other in nearest[:_NEIGHBOURS]}
            found[report] = max(found.values(), default=0.0)
            self._around[report] = found
        return found

    def _alike(self, report: str) -> dict[str, float]:
        """How alike the words of a report and of others are, 0 to 1: what they share of their weights (cosine)."""
        shared: dict[str, float] = defaultdict(float)
        for word in self._words[report]:
            weight = self.weights[word]
            for other in self._holding[word]:
                shared[other] += weight
        own = self._lengths[report]
        return {other: weight / (own * self._lengths[other]) for other, weight in shared.items() if other != report}

    def _mean(self, held: Mapping[str, int]) -> float:
        """How alike two reports of the case are in the mean, as if all were as long."""
        count = len(self._words)
        shared = fsum(weight * held[word] * (held[word] - 1) for word, weight in self.weights.items())
        length = fsum(length * length for length in self._lengths.values())
        return shared / (count - 1) / length if count > 1 and length else 0.0
