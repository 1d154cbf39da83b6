"""A page from an address of the web, fetched so that an address from a stranger does no harm.

Guards, in the order they work:

* only ``http`` and ``https``, no user name in the address, only ports 80, 443 and those from 1024 on;
* the host's name is resolved once, and **every** address found must be a public one: private, loopback,
  link-local, multicast, reserved and metadata addresses are refused, however they are written (decimal, octal,
  hexadecimal, IPv4 inside IPv6, NAT64, 6to4, zone ids), since it is the resolved address that is looked at;
* the connection goes to the address that was looked at, so that a name cannot point elsewhere the second
  time; certificates are still checked against the name;
* each redirect goes through all of it again;
* caps on bytes (before and after decompression), on redirects, and on the time of the whole fetch.

Proxies of the environment are not used: behind one the address that is reached cannot be looked at.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse

from crossread.errors import AddressRefused, CrossreadError, FetchFailed, PageTooLarge
from crossread.record import Fact, RawPage
from crossread.version import __version__

MAX_REDIRECTS: Final = 8
"""Redirects that are followed; consent and paywall chains of news sites stay below it."""

MAX_SECONDS: Final = 30.0
"""Wall-clock seconds for one fetch, name resolution and all redirects included."""

USER_AGENT: Final = f"Crossread/{__version__} (fetches single pages that its user names)"

Resolve = Callable[[str, int], list[str]]
"""Takes a host and a port, gives IP addresses."""

_PAGE_TYPES = {"text/html", "text/plain", "application/xhtml+xml", "application/xml", "text/xml"}
_REDIRECTS = {301, 302, 303, 307, 308}
_PORTS = {"http": 80, "https": 443}
_FIRST_FREE_PORT = 1024  # below it live mail, file and remote-shell services that must not be spoken to by accident
_CHUNK = 1 << 16
_WAIT = 10.0  # for one connection attempt, or one pause of the server

_GLOBAL_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_6TO4 = ip_network("2002::/16")
# From the IANA special-purpose registries, as far as `is_global` of Python 3.11 lets them through; the last
# IPv4 address is the metadata and management service of a large cloud, though it is formally public.
_NOT_PUBLIC_4 = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
_NOT_PUBLIC_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "3fff::/20")))


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be fetched.

    Attributes:
        allow_private: Also addresses that are not public.
        max_bytes: Cap on the page's bytes, before and after decompression.
        max_seconds: Cap on the time of the whole fetch.
        resolve: How names become IP addresses.
        connect_to: Replaces the address a connection goes to, after it was checked; tests put a local server there.
    """

    allow_private: bool
    max_bytes: int
    max_seconds: float
    resolve: Resolve
    connect_to: Callable[[str, int], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart and checked.

    Attributes:
        scheme: ``http`` or ``https``.
        host: Name or IP address, without brackets, in ASCII.
        port: Port.
        path: Path and query, percent-encoded.
        ip: The checked IP address that the connection goes to.
    """

    scheme: str
    host: str
    port: int
    path: str
    ip: str

    @property
    def host_header(self) -> str:
        """Host and port as the request names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """The whole address, without fragment."""
        return f"{self.scheme}://{self.host_header}{self.path}"


def resolve_name(host: str, port: int) -> list[str]:
    """The system's IP addresses of a name, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def is_public(address: str) -> bool:
    """Whether an IP address, in any notation `ipaddress` knows, is one of the public internet.

    An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) is judged by itself; other ways to tunnel are not
    public. Tables: IANA IPv4 and IPv6 Special-Purpose Address Registries.
    """
    try:
        ip = ip_address(address)
    except ValueError:  # zone ids parse, but are looked at below
        return False
    if isinstance(ip, IPv4Address):
        return _is_public_4(ip)
    if ip.scope_id is not None:
        return False
    inner = _inner(ip)
    if inner is not None:
        return _is_public_4(inner)
    return ip in _GLOBAL_UNICAST and not any(ip in network for network in _NOT_PUBLIC_6)


def _is_public_4(ip: IPv4Address) -> bool:
    refused = ip.is_multicast or ip.is_reserved or any(ip in network for network in _NOT_PUBLIC_4)
    return ip.is_global and not refused


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one carries."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or (ip.sixtofour if ip in _6TO4 else None)


def fetch_address(
    address: str,
    *,
    max_bytes: int,
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
    guard = Guard(allow_private, max_bytes, max_seconds, resolve, connect_to)
    return _within(max_seconds, address, lambda: _follow(address, guard))


def _within(seconds: float, address: str, work: Callable[[], RawPage]) -> RawPage:
    """The result of some work, or `FetchFailed` after so many seconds.

    A thread of its own, left behind when time is over: name resolution knows no time-out, and a server can send a
    byte now and then for ever.
    """
    results: SimpleQueue[RawPage | Exception] = SimpleQueue()

    def run() -> None:
        try:
            results.put(work())
        except Exception as error:
            results.put(error)

    threading.Thread(target=run, daemon=True, name="crossread-fetch").start()
    try:
        result = results.get(timeout=seconds)
    except Empty:
        raise FetchFailed(f"{address}: no answer within {seconds:g} seconds") from None
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


def _follow(address: str, guard: Guard) -> RawPage:
    """Fetch, and follow redirects, each of them checked like the first."""
    at = address
    for _ in range(MAX_REDIRECTS + 1):
        target = _checked(at, guard)
        result = _get(target, guard)
        if isinstance(result, RawPage):
            moved = target.address != _plain(address)
            fact = Fact(name="address", value=target.address, known_from="http header" if moved else "user")
            return RawPage(
                content=result.content,
                name=address,
                media_type=result.media_type,
                charset=result.charset,
                facts=(fact,),
            )
        at = urljoin(target.address, result)
    raise FetchFailed(f"{address}: more than {MAX_REDIRECTS} redirects")


def _plain(address: str) -> str:
    """An address without fragment and with a path, to see whether a redirect led elsewhere."""
    parts = urlsplit(address.strip())
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


def _checked(address: str, guard: Guard) -> Target:
    """The address taken apart, its name resolved, and the IP addresses checked."""
    scheme, host, port, path = _parts(address)
    try:
        found = guard.resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"{address}: the name {host!r} is not known") from error
    if not found:
        raise FetchFailed(f"{address}: the name {host!r} has no address")
    refused = [ip for ip in found if not is_public(ip)]
    if refused and not guard.allow_private:
        raise AddressRefused(f"{address}: {host} is at {refused[0]}, which is not a public address")
    return Target(scheme, host, port, path, found[0])


def _parts(address: str) -> tuple[str, str, int, str]:
    """Scheme, host, port, and path with query.

    Raises:
        AddressRefused: It is malformed or of a kind that is not fetched.
    """
    address = address.strip()
    if any(character.isspace() or not character.isprintable() for character in address) or "\\" in address:
        raise AddressRefused(f"{address!r}: an address holds no spaces, control characters or backslashes")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        ascii_host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise AddressRefused(f"{address}: malformed address") from error
    if parts.scheme not in _PORTS:
        raise AddressRefused(f"{address}: only http and https addresses are fetched")
    if "@" in parts.netloc or "%" in host or not host:
        raise AddressRefused(f"{address}: an address with a user name, a zone or no host is not fetched")
    port = _PORTS[parts.scheme] if port is None else port
    if port not in _PORTS.values() and port < _FIRST_FREE_PORT:
        raise AddressRefused(f"{address}: port {port} is not one of the web")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
    return parts.scheme, ascii_host, port, f"{path}?{query}" if query else path


def _get(target: Target, guard: Guard) -> RawPage | str:
    """One request: the page, or where it redirects to."""
    connection = _connection(target, guard)
    try:
        connection.request(
            "GET",
            target.path,
            headers={
                "Host": target.host_header,
                "User-Agent": USER_AGENT,
                "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
                "Accept-Encoding": "gzip",
                "Connection": "close",
            },
            preload_content=False,
        )
        response = connection.getresponse()
        location = response.headers.get("location")
        if response.status in _REDIRECTS and location:
            return location.encode("latin-1", "replace").decode("utf-8", "replace")
        return _page(response, target, guard)
    finally:
        connection.close()


def _connection(target: Target, guard: Guard) -> HTTPConnection:
    """A connection to the checked IP address; the certificate must still be that of the name."""
    ip, port = guard.connect_to(target.ip, target.port)
    if target.scheme == "http":
        return HTTPConnection(ip, port, timeout=_WAIT)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # beside the system's, which some Pythons do not find
    return HTTPSConnection(
        ip, port, timeout=_WAIT, ssl_context=context, server_hostname=target.host, assert_hostname=target.host
    )


def _page(response: BaseHTTPResponse, target: Target, guard: Guard) -> RawPage:
    if response.status != 200:
        raise FetchFailed(f"{target.address}: the server answered {response.status} {response.reason or ''}".rstrip())
    media_type, charset = _content_type(response.headers.get("content-type", ""))
    if media_type is not None and media_type not in _PAGE_TYPES:
        raise FetchFailed(f"{target.address}: it is {media_type}, not a page")
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise FetchFailed(f"{target.address}: packed as {coding!r}, which was not asked for")
    return RawPage(content=_body(response, target, guard), media_type=media_type, charset=charset)


def _body(response: BaseHTTPResponse, target: Target, guard: Guard) -> bytes:
    """The body, unpacked chunk by chunk so that a small answer cannot fill the memory."""
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > guard.max_bytes:
        raise PageTooLarge(f"{target.address}: {int(declared):,} bytes, more than {guard.max_bytes:,}")
    parts: list[bytes] = []
    left = guard.max_bytes
    while part := response.read(_CHUNK, decode_content=True):
        left -= len(part)
        if left < 0:
            raise PageTooLarge(f"{target.address}: more than {guard.max_bytes:,} bytes")
        parts.append(part)
    return b"".join(parts)


def _content_type(header: str) -> tuple[str | None, str | None]:
    """Media type and charset of a ``Content-Type`` header."""
    media_type, _, rest = header.partition(";")
    charset = None
    for parameter in rest.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'") or None
    return media_type.strip().lower() or None, charset
