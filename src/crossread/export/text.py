"""A report for the eyes: what the page is, who speaks in it, what they claim, and what does not hang together.

The view is made of rich renderables, so that it fits the width of a screen; `to_text` gives it as plain text.
Everything that comes from a page passes `safe` on its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crossread.export import words
from crossread.export.carets import excerpts
from crossread.export.claim_lines import STANDING_OUT, ClaimLine, lines_by_voice
from crossread.export.safe import safe
from crossread.record import Actor, Claim, Fact, FactName, Finding, Notice, Page, Report, Severity, Spans

PLAIN_WIDTH: Final = 100
"""Cells of a line where no screen says how wide it is."""

MAX_QUOTE: Final = 600
"""Characters of a claim's words that are shown; the record has all of them."""

MAX_EXCERPTS: Final = 6
"""Places of one finding that are shown; the record has all of them."""

_INDENT = 2
_LABEL_WIDTH = 11
_NAME_WIDTH = 28
_QUIET = "dim"
_SEVERITY_STYLES: dict[Severity, str] = {"E": "bold red", "W": "bold yellow", "I": "bold cyan"}
_SEVERITIES: tuple[Severity, ...] = ("E", "W", "I")
_FACT_LABELS: tuple[tuple[FactName, str], ...] = (
    ("outlet", "Outlet"),
    ("author", "Author"),
    ("agency", "Agency"),
    ("dateline", "Dateline"),
    ("modified", "Modified"),
    ("section", "Section"),
    ("breadcrumb", "Breadcrumb"),
    ("address", "Address"),
    ("canonical address", "Canonical"),
)
_ALWAYS_SHOWN: tuple[FactName, ...] = ("outlet", "author")


class Carets:
    """The places of a finding in their sentences; laid out when the width is known."""

    def __init__(self, report: Report, finding: Finding) -> None:
        """Keep what is to be shown."""
        self._report = report
        self._finding = finding

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lines of text and carets behind a bar."""
        spans = self._finding.spans[:MAX_EXCERPTS]
        style = _SEVERITY_STYLES[self._finding.severity]
        bar = Text("│ ", _QUIET)
        label = ""
        for excerpt in excerpts(self._report, spans, options.max_width - len(bar)):
            if excerpt.label != label:
                label = excerpt.label
                yield _line(bar, Text(f"in the {label or 'text'}:", _QUIET))
            yield _line(bar, Text(excerpt.text))
            yield _line(bar, Text(excerpt.carets, style))
        left = len(self._finding.spans) - len(spans)
        if left:
            yield _line(bar, Text(f"and {words.counted(left, 'more place')}", _QUIET))


def to_text(report: Report, *, width: int = PLAIN_WIDTH) -> str:
    """A report as plain text, without colours.

    Args:
        report: The report.
        width: Cells of a line.
    """
    return plain(view(report), width=width)


def plain(renderable: RenderableType, *, width: int = PLAIN_WIDTH) -> str:
    """Anything that can be shown as plain text, its lines without trailing spaces."""
    out = StringIO()
    Console(file=out, width=width, color_system=None, force_terminal=False, legacy_windows=False, _environ={}).print(
        renderable
    )
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def view(report: Report) -> Group:
    """A report for a screen."""
    sections = (
        _head(report),
        _facts(report.page),
        _page(report),
        _actors(report.actors),
        _acronyms(report),
        _claims(report),
        _told(report),
        _findings(report),
        _notices(report),
        _tail(report),
    )
    return stacked(section for section in sections if section is not None)


def findings_view(report: Report, findings: Sequence[Finding]) -> Group:
    """Some findings of one report, for a screen."""
    return stacked(_finding(report, finding) for finding in findings)


def check_view(report: Report, findings: Sequence[Finding]) -> Group:
    """Some findings of one page below its name, for a screen."""
    name = Text.assemble((safe(report.name or "a page"), "bold cyan"), ("  " + severities(findings), _QUIET))
    return Group(name, Padding(findings_view(report, words.by_severity(findings)), (0, 0, 0, _INDENT)))


def counts_view(rows: Iterable[tuple[int, int, Severity, str, str]]) -> Table:
    """Checks by how often they fired, for a screen.

    Args:
        rows: Findings, pages, severity, code and name of each check.
    """
    table = Table(box=None, pad_edge=False, header_style=_QUIET)
    table.add_column("findings", justify="right")
    table.add_column("pages", justify="right")
    for header in ("", "code", "check"):
        table.add_column(header)
    for findings, pages, severity, code, name in rows:
        table.add_row(f"{findings:,}", f"{pages:,}", Text(severity, _SEVERITY_STYLES[severity]), code, name)
    return table


def page_view(report: Report, *, full: bool = False) -> Group:
    """A page for a screen: every block with its label, every fact with how it is known.

    Args:
        report: A report, for its page.
        full: Whether blocks are shown whole, not only how they begin.
    """
    from crossread.export.page import all_facts, blocks

    parts = (_head(report), all_facts(report.page), blocks(report.page, full=full), _notices(report))
    return stacked(part for part in parts if part is not None)


def section(title: str, body: RenderableType, note: str = "") -> Group:
    """A titled part of a view.

    Args:
        title: Its title.
        body: What stands below it.
        note: What stands beside the title.
    """
    return Group(Text.assemble((title, "bold"), ("  " + note, _QUIET)), Padding(body, (0, 0, 0, _INDENT)))


def grid(*, labels: int | None = None) -> Table:
    """An invisible table of a label and what it labels; each wraps inside its own column.

    Args:
        labels: Cells of the column of labels; as many as the longest takes, if None.
    """
    table = Table.grid(padding=(0, 2))
    table.add_column(width=labels, style=_QUIET)
    table.add_column()
    return table


def known(fact: Fact) -> Text:
    """How a fact is known and whether to rely on it, and the page's own words where they differ."""
    shown = f"  “{safe(fact.shown)}”" if fact.shown and safe(fact.shown) != safe(fact.value) else ""
    return Text.assemble((words.fact_words(fact), _QUIET if fact.trusted else "yellow"), (shown, _QUIET))


def stacked(parts: Iterable[RenderableType]) -> Group:
    """Parts of a view below one another, with an empty line between them."""
    lines: list[RenderableType] = []
    for part in parts:
        lines += [Text(), part] if lines else [part]
    return Group(*lines)


def _line(*parts: Text) -> Text:
    return Text.assemble(*parts, no_wrap=True, overflow="ignore")


def _head(report: Report) -> Group:
    page = report.page
    title = page.fact("headline") or page.fact("title")
    standfirst = page.fact("standfirst")
    lines: list[RenderableType] = [Text(safe(report.name or "a page"), "bold cyan")]
    lines.append(Text(safe(title.value), "bold") if title else Text("no title", "yellow"))
    if standfirst is not None:
        lines.append(Text(safe(standfirst.value), "italic"))
    return Group(*lines)


def _facts(page: Page) -> Padding:
    rows = grid(labels=_LABEL_WIDTH)
    for value in _published(page):
        rows.add_row("" if rows.row_count else "Published", value)
    for name, label in _FACT_LABELS:
        fact = page.fact(name)
        if fact is not None:
            rows.add_row(label, _fact(fact))
        elif name in _ALWAYS_SHOWN:
            rows.add_row(label, Text("not given", "yellow"))
    return Padding(rows, (0, 0, 0, _INDENT))


def _fact(fact: Fact) -> Text:
    return Text.assemble(safe(fact.value), "  ", known(fact))


def _published(page: Page) -> Iterator[Text]:
    """The date of publication, or that there is none to be trusted, with those that are not."""
    dates = [fact for fact in page.facts if fact.name in {"published", "page clock"}]
    trusted = [fact for fact in dates if fact.trusted and fact.name == "published"]
    if trusted:
        yield _fact(trusted[0])
        return
    yield Text("no date that can be trusted", "bold yellow")
    for fact in dates:
        yield _fact(fact)


def _page(report: Report) -> Group:
    page = report.page
    main = page.main_blocks
    size = sum(block.end - block.start for block in main)
    rows = grid(labels=_LABEL_WIDTH)
    rows.add_row("Story", f"{words.counted(len(main), 'block')}, {words.counted(size, 'character')}")
    furniture = [f"{kind} × {count}" if count > 1 else kind for kind, count in words.furniture_counts(report)]
    rows.add_row("Set apart", Text(", ".join(furniture) or "nothing"))
    if len(page.articles) > 1:
        chosen = next((safe(article.headline or "") for article in page.articles if article.chosen), "")
        rows.add_row("Articles", f"{len(page.articles)} on the page; read: {chosen or 'the first'}")
    if page.confidence is not None:
        rows.add_row("Agreement", f"{page.confidence:.0%} of independent readings of the page")
    outlets = list(dict.fromkeys(link.outlet for link in page.links))
    if outlets:
        rows.add_row("Links to", Text(", ".join(map(safe, outlets))))
    return section("Page", rows)


def _actors(actors: Sequence[Actor]) -> Group | None:
    if not actors:
        return None
    rows = grid(labels=_NAME_WIDTH)
    plain_names = []
    for actor in actors:
        roles, meant = words.role_words(actor), words.candidate_words(actor, actors)
        if not roles and not actor.acronyms and not meant:
            plain_names.append(safe(actor.name))
            continue
        name = Text(safe(actor.name), "bold not dim")
        about = [safe(one) for one in (*roles, meant) if one]
        kind = "" if actor.kind == "other" else actor.kind
        also = ", ".join(safe(item) for item in actor.acronyms if item != actor.name)
        rows.add_row(name, Text.assemble("; ".join(about) or kind, (f"  {also}" if also else "", _QUIET)))
    body: list[RenderableType] = [rows] if rows.row_count else []
    if plain_names:
        label = "also " if body else ""
        body.append(Text.assemble((label, _QUIET), ", ".join(plain_names)))
    return section("Actors", Group(*body), str(len(actors)))


def _acronyms(report: Report) -> Group | None:
    expanded = [acronym for acronym in report.acronyms if acronym.expansions]
    bare = [safe(acronym.letters) for acronym in report.acronyms if not acronym.expansions]
    if not report.acronyms:
        return None
    rows = grid()
    for acronym in expanded:
        style = "bold yellow not dim" if len(acronym.expansions) > 1 else "bold not dim"
        lines = [
            Text.assemble(safe(item.words), ("" if item.fits else "  initials differ", _QUIET))
            for item in acronym.expansions
        ]
        rows.add_row(Text(safe(acronym.letters), style), Group(*lines))
    if bare:
        rows.add_row("unexpanded", Text(", ".join(bare)))
    return section("Acronyms", rows)


def _claims(report: Report) -> Group | None:
    if not report.claims:
        return None
    groups = lines_by_voice(report)
    body = stacked(_speaker(speaker, lines) for speaker, lines in groups.items())
    note = f"{len(report.claims)}, by {words.counted(len(groups), 'voice')}"
    return section("Claims", body, note)


def _speaker(speaker: str, lines: Sequence[ClaimLine]) -> Group:
    """What one speaker claims; an act and its losses are one line."""
    return Group(Text(safe(speaker), "bold cyan"), *(_claim(line) for line in lines))


def _claim(line: ClaimLine) -> Padding:
    rows = Table.grid(padding=(0, 1))
    rows.add_column(width=1)
    rows.add_column()
    for number, (claim, spans) in enumerate(line.told):
        rows.add_row(Text("↳" if number else "•", _QUIET), _quoted(claim, spans))
    parts = [Text(safe(part), "" if part in STANDING_OUT else _QUIET) for part in line.about]
    rows.add_row("", Text(" · ", _QUIET).join(parts))
    return Padding(rows, (0, 0, 0, _INDENT))


def _quoted(claim: Claim, spans: Spans) -> Text:
    quote = safe(words.quote_of(spans))
    if len(quote) > MAX_QUOTE:
        quote = quote[:MAX_QUOTE].rsplit(" ", 1)[0] + " …"
    return Text(f"“{quote}”" if claim.type == "quotation" else quote)


def _told(report: Report) -> Group | None:
    """Places, numbers and times, whether a claim was made of them or not."""
    places = dict.fromkeys(safe(words.place_words(place)) for place in report.places)
    numbers = dict.fromkeys(safe(words.quantity_words(quantity)) for quantity in report.quantities)
    floating = {id(when) for when in report.times if when.relative and when.earliest is None and when.latest is None}
    times = dict.fromkeys(safe(words.when_words(when)) for when in report.times if id(when) not in floating)
    unplaced = dict.fromkeys(f"“{safe(words.quote_of(when.spans))}”" for when in report.times if id(when) in floating)
    rows = grid(labels=_LABEL_WIDTH)
    for label, told in (("Places", places), ("Numbers", numbers), ("Times", times), ("No date", unplaced)):
        if told:
            rows.add_row(label, Text(" · ".join(told)))
    return section("Places, numbers and times", rows) if rows.row_count else None


def _findings(report: Report) -> Group | None:
    if report.refusal is not None and not report.findings:
        return None
    return section("Findings", findings_view(report, words.by_severity(report.findings)), severities(report.findings))


def severities(findings: Iterable[Finding]) -> str:
    """Findings counted by severity: ``1 error, 2 warnings``; ``none``."""
    counts = dict.fromkeys(_SEVERITIES, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return ", ".join(words.counted(n, words.SEVERITY_WORDS[kind]) for kind, n in counts.items() if n) or "none"


def _finding(report: Report, finding: Finding) -> Group:
    style = _SEVERITY_STYLES[finding.severity]
    head = Table.grid(padding=(0, 1))
    head.add_column(no_wrap=True)
    head.add_column()
    message = Text.assemble((safe(finding.message), "bold"), (f"  {finding.name}", _QUIET))
    head.add_row(Text(f"{finding.code} {words.SEVERITY_WORDS[finding.severity]}", style), message)
    if finding.voices:
        head.add_row("", Text("Said by " + ", ".join(map(safe, finding.voices)), _QUIET))
    return Group(head, Padding(Carets(report, finding), (0, 0, 0, _INDENT)))


def _notices(report: Report) -> Group | None:
    notices = [*([report.refusal] if report.refusal else ()), *report.page.notices, *report.notices]
    if not notices:
        return None
    rows = grid(labels=5)
    for notice in notices:
        rows.add_row(notice.code, _notice(notice, refused=notice is report.refusal))
    return section("Notices", rows)


def _notice(notice: Notice, *, refused: bool) -> Text:
    count = f" ({notice.count:,})" if notice.count is not None else ""
    return Text(safe(notice.message) + count, "bold red" if refused else "yellow")


def _tail(report: Report) -> Text:
    model = f", model {report.made_by.model}" if report.made_by.model else ""
    return Text.assemble((words.NOT_VERIFIED, "bold"), (f"  crossread {report.made_by.crossread}{model}", _QUIET))
