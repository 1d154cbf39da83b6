"""What the commands write: data to standard output or a file, talk to standard error.

Data is UTF-8 whatever the locale. A file appears only when it is whole. Talk is coded errors with what to do
about them, progress for many pages, and the list of those that were refused.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from crossread.errors import HELP, CrossreadError, UsageError
from crossread.export import Format
from crossread.export.safe import safe

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from crossread.batch.tasks import Outcome

_MAX_WIDTH: Final = 120  # longer lines are hard to read, however wide the screen
_LISTED: Final = 50  # refused pages that are named one by one; the rest is counted by code


class OutputClosed(Exception):
    """Who read our output went away, as ``head`` does; nothing is wrong."""


class Sink:
    """Where the data of one command goes."""

    def __init__(self, stream: IO[bytes], *, screen: bool) -> None:
        """Write to a stream.

        Args:
            stream: Takes bytes.
            screen: Whether it is standard output, which may be a terminal with a width and colours.
        """
        self._stream = stream
        self._screen = screen

    def write(self, text: str) -> None:
        """Write text as UTF-8."""
        self._stream.write(text.encode("utf-8", "backslashreplace"))

    def show(self, renderable: RenderableType) -> None:
        """Write something rich can render: with colours and in its width to a terminal, else plain."""
        from crossread.export.text import plain

        if self._screen and sys.stdout.isatty():
            self._stream.flush()
            console(stderr=False).print(renderable)
        else:
            self.write(plain(renderable, width=plain_width()))

    def flush(self) -> None:
        """Hand everything to the system."""
        self._stream.flush()


@contextmanager
def sink(output: Path | None) -> Iterator[Sink]:
    """Standard output, or a file that takes its name when all of it is written, if anything is.

    Raises:
        UsageError: The file cannot be written.
        OutputClosed: Nobody reads standard output any more.
    """
    if output is None:
        target = Sink(sys.stdout.buffer, screen=True)
        try:
            yield target
            target.flush()
        except BrokenPipeError as error:
            raise OutputClosed from error
        return
    with _whole_file(output) as stream:
        yield Sink(stream, screen=False)


@contextmanager
def binary(output: Path | None) -> Iterator[IO[bytes]]:
    """A stream for bytes: standard output, or a file that takes its name when all of it is written.

    Raises:
        UsageError: The file cannot be written.
        OutputClosed: Nobody reads standard output any more.
    """
    if output is not None:
        with _whole_file(output) as stream:
            yield stream
        return
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise OutputClosed from error


def write_file(path: Path, text: str) -> None:
    """Write a whole file of UTF-8.

    Raises:
        UsageError: It cannot be written.
    """
    with _whole_file(path) as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))


@contextmanager
def _whole_file(path: Path) -> Iterator[IO[bytes]]:
    with _coded(path):
        if path.exists() and not path.is_file():  # a device or a pipe is written as it is
            with path.open("wb") as stream:
                yield stream
            return
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with part.open("xb") as stream:
                yield stream
                empty = stream.tell() == 0
            if not empty:  # where nothing could be read there is no file
                part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def _coded(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


def in_format(outcome: Outcome, form: Format) -> str:
    """One outcome's report in a format that is not shown on a screen."""
    from crossread.export.json import indented, line

    if form.is_json and outcome.record is not None:
        return line(outcome.record) if form.name == "jsonl" else indented(outcome.record)
    return form.one(outcome.report) if outcome.report is not None else ""


@cache
def console(*, stderr: bool) -> Console:
    """A console that knows the terminal's width and colours, ``NO_COLOR`` and ``COLUMNS``."""
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, _MAX_WIDTH)
    return made


def plain_width() -> int:
    """Cells of a line that goes to a file or a pipe: ``COLUMNS`` if it is set, else 100."""
    from crossread.export.text import PLAIN_WIDTH

    asked = os.environ.get("COLUMNS", "")
    return max(40, min(int(asked), 1000)) if asked.isdecimal() else PLAIN_WIDTH


def say(text: str = "") -> None:
    """One line of talk on standard error."""
    print(text, file=sys.stderr)  # noqa: T201 - this is what talks


def say_error(error: CrossreadError, what_to_do: str | None = None) -> None:
    """A coded error and what to do about it, which its code tells unless something better is known."""
    say(f"{error.code} {safe(error.message)}")
    if hint := what_to_do or HELP.get(error.code):
        say(f"      {hint}")


def say_refused(refused: Iterable[tuple[str, str, str]]) -> None:
    """The pages that were refused, by code, the first of each.

    Args:
        refused: Name, code and message of each.
    """
    for line in refused_lines(refused, most=_LISTED):
        say(line)


def refused_lines(refused: Iterable[tuple[str, str, str]], *, most: int | None = None) -> Iterator[str]:
    """Lines that tell which pages were refused and what to do about it, by code.

    Args:
        refused: Name, code and message of each.
        most: How many of each code are named; all if None.
    """
    by_code: dict[str, list[tuple[str, str]]] = {}
    for name, code, message in refused:
        by_code.setdefault(code, []).append((name, message))
    for code, pages in sorted(by_code.items()):
        yield f"{code} {HELP.get(code, '')}".rstrip()
        for name, message in pages[:most]:
            yield f"      {safe(name)}: {safe(message.removeprefix(f'{name}: '))}"
        if most is not None and len(pages) > most:
            yield f"      and {len(pages) - most:,} more"


@contextmanager
def progress(total: int | None, *, wanted: bool) -> Iterator[Progress]:
    """A progress bar on standard error, if it is wanted and standard error is a terminal.

    Args:
        total: How many pages there are; None if that comes out on the way.
        wanted: Whether to show one.
    """
    if not wanted or (total is not None and total < 2) or not sys.stderr.isatty():
        yield Progress()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[note]}"))
    with Bar(*columns, TimeRemainingColumn(), console=console(stderr=True), transient=True) as bar:
        yield _Shown(bar, total)


class Progress:
    """Progress that nobody watches."""

    def expect(self, total: int) -> None:
        """So many pages there are, as far as is known now."""

    def step(self, refused: int, *, note: str = "") -> None:
        """One more page is done.

        Args:
            refused: How many were refused up to now.
            note: What else to say.
        """


class _Shown(Progress):
    def __init__(self, bar: object, total: int | None) -> None:
        from rich.progress import Progress as Bar

        if not isinstance(bar, Bar):
            raise TypeError("a rich progress bar is needed")
        self._bar = bar
        self._task = bar.add_task("reading", total=total, note="")

    def expect(self, total: int) -> None:
        self._bar.update(self._task, total=total)

    def step(self, refused: int, *, note: str = "") -> None:
        told = ", ".join(part for part in (note, f"{refused:,} refused" if refused else "") if part)
        self._bar.update(self._task, advance=1, note=told)
