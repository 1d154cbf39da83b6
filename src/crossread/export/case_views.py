"""A case for the eyes: lists of reports and claims, why a claim is there, and where words stand.

The voice is that of `text`, which shows one report. Everything that comes from a page passes `safe` on its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crossread.case import Decision, DecisionView, Hit, Standing, StoredClaim, StoredReport
from crossread.export import words
from crossread.export.carets import excerpts
from crossread.export.case_tables import review_words
from crossread.export.claim_lines import STANDING_OUT, speaker_words
from crossread.export.context import Context
from crossread.export.copies import ReportCopiesRow, copies_section
from crossread.export.safe import safe
from crossread.export.text import findings_view, grid, known, section, stacked, view
from crossread.record import Claim, Finding, Report, Source, Span

SHORT_ID: Final = 8
"""Digits of an id that lists show; commands take any beginning that is one thing's alone."""

MAX_EXCERPTS: Final = 3
"""Places of one report that a search shows; its line tells how many there are."""

_OUTLET_WIDTH = 22
_LABELS = 11
_QUIET = "dim"
_VERDICT_STYLES = {"accepted": "green", "corrected": "green", "rejected": "red", "unsure": "yellow"}


class Marked:
    """Some words in their sentences, with carets below them; laid out when the width is known."""

    def __init__(self, report: Report, spans: Sequence[Span], *, style: str = "bold cyan") -> None:
        """Keep what is to be shown."""
        self._report, self._spans, self._style = report, spans, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lines of text and carets behind a bar."""
        bar = Text("│ ", _QUIET)
        label = ""
        for excerpt in excerpts(self._report, self._spans, options.max_width - len(bar)):
            if excerpt.label != label:
                label = excerpt.label
                yield _line(bar, Text(f"in the {label or 'text'}:", _QUIET))
            yield _line(bar, Text(excerpt.text))
            yield _line(bar, Text(excerpt.carets, self._style))


class Item:
    """Lines beside a short label, each wrapped to the width: what a table would show, at a third of its cost."""

    def __init__(self, label: Text, lines: Sequence[Text]) -> None:
        """Keep what is to be shown."""
        self._label, self._lines = label, lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines, the first of them beside the label."""
        before = Text.assemble(self._label, "  ")
        after = Text(" " * len(before))
        width = max(20, options.max_width - len(before))
        for line in self._lines:
            for part in line.wrap(console, width):
                yield Text.assemble(before, part, no_wrap=True, overflow="ignore")
                before = after


def report_line(stored: StoredReport, claims: int) -> RenderableType:
    """A report in a list: when and by whom it was published, how many claims it holds, what it is called.

    Args:
        stored: The report.
        claims: How many of its claims are wanted.
    """
    row = Table.grid(padding=(0, 2))
    for width in (SHORT_ID, 10, _OUTLET_WIDTH, 10):
        row.add_column(width=width, no_wrap=True, overflow="ellipsis")
    row.add_column()
    date = Text((stored.published or "no date")[:10], "" if stored.published else "yellow")
    about = Text(
        "not read" if stored.refused else words.counted(claims, "claim"), "yellow" if stored.refused else _QUIET
    )
    title = Text(safe(stored.title or stored.name or "no title"))
    if stored.versions > 1:
        title.append(f"  {stored.versions} versions", "yellow")
    outlet = Text(safe(stored.outlet or "outlet not given"), "" if stored.outlet else _QUIET)
    row.add_row(Text(stored.id[:SHORT_ID], "cyan"), date, outlet, about, title)
    return row


def claim_item(found: StoredClaim, standing: Standing | None) -> RenderableType:
    """A claim in a list: what it says, its words, who says it, and where."""
    report, claim = found.record, found.claim
    return Item(
        Text(found.id[:SHORT_ID], "cyan"),
        (
            _headline(report, claim, standing),
            Text(f"“{safe(words.quote_of(claim.spans))}”", "bold"),
            Text(safe(_speaker(report, claim))),
            Text(_origin(found.report), _QUIET),
        ),
    )


def report_view(
    stored: StoredReport, decisions: Sequence[DecisionView], copies: ReportCopiesRow | None = None
) -> RenderableType:
    """One report of a case: as `read` shows it, with what the case knows of it."""
    parts: list[RenderableType] = [view(stored.report), _in_the_case(stored)]
    if copies is not None:
        parts.append(copies_section(copies))
    if decisions:
        parts.append(section("Decisions", Group(*map(_decision_line, decisions)), str(len(decisions))))
    return stacked(parts)


def why_view(found: StoredClaim, standing: Standing | None, decisions: Sequence[Decision]) -> RenderableType:
    """Why a claim is there: its words, how they were read, by what, and what reviewers say."""
    report, claim = found.record, found.claim
    title = Text.assemble(("Claim ", "bold"), (found.id, "bold cyan"))
    if not found.current:
        title.append("  of an older reading; the newest one does not have it", "yellow")
    findings = _touching(report, claim)
    parts: list[RenderableType] = [
        Group(title, _headline(report, claim, standing)),
        section("Words", Context(report, claim.spans)),
        section("Who says it", Group(*map(Text, map(safe, _voice_lines(report, claim))))),
        section("Read as", _read_as(report, claim)),
    ]
    if related := _related(report, claim):
        parts.append(section("In the same report", related))
    if findings:
        parts.append(section("Findings on these words", findings_view(report, findings)))
    parts += [section("Report", _report_grid(found.report)), section("Made by", _made_by(found))]
    parts.append(section("Decisions", _decisions(standing, decisions)))
    return stacked([*parts, Text(words.NOT_VERIFIED, "bold")])


def hit_view(hit: Hit) -> RenderableType:
    """A report that holds the words of a search, with the first places where they stand."""
    left = len(hit.spans) - MAX_EXCERPTS
    lines: list[RenderableType] = [report_line(hit.report, hit.report.claims)]
    lines.append(Padding(Marked(hit.report.report, hit.spans[:MAX_EXCERPTS]), (0, 0, 0, SHORT_ID + 2)))
    if left > 0:
        lines.append(Padding(Text(f"and {words.counted(left, 'more place')}", _QUIET), (0, 0, 0, SHORT_ID + 2)))
    return Group(*lines)


def _line(*parts: Text) -> Text:
    return Text.assemble(*parts, no_wrap=True, overflow="ignore")


def _headline(report: Report, claim: Claim, standing: Standing | None) -> Text:
    """What a claim says in short: kind, status, number, parts; and what reviewers say."""
    kind = claim.type if claim.family == "statements" else f"{claim.family}: {claim.type}"
    told = [Text(kind), Text(claim.status, "bold" if claim.status in STANDING_OUT else _QUIET)]
    number = words.claim_number(report, claim)
    told += [Text(safe(part)) for part in ([number] if number else []) + words.claim_parts(report, claim)]
    verdict, users, correction = review_words(standing)
    if verdict is not None:
        said = f"{verdict} by {users}" + (f" ({correction})" if correction else "")
        told.append(Text(safe(said), _VERDICT_STYLES.get(verdict, "bold yellow")))
    return Text(" · ", _QUIET).join(told)


def _speaker(report: Report, claim: Claim) -> str:
    return speaker_words(claim.voice, words.actor_names(report.actors))


def _origin(stored: StoredReport) -> str:
    told = [stored.outlet or "outlet not given", (stored.published or "no date")[:10], f"report {stored.id[:SHORT_ID]}"]
    return safe(" · ".join(told))


def _voice_lines(report: Report, claim: Claim) -> Iterator[str]:
    """The chain of those who say it, with the words that show it."""
    yield _speaker(report, claim)
    for link in claim.voice.chain:
        yield "  " + "; ".join(_link(link))
    if not claim.voice.chain and claim.voice.cue:
        yield f"  cue “{words.quote_of(claim.voice.cue)}”"


def _link(link: Source) -> Iterator[str]:
    yield f"“{words.quote_of(link.spans)}”" if link.spans else link.name
    if link.office:
        yield link.office
    if link.cue:
        yield f"cue “{words.quote_of(link.cue)}”"
    if link.venue:
        yield f"said to or in {link.venue}"


def _read_as(report: Report, claim: Claim) -> Table:
    rows = grid(labels=_LABELS)
    rows.add_row("Kind", f"{claim.family}: {claim.type}")
    rows.add_row("Status", claim.status)
    if number := words.claim_number(report, claim):
        rows.add_row("Number", Text(safe(number)))
    for argument in claim.arguments:
        rows.add_row(argument.role.capitalize(), Text(safe(argument.text)))
    if claim.place is not None:
        rows.add_row("Place", Text(safe(words.place_words(report.places[claim.place]))))
    for label, at in (("When", claim.when), ("As of", claim.as_of)):
        if at is not None:
            rows.add_row(label, Text(safe(words.when_words(report.times[at]))))
    if claim.stance:
        rows.add_row("Stance", claim.stance)
    if claim.background:
        rows.add_row("Background", "told as history, not as news")
    rows.add_row("Reading", f"{claim.confidence} confidence")
    return rows


def _related(report: Report, claim: Claim) -> Table | None:
    """Where it is told again, and the claims it hangs together with."""
    rows = grid(labels=_LABELS)
    for mention in claim.mentions:
        rows.add_row("Told again", Text(f"“{safe(words.quote_of(mention.spans))}”"))
    by_id = {one.id: one for one in report.claims}
    links = [("Losses of", claim.event), ("Part of", claim.part_of), *(("Elsewhere", one) for one in claim.retells)]
    links += [("Its losses", one.id) for one in report.claims if one.event == claim.id]
    for label, other_id in links:
        if (other := by_id.get(other_id or "")) is not None:
            rows.add_row(label, _other(report, other))
    return rows if rows.row_count else None


def _other(report: Report, claim: Claim) -> Text:
    said = _speaker(report, claim)
    return Text.assemble(
        (claim.id[:SHORT_ID], "cyan"), f"  “{safe(words.quote_of(claim.spans))}”", (f"  {safe(said)}", _QUIET)
    )


def _touching(report: Report, claim: Claim) -> list[Finding]:
    """Findings whose words overlap those of a claim."""
    return [
        finding
        for finding in report.findings
        if any(one.start < two.end and two.start < one.end for one in finding.spans for two in claim.spans)
    ]


def _report_grid(stored: StoredReport) -> Table:
    rows = grid(labels=_LABELS)
    page = stored.report.page
    rows.add_row("Title", Text(safe(stored.title or "no title")))
    rows.add_row("Outlet", Text(safe(stored.outlet or "not given"), "" if stored.outlet else "yellow"))
    published = page.fact("published")
    when = Text.assemble(safe(published.value), "  ", known(published)) if published else Text("no date", "yellow")
    rows.add_row("Published", when)
    rows.add_row("Address", Text(safe(stored.address or stored.name or "not known")))
    rows.add_row("Report", f"{stored.id}, {words.counted(stored.versions, 'version')}")
    return rows


def _in_the_case(stored: StoredReport) -> Group:
    rows = grid(labels=_LABELS)
    rows.add_row("Report", f"{stored.id}, {words.counted(stored.versions, 'version')}")
    rows.add_row("Added", stored.added)
    if stored.changed != stored.added:
        rows.add_row("Changed", stored.changed)
    return section("In the case", rows)


def _made_by(found: StoredClaim) -> Table:
    rows = grid(labels=_LABELS)
    made = found.record.made_by
    rows.add_row("Rule", found.claim.made_by)
    rows.add_row("Crossread", made.crossread)
    rows.add_row("Model", made.model or "none: rules alone read the page")
    if made.own:
        rows.add_row("Own tables", made.own)
    return rows


def _decisions(standing: Standing | None, decisions: Sequence[Decision]) -> RenderableType:
    if not decisions:
        return Text("none", _QUIET)
    in_force = {row.id for row in standing.by} if standing is not None else set()
    lines = [_decision(row, standing=row.id in in_force) for row in decisions]
    if standing is not None and standing.conflict:
        lines.append(Text("The reviewers contradict one another.", "bold yellow"))
    return Group(*lines)


def _decision(row: Decision, *, standing: bool) -> Text:
    """One decision: when, who, what, why."""
    style = _VERDICT_STYLES.get(row.verdict, "") if standing else _QUIET
    correction = "; ".join(f"{name}: {value}" for name, value in row.correction.items())
    told = [row.verdict + (f" ({correction})" if correction else ""), row.reason or "no reason given"]
    told += [] if standing or row.undoes else ["not in force"]
    line = Text.assemble((row.id[:SHORT_ID], "cyan"), f"  {row.time}  {safe(row.user)}  ")
    return line.append(safe(" · ".join(told)), style)


def _decision_line(found: DecisionView) -> Text:
    line = _decision(found.decision, standing=not (found.undone or found.replaced))
    line.append(f"  {found.decision.target.kind} {found.attached.target_id or found.decision.target.id}"[:60], _QUIET)
    return line.append("  words gone" if found.lost else "", "yellow")


def header() -> RenderableType:
    """The head of a list of reports."""
    row = Table.grid(padding=(0, 2))
    for name, width in (("report", SHORT_ID), ("published", 10), ("outlet", _OUTLET_WIDTH), ("", 10)):
        row.add_column(name, width=width)
    row.add_column()
    row.add_row(*(Text(name, _QUIET) for name in ("report", "published", "outlet", "", "title")))
    return row


def spaced(items: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """Items of a list with an empty line between them."""
    for number, item in enumerate(items):
        yield Group(Text(), item) if number else item
