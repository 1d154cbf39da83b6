"""Times: dates, relative times, durations, ages and recurring times, put on the calendar. Rules only."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal

from crossread.context import Reading
from crossread.numbers import Tokens, table
from crossread.record import When
from crossread.times.anchors import Anchor, entry_anchor, page_anchor
from crossread.times.expressions import Expression
from crossread.times.grammar import expressions_of
from crossread.times.resolution import Context, Resolved, resolve

_FORMS: dict[str, Literal["duration", "age", "set"]] = {"duration": "duration", "age": "age", "set": "set"}
_UNREAD = {"byline", "time", "code"}


def find_times(reading: Reading) -> tuple[When, ...]:
    """The times told by the main text, in reading order.

    Relative times count from, in this order: the user's date, the entry time of a live page, the dateline, the
    published date; "two days later" and "the same day" from the last day the same block told. A page clock is
    never counted from. Without anchor a relative time keeps its words and precision, and its bounds are None.

    A weekday equal to the anchor's is the anchor's day. Without "will" and its like a weekday lies in the past, and so
    does a date without year, unless it is at most `resolution.FUTURE_REACH` days ahead. "Since" is open up to the
    anchor, "until" at its beginning. "Early", "mid" and "late" are thirds. Weeks begin on Monday, seasons are the
    northern ones.

    Args:
        reading: A reading with its sentences.
    """
    anchor = page_anchor(reading.folded.page)
    whens = _all(reading, anchor)
    if anchor is not None and anchor.kind in ("published", "dateline") and _is_outrun(reading, anchor, whens):
        return tuple(_all(reading, None))
    return tuple(whens)


def _all(reading: Reading, anchor: Anchor | None) -> list[When]:
    """The times of all blocks, counted from the page's own day."""
    whens: list[When] = []
    story: date | None = None
    for block in reading.folded.blocks:
        if block.block.time:
            entry = entry_anchor(block.block.time)
            anchor = entry if entry and (anchor is None or anchor.kind != "user") else anchor
        if block.block.kind not in _UNREAD:
            tokens = Tokens(reading.folded.text, block.start, block.end)
            live = block.block.time is not None
            story = _read(reading, tokens, anchor, None if live else story, whens)
    return whens


def _read(
    reading: Reading, tokens: Tokens, anchor: Anchor | None, story: date | None, whens: list[When]
) -> date | None:
    """Add the times of a block to others; the last day told so far."""
    before: date | None = None
    for found in expressions_of(tokens):
        resolved = resolve(found, Context(anchor, before, _looks_ahead(tokens, found), story))
        if resolved.day is not None and not found.open:
            before = resolved.day
        whens.append(_when(reading, tokens, found, resolved))
    return before or story


def _is_outrun(reading: Reading, anchor: Anchor, whens: list[When]) -> bool:
    """Whether a story tells of days long after its page says it was published: a page that was written anew.

    Full dates of what is past count: one where the page also says that it was modified since, else two. Then nothing
    may be counted from the day that the page gives.
    """
    if any(fact.name == "published" and fact.known_from == "user" for fact in reading.report.page.facts):
        return False
    floor = (anchor.day + timedelta(days=_OUTRUN)).isoformat()
    modified = max((fact.value[:10] for fact in reading.report.page.facts if fact.name == "modified"), default="")
    later = {
        when.earliest[:10]
        for when in whens
        if when.earliest and when.earliest > floor and not when.relative
        and when.precision in ("day", "month") and _is_told_past(reading, when)
    }  # fmt: skip
    return len([day for day in later if not modified or day <= modified]) >= (1 if modified > floor else _DATES)


def _is_told_past(reading: Reading, when: When) -> bool:
    """Whether the sentence of a date tells it as past: it has a past tense and no "will" or its like."""
    number = reading.sentence_of(when.spans[0])
    if number is None:
        return False
    start, end = reading.sentences[number]
    tokens = Tokens(reading.folded.text, start, end)
    past = any(_is_past(tokens, at) for at in range(len(tokens)))
    return past and not any(tokens.words[at] in _words("future") for at in range(len(tokens)))


_OUTRUN = 31  # days after which a story that goes on is another story
_DATES = 2


def _when(reading: Reading, tokens: Tokens, found: Expression, resolved: Resolved) -> When:
    span = reading.folded.span(tokens.starts[found.first], tokens.ends[found.after - 1])
    return When(
        form=_FORMS.get(found.kind, "date"),
        earliest=resolved.earliest,
        latest=resolved.latest,
        precision=resolved.precision,
        relative=resolved.relative,
        anchor=resolved.anchor,
        anchor_value=resolved.anchor_value,
        anchor_trusted=resolved.anchor != "none",
        value=resolved.value,
        spans=(span,),
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("times")["tense"][name])


def _looks_ahead(tokens: Tokens, found: Expression) -> bool:
    """Whether the words round an expression speak of what is to come: "will meet on Friday", "due Sept. 30"."""
    weak = found.open == "until"
    for at in range(found.first - 1, max(-1, found.first - 11), -1):
        word = tokens.words[at]
        if word in _words("future") or (word in _words("future_to") and tokens.words[at + 1] in {"to", "for"}):
            return tokens.words[at - 1] not in {"was", "were", "had", "been"}  # "was set to launch" did not
        weak = weak or (word in _words("future_weak") and at == found.first - 1)
        if _is_past(tokens, at):
            return False
        if _ends_sentence(tokens, at):
            break
    return weak or _will_follows(tokens, found.after)


def _will_follows(tokens: Tokens, after: int) -> bool:
    for at in range(after, after + 7):
        if tokens.words[at] in _words("future_after"):
            return True
        if _is_past(tokens, at) or _ends_sentence(tokens, at):
            return False
    return False


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return word in {"?", "!", ";"} or (word == "." and len(tokens.words[at - 1]) > 1)


def _is_past(tokens: Tokens, at: int) -> bool:
    """Whether a word is a past tense: "met", "attacked", and no participle after "be" or "to"."""
    word = tokens.words[at]
    ending = word.endswith("ed") and len(word) > 4 and not word.endswith("eed")
    past = word in _words("past") or (ending and word not in _words("not_past"))
    return past and tokens.words[at - 1] not in {"be", "to"}
