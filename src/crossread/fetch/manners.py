"""Politeness: what a site's robots.txt asks for, and a pause between two requests to one host.

robots.txt is read as RFC 9309 says, by Protego: the longest rule that fits decides, wildcards hold; where a site has
none (4xx) everything may be fetched, where its server fails (5xx) nothing may. The pause is the longer of the user's
and the site's ``Crawl-delay``.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlunsplit

from protego import Protego

from crossread.errors import AddressRefused, CrossreadError, FetchFailed, PageTooLarge, RobotsRefused
from crossread.fetch.guard import PORTS, parts_of
from crossread.fetch.web import USER_AGENT, Web

DELAY: Final = 1.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""

MAX_DELAY: Final = 30.0
"""Seconds of a ``Crawl-delay`` that are kept to; longer ones would stop a run for days."""

MAX_ROBOTS: Final = 1 << 20
"""Bytes of a robots.txt; RFC 9309, 2.5, asks for 500 KiB at least."""

_OUR_NAME: Final = USER_AGENT.partition("/")[0]


@dataclass
class Manners:
    """Lets requests go out one after another for each host, as its robots.txt allows. Safe for threads.

    Attributes:
        web: How robots.txt is fetched.
        delay: Seconds between two requests to one host.
    """

    web: Web
    delay: float = DELAY
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: threading.Event = field(default_factory=threading.Event)

    def permit(self, address: str) -> None:
        """Wait for the turn of a request.

        Args:
            address: What is about to be asked for.

        Raises:
            RobotsRefused: The site does not allow it.
            AddressRefused: The site may not be asked.
            FetchFailed: The site's server cannot be reached, or the run was ended meanwhile.
        """
        scheme, name, port, path = parts_of(address)
        host = self._host(scheme, name, port)
        with host.lock:
            if host.rules is None:
                host.rules = self._rules(host.origin)
        rules = host.rules
        if rules.error is not None:
            raise type(rules.error)(f"{address}: {rules.error.message.removeprefix(f'{host.origin}/robots.txt: ')}")
        if not rules.allows(host.origin + path):
            raise RobotsRefused(f"{address}: the site's robots.txt does not allow it")
        self._wait(host, max(self.delay, rules.delay))

    def stop(self) -> None:
        """End all waiting."""
        self._over.set()

    def _host(self, scheme: str, name: str, port: int) -> _Host:
        shown = f"[{name}]" if ":" in name else name
        origin = urlunsplit((scheme, shown if port == PORTS[scheme] else f"{shown}:{port}", "", "", ""))
        with self._lock:
            return self._hosts.setdefault(origin, _Host(origin))

    def _wait(self, host: _Host, delay: float) -> None:
        """Take the next free moment of the host, and wait for it."""
        with host.lock:
            now = time.monotonic()
            moment = max(now, host.next)
            host.next = moment + delay
        if self._over.wait(max(0.0, moment - now)):
            raise FetchFailed(f"{host.origin}: the run was ended before it was asked for")

    def _rules(self, origin: str) -> _Rules:
        try:
            answer = replace(self.web, max_bytes=MAX_ROBOTS).get(f"{origin}/robots.txt", types=None)
        except PageTooLarge:
            return _Rules(error=RobotsRefused(f"its robots.txt has more than {MAX_ROBOTS:,} bytes"))
        except (AddressRefused, FetchFailed) as error:
            return _Rules(error=error)
        if answer.status >= 500:
            return _Rules(error=RobotsRefused(f"its server answered {answer.status} when asked for robots.txt"))
        if answer.status != 200:
            return _Rules()
        return _Rules(parsed=Protego.parse(answer.content.decode("utf-8", "replace")))


@dataclass
class _Host:
    """One scheme, host and port, and when it may be asked next."""

    origin: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: _Rules | None = None
    next: float = 0.0


@dataclass(frozen=True)
class _Rules:
    """What a robots.txt allows; everything, unless it could not be had."""

    parsed: Protego | None = None
    error: CrossreadError | None = None

    def allows(self, address: str) -> bool:
        return self.parsed is None or self.parsed.can_fetch(address, _OUR_NAME)

    @property
    def delay(self) -> float:
        asked = self.parsed.crawl_delay(_OUR_NAME) if self.parsed is not None else None
        return min(asked or 0.0, MAX_DELAY)
