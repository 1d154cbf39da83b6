"""Nobody stands for the page: no byline, no outlet, no dateline.

**What it flags.** A page on which no author, no outlet, no agency and no dateline was found, and whose address
is not known either.

**Why it matters.** Without provenance a report can be neither weighed nor told apart from a copy of another,
and it adds nothing to a count of outlets.

**Fires on** (invented): a title and four paragraphs, and nothing that says where they come from.

**Will not flag** a statement or press release by an organisation, which is its own provenance.

**Measured.** 381 findings in 420 war reports, none in 84 news pages; 2 of 2 read by hand were true. The makers of the
first set stripped its reports of their provenance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crossread.checks.base import Flag
from crossread.context import Reading
from crossread.data import rows
from crossread.record import FactName

_PROVENANCE: frozenset[FactName] = frozenset({"author", "outlet", "agency", "dateline", "address", "canonical address"})
_STATEMENT = re.compile(
    r"\b(press release|news release|for immediate release|communiqu[eé]|(joint |public )?statement (by|of|from|on)\b)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\b(?:[Bb]y|BY) (?:[A-Z][\w.'-]+ ){1,3}[A-Z][\w'-]+|\b[Bb]y [A-Z]\w+ [A-Z]\w+")
_END = 120  # code points in which an agency signs its report
_TOP = 400  # code points in which a statement says that it is one


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PG07.

    Args:
        reading: The report with everything but findings.
    """
    page, folded = reading.report.page, reading.folded
    if any(fact.name in _PROVENANCE for fact in page.facts) or not folded.blocks:
        return
    if _STATEMENT.search(folded.text, 0, _TOP) or _signed(folded.text):
        return
    first = folded.blocks[0]
    yield Flag(
        message="The page names no author, no outlet and no place of writing: who published it cannot be told.",
        spans=(folded.span(first.start, first.end),),
    )


def _signed(text: str) -> bool:
    """Whether a byline or an agency stands in an unusual form at the head of the text, or an agency at its end."""
    ends = f"{text[:_TOP]} {text[-_END:]}"
    return bool(_BYLINE.search(text, 0, _TOP) or _agency().search(ends))


@cache
def _agency() -> re.Pattern[str]:
    """Names of agencies as they sign: in brackets, after a dash, or at the very end."""
    names = "|".join(sorted({re.escape(row[0]) for row in rows("agencies.txt")}, key=lambda name: (-len(name), name)))
    return re.compile(rf"[(/–—-]\s*(?:{names})\b|\b(?:{names})\W*\Z", re.IGNORECASE)
