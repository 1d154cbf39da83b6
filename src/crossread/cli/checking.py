"""What ``crossread check`` does: findings alone, chosen by settings, written in a format for people or for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from crossread.checks import ALL_CODES, CHECKS, chosen_checks, chosen_codes
from crossread.cli.baseline import key, read_baseline, write_baseline
from crossread.cli.commands import Call, Run, write_records
from crossread.cli.output import Sink, say, sink
from crossread.cli.settings import Found, nearest_settings, settings_of
from crossread.fetch.sources import STDIN, is_address, shown_name
from crossread.record import Finding, Record, Report, Severity

if TYPE_CHECKING:
    from crossread.checks.cross import CaseFinding

FOUND = 1

Pages = Iterable[tuple[Report, tuple[Finding, ...]]]


_OneFinding = TypeVar("_OneFinding", Finding, "CaseFinding")


class PageFinding(Finding, frozen=True, kw_only=True):
    """A finding with the name of its page, for lists over many pages.

    Attributes:
        page: Name of the page.
    """

    page: str


class CheckCount(Record, frozen=True, kw_only=True):
    """How often a check fired.

    Attributes:
        code: Its code.
        name: Its name.
        severity: How grave its findings are.
        findings: How many.
        pages: On how many pages.
    """

    code: str
    name: str
    severity: Severity
    findings: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which findings the user wants to see.

    Attributes:
        select: Codes or beginnings of codes, over what the settings say; empty for what they say.
        ignore: Codes or beginnings of codes, besides those of the settings.
        least: Findings less grave than this are left out.
        config: File of settings for all pages; None for the nearest one of each.
        isolated: Whether no settings are looked for.
        baseline: File of known findings, in place of the settings' own.
        write_baseline: Write all findings there as known, and show none.
        statistics: Count findings by check and show none.
    """

    select: str = ""
    ignore: str = ""
    least: Severity = "I"
    config: Path | None = None
    isolated: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    statistics: bool = False


@dataclass(kw_only=True)
class _Checking:
    """One call of the command at work.

    Attributes:
        choice: What is wanted.
        sources: Where each page of a name comes from.
        known: Known findings of each baseline that are not met yet.
        left_out: How many findings were known.
        count: Findings of each code.
        pages: Pages with findings of each code.
    """

    choice: Choice
    sources: dict[str, str]
    known: dict[Path, Counter[tuple[str, str, str]]] = field(default_factory=dict)
    left_out: int = 0
    count: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)

    def of(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Finding, ...]]]:
        """Each report with the findings that are wanted and not known."""
        for report in reports:
            found = self._settings(report.name or "")
            findings = tuple(self._new(report, chosen(report.findings, found, self.choice), found))
            self.count.update(finding.code for finding in findings)
            self.pages.update({finding.code for finding in findings})
            yield report, findings

    def prepare(self) -> None:
        """Find all settings and baselines, so that a wrong one is told before any page is read.

        Raises:
            UsageError: One of them is wrong, or a code is unknown.
        """
        chosen_checks(_codes(self.choice.select))
        for name in self.sources:
            found = self._settings(name)
            _wanted(found, self.choice)
            self._baseline(found)

    def _settings(self, name: str) -> Found:
        if self.choice.isolated:
            return Found()
        if self.choice.config is not None:
            return _given(self.choice.config)
        source = self.sources.get(name, STDIN)
        near = Path.cwd() if source == STDIN or is_address(source) else Path(source).absolute().parent
        return nearest_settings(near)

    def _baseline(self, found: Found) -> Counter[tuple[str, str, str]] | None:
        path = self.choice.baseline or found.baseline
        if path is None or self.choice.write_baseline is not None:
            return None
        if path not in self.known:
            self.known[path] = read_baseline(path)
        return self.known[path]

    def _new(self, report: Report, findings: Iterable[Finding], found: Found) -> Iterator[Finding]:
        known = self._baseline(found)
        for finding in findings:
            words = key(report.name or "", finding)
            if known is not None and known[words] > 0:
                known[words] -= 1
                self.left_out += 1
            else:
                yield finding

    def say_known(self, *, quiet: bool) -> None:
        """Say how many findings the baseline held back."""
        if self.left_out and not quiet:
            say(f"{self.left_out:,} known findings are not shown")


def chosen(findings: Iterable[_OneFinding], found: Found, choice: Choice) -> Iterator[_OneFinding]:
    """The findings that settings and call leave, with the severity that the settings give them.

    Args:
        findings: Findings of one report, or between reports.
        found: Its settings.
        choice: The call.
    """
    codes, severities = _wanted(found, choice)
    for finding in findings:
        severity = severities[finding.code]
        if finding.code in codes and severity != "off" and _GRAVITY[severity] >= _GRAVITY[choice.least]:
            yield finding if severity == finding.severity else msgspec.structs.replace(finding, severity=severity)


_GRAVITY = {"I": 0, "W": 1, "E": 2}


@cache
def _given(path: Path) -> Found:
    return settings_of(path)


def _wanted(found: Found, choice: Choice) -> tuple[frozenset[str], dict[str, Severity | Literal["off"]]]:
    """Codes to be shown, and the severity of each."""
    select = _codes(choice.select) or found.settings.select
    ignore = (*found.settings.ignore, *_codes(choice.ignore))
    return frozenset(chosen_codes(ALL_CODES, select, ignore)), dict(found.settings.severities())


def check_pages(call: Call, choice: Choice) -> int:
    """``crossread check``: findings alone; the exit status.

    Args:
        call: The call, as for all commands on pages.
        choice: Which findings are wanted.

    Raises:
        UsageError: The call, a file of settings or a baseline is wrong.
    """
    run = Run.of(call)
    work = _Checking(choice=choice, sources={shown_name(page.source): page.source for page in run.listing.pages})
    work.prepare()
    pages = work.of(run.reports())
    if choice.write_baseline is not None:
        count = write_baseline(choice.write_baseline, _named(pages))
        say(f"{count:,} findings written to {choice.write_baseline}")
        return run.finish()
    with sink(call.output) as out:
        if choice.statistics:
            for _ in pages:
                continue
            _statistics(out, call.form, work)
        else:
            _write_findings(out, call.form, pages)
    work.say_known(quiet=call.quiet)
    failed = run.finish()
    return FOUND if work.count else failed


def _codes(words: str) -> tuple[str, ...]:
    return tuple(word for word in words.replace(",", " ").split() if word)


def _named(pages: Pages) -> Iterator[tuple[str, Finding]]:
    return ((report.name or "", finding) for report, findings in pages for finding in findings)


def _write_findings(out: Sink, form: str, pages: Pages) -> None:
    if form == "text":
        from crossread.export.text import check_view

        _shown_apart(out, (check_view(report, findings) for report, findings in pages if findings))
    elif form == "github":
        from crossread.export.github import annotated

        for line in annotated(pages):
            out.write(line)
    elif form == "sarif":
        from crossread.export.sarif import to_sarif

        out.write(to_sarif(pages, CHECKS.values()))
    else:
        rows = (_of_page(report, finding) for report, findings in pages for finding in findings)
        write_records(out, form, True, rows)


def _of_page(report: Report, finding: Finding) -> PageFinding:
    return PageFinding(page=report.name or "", **msgspec.structs.asdict(finding))


def _shown_apart(out: Sink, views: Iterable[object]) -> None:
    for number, view in enumerate(views):
        if number:
            out.show("")
        out.show(view)  # type: ignore[arg-type]
        out.flush()


def _statistics(out: Sink, form: str, work: _Checking) -> None:
    counts = [
        CheckCount(
            code=code, name=check.name, severity=check.severity, findings=work.count[code], pages=work.pages[code]
        )
        for code, check in CHECKS.items()
        if work.count[code]
    ]
    counts.sort(key=lambda item: (-item.findings, item.code))
    if form != "text":
        write_records(out, "jsonl" if form == "jsonl" else "json", True, counts)
    elif counts:
        from crossread.export.text import counts_view

        out.show(counts_view([(item.findings, item.pages, item.severity, item.code, item.name) for item in counts]))
