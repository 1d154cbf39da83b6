"""Many pages: order, caps, and that no page takes another with it."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import pytest

from crossread.batch.pool import Limits, error_of, read_many
from crossread.batch.tasks import Outcome, Task, broken
from crossread.errors import CrossreadError, PageEmpty, ReadingCrashed, ReadingTimedOut, SourceMissing
from crossread.record import Fact, RawPage, to_json

READER = "tests.hostile_reader:report"
SHORT = Limits(seconds=1, wall_seconds=4, memory=1 << 30)


def _task(text: str, name: str = "page") -> Task:
    return Task(name=name, fetch=lambda: RawPage(content=text.encode(), name=name))


def _read(texts: Iterable[str], *, jobs: int = 2, limits: Limits = SHORT) -> list[Outcome]:
    tasks = [_task(text, f"page {number}") for number, text in enumerate(texts)]
    return list(read_many(tasks, jobs=jobs, limits=limits, reader=READER))


def _texts(outcomes: Iterable[Outcome]) -> list[str | None]:
    return [outcome.report.page.text if outcome.report else None for outcome in outcomes]


def _codes(outcomes: Iterable[Outcome]) -> list[str | None]:
    return [outcome.error.code if outcome.error else None for outcome in outcomes]


@pytest.mark.parametrize("jobs", [1, 3])
def test_order_is_that_of_the_tasks_whatever_the_number_of_processes(jobs: int) -> None:
    texts = ["SLEEP 0.3", *(f"page {number}" for number in range(20))]
    outcomes = _read(texts, jobs=jobs)
    assert _texts(outcomes) == texts
    assert [outcome.name for outcome in outcomes] == [f"page {number}" for number in range(21)]


def test_a_process_is_used_again() -> None:
    makers = {outcome.report.made_by.crossread for outcome in _read(["a", "b", "c", "d"], jobs=1) if outcome.report}
    assert len(makers) == 1


@pytest.mark.parametrize(("order", "limits"), [("SLEEP 60", SHORT), ("SPIN now", Limits(seconds=1))])
def test_a_page_over_its_time_is_ended_and_the_others_are_read(order: str, limits: Limits) -> None:
    outcomes = _read(["before", order, "after", "later"], jobs=1, limits=limits)
    assert _codes(outcomes) == [None, ReadingTimedOut.code, None, None]
    assert _texts(outcomes)[2:] == ["after", "later"]


@pytest.mark.parametrize("order", ["ABORT now", "EXIT 3", "GRAB all"])
def test_a_page_that_breaks_its_process_is_listed_and_the_others_are_read(order: str) -> None:
    outcomes = _read([order, "after"], jobs=1)
    assert _codes(outcomes) == [ReadingCrashed.code, None]


def test_a_crash_says_how_the_process_ended() -> None:
    outcomes = _read(["EXIT 3", "ABORT now", "GRAB all", "BUG here"])
    said = [outcome.error.message for outcome in outcomes if outcome.error]
    assert said[:3] == [
        "its process ended, exit status 3",
        "its process ended, by signal SIGABRT",
        "it took more than the memory of its process",
    ]
    assert said[3].startswith("KeyError at hostile_reader.py:")


def test_a_page_does_not_suffer_from_those_read_before() -> None:
    outcomes = _read(["before", "FRESH process needed", "after"], jobs=1)
    assert _texts(outcomes) == ["before", "FRESH process needed", "after"]


def test_a_source_that_fails_in_an_unknown_way_is_an_outcome() -> None:
    def broken_source() -> RawPage:
        raise ZeroDivisionError("invented")

    outcomes = list(read_many([Task(name="odd", fetch=broken_source), _task("here")], reader=READER))
    assert _codes(outcomes) == [ReadingCrashed.code, None]


def test_errors_keep_their_code_and_their_process() -> None:
    outcomes = _read(["EMPTY page", "after"], jobs=1)
    error = outcomes[0].error
    assert isinstance(error, PageEmpty)
    assert error.message == "it holds no text"
    assert _texts(outcomes) == [None, "after"]


def test_what_a_reader_prints_does_not_reach_the_records() -> None:
    assert _texts(_read(["PRINT it", "after"], jobs=1)) == ["PRINT it", "after"]


def test_a_page_that_cannot_be_had_is_an_outcome() -> None:
    def missing() -> RawPage:
        raise SourceMissing("gone")

    outcomes = list(read_many([Task(name="gone", fetch=missing), _task("here")], reader=READER))
    assert _codes(outcomes) == ["CR101", None]


def test_what_the_user_says_comes_before_what_else_is_known() -> None:
    said = Fact(name="outlet", value="Example News", known_from="user")
    found = Fact(name="outlet", value="Other", known_from="feed")
    task = Task(name="page", fetch=lambda: RawPage(content=b"text", facts=(found,)), facts=(said,))
    (outcome,) = read_many([task], reader=READER)
    assert outcome.report is not None
    assert outcome.report.page.facts == (said, found)


def test_the_record_is_the_report_byte_for_byte() -> None:
    (outcome,) = _read(["text"])
    assert outcome.report is not None
    assert outcome.record == to_json(outcome.report)


def test_a_refusal_is_known_without_decoding() -> None:
    french, english = _read(["FRENCH page", "English page"])
    assert french.refusal is not None
    assert french.refusal.code == "CR601"
    assert english.refusal is None


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterable[Task]:
        for number in range(1000):
            taken.append(number)
            yield _task("text")

    outcomes = iter(read_many(tasks(), jobs=1, reader=READER))
    next(outcomes)
    assert len(taken) < 20


def test_leaving_early_ends_the_processes() -> None:
    outcomes = read_many([_task("text"), _task("SLEEP 60"), _task("SLEEP 60")], jobs=2, reader=READER)
    next(iter(outcomes))
    outcomes.close()  # type: ignore[attr-defined]
    for thread in threading.enumerate():
        if thread.name.startswith("crossread-batch"):
            thread.join(timeout=10)
            assert not thread.is_alive()


def test_unknown_codes_become_the_base_of_all_errors() -> None:
    assert type(error_of("CR999", "what")) is CrossreadError
    assert isinstance(error_of("CR201", "what"), PageEmpty)


def test_a_bug_names_its_place_and_not_a_folder() -> None:
    try:
        raise ValueError("what")
    except ValueError as error:
        said = broken(error)
    assert said.startswith("ValueError at test_batch.py:")
    assert "/" not in said
