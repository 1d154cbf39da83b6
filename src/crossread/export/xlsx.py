"""Tables as a workbook (Office Open XML), written row by row in constant memory by XlsxWriter.

Words of a page are always written as text, never as a formula, a link or a number, whatever they look like. The same
rows give the same bytes: the times inside the file are fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import IO, Any, Final

import xlsxwriter

from crossread.export.csv import Cell

MAX_ROWS: Final = 1_048_576
"""Rows of a sheet (ISO/IEC 29500); a table that has more goes on in a second sheet."""

MAX_CELL: Final = 32_767
"""Characters of a cell, by the same standard as Excel reads it; longer words are cut, which is said in the cell."""

_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC)  # of every workbook, so that the same rows give the same bytes
_CUT: Final = " […]"
_WIDTHS: Final[Mapping[str, int]] = {"quote": 80, "message": 60, "reason": 60, "address": 40, "title": 50, "what": 100}
_WIDTH: Final = 16
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


class Workbook:
    """A workbook being written; its sheets grow side by side."""

    def __init__(self, stream: IO[bytes], tables: Mapping[str, Sequence[str]], title: str) -> None:
        """Begin one.

        Args:
            stream: A file, where it goes when it is finished.
            tables: Names of the sheets, each with its columns.
            title: Its title.
        """
        self._book = xlsxwriter.Workbook(stream, _OPTIONS)
        self._book.set_properties({"title": title, "created": _MADE})
        self._bold = self._book.add_format({"bold": True})
        self._sheets = {name: _Sheet(self._book, name, columns, self._bold) for name, columns in tables.items()}

    def add(self, table: str, cells: Iterable[Cell]) -> None:
        """Add a row to a table."""
        self._sheets[table].add(cells)

    def close(self) -> None:
        """Write it."""
        self._book.close()


class _Sheet:
    """One table, in as many sheets as it needs."""

    def __init__(self, book: Any, name: str, columns: Sequence[str], bold: Any) -> None:
        self._book, self._name, self._columns, self._bold = book, name, columns, bold
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name} ({self._number})"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, _WIDTHS.get(column, _WIDTH))
        self._row = 0
        self.add(self._columns, self._bold)
        self._sheet.autofilter(0, 0, MAX_ROWS - 1, len(self._columns) - 1)

    def add(self, cells: Iterable[Cell], style: Any = None) -> None:
        if self._row == MAX_ROWS:
            self._begin()
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                self._sheet.write_string(self._row, at, _cut(cell), style)
            elif cell is not None:
                self._sheet.write_number(self._row, at, cell, style)
        self._row += 1


def _cut(text: str) -> str:
    return text if len(text.encode("utf-16-le")) // 2 <= MAX_CELL else text[: MAX_CELL // 2] + _CUT
