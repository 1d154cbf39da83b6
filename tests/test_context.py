"""Words shown in what stands around them."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from crossread.export.context import Context, surroundings
from crossread.export.text import plain
from crossread.record import Report, Spans
from tests.helpers import reading_of

TEXT = "First here. Twelve were killed. Third here. Fourth here.\n\nA new paragraph begins. It ends."


def _spans(report: Report, *words: str) -> Spans:
    text = report.page.text
    return tuple(report.page.span(text.index(word), text.index(word) + len(word)) for word in words)


def _around(text: str, *words: str) -> list[str]:
    report = reading_of(text).report
    return [report.page.text[start:end] for start, end in surroundings(report, _spans(report, *words))]


def test_a_sentence_is_shown_with_its_neighbours_of_the_same_block() -> None:
    assert _around(TEXT, "were killed") == ["First here. Twelve were killed. Third here."]
    assert _around(TEXT, "First") == ["First here. Twelve were killed."]
    assert _around(TEXT, "It ends") == ["A new paragraph begins. It ends."]


def test_words_in_several_places_share_what_overlaps() -> None:
    assert _around(TEXT, "First", "Third") == ["First here. Twelve were killed. Third here. Fourth here."]
    assert _around(TEXT, "First", "It ends") == ["First here. Twelve were killed.", "A new paragraph begins. It ends."]


def test_carets_stand_below_the_words_also_below_wide_ones_and_across_lines() -> None:
    report = reading_of(
        "Reporters from 新華社 said twelve people were killed near the invented town of Oldmere."
    ).report
    shown = plain(Context(report, _spans(report, "twelve people were killed near the invented town")), width=60)
    assert shown.splitlines() == [
        "│ Reporters from 新華社 said twelve people were killed near",
        "│" + " " * 28 + "^" * len("twelve people were killed near"),
        "│ the invented town of Oldmere.",
        "│ ^^^^^^^^^^^^^^^^^",
    ]


def test_a_screen_has_colours_and_no_carets() -> None:
    report = reading_of(TEXT).report
    out = StringIO()
    Console(file=out, force_terminal=True, color_system="standard", width=80, _environ={}).print(
        Context(report, _spans(report, "were killed"))
    )
    assert "^" not in out.getvalue()
    assert "\x1b[1;36mwere killed" in out.getvalue()


def test_a_page_cannot_move_the_cursor() -> None:
    report = reading_of("Twelve \x1b[2Jwere\u202e killed\x07 here.").report
    assert "\x1b" not in plain(Context(report, _spans(report, "were")))
