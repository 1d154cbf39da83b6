"""Checks between the reports of a case: what was copied or changed on the way, what is told by one or told otherwise.

One file a check, as for one report; `CASE_CHECKS` is the one table of codes. Codes are shared with the checks of one
report and mean one thing each. Checks of texts go by what reports copy; checks of incidents by what they claim too.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from types import MappingProxyType, ModuleType

from crossread.checks.case_codes import CASE_CODES
from crossread.checks.cross import (
    cp01_copied_sentence,
    cp02_shared_error,
    cp03_copy_with_insertions,
    cp04_uncorroborated_block,
    qt02_quote_drift,
    qt03_provenance_clash,
    xc01_attributed_disagreement,
    xc02_qualifier_drift,
    xc03_wrong_merge,
)
from crossread.checks.cross.base import CaseCheck, CaseFinding, CaseFlag, Elsewhere
from crossread.compare import Comparison, compare
from crossread.provenance import Compared
from crossread.record import Severity, Span

__all__ = ["CASE_CHECKS", "TEXT_CODES", "CaseCheck", "CaseFinding", "Elsewhere", "run_case_checks"]


_OF_TEXTS: Mapping[str, ModuleType] = {
    "CP01": cp01_copied_sentence,
    "CP02": cp02_shared_error,
    "CP03": cp03_copy_with_insertions,
    "QT02": qt02_quote_drift,
    "QT03": qt03_provenance_clash,
    "XC02": xc02_qualifier_drift,
}
_OF_INCIDENTS: Mapping[str, ModuleType] = {
    "CP04": cp04_uncorroborated_block,
    "XC01": xc01_attributed_disagreement,
    "XC03": xc03_wrong_merge,
}


def _check(code: str, name: str, severity: Severity) -> CaseCheck:
    module = _OF_TEXTS.get(code) or _OF_INCIDENTS[code]
    return CaseCheck(
        code=code,
        name=name,
        severity=severity,
        help=inspect.cleandoc(module.__doc__ or ""),
        on_texts=module.find if code in _OF_TEXTS else None,
        on_incidents=module.find if code in _OF_INCIDENTS else None,
    )


CASE_CHECKS: Mapping[str, CaseCheck] = MappingProxyType(
    {code: _check(code, name, severity) for code, (name, severity) in CASE_CODES.items()}
)
"""All checks between reports by code, in order of code."""


TEXT_CODES: frozenset[str] = frozenset(_OF_TEXTS)
"""Codes of the checks that go by texts alone, which need no comparison of claims."""


def run_case_checks(
    compared: Compared, codes: Iterable[str] = (), comparison: Comparison | None = None
) -> tuple[CaseFinding, ...]:
    """The findings between reports, by report, in order of first span, then code.

    Args:
        compared: The reports of a case, compared by their texts.
        codes: Codes to run; empty for all.
        comparison: The same reports compared by what they claim; made if it is None and a check needs it.
    """
    wanted = set(codes) or CASE_CHECKS.keys()
    checks = [check for code, check in CASE_CHECKS.items() if code in wanted]
    if comparison is None and any(check.on_incidents for check in checks):
        comparison = compare(compared.reports)
    found = [_finding(check, flag) for check in checks for flag in _flags(check, compared, comparison)]
    return tuple(sorted(found, key=_place))


def _flags(check: CaseCheck, compared: Compared, comparison: Comparison | None) -> Iterable[CaseFlag]:
    if check.on_texts is not None:
        return check.on_texts(compared)
    return check.on_incidents(compared, comparison) if check.on_incidents and comparison else ()


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
