"""What the commands on decisions do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crossread.case import Case, Decision, DecisionView
from crossread.case.case import now
from crossread.cli.output import say, sink
from crossread.errors import SourceMissing, SourceUnreadable, UsageError
from crossread.export.json import indented, line
from crossread.export.safe import safe
from crossread.record import Record, to_json

_MOST_WORDS: Final = 100  # characters of a quote that a line shows
_AMISS: Final = {
    "not claimed": "its words are there, and are read as no such claim today",
    "words gone": "its words are gone from the newest version of the page",
    "not in the case": "its page is not in this case",
}


class DecisionRow(Record, frozen=True, kw_only=True):
    """A decision with what it is about today, as JSON shows it.

    Attributes:
        decision: The decision.
        undone: Whether it has been undone.
        replaced: Whether its user has decided otherwise since.
        state: Whether its words are there: ``here``, ``moved``, ``not claimed``, ``words gone``, ``not in the case``.
        about: Id of the claim or actor it is about today, None if there is none.
        report: Id of the report this is in.
        reads_otherwise: What the reading of today says otherwise than the one that was decided on.
        conflict: Whether other reviewers contradict it.
    """

    decision: Decision
    undone: bool
    replaced: bool
    state: str
    about: str | None
    report: str | None
    reads_otherwise: tuple[str, ...]
    conflict: bool


@dataclass(frozen=True, kw_only=True)
class DecideCall:
    """What ``crossread decide`` was asked for.

    Attributes:
        target: Beginning of an id.
        verdict: The verdict.
        case: The case's file.
        values: New values, ``name=value``.
        kind: What the target is.
        reason: Why.
        user: Who; the name of login if None.
        form: ``text``, ``json`` or ``jsonl``.
    """

    target: str
    verdict: str
    case: Path
    values: tuple[str, ...] = ()
    kind: str = "claim"
    reason: str | None = None
    user: str | None = None
    form: str = "text"


@dataclass(frozen=True, kw_only=True)
class UndoCall:
    """What ``crossread decisions undo`` was asked for.

    Attributes:
        decision: Beginning of the decision's id.
        case: The case's file.
        reason: Why.
        user: Who; the name of login if None.
        form: ``text``, ``json`` or ``jsonl``.
    """

    decision: str
    case: Path
    reason: str | None = None
    user: str | None = None
    form: str = "text"


@dataclass(frozen=True, kw_only=True)
class ListCall:
    """What ``crossread decisions list`` was asked for.

    Attributes:
        case: The case's file.
        everything: Also what does not stand any more.
        lost: Only what has lost its words.
        conflicts: Only what others contradict.
        by: Only this reviewer's.
        form: ``text``, ``json`` or ``jsonl``.
    """

    case: Path
    everything: bool = False
    lost: bool = False
    conflicts: bool = False
    by: str | None = None
    form: str = "text"


def decide_on(call: DecideCall) -> int:
    """Keep a decision and show it; the exit status.

    Raises:
        CaseError: The case cannot be used, holds no such thing, or the decision makes no sense.
        UsageError: A value is malformed.
    """
    with Case.open(call.case, create=False) as case:
        made = case.decide(
            case.target(call.target, call.kind),
            call.verdict,
            user=_user(call.user),
            time=now(),
            reason=call.reason,
            correction=_values(call.values),
        )
        _show([view for view in case.decisions() if view.decision.id == made.id], call.form, many=False)
    return 0


def undo_decision(call: UndoCall) -> int:
    """Undo a decision and show what was undone; the exit status.

    Raises:
        CaseError: The case cannot be used, holds no such decision, or it is undone already.
    """
    with Case.open(call.case, create=False) as case:
        made = case.undo(call.decision, user=_user(call.user), time=now(), reason=call.reason)
        _show([view for view in case.decisions() if view.decision.id == made.id], call.form, many=False)
    return 0


def list_decisions(call: ListCall) -> int:
    """Show decisions; the exit status.

    Raises:
        CaseError: The case cannot be used.
    """
    with Case.open(call.case, create=False) as case:
        views = case.decisions()
        _show([view for view in views if _wanted(view, call)], call.form, many=True)
        if call.form == "text":
            _summary(views)
    return 0


def export_decisions(path: Path, output: Path | None) -> int:
    """Write all decisions; the exit status.

    Raises:
        CaseError: The case cannot be used.
        UsageError: The file cannot be written.
    """
    with Case.open(path, create=False) as case, sink(output) as out:
        for row in case.export_decisions():
            out.write(row.decode())
    return 0


def apply_decisions(files: tuple[Path, ...], path: Path) -> int:
    """Replay decisions; the exit status.

    Raises:
        CaseError: The case cannot be used, or a line is no decision; then none is applied.
        SourceError: A file cannot be read.
    """
    lines = [line for file in files for line in _lines(file)]
    with Case.open(path, create=False) as case:
        done = case.apply_decisions(lines)
    _show(done.lost, "text", many=True)
    lost = f"; {len(done.lost):,} of these do not find their words here" if done.lost else ""
    say(f"{done.new:,} new decisions, {done.already_there:,} already there{lost}")
    return 0


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except FileNotFoundError as error:
        raise SourceMissing(f"{path}: there is no such file") from error
    except OSError as error:
        raise SourceUnreadable(f"{path}: {error.strerror or error}") from error


def _user(given: str | None) -> str:
    """Who decides.

    Raises:
        UsageError: Nobody is named, and the system has no name for who is logged in.
    """
    if given is not None:
        return given
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError) as error:
        raise UsageError("--user: say who decides; the system does not know your name") from error


def _values(told: Iterable[str]) -> dict[str, str]:
    """New values by name.

    Raises:
        UsageError: One has no ``=``, or a name stands twice.
    """
    values: dict[str, str] = {}
    for one in told:
        name, mark, value = one.partition("=")
        if not mark or name in values:
            raise UsageError(f"--set {one!r} is not of the form NAME=VALUE, or the name stands twice")
        values[name] = value
    return values


def _wanted(view: DecisionView, call: ListCall) -> bool:
    stands = not (view.undone or view.replaced or view.decision.undoes)
    return (
        (stands or call.everything)
        and (view.lost or not call.lost)
        and (view.conflict or not call.conflicts)
        and call.by in {None, view.decision.user}
    )


def _show(views: Iterable[DecisionView], form: str, *, many: bool) -> None:
    with sink(None) as out:
        if form == "text":
            out.write("".join(f"{line}\n" for view in views for line in _text(view)))
            return
        rows = [_row(view) for view in views]
        write: Callable[[bytes], str] = line if form == "jsonl" else indented
        if form == "json" and many:
            out.write(indented(b"[" + b",".join(to_json(row) for row in rows) + b"]"))
        else:
            out.write("".join(write(to_json(row)) for row in rows))


def _row(view: DecisionView) -> DecisionRow:
    return DecisionRow(
        decision=view.decision,
        undone=view.undone,
        replaced=view.replaced,
        state=view.attached.state,
        about=view.attached.target_id,
        report=view.report_id,
        reads_otherwise=view.attached.reads_otherwise,
        conflict=view.conflict,
    )


def _text(view: DecisionView) -> Iterator[str]:
    """A decision as lines: who said what of what, the words, the reason, what is amiss."""
    row = view.decision
    what = f"undid {row.undoes}" if row.undoes else row.verdict
    yield safe(
        f"{row.id}  {row.time}  {row.user}  {what}  {row.target.kind} {view.attached.target_id or row.target.id}"
    )
    said = ", ".join(f"{name} {value}" for name, value in row.target.seen.items())
    words = " … ".join(part.quote for anchor in row.target.anchors for part in anchor.words)
    yield f"    {safe(said)}: “{_cut(safe(words))}”"
    if row.correction:
        yield "    corrected: " + safe(", ".join(f"{name} = {value}" for name, value in row.correction.items()))
    if row.reason:
        yield f"    because: {safe(row.reason)}"
    yield from (f"    {remark}" for remark in _remarks(view))


def _cut(words: str) -> str:
    return words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1] + "…"


def _remarks(view: DecisionView) -> Iterator[str]:
    if view.undone:
        yield "undone"
    if view.replaced and not view.decision.undoes:
        yield f"{safe(view.decision.user)} has decided otherwise since"
    if view.conflict:
        yield "other reviewers contradict it"
    if view.attached.state in _AMISS:
        yield _AMISS[view.attached.state]
    if view.attached.reads_otherwise:
        yield f"read otherwise today: {', '.join(view.attached.reads_otherwise)}"


def _summary(views: Iterable[DecisionView]) -> None:
    standing = [view for view in views if not (view.undone or view.replaced or view.decision.undoes)]
    conflicts = sum(view.conflict for view in standing)
    lost = sum(view.lost for view in standing)
    parts = [f"{len(standing):,} decisions stand"]
    parts += [f"{conflicts:,} are contradicted (--conflicts)"] if conflicts else []
    parts += [f"{lost:,} do not find their words (--lost)"] if lost else []
    say("; ".join(parts))
