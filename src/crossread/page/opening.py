"""Where the first paragraph of a flattened page goes over from headline, date, agency and place to the story.

Pages flattened by other programs run them together without a mark: "Shells kill four in Orvel AFP Tuesday 3 May 2016
At least four people …". Each is a sentence of its own, so that the story's first sentence begins where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from crossread.data import rows
from crossread.page.bylines import NOT_PLACES

REACH = 500
"""Code points of a paragraph among which its opening is looked for."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_DATE = (
    rf"(?:\d{{1,2}} {_MONTH},? {_YEAR}|{_MONTH} \d{{1,2}}(?:,? ?){_YEAR}"
    rf"|\d{{1,2}}[-./]\d{{1,2}}[-./]{_YEAR}|{_YEAR}-\d\d-\d\d)"
)
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
_TIME = r"(?:,? (?:at )?\d{1,2}[:.]?\d\d(?: ?[AaPp]\.?[Mm]\b\.?)?(?: (?:GMT|UTC)\b)?)"
_LABEL = r"(?:Last updated(?: at| on)?|Date of publication|Published(?: on| at)?|Posted(?: on)?|Updated(?: on)?):? "
_AFTER = r"(?: ?\(updated [\d:. ]{4,24}\))?(?: Get short URL(?: \d+)*)?(?: GMT\b)?"
_STAMP = re.compile(rf"(?P<label>{_LABEL})?(?:(?P<day>{_DAY}),? )?{_DATE}{_TIME}?{_AFTER}")
_BEGINS = re.compile(r"[\s.,:|–—-]*(?=[\"“‘'(\[]?[A-Z\d])")
_CAPITALS = re.compile(r"(?P<place>[A-Z]{4,}(?:[ -][A-Z]{3,}){0,2})(?: [A-Z][a-z]+(?= (?:A|An|The)\b))? (?=[A-Z\d\"“])")
_CREDIT = re.compile(r"\([^()]{0,60}\b(?:AFP|AP|Reuters|Agencies|photo|Photo|Handout|File)\b[^()]{0,40}\) (?=[A-Z])")
_DATED = frozenset(
    ["on", "in", "since", "until", "till", "from", "of", "by", "before", "after", "between", "and", "to", "dated",
     "the", "through", "late", "early", "is", "was", "for", "this", "last"]
)  # fmt: skip
_SITE = re.compile(r"\s+[|–—-]\s+")
_LEAST_TITLE = 12  # letters and digits of a headline that is not told again by chance


def opening_breaks(text: str, start: int, end: int, headline: str | None) -> list[int]:
    """Offsets at which a new sentence begins, though no mark ends the one before.

    Args:
        text: The reading copy.
        start: First code point of one of the first paragraphs.
        end: Code point after it.
        headline: The headline as the page gives it apart, None if it gives none.
    """
    last = min(end, start + REACH)
    found = set(chain(_after_headline(text, start, last, headline), _at_stamps(text, start, last)))
    at = {start, *found}
    found |= {place for begin in at for place in _after_headline(text, begin, last, headline)}
    found |= set(_at_credits(text, start, last))
    found |= {place for begin in {start, *found} for place in _after_capitals(text, begin, last, begin != start)}
    return sorted(place for place in found if start < place < end)


def _at_stamps(text: str, start: int, end: int) -> Iterator[int]:
    """Before and after a complete date that belongs to no clause."""
    for stamp in _STAMP.finditer(text, start, end):
        following = _BEGINS.match(text, stamp.end(), end)
        if following is None and stamp.end() < end:
            continue
        before = text[start : stamp.start()].rstrip()
        if before:
            agency = _agency_at_end(before)
            last_word = before.rpartition(" ")[2].lower()
            alone = agency or stamp["label"] or (stamp["day"] and "." not in before)
            if not alone or last_word in _DATED or before[-1] in ",(":
                continue
            yield start + len(before) - len(agency) if agency else stamp.start()
        if following is not None:
            yield following.end()


def _after_headline(text: str, start: int, end: int, headline: str | None) -> Iterator[int]:
    """After the headline told again at the start of the story, and the agency that signs it."""
    title = _SITE.split(headline)[0] if headline else ""
    told = _end_of_words(text, start, end, title)
    if told is None:
        return
    agency = next((name for name in agencies() if text.startswith(f" {name} ", told)), None)
    begin = _BEGINS.match(text, told + (len(agency) + 1 if agency else 0), end)
    if begin is not None and begin.end() > told:
        yield begin.end()


def _end_of_words(text: str, start: int, end: int, title: str) -> int | None:
    """Offset after a title at the start of a stretch, marks and case apart; None if it does not stand there."""
    wanted = [letter for letter in title.casefold() if letter.isalnum()]
    if len(wanted) < _LEAST_TITLE:
        return None
    matched, at = 0, start
    while at < end and matched < len(wanted):
        letter = text[at].casefold()
        if letter.isalnum():
            if letter != wanted[matched]:
                return None
            matched += 1
        at += 1
    return at if matched == len(wanted) else None


def _after_capitals(text: str, start: int, end: int, clear: bool) -> Iterator[int]:
    """After a place in capitals before the story's first word; `clear` where a date or headline stands before it."""
    dateline = _CAPITALS.match(text, start, end)
    if dateline is None or any(word.casefold() in NOT_PLACES for word in dateline["place"].split()):
        return
    following = re.match(r"[\w'-]+", text[dateline.end() : dateline.end() + 40])
    word = following[0] if following else ""
    plain = not word.isupper() or len(word) == 1
    if plain and (clear or word in _first_words() or word[:1].isdecimal()):
        yield dateline.end()


def _at_credits(text: str, start: int, end: int) -> Iterator[int]:
    """After the credit of a picture in brackets."""
    for credit in _CREDIT.finditer(text, start, end):
        yield credit.end()


def _agency_at_end(words: str) -> str:
    return next((name for name in agencies() if words.endswith(f" {name}")), "")


@cache
def agencies() -> tuple[str, ...]:
    """Names of news agencies as they sign reports, the longest first."""
    names = {name for own, *others in rows("agencies.txt") for name in (own, *"".join(others).split("|")) if name}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(word for (word,) in rows("first_words.tsv"))
