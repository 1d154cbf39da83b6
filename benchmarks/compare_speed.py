"""What comparing costs: 1,000 reports at once, and one more; and whether the order in which they came changes a byte.

Paths are JSON lines, gzip'ed or not: records as ``crossread read --format jsonl`` writes them, or articles with
``article_title``, ``article_content``, ``source`` and ``date`` (ISO 8601, or month/day/year), which are read first.
Where there are fewer reports than asked for (``--limit``, 1,000 if not given) they are taken again as another war: each
time with all days moved on by as long as the whole set lasts, and all places renamed and moved, so that as many reports
tell one incident as in the set itself. Reading is not measured.

Keys: ``reports``, ``acts``, ``incidents``; ``compare_s`` and ``compare_cpu_s``, wall and processor seconds from records
to incidents; ``kept_cpu_s``, the same from the acts a case keeps; ``one_more_s`` and ``one_more_cpu_s``, the median
of adding one report to the others and telling the incidents anew; ``same_bytes``, 1 if two other orders give the same.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

import msgspec

import crossread
from benchmarks._texts import with_title
from benchmarks.frame import Result, json_lines
from crossread.compare import Comparison, Joiner, acts_of, compare, incidents_of, keep_acts, kept_acts
from crossread.record import Fact, Place, Report, When

REPORTS = 1_000
_ADDED = 10  # reports that are added one by one
_ORDERS = 2
_FAR = 7.0  # degrees by which the places of each further war are moved
_SEED = 1


def run(paths: list[Path], limit: int | None) -> Result:
    """Compare reports and time it.

    Args:
        paths: Files of records or articles.
        limit: How many reports to compare.
    """
    given = [report for path in paths for report in _reports(path)]
    reports = {f"{number:05}": one for number, one in enumerate(islice(_multiplied(given), limit or REPORTS))}
    whole = _timed(lambda: compare(reports))
    kept = [keep_acts(name, report) for name, report in reports.items()]
    from_kept = _timed(lambda: incidents_of(Joiner.of(act for packed in kept for act in kept_acts(packed))))
    added = _one_by_one(reports, Random(_SEED).sample(sorted(reports), min(_ADDED, len(reports))))
    comparison = compare(reports)
    return Result(
        figures={
            "reports": len(reports),
            "acts": sum(len(acts_of(name, report)) for name, report in reports.items()),
            "incidents": len(comparison.incidents),
            "compare_s": whole.wall,
            "compare_cpu_s": whole.cpu,
            "kept_cpu_s": from_kept.cpu,
            "one_more_s": statistics.median(one.wall for one in added),
            "one_more_cpu_s": statistics.median(one.cpu for one in added),
            "same_bytes": int(_same_bytes(reports, comparison)),
        }
    )


@dataclass(frozen=True)
class _Took:
    """Seconds by the clock, and of the processor."""

    wall: float
    cpu: float


def _timed(task: Callable[[], object]) -> _Took:
    wall, cpu = time.perf_counter(), time.process_time()
    task()
    return _Took(time.perf_counter() - wall, time.process_time() - cpu)


def _one_by_one(reports: Mapping[str, Report], names: list[str]) -> list[_Took]:
    """What adding some reports to all others takes, one after the other."""
    joiner = Joiner.of(act for name in sorted(reports) if name not in names for act in acts_of(name, reports[name]))

    def add(name: str) -> None:
        joiner.add(acts_of(name, reports[name]))
        incidents_of(joiner)

    return [_timed(partial(add, name)) for name in names]


def _same_bytes(reports: Mapping[str, Report], first: Comparison) -> bool:
    """Whether other orders of the reports give the same bytes."""
    draw = Random(_SEED)
    found = {msgspec.json.encode(first, order="deterministic")}
    for _ in range(_ORDERS):
        names = list(reports)
        draw.shuffle(names)
        found.add(msgspec.json.encode(compare({name: reports[name] for name in names}), order="deterministic"))
    return len(found) == 1


# ------------------------------------------------------------------ reports


def _reports(path: Path) -> Iterator[Report]:
    for item in json_lines(path):
        if "made_by" in item:
            yield crossread.report_from_json(msgspec.json.encode(item))
        else:
            text = with_title(item["article_title"], item["article_content"])
            yield crossread.read_text(text, published=_day(item.get("date")), outlet=item.get("source"))


def _day(value: str | None) -> str | None:
    """A day as ISO 8601 writes it; None if there is none."""
    for form in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return datetime.strptime(value or "", form).date().isoformat()
        except ValueError:
            continue
    return None


def _multiplied(reports: list[Report]) -> Iterator[Report]:
    """The reports, then the same again as other wars, without end."""
    days = [day for report in reports for day in _published(report)]
    lasts = (max(days) - min(days)).days + 30 if days else 0
    war = 0
    while reports:
        yield from (_moved(report, war, timedelta(days=war * lasts)) for report in reports)
        war += 1


def _published(report: Report) -> Iterator[date]:
    fact = report.page.fact("published")
    if fact is not None:
        yield date.fromisoformat(fact.value[:10])


def _moved(report: Report, war: int, by: timedelta) -> Report:
    """A report of the n-th war: later by some time, and elsewhere."""
    if not war:
        return report
    facts = tuple(_later_fact(fact, by) for fact in report.page.facts)
    return msgspec.structs.replace(
        report,
        page=msgspec.structs.replace(report.page, facts=facts),
        times=tuple(_later(when, by) for when in report.times),
        places=tuple(_elsewhere(place, war) for place in report.places),
    )


def _later_fact(fact: Fact, by: timedelta) -> Fact:
    return msgspec.structs.replace(fact, value=_shifted(fact.value, by)) if fact.name == "published" else fact


def _later(when: When, by: timedelta) -> When:
    return msgspec.structs.replace(
        when,
        earliest=_shifted(when.earliest, by) if when.earliest else None,
        latest=_shifted(when.latest, by) if when.latest else None,
        anchor_value=_shifted(when.anchor_value, by) if when.anchor_value else None,
    )


def _shifted(value: str, by: timedelta) -> str:
    """A moment moved on, to the day; what is no day stays."""
    try:
        return (date.fromisoformat(value[:10]) + by).isoformat() + value[10:]
    except ValueError:
        return value


def _elsewhere(place: Place, war: int) -> Place:
    if place.latitude is None or place.longitude is None:
        return msgspec.structs.replace(place, name=f"{place.name} {war}")
    return msgspec.structs.replace(
        place,
        name=f"{place.name} {war}",
        entry=f"{place.entry}-{war}" if place.entry else None,
        longitude=(place.longitude + _FAR * war + 180) % 360 - 180,
    )
