"""Checks between the reports of a case: what was copied, what was changed on the way, and what nobody else carries.

One file a check, as for one report; `CASE_CHECKS` is the one table of codes. Codes are shared with the checks of one
report and mean one thing each.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from types import MappingProxyType, ModuleType

from crossread.checks.cross import (
    cp01_copied_sentence,
    cp02_shared_error,
    cp03_copy_with_insertions,
    cp04_uncorroborated_block,
    qt02_quote_drift,
    qt03_provenance_clash,
    xc02_qualifier_drift,
)
from crossread.checks.cross.base import CaseCheck, CaseFinding, CaseFlag, Elsewhere
from crossread.provenance import Compared
from crossread.record import Severity, Span

__all__ = ["CASE_CHECKS", "CaseCheck", "CaseFinding", "Elsewhere", "run_case_checks"]


def _table(lines: Iterable[tuple[str, str, Severity, ModuleType]]) -> Mapping[str, CaseCheck]:
    return MappingProxyType(
        {
            code: CaseCheck(
                code=code, name=name, severity=severity, help=inspect.cleandoc(module.__doc__ or ""), run=module.find
            )
            for code, name, severity, module in lines
        }
    )


CASE_CHECKS: Mapping[str, CaseCheck] = _table(
    [
        ("CP01", "copied-sentence", "I", cp01_copied_sentence),
        ("CP02", "shared-error", "I", cp02_shared_error),
        ("CP03", "copy-with-insertions", "I", cp03_copy_with_insertions),
        ("CP04", "uncorroborated-block", "W", cp04_uncorroborated_block),
        ("QT02", "quote-drift", "I", qt02_quote_drift),
        ("QT03", "provenance-clash", "W", qt03_provenance_clash),
        ("XC02", "qualifier-drift", "I", xc02_qualifier_drift),
    ]
)
"""All checks between reports by code, in order of code."""


def run_case_checks(compared: Compared, codes: Iterable[str] = ()) -> tuple[CaseFinding, ...]:
    """The findings between reports, by report, in order of first span, then code.

    Args:
        compared: The reports of a case.
        codes: Codes to run; empty for all.
    """
    wanted = set(codes) or CASE_CHECKS.keys()
    found = [
        _finding(check, flag) for code, check in CASE_CHECKS.items() if code in wanted for flag in check.run(compared)
    ]
    return tuple(sorted(found, key=_place))


def _finding(check: CaseCheck, flag: CaseFlag) -> CaseFinding:
    return CaseFinding(
        report=flag.report,
        code=check.code,
        name=check.name,
        severity=check.severity,
        message=flag.message,
        spans=_ordered(flag.spans),
        elsewhere=tuple(Elsewhere(report=report, spans=_ordered(spans)) for report, spans in sorted(flag.others)),
    )


def _ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans), key=lambda span: (span.start, span.end)))


def _place(finding: CaseFinding) -> tuple[str, int, str, str]:
    return finding.report, finding.spans[0].start if finding.spans else 0, finding.code, finding.message
