"""A speaker's own side is called by its enemies' name, in the speaker's own speech.

**What it flags.** Indirect speech of somebody who speaks for rebels, a resistance or an opposition, in which those
whom the army or police strike, the speaker's own side, are "insurgents", "militants" or "terrorists".

**Why it matters.** Either the words are not the speaker's, or the speaker was mistaken for somebody of the other
side.

**Fires on** (invented): "A spokesman for the resistance said the army was striking the insurgents in the hills."

**Will not flag** words in quotation marks, enemies whom the speaker's side fights as well, or a group that calls
itself so.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.claimed import head, voice_words
from crossread.checks.sides import Dyad, dyads
from crossread.checks.words import inside, quoted
from crossread.context import Reading
from crossread.record import Source
from crossread.registry import known

_ENEMYS_WORDS = frozenset({"insurgent", "militant", "terrorist", "extremist", "bandit"})
_PASSES_ON = re.compile(
    r"\b(?:TV|television|network|channel|agency|radio|media|newspaper|website|monitor\w*|observatory|activists?)\b",
    re.I,
)
_OWN = re.compile(r"\b(?:resistance|opposition|rebels?|revolutionar\w+|liberation|free(?:dom)?)\b", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for QT04.

    Args:
        reading: The report with everything but findings.
    """
    for dyad in dyads(reading):
        chain = dyad.claim.voice.chain
        label = head(dyad.target.words)
        if (
            dyad.actor.side != "state"
            or label not in _ENEMYS_WORDS
            or not chain
            or not _speaks_for_rebels(reading, chain[0])
        ):
            continue
        places = [reading.folded.position(span.start) for span in dyad.claim.spans]
        quotations = quoted(reading)
        if not any(inside(quotations, at) for at in places) and not _is_common_enemy(dyad):
            who = voice_words(dyad.claim.voice)
            message = (
                f"{who} speaks for those who fight “{dyad.actor.words}”, and yet calls them “{dyad.target.words}”."
            )
            yield Flag(message=message, spans=dyad.claim.spans, voices=(who,))


def _speaks_for_rebels(reading: Reading, source: Source) -> bool:
    """Whether a source is of a group that fights a state, by its name, its office or the registry."""
    words = " ".join([source.name, source.office or "", *(span.quote for span in source.spans)])
    actor = next((one for one in reading.report.actors if one.id == source.actor), None) if source.actor else None
    entry = known().get(actor.identity) if actor and actor.identity else None
    if _PASSES_ON.search(words):
        return False
    return bool(_OWN.search(words)) or (entry is not None and entry.kind == "rebel")


def _is_common_enemy(dyad: Dyad) -> bool:
    """Whether the page tells the labelled party as a named one, which the speaker's side may fight too."""
    return dyad.target.entry is not None or any(
        name.form == "full" for name in (dyad.target.actor.names if dyad.target.actor else ())
    )
