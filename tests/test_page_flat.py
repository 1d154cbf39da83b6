"""Flattened text: blocks by the shape of lines, furniture, facts. All texts are invented."""

from __future__ import annotations

import sys

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.errors import CrossreadError
from crossread.folding import fold
from crossread.page.decode import decode
from crossread.page.flat import read_flat
from crossread.record import Block, Fact, Page, RawPage

LEDE = "Fighters of the Upland Council left the town of Tellin on Tuesday, two residents said, after a week of clashes."
SECOND = "The provincial police said that 38 houses had burned down and that nobody was found inside. Aid is late."
THIRD = "Mara Voss, a spokeswoman for the council, said it would return “when the rains end” and not before then."


def read(text: str, **facts: object) -> Page:
    raw = RawPage(content=text.encode(), **facts)  # type: ignore[arg-type]
    return read_flat(decode(raw), raw)


def labels(page: Page) -> list[tuple[str, str | None, str]]:
    return [(block.kind, block.furniture, block.spans[0].quote) for block in page.blocks]


def main(page: Page) -> list[str]:
    return [block.spans[0].quote for block in page.main_blocks]


def fact(page: Page, name: str) -> Fact | None:
    return page.fact(name)  # type: ignore[arg-type]


def block_of(page: Page, words: str) -> Block:
    return next(block for block in page.blocks if words in block.spans[0].quote)


THEMED = f"""Saturday, June 4, 2022
HomeWorldUpland Council Says It's Leaving Tellin

Upland Council Says It’s Leaving Tellin

Upland Council Says It’s Leaving  Tellin

{LEDE}

The Road to Tellin

{SECOND}

Tab to see linkz

{THIRD}


Please enter your comment!
Please enter your name here

Most Popular

Harbour Reopens After Storm
Grain Prices Fall Again

Recent Comments"""


def test_a_page_in_a_common_theme() -> None:
    assert labels(read(THEMED)) == [
        ("time", "page clock", "Saturday, June 4, 2022"),
        ("other", "breadcrumb", "HomeWorld"),
        ("headline", "repeated title", "Upland Council Says It's Leaving Tellin"),
        ("headline", None, "Upland Council Says It’s Leaving Tellin"),
        ("headline", "repeated title", "Upland Council Says It’s Leaving  Tellin"),
        ("paragraph", None, LEDE),
        ("heading", None, "The Road to Tellin"),
        ("paragraph", None, SECOND),
        ("other", "link locker", "Tab to see linkz"),
        ("paragraph", None, THIRD),
        ("other", "comment form", "Please enter your comment!"),
        ("other", "comment form", "Please enter your name here"),
        ("other", "popular list", "Most Popular"),
        ("other", "popular list", "Harbour Reopens After Storm"),
        ("other", "popular list", "Grain Prices Fall Again"),
        ("other", "recent list", "Recent Comments"),
    ]


def test_facts_of_a_page_in_a_common_theme() -> None:
    page = read(THEMED)
    assert [(known.name, known.value, known.trusted) for known in page.facts] == [
        ("headline", "Upland Council Says It’s Leaving Tellin", True),
        ("page clock", "2022-06-04", False),
        ("breadcrumb", "Home > World", True),
    ]
    assert [(article.headline, article.chosen) for article in page.articles] == [
        ("Upland Council Says It’s Leaving Tellin", True)
    ]
    assert page.notices == ()


@pytest.mark.parametrize(
    ("line", "crumbs"),
    [
        ("HomeNewsUpland Council Says It's Leaving Tellin", "Home > News"),
        ("Home > News > Upland Council Says It's Leaving Tellin", "Home > News"),
        ("Home » World » Asia » Upland Council Says It's Leaving Tellin", "Home > World > Asia"),
        ("Home News Upland Council Says It's Leaving Tellin", "Home > News"),
        ("Home / World / Upland Council Says It's Leaving Tellin", "Home > World"),
        ("HomeSouth AsiaUpland Council Says It's Leaving Tellin", "Home > South Asia"),
    ],
)
@pytest.mark.parametrize("repeated", [True, False])
def test_breadcrumbs(line: str, crumbs: str, repeated: bool) -> None:
    if not repeated and " News " in line and ">" not in line:
        pytest.skip("without separators or glue nothing tells a trail from a title that stands once")
    title = "Upland Council Says It’s Leaving Tellin\n\n" if repeated else ""
    page = read(f"{line}\n\n{title}{LEDE}\n\n{SECOND}")
    assert fact(page, "breadcrumb").value == crumbs  # type: ignore[union-attr]
    headline = fact(page, "headline")
    assert headline is not None
    assert headline.value == (
        "Upland Council Says It’s Leaving Tellin" if repeated else "Upland Council Says It's Leaving Tellin"
    )
    assert block_of(page, LEDE).furniture is None


@pytest.mark.parametrize(
    "title",
    [
        "Home Office says it will return prisoners",
        "Homeland Security opens an inquiry into the fire",
        "News of the truce reaches Tellin at last",
    ],
)
def test_a_title_that_begins_like_a_breadcrumb(title: str) -> None:
    page = read(f"{title}\n\n{LEDE}\n\n{SECOND}")
    assert fact(page, "headline").value == title  # type: ignore[union-attr]
    assert fact(page, "breadcrumb") is None


def test_byline_dates_and_standfirst_under_the_headline() -> None:
    page = read(
        f"Council leaves Tellin\nResidents say the fighters went by night, and police count the burned houses.\n"
        f"By Mara Voss and Ivo Brandt\nPublished: 5 Sept 2021, 14:03 GMT\nUpdated 6 Sept 2021\n\n{LEDE}\n\n{SECOND}"
    )
    kinds = [(block.kind, block.furniture) for block in page.blocks]
    assert kinds[:5] == [("headline", None), ("standfirst", None), ("byline", None), ("time", None), ("time", None)]
    assert [known.value for known in page.facts if known.name == "author"] == ["Mara Voss", "Ivo Brandt"]
    assert (fact(page, "published").value, fact(page, "published").trusted) == ("2021-09-05T14:03+00:00", True)  # type: ignore[union-attr]
    assert fact(page, "modified").value == "2021-09-06"  # type: ignore[union-attr]
    for known in page.facts:
        assert known.spans


def test_dateline_is_a_block_of_its_own() -> None:
    page = read(f"Council leaves Tellin\n\nTELLIN, March 3, 2021 (Reuters) - {LEDE}\n\n{SECOND}")
    assert labels(page)[1:3] == [("dateline", None, "TELLIN, March 3, 2021 (Reuters) -"), ("paragraph", None, LEDE)]
    assert fact(page, "dateline").value == "TELLIN"  # type: ignore[union-attr]
    assert fact(page, "agency").value == "Reuters"  # type: ignore[union-attr]
    assert (fact(page, "published").value, fact(page, "published").known_from) == ("2021-03-03", "dateline")  # type: ignore[union-attr]


def test_a_date_behind_the_story_is_a_clock() -> None:
    page = read(f"Council leaves Tellin\n\n{LEDE}\n\n{SECOND}\n\nFriday, June 3, 2022")
    assert fact(page, "published") is None
    assert fact(page, "page clock").trusted is False  # type: ignore[union-attr]


def test_outlet_and_agency_of_closing_lines() -> None:
    page = read(
        f"Council leaves Tellin\n\n{LEDE}\n\n{SECOND}\n\nSource: Reuters\n\n"
        "© 2024 The Lowland Courier. All rights reserved."
    )
    assert fact(page, "agency").value == "Reuters"  # type: ignore[union-attr]
    assert fact(page, "outlet").value == "The Lowland Courier"  # type: ignore[union-attr]


def test_facts_from_outside_stand_first() -> None:
    given_fact = Fact(name="published", value="2021-01-01", known_from="user")
    page = read(f"Council leaves Tellin\nPublished: 5 Sept 2021\n\n{LEDE}", facts=(given_fact,))
    assert page.fact("published") == given_fact
    assert len([known for known in page.facts if known.name == "published"]) == 2


WIRE = """UPLAND-0042 (TEST)

   TELLIN, 3 JAN 90 -- [REPORT] [TEXT] THE COUNCIL COMMAND HAS REPORTED
THAT ABOUT 50 FARMERS OF THE VALLEY WERE TAKEN AWAY BY ARMED MEN IN
TELLIN DISTRICT.  ACCORDING TO THE GARRISON, THIS TOOK PLACE ON 30
DECEMBER.

   MEANWHILE, THREE DRIVERS WERE KILLED AND SEVEN OTHERS WERE HURT
DURING CLASHES YESTERDAY NEAR THE BRIDGE.  THE GARRISON REPORTED THAT
ONE LORRY WAS BURNED.
   A SOLDIER WAS TAKEN TO THE HOSPITAL IN THIS CAPITAL, WHERE HE IS
SAID TO BE WELL.
"""


def test_a_hard_wrapped_wire_in_capitals() -> None:
    page = read(WIRE)
    assert [(block.kind, block.wrapped) for block in page.main_blocks] == [
        ("dateline", False),
        ("paragraph", True),
        ("paragraph", True),
        ("paragraph", True),
    ]
    folded = fold(page).text
    assert "ABOUT 50 FARMERS OF THE VALLEY WERE TAKEN AWAY BY ARMED MEN IN TELLIN DISTRICT." in folded
    assert fact(page, "published").value == "1990-01-03"  # type: ignore[union-attr]
    assert page.blocks[0].furniture == "other"  # the number of the dispatch


def wrap(words: str, width: int, first: str = "", mark: str = "") -> str:
    lines, line = [], mark + first
    for word in words.split():
        if len(line) + 1 + len(word) > width and line.strip(mark):
            lines.append(line)
            line = mark
        line = f"{line} {word}" if line.strip() and line != mark else line + word
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [38, 60, 72, 100])
@pytest.mark.parametrize(("gap", "indent"), [("\n\n", ""), ("\n", "    ")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_wrapped_paragraphs_are_one_block_each(width: int, gap: str, indent: str, end: str) -> None:
    paragraphs = [LEDE, SECOND, THIRD, LEDE.replace("Tellin", "Marsa"), SECOND.replace("38", "12")]
    text = gap.join(wrap(paragraph, width, indent) for paragraph in paragraphs).replace("\n", end)
    page = read(text)
    assert [block.wrapped for block in page.main_blocks] == [
        len(wrap(p, width, indent).split("\n")) > 1 for p in paragraphs
    ]
    assert fold(page).text.split("\n\n") == paragraphs_folded(paragraphs)


def paragraphs_folded(paragraphs: list[str]) -> list[str]:
    return [paragraph.replace("’", "'") for paragraph in paragraphs]


def test_quoted_mail_is_read_without_its_marks() -> None:
    text = "\n>\n".join(wrap(paragraph, 64, "", "> ") for paragraph in (LEDE, SECOND, THIRD))
    page = read(text)
    assert len(page.main_blocks) == 3
    assert ">" not in fold(page).text


def test_single_lines_are_not_joined() -> None:
    titles = [
        "Harbour Reopens After Storm Damage",
        "Grain Prices Fall for a Third Week",
        "Ferry Crews End Strike at Midnight",
    ]
    page = read(f"Council leaves Tellin\n\n{LEDE}\n{SECOND}\n{THIRD}\n\nRelated Articles\n" + "\n".join(titles))
    assert main(page) == ["Council leaves Tellin", LEDE, SECOND, THIRD]
    assert [block.furniture for block in page.blocks[-4:]] == ["related stories"] * 4


def test_the_story_goes_on_after_a_list() -> None:
    related = "Related Articles\n\nHarbour Reopens After Storm\nGrain Prices Fall"
    page = read(f"Council leaves Tellin\n\n{LEDE}\n\n{related}\n\n{SECOND}\n\n{THIRD}")
    assert main(page) == ["Council leaves Tellin", LEDE, SECOND, THIRD]


def test_comments_behind_the_story() -> None:
    comment = "I lived in Tellin for nine years and never saw such smoke over the old bridge, it is a shame for all."
    page = read(
        f"Council leaves Tellin\n\n{LEDE}\n\n{SECOND}\n\n{THIRD}\n\n1 COMMENT\n\nIvo\n\n{comment}\n\nLEAVE A REPLY"
    )
    assert main(page) == ["Council leaves Tellin", LEDE, SECOND, THIRD]
    assert block_of(page, comment).furniture == "reader comment"


def test_a_comment_count_above_the_story_ends_nothing() -> None:
    page = read(f"Council leaves Tellin\n\n3 Comments\n\n{LEDE}\n\n{SECOND}")
    assert main(page) == ["Council leaves Tellin", LEDE, SECOND]


def test_equal_paragraphs_stay() -> None:
    page = read("\n\n".join(["Council leaves Tellin", *[LEDE] * 25]))
    assert main(page).count(LEDE) == 25


def test_markdown() -> None:
    page = read(
        f"# Council leaves Tellin\n\n*By Mara Voss* | 5 September 2021\n\n{LEDE}\n\n## The toll\n\n- Nine killed\n"
    )
    assert [(block.kind, block.level) for block in page.main_blocks] == [
        ("headline", 1),
        ("byline", None),
        ("paragraph", None),
        ("heading", 2),
        ("list item", None),
    ]
    assert fact(page, "headline").value == "Council leaves Tellin"  # type: ignore[union-attr]
    assert fact(page, "author").value == "Mara Voss"  # type: ignore[union-attr]
    assert fact(page, "published").value == "2021-09-05"  # type: ignore[union-attr]


def test_forwarded_mail() -> None:
    head = "From: desk@example.org\nTo: all@example.org\nSubject: Fwd: Council leaves Tellin after clashes\n\n"
    page = read(head + "---------- Forwarded message ---------\n" + "\n>\n".join([f"> {LEDE}", f"> {SECOND}"]))
    assert main(page) == ["Council leaves Tellin after clashes", LEDE, SECOND]
    assert fact(page, "headline").value == "Council leaves Tellin after clashes"  # type: ignore[union-attr]


def test_entries_of_a_live_text() -> None:
    page = read(f"Live: Tellin\n\n18:40 GMT\nCouncil leaves\n\n{LEDE}\n\n17:05 GMT\nPolice speak\n\n{SECOND}")
    assert [block.kind for block in page.main_blocks] == ["headline", *["time", "heading", "paragraph"] * 2]
    assert fact(page, "published") is None


@pytest.mark.parametrize("text", ["Nine killed in Tellin.", "BREAKING: Council fighters leave Tellin, residents say"])
def test_a_post_of_one_line_is_read_as_a_paragraph(text: str) -> None:
    assert labels(read(text)) == [("paragraph", None, text)]


def test_captions_with_a_credit() -> None:
    page = read(f"Council leaves Tellin\n\nThe bridge on Friday. (Photo: Courier)\n\n{LEDE}\n\n{SECOND}")
    assert page.blocks[1].furniture == "caption"


def test_speakers_of_a_transcript_are_no_datelines() -> None:
    page = read(f"Council leaves Tellin\n\nVOSS: {LEDE}\n\nBRANDT: {SECOND}\n\nVOSS: {THIRD}")
    assert fact(page, "dateline") is None


def test_excerpts_of_other_stories() -> None:
    excerpt = "The harbour was open and nobody was hurt there, they say."
    items = "\n".join(f"Title of Story Number {i}\nMarch {i}, 2020\n{excerpt}" for i in (1, 2, 3))
    story = [LEDE, SECOND, THIRD, LEDE.replace("Tuesday", "Friday")]
    page = read("\n\n".join(["Council leaves Tellin", *story, "RELATED ARTICLES", items]))
    assert main(page) == ["Council leaves Tellin", *story]


def test_sections_after_a_list_are_the_story() -> None:
    sections = f"The toll\n\n{SECOND}\n\nWhat next\n\n{THIRD}"
    page = read(f"Council leaves Tellin\n\n{LEDE}\n\nRelated Articles\nHarbour Reopens\n\n{sections}")
    assert main(page)[-3:] == [SECOND, "What next", THIRD]


def test_list_items_and_headings() -> None:
    page = read(
        f"Council leaves Tellin\n\n{LEDE}\n\nWhat we know\n\n- Two bridges are down\n- One road is open\n\n{SECOND}"
    )
    assert [block.kind for block in page.main_blocks] == [
        "headline",
        "paragraph",
        "heading",
        "list item",
        "list item",
        "paragraph",
    ]


def test_several_articles() -> None:
    one = f"Council leaves Tellin\n\nTELLIN (AP) — {LEDE}\n\n{SECOND}\n\n{THIRD}\n\n{SECOND}\n\n{THIRD}"
    two = f"Ferry crews end strike\n\nMARSA (AP) — {LEDE}\n\n{SECOND}\n\n{THIRD}\n\n{LEDE}"
    page = read(f"{one}\n\n* * *\n\n{two}")
    assert [(article.headline, article.chosen) for article in page.articles] == [
        ("Council leaves Tellin", True),
        ("Ferry crews end strike", False),
    ]
    assert [notice.code for notice in page.notices] == ["CR607"]
    assert {block.furniture for block in page.blocks if block.article == 1} == {"other article"}


def test_the_headline_of_a_longer_later_article_is_the_headline() -> None:
    one = f"Council leaves Tellin\n\nTELLIN (AP) — {LEDE}\n\n{SECOND}\n\n{THIRD}"
    two = f"Ferry crews end strike\n\nMARSA (AP) — {' '.join([LEDE, SECOND, THIRD] * 3)}"
    page = read(f"{one}\n\n{two}")
    assert [article.chosen for article in page.articles] == [False, True]
    assert [known.value for known in page.facts if known.name in ("headline", "dateline")] == [
        "Ferry crews end strike",
        "MARSA",
    ]


def test_a_round_up_with_a_dateline_in_every_paragraph_is_one_article() -> None:
    page = read(
        "\n\n".join(
            ["Day in the uplands", *(f"{place} — {LEDE} {SECOND}" for place in ("TELLIN", "MARSA", "KELL", "OSTREL"))]
        )
    )
    assert len(page.articles) == 1
    assert all(block.furniture is None for block in page.blocks)


def test_a_whole_page_copied_from_a_browser() -> None:
    menu = [f"{name} {i}" for i in range(12) for name in ("Harbour", "Valley", "Coast")]
    tail = [f"Fifth Title of Another Story {i}" for i in range(30)]
    story = [
        "Council Leaves Tellin After a Week of Clashes",
        "By Mara Voss",
        LEDE,
        SECOND,
        THIRD,
        LEDE.replace("Tuesday", "Friday"),
    ]
    page = read(
        "\n".join([*menu, *story, *tail, "We sell this page to nobody and never will, our lawyers say so here."])
    )
    assert main(page) == story


def test_a_page_of_furniture_alone() -> None:
    page = read("Home\nSearch\nMost Popular\nPlease enter your comment!")
    assert page.main_blocks == ()
    assert [notice.code for notice in page.notices] == ["CR608"]


@pytest.mark.parametrize(
    "text",
    [
        "مقتل ثلاثة جنود في هجوم على نقطة تفتيش\n\n"
        "قال مسؤول محلي إن ثلاثة جنود قتلوا في هجوم على نقطة تفتيش قرب الجسر مساء الثلاثاء.\n\n"
        "وأضاف أن الطريق مغلق منذ الصباح وأن السكان غادروا القرية إلى المدينة المجاورة.",
        "议会部队撤出特林镇\n\n"
        "两名居民说，议会的战士在一周的冲突之后于星期二离开了特林镇，桥梁已经被炸毁，道路仍然关闭。\n\n"
        "省警察说，有三十八所房屋被烧毁，没有人在里面被发现，援助仍然没有到达。",
    ],
)
def test_any_language(text: str) -> None:
    page = read(text)
    assert [block.kind for block in page.main_blocks] == ["headline", "paragraph", "paragraph"]


def test_text_and_spans_are_untouched() -> None:
    text = (
        "Council leaves\u200b Tellin \U0001f600\r\n\r\n"
        + LEDE.replace("town", "to\u0301wn\u00ad")
        + "\r\nשלום\u200f\r\n"
    )
    page = read(text)
    assert page.text == text
    assert page.form == "text"
    for block in page.blocks:
        assert page.text[block.start : block.end] == block.spans[0].quote


PARTS = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\x00",
            "\u2028",
            "\f",
            "\t",
            "> ",
            "- ",
            " > ",
            "😀",
            "e\u0301",
            "שלום",
            "\u200f",
            "…",
        ),
        *("Home", "News", "By Jane Doe", "Most Popular", "TELLIN (AP) — ", "Leave a Reply", "3 Comments", LEDE, SECOND),
        *("Saturday, June 4, 2022", "Published: 5 Sept 2021", "Title of the Day"),
    ]
)


@given(st.lists(st.one_of(PARTS, st.text(max_size=8)), max_size=40).map("".join))
@hypothesis.settings(deadline=None, max_examples=300)
def test_any_text_gives_a_page_or_a_coded_error(text: str) -> None:
    raw = RawPage(content=text.encode("utf-8", "surrogatepass"))
    try:
        page = read_flat(decode(raw), raw)
    except CrossreadError as error:
        assert error.code in {"CR201", "CR203"}
        return
    inside = "".join(page.text[block.start : block.end] for block in page.blocks)
    left_out = sum(map(str.isalnum, page.text)) - sum(map(str.isalnum, inside))
    assert left_out == 0  # every letter is in a block
    fold(page)


def calls(text: str) -> int:
    """Function calls, Python's own included, that reading a text takes."""
    made = 0

    def count(*_: object) -> None:
        nonlocal made
        made += 1

    raw = RawPage(content=text.encode())
    sys.setprofile(count)
    try:
        read_flat(decode(raw), raw)
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("base", [THEMED, WIRE, "Title of a Story\n", f"{LEDE}\n", "Most Popular\n", "By Jane Doe\n"])
def test_work_grows_with_the_length(base: str) -> None:
    read(base)  # tables are read once
    assert calls((base + "\n") * 160) <= 5 * calls((base + "\n") * 40)


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join([LEDE] * 50_000),
        "a" * 10_000_000,
        "word " * 400_000,
        "\n" * 1_000_000 + LEDE,
        "\n".join(["Title of a Story"] * 100_000),
        "> " * 500_000,
        " " * 1_000_000 + "x",
        "Home > " * 100_000,
        "(" * 300_000,
        "A, " * 300_000,
        "\n".join(f"- {i}" for i in range(100_000)),
    ],
    ids=[
        "paragraphs",
        "one line",
        "words",
        "blank lines",
        "titles",
        "marks",
        "spaces",
        "crumbs",
        "brackets",
        "commas",
        "items",
    ],
)
@pytest.mark.slow
def test_long_inputs_end(text: str) -> None:
    page = read(text)
    assert page.blocks or [notice.code for notice in page.notices] == ["CR608"]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"Council leaves Tellin - The Lowland Courier\nCouncil leaves Tellin\n\n{LEDE}", "Council leaves Tellin"),
        (f"THE UPLANDS\nCouncil leaves Tellin after clashes\n\n{LEDE}", "Council leaves Tellin after clashes"),
        (f"COUNCIL LEAVES TELLIN\nBy MARA VOSS\n\n{LEDE}", "COUNCIL LEAVES TELLIN"),
        (f"Who holds Tellin?\n\nQ: Who holds it?\n\n{LEDE}", "Who holds Tellin?"),
    ],
)
def test_which_line_is_the_headline(text: str, headline: str) -> None:
    assert fact(read(text), "headline").value == headline  # type: ignore[union-attr]


def test_short_sentences_and_table_rows_are_no_headings() -> None:
    page = read(
        f"Toll by district\n\nDistrict\tKilled\nTellin\t9\n\n{LEDE}\n\n“It was hard.”\n\nMr. Brandt left.\n\n{SECOND}"
    )
    assert [block.kind for block in page.main_blocks] == [
        *("headline", "table row", "table row", "paragraph", "paragraph", "paragraph", "paragraph")
    ]
