"""The command that makes a gazetteer of the user's own."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from crossread.cli.output import say
from crossread.errors import GazetteerError, SourceMissing, SourceUnreadable, UsageError

_MOST = 1 << 30  # bytes of one list, unpacked; the largest country dump has a third of it


def import_lists(files: Iterable[Path], output: Path) -> int:
    """Read lists of places and write one gazetteer.

    Args:
        files: GeoNames country dumps (``.txt``, or the ``.zip`` they come in), CSV tables of p-codes.
        output: The file to write; an old one is replaced.

    Returns:
        Exit status 0.

    Raises:
        SourceError: A file cannot be read.
        GazetteerError: A file is no such list, or none holds a place.
        UsageError: The output cannot be written.
    """
    from crossread.places.gazetteer import shipped
    from crossread.places.importing import read_lists
    from crossread.places.own import write

    imported = read_lists((one for path in files for one in _texts(path)), shipped())
    if not imported.places:
        raise GazetteerError("no row of these files gives a place")
    try:
        names = write(output, imported.places)
    except (OSError, sqlite3.Error) as error:
        raise UsageError(f"{output} cannot be written: {error}") from error
    say(f"{len(imported.places):,} places, {names:,} names in {output}")
    for reason, count in sorted(imported.skipped.items()):
        say(f"left out: {count:,} {reason}")
    return 0


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each list in a file."""
    try:
        if path.suffix.lower() != ".zip":
            yield str(path), _decoded(path.name, path.read_bytes())
            return
        with zipfile.ZipFile(path) as archive:
            for item in archive.infolist():
                if item.filename.endswith((".txt", ".csv")) and "readme" not in item.filename.lower():
                    if item.file_size > _MOST:
                        raise GazetteerError(f"{path}: {item.filename} is too large")
                    yield f"{path}: {item.filename}", _decoded(item.filename, archive.read(item))
    except FileNotFoundError as error:
        raise SourceMissing(f"{path}: there is no such file") from error
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise SourceUnreadable(f"{path}: {error}") from error


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{name}: is not text in UTF-8 ({error.reason} at byte {error.start})") from error
