"""Flattened text to paragraphs and single lines: which line ends are real and which only wrap a paragraph.

A line wraps into the next if the next line's first word would not have fitted on it (the greedy rule by which
mail programs, wires and printers fill lines), and the text around shows that it is wrapped at all: lines of
nearly one length, and, where the script has cases, lines that go on in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_MARKS = re.compile(r"(?:[ \t]*>)+[ \t]?")
_LEVEL = re.compile(r"#{1,6}(?=[ \t]+\S)")  # a heading in Markdown
_BULLET = re.compile(r"(?:[-*+\u2022\u00b7\u25aa\u25cf\u25e6\u2043\u2023\u25ba]|\(?\d{1,2}[.)]|[a-z]\))[ \t]+\S")
_FIRST_WORD = re.compile(r"\S+")
_FINAL = re.compile(r"[.!?:\u2026\u3002\u061f\u06d4\u0964][\"'\u201d\u2019\u00bb)\]]{0,3}\Z")
_MAX_WIDTH = 132  # columns of a wide terminal or listing; longer lines are not wrapped by hand or program
_MIN_WIDTH = 30  # narrower columns cannot be told from lists
_FULL = 0.7  # a wrapped line is filled to at least this share of the width …
_FULL_SHARE = 0.6  # … and at least this share of the lines that have one after them is
_SLACK = 0.12  # share of the width by which wrapping programs and hyphenation differ from the greedy rule
_LOWER_SHARE = 0.3  # of continued lines in prose some three quarters begin in lower case; in lists of titles none


class Unit(msgspec.Struct):
    """A paragraph or a single line.

    Attributes:
        start: First code point that is neither white space nor a quotation mark of mail.
        end: Code point after the last that is no white space.
        wrapped: It runs over several lines.
        gap: Blank lines before it.
        bullet: It begins as an item of a list does.
        quoted: Its lines are marked with ``>``.
        level: Level of a heading marked with ``#``.
    """

    start: int
    end: int
    wrapped: bool = False
    gap: int = 0
    bullet: bool = False
    quoted: bool = False
    level: int | None = None


class _Line(msgspec.Struct):
    """A line that holds something, with the indentation it has."""

    start: int
    end: int
    indent: int
    quoted: bool
    gap: int

    @property
    def length(self) -> int:
        return self.end - self.start


def units_of(text: str) -> list[Unit]:
    """The paragraphs and single lines of a text, in order.

    Args:
        text: Flattened text with any line ends.
    """
    groups = list(_groups(text))
    width = _document_width(groups)
    return [unit for group in groups for unit in _units_of_group(text, group, width)]


def _lines(text: str) -> Iterator[_Line | None]:
    """Every line; None for a blank one."""
    at = 0
    while at <= len(text):
        found = _BREAK.search(text, at)
        end = found.start() if found else len(text)
        yield _line(text, at, end)
        if not found:
            return
        at = found.end()


def _line(text: str, start: int, end: int) -> _Line | None:
    marks = _MARKS.match(text, start, end)
    begin = marks.end() if marks else start
    content = text[begin:end]
    stripped = content.strip()
    if not stripped:
        return None
    indent = len(content) - len(content.lstrip())
    return _Line(begin + indent, begin + indent + len(stripped), indent, marks is not None, 0)


def _groups(text: str) -> Iterator[list[_Line]]:
    """Lines without a blank one between them."""
    group: list[_Line] = []
    blank = 0
    for line in _lines(text):
        if line is None:
            blank += 1
        elif group and not blank and line.quoted == group[-1].quoted:
            group.append(line)
        else:
            if group:
                yield group
            line.gap, group = blank, [line]
            blank = 0
        if line is not None:
            blank = 0
    if group:
        yield group


def _document_width(groups: list[list[_Line]]) -> int:
    """The width at which the whole text is wrapped; 0 if it is not wrapped."""
    lengths = sorted(length for group in groups for length in _lengths(group) if length <= _MAX_WIDTH)
    if len(lengths) < 3:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))]
    return width if _evenly_full(lengths, width) else 0


def _lengths(group: list[_Line]) -> list[int]:
    """Lengths of the lines that have one after them that is not indented as the start of a paragraph is."""
    return [one.length for one, other in pairwise(group) if other.indent <= one.indent + 1]


def _evenly_full(lengths: list[int], width: int) -> bool:
    full = sum(length >= _FULL * width for length in lengths)
    return width >= _MIN_WIDTH and full >= _FULL_SHARE * len(lengths)


def _units_of_group(text: str, group: list[_Line], document_width: int) -> Iterator[Unit]:
    """Units of one group of lines."""
    width = _group_width(group, document_width)
    joined = [width > 0 and _continues(text, one, other, width) for one, other in pairwise(group)]
    if not _reads_as_prose(text, group, joined, document_width):
        joined = [False] * len(joined)
    begin = 0
    for at in range(len(group)):
        if at + 1 == len(group) or not joined[at]:
            yield _unit(text, group[begin : at + 1])
            begin = at + 1


def _unit(text: str, lines: list[_Line]) -> Unit:
    first, end = lines[0], lines[-1].end
    if marks := _LEVEL.match(text, first.start, first.end):
        start = marks.end() + 1
        while text[start].isspace():
            start += 1
        return Unit(start, end, len(lines) > 1, first.gap, False, first.quoted, len(marks[0]))
    bullet = _BULLET.match(text, first.start, first.end) is not None
    return Unit(first.start, end, len(lines) > 1, first.gap, bullet, first.quoted)


def _group_width(group: list[_Line], document_width: int) -> int:
    """The width at which a group is wrapped; 0 if it cannot be."""
    longest = max(line.length for line in group)
    if len(group) < 2 or longest > max(_MAX_WIDTH, document_width):
        return 0
    if document_width:
        return document_width
    lengths = _lengths(group)
    return longest if longest >= _MIN_WIDTH and (len(group) == 2 or _evenly_full(lengths, longest)) else 0


def _continues(text: str, one: _Line, other: _Line, width: int) -> bool:
    """Whether a line goes on in the next."""
    if other.indent > one.indent + 1 or _BULLET.match(text, other.start, other.end):
        return False
    if _LEVEL.match(text, one.start, one.end) or _LEVEL.match(text, other.start, other.end):
        return False
    word = _FIRST_WORD.match(text, other.start, other.end)
    needed = one.length + 1 + (len(word[0]) if word else 0)
    if needed > width * (1 - _SLACK):
        return True
    open_end = not _FINAL.search(text, max(one.start, one.end - 6), one.end)
    return open_end and text[other.start].islower() and one.length >= width / 2


def _reads_as_prose(text: str, group: list[_Line], joined: list[bool], document_width: int) -> bool:
    """Whether the lines that would be joined read on as prose does, and not as a list of titles."""
    after = [text[line.start] for line, join in zip(group[1:], joined, strict=True) if join]
    if not after:
        return False
    words = text[group[0].start : group[-1].end]
    if words.isupper() or not any(map(str.isupper, words)):
        return document_width > 0
    lower = sum(first.islower() for first in after)
    return lower >= _LOWER_SHARE * len(after) or (document_width > 0 and len(after) < 3)
