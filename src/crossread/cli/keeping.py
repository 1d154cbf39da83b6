"""What the commands on a case as a whole do: its log, its counts, importing."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from crossread.case import Case, Imported
from crossread.cli.output import say, sink
from crossread.errors import SourceMissing, SourceUnreadable
from crossread.export.json import indented, line
from crossread.export.safe import safe
from crossread.record import Record, to_json

_GZIP = b"\x1f\x8b"
_STDIN = Path("-")


class LogRow(Record, frozen=True, kw_only=True):
    """A line of the log, as JSON shows it.

    Attributes:
        time: When, UTC.
        action: What was done.
        subject: Id or name of what it was done to.
        detail: More of it.
    """

    time: str
    action: str
    subject: str | None
    detail: str | None


class Info(Record, frozen=True, kw_only=True):
    """What a case holds, as JSON shows it.

    Attributes:
        case: The file.
        bytes: Its size.
        reports: Reports that were read; versions count once.
        without_claims: Those of them without a claim.
        not_read: Reports kept with their facts alone, such as those in another language.
        pages: Pages of distinct content.
        readings: Records, older ones included.
        claims: Claims of the newest readings.
        refused: Pages refused and not read since.
        decisions: Decisions, undone ones and undoing included.
    """

    case: str
    bytes: int
    reports: int
    without_claims: int
    not_read: int
    pages: int
    readings: int
    claims: int
    refused: int
    decisions: int


_WORDS = {
    "reports": "reports, their versions counted once",
    "without_claims": "of these without a claim",
    "not_read": "reports kept with their facts alone",
    "pages": "pages of distinct content",
    "readings": "records, older ones included",
    "claims": "claims of the newest records",
    "refused": "pages refused and not read since",
    "decisions": "decisions, undone ones and undoing included",
}


def show_log(case: Path, last: int | None, form: str) -> int:
    """Show what was done; the exit status.

    Raises:
        CaseError: The case cannot be used.
    """
    with Case.open(case, create=False) as opened, sink(None) as out:
        lines = opened.log(last)
        if form == "text":
            for one in lines:
                told = (one.time, one.action, one.subject or "", one.detail or "")
                out.write(safe("  ".join(part for part in told if part)) + "\n")
            return 0
        rows = [
            to_json(LogRow(time=one.time, action=one.action, subject=one.subject, detail=one.detail)) for one in lines
        ]
        out.write("".join(map(line, rows)) if form == "jsonl" else indented(b"[" + b",".join(rows) + b"]"))
    return 0


def show_info(case: Path, form: str) -> int:
    """Show how much a case holds; the exit status.

    Raises:
        CaseError: The case cannot be used.
    """
    with Case.open(case, create=False) as opened:
        counts = opened.counts()
    found = Info(
        case=str(case), bytes=case.stat().st_size, **{name: getattr(counts, name) for name in counts.__slots__}
    )
    with sink(None) as out:
        if form != "text":
            out.write((line if form == "jsonl" else indented)(to_json(found)))
            return 0
        out.write(f"{safe(found.case)}  {found.bytes:,} bytes\n")
        out.write("".join(f"{getattr(found, name):>12,}  {words}\n" for name, words in _WORDS.items()))
    return 0


def import_cases(files: tuple[Path, ...], case: Path, *, quiet: bool) -> int:
    """Put exported cases into a case; the exit status.

    Raises:
        CaseError: The case cannot be used, or a line is malformed.
        SourceError: A file cannot be read.
    """
    with Case.open(case) as opened:
        for file in files:
            done = opened.import_jsonl(_lines(file))
            if not quiet:
                say(f"{safe(str(file))}: {_told(done)}")
    return 0


def _told(done: Imported) -> str:
    parts = [f"{done.pages:,} new pages", f"{done.readings:,} new records", f"{done.already_there:,} already there"]
    parts += [f"{done.decisions:,} new decisions"] if done.decisions else []
    parts += [f"{done.unreadable:,} records of an older form, to be read anew"] if done.unreadable else []
    return ", ".join(parts)


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file, gzip'ed or not, one at a time.

    Raises:
        SourceError: It cannot be read.
    """
    if path == _STDIN:
        yield from sys.stdin.buffer
        return
    try:
        with path.open("rb") as stream:
            packed = stream.read(len(_GZIP)) == _GZIP
        with gzip.open(path) if packed else path.open("rb") as lines:
            yield from lines
    except FileNotFoundError as error:
        raise SourceMissing(f"{path}: there is no such file") from error
    except (OSError, EOFError, zlib.error) as error:
        raise SourceUnreadable(f"{path}: {error}") from error
