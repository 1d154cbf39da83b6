"""Feeds, sitemaps and lists of addresses: what they name, what they say of it, and what they must not do."""

from __future__ import annotations

import codecs
import random

import pytest

from crossread.errors import CrossreadError, ListUnreadable, PageNotText
from crossread.fetch.lists import PageList, list_kind, read_list
from crossread.record import Fact, RawPage, to_json

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Latest</title><link>https://news.example/</link>
<item><title>Rebels &amp;amp; army &lt;b&gt;clash&lt;/b&gt;</title><link>https://news.example/a</link>
<pubDate>Mon, 06 Sep 2021 08:30:00 +0430</pubDate></item>
<item><title>Second</title><link>/b</link><dc:date>2021-09-05T10:00:00Z</dc:date>
<source url="https://other.example/feed">The Other Times</source></item>
<item><title>No link</title><description>words</description></item>
<item><title>Again</title><link>https://news.example/a</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Latest</title>
<entry><title type="html">Talks &lt;i&gt;resume&lt;/i&gt;</title><link rel="alternate" href="https://news.example/c"/>
<published>2021-09-04T12:00:00+04:30</published><updated>2021-09-05T01:00:00Z</updated></entry></feed>"""

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://news.example/d</loc><lastmod>2022-01-01</lastmod>
<image:image><image:loc>https://news.example/d.jpg</image:loc><image:title>A picture</image:title></image:image>
<news:news><news:publication><news:name>The Example</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2021-09-03T10:00:00+00:00</news:publication_date><news:title>A story</news:title>
</news:news></url>
<url><loc> https://news.example/e </loc></url><url><lastmod>2020-01-01</lastmod></url></urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/s1.xml.gz</loc><lastmod>2022-01-01</lastmod></sitemap></sitemapindex>"""

ADDRESSES = "# sources\nhttps://news.example/a\n\n  https://news.example/b  \nHTTPS://news.example/c\n"


def _raw(text: str | bytes, name: str | None = None, address: str = "") -> RawPage:
    content = text.encode() if isinstance(text, str) else text
    facts = (Fact(name="address", value=address, known_from="user"),) if address else ()
    return RawPage(content=content, name=name, facts=facts)


def _told(found: PageList) -> list[dict[str, str]]:
    return [{fact.name: fact.value for fact in page.facts} for page in found.pages]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RSS, "feed"), (ATOM, "feed"), (SITEMAP, "sitemap"), (INDEX, "sitemap"), (ADDRESSES, "addresses"),
        ("\ufeff" + RSS, "feed"), ("<!-- made by hand -->\n" + ATOM, "feed"),
        ('<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/">', "feed"),
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss>', "feed"), ("<ns0:urlset>", "sitemap"),
        ("https://news.example/a", "addresses"), ("https://news.example/a\nSeven people were killed.", None),
        ("<html><body>https://news.example/a", None), ("<!DOCTYPE html><html>", None), ("Seven people.", None),
        ("", None), ("# a heading\n", None), ("<rssx>", None), ("<p><rss>", None), ("ftp://news.example/a", None),
    ],
)  # fmt: skip
def test_a_list_is_told_from_a_page_by_its_content(text: str, kind: str | None) -> None:
    assert list_kind(_raw(text)) == kind


def test_a_feed_in_utf_16_is_a_feed() -> None:
    assert list_kind(_raw(codecs.BOM_UTF16_LE + RSS.encode("utf-16-le"))) == "feed"


def test_a_feed_says_title_date_and_outlet() -> None:
    found = read_list(_raw(RSS, address="https://news.example/feed"))
    assert _told(found) == [
        {"address": "https://news.example/a", "title": "Rebels & army clash", "published": "2021-09-06T08:30:00+04:30"},
        {"address": "https://news.example/b", "title": "Second", "published": "2021-09-05T10:00:00+00:00",
         "outlet": "The Other Times"},
    ]  # fmt: skip
    assert {fact.known_from for page in found.pages for fact in page.facts} == {"feed"}
    assert [(notice.code, notice.count) for notice in found.notices] == [("CR105", 1)]


def test_an_atom_feed_tells_published_from_updated() -> None:
    assert _told(read_list(_raw(ATOM))) == [
        {"address": "https://news.example/c", "title": "Talks resume", "published": "2021-09-04T12:00:00+04:30",
         "modified": "2021-09-05T01:00:00+00:00"}
    ]  # fmt: skip


def test_a_feed_keeps_its_encoding() -> None:
    text = RSS.replace("Second", "Señor").replace('encoding="utf-8"', 'encoding="iso-8859-1"')
    found = read_list(_raw(text.encode("iso-8859-1"), address="https://news.example/feed"))
    assert _told(found)[1]["title"] == "Señor"


def test_a_feed_that_is_not_well_formed_is_read() -> None:
    broken = RSS.replace("</channel></rss>", "").replace("&amp;amp;", "&")
    assert [page.address for page in read_list(_raw(broken)).pages][:1] == ["https://news.example/a"]


def test_a_sitemap_says_what_its_news_part_says() -> None:
    found = read_list(_raw(SITEMAP))
    assert _told(found) == [
        {"address": "https://news.example/d", "title": "A story", "published": "2021-09-03T10:00:00+00:00",
         "modified": "2022-01-01", "outlet": "The Example"},
        {"address": "https://news.example/e"},
    ]  # fmt: skip
    assert {fact.name for page in found.pages for fact in page.facts if not fact.trusted} == {"modified"}
    assert [notice.count for notice in found.notices] == [1]


def test_an_index_names_lists() -> None:
    (page,) = read_list(_raw(INDEX)).pages
    assert page.is_list
    assert page.address == "https://news.example/s1.xml.gz"


def test_a_cut_sitemap_gives_what_is_whole() -> None:
    assert [page.address for page in read_list(_raw(SITEMAP[:900])).pages][:1] == ["https://news.example/d"]


def test_addresses_stand_one_to_a_line() -> None:
    found = read_list(_raw(ADDRESSES))
    assert [page.address for page in found.pages] == [
        "https://news.example/a",
        "https://news.example/b",
        "HTTPS://news.example/c",
    ]


def test_other_lines_of_a_file_of_addresses_are_said() -> None:
    found = read_list(_raw("https://news.example/a\nnot one\nftp://x/", name="list.urls"))
    assert len(found.pages) == 1
    assert [(notice.code, notice.count) for notice in found.notices] == [("CR105", 2)]


_LAUGHING = {
    "rss": "<rss version='2.0'><channel><title>&a11;</title></channel></rss>",
    "feed": "<feed><title>&a11;</title></feed>",
    "urlset": "<urlset><url><loc>&a11;</loc></url></urlset>",
}


def _laughs(kind: str) -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE {kind} [{entities}]>{_LAUGHING[kind]}'


@pytest.mark.parametrize("kind", ["rss", "feed", "urlset"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_unfold_are_refused(kind: str, encoding: str) -> None:
    with pytest.raises(ListUnreadable, match="entities"):
        read_list(_raw(_laughs(kind).encode(encoding)))


def test_one_long_entity_told_many_times_is_refused() -> None:
    text = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 10_000}">]><rss><channel><title>{"&a;" * 10_000}</title></channel></rss>'
    with pytest.raises(ListUnreadable, match="entities"):
        read_list(_raw(text))


@pytest.mark.parametrize("place", ["file:///etc/passwd", "http://127.0.0.1:9/x.dtd"])
def test_nothing_outside_a_list_is_opened(place: str) -> None:
    outside = f'<!DOCTYPE rss SYSTEM "{place}">'
    assert read_list(_raw(outside + RSS.partition("?>")[2])).pages
    assert read_list(_raw(outside + SITEMAP.partition("?>")[2])).pages
    entity = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{place}">]><rss><channel><title>&a;</title></channel></rss>'
    with pytest.raises(ListUnreadable, match="entities"):
        read_list(_raw(entity))


@pytest.mark.parametrize(
    "content",
    [b"<rss", b"<rss>", b"<rss></rss>", b"<feed>", b"<urlset", b"<urlset><url>" * 3, b"<urlset>\x00\x01",
     b"<rss>" + b"<item>" * 300, b"<sitemapindex><sitemap><loc>javascript:alert(1)</loc></sitemap></sitemapindex>",
     b"<urlset>" + b"<a>" * 5_000, b"<rss><channel><item><link>file:///etc/passwd</link></item></channel></rss>"],
)  # fmt: skip
def test_lists_made_of_nothing_name_nothing(content: bytes) -> None:
    try:
        found = read_list(_raw(content))
    except CrossreadError as error:
        assert error.code in {"CR105", "CR203"}
    else:
        assert found.pages == ()


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(PageNotText):
        read_list(_raw(b"%PDF-1.4", name="a.urls"))


_BITS = (
    b"<", b">", b"&", b"&#0;", b"&#xD800;", b"&#57343", b"&#x110000;", b"]]>", b"<![CDATA[", b"\xff\xfe", b"\0", b"http://[::1",
    b'xml:base="http://["', b"<link>http://[x</link>", b"<pubDate>99999-99-99</pubDate>", b"<loc>http://[</loc>",
    b"<pubDate>Mon, 99 Foo 99999999999</pubDate>", b"<dc:date>0000-00-00</dc:date>", b"<updated>-1</updated>",
    b"<?xml version='1.0' encoding='utf-7'?>", b"<lastmod>9999999999999999</lastmod>",
    b"<item>", b"</item>", b"<x:y:z>",
)  # fmt: skip


def test_damage_anywhere_ends_in_a_list_or_a_code() -> None:
    chance = random.Random(11)
    for _ in range(500):
        data = bytearray(chance.choice([RSS, ATOM, SITEMAP, INDEX, ADDRESSES]).encode())
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data) + 1)
            if chance.random() < 0.4:
                del data[at : at + chance.randrange(1, 60)]
            else:
                data[at:at] = chance.choice(_BITS)
        raw = _raw(bytes(data))
        if list_kind(raw) is None:
            continue
        try:
            found = read_list(raw)
        except CrossreadError:
            continue
        assert all(page.address.lower().startswith(("http://", "https://")) for page in found.pages)
        to_json(found)  # nothing in it is no character


def test_a_sitemap_without_its_namespaces_is_read() -> None:
    bare = SITEMAP.replace(' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', "")
    assert _told(read_list(_raw(bare))) == _told(read_list(_raw(SITEMAP)))
