"""How sure the reading of a claim is, in three steps: what its family holds of its rule, less what speaks against it.

A step is the share of such claims that a careful reader found right in all they say; it orders and filters claims and
says nothing of whether they are true. Measured with the benchmark `confidence` on sheets of claims judged by hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final, Literal

from msgspec.structs import replace

from crossread.context import Reading
from crossread.record import Attribution, Claim
from crossread.speech.reporting_verbs import verb_of
from crossread.tagger.certainty import NEWS_NOT_HAPPENED

Step = Literal["high", "medium", "low"]

STEPS: Final[tuple[Step, ...]] = ("low", "medium", "high")
_LONG_SENTENCE = 48
"""Words from which a sentence is mostly run together from several, in text that lost its marks."""
_LONG_CLAIM = 34
"""Words from which the words shown for a claim mostly hold another clause."""
_LONG_PARTY = 6
"""Words from which the name of a party mostly runs on into another phrase."""
_TOLD = frozenset(["happened", "ongoing"])
_PRONOUNS = frozenset(["he", "she", "it", "they", "him", "her", "them", "we", "us", "who", "which", "that", "this",
                       "these", "those", "its", "his", "their"])  # fmt: skip
_PLACES = frozenset(["province", "city", "town", "district", "village", "neighborhood", "neighbourhood", "area",
                     "countryside", "border", "region"])  # fmt: skip
_BY_MODEL_ALONE = "model:"


def rated(reading: Reading, claims: Iterable[Claim]) -> list[Claim]:
    """The claims, each with the step that its rule and its surroundings leave it.

    Args:
        reading: The reading.
        claims: All its claims, with the step that their family gives.
    """
    doubts = _Doubts(reading)
    return [replace(claim, confidence=_less(claim.confidence, doubts.steps(claim))) for claim in claims]


def _less(step: Step, down: int) -> Step:
    return STEPS[max(0, STEPS.index(step) - down)]


class _Doubts:
    """What speaks against the reading of a claim."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        tags = reading.tags
        self.certainty = {item.word: item.news for item in tags.certainty} if tags else {}
        self.starts = [word.start for word in tags.words] if tags else []
        self.by_model = {
            (span.start, span.end)
            for item in reading.report.attributions
            if item.form != "direct" and _is_by_model(item)
            for span in item.cue
        }

    def steps(self, claim: Claim) -> int:
        """By how many steps a claim is less sure than its rule: two for a voice that was not found."""
        if claim.voice.kind == "unknown" or self._is_run_together(claim):
            return 2
        doubts = (
            self._is_long(claim),
            self._has_odd_party(claim),
            self._is_doubted(claim),
            self._has_unsure_voice(claim),
            self._is_in_pieces(claim),
            self._is_beside_a_denial(claim),
        )
        return min(2, sum(doubts))

    def _words(self, claim: Claim) -> tuple[int, int]:
        """Numbers of a claim's first word and of the word after its last."""
        position = self.reading.folded.position
        start, end = position(claim.spans[0].start), position(claim.spans[-1].end)
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def _is_run_together(self, claim: Claim) -> bool:
        """Whether a claim's words, or its sentence, hold words of the page that do not belong to the story."""
        words = " ".join(span.quote for span in claim.spans)
        sentence = self.reading.sentence_of(claim.spans[0])
        around = self.reading.words(*self.reading.sentences[sentence]) if sentence is not None else ""
        return any(mark in words for mark in _FURNITURE) or any(mark in around for mark in _LISTS)

    def _is_long(self, claim: Claim) -> bool:
        """Whether its sentence, or its own words, are longer than such sentences and claims mostly are."""
        own = sum(span.quote.count(" ") + 1 for span in claim.spans)
        sentence = self.reading.sentence_of(claim.spans[0])
        if claim.family == "statements" or sentence is None:
            return False
        start, end = self.reading.sentences[sentence]
        return own > _LONG_CLAIM or self.reading.words(start, end).count(" ") >= _LONG_SENTENCE

    def _has_odd_party(self, claim: Claim) -> bool:
        """Whether a party is a pronoun that stands for nobody known, runs on, or acts and is a place."""
        return any(
            (one.actor is None and one.text.casefold() in _PRONOUNS)
            or (one.role in ("actor", "target", "victim") and one.text.count(" ") >= _LONG_PARTY)
            or (one.role == "actor" and not _PLACES.isdisjoint(one.text.casefold().split()))
            for one in claim.arguments
        )

    def _is_in_pieces(self, claim: Claim) -> bool:
        """Whether an event is put together from words apart or from two parties of one side, or did not take place."""
        roles = [one.role for one in claim.arguments if one.role in ("actor", "target")]
        several = len(roles) > len(set(roles))
        unsure = len(claim.spans) > 1 or several or claim.status in ("possible", "attempted")
        return claim.family == "events" and unsure

    def _is_beside_a_denial(self, claim: Claim) -> bool:
        """Whether what is told as so stands in words by which somebody denies something."""
        if claim.status not in _TOLD or not claim.voice.chain or claim.family == "statements":
            return False
        verb = verb_of(" ".join(span.quote for span in claim.voice.chain[0].cue))
        return verb is not None and verb.stance == "denies"

    def _is_doubted(self, claim: Claim) -> bool:
        """Whether the model holds for not having happened what is told as so, or the other way round."""
        if claim.family in ("statements", "talks") or not self.certainty:
            return False
        first, after = self._words(claim)
        values = [self.certainty[word] for word in range(first, after) if word in self.certainty]
        if not values:
            return False
        if claim.status in _TOLD:
            return max(values) < NEWS_NOT_HAPPENED
        return claim.status == "denied" and min(values) > _SURE

    def _has_unsure_voice(self, claim: Claim) -> bool:
        """Whether its voice rests on what the model alone took for speech, or runs on."""
        if claim.family == "statements":
            return False
        if not claim.voice.chain:
            return claim.voice.kind == "narrator" and self._somebody_speaks(claim)
        source = claim.voice.chain[0]
        alone = any((span.start, span.end) in self.by_model for span in source.cue)
        return alone or source.name.count(" ") >= _LONG_PARTY

    def _somebody_speaks(self, claim: Claim) -> bool:
        """Whether a sentence that is left to the narrator holds a word that marks somebody's speech."""
        sentence = self.reading.sentence_of(claim.spans[0])
        if sentence is None:
            return False
        words = self.reading.words(*self.reading.sentences[sentence]).lower().split()
        return any(word.strip('.,;:"“”') in _SPEECH for word in words)


_SPEECH = frozenset(
    ["said", "says", "say", "told", "according", "reported", "reports", "added", "cited", "citing", "quoted", "accused",
     "recorded", "announced", "claimed", "monitor"]
)  # fmt: skip
_SURE = 1.0
_FURNITURE = (" Tags ", "Get short URL", "Date of publication", "pic.twitter", "Last updated", "Published ", "http")

_LISTS = ("Related News", "Get short URL", "Community standards", " Category News", "- YouTube", "| ")
"""Marks of lists of other stories that a flattened page runs into its last sentence."""


def _is_by_model(item: Attribution) -> bool:
    return item.made_by.startswith(_BY_MODEL_ALONE) and "rule:" not in item.made_by
