"""One party's terms for the same talks are not the same.

**What it flags.** Offers or demands of one party on one matter (talks, a ceasefire, a release, a withdrawal) whose
conditions differ from one place of the page to another, without a word that adds the one to the other. Shown are all
of them, and what the same speaker says of the matter word for word.

**Why it matters.** Terms are what talks fail on. If a page gives one party three sets of them, it gives none.

**Fires on** (invented): "The council will talk only if the siege is lifted. … The council is ready for talks,
provided that its prisoners are freed."

**Will not flag** terms that are added up ("also", "another condition"), one condition in other words, another
party's, or terms told as changed ("has dropped its demand").

**Measured.** None in 420 war reports, none in 84 news pages. Of 20 changes of terms planted, 18 were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.claimed import arguments, in_story, party_key, sentence_of, voice_key, voice_words
from crossread.checks.sides import side_nouns
from crossread.context import Reading
from crossread.record import Argument, Claim

_ADDED = re.compile(
    r"\b(?:also|another|further|additional\w*|second|besides|in addition|as well|both|moreover|too"
    r"|other (?:conditions?|demands?|terms)"
    r"|dropped|softened|hardened|changed|new (?:conditions?|demands?|terms)|earlier|previous\w*|originally|at first"
    r"|no longer|had (?:said|asked|demanded|offered|insisted|told|made))\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:but )?(?:only )?(?:if|when|once|after|before|until|unless|provided|providing|on (?:the )?condition"
    r"|as long as|so long as"
    r"|in return for|in exchange for|in the presence of|conditional on|with)(?: that| of)?\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_STEM = 5
_MATTERS = re.compile(
    r"\b(?:talks?|negotiat\w*|settlement|reconciliation|cease-?fire|truce|peace|proposals?|agreement|accord)\b"
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for TR02.

    Args:
        reading: The report with everything but findings.
    """
    told: dict[tuple[str, str], list[Claim]] = {}
    for claim in reading.report.claims:
        if claim.family == "talks" and claim.type in ("offer", "demand", "acceptance") and in_story(reading, claim):
            who = _offerer(claim)
            if who is not None and not claim.background and _terms_of(claim):
                told.setdefault((who, f"{claim.type == 'demand'} {_matter(claim)}"), []).append(claim)
    for claims in told.values():
        if any(_differ(reading, one, other) for one, other in combinations(claims, 2)):
            yield _flag(reading, claims)


def _offerer(claim: Claim) -> str | None:
    """Whose offer it is: the actor, or the speaker where the actor is the speaker's pronoun."""
    actor = next(iter(arguments(claim, "actor")), None)
    key = party_key(actor) if actor else None
    return key or (voice_key(claim.voice) if claim.voice.chain else None)


def _matter(claim: Claim) -> str:
    """What the offer is of: a ceasefire, a release, a withdrawal, or talks and whatever stands for them."""
    told = " ".join(span.quote for span in claim.spans)
    for condition in arguments(claim, "condition"):
        told = told.replace(condition.text, "")
    words = " ".join([*(argument.text for argument in arguments(claim, "topic")), told]).lower()
    for matter in ("cease", "truce", "releas", "free", "withdr", "arms", "aid"):
        if re.search(rf"\b{matter}", words):
            return "cease" if matter == "truce" else "releas" if matter == "free" else matter
    return "talks"


def _differ(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether the conditions of two offers, told in two sentences, share nothing, or differ in a number."""
    if sentence_of(reading, one) == sentence_of(reading, other):
        return False
    if any(_adds(reading, claim) for claim in (one, other)):
        return False
    first, second = (_terms(_terms_of(claim)) for claim in (one, other))
    numbers = [{word for word in words if word.isdecimal()} for words in (first, second)]
    if all(numbers) and numbers[0] != numbers[1] and (first & second):
        return True
    if not all(arguments(claim, "condition") for claim in (one, other)):
        return False  # two demands may both be made
    return bool(first and second) and len(first & second) <= min(len(first), len(second)) // 4


def _adds(reading: Reading, claim: Claim) -> bool:
    """Whether a sentence adds to or changes terms told before it."""
    index = sentence_of(reading, claim)
    return index is not None and bool(_ADDED.search(reading.folded.text, *reading.sentences[index]))


def _terms_of(claim: Claim) -> tuple[Argument, ...]:
    """The conditions of an offer; of a demand without any, what is asked."""
    return arguments(claim, "condition") or (arguments(claim, "asked") if claim.type == "demand" else ())


def _terms(conditions: tuple[Argument, ...]) -> set[str]:
    words = (word.lower() for one in conditions for word in _WORD.findall(_LEAD.sub("", one.text)))
    return {word[:_STEM] for word in words if word not in side_nouns("empty") and (len(word) > 2 or word.isdecimal())}


def _flag(reading: Reading, claims: list[Claim]) -> Flag:
    who = voice_words(claims[0].voice) if claims[0].voice.chain else arguments(claims[0], "actor")[0].text
    terms = [argument for claim in claims for argument in _terms_of(claim)]
    speakers = {voice_key(claim.voice) for claim in claims if claim.voice.chain}
    words = [
        span
        for claim in reading.report.claims
        if claim.type == "quotation" and voice_key(claim.voice) in speakers
        for span in claim.spans
        if _MATTERS.search(span.quote)
    ]
    shown = " and ".join(f"“{argument.text}”" for argument in terms[:3])
    message = f"{who} is given different terms for the same thing: {shown}."
    spans = [*(span for argument in terms for span in argument.spans), *words]
    return Flag(message=message, spans=spans, voices=tuple(dict.fromkeys(voice_words(claim.voice) for claim in claims)))
