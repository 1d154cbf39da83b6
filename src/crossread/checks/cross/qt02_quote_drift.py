"""One statement of one speaker, quoted in other words.

**What it flags.** Two reports that quote the same speaker directly with more than half, and not all, of the same
words: words inside the quotation marks were changed.

**Why it matters.** Inside quotation marks nothing may change. Where it did, one of the two did not hear the speaker,
and a spinning machine or a second translation stands between.

**Example** (invented): `"We will never leave the valley," she said.` and `"We will not ever abandon the valley," she
said.`

**What it does not flag.** A quotation that is cut (the words it has are the same in the same order), marks and case,
and reports that declare a translation.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from crossread.checks.cross.base import CaseFlag
from crossread.checks.cross.quotes import Quote, by_speaker, pairs
from crossread.provenance import Compared

_LEAST, _WORDS = 0.6, 5  # share of the shorter one's words of content, and how many each must have
_ORDER = 0.6  # share of all words that come in the same order: two statements on one subject have less
_TRANSLATED = ("translat", "interpreter", "interpreted from")


def find(compared: Compared) -> Iterator[CaseFlag]:
    """Quotations that drifted."""
    for quotes in by_speaker(compared).values():
        for one, other in pairs(quotes, _LEAST, _WORDS):
            if _differ(one, other) and not (_translated(compared, one) or _translated(compared, other)):
                for mine, theirs in ((one, other), (other, one)):
                    yield CaseFlag(
                        report=mine.report,
                        message=f"{mine.source.who} is quoted in other words in {compared.title(theirs.report)}",
                        spans=mine.spans,
                        others=((theirs.report, theirs.spans),),
                    )


def _differ(one: Quote, other: Quote) -> bool:
    """Whether words were changed between words that are kept, not only cut off at an end or left out.

    Names spelt otherwise are no other words.
    """
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    blocks = matcher.get_opcodes()
    kept = [at for at, (tag, *_) in enumerate(blocks) if tag == "equal"]
    if sum(last - first for tag, first, last, _, _ in blocks if tag == "equal") < _ORDER * min(
        len(one.words), len(other.words)
    ):
        return False
    return any(
        tag == "replace" and kept[0] < at < kept[-1] and not (one.is_names(a, b) and other.is_names(c, d))
        for at, (tag, a, b, c, d) in enumerate(blocks)
    )


def _translated(compared: Compared, quote: Quote) -> bool:
    text = compared.reports[quote.report].page.text.lower()
    return any(word in text for word in _TRANSLATED)
