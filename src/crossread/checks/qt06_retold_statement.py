"""One statement is told again and again as if it were new.

**What it flags.** One speaker's readiness for the same thing, told in three sentences of the story or more, each
introduced as a new saying.

**Why it matters.** It is one statement. Counted as often as it is told, it makes news of its own echo; and a page
that introduces it afresh each time was put together from several.

**Fires on** (invented): "Resk said he was ready for talks. … Resk, head of the council, said he would talk to the
army. … Resk told reporters he was ready to negotiate."

**Will not flag** the headline and the first paragraph, a quotation that bears out what was just said of it, or offers
of different things.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.claimed import arguments, sentence_of, voice_key, voice_words
from crossread.context import Reading
from crossread.record import Claim

_FEWEST = 3
_TYPES = frozenset({"offer", "acceptance"})


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for QT06.

    Args:
        reading: The report with everything but findings.
    """
    told: dict[str, list[Claim]] = {}
    for claim in reading.report.claims:
        if claim.family == "talks" and claim.type in _TYPES and claim.voice.kind == "named" and not claim.background:
            told.setdefault(voice_key(claim.voice), []).append(claim)
    for claims in told.values():
        tellings = [
            spans for claim in claims for spans in (claim.spans, *(mention.spans for mention in claim.mentions))
        ]
        places = {reading.sentence_of(spans[0]) for spans in tellings}
        blocks = {reading.report.sentences[index].block for index in places if index is not None}
        if len(blocks) >= _FEWEST and _is_one_thing(claims):
            yield _flag(reading, claims, len(tellings))


def _is_one_thing(claims: list[Claim]) -> bool:
    """Whether all offers go to one side, as far as they tell one."""
    toward = {argument.actor or argument.text.lower() for claim in claims for argument in arguments(claim, "toward")}
    return len(toward) <= 1


def _flag(reading: Reading, claims: list[Claim], times: int) -> Flag:
    mentions = [span for claim in claims for mention in claim.mentions for span in mention.spans]
    top = [claim for claim in reading.report.claims if claim.family == "talks" and _in_headline(reading, claim)]
    spans = [*(span for claim in (*top, *claims) for span in claim.spans), *mentions]
    who = voice_words(claims[0].voice)
    message = f"One offer of {who} is told {times} times, each time as a new saying; it is one statement."
    return Flag(message=message, spans=spans, voices=(who,))


def _in_headline(reading: Reading, claim: Claim) -> bool:
    index = sentence_of(reading, claim)
    return index is not None and reading.report.page.blocks[reading.report.sentences[index].block].kind == "headline"
