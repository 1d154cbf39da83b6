"""What ``crossread check --case`` does: the findings of a case's reports, in each and between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from crossread.case import Case, StoredReport
from crossread.checks.cross import CaseFinding, run_case_checks
from crossread.cli.checking import FOUND, CheckCount, Choice, chosen
from crossread.cli.commands import Call, write_records
from crossread.cli.output import Sink, say, sink
from crossread.cli.settings import Found, nearest_settings, settings_of
from crossread.errors import UsageError
from crossread.export.case_incidents import compared_case, compared_claims
from crossread.export.words import counted

_FORMATS: Final = ("text", "json", "jsonl")
_OF_PAGES: Final = ("jobs", "rules_only", "actors", "gazetteers", "published", "url", "outlet", "title")


def check_case(path: Path, call: Call, choice: Choice) -> int:
    """``crossread check --case``: findings in the reports of a case and between them; the exit status.

    Args:
        path: The case.
        call: The call; of what it says of pages nothing may be asked for.
        choice: Which findings are wanted.

    Raises:
        CaseError: The case cannot be used.
        UsageError: The call or a file of settings is wrong.
    """
    _refuse(call, choice)
    settings = _settings(path, choice)
    with Case.open(path, create=False) as case, sink(call.output) as out:
        reports = {one.id: one for one in case.reports() if one.refused is None}
        between = run_case_checks(compared_case(case), (), compared_claims(case))
        findings = list(chosen((*_of_reports(reports.values()), *between), settings, choice))
        by_report: dict[str, list[CaseFinding]] = {name: [] for name in reports}
        for finding in findings:
            by_report[finding.report].append(finding)
        if choice.statistics:
            _statistics(out, call.form, findings)
        else:
            _write(out, call.form, reports, by_report)
    if not call.quiet:
        say(f"{counted(len(findings), 'finding')} in {counted(len(reports), 'report')}")
    return FOUND if findings else 0


def _refuse(call: Call, choice: Choice) -> None:
    """Refuse what goes with pages alone.

    Raises:
        UsageError: Something of it is asked for.
    """
    if call.sources:
        raise UsageError("--case is in place of pages; give one of the two")
    if call.form not in _FORMATS:
        raise UsageError(f"--format {call.form} is for pages; of a case there are {', '.join(_FORMATS)}")
    if choice.baseline or choice.write_baseline or any(getattr(call, name) for name in _OF_PAGES):
        raise UsageError("baselines, and what is said of pages or of how they are read, do not go with --case")


def _settings(path: Path, choice: Choice) -> Found:
    if choice.isolated:
        return Found()
    return settings_of(choice.config) if choice.config is not None else nearest_settings(path.absolute().parent)


def _of_reports(reports: Iterable[StoredReport]) -> Iterator[CaseFinding]:
    """What the checks of one report found in each, as findings of a case."""
    for stored in reports:
        for one in stored.report.findings:
            yield CaseFinding(report=stored.id, **msgspec.structs.asdict(one))


def _write(
    out: Sink, form: str, reports: Mapping[str, StoredReport], by_report: Mapping[str, list[CaseFinding]]
) -> None:
    if form != "text":
        write_records(out, form, True, (one for findings in by_report.values() for one in findings))
        return
    from crossread.export.case_findings import findings_of_report

    first = True
    for name, findings in by_report.items():
        if findings:
            if not first:
                out.show("")
            first = False
            out.show(findings_of_report(reports[name], findings, reports))


def _statistics(out: Sink, form: str, findings: list[CaseFinding]) -> None:
    count = Counter(one.code for one in findings)
    pages = Counter(code for code, _ in {(one.code, one.report) for one in findings})
    told = {one.code: one for one in findings}
    rows = [
        CheckCount(code=code, name=told[code].name, severity=told[code].severity, findings=number, pages=pages[code])
        for code, number in sorted(count.items(), key=lambda item: (-item[1], item[0]))
    ]
    if form != "text":
        write_records(out, "jsonl" if form == "jsonl" else "json", True, rows)
    elif rows:
        from crossread.export.text import counts_view

        out.show(counts_view([(one.findings, one.pages, one.severity, one.code, one.name) for one in rows]))
