"""A set phrase with a synonym put in its place by a machine.

**What it flags.** Phrases that nobody writes, where one that everybody writes is meant: "weighty battling" for heavy
fighting, "harmony talks" for peace talks, "security powers" for security forces. The table travels with the package.

**Why it matters.** The text was run through a program that exchanges words so that a copy is not found. Its names and
terms are exchanged too: what it reports is another page's report.

**Fires on** (invented): "Weighty battling went on near Marin as harmony talks stalled."

**Will not flag** the words in their own sense, words in a quotation, or translations that are merely stiff.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from crossread.checks.base import Flag
from crossread.checks.words import inside, quoted
from crossread.context import Reading
from crossread.data import rows


@cache
def _idioms() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for all phrases, and what each stands for."""
    meant = {spun.lower(): usual for spun, usual in rows("spun_idioms.tsv")}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, meant))})\b", re.IGNORECASE), meant


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for LG02.

    Args:
        reading: The report with everything but findings.
    """
    pattern, meant = _idioms()
    lowered = reading.folded.text.lower()
    if not any(spun in lowered for spun in meant):  # much quicker than the pattern, and true of nearly all pages
        return
    found, stretches = pattern.finditer(reading.folded.text), quoted(reading)
    for match in found:
        if not inside(stretches, match.start()):
            message = f"“{match[0]}” stands where “{meant[match[0].lower()]}” is meant: a machine exchanged words."
            yield Flag(message=message, spans=(reading.folded.span(match.start(), match.end()),))
