"""When the incidents of a dossier happened, as bars along the days, each as wide as its date is uncertain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crossread.compare.dossier import ShownIncident

_LEAST = 0.8  # per cent of the chart's width: one day among years stays visible


@dataclass(frozen=True, kw_only=True)
class Bar:
    """An incident on the chart, in per cent of its width.

    Attributes:
        left: Where the first day begins.
        width: How wide the days are.
        told: Where the days lie on which reports told it.
        days: The days in words.
    """

    left: float
    width: float
    told: tuple[float, ...]
    days: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars by incident.

    Attributes:
        first: The first day shown, ISO 8601.
        last: The last day shown.
        bars: A bar for each incident of which a day is told, by its id.
    """

    first: str
    last: str
    bars: Mapping[str, Bar]


def chart_of(incidents: Sequence[ShownIncident]) -> Chart | None:
    """The chart of some incidents; None where no day is told.

    Args:
        incidents: What is shown.
    """
    days = {one.id: (_day(one.first), _day(one.last)) for one in incidents if one.first and one.last}
    if not days:
        return None
    told = {one.id: sorted(set(_told(one))) for one in incidents if one.id in days}
    every = [day for bounds in days.values() for day in bounds] + [day for found in told.values() for day in found]
    first, last = min(every), max(every)
    scale = 100 / (last + 1 - first)
    bars = {name: _bar(bounds, told[name], first, scale) for name, bounds in days.items()}
    return Chart(first=date.fromordinal(first).isoformat(), last=date.fromordinal(last).isoformat(), bars=bars)


def _bar(bounds: tuple[int, int], told: Iterable[int], first: int, scale: float) -> Bar:
    start, end = (date.fromordinal(day).isoformat() for day in bounds)
    width = max((bounds[1] + 1 - bounds[0]) * scale, _LEAST)
    return Bar(
        left=round(min((bounds[0] - first) * scale, 100 - width), 2),
        width=round(width, 2),
        told=tuple(round((day + 0.5 - first) * scale, 2) for day in told),
        days=start if start == end else f"{start} to {end}",
    )


def _told(incident: ShownIncident) -> Iterable[int]:
    """Days on which reports told it, as far as they can be trusted."""
    for row in incident.rows:
        for value in row.values:
            yield from (_day(one.published) for one in value.sayings if one.published)


def _day(value: str | None) -> int:
    return date.fromisoformat((value or "")[:10]).toordinal()
