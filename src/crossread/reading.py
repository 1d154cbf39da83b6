"""The main path: from a raw page to a report. A newcomer who reads only this file knows the system."""

from __future__ import annotations

import msgspec

from crossread.actors import find_actors
from crossread.actors.acronyms import find_acronyms
from crossread.capitals import with_case
from crossread.checks import run_checks
from crossread.claims import make_claims
from crossread.claims.unread import unread_of
from crossread.context import Reading
from crossread.coreference import resolve_actors
from crossread.folding import fold
from crossread.knowledge import digest_in_use
from crossread.language import detect_language
from crossread.page import read_page
from crossread.page.limits import MAX_TAGGED_SENTENCES
from crossread.places import find_places
from crossread.quantities import find_quantities
from crossread.record import Attribution, MadeBy, Notice, RawPage, Report
from crossread.sentences import split_sentences
from crossread.speech.attributions import find_attributions
from crossread.speech.combining import combined, without_datelines
from crossread.speech.mending import mended
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
        ModelError: The model's package is missing or damaged.
    """
    return _report(raw, rules_only=False)


def report_by_rules(raw: RawPage) -> Report:
    """Read one page by rules alone: quicker, without the model, and seeing less of who says what.

    Args:
        raw: As in `report`.

    Raises:
        PageError: The bytes could not be read as a page.
    """
    return _report(raw, rules_only=True)


def _report(raw: RawPage, *, rules_only: bool) -> Report:
    # 1. The page: one immutable text, its blocks, and what is known about it.
    page = read_page(raw)

    # 2. The language of the main text. What is not English is refused, its page facts kept.
    folded = fold(page)
    language = detect_language(folded.text)
    made_by = MadeBy(crossread=__version__, own=digest_in_use())
    so_far = Report(made_by=made_by, name=raw.name, page=page, language=language)
    if refusal := _refusal(language):
        return msgspec.structs.replace(so_far, refusal=refusal)

    # 3. Sentences of the reading copy; every later part maps its words back to the page's own offsets. What stands in
    #    capitals is read in sentence case.
    if not rules_only:
        folded = with_case(folded)
    reading = Reading(so_far, folded).having(sentences=split_sentences(folded))

    # 4. Who says what, by rules, and by the model where it reads better; names, and words that tell events.
    by_rules = without_datelines(page, find_attributions(reading))
    too_long = len(reading.report.sentences) > MAX_TAGGED_SENTENCES
    if rules_only or too_long or not reading.report.sentences:
        reading = reading.having(attributions=by_rules)
    else:
        reading = _with_tags(reading, by_rules)
    reading = reading.having(attributions=mended(reading, reading.report.attributions))

    # 5. When, how many, who is who, and where.
    reading = reading.having(times=find_times(reading))
    reading = reading.having(quantities=find_quantities(reading), acronyms=find_acronyms(reading))
    reading = reading.having(actors=resolve_actors(reading, find_actors(reading)))
    reading = reading.having(places=find_places(reading))

    # 6. Claims: one assertion by one voice, with its status and its exact words.
    reading = reading.having(claims=make_claims(reading))

    # 7. Findings: where the report does not hang together; and what is known to be left unread.
    notices = (*_cut(reading, rules_only), *unread_of(reading))
    return reading.having(findings=run_checks(reading), notices=notices).report


def _with_tags(reading: Reading, by_rules: tuple[Attribution, ...]) -> Reading:
    """The reading with what the model sees."""
    from crossread.tagger import parts  # late: the model's run time is not loaded for what rules alone read

    tags = parts.tag_folded(reading.folded, reading.sentences)
    by_model = parts.attributions(tags, reading.folded)
    return Reading(reading.report, reading.folded, tags).having(
        made_by=msgspec.structs.replace(reading.report.made_by, model=tags.model),
        names=parts.name_mentions(tags, reading.folded),
        attributions=combined(reading.report.page, by_rules, by_model),
        triggers=parts.triggers(tags, reading.folded),
    )


def _cut(reading: Reading, rules_only: bool) -> tuple[Notice, ...]:
    """The notice of a story too long for the model."""
    count = len(reading.report.sentences)
    if rules_only or count <= MAX_TAGGED_SENTENCES:
        return ()
    message = f"the story has more than {MAX_TAGGED_SENTENCES:,} sentences and is read by rules alone"
    return (Notice(code="CR605", message=message, count=count),)


def _refusal(language: str | None) -> Notice | None:
    if language is not None and language != "en":
        return Notice(
            code="CR601", message=f"the main text is in language {language!r}; claims are read in English only"
        )
    return None
