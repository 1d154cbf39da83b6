"""``crossread add``: pages gathered from sources, read in capped processes, kept in a case."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from crossread.batch.pool import READER, RULES_READER, Limits, error_of, read_many
from crossread.batch.tasks import Outcome, Task
from crossread.case import Case
from crossread.case.fetches import Fetched
from crossread.cli.commands import FAILED, PagesCall
from crossread.cli.output import Progress, progress, say, say_refused, sink
from crossread.errors import CrossreadError, ReadingCrashed, UsageError
from crossread.export.words import counted
from crossread.fetch.gathering import Before, Gathered, Gatherer
from crossread.fetch.lists import PageList
from crossread.fetch.sources import STDIN, is_address
from crossread.fetch.web import Validators, Web
from crossread.knowledge import Own
from crossread.record import Fact, MadeBy, RawPage, Record, to_json
from crossread.version import __version__

LIST_READER = "crossread.fetch.lists:read_list"
"""The function that reads a list of pages, which is done in a capped process too."""

_LIST_LIMITS = Limits(seconds=20, wall_seconds=60.0)  # a sitemap of 50,000 pages takes two


@dataclass(frozen=True, kw_only=True)
class AddCall(PagesCall):
    """What the user asked for; sources are pages, lists of pages or archives.

    Attributes:
        case: The case's file.
        form: ``text`` or ``json``.
        delay: Seconds between two requests to one host.
        since: Day before which listed pages are left out.
        refresh: Whether addresses whose page is there are asked for again.
    """

    case: Path
    form: str = "text"
    delay: float = 1.0
    since: str | None = None
    refresh: bool = False

    def facts(self) -> tuple[Fact, ...]:
        """The user's word on the pages.

        Raises:
            UsageError: A fact is malformed, or is told of several pages though it can hold for one alone.
        """
        source = self.sources[0]
        many = len(self.sources) > 1 or (not is_address(source) and source != STDIN and Path(source).is_dir())
        return self.words(many=many)


class RefusedPage(Record, frozen=True, kw_only=True):
    """A page that was not added, or whose claims were not read.

    Attributes:
        name: Its name.
        code: Code of the reason.
        message: The reason.
    """

    name: str
    code: str
    message: str


class AddingDone(Record, frozen=True, kw_only=True):
    """What became of the pages.

    Attributes:
        pages: How many there were.
        read: How many were read and added.
        new: How many of these are new reports.
        new_versions: How many are new versions of reports that were there.
        read_again: How many were there and were read by another version of the program.
        already_there: How many were there and not read again.
        other_files: How many files of folders are no pages.
        other_records: How many records of archives are no pages.
        older: How many listed pages lie before the day asked for.
        refused: The rest, in order.
    """

    pages: int
    read: int
    new: int
    new_versions: int
    read_again: int
    already_there: int
    other_files: int
    other_records: int
    older: int
    refused: tuple[RefusedPage, ...]


@dataclass(kw_only=True)
class _Adding:
    """One call at work."""

    call: AddCall
    case: Case
    facts: tuple[Fact, ...]
    made_by: MadeBy
    shown: Progress = field(default_factory=Progress)
    kinds: Counter[str] = field(default_factory=Counter)
    already: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    capped: bool = True
    waiting: deque[tuple[Gathered, RawPage]] = field(default_factory=deque)

    def run(self, gatherer: Gatherer) -> None:
        """Gather, read, add."""
        reader = RULES_READER if self.call.rules_only else READER
        for outcome in read_many(self._tasks(gatherer), jobs=self.call.jobs, reader=reader, own=self.call.own):
            found, raw = self.waiting.popleft()
            self._take(found, raw, outcome)
            self._step(gatherer)

    def _tasks(self, gatherer: Gatherer) -> Iterator[Task]:
        """The pages that must be read; the rest is counted and kept on the way."""
        for found in gatherer.pages(self.call.sources):
            if found.error is not None:
                self._refuse(found.name, found.name, found.error)
            elif found.raw is None:
                self.already += 1
            else:
                raw = msgspec.structs.replace(found.raw, facts=self.facts + found.raw.facts)
                if not self.case.has(raw, self.made_by):
                    self.waiting.append((found, raw))
                    self.shown.expect(gatherer.known)
                    yield Task(name=found.name, fetch=partial(_given, raw))
                    continue
                self.case.seen(raw)
                self._note(found)
                self.already += 1
            self._step(gatherer)

    def _take(self, found: Gathered, raw: RawPage, outcome: Outcome) -> None:
        self.capped = self.capped and outcome.memory_capped
        report = outcome.report
        if outcome.error is not None or report is None:
            self._refuse(found.name, raw, outcome.error or ReadingCrashed("nothing was read"))
            return
        added = self.case.add(raw, report)
        self._note(found)
        if report.refusal is not None:
            self.refused.append((found.name, report.refusal.code, report.refusal.message))
        elif added.kind == "already there":  # the page stands twice among the sources
            self.already += 1
        else:
            self.kinds[added.kind] += 1

    def _note(self, found: Gathered) -> None:
        """Keep what the server gave with a page."""
        if found.address is not None and found.validators is not None:
            given = found.validators
            self.case.note_fetched(found.address, Fetched(etag=given.etag, last_modified=given.last_modified))

    def _refuse(self, name: str, page: RawPage | str, error: CrossreadError) -> None:
        self.case.refuse(page, error.code, error.message)
        self.refused.append((name, error.code, error.message))

    def _step(self, gatherer: Gatherer) -> None:
        self.shown.expect(gatherer.known)
        self.shown.step(len(self.refused), note=f"{self.already:,} already there" if self.already else "")

    def done(self, gatherer: Gatherer) -> AddingDone:
        """What became of the pages."""
        return AddingDone(
            pages=self.kinds.total() + self.already + len(self.refused),
            read=self.kinds.total(),
            new=self.kinds["new"],
            new_versions=self.kinds["new version"],
            read_again=self.kinds["re-read"],
            already_there=self.already,
            other_files=gatherer.other_files,
            other_records=gatherer.other_records,
            older=gatherer.older,
            refused=tuple(RefusedPage(name=name, code=code, message=told) for name, code, told in self.refused),
        )


def add_pages(call: AddCall) -> int:
    """Add pages to a case; the exit status: 0 if a page was read or was there, 2 if nothing could be.

    Raises:
        CaseError: The case cannot be used.
        UsageError: The call is wrong.
        KeyboardInterrupt: The user ended it; what was added is kept, and the same call goes on from there.
    """
    facts, made_by = call.facts(), reader_of(call.own, rules_only=call.rules_only)
    _check_since(call.since)
    with Case.open(call.case) as case, _gatherer(call, case) as gatherer:
        adding = _Adding(call=call, case=case, facts=facts, made_by=made_by)
        try:
            with progress(None, wanted=not call.quiet) as adding.shown:
                adding.run(gatherer)
        except KeyboardInterrupt:
            say(f"Ended by you; {adding.kinds.total():,} pages were added. The same command goes on from there.")
            raise
        done = adding.done(gatherer)
    _tell(call, adding, done)
    return 0 if done.read or done.already_there else FAILED


def _given(raw: RawPage) -> RawPage:
    return raw


def _check_since(since: str | None) -> None:
    from datetime import date

    try:
        _ = since and date.fromisoformat(since)
    except ValueError as error:
        raise UsageError(f"--since: {since!r} is not a day, as 2021-09-05") from error


def reader_of(own: Own, *, rules_only: bool) -> MadeBy:
    """What will read pages, as their records will name it.

    Args:
        own: Tables of the user's own.
        rules_only: Whether to read without the model.

    Raises:
        ModelError: The model is not installed.
        SourceError: A file of the user's own cannot be read.
        RegistryError: A file of actors is malformed.
        GazetteerError: A file of places is no gazetteer.
    """
    digest = own.load().digest if own else None
    if rules_only:
        return MadeBy(crossread=__version__, own=digest)
    from crossread.tagger.model import model_name

    return MadeBy(crossread=__version__, model=model_name(), own=digest)


def _gatherer(call: AddCall, case: Case) -> Gatherer:
    def before(address: str) -> Before:
        known = case.fetched(address)
        if known is None:
            return Before()
        if not call.refresh:
            return Before(skip=True)
        return Before(validators=Validators(etag=known.etag, last_modified=known.last_modified))

    web = Web(allow_private=call.allow_private_addresses)
    return Gatherer(web=web, delay=call.delay, read_list=_read_list, before=before, since=call.since)


def _read_list(raw: RawPage) -> PageList:
    """Read a list in a capped process: it is a stranger's, and its reader was not made for such.

    Raises:
        CrossreadError: It cannot be read.
    """
    task = Task(name=raw.name or "", fetch=partial(_given, raw))
    (outcome,) = read_many([task], jobs=1, limits=_LIST_LIMITS, reader=LIST_READER)
    if outcome.error is not None:
        raise error_of(outcome.error.code, f"{raw.name}: {outcome.error.message.removeprefix(f'{raw.name}: ')}")
    return msgspec.json.decode(outcome.record or b"", type=PageList)


def _tell(call: AddCall, adding: _Adding, done: AddingDone) -> None:
    if call.form == "json":
        with sink(None) as out:
            out.write(to_json(done, indent=2).decode() + "\n")
    say_refused(adding.refused)
    if call.quiet:
        return
    if not adding.capped:
        say("This platform does not hold the cap on the memory of a page.")
    say(f"{counted(done.pages, 'page')}: {', '.join(_counts(done))}")


def _counts(done: AddingDone) -> Iterable[str]:
    told = [(done.new, "new"), (done.new_versions, "new versions of reports"), (done.read_again, "read again")]
    parts = [f"{count:,} {words}" for count, words in told if count]
    yield f"{done.read:,} read" + (f" ({', '.join(parts)})" if done.read > done.new else "")
    yield f"{done.already_there:,} already there"
    yield f"{len(done.refused):,} refused"
    others = ((done.older, "older"), (done.other_files, "other files"), (done.other_records, "other records"))
    yield from (f"{count:,} {words} left alone" for count, words in others if count)


__all__ = ["AddCall", "AddingDone", "RefusedPage", "add_pages", "reader_of"]
