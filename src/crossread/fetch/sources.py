"""From what a user names to raw pages: files, folders, standard input, addresses.

Bytes only: nothing here looks inside a page. Every way in has a cap on bytes, and what is left out is said.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR
from typing import BinaryIO, Final

from crossread.errors import CrossreadError, PageTooLarge, SourceMissing, SourceUnreadable
from crossread.page.limits import MAX_BYTES
from crossread.record import RawPage

STDIN: Final = "-"
"""The name of standard input."""

MEDIA_TYPES: Final = {
    ".htm": "text/html",
    ".html": "text/html",
    ".txt": "text/plain",
    ".xhtml": "application/xhtml+xml",
}
"""Suffixes that are read in folders, each also with ``.gz`` behind it, and the media type each one declares."""

LIST_SUFFIXES: Final = frozenset({".atom", ".rdf", ".rss", ".urls", ".warc", ".xml"})
"""Suffixes of lists of pages and archives, which a case takes from folders too, each also with ``.gz`` behind it."""

GZIP_MAGIC: Final = b"\x1f\x8b"
"""How gzip'ed bytes begin."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One page that a source stands for.

    Attributes:
        source: What `fetch_source` takes.
        error: Why it cannot even be looked for, if so.
    """

    source: str
    error: CrossreadError | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What the sources of one call stand for.

    Attributes:
        pages: The pages, in the order of the sources; those of a folder by code points of their paths.
        other_files: How many files of folders are no pages by their suffix and are not read.
        many: Whether more than one page was asked for, be it by a folder that holds a single one.
    """

    pages: tuple[Listed, ...]
    other_files: int
    many: bool


def is_address(source: str) -> bool:
    """Whether a source is an address of the web (or of another kind of network) and not a path."""
    scheme, mark, _ = source.partition("://")
    return bool(mark) and scheme[:1].isalpha() and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum()


def list_sources(sources: Iterable[str], *, lists: bool = False) -> Listing:
    """The pages that sources stand for; nothing is read yet.

    Args:
        sources: Paths of files and folders, ``-`` for standard input, ``http`` and ``https`` addresses.
            Folders are searched all the way down, hidden files and folders left out, links to folders not
            followed.
        lists: Also take lists of pages and archives from folders.
    """
    pages: list[Listed] = []
    others = folders = 0
    for source in sources:
        if source == STDIN or is_address(source) or not Path(source).is_dir():
            pages.append(Listed(source))
            continue
        folders += 1
        found, left, errors = _folder(source, lists=lists)
        others += left
        pages += found or [Listed(source, SourceMissing(f"{source}: the folder holds no pages"))]
        pages += errors
    return Listing(tuple(pages), others, many=folders > 0 or len(pages) > 1)


def fetch_source(
    source: str | Path, *, allow_private: bool = False, max_bytes: int = MAX_BYTES, stdin: BinaryIO | None = None
) -> RawPage:
    """The raw page a source names.

    Args:
        source: A path (always one if it is a `Path`), ``-`` for standard input, or an address.
        allow_private: Also fetch addresses of private networks; for intranets one trusts, and tests.
        max_bytes: Cap on the page's bytes, after decompression.
        stdin: What to read for ``-``; standard input if None.

    Raises:
        SourceError: It is missing, unreadable, may not be fetched, or gave no page.
        PageTooLarge: It exceeds the cap.
    """
    if isinstance(source, str):
        if source == STDIN:
            content = _capped(stdin or sys.stdin.buffer, max_bytes, "standard input")
            return RawPage(content=content, name=STDIN)
        if is_address(source):
            from crossread.fetch.web import fetch_address  # urllib3 and ssl are slow to import, and only needed here

            return fetch_address(source, allow_private=allow_private, max_bytes=max_bytes)
    return _file(str(source), max_bytes)


def shown_name(name: str) -> str:
    """A source's name in characters that can be written anywhere: bytes that are no UTF-8 are escaped."""
    return name.encode("utf-8", "backslashreplace").decode()


def _file(path: str, max_bytes: int) -> RawPage:
    name = shown_name(path)
    try:
        if S_ISDIR(Path(path).stat().st_mode):
            raise SourceUnreadable(f"{name}: a folder, not a file")
        with Path(path).open("rb") as stream:
            content = _capped(stream, max_bytes, name)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissing(f"{name}: no such file or folder") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise SourceUnreadable(f"{name}: {getattr(error, 'strerror', None) or error}") from error
    if content.startswith(GZIP_MAGIC):
        content = unzipped(content, max_bytes, name)
    return RawPage(content=content, name=name, media_type=_media_type(path))


def _media_type(path: str) -> str | None:
    """What the suffix declares; None for an unknown one, whose bytes then tell."""
    return MEDIA_TYPES.get(_suffix(path))


def _suffix(path: str) -> str:
    """The suffix in small letters, that of compression left out."""
    return Path(path.lower().removesuffix(".gz")).suffix


def _capped(stream: BinaryIO, max_bytes: int, name: str) -> bytes:
    """All of a stream; it may be a pipe or a device without an end."""
    parts: list[bytes] = []
    left = max_bytes + 1
    while left and (part := stream.read(min(left, _CHUNK))):
        parts.append(part)
        left -= len(part)
    if not left:
        raise PageTooLarge(f"{name}: more than {max_bytes:,} bytes")
    return b"".join(parts)


def unzipped(content: bytes, max_bytes: int, name: str) -> bytes:
    """What a gzip file holds, all of its members; never more than the cap in memory.

    Args:
        content: The file.
        max_bytes: Cap on what it holds.
        name: Its name, for errors.

    Raises:
        SourceUnreadable: It is damaged.
        PageTooLarge: It holds more than the cap.
    """
    parts: list[bytes] = []
    left = max_bytes + 1
    while content:
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(content, left)
        except zlib.error as error:
            raise SourceUnreadable(f"{name}: damaged gzip data") from error
        parts.append(part)
        left -= len(part)
        if left <= 0:
            raise PageTooLarge(f"{name}: more than {max_bytes:,} bytes when unpacked")
        if not member.eof:
            raise SourceUnreadable(f"{name}: the gzip data ends too early")
        content = member.unused_data.lstrip(b"\0")  # padding between members is allowed
    return b"".join(parts)


def _folder(folder: str, *, lists: bool) -> tuple[list[Listed], int, list[Listed]]:
    """Pages of a folder, the number of its other files, and the folders in it that cannot be opened."""
    pages: list[str] = []
    errors: list[Listed] = []
    others = 0

    def unreadable(error: OSError) -> None:
        path = str(error.filename or folder)
        errors.append(Listed(path, SourceUnreadable(f"{shown_name(path)}: {error.strerror or error}")))

    for path in _files_below(folder, unreadable):
        if (_media_type(path) is not None or (lists and _suffix(path) in LIST_SUFFIXES)) and Path(path).is_file():
            pages.append(path)
        else:
            others += 1
    return [Listed(path) for path in sorted(pages)], others, sorted(errors, key=lambda item: item.source)


def _files_below(folder: str, unreadable: Callable[[OSError], None]) -> Iterator[str]:
    for where, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (str(Path(where, name)) for name in files if not name.startswith("."))
