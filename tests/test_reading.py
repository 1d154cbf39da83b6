"""The main path: any bytes give a report or a coded error, the laws hold, the same bytes give the same report."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import crossread
from crossread.errors import HELP, CrossreadError, UsageError
from crossread.page.limits import MAX_TAGGED_SENTENCES
from crossread.record import iter_spans

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.html"))

# Invented; strange on purpose: the marks, line ends and scripts that break offsets.
STRANGE = (
    "Invented headline: rebels \u201chold\u201d the pass\r\n\r\n"
    "قال المتحدث 😀 the fight\u00ading went on, Col. Ada Example said on Monday.\r\n"
    "\u202eInvented\u202c “We lost more than 30 men,” she said, “and e\u0301tude.”\x00\r\n"
)

_settings = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def _holds_the_laws(report: crossread.Report) -> None:
    assert all(report.page.text[span.start : span.end] == span.quote for span in iter_spans(report))
    assert crossread.report_from_json(crossread.to_json(report)) == report
    codes = {notice.code for notice in report.notices + report.page.notices}
    assert codes <= HELP.keys()


@_settings
@given(st.binary(max_size=400))
def test_any_bytes_give_a_report_or_a_code(content: bytes) -> None:
    try:
        _holds_the_laws(crossread.read(content))
    except CrossreadError as error:
        assert error.code in HELP


_words = st.sampled_from(
    [
        *("<p>", "</p>", "<h1>", "<div hidden>", "</div>", "<br>", "&amp;", "&#0;", "<!--", "-->", "<script>", "]]>"),
        *(
            "“",
            "”",
            '"',
            "'",
            "’",
            "said",
            "Col. Ada Example",
            "killed",
            "30",
            "more than",
            "according to",
            "on Monday",
        ),
        *(
            "on Monday",
            "the NRF (National Example Front)",
            "\u0000",
            "\u202e",
            "😀",
            "e\u0301",
            "\r\n",
            "\n\n",
            ".",
            ",",
            " ",
        ),
    ]
)


@_settings
@given(st.lists(_words, max_size=60), st.booleans())
def test_laws_hold_for_broken_pages(words: list[str], html: bool) -> None:
    text = " ".join(words)
    try:
        _holds_the_laws(crossread.read(f"<html><body>{text}".encode()) if html else crossread.read_text(text))
    except CrossreadError as error:
        assert error.code in HELP


def test_strange_characters_keep_their_offsets() -> None:
    report = crossread.read_text(STRANGE)
    _holds_the_laws(report)
    assert report.page.text == STRANGE.replace("\x00", "\ufffd")
    assert any("more than 30 men" in span.quote for claim in report.claims for span in claim.spans)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_validate_against_the_schema(path: Path) -> None:
    report = crossread.read(path)
    _holds_the_laws(report)
    jsonschema.validate(msgspec.json.decode(crossread.to_json(report)), crossread.json_schema())
    assert report.claims
    assert report.findings


def test_same_bytes_whatever_the_hash_seed() -> None:
    script = "import sys, crossread; sys.stdout.buffer.write(crossread.to_json(crossread.read(sys.argv[1])))"
    outcomes = {
        subprocess.run(
            [sys.executable, "-c", script, str(EXAMPLES[0])],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outcomes) == 1


def test_a_story_too_long_for_the_model_is_read_by_rules_and_says_so() -> None:
    told = [f"Karo Lund, an invented mayor, said on Monday that road {n} was cut." for n in range(1_050)]
    report = crossread.read_text("\n\n".join(told))
    assert len(report.sentences) > MAX_TAGGED_SENTENCES
    assert report.made_by.model is None
    assert "CR605" in {notice.code for notice in report.notices}
    assert report.attributions
    assert crossread.read_text("\n\n".join(told[:9])).made_by.model is not None


def test_facts_from_the_user_are_trusted() -> None:
    report = crossread.read_text(STRANGE, published="2021-09-05", outlet="Invented Wire", title="An invented title")
    published = report.page.fact("published")
    assert published is not None
    assert (published.value, published.known_from, published.trusted) == ("2021-09-05", "user", True)


def test_a_malformed_date_is_refused() -> None:
    with pytest.raises(UsageError):
        crossread.read_text("Invented.", published="last Tuesday")


def test_another_language_is_refused_and_its_facts_kept() -> None:
    text = (
        "Erfundene Schlagzeile: Waffenruhe hält\n\n"
        "Die Regierung und die Aufständischen haben sich nach Angaben eines Sprechers auf eine Waffenruhe geeinigt, "
        "die am Freitag in Kraft treten soll. Die Kämpfe in den Dörfern gingen am Abend trotzdem weiter, sagte er."
    )
    report = crossread.read_text(text)
    assert report.refusal is not None
    assert report.refusal.code == "CR601"
    assert report.claims == ()
    assert report.page.blocks
