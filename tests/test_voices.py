"""Who says it: invented shapes of attribution, read as users read them, by the model and the rules together."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import crossread
from crossread.context import Reading
from crossread.record import Report, Voice

CASES = re.split(
    r"^## ", (Path(__file__).parent / "cases" / "attribution.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)[1:]
_WORDS = re.compile(r"^- (.+?) \| (.+)$", re.MULTILINE)


@cache
def _read(text: str) -> Report:
    return crossread.read_text(text)


def _told(report: Report, quote: str) -> Voice:
    reading = Reading.of(report)
    start = report.page.text.index(quote)
    return reading.voices.of(reading.folded.position(start), reading.folded.position(start + len(quote)))


def _without_article(words: str) -> str:
    return re.sub(r"\b[Tt]he ", "", words)


def _shown(report: Report, voice: Voice) -> str:
    full = {actor.id: actor.name for actor in report.actors}
    chain = []
    for link in voice.chain:
        office = f" ({link.office})" if link.office else ""
        venue = f" @ {link.venue}" if link.venue else ""
        chain.append(full.get(link.actor or "", link.name) + office + venue)
    return _without_article(" ".join([voice.kind, " < ".join(chain)]).strip())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_cases(case: str) -> None:
    body = case.partition("\n")[2]
    report = _read(_WORDS.sub("", body).strip())
    expected = dict(_WORDS.findall(body))
    assert expected
    assert {quote: _shown(report, _told(report, quote)) for quote in expected} == {
        quote: _without_article(voice) for quote, voice in expected.items()
    }
