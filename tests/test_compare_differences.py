"""What invented reports of one incident are shown to differ on, how far, and what is no difference."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from crossread import Report, read_text
from crossread.compare import Comparison, Difference, compare
from crossread.compare.figures import number_clash
from crossread.compare.means import means_in
from crossread.compare.sides import are_strangers, side_of
from crossread.compare.tellings import Number, Telling, tellings_of
from crossread.compare.wording import Fields, field_changes
from crossread.provenance import Compared


def _report(text: str, published: str = "2016-05-03", outlet: str = "Example News") -> Report:
    return read_text(
        "\n\n".join(part.replace("\n", " ") for part in text.split("\n\n")), published=published, outlet=outlet
    )


def _found(reports: Mapping[str, Report]) -> list[tuple[str, str, Difference]]:
    comparison = compare(reports)
    return [(row.field, row.about, one) for incident in comparison.incidents for row, one in incident.differences]


def _words(found: list[tuple[str, str, Difference]]) -> set[tuple[str, str, str, str]]:
    return {(field, one.one.shown, one.other.shown, one.grade) for field, _, one in found}


def _number(best: float, hedge: str = "exact", low: float | None = None, high: float | None = None) -> Number:
    least = best if low is None and hedge != "up to" else low
    most = best if high is None and hedge not in ("at least", "more than") else high
    return Number(low=least, best=best, high=most, hedge=hedge, unit="people")


def _told(number: Number, *, said: int = 1, report: str = "a", source: tuple[str, ...] = ()) -> Telling:
    return Telling(
        report=report, claim=f"{report}{number.best}", family="losses", type="killed", status="happened", said=said,
        number=number, source=frozenset(source), voices=source,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        (_number(15), _number(18), "contradicts"),
        (_number(30), _number(30, "at least"), None),
        (_number(30), _number(28, "at least"), "differs"),
        (_number(32), _number(22, "at least"), "differs"),
        (_number(22, "at least"), _number(24, "at least"), "differs"),
        (_number(30, "more than"), _number(36), None),
        (_number(30, "at least"), _number(33), None),
        (_number(80, "about"), _number(84), None),
        (_number(40), _number(45, "at least"), "contradicts"),
        (_number(1), _number(15), None),
    ],
)
def test_numbers_contradict_differ_or_agree(one: Number, other: Number, grade: str | None) -> None:
    found = number_clash(_told(one), _told(other, report="b"))
    assert (found[0] if found else None) == grade
    assert number_clash(_told(other, report="b"), _told(one)) == found


def test_a_later_higher_figure_of_another_source_differs_and_of_the_same_is_none() -> None:
    early = _told(_number(15), said=1, source=("ministry",))
    late = _told(_number(18), said=2, report="b", source=("hospital",))
    assert number_clash(early, late) == ("differs", "a later figure")
    same = _told(_number(18), said=2, report="b", source=("ministry",))
    assert number_clash(early, same) is None
    lower = _told(_number(12), said=2, report="b", source=("hospital",))
    assert number_clash(early, lower) == ("contradicts", "both cannot be true")


STRIKE = """Air strike on market in Kafr Zita

An air strike on a vegetable market killed {number} in the town of Kafr Zita in Hama province, Syria, on Monday, {who}
said."""


def test_who_differs_from_whom_is_said() -> None:
    reports = {
        "north": _report(STRIKE.format(number="15 people", who="the Northern Observatory"), "2016-05-02", "North Post"),
        "south": _report(STRIKE.format(number="22 people", who="the Civil Guard"), "2016-05-02", "South Post"),
    }
    found = [(about, one) for field, about, one in _found(reports) if field == "number"]
    assert len(found) == 1
    about, difference = found[0]
    assert about == "killed people"
    assert difference.grade == "contradicts"
    sides = {value.shown: value.reports for value in (difference.one, difference.other)}
    assert sides == {"15": ("north",), "22": ("south",)}
    for value in (difference.one, difference.other):
        for telling in value.tellings:
            start, end = telling.span
            assert value.shown in reports[telling.report].page.text[start:end]


def test_the_same_report_against_itself_differs_in_nothing() -> None:
    report = _report(STRIKE.format(number="15 people", who="the Northern Observatory"), "2016-05-02")
    again = _report(STRIKE.format(number="15 people", who="the Northern Observatory"), "2016-05-02", "Other Post")
    assert not _found({"one": report, "other": again})


def test_two_sources_in_one_report_are_a_difference_even_where_no_other_report_tells_it() -> None:
    text = """Blast in Orsa

A car bomb exploded in the town of Kafr Zita in Hama province, Syria, on Monday. The Northern Observatory said at least
24 people were killed in the blast. State television put the death toll from the blast at 11."""
    comparison = compare({"only": _report(text, "2016-05-02")})
    assert not comparison.incidents
    (incident,) = comparison.disputed
    shown = {one.shown for _, difference in incident.differences for one in (difference.one, difference.other)}
    assert shown == {"at least 24", "11"}
    assert all(difference.reports == ("only",) for _, difference in incident.differences)


@pytest.mark.parametrize(
    ("sentence", "counted_as"),
    [
        ("15 of the dead were children, doctors said.", "part"),
        ("Three more people were killed in the town.", "part"),
        ("The governor had earlier reported a death toll of eight.", "earlier"),
        ("At least 79 civilians were killed in the town over the last 48 hours.", "over days"),
        ("The ministry put the death toll at 12.", "toll"),
        ("More than 30 people were killed in the town.", ""),
    ],
)
def test_what_a_number_is_counted_as(sentence: str, counted_as: str) -> None:
    report = _report(f"Fire on Kafr Zita\n\nA shell hit the town of Kafr Zita on Monday. {sentence}")
    told = [one for one in tellings_of("a", report) if one.family == "losses" and one.number is not None]
    assert told, "no number was read"
    assert told[-1].counted_as == counted_as


def test_a_denial_in_speech_stands_against_what_is_laid_to_the_speaker() -> None:
    text = """Raid on clinic

Russian warplanes bombed a clinic in the town of Kafr Zita in Hama province, Syria, on Monday, rescue workers said.
Moscow denied any involvement in the raid."""
    comparison = compare({"only": _report(text, "2016-05-02")})
    told = [(row.field, one) for incident in comparison.disputed for row, one in incident.differences]
    assert [(field, one.grade) for field, one in told] == [("status", "contradicts")]
    assert {told[0][1].one.shown, told[0][1].other.shown} == {"happened", "denied by Russia"}


def test_a_denial_of_another_party_is_tied_to_nothing() -> None:
    text = """Raid on clinic

Russian warplanes bombed a clinic in the town of Kafr Zita in Hama province, Syria, on Monday, rescue workers said.
Ankara denied any involvement in the raid."""
    assert not compare({"only": _report(text, "2016-05-02")}).disputed


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Russian warplanes", "Syrian government jets", True),
        ("Russian or Syrian warplanes", "Syrian government jets", False),
        ("the rebels", "the army", True),
        ("militants", "opposition fighters", False),
        ("Turkish-backed rebels", "rebels", False),
        ("US-led coalition", "American aircraft", False),
        ("warplanes", "Russian warplanes", False),
        ("gunmen on motorcycles", "unknown attackers", False),
        ("residents of the Syrian town", "the army", False),
    ],
)
def test_camps_that_have_nothing_in_common(one: str, other: str, apart: bool) -> None:
    first, second = side_of(None, one, "SY"), side_of(None, other, "SY")
    assert are_strangers(first, second) is apart
    assert are_strangers(second, first) is apart


def test_means_that_words_name() -> None:
    assert means_in("a motorcycle bomber") == {"bomb"}
    assert means_in("regime air raids and mortar fire") == {"airstrike", "shelling"}
    assert means_in("six long-range bombers") == set()
    assert means_in("a rocket attack") == set()


LONG = """Strike on the mill at Kafr Zita

Government warplanes bombed the flour mill of Kafr Zita in Hama province on Monday, killing twelve workers who had come
for the early shift, the town's council said. The mill fed four villages along the river and had been repaired in March
with money collected by farmers of the valley. Rebels hold the town and the road that leads from it to the north.
"""


def _changes(before: str, after: str) -> set[tuple[str, str, str, bool]]:
    reports = {"one": _report(LONG, "2016-05-02"), "other": _report(LONG.replace(before, after), "2016-05-03")}
    compared = Compared.of(reports)
    fields = {name: Fields(report) for name, report in reports.items()}
    return {
        (change.field, change.before, change.after, change.fact)
        for match in compared.copies.of("one")
        for passage in compared.passages(match, "other")
        for change in field_changes(fields["one"], fields["other"], passage)
        if change.shown
    }


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("twelve workers", "twenty workers", ("number", "twelve", "twenty", True)),
        ("Government warplanes", "Russian warplanes", ("actor", "Government", "Russian", True)),
        ("Rebels hold", "Terrorists hold", ("actor", "Rebels", "Terrorists", False)),
    ],
)
def test_a_wording_change_tells_whether_it_makes_another_fact(
    before: str, after: str, shown: tuple[str, str, str, bool]
) -> None:
    assert shown in _changes(before, after)


def test_what_is_written_anew_is_no_wording_change() -> None:
    rewritten = "who had been waiting since dawn outside its gates with empty sacks and carts"
    assert not _changes("who had come\nfor the early shift", rewritten)
    assert not _changes("nothing of this", "is in the text")


def test_order_of_reports_does_not_matter_to_differences() -> None:
    reports = {
        name: _report(STRIKE.format(number=number, who=who), "2016-05-02", name)
        for name, number, who in (
            ("one", "15 people", "the Northern Observatory"),
            ("three", "at least 12 people", "doctors"),
            ("two", "22 people", "the Civil Guard"),
        )
    }
    wanted = compare(reports)
    assert isinstance(wanted, Comparison)
    assert compare(dict(reversed(list(reports.items())))) == wanted
    assert ("number", "15", "22", "contradicts") in _words(_found(reports))
