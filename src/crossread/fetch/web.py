"""An address of the web, fetched behind the guard of `guard`, with caps on bytes, redirects and time.

Bytes are capped before and after decompression, chunk by chunk; the clock is that of the whole fetch. Proxies of the
environment are not used: behind one the address that is reached cannot be looked at.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from queue import Empty, SimpleQueue
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse

from crossread.errors import CrossreadError, FetchFailed, PageTooLarge
from crossread.fetch.guard import Resolve, Target, checked, parts_of, resolve_name
from crossread.page.limits import MAX_BYTES
from crossread.record import Fact, RawPage
from crossread.version import __version__

MAX_REDIRECTS: Final = 8
"""Redirects that are followed; consent and paywall chains of news sites stay below it."""

MAX_SECONDS: Final = 30.0
"""Wall-clock seconds for one fetch, name resolution and all redirects included; pauses for politeness are not."""

USER_AGENT: Final = f"Crossread/{__version__} (fetches single pages that its user names)"

PAGE_TYPES: Final = frozenset({"text/html", "text/plain", "application/xhtml+xml", "application/xml", "text/xml"})
"""Media types of pages."""

_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 1 << 16
_WAIT = 10.0  # for one connection attempt, or one pause of the server


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave with a page, to be asked later whether the page is still the same.

    Attributes:
        etag: Its ``ETag``.
        last_modified: Its ``Last-Modified``.
    """

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that ask."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered.

    Attributes:
        address: The address that answered, after redirects.
        moved: Whether it is another than was asked for.
        status: Status code, never that of a redirect.
        reason: Its words.
        media_type: Media type, in small letters.
        charset: Declared character encoding.
        content: The body, unpacked; empty unless the status is 200.
        validators: What the server gave to ask again with.
        date: The server's own time of answering, as it wrote it.
    """

    address: str
    moved: bool = False
    status: int
    reason: str = ""
    media_type: str | None = None
    charset: str | None = None
    content: bytes = b""
    validators: Validators = Validators()
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How addresses are fetched.

    Attributes:
        allow_private: Also addresses that are not public.
        max_bytes: Cap on the body's bytes, before and after decompression.
        max_seconds: Cap on the time of the whole fetch.
        resolve: How names become IP addresses.
        connect_to: Replaces the address a connection goes to, after it was checked; tests put a local server there.
    """

    allow_private: bool = False
    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    resolve: Resolve = resolve_name
    connect_to: Callable[[str, int], tuple[str, int]] = lambda ip, port: (ip, port)

    def get(
        self,
        address: str,
        *,
        types: frozenset[str] | None = PAGE_TYPES,
        validators: Validators | None = None,
        permit: Callable[[str], None] = lambda _: None,
    ) -> Answer:
        """What an address answers; redirects are followed, each of them checked like the first.

        Args:
            address: An ``http`` or ``https`` address.
            types: Media types whose bodies are read; None for all.
            validators: What the server gave the last time; where the page is the same the status is 304.
            permit: Called with each address before it is asked for; may wait, or raise.

        Raises:
            AddressRefused: It is no address that may be fetched, or redirects to such a one.
            FetchFailed: No answer came, or one of another type.
            PageTooLarge: The body exceeds the cap.
        """
        at, left = address, self.max_seconds
        for _ in range(MAX_REDIRECTS + 1):
            parts_of(at)
            permit(at)
            started = time.monotonic()
            answer = _within(left, self.max_seconds, address, _Hop(self, at, types, validators))
            left -= time.monotonic() - started
            if isinstance(answer, Answer):
                return replace(answer, moved=answer.address != plain(address))
            at = answer
        raise FetchFailed(f"{address}: more than {MAX_REDIRECTS} redirects")


def fetch_address(
    address: str,
    *,
    max_bytes: int = MAX_BYTES,
    allow_private: bool = False,
    max_seconds: float = MAX_SECONDS,
    resolve: Resolve = resolve_name,
    connect_to: Callable[[str, int], tuple[str, int]] = lambda ip, port: (ip, port),
) -> RawPage:
    """The page at an address.

    Args:
        address: An ``http`` or ``https`` address.
        max_bytes: Cap on its bytes, before and after decompression.
        allow_private: Also fetch from addresses that are not public.
        max_seconds: Cap on the time of the whole fetch.
        resolve: How names become IP addresses.
        connect_to: Replaces IP address and port of a connection, after they were checked; for tests.

    Returns:
        The raw page, with the final address as a fact.

    Raises:
        AddressRefused: It is no address that may be fetched, or redirects to such a one.
        FetchFailed: It gave no page.
        PageTooLarge: It exceeds the cap.
    """
    web = Web(
        allow_private=allow_private,
        max_bytes=max_bytes,
        max_seconds=max_seconds,
        resolve=resolve,
        connect_to=connect_to,
    )
    return raw_page(web.get(address), address)


def raw_page(answer: Answer, name: str) -> RawPage:
    """The page that was answered, with its address as a fact.

    Raises:
        FetchFailed: The server answered with another status than 200.
    """
    if answer.status != 200:
        raise FetchFailed(f"{answer.address}: the server answered {answer.status} {answer.reason}".rstrip())
    fact = Fact(name="address", value=answer.address, known_from="http header" if answer.moved else "user")
    return RawPage(
        content=answer.content, name=name, media_type=answer.media_type, charset=answer.charset, facts=(fact,)
    )


def plain(address: str) -> str:
    """An address without fragment and with a path, to see whether two are the same."""
    parts = urlsplit(address.strip())
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request: its answer, or where it redirects to."""

    web: Web
    address: str
    types: frozenset[str] | None
    validators: Validators | None

    def __call__(self) -> Answer | str:
        target = checked(self.address, allow_private=self.web.allow_private, resolve=self.web.resolve)
        connection = _connection(target, self.web)
        try:
            connection.request("GET", target.path, headers=self._headers(target), preload_content=False)
            response = connection.getresponse()
            location = response.headers.get("location")
            if response.status in _REDIRECTS and location:
                return urljoin(target.address, location.encode("latin-1", "replace").decode("utf-8", "replace"))
            return self._answer(response, target)
        finally:
            connection.close()

    def _headers(self, target: Target) -> dict[str, str]:
        return {
            "Host": target.host_header,
            "User-Agent": USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **(self.validators.headers if self.validators else {}),
        }

    def _answer(self, response: BaseHTTPResponse, target: Target) -> Answer:
        media_type, charset = content_type(response.headers.get("content-type", ""))
        return Answer(
            address=target.address,
            status=response.status,
            reason=response.reason or "",
            media_type=media_type,
            charset=charset,
            content=self._content(response, target, media_type) if response.status == 200 else b"",
            validators=Validators(
                etag=response.headers.get("etag"), last_modified=response.headers.get("last-modified")
            ),
            date=response.headers.get("date"),
        )

    def _content(self, response: BaseHTTPResponse, target: Target, media_type: str | None) -> bytes:
        if self.types is not None and media_type is not None and media_type not in self.types:
            raise FetchFailed(f"{target.address}: it is {media_type}, not a page")
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise FetchFailed(f"{target.address}: packed as {coding!r}, which was not asked for")
        return _body(response, target, self.web.max_bytes)


def _within(seconds: float, allowed: float, address: str, work: Callable[[], Answer | str]) -> Answer | str:
    """The result of some work, or `FetchFailed` after so many seconds.

    A thread of its own, left behind when time is over: name resolution knows no time-out, and a server can send a
    byte now and then for ever.
    """
    results: SimpleQueue[Answer | str | Exception] = SimpleQueue()

    def run() -> None:
        try:
            results.put(work())
        except Exception as error:
            results.put(error)

    threading.Thread(target=run, daemon=True, name="crossread-fetch").start()
    try:
        result = results.get(timeout=max(seconds, 0.001))
    except Empty:
        raise FetchFailed(f"{address}: no answer within {allowed:g} seconds") from None
    if isinstance(result, CrossreadError):
        raise result
    if isinstance(result, Exception):
        raise FetchFailed(f"{address}: {_reason(result)}") from result
    return result


def _reason(error: Exception) -> str:
    """What went wrong, without the class names and object addresses that urllib3 puts into its messages."""
    if isinstance(error, urllib3.exceptions.TimeoutError | TimeoutError):
        return "the server did not answer in time"
    if isinstance(error, urllib3.exceptions.DecodeError):
        return "the server's compressed answer is damaged"
    text = str(error).partition(": ")[2] if str(error).startswith(("<", "HTTP")) else str(error)
    return text or type(error).__name__


def _connection(target: Target, web: Web) -> HTTPConnection:
    """A connection to the checked IP address; the certificate must still be that of the name."""
    ip, port = web.connect_to(target.ip, target.port)
    if target.scheme == "http":
        return HTTPConnection(ip, port, timeout=_WAIT)
    context = _certificates(certifi.where())
    return HTTPSConnection(
        ip, port, timeout=_WAIT, ssl_context=context, server_hostname=target.host, assert_hostname=target.host
    )


@cache
def _certificates(path: str) -> ssl.SSLContext:
    """The authorities that are trusted; reading them takes longer than many a page."""
    context = ssl.create_default_context()
    context.load_verify_locations(path)  # beside the system's, which some Pythons do not find
    return context


def _body(response: BaseHTTPResponse, target: Target, max_bytes: int) -> bytes:
    """The body, unpacked chunk by chunk so that a small answer cannot fill the memory."""
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise PageTooLarge(f"{target.address}: {int(declared):,} bytes, more than {max_bytes:,}")
    parts: list[bytes] = []
    left = max_bytes
    while part := response.read(_CHUNK, decode_content=True):
        left -= len(part)
        if left < 0:
            raise PageTooLarge(f"{target.address}: more than {max_bytes:,} bytes")
        parts.append(part)
    return b"".join(parts)


def content_type(header: str) -> tuple[str | None, str | None]:
    """Media type and charset of a ``Content-Type`` header."""
    media_type, _, rest = header.partition(";")
    charset = None
    for parameter in rest.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'") or None
    return media_type.strip().lower() or None, charset
