"""Furniture by wording, dates, datelines and bylines. All examples are invented."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.data import rows
from crossread.page.phrases import _TOKEN, byline_of, date_line, dateline_of, furniture_of_line, parse_date
from crossread.record import FurnitureKind

FURNITURE = [
    ("Please enter your comment!", "comment form"),
    ("PLEASE ENTER YOUR NAME HERE", "comment form"),
    ("Leave a Reply", "comment form"),
    ("Save my name, email, and website in this browser for the next time I comment.", "comment form"),
    ("Your email address will not be published. Required fields are marked *", "comment form"),
    ("14 Comments", "reader comment"),
    ("Most Popular", "popular list"),
    ("Recent Comments", "recent list"),
    ("RELATED ARTICLES", "related stories"),
    ("MORE FROM AUTHOR", "related stories"),
    ("Also read: Harbour Reopens After Storm", "also read"),
    ("READ MORE: Ferries idle for a third day", "also read"),
    ("Tap to see links", "link locker"),
    ("Share on Facebook", "share bar"),
    ("1,204 views", "share bar"),
    ("Subscribe to our newsletter", "newsletter box"),
    ("We use cookies to make this site better. By clicking you accept all of them.", "cookie notice"),
    ("- Advertisement -", "advertisement"),
    ("[ad_1]", "advertisement"),
    ("Sign in / Join", "navigation"),
    ("© 2024 The Lowland Courier. All rights reserved.", "footer"),
    ("Reporting by Mara Voss in Tellin; Editing by Ivo Brandt", "agency tail"),
    ("(Photo: Lowland Courier)", "caption"),
    ("Tags: ferries, harbour", "tags"),
]
STORY = [
    "Also read out at the hearing were the names of nine drivers.",
    "Reporting by independent media has been banned in the district.",
    "Related deaths rose to nine by the weekend.",
    "Share prices fell after the bridge was blown up.",
    "Follow the money",
    "Comments by the governor drew anger.",
    "Sources: two officials said the bridge had been mined before the convoy came.",
    "More than 20 killed as ferry sinks",
    "MORE THAN 20 KILLED AS FERRY SINKS",
    "Photographs showed smoke over the harbour.",
    "Search teams reached the village at dawn.",
    "Pause.",
    "The most popular party in the valley rejected the terms.",
    "Subscribers to the militia's channel were told to leave the town.",
    "“Leave a reply for them on the gate,” the man said.",
    "Photo Shows Damage to Tellin Bridge",
    "Credit Suisse Leaves Tellin",
    "In this article of the treaty both sides renounce force.",
]


@pytest.mark.parametrize(("line", "kind"), FURNITURE)
def test_known_furniture(line: str, kind: str) -> None:
    assert furniture_of_line(line) == kind


@pytest.mark.parametrize("line", STORY)
def test_lines_of_a_story_are_no_furniture(line: str) -> None:
    assert furniture_of_line(line) is None


def test_templates_are_written_as_lines_are_compared() -> None:
    for (line,) in rows("furniture_lines.txt"):
        words = [word for word in line.split() if word not in ("*", "**", "+")]
        assert words == [token for word in words for token in _TOKEN.findall(word)] or line[1:-1] in get_args(
            FurnitureKind
        )


@pytest.mark.parametrize("line", ["Tab to see links", "Tap to see linksq", "Opan to see link"])
def test_link_lockers_are_known_misspelt(line: str) -> None:
    assert furniture_of_line(line) == "link locker"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thursday, October 21, 2021", "2021-10-21"),
        ("Published: 5 Sept 2021, 14:03 GMT", "2021-09-05T14:03+00:00"),
        ("Updated 09:41 AM EDT, Mon March 4, 2024", "2024-03-04T09:41-04:00"),
        ("2021-09-05T14:03:11Z", "2021-09-05T14:03:11+00:00"),
        ("Last updated: March 12, 2024 at 8:15 p.m. (UTC+3)", "2024-03-12T20:15+03:00"),
        ("16/09/2022", "2022-09-16"),
        ("09/16/2022", "2022-09-16"),
        ("05.09.2021", "2021-09-05"),
        ("Monday 06/09/2021", "2021-09-06"),
        ("3 JAN 90", "1990-01-03"),
        ("1:23 PM IST, Oct 3, 2021", "2021-10-03T13:23"),  # IST is three zones
        ("the 2nd of May 2019", "2019-05-02"),
        ("5 septembre 2021", "2021-09-05"),
        ("5. März 2021, 14:03", "2021-03-05T14:03"),
        ("5 de septiembre de 2021", "2021-09-05"),
        ("5 сентября 2021", "2021-09-05"),
        ("2021年9月5日", "2021-09-05"),
    ],
)
def test_dates(text: str, value: str) -> None:
    parsed = parse_date(text)
    assert parsed is not None
    assert parsed.value == value


@pytest.mark.parametrize(
    "text",
    [
        "2 hours ago",
        "05/09/2021",
        "31 June 2021",
        "March 2021",
        "1990s",
        "12.5.2",
        "5 listopad 2021",
        "20 killed 2021",
        "",
    ],
)
def test_what_is_no_complete_date(text: str) -> None:
    assert parse_date(text) is None


def test_offsets_and_labels_of_dates() -> None:
    line = "Published 5 Sept 2021 | Updated: 6 Sept 2021, 10:00 CET"
    first, second = date_line(line)
    assert (line[first.start : first.end], first.label) == ("5 Sept 2021", "published")
    assert (line[second.start : second.end], second.label) == ("6 Sept 2021, 10:00 CET", "modified")
    assert date_line("The bridge fell on 5 Sept 2021") == ()
    assert parse_date("Thursday, October 21, 2021").weekday  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("paragraph", "place", "agency"),
    [
        ("TELLIN, March 3 (Reuters) - Shelling resumed.", "TELLIN", "Reuters"),
        ("GOMA, DR Congo — Rebels left the town.", "GOMA, DR Congo", None),
        ("DUBAI (AP) — Two ships collided.", "DUBAI", "AP"),
        ("Kabul (Agence France-Presse) – The road is closed.", "Kabul", "AFP"),
        ("ISLAMABAD: The ministry denied it.", "ISLAMABAD", None),
        ("Geneva, 12 October 2021 – Aid arrived.", "Geneva", None),
        ("GAZA CITY, Gaza Strip, Nov. 3 (Xinhua) -- Aid arrived.", "GAZA CITY, Gaza Strip", "Xinhua"),
        (
            "TELLIN (UPLAND), 3 JAN 90 (RADIO TELLIN) -- [REPORT] [TEXT] THE BRIDGE FELL.",
            "TELLIN (UPLAND)",
            "RADIO TELLIN",
        ),
    ],
)
def test_datelines(paragraph: str, place: str, agency: str | None) -> None:
    dateline = dateline_of(paragraph)
    assert dateline is not None
    assert (dateline.place, dateline.agency) == (place, agency)
    assert paragraph[dateline.body :][0].isupper()
    assert "[" not in paragraph[dateline.body :]


@pytest.mark.parametrize(
    "paragraph",
    [
        "BREAKING: The bridge fell.",
        "NATO - The alliance met.",
        "The army (ANA) - backed by jets - said so.",
        "Jane Doe (R-Texas) - The senator left.",
        "REUTERS: The agency was first.",
        "In recent days, militants left.",
        "ALL OF THEM: THE MEN WHO FELL AT THE BRIDGE",
        "Washington-based analysts (CSIS) say no.",
        "Oct. 3 - The day it began.",
    ],
)
def test_what_is_no_dateline(paragraph: str) -> None:
    assert dateline_of(paragraph) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("By Reuters", ("Reuters",)),
        ("BY JANE DOE", ("JANE DOE",)),
        ("Jane Doe, Correspondent in Tellin", ("Jane Doe",)),
        ("By Jane Doe, Senior Reporter", ("Jane Doe",)),
        (
            "By Ahmad al-Masri, Mina Roe and The Associated Press",
            ("Ahmad al-Masri", "Mina Roe", "The Associated Press"),
        ),
        ("By P. Okoro - 16/09/2022", ("P. Okoro",)),
        ("By Monday evening", ()),
        ("By the time the army came", ()),
        ("By Friday, troops had left", ()),
        ("By order of the governor", ()),
        ("Jane Doe, editor of the paper, said so.", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert byline_of(line) == names


@given(st.text(max_size=300))
def test_any_line_is_read_without_error_and_within_itself(line: str) -> None:
    furniture_of_line(line)
    byline_of(line)
    for parsed in date_line(line):
        assert 0 <= parsed.start < parsed.end <= len(line)
    dateline = dateline_of(line)
    assert dateline is None or 0 <= dateline.start < dateline.end <= dateline.body <= len(line)
