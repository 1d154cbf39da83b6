"""What adding one report costs in a small case and in a large one.

PATH is a folder on the disk to be measured; the cases are made in it and removed. Reports are made ones of some 450
words with eight claims, each its own report at its own address; every tenth is a newer version of another. One case is
filled to 1,000 reports, another to 100,000. Then 500 more are added one by one to each, in turn, so that whatever else
the machine does falls on both alike. ``--limit`` sets the size of the large case. Each report is on the disk when its
time ends.

Keys: ``ratio`` (median time of an addition to the large case by that to the small one), ``ratio_cpu`` (of the mean
processor times), ``small_ms`` and ``large_ms`` (medians, milliseconds), ``bytes_per_report`` (of the large file),
``reports``.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks._made_reports import made_page, made_report
from benchmarks.frame import Result
from crossread.case import Case
from crossread.record import RawPage

SMALL = 1_000
LARGE = 100_000
TIMED = 500
_VERSIONS = 10


def run(paths: list[Path], limit: int | None) -> Result:
    """Fill two cases and time additions to both.

    Args:
        paths: A folder to work in.
        limit: Size of the large case.
    """
    large = limit or LARGE
    with tempfile.TemporaryDirectory(dir=paths[0]) as folder:
        path = Path(folder, "large.db")
        with Case.open(Path(folder, "small.db")) as small_case, Case.open(path) as large_case:
            fill(small_case, 0, SMALL)
            fill(large_case, 0, large)
            pairs = [(timed(small_case, SMALL + one), timed(large_case, large + one)) for one in range(TIMED)]
            reports = large_case.counts().reports
        size = path.stat().st_size
    small, big = zip(*pairs, strict=True)
    wall = [statistics.median(one.wall for one in times) for times in (small, big)]
    cpu = [statistics.mean(one.cpu for one in times) for times in (small, big)]
    return Result(
        figures={
            "ratio": wall[1] / wall[0],
            "ratio_cpu": cpu[1] / cpu[0],
            "small_ms": wall[0] * 1e3,
            "large_ms": wall[1] * 1e3,
            "bytes_per_report": round(size / reports),
            "reports": reports,
        }
    )


@dataclass(frozen=True)
class Timed:
    """What one addition took.

    Attributes:
        wall: Seconds by the clock.
        cpu: Seconds of the processor.
    """

    wall: float
    cpu: float


def fill(case: Case, start: int, end: int) -> None:
    """Add made reports, many in one transaction."""
    for _ in case.add_many((raw := _page(number), made_report(raw)) for number in range(start, end)):
        continue


def timed(case: Case, number: int) -> Timed:
    """Add one made report."""
    raw = _page(number)
    report = made_report(raw)
    wall, cpu = time.perf_counter(), time.process_time()
    case.add(raw, report)
    return Timed(time.perf_counter() - wall, time.process_time() - cpu)


def _page(number: int) -> RawPage:
    return made_page(number - 1, version=1) if number % _VERSIONS == _VERSIONS - 1 else made_page(number)
