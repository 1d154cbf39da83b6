"""Labels for the pieces of a flattened text: what is the report, what is furniture of which kind.

Wording is asked first, then place. A piece that reads as prose becomes furniture by its place only behind the
story's end, after a comment form or inside a list of other stories.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from crossread.page.crumbs import Trail, trail_of
from crossread.page.flat_lines import Unit
from crossread.page.flat_pieces import Piece, is_section, is_titled, key_of, piece_of
from crossread.page.flat_regions import label_regions
from crossread.page.phrases import byline_of, date_line, dateline_of, furniture_of_line

_SEPARATOR = re.compile(r"[\W_]+\Z|-30-\Z")
_MAIL_HEAD = re.compile(
    r"(?:from|to|cc|bcc|date|sent|subject|reply-to|message-id|list-id|x-[\w-]+|mime-version|content-type):\s",
    re.IGNORECASE,
)
_HEAD_PIECES = 60  # pieces from the top among which a title is looked for
_MAX_TITLE = 300  # code points
_MAX_HEADING_WORDS = 16
_STANDFIRST_WORDS = range(8, 61)
_MENU_RUN = 3  # short lines in a row that name sections


def label_pieces(pieces: list[Piece]) -> list[Piece]:
    """Label every piece; a breadcrumb glued to a title and a dateline become pieces of their own.

    Args:
        pieces: The pieces of a text in order, with their shapes.

    Returns:
        The pieces in order, all labelled.
    """
    _label_by_wording(pieces)
    _label_mail_heads(pieces)
    _label_menus(pieces)
    pieces = _part_trails(pieces)
    headline = _choose_headline(pieces)
    _label_repeated_titles(pieces, headline)
    _label_head(pieces, headline)
    _label_dates_and_bylines(pieces, headline)
    label_regions(pieces)
    _label_story(pieces, headline)
    return _part_datelines(pieces)


def first_prose(pieces: list[Piece]) -> int:
    """Index of the first piece of prose that is no furniture; the number of pieces if there is none."""
    return next((i for i, piece in enumerate(pieces) if piece.shape == "prose" and not piece.furniture), len(pieces))


def _label_by_wording(pieces: list[Piece]) -> None:
    for piece in pieces:
        if _SEPARATOR.match(piece.text):
            piece.label("other", "other")
        elif kind := furniture_of_line(piece.text):
            piece.label("caption" if kind == "caption" else "other", kind)
            piece.by_wording = True


def _label_mail_heads(pieces: list[Piece]) -> None:
    """Head lines of a mail at the top: two or more in a row."""
    run: list[Piece] = []
    for piece in pieces[:_HEAD_PIECES]:
        if not _MAIL_HEAD.match(piece.text):
            break
        run.append(piece)
    if len(run) > 1:
        for piece in run:
            piece.label("other", "other")


def _label_menus(pieces: list[Piece]) -> None:
    """Runs of single lines that name sections."""
    run: list[Piece] = []
    for piece in [*pieces, None]:
        if piece and (is_section(piece.text) or piece.furniture == "navigation"):
            run.append(piece)
            continue
        if len(run) >= _MENU_RUN:
            for item in run:
                item.label("other", "navigation")
        run = []


def _part_trails(pieces: list[Piece]) -> list[Piece]:
    """Make breadcrumbs pieces of their own."""
    titles = _title_keys(pieces)
    parted: list[Piece] = []
    for at, piece in enumerate(pieces):
        trail = None
        if at < _HEAD_PIECES and not piece.furniture and len(piece.text) <= _MAX_TITLE and not piece.unit.wrapped:
            trail = trail_of(piece.text, titles)
        parted.extend(_parted(piece, trail) if trail else [piece])
    return parted


def _title_keys(pieces: list[Piece]) -> list[str]:
    keys = [key_of(piece.text) for piece in pieces[:_HEAD_PIECES] if _may_be_title(piece)]
    return sorted({key for key in keys if key}, key=len, reverse=True)


def _may_be_title(piece: Piece) -> bool:
    return not piece.furniture and len(piece.text) <= _MAX_TITLE and piece.shape != "prose" and not piece.unit.bullet


def _parted(piece: Piece, trail: Trail) -> list[Piece]:
    start = piece.unit.start
    crumbs = _piece_within(piece, start, start + trail.end)
    crumbs.label("other", "breadcrumb")
    if trail.title is None:
        return [crumbs]
    title = _piece_within(piece, start + trail.title, piece.unit.end)
    if trail.repeated:
        title.label("headline", "repeated title")
    return [crumbs, title]


def _piece_within(piece: Piece, start: int, end: int) -> Piece:
    """A part of a piece as a piece of its own."""
    offset = piece.unit.start
    unit = msgspec.structs.replace(piece.unit, start=start, end=end, bullet=False)
    base = piece.text[start - offset : end - offset]
    made = piece_of(base, Unit(0, len(base)))
    made.unit = unit
    return made


def _choose_headline(pieces: list[Piece]) -> Piece | None:
    """The headline: a title told more than once before others, else the first line that looks like one."""
    prose = first_prose(pieces)
    told = Counter(key for piece in pieces[: _HEAD_PIECES * 2] if (key := _key(piece)))
    head = [piece for piece in pieces[: min(prose, _HEAD_PIECES)] if _is_title(piece)]
    repeated = [piece for piece in head if told[_key(piece)] > 1 and _key(piece)]
    found = max(repeated, key=lambda piece: told[_key(piece)], default=None) or _first_title(head, pieces, prose)
    if found:
        found.label("headline")
    return found


def _key(piece: Piece) -> str:
    if piece.furniture not in (None, "repeated title") or len(piece.text) > _MAX_TITLE:
        return ""
    return key_of(piece.text)


def _is_title(piece: Piece) -> bool:
    if not _may_be_title(piece) or date_line(piece.text) or byline_of(piece.text) or is_section(piece.text):
        return False
    return piece.shape == "title" or piece.words >= 3


def _first_title(head: list[Piece], pieces: list[Piece], prose: int) -> Piece | None:
    """The first title before the story, one of four words or more before others."""
    if head:
        return next((piece for piece in head if piece.words >= 4), head[0])
    opening = pieces[prose] if prose < len(pieces) else None
    if opening and prose + 1 < len(pieces) and opening.words <= 20 and opening.unit.gap + prose == 0:
        following = pieces[prose + 1]
        if is_titled(opening.text) and following.shape == "prose" and not dateline_of(opening.text):
            return opening  # a title that ends in a full stop
    return None


def _label_repeated_titles(pieces: list[Piece], headline: Piece | None) -> None:
    key = key_of(headline.text) if headline else ""
    if not key:
        return
    for piece in pieces:
        if piece is headline or piece.done or len(piece.text) > _MAX_TITLE:
            continue
        other = key_of(piece.text)
        if other == key or (piece.shape != "prose" and _with_site_name(piece.text, key)):
            piece.label("headline", "repeated title")


def _with_site_name(words: str, key: str) -> bool:
    """Whether a line is the title with the name of the site after a separator, as browsers show it."""
    for mark in (" | ", " - ", " \u2013 ", " \u2014 ", " :: ", " \u00bb ", " \u00b7 "):
        before, found, after = words.rpartition(mark)
        if found and key_of(before) == key and len(after.split()) <= 6:
            return True
    return False


def _label_head(pieces: list[Piece], headline: Piece | None) -> None:
    """What stands before the headline and is no date or byline belongs to the site."""
    if not headline:
        return
    for piece in pieces:
        if piece is headline:
            return
        if not piece.done and piece.shape != "prose" and not date_line(piece.text) and not byline_of(piece.text):
            piece.label("other", "navigation")


def _label_dates_and_bylines(pieces: list[Piece], headline: Piece | None) -> None:
    """Lines that tell who wrote and when; a bare date before the headline or behind the story is a page clock."""
    last = max((i for i, piece in enumerate(pieces) if piece.shape == "prose" and not piece.furniture), default=-1)
    seen_headline = headline is None
    prose = 0
    for at, piece in enumerate(pieces):
        seen_headline = seen_headline or piece is headline
        if piece.done or piece.shape == "prose":
            prose += piece.shape == "prose" and not piece.furniture
        elif dates := date_line(piece.text):
            bare = not any(date.label for date in dates)
            in_place = seen_headline and headline is not None and prose <= 1 and at < last
            piece.label("time", "page clock" if bare and not in_place else None)
        elif prose <= 1 or at > last:
            _label_byline(piece, pieces[at + 1] if at + 1 < len(pieces) else None)


def _label_byline(piece: Piece, following: Piece | None) -> None:
    if byline_of(piece.text):
        piece.label("byline")
    elif (
        following
        and not following.done
        and piece.text.strip(" :").casefold() == "by"
        and byline_of(f"By {following.text}")
    ):
        piece.label("byline")
        following.label("byline")


def _label_story(pieces: list[Piece], headline: Piece | None) -> None:
    """Paragraphs, headings, list items and the standfirst among what is left."""
    prose_after = [False] * len(pieces)
    seen = False
    for at in range(len(pieces) - 1, -1, -1):
        prose_after[at] = seen
        seen = seen or (pieces[at].shape == "prose" and not pieces[at].furniture)
    for at, piece in enumerate(pieces):
        if piece.done:
            continue
        if piece.unit.bullet:
            piece.label("list item")
        elif piece.shape == "prose":
            piece.label("paragraph")
        elif prose_after[at] and piece.words <= _MAX_HEADING_WORDS and not piece.unit.quoted:
            piece.label("heading")
        else:
            piece.label("paragraph" if piece.words > _MAX_HEADING_WORDS else "other")
    if headline:
        _label_standfirst(pieces, pieces.index(headline))


def _label_standfirst(pieces: list[Piece], headline: int) -> None:
    """A sentence or two between the headline and the byline, or right under the headline without a stop."""
    story = [piece for piece in pieces[headline + 1 :] if not piece.furniture]
    if len(story) < 2 or story[0].words not in _STANDFIRST_WORDS or story[0].kind not in ("heading", "paragraph"):
        return
    first, second = story[:2]
    signed = second.kind in ("byline", "time") and first.kind == "paragraph"
    open_end = first.shape == "title" and second.kind in ("paragraph", "byline", "time")
    if (signed or open_end) and not dateline_of(first.text):
        first.label("standfirst")


def _part_datelines(pieces: list[Piece]) -> list[Piece]:
    """Make the dateline of a story's first paragraphs a piece of its own."""
    parted: list[Piece] = []
    since_title = 0
    for piece in pieces:
        dateline = None
        if piece.kind == "paragraph" and piece.furniture is None:
            since_title += 1
            dateline = dateline_of(piece.text) if since_title <= 2 else None
        elif piece.kind in ("headline", "heading"):
            since_title = 0
        if not dateline or dateline.body >= len(piece.text):
            parted.append(piece)
            continue
        start = piece.unit.start
        words = piece.text[: dateline.body].rstrip()
        place = _piece_within(piece, start + dateline.start, start + len(words))
        place.label("dateline")
        body = _piece_within(piece, start + dateline.body, piece.unit.end)
        body.label("paragraph")
        body.shape = "prose"
        parted += [place, body]
    return parted
