"""The dossier as a file: whose names are withheld, sentences quoted once, days as bars. All reports are invented."""

from __future__ import annotations

from crossread import read_text
from crossread.compare.dossier import ShownIncident
from crossread.export.dossier.chart import chart_of
from crossread.export.dossier.names import WITHHELD, Hiding, private_names
from crossread.export.dossier.quotations import pieces_of


def test_names_of_private_persons_are_withheld_and_those_of_officials_are_not() -> None:
    report = read_text(
        "Shells hit Belora\n\nShells killed a baker, Idris Haddan, in Belora on Monday, "
        "said Mara Oldan, the mayor of Belora. "
        "Neighbours said that Idris Haddan had been asleep.\n"
    )
    names = private_names([report])
    assert "Idris Haddan" in names
    assert not any("Oldan" in name for name in names)
    hide = Hiding(names)
    assert hide("IDRIS\nHADDAN, a baker") == f"{WITHHELD}, a baker"
    assert hide("Mara Oldan") == "Mara Oldan"
    assert hide.address("https://news.example/idris-haddan-killed") == "news.example"
    assert Hiding(()).address("https://news.example/idris-haddan-killed") == "https://news.example/idris-haddan-killed"


def test_a_short_name_is_withheld_as_it_is_written_and_in_no_other_word() -> None:
    hide = Hiding(["May"])
    assert hide("May said in May that she may come to Mayfield") == (
        f"{WITHHELD} said in {WITHHELD} that she may come to Mayfield"
    )


def test_a_quotation_is_its_sentence_with_the_words_marked_and_cut_where_it_is_long() -> None:
    long = "the roads to the north of it were closed and " * 12
    report = read_text(f"Belora\n\nThe mayor said on Monday that {long}40 people were killed in Belora.\n")
    at = report.page.text.index("40 people")
    pieces = pieces_of(report, [report.page.span(at, at + len("40 people"))])
    assert [text for text, marked in pieces if marked] == ["40 people"]
    before, after = pieces[0][0], pieces[-1][0]
    assert before.startswith("… ")
    assert len(before) < 300
    assert after == " were killed in Belora."


def test_a_bar_is_as_wide_as_the_day_is_uncertain() -> None:
    day = ShownIncident(id="a", title="a", kind="violence", first="2031-01-05", last="2031-01-05")
    week = ShownIncident(id="b", title="b", kind="violence", first="2031-01-01", last="2031-01-10")
    chart = chart_of([day, week, ShownIncident(id="c", title="c", kind="violence")])
    assert chart is not None
    assert (chart.first, chart.last) == ("2031-01-01", "2031-01-10")
    assert (chart.bars["a"].left, chart.bars["a"].width) == (40.0, 10.0)
    assert (chart.bars["b"].left, chart.bars["b"].width) == (0.0, 100.0)
    assert "c" not in chart.bars
    assert chart_of([]) is None
