"""Reading in the process of the tests, for tests of commands in which the processes that read are not the thing tested.

A process costs more than the reading of a test's page, and the same few pages are read again and again; so a page that
was read is remembered for the session. `tests/test_batch.py` tests the processes, and so does `test_cli.py` where the
number of them, or their end, is the subject.
"""

from __future__ import annotations

import importlib
import threading
from typing import cast

import msgspec

from crossread.batch import pool
from crossread.batch.worker import Done, Failed, Reader, answer_to
from crossread.errors import ReadingCrashed
from crossread.knowledge import Own, using
from crossread.record import RawPage

_READ: dict[tuple[str, bytes], Done | Failed] = {}
_LOCK = threading.Lock()


class WorkerHere:
    """Stands for a reading process; the caps are not held."""

    memory_capped = True
    alive = True

    def __init__(self, limits: pool.Limits, reader: str, own: Own) -> None:
        del limits
        self.pages = 0
        self._reader = reader
        self._own = own

    def read(self, raw: RawPage) -> Done:
        """Read one page, or remember what was read."""
        self.pages += 1
        with _LOCK:
            answer = self._answer(msgspec.msgpack.encode(raw))
        if isinstance(answer, Failed):
            raise pool.error_of(answer.code, answer.message)
        return answer

    def _answer(self, data: bytes) -> Done | Failed:
        key = (self._reader, data)
        if self._own != Own():  # what a user's own files hold may change
            return self._read(data)
        if key not in _READ:
            _READ[key] = self._read(data)
        return _READ[key]

    def _read(self, data: bytes) -> Done | Failed:
        module, _, name = self._reader.partition(":")
        with using(self._own.load()):
            answer = answer_to(data, cast("Reader", getattr(importlib.import_module(module), name)))
        if isinstance(answer, Done | Failed):
            return answer
        raise ReadingCrashed("it took more than the memory of its process")

    def close(self) -> None:
        """Nothing is to be ended."""
