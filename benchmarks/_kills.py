"""Ending a process in the middle of adding to a case, and looking at what it leaves."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from benchmarks._made_reports import made_page, made_report
from crossread.case import Case

PAGES = 24
STARTING = 0.5
"""Seconds in which a process opens a new case and adds its first page, more or less."""


def pages_of(seed: int) -> list[tuple[int, int, str]]:
    """Number, version and program of what is added, in an order of the seed's: versions and re-readings are in it."""
    wanted = [(number, 0, "1.0") for number in range(PAGES)]
    wanted += [(number, 1, "1.0") for number in range(0, PAGES, 4)]
    wanted += [(number, 0, "2.0") for number in range(0, PAGES, 6)]
    random.Random(seed).shuffle(wanted)
    return wanted


def add_all(path: Path, wanted: Sequence[tuple[int, int, str]], acknowledged: int | None = None) -> None:
    """Add pages to a case.

    Args:
        path: The case.
        wanted: Which, as of `pages_of`.
        acknowledged: File descriptor to which one byte is written for each page that is in; None for none.
    """
    with Case.open(path) as case:
        for number, version, program in wanted:
            raw = made_page(number, version=version)
            case.add(raw, made_report(raw, program=program))
            if acknowledged is not None:
                os.write(acknowledged, b".")


def killed(path: Path, wanted: Sequence[tuple[int, int, str]], draw: random.Random) -> int:
    """Add pages in a process of their own and kill it at a random point.

    The point is a number of pages that it has acknowledged, and then a moment within what one page takes, so that it is
    as likely in every part of the work however busy the machine is.

    Args:
        path: The case.
        wanted: Which pages.
        draw: Draws the point.

    Returns:
        How many pages it said were in.
    """
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            add_all(path, wanted, into)
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb", buffering=0) as stream:
        count, seconds = _wait(stream, draw.randrange(len(wanted)))
        time.sleep(draw.uniform(0, seconds))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return count + len(stream.read())


def _wait(stream: IO[bytes], pages: int) -> tuple[int, float]:
    """Wait for a process to acknowledge pages; how many it did, and the seconds of the last, or of starting."""
    begin = time.perf_counter()
    count, seconds = 0, STARTING
    while count < pages and stream.read(1):
        now = time.perf_counter()
        begin, seconds, count = now, now - begin, count + 1
    return count, seconds


def faults(path: Path, wanted: Sequence[tuple[int, int, str]], acknowledged: int) -> list[str]:
    """What is wrong with a case that was left: acknowledged pages that are lost, and reports that are not whole."""
    found = []
    with Case.open(path) as case:
        for number, version, program in wanted[:acknowledged]:
            raw = made_page(number, version=version)
            if not case.has(raw, made_report(raw, program=program).made_by):
                found.append(f"page {number}, version {version}, read by {program} was acknowledged and is lost")
        counted: dict[str, int] = {}
        for claim in case.claims():
            counted[claim.report.id] = counted.get(claim.report.id, 0) + 1
        found += [
            f"report {report.id} is not whole"
            for report in case.reports()
            if not report.claims == len(report.report.claims) == counted.get(report.id)
        ]
    return found


def exported(path: Path) -> bytes:
    """A case's export."""
    with Case.open(path, create=False) as case:
        return b"".join(case.export_jsonl())
