"""A case: many reports on one situation, in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from crossread.case import adding, keys, looking, schema
from crossread.case.adding import Added
from crossread.case.database import PATIENCE, Database
from crossread.case.filters import NO_FILTER, Filter
from crossread.case.looking import Counts, LogLine, Refusal, StoredClaim, StoredReport
from crossread.record import MadeBy, RawPage, Report, report_from_json

Clock = Callable[[], str]


def now() -> str:
    """The time, UTC, to the microsecond."""
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
        return self._database.write(lambda connection: self._put(connection, item))

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
            made_by: Versions of the program and of the model that would read it. A page refused for its language was
                read without a model whatever was asked for.
        """
        pages, readings = schema.pages.c, schema.readings.c
        query = (
            select(readings.model, readings.refused)
            .join(schema.pages, pages.number == readings.page)
            .where(pages.raw_sha256 == keys.raw_sha256(raw.content))
            .where(readings.input == keys.input_id(raw), readings.crossread == made_by.crossread)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).all()
        return any(model == made_by.model or refused is not None for model, refused in found)

    def seen(self, raw: RawPage) -> Added:
        """Note that a page has come again for which `has` is true.

        Args:
            raw: The page, under the name it now came by.
        """
        return self._database.write(lambda connection: adding.see(connection, raw, self._clock()))

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

    # Looking

    def reports(self, wanted: Filter = NO_FILTER) -> Iterator[StoredReport]:
        """The reports that are wanted, by id; all are from one state of the case."""
        with self._database.reading() as connection:
            yield from looking.reports(connection, self._load, wanted)

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
            yield from looking.claims(connection, self._load, wanted)

    def claim(self, prefix: str) -> StoredClaim:
        """The claim whose id begins so; of an older reading if no newest one has it.

        Raises:
            NotInCase: There is none, or there are several.
        """
        with self._database.reading() as connection:
            return looking.claim(connection, self._load, prefix)

    def refusals(self) -> tuple[Refusal, ...]:
        """What was refused, by name; what was read at another time is marked resolved."""
        with self._database.reading() as connection:
            return looking.refusals(connection)

    def counts(self) -> Counts:
        """How much the case holds."""
        with self._database.reading() as connection:
            return looking.counts(connection)

    def log(self, limit: int | None = None) -> tuple[LogLine, ...]:
        """What was done to this file, in order; with a limit, the last things alone."""
        with self._database.reading() as connection:
            return looking.log_lines(connection, limit)

    def _load(self, reading: int) -> Report:
        table = schema.records.c
        with self._database.reading() as connection:
            packed = connection.execute(select(table.packed).where(table.reading == reading)).scalar_one()
        return report_from_json(keys.unpack(packed))
