"""HTML that is broken, huge or made to hurt: it ends in a page or in a coded error."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crossread.errors import CrossreadError, PageTooLarge
from crossread.page import limits, read_page
from crossread.record import Page, RawPage

PROSE = "Soldiers of the river brigade left the bridge at Orlen on Monday, two residents said."


def read(source: str | bytes) -> Page:
    content = source.encode() if isinstance(source, str) else source
    return read_page(RawPage(content=content, media_type="text/html"))


def codes(page: Page) -> list[str]:
    return [notice.code for notice in page.notices]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"<p>\xf0\x9f\x98\x80</p>")
@example(b"<!DOCTYPE html PUBLIC><?xml version='1.0' encoding='utf-16'?><p>x")
def test_any_bytes_give_a_page_or_a_coded_error(content: bytes) -> None:
    try:
        page = read(content)
    except CrossreadError as error:
        assert error.code != "CR000"
    else:
        assert all(page.text[one.start : one.end] == one.spans[0].quote for one in page.blocks)


_PIECES = st.sampled_from(
    [
        *re.findall(
            r"\S+",
            """<p> </p> <div> </div> </a> <b> </b> <br> <table> <tr> <td> </table> <ul> <li> </ul> <pre> </pre> <h1>
            </h1> <h2> <article> </article> <blockquote> <figure> <figcaption> <noscript> </noscript> <svg> </svg>
            &amp; &#0; &#xd800; text \u05e9\u05dc \u00e9 \U0001f600 \u200f <nav> <footer> <button> </button>
            <select><option> <textarea> </textarea> <script>x</script> <!----> </time> </span>""",
        ),
        *["\r\n", "\x0c", "<span hidden>", "<time datetime=2031-05-06>", "<a href=x>"],
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=60))
def test_any_markup_gives_blocks_that_are_the_text(pieces: list[str]) -> None:
    try:
        page = read("<html><body>" + " ".join(pieces))
    except CrossreadError as error:
        assert error.code == "CR201"
    else:
        assert "\n\n".join(one.spans[0].quote for one in page.blocks) == page.text


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "ul><li", "table><tr><td"])
def test_deep_nesting_loses_no_text(tag: str) -> None:
    page = read(f"<p>before it all</p>{f'<{tag}>' * 5000}deep{'</div>' * 5000}<p>after it all</p>")
    assert all(words in page.text for words in ("before it all", "deep", "after it all"))


@pytest.mark.slow
def test_tags_beyond_the_cap_are_cut_with_a_notice() -> None:
    page = read("<table>" + "<tr><td>1</td></tr>" * 1_000_000 + "</table>")
    assert "CR605" in codes(page)
    assert len(page.blocks) <= limits.MAX_TABLE_ROWS


@pytest.mark.slow
def test_a_huge_attribute_costs_no_text() -> None:
    page = read(f'<p title="{"x" * 10_000_000}">{PROSE}</p><p>{PROSE}</p>')
    assert page.text == f"{PROSE}\n\n{PROSE}"


@pytest.mark.slow
def test_equal_paragraphs_by_the_thousand_all_stay() -> None:
    page = read(f"<article>{f'<p>{PROSE}</p>' * 50_000}</article>")
    assert sum(one.furniture is None for one in page.blocks) == 50_000


@pytest.mark.slow
def test_text_beyond_the_cap_is_cut_with_a_notice() -> None:
    page = read(f"<p>{'word ' * 2_000_000}</p>")
    assert len(page.text) <= limits.MAX_TEXT
    assert "CR605" in codes(page)


def test_bytes_beyond_the_cap_are_refused() -> None:
    with pytest.raises(PageTooLarge):
        read(b"<p>x" * (limits.MAX_BYTES // 4 + 1))


@pytest.mark.parametrize(
    "source",
    [
        '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>text</p>",
        '<script type="application/ld+json">' + '{"@graph":' * 5_000 + "</script><p>text</p>",
        "<p>text</p><!-- " + "x" * 100_000,
        "<p>text</p>" + "<" * 10_000,
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>text &b;</p>',
        "<p>text<table><tr><td>" * 3_000,
    ],
)
def test_traps(source: str) -> None:
    assert "text" in read(source).text


def test_numbers_where_text_is_expected() -> None:
    linked = '{"@type": "Article", "headline": 3, "author": [4, null, {"name": 5}], "datePublished": 1e99}'
    page = read(f'<script type="application/ld+json">{linked}</script><p>{PROSE}</p>')
    assert page.text == PROSE
