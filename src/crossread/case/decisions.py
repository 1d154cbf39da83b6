"""Decisions of reviewers: append-only, four-valued, undone by another row. Pure; `deciding.py` keeps them.

What stands on a target is a function of the set of rows alone: neither their order in a file nor a second copy of one
matters, so that decisions of several reviewers can be put together in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

import msgspec

from crossread.case.anchors import Words, words_of
from crossread.case.keys import digest
from crossread.record import Actor, Claim, Record, Report, Span, Status, to_json

Verdict = Literal["accepted", "corrected", "rejected", "unsure"]
"""What a reviewer can say of a target."""

VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)

CORRECTABLE: Final = (
    "family", "type", "status", "voice", "actor", "target", "victim", "low", "best", "high", "unit", "when", "place",
    "name", "identity", "note",
)  # fmt: skip
"""What can be corrected; ``name`` and ``identity`` are an actor's, ``note`` holds what has no field."""

_NUMBERS: Final = frozenset({"low", "best", "high"})


class Anchor(Record, frozen=True, kw_only=True):
    """The exact words that a decision is about.

    Attributes:
        report: Id of the report at the time.
        raw_sha256: Hash of the page's bytes.
        text_sha256: Hash of the text that was read.
        words: The words with their surroundings.
    """

    report: str
    raw_sha256: str
    text_sha256: str
    words: tuple[Words, ...]


class Target(Record, frozen=True, kw_only=True):
    """What a decision is about.

    Attributes:
        kind: ``claim``, ``actor``, ``join``; other kinds may join, this module does not care.
        id: Its id when it was decided on.
        seen: What it said then, by name of the part; to tell when another reading says otherwise.
        anchors: Its words, in one report or, for what joins several, in each.
    """

    kind: str
    id: str
    seen: dict[str, str] = msgspec.field(default_factory=dict)
    anchors: tuple[Anchor, ...] = ()


class Decision(Record, frozen=True, kw_only=True):
    """One row: a verdict, or the undoing of a row.

    Attributes:
        id: Hash of all the rest.
        target: What it is about.
        verdict: What the reviewer says; ``undone`` for a row that undoes.
        user: Who.
        time: When, ISO 8601 in UTC.
        reason: Why.
        correction: New values by name (`CORRECTABLE`), of a correction alone.
        replaces: Ids of all earlier decisions of the same user on this target, which give way to it; of an undoing,
            those of earlier undoings of the same row, which tells it from them.
        undoes: Id of the row undone, of an undoing alone.
    """

    id: str
    target: Target
    verdict: Literal["accepted", "corrected", "rejected", "unsure", "undone"]
    user: str
    time: str
    reason: str | None = None
    correction: dict[str, str] = msgspec.field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the reviewers say of one target now.

    Attributes:
        verdict: What they agree on; None where they contradict one another. One who is unsure contradicts nobody.
        correction: The corrected values, if that is what they agree on.
        by: The decision of each reviewer that stands, by user.
    """

    verdict: Verdict | None
    correction: Mapping[str, str]
    by: tuple[Decision, ...]

    @property
    def conflict(self) -> bool:
        """Whether reviewers contradict one another."""
        return self.verdict is None


def decision_id(decision: Decision) -> str:
    """The id that a decision's content gives it."""
    return digest(to_json(msgspec.structs.replace(decision, id="")))


def sealed(decision: Decision) -> Decision:
    """A decision with its id."""
    ordered = msgspec.structs.replace(
        decision,
        correction=dict(sorted(decision.correction.items())),
        replaces=tuple(sorted(decision.replaces)),
        target=msgspec.structs.replace(decision.target, seen=dict(sorted(decision.target.seen.items()))),
    )
    return msgspec.structs.replace(ordered, id=decision_id(ordered))


def faults(verdict: str, correction: Mapping[str, str]) -> str | None:
    """What is wrong with a verdict and its correction; None if nothing is."""
    if verdict not in VERDICTS:
        return f"{verdict!r} is no verdict; there are {', '.join(VERDICTS)}"
    if (verdict == "corrected") != bool(correction):
        return "a correction needs new values, and nothing else takes any"
    for name, value in sorted(correction.items()):
        if name not in CORRECTABLE:
            return f"{name!r} cannot be corrected; there are {', '.join(CORRECTABLE)}"
        if name in _NUMBERS and not _is_number(value):
            return f"{name}: {value!r} is no number"
        if name == "status" and value not in get_args(Status):
            return f"status: {value!r} is none; there are {', '.join(get_args(Status))}"
    return None


def _is_number(value: str) -> bool:
    try:
        return abs(float(value)) < float("inf")
    except ValueError:
        return False


def active(rows: Iterable[Decision]) -> list[Decision]:
    """The rows that are not undone, undoing rows included, in the order of time, then id.

    A row is undone by an undoing row that is not undone itself. Ids are hashes of what they name, so that there are no
    rings.
    """
    ordered = sorted({row.id: row for row in rows}.values(), key=lambda row: (row.time, row.id))
    undoing: dict[str, list[Decision]] = {}
    for row in ordered:
        if row.undoes is not None:
            undoing.setdefault(row.undoes, []).append(row)
    undone: dict[str, bool] = {}
    for row in ordered:
        _settle(row, undoing, undone)
    return [row for row in ordered if not undone[row.id]]


def _settle(row: Decision, undoing: Mapping[str, list[Decision]], undone: dict[str, bool]) -> None:
    """Find whether a row is undone; on a stack of our own, since undoing can go back and forth for long."""
    stack = [row]
    while stack:
        last = stack[-1]
        open_rows = [one for one in undoing.get(last.id, ()) if one.id not in undone]
        if open_rows:
            stack += open_rows
            continue
        undone[last.id] = any(not undone[one.id] for one in undoing.get(last.id, ()))
        stack.pop()


def standing(rows: Iterable[Decision]) -> Standing | None:
    """What rows on one target come to; None if nothing stands.

    Args:
        rows: All rows on the target, in any order.
    """
    verdicts = [row for row in active(rows) if row.undoes is None]
    replaced = _replaced(verdicts)
    by_user = {row.user: row for row in verdicts if row.id not in replaced}  # the latest of a user comes last
    if not by_user:
        return None
    heads = tuple(by_user[user] for user in sorted(by_user))
    firm = {(row.verdict, *sorted(row.correction.items())): row for row in heads if row.verdict != "unsure"}
    if len(firm) > 1:
        return Standing(verdict=None, correction={}, by=heads)
    agreed = next(iter(firm.values()), heads[0])
    return Standing(verdict=_as_verdict(agreed), correction=agreed.correction, by=heads)


def _as_verdict(decision: Decision) -> Verdict | None:
    return decision.verdict if decision.verdict != "undone" else None


def _replaced(verdicts: Iterable[Decision]) -> set[str]:
    """Ids that some standing row replaces."""
    return {one for row in verdicts for one in row.replaces}


def claim_target(report_id: str, report: Report, claim: Claim) -> Target:
    """A claim as something to decide on."""
    return Target(
        kind="claim", id=claim.id, seen=claim_seen(report, claim), anchors=(_anchor(report_id, report, claim.spans),)
    )


def actor_target(report_id: str, report: Report, actor: Actor) -> Target:
    """An actor of a report as something to decide on: by the first words that name it in full."""
    spans = actor_words(actor)
    where = [f"{span.start}:{span.end}" for span in spans]
    return Target(
        kind="actor",
        id=digest(report.page.text_sha256, "actor", *where),
        seen=actor_seen(actor),
        anchors=(_anchor(report_id, report, spans),),
    )


def join_target(*acts: tuple[str, Report, Claim]) -> Target:
    """Two acts that were taken for one incident, as something to decide on; their order does not matter.

    Args:
        acts: Of each, the report's id, the report, and the claim that names the act.
    """
    named = {f"{report_id}/{claim.id}": (report_id, report, claim) for report_id, report, claim in acts}
    ordered = sorted(named)
    return Target(
        kind="join",
        id="|".join(ordered),
        seen={name: named[key][2].type for name, key in zip(("one", "other"), ordered, strict=True)},
        anchors=tuple(_anchor(named[key][0], named[key][1], named[key][2].spans) for key in ordered),
    )


def join_parts(target: Target) -> tuple[Target, ...]:
    """The claims by which a join names its acts, each as something to find again by its words; of others none.

    Args:
        target: A join, or anything else.
    """
    if target.kind != "join":
        return ()
    names = zip(("one", "other"), target.id.split("|"), target.anchors, strict=False)
    return tuple(
        Target(
            kind="claim",
            id=name.partition("/")[2],
            seen={"type": target.seen[part]} if part in target.seen else {},
            anchors=(anchor,),
        )
        for part, name, anchor in names
    )


def actor_words(actor: Actor) -> tuple[Span, ...]:
    """The words by which an actor is known again: the first mention of its fullest name, else its first mention."""
    fullest = [name.spans[0] for name in actor.names if name.text == actor.name and name.spans]
    return tuple((fullest or sorted(span for name in actor.names for span in name.spans))[:1])


def _anchor(report_id: str, report: Report, spans: tuple[Span, ...]) -> Anchor:
    page = report.page
    words = words_of(page.text, spans)
    return Anchor(report=report_id, raw_sha256=page.raw_sha256, text_sha256=page.text_sha256, words=words)


def claim_seen(report: Report, claim: Claim) -> dict[str, str]:
    """What a claim says, part by part, in words."""
    voice = " < ".join(source.name for source in claim.voice.chain) or claim.voice.kind
    seen = {"family": claim.family, "type": claim.type, "status": claim.status, "voice": voice}
    if claim.quantity is not None:
        quantity = report.quantities[claim.quantity]
        bounds = (quantity.low, quantity.best, quantity.high)
        seen["number"] = " ".join("-" if bound is None else f"{bound:g}" for bound in bounds)
    if claim.when is not None:
        when = report.times[claim.when]
        seen["when"] = f"{when.earliest or ''}/{when.latest or ''}"
    if claim.place is not None:
        seen["place"] = report.places[claim.place].name
    return seen | {argument.role: argument.text for argument in claim.arguments if argument.role in {"actor", "target"}}


def actor_seen(actor: Actor) -> dict[str, str]:
    """What is said of an actor."""
    seen = {"name": actor.name, "actor kind": actor.kind}
    return seen | ({"identity": actor.identity} if actor.identity is not None else {})
