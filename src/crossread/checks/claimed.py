"""Claims compared: who says them, what they count, what they are about. Shared by the checks that rest on claims."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossread.checks.words import PROSE_KINDS, plain
from crossread.context import Reading
from crossread.record import Argument, ArgumentRole, Claim, Hedge, Quantity, Spans, Voice

_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her|our|some|several|all|many)\s+", re.IGNORECASE)
PRONOUNS = frozenset(
    {"it", "they", "he", "she", "we", "i", "you", "them", "who", "which", "that", "those", "these", "him"}
)
OTHER_COUNT = re.compile(
    r"\b(?:others?|another|more|additional|further|later|ris(?:es|en|ing)|rose|climb\w*|earlier|previous(?:ly)?"
    r"|initial(?:ly)?"
    r"|at first|updat\w+|revis\w+|total|overall|altogether|in all|combined|so far|since|second|separate|similar|also"
    r"|each|first"
    r"|same|toll|including|among|of whom|of them|of the (?:wounded|injured|dead|killed)|elsewhere|bringing|now"
    r"|(?:last|past) (?:\w+ )?(?:week|month|year"
    r"|day|hour)s?|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""Words of a sentence that make its number a part, a total, an update, or that of something else."""

# By what share, under and over, a figure may differ from one told with such a hedge, and still be the same figure.
_SLACK: dict[Hedge, tuple[float, float]] = {
    "more than": (0.0, 9.0),
    "at least": (0.0, 9.0),
    "nearly": (0.15, 0.0),
    "up to": (1.0, 0.0),
    "fewer than": (1.0, 0.0),
    "about": (0.2, 0.2),
    "vague": (1.0, 9.0),
}


def voice_key(voice: Voice) -> str:
    """Who says a claim, for comparing: the source nearest to it, by its actor where resolved; the kind without one."""
    if not voice.chain:
        return voice.kind
    source = voice.chain[0]
    return source.actor or plain(source.name)


def are_two_voices(one: Voice, other: Voice) -> bool:
    """Whether two voices are surely two: not one source told by its full name and by a part of it."""
    if voice_key(one) == voice_key(other):
        return False
    first, second = ({head(source.name) for source in voice.chain} for voice in (one, other))
    return not first & second


def is_attributed(voice: Voice) -> bool:
    """Whether somebody is told to say it, by name or description."""
    return voice.kind in ("named", "unnamed") and bool(voice.chain)


def voice_words(voice: Voice) -> str:
    """Who says a claim, for a reader."""
    if voice.chain:
        return voice.chain[0].name
    return {"narrator": "the page itself", "none": "nobody named"}.get(voice.kind, "somebody not named")


def quantity_of(reading: Reading, claim: Claim) -> Quantity | None:
    """The number of a claim, None where it has none that tells a value."""
    if claim.quantity is None:
        return None
    found = reading.report.quantities[claim.quantity]
    return found if found.best is not None and not found.vague and not found.running else None


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two figures, as they are hedged, may be one."""
    return _allows(one, other.best or 0.0) or _allows(other, one.best or 0.0)


def _allows(told: Quantity, value: float) -> bool:
    under, over = _SLACK.get(told.hedge, (0.0, 0.0))
    low, high = told.best or 0.0, told.best or 0.0
    if told.hedge == "between":
        low, high = told.low or low, told.high or high
    return low * (1 - under) <= value <= high * (1 + over)


def arguments(claim: Claim, *roles: ArgumentRole) -> tuple[Argument, ...]:
    """The parts of a claim in some roles."""
    return tuple(argument for argument in claim.arguments if argument.role in roles)


def head(words: str) -> str:
    """The last noun of a phrase before any preposition, without plural ending, in small letters."""
    phrase = re.split(
        r"\s(?:of|in|at|from|near|for|to|with|who|which|that|on|by)\s|,", _ARTICLE.sub("", words.strip())
    )[0]
    return singular(phrase.split()[-1].lower()) if phrase.split() else ""


def singular(noun: str) -> str:
    """An English noun without its plural ending, as far as its letters tell; of a woman's or man's that of all."""
    for ending, instead in (("women", "woman"), ("men", "man"), ("children", "child"), ("ies", "y")):
        if noun.endswith(ending) and noun != ending:
            return noun.removesuffix(ending) + instead
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3 else noun


def party_key(argument: Argument) -> str | None:
    """Who a part of a claim is, for comparing: the actor, else its words; None for a pronoun not resolved."""
    if argument.actor is not None:
        return argument.actor
    words = plain(_ARTICLE.sub("", argument.text))
    return None if not words or words in PRONOUNS else words


def place_key(reading: Reading, claim: Claim) -> str | None:
    """Where a claim plays, for comparing; None where no place is told."""
    return plain(reading.report.places[claim.place].name) if claim.place is not None else None


def sentence_of(reading: Reading, claim: Claim) -> int | None:
    """Index of the sentence in which a claim begins."""
    return reading.sentence_of(claim.spans[0])


def sentence_words(reading: Reading, claim: Claim) -> str:
    """The sentence in which a claim begins; the claim's own words outside of the main text."""
    index = sentence_of(reading, claim)
    return reading.words(*reading.sentences[index]) if index is not None else claim.spans[0].quote


def in_story(reading: Reading, claim: Claim) -> bool:
    """Whether a claim stands in the story's prose, not in its headline or a caption."""
    index = sentence_of(reading, claim)
    blocks = reading.report.page.blocks
    return index is not None and blocks[reading.report.sentences[index].block].kind in PROSE_KINDS


def is_news(claim: Claim) -> bool:
    """Whether a claim tells something that is or was so, as news and not as history."""
    return claim.status in ("happened", "ongoing") and not claim.background


def told_losses(reading: Reading) -> list[Claim]:
    """The losses that the story tells as news, in order."""
    told = (claim for claim in reading.report.claims if claim.family == "losses" and is_news(claim))
    return [claim for claim in told if in_story(reading, claim)]


def same_time(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether the times of two claims do not differ: told in the same words, resolved to the same days, or not told."""
    if one.when is None or other.when is None:
        return True
    first, second = reading.report.times[one.when], reading.report.times[other.when]
    words = first.spans[0].quote.lower() == second.spans[0].quote.lower()
    return words or (first.earliest is not None and (first.earliest, first.latest) == (second.earliest, second.latest))


@dataclass(frozen=True)
class Pair:
    """Two claims that do not go together.

    Attributes:
        one: The one that stands first.
        other: The other.
    """

    one: Claim
    other: Claim

    @property
    def spans(self) -> Spans:
        """The words of both."""
        return (*self.one.spans, *self.other.spans)

    @property
    def voices(self) -> tuple[str, ...]:
        """Who says each."""
        return voice_words(self.one.voice), voice_words(self.other.voice)
