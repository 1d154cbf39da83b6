"""The other side of `batch`: a process that reads pages handed to it, one after the other.

Frames go both ways over standard input and output: four bytes of length, big-endian, then MessagePack. The
first frame out says that the process is ready; then each raw page in is answered by one frame.
"""

from __future__ import annotations

import importlib
import math
import os
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final, cast

import msgspec

from crossread.batch.tasks import broken
from crossread.errors import CrossreadError
from crossread.knowledge import Own, using
from crossread.record import RawPage, Report, to_json

Reader = Callable[[RawPage], Report]

_LENGTH: Final = struct.Struct(">I")


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The process has its caps and its code.

    Attributes:
        memory_capped: Whether the platform took the memory cap.
    """

    memory_capped: bool


class Done(msgspec.Struct, frozen=True, tag=True):
    """A page was read.

    Attributes:
        record: The report as JSON.
        peak_bytes: Peak resident memory of the process so far, 0 if the platform does not say.
        cpu_seconds: Processor time of the page.
    """

    record: bytes
    peak_bytes: int
    cpu_seconds: float


class Failed(msgspec.Struct, frozen=True, tag=True):
    """A page could not be read.

    Attributes:
        code: Code of the error; ``CR302`` for what no code was made for.
        message: What happened.
    """

    code: str
    message: str


class OutOfMemory(msgspec.Struct, frozen=True, tag=True):
    """The memory cap was met; the process ends."""


Answer = Ready | Done | Failed | OutOfMemory


def send(stream: IO[bytes], message: object) -> None:
    """Write one frame."""
    data = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one frame; None if the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def main(reader: str, memory_bytes: int, cpu_seconds: int, own: Own) -> None:
    """Answer pages until standard input ends.

    Args:
        reader: The pure function that reads a page, as ``module:name``.
        memory_bytes: Cap on the address space of this process.
        cpu_seconds: Processor time that a page may take, that of all threads together.
        own: The user's own actors and places.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    frames = _private_output()
    _leave_no_core()
    module, _, name = reader.partition(":")
    read = cast("Reader", getattr(importlib.import_module(module), name))
    knowledge = own.load()
    send(frames, Ready(_cap_memory(memory_bytes)))
    with using(knowledge):
        _answer_all(frames, read, cpu_seconds)


def _answer_all(frames: IO[bytes], read: Reader, cpu_seconds: int) -> None:
    while (data := receive(sys.stdin.buffer)) is not None:
        _cap_cpu(cpu_seconds)
        answer = answer_to(data, read)
        send(frames, answer)
        if isinstance(answer, OutOfMemory):
            return


def answer_to(data: bytes, read: Reader) -> Answer:
    """Read one page.

    Args:
        data: A `RawPage` as MessagePack.
        read: The function that reads it.
    """
    before = _usage()[0]
    try:
        record = to_json(read(msgspec.msgpack.decode(data, type=RawPage)))
    except MemoryError:
        return OutOfMemory()
    except CrossreadError as error:
        return Failed(error.code, error.message)
    except Exception as error:
        return Failed("CR302", broken(error))
    after, peak = _usage()
    return Done(record, peak, after - before)


def _private_output() -> IO[bytes]:
    """Standard output kept for frames; whatever a library prints goes nowhere."""
    frames = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return frames


def _leave_no_core() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


def _cap_memory(memory_bytes: int) -> bool:
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        cap = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (cap, hard))
    except (ImportError, ValueError, OSError):  # no such module on Windows, no such cap on some macOS
        return False
    return sys.platform != "darwin"  # which takes the cap and does not hold it


def _cap_cpu(seconds: int) -> None:
    """Let the system end this process (SIGXCPU) when it has worked so many seconds more."""
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        cap = math.ceil(_usage()[0]) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (cap if hard == resource.RLIM_INFINITY else min(cap, hard), hard))
    except (ImportError, ValueError, OSError):  # the parent's clock ends it then
        return


def _usage() -> tuple[float, int]:
    """Processor seconds and peak resident bytes of this process."""
    try:
        import resource
    except ImportError:
        return sum(os.times()[:2]), 0
    usage: Any = resource.getrusage(resource.RUSAGE_SELF)
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, _own_peak() or usage.ru_maxrss * unit


def _own_peak() -> int:
    """Peak resident bytes of this program, where the system tells; `getrusage` counts those of the parent in, too."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
    except (OSError, ValueError):
        return 0
