"""A case compared, and its incidents as flat tables: every value with who gives it and where it is read.

The modules that compare are loaded when something is compared; the other tables of a case need not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from crossread.case import Case, Decided, Filter, StoredReport
from crossread.case.filters import NO_FILTER
from crossread.export.csv import Cell

if TYPE_CHECKING:
    from crossread.compare import Act, Comparison
    from crossread.compare.dossier import Saying, Shown, ShownIncident, ShownRow
    from crossread.provenance import Compared, Owners

INCIDENTS: Final = "incidents"
DISAGREEMENTS: Final = "disagreements"
"""Names of the two tables that need the case to be compared."""

_BETWEEN: Final = "; "
_SAME: Final[Mapping[str, str]] = MappingProxyType({})
_NOTHING: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})


def compared_case(case: Case) -> Compared:
    """The reports of a case compared by their texts; what is kept of them is made where it is missing."""
    from crossread.provenance import KEPT, Compared, keep

    stored = {}
    kept = {}
    for found, packed in case.kept(KEPT, lambda one: keep(one.id, one.report, one.outlet)):
        stored[found.id], kept[found.id] = found, packed
    return Compared(kept, lambda name: stored[name].report)


def compared_claims(case: Case) -> Comparison:
    """The reports of a case compared by what they claim; what is kept of them is made where it is missing.

    Claims that reviewers agree to reject are left out, and joins that they reject are not made.
    """
    return comparison_of(case, case.reports(), case.decided())


def comparison_of(
    case: Case, reports: Iterable[StoredReport], decided: Decided, today: Mapping[str, Mapping[str, str]] = _NOTHING
) -> Comparison:
    """Reports of a case compared by what they claim.

    Args:
        case: The case.
        reports: The reports, as they are or were.
        decided: The decisions that count.
        today: For reports as they were, their claims of today, about which decisions are, by their own.
    """
    from crossread.compare import KEPT, Joiner, incidents_of, keep_acts, kept_acts

    rejected = {claim for claim, found in decided.standings("claim").items() if found.verdict == "rejected"}
    for own in today.values():
        rejected |= {claim for claim, now in own.items() if now in rejected}
    acts = [
        act
        for _, packed in case.kept(KEPT, lambda one: keep_acts(one.id, one.report), reports)
        for act in kept_acts(packed, without=rejected)
    ]
    return incidents_of(Joiner.of(acts, apart=frozenset(_apart(decided, acts, today))))


def _apart(decided: Decided, acts: Iterable[Act], today: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of acts, the smaller id first, that reviewers agree to be two: rejected joins, by any claim of each act."""
    rejected = [name for name, found in decided.standings("join").items() if found.verdict == "rejected"]
    if not rejected:
        return
    act_of = {
        f"{act.report}/{today.get(act.report, _SAME).get(one.claim, one.claim)}": act.id
        for act in acts
        for one in act.tellings
    }
    for name in rejected:
        one, _, other = name.partition("|")
        first, second = sorted((act_of.get(one, one), act_of.get(other, other)))
        yield first, second


def shown_incidents(
    case: Case, wanted: Filter, comparison: Comparison, compared: Compared, owners: Owners
) -> Iterator[ShownIncident]:
    """The incidents of which a claim fits, in the order of the comparison.

    Args:
        case: The case.
        wanted: What is asked of a claim.
        comparison: The case compared by claims.
        compared: The case compared by texts.
        owners: Which outlets belong together.
    """
    from crossread.compare.dossier import shown

    fitting = None if wanted == NO_FILTER else {found.id for found in case.claims(wanted)}
    for incident in shown(comparison, compared, owners):
        if fitting is None or not fitting.isdisjoint(_claims(incident)):
            yield incident


def _claims(incident: ShownIncident) -> Iterator[str]:
    return (one.claim for row in incident.rows for value in row.values for one in value.sayings)


# ------------------------------------------------------------------ tables


@dataclass(frozen=True, slots=True)
class _Told:
    """One value of a field, with the sayings that its row shows."""

    incident: ShownIncident
    row: ShownRow
    value: Shown
    sayings: tuple[Saying, ...]
    addresses: Mapping[str, str | None]


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


_VALUE: Final[Mapping[str, Callable[[_Told], Cell]]] = MappingProxyType(
    {
        "incident": lambda told: told.incident.id,
        "title": lambda told: told.incident.title,
        "first_day": lambda told: told.incident.first,
        "last_day": lambda told: told.incident.last,
        "place": lambda told: told.incident.place,
        "field": lambda told: told.row.field,
        "counted": lambda told: told.row.about or None,
        "value": lambda told: told.value.value,
        "contested": lambda told: _yes(told.row.contested),
        "update": lambda told: _yes(told.value.update),
        "attributed_to": lambda told: _BETWEEN.join(dict.fromkeys(map(_speakers, told.value.sayings))),
        "reports": lambda told: told.value.reports,
        "outlets": lambda told: told.value.outlets,
        "primary_sources": lambda told: told.value.primary_sources,
    }
)
_SAYING: Final[Mapping[str, Callable[[_Told], Cell]]] = MappingProxyType(
    {
        "claim": lambda told: _each(one.claim for one in told.sayings),
        "outlet": lambda told: _each(one.outlet for one in told.sayings),
        "address": lambda told: _each(told.addresses.get(one.report) for one in told.sayings),
        "quote": lambda told: _each(" ".join(one.quote.split()) for one in told.sayings),
    }
)

_COLUMNS: Final[Mapping[str, Mapping[str, Callable[[_Told], Cell]]]] = MappingProxyType(
    {
        INCIDENTS: {**_VALUE, **_SAYING},
        DISAGREEMENTS: {
            **{name: cell for name, cell in _VALUE.items() if name != "contested"},  # all of them are
            "attributed_to": lambda told: _each(map(_speakers, told.sayings)),
            **_SAYING,
        },
    }
)
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {name: tuple(columns) for name, columns in _COLUMNS.items()}
)
"""Names of the columns of both tables."""


def _speakers(saying: Saying) -> str:
    """Who says something there, nearest first."""
    return " quoting ".join(saying.attributed_to) if saying.attributed_to else "not attributed"


def _each(parts: Iterable[str | None]) -> str | None:
    """What several sayings have, numbered alike in every column; what is alone stands without a number."""
    told = list(parts)
    if len(told) == 1:
        return told[0]
    return " ".join(f"[{number}] {part}" for number, part in enumerate(told, 1) if part) or None


def incident_rows(case: Case, wanted: Filter) -> Iterator[tuple[str, list[Cell]]]:
    """The rows of both tables, each with its table's name: one a value of a field, by incident and field.

    Args:
        case: The case, which is compared.
        wanted: Incidents without a claim that fits are left out.
    """
    from crossread.provenance import Owners

    compared = compared_case(case)
    addresses = {stored.id: stored.address for stored in case.reports()}
    for incident in shown_incidents(case, wanted, compared_claims(case), compared, Owners.known()):
        for row in incident.rows:
            for value in row.values:
                yield INCIDENTS, _cells(INCIDENTS, _Told(incident, row, value, value.sayings[:1], addresses))
                if row.contested:
                    yield DISAGREEMENTS, _cells(DISAGREEMENTS, _Told(incident, row, value, value.sayings, addresses))


def _cells(table: str, told: _Told) -> list[Cell]:
    return [cell(told) for cell in _COLUMNS[table].values()]
