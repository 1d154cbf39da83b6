"""A small server on this machine for tests of fetching, and names that lead to it or elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from crossread.fetch.guard import resolve_name
from crossread.fetch.web import Web

PUBLIC = "93.184.216.34"


@dataclass
class Reply:
    """What the server answers to one path.

    Attributes:
        body: The body.
        status: The status.
        headers: Further headers.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """Many hosts on one server; each path answers as it was told to, whatever the host."""

    def __init__(self, replies: Mapping[str, Reply | Callable[[Mapping[str, str]], Reply]]) -> None:
        """Tell what to answer.

        Args:
            replies: By path, or by host and path; a function is given the request's headers.
        """
        self.replies = dict(replies)
        self.seen: list[tuple[str, str]] = []
        self.names: dict[str, list[str]] = {}

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [path for _, path in self.seen if path != "/robots.txt"]

    def web(self, **options: object) -> Web:
        """A web in which every public name leads here."""

        def resolve(host: str, port: int) -> list[str]:
            if host in self.names:
                return self.names[host]
            return [PUBLIC] if host.endswith(".example") else resolve_name(host, port)

        return Web(resolve=resolve, connect_to=lambda _ip, _port: ("127.0.0.1", self.port), **options)  # type: ignore[arg-type]

    @contextmanager
    def running(self) -> Iterator[Site]:
        """Answer while the block runs."""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                host = self.headers["Host"].partition(":")[0]
                site.seen.append((host, self.path))
                reply = site.replies.get(host + self.path, site.replies.get(self.path, Reply(status=404)))
                if not isinstance(reply, Reply):
                    reply = reply(dict(self.headers))
                self.send_response(reply.status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        server.daemon_threads = True
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
