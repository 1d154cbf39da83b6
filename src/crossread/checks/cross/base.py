"""What a check of several reports is, and what it hands to the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crossread.compare import Comparison
from crossread.provenance import Compared
from crossread.record import Record, Severity, Span, Spans


@dataclass(frozen=True, kw_only=True)
class CaseFlag:
    """What one check found in one report, held against others.

    Attributes:
        report: Id of the report it is found in.
        message: What differs, for a stranger.
        spans: The words involved in that report.
        others: For each other report that is involved its id and the words there.
    """

    report: str
    message: str
    spans: Iterable[Span]
    others: tuple[tuple[str, Spans], ...] = ()


RunOnTexts = Callable[[Compared], Iterable[CaseFlag]]
"""The function of a check that goes by texts alone: compares, and changes nothing."""

RunOnIncidents = Callable[[Compared, Comparison], Iterable[CaseFlag]]
"""The function of a check that goes by incidents too."""


@dataclass(frozen=True, kw_only=True)
class CaseCheck:
    """One check of the table of checks between reports.

    Attributes:
        code: Stable code, two capitals and two digits.
        name: Short name in lower case, words joined by hyphens.
        severity: How grave its findings are.
        help: Its help page, Markdown: the docstring of its module.
        on_texts: The function, of a check that goes by texts alone.
        on_incidents: The function, of a check that goes by incidents too.
    """

    code: str
    name: str
    severity: Severity
    help: str
    on_texts: RunOnTexts | None = None
    on_incidents: RunOnIncidents | None = None


class Elsewhere(Record, frozen=True, kw_only=True):
    """The words in another report that a finding is about.

    Attributes:
        report: The report's id.
        spans: The words.
    """

    report: str
    spans: Spans


class CaseFinding(Record, frozen=True, kw_only=True):
    """Something in a report that does not hang together with others, or stands in them.

    Attributes:
        report: Id of the report.
        code: The check's stable code.
        name: The check's name.
        severity: How grave it is.
        message: What differs, for a stranger.
        spans: All the words involved in the report, in reading order.
        elsewhere: The words in other reports.
        voices: Who says the words, where a check of one report tells it.
    """

    report: str
    code: str
    name: str
    severity: Severity
    message: str
    spans: Spans
    elsewhere: tuple[Elsewhere, ...] = ()
    voices: tuple[str, ...] = ()
