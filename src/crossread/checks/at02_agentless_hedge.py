"""A hedge without a source: "is said to", "reportedly".

**What it flags.** Words that pass a claim on without saying whose it is: "is said to", "reportedly", "is believed
to", "it is learnt that", "allegedly". Shown from the hedge to the end of its clause.

**Why it matters.** The claim is neither the outlet's own nor anybody's. It has a voice of kind "none", and no
number of outlets repeating it gives it a source.

**Fires on** (invented): "The shelling is said to have driven some 900 families out of Marin."

**Will not flag** a hedge whose source stands in the same sentence or in the next one ("is said to have fled,
according to two neighbours"), or one inside a quotation.

**Measured.** 36 findings in 420 war reports, 18 in 84 news pages; 6 of 6 read by hand were true.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import prose, sentences_of
from crossread.context import Reading
from crossread.speech.quotations import find_quotations

_BE = r"(?:is|are|was|were|has been|have been|had been|being)"
_HOLD = r"(?:said|believed|thought|reported|understood|rumou?red|alleged|feared|known|claimed|presumed|suspected)"
_HEDGE = re.compile(
    rf"\b(?:{_BE} (?:also |widely |now |still |all )?(?!known){_HOLD} to (?:have|be)\b"
    rf"|{_BE} (?:also |widely )?said to\b"
    rf"|it {_BE} (?:also |widely )?(?:{_HOLD}|learnt|learned) that\b"
    r"|reportedly|allegedly|purportedly|supposedly)",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\b(?:according to|citing|cited by|quot(?:ed|ing)|say|said|says|told|tells|announced|stated|confirmed|wrote"
    r"|reports?|added|tweeted|posted|alleges?|accus(?:e|ed|es|ing)|claim(?:s|ed)? (?:that|by)"
    r"|(?:reported|alleged|believed) by|by (?:officials|witnesses|residents|activists))\b"
)
_CLAUSE_END = re.compile(r"[;:—–]| - |, (?:but|while|whereas|although|though)\b")
_MARKS = re.compile('["“”«»]')


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for AT02.

    Args:
        reading: The report with everything but findings.
    """
    quoted = [(item.left, item.right) for item in find_quotations(reading.folded) if item.state != "unopened"]
    for block in prose(reading):
        bounds = list(sentences_of(reading, block))
        for index, (start, end) in enumerate(bounds):
            hedge = _HEDGE.search(reading.folded.text, start, end)
            if hedge and not _has_source(reading, bounds, index, hedge) and not _inside(quoted, hedge.start()):
                yield _flag(reading, hedge, end)


def _has_source(reading: Reading, bounds: list[tuple[int, int]], index: int, hedge: re.Match[str]) -> bool:
    """Whether the hedge's sentence, or the next one of the paragraph, names somebody who says it."""
    text = reading.folded.text
    (start, end), following = bounds[index], bounds[index + 1 : index + 2]
    around = f"{text[start : hedge.start()]} | {text[hedge.end() : end]}"
    return bool(_SOURCE.search(around)) or any(_SOURCE.search(text, *bound) for bound in following)


def _inside(quoted: list[tuple[int, int]], at: int) -> bool:
    """Whether a place stands inside a quotation; quotations are in order of their beginnings."""
    last = bisect_right(quoted, (at, at)) - 1
    return last >= 0 and any(left <= at < right for left, right in quoted[max(0, last - 2) : last + 1])


def _flag(reading: Reading, hedge: re.Match[str], end: int) -> Flag:
    text = reading.folded.text
    stop = _CLAUSE_END.search(text, hedge.end(), end)
    last = stop.start() if stop else end
    while text[last - 1] in " .!?,…":
        last -= 1
    return Flag(
        message=f"“{hedge[0]}” passes this on without saying whose claim it is; no source stands beside it.",
        spans=(reading.folded.span(hedge.start(), max(last, hedge.end())),),
    )
