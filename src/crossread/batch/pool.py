"""Many pages, each read in a process with a cap on time and memory, so that none can take the others with it.

A process is used again for the next page; one that runs over its time, breaks, or meets its memory cap is
ended and replaced, and its page is listed with a code. The order of what comes out is the order of what was
asked for, whatever the number of processes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, LifoQueue
from typing import Final

import msgspec

from crossread import errors
from crossread.batch.tasks import Outcome, Task, broken
from crossread.batch.worker import Answer, Done, Failed, OutOfMemory, Ready, receive, send
from crossread.errors import CrossreadError, PageTooLarge, ReadingCrashed, ReadingTimedOut
from crossread.knowledge import Own
from crossread.record import RawPage

MAX_SECONDS: Final = 10
"""Processor seconds a page may take. Processor time and not the clock on the wall, so that a busy machine does not
refuse what an idle one reads; counted in whole seconds, hence up to one more."""

MAX_WALL_SECONDS: Final = 30.0
"""Wall-clock seconds a page may take, for one that waits instead of working."""

MAX_MEMORY: Final = 2 << 30
"""Bytes of address space a process may take, code and tables included."""

_START_SECONDS: Final = 60.0  # for a process to load the code, on a slow disk
_OUT_OF_TIME = getattr(signal, "SIGXCPU", 0)  # what a process is sent that has used up its processor time
_TIRED: Final = 0.25  # share of the memory cap at whose peak a process is replaced, lest leftovers add up
_AHEAD: Final = 4  # pages read ahead for each process, so that a slow page does not stop the others

READER: Final = "crossread.reading:report"
RULES_READER: Final = "crossread.reading:report_by_rules"
"""The pure function that reads a page, by its import path."""

_BOOT = (
    "import sys; sys.path[:] = sys.argv[1:]; from crossread.batch.worker import main; "
    "from crossread.knowledge import Own; main(%r, %d, %d, %r)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may take.

    Attributes:
        seconds: Seconds of processor time; not held on Windows.
        wall_seconds: Seconds of the clock.
        memory: Bytes of address space; not held on Windows and macOS.
    """

    seconds: int = MAX_SECONDS
    wall_seconds: float = MAX_WALL_SECONDS
    memory: int = MAX_MEMORY


def read_many(
    tasks: Iterable[Task],
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    reader: str = READER,
    own: Own | None = None,
) -> Iterator[Outcome]:
    """Read pages, each in a process with caps.

    Args:
        tasks: The pages; their bytes are fetched in this process.
        jobs: Processes at work at once; the number of processors if None.
        limits: Caps for each page.
        reader: The function that reads a page, as ``module:name``.
        own: The user's own actors and places, held to the rules before by `Own.load`.

    Yields:
        One outcome for each task, in their order. Nothing is raised for a page; its error is in its outcome.
    """
    jobs = max(1, jobs or _processors())
    pool = _Pool(limits or Limits(), reader, own or Own())
    waiting: deque[Future[Outcome]] = deque()
    threads = ThreadPoolExecutor(jobs, thread_name_prefix="crossread-batch")
    try:
        for task in tasks:
            waiting.append(threads.submit(pool.outcome, task))
            while waiting and (len(waiting) >= jobs * _AHEAD or waiting[0].done()):  # tasks may be slow in coming
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        pool.close()


def _processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def error_of(code: str, message: str) -> CrossreadError:
    """The error with a code, as it came from another process."""
    return _ERRORS.get(code, CrossreadError)(message)


def _error_classes() -> dict[str, type[CrossreadError]]:
    classes = (value for value in vars(errors).values() if isinstance(value, type))
    return {value.code: value for value in classes if issubclass(value, CrossreadError) and "code" in vars(value)}


_ERRORS = _error_classes()


class _Worker:
    """One process; `pages` counts those it was given."""

    def __init__(self, limits: Limits, reader: str, own: Own) -> None:
        boot = _BOOT % (reader, limits.memory, limits.seconds, own)
        self.pages = 0
        self._limits = limits
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
                [sys.executable, "-P", "-c", boot, *sys.path],  # -P: never code from the folder one works in
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise ReadingCrashed(f"no process could be started: {error}") from error
        ready = self._exchange(None, _START_SECONDS)
        if not isinstance(ready, Ready):
            raise ReadingCrashed("the reading process did not start")
        self.memory_capped = ready.memory_capped

    def read(self, raw: RawPage) -> Done:
        """Read one page.

        Raises:
            CrossreadError: It could not be read; after a `ReadingStopped` the process is gone.
        """
        self.pages += 1
        answer = self._exchange(raw, self._limits.wall_seconds)
        if isinstance(answer, Done):
            return answer
        if isinstance(answer, Failed):
            raise error_of(answer.code, answer.message)
        self.close()
        if isinstance(answer, OutOfMemory):
            raise ReadingCrashed("it took more than the memory of its process")
        if self._process.returncode == -_OUT_OF_TIME:
            raise ReadingTimedOut(f"it took more than {self._limits.seconds} seconds of processor time")
        raise ReadingCrashed(f"its process ended, {_how_ended(self._process.returncode)}")

    def _exchange(self, raw: RawPage | None, seconds: float) -> Answer | None:
        """Send a page if there is one, and wait for the answer; None if the process ended without one."""
        over = threading.Event()

        def end() -> None:
            over.set()
            self._process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            data = self._talk(raw)
        finally:
            timer.cancel()
        if over.is_set() and data is None:
            self.close()
            raise ReadingTimedOut(f"it took more than {seconds:g} seconds")
        return None if data is None else msgspec.msgpack.decode(data, type=Answer)

    def _talk(self, raw: RawPage | None) -> bytes | None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return None
        try:
            if raw is not None:
                send(stdin, raw)
            return receive(stdout)
        except (OSError, ValueError):  # the process ended while it was written to, or the pool was closed
            return None

    @property
    def alive(self) -> bool:
        """Whether the process can take another page."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # unsent bytes of a page whose process is gone
                    continue


def _how_ended(code: int) -> str:
    """An exit status in words."""
    if code >= 0:
        return f"exit status {code}"
    try:
        return f"by signal {signal.Signals(-code).name}"
    except ValueError:
        return f"by signal {-code}"


@dataclass
class _Pool:
    """Processes that wait for a page, most recently used first."""

    limits: Limits
    reader: str
    own: Own
    _idle: LifoQueue[_Worker] = field(default_factory=LifoQueue)
    _all: set[_Worker] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def outcome(self, task: Task) -> Outcome:
        """Fetch and read one page."""
        try:
            raw = task.fetch()
            return self._read(task, msgspec.structs.replace(raw, facts=task.facts + raw.facts))
        except CrossreadError as error:
            return Outcome(name=task.name, error=error)
        except MemoryError:
            return Outcome(name=task.name, error=PageTooLarge("it does not fit into memory"))
        except Exception as error:
            return Outcome(name=task.name, error=ReadingCrashed(broken(error)))

    def _read(self, task: Task, raw: RawPage) -> Outcome:
        worker = self._take()
        try:
            done = self._done(worker, raw)
        except ReadingCrashed:
            if worker.pages == 1:
                raise
            # Pages read before may be to blame; what becomes of a page must not hang on them.
            worker = self._start()
            done = self._done(worker, raw)
        return Outcome(
            name=task.name,
            made=done.record,
            memory_capped=worker.memory_capped,
            peak_bytes=done.peak_bytes,
            cpu_seconds=done.cpu_seconds,
        )

    def _done(self, worker: _Worker, raw: RawPage) -> Done:
        try:
            done = worker.read(raw)
            if done.peak_bytes > self.limits.memory * _TIRED:
                worker.close()
        finally:
            self._give_back(worker)
        return done

    def _take(self) -> _Worker:
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._start()

    def _start(self) -> _Worker:
        worker = _Worker(self.limits, self.reader, self.own)
        with self._lock:
            self._all.add(worker)
            if self._closed:
                worker.close()
        return worker

    def _give_back(self, worker: _Worker) -> None:
        if worker.alive:
            self._idle.put(worker)
        else:
            with self._lock:
                self._all.discard(worker)

    def close(self) -> None:
        """End all processes, also those at work."""
        with self._lock:
            self._closed = True
            for worker in self._all:
                worker.close()
