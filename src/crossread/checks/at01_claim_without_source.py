"""A gain of ground that nobody stands for, made by nobody named.

**What it flags.** Places taken or cut off, told in the page's own voice as news, where the sentence names no source,
where who did it is a bare label ("militants", "gunmen"), and where no place is named: "militants took several
checkpoints in the region".

**Why it matters.** There is no one to ask, nobody to put it down to, and no place to code. The claim lives on by
being copied.

**Fires on** (invented): "Gunmen seized several posts and closed the road."

**Will not flag** history, a sentence with a source, a name or a place, or one that takes up what was told before it
with its source.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.claimed import arguments, in_story, is_news, sentence_of
from crossread.checks.sides import side_of
from crossread.context import Reading
from crossread.record import Argument, Claim, Span

_TAKING = frozenset({"seizure", "siege", "seized"})
_SOURCE = re.compile(
    r"\b(?:said|says?|told|according|report(?:s|ed)|confirmed|claim(?:s|ed)|announced|statement|citing|officials?"
    r"|sources?|witness\w*"
    r"|residents?|counted|seen|saw|showed|shows|data|figures|we|our|us)\b|[\"“”]"
)
# What takes up, adds to or sums what was told before has its source there.
_TAKEN_UP = re.compile(
    r"\b(?:war|conflict|since|also|another|others?|earlier|previous\w*|there|that|those|these|this (?:attack|strike)"
    r"|it|its|each|often"
    r"|in all|total|the (?:dead|wounded|killed|injured|victims|attack|blast|explosion|strikes?|clash\w*|town|city"
    r"|village)"
    r"|(?:19|20)\d\d|years?|months?|decades?|so far|yesterdays?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?!(?:The|In|On|At|Some|Several|Militants|Gunmen|Rebels|Insurgents|Fighters|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Saturday|Sunday)\b)[A-Z][a-z]"
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for AT01.

    Args:
        reading: The report with everything but findings.
    """
    found: dict[int, list[Claim]] = {}
    for claim in reading.report.claims:
        index = sentence_of(reading, claim)
        of_kind = claim.type in _TAKING and any(side_of(one.text) == "rebel" for one in arguments(claim, "actor"))
        if (
            index is not None
            and of_kind
            and claim.voice.kind == "narrator"
            and is_news(claim)
            and in_story(reading, claim)
        ):
            found.setdefault(index, []).append(claim)
    for index, claims in sorted(found.items()):
        if _is_bare(reading, index) and not any(_is_named(argument) for claim in claims for argument in _doers(claim)):
            what = claims[0].type if len(claims) == 1 else " and ".join(sorted({claim.type for claim in claims}))
            message = f"No source, no name and no place stand with this claim ({what})."
            yield Flag(message=message, spans=[_whole(reading, index, claims)], voices=("the page itself",))


def _is_bare(reading: Reading, index: int) -> bool:
    """Whether a sentence holds no source and no name but its first word, and the one before it gives none to it."""
    start, end = reading.sentences[index]
    text = reading.folded.text
    first = text.find(" ", start, end)
    if _TAKEN_UP.search(text, start, end):
        return False
    if _SOURCE.search(text, start, end) or _NAME.search(text, first if first > 0 else start, end):
        return False
    return not (
        index and reading.report.sentences[index - 1].block == reading.report.sentences[index].block
    ) or not _SOURCE.search(text, *reading.sentences[index - 1])


def _doers(claim: Claim) -> tuple[Argument, ...]:
    return arguments(claim, "actor", "cause", "target")


def _is_named(argument: Argument) -> bool:
    return bool(_NAME.search(argument.text))


def _whole(reading: Reading, index: int, claims: list[Claim]) -> Span:
    """From the first word of the claims to the end of their sentence."""
    position = reading.folded.position
    start = min(position(span.start) for claim in claims for span in claim.spans)
    end = reading.sentences[index][1]
    while end > start and not reading.folded.text[end - 1].isalnum():
        end -= 1
    return reading.folded.span(start, end)
