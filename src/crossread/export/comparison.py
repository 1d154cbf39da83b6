"""A comparison on the terminal: what happened, on what reports differ, who says so, what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crossread.compare.dossier import Saying, Shown, ShownIncident, ShownRow, WordingChange
from crossread.export.safe import safe
from crossread.export.words import counted, speaker_words

_QUIET = "dim"
_CONTESTED = "bold red"
_MOST = 4  # values of a field on which reports agree; the others are counted
_MOST_SPEAKERS = 4  # of one value; the others are counted
_MOST_PAIRS = 6  # of values that differ for one reason; the others are counted
_INDENT = (0, 0, 0, 2)
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
_PART = "part: "
_SHORT = 8  # digits of an id that a line shows


def standing_words(reports: int, outlets: int, primary: int, *, between: str = ", ") -> str:
    """What stands behind a value: ``11 reports, 8 outlets, 1 primary source``."""
    return between.join([counted(reports, "report"), counted(outlets, "outlet"), counted(primary, "primary source")])


def field_words(row: ShownRow) -> str:
    """What a field tells: ``when``, ``killed civilians``, ``of these: killed children``."""
    if row.field != "number":
        return _FIELDS.get(row.field, row.field)
    return f"of these: {row.about.removeprefix(_PART)}" if row.about.startswith(_PART) else row.about or "how many"


def telling_rows(rows: Iterable[ShownRow]) -> list[ShownRow]:
    """The fields that tell something: that a thing happened, where nobody denies it, is told by its being shown."""
    return [row for row in rows if row.field != "status" or {value.value for value in row.values} != {"happened"}]


def differing_words(incident: ShownIncident) -> str:
    """On what reports differ, with the values: ``killed people: 9, 12, 19``; empty where they agree."""
    told = []
    for row in incident.rows:
        if row.contested:
            values = [value.value for value in by_source(row) if value.value in differing(row)]
            told.append(f"{field_words(row)}: {', '.join(values)}")
    return "; ".join(told)


def by_source(row: ShownRow) -> Sequence[Shown]:
    """The values of a field; those of numbers by source, that of most reports first, each source's in order of days."""
    if row.field != "number":
        return row.values
    weight: dict[tuple[str, ...], int] = {}
    for value in row.values:
        weight[_first_source(value)] = weight.get(_first_source(value), 0) + value.reports
    return sorted(row.values, key=lambda one: (-weight[_first_source(one)], _first_source(one), *_rank(one)))


def _rank(value: Shown) -> tuple[str, int, str]:
    return min((one.as_of or "" for one in value.sayings), default=""), -value.reports, value.value


def _first_source(value: Shown) -> tuple[str, ...]:
    """Who gives a value first, without regard to case."""
    return tuple(name.casefold() for name in value.sayings[0].attributed_to) if value.sayings else ()


def contradicted(row: ShownRow) -> bool:
    """Whether two values of a field cannot both be true."""
    return any(one.grade == "contradicts" for one in row.differences)


def differing(row: ShownRow) -> frozenset[str]:
    """The values of a field that differ from another."""
    return frozenset(value for one in row.differences for value in (one.one, one.other))


def difference_words(row: ShownRow) -> list[str]:
    """Which values of a field differ, by why: ``both cannot be true: 9 and 12, 12 and 19``; contradictions first."""
    found: dict[str, list[str]] = {}
    for one in row.differences:
        found.setdefault(one.why, []).append(f"{one.one} and {one.other}")
    return [f"{why}: {_listed(pairs, _MOST_PAIRS)}" for why, pairs in found.items()]


def _listed(parts: Sequence[str], most: int) -> str:
    kept = parts if len(parts) <= most + 1 else parts[:most]
    more = [f"{len(parts) - len(kept)} more pairs"] if len(parts) > len(kept) else []
    return ", ".join([*kept, *more])


def incident_view(incident: ShownIncident, news: RenderableType | None = None) -> RenderableType:
    """One incident: its heading, the fields on which reports differ, the others, and what copies changed.

    Args:
        incident: The incident.
        news: What became of it, to stand below its heading.
    """
    head = Text.assemble((safe(incident.title), "bold"), "  ", (incident.id[:8], _QUIET))
    counts = standing_words(len(incident.reports), incident.outlets, len(incident.primary_sources))
    named = f": {'; '.join(incident.primary_sources)}" if incident.primary_sources else ""
    parts: list[RenderableType] = [head, Text(safe(counts + named), _QUIET), *([news] if news is not None else [])]
    rows = telling_rows(incident.rows)
    for row in rows:
        if row.contested:
            who = "Reports" if len(incident.reports) > 1 else "Its sources"
            grade = f"{who} contradict each other" if contradicted(row) else f"{who} differ"
            parts += [Text(), Text.assemble((grade, _CONTESTED), ": ", (safe(field_words(row)), "bold"))]
            parts.append(Padding(_values(row), _INDENT))
            parts += [Padding(Text(safe(words), _QUIET), _INDENT) for words in difference_words(row)]
    others = [row for row in rows if not row.contested]
    if others:
        parts += [Text(), Text("Told by all alike, or by some", "bold"), Padding(_fields(others), _INDENT)]
    if incident.wording_changes:
        outlets = outlets_of(incident)
        parts += [Text(), Text("Changed by copies", "bold")]
        parts.append(Padding(_changes(incident.wording_changes, outlets), _INDENT))
    return Group(*parts)


def _values(row: ShownRow) -> Table:
    """The values on which reports differ, one a line."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style=_QUIET)
    table.add_column("value", max_width=26)
    table.add_column("attributed to", ratio=1)
    table.add_column("as of", no_wrap=True)
    for header in ("reports", "outlets", "primary"):
        table.add_column(header, justify="right", no_wrap=True)
    for value in by_source(row):
        shown = Text(safe(value.value), _CONTESTED if value.value in differing(row) else "")
        if value.update:
            shown.append(" update", "cyan")
        counts = (str(count) for count in (value.reports, value.outlets, value.primary_sources))
        table.add_row(shown, safe("; ".join(_speakers(value))), Text(as_of_words(value.sayings), _QUIET), *counts)
    return table


def as_of_words(sayings: Iterable[Saying]) -> str:
    """On which days something was said: ``2024-03-04``, ``2024-03-04 to 06``; empty if that is not known."""
    days = sorted(one.as_of for one in sayings if one.as_of)
    if not days or days[0] == days[-1]:
        return days[0] if days else ""
    same = next((cut for cut in (8, 5) if days[0][:cut] == days[-1][:cut]), 0)
    return f"{days[0]} to {days[-1][same:]}"


def _fields(rows: Iterable[ShownRow]) -> Table:
    """The other fields, one a line, each value with how many reports give it."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style=_QUIET, max_width=24)
    table.add_column(ratio=1)
    for row in rows:
        wanted = row.values if len(row.values) <= _MOST + 1 else row.values[:_MOST]
        told = [_told(value) for value in wanted]
        if left := len(row.values) - len(wanted):
            told.append(Text(f"and {left} more", _QUIET))
        table.add_row(safe(field_words(row)), Text("; ").join(told))
    return table


def _told(value: Shown) -> Text:
    """A value with who gives it, where that is one report, and else with how many do."""
    by = counted(value.reports, "report") if value.reports > 1 else "; ".join(_speakers(value))
    return Text.assemble(safe(value.value), (f" ({safe(by)})", _QUIET))


def _speakers(value: Shown) -> Iterator[str]:
    """Who says a value, each once; after some the rest is counted."""
    found = list(dict.fromkeys(speaker_words(one.voice, one.attributed_to, one.outlet) for one in value.sayings))
    kept = found if len(found) <= _MOST_SPEAKERS + 1 else found[:_MOST_SPEAKERS]
    yield from kept
    if len(found) > len(kept):
        yield f"{len(found) - len(kept)} others"


def outlets_of(incident: ShownIncident) -> dict[str, str]:
    """The outlet of each report that gives a value, as far as it is known.

    Args:
        incident: The incident.
    """
    sayings = (one for row in incident.rows for value in row.values for one in value.sayings)
    return {one.report: one.outlet for one in sayings if one.outlet}


def change_words(change: WordingChange) -> str:
    """What a copy changed: ``number: “nine” → “19”``, ``put in “at least”``, ``left out “reportedly”``."""
    if not change.before:
        return f"{change.field}: put in “{change.after}”"
    if not change.after:
        return f"{change.field}: left out “{change.before}”"
    return f"{change.field}: “{change.before}” became “{change.after}”"


def _changes(changes: Iterable[WordingChange], outlets: dict[str, str]) -> RenderableType:
    lines = []
    for one in changes:
        copy = f"{outlets[one.copy]}, {one.copy[:8]}" if one.copy in outlets else one.copy[:8]
        lines.append(Text.assemble(safe(change_words(one)), (f"  {safe(copy)}", _QUIET)))
    return Group(*lines)


def joins_view(incident: ShownIncident) -> RenderableType:
    """Why reports are taken to tell this incident: of each pair what agrees, and how ``decide`` names the pair.

    Args:
        incident: The incident.
    """
    outlets = outlets_of(incident)
    parts: list[RenderableType] = [Text(), Text("Why these reports are taken to speak of one thing", "bold")]
    for one, other, why in incident.joined_by:
        names = " and ".join(outlets.get(act.partition("/")[0], act[:_SHORT]) for act in (one, other))
        parts.append(Padding(Text(safe(f"{names}: {why}")), _INDENT))
        parts.append(Padding(Text(f"{_short(one)}|{_short(other)}", _QUIET), (0, 0, 0, 4)))
    return Group(*parts)


def _short(act: str) -> str:
    """An act as ``decide --kind join`` takes it: how the ids of its report and its claim begin."""
    return "/".join(part[:_SHORT] for part in act.split("/"))
