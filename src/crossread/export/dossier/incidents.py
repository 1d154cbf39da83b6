"""An incident as the dossier prints it: on what reports differ, what else they tell, what copies changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crossread.compare.dossier import Saying, Shown, ShownIncident, ShownRow, WordingChange
from crossread.export.comparison import (
    as_of_words,
    by_source,
    contradicted,
    difference_words,
    differing,
    field_words,
    telling_rows,
)
from crossread.export.dossier.quotations import Note, Quotation, Quotations
from crossread.export.words import speaker_words


@dataclass(frozen=True, kw_only=True)
class Line:
    """One value of a field.

    Attributes:
        value: In words.
        update: Whether it is a later figure of a source that gave another before.
        differs: Whether another value differs from it.
        who: Who gives it, each with the numbers of the reports.
        status: How surely it is told: status of the claims, each once.
        as_of: Days on which it was said, the first and the last, in words; empty if unknown.
        reports: How many reports.
        outlets: How many outlets, by owner.
        primary_sources: How many primary sources.
        quotations: The words.
    """

    value: str
    update: bool
    differs: bool
    who: tuple[tuple[str, tuple[int, ...]], ...]
    status: str
    as_of: str
    reports: int
    outlets: int
    primary_sources: int
    quotations: tuple[Quotation, ...]

    @property
    def notes(self) -> tuple[int, ...]:
        """Numbers of the notes in which the words stand, in order."""
        return tuple(sorted({one.number for one in self.quotations}))


@dataclass(frozen=True, kw_only=True)
class Told:
    """One field with its values.

    Attributes:
        field: The field in words.
        contested: Whether reports differ on it.
        alone: Whether one report alone tells anything of it.
        contradicted: Whether two of the values cannot both be true.
        differences: Which values differ and why, in words, contradictions first.
        lines: Its values.
    """

    field: str
    contested: bool
    alone: bool
    contradicted: bool
    differences: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An incident, ready to be printed.

    Attributes:
        incident: The incident.
        contested: Fields on which reports differ.
        others: The other fields.
        changes: What copies changed of its telling.
        notes: The sentences that no earlier incident quotes.
    """

    incident: ShownIncident
    contested: tuple[Told, ...]
    others: tuple[Told, ...]
    changes: tuple[WordingChange, ...]
    notes: tuple[Note, ...]


def entries_of(incidents: Iterable[ShownIncident], quotations: Quotations, numbers: Mapping[str, int]) -> list[Entry]:
    """Incidents as the dossier prints them; notes are numbered in this order.

    Args:
        incidents: What is shown, in order.
        quotations: The notes so far.
        numbers: Number of each report in the dossier.
    """
    return [_entry(one, quotations, numbers) for one in incidents]


def _entry(incident: ShownIncident, quotations: Quotations, numbers: Mapping[str, int]) -> Entry:
    before = quotations.count
    rows = [_told(row, quotations, numbers) for row in telling_rows(incident.rows)]
    return Entry(
        incident=incident,
        contested=tuple(row for row in rows if row.contested),
        others=tuple(row for row in rows if not row.contested),
        changes=incident.wording_changes,
        notes=tuple(quotations.notes_since(before)),
    )


def _told(row: ShownRow, quotations: Quotations, numbers: Mapping[str, int]) -> Told:
    apart = differing(row)
    lines = tuple(_line(value, value.value in apart, quotations, numbers) for value in by_source(row))
    alone = len({one.report for value in row.values for one in value.sayings}) == 1
    return Told(
        field=field_words(row),
        contested=row.contested,
        alone=alone,
        contradicted=contradicted(row),
        differences=tuple(difference_words(row)),
        lines=lines,
    )


def _line(value: Shown, differs: bool, quotations: Quotations, numbers: Mapping[str, int]) -> Line:
    return Line(
        value=value.value,
        update=value.update,
        differs=differs,
        who=_who(value.sayings, numbers),
        status=", ".join(dict.fromkeys(one.status for one in value.sayings)),
        as_of=as_of_words(value.sayings),
        reports=value.reports,
        outlets=value.outlets,
        primary_sources=value.primary_sources,
        quotations=tuple(quotations.of(value.sayings)),
    )


def _who(sayings: Iterable[Saying], numbers: Mapping[str, int]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Who says it, each with the numbers of the reports in which it is so told."""
    found: dict[str, set[int]] = {}
    for one in sayings:
        found.setdefault(speaker_words(one.voice, one.attributed_to, one.outlet), set()).add(numbers[one.report])
    return tuple((who, tuple(sorted(told))) for who, told in found.items())
