"""How fast pages are read, beside trafilatura on the same pages, and how long the command takes from a cold start.

Paths are pages or folders of pages (HTML or text, gzip'ed or not). Both readers run in a process of their own,
one after the other, on one processor, from the bytes: ours makes the whole report, trafilatura the main text and the
page's metadata. The first page is read once before the clock starts, so that start-up is not counted.

Keys: ``pages_per_second`` (all pages, refused ones too), ``cpu_seconds_per_page``, ``peak_mb`` (peak resident
memory of our process, in 10**6 bytes), ``cold_start_seconds`` (median of five runs of the whole command on the
smallest page, after one that is not counted), ``trafilatura_pages_per_second``. Then ``pages``, ``refused``,
``cpu_seconds_per_read_page`` (refused pages left out, since they are cheap) and trafilatura's CPU and memory.
``--out`` writes each page's name, bytes, CPU seconds and code of refusal.
"""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from benchmarks.frame import Figure, Result, ratio
from crossread.errors import CrossreadError, PageError
from crossread.fetch.sources import fetch_source, list_sources
from crossread.reading import report
from crossread.record import RawPage

COLD_RUNS = 5


@dataclass(frozen=True)
class Timed:
    """One page read.

    Attributes:
        name: Its name.
        size: Bytes, unpacked.
        cpu_seconds: Processor time.
        refused: Code, if it was refused.
    """

    name: str
    size: int
    cpu_seconds: float
    refused: str | None


@dataclass(frozen=True)
class Measured:
    """All pages read by one reader.

    Attributes:
        pages: Each page.
        wall_seconds: Wall-clock time of all.
        peak_mb: Peak resident memory of the process, in 10**6 bytes.
    """

    pages: tuple[Timed, ...]
    wall_seconds: float
    peak_mb: float

    @property
    def per_second(self) -> float | None:
        """Pages per second of wall-clock time."""
        return ratio(len(self.pages), self.wall_seconds)

    def cpu(self, *, refused: bool = True) -> float | None:
        """Processor seconds per page, refused ones counted or not."""
        seconds = [page.cpu_seconds for page in self.pages if refused or page.refused is None]
        return ratio(sum(seconds), len(seconds))


Read = Callable[[RawPage], str | None]
"""Reads a page; gives the code of its refusal."""


def run(paths: list[Path], limit: int | None) -> Result:
    """Measure both readers, then the command.

    Args:
        paths: Pages and folders of pages.
        limit: Read at most so many pages.
    """
    listing = list_sources(map(str, paths))
    names = [page.source for page in islice((page for page in listing.pages if page.error is None), limit)]
    ours, theirs = (_alone(measure, names) for measure in (_ours, _trafilaturas))
    refused = sum(page.refused is not None for page in ours.pages)
    figures: dict[str, Figure] = {
        "pages_per_second": ours.per_second,
        "cpu_seconds_per_page": ours.cpu(),
        "peak_mb": ours.peak_mb,
        "cold_start_seconds": _cold_start(names),
        "trafilatura_pages_per_second": theirs.per_second,
        "pages": len(names),
        "refused": refused,
        "cpu_seconds_per_read_page": ours.cpu(refused=False),
        "trafilatura_cpu_seconds_per_page": theirs.cpu(),
        "trafilatura_peak_mb": theirs.peak_mb,
    }
    rows: list[Sequence[Figure]] = [
        ("crossread", ours.per_second, ours.cpu(), ours.peak_mb),
        ("trafilatura", theirs.per_second, theirs.cpu(), theirs.peak_mb),
    ]
    header = ("reader", "pages per second", "CPU seconds per page", "peak MB")
    return Result(figures=figures, rows=rows, header=header, predictions=[asdict(page) for page in ours.pages])


def _alone(measure: Callable[[list[str]], Measured], names: list[str]) -> Measured:
    """The result of a measurement in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(measure, names).result()


def _ours(names: list[str]) -> Measured:
    def read(raw: RawPage) -> str | None:
        try:
            refusal = report(raw).refusal
        except PageError as error:
            return error.code
        return refusal.code if refusal else None

    return _measured(names, read)


def _trafilaturas(names: list[str]) -> Measured:
    from trafilatura import bare_extraction

    def read(raw: RawPage) -> str | None:
        return None if bare_extraction(raw.content, with_metadata=True) else "nothing found"

    return _measured(names, read)


def _measured(names: list[str], read: Read) -> Measured:
    for name in names[:1]:
        _timed(name, read)
    begin = time.perf_counter()
    timed = tuple(_timed(name, read) for name in names)
    wall = time.perf_counter() - begin
    unit = 1 if sys.platform == "darwin" else 1024
    return Measured(timed, wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)


def _timed(name: str, read: Read) -> Timed:
    try:
        raw = fetch_source(name)
    except CrossreadError as error:
        return Timed(name, 0, 0.0, error.code)
    begin = time.process_time()
    refused = read(raw)
    return Timed(name, len(raw.content), time.process_time() - begin, refused)


def _cold_start(names: list[str]) -> float | None:
    """Median wall-clock seconds of the command on the smallest page, interpreter included."""
    if not names:
        return None
    smallest = min(names, key=lambda name: (Path(name).stat().st_size, name))
    script = Path(sys.executable).with_name("crossread")
    command = [str(script)] if script.exists() else [sys.executable, "-c", "from crossread.cli.app import main; main()"]
    seconds = []
    for _ in range(COLD_RUNS + 1):
        begin = time.perf_counter()
        subprocess.run([*command, "read", smallest], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds[1:])
