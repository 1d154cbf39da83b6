"""Whether a clause is told as history and not as news."""

from __future__ import annotations

from datetime import date

from crossread.context import Reading
from crossread.record import When
from crossread.syntax import Clause
from crossread.times.anchors import page_anchor

_NEWS_DAYS = 45
"""What lies longer before the report's own day is history. Not tuned: a month and a half of a war is still its news."""

_COARSE = frozenset(["year", "decade"])


def is_history(reading: Reading, clause: Clause, when: int | None) -> bool:
    """Whether a clause tells what was before the news: long ago by its date, or in the past perfect of the narrator.

    Args:
        reading: The reading with its times and attributions.
        clause: The clause.
        when: Index into `Report.times` of when it happened, None where that is not told.
    """
    time = reading.report.times[when] if when is not None else None
    if time is not None and time.form == "date":
        if time.earliest and _long_ago(reading, time):
            return True
        if time.relative:
            return False  # "had been seized on Friday" is news still
    return _tense(clause) == "past perfect" and not _in_speech(reading, clause)


def _tense(clause: Clause) -> str:
    """The tense of a clause, or of the finite one above that it completes."""
    for _ in range(3):
        above = clause.governor
        if clause.tense not in ("infinitive", "participle") or above is None or clause.relation != "xcomp":
            break
        clause = above
    return clause.tense


def _in_speech(reading: Reading, clause: Clause) -> bool:
    """Whether it is reported: then the past perfect is the past of whoever speaks."""
    if clause.relation == "ccomp" or reading.voices.attributions(clause.word.start, clause.word.end):
        return True
    return clause.joined_to is not None and clause.joined_to.relation == "ccomp"


def _long_ago(reading: Reading, time: When) -> bool:
    told = date.fromisoformat((time.latest or time.earliest or "")[:10])
    anchor = page_anchor(reading.report.page)
    if anchor is not None:
        return (anchor.day - told).days > _NEWS_DAYS
    if time.precision in _COARSE:
        return True
    latest = max((one.latest[:4] for one in reading.report.times if one.latest and one.form == "date"), default="")
    return latest[:4] > str(told.year)
