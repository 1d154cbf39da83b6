"""Breadcrumbs in flattened text: "Home > News > Title", "HomeNewsTitle", "Home News Title".

Flattening takes the separators away, and the last crumb is the title itself. Where the title stands again on the
page, the crumb is told by that; else by separators, or by names of sections glued without spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from crossread.data import rows
from crossread.page.flat_pieces import is_section, key_of, roots

_SEPARATOR = re.compile(r"\s*(?:[>\u00bb\u203a\u2192\u25b8\u25ba\uff1e]|&gt;|::)+\s*|\s+[/|\\\u2022\u00b7]\s+")
_GLUED = re.compile(r"(?<=[^\W\d_])(?=[A-Z\"'\u201c\u2018\u00ab\d])")
_MAX_CRUMBS = 8
_MAX_CRUMB_WORDS = 4
_MAX_BEFORE = 80  # code points of a trail before a title
_MIN_TITLE_WORDS = 4


class Trail(msgspec.Struct, frozen=True):
    """A breadcrumb at the start of a line.

    Attributes:
        crumbs: Names from the root on, the title not among them.
        end: Code point after the last crumb's name.
        title: First code point of the title after it; None if there is none.
        repeated: The title stands elsewhere on the page, too.
    """

    crumbs: tuple[str, ...]
    end: int
    title: int | None
    repeated: bool = False


def trail_of(line: str, titles: Iterable[str] = ()) -> Trail | None:
    """The breadcrumb with which a line begins, None if it begins with none.

    Args:
        line: One line.
        titles: Keys (`flat_pieces.key_of`) of titles that stand elsewhere on the page.
    """
    return _before_known_title(line, titles) or _separated(line) or _glued(line)


def _before_known_title(line: str, titles: Iterable[str]) -> Trail | None:
    """A trail before a title that is told again elsewhere."""
    key = key_of(line)
    for title in titles:
        # The glued word has no space before the title's first letter, so ends are compared, not words.
        if len(title) < len(key) and key.endswith(title):
            start = _start_of_tail(line, title)
            if start is None or not 0 < start <= _MAX_BEFORE:
                continue
            before = line[:start].rstrip()
            crumbs = _crumbs(before)
            if crumbs and before.strip(" >/|\u00bb\u203a"):
                return Trail(crumbs, len(line[:start].rstrip(" \t\u00a0>/|\u00bb\u203a\u2192-")), start, repeated=True)
    return None


def _start_of_tail(line: str, title: str) -> int | None:
    """Where in a line the part with a title's key begins."""
    wanted = sum(not character.isspace() for character in title)
    at = len(line)
    while at and wanted:
        at -= 1
        wanted -= line[at].isalnum()
    while at and line[at - 1] in "\"'\u201c\u2018\u00ab(":
        at -= 1
    return at if not wanted and key_of(line[at:]) == title else None


def _crumbs(before: str) -> tuple[str, ...]:
    """The crumbs of what stands before a title: at least one must name a root or a section."""
    parts = [part for part in _SEPARATOR.split(before.strip()) if part]
    if len(parts) == 1:
        parts = _split_names(parts[0])
    if not 1 <= len(parts) <= _MAX_CRUMBS or any(len(part.split()) > _MAX_CRUMB_WORDS for part in parts):
        return ()
    return tuple(parts) if any(map(is_section, parts)) else ()


def _split_names(words: str) -> list[str]:
    """Names of sections that were glued or stand beside one another ("HomeNews", "Home World News")."""
    pieces = re.findall(r"\S+|\s+", _GLUED.sub("\x00", words).replace("\x00", " \x00"))
    names: list[str] = []
    current = ""
    for piece in (part.replace("\x00", "") for part in pieces):
        if not piece.strip():
            continue
        joined = f"{current} {piece}".strip()
        if current and is_section(current) and not is_section(joined):
            names.append(current)
            joined = piece
        current = joined
    return [*names, current] if current else names


def _separated(line: str) -> Trail | None:
    """A trail with separators whose first crumb is a site's root."""
    parts = list(_SEPARATOR.finditer(line))
    if not parts or len(parts) > _MAX_CRUMBS:
        return None
    first = line[: parts[0].start()].strip()
    if first.casefold() not in roots():
        return None
    bounds = [0, *(part.end() for part in parts)]
    ends = [*(part.start() for part in parts), len(line)]
    names = [line[start:end].strip() for start, end in zip(bounds, ends, strict=True)]
    last = names[-1]
    if len(last.split()) >= _MIN_TITLE_WORDS and not is_section(last):
        return Trail(tuple(name for name in names[:-1] if name), ends[-2], bounds[-1])
    return Trail(tuple(name for name in names if name), len(line.rstrip()), None)


@cache
def _root_and_sections() -> re.Pattern[str]:
    """A root and section names glued to one another and to what follows."""
    root, names = (sorted(rows("sections.txt")[at][0].split("|"), key=len, reverse=True) for at in (0, 1))
    ascii_roots = "|".join(re.escape(name) for name in root if name.isascii())
    return re.compile(
        rf"(?:{ascii_roots})(?:{'|'.join(map(re.escape, names))}){{0,4}}(?=[A-Z\"'\u201c\u2018\u00ab\d]|\Z)"
    )


def _glued(line: str) -> Trail | None:
    """A root and sections glued to a title that stands nowhere else."""
    if not any(line[: len(root)].casefold() == root for root in roots()):
        return None
    match = _root_and_sections().match(line)
    if not match:
        return None
    rest = line[match.end() :]
    names = tuple(_split_names(match[0]))
    if not rest:
        return Trail(names, match.end(), None) if len(names) > 1 else None
    return Trail(names, match.end(), match.end()) if len(rest.split()) >= _MIN_TITLE_WORDS else None


def crumbs_of(words: str) -> tuple[str, ...]:
    """The names in a breadcrumb's own words, from the root on.

    Args:
        words: The breadcrumb as it stands on the page, without a title after it ("HomeNews", "Home > News").
    """
    return _crumbs(words) or (words.strip(),)
