"""One party goes by labels that exclude each other.

**What it flags.** A party that the page itself, outside quotations and what it puts down to others, calls
"terrorists" or "extremists" in one place and "resistance" or "freedom fighters" in another.

**Why it matters.** Each label is one side's. A page that uses both took its sentences from both sides, and no longer
says whose they are.

**Fires on** (invented): "Kesar Front terrorists shelled the port. … The Kesar Front, a resistance movement, holds the
hills."

**Will not flag** labels in what a source says, labels that may go together ("insurgents", "militants", "rebels"), or
a name that holds one ("Resistance Front").

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.labels import Labelled, labelled
from crossread.context import Reading

_AGAINST = frozenset({"terrorist", "extremist"})
_FOR = frozenset({"resistance"})


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for SD02.

    Args:
        reading: The report with everything but findings.
    """
    by_party: dict[str, list[Labelled]] = {}
    for one in labelled(reading):
        if one.narrated:
            by_party.setdefault(one.party.key, []).append(one)
    for found in by_party.values():
        against = [one for one in found if one.label in _AGAINST]
        support = [one for one in found if one.label in _FOR]
        if against and support:
            spans = [span for one in (*against, *support) for span in one.spans]
            message = (
                f"“{found[0].party.words}” is called {against[0].label} and {support[0].label} by the page itself."
            )
            yield Flag(message=message, spans=spans, voices=("the page itself",))
