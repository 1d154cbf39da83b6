"""Losses tied to the act that caused them: by its own words, by the clause they follow from, or as the act just told.

An act and its losses are two claims; the losses name the act by `Claim.event`. Time and place pass from the act to its
losses only inside one sentence, where the text says them once for both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from crossread.context import Reading
from crossread.record import Claim, Family, Spans

VIOLENT = frozenset(
    ["attack", "airstrike", "shelling", "bombing", "fighting", "killing", "siege", "destruction", "riot", "seizure",
     "protest"]
)  # fmt: skip
"""Types of events that cost lives."""

_TAKING = frozenset(["abduction", "arrest", "seizure", "fighting", "attack"])
_TOLD_SO = frozenset(["happened", "ongoing"])
_ACTS: Family = "events"
_APART = re.compile(
    r"\b(?:another|other|separate|separately|elsewhere|meanwhile|context|since|so far|total)\b", re.IGNORECASE
)
_THE_ACT = re.compile(
    r"\b(?:in|during|by|from) (?:the|this|that|these|those) (?:\w+ ){0,2}"
    r"(?:attacks?|raids?|strikes?|air ?strikes?|blasts?|bombings?|explosions?|clash(?:es)?|fighting|shelling|assault|"
    r"ambush|battle|operation|incident|violence)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\b(?:when|after|as|in which|where|following)\b", re.IGNORECASE)


def with_events(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each claim of losses with the act it belongs to where the text tells that.

    Args:
        reading: The reading.
        claims: All its claims.
    """
    acts = _Acts(reading, claims)
    linked = [acts.linked(claim) if claim.family == "losses" and claim.event is None else claim for claim in claims]
    whens, places = acts.told_of_losses(linked, "when"), acts.told_of_losses(linked, "place")
    return [
        replace(
            claim,
            when=claim.when if claim.when is not None else whens.get(claim.id),
            place=claim.place if claim.place is not None else places.get(claim.id),
        )
        if claim.id in whens or claim.id in places
        else claim
        for claim in linked
    ]


class _Acts:
    """The events of a report by the sentences that tell them."""

    def __init__(self, reading: Reading, claims: Sequence[Claim]) -> None:
        self.reading = reading
        self.text = reading.report.page.text
        told = [
            (spans, claim)
            for claim in claims
            if claim.family == _ACTS and claim.type in VIOLENT | _TAKING
            for spans in (claim.spans, *(mention.spans for mention in claim.mentions))
        ]
        told.sort(key=lambda one: (one[0][0].start, one[0][-1].end, one[1].id))
        self.by_sentence: dict[int, list[tuple[Spans, Claim]]] = {}
        for spans, claim in told:
            sentence = reading.sentence_of(spans[0])
            if sentence is not None:
                self.by_sentence.setdefault(sentence, []).append((spans, claim))

    def linked(self, loss: Claim) -> Claim:
        """A claim of losses with its act, and with the act's time and place where one sentence tells both."""
        sentence = self.reading.sentence_of(loss.spans[0])
        if sentence is None or self._is_running(loss):
            return loss
        act = self._in_sentence(loss, sentence)
        if act is not None:
            when = loss.when if loss.when is not None else act.when
            place = loss.place if loss.place is not None else act.place
            return replace(loss, event=act.id, when=when, place=place)
        before = None if loss.background else self._before(loss, sentence)
        return replace(loss, event=before.id) if before is not None else loss

    def told_of_losses(self, losses: Sequence[Claim], field: Literal["when", "place"]) -> dict[str, int]:
        """The one time or place of the losses that are told in an act's own sentence, by the act."""
        told: dict[str, set[int]] = {}
        sentences = {
            act.id: number for number, acts in self.by_sentence.items() for spans, act in acts if spans == act.spans
        }
        for loss in losses:
            told_so = loss.when if field == "when" else loss.place
            if loss.event is None or told_so is None:
                continue
            if self.reading.sentence_of(loss.spans[0]) == sentences.get(loss.event):
                told.setdefault(loss.event, set()).add(told_so)
        return {act: next(iter(values)) for act, values in told.items() if len(values) == 1}

    def _is_running(self, loss: Claim) -> bool:
        """Whether the number is a total of many acts."""
        return loss.quantity is not None and self.reading.report.quantities[loss.quantity].running

    def _in_sentence(self, loss: Claim, sentence: int) -> Claim | None:
        """The act of the same sentence: told by the same words, right before, or after "when"."""
        told = [(spans, act) for spans, act in self.by_sentence.get(sentence, ()) if self._fits(loss, act)]
        causes = [one.spans for one in loss.arguments if one.role in ("cause", "instrument")]
        named = [act for spans, act in told if any(_overlap(spans, cause) for cause in causes)]
        if named:
            return min(named, key=lambda act: (_length(act.spans), act.id))
        shared = [act for spans, act in told if _overlap(spans, loss.spans)]
        if shared:
            return min(shared, key=lambda act: (_length(act.spans), act.id))
        start = loss.spans[0].start
        before = [(spans, act) for spans, act in told if spans[-1].end <= start]
        if before and not self._parted(before[-1][0][-1].end, start):
            return before[-1][1]
        after = [(spans, act) for spans, act in told if spans[0].start >= loss.spans[-1].end]
        if after and _JOINS.search(self.text, loss.spans[-1].end, after[0][0][0].start + 1):
            return after[0][1]
        return None

    def _parted(self, start: int, end: int) -> bool:
        """Whether what stands between an act and a loss begins another matter."""
        between = self.text[start:end]
        return any(mark in between for mark in ".;:") or bool(_APART.search(between)) or " but " in between

    def _before(self, loss: Claim, sentence: int) -> Claim | None:
        """The one act of the sentence before, in the same paragraph; "in the attack" points to it further back."""
        words = self.text[loss.spans[0].start : loss.spans[-1].end]
        pointing = bool(_THE_ACT.search(words)) or loss.made_by == "rule:loss-toll"
        own_cause = any(one.role in ("cause", "actor", "instrument") for one in loss.arguments)
        told_here = bool(self.by_sentence.get(sentence)) or loss.place is not None
        if ((own_cause or told_here) and not pointing) or self._apart(sentence):
            return None
        blocks = self.reading.report.sentences
        for back in range(sentence - 1, max(-1, sentence - (4 if pointing else 2)), -1):
            acts = {act.id: act for _, act in self.by_sentence.get(back, ()) if self._fits(loss, act)}
            near = pointing or blocks[back].block == blocks[sentence].block
            if len(acts) == 1 and near and self._agree(loss, next(iter(acts.values()))):
                return next(iter(acts.values()))
            if acts:
                return None
        return None

    def _apart(self, sentence: int) -> bool:
        start, end = self.reading.sentences[sentence]
        return bool(_APART.search(self.reading.words(start, min(end, start + 60))))

    def _fits(self, loss: Claim, act: Claim) -> bool:
        wanted = _TAKING if loss.type == "captured" else VIOLENT
        return act.type in wanted and (act.status in _TOLD_SO or act.status == loss.status) and not act.background

    def _agree(self, loss: Claim, act: Claim) -> bool:
        """Whether place and time of both may be the same."""
        places = self.reading.report.places
        apart = loss.place is not None and act.place is not None and places[loss.place] != places[act.place]
        times = loss.when is not None and act.when is not None and loss.when != act.when
        return not apart and not times


def _overlap(some: Spans, others: Spans) -> bool:
    return any(one.start < other.end and other.start < one.end for one in some for other in others)


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)
