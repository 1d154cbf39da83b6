"""Which addresses may be fetched: an address from a stranger must do no harm.

Guards, in the order they work:

* only ``http`` and ``https``, no user name in the address, only ports 80, 443 and those from 1024 on;
* the host's name is resolved once, and **every** address found must be a public one: private, loopback,
  link-local, multicast, reserved and metadata addresses are refused, however they are written (decimal, octal,
  hexadecimal, IPv4 inside IPv6, NAT64, 6to4, zone ids), since it is the resolved address that is looked at;
* the connection goes to the address that was looked at (`web`), so that a name cannot point elsewhere the second
  time; certificates are still checked against the name;
* each redirect goes through all of it again.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import quote, urlsplit

from crossread.errors import AddressRefused, FetchFailed

Resolve = Callable[[str, int], list[str]]
"""Takes a host and a port, gives IP addresses."""

MAX_ADDRESS: Final = 8_000
"""Characters of an address; servers take no longer ones (RFC 9110, 4.1, asks for 8,000)."""

PORTS: Final = {"http": 80, "https": 443}
"""The schemes that are fetched, and their ports."""

_FIRST_FREE_PORT = 1024  # below it live mail, file and remote-shell services that must not be spoken to by accident

_GLOBAL_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_6TO4 = ip_network("2002::/16")
# From the IANA special-purpose registries, as far as `is_global` of Python 3.11 lets them through; the last
# IPv4 address is the metadata and management service of a large cloud, though it is formally public.
_NOT_PUBLIC_4 = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
_NOT_PUBLIC_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "3fff::/20")))


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
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

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


def checked(address: str, *, allow_private: bool, resolve: Resolve) -> Target:
    """The address taken apart, its name resolved, and the IP addresses checked.

    Args:
        address: An address.
        allow_private: Also take IP addresses that are not public.
        resolve: How names become IP addresses.

    Raises:
        AddressRefused: It may not be fetched.
        FetchFailed: Its name is not known.
    """
    scheme, host, port, path = parts_of(address)
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"{address}: the name {host!r} is not known") from error
    if not found:
        raise FetchFailed(f"{address}: the name {host!r} has no address")
    refused = [ip for ip in found if not is_public(ip)]
    if refused and not allow_private:
        where = host if refused[0] == host else f"{host} is at {refused[0]}, which"
        raise AddressRefused(f"{address}: {where} is not a public address")
    return Target(scheme, host, port, path, found[0])


def parts_of(address: str) -> tuple[str, str, int, str]:
    """Scheme, host, port, and path with query.

    Raises:
        AddressRefused: It is malformed or of a kind that is not fetched.
    """
    address = address.strip()
    if len(address) > MAX_ADDRESS:
        raise AddressRefused(f"{address[:80]}…: an address has at most {MAX_ADDRESS:,} characters")
    if any(character.isspace() or not character.isprintable() for character in address) or "\\" in address:
        raise AddressRefused(f"{address!r}: an address holds no spaces, control characters or backslashes")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        ascii_host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise AddressRefused(f"{address}: malformed address") from error
    if parts.scheme not in PORTS:
        raise AddressRefused(f"{address}: only http and https addresses are fetched")
    if "@" in parts.netloc or "%" in host or not host:
        raise AddressRefused(f"{address}: an address with a user name, a zone or no host is not fetched")
    port = PORTS[parts.scheme] if port is None else port
    if port not in PORTS.values() and port < _FIRST_FREE_PORT:
        raise AddressRefused(f"{address}: port {port} is not one of the web")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
    return parts.scheme, ascii_host, port, f"{path}?{query}" if query else path
