"""JSON of a report: indented for eyes and ``jq``, or one line a report. Both lead back to an equal report."""

from __future__ import annotations

import msgspec

from crossread.record import Report, to_json

_INDENT = 2


def to_indented(report: Report) -> str:
    """A report as indented JSON with a line end."""
    return indented(to_json(report))


def to_line(report: Report) -> str:
    """A report as JSON on one line, with its line end."""
    return line(to_json(report))


def indented(record: bytes) -> str:
    """Compact JSON, as `record.to_json` writes it, indented and with a line end."""
    return msgspec.json.format(record, indent=_INDENT).decode() + "\n"


def line(record: bytes) -> str:
    """Compact JSON on one line, with its line end."""
    return record.decode() + "\n"
