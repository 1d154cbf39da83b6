"""Pages to be read and what became of them; and the reading of one here, in this process."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from crossread.errors import CrossreadError, ReadingCrashed
from crossread.knowledge import Knowledge, using
from crossread.record import Fact, Notice, RawPage, Report, report_from_json, to_json


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one page: a report, or an error.

    Attributes:
        name: The name under which it was asked for.
        made: The report, or its JSON as it came from another process; None if there is none.
        error: Why there is none.
        memory_capped: Whether a memory cap held.
        peak_bytes: Peak resident memory of its process up to now, 0 if not known.
        cpu_seconds: Processor time of the reading, 0 if not known.
    """

    name: str
    made: Report | bytes | None = None
    error: CrossreadError | None = None
    memory_capped: bool = True
    peak_bytes: int = 0
    cpu_seconds: float = 0.0

    @cached_property
    def report(self) -> Report | None:
        """The report, decoded when it is first asked for; None if there is none."""
        return report_from_json(self.made) if isinstance(self.made, bytes) else self.made

    @cached_property
    def record(self) -> bytes | None:
        """The report as JSON, as `record.to_json` writes it; None if there is none."""
        return to_json(self.made) if isinstance(self.made, Report) else self.made

    @property
    def refusal(self) -> Notice | None:
        """Why the page was not read beyond its facts, if so; for this a report need not be decoded whole."""
        if isinstance(self.made, bytes):
            return msgspec.json.decode(self.made, type=_Head).refusal
        return self.made.refusal if self.made is not None else None


class _Head(msgspec.Struct):
    refusal: Notice | None


@dataclass(frozen=True, kw_only=True)
class Task:
    """One page to be read.

    Attributes:
        name: Its name, for the outcome.
        fetch: Gives its bytes; raises a `CrossreadError` if it cannot.
        facts: What the user says of it.
    """

    name: str
    fetch: Callable[[], RawPage]
    facts: tuple[Fact, ...] = ()


def read_here(task: Task, *, rules_only: bool = False, knowledge: Knowledge | None = None) -> Outcome:
    """Read one page in this process, without caps on time and memory: a file of the user's own.

    Args:
        task: The page.
        rules_only: Read without the model.
        knowledge: Tables to read with; the shipped ones if None.

    Returns:
        Its outcome; nothing is raised for the page.
    """
    from crossread.reading import report, report_by_rules

    try:
        raw = task.fetch()
        raw = msgspec.structs.replace(raw, facts=task.facts + raw.facts)
        with using(knowledge) if knowledge else nullcontext():
            return Outcome(name=task.name, made=report_by_rules(raw) if rules_only else report(raw))
    except CrossreadError as error:
        return Outcome(name=task.name, error=error)
    except MemoryError:
        return Outcome(name=task.name, error=ReadingCrashed("it took all the memory there is"))
    except Exception as error:
        return Outcome(name=task.name, error=ReadingCrashed(broken(error)))


def broken(error: Exception) -> str:
    """What an error that no code was made for says, and where it comes from."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" at {Path(frame.filename).name}:{frame.lineno}" for frame in last)
    return f"{type(error).__name__}{place}: {str(error)[:200]}"
