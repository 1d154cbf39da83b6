"""A case: many reports on one situation, in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from crossread.case import adding, deciding, exchange, fetches, keeping, keys, looking, schema, then
from crossread.case.adding import Added
from crossread.case.database import PATIENCE, Database
from crossread.case.deciding import Applied, Decided, DecisionView
from crossread.case.decisions import Decision, Standing, Target, actor_target, claim_target, faults, join_target
from crossread.case.exchange import Imported
from crossread.case.fetches import Fetched
from crossread.case.filters import NO_FILTER, Filter
from crossread.case.looking import Counts, LogLine, Refusal, StoredClaim, StoredReport, StoredVersion
from crossread.case.search import Hit, search
from crossread.case.versions import Changes, compare
from crossread.errors import DecisionRefused, NotInCase
from crossread.record import MadeBy, RawPage, Report, report_from_json, to_json

Clock = Callable[[], str]


def now() -> str:
    """The time, UTC, to the second."""
    return keys.utc_text(datetime.now(UTC))


class Case:
    """A case, open. Use it as a context manager, in one thread; any number of processes may have it open.

    What is added is on the disk when the call returns. Nothing given is ever changed or removed; ids are text, the
    same in every case; lists are in the order of ids by code points.
    """

    def __init__(self, database: Database, clock: Clock = now) -> None:
        """Use a database.

        Args:
            database: Open, with this version's tables.
            clock: Gives the time for the log and for what is new; it never enters an export.
        """
        self._database = database
        self._clock = clock

    @classmethod
    def open(cls, path: Path, *, create: bool = True, patience: float = PATIENCE, clock: Clock = now) -> Self:
        """Open a case.

        Args:
            path: The file.
            create: Make it if there is none.
            patience: Seconds to wait for other processes.
            clock: Gives the time, ISO 8601 in UTC.

        Raises:
            CaseError: It is missing, no case, of a newer version, or held by others for too long.
        """
        return cls(Database(path, create=create, patience=patience), clock)

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def close(self) -> None:
        """Close it; nothing is pending."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Adding

    def add(self, raw: RawPage, report: Report) -> Added:
        """Add a page with its report; adding the same again changes nothing.

        Args:
            raw: The page as it came, with the facts it was read with. A fact ``fetched`` says when it was fetched.
            report: What was read from it.
        """
        item = adding.prepare(raw, report)
        with self._database.reading() as connection:
            known = adding.known(connection, raw, item.reading_id)
        return known or self._database.write(lambda connection: self._put(connection, item))

    def add_many(self, pages: Iterable[tuple[RawPage, Report]]) -> Iterator[Added]:
        """Add pages, some in one transaction, which is quicker; what has been given out is on the disk.

        Args:
            pages: Each page with its report.
        """
        for some in exchange.batches(adding.prepare(raw, report) for raw, report in pages):
            yield from self._database.write(partial(self._put_all, items=some))

    def _put_all(self, connection: Connection, *, items: list[adding.Prepared]) -> list[Added]:
        return [self._put(connection, item) for item in items]

    def _put(self, connection: Connection, item: adding.Prepared) -> Added:
        time = self._clock()
        added = adding.put(connection, item, time)
        if added.kind != "already there":
            looking.note(connection, time, added.kind, added.report_id, item.raw.name)
        return added

    def has(self, raw: RawPage, made_by: MadeBy) -> bool:
        """Whether a page has been read from the same bytes and facts by such a version, so that `add` needs no reading.

        Args:
            raw: The page. That it has come again, under this name, is to be noted with `seen`.
            made_by: What would read it: versions of the program and of the model, hash of the user's own tables.
        """
        with self._database.reading() as connection:
            return adding.has(connection, self._load, raw, made_by)

    def pages(self) -> Iterator[RawPage]:
        """The pages as they came, by their hashes: once for each set of facts from outside that they came with."""
        with self._database.reading() as connection:
            yield from exchange.pages_of(connection)

    def seen(self, raw: RawPage) -> Added:
        """Note that a page has come again for which `has` is true.

        Args:
            raw: The page, under the name it now came by.
        """
        with self._database.reading() as connection:
            known = adding.known(connection, raw)
        return known or self._database.write(lambda connection: adding.see(connection, raw, self._clock()))

    def refuse(self, raw_or_name: RawPage | str, code: str, reason: str) -> Refusal:
        """Keep that a page could not be had or read; its bytes too, if they were had.

        Args:
            raw_or_name: The page, or its name if there were no bytes.
            code: Code of the error.
            reason: What happened.
        """
        return self._database.write(
            lambda connection: adding.refuse(connection, raw_or_name, code, reason, self._clock())
        )

    def fetched(self, address: str) -> Fetched | None:
        """What is known of an address from before; None if no page came from it that was read."""
        with self._database.reading() as connection:
            return fetches.before(connection, keys.clean(address))

    def note_fetched(self, address: str, fetched: Fetched) -> None:
        """Keep what a server gave with a page that was added, to be asked later whether the page has changed.

        Args:
            address: The address that was asked for, which is the page's name.
            fetched: What it gave.
        """
        self._database.write(lambda connection: fetches.note(connection, keys.clean(address), fetched))

    # Looking

    def reports(self, wanted: Filter = NO_FILTER) -> Iterator[StoredReport]:
        """The reports that are wanted, by id; all are from one state of the case."""
        with self._database.reading() as connection:
            yield from looking.reports(connection, self._load, then.dated(connection, wanted))

    def moment(self, told: str) -> str:
        """A moment in the life of this case, for `reports_then` and `decided`.

        Args:
            told: A time, ISO 8601, or how the hash of a version begins: when the case had that version.

        Raises:
            NotInCase: There is no such version, or there are several.
        """
        with self._database.reading() as connection:
            return then.moment_of(connection, told)

    def reports_then(self, moment: str) -> Iterator[StoredReport]:
        """The reports that were there before a moment, by id, each in the version that it had then."""
        with self._database.reading() as connection:
            yield from then.reports_then(connection, self._load, moment)

    def claims_then(self, reports: Iterable[StoredReport], wanted: Filter) -> set[tuple[str, str]]:
        """Of the claims of reports as they were those that are wanted: ids of report and claim."""
        readings = {one._reading for one in reports}
        with self._database.reading() as connection:
            found = then.claims_then(connection, wanted)
            return {(report_id, claim_id) for reading, report_id, claim_id in found if reading in readings}

    def report(self, prefix: str) -> StoredReport:
        """The report whose id begins so.

        Raises:
            NotInCase: There is none, or there are several.
        """
        with self._database.reading() as connection:
            return looking.report(connection, self._load, prefix)

    def claims(self, wanted: Filter = NO_FILTER) -> Iterator[StoredClaim]:
        """The claims of the newest readings that are wanted, by report and place in it."""
        with self._database.reading() as connection:
            yield from looking.claims(connection, self._load, then.dated(connection, wanted))

    def claim(self, prefix: str) -> StoredClaim:
        """The claim whose id begins so; of an older reading if no newest one has it.

        Raises:
            NotInCase: There is none, or there are several.
        """
        with self._database.reading() as connection:
            return looking.claim(connection, self._load, prefix)

    def versions(self, prefix: str) -> tuple[StoredVersion, ...]:
        """The versions of a report, oldest first: by when they were fetched, else by what they say of themselves.

        Args:
            prefix: How the report's id begins.

        Raises:
            NotInCase: There is no such report, or there are several.
        """
        with self._database.reading() as connection:
            found = looking.report(connection, self._load, prefix)
            return looking.versions(connection, self._load, found.id)

    def changes(self, prefix: str) -> tuple[Changes, ...]:
        """What each version of a report changed of the one before, in order.

        Args:
            prefix: How the report's id begins.

        Raises:
            NotInCase: There is no such report, or there are several.
        """
        report_id = self.report(prefix).id
        return tuple(compare(report_id, one.report, two.report) for one, two in pairwise(self.versions(report_id)))

    def refusals(self) -> tuple[Refusal, ...]:
        """What was refused, by name; what was read at another time is marked resolved."""
        with self._database.reading() as connection:
            return looking.refusals(connection)

    def counts(self) -> Counts:
        """How much the case holds."""
        with self._database.reading() as connection:
            return looking.counts(connection)

    def kinds(self) -> tuple[str, ...]:
        """Types of claims that the newest readings hold."""
        with self._database.reading() as connection:
            return looking.kinds(connection)

    def made_by(self) -> tuple[MadeBy, ...]:
        """Versions that made the newest readings."""
        with self._database.reading() as connection:
            return looking.made_by(connection)

    def log(self, limit: int | None = None) -> tuple[LogLine, ...]:
        """What was done to this file, in order; with a limit, the last things alone."""
        with self._database.reading() as connection:
            return looking.log_lines(connection, limit)

    def search(self, query: str, wanted: Filter = NO_FILTER, limit: int | None = None) -> Iterator[Hit]:
        """The reports that hold all words of a query, those that speak most of them first.

        Args:
            query: Words; in quotation marks they stand side by side; ``*`` at the end of one stands for any ending.
            wanted: Only among these reports.
            limit: At most so many.

        Raises:
            UsageError: There is no word in the query.
        """
        with self._database.reading() as connection:
            yield from search(connection, self._load, query, then.dated(connection, wanted), limit)

    def kept(
        self, kind: str, make: Callable[[StoredReport], bytes], of: Iterable[StoredReport] | None = None
    ) -> Iterator[tuple[StoredReport, bytes]]:
        """For each report that was read, what is made of it, which is kept and made but once for each reading.

        Args:
            kind: Name of what is made, with its version.
            make: Makes it of a report.
            of: The reports, as they are or were; None for all as they are.
        """
        found = [
            stored
            for stored in (self.reports() if of is None else of)
            if stored.reading_id is not None and stored.refused is None
        ]
        with self._database.reading() as connection:
            have = keeping.held(connection, kind)
        missing = (stored for stored in found if stored._reading not in have)
        for some in exchange.batches((stored._reading, make(stored)) for stored in missing):
            have.update(some)
            self._database.write(partial(keeping.keep, kind=kind, made=some))
        for stored in found:
            yield stored, have[stored._reading]

    # Deciding

    def target(self, name: str, kind: str = "claim") -> Target:
        """Something to decide on.

        Args:
            name: Of a claim, how its id begins; of an actor, how its report's id begins, ``/``, and its id there; of
                a join, its two acts with ``|`` between them, each how its report's id begins, ``/``, and how the id of
                a claim of it begins.
            kind: ``claim``, ``actor`` or ``join``.

        Raises:
            NotInCase: There is none, or there are several.
            DecisionRefused: There is no such kind, or a join is not of two reports.
        """
        if kind == "claim":
            found = self.claim(name)
            return claim_target(found.report.id, found.record, found.claim)
        if kind == "join":
            return self._join(name)
        if kind != "actor":
            raise DecisionRefused(f"{kind!r} is no kind of thing that can be named; there are claim, actor, join")
        report_id, _, actor_id = name.partition("/")
        stored = self.report(report_id)
        for actor in stored.report.actors:
            if actor.id == actor_id:
                return actor_target(stored.id, stored.report, actor)
        raise NotInCase(f"report {stored.id} has no actor {actor_id!r}")

    def _join(self, name: str) -> Target:
        acts = []
        for act in name.split("|"):
            report_id, _, claim_id = act.strip().partition("/")
            stored = self.report(report_id)
            found = [claim for claim in stored.report.claims if claim.id.startswith(claim_id)]
            looking.hold_one(found, "claim", claim_id)
            acts.append((stored.id, stored.report, found[0]))
        if len(acts) != 2 or acts[0][0] == acts[1][0]:
            raise DecisionRefused(f"{name!r} names no join: two acts of two reports, ACT|ACT")
        return join_target(*acts)

    def decide(
        self,
        target: Target | str,
        verdict: str,
        *,
        user: str,
        time: str,
        reason: str | None = None,
        correction: Mapping[str, str] | None = None,
    ) -> Decision:
        """Keep what a reviewer says of something. The machine's reading stays as it is.

        Args:
            target: From `target`, or how a claim's id begins.
            verdict: One of `VERDICTS`.
            user: Who says so.
            time: When, ISO 8601 with a zone.
            reason: Why.
            correction: New values by name, of a correction alone; see `CORRECTABLE`.

        Raises:
            NotInCase: There is no such claim, or there are several.
            DecisionRefused: The verdict is none, the correction fits it not, or user or time are missing.
        """
        if fault := faults(verdict, correction or {}):
            raise DecisionRefused(fault)
        meant = self.target(target) if isinstance(target, str) else target
        if meant.kind == "join" and verdict == "corrected":
            raise DecisionRefused("a join is right or wrong; there is nothing in it to correct")
        wish = Decision(
            id="",
            target=meant,
            verdict=verdict,  # type: ignore[arg-type]  # `faults` has looked
            user=_told(user, "the user"),
            time=_moment(time),
            reason=keys.clean(reason) if reason else None,
            correction={name: keys.clean(value) for name, value in (correction or {}).items()},
        )
        return self._database.write(lambda connection: deciding.decide(connection, self._load, wish, self._clock()))

    def undo(self, prefix: str, *, user: str, time: str, reason: str | None = None) -> Decision:
        """Undo a decision: what stood before it stands again. Undoing an undoing brings the decision back.

        Args:
            prefix: How the decision's id begins.
            user: Who undoes it.
            time: When, ISO 8601 with a zone.
            reason: Why.

        Raises:
            NotInCase: There is no such decision, or there are several.
            DecisionRefused: It is undone already, or user or time are missing.
        """
        who, when, why = _told(user, "the user"), _moment(time), keys.clean(reason) if reason else None
        return self._database.write(lambda connection: deciding.undo(connection, prefix, who, when, why, self._clock()))

    def decisions(self) -> tuple[DecisionView, ...]:
        """All decisions in the order of time, each with what it is about today; nothing is left out."""
        return tuple(self.decided().views())

    def decided(self, report_id: str | None = None, *, before: str | None = None) -> Decided:
        """What has been decided, to be asked by claim.

        Args:
            report_id: Only on this report, which is quicker; None for all.
            before: Only before this moment.
        """
        with self._database.reading() as connection:
            return Decided(connection, self._load, report_id, before)

    def standing(self, claim: StoredClaim) -> Standing | None:
        """What the reviewers say of a claim; None if nobody has decided on it."""
        return self.decided(claim.report.id).standing_on("claim", claim.id)

    def export_decisions(self) -> Iterator[bytes]:
        """All decisions as JSON, one a line, in the order of time."""
        for row in self.decided().rows:
            yield to_json(row) + b"\n"

    def apply_decisions(self, lines: Iterable[bytes | str]) -> Applied:
        """Replay decisions of another case; those that are there already stay as they are.

        Args:
            lines: As `export_decisions` wrote them; empty lines are passed over.

        Raises:
            CaseLineError: A line is no decision; then none is applied.
        """
        rows = [deciding.decision_from(line) for line in lines if line.strip()]
        new = self._database.write(lambda connection: self._apply(connection, rows))
        views = {view.decision.id: view for view in self.decisions()}
        asked = sorted({row.id for row in rows})
        lost = tuple(views[key] for key in asked if views[key].lost)
        return Applied(new=len(new), already_there=len(asked) - len(new), lost=lost)

    def _apply(self, connection: Connection, rows: list[Decision]) -> set[str]:
        now = self._clock()
        new = {row.id for row in rows if deciding.put(connection, row, now, None)}
        if new:
            looking.note(connection, now, "applied", None, f"{len(new)} decisions")
        return new

    # Taking it elsewhere

    def export_jsonl(self) -> Iterator[bytes]:
        """The whole case, line by line: the same bytes whatever the order in which it was made.

        It holds pages with their records, refusals and decisions; the log, and when something was added, are of this
        file alone.
        """
        with self._database.reading() as connection:
            yield from exchange.lines_of(connection)

    def import_jsonl(self, lines: Iterable[bytes | str]) -> Imported:
        """Put an exported case into this one; what is there already stays as it is.

        Some lines at a time are put in at once; where it is cut short, the same call again does the rest.

        Args:
            lines: As `export_jsonl` wrote them.

        Raises:
            CaseLineError: A line is malformed or contradicts itself; the lines before it may have been put in.
        """
        done = exchange.Imported()
        for batch in exchange.batches(exchange.parse(lines)):
            done = self._database.write(partial(self._import, lines=batch, so_far=done))
        return done

    def _import(self, connection: Connection, *, lines: list[exchange.Line], so_far: Imported) -> Imported:
        done = replace(so_far)  # the write may be tried again
        for line in lines:
            exchange.put(connection, line, self._clock(), done)
        return done

    def _load(self, reading: int) -> Report:
        table = schema.records.c
        with self._database.reading() as connection:
            packed = connection.execute(select(table.packed).where(table.reading == reading)).scalar_one()
        return report_from_json(keys.unpack(packed))


def _told(value: str, what: str) -> str:
    """A value without which no decision is kept.

    Raises:
        DecisionRefused: It is empty.
    """
    if not value.strip():
        raise DecisionRefused(f"{what} is missing")
    return keys.clean(value.strip())


def _moment(time: str) -> str:
    """A time in UTC.

    Raises:
        DecisionRefused: It is no time, or has no zone.
    """
    try:
        parsed = datetime.fromisoformat(time)
    except ValueError as error:
        raise DecisionRefused(f"{time!r} is not an ISO 8601 time") from error
    if parsed.tzinfo is None:
        raise DecisionRefused(f"{time!r} has no zone, as in 2021-09-05T12:00Z")
    return keys.utc_text(parsed)
