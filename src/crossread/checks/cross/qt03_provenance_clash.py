"""One statement, said in different places.

**What it flags.** Two reports that quote the same words of the same speaker, of which one has them from one place (a
post on a network, an interview with an outlet, a statement) and the other from another.

**Why it matters.** A statement has one origin. Two make one look like two, and one report must be wrong about where
its words come from.

**Example** (invented): `"The bridge is ours," he told Reuters.` and `"The bridge is ours," he wrote in a post on
Telegram.`

**What it does not flag.** A speaker who says the same in several places by the word of one report, places that may be
the same (`a statement` and `a statement on Telegram`), and quotations that share less than four fifths of their
words.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossread.checks.cross.base import CaseFlag
from crossread.checks.cross.quotes import Quote, by_speaker, pairs
from crossread.provenance import Compared

_LEAST, _WORDS = 0.8, 3


def find(compared: Compared) -> Iterator[CaseFlag]:
    """Statements with two origins."""
    for quotes in by_speaker(compared).values():
        several = _reports_with_several(quotes)
        for one, other in pairs(quotes, _LEAST, _WORDS):
            if {one.report, other.report} & several or not _clash(one, other):
                continue
            for mine, theirs in ((one, other), (other, one)):
                yield CaseFlag(
                    report=mine.report,
                    message=f"{mine.source.who} said this in “{mine.source.where}”; in {compared.title(theirs.report)},"
                    f" in “{theirs.source.where}”",
                    spans=(*mine.spans, *mine.source.spans),
                    others=((theirs.report, (*theirs.spans, *theirs.source.spans)),),
                )


def _clash(one: Quote, other: Quote) -> bool:
    """Whether two origins cannot be one: other networks or outlets, or a post and an interview."""
    if not (one.source.where and other.source.where):
        return False
    if one.source.to and other.source.to:
        return one.source.to != other.source.to
    return {one.source.kind, other.source.kind} == {"post", "interview"}


def _reports_with_several(quotes: list[Quote]) -> set[str]:
    """Reports in which the speaker says things in several places."""
    found: dict[str, set[tuple[str, str | None]]] = {}
    for quote in quotes:
        if quote.source.where:
            found.setdefault(quote.report, set()).add((quote.source.kind, quote.source.to))
    return {report for report, places in found.items() if len(places) > 1}
