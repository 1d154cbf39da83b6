"""Web archives (WARC 1.0 and 1.1, plain or gzip'ed), read by fastwarc as a stream of pages.

An archive may be damaged, or made to do harm, so no length it tells is believed:

* a record is taken only when the next one begins where the record's own length says, or the archive ends there; where
  it does not, the record is refused and reading goes on at the next line that begins a record;
* the bytes of one page are capped, packed and unpacked;
* an archive that unpacks to far more than any text does is left (a bomb).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Final

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crossread.errors import ArchiveDamaged, CrossreadError, PageTooLarge
from crossread.fetch.web import PAGE_TYPES, content_type
from crossread.page.limits import MAX_BYTES
from crossread.record import Fact, RawPage

MAX_DAMAGES: Final = 20
"""Damaged places of one archive after which the rest is left."""

MAX_RATIO: Final = 300
"""Times its packed size that an archive may unpack to. Pages pack to a quarter or a tenth; gzip's bound is 1,032."""

_FIRST_YEAR = 1991  # of the web; an earlier date is that of a clock that was not set
_STRETCH = 1 << 28  # unpacked bytes after which the ratio is looked at again
_KEPT = 2 * MAX_BYTES  # bytes since the last record began that are kept, to go on from where a length proves false
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_BEGIN = b"WARC/"
_NEXT = re.compile(rb"\nWARC/1\.\d")
_NEXT_SIZE = 9
_HEAD_END = b"\r\n\r\n"
_TYPES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


@dataclass(frozen=True, slots=True)
class Found:
    """One page of an archive, or why there is none.

    Attributes:
        name: The archive's name and the page's address.
        raw: The page.
        error: What is wrong with the record.
    """

    name: str
    raw: RawPage | None = None
    error: CrossreadError | None = None


def is_archive(head: bytes) -> bool:
    """Whether bytes begin as a WARC does, plain or gzip'ed.

    Args:
        head: The first bytes, some hundred at least where they are gzip'ed.
    """
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(_BEGIN)


class Archive:
    """The pages of one archive, in its order.

    Attributes:
        others: How many records are no pages: requests, pictures, errors.
    """

    def __init__(self, stream: BinaryIO, name: str, *, max_bytes: int = MAX_BYTES) -> None:
        """Read from a stream.

        Args:
            stream: The archive, packed or not.
            name: Its name.
            max_bytes: Cap on the bytes of a page.
        """
        self.others = 0
        self._name = name
        self._max_bytes = max_bytes
        self._bytes = _Bytes(unpacked(stream, name))
        self._waiting: Found | None = None  # the last page, until what follows proves the length of its record true
        self._start = self._end = 0  # offsets of the last record in the unpacked archive
        self._here = name  # its name

    def __iter__(self) -> Iterator[Found]:
        """The pages; nothing is raised for a damaged archive, its damages are among them."""
        for _ in range(MAX_DAMAGES):
            try:
                yield from self._pages()
                return
            except CrossreadError as error:  # no more bytes can be had
                if self._waiting is not None:
                    whole = self._waiting.error is not None or self._bytes.ends_record(self._end)
                    yield self._waiting if whole else Found(self._waiting.name, error=error)
                yield Found(self._name, error=error)
                return
            except (OSError, ValueError, EOFError) as error:
                yield self._damage(str(error))
            if not self._bytes.seek_record(self._start + 1):
                return
        yield Found(self._name, error=ArchiveDamaged(f"{self._name}: too much is damaged; the rest is left unread"))

    def _pages(self) -> Iterator[Found]:
        """Pages from where the stream stands, up to the next damage."""
        self._waiting, self._start, self._here = None, self._bytes.base, self._name
        for record in self._records():
            if self._waiting is not None:
                yield self._waiting
                self._waiting = None
            self._start, head = self._bytes.begin(record.stream_pos)
            self._here = f"{self._name}#{_address(record)}"
            self._end = head + _length(record)
            self._waiting = self._page(record)
        if self._bytes.read_to < self._end:
            raise ValueError("the archive ends before it does")
        if self._waiting is not None:
            yield self._waiting

    def _records(self) -> Iterator[WarcRecord]:
        """All records from where the stream stands."""
        return iter(
            ArchiveIterator(
                self._bytes,  # type: ignore[arg-type]  # whatever can be read and told will do
                record_types=WarcRecordType.any_type,
                parse_http=True,
                auto_decode="all",
                stream_detect=False,
                fsspec_args=False,
            )
        )

    def _damage(self, why: str) -> Found:
        """The record whose length is false, or the place where none begins."""
        if self._waiting is not None and self._waiting.error is not None:
            return self._waiting  # a page over the cap is not read to its end, and the reader loses its place
        name = self._here
        where = f"the record at byte {self._start:,} of the archive as unpacked is damaged, or its length is false"
        return Found(name, error=ArchiveDamaged(f"{name}: {where} ({why})"))

    def _page(self, record: WarcRecord) -> Found | None:
        """The page of a record; None if it holds none."""
        address, name = _address(record), self._here
        media_type, charset = self._types(record)
        if not _holds_page(record, media_type, address):
            self.others += 1
            return None
        if record.headers.get("WARC-Truncated"):
            return Found(name, error=ArchiveDamaged(f"{name}: the page was cut when it was archived"))
        content = record.reader.read(self._max_bytes + 1)
        if len(content) > self._max_bytes:
            return Found(name, error=PageTooLarge(f"{name}: more than {self._max_bytes:,} bytes"))
        raw = RawPage(content=content, name=name, media_type=media_type, charset=charset, facts=_facts(record, address))
        return Found(name, raw)

    def _types(self, record: WarcRecord) -> tuple[str | None, str | None]:
        if record.is_http_parsed:
            return content_type(record.http_headers.get("Content-Type") or "")
        return content_type(record.headers.get("Content-Type") or "")


def _address(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")


def _length(record: WarcRecord) -> int:
    """The length a record tells.

    Raises:
        ValueError: It tells none, or one that is no number.
    """
    told = (record.headers.get("Content-Length") or "").strip()
    if not (told.isascii() and told.isdecimal()):
        raise ValueError("it tells no length")
    return int(told)


def _holds_page(record: WarcRecord, media_type: str | None, address: str) -> bool:
    """Whether a record is an answer that holds a page: not a picture, an error, a redirect, a robots.txt."""
    if not record.record_type & _TYPES or not address.lower().startswith(("http://", "https://")):
        return False
    if record.is_http_parsed and record.http_headers.status_code != 200:
        return False
    return media_type in PAGE_TYPES and not address.lower().partition("?")[0].endswith("/robots.txt")


def _facts(record: WarcRecord, address: str) -> tuple[Fact, ...]:
    """What the archive says of a page: its address, and when it was fetched."""
    moment: datetime | None = record.record_date  # None where the date is none
    facts = [Fact(name="address", value=address, known_from="warc")]
    if moment is not None and record.headers.get("WARC-Date") and moment.year >= _FIRST_YEAR:
        fetched = moment.astimezone(UTC).replace(microsecond=0).isoformat()
        facts.append(Fact(name="fetched", value=fetched, known_from="warc"))
    return tuple(facts)


class _Bytes:
    """What fastwarc reads from: unpacked bytes, those since the last record kept, so that reading can go back.

    Attributes:
        base: Offset in the unpacked archive from which the present reader counts.
        read_to: Offset of the next byte to be given.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.base = self.read_to = 0
        self._chunks = chunks
        self._kept = bytearray()
        self._from = 0  # offset of the first byte that is kept

    def read(self, size: int = -1) -> bytes:
        """The next bytes, perhaps fewer than asked for; none at the end."""
        if self.read_to == self._from + len(self._kept) and not self._more():
            return b""
        inside = self.read_to - self._from
        part = bytes(self._kept[inside : inside + (size if size > 0 else _CHUNK)])
        self.read_to += len(part)
        return part

    def tell(self) -> int:
        """Where the reader stands, counted from `base`."""
        return self.read_to - self.base

    def begin(self, position: int) -> tuple[int, int]:
        """A record begins; what stands before it is forgotten.

        Args:
            position: Where, counted from `base`.

        Returns:
            Where it begins and where its head ends, in the unpacked archive.
        """
        start = self.base + position
        self._forget(start)
        found = self._kept.find(_HEAD_END)
        return start, self._from + found + len(_HEAD_END) if found >= 0 else start

    def ends_record(self, end: int) -> bool:
        """Whether a record that ends at an offset is followed by the empty lines that end one."""
        at = end - self._from
        return at >= 0 and self._kept[at : at + len(_HEAD_END)] == _HEAD_END

    def seek_record(self, after: int) -> bool:
        """Stand where the next record begins; False if none does.

        Args:
            after: Offset in the unpacked archive.
        """
        at = after
        while True:
            found = _NEXT.search(self._kept, max(0, at - self._from))
            if found is not None:
                self.base = self.read_to = self._from + found.start() + 1
                return True
            at = max(at, self._from + len(self._kept) - _NEXT_SIZE)
            self._forget(at)
            if not self._more():
                return False

    def _more(self) -> bool:
        part = next(self._chunks, b"")
        if len(self._kept) > _KEPT:
            self._forget(self.read_to)
        self._kept += part
        return bool(part)

    def _forget(self, before: int) -> None:
        cut = min(before - self._from, len(self._kept))
        if cut > 0:
            del self._kept[:cut]
            self._from += cut


def unpacked(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """The bytes of a stream in chunks, those of all its gzip members if it is packed.

    Args:
        stream: The stream.
        name: Its name, for errors.

    Raises:
        ArchiveDamaged: It cannot be unpacked.
        PageTooLarge: It unpacks to far more than any text does.
    """
    head = stream.read(_CHUNK)
    if head.startswith(_ZSTD):
        raise ArchiveDamaged(f"{name}: packed with Zstandard; unpack it first")
    if head.startswith(_GZIP):
        yield from _gunzipped(stream, head, name)
        return
    while head:
        yield head
        head = stream.read(_CHUNK)


def _gunzipped(stream: BinaryIO, packed: bytes, name: str) -> Iterator[bytes]:
    member = zlib.decompressobj(wbits=31)
    eaten = made = 0  # bytes of the present stretch, packed and unpacked
    while packed:
        try:
            part = member.decompress(packed, _CHUNK)
        except zlib.error as error:
            raise ArchiveDamaged(f"{name}: damaged gzip data; the rest of the archive is left unread") from error
        made += len(part)
        eaten += len(packed) - len(member.unconsumed_tail) - len(member.unused_data)
        if made > _STRETCH:
            if made > MAX_RATIO * eaten:
                raise PageTooLarge(f"{name}: it unpacks to more than {MAX_RATIO} times its size; the rest is left")
            eaten = made = 0
        if part:
            yield part
        fresh = member.unused_data.lstrip(b"\0") if member.eof else member.unconsumed_tail
        packed = fresh or stream.read(_CHUNK)
        if member.eof and packed:
            member = zlib.decompressobj(wbits=31)
    if not member.eof:
        raise ArchiveDamaged(f"{name}: the gzip data ends too early")
