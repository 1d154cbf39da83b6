"""The view for the eyes: what it says, what never reaches a terminal, and carets that stand below their words."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from crossread.export import FORMATS, Format, table
from crossread.export.carets import Excerpt, excerpts
from crossread.export.json import to_indented, to_line
from crossread.export.safe import safe, safe_character
from crossread.export.text import MAX_EXCERPTS, check_view, page_view, plain, to_text
from crossread.record import (
    Acronym,
    Actor,
    Argument,
    Claim,
    Expansion,
    Fact,
    Finding,
    MadeBy,
    Mention,
    Notice,
    Page,
    Quantity,
    Report,
    Role,
    Sentence,
    Source,
    Spans,
    Voice,
    When,
    report_from_json,
    to_json,
)
from tests.helpers import page_of

STORY = """Ready for talks in the invented valley

Jana Ode, head of the Valley Defence Front (VDF), said about 300 families fled. Nine fighters were killed.

The Valley Development Forum (VDF) denied it."""


def _at(page: Page, quote: str, nth: int = 0) -> Spans:
    start = -1
    for _ in range(nth + 1):
        start = page.text.index(quote, start + 1)
    return (page.span(start, start + len(quote)),)


def _sentences(page: Page) -> tuple[Sentence, ...]:
    quotes = [
        (0, "Ready for talks in the invented valley"),
        (1, "Jana Ode, head of the Valley Defence Front (VDF), said about 300 families fled."),
        (1, "Nine fighters were killed."),
        (2, "The Valley Development Forum (VDF) denied it."),
    ]
    return tuple(Sentence(block=block, spans=_at(page, quote)) for block, quote in quotes)


def example(*, facts: tuple[Fact, ...] = (), text: str = STORY) -> Report:
    """An invented report with something in every part."""
    page = page_of(text, headline=True, facts=facts)
    jana = Source(name="Jana Ode", named=True, actor="a1", venue="Example Radio", spans=_at(page, "Jana Ode"))
    front, forum = "Valley Defence Front", "Valley Development Forum"
    return Report(
        made_by=MadeBy(crossread="0.0"),
        name="valley.txt",
        page=page,
        language="en",
        sentences=_sentences(page),
        quantities=(
            Quantity(
                low=270, best=300, high=330, hedge="about", unit="families", spans=_at(page, "about 300 families")
            ),
            Quantity(low=9, best=9, high=9, unit="fighters", spans=_at(page, "Nine fighters")),
        ),
        acronyms=(
            Acronym(
                letters="VDF",
                expansions=(
                    Expansion(words=front, fits=True, spans=_at(page, front)),
                    Expansion(words=forum, fits=True, spans=_at(page, forum)),
                ),
                spans=(*_at(page, "VDF"), *_at(page, "VDF", 1)),
            ),
        ),
        actors=(
            Actor(
                id="a1",
                name="Jana Ode",
                kind="person",
                roles=(Role(title="head", organisation=front, spans=_at(page, "head of the Valley Defence Front")),),
            ),
        ),
        claims=(
            Claim(
                id="c1",
                family="losses",
                type="displaced",
                status="happened",
                voice=Voice(kind="named", chain=(jana,)),
                quantity=0,
                made_by="test",
                spans=_at(page, "about 300 families fled"),
            ),
            Claim(
                id="c2",
                family="losses",
                type="killed",
                status="happened",
                voice=Voice(kind="narrator"),
                quantity=1,
                made_by="test",
                spans=_at(page, "Nine fighters were killed"),
            ),
        ),
        findings=(
            Finding(
                code="NM01",
                name="acronym-several-expansions",
                severity="E",
                message="VDF stands for two names.",
                spans=(*_at(page, f"{front} (VDF)"), *_at(page, f"{forum} (VDF)")),
            ),
        ),
        notices=(Notice(code="CR609", message="control of places is not read yet"),),
    )


# --- what the view says


def test_the_view_names_its_parts() -> None:
    seen = to_text(example())
    for words in (
        "valley.txt",
        "Attributed to Jana Ode",
        "told Example Radio",
        "about 300 families fled",
        "losses: displaced · happened · told Example Radio · about 300 families",
        "Nine fighters were killed",
        "Not attributed: the page itself says it",
        "Valley Defence Front",
        "Valley Development Forum",
        "head of Valley Defence Front",
        "NM01 error VDF stands for two names.",
        "CR609",
    ):
        assert words in seen
    assert seen.rstrip().splitlines()[-1].startswith("Reported is not verified.")


def test_source_alone_is_never_a_label() -> None:
    seen = to_text(example()) + plain(page_view(example()))
    assert not [line for line in seen.splitlines() if line.strip().lower().startswith("source")]


def test_no_date_that_can_be_trusted_is_said_plainly() -> None:
    clock = Fact(name="page clock", value="2021-10-21", known_from="page clock", trusted=False)
    untrusted = Fact(name="published", value="2021-10-21", known_from="html", trusted=False)
    for facts in ((), (clock,), (untrusted,)):
        assert "no date that can be trusted" in to_text(example(facts=facts))
    assert "not trusted" in to_text(example(facts=(clock,)))


def test_a_trusted_date_is_shown_with_how_it_is_known() -> None:
    seen = to_text(example(facts=(Fact(name="published", value="2021-09-05", known_from="json-ld"),)))
    assert "2021-09-05  from JSON-LD" in seen
    assert "no date" not in seen


def test_losses_of_an_event_stand_below_it() -> None:
    report = example()
    act, losses = report.claims
    told = (
        replace(act, family="events", type="airstrike", quantity=None, voice=losses.voice),
        replace(losses, event="c1"),
    )
    seen = to_text(replace(report, claims=told)).splitlines()
    below = next(number for number, line in enumerate(seen) if "Nine fighters were killed" in line and "↳" in line)
    assert any("about 300 families fled" in line for line in seen[:below])


def test_an_act_and_its_losses_are_one_line() -> None:
    report = example()
    act, losses = report.claims
    told = (
        replace(act, family="events", type="airstrike", quantity=None, voice=losses.voice),
        replace(losses, event="c1", mentions=(Mention(spans=_at(report.page, "valley")),)),
    )
    seen = to_text(replace(report, claims=told), width=200)
    assert "events: airstrike · happened · killed: 9 fighters · told again in the headline" in seen


def test_losses_told_by_another_voice_than_the_act_stand_with_their_voice() -> None:
    report = example()
    act, losses = report.claims
    told = (replace(act, family="events", type="airstrike", quantity=None), replace(losses, event="c1"))
    seen = to_text(replace(report, claims=told), width=200)
    assert "losses: killed · happened · 9 fighters · of the airstrike told by another voice" in seen


def test_parts_and_history_are_told_from_totals_and_news() -> None:
    report = example()
    total, part = report.claims
    told = (total, replace(part, part_of="c1", background=True, confidence="low"))
    seen = to_text(replace(report, claims=told), width=200)
    assert "9 fighters · counted in about 300 families · background · reading unsure" in seen


def test_times_that_cannot_be_placed_stand_apart() -> None:
    report = example()
    placed = When(earliest="2021-09-05", latest="2021-09-05", spans=_at(report.page, "Nine"))
    floating = When(relative=True, spans=_at(report.page, "fled"))
    seen = to_text(replace(report, times=(placed, floating)))
    assert "Times        “Nine” (2021-09-05)\n" in seen
    assert "No date      “fled”\n" in seen


def test_a_noun_that_is_counted_is_not_told_twice() -> None:
    report = example()
    page, claim = report.page, report.claims[1]
    victim = Argument(role="victim", text="fighters", spans=_at(page, "fighters"))
    cause = Argument(role="cause", text="the valley", spans=_at(page, "valley"))
    told = (report.claims[0], replace(claim, arguments=(victim, cause), retells=("c1",)))
    seen = to_text(replace(report, claims=told), width=200)
    assert (
        "losses: killed · happened · 9 fighters · cause: the valley · elsewhere: about 300 families, attributed to"
        in seen
    )


def test_a_refused_page_says_so() -> None:
    page = page_of("Ein erfundener Bericht.")
    refusal = Notice(code="CR601", message="the main text is German")
    seen = to_text(Report(made_by=MadeBy(crossread="0.0"), page=page, language="de", refusal=refusal))
    assert "CR601" in seen
    assert "the main text is German" in seen
    assert "Findings" not in seen


def test_the_page_view_shows_every_block_and_how_facts_are_known() -> None:
    facts = (Fact(name="author", value="Ada Example", known_from="meta"),)
    seen = plain(page_view(example(facts=facts), full=True))
    for words in ("headline", "paragraph", "Ada Example", "from the page's metadata", "3 of the story, 0 of furniture"):
        assert words in seen


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_to_the_width(width: int) -> None:
    assert max(cell_len(line) for line in to_text(example(), width=width).splitlines()) <= width


def test_a_finding_with_many_places_counts_those_left_out() -> None:
    page = page_of("\n\n".join(["The same words."] * 25))
    spans = tuple(block.spans[0] for block in page.blocks)
    finding = Finding(code="PG04", name="repeated-block", severity="I", message="Told again.", spans=spans)
    report = Report(made_by=MadeBy(crossread="0.0"), page=page, findings=(finding,))
    seen = plain(check_view(report, report.findings))
    assert seen.count("The same words.") == MAX_EXCERPTS
    assert f"and {25 - MAX_EXCERPTS} more places" in seen


# --- nothing from a page moves the cursor

HOSTILE = "\x1b[2J\x1b]0;title\x07\x9b31m\u202egnitirw\u202c\u2066x\u2069\r\x08\x00\u200f\u2028end"


def test_no_escape_or_override_reaches_the_screen() -> None:
    facts = (
        Fact(name="title", value=HOSTILE, known_from="html", shown=HOSTILE + "!"),
        Fact(name="author", value=HOSTILE, known_from="html"),
    )
    report = example(facts=facts, text=STORY + "\n\n" + HOSTILE)
    hostile = (report.page.span(len(STORY) + 2, len(report.page.text)),)
    finding = Finding(code="PG05", name="x", severity="W", message=HOSTILE, voices=(HOSTILE,), spans=hostile)
    notice = Notice(code="CR603", message=HOSTILE)
    report = replace(report, name=HOSTILE, findings=(finding,), notices=(notice,))
    for seen in (to_text(report), plain(page_view(report, full=True)), plain(check_view(report, report.findings))):
        _assert_harmless(seen)


def _assert_harmless(seen: str) -> None:
    kinds = {character: unicodedata.category(character) for character in set(seen) - {"\n"}}
    assert not [f"U+{ord(character):04X}" for character, kind in kinds.items() if kind in {"Cc", "Cf", "Zl", "Zp"}]


@given(st.text())
def test_safe_text_holds_no_control_characters(text: str) -> None:
    _assert_harmless(safe(text))
    assert "\n" not in safe(text)


def test_ordinary_writing_is_left_alone() -> None:
    for text in ("O’Brien – “so” naïve", "كابول", "कखग", "北京", "e\u0301", "🕊"):
        assert safe(text) == text


# --- carets


def _below(excerpt: Excerpt) -> list[str]:
    """The words above each run of carets, for text whose characters are one cell wide."""
    return ["".join(excerpt.text[at] for at in run) for run in _runs(excerpt.carets)]


def _runs(carets: str) -> list[range]:
    return [range(match.start(), match.end()) for match in re.finditer(r"\^+", carets)]


def _excerpts(text: str, quotes: list[str], width: int = 80) -> list[Excerpt]:
    page = page_of(text)
    report = Report(made_by=MadeBy(crossread="0.0"), page=page)
    return list(excerpts(report, [_at(page, quote)[0] for quote in quotes], width))


def test_carets_stand_below_the_words() -> None:
    (line,) = _excerpts("Some words, and others.", ["words", "others"])
    assert line == Excerpt("", "Some words, and others.", "     ^^^^^      ^^^^^^")


def test_carets_stand_below_wide_and_combining_characters() -> None:
    (line,) = _excerpts("北京 cafe\u0301 said", ["said"])
    assert line.carets == " " * cell_len("北京 cafe\u0301 ") + "^^^^"
    (line,) = _excerpts("in 北京 now", ["北京"])
    assert line.carets == "   ^^^^"


def test_carets_count_neither_hidden_marks_nor_line_ends() -> None:
    (line,) = _excerpts("one\u200b\u202atwo\n   three four", ["four"])
    assert (line.text, line.carets) == ("onetwo three four", " " * 13 + "^^^^")


def test_only_the_sentence_is_shown() -> None:
    report = example()
    lines = list(excerpts(report, report.findings[0].spans, 100))
    assert [line.text for line in lines] == [
        "Jana Ode, head of the Valley Defence Front (VDF), said about 300 families fled.",
        "The Valley Development Forum (VDF) denied it.",
    ]
    assert [_below(line) for line in lines] == [["Valley Defence Front (VDF)"], ["Valley Development Forum (VDF)"]]


def test_a_headline_is_named() -> None:
    report = example()
    (line,) = excerpts(report, _at(report.page, "Ready for talks"), 80)
    assert line.label == "headline"


def test_a_long_sentence_is_cut_around_the_words_at_word_ends() -> None:
    text = "begin " + "filler " * 40 + "the very words " + "filler " * 40 + "end"
    (line,) = _excerpts(text, ["the very words"], 60)
    assert line.text.startswith("… filler")
    assert line.text.endswith("filler …")
    assert cell_len(line.text) <= 60
    assert _below(line) == ["the very words"]


def test_words_far_apart_get_a_line_each() -> None:
    text = "first " + "filler " * 40 + "last"
    lines = _excerpts(text, ["first", "last"], 60)
    assert [_below(line) for line in lines] == [["first"], ["last"]]


def test_words_longer_than_a_line_are_cut_at_its_end() -> None:
    (line,) = _excerpts("x" * 500, ["x" * 400], 60)
    assert cell_len(line.text) <= 60
    assert line.text.endswith("…")
    assert "^" in line.carets


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=300).filter(
        lambda t: t.strip()
    ),
    st.data(),
)
def test_excerpts_keep_to_the_width(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    page = page_of(text)
    report = Report(made_by=MadeBy(crossread="0.0"), page=page)
    for line in excerpts(report, [page.span(start, end)], 50):
        assert cell_len(line.text) <= 50
        assert len(line.carets) <= max(50, cell_len(line.text) + 1)
        assert "^" in line.carets


# --- the other formats


def test_json_leads_back_to_an_equal_report() -> None:
    report = example()
    assert report_from_json(to_indented(report)) == report
    assert report_from_json(to_line(report)) == report
    assert to_line(report).encode() == to_json(report) + b"\n"
    assert to_line(report).count("\n") == 1


def test_every_format_writes_a_report() -> None:
    for form in FORMATS.values():
        assert "Nine fighters" in form.one(example())


def test_a_name_stands_once_in_the_table() -> None:
    with pytest.raises(ValueError, match="twice"):
        table(Format(name="a", suffix="", one=str), Format(name="a", suffix="", one=str))


def test_a_safe_character_is_never_longer_than_one() -> None:
    assert all(len(safe_character(chr(point))) <= 1 for point in range(0x3000))
