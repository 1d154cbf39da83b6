"""Days of what a report tells, where the day that a user gave is not the one that the page prints. Invented reports."""

from __future__ import annotations

from datetime import date

import pytest

from crossread import read_text
from crossread.compare.days import day_words, published_day
from crossread.compare.tellings import tellings_of

STORY = "Car bomb kills 10 in Homs\n\n{}A car bomb killed 10 people in the Syrian city of Homs on {} a monitor said."


@pytest.mark.parametrize(
    ("opening", "told", "given", "published", "happened"),
    [
        ("AFP Sunday 25 May 2014\n\n", "Sunday", "2014-05-04", "2014-05-25", "2014-05-25"),
        ("Published May 26 2014 ", "Sunday", "2014-05-04", "2014-05-26", "2014-05-25"),
        ("Published May 26 2014 ", "Sunday", "2014-05-27", "2014-05-27", "2014-05-25"),
        ("", "Sunday", "2014-05-04", "2014-05-04", "2014-05-04"),
        ("", "21 August 2013", "2014-05-04", "2014-05-04", "2013-08-21"),
    ],
)
def test_the_day_a_page_prints_holds_where_the_one_given_is_far_off(
    opening: str, told: str, given: str, published: str, happened: str
) -> None:
    report = read_text(STORY.format(opening, told), published=given)
    day = published_day(report)
    assert day is not None
    assert date.fromordinal(day).isoformat() == published
    days = {day_words(one.days) for one in tellings_of("one", report) if one.dated and one.days}
    assert happened in days
