"""The main path: from a raw page to a report. A newcomer who reads only this file knows the system."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crossread.actors import find_actors
from crossread.actors.acronyms import find_acronyms
from crossread.checks import run_checks
from crossread.claims import make_claims, unread_of
from crossread.context import Reading
from crossread.folding import fold
from crossread.language import detect_language
from crossread.page import read_page
from crossread.quantities import find_quantities
from crossread.record import MadeBy, Notice, RawPage, Report
from crossread.sentences import split_sentences
from crossread.speech.attributions import find_attributions
from crossread.times import find_times
from crossread.version import __version__


def report(raw: RawPage) -> Report:
    """Read one page. Pure: no network, no clock, no state; the same bytes give the same report.

    Args:
        raw: The bytes and what is known of them from outside.

    Returns:
        The report. Where the main text is not English, `Report.refusal` says so, and only the page and its
        facts are read.

    Raises:
        PageError: The bytes could not be read as a page.
    """
    # 1. The page: one immutable text, its blocks, and what is known about it.
    page = read_page(raw)
    made_by = MadeBy(crossread=__version__)

    # 2. The language of the main text. What is not English is refused, its page facts kept.
    folded = fold(page)
    language = detect_language(folded.text)
    so_far = Report(made_by=made_by, name=raw.name, page=page, language=language)
    if refusal := _refusal(language):
        return msgspec.structs.replace(so_far, refusal=refusal)

    # 3. Sentences of the reading copy; every later part maps its words back to the page's own offsets.
    reading = _with(Reading(so_far, folded), sentences=split_sentences(folded))

    # 4. Who says what; when, how many, and who is who.
    reading = _with(reading, attributions=find_attributions(reading), times=find_times(reading))
    reading = _with(reading, quantities=find_quantities(reading), acronyms=find_acronyms(reading))
    reading = _with(reading, actors=find_actors(reading))

    # 5. Claims: one assertion by one voice, with its status and its exact words.
    reading = _with(reading, claims=make_claims(reading))
    reading = _with(reading, notices=unread_of(reading))

    # 6. Findings: where the report does not hang together.
    return _with(reading, findings=run_checks(reading)).report


def _with(reading: Reading, **parts: Iterable[object]) -> Reading:
    """The reading with more parts of its report known."""
    return Reading(msgspec.structs.replace(reading.report, **parts), reading.folded)


def _refusal(language: str | None) -> Notice | None:
    if language is not None and language != "en":
        return Notice(
            code="CR601", message=f"the main text is in language {language!r}; claims are read in English only"
        )
    return None
