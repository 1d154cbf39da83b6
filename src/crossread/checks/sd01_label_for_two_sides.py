"""One label stands for two sides that fight each other.

**What it flags.** "Insurgents", "rebels", "militants", "terrorists" and their like, used of two parties that are
told, or known, to fight each other; and a label of rebels put on the troops of a state that fights them. All places
where the label stands are shown.

**Why it matters.** Whoever codes by the label gives one side's acts to the other.

**Fires on** (invented): "Kesar Front insurgents hold the pass. … The insurgents shelled the Kesar Front's camp."

**Will not flag** labels inside quotations, labels of two groups that are not told to fight each other, "rival
insurgents", or "militants on both sides".

**Measured.** None in 420 war reports, none in 84 news pages. Of 21 labels planted on two sides, 21 were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.claimed import in_story
from crossread.checks.labels import Labelled, label_of, labelled, mentions_of
from crossread.checks.sides import Dyad, Party, dyads, opposed, without_count
from crossread.context import Reading
from crossread.record import Span

_NAME = re.compile(r"[A-Z]|(?:al|el|an|ar|as|ad)-[A-Z]")
_BLANKET = frozenset({"terrorist", "extremist"})  # said by one side of whoever fights it
_GROUPS = frozenset({"fighters", "forces", "groups", "group", "gunmen", "troops", "militiamen"})
_RIVALS = re.compile(
    r"\b(?:rivals?|both sides|other|opposing|infighting|each other|one another|splinter|breakaway|factions?|pro-\w+)\b",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for SD01.

    Args:
        reading: The report with everything but findings.
    """
    found = list(labelled(reading))
    told = [dyad for dyad in dyads(reading) if in_story(reading, dyad.claim)]
    labels = {one.label for one in found} | {name for dyad in told for name in _labels(dyad)}
    for label in sorted(labels - {"resistance"}):  # which is also half of many names
        parties = [one for one in found if one.label == label]
        clash = _two_parties(parties, told) or _against_itself(reading, label, parties, told)
        if clash:
            first, second, more = clash
            spans = [*mentions_of(reading, label), *more]
            message = f"“{label}s” stands for {first} in one place and for {second} in another, who fight each other."
            yield Flag(message=message, spans=spans)


def _two_parties(parties: list[Labelled], told: list[Dyad]) -> tuple[str, str, list[Span]] | None:
    """Two parties with the label that fight each other."""
    for one, other in combinations(parties, 2):
        states = {one.party.key, other.party.key} & {"state"}
        if opposed(one.party, other.party, told) or (
            states and one.party.key != other.party.key and one.label not in _BLANKET
        ):
            return f"“{one.party.words}”", f"“{other.party.words}”", [*one.spans, *other.spans]
    return None


def _against_itself(
    reading: Reading, label: str, parties: list[Labelled], told: list[Dyad]
) -> tuple[str, str, list[Span]] | None:
    """The label alone, told as fighting a party that bears it elsewhere."""
    for dyad in told:
        for one, other in ((dyad.actor, dyad.target), (dyad.target, dyad.actor)):
            if label_of(one.words) != label or not _is_bare(one.words) or _told_as_rivals(reading, dyad):
                continue
            if label_of(other.words) == label and not _names(other.words) and _told_twice(label, dyad):
                return f"“{one.words}”", f"“{other.words}”", list(dyad.claim.spans)
            for bearer in parties if label not in _BLANKET else ():
                if _is_bearer(other, bearer):
                    return f"“{bearer.party.words}”", "those who fight them", [*bearer.spans, *dyad.claim.spans]
    return None


def _told_twice(label: str, dyad: Dyad) -> bool:
    """Whether the words of a fight hold the label on both of its ends."""
    return sum(span.quote.lower().count(label) for span in dyad.claim.spans) > 1


def _is_bare(words: str) -> bool:
    """Whether words for a party are the label and hardly more ("the insurgents", "rebel fighters")."""
    rest = without_count(words).split()
    return bool(rest) and all(label_of(word) or word.lower() in _GROUPS for word in rest)


def _names(words: str) -> bool:
    """Whether words for a party hold a name, and not the label alone."""
    return any(_NAME.match(word) and label_of(word) is None for word in words.split())


def _is_bearer(one: Party, bearer: Labelled) -> bool:
    """Whether a party is, by its name, one that bears the label."""
    words, name = one.words.split(), bearer.party.words.split()
    begins = bool(words) and words[0][:1].isupper() and name[: len(words)] == words
    return (one.key == bearer.party.key and _names(one.words)) or begins


def _told_as_rivals(reading: Reading, dyad: Dyad) -> bool:
    index = reading.sentence_of(dyad.claim.spans[0])
    return index is None or bool(_RIVALS.search(reading.folded.text, *reading.sentences[index]))


def _labels(dyad: Dyad) -> set[str]:
    return {label for label in (label_of(dyad.actor.words), label_of(dyad.target.words)) if label}
