"""Reading HTML pages. All pages here are invented."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crossread.errors import PageEmpty
from crossread.page import read_page
from crossread.page.markup import Markup, read_markup
from crossread.record import Block, Fact, FactName, Page, RawPage

PROSE = "Soldiers of the river brigade left the bridge at Orlen on Monday, two residents said."
MORE = "A spokeswoman for the brigade, Mira Tolv, said that the road to the mill would stay closed until Friday."
LAST = "The mayor told reporters that about 300 families had asked for tents, blankets and clean water."


def page_of(html: str, **known: Any) -> Page:
    return read_page(RawPage(content=html.encode(), media_type="text/html", **known))


def article(body: str, *, head: str = "", title: str = "Brigade leaves the bridge at Orlen") -> str:
    return (
        f"<html lang=en><head><title>{title} | Orlen Post</title>{head}</head><body><main><article>"
        f"<h1>{title}</h1>{body}</article></main></body></html>"
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def block(page: Page, start: str) -> Block:
    return next(one for one in page.blocks if one.spans[0].quote.startswith(start))


def main_text(page: Page) -> list[str]:
    return [one.spans[0].quote for one in page.main_blocks]


def values(page: Page, name: FactName) -> list[str]:
    return [fact.value for fact in page.facts if fact.name == name]


def linked(**values: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


class TestText:
    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("<p>one  two\n three</p>", "one two three"),
            ("<p>one<br>two</p>", "one\ntwo"),
            ("<p>one <br> two</p>", "one\ntwo"),
            ("<div>one<br><br>two</div>", "one\n\ntwo"),
            ("<p>one</p><p>two</p>", "one\n\ntwo"),
            ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"),
            ("<p>a<b>b</b>c <i>d</i></p>", "abc d"),
            ("<p>&amp;&eacute;&#x41;</p>", "&\u00e9A"),
            ("<p>a&nbsp;&shy;b\u200bc\u202ed\u2019e\u0301</p>", "a\u00a0\u00adb\u200bc\u202ed\u2019e\u0301"),
            ("<p>a&#0;b&#xD800;c</p>", "a\ufffdb\ufffdc"),
            ("<p>a\x00b</p>", "a\ufffdb"),
            ("<pre>x  y\n  z</pre>", "x  y\n  z"),
            ("<p>one</p><script>no</script><style>no</style><template>no</template>", "one"),
            ("<table><tr><td>one<td>two<tr><td>three</table>", "one\ttwo\n\nthree"),
            ("<p>one <svg><title>no</title></svg>two</p>", "one two"),
            ("<p>one</p><p>&nbsp;</p><p>two</p>", "one\n\ntwo"),
            ("<ul><li>one<li>two</ul>", "one\n\ntwo"),
            ("<p>\U0001f600 \u05e9\u05dc\u05d5\u05dd</p>", "\U0001f600 \u05e9\u05dc\u05d5\u05dd"),
            ("one", "one"),
        ],
    )
    def test_rules(self, source: str, text: str) -> None:
        assert page_of(source).text == text

    def test_equal_paragraphs_stay(self) -> None:
        page = page_of(article(paragraphs(*[PROSE] * 25)))
        assert main_text(page).count(PROSE) == 25

    def test_what_is_hidden_inside_a_sentence_stands_after_it(self) -> None:
        page = page_of("<p>Two <span class=sr-only>opens in a new window</span>residents said.</p>")
        assert page.text == "Two residents said.\n\nopens in a new window"
        assert page.blocks[1].furniture == "hidden"

    def test_nothing_of_the_page_is_lost(self) -> None:
        words = [f"word{number}" for number in range(40)]
        tags = ["p", "div", "li", "td", "h2", "figcaption", "aside", "nav", "button", "blockquote"]
        source = "".join(f"<{tags[at % 10]}>{word}</{tags[at % 10]}>" for at, word in enumerate(words))
        text = page_of(source).text
        assert [word for word in words if word not in text] == []

    def test_marks_hold_the_words_of_their_element(self) -> None:
        markup = read_markup("<p>told <a href=x>the  Post</a> <b>on Monday</b></p>")
        (only,) = markup.blocks
        assert [only.text[start:end] for _, start, end in only.marks] == ["the Post", "on Monday"]

    def test_a_page_without_text(self) -> None:
        with pytest.raises(PageEmpty):
            page_of("<html><body><script>draw()</script></body></html>")


class TestStory:
    def test_kinds_of_blocks(self) -> None:
        page = page_of(
            article(
                "<p class=standfirst>What two residents and a spokeswoman say about the end of the standoff.</p>"
                f"<p>{PROSE}</p><h2>Road closed</h2><p>{MORE}</p><ul><li>{LAST}</li></ul>"
                "<blockquote><p>“Nobody has asked us,” said Ana Kell, who lives by the mill.</p></blockquote>"
                "<figure><img><figcaption>The bridge at Orlen. Photo: B. Orr</figcaption></figure>"
                f"<p>{LAST} He left.</p>"
            )
        )
        assert block(page, "Brigade leaves").kind == "headline"
        assert block(page, "What two").kind == "standfirst"
        assert (block(page, "Road closed").kind, block(page, "Road closed").level) == ("heading", 2)
        assert block(page, "“Nobody").kind == "quotation"
        assert block(page, "The mayor").kind == "list item"
        assert (block(page, "The bridge at").kind, block(page, "The bridge at").furniture) == ("caption", "caption")

    def test_furniture_is_named(self) -> None:
        page = page_of(
            "<nav><a href=/>Home</a></nav><div class=breadcrumbs><a href=/>Home</a> › <a href=/n>News</a></div>"
            + article(
                f"<div class=share-bar><a href=x>Share on Facebook</a></div><p>{PROSE}</p><p>{MORE}</p>"
                "<p>ALSO READ: <a href=/x>Ten coats for the spring</a></p>"
                f"<p>{LAST}</p>"
                "<div class=newsletter><p>Get our morning letter in your inbox every day of the week.</p></div>"
                "<div class=related-posts><h4>RELATED ARTICLES</h4><a href=/y>Harvest fails for a second year</a></div>"
                "<div id=comments><p>I live there and this is not at all what I have seen from my window.</p></div>"
            )
            + "<aside class=widget><h4>Most Popular</h4><ul><li><a href=/z>A tram for the city</a></ul></aside>"
            "<div class=cookie-notice><p>We use cookies to give you the best experience on our site.</p></div>"
            "<footer><p>All rights reserved by the invented Orlen Post.</p></footer>"
        )
        expected = {
            "Home": "navigation", "Home ›": "breadcrumb", "Share on": "share bar", "ALSO READ": "also read",
            "Get our": "newsletter box", "RELATED": "related stories", "Harvest": "related stories",
            "I live there": "reader comment", "Most Popular": "popular list", "A tram": "popular list",
            "We use": "cookie notice", "All rights": "footer",
        }  # fmt: skip
        found = {start: block(page, start).furniture for start in expected}
        assert found == expected
        assert [text for text in (PROSE, MORE, LAST) if text not in main_text(page)] == []

    def test_a_repeated_title_is_furniture(self) -> None:
        page = page_of(article(f"<h2>Brigade leaves the bridge at Orlen</h2>{paragraphs(PROSE, MORE, LAST)}"))
        assert [one.furniture for one in page.blocks if one.spans[0].quote.startswith("Brigade")] == [
            None,
            "repeated title",
        ]

    def test_a_quotation_pulled_out_of_the_text_is_not_told_twice(self) -> None:
        pulled = "the road to the mill would stay closed until Friday"
        page = page_of(article(f"{paragraphs(PROSE, MORE)}<blockquote><p>{pulled}</p></blockquote>{paragraphs(LAST)}"))
        assert pulled not in main_text(page)

    def test_a_column_called_sidebar_keeps_its_story(self) -> None:
        page = page_of(f"<div class='sidebar widget'>{article(paragraphs(PROSE, MORE, LAST))}</div>")
        assert [text for text in (PROSE, MORE, LAST) if text not in main_text(page)] == []

    def test_preformatted_prose_is_read_as_wrapped_paragraphs(self) -> None:
        mail = f"{PROSE[:40]}\n{PROSE[40:]}\n\n{MORE[:50]}\n{MORE[50:]}"
        page = page_of(f"<html><body><pre>{mail}</pre></body></html>")
        assert [(one.kind, one.wrapped) for one in page.blocks] == [("paragraph", True)] * 2

    def test_code_stays_code(self) -> None:
        code = "if (x == 1) { return y[0]; }\nelse { call(z, &q); }  // a comment that is long enough for prose"
        assert page_of(f"<pre>{code}</pre>").blocks[0].kind == "code"

    def test_a_page_of_links_has_no_story(self) -> None:
        links = "".join(f"<li><a href=/{number}>Story number {number}</a></li>" for number in range(30))
        page = page_of(f"<html><body><ul>{links}</ul></body></html>")
        assert not page.articles
        assert [notice.code for notice in page.notices] == ["CR608"]

    def test_blocks_hold_all_of_the_text(self) -> None:
        page = page_of(article(paragraphs(PROSE, MORE)))
        assert "\n\n".join(one.spans[0].quote for one in page.blocks) == page.text


class TestSeveral:
    def test_several_articles_are_told_apart(self) -> None:
        texts = paragraphs(MORE, PROSE.upper(), LAST.upper(), MORE)
        other = f"<article><h2>Mill reopens after the flood</h2>{texts}</article>"
        page = page_of(f"<html><body>{article(paragraphs(PROSE, MORE, LAST, PROSE, LAST, MORE))}{other}</body></html>")
        assert [(one.headline, one.chosen) for one in page.articles] == [
            ("Brigade leaves the bridge at Orlen", True),
            ("Mill reopens after the flood", False),
        ]
        assert "CR607" in [notice.code for notice in page.notices]
        assert block(page, "Mill reopens").furniture == "other article"
        assert block(page, "Mill reopens").article == 1
        assert block(page, PROSE).article == 0

    def test_entries_of_a_live_page_have_their_own_times(self) -> None:
        entries = "".join(
            f"<div class=entry><time datetime=2031-05-06T0{hour}:00:00Z>0{hour}:00</time><p>{text}</p></div>"
            for hour, text in ((9, PROSE), (8, MORE), (7, LAST))
        )
        page = page_of(article(entries))
        assert [one.time for one in page.main_blocks if one.kind == "paragraph"] == [
            "2031-05-06T09:00:00+00:00",
            "2031-05-06T08:00:00+00:00",
            "2031-05-06T07:00:00+00:00",
        ]

    def test_entries_told_in_json_ld(self) -> None:
        updates = [
            {"headline": "", "articleBody": text, "datePublished": f"2031-05-06T0{hour}:00:00Z"}
            for hour, text in ((9, PROSE), (8, MORE), (7, LAST))
        ]
        page = page_of(article(paragraphs(PROSE, MORE, LAST), head=linked(liveBlogUpdate=updates)))
        assert block(page, MORE).time == "2031-05-06T08:00:00+00:00"

    def test_an_ordinary_page_has_no_entries(self) -> None:
        page = page_of(article(f"<time datetime=2031-05-06>6 May</time>{paragraphs(PROSE, MORE, LAST)}"))
        assert {one.time for one in page.blocks} == {None}


class TestFacts:
    def test_json_ld_comes_first(self) -> None:
        head = (
            linked(
                headline="Brigade leaves the bridge at Orlen",
                datePublished="2031-05-06T07:08:09+02:00",
                dateModified="2031-05-06T09:00:00Z",
                author=[{"@type": "Person", "name": "Ida Roe"}, {"name": "Bo Orr"}],
                publisher={"name": "Orlen Post"},
                articleSection="World",
            )
            + '<meta property="article:published_time" content="2031-05-01"><meta name=author content="Desk">'
        )
        page = page_of(article("<p class=byline>By Ida Roe and Bo Orr</p>" + paragraphs(PROSE, MORE), head=head))
        published = page.fact("published")
        assert published is not None
        assert (published.value, published.known_from) == ("2031-05-06T07:08:09+02:00", "json-ld")
        assert values(page, "modified") == ["2031-05-06T09:00:00+00:00"]
        assert values(page, "author") == ["Ida Roe", "Bo Orr"]
        assert [fact.spans[0].quote for fact in page.facts if fact.name == "author"] == ["Ida Roe", "Bo Orr"]
        assert values(page, "outlet") == ["Orlen Post"]
        assert values(page, "section") == ["World"]
        headline = page.fact("headline")
        assert headline is not None
        assert headline.spans[0].quote == "Brigade leaves the bridge at Orlen"

    @pytest.mark.parametrize(
        "source",
        [
            '[{"@type": "NewsArticle", "datePublished": "2031-05-06"}]',
            '{"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "datePublished": "2031-05-06"}]}',
            '{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2031-05-06"}}',
            '{"@type": "Article", "articleBody": "two\nlines", "datePublished": "2031-05-06",}',
            '<!-- {"@type": "Article", "datePublished": "2031-05-06"} -->',
            '{"@type": "Article", "datePublished": "2031-05-06"}{"@type": "WebSite"}',
            '{"@type": "http://schema.org/Article", "datePublished": ["2031-05-06"]}',
        ],
    )
    def test_json_ld_in_all_forms(self, source: str) -> None:
        page = page_of(article(paragraphs(PROSE), head=f'<script type="application/ld+json">{source}</script>'))
        assert values(page, "published") == ["2031-05-06"]

    def test_broken_json_ld_says_nothing(self) -> None:
        page = page_of(article(paragraphs(PROSE), head='<script type="application/ld+json">{"@type": </script>'))
        assert values(page, "published") == []

    def test_a_page_clock_is_no_date_of_the_story(self) -> None:
        page = page_of("<div class=td_data_time>Friday, May 9, 2031</div>" + article(paragraphs(PROSE, MORE)))
        clock = page.fact("page clock")
        assert clock is not None
        assert (clock.value, clock.trusted, clock.spans[0].quote) == ("2031-05-09", False, "Friday, May 9, 2031")
        assert page.fact("published") is None
        assert block(page, "Friday").furniture == "page clock"

    def test_visible_date_and_byline(self) -> None:
        page = page_of(article(f"<p>By Ida Roe</p><p>May 6, 2031, 14:03 GMT</p>{paragraphs(PROSE, MORE)}"))
        assert values(page, "author") == ["Ida Roe"]
        assert values(page, "published") == ["2031-05-06T14:03+00:00"]

    def test_a_date_in_another_language(self) -> None:
        page = page_of(article(f"<p class=date>Veröffentlicht am 13. Mai 2031</p>{paragraphs(PROSE, MORE)}"))
        assert values(page, "published") == ["2031-05-13"]

    def test_time_elements_keep_hour_and_zone(self) -> None:
        page = page_of(article(f"<time datetime=2031-05-06T07:08-05:00>today</time>{paragraphs(PROSE, MORE)}"))
        assert values(page, "published") == ["2031-05-06T07:08:00-05:00"]

    def test_a_day_in_the_address_is_the_last_resort(self) -> None:
        head = "<link rel=canonical href=https://orlen.example/2031/05/06/bridge>"
        published = page_of(article(paragraphs(PROSE), head=head)).fact("published")
        assert published is not None
        assert (published.value, published.known_from) == ("2031-05-06", "address")

    def test_dateline_and_agency(self) -> None:
        page = page_of(article(paragraphs("ORLEN, May 6 (Reuters) - " + PROSE, MORE)))
        dateline, agency = page.fact("dateline"), page.fact("agency")
        assert dateline is not None
        assert dateline.spans[0].quote.startswith("ORLEN")
        assert agency is not None
        assert agency.value == "Reuters"

    def test_facts_of_the_user_win(self) -> None:
        given = Fact(name="published", value="2031-01-02", known_from="user")
        head = linked(datePublished="2031-05-06")
        page = page_of(article(paragraphs(PROSE), head=head), facts=(given,))
        assert page.fact("published") == given

    def test_breadcrumb_and_language(self) -> None:
        trail = "<div class=breadcrumbs><a href=/>Home</a> <a href=/w>World</a></div>"
        page = page_of(trail + article(paragraphs(PROSE, MORE)))
        assert values(page, "breadcrumb") == ["Home > World"]
        assert values(page_of(article(paragraphs(PROSE))), "language") == ["en"]

    def test_links_to_other_outlets(self) -> None:
        head = "<link rel=canonical href=https://www.orlen.example/x>"
        text = (
            f"{PROSE} The <a href='https://news.mill.example.org/a'>Mill Times</a> and the"
            f" <a href='https://m.orlen.example/b'>Post</a> have more on this, and <a href='/c'>so do we</a>."
        )
        page = page_of(article(paragraphs(text, MORE), head=head))
        assert [(link.outlet, link.spans[0].quote) for link in page.links] == [("news.mill.example.org", "Mill Times")]


def test_same_bytes_same_page() -> None:
    source = article(paragraphs(PROSE, MORE, LAST), head=linked(datePublished="2031-05-06"))
    assert page_of(source) == page_of(source)


def test_nodes_know_their_blocks() -> None:
    markup: Markup = read_markup("<div><p>one</p><p>two</p></div><p>three</p>")
    div = next(node for node in markup.nodes if node.tag == "div")
    assert (div.first, div.last) == (0, 2)
