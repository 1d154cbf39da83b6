"""Keeping decisions in a case, and finding what they are about today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection, or_, select

from crossread.case import looking, schema
from crossread.case.attaching import NOT_HERE, Attached, attach, joined
from crossread.case.decisions import (
    Anchor,
    Decision,
    Standing,
    Target,
    active,
    decision_id,
    join_parts,
    sealed,
    standing,
)
from crossread.case.looking import Load, StoredReport, note
from crossread.errors import CaseLineError, DecisionRefused, NotInCase
from crossread.record import to_json

_KEPT: Final = 50  # decoded reports held at once


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """A decision as it stands today.

    Attributes:
        decision: The row.
        undone: Whether it has been undone.
        replaced: Whether its user has decided otherwise since.
        attached: What it is about today.
        report_id: The report that this is in, None if the case has none.
        conflict: Whether other reviewers' standing decisions on the same target contradict it.
    """

    decision: Decision
    undone: bool
    replaced: bool
    attached: Attached
    report_id: str | None
    conflict: bool

    @property
    def lost(self) -> bool:
        """Whether it stands, and what it is about is not there any more."""
        standing_one = not (self.undone or self.replaced or self.decision.undoes)
        return standing_one and self.attached.target_id is None and self.attached.state != "here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What became of decisions that were replayed.

    Attributes:
        new: How many were not there before.
        already_there: How many were.
        lost: Those whose page or words this case does not have; they are kept, and may find them later.
    """

    new: int
    already_there: int
    lost: tuple[DecisionView, ...]


class Decided:
    """All decisions of a case, each with what it is about today; made from one state of the case."""

    def __init__(
        self, connection: Connection, load: Load, report_id: str | None = None, before: str | None = None
    ) -> None:
        """Read decisions and find what they are about.

        Args:
            connection: Of a reading.
            load: Gives the record of a reading by its number.
            report_id: Only those that may be about this report; None for all.
            before: Only those that were made before this moment.
        """
        rows = _rows(connection, None if report_id is None else _about(connection, report_id))
        self.rows = [row for row in rows if before is None or row.time < before]
        self._reports = _Reports(connection, load)
        self._attached = {row.id: self._attach(row) for row in self.rows}
        self._active = {row.id for row in active(self.rows)}
        self._groups: dict[tuple[str, str], list[Decision]] = {}
        for row in self.rows:
            if row.undoes is None:
                self._groups.setdefault(self._key(row), []).append(row)
        self._standing = {
            key: standing(row for row in rows if row.id in self._active) for key, rows in self._groups.items()
        }

    def _key(self, row: Decision) -> tuple[str, str]:
        """Decisions with the same key are about the same thing: what it is today, else what it was."""
        return row.target.kind, self._attached[row.id][0].target_id or row.target.id

    def _attach(self, row: Decision) -> tuple[Attached, str | None]:
        """What a row is about; of the reports it joins, each must have its words."""
        acts = [self._attach_one(part, part.anchors[0]) for part in join_parts(row.target)]
        if acts:
            return joined(acts), next((report_id for _, report_id in acts), None)
        found = [self._attach_one(row.target, anchor) for anchor in row.target.anchors]
        missing = [one for one in found if one[0].target_id is None and one[0].state != "here"]
        return (missing or found or [(Attached("here", row.target.id), None)])[0]

    def _attach_one(self, target: Target, anchor: Anchor) -> tuple[Attached, str | None]:
        stored = self._reports.of(anchor)
        if stored is None:
            return NOT_HERE, None
        return attach(target, anchor, stored.id, stored.report), stored.id

    def standing_on(self, kind: str, target_id: str) -> Standing | None:
        """What the reviewers say of a claim or actor of today; None if nobody has decided."""
        return self._standing.get((kind, target_id))

    def standings(self, kind: str) -> dict[str, Standing]:
        """What the reviewers say, by the id of what they say it of."""
        return {key[1]: found for key, found in sorted(self._standing.items()) if found is not None and key[0] == kind}

    def on(self, kind: str, target_id: str) -> tuple[Decision, ...]:
        """All decisions on a claim or actor of today, undone and replaced ones included, in the order of time."""
        return tuple(self._groups.get((kind, target_id), ()))

    def attached(self, row: Decision) -> Attached:
        """What a row is about today."""
        return self._attached[row.id][0]

    def views(self) -> Iterator[DecisionView]:
        """All rows in the order of time, then id."""
        replaced = {one for row in self.rows if row.id in self._active for one in row.replaces}
        for row in self.rows:
            attached, report_id = self._attached[row.id]
            of_target = self._standing.get(self._key(row)) if row.undoes is None else None
            yield DecisionView(
                decision=row,
                undone=row.id not in self._active,
                replaced=row.id in replaced,
                attached=attached,
                report_id=report_id,
                conflict=of_target is not None and of_target.conflict and row in of_target.by,
            )


class _Reports:
    """Finds the report of an anchor; the last ones are kept, since reviewers decide on one report after the other."""

    def __init__(self, connection: Connection, load: Load) -> None:
        self._connection = connection
        self._load = load
        self._known: dict[str, StoredReport] = {}

    def of(self, anchor: Anchor) -> StoredReport | None:
        """The report that has the anchor's page, else its text, else its address; None if the case has none."""
        for report_id in _report_ids(self._connection, anchor):
            if report_id not in self._known:
                if len(self._known) >= _KEPT:
                    self._known.clear()
                try:
                    self._known[report_id] = looking.report(self._connection, self._load, report_id)
                except NotInCase:  # a page that could not be read is a version of no report
                    continue
            return self._known[report_id]
        return None


def _report_ids(connection: Connection, anchor: Anchor) -> Iterator[str]:
    pages, readings, reports = schema.pages.c, schema.readings.c, schema.reports.c
    yield from connection.execute(select(pages.report).where(pages.raw_sha256 == anchor.raw_sha256)).scalars()
    same_text = select(pages.report).join(schema.readings, readings.page == pages.number)
    same_text = same_text.where(readings.text_sha256 == anchor.text_sha256).order_by(pages.report).limit(1)
    yield from connection.execute(same_text).scalars()
    yield from connection.execute(select(reports.id).where(reports.id == anchor.report)).scalars()


def _rows(connection: Connection, ids: set[str] | None) -> tuple[Decision, ...]:
    """Rows in the order of time, then id."""
    table = schema.decisions
    query = select(table.c.record).order_by(table.c.time, table.c.id)
    if ids is not None:
        query = query.where(table.c.id.in_(sorted(ids)))
    return tuple(msgspec.json.decode(row, type=Decision) for row in connection.execute(query).scalars())


def _about(connection: Connection, report_id: str) -> set[str]:
    """Ids of the decisions whose words are of a page, a text or an address of a report."""
    anchors, pages, readings = schema.decision_anchors.c, schema.pages.c, schema.readings.c
    own_pages = select(pages.raw_sha256).where(pages.report == report_id)
    own_texts = select(readings.text_sha256).join(schema.pages, pages.number == readings.page)
    own_texts = own_texts.where(pages.report == report_id)
    about = or_(anchors.report == report_id, anchors.raw_sha256.in_(own_pages), anchors.text_sha256.in_(own_texts))
    return set(connection.execute(select(anchors.decision).where(about)).scalars())


def row_of(connection: Connection, prefix: str) -> Decision:
    """The row whose id begins so.

    Raises:
        NotInCase: There is none, or there are several.
    """
    table = schema.decisions
    found = (
        connection.execute(select(table.c.record).where(looking.begins(table.c.id, prefix)).limit(2)).scalars().all()
    )
    looking.hold_one(found, "decision", prefix)
    return msgspec.json.decode(found[0], type=Decision)


def put(connection: Connection, decision: Decision, now: str, action: str | None) -> bool:
    """Keep a row; whether it is new.

    Args:
        connection: Of a write.
        decision: The row, with its id.
        now: The time, for the log.
        action: The log's word for it; None to leave it out of the log.
    """
    table = schema.decisions
    if connection.execute(select(table.c.id).where(table.c.id == decision.id)).scalar() is not None:
        return False
    connection.execute(
        table.insert(),
        {
            "id": decision.id,
            "kind": decision.target.kind,
            "target": decision.target.id,
            "verdict": decision.verdict,
            "user_name": decision.user,
            "time": decision.time,
            "record": to_json(decision).decode(),
        },
    )
    anchors = [
        {
            "decision": decision.id,
            "position": position,
            "report": anchor.report,
            "raw_sha256": anchor.raw_sha256,
            "text_sha256": anchor.text_sha256,
        }
        for position, anchor in enumerate(decision.target.anchors)
    ]
    if anchors:
        connection.execute(schema.decision_anchors.insert(), anchors)
    if action is not None:
        note(connection, now, action, decision.target.id, f"{decision.verdict} by {decision.user}")
    return True


def decide(connection: Connection, load: Load, wish: Decision, now: str) -> Decision:
    """Keep a decision; it replaces what its user has said of the target before.

    Args:
        connection: Of a write.
        load: Gives the record of a reading by its number.
        wish: The decision, without its id and what it replaces.
        now: The time, for the log.
    """
    before = [row for row in _on_same(connection, load, wish.target) if row.user == wish.user]
    made = sealed(msgspec.structs.replace(wish, replaces=tuple(row.id for row in before)))
    put(connection, made, now, "decided")
    return made


def _on_same(connection: Connection, load: Load, target: Target) -> tuple[Decision, ...]:
    """All verdicts on what a target is today."""
    if not target.anchors:
        return tuple(row for row in _rows(connection, None) if row.target.id == target.id and row.undoes is None)
    decided = Decided(connection, load, _home(connection, target))
    found = {row.id: row for row in decided.on(target.kind, target.id)}
    found |= {row.id: row for row in decided.rows if row.target.id == target.id and row.undoes is None}
    return tuple(found[key] for key in sorted(found))


def _home(connection: Connection, target: Target) -> str:
    """Id of the report that a target's first words are in."""
    anchor = target.anchors[0]
    return next(_report_ids(connection, anchor), anchor.report)


def undo(connection: Connection, prefix: str, user: str, time: str, reason: str | None, now: str) -> Decision:
    """Undo a row; undoing an undoing brings back what it undid.

    Raises:
        NotInCase: There is no such row, or several.
        DecisionRefused: It is undone already.
    """
    row = row_of(connection, prefix)
    same_target = _rows(connection, _of_target(connection, row.target.id))
    if row.id not in {one.id for one in active(same_target)}:
        raise DecisionRefused(f"decision {row.id} is undone already")
    earlier = tuple(one.id for one in same_target if one.undoes == row.id)
    made = sealed(
        Decision(
            id="",
            target=row.target,
            verdict="undone",
            user=user,
            time=time,
            reason=reason,
            replaces=earlier,
            undoes=row.id,
        )
    )
    put(connection, made, now, "undone")
    return made


def _of_target(connection: Connection, target_id: str) -> set[str]:
    """Ids of all rows that name a target; an undoing names that of the row it undoes."""
    table = schema.decisions.c
    return set(connection.execute(select(table.id).where(table.target == target_id)).scalars())


def decision_from(line: bytes | str) -> Decision:
    """A decision as `record.to_json` wrote it.

    Raises:
        CaseLineError: It is none, or was altered.
    """
    try:
        decision = msgspec.json.decode(line, type=Decision)
    except msgspec.DecodeError as error:
        raise CaseLineError(f"not a decision: {error}") from error
    if decision_id(decision) != decision.id:
        raise CaseLineError(f"decision {decision.id} was altered: its id is not that of what it says")
    return decision


__all__ = ["Decided", "DecisionView", "decide", "decision_from", "put", "row_of", "undo"]
