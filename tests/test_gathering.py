"""Gathering: lists within lists, archives, politeness, and what strangers' lists must not do."""

from __future__ import annotations

import gzip
import io
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from crossread.errors import AddressRefused, CrossreadError, ListUnreadable, RobotsRefused
from crossread.fetch.gathering import Before, Gathered, Gatherer
from crossread.fetch.guard import checked
from crossread.fetch.manners import MAX_DELAY, Manners
from crossread.fetch.web import Validators
from tests.warc_records import warc_record
from tests.web_server import PUBLIC, Reply, Site

PAGE = b"<html><body><p>An invented page.</p></body></html>"
XML = {"Content-Type": "application/xml"}
FEED = b"""<rss version="2.0"><channel><title>Latest</title>
<item><title>First</title><link>http://news.example/a</link><pubDate>Mon, 06 Sep 2021 08:30:00 GMT</pubDate></item>
<item><title>Second</title><link>http://news.example/b</link><pubDate>Wed, 01 Sep 2021 08:30:00 GMT</pubDate></item>
</channel></rss>"""


def _map(*addresses: str, index: bool = False) -> bytes:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    return f"<{outer}>{''.join(f'<{inner}><loc>{one}</loc></{inner}>' for one in addresses)}</{outer}>".encode()


REPLIES: dict[str, Reply] = {
    "/a": Reply(PAGE, headers={"ETag": '"a1"', "Last-Modified": "Mon, 06 Sep 2021 09:00:00 GMT"}),
    "/b": Reply(PAGE.replace(b"An", b"Another")),
    "/feed": Reply(FEED, headers={"Content-Type": "application/rss+xml"}),
    "/map.xml": Reply(_map("http://news.example/a", "http://news.example/b", "/c"), headers=XML),
    "/map.xml.gz": Reply(gzip.compress(_map("http://news.example/b")), headers={"Content-Type": "application/gzip"}),
    "/index.xml": Reply(_map("/map.xml", "/map.xml.gz", "/index.xml", index=True), headers=XML),
    "/pages.txt": Reply(b"http://news.example/a\nhttp://news.example/moved\n", headers={"Content-Type": "text/plain"}),
    "/moved": Reply(status=301, headers={"Location": "http://other.example/b"}),
    "/private": Reply(PAGE),
    "/laughs": Reply(b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>', headers=XML),
    "/bomb.xml.gz": Reply(gzip.compress(b"<urlset>" + b" " * 40_000_000), headers={"Content-Type": "application/gzip"}),
    "/archive.warc.gz": Reply(
        gzip.compress(warc_record("http://far.example/1", PAGE)), headers={"Content-Type": "application/gzip"}
    ),
}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(REPLIES).running() as running:
        yield running


def _gatherer(site: Site, **options: object) -> Gatherer:
    return Gatherer(**{"web": site.web(), "delay": 0.0, **options})  # type: ignore[arg-type]


def _all(site: Site, *sources: str, **options: object) -> list[Gathered]:
    with _gatherer(site, **options) as gatherer:
        return list(gatherer.pages(sources))


def _facts(found: Gathered) -> set[tuple[str, str, str]]:
    assert found.raw is not None
    return {(fact.name, fact.value, fact.known_from) for fact in found.raw.facts if fact.name != "fetched"}


def _codes(found: list[Gathered]) -> list[str]:
    return [item.error.code if item.error else item.name.rpartition("/")[2] for item in found]


# --- what a source stands for


def test_a_feed_stands_for_its_pages_and_says_what_it_knows(site: Site) -> None:
    first, second = _all(site, "http://news.example/feed")
    assert _facts(first) == {
        ("address", "http://news.example/a", "feed"),
        ("title", "First", "feed"),
        ("published", "2021-09-06T08:30:00+00:00", "feed"),
    }
    assert (first.address, first.validators) == (
        "http://news.example/a",
        Validators(etag='"a1"', last_modified="Mon, 06 Sep 2021 09:00:00 GMT"),
    )
    assert second.name == "http://news.example/b"


def test_lists_within_lists_are_opened_and_each_page_is_asked_for_once(site: Site, tmp_path: Path) -> None:
    sources = tmp_path / "sources.txt"
    sources.write_text(
        "# feeds\nhttp://news.example/feed\nhttp://news.example/index.xml\nhttp://news.example/pages.txt\n"
    )
    found = _all(site, str(sources))
    assert _codes(found) == ["a", "b", "CR104", "moved"]  # /c is not there
    assert site.seen.count(("news.example", "/a")) == site.seen.count(("news.example", "/b")) == 1
    assert ("address", "http://other.example/b", "http header") in _facts(found[3])


def test_pages_come_in_the_order_asked_for_whatever_the_hosts(site: Site, tmp_path: Path) -> None:
    names = [f"http://h{n % 7}.example/p{n}" for n in range(60)]
    site.replies |= {f"/p{n}": Reply(PAGE) for n in range(60)}
    sources = tmp_path / "list.urls"
    sources.write_text("\n".join(names))
    assert [item.name for item in _all(site, str(sources))] == names


def test_a_folder_holds_pages_lists_and_archives(site: Site, tmp_path: Path) -> None:
    (tmp_path / "1.html").write_bytes(PAGE)
    (tmp_path / "2.warc.gz").write_bytes(gzip.compress(warc_record("http://far.example/1", PAGE)))
    (tmp_path / "3.xml").write_bytes(_map("http://news.example/a"))
    (tmp_path / "4.jpg").write_bytes(b"x")
    with _gatherer(site) as gatherer:
        names = [item.name for item in gatherer.pages([str(tmp_path)])]
    assert names == [f"{tmp_path}/1.html", f"{tmp_path}/2.warc.gz#http://far.example/1", "http://news.example/a"]
    assert (gatherer.known, gatherer.other_files) == (3, 1)


def test_an_archive_at_an_address_is_read(site: Site) -> None:
    (found,) = _all(site, "http://news.example/archive.warc.gz")
    assert found.name == "http://news.example/archive.warc.gz#http://far.example/1"


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (PAGE, ["-"]),
        (warc_record("http://far.example/1", PAGE), ["1"]),
        (b"http://news.example/a\n", ["a"]),
        (FEED, ["a", "b"]),
    ],
)
def test_standard_input_may_be_any_of_them(site: Site, data: bytes, names: list[str]) -> None:
    stream = io.BufferedReader(io.BytesIO(data))
    assert _codes(_all(site, "-", stdin=stream)) == names


def test_a_page_is_no_list_whatever_its_name(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("http://news.example/a\nSeven people were killed, the army said.")
    (found,) = _all(site, str(tmp_path / "a.txt"))
    assert found.raw is not None
    assert site.seen == []


def test_listed_pages_can_be_left_out_by_date(site: Site) -> None:
    with _gatherer(site, since="2021-09-05") as gatherer:
        assert _codes(list(gatherer.pages(["http://news.example/feed"]))) == ["a"]
    assert (gatherer.older, gatherer.known) == (1, 1)


def test_when_a_page_was_fetched_is_what_the_server_says(site: Site) -> None:
    (found,) = _all(site, "http://news.example/a")
    assert found.raw is not None
    assert [fact.known_from for fact in found.raw.facts if fact.name == "fetched"] == ["http header"]


# --- politeness


def test_robots_are_heeded_also_behind_a_redirect(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private\nDisallow: /*?print\n")
    site.replies["/hop"] = Reply(status=302, headers={"Location": "/private"})
    asked = [
        "http://news.example/private",
        "http://news.example/hop",
        "http://news.example/a?print",
        "http://news.example/a",
    ]
    assert _codes(_all(site, *asked)) == ["CR106", "CR106", "CR106", "a"]
    assert "/private" not in site.paths


def test_rules_for_our_name_go_before_those_for_all(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n\nUser-agent: Crossread\nAllow: /\n")
    assert _codes(_all(site, "http://news.example/a")) == ["a"]


@pytest.mark.parametrize(("status", "code"), [(404, "a"), (403, "a"), (500, "CR106"), (503, "CR106")])
def test_a_site_without_robots_is_open_and_one_that_fails_is_closed(site: Site, status: int, code: str) -> None:
    site.replies["/robots.txt"] = Reply(status=status)
    assert _codes(_all(site, "http://news.example/a")) == [code]


def test_robots_are_asked_for_once_for_each_host(site: Site) -> None:
    _all(site, "http://news.example/a", "http://news.example/b", "http://other.example/a")
    assert sorted(host for host, path in site.seen if path == "/robots.txt") == ["news.example", "other.example"]


def test_endless_robots_are_refused(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(b"Disallow: /x\n" * 200_000)
    assert _codes(_all(site, "http://news.example/a")) == ["CR106"]


def test_hostile_robots_end(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /" + b"*a" * 200_000 + b"b\n")
    address = "http://news.example/" + "a" * 5_000
    site.replies["/" + "a" * 5_000] = Reply(PAGE)
    assert _all(site, address)[0].raw is not None


def test_requests_to_one_host_are_kept_apart_and_other_hosts_do_not_wait(site: Site) -> None:
    started: dict[str, float] = {}

    def noted(name: str) -> Callable[[Mapping[str, str]], Reply]:
        def reply(_headers: Mapping[str, str]) -> Reply:
            started[name] = time.monotonic()
            return Reply(PAGE)

        return reply

    site.replies |= {f"/{name}": noted(name) for name in ("x", "y", "z")}
    _all(site, "http://news.example/x", "http://news.example/y", "http://other.example/z", delay=0.3)
    assert abs(started["y"] - started["x"]) > 0.28  # either may come first
    assert started["z"] < max(started["x"], started["y"])


@pytest.mark.parametrize(("asked", "kept"), [(b"0.4", 0.4), (b"900", MAX_DELAY), (b"-1", 0.0), (b"nan", 0.0)])
def test_a_site_may_ask_for_longer_pauses(site: Site, asked: bytes, kept: float) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: " + asked)
    manners = Manners(site.web(), 0.0)
    manners.permit("http://news.example/a")
    (host,) = manners._hosts.values()
    assert host.rules is not None
    assert host.rules.delay == kept


def test_an_end_does_not_wait_for_pauses(site: Site) -> None:
    found: list[Gathered] = []
    with _gatherer(site, delay=60.0) as gatherer:
        pages = gatherer.pages(["http://news.example/a", "http://news.example/b"])
        reading = threading.Thread(target=lambda: found.extend(pages), daemon=True)
        reading.start()
        while not site.paths:
            time.sleep(0.01)
    reading.join(10)
    assert not reading.is_alive()
    assert len(found) == 2
    assert "CR104" in _codes(found)  # the page that waited; the other may have come in time or not


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.replies["/a"] = lambda headers: Reply(status=304) if headers.get("If-None-Match") == '"a1"' else Reply(PAGE)
    before = Before(validators=Validators(etag='"a1"'))
    (found,) = _all(site, "http://news.example/a", before=lambda _: before)
    assert (found.unchanged, found.raw, found.error) == (True, None, None)


def test_what_is_there_is_not_asked_for(site: Site) -> None:
    (found,) = _all(site, "http://news.example/a", before=lambda _: Before(skip=True))
    assert found.unchanged
    assert site.seen == []


# --- what strangers can do


def test_a_list_cannot_lead_inside(site: Site, tmp_path: Path) -> None:
    site.names["inside.example"] = ["10.0.0.7"]
    inside = [
        "http://inside.example/", "http://127.0.0.1/", "http://[::ffff:7f00:1]/", "http://169.254.169.254/latest",
        "http://2130706433/", "http://0x7f.1/", "http://news.example/to-inside",
    ]  # fmt: skip
    site.replies["/to-inside"] = Reply(status=302, headers={"Location": "http://inside.example/secret"})
    (tmp_path / "list.urls").write_text("\n".join(inside))
    found = _all(site, str(tmp_path / "list.urls"))
    assert [item.error.code if item.error else None for item in found] == ["CR103"] * len(inside)
    assert {host for host, _ in site.seen} == {"news.example"}


def test_a_list_cannot_name_files(site: Site, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_bytes(PAGE)
    site.replies["/files.xml"] = Reply(_map(f"file://{tmp_path}/secret.html", f"{tmp_path}/secret.html"), headers=XML)
    found = _all(site, "http://news.example/files.xml")
    assert all(item.raw is None for item in found)


def test_a_sitemap_that_names_itself_ends(site: Site) -> None:
    site.replies["/loop.xml"] = Reply(_map("/loop.xml", index=True), headers=XML)
    assert _all(site, "http://news.example/loop.xml") == []


def test_lists_within_lists_end(site: Site) -> None:
    for depth in range(9):
        site.replies[f"/deep{depth}.xml"] = Reply(_map(f"/deep{depth + 1}.xml", index=True), headers=XML)
    assert _codes(_all(site, "http://news.example/deep0.xml")) == ["CR105"]


@pytest.mark.parametrize(("path", "code"), [("/laughs", "CR105"), ("/bomb.xml.gz", "CR202")])
def test_lists_made_to_do_harm_end_in_a_code(site: Site, path: str, code: str) -> None:
    assert _codes(_all(site, f"http://news.example{path}")) == [code]


def test_a_zip_bomb_is_left_to_the_page_reader_which_refuses_it(site: Site, tmp_path: Path) -> None:
    from crossread.page import read_page

    with zipfile.ZipFile(tmp_path / "a.html", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("page.html", b"x" * 10_000_000)
    (found,) = _all(site, str(tmp_path / "a.html"))
    assert found.raw is not None
    with pytest.raises(CrossreadError) as raised:
        read_page(found.raw)
    assert raised.value.code == "CR203"


def test_a_reader_of_lists_that_fails_costs_that_list_alone(site: Site) -> None:
    def fails(_raw: object) -> object:
        raise ListUnreadable("it took too long")

    assert _codes(_all(site, "http://news.example/feed", "http://news.example/a", read_list=fails)) == ["CR105", "a"]


# --- the guard: every notation of what is not public, by name, by number, by redirect

_LOOPBACK = """127.0.0.1 127.1 127.0.1 127.000.000.001 2130706433 017700000001 0x7f000001 0x7f.0.0.1 0x7F.1 0177.0.0.1
0177.1 0 0.0.0.0 127.255.255.254 [::1] [::] [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:127.0.0.1] [::ffff:7f00:1]
[::ffff:0:127.0.0.1] [::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1] [2002:7f00:1::]
[2002:7f00:0001::1] [2001:0:7f00:1::] ①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1 localhost LOCALHOST localhost. """
_INSIDE = """10.0.0.1 10.255.255.255 167772161 0xa.1 012.0.0.1 172.16.0.1 172.31.255.254 2886729729 192.168.0.1
192.168.1 3232235777 0xc0a80101 100.64.0.1 100.127.255.254 169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376
169.254.43518
169.254.170.2 168.63.129.16 100.100.100.200 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255 [fe80::1] [fe80::a9fe:a9fe] [fec0::1] [fc00::1] [fd00:ec2::254] [ff02::1]
[2001:db8::1] [3fff::1] [100::1] [5f00::1] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [64:ff9b::a9fe:a9fe]
[2002:a9fe:a9fe::] [2002:a00:1::1] [2001:0:4136:e378:8000:63bf:3fff:fdd2]"""
HOSTILE = [*_LOOPBACK.split(), *_INSIDE.split()]


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) >= 75


@pytest.mark.parametrize("host", HOSTILE)
def test_hostile_addresses_are_refused_before_anything_is_sent(site: Site, host: str) -> None:
    (found,) = _all(site, f"http://{host}/")
    assert found.error is not None
    assert found.error.code == "CR103" or "not known" in found.error.message  # what this system cannot read as a number
    assert site.seen == []


@pytest.mark.parametrize("host", HOSTILE)
def test_redirects_to_hostile_addresses_are_refused(site: Site, host: str) -> None:
    site.replies["/hop"] = Reply(status=302, headers={"Location": f"http://{host}/"})
    (found,) = _all(site, "http://news.example/hop")
    assert found.error is not None
    assert found.error.code in {"CR103", "CR104"}
    assert {name for name, _ in site.seen} == {"news.example"}


@pytest.mark.parametrize(
    "ips", [["10.0.0.7"], [PUBLIC, "127.0.0.1"], ["::1", PUBLIC], ["fe80::1%eth0"], ["::ffff:10.0.0.1"], ["", PUBLIC]]
)
def test_names_that_lead_inside_are_refused(site: Site, ips: list[str]) -> None:
    site.names["inside.example"] = ips
    (found,) = _all(site, "http://inside.example/a")
    assert isinstance(found.error, AddressRefused)
    assert site.seen == []


def test_a_name_that_changes_between_check_and_use_is_asked_for_once_each_time(site: Site) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])  # robots.txt, then the page
    went: list[str] = []

    def connect_to(ip: str, _port: int) -> tuple[str, int]:
        went.append(ip)
        return "127.0.0.1", site.port

    web = replace(site.web(), resolve=lambda _host, _port: next(answers), connect_to=connect_to)
    (found,) = _all(site, "http://rebinding.example/a", web=web)
    assert isinstance(found.error, AddressRefused)
    assert went == [PUBLIC]


def test_private_addresses_may_be_allowed() -> None:
    target = checked("http://127.0.0.1:8080/a", allow_private=True, resolve=lambda _h, _p: ["127.0.0.1"])
    assert (target.ip, target.address) == ("127.0.0.1", "http://127.0.0.1:8080/a")


def test_a_refusal_by_robots_is_a_refusal_of_the_source() -> None:
    assert RobotsRefused("x").code == "CR106"
