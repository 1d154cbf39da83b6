"""The formats a report can be written in: one explicit table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from crossread.record import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format.

    Attributes:
        name: Its name on the command line.
        suffix: Suffix of its files.
        one: Writes one report.
        head: What stands before several reports in one file.
        between: What parts them.
        tail: What stands after them.
        many: Whether several reports can stand in one file.
        opening: Writes what a file begins with, be it of one report or of several; None for nothing.
        is_json: Whether what it writes is the record's JSON, so that a record need not be decoded first.
    """

    name: str
    suffix: str
    one: Callable[[Report], str]
    head: str = ""
    between: str = ""
    tail: str = ""
    many: bool = True
    opening: Callable[[], str] | None = None
    is_json: bool = False


# Each format's code is imported when it is used: a command that writes JSON starts without the libraries for
# screens and templates.


def _text(report: Report) -> str:
    from crossread.export.text import to_text

    return to_text(report)


def _json(report: Report) -> str:
    from crossread.export.json import to_indented

    return to_indented(report)


def _jsonl(report: Report) -> str:
    from crossread.export.json import to_line

    return to_line(report)


def _html(report: Report) -> str:
    from crossread.export.html import to_html

    return to_html(report)


def _csv(report: Report) -> str:
    from crossread.export.csv import to_rows

    return to_rows(report)


def _csv_header() -> str:
    from crossread.export.csv import header

    return header()


def table(*formats: Format) -> Mapping[str, Format]:
    """The table of formats by name.

    Raises:
        ValueError: A name stands twice.
    """
    names = {item.name: item for item in formats}
    if len(names) != len(formats):
        raise ValueError("a name stands twice in the table of formats")
    return MappingProxyType(names)


FORMATS: Final = table(
    Format(name="text", suffix=".txt", one=_text, between="\n\n"),
    Format(name="json", suffix=".json", one=_json, head="[\n", between=",\n", tail="]\n", is_json=True),
    Format(name="jsonl", suffix=".jsonl", one=_jsonl, is_json=True),
    Format(name="html", suffix=".html", one=_html, many=False),
    Format(name="csv", suffix=".csv", one=_csv, opening=_csv_header),
)
"""All formats by name, the default first."""
