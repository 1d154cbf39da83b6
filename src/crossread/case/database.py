"""The one way to a case's database: opening, migrations, transactions that wait for one another.

Every write is one transaction that takes the write lock at its beginning (``BEGIN IMMEDIATE``), so that two writers
queue instead of failing when a reader turns writer. The journal is a write-ahead log with ``synchronous=FULL``: when
a write returns it is on the disk, and what was not finished when a process ended is as if never begun.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from crossread.case.schema import HEAD
from crossread.errors import CaseBusy, CaseDamaged, CaseMissing, CaseVersion

PATIENCE: Final = 120.0
"""Seconds that a write waits for others before it gives up; adding one report holds the lock for milliseconds."""

_BUSY_SECONDS: Final = 5.0  # one wait inside SQLite; between two of them an interrupt of the user gets through
_PAUSE: Final = 0.02
_CACHE_KIB: Final = 64 * 1024
_MAGIC: Final = b"SQLite format 3\0"
_APPLICATION: Final = 0x43524F53  # "CROS" in the file's header: what tells a case from another program's database

Result = TypeVar("Result")


class Database:
    """A case's database, open.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path, *, create: bool = True, patience: float = PATIENCE) -> None:
        """Open it; make or migrate its tables where need be.

        Args:
            path: The file.
            create: Make it if there is none.
            patience: Seconds to wait for other processes.

        Raises:
            CaseMissing: There is no such file and none is to be made, or its folder is missing.
            CaseDamaged: The file is no case, or is damaged.
            CaseVersion: It was written by a newer version.
            CaseBusy: Other processes held it for longer than `patience`.
        """
        self.path = path
        self._patience = patience
        self._look_at(create=create)
        self._engine = _engine(path)
        self._writer = self._engine.execution_options(crossread_write=True)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the file back; the last to do so folds the write-ahead log into it."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the case, whatever others write meanwhile."""
        with self._coded(), self._engine.connect() as connection:
            yield connection

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Do work in one transaction: all of it or nothing, on the disk when this returns.

        Args:
            work: Is given the connection; may be called again where the lock was not to be had.

        Raises:
            CaseBusy: The lock was not to be had.
            CaseDamaged: The file is damaged, or cannot be written.
        """
        with self._coded():
            return self._patiently(lambda: self._once(work))

    def _once(self, work: Callable[[Connection], Result]) -> Result:
        with self._writer.begin() as connection:
            return work(connection)

    def _patiently(self, work: Callable[[], Result]) -> Result:
        until = time.monotonic() + self._patience
        while True:
            try:
                return work()
            except (OperationalError, sqlite3.OperationalError) as error:
                if not _is_busy(error):
                    raise
                if time.monotonic() > until:
                    raise CaseBusy(f"{self.path}: other processes have held the case for too long") from error
                time.sleep(_PAUSE)

    @contextmanager
    def _coded(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if isinstance(error, OperationalError) and _is_busy(error):
                raise CaseBusy(f"{self.path}: other processes hold the case") from error
            reason = str(error.orig or error)
            raise CaseDamaged(f"{self.path}: {reason}") from error

    def _look_at(self, *, create: bool) -> None:
        """Refuse what is no case before anything is written to it."""
        path = self.path
        if path.is_dir() or (path.exists() and not path.is_file()):
            raise CaseDamaged(f"{path}: not a file")
        if not path.exists():
            if not create:
                raise CaseMissing(f"{path}: there is no such case")
            if not path.absolute().parent.is_dir():
                raise CaseMissing(f"{path}: there is no such folder")
            return
        try:
            with path.open("rb") as stream:
                head = stream.read(100)
        except OSError as error:
            raise CaseDamaged(f"{path}: {error.strerror or error}") from error
        if head and not head.startswith(_MAGIC):
            raise CaseDamaged(f"{path}: no case, and no database at all")
        if head and int.from_bytes(head[68:72], "big") not in {_APPLICATION, 0}:
            raise CaseDamaged(f"{path}: a database of another program")

    def _prepare(self) -> None:
        """Make the tables, or bring them up to this version."""
        if self._version() == HEAD:
            return
        with self._coded():
            self._patiently(self._journal)
        self.write(self._migrate)

    def _journal(self) -> None:
        """Keep a write-ahead log, which the file then remembers; where the file system has none, it stays without."""
        with self._engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA journal_mode = WAL").close()

    def _version(self) -> str | None:
        with self.reading() as connection:
            return self._patiently(lambda: _version(connection, self.path))

    def _migrate(self, connection: Connection) -> None:
        if _version(connection, self.path) == HEAD:
            return  # another process has done it meanwhile
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", "crossread.case:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _engine(path: Path) -> Engine:
    address = URL.create("sqlite+pysqlite", database=str(path.absolute()))
    engine = create_engine(address, poolclass=QueuePool, pool_size=2, max_overflow=-1)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, see `_begin`
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000)}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    cursor.close()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("crossread_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _version(connection: Connection, path: Path) -> str | None:
    """The newest migration a database has seen; None for an empty one.

    Raises:
        CaseDamaged: It has tables and is no case.
        CaseVersion: It has seen a migration that this version does not know.
    """
    tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    if "alembic_version" not in tables:
        if tables:
            raise CaseDamaged(f"{path}: a database of another program")
        return None
    found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    if found > HEAD:
        raise CaseVersion(f"{path}: the case has tables of version {found}, this program knows {HEAD}")
    return found


def _is_busy(error: OperationalError | sqlite3.OperationalError) -> bool:
    code: Any = getattr(error.orig if isinstance(error, OperationalError) else error, "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
