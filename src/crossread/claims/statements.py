"""Statements: every direct quotation, and reported speech whose content is no claim of another family."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from crossread.claims.assertions import is_assertion, is_finite, is_quotation, verb_of_cue
from crossread.claims.status import status_of_said
from crossread.context import Reading
from crossread.folding import fold_string
from crossread.record import (
    Argument,
    Attribution,
    Block,
    BlockKind,
    Claim,
    Mention,
    Span,
    Spans,
    Status,
    Voice,
    claim_id,
)
from crossread.speech.reporting_verbs import ReportingVerb

HEADS: frozenset[BlockKind] = frozenset({"headline", "standfirst", "heading"})
"""Blocks that tell in short what the body tells in full."""

_RELATIVES = frozenset(["which", "who", "that", "whose", "whom"])
_NOT_SAID = frozenset(["not", "n't", "never", "declined", "refused", "cannot", "without"])
_SHORTEST = 3  # words; shorter reported speech ("said so") says nothing
_SHORTEST_ACT = 2  # words; "denied the accusation" says enough
_FIRST_WORDS = 12  # code points; a claim that reaches so far into what is said tells its first words
_SAYING = frozenset(["says", "believes", "asks"])
_SURE_RULES = frozenset(["rule:quotation-cue", "rule:cue-clause"])
_NEARLY_ALL = 0.75  # of the outer speech: what is left are words such as "as" or "that"


def claims_of(reading: Reading) -> Iterator[Claim]:
    """Statements of a reading.

    Args:
        reading: The reading with its attributions and the claims of all other families.
    """
    speech = _Speech(reading)
    for attribution in reading.report.attributions:
        if attribution.form == "direct":
            yield from speech.quotation(attribution)
        elif speech.is_statement(attribution):
            yield speech.claim(attribution, "reported speech")


class _Speech:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text_hash = reading.report.page.text_sha256
        self.heads = [block.block for block in reading.folded.blocks if block.block.kind in HEADS]
        self.body_quotations = [
            item for item in reading.report.attributions if item.form == "direct" and not self.in_head(item)
        ]
        self.told = _merged_spans(reading.report.claims)
        self.predicates = sorted(trigger.spans[0].start for trigger in reading.report.triggers)
        self.order = {id(item): number for number, item in enumerate(reading.report.attributions)}
        self.times = sorted((time.spans[0].start, index) for index, time in enumerate(reading.report.times))
        self.body_text = "\n".join(_words(item.content) for item in self.body_quotations)
        self.told_again = [item for item in reading.report.attributions if item.form == "direct" and self.in_head(item)]

    def in_head(self, attribution: Attribution) -> bool:
        """Whether an attribution stands in a headline, standfirst or heading."""
        return any(_inside(attribution.content[0], block) for block in self.heads)

    def quotation(self, attribution: Attribution) -> Iterator[Claim]:
        """The claim of a direct quotation; one in a headline that the body quotes is a mention of the body's."""
        words = _words(attribution.content)
        if not is_quotation(self.reading, attribution) or (not attribution.source and words[:1].islower()):
            return  # a few words of somebody's inside the narrator's clause
        if self.in_head(attribution):
            if words.rstrip(",.") not in self.body_text:
                yield self.claim(attribution, "quotation")
            return
        mentions = tuple(
            Mention(spans=item.content) for item in self.told_again if _words(item.content).rstrip(",.") in words
        )
        yield self.claim(attribution, "quotation", mentions)

    def is_statement(self, attribution: Attribution) -> bool:
        """Whether reported speech is a statement of its own: no other claim stands inside it."""
        verb = verb_of_cue(attribution)
        shortest = _SHORTEST if verb is None or verb.stance in _SAYING else _SHORTEST_ACT
        if self.in_head(attribution) or len(_words(attribution.content).split()) < shortest:
            return False
        if not is_assertion(self.reading, attribution):
            return False
        if "rule:" not in attribution.made_by and not self._tells(attribution):
            return False
        if any(self._is_told(part) for part in attribution.content):
            return False
        return not any(self._takes_over(other, attribution) for other in self._others(attribution))

    def _tells(self, attribution: Attribution) -> bool:
        """Whether what the model alone takes for reported speech asserts something.

        The model was trained on every attribution of words or thoughts, "declined to comment on the report" and "his
        call for talks" among them. A claim has a speaker, words that report, and a predicate.
        """
        cue, source = _words(attribution.cue).lower(), _words(attribution.source).lower()
        if not source or source in _RELATIVES or any(word in _NOT_SAID for word in cue.split()):
            return False
        if "according" not in cue and verb_of_cue(attribution) is None:
            return False
        return any(_holds_one(self.predicates, part) for part in attribution.content)

    def _is_told(self, part: Span) -> bool:
        """Whether a claim begins in what is said, or tells its first words ("threatened *to attack*")."""
        at = bisect_left(self.told, (part.start, part.start))
        if at < len(self.told) and self.told[at][0] < part.end:
            return True
        shared = min(_FIRST_WORDS, part.end - part.start)
        return at > 0 and self.told[at - 1][1] - part.start >= shared

    def _others(self, attribution: Attribution) -> Sequence[Attribution]:
        position = self.reading.folded.position
        first, last = attribution.content[0], attribution.content[-1]
        return self.reading.voices.inside(position(first.start), position(last.end))

    def _takes_over(self, other: Attribution, attribution: Attribution) -> bool:
        """Whether speech inside this speech makes its claim: somebody else's, most of it or the very same words."""
        if other is attribution or other.made_by == "rule:hedge":
            return False
        if other.content == attribution.content:
            return self.order[id(other)] < self.order[id(attribution)]
        told = [span for span in (*other.source, *other.cue) if _within(span, attribution.content)]
        share = (_length(other.content) + _length(tuple(told))) / _length(attribution.content)
        return share > _NEARLY_ALL and _words(other.source) != _words(attribution.source)

    def claim(
        self,
        attribution: Attribution,
        kind: Literal["quotation", "reported speech"],
        mentions: tuple[Mention, ...] = (),
    ) -> Claim:
        """The claim that an attribution makes."""
        voice = self._voice(attribution)
        verb = verb_of_cue(attribution)
        spans = self._shown(attribution, verb)
        stance = verb.stance if verb else ("says" if attribution.source else None)
        return Claim(
            id=claim_id(self.text_hash, "statements", spans),
            family="statements",
            type=kind,
            status=self._status(attribution, stance),
            voice=voice,
            arguments=self._arguments(attribution, verb),
            as_of=self._said_when(attribution),
            stance=stance,
            mentions=mentions,
            confidence=_confidence(attribution, voice),
            made_by=attribution.made_by,
            spans=spans,
        )

    def _bounds(self, spans: Spans) -> list[tuple[int, int]]:
        position = self.reading.folded.position
        return [(position(span.start), position(span.end)) for span in spans]

    def _status(self, attribution: Attribution, stance: str | None) -> Status:
        """Status of the content; what "is said to be" is, what "is said to have" been done was done."""
        last = fold_string(attribution.content[-1].quote).lower()
        if attribution.made_by == "rule:hedge" and len(attribution.content) > 1 and last.startswith("to "):
            return "happened" if last.startswith("to have ") else "ongoing"
        return status_of_said(self.reading, self._bounds(attribution.content), stance)

    def _voice(self, attribution: Attribution) -> Voice:
        position = self.reading.folded.position
        first = attribution.content[0]
        held = self.reading.voices.attributions(position(first.start), position(first.end))
        outer = tuple(
            item for item in held if _length(item.content) >= _length(attribution.content) and item is not attribution
        )
        return self.reading.voices.voice_of((attribution, *outer))

    def _shown(self, attribution: Attribution, verb: ReportingVerb | None) -> Spans:
        """Words that show the claim: those of a speech act ("called on …", "denied …") with its cue."""
        cue = attribution.cue[0] if attribution.cue else None
        if verb is None or cue is None or attribution.form == "direct":
            return attribution.content
        if verb.stance in _SAYING and is_finite(self.reading, attribution.content):
            return attribution.content
        first, *rest = attribution.content
        if cue.end <= first.start and not self.reading.report.page.text[cue.end : first.start].strip():
            return (self.reading.report.page.span(cue.start, first.end), *rest)
        return attribution.content

    def _arguments(self, attribution: Attribution, verb: ReportingVerb | None) -> tuple[Argument, ...]:
        if verb is None or "hearer" not in verb.frames or not attribution.venue or not attribution.cue:
            return ()
        hearer = attribution.venue[0]
        between = self.reading.report.page.text[attribution.cue[-1].end : hearer.start]
        if hearer.start < attribution.cue[-1].end or between.strip():
            return ()
        return (Argument(role="addressee", text=hearer.quote, spans=(hearer,)),)

    def _said_when(self, attribution: Attribution) -> int | None:
        """Index of the time that stands with the cue, in its sentence and outside of what is said."""
        if not attribution.cue:
            return None
        first, last = attribution.cue[0], attribution.cue[-1]
        sentence = self.reading.sentence_of(first)
        for start, index in self.times[bisect_left(self.times, (first.start, 0)) :]:
            if start - last.end > _NEAR:
                return None
            time = self.reading.report.times[index]
            span = time.spans[0]
            if self.reading.sentence_of(span) == sentence and not _within(span, attribution.content):
                return index if time.form == "date" else None
        return None


def _merged_spans(claims: Iterable[Claim]) -> list[tuple[int, int]]:
    """The stretches on which claims and their mentions rest, those that overlap joined, in order."""
    merged: list[tuple[int, int]] = []
    told = (spans for claim in claims for spans in (claim.spans, *(mention.spans for mention in claim.mentions)))
    for start, end in sorted((span.start, span.end) for spans in told for span in spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


_NEAR = 80  # characters after a cue within which a time tells when it was said


def _words(spans: Spans) -> str:
    return fold_string(" ".join(span.quote for span in spans))


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _holds_one(starts: Sequence[int], part: Span) -> bool:
    """Whether one of some starts, in order, lies in a span."""
    at = bisect_left(starts, part.start)
    return at < len(starts) and starts[at] < part.end


def _inside(span: Span, block: Block) -> bool:
    return block.start <= span.start < block.end


def _within(span: Span, content: Spans) -> bool:
    return any(part.start <= span.start and span.start < part.end for part in content)


def _confidence(attribution: Attribution, voice: Voice) -> Literal["high", "medium", "low"]:
    """How sure the reading of an attribution is, from the share right of its rule on held-out articles."""
    if voice.kind == "unknown" or attribution.made_by == "rule:hedge":
        return "low"
    if attribution.form == "direct" and attribution.made_by in _SURE_RULES:
        return "high"
    return "medium"
