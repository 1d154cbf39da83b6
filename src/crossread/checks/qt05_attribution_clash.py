"""One claim is put down to two sources in one sentence.

**What it flags.** A sentence that opens by giving a claim to one source and closes by giving the same claim to
another: "The army said twelve were killed, the governor said."

**Why it matters.** Two sources would make the claim stronger, a mistaken one makes it somebody else's. The reader
cannot tell which is meant.

**Fires on** (invented): "Rebels said the town had fallen, according to the army."

**Will not flag** a chain ("X quoted Y as saying", "state television said, citing the army"), an outlet that passes
the claim on, two sources named together, or one source told twice.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import prose, sentences_of
from crossread.context import Reading

_SAY = r"(?:said|says|announced|claimed|stated|reported)"
_SOURCE = r"(?:[Tt]he |[Aa]n? )?[\w'.-]+(?: (?!that\b|said\b)[\w'.-]+){0,5}"
_TWICE = re.compile(
    rf"^(?P<first>{_SOURCE}) {_SAY} (?:that )?[^“”\";:]{{20,200}}?, "
    rf"(?:(?P<second>{_SOURCE}) {_SAY}|according to (?P<third>{_SOURCE}))\.?$"
)
_PASSES_ON = re.compile(
    r"\b(?:agency|news|reports?|reporters?|media|television|TV|radio|outlet|newspaper|channel|website|monitors?"
    r"|observatory"
    r"|statement|transcript|post|spokes\w+|who|he|she|they|it|local|pro-\w+|citing|quoted|and|which|but|officials?"
    r"|sources?)\b"
    r"|\b[a-z]+-based\b",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for QT05.

    Args:
        reading: The report with everything but findings.
    """
    text = reading.folded.text
    for start, end in (bounds for block in prose(reading) for bounds in sentences_of(reading, block)):
        match = _TWICE.match(text[start:end].rstrip())
        if not match:
            continue
        first, second = match["first"], match["second"] or match["third"]
        if _passes_on(reading, first) or _passes_on(reading, second) or second.lower() in first.lower():
            continue
        group = "second" if match["second"] else "third"
        spans = reading.folded.spans(
            [
                (start + match.start("first"), start + match.end("first")),
                (start + match.start(group), start + match.end(group)),
            ]
        )
        message = f"The claim is given both to “{first}” and to “{second}”."
        yield Flag(message=message, spans=spans, voices=(first, second))


def _passes_on(reading: Reading, words: str) -> bool:
    """Whether a source is one that passes others' claims on, as an outlet does."""
    outlet = any(
        actor.kind == "outlet" and name.text in words for actor in reading.report.actors for name in actor.names
    )
    return outlet or bool(_PASSES_ON.search(words))
