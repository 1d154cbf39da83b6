"""What the checks cost beside the reading itself.

Paths are JSON lines with ``article_title`` and ``article_content``, or folders of pages, as for `alarms`. Every report
is read once without its checks and then checked, and both are timed by the processor's time of this process. Caches
that a first page fills are filled before.

Keys: ``reports``, ``share`` (time of all checks over the time of reading without them), ``read_ms`` and ``check_ms``
(means of a report), and one row for each check.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from unittest import mock

from benchmarks._texts import sources
from benchmarks.frame import Figure, Result, ratio
from crossread import reading as main_path
from crossread.checks import chosen_checks
from crossread.context import Reading
from crossread.record import Finding

_WARMING = 3  # reports read before anything is timed


def run(paths: list[Path], limit: int | None) -> Result:
    """Time reading and checking.

    Args:
        paths: Files and folders.
        limit: Read at most so many sources.
    """
    checks = chosen_checks()
    spent: Counter[str] = Counter()
    reading_time, reports = 0.0, 0
    for number, source in enumerate(islice((source for path in paths for source in sources(path)), limit)):
        held: list[Reading] = []
        with mock.patch.object(main_path, "run_checks", side_effect=lambda reading: _keep(held, reading)):  # noqa: B023
            start = time.process_time()
            report = source.report()
            took = time.process_time() - start
        if report is None or report.refusal is not None or not held:
            continue
        each = {}
        for check in checks:
            start = time.process_time()
            list(check.run(held[0]))
            each[check.code] = time.process_time() - start
        if number >= _WARMING:
            reports += 1
            reading_time += took
            spent.update(each)
    total = sum(spent.values())
    rows: list[Sequence[Figure]] = [
        (code, round(1000 * seconds / max(reports, 1), 3), ratio(seconds, reading_time))
        for code, seconds in spent.most_common()
    ]
    figures: dict[str, Figure] = {
        "reports": reports,
        "share": ratio(total, reading_time),
        "read_ms": ratio(1000 * reading_time, reports),
        "check_ms": ratio(1000 * total, reports),
    }
    return Result(figures=figures, rows=rows, header=("check", "ms a report", "share of reading"))


def _keep(held: list[Reading], reading: Reading) -> tuple[Finding, ...]:
    held.append(reading)
    return ()
