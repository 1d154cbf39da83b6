"""What the commands on pages do: list sources, read them, write what came of them, say what was refused."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from crossread.api import user_facts
from crossread.batch.tasks import Outcome, Task, read_here
from crossread.cli.output import Sink, in_format, progress, say, say_refused, sink, write_file
from crossread.errors import CrossreadError, UsageError
from crossread.export import FORMATS, Format
from crossread.export.choosing import only_families
from crossread.fetch.sources import STDIN, Listed, Listing, fetch_source, is_address, list_sources, shown_name
from crossread.knowledge import Knowledge, Own
from crossread.record import Fact, Family, Record, Report, to_json

FAILED = 2


@dataclass(frozen=True, kw_only=True)
class PagesCall:
    """What the user asked for of pages, whatever is done with them.

    Attributes:
        sources: Files, folders, ``-``, addresses.
        quiet: No talk but refused pages.
        jobs: Processes at work at once; None for as many as there are processors.
        rules_only: Whether to read without the model.
        actors: Files with actors of the user's own.
        gazetteers: Files with places of the user's own.
        allow_private_addresses: Whether addresses of private networks may be fetched.
        published: The user's word on the page, as the following; None if there is none.
        url: The page's address.
        outlet: Who published it.
        title: Its headline.
    """

    sources: tuple[str, ...]
    quiet: bool = False
    jobs: int | None = None
    rules_only: bool = False
    actors: tuple[str, ...] = ()
    gazetteers: tuple[str, ...] = ()
    allow_private_addresses: bool = False
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None

    @property
    def own(self) -> Own:
        """Actors and places of the user's own."""
        return Own(actors=self.actors, gazetteers=self.gazetteers)

    def words(self, *, many: bool) -> tuple[Fact, ...]:
        """The user's word on the pages.

        Args:
            many: Whether there are several, of which not everything can be said.

        Raises:
            UsageError: A fact is malformed, or is told of several pages though it can hold for one alone.
        """
        words = (self.published, self.url, self.outlet, self.title)
        if any(word is not None and (not word.strip() or not word.isprintable()) for word in words):
            raise UsageError("a fact is empty, or holds characters that cannot be printed")
        if self.url is not None and not self.url.lower().startswith(("http://", "https://")):
            raise UsageError(f"--url: {self.url!r} is not an http or https address")
        if many and (self.url is not None or self.title is not None):
            raise UsageError("--url and --title say something of one page, and there are several")
        return user_facts(published=self.published, address=self.url, outlet=self.outlet, title=self.title)


@dataclass(frozen=True, kw_only=True)
class Call(PagesCall):
    """What the user asked for of a command that shows something.

    Attributes:
        form: Name of the format.
        output: File to write, or folder where a format takes one file a page; None for standard output.
        families: Families of claims that are wanted; none for all.
    """

    form: str
    output: Path | None = None
    families: tuple[Family, ...] = ()

    def check_output(self, listing: Listing) -> None:
        """Refuse to write over a page that is to be read.

        Raises:
            UsageError: The output is one of the sources.
        """
        if self.output is not None and self.output.exists():
            for page in listing.pages:
                if not is_address(page.source) and Path(page.source).exists() and self.output.samefile(page.source):
                    raise UsageError(f"{self.output} is one of the pages to be read; it would be lost")


@dataclass(kw_only=True)
class Run:
    """One call at work.

    Attributes:
        call: The call.
        listing: Its pages.
        facts: What the user says of them.
        knowledge: Tables to read with; None for the shipped ones.
        read: How many pages were read.
        refused: Name, code and message of each page that was refused, in order.
    """

    call: Call
    listing: Listing
    facts: tuple[Fact, ...]
    knowledge: Knowledge | None = None
    read: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, call: Call) -> Run:
        """The work a call asks for.

        Raises:
            UsageError: The call is wrong.
            RegistryError: A file of actors is malformed.
            GazetteerError: A file of places is no gazetteer.
        """
        listing = list_sources(call.sources)
        call.check_output(listing)
        facts, knowledge = call.words(many=listing.many), call.own.load() if call.own else None
        return cls(call=call, listing=listing, facts=facts, knowledge=knowledge)

    def outcomes(self) -> Iterator[Outcome]:
        """The outcomes that hold a report, in order; errors are kept for the end."""
        capped = True
        # Where the reports themselves scroll by on the screen, a bar among them would only be in the way.
        wanted = not self.call.quiet and (self.call.output is not None or not sys.stdout.isatty())
        with progress(len(self.listing.pages), wanted=wanted) as shown:
            for outcome in self._all():
                capped = capped and outcome.memory_capped
                self._count(outcome)
                shown.step(len(self.refused))
                if outcome.error is None:
                    yield outcome
        if not capped and not self.call.quiet:
            say("This platform does not hold the cap on the memory of a page.")

    def reports(self) -> Iterator[Report]:
        """The reports, in order."""
        return (outcome.report for outcome in self.outcomes() if outcome.report is not None)

    def wanted(self) -> Iterator[Outcome]:
        """The outcomes that hold a report, with claims of the wanted families alone."""
        return (with_families(outcome, self.call.families) for outcome in self.outcomes())

    def _all(self) -> Iterator[Outcome]:
        tasks = [self._task(page) for page in self.listing.pages]
        if self._own_file:
            return iter([read_here(tasks[0], rules_only=self.call.rules_only, knowledge=self.knowledge)])
        from crossread.batch.pool import READER, RULES_READER, read_many  # its machinery is not needed for one file

        reader = RULES_READER if self.call.rules_only else READER
        return read_many(tasks, jobs=1 if len(tasks) == 1 else self.call.jobs, reader=reader, own=self.call.own)

    @property
    def _own_file(self) -> bool:
        """Whether all there is to read is one file of the user's own, which has no caps on time and memory."""
        source = self.listing.pages[0].source
        return not (self.listing.many or source == STDIN or is_address(source))

    def _task(self, page: Listed) -> Task:
        fetch = partial(fetch_source, page.source, allow_private=self.call.allow_private_addresses)
        failed = partial(_raise, page.error) if page.error is not None else None
        return Task(name=shown_name(page.source), fetch=failed or fetch, facts=self.facts)

    def _count(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.refused.append((outcome.name, outcome.error.code, outcome.error.message))
        elif (refusal := outcome.refusal) is not None:
            self.refused.append((outcome.name, refusal.code, refusal.message))
        else:
            self.read += 1

    def finish(self) -> int:
        """Say what was refused; the exit status."""
        say_refused(self.refused)
        if self.listing.many and not self.call.quiet:
            others = f"; {self.listing.other_files:,} other files left alone" if self.listing.other_files else ""
            say(f"{len(self.listing.pages):,} pages: {self.read:,} read, {len(self.refused):,} refused{others}")
        return 0 if self.read else FAILED


def with_families(outcome: Outcome, families: tuple[Family, ...]) -> Outcome:
    """An outcome whose report holds claims of some families alone; the same one where all are wanted."""
    if not families or outcome.report is None:
        return outcome
    return replace(outcome, made=only_families(outcome.report, families))


def _raise(error: CrossreadError) -> NoReturn:
    raise error


def read_pages(call: Call) -> int:
    """``crossread read``: the reports in a format; the exit status."""
    run, form = Run.of(call), FORMATS[call.form]
    if run.listing.many and not form.many:
        return _one_file_each(run, form)
    if form.name == "text":
        from crossread.export.text import view

        with sink(call.output) as out:
            _shown(out, (view(outcome.report) for outcome in run.wanted() if outcome.report is not None))
        return run.finish()
    with sink(call.output) as out:
        _joined(out, form, run.listing.many, (in_format(outcome, form) for outcome in run.wanted()))
    return run.finish()


def _shown(out: Sink, views: Iterable[object]) -> None:
    from rich.rule import Rule

    for number, view in enumerate(views):
        if number:
            out.show(Rule(style="dim"))
        out.show(view)  # type: ignore[arg-type]
        out.flush()


def _joined(out: Sink, form: Format, many: bool, pieces: Iterable[str]) -> None:
    """Several reports in one file; a page that was asked for alone stands there without head and tail."""
    out.write(form.opening() if form.opening else "")
    out.write(form.head if many else "")
    for number, piece in enumerate(pieces):
        out.write((form.between if number else "") + (piece.removesuffix("\n") if form.between else piece))
    out.write(("\n" if form.between else "") + (form.tail if many else ""))


def _one_file_each(run: Run, form: Format) -> int:
    folder = run.call.output
    if folder is None or folder.is_file():
        raise UsageError(f"several pages in {form.name} need a folder: --output FOLDER")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror or error}") from error
    taken: set[str] = set()
    for outcome in run.wanted():
        write_file(folder / _file_name(outcome.name, form.suffix, taken), in_format(outcome, form))
    return run.finish()


def _file_name(name: str, suffix: str, taken: set[str]) -> str:
    """A file name for a page's report, not yet taken, without anything that means something in a path."""
    words = name.rsplit("/", 1)[-1] or name
    stem = (
        "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in words)[:80].strip("._") or "page"
    )
    found, number = f"{stem}{suffix}", 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}{suffix}"
    taken.add(found)
    return found


def show_pages(call: Call, *, full: bool) -> int:
    """``crossread page``: how pages were read; the exit status."""
    run = Run.of(call)
    with sink(call.output) as out:
        if call.form == "text":
            from crossread.export.text import page_view

            _shown(out, (page_view(report, full=full) for report in run.reports()))
        else:
            write_records(out, call.form, run.listing.many, (report.page for report in run.reports()))
    run.finish()
    return 0 if run.read or any(code.startswith("CR6") for _, code, _ in run.refused) else FAILED


def write_records(out: Sink, name: str, many: bool, records: Iterable[Record]) -> None:
    """Write records as JSON, or as JSON lines.

    Args:
        out: Where to.
        name: "json" or "jsonl".
        many: Whether they stand in a list, be there one or several.
        records: The records.
    """
    from crossread.export.json import indented, line

    write = line if name == "jsonl" else indented
    _joined(out, FORMATS[name], many, (write(to_json(record)) for record in records))
