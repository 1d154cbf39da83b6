"""The headline's number is not the story's.

**What it flags.** A number of dead, wounded, captured, displaced or missing people in the headline, or of a noun
that the story counts too, which no number of the story can explain. Shown are the headline's number and the ones
that the story gives for the same thing at its beginning.

**Why it matters.** Headlines are what is quoted and counted. Where headline and story differ, one was
changed and the other was not.

**Fires on** (invented):

    At least 39 killed as shells hit market
    At least 24 people were killed on Sunday, the health office said.

**Will not flag** rounding ("over 80" for 84, "nearly 50" for 48, "dozens"), a sum of up to four parts ("32" for 22
and 10), a figure between an older and a newer one, a number that stands anywhere in the story, or a headline
whose class of victims the story's first paragraphs do not count.

**Measured.** None in 420 war reports, none in 84 news pages. Of 26 headline numbers planted, 15 were found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.words import headline, listed, prose
from crossread.context import Reading
from crossread.data import rows
from crossread.record import Hedge, Quantity, Span

_COUNTED = frozenset({"people", "things", "other"})
_SAME_SHARE = 0.06  # two figures so close are one figure rounded: "80" for 84
# By how much, under and over, a figure may differ from a headline's number with such a hedge.
_ROUNDING: dict[Hedge, tuple[float, float]] = {
    "more than": (0.02, 0.35),
    "at least": (0.02, 0.35),
    "nearly": (0.15, 0.02),
    "up to": (0.15, 0.02),
    "fewer than": (0.15, 0.02),
    "about": (0.15, 0.15),
}
_LEDE_BLOCKS = 4
_MOST_PARTS = 4
_FEW = 5  # victims that may be told one by one ("a man and his wife"), not all of them with a number
_MOST_NUMBERS = 12  # of the story, from its beginning, that are added up
_REACH = 60  # code points between a number and the word that tells its class
# "The number of people killed … has risen to": what is told of the total is told of the number.
_TOLL = re.compile(
    r"\b(?:(?:death )?toll|number of (?:people |civilians |those )?(?:dead|killed|wounded|injured|missing|displaced))\b"
    r"[^.;]*\b(?:ris(?:es|en|ing)|rose|reach\w*|climb\w*|jump\w*|st(?:ands|ood)|pass\w*|grow\w*|grew|hits?|is|was|at)"
    r"(?: to| at)?(?: [a-z]+){0,2} \Z"
)
_UPDATE = re.compile(
    r"\b(?:earlier|previous(?:ly)?|initial(?:ly)?|at first|revised|update[sd]?|later|had (?:said|put|reported|given)"
    r"|ris(?:es|en|ing)|rose|climb\w*|up from|down from)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:ies|es|s)$")


@cache
def _classes() -> Mapping[str, re.Pattern[str]]:
    """For each class of victims the words that tell it."""
    words: dict[str, list[str]] = {}
    for name, pattern in rows("victim_words.tsv"):
        words.setdefault(name, []).append(pattern)
    return {name: re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE) for name, parts in words.items()}


@dataclass(frozen=True)
class _Number:
    """A number with what it counts.

    Attributes:
        low: The value told, or the lower one of a range.
        high: The value told, or the higher one of a range.
        hedge: How it is qualified.
        classes: Classes of victims that the words beside it tell.
        noun: The counted noun, without its plural ending.
        sentence: Where its sentence begins.
        block: Where its paragraph begins.
        updates: Its sentence tells of an older or a newer figure.
        span: Its words.
    """

    low: float
    high: float
    hedge: Hedge
    classes: frozenset[str]
    noun: str | None
    sentence: int
    block: int
    updates: bool
    span: Span

    def allows(self, low: float, high: float) -> bool:
        """Whether a headline may give this number for a figure between two values, its hedge rounding it."""
        under, over = _ROUNDING.get(self.hedge, (_SAME_SHARE, _SAME_SHARE))
        return self.low * (1 - under) <= high and low <= self.high * (1 + over)

    def counts_same(self, other: _Number) -> bool:
        """Whether both count the same: a class of victims, or a noun where one of them tells no class."""
        if self.classes and other.classes:
            return bool(self.classes & other.classes)
        return self.noun is not None and self.noun == other.noun


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NU02.

    Args:
        reading: The report with everything but findings.
    """
    top = headline(reading)
    counts = [(quantity, _place(reading, quantity)) for quantity in reading.report.quantities if _is_count(quantity)]
    inside = [quantity for quantity, at in counts if top and top.start <= at < top.end]
    if not top or not inside:
        return
    body = list(_of_story(reading, counts))
    ends = [block.end for block in prose(reading)][:_LEDE_BLOCKS]
    lede = [number for number in body if number.sentence < ends[-1]]
    for quantity in inside:
        head = _number(reading, quantity, (top.start, top.end), top.start)
        told = [number for number in lede if head.counts_same(number)]
        if told and not _explained(head, body, lede, told):
            yield _flag(head, told)


def _of_story(reading: Reading, counts: list[tuple[Quantity, int]]) -> Iterator[_Number]:
    """The numbers in the story's sentences."""
    blocks = list(prose(reading))
    starts = [block.start for block in blocks]
    for quantity, at in counts:
        index = reading.sentence_at(at)
        block = bisect_right(starts, at) - 1
        if index is not None and block >= 0 and at < blocks[block].end:
            yield _number(reading, quantity, reading.sentences[index], blocks[block].start)


def _is_count(quantity: Quantity) -> bool:
    given = [value for value in (quantity.low, quantity.best, quantity.high) if value is not None]
    return quantity.scale in _COUNTED and bool(given) and max(given) > 0


def _place(reading: Reading, quantity: Quantity) -> int:
    return reading.folded.position(quantity.spans[0].start)


def _number(reading: Reading, quantity: Quantity, sentence: tuple[int, int], block: int) -> _Number:
    """A quantity with the bounds a headline may round it to, and what the words near it in its sentence count."""
    best = quantity.best if quantity.best is not None else quantity.low if quantity.low is not None else quantity.high
    value = best or 0.0
    low, high = (quantity.low or value, quantity.high or value) if quantity.hedge == "between" else (value, value)
    if quantity.vague:
        low, high = value / 2, value * 5  # a dozen is meant by nobody who says "dozens"
    span = quantity.spans[0]
    at, after = reading.folded.position(span.start), reading.folded.position(span.end - 1) + 1
    classes = _nearest(reading.folded.text, sentence, at, after)
    updates = _UPDATE.search(reading.folded.text, *sentence) is not None
    return _Number(low, high, quantity.hedge, classes, _noun(quantity), sentence[0], block, updates, span)


def _nearest(text: str, sentence: tuple[int, int], at: int, after: int) -> frozenset[str]:
    """The class of victims whose word stands nearest to a number, or inside it; both of "killed or wounded"."""
    toll = _TOLL.search(text, sentence[0], at)
    if toll:
        return frozenset({next((name for name, pattern in _classes().items() if pattern.search(toll[0])), "killed")})
    gaps: dict[str, int] = {}
    for name, pattern in _classes().items():
        for match in pattern.finditer(text, max(sentence[0], at - _REACH), min(sentence[1], after + _REACH)):
            gap = max(match.start() - after, at - match.end(), 0)
            gaps[name] = min(gap, gaps.get(name, gap))
    return frozenset(name for name, gap in gaps.items() if gap == min(gaps.values()))


def _noun(quantity: Quantity) -> str | None:
    words = (quantity.unit or "").split(" of ")[0].split()
    return _PLURAL.sub("", words[-1].lower()) if words else None


def _explained(head: _Number, body: list[_Number], lede: list[_Number], told: list[_Number]) -> bool:
    """Whether some number of the story, a sum of some, or an update that it tells can be the headline's."""
    if any(
        head.low == number.low or (_may_be(head, number) and head.allows(number.low, number.high)) for number in body
    ):
        return True
    if head.low <= _FEW and any(number.low == 1 for number in told):
        return True
    figures = [number.low for number in told if number.hedge != "vague"]
    if any(number.updates for number in told) and figures and min(figures) < head.low < max(figures):
        return True
    return any(
        _adds_up(head, [number for number in lede if number.block == block]) for block in {n.block for n in told}
    )


def _adds_up(head: _Number, paragraph: list[_Number]) -> bool:
    """Whether parts told in one paragraph add up to the headline's number."""
    beside = {number.sentence for number in paragraph if head.counts_same(number)}
    parts = _without_subtotals([item for item in paragraph if _may_be(head, item) and item.sentence in beside])
    sums = (group for size in range(2, _MOST_PARTS + 1) for group in combinations(parts, size))
    return any(head.allows(sum(part.low for part in group), sum(part.high for part in group)) for group in sums)


def _may_be(head: _Number, number: _Number) -> bool:
    """Whether a number of the story may count what the headline does: the same, or it does not say what."""
    return head.counts_same(number) or not (number.classes or number.noun)


def _without_subtotals(numbers: list[_Number]) -> list[_Number]:
    """The numbers, a figure told again in another sentence once, without those that add up to another."""
    first = {number.low: number.sentence for number in reversed(numbers)}
    once = [number for number in numbers if number.sentence == first[number.low]][:_MOST_NUMBERS]
    for whole in once:
        smaller = [number for number in once if number.low < whole.low]
        for size in range(2, _MOST_PARTS + 1):
            for group in combinations(smaller, size):
                if sum(number.low for number in group) == whole.low:
                    return _without_subtotals([number for number in once if number not in group])
    return once


def _flag(head: _Number, told: list[_Number]) -> Flag:
    numbers = listed([f"“{number.span.quote}”" for number in told[:3]])
    what = f" for the {' and '.join(sorted(head.classes))}" if head.classes else ""
    return Flag(
        message=f"The headline says “{head.span.quote}”{what}, the story {numbers}; no number of the story gives it.",
        spans=[head.span, *(number.span for number in told[:3])],
    )
