"""Quotations of a case: who says what in which report, in which words, and where it was said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations, pairwise

from crossread.copies.direction import day
from crossread.data import rows
from crossread.provenance import Compared, Owners, PrimarySource, primary_source
from crossread.record import Claim, Spans

_CROWD = 50
_DAYS = 7  # days between reports from which on alike words are two statements: officials say the same again
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A direct quotation in a report.

    Attributes:
        report: Id of the report.
        claim: The statement.
        source: Where it was said, as the report shows it.
        spans: The quoted words.
        words: The words in small letters.
        day: When the report was published, None if unknown.
        capitals: Whether each begins with a capital.
        content: Those that are no function words.
    """

    report: str
    claim: Claim
    source: PrimarySource
    spans: Spans
    words: tuple[str, ...]
    day: date | None
    capitals: tuple[bool, ...]
    content: frozenset[str]

    def is_names(self, first: int, after: int) -> bool:
        """Whether some of its words are all names, by their capitals."""
        return all(self.capitals[first:after])


def by_speaker(compared: Compared) -> dict[str, list[Quote]]:
    """Direct quotations of named speakers, by speaker, in order of reports and places."""
    owners = Owners.known()
    found: dict[str, list[Quote]] = defaultdict(list)
    for name, report in compared.reports.items():
        direct = {span.start for item in report.attributions if item.form == "direct" for span in item.content}
        for claim in report.claims:
            is_direct = any(span.start in direct or span.start + 1 in direct for span in claim.spans)
            if claim.family == "statements" and claim.voice.kind == "named" and is_direct:
                source = primary_source(report, claim, owners)
                written = [word for span in claim.spans for word in _WORD.findall(span.quote)]
                words = tuple(word.lower() for word in written)
                content = frozenset(words) - _function_words()
                found[source.key].append(
                    Quote(
                        report=name,
                        claim=claim,
                        source=source,
                        spans=claim.spans,
                        words=words,
                        day=day(compared.copies.sketches[name]),
                        capitals=tuple(word[0].isupper() for word in written),
                        content=content,
                    )
                )
    return found


def alike(one: Quote, other: Quote) -> float:
    """What part of the shorter quotation's words of content the other has too."""
    shorter = min(len(one.content), len(other.content))
    return len(one.content & other.content) / shorter if shorter else 0.0


def pairs(quotes: list[Quote], least: float, words: int) -> Iterator[tuple[Quote, Quote]]:
    """Quotations of different reports that share enough to be one statement.

    Args:
        quotes: Quotations of one speaker.
        least: Share of the shorter one's words of content.
        words: Least words of content of each.
    """
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, quote in enumerate(quotes):
        for two in set(pairwise(quote.words)):
            holders[two].append(number)
    # Quotations that share two words in a row are compared; of phrases that many share, not on their account.
    near = {pair for found in holders.values() if len(found) <= _CROWD for pair in combinations(found, 2)}
    for first, second in sorted(near):
        one, other = quotes[first], quotes[second]
        if one.day and other.day and abs((one.day - other.day).days) > _DAYS:
            continue
        if one.report == other.report or min(len(one.content), len(other.content)) < words:
            continue
        if alike(one, other) >= least:
            yield one, other


@cache
def _function_words() -> frozenset[str]:
    return frozenset({row[0]: row[1] for row in rows("copy_words.tsv")}["function words"].split())
