"""A comparison on the terminal: what happened, the values side by side, who says so, what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crossread.compare.dossier import Shown, ShownIncident, ShownRow, WordingChange
from crossread.export.safe import safe
from crossread.export.words import counted

_QUIET = "dim"
_CONTESTED = "bold red"
_MOST = 3  # values of a field on which reports agree; the others are counted
_FIELDS = {
    "number": "how many",
    "date": "when",
    "place": "where",
    "actor": "who",
    "target": "whom or what",
    "cause": "how",
    "status": "whether",
    "control": "who holds it",
    "terms": "on what terms",
}


def standing_words(reports: int, outlets: int, primary: int, *, between: str = ", ") -> str:
    """What stands behind a value: ``11 reports, 8 outlets, 1 primary source``."""
    return between.join([counted(reports, "report"), counted(outlets, "outlet"), counted(primary, "primary source")])


def incident_view(incident: ShownIncident) -> RenderableType:
    """One incident: its heading, then its fields, those on which reports differ first.

    Args:
        incident: The incident.
    """
    head = Text.assemble((safe(incident.title), "bold"), "  ", (incident.id[:8], _QUIET))
    counts = standing_words(len(incident.reports), incident.outlets, len(incident.primary_sources), between=" · ")
    parts: list[RenderableType] = [head, Text(counts, _QUIET)]
    if incident.primary_sources:
        parts.append(Text("primary: " + safe("; ".join(incident.primary_sources)), _QUIET))
    parts.append(Padding(_table(incident.rows), (0, 0, 0, 2)))
    if incident.wording_changes:
        parts.append(Padding(_changes(incident.wording_changes), (0, 0, 0, 2)))
    return Group(*parts)


def _table(rows: Iterable[ShownRow]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style=_QUIET)
    table.add_column("claim", no_wrap=True)
    table.add_column("value")
    table.add_column("attributed to", ratio=1)
    table.add_column("stands on", no_wrap=True)
    for row in rows:
        wanted = row.values if row.contested or row.field == "number" else row.values[:_MOST]
        for number, value in enumerate(wanted):
            table.add_row(*_cells(row, value, first=number == 0))
        if left := len(row.values) - len(wanted):
            table.add_row("", Text(f"and {left} more", _QUIET))
    return table


def _cells(row: ShownRow, value: Shown, *, first: bool) -> tuple[Text, Text, Text, Text]:
    label = f"{_FIELDS.get(row.field, row.field)}{': ' + row.about if row.about else ''}" if first else ""
    shown = Text(safe(value.value), _CONTESTED if row.contested and not value.update else "")
    if value.update:
        shown.append("  update", "cyan")
    style = "bold" if row.contested else ""
    counts = f"{value.reports} · {value.outlets} · {value.primary_sources}"
    return Text(safe(label), style), shown, Text(safe("; ".join(_speakers(value)))), Text(counts, _QUIET)


def _speakers(value: Shown) -> Iterator[str]:
    """Who says a value, each once, with the outlet for what a page says itself."""
    found: dict[str, None] = {}
    for one in value.sayings:
        found.setdefault(one.attributed_to[0] if one.attributed_to else f"{one.outlet or 'the page'} itself")
    return iter(found)


def _changes(changes: Iterable[WordingChange]) -> RenderableType:
    lines = [Text("wording changes along copies", _QUIET)]
    lines += [
        Text(safe(f"{one.field}: “{one.before}” became “{one.after or 'nothing'}” in {one.copy[:8]}"))
        for one in changes
    ]
    return Group(*lines)
