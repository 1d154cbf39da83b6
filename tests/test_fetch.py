"""Sources: files, folders, standard input, and addresses behind the guard. No test leaves this machine."""

from __future__ import annotations

import gzip
import io
import os
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from crossread.errors import AddressRefused, FetchFailed, PageTooLarge, SourceMissing, SourceUnreadable
from crossread.fetch import guard, web
from crossread.fetch.sources import fetch_source, is_address, list_sources
from crossread.record import RawPage

PUBLIC = "93.184.216.34"
PAGE = b"<html><body><p>An invented page.</p></body></html>"

# --- files and folders


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.html", "text/html"), ("a.HTM", "text/html"), ("a.xhtml", "application/xhtml+xml"), ("a.txt", "text/plain"),
     ("a.eml", None), ("a", None)],
)  # fmt: skip
def test_a_file_declares_its_type_by_its_suffix(tmp_path: Path, name: str, media_type: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(PAGE)
    raw = fetch_source(path)
    assert (raw.content, raw.name, raw.media_type) == (PAGE, str(path), media_type)


def test_a_zipped_file_is_unpacked_all_members(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(PAGE) + gzip.compress(b"more"))
    raw = fetch_source(str(path))
    assert (raw.content, raw.media_type) == (PAGE + b"more", "text/html")


@pytest.mark.parametrize("damage", [lambda data: data[:-12], lambda data: data[:15] + b"\xff" * 30])
def test_damaged_gzip_is_unreadable(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(damage(gzip.compress(os.urandom(300))))
    with pytest.raises(SourceUnreadable, match="gzip"):
        fetch_source(path)


def test_bytes_are_capped_before_and_after_unpacking(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.txt", tmp_path / "a.txt.gz"
    plain.write_bytes(b"x" * 101)
    packed.write_bytes(gzip.compress(b"x" * 10_000_000))
    for path in (plain, packed):
        with pytest.raises(PageTooLarge, match="100 bytes"):
            fetch_source(path, max_bytes=100)
    plain.write_bytes(b"x" * 100)
    assert len(fetch_source(plain, max_bytes=100).content) == 100


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_device_without_an_end_is_capped() -> None:
    with pytest.raises(PageTooLarge):
        fetch_source("/dev/zero", max_bytes=1000)


def test_what_is_missing_or_unreadable_has_a_code(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        fetch_source(tmp_path / "none.html")
    with pytest.raises(SourceMissing):
        (tmp_path / "file.txt").write_text("text")
        fetch_source(tmp_path / "file.txt" / "below.html")
    with pytest.raises(SourceUnreadable, match="folder"):
        fetch_source(tmp_path)
    with pytest.raises(SourceUnreadable):
        fetch_source("a\0b")


def test_a_path_is_never_taken_for_an_address(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        fetch_source(Path("http://localhost/"))


def test_standard_input_is_capped_too() -> None:
    assert fetch_source("-", stdin=io.BytesIO(PAGE)) == RawPage(content=PAGE, name="-")
    with pytest.raises(PageTooLarge):
        fetch_source("-", stdin=io.BytesIO(PAGE), max_bytes=10)


def test_folders_are_listed_by_code_points_all_the_way_down(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "Z.htm", "sub/ä.html.gz", "sub/c.pdf", ".hidden/d.html", ".e.html", "f.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    listing = list_sources([str(tmp_path), "page.html", "-"])
    names = [os.path.relpath(page.source, tmp_path) for page in listing.pages[:4]]
    assert names == ["Z.htm", "a.txt", "b.html", "sub/ä.html.gz"]
    assert [page.source for page in listing.pages[4:]] == ["page.html", "-"]
    assert listing.other_files == 2
    assert listing.many


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.html").touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list_sources([str(tmp_path)]).pages) == 1


def test_a_folder_without_pages_is_listed_as_missing(tmp_path: Path) -> None:
    (page,) = list_sources([str(tmp_path)]).pages
    assert isinstance(page.error, SourceMissing)


def test_a_name_that_is_no_utf8_can_be_written(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(b"text")
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    name = fetch_source(os.fsdecode(path)).name
    assert name is not None
    assert name.endswith("caf\\udce9.txt")


@pytest.mark.parametrize("source", ["http://a", "HTTPS://a", "ftp://a", "file:///etc/passwd", "gopher+x://a"])
def test_addresses_are_told_from_paths(source: str) -> None:
    assert is_address(source)


@pytest.mark.parametrize("source", ["a.html", "-", "c:\\pages\\a.html", "./http:", "://", "1http://a"])
def test_paths_are_told_from_addresses(source: str) -> None:
    assert not is_address(source)


# --- which IP addresses are public

_INSIDE = """
0.0.0.0 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1
240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd00:ec2::254 ff02::1 100::1 2001:db8::1 3fff::1 5f00::1
::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::10.0.0.1
64:ff9b:1::1 2002:7f00:1:: 2002:a00:1:: 2001:0:5ef5:79fb::1
93.184.216.34%eth0 2606:2800:220:1::1%eth0 localhost 2130706433 0x7f.1 127.1
"""
OUTSIDE = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::"]


@pytest.mark.parametrize("address", _INSIDE.split())
def test_addresses_that_are_not_public(address: str) -> None:
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_public_addresses(address: str) -> None:
    assert guard.is_public(address)


# --- fetching, from a local server


class Handler(BaseHTTPRequestHandler):
    """Answers as the path asks."""

    seen: list[tuple[str, str]]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.server.seen.append((self.headers["Host"], self.path))  # type: ignore[attr-defined]
        self.server.agents.add(self.headers["User-Agent"])  # type: ignore[attr-defined]
        name = self.path.partition("?")[0].strip("/")
        getattr(self, f"_{name}", self._page)()

    def _answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for header, value in {"Content_Type": "text/html; charset=ISO-8859-1", **headers}.items():
            if value:
                self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _page(self) -> None:
        self._answer(PAGE)

    def _untyped(self) -> None:
        self._answer(PAGE, Content_Type="")

    def _pdf(self) -> None:
        self._answer(b"%PDF", Content_Type="application/pdf")

    def _gone(self) -> None:
        self._answer(b"", 404)

    def _hop(self) -> None:
        self._answer(b"", 302, Location="/page")

    def _loop(self) -> None:
        self._answer(b"", 302, Location="/loop")

    def _inside(self) -> None:
        self._answer(b"", 301, Location="http://inside.example/secret")

    def _metadata(self) -> None:
        self._answer(b"", 307, Location="http://[::ffff:169.254.169.254]/latest")

    def _file(self) -> None:
        self._answer(b"", 302, Location="file:///etc/passwd")

    def _packed(self) -> None:
        self._answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def _bomb(self) -> None:
        self._answer(gzip.compress(b"x" * 20_000_000), Content_Encoding="gzip")

    def _damaged(self) -> None:
        self._answer(zlib.compress(PAGE)[2:20], Content_Encoding="gzip")

    def _odd(self) -> None:
        self._answer(PAGE, Content_Encoding="zstd, x-odd")

    def _large(self) -> None:
        self._answer(b"", Content_Length="999999999")

    def _slow(self) -> None:
        self._answer(b"")
        for _ in range(100):
            time.sleep(0.05)
            self.wfile.write(b"x")
            self.wfile.flush()


@contextmanager
def _server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.seen = []  # type: ignore[attr-defined]
    server.agents = set()  # type: ignore[attr-defined]
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    with _server() as running:
        yield running


NAMES = {"news.example": [PUBLIC], "inside.example": ["10.0.0.7"], "both.example": [PUBLIC, "127.0.0.1"]}


def _resolve(host: str, port: int) -> list[str]:
    if host in NAMES:
        return NAMES[host]
    return guard.resolve_name(host, port)  # numbers in any notation; nothing here asks a name server


def _get(server: ThreadingHTTPServer, address: str, **options: object) -> RawPage:
    port = server.server_address[1]
    settings = {"max_bytes": 1_000_000, "resolve": _resolve, "connect_to": lambda _ip, _port: ("127.0.0.1", port)}
    return web.fetch_address(address, **{**settings, **options})  # type: ignore[arg-type]


def test_a_page_with_its_charset_and_address(server: ThreadingHTTPServer) -> None:
    raw = _get(server, "http://news.example/page?a=1#part")
    assert (raw.content, raw.media_type, raw.charset) == (PAGE, "text/html", "ISO-8859-1")
    assert [(fact.name, fact.value, fact.known_from) for fact in raw.facts] == [
        ("address", "http://news.example/page?a=1", "user")
    ]
    assert server.seen[-1] == ("news.example", "/page?a=1")  # type: ignore[attr-defined]
    assert server.agents == {web.USER_AGENT}  # type: ignore[attr-defined]


def test_a_redirect_is_followed_and_the_final_address_said(server: ThreadingHTTPServer) -> None:
    raw = _get(server, "http://news.example/hop")
    assert [(fact.value, fact.known_from) for fact in raw.facts] == [("http://news.example/page", "http header")]
    assert raw.name == "http://news.example/hop"


def test_a_packed_page_is_unpacked(server: ThreadingHTTPServer) -> None:
    assert _get(server, "http://news.example/packed").content == PAGE


def test_a_page_without_a_type_is_left_to_the_page_reader(server: ThreadingHTTPServer) -> None:
    assert _get(server, "http://news.example/untyped").media_type is None


@pytest.mark.parametrize("path", ["pdf", "gone", "loop", "damaged", "odd"])
def test_what_gives_no_page(server: ThreadingHTTPServer, path: str) -> None:
    with pytest.raises(FetchFailed) as raised:
        _get(server, f"http://news.example/{path}")
    assert "object at 0x" not in str(raised.value)


@pytest.mark.parametrize("path", ["bomb", "large"])
def test_what_is_too_large(server: ThreadingHTTPServer, path: str) -> None:
    with pytest.raises(PageTooLarge):
        _get(server, f"http://news.example/{path}")


def test_a_server_that_sends_a_byte_now_and_then(server: ThreadingHTTPServer) -> None:
    with pytest.raises(FetchFailed, match=r"within 0\.3 seconds"):
        _get(server, "http://news.example/slow", max_seconds=0.3)


_REFUSED = """
http://inside.example/ http://both.example/ http://127.0.0.1/ http://2130706433/ http://0x7f000001/ http://0177.0.0.1/
http://127.1/ http://0/ http://[::1]/ http://[::ffff:7f00:1]/ http://[fe80::1%25lo]/ http://[fe80::1%lo]/
http://169.254.169.254/latest/meta-data http://①②⑦.0.0.1/ http://[64:ff9b::7f00:1]/ http://localhost/
ftp://news.example/ file:///etc/passwd http:///path http://user@news.example/ http://user:word@news.example/
http://news.example:22/ http://news.example:99999/ http://news.example\\@127.0.0.1/ http://[::1/
"""


@pytest.mark.parametrize("address", [*_REFUSED.split(), "http://news.example/a b", "http://news.example/\r\nHost: x"])
def test_addresses_that_are_refused_before_anything_is_sent(server: ThreadingHTTPServer, address: str) -> None:
    before = len(server.seen)  # type: ignore[attr-defined]
    with pytest.raises(AddressRefused):
        _get(server, address)
    assert len(server.seen) == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["inside", "metadata", "file"])
def test_redirects_are_checked_like_the_first_address(server: ThreadingHTTPServer, path: str) -> None:
    with pytest.raises(AddressRefused):
        _get(server, f"http://news.example/{path}")
    assert server.seen[-1][1] == f"/{path}"  # type: ignore[attr-defined]


def test_the_connection_goes_to_the_address_that_was_checked(server: ThreadingHTTPServer) -> None:
    asked: list[str] = []
    answers = iter([[PUBLIC], ["127.0.0.1"]])  # a name that points elsewhere the second time

    def connect_to(ip: str, _port: int) -> tuple[str, int]:
        asked.append(ip)
        return "127.0.0.1", server.server_address[1]

    _get(server, "http://rebinding.example/", resolve=lambda _host, _port: next(answers), connect_to=connect_to)
    assert asked == [PUBLIC]


@pytest.mark.parametrize(("name", "good"), [("news.example", True), ("other.example", False)])
def test_a_certificate_must_be_that_of_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, good: bool
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setattr("certifi.where", lambda: str(tmp_path / "authority.pem"))
    with _server() as running:
        running.socket = context.wrap_socket(running.socket, server_side=True)
        if good:
            assert _get(running, "https://news.example/").content == PAGE
        else:
            with pytest.raises(FetchFailed, match="doesn't match"):
                _get(running, "https://news.example/")


def test_private_addresses_can_be_allowed(server: ThreadingHTTPServer) -> None:
    address = f"http://127.0.0.1:{server.server_address[1]}/page"
    assert fetch_source(address, allow_private=True).content == PAGE
    with pytest.raises(AddressRefused):
        fetch_source(address)


def test_a_name_nobody_knows(server: ThreadingHTTPServer) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(FetchFailed, match="not known"):
        _get(server, "http://nowhere.example/", resolve=unknown)


def test_an_international_name_is_asked_for_in_ascii(server: ThreadingHTTPServer) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    _get(server, "http://münchen.example/straße?q=ä", resolve=resolve)
    assert asked == ["xn--mnchen-3ya.example"]
    assert server.seen[-1][1] == "/stra%C3%9Fe?q=%C3%A4"  # type: ignore[attr-defined]
