"""Bytes to text: encodings, what is no text, what is damaged. All examples are invented."""

from __future__ import annotations

import gzip
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.errors import CrossreadError, PageEmpty, PageNotText, PageTooLarge
from crossread.page.decode import decode, is_html
from crossread.record import RawPage

GERMAN = "Die Brücke über die Tell wurde geschlossen, hieß es. Über fünfzig Häuser sind zerstört. " * 4
RUSSIAN = "Мост через реку закрыт, сообщили местные жители. Разрушено более пятидесяти домов в долине. " * 4


def _codes(raw: RawPage) -> list[str]:
    return [notice.code for notice in decode(raw).notices]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_needs_no_declaration(encoding: str) -> None:
    raw = RawPage(content=GERMAN.encode(encoding))
    assert decode(raw).text == GERMAN
    assert decode(raw).notices == ()


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [(GERMAN, "cp1252", "iso-8859-1"), (RUSSIAN, "cp1251", "windows-1251"), (RUSSIAN, "koi8-r", "KOI8-R")],
)
def test_declared_outside_or_inside(text: str, encoding: str, name: str) -> None:
    assert decode(RawPage(content=text.encode(encoding), charset=name)).text == text
    page = f'<html><head><meta charset="{name}"></head><body>{text}</body></html>'
    assert text in decode(RawPage(content=page.encode(encoding))).text
    page = f'<?xml version="1.0" encoding="{name}"?><html><body>{text}</body></html>'
    assert text in decode(RawPage(content=page.encode(encoding))).text


@pytest.mark.parametrize(("text", "encoding"), [(GERMAN, "cp1252"), (RUSSIAN, "cp1251")])
def test_detected(text: str, encoding: str) -> None:
    assert decode(RawPage(content=text.encode(encoding))).text == text


def test_a_wrong_declaration_does_not_beat_valid_utf8() -> None:
    assert decode(RawPage(content=RUSSIAN.encode(), charset="iso-8859-1")).text == RUSSIAN
    assert decode(RawPage(content=GERMAN.encode(), charset="no such thing")).text == GERMAN


def test_broken_bytes_are_counted() -> None:
    raw = RawPage(content=RUSSIAN.encode() + b"\xff\xfe" + RUSSIAN.encode())
    decoded = decode(raw)
    assert decoded.encoding == "utf-8"
    assert [(notice.code, notice.count) for notice in decoded.notices] == [("CR604", 2)]


def test_replacement_characters_of_the_page_itself_are_not_counted() -> None:
    assert _codes(RawPage(content=f"\ufffd {RUSSIAN}".encode())) == []


def test_nul_and_lone_surrogates() -> None:
    decoded = decode(RawPage(content=b"The bridge\x00 fell near Tellin, they said."))
    assert "\x00" not in decoded.text
    assert [notice.code for notice in decoded.notices] == ["CR610"]


@pytest.mark.parametrize("text", ["The guardâ€™s post was shelled.", "The cafÃ© was closed."])
def test_mojibake_is_reported_and_kept(text: str) -> None:
    decoded = decode(RawPage(content=text.encode()))
    assert decoded.text == text
    assert [notice.code for notice in decoded.notices] == ["CR603"]


@pytest.mark.parametrize(
    "text", ["Ça va à l’été « là »", "São Tomé, Ürümqi, Đà Nẵng", RUSSIAN, "РСФСР и РФ", "naïve Â"]
)
def test_sound_text_is_no_mojibake(text: str) -> None:
    assert _codes(RawPage(content=text.encode())) == []


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\x00\x00\x00", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_nothing_is_refused_as_empty(content: bytes) -> None:
    with pytest.raises(PageEmpty):
        decode(RawPage(content=content))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n....",
        b"\xff\xd8\xff\xe0..",
        b"GIF89a...",
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_text(content: bytes) -> None:
    with pytest.raises(PageNotText):
        decode(RawPage(content=content, name="x.bin"))


def test_a_text_that_begins_like_a_signature() -> None:
    assert decode(RawPage(content=b"BMW closed its works, MZ said.")).text.startswith("BMW")


def test_gzip_is_unpacked_and_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert decode(RawPage(content=gzip.compress(GERMAN.encode()))).text == GERMAN
    with pytest.raises(PageNotText):
        decode(RawPage(content=b"\x1f\x8bbroken"))
    monkeypatch.setattr(importlib.import_module("crossread.page.decode"), "MAX_BYTES", 1000)
    with pytest.raises(PageTooLarge):
        decode(RawPage(content=gzip.compress(b"a" * 2000)))
    with pytest.raises(PageTooLarge):
        decode(RawPage(content=b"a" * 2000))


@pytest.mark.parametrize(
    ("text", "media", "html"),
    [
        ("<!doctype html><p>x", None, True),
        ("\n <!-- a --> <html>", None, True),
        ('<div class="a">x</div>', None, True),
        ("plain", "text/html; charset=utf-8", True),
        ("A < B and C > D, he wrote.", None, False),
        ("<3 they wrote", None, False),
        ("The tag <p> begins a paragraph.", "text/plain", False),
        ("Cut out. <p>One.</p><p>Two.</p><p>a</p><p>b</p><p>c</p><p>d</p>", None, True),
    ],
)
def test_is_html(text: str, media: str | None, html: bool) -> None:
    assert is_html(RawPage(content=text.encode(), media_type=media), text) is html


@given(
    st.binary(max_size=400), st.sampled_from([None, "utf-8", "latin-1", "utf-16", "shift_jis", "idna", "hex", "\x00"])
)
def test_any_bytes_give_text_or_a_coded_error(content: bytes, charset: str | None) -> None:
    try:
        decoded = decode(RawPage(content=content, charset=charset))
    except CrossreadError as error:
        assert error.code in {"CR201", "CR202", "CR203"}
        return
    assert decoded.text.strip()
    assert "\x00" not in decoded.text
    decoded.text.encode()  # no lone surrogate
