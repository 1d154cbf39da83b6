"""Bytes to text: which encoding, what could not be read, what was damaged before.

The encoding is the first of these that fits: byte order mark, what was declared outside the bytes, what the bytes
declare of themselves (``meta``, XML declaration), UTF-8 if the bytes are valid, else what
charset-normalizer detects. A declaration is believed only if the bytes can be what it says; UTF-8 is proof of
itself, since other text is hardly ever valid UTF-8, and wins over a declared single-byte encoding.
"""

from __future__ import annotations

import codecs
import re
import zlib

import msgspec

from crossread.errors import PageEmpty, PageNotText, PageTooLarge
from crossread.page.limits import MAX_BYTES
from crossread.record import Notice, RawPage

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"SQLite format 3\x00", "a database"),
    (b"wOF2", "a font"),
)
"""Signatures of what is no text (file(1) and the WHATWG MIME Sniffing Standard name the same)."""

_LIKE_TEXT = (
    b"BM",
    b"MZ",
    b"BZh",
    b"ID3",
)  # a text can begin with these, too; they count only beside control characters
_GZIP = b"\x1f\x8b"
_HEAD = 4096  # bytes in which a page declares its encoding; the HTML standard asks for the first 1,024
_SAMPLE = 32_768  # bytes given to the detector, and looked at for control characters
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,120}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 11, 12, 13, 26, 27})
_MAX_CONTROLS = 0.02  # share of control bytes above which bytes are no text; texts have none or a few stray ones
_ASCII = bytes(range(128))
_WESTERN = (
    "\u20ac\u201a\u201e\u2026\u2030\u2039\u203a\u0152\u0153\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u2122\xa0\xa1\xa3\xa7\xa9\xaa\xab\xae"
    "\xb0\xb2\xb3\xb4\xb7\xba\xbb\xbc\xbd\xbf\xc0\xc1\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xca\xcb\xcc\xcd\xce\xcf\xd1\xd2\xd3\xd4\xd5\xd6\xd8"
    "\xd9\xda\xdb\xdc\xdf\xe0\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf8\xf9\xfa\xfb\xfc"
).encode("cp1252")  # letters and marks of Western European languages; Czech, Polish and Turkish need others
_WESTERN_SHARE = 0.12  # share of such bytes in Western text; French has some .04, other scripts .4 and more
_LABELS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "iso-8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "utf8": "utf-8", "utf-16": "utf-16-le",
    "x-cp1251": "cp1251", "x-user-defined": "cp1252", "unicode": "utf-16-le", "iso-8859-8-i": "iso-8859-8",
}  # fmt: skip
"""What a declared name means on the web (WHATWG Encoding Standard), as Python codecs."""

_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_UTF8_SEEN_AS_LATIN = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030"
    "\u2039\u203a\u20ac\u2122]|[\u0420\u0421][\u0400-\u045f\u00a0-\u00bb\u2013-\u2122][\u0420\u0421]"
)
_HTML_MEDIA = frozenset({"text/html", "application/xhtml+xml"})
_HTML_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|style|link"
    r"|article|main|section|header|div|table|p|h[1-6]|br|ul|ol|span|a|b|i|em|strong|img|figure|iframe|nav|center|font)"
    r"(?:[\s/>]|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</(?:p|div|h[1-6]|a|span|li|body|html|article|strong|em|b|i|table|td)\s*>|<br\s*/?>", re.IGNORECASE
)
_TAGS_OF_HTML = 6  # closing tags in the sample from which a text without a beginning is a cut-out of HTML


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a page's bytes.

    Attributes:
        text: The text; no NUL and no lone surrogate is in it, and no byte order mark at its start.
        encoding: Name of the encoding, as Python knows it.
        notices: What could not be read, what was replaced, what was damaged before.
    """

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decode(raw: RawPage) -> Decoded:
    """Decode the bytes of a page; gzip'ed bytes are unpacked first.

    Args:
        raw: The bytes, with the encoding declared outside them if there is one.

    Raises:
        PageEmpty: There is nothing but white space.
        PageTooLarge: There are more bytes than the cap, packed or unpacked.
        PageNotText: The bytes are a PDF, an image, an archive or other binary data.
    """
    content = _unpacked(raw.content)
    if not content.strip(b" \t\r\n\f\v\x00"):
        raise PageEmpty(_named(raw, "no text: the content is empty"))
    if what := _binary(content):
        raise PageNotText(_named(raw, f"the content is {what}, not text"))
    encoding, bom = _encoding(content, raw.charset)
    text, replaced = _decoded(content[bom:], encoding)
    text, removed = _NO_CHARACTER.subn("\ufffd", text) if _NO_CHARACTER.search(text) else (text, 0)
    if all(character.isspace() or character in "\ufffd\ufeff" for character in text):
        raise PageEmpty(_named(raw, "no text: nothing in the content is a character"))
    return Decoded(text=text, encoding=encoding, notices=_notices(text, encoding, replaced, removed))


def is_html(raw: RawPage, text: str) -> bool:
    """Whether a page is HTML, by its declared media type or, without one that decides, by how it begins.

    Args:
        raw: The page; ``text/plain`` is believed only if the text does not begin as HTML does.
        text: Its decoded text.
    """
    media = (raw.media_type or "").partition(";")[0].strip().casefold()
    if media in _HTML_MEDIA:
        return True
    head = text[:_SAMPLE].lstrip("\ufeff")
    return bool(_HTML_START.match(head)) or len(_HTML_TAG.findall(head)) >= _TAGS_OF_HTML


def _named(raw: RawPage, message: str) -> str:
    return f"{raw.name}: {message}" if raw.name else message


def _unpacked(content: bytes) -> bytes:
    """The content, unpacked if it is gzip'ed (`page.html.gz`, a response saved as it came)."""
    if len(content) > MAX_BYTES:
        raise PageTooLarge(f"{len(content)} bytes are more than the cap of {MAX_BYTES}")
    if not content.startswith(_GZIP):
        return content
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(content, MAX_BYTES + 1)
    except zlib.error as error:
        raise PageNotText(f"the content begins as gzip and cannot be unpacked: {error}") from error
    if len(unpacked) > MAX_BYTES:
        raise PageTooLarge(f"unpacked, the content has more than the cap of {MAX_BYTES} bytes")
    return unpacked


def _binary(content: bytes) -> str | None:
    """What binary thing the content is, None for text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return None
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    for signature, what in _BINARY:
        if content.startswith(signature) and (signature not in _LIKE_TEXT or controls):
            return what
    if sample[:4] == b"RIFF" and sample[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "an image, a sound or a film"
    if sample[4:8] == b"ftyp":
        return "a film or an image"
    if _wide(sample):
        return None
    nulls = sample.count(0)
    if controls - nulls > _MAX_CONTROLS * len(sample) + 1 or nulls > 0.3 * len(sample) + 8:
        return "binary data"
    return None


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte of Western text is zero."""
    if len(sample) < 16:
        return None
    even, odd = sample[::2].count(0) / len(sample) * 2, sample[1::2].count(0) / len(sample) * 2
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.05 else None


def _encoding(content: bytes, outside: str | None) -> tuple[str, int]:
    """The encoding of the content and the length of its byte order mark."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return encoding, len(bom)
    if wide := _wide(content[:_SAMPLE]):
        return wide, 0
    if _decodes(content, "utf-8"):
        return "utf-8", 0
    for label in (outside, _declared(content)):
        declared = _codec(label) if label else None
        if declared and (_mostly_utf8(content) if declared == "utf-8" else _nearly_decodes(content, declared)):
            return declared, 0
    return _detected(content), 0


def _declared(content: bytes) -> str | None:
    """The encoding the bytes declare of themselves."""
    head = content[:_HEAD]
    found = _XML.search(head) or _META.search(head)
    return found[1].decode("ascii", "replace") if found else None


def _codec(label: str) -> str | None:
    """Python's name of a declared encoding; None if there is none, or if it is no encoding of text."""
    name = label.strip().strip("\"'").casefold()
    try:
        codec = codecs.lookup(_LABELS.get(name, name))
    except (LookupError, ValueError):
        return None
    return codec.name if codec._is_text_encoding and codec.name not in ("idna", "punycode", "utf-7") else None


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return False
    return True


def _nearly_decodes(content: bytes, encoding: str) -> bool:
    """Whether the content can be in a declared encoding, but for a stray byte in some thousands."""
    broken = content.decode(encoding, "replace").count("\ufffd")
    return broken <= max(1, len(content) // 2000)


def _mostly_utf8(content: bytes) -> bool:
    """Whether content that is not valid UTF-8 is UTF-8 with a few broken places, or cut within a character."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken == 1 and text.endswith("\ufffd") and content[-1] >= 0xC2:
        return True
    whole = sum(not character.isascii() for character in text) - broken
    return whole >= 4 * broken


def _detected(content: bytes) -> str:
    """UTF-8 where broken bytes are few in it, Western where nothing else shows, else what charset-normalizer finds.

    Measured on 403 texts of 400 and 4,000 characters in 13 encodings made from news of 41 countries: charset-normalizer
    alone is right in .90, chardet in .90, resiliparse in .93 (none of it Korean), this function in .97.
    """
    if _mostly_utf8(content):
        return "utf-8"
    high = content.translate(None, _ASCII)
    if not high.translate(None, _WESTERN) and len(high) < _WESTERN_SHARE * len(content):
        return "cp1252"
    from charset_normalizer import from_bytes  # 0.05 s, and hardly any page needs it

    best = from_bytes(_high_part(content)).best()
    encoding = _codec(best.encoding) if best else None
    return encoding or "cp1252"


def _high_part(content: bytes) -> bytes:
    """A sample of the content that holds bytes above 127, where the encoding shows."""
    first = re.search(rb"[\x80-\xff]", content)
    start = max(0, (first.start() if first else 0) - 200)
    return content[start : start + _SAMPLE]


def _decoded(content: bytes, encoding: str) -> tuple[str, int]:
    """The text, and how many bytes or sequences fitted no character."""
    text = content.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken and encoding == "utf-8":
        broken -= content.count("\ufffd".encode())  # those the page itself holds
    return text, broken if broken and not _decodes(content, encoding) else 0


def _notices(text: str, encoding: str, replaced: int, removed: int) -> tuple[Notice, ...]:
    notices: list[Notice] = []
    if damaged := count_mojibake(text):
        message = "characters were damaged before the page was read (mojibake); quotes keep them"
        notices.append(Notice(code="CR603", message=message, count=damaged))
    if replaced:
        message = f"bytes that fit no character of {encoding} were replaced by U+FFFD"
        notices.append(Notice(code="CR604", message=message, count=replaced))
    if removed:
        message = "NUL characters or lone surrogates were replaced by U+FFFD"
        notices.append(Notice(code="CR610", message=message, count=removed))
    return tuple(notices)


def count_mojibake(text: str) -> int:
    """How many places of a text look like UTF-8 that was decoded as another encoding.

    The places are those of ftfy's heuristic; it is asked only where the shape of misread UTF-8 shows at all.

    Args:
        text: A decoded text.
    """
    if not _UTF8_SEEN_AS_LATIN.search(text):
        return 0
    from ftfy.badness import badness  # 0.03 s, and hardly any page needs it

    return badness(text)
