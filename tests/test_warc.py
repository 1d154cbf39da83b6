"""Web archives: pages in order with what is known of them; damaged ones end in a code and never hang."""

from __future__ import annotations

import gzip
import io
import random
import zlib

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from crossread.fetch import warc
from crossread.fetch.warc import Archive, Found, is_archive
from tests.warc_records import HTML, warc_record

ONE = warc_record("http://news.example/1", b"<p>An invented page.</p>")
TWO = warc_record("http://news.example/2", b"<p>Another.</p>")


def _found(data: bytes, **options: int) -> list[Found]:
    return list(Archive(io.BytesIO(data), "a.warc", **options))


def _codes(data: bytes, **options: int) -> list[str]:
    """The addresses of pages, and the codes of what is none."""
    return [
        found.error.code if found.error is not None else found.name.partition("#")[2][-1]
        for found in _found(data, **options)
    ]


@pytest.mark.parametrize(
    "data", [ONE + TWO, gzip.compress(ONE) + gzip.compress(TWO), gzip.compress(ONE + TWO), ONE + TWO[:-4]]
)
def test_pages_come_in_order_with_what_the_archive_knows(data: bytes) -> None:
    first, second = _found(data)
    assert first.raw is not None
    assert first.raw.content == b"<p>An invented page.</p>"
    assert (first.raw.media_type, first.raw.charset) == ("text/html", "utf-8")
    assert [(fact.name, fact.value, fact.known_from) for fact in first.raw.facts] == [
        ("address", "http://news.example/1", "warc"),
        ("fetched", "2021-09-06T10:00:00+00:00", "warc"),
    ]
    assert (first.name, second.name) == ("a.warc#http://news.example/1", "a.warc#http://news.example/2")


def test_an_archive_is_told_by_its_first_bytes() -> None:
    assert is_archive(ONE)
    assert is_archive(gzip.compress(ONE)[:400])
    assert not is_archive(b"<html>")
    assert not is_archive(gzip.compress(b"<html>"))
    assert not is_archive(b"\x1f\x8bnothing")


def test_what_is_no_page_is_counted() -> None:
    picture = warc_record("http://news.example/p", b"x", http=b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n")
    missing = warc_record("http://news.example/m", b"x", http=b"HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n")
    robots = warc_record(
        "http://news.example/robots.txt", b"x", http=b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    )
    archive = Archive(io.BytesIO(picture + ONE + missing + robots), "a.warc")
    assert len(list(archive)) == 1
    assert archive.others == 3


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_packed_page_is_unpacked(coding: str) -> None:
    body = gzip.compress(b"<p>Packed.</p>") if coding == "gzip" else zlib.compress(b"<p>Packed.</p>")
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n".encode()
    (found,) = _found(warc_record("http://news.example/1", body, http=http))
    assert found.raw is not None
    assert found.raw.content == b"<p>Packed.</p>"


@pytest.mark.parametrize(
    ("record", "length"),
    [(b"x" * 100, 10**18), (b"x" * 100, 10**30), (b"x" * 100, 80), (b"x" * 100, 0), (b"x" * 100, 200),
     (b"x" * 100, 164), (b"x" * 100, 166), (b"x", -5), (b"x", "many"), (b"x", ""), (b"x", "1e3"), (b"x", "٣")],
)  # fmt: skip
def test_a_false_length_costs_its_own_record_alone(record: bytes, length: int | str) -> None:
    false = warc_record("http://news.example/9", record, length=length)
    assert _codes(ONE + false + TWO) == ["1", "CR107", "2"]
    assert _codes(false + ONE) == ["CR107", "1"]
    assert _codes(gzip.compress(ONE + false + TWO)) == ["1", "CR107", "2"]


def test_a_record_without_a_length() -> None:
    without = ONE.replace(b"Content-Length", b"X-Length")
    assert _codes(without + TWO) == ["CR107", "2"]


def test_rubbish_before_between_and_after_is_said() -> None:
    assert _codes(b"rubbish\r\n" + ONE) == ["CR107", "1"]
    assert _codes(ONE + b"rubbish\r\n" + TWO)[-1] == "2"
    assert "CR107" in _codes(ONE + b"rubbish\r\n" + TWO)
    assert "CR107" in _codes(ONE + b"rubbish")


def test_an_archive_cut_short_loses_its_last_page_alone() -> None:
    assert _codes(ONE + TWO[:-10]) == ["1", "CR107"]
    assert _codes(gzip.compress(ONE) + gzip.compress(TWO)[:-12]) == ["1", "CR107"]


def test_damaged_gzip_is_said() -> None:
    assert _codes(gzip.compress(ONE) + b"\x1f\x8b\x08 no gzip") == ["1", "CR107"]


def test_zstandard_is_refused() -> None:
    assert _codes(b"\x28\xb5\x2f\xfd....") == ["CR107"]


def test_a_page_that_was_cut_when_it_was_archived_is_refused() -> None:
    cut = warc_record("http://news.example/9", b"<p>Half a", head="WARC-Truncated: length\r\n")
    assert _codes(cut + ONE) == ["CR107", "1"]


@pytest.mark.parametrize("coding", ["gzip", "chunked"])
def test_a_false_coding_costs_its_own_record_alone(coding: str) -> None:
    name = b"Content-Encoding: gzip" if coding == "gzip" else b"Transfer-Encoding: chunked"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + name + b"\r\n\r\n"
    assert _codes(warc_record("http://news.example/9", b"<p>plain</p>", http=http) + ONE) == ["CR107", "1"]


def test_a_page_over_the_cap_is_refused_and_the_next_is_read() -> None:
    assert _codes(warc_record("http://news.example/9", b"x" * 2_000) + ONE, max_bytes=1_000) == ["CR202", "1"]


def test_a_page_that_is_a_bomb_is_refused_and_the_next_is_read() -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    bomb = warc_record("http://news.example/9", gzip.compress(b"x" * 50_000_000), http=http)
    assert _codes(bomb + ONE) == ["CR202", "1"]


def test_an_archive_that_is_a_bomb_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "_STRETCH", 1 << 20)
    bomb = gzip.compress(ONE) + gzip.compress(warc_record("http://news.example/9", b"", length=10**12) + bytes(1 << 25))
    codes = _codes(bomb)
    assert codes[0] == "1"
    assert codes[-1] == "CR202"


@pytest.mark.parametrize(
    "data",
    [b"", b"WARC/1.0", b"WARC/1.0\r\n" * 50_000, b"\nWARC/1.0\r\nContent-Length: 99999999\r\n\r\n" * 5_000,
     b"WARC/1.0\r\n" + b"A: " + b"x" * 3_000_000 + b"\r\n\r\n", bytes(100_000), b"\r\n" * 50_000],
)  # fmt: skip
def test_archives_made_of_nothing_end(data: bytes) -> None:
    assert len(_found(data)) <= warc.MAX_DAMAGES + 1


def test_damage_anywhere_never_raises_and_never_invents_a_page() -> None:
    whole = {b"<p>An invented page.</p>", b"<p>Another.</p>"}
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(ONE + TWO + ONE)
        at = chance.randrange(len(data))
        if chance.random() < 0.5:
            del data[at : at + chance.randrange(1, 40)]
        else:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 40)))
        contents = [found.raw.content for found in _found(bytes(data)) if found.raw is not None]
        assert sum(content in whole for content in contents) >= len(contents) - 1  # the damaged one may be a page still


def _written(**record: object) -> bytes:
    """A record as fastwarc itself writes it."""
    stream = io.BytesIO()
    made = WarcRecord()
    body = record["body"]
    assert isinstance(body, bytes)
    made.init_headers(record["kind"], content_length=len(body))  # type: ignore[arg-type]
    made.headers["WARC-Target-URI"] = "http://news.example/1"
    made.headers["Content-Type"] = str(record["media"])
    made.set_bytes_content(body)
    made.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "media", "body", "type_"),
    [
        (WarcRecordType.resource, "text/html; charset=utf-8", b"<p>An invented page.</p>", "text/html"),
        (WarcRecordType.conversion, "text/plain", b"An invented page.", "text/plain"),
        (WarcRecordType.response, "application/http; msgtype=response", HTML + b"<p>", "text/html"),
    ],
)
def test_archives_of_another_writer(kind: WarcRecordType, media: str, body: bytes, type_: str) -> None:
    (found,) = _found(_written(kind=kind, media=media, body=body) + b"")
    assert found.raw is not None
    assert found.raw.content == body.rpartition(b"\r\n\r\n")[2]
    assert found.raw.media_type == type_


def test_requests_are_counted_and_no_pages() -> None:
    asked = b"GET / HTTP/1.1\r\n\r\n"
    request = _written(kind=WarcRecordType.request, media="application/http; msgtype=request", body=asked)
    info = _written(kind=WarcRecordType.warcinfo, media="application/warc-fields", body=b"software: invented\r\n")
    archive = Archive(io.BytesIO(info + request + ONE), "a.warc")
    assert [found.name for found in archive] == ["a.warc#http://news.example/1"]
    assert archive.others == 2
