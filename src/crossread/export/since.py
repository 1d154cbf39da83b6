"""News of an incident in words: what is new, changed, withdrawn. All views take their lines from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crossread.compare.dossier import ShownIncident, ShownRow
from crossread.compare.since import DecisionNews, ReportNews, ValueNews
from crossread.export.comparison import field_words, outlets_of
from crossread.export.safe import safe

HEADINGS: Final = {
    "new": "New",
    "changed": "Changed",
    "withdrawn": "Told by more than one report no more",
}
_REPORTS: Final = {
    "new": ("new", "new report"),
    "changed": ("changed", "newer version"),
    "joined": ("new", "now taken to tell this too"),
    "withdrawn": ("withdrawn", "its newer version does not tell it"),
    "parted": ("withdrawn", "not taken to tell this any more"),
}
_STYLES: Final = {"new": "green", "changed": "yellow", "withdrawn": "red", "left out": "red", "decided": "cyan"}


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One line of news.

    Attributes:
        mark: ``new``, ``changed``, ``withdrawn``, ``left out`` or ``decided``.
        words: What is so.
        reports: Ids of the reports it is about.
        quote: The words of a claim that shows it, empty if there are none.
    """

    mark: str
    words: str
    reports: tuple[str, ...] = ()
    quote: str = ""


def news_lines(incident: ShownIncident) -> Iterator[NewsLine]:
    """What became of an incident, line by line: its reports, its values, decisions; none where that was not asked.

    The values of a new incident are all new, and are not told twice.

    Args:
        incident: An incident with its news.
    """
    news = incident.since
    if news is None:
        return
    names = outlets_of(incident) | {one.report: one.outlet for one in news.reports if one.outlet}
    yield from map(_report, news.reports)
    for value in news.values if news.kind != "new" else ():
        yield _value(value, names)
    yield from map(_decision, news.decisions)


def _report(one: ReportNews) -> NewsLine:
    mark, words = _REPORTS[one.kind]
    told = [f"{words}: {one.outlet or 'outlet not given'}" + (f", “{one.title}”" if one.title else "")]
    told += [f"says of itself: “{' '.join(words.split())}”" for words in one.says]
    return NewsLine(mark, "; ".join(told), (one.report,))


def _value(one: ValueNews, names: dict[str, str]) -> NewsLine:
    field = field_words(ShownRow(field=one.field, about=one.about, contested=False, values=()))
    value = f"{one.before} → {one.value}" if one.before is not None else one.value
    by = ", ".join(dict.fromkeys(names.get(report, report[:8]) for report in one.reports))
    differs = f", differs from {', '.join(one.differs_from)}" if one.differs_from else ""
    return NewsLine(one.kind, f"{field}: {value} ({by}){differs}", one.reports, one.quote)


def _decision(one: DecisionNews) -> NewsLine:
    reason = f": {one.reason}" if one.reason else ""
    target = "|".join(part[:8] for part in one.target.split("|"))
    return NewsLine("decided", f"{one.user} {one.verdict} {one.about} {target}{reason}")


def since_view(incident: ShownIncident) -> RenderableType:
    """The news of an incident for the terminal.

    Args:
        incident: An incident with its news; one that is told no more is named.
    """
    if incident.since is None:
        return Text()
    kind = incident.since.kind
    head = Text(HEADINGS[kind], f"bold {_STYLES[kind]}")
    if not incident.rows:
        head = Text.assemble(head, ": ", (safe(incident.title), "bold"), ("  " + incident.id[:8], "dim"))
    table = Table(box=None, padding=(0, 2, 0, 2), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for one in news_lines(incident):
        table.add_row(Text(one.mark, _STYLES.get(one.mark, "")), safe(one.words))
    return Group(head, table)
