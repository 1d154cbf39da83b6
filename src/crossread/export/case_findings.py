"""Findings of a case for the terminal: below each report what was found in it, with the words in other reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from crossread.case import StoredReport
from crossread.checks.cross import CaseFinding
from crossread.export import words
from crossread.export.safe import safe
from crossread.export.text import findings_view, severities
from crossread.record import Finding

_MOST: Final = 3  # other reports of one finding whose words are shown; the others are counted
_WORDS: Final = 160  # characters of their words
_QUIET: Final = "dim"


def findings_of_report(
    stored: StoredReport, findings: Sequence[CaseFinding], reports: Mapping[str, StoredReport]
) -> RenderableType:
    """A report with what was found in it, the gravest first.

    Args:
        stored: The report.
        findings: Its findings.
        reports: The reports of the case by id.
    """
    plain = {one: _plain(one) for one in findings}
    ordered = sorted(findings, key=lambda one: list(words.SEVERITY_WORDS).index(one.severity))
    name = Text.assemble(
        (safe(f"{stored.outlet or 'outlet not given'}: {stored.title or stored.name or 'no title'}"), "bold cyan"),
        (f"  {stored.id[:8]}  {severities(list(plain.values()))}", _QUIET),
    )
    parts: list[RenderableType] = [name]
    for one in ordered:
        parts.append(Padding(findings_view(stored.report, [plain[one]]), (0, 0, 0, 2)))
        parts += [Padding(line, (0, 0, 0, 5)) for line in _elsewhere(one, reports)]
    return Group(*parts)


def _plain(one: CaseFinding) -> Finding:
    return Finding(
        code=one.code, name=one.name, severity=one.severity, message=one.message, voices=one.voices, spans=one.spans
    )


def _elsewhere(one: CaseFinding, reports: Mapping[str, StoredReport]) -> list[Text]:
    lines = []
    for other in one.elsewhere[:_MOST]:
        stored, quote = reports.get(other.report), words.quote_of(other.spans)
        cut = quote if len(quote) <= _WORDS else quote[: quote.rfind(" ", 0, _WORDS)] + " …"
        outlet = (stored.outlet if stored else None) or "outlet not given"
        lines.append(Text.assemble((f"{other.report[:8]}  {safe(outlet)}: ", _QUIET), f"“{safe(cut)}”"))
    if left := len(one.elsewhere) - _MOST:
        lines += [Text(f"and {words.counted(left, 'other report')}", _QUIET)] if left > 0 else []
    return lines
