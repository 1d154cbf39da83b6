"""What relative times count from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crossread.numbers import Tokens
from crossread.record import AnchorKind, Fact, Page
from crossread.times.dates import date_at

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day that relative times count from.

    Attributes:
        kind: How it is known.
        day: The day itself.
        value: As it was given, ISO 8601.
    """

    kind: AnchorKind
    day: date
    value: str


def page_anchor(page: Page) -> Anchor | None:
    """The page's own day: what the user said, else the dateline, else the published date.

    Only trusted facts count: a page clock tells when the page was served, not when the story was written.

    Args:
        page: The page.
    """
    published = next((fact for fact in page.facts if _is_anchor(fact, "published")), None)
    if published and published.known_from == "user":
        return _anchor("user", published.value)
    dateline = next((fact for fact in page.facts if _is_anchor(fact, "dateline")), None)
    fallback = _anchor("published", published.value) if published else None
    if dateline:
        return _from_dateline(dateline, fallback) or fallback
    return fallback


def entry_anchor(time: str) -> Anchor | None:
    """The anchor of a live page's entry, from its own time in ISO 8601."""
    return _anchor("entry time", time)


def _is_anchor(fact: Fact, name: str) -> bool:
    return fact.name == name and fact.trusted and fact.known_from != "page clock"


def _anchor(kind: AnchorKind, value: str) -> Anchor | None:
    found = _ISO.match(value)
    if not found:
        return None
    try:
        return Anchor(kind, date(*map(int, found.groups())), value)
    except ValueError:
        return None


def _from_dateline(fact: Fact, published: Anchor | None) -> Anchor | None:
    """The day of a dateline; without a year it takes the published date's."""
    if anchor := _anchor("dateline", fact.value):
        return anchor
    for words in (fact.value, fact.shown or ""):
        tokens = Tokens(words, 0, len(words))
        for at in range(len(tokens)):
            found = date_at(tokens, at)
            if found is None or not (found.month and found.day):
                continue
            year = found.year or (published.day.year if published else None)
            return _dateline_day(year, found.month, found.day, published) if year else None
    return None


def _dateline_day(year: int, month: int, day: int, published: Anchor | None) -> Anchor | None:
    try:
        when = date(year, month, day)
        if published and when > published.day and (when - published.day).days > 300:  # "Dec. 31" on 1 January
            when = when.replace(year=year - 1)
    except ValueError:
        return None
    return Anchor("dateline", when, when.isoformat())
