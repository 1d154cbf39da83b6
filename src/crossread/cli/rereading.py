"""``crossread reread``: the pages of a case read anew by this version, in capped processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from crossread.batch.pool import READER, RULES_READER, read_many
from crossread.batch.tasks import Outcome, Task
from crossread.case import Case
from crossread.cli.adding import reader_of
from crossread.cli.output import progress, say, say_refused
from crossread.errors import ReadingCrashed
from crossread.knowledge import Own
from crossread.record import MadeBy, RawPage


@dataclass(frozen=True, kw_only=True)
class RereadCall:
    """What the user asked for.

    Attributes:
        case: The case's file.
        jobs: Processes at work at once; None for as many as there are processors.
        rules_only: Whether to read without the model.
        actors: Files with actors of the user's own.
        gazetteers: Files with places of the user's own.
        everything: Also pages that this version has read.
        quiet: No talk but refused pages.
    """

    case: Path
    jobs: int | None = None
    rules_only: bool = False
    actors: tuple[str, ...] = ()
    gazetteers: tuple[str, ...] = ()
    everything: bool = False
    quiet: bool = False


@dataclass(kw_only=True)
class _Rereading:
    """One call at work."""

    case: Case
    made_by: MadeBy | None
    waiting: deque[RawPage] = field(default_factory=deque)
    read: int = 0
    passed: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)

    def tasks(self) -> Iterator[Task]:
        """The pages that this version has not read; all, if it is not said what reads them."""
        for raw in self.case.pages():
            if self.made_by is not None and self.case.has(raw, self.made_by):
                self.passed += 1
                continue
            self.waiting.append(raw)
            yield Task(name=raw.name or "", fetch=partial(_same, raw))

    def take(self, raw: RawPage, outcome: Outcome) -> None:
        """Keep what became of a page."""
        report = outcome.report
        if outcome.error is not None or report is None:
            error = outcome.error or ReadingCrashed("nothing was read")
            self.case.refuse(raw, error.code, error.message)
            self.refused.append((outcome.name, error.code, error.message))
            return
        added = self.case.add(raw, report)
        self.read += added.kind != "already there"
        self.passed += added.kind == "already there"


def read_again(call: RereadCall) -> int:
    """Read the pages of a case anew; the exit status.

    Raises:
        CaseError: The case cannot be used.
        CrossreadError: The model is missing, or a file of the user's own cannot be used.
        KeyboardInterrupt: The user ended it; what was read is kept.
    """
    own = Own(actors=call.actors, gazetteers=call.gazetteers)
    reader = RULES_READER if call.rules_only else READER
    with Case.open(call.case, create=False) as case:
        made_by = None if call.everything else reader_of(own, rules_only=call.rules_only)
        work = _Rereading(case=case, made_by=made_by)
        with progress(case.counts().pages, wanted=not call.quiet) as shown:
            for outcome in read_many(work.tasks(), jobs=call.jobs, reader=reader, own=own):
                work.take(work.waiting.popleft(), outcome)
                shown.step(len(work.refused))
    say_refused(work.refused)
    if not call.quiet:
        say(f"{work.read:,} read anew, {work.passed:,} as before, {len(work.refused):,} refused")
    return 0


def _same(raw: RawPage) -> RawPage:
    return raw
