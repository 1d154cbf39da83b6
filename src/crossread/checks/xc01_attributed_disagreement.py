"""Two sources disagree, and each is named or described.

**What it flags.** Two attributed voices that give different numbers for one thing: losses of one incident, or how
many villages, towns or posts are fought over, held or taken; and a source that calls things under control where the
page or another source tells of heavy fighting.

**Why it matters.** It is no error of the page: it is what a comparison of claims is for. Both values are kept, each
with its voice.

**Fires on** (invented): "The army said 30 rebels were killed at Orsa; the rebels said they lost nine men at Orsa."

**Will not flag** numbers that a hedge lets agree, a later figure of the same source, or numbers of different things.

**Measured.** 3 findings in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.claimed import (
    OTHER_COUNT,
    Pair,
    agree,
    are_two_voices,
    arguments,
    head,
    in_story,
    is_attributed,
    is_news,
    place_key,
    quantity_of,
    same_time,
    sentence_words,
    voice_key,
    voice_words,
)
from crossread.context import Reading
from crossread.record import Claim, Span

_PLACES = frozenset({"village", "town", "district", "city", "checkpoint", "province", "post", "base", "neighbourhood"})
_PEOPLE = frozenset({"", "people", "person", "victim", "dead", "killed"})
_OF_WAR = re.compile(
    r"\b(?:fight\w*|fought|clash\w*|h[eo]ld\w*|control\w*|seiz\w+|captur\w+|taken|took|retak\w+|retook|lost|fell"
    r"|fallen|liberat\w+)\b"
)
_HEAVY = re.compile(
    r"\b(?:[Hh]eavy|[Ff]ierce|[Ii]ntense|[Bb]loody) (?:fighting|clashes|battles|shelling|bombardment)\b"
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for XC01.

    Args:
        reading: The report with everything but findings.
    """
    told = [claim for claim in reading.report.claims if is_news(claim) and in_story(reading, claim)]
    counted = [claim for claim in told if is_attributed(claim.voice) and quantity_of(reading, claim)]
    shown: set[tuple[str, ...]] = set()
    for one, other in combinations(counted, 2):
        pair = Pair(one, other)
        new = pair.voices not in shown
        if new and are_two_voices(one.voice, other.voice) and _is_disagreement(reading, one, other):
            shown.add(pair.voices)
            values = [reading.report.quantities[claim.quantity or 0].spans[0].quote for claim in (one, other)]
            message = (
                f"{pair.voices[0]}: “{values[0]}”; {pair.voices[1]}: “{values[1]}”. Both stand, each with its voice."
            )
            yield Flag(message=message, spans=pair.spans, voices=pair.voices)
    yield from _places_counted(reading)
    yield from _calm_and_fighting(reading, told)


def _is_disagreement(reading: Reading, one: Claim, other: Claim) -> bool:
    first, second = quantity_of(reading, one), quantity_of(reading, other)
    if first is None or second is None or agree(first, second):
        return False
    if any(OTHER_COUNT.search(sentence_words(reading, claim)) for claim in (one, other)):
        return False
    losses = one.family == other.family == "losses" and one.type == other.type
    return losses and _victims(one) == _victims(other) and _same_incident(reading, one, other)


def _places_counted(reading: Reading) -> Iterator[Flag]:
    """Two sources count differently the places that are fought over, held or taken; claim or not."""
    found = []
    for item in reading.report.quantities:
        at, index = reading.folded.position(item.spans[0].start), reading.sentence_of(item.spans[0])
        counts = head(item.unit or "") in _PLACES and item.best is not None and not item.vague and index is not None
        if counts and index is not None and _OF_WAR.search(reading.folded.text, *reading.sentences[index]):
            found.append((item, reading.voices.of(at, reading.folded.position(item.spans[0].end - 1) + 1)))
    for (one, voice), (other, second) in combinations(found, 2):
        both = is_attributed(voice) and is_attributed(second) and are_two_voices(voice, second)
        if both and head(one.unit or "") == head(other.unit or "") and not agree(one, other):
            voices = voice_words(voice), voice_words(second)
            values = one.spans[0].quote, other.spans[0].quote
            message = f"{voices[0]}: “{values[0]}”; {voices[1]}: “{values[1]}”. Both stand, each with its voice."
            yield Flag(message=message, spans=(*one.spans, *other.spans), voices=voices)
            return


def _victims(claim: Claim) -> str:
    noun = next((head(argument.text) for argument in arguments(claim, "victim", "object")), "")
    return "" if noun in _PEOPLE else noun


def _same_incident(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether the page itself ties the two: one event, a retelling, or one place with times that do not differ."""
    if other.id in one.retells or one.id in other.retells or (one.event is not None and one.event == other.event):
        return True
    places = place_key(reading, one), place_key(reading, other)
    told = [bool(arguments(claim, "cause", "actor", "instrument")) for claim in (one, other)]
    return places[0] is not None and places[0] == places[1] and same_time(reading, one, other) and told[0] == told[1]


def _calm_and_fighting(reading: Reading, told: list[Claim]) -> Iterator[Flag]:
    """A source calls things under control; others tell of heavy fighting."""
    text = reading.folded.text
    for claim in told:
        if claim.family != "control" or claim.type != "under control" or not is_attributed(claim.voice):
            continue
        heavy = [match for match in _HEAVY.finditer(text) if _other_voice(reading, claim, match)]
        if heavy:
            spans: list[Span] = [*claim.spans, *reading.folded.spans(match.span() for match in heavy)]
            who = voice_words(claim.voice)
            message = f"{who} calls things under control; the page also tells of {heavy[0][0].lower()}."
            yield Flag(message=message, spans=spans, voices=(who,))


def _other_voice(reading: Reading, claim: Claim, match: re.Match[str]) -> bool:
    return voice_key(reading.voices.of(*match.span())) != voice_key(claim.voice)
