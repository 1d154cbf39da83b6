"""The headline offers what the story puts under a condition.

**What it flags.** A headline that tells an offer (talks, a ceasefire, a withdrawal, a release, to lay down arms)
as unconditional, while the story gives the same party's same offer only on a condition: "but only if", "on
condition that", "provided", "as long as", "unless". Shown are the headline's words and each condition.

**Why it matters.** Terms are what talks are about. "Ready for talks" and "ready for talks if the siege is lifted"
are two claims, and only one of them was made.

**Fires on** (invented):

    Dorvan council ready for talks with army
    The council said it was ready for talks, but only if the army left the port first.

**Will not flag** a headline that shows there is a condition or a price ("if", "conditional", "offers truce for
prisoners"), another party's condition, "on condition of anonymity", or "asked if" and its like.

**Measured.** None in 420 war reports, none in 84 news pages. Of 9 headlines that lost their condition, 9 were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from crossread.checks.base import Flag
from crossread.checks.words import headline, plain, prose, sentences_of
from crossread.context import Reading
from crossread.data import rows
from crossread.folding import FoldedBlock

_WILLING = (
    "ready|willing|prepared|open|offer(?:s|ed|ing)?|agree[sd]?|accept(?:s|ed)?|welcome[sd]?|propose[sd]?|pledge[sd]?"
    "|promise[sd]?|vow(?:s|ed)?|commit(?:s|ted)?|declare[sd]?|announce[sd]?|back(?:s|ed)?|would|will|to|can|could|sees?"
)
_WILLING_IN_BODY = re.compile(rf"\b(?:{_WILLING}|should)\b", re.IGNORECASE)
_COMMITTED = re.compile(
    r"\b(?:ready|willing|prepared|offer(?:s|ed)?|agree[sd]?|accept(?:s|ed)?|pledge[sd]?|promise[sd]?|vow(?:s|ed)?"
    r"|will|would|to)\b",
    re.IGNORECASE,
)
_HEADLINE_CONDITION = re.compile(
    r"\b(?:if|unless|until|provided|providing|only|condition\w*|once|after|when|before|terms|demand\w*|in return"
    r"|in exchange|as long as|so long as|but|should|depends?|not|no|never|reject\w*|refus\w*|rul(?:es?|ed) out"
    r"|pending|want\w*)\b"
    r"|\b(?:truce|cease-?fire|talks|pull-?out|withdrawal|release|swap|pause) for\b|n't\b",
    re.IGNORECASE,
)
_STRONG = (
    "(?:but )?only (?:if|when|once|after|on (?:the )?condition)|(?:but )?not (?:before|until|unless)|unless"
    "|on (?:the |one )?condition (?:that|of)|on condition|provided(?: that)?|providing(?: that)?"
    "|as long as|so long as|in return for|in exchange for|(?:conditional|conditioned|contingent) (?:on|upon)"
)
_CONDITION = re.compile(rf",? ?\b(?:{_STRONG}|depend(?:s|ed|ing)? on|if|once)\b", re.IGNORECASE)
_FIRM = re.compile(rf"\b(?:{_STRONG})\b", re.IGNORECASE)
_NO_CONDITION_BEFORE = re.compile(
    r"\b(?:even|as|what|see|know|knew|asked?|asking|wonder\w*|unclear|decide|determine|sure|say|tell) $", re.IGNORECASE
)
_NO_CONDITION = re.compile(
    r"if (?:any|possible|necessary|needed|not|so|ever|only)\b|on (?:the )?condition of anonymity\b"
    r"|on (?:the )?condition that (?:he|she|they|his|her|their) (?:not|remain|be|names?|identit\w+)\b"
    r"|provided (?:by|with|to|for|an?|no|food|water|aid|shelter|security|support|details|evidence)\b"
    r"|once (?:a|an|again|more|per|every|it was)\b|once (?![^.,;]*\b(?:has|have|had|is|are|was|were)\b)",
    re.IGNORECASE,
)
_FOLLOW_ON = re.compile(
    r"\W*(?:But|However|Yet|Talks|Negotiations|Any|Such|That|This|He|She|It|They"
    r"|The (?:offer|talks|truce|cease-?fire|move|group|condition))\b"
)
_NAMELESS = frozenset(word for (words,) in rows("subject_stop_words.txt") for word in words.split())
_CONTENT = re.compile(r"\b[a-z][a-z-]{3,}\b")
_STEM = 6
_COUNTERPART = re.compile(r"\b(?:with|and|between|against|from)\b(.*)")
_LEADING_END = re.compile(r",|[;:—]")
_TRAILING_END = re.compile(r"[;—”]|,[\"”]|\"|, (?:he|she|it|they|the \w+|[A-Z]\w+) (?:said|added|told)\b")
_HEADLINE_REACH = 45  # code points between the word of willingness and what is offered
_LONGEST_CONDITION = 160  # code points shown
_REACH = 200  # code points between an offer and its condition


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for TR01.

    Args:
        reading: The report with everything but findings.
    """
    top = headline(reading)
    title = reading.words(top.start, top.end) if top else ""
    if not top or _HEADLINE_CONDITION.search(title):
        return
    for words, strict in _kinds(title):
        offer = _offer_in_headline(title, words)
        conditions = list(_conditions(reading, _Offer(title, offer, words, strict))) if offer else []
        if offer and conditions:
            yield _flag(reading, top, offer, conditions)
            return


@dataclass(frozen=True)
class _Offer:
    """The headline's offer.

    Attributes:
        title: The headline.
        bounds: Where the offer stands in it.
        words: Words by which the story tells the same offer.
        strict: Whether only firm conditions count, since the words are not known as those of an offer.
    """

    title: str
    bounds: tuple[int, int]
    words: re.Pattern[str]
    strict: bool


def _kinds(title: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    """Words for each known kind of offer in it, or else the headline's own words after its word of willingness."""
    known = [words for words in _offers().values() if _offer_in_headline(title, words)]
    if known:
        yield from ((words, False) for words in known)
        return
    willing = _COMMITTED.search(title)
    rest = _COUNTERPART.sub("", title[willing.end() :]) if willing else ""
    told = _CONTENT.findall(rest)
    stems = [re.escape(word[:_STEM]) for word in told if word not in _NAMELESS]
    if stems:
        yield re.compile(rf"\b(?:{'|'.join(stems)})\w*", re.IGNORECASE), True


@cache
def _offers() -> Mapping[str, re.Pattern[str]]:
    """For each kind of offer the words for it."""
    words: dict[str, list[str]] = {}
    for kind, pattern in rows("offers.tsv"):
        words.setdefault(kind, []).append(pattern)
    return {kind: re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE) for kind, parts in words.items()}


def _offer_in_headline(title: str, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """Bounds of an offer in a headline: what is offered, with the word of willingness a few words before it."""
    for offer in pattern.finditer(title):
        start = max(0, offer.start() - _HEADLINE_REACH)
        willing = list(_WILLING_IN_BODY.finditer(title, start, offer.end()))
        if willing:
            return min(willing[0].start(), offer.start()), offer.end()
    return None


@dataclass(frozen=True)
class _Party:
    """Who makes the headline's offer, in words to compare a sentence's subject with.

    Attributes:
        own: Words before the offer in the headline.
        other: Words after it: with whom, to whom.
        lede: Words before the offer where the story first tells it.
    """

    own: frozenset[str]
    other: frozenset[str]
    lede: frozenset[str]

    def speaks(self, subject: frozenset[str]) -> bool:
        """Whether a sentence's subject is this party."""
        return bool(subject & self.own) or bool(subject & self.lede and not subject & self.other)


def _conditions(reading: Reading, offer: _Offer) -> Iterator[tuple[int, int]]:
    """Bounds of the conditions that the story puts on the same party's same offer."""
    sentences = [list(sentences_of(reading, block)) for block in prose(reading)]
    party = _party(reading, sentences, offer)
    for block in sentences:
        offered_before, subject_before = False, frozenset[str]()
        for bounds in block:
            offered, subject = _offer(reading, bounds, offer)
            ours = party.speaks(subject) or (not subject and party.speaks(subject_before))
            condition = _condition(reading, bounds, strict=offer.strict)
            beside = offered and ours and condition is not None and _near(reading, bounds, condition, offer)
            if condition and (beside or (offered_before and not offered and _follows_on(reading, bounds, condition))):
                yield condition
            offered_before = offered and ours
            subject_before = subject or subject_before


def _party(reading: Reading, sentences: list[list[tuple[int, int]]], offer: _Offer) -> _Party:
    told = (_offer(reading, bounds, offer) for block in sentences for bounds in block)
    lede = next((subject for offered, subject in told if offered), frozenset[str]())
    own = _names(offer.title[: offer.bounds[0]])
    counterpart = _COUNTERPART.search(offer.title, offer.bounds[1])
    return _Party(own, (_names(counterpart[1]) if counterpart else frozenset()) - own, lede)


def _offer(reading: Reading, bounds: tuple[int, int], told: _Offer) -> tuple[bool, frozenset[str]]:
    """Whether a sentence tells the offer, and the words of its subject."""
    text = reading.folded.text
    offer = told.words.search(text, *bounds)
    willing = _WILLING_IN_BODY.search(text, *bounds)
    return bool(offer and willing), _names(text[bounds[0] : willing.start() if willing else bounds[1]])


def _names(words: str) -> frozenset[str]:
    return frozenset(plain(words).split()) - _NAMELESS


def _condition(reading: Reading, bounds: tuple[int, int], *, strict: bool) -> tuple[int, int] | None:
    """Bounds of a sentence's first condition, from its conjunction to the end of the clause."""
    text = reading.folded.text
    for match in _CONDITION.finditer(text, *bounds):
        start = match.start() + len(match[0]) - len(match[0].lstrip(", "))
        excused = _NO_CONDITION.match(text, start) or _NO_CONDITION_BEFORE.search(text, bounds[0], start)
        if not excused and not (strict and not _FIRM.match(text, start)):
            return start, _clause_end(text, match.end(), bounds[1], leading=start == bounds[0])
    return None


def _clause_end(text: str, at: int, end: int, *, leading: bool) -> int:
    """End of a condition: at a comma if it leads its sentence, else where the sentence or the speech ends."""
    stop = (_LEADING_END if leading else _TRAILING_END).search(text, at, min(end, at + _LONGEST_CONDITION))
    last = stop.start() if stop else min(end, at + _LONGEST_CONDITION)
    while last > at and not text[last - 1].isalnum():
        last -= 1
    return last


def _near(reading: Reading, bounds: tuple[int, int], condition: tuple[int, int], offer: _Offer) -> bool:
    """Whether the condition stands beside the offer, not in another part of a long sentence."""
    offers = [match.span() for match in offer.words.finditer(reading.folded.text, *bounds)]
    start, end = condition
    return any(0 <= start - told[1] < _REACH or 0 <= told[0] - end < _REACH for told in offers)


def _follows_on(reading: Reading, bounds: tuple[int, int], condition: tuple[int, int]) -> bool:
    """Whether a sentence puts a firm condition on the offer told just before it."""
    text = reading.folded.text
    return bool(_FOLLOW_ON.match(text, bounds[0]) and _FIRM.match(text, condition[0]))


def _flag(reading: Reading, top: FoldedBlock, offer: tuple[int, int], conditions: list[tuple[int, int]]) -> Flag:
    words = reading.folded.span(top.start + offer[0], top.start + offer[1])
    spans = reading.folded.spans(conditions)
    return Flag(
        message=f"The headline says “{words.quote}” without a condition; the story has one: “{spans[0].quote}”.",
        spans=(words, *spans),
    )
