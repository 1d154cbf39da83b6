"""What a line of a news page is by its wording: furniture, a date, a dateline, a byline.

The tables are data files (`furniture_lines.txt`, `agencies.txt` in `crossread.data`). Precision comes first:
a template stands for a whole line, and none may fit a sentence of a story.

Dates are read by `crossread.page.dates`, datelines and bylines by `crossread.page.bylines`; their names are
given here too, so that a page reader needs one module.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast, get_args

import msgspec

from crossread.data import rows
from crossread.folding import fold_string
from crossread.page.bylines import Dateline, agency_named, byline_of, dateline_of
from crossread.page.dates import ParsedDate, date_line, is_clock_line, parse_date
from crossread.record import FurnitureKind

__all__ = [
    "Dateline",
    "ParsedDate",
    "agency_named",
    "byline_of",
    "date_line",
    "dateline_of",
    "furniture_of_line",
    "is_clock_line",
    "parse_date",
]

_TOKEN = re.compile(r"\d[\d.,]*[km+]?(?!\w)|[^\W_]+(?:['._@+&/-]+\w+)*\+?|[:|()\[\]©←→=&+\"-]|[\u2012-\u2015]")
_DASHES = frozenset("-\u2012\u2013\u2014\u2015")
_NUMBER = re.compile(r"\d[\d.,]*[km+]?\Z")
_WILD = frozenset({"*", "**", "+"})
_MAX_WORDS = {"*": 14, "+": 14, "**": 120}
_MAX_LINE = 1200  # the longest cookie notice seen has some 900 characters
_LONG_LINE = 160  # longer than any template without a wildcard
_BETWEEN_NAMES = frozenset({
    "and", "in", "at", "the", "of", "for", "by", "with", "from", "to", "via", "on", "de", "la", "el", "al", "bin",
    "ibn", "van", "von", "der", "editing", "writing", "reporting", "additional"
})  # fmt: skip
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?][\"'\u201d\u2019)]?\s+\w")
_CREDIT = re.compile(
    r"[(\[](?:(?:AP|AFP|EPA|Reuters|File|Handout)\s)?(?:photo|image|picture|photograph|credit|screenshot|file photo)s?"
    r"(?:\s?(?::|/|by\s|courtesy|credit|via)[^()\[\]]*)?[)\]][.\s]*\Z"
    r"|[(\[][^()\[\]]*(?:/|\bvia )Getty Images[)\]][.\s]*\Z",
    re.IGNORECASE,
)
_MAX_CREDIT = 120  # code points at the end of a caption that hold its credit
_MAX_CAPTION = 400
_GLUE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FUZZY_KIND: FurnitureKind = "link locker"  # lockers misspell their lines on purpose, to slip past filters
_FUZZY_LENGTHS = range(3, 7)


class _Open(msgspec.Struct, frozen=True):
    """A template with one wildcard: words before it, the wildcard, words after it."""

    kind: FurnitureKind
    before: tuple[str, ...]
    wild: str
    after: tuple[str, ...]


class _Table(msgspec.Struct, frozen=True):
    """All templates: whole lines, open ones by their first word, and those that are matched loosely."""

    whole: dict[tuple[str, ...], FurnitureKind]
    open: dict[str, list[_Open]]
    fuzzy: tuple[tuple[str, ...], ...]


def furniture_of_line(line: str) -> FurnitureKind | None:
    """The kind of furniture that a whole line is by its wording, None if it is not known as furniture.

    Args:
        line: One line of a page, or the text of one short block.
    """
    if _LONG_LINE < len(line) < _MAX_CAPTION and _CREDIT.search(line[-_MAX_CREDIT:]):
        return "caption"
    if len(line) > _MAX_LINE or (len(line) > _LONG_LINE and not _may_be_long(line)) or not (words := _words(line)):
        return None
    if len(words) <= 2 and line.rstrip().endswith(".") and not line.rstrip().endswith(".."):
        return None  # "Pause.": furniture of one word has no full stop, a short sentence has
    lower = tuple(map(_plain, words))
    table = _table()
    if lower in table.whole:
        return table.whole[lower]
    for first in (lower[0], ""):
        for template in table.open.get(first, ()):
            if _fits(template, words, lower, line):
                return template.kind
    if _CREDIT.search(line[-_MAX_CREDIT:]):
        return "caption"
    return _FUZZY_KIND if _nearly(lower, table.fuzzy) else _glued(line, table)


def _glued(line: str, table: _Table) -> FurnitureKind | None:
    """Furniture of two words or more to which flattening glued the next line ("Previous articleHarbour Reopens")."""
    glue = _GLUE.search(line)
    words = _words(line[: glue.start()]) if glue else []
    return table.whole.get(tuple(map(_plain, words))) if len(words) > 1 else None


def _may_be_long(line: str) -> bool:
    """Whether a line longer than whole templates begins as an open one does; spares paragraphs the rest."""
    first = _TOKEN.search(line)
    return first is not None and _plain(first[0]) in _table().open


def _words(line: str) -> list[str]:
    """Words of a line with the marks that templates know; dashes and colons at its ends are decoration."""
    found = ["-" if word in _DASHES else word for word in _TOKEN.findall(fold_string(line))]
    start, end = 0, len(found)
    while start < end and found[start] in '-:|"':
        start += 1
    while end > start and found[end - 1] in '-:|"':
        end -= 1
    return [word for word in found[start:end] if word != '"']


def _plain(word: str) -> str:
    return "0" if word[0].isdigit() and _NUMBER.match(word) else word.casefold()


@cache
def _table() -> _Table:
    kinds = frozenset(get_args(FurnitureKind))
    kind: FurnitureKind = "other"
    table = _Table({}, {}, ())
    fuzzy: list[tuple[str, ...]] = []
    for (line,) in rows("furniture_lines.txt"):
        if line[0] == "[" and line[1:-1] in kinds:
            kind = cast("FurnitureKind", line[1:-1])
            continue
        _add(table, kind, line)
        if kind == _FUZZY_KIND and "link" in line:
            fuzzy.append(tuple(line.split()))
    return _Table(table.whole, table.open, tuple(fuzzy))


def _add(table: _Table, kind: FurnitureKind, line: str) -> None:
    """Put one template where lines will look for it."""
    parts = line.split()
    wild = next((at for at, part in enumerate(parts) if part in _WILD), None)
    if wild is None:
        table.whole.setdefault(tuple(parts), kind)
        return
    before, after = tuple(parts[:wild]), tuple(parts[wild + 1 :])
    first = before[0].casefold() if before else ""
    table.open.setdefault(first, []).append(_Open(kind, before, parts[wild], after))


def _fits(template: _Open, words: list[str], lower: tuple[str, ...], line: str) -> bool:
    """Whether an open template fits a line's words."""
    head, tail = len(template.before), len(template.after)
    middle = len(words) - head - tail
    if not 1 <= middle <= _MAX_WORDS[template.wild]:
        return False
    if not all(map(_same, template.before, words, lower)):
        return False
    if tail and lower[-tail:] != template.after:
        return False
    if template.wild == "+":
        return _names_only(words[head : len(words) - tail], long=head + tail > 1)
    return template.wild == "**" or not _TWO_SENTENCES.search(line)


def _same(wanted: str, word: str, lower: str) -> bool:
    """Whether a template's word is the line's; one in capitals asks for capitals."""
    return wanted == word if wanted.isupper() else wanted == lower


def _names_only(words: list[str], *, long: bool) -> bool:
    """Whether words are names or stand between names; a line all in capitals cannot show it unless it is short."""
    if not words[0][:1].isupper():
        return False
    if not long and len(words) > 1 and all(word.isupper() for word in words):
        return False
    return all(word[:1].isupper() or not word[0].isalpha() or word in _BETWEEN_NAMES for word in words)


def _nearly(words: tuple[str, ...], templates: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a line is a known one with at most two slips, no two in one word."""
    if len(words) not in _FUZZY_LENGTHS or not any("in" in word for word in words[-2:]):  # link, links, linsk
        return False
    return any(
        len(template) == len(words)
        and sum(one != other for one, other in zip(template, words, strict=True)) <= 2
        and all(map(_one_slip, template, words))
        for template in templates
    )


def _one_slip(one: str, other: str) -> bool:
    """Whether two words differ by at most one letter put in, left out or changed; short words must be equal."""
    if one == other:
        return True
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        return one[start + 1 :] == other[start + 1 :]
    shorter, longer = sorted((one, other), key=len)
    return shorter[start:] == longer[start + 1 :]
