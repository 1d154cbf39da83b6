from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.context import Reading
from crossread.folding import fold
from crossread.record import Fact, When, check_spans
from crossread.times import find_times
from crossread.times.calendars import hijri, part_of, solar, year
from tests.helpers import page_of, reading_of, table_rows

CASES = Path(__file__).parent / "cases" / "times.md"
PUBLISHED = Fact(name="published", value="2021-10-21", known_from="meta")
CLOCK = Fact(name="published", value="2021-10-21", known_from="page clock", trusted=False)
UNTRUSTED = Fact(name="published", value="2021-10-21", known_from="html", trusted=False)


def cases() -> dict[str, list[list[str]]]:
    return {text: [cells[:7] for cells in rows] for text, rows in table_rows(CASES).items()}


def row(when: When) -> list[str]:
    return [
        when.spans[0].quote, when.form, when.earliest or "–", when.latest or "–", when.precision, when.anchor,
        when.value or "–",
    ]  # fmt: skip


def read(text: str, *facts: Fact) -> tuple[When, ...]:
    return find_times(reading_of(text, facts=facts))


def one(text: str, *facts: Fact) -> When:
    (found,) = read(text, *facts)
    return found


@pytest.mark.parametrize(("text", "expected"), cases().items())
def test_case(text: str, expected: list[list[str]]) -> None:
    assert [row(when) for when in read(text, PUBLISHED)] == expected


@pytest.mark.parametrize("facts", [(), (CLOCK,), (UNTRUSTED,)])
@pytest.mark.parametrize(
    "text", ["He fled on Tuesday.", "He fled yesterday.", "He fled last month.", "On September 5 he fled.",
             "He fled in the past 24 hours.", "He recently fled.", "They fled overnight."]
)  # fmt: skip
def test_without_a_trusted_date_relative_times_stay_open(text: str, facts: tuple[Fact, ...]) -> None:
    when = one(text, *facts)
    assert when.relative
    assert (when.earliest, when.latest, when.anchor, when.anchor_value) == (None, None, "none", None)
    assert not when.anchor_trusted


def test_an_absolute_date_needs_no_anchor() -> None:
    when = one("The town fell on 5 May 2020.")
    assert (when.earliest, when.latest, when.relative, when.anchor) == ("2020-05-05", "2020-05-05", False, "none")


def test_the_users_date_goes_before_the_dateline_and_the_dateline_before_the_published_date() -> None:
    user = Fact(name="published", value="2021-10-21", known_from="user")
    dateline = Fact(name="dateline", value="2021-10-14", known_from="dateline")
    text = "He fled on Tuesday."
    assert one(text, dateline, user).anchor == "user"
    found = one(text, PUBLISHED, dateline)
    assert (found.earliest, found.anchor, found.anchor_value) == ("2021-10-12", "dateline", "2021-10-14")
    assert found.anchor_trusted


def test_a_dateline_without_year_takes_the_published_year() -> None:
    dateline = Fact(name="dateline", value="BARO, Oct. 19", known_from="dateline")
    found = one("He fled yesterday.", PUBLISHED, dateline)
    assert (found.earliest, found.anchor) == ("2021-10-18", "dateline")


def test_a_dateline_of_december_on_a_page_of_january_is_of_the_year_before() -> None:
    dateline = Fact(name="dateline", value="BARO, Dec. 31", known_from="dateline")
    new_year = Fact(name="published", value="2022-01-01T06:00:00Z", known_from="json-ld")
    assert one("He fled yesterday.", new_year, dateline).earliest == "2021-12-30"


def test_a_dateline_without_a_day_leaves_the_published_date() -> None:
    dateline = Fact(name="dateline", value="BARO", known_from="dateline")
    assert one("He fled yesterday.", PUBLISHED, dateline).anchor == "published"


def test_a_live_entry_counts_from_its_own_time() -> None:
    page = page_of("He fled yesterday.\n\nShe fled yesterday.", facts=(PUBLISHED,))
    first = msgspec.structs.replace(page.blocks[0], time="2021-10-11T09:30:00+00:00")
    page = msgspec.structs.replace(page, blocks=(first, page.blocks[1]))
    report = msgspec.structs.replace(reading_of("x").report, page=page, sentences=())
    found = find_times(Reading(report, fold(page)))
    assert [(when.earliest, when.anchor) for when in found] == [("2021-10-10", "entry time")] * 2


def test_the_text_is_counted_from_only_inside_its_block() -> None:
    same = read("The raid was on 5 May 2020. Two days later he fled.")
    other = read("The raid was on 5 May 2020.\n\nTwo days later he fled.")
    assert same[1].earliest == "2020-05-07"
    assert (other[1].earliest, other[1].anchor) == (None, "none")


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2021-10-18", "2021-10-18"), ("2021-10-19", "2021-10-18"), ("2021-10-24", "2021-10-18")],
)
def test_a_weekday_equal_to_the_anchors_is_that_day(published: str, expected: str) -> None:
    fact = Fact(name="published", value=published, known_from="user")
    assert one("Clashes on Monday killed ten.", fact).earliest == expected


def test_a_date_that_no_calendar_holds_stays_open() -> None:
    when = one("The decree of 31 June 2020 was void.")
    assert (when.earliest, when.latest, when.precision) == (None, None, "day")


def test_the_29th_of_february_finds_its_leap_year() -> None:
    assert one("He fled on 29 February.", PUBLISHED).earliest == "2020-02-29"


@pytest.mark.parametrize(("day", "expected"), [((1400, 5, 24), "2021-08-15"), ((1399, 12, 30), "2021-03-20")])
def test_solar_dates(day: tuple[int, int, int], expected: str) -> None:
    stretch = solar(*day)
    assert stretch
    assert stretch.start.isoformat() == stretch.end.isoformat() == expected


def test_lunar_dates_outside_the_librarys_range_are_unknown() -> None:
    assert hijri(61, 1, 10) is None
    assert solar(1400, 12, 30) is None


@pytest.mark.parametrize(
    ("part", "bounds"),
    [
        ("early", ("2020-01-01", "2020-04-30")),
        ("mid", ("2020-05-01", "2020-08-31")),
        ("late", ("2020-09-01", "2020-12-31")),
    ],
)
def test_parts_of_a_year(part: str, bounds: tuple[str, str]) -> None:
    stretch = part_of(year(2020), part)
    assert (stretch.start.isoformat(), stretch.end.isoformat()) == bounds


PIECES = st.sampled_from(
    ["5", "31", "2021", "1400", "10:30", "05/09/2021", "–", "-", "to", "and", "from", "between", "since", "until",
     "the", "a", "last", "next", "this", "May", "Sept.", "March", "Friday", "Mondays", "week", "month", "years", "days",
     "ago", "later", "after", "before", "early", "mid", "late", "end", "of", "every", "third", "quarter", "half",
     "fiscal", "1990s", "'90s", "century", "p.m.", "GMT", "noon", "overnight", "tonight", "Ramadan",
     "Asad", "AH", "aged", "old", "twenty", "several", "summer", "fall", "will", "said", ".", ",", "(", ")", "29",
     "February", "9999", "0001", "½"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25), st.booleans())
def test_any_words_are_read_without_error_and_every_bound_is_in_order(pieces: list[str], dated: bool) -> None:
    reading = reading_of(" ".join(["x", *pieces]), facts=(PUBLISHED,) if dated else ())
    found = find_times(reading)
    check_spans(found, reading.folded.page.text)
    for when in found:
        if when.earliest and when.latest:
            assert when.earliest <= when.latest
        assert when.anchor_trusted == (when.anchor != "none")
    starts = [when.spans[0].start for when in found]
    assert starts == sorted(starts)


def test_a_clock_time_is_of_the_day_that_the_story_told_before() -> None:
    found = read("A bomb hit the market on Wednesday.\n\nThe group said the strike came at midday.", PUBLISHED)
    assert [(when.earliest, when.anchor) for when in found] == [
        ("2021-10-20", "published"),
        ("2021-10-20T12:00", "text"),
    ]


@pytest.mark.parametrize(
    ("text", "modified", "anchored"),
    [
        ("Rebels seized Orsa on 27 January 2025. Ten men were killed on Monday.", True, False),
        ("Rebels seized Orsa on 27 January 2025. Ten men were killed on Monday.", False, True),
        ("Rebels took Orsa on 27 January 2025 and left it on 3 May 2025. Ten men were killed on Monday.", False, False),
        ("The vote will be held on 27 January 2022. Ten men were killed on Monday.", True, True),
        ("Rebels seized Orsa on 27 January 2020. Ten men were killed on Monday.", True, True),
    ],
)
def test_a_page_written_anew_is_no_anchor(text: str, modified: bool, anchored: bool) -> None:
    later = Fact(name="modified", value="2026-02-01T10:00:00+00:00", known_from="meta")
    found = read(text, *((PUBLISHED, later) if modified else (PUBLISHED,)))
    assert (found[-1].earliest is not None) == anchored


@pytest.mark.parametrize("text", ["The war, now in its fourth year, goes on.", "He was a guard, now a colonel."])
def test_now_that_tells_no_time(text: str) -> None:
    assert "now" not in [when.spans[0].quote for when in read(text, PUBLISHED)]
