"""One place is held by two parties at once, in one voice.

**What it flags.** Two parties of which the page itself, or one and the same source, says that they hold, control or
have taken the same place, with no change of hands told between.

**Why it matters.** Who holds a place is what maps of a war are drawn from. One of the two claims is wrong or out of
date, and the page does not say which.

**Fires on** (invented): "The army controls Orsa. … Orsa is held by the Hill Guard."

**Will not flag** what different sources say (that is a disagreement, and no error), parts of a place, shared or
contested control, a place that changed hands ("recaptured", "until", "lost to"), or allies.

**Measured.** None in 420 war reports, none in 84 news pages. Of 52 clashes planted, 48 were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.claimed import (
    arguments,
    in_story,
    is_news,
    party_key,
    place_key,
    sentence_of,
    voice_key,
    voice_words,
)
from crossread.checks.sides import side_of
from crossread.checks.words import PROSE_KINDS, plain
from crossread.context import Reading
from crossread.record import Claim, Spans, Voice
from crossread.registry import known

_HOLDS = frozenset({"holds", "seized", "seizure", "under control"})
_ARTICLE = re.compile(r"^(?:the|an?|its|their) ", re.IGNORECASE)
_NAME = r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?"
_WHO = r"(?P<holder>(?:[Tt]he )?(?:[\w'.-]+ ){0,3}?[\w'.-]+)"
_OF = r"(?:the (?:town|city|village|port|district|province|pass|valley|bridge|airport|base|hill) of |the )?"
_TELLING = re.compile(r"\b(?:controls?|holds?|held|controlled|control|hands)\b")
_FIRM = r"(?:now |still |firmly |fully |entirely )?"
_THING = r"(?: (?:bridge|pass|airport|valley|hill|port))?"
_HOLDS_IT = re.compile(
    rf"{_WHO} (?:{_FIRM}(?:controls?|holds?)|(?:is|are) {_FIRM}in (?:full )?control of|(?:has|have) (?:full "
    rf"|complete )?control of) "
    rf"{_OF}(?P<place>{_NAME})(?={_THING}(?:[.,;]| and\b|$))"
)
_HELD_BY = re.compile(
    rf"{_OF}(?P<place>{_NAME}){_THING},?(?: which)? (?:is|was|remains?|stays?) {_FIRM}"
    rf"(?:held by|controlled by|under (?:the )?(?:full )?control of|in the hands of) {_WHO}(?=[.,;]| and\b| on\b|$)"
)
_IN_HANDS = re.compile(
    rf"{_OF}(?P<place>{_NAME}){_THING},?(?: which)? (?:is|remains?|stays?) {_FIRM}(?:under|in) "
    r"(?P<holder>(?!the\b|full\b|tight\b|good\b|safe\b)[\w-]+(?: [\w-]+)?) (?:control|hands)\b"
)
_CHANGES = re.compile(
    r"\b(?:re-?captur\w*|re-?t(?:ook|ak\w+)|regain\w*|recover\w*|until|before|after|since|lost|loses?|from|had|once"
    r"|previous\w*|former\w*"
    r"|earlier|then|later|again|withdr\w+|left|handed|back|change[ds]?|briefly|contest\w*|disput\w*|joint\w*"
    r"|together|alongside|both"
    r"|part(?:s|ly)?|half|most|some|areas?|third|quarter|districts? of|outskirts|side|east\w*|west\w*|north\w*"
    r"|south\w*|ago"
    r"|in (?:19|20)\d\d|last (?:week|month|year)|years?|when|try\w*|tried|threat\w*|if|would|could)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Holding:
    """Somebody is told to hold a place.

    Attributes:
        holder: Who, for comparing.
        words: Who, as told.
        place: What, for comparing.
        voice: Who says so.
        spans: The words.
        sentence: Index of the sentence.
    """

    holder: str
    words: str
    place: str
    voice: Voice
    spans: Spans
    sentence: int


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for CT01.

    Args:
        reading: The report with everything but findings.
    """
    told = list(_holdings(reading))
    for one, other in combinations(told, 2):
        same = one.place == other.place and voice_key(one.voice) == voice_key(other.voice)
        changes = any(_CHANGES.search(reading.words(*reading.sentences[item.sentence])) for item in (one, other))
        if same and not changes and _are_apart(reading, one, other):
            voices = voice_words(one.voice), voice_words(other.voice)
            message = f"{voices[0]} gives one place to “{one.words}” and to “{other.words}”."
            yield Flag(message=message, spans=(*one.spans, *other.spans), voices=voices)


def _holdings(reading: Reading) -> Iterator[_Holding]:
    """Who holds which place: from the claims, and from the plain sentences that make no claim."""
    covered = set()
    for claim in reading.report.claims:
        index = sentence_of(reading, claim)
        if claim.type not in _HOLDS or index is None or not is_news(claim) or not in_story(reading, claim):
            continue
        place, actors = _place(reading, claim), arguments(claim, "actor")
        if not actors:
            continue
        holder = party_key(actors[0]) if len(actors) == 1 and not arguments(claim, "with") else None
        covered.add(index)
        if place and holder:
            yield _Holding(holder, actors[0].text, place, claim.voice, claim.spans, index)
    text, keys = reading.folded.text, _keys(reading)
    for number, (start, end) in enumerate(reading.sentences):
        block = reading.report.page.blocks[reading.report.sentences[number].block]
        plainly = number not in covered and block.kind in PROSE_KINDS and _TELLING.search(text, start, end)
        for pattern in (_HOLDS_IT, _HELD_BY, _IN_HANDS) if plainly else ():
            for match in pattern.finditer(text, start, end):
                words = _ARTICLE.sub("", match["holder"].strip(" ."))
                who = keys.get(plain(words), plain(words))
                span, voice = reading.folded.span(*match.span()), reading.voices.of(*match.span())
                yield _Holding(who, words, plain(match["place"]), voice, (span,), number)


def _keys(reading: Reading) -> dict[str, str]:
    """The actor that a name or description of the page means."""
    return {plain(_ARTICLE.sub("", name.text)): actor.id for actor in reading.report.actors for name in actor.names}


def _place(reading: Reading, claim: Claim) -> str | None:
    """The place held: a name, or the words for it where they hold one."""
    for argument in arguments(claim, "object", "target"):
        name = re.search(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*", argument.text)
        if name:
            return plain(name[0])
    return place_key(reading, claim)


def _are_apart(reading: Reading, one: _Holding, other: _Holding) -> bool:
    """Whether the holders are two, going by actors, names and the registry."""
    if one.holder == other.holder:
        return False
    first, second = (_ARTICLE.sub("", item.words) for item in (one, other))
    if first in second or second in first or first.split()[-1:] == second.split()[-1:]:  # "army", "Norland army"
        return False
    identities = [
        next((a.identity for a in reading.report.actors if a.id == item.holder), None) for item in (one, other)
    ]
    entries = [known().get(identity) for identity in identities if identity]
    if len(entries) == 2 and entries[0] and entries[1]:
        return entries[0].id != entries[1].id and not known().allied(entries[0], entries[1])
    sides = side_of(one.words), side_of(other.words)
    return None in sides or sides[0] != sides[1]
