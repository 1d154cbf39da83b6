"""Two versions of one report compared: which sentences changed, which claims, and what the page says of it. Pure.

Nothing is judged here: that a number was changed in silence is shown, not why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

from crossread.case.attaching import attach
from crossread.case.decisions import claim_seen, claim_target
from crossread.record import Claim, Record, Report, Span, Spans

_ALIKE: Final = 0.5
"""Share of words that two sentences must have in common to be one sentence changed. Half: an agency's rewrite of a
sentence keeps its names and most of its verbs, and two sentences of one story rarely share more than articles."""

_NOTICES: Final = re.compile(
    r"""\b(?:
        corrections?\s*(?::|-|\u2013|\u2014) | clarifications?\s*(?::|-|\u2013|\u2014) | corrigendum | erratum |
        (?:this|the|an?)\s+(?:earlier|previous|original)\s+version\s+of\s+(?:this|the)\s+
            (?:article|story|report|piece) |
        (?:this|the)\s+(?:article|story|report|piece|headline|post)\s+(?:has\s+been|was|is\s+being)\s+
            (?:corrected|amended|updated\s+to|withdrawn|retracted|removed|taken\s+down) |
        we\s+(?:have\s+)?(?:corrected|withdrawn|retracted|removed)\s+(?:this|the|an?)\b |
        (?:refiles|refiling|removes|corrects|corrected|recasts|retracts|withdraws)\s+
            (?:to|in|first|second|third|par\w*)\b |
        (?:has|have)\s+been\s+(?:retracted|withdrawn)\s+(?:by|at)\s
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words by which newsrooms tell that they changed a text: their published forms of corrections, clarifications and
withdrawals, the advisories of news agencies ("refiles to fix", "corrects in paragraph") among them."""

_WORD: Final = re.compile(r"[^\W_]+(?:[.,]\d+)*")


class SentenceChange(Record, frozen=True, kw_only=True):
    """A sentence that is not in both versions as it is.

    Attributes:
        kind: ``changed``, ``added``, ``removed``, or ``moved`` to another place without a change.
        before: The sentence in the older version's text; None for one that was added.
        after: The sentence in the newer version's text; None for one that was removed.
    """

    kind: Literal["changed", "added", "removed", "moved"]
    before: Span | None = None
    after: Span | None = None


class Difference(Record, frozen=True, kw_only=True):
    """A part of a claim that the versions tell differently.

    Attributes:
        part: Which: ``number``, ``voice``, ``status``, ``place`` …
        before: What the older version says, None if nothing.
        after: What the newer one says, None if nothing.
    """

    part: str
    before: str | None
    after: str | None


class ClaimChange(Record, frozen=True, kw_only=True):
    """A claim that is not in both versions with the same values.

    Attributes:
        kind: ``changed``, ``new``, or ``withdrawn``: the newer version does not make it.
        before: Its id in the older version.
        after: Its id in the newer version.
        differences: What a changed claim says otherwise.
        before_spans: Its words in the older text.
        after_spans: Its words in the newer text.
    """

    kind: Literal["changed", "new", "withdrawn"]
    before: str | None = None
    after: str | None = None
    differences: tuple[Difference, ...] = ()
    before_spans: Spans = ()
    after_spans: Spans = ()


class Changes(Record, frozen=True, kw_only=True):
    """What one version changed of the one before.

    Attributes:
        older: Hash of the older version's bytes.
        newer: Hash of the newer version's bytes.
        same_program: Whether the same program and model read both; if not, claims may differ for that alone.
        sentences: Changed sentences, in the order of the newer text, removed ones where they stood.
        claims: Changed claims, in the order of the older text, then new ones.
        notices: Sentences or blocks of the newer version, and not of the older, that say it was corrected or withdrawn.
    """

    older: str
    newer: str
    same_program: bool
    sentences: tuple[SentenceChange, ...]
    claims: tuple[ClaimChange, ...]
    notices: Spans


def compare(report_id: str, older: Report, newer: Report) -> Changes:
    """Compare two versions of a report.

    Args:
        report_id: The report.
        older: The older version's record.
        newer: The newer one's.
    """
    sentences = tuple(_sentence_changes(_sentences(older), _sentences(newer)))
    return Changes(
        older=older.page.raw_sha256,
        newer=newer.page.raw_sha256,
        same_program=older.made_by == newer.made_by,
        sentences=sentences,
        claims=tuple(_claim_changes(report_id, older, newer, sentences)),
        notices=_notices(older, newer),
    )


def _sentences(report: Report) -> list[Span]:
    """The sentences of a report; its blocks, where it was not read so far."""
    if report.sentences:
        return [sentence.spans[0] for sentence in report.sentences]
    return [block.spans[0] for block in report.page.main_blocks]


def _key(sentence: Span) -> str:
    """A sentence without what a change of typesetting changes."""
    return " ".join(sentence.quote.replace("\u2019", "'").replace("\u2018", "'").split()).translate(_QUOTES)


_QUOTES: Final = str.maketrans("\u201c\u201d", '""')


def _sentence_changes(before: list[Span], after: list[Span]) -> Iterator[SentenceChange]:
    matcher = SequenceMatcher(None, [_key(one) for one in before], [_key(one) for one in after], autojunk=False)
    changes: list[SentenceChange] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            changes += _paired(before[first:last], after[start:end])
    moved = _moved(changes)
    for change in changes:
        if change not in moved:
            yield change
        elif change.after is not None:
            yield SentenceChange(kind="moved", before=moved[change], after=change.after)


def _paired(before: Sequence[Span], after: Sequence[Span]) -> Iterator[SentenceChange]:
    """Sentences that stand in one another's place: each with the most alike of the other side, in order."""
    waiting = list(before)
    for sentence in after:
        partner = next((one for one in waiting if _shared(one, sentence) >= _ALIKE), None)
        if partner is None:
            yield SentenceChange(kind="added", after=sentence)
            continue
        while waiting[0] is not partner:
            yield SentenceChange(kind="removed", before=waiting.pop(0))
        yield SentenceChange(kind="changed", before=waiting.pop(0), after=sentence)
    yield from (SentenceChange(kind="removed", before=sentence) for sentence in waiting)


def _shared(one: Span, two: Span) -> float:
    """Share of their words that two sentences have in common."""
    first, second = set(_WORD.findall(one.quote.casefold())), set(_WORD.findall(two.quote.casefold()))
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 0.0


def _moved(changes: Iterable[SentenceChange]) -> dict[SentenceChange, Span | None]:
    """Removals and additions of the same words: the sentence only stands elsewhere. Given with where it stood."""
    removed: dict[str, list[SentenceChange]] = {}
    found: dict[SentenceChange, Span | None] = {}
    changes = list(changes)
    for change in changes:
        if change.kind == "removed" and change.before is not None:
            removed.setdefault(_key(change.before), []).append(change)
    for change in changes:
        if change.kind == "added" and change.after is not None and removed.get(_key(change.after)):
            source = removed[_key(change.after)].pop(0)
            found |= {source: source.before, change: source.before}
    return found


def followed(report_id: str, older: Report, newer: Report) -> dict[str, str]:
    """The claims of a newer version by those of an older one that they were; what was withdrawn is not there.

    Args:
        report_id: The report.
        older: The older version's record.
        newer: The newer one's.
    """
    return _followed(report_id, older, newer, tuple(_sentence_changes(_sentences(older), _sentences(newer))))


def _followed(report_id: str, older: Report, newer: Report, sentences: tuple[SentenceChange, ...]) -> dict[str, str]:
    """Claims that are read from the same words, and of the others those in what their sentence became."""
    partners = _partners(report_id, older, newer)
    taken = set(partners.values())
    for claim in older.claims:
        if claim.id not in partners:
            found = _in_changed_sentence(claim, newer, sentences, taken)
            if found is not None:
                taken.add(found.id)
                partners[claim.id] = found.id
    return partners


def _claim_changes(
    report_id: str, older: Report, newer: Report, sentences: tuple[SentenceChange, ...]
) -> Iterator[ClaimChange]:
    """Claims in the order of the older text, then those that are new."""
    by_id = {claim.id: claim for claim in newer.claims}
    partners = _followed(report_id, older, newer, sentences)
    taken = set(partners.values())
    for claim in older.claims:
        found = by_id.get(partners.get(claim.id, ""))
        if found is None:
            yield ClaimChange(kind="withdrawn", before=claim.id, before_spans=claim.spans)
        elif differences := _differences(claim_seen(older, claim), claim_seen(newer, found)):
            yield ClaimChange(
                kind="changed",
                before=claim.id,
                after=found.id,
                differences=differences,
                before_spans=claim.spans,
                after_spans=found.spans,
            )
    for claim in newer.claims:
        if claim.id not in taken:
            yield ClaimChange(kind="new", after=claim.id, after_spans=claim.spans)


def _partners(report_id: str, older: Report, newer: Report) -> dict[str, str]:
    """Claims of both versions that are read from the same words: ids in the older, to ids in the newer."""
    found: dict[str, str] = {}
    for claim in older.claims:
        target = claim_target(report_id, older, claim)
        same = attach(target, target.anchors[0], report_id, newer).target_id
        if same is not None and same not in found.values():
            found[claim.id] = same
    return found


def _in_changed_sentence(
    claim: Claim, newer: Report, sentences: tuple[SentenceChange, ...], taken: set[str]
) -> Claim | None:
    """The claim of the same family, best of the same type, in what its sentence became."""
    now = next((one.after for one in sentences if one.before is not None and _holds(one.before, claim)), None)
    if now is None:
        return None
    near = [one for one in newer.claims if one.id not in taken and one.family == claim.family and _holds(now, one)]
    return next((one for one in near if one.type == claim.type), next(iter(near), None))


def _holds(sentence: Span, claim: Claim) -> bool:
    return bool(claim.spans) and sentence.start <= claim.spans[0].start < sentence.end


def _differences(before: dict[str, str], after: dict[str, str]) -> tuple[Difference, ...]:
    return tuple(
        Difference(part=part, before=before.get(part), after=after.get(part))
        for part in sorted(before | after)
        if before.get(part) != after.get(part)
    )


def _notices(older: Report, newer: Report) -> Spans:
    """What the newer version says of itself, in furniture too, and the older did not."""
    known = {_key(span) for span in _told(older)}
    return tuple(span for span in _told(newer) if _key(span) not in known)


def _told(report: Report) -> Iterator[Span]:
    return (block.spans[0] for block in report.page.blocks if _NOTICES.search(block.spans[0].quote))
