"""An acronym that the page never expands, or uses before it does.

**What it flags.** In the paragraphs of the story, an acronym that a reader is not expected to know and that is
expanded nowhere, or only further down. One finding for each acronym; all mentions up to its expansion are shown.

**Why it matters.** Without its expansion an acronym cannot be tied to a group; several groups share many of them.
One that is explained only after it was used often shows that paragraphs were moved or joined.

**Fires on** (invented): "The KDF took the road. … the Kasari Defence Force (KDF) said"

**Will not flag** well-known acronyms (UN, NATO, BBC; the table travels with the package), one that is never expanded
by which the registry of actors knows who is meant, one that stands only in a headline before it is expanded, or one
whose words the page writes out somewhere without tying the two together.

**Measured.** 48 findings in 420 war reports, 65 in 84 news pages; 5 of 8 read by hand were true. The others were part
of a company's name, or written out in a way that was not recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.actors.acronyms import well_known
from crossread.checks.base import Flag
from crossread.checks.names import introduction
from crossread.checks.words import prose
from crossread.context import Reading
from crossread.record import Acronym, Span


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM09.

    Args:
        reading: The report with everything but findings.
    """
    blocks = [(block.block.start, block.block.end) for block in prose(reading)]
    for acronym in reading.report.acronyms:
        if well_known(acronym.letters):
            continue
        if not acronym.expansions and (_is_identified(reading, acronym) or _spelt_out(reading, acronym.letters)):
            continue
        mentions = [span for span in acronym.spans if any(start <= span.start < end for start, end in blocks)]
        early = _before_expansion(acronym, mentions)
        if early:
            yield _flag(reading, acronym, early)


def _is_identified(reading: Reading, acronym: Acronym) -> bool:
    """Whether the registry knows an actor of this report by these letters, so that they are tied to a group."""
    actors = (actor for actor in reading.report.actors if actor.identity is not None)
    return any(name.text == acronym.letters for actor in actors for name in actor.names)


def _spelt_out(reading: Reading, letters: str) -> bool:
    """Whether capitalised words with these initials stand somewhere; the reader can tell, though nothing ties them."""
    initials = [letter for letter in letters if letter.isupper()]
    words = r"[\w'-]*(?: (?:and|for|in|of|the|to))* ".join(map(re.escape, initials))
    return len(initials) > 1 and re.search(rf"\b{words}[a-z][\w'-]*", reading.folded.text) is not None


def _before_expansion(acronym: Acronym, mentions: list[Span]) -> list[Span]:
    """Mentions that stand before the acronym and its first expansion are tied together."""
    if not acronym.expansions:
        return mentions
    first = min((span for expansion in acronym.expansions for span in expansion.spans), key=lambda span: span.start)
    tie = next((span.start for span in acronym.spans if span.start > first.start), first.start)
    return [span for span in mentions if span.end <= first.start and span.start != tie and not _beside(span, first)]


def _beside(mention: Span, expansion: Span) -> bool:
    """Whether the expansion follows its acronym at once: "NRC (Northern Relief Council)"."""
    return 0 <= expansion.start - mention.end <= 12


def _flag(reading: Reading, acronym: Acronym, early: list[Span]) -> Flag:
    if acronym.expansions:
        message = (
            f"{acronym.letters} is used before the page says what it stands for (“{acronym.expansions[0].words}”)."
        )
    else:
        message = f"The page never says what {acronym.letters} stands for."
    return Flag(message=message, spans=[introduction(reading, span) for span in early])
