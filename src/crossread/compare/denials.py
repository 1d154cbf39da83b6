"""What somebody denies in speech, tied to the act of which it is told: "Moscow denied any involvement in the raids".

Such speech is a statement of its own and names the act by "the raids", "the reports" or "it". It is tied to the
nearest act of violence before it that the report lays to the speaker's own camp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from crossread.compare.means import means_in
from crossread.compare.tellings import Telling
from crossread.record import Claim, Report

_DENYING = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w+|dismiss\w+|no truth)\b", re.IGNORECASE)
_DID_NOT = re.compile(
    r"\b(?:not|never) (?:\w+ )?(?:use|used|using|bombed|carried|carry|struck|target\w*|hit|attack\w*|conduct\w*)\b",
    re.IGNORECASE,
)
_OF_AN_ACT = re.compile(
    r"\b(?:involve\w*|responsib\w+|carr(?:y|ied|ying) out|us(?:e|es|ed|ing)|bomb\w*|strikes?|attack\w*|raids?|shell\w*"
    r"|kill\w*|target\w*|reports?|allegations?|accusations?|charges?|claims?)\b",
    re.IGNORECASE,
)
_WEAPONS, _SUCH = frozenset(["gas"]), "chemical weapons"
"""Arms whose use is denied as such; "such weapons" are hardly said of others."""
_MANY_GROUPS = frozenset(["rebel"])  # a camp of many groups, of which one does not speak for another
_VIOLENCE = frozenset(
    ["airstrike", "drone strike", "shelling", "bombing", "attack", "killing", "mine", "killed", "injured"]
)


def denials_of(report: Report, told: Sequence[Telling], spoken: Sequence[Telling]) -> Iterator[Telling]:
    """Denials as tellings of the act that is denied: of its type, denied, with that claim as their event.

    Args:
        report: The report.
        told: Its claims that are no statements, in order.
        spoken: Those of its statements that `may_deny`, in order.
    """
    claims = {claim.id: claim for claim in report.claims}
    own = [one for one in told if one.status == "denied" and one.type in _VIOLENCE and one.speakers - _MANY_GROUPS]
    for one in own:
        if (denied := _denied(one, told, frozenset())) is not None:
            yield msgspec.structs.replace(one, event=denied.claim)
    for one in spoken:
        if one.speakers - _MANY_GROUPS and _is_denial(report, claims[one.claim]):
            weapons = _WEAPONS.intersection(means_in(_words(report, claims[one.claim])))
            denied = _denied(one, told, weapons)
            if denied is not None:
                yield msgspec.structs.replace(
                    one, family="events", type=denied.type, status="denied", denied=True, event=denied.claim,
                    background=denied.background, means=weapons & denied.means, words=frozenset(), days=denied.days,
                )  # fmt: skip


def may_deny(claim: Claim) -> bool:
    """Whether a claim is a statement of somebody who denies something, by its status or the word for the saying."""
    if claim.family != "statements" or not claim.voice.chain:
        return False
    return claim.status == "denied" or any(_DENYING.search(span.quote) for span in claim.voice.chain[0].cue)


def _is_denial(report: Report, claim: Claim) -> bool:
    words = _words(report, claim)
    return bool(_DENYING.search(words) and _OF_AN_ACT.search(words)) or bool(_DID_NOT.search(words))


def _words(report: Report, claim: Claim) -> str:
    """What is said, with the word for the saying where it stands before."""
    start = min((span.start for span in claim.voice.chain[0].cue), default=claim.spans[0].start)
    return report.page.text[min(start, claim.spans[0].start) : claim.spans[-1].end].replace("such weapons", _SUCH)


def _denied(denial: Telling, told: Sequence[Telling], weapons: frozenset[str]) -> Telling | None:
    """The act that a denial is of: the last before it that is laid to the speaker, else the first after it."""
    used = {means for one in told for means in one.means}
    accused = [
        one
        for one in told
        if one.type in _VIOLENCE
        and one.status in ("happened", "possible")
        and (not weapons or (one.type == "attack" and weapons & (one.means or used)))
        and any(side.camps & denial.speakers for side in (*one.actors, *one.behind))
    ]
    before = [one for one in accused if one.span < denial.span]
    return before[-1] if before else accused[0] if accused else None
