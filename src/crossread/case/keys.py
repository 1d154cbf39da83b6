"""Ids, folding and packing: small pure functions that the store is built on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from crossread.record import Fact, RawPage, Report, to_json

ID_LENGTH: Final = 16
"""Hexadecimal digits of an id: enough for 10**8 things with one chance in 3,000 that any two collide."""

_LEVEL: Final = 6
_LONG_ID: Final = 32
_FETCHED: Final = frozenset({"fetched"})
_TRACKING: Final = re.compile(r"\A(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|cmpid|ocid)\Z", re.I)
_VERSION_PART: Final = re.compile(r"\d+|[a-z]+")


def digest(*parts: str | bytes | None, length: int = ID_LENGTH) -> str:
    """Hexadecimal digits of the SHA-256 of parts, each told apart from its neighbours and from None."""
    hashed = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(b"-" if data is None else b"%d:" % len(data) + data)
    return hashed.hexdigest()[:length]


def raw_sha256(content: bytes) -> str:
    """SHA-256 of a page's bytes, hexadecimal: its identity."""
    return hashlib.sha256(content).hexdigest()


def input_id(raw: RawPage) -> str:
    """What a page is read from besides its bytes: media type, charset, facts from outside.

    Neither its name nor when it was fetched changes what is read, so that the same page fetched again is not read
    again.
    """
    facts = sorted(to_json(fact) for fact in given_facts(raw))
    return digest(maybe(raw.media_type), maybe(raw.charset), *facts, length=_LONG_ID)


def given_facts(raw: RawPage) -> tuple[Fact, ...]:
    """Facts from outside without the time of fetching."""
    return tuple(fact for fact in raw.facts if fact.name not in _FETCHED)


def fetch_times(raw: RawPage) -> tuple[str, ...]:
    """When the page was fetched, in UTC, as its facts tell."""
    return tuple(sorted(utc(fact.value) for fact in raw.facts if fact.name in _FETCHED))


def arrival_id(raw: RawPage) -> str:
    """Id of a page's coming under one name with one input."""
    return digest(raw_sha256(raw.content), input_id(raw), maybe(raw.name), length=_LONG_ID)


def maybe(text: str | None) -> str | None:
    """Text as `clean` gives it, None for None."""
    return clean(text) if text is not None else None


def bare(report: Report) -> Report:
    """A report without what belongs to its arrival: its name, and when it was fetched."""
    import msgspec

    facts = tuple(fact for fact in report.page.facts if fact.name not in _FETCHED)
    page = report.page if len(facts) == len(report.page.facts) else msgspec.structs.replace(report.page, facts=facts)
    return msgspec.structs.replace(report, name=None, page=page)


def reading_id(page: str, input_of: str, record: bytes) -> str:
    """Id of a reading: of which page, from what input, with what outcome.

    Args:
        page: Hash of the page's bytes.
        input_of: See `input_id`.
        record: JSON of the bare report.
    """
    return digest(page, input_of, record, length=_LONG_ID)


def report_id(address: str | None, page: str) -> str:
    """Id of a report: from its address, or from its one page where no address is known."""
    return digest("page", page) if address is None else digest("address", address)


def address_key(address: str) -> str | None:
    """An address in the form by which two are compared; None for what names no single page.

    Scheme, ``www.``, the usual ports, fragment, a closing slash and parameters that only track readers are left out;
    the other parameters are sorted.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return None
    if parts.scheme.casefold() not in {"http", "https"} or not host:
        return None
    kept = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0]))
    path = parts.path.rstrip("/")
    if not path and not kept:
        return None  # the front page of a site: today's text and tomorrow's are not versions of one report
    return f"{host}{port}{path}" + (f"?{urlencode(kept)}" if kept else "")


def utc(moment: str) -> str:
    """A time as comparable text: in UTC where it has a zone, as it is where it has none.

    Args:
        moment: ISO 8601; what is not is given back.
    """
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return clean(moment)
    if parsed.tzinfo is None:
        return clean(moment)
    return utc_text(parsed)


def utc_text(moment: datetime) -> str:
    """A time with a zone as ISO 8601 text in UTC, to the second: all of one length, so that text is in their order."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def fold(name: str) -> str:
    """A name for comparison: no case, no marks on letters, single spaces."""
    decomposed = unicodedata.normalize("NFKD", name.replace("\0", " "))
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().split())


def clean(text: str) -> str:
    """Text that every database stores: without NUL and lone surrogates."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode() if text else text


def version_key(version: str | None) -> tuple[tuple[int, int, str], ...]:
    """A version in the order of versions: ``0.9`` before ``0.10``, ``1.0rc1`` before ``1.0``; None before all."""
    if version is None:
        return ()
    parts = _VERSION_PART.findall(version.casefold())
    return (*((1, int(part), "") if part.isdecimal() else (-1, 0, part) for part in parts), (0, 0, ""))


def pack(data: bytes) -> bytes:
    """Compressed bytes."""
    return zlib.compress(data, _LEVEL)


def unpack(packed: bytes) -> bytes:
    """What `pack` was given."""
    return zlib.decompress(packed)
