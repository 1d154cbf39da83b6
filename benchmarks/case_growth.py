"""What adding one report costs in a small case and in a large one.

PATH is a folder on the disk to be measured; the cases are made in it and removed. Reports are made ones of some 450
words with eight claims, each its own report at its own address; every tenth is a newer version of another. The case is
filled to 1,000 reports, the next 500 are added one by one and timed, it is filled to 100,000, and again 500 are timed.
``--limit`` sets the size of the large case. Each timed report is on the disk when its time ends.

Keys: ``ratio`` (median time of an addition to the large case by that to the small one), ``ratio_mean`` (of the means),
``small_ms`` and ``large_ms`` (medians, milliseconds), ``bytes_per_report`` (of the large file), ``reports``.
"""

from __future__ import annotations

import statistics
import tempfile
import time
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
    """Fill a case and time additions at both sizes.

    Args:
        paths: A folder to work in.
        limit: Size of the large case.
    """
    large = limit or LARGE
    with tempfile.TemporaryDirectory(dir=paths[0]) as folder:
        path = Path(folder, "case.db")
        with Case.open(path) as case:
            fill(case, 0, SMALL)
            small = timed(case, SMALL)
            fill(case, SMALL + TIMED, large)
            big = timed(case, large)
            reports = case.counts().reports
        size = path.stat().st_size
    medians = statistics.median(small), statistics.median(big)
    return Result(
        figures={
            "ratio": medians[1] / medians[0],
            "ratio_mean": statistics.mean(big) / statistics.mean(small),
            "small_ms": medians[0] * 1e3,
            "large_ms": medians[1] * 1e3,
            "bytes_per_report": round(size / reports),
            "reports": reports,
        }
    )


def fill(case: Case, start: int, end: int) -> None:
    """Add made reports, many in one transaction."""
    for _ in case.add_many((raw := _page(number), made_report(raw)) for number in range(start, end)):
        continue


def timed(case: Case, start: int) -> list[float]:
    """Seconds of each of the next additions, one by one."""
    seconds = []
    for number in range(start, start + TIMED):
        raw = _page(number)
        report = made_report(raw)
        begin = time.perf_counter()
        case.add(raw, report)
        seconds.append(time.perf_counter() - begin)
    return seconds


def _page(number: int) -> RawPage:
    return made_page(number - 1, version=1) if number % _VERSIONS == _VERSIONS - 1 else made_page(number)
