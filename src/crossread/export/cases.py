"""The formats a case can be written in: one explicit table."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import chain
from types import MappingProxyType
from typing import IO, Final

from crossread.case import Case, Filter
from crossread.case.filters import NO_FILTER
from crossread.errors import UsageError
from crossread.export.case_incidents import DISAGREEMENTS, INCIDENTS, incident_rows
from crossread.export.case_tables import TABLES, rows_of
from crossread.export.csv import Cell, cell_words
from crossread.export.words import NOT_VERIFIED
from crossread.version import __version__

_BATCH: Final = 500  # rows that are written at once

Writer = Callable[[Case, Filter, str, IO[bytes]], None]
"""Writes what is wanted of a case, of one table where the format takes one, to a stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFormat:
    """A format.

    Attributes:
        name: Its name on the command line.
        suffix: Suffix of its files.
        write: Writes it.
        to_screen: Whether it may go to standard output.
    """

    name: str
    suffix: str
    write: Writer
    to_screen: bool = True


def _xlsx(case: Case, wanted: Filter, _table: str, stream: IO[bytes]) -> None:
    from crossread.export.xlsx import Workbook  # half a second, which other formats need not wait for

    sheets = {name: table.columns for name, table in TABLES.items()} | {"about": ("what", "value")}
    book = Workbook(stream, sheets, "Claims of a Crossread case")
    for table, cells in chain(rows_of(case, wanted), incident_rows(case, wanted)):
        book.add(table, cells)
    for row in about(case, wanted):
        book.add("about", row)
    book.close()


def _csv(case: Case, wanted: Filter, table: str, stream: IO[bytes]) -> None:
    if table not in TABLES:
        raise UsageError(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    stream.write(_lines([list(TABLES[table].columns)]))
    rows: list[list[Cell]] = []
    make = incident_rows if table in (INCIDENTS, DISAGREEMENTS) else rows_of  # comparing takes its time
    for name, cells in make(case, wanted):
        if name == table:
            rows.append(cells)
        if len(rows) >= _BATCH:
            stream.write(_lines(rows))
            rows = []
    stream.write(_lines(rows))


def _lines(rows: list[list[Cell]]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([cell_words(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _jsonl(case: Case, wanted: Filter, _table: str, stream: IO[bytes]) -> None:
    if wanted != NO_FILTER:
        raise UsageError("jsonl is the whole case, which import takes back; it takes no filter")
    for line in case.export_jsonl():
        stream.write(line)


def about(case: Case, wanted: Filter) -> Iterator[list[Cell]]:
    """What a workbook holds and what made it, as rows of a name and a value."""
    counts = case.counts()
    yield [NOT_VERIFIED, None]
    for name, table in TABLES.items():
        yield [f"sheet {name}", table.about]
    yield ["reports", counts.reports]
    yield ["reports without claims", counts.without_claims]
    yield ["reports whose claims are not read", counts.not_read]
    yield ["claims", counts.claims]
    yield ["refused pages", counts.refused]
    yield ["decisions of reviewers", counts.decisions]
    for name in wanted.__dataclass_fields__:
        if (value := getattr(wanted, name)) is not None:
            yield [f"only: {_FILTER_WORDS.get(name, name)}", str(value)]
    for maker in case.made_by():
        yield ["read by", f"crossread {maker.crossread}" + (f", {maker.model}" if maker.model else ", rules alone")]
    yield ["written by", f"crossread {__version__}"]


_FILTER_WORDS: Final = {
    "since": "from",
    "until": "to",
    "new_since": "new or changed since",
    "with_claims": "with claims",
}


def _table(*formats: CaseFormat) -> Mapping[str, CaseFormat]:
    names = {item.name: item for item in formats}
    if len(names) != len(formats):
        raise ValueError("a name stands twice in the table of formats")
    return MappingProxyType(names)


CASE_FORMATS: Final = _table(
    CaseFormat(name="xlsx", suffix=".xlsx", write=_xlsx, to_screen=False),
    CaseFormat(name="csv", suffix=".csv", write=_csv),
    CaseFormat(name="jsonl", suffix=".jsonl", write=_jsonl),
)
"""All formats by name."""
