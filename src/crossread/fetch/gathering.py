"""From what a user names to a stream of raw pages: files, folders, addresses, and whatever lists further pages.

A list (feed, sitemap, list of addresses) or an archive stands for the pages it names, in its order, also within
another list. Addresses are fetched ahead by a few threads; the order of what comes out is that of what was asked for.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Final, Self

import msgspec

from crossread.errors import CrossreadError, FetchFailed, ListUnreadable
from crossread.fetch.lists import LIST_TYPES, ListedPage, PageList, list_kind, read_list
from crossread.fetch.manners import Manners
from crossread.fetch.sources import (
    GZIP_MAGIC,
    STDIN,
    fetch_source,
    is_address,
    list_sources,
    shown_name,
    unzipped,
)
from crossread.fetch.warc import Archive, is_archive
from crossread.fetch.web import PAGE_TYPES, Answer, Validators, Web, plain, raw_page
from crossread.page.stamps import iso_stamp
from crossread.record import Fact, RawPage

MAX_DEPTH: Final = 4
"""Lists within lists; a list of indexes of sitemaps takes three."""

MAX_ADDRESSES: Final = 1_000_000
"""Addresses of one run; an index of sitemaps made to do harm can name any number."""

THREADS: Final = 8
"""Requests at once, all of them to different hosts."""

_AHEAD = 2 * THREADS  # pages asked for ahead, so that a slow host does not stop the others
_HEAD = 1 << 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What is known of an address from before.

    Attributes:
        skip: Whether its page is there and need not be asked for.
        validators: What its server gave to ask whether the page has changed.
    """

    skip: bool = False
    validators: Validators | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One page, or why there is none.

    Attributes:
        name: Its name: a path, an address, or an archive's name with an address.
        raw: The page.
        error: Why there is none.
        unchanged: Whether there is none because it is known from before.
        address: The address that was asked for.
        validators: What its server gave to ask again with.
    """

    name: str
    raw: RawPage | None = None
    error: CrossreadError | None = None
    unchanged: bool = False
    address: str | None = None
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A page to be had: a path or an address, how deep in lists, and what they say of it."""

    source: str
    facts: tuple[Fact, ...] = ()
    depth: int = 0
    error: CrossreadError | None = None


@dataclass(kw_only=True)
class Gatherer:
    """Gathers pages. Use it as a context manager; its end stops what is still being fetched.

    Attributes:
        web: How addresses are fetched.
        delay: Seconds between two requests to one host.
        read_list: Reads a list; `lists.read_list` where nothing must be feared from lists, which are of strangers.
        before: Tells what is known of an address; called in the thread that gathers.
        since: Day, ISO 8601; pages that their list dates before it are left out.
        stdin: What to read for ``-``.
        known: How many pages are known to be wanted up to now, lists counted until they are opened.
        other_files: How many files of folders are no pages.
        other_records: How many records of archives are no pages.
        older: How many listed pages were left out for their date.
    """

    web: Web = field(default_factory=Web)
    delay: float = 1.0
    read_list: Callable[[RawPage], PageList] = read_list
    before: Callable[[str], Before] = lambda _: Before()
    since: str | None = None
    stdin: BinaryIO | None = None
    known: int = 0
    other_files: int = 0
    other_records: int = 0
    older: int = 0

    def __post_init__(self) -> None:
        """Make ready."""
        self._manners = Manners(self.web, self.delay)
        self._threads = _Threads(THREADS)
        self._asked: set[str] = set()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop whatever is still being fetched."""
        self._manners.stop()
        self._threads.close()

    def pages(self, sources: Iterable[str]) -> Iterator[Gathered]:
        """The pages that sources stand for, in order.

        Args:
            sources: Files, folders, addresses, ``-``; each may be a page, a list of pages or an archive.
        """
        listing = list_sources(sources, lists=True)
        self.other_files += listing.other_files
        self.known += len(listing.pages)
        yield from self._walk(_Wanted(page.source, error=page.error) for page in listing.pages)

    def _walk(self, wanted: Iterable[_Wanted]) -> Iterator[Gathered]:
        window: deque[tuple[_Wanted, Future[Answer] | Before]] = deque()
        for item in wanted:
            if not self._is_new(item):
                self.known -= 1
                continue
            window.append((item, self._begun(item)))
            if len(window) >= _AHEAD:
                yield from self._had(*window.popleft())
        while window:
            yield from self._had(*window.popleft())

    def _is_new(self, item: _Wanted) -> bool:
        """Whether an address was not named before in this run."""
        if not is_address(item.source):
            return True
        before = len(self._asked)
        self._asked.add(_plain(item.source))
        return len(self._asked) > before

    def _begun(self, item: _Wanted) -> Future[Answer] | Before:
        """The fetch of an address, begun; other sources are opened when it is their turn."""
        if item.error is not None or not is_address(item.source):
            return Before()
        before = self.before(item.source)
        if before.skip:
            return before
        return self._threads.submit(lambda: self._fetched(item.source, before.validators))

    def _fetched(self, address: str, validators: Validators | None) -> Answer:
        types = PAGE_TYPES | LIST_TYPES
        return self.web.get(address, types=types, validators=validators, permit=self._manners.permit)

    def _had(self, item: _Wanted, begun: Future[Answer] | Before) -> Iterator[Gathered]:
        name = shown_name(item.source)
        try:
            if item.error is not None:
                raise item.error
            if isinstance(begun, Before) and begun.skip:
                yield Gathered(name=name, unchanged=True, address=item.source)
            elif isinstance(begun, Before):
                yield from self._local(item, name)
            else:
                yield from self._answered(item, begun.result())
        except CrossreadError as error:
            yield Gathered(name=name, error=error)

    def _answered(self, item: _Wanted, answer: Answer) -> Iterator[Gathered]:
        if answer.status == 304:
            yield Gathered(name=item.source, unchanged=True, address=item.source)
            return
        raw = raw_page(answer, item.source)
        if raw.content.startswith(GZIP_MAGIC):
            raw = msgspec.structs.replace(raw, content=unzipped(raw.content, self.web.max_bytes, item.source))
        facts = raw.facts + item.facts if answer.moved else item.facts or raw.facts
        if fetched := iso_stamp(answer.date or ""):
            facts = (*facts, Fact(name="fetched", value=fetched, known_from="http header"))
        raw = msgspec.structs.replace(raw, facts=facts)
        if is_archive(raw.content[:_HEAD]):
            yield from self._archive(BytesIO(raw.content), item.source)
        else:
            yield from self._opened(item, raw, answer.validators)

    def _local(self, item: _Wanted, name: str) -> Iterator[Gathered]:
        """A file or standard input."""
        if item.source == STDIN:
            stream = self.stdin or sys.stdin.buffer
            head = stream.peek(_HEAD) if hasattr(stream, "peek") else b""
            if is_archive(head):
                yield from self._archive(stream, name)
                return
        elif is_archive(_head(item.source)):
            with Path(item.source).open("rb") as opened:
                yield from self._archive(opened, name)
            return
        raw = fetch_source(item.source, max_bytes=self.web.max_bytes, stdin=self.stdin)
        yield from self._opened(item, raw, None)

    def _archive(self, stream: BinaryIO, name: str) -> Iterator[Gathered]:
        archive = Archive(stream, name, max_bytes=self.web.max_bytes)
        self.known -= 1
        for found in archive:
            self.known += 1
            yield Gathered(name=found.name, raw=found.raw, error=found.error)
        self.other_records += archive.others

    def _opened(self, item: _Wanted, raw: RawPage, validators: Validators | None) -> Iterator[Gathered]:
        """A page, or the pages of a list."""
        kind = list_kind(raw)
        if kind is None:
            address = item.source if is_address(item.source) else None
            yield Gathered(name=raw.name or item.source, raw=raw, address=address, validators=validators)
            return
        name = shown_name(item.source)
        if item.depth >= MAX_DEPTH:
            raise ListUnreadable(f"{name}: lists within lists, deeper than {MAX_DEPTH}")
        found = self.read_list(raw)
        self.known += len(found.pages) - 1
        for notice in found.notices:
            self.known += 1
            words = f"{name}: {notice.count:,} {notice.message}" if notice.count else f"{name}: {notice.message}"
            yield Gathered(name=name, error=ListUnreadable(words))
        if not found.pages and not found.notices:
            self.known += 1
            raise ListUnreadable(f"{name}: the {kind} names no page")
        yield from self._walk(self._listed(name, found, item.depth + 1))

    def _listed(self, name: str, found: PageList, depth: int) -> Iterator[_Wanted]:
        """The pages of a list that are wanted."""
        for page in found.pages:
            if self.since is not None and not page.is_list and _dated_before(page, self.since):
                self.older += 1
                self.known -= 1
            elif len(self._asked) >= MAX_ADDRESSES:
                error = ListUnreadable(f"{name}: more than {MAX_ADDRESSES:,} addresses in one run")
                yield _Wanted(name, depth=depth, error=error)
                return
            else:
                yield _Wanted(page.address, page.facts, depth)


def _plain(address: str) -> str:
    try:
        return plain(address)
    except ValueError:  # malformed; the guard says so
        return address


def _head(path: str) -> bytes:
    """How a file begins; nothing where it cannot be read, or only once, as a pipe."""
    try:
        if not Path(path).is_file():
            return b""
        with Path(path).open("rb") as stream:
            return stream.read(_HEAD)
    except (OSError, ValueError):
        return b""


def _dated_before(page: ListedPage, day: str) -> bool:
    """Whether all dates that a list gives a page lie before a day; False if it gives none."""
    dates = [fact.value for fact in page.facts if fact.name in {"published", "modified"}]
    return bool(dates) and max(dates)[: len(day)] < day


class _Threads:
    """Threads that fetch, and that do not hold up the end of the program."""

    def __init__(self, count: int) -> None:
        self._work: SimpleQueue[tuple[Future[Answer], Callable[[], Answer]] | None] = SimpleQueue()
        self._count = count
        self._started = 0

    def submit(self, work: Callable[[], Answer]) -> Future[Answer]:
        future: Future[Answer] = Future()
        self._work.put((future, work))
        if self._started < self._count:
            self._started += 1
            threading.Thread(target=self._run, daemon=True, name="crossread-gather").start()
        return future

    def close(self) -> None:
        for _ in range(self._started):
            self._work.put(None)

    def _run(self) -> None:
        while (task := self._work.get()) is not None:
            future, work = task
            try:
                future.set_result(work())
            except CrossreadError as error:
                future.set_exception(error)
            except Exception as error:
                future.set_exception(FetchFailed(f"the fetch broke: {type(error).__name__}: {error}"))
