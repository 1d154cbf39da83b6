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
from crossread.page.flat_pieces import Piece, is_section, key_of, piece_of
from crossread.page.flat_regions import label_regions
from crossread.page.flat_story import CLUTTERED, choose_headline, story_bounds, with_site_name
from crossread.page.phrases import byline_of, date_line, dateline_of, furniture_of_line, is_clock_line
from crossread.record import BlockKind

_SEPARATOR = re.compile(r"[\W_]+\Z|-30-\Z|[-=*_~]{3,}.{0,80}?[-=*_~]{3,}\Z")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\Z")  # in Markdown
_SUBJECT = re.compile(r"subject:\s*(?:(?:re|fwd?|aw|wg):\s*)*", re.IGNORECASE)
_WIRE_NUMBER = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d{2,}(?:\s*\([^()]{1,40}\))?\Z")  # number of a dispatch
_MAIL_HEAD = re.compile(
    r"(?:from|to|cc|bcc|date|sent|subject|reply-to|message-id|list-id|x-[\w-]+|mime-version|content-type):\s",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"[A-Z][A-Z .'\u2019-]{1,40}:(?:\s|\Z)")  # "SMITH:" in a transcript, or a dateline in some papers
_SENTENCE = re.compile(
    r"\s\S*\w\.[\"'\u201d\u2019)]?\Z|\A[\"\u201c\u00ab].*[.!?][\"\u201d\u00bb]\Z", re.DOTALL
)  # short, or quoted
_HEAD_PIECES = 60  # pieces from the top among which a title is looked for
_MAX_TITLE = 300  # code points
_MAX_HEADING_WORDS = 16
_STANDFIRST_WORDS = range(8, 61)
_MENU_RUN = 3  # short lines in a row that name sections
_REFRAIN = 4  # times that a short line comes back until it is none of the story's own
_REFRAIN_WORDS = 4
_SAYING = 4  # words from which a line says something, where no prose does
_TAIL = 3  # pieces behind the story in which a byline may stand


def label_pieces(pieces: list[Piece]) -> list[Piece]:
    """Label every piece; a breadcrumb glued to a title and a dateline become pieces of their own.

    Args:
        pieces: The pieces of a text in order, with their shapes.

    Returns:
        The pieces in order, all labelled.
    """
    _label_by_wording(pieces)
    pieces = _label_mail_heads(pieces)
    _label_menus(pieces)
    _label_refrains(pieces)
    pieces = _part_trails(pieces)
    bounds = story_bounds(pieces)
    headline = choose_headline(pieces, bounds) if bounds[0] < bounds[1] else None
    if headline:
        headline.label("headline")
    _label_repeated_titles(pieces, headline)
    _label_head(pieces, headline, bounds)
    _label_dates_and_bylines(pieces, headline, bounds)
    label_regions(pieces)
    _label_outside(pieces, bounds)
    _label_story(pieces, headline)
    return _part_datelines(pieces)


def _label_by_wording(pieces: list[Piece]) -> None:
    for piece in pieces:
        if _SEPARATOR.match(piece.text) or _WIRE_NUMBER.match(piece.text):
            piece.label("other", "other")
        elif _PICTURE.match(piece.text):
            piece.label("caption", "caption")
        elif kind := furniture_of_line(piece.text):
            piece.label("caption" if kind == "caption" else "other", kind)
            piece.by_wording = True


def _label_mail_heads(pieces: list[Piece]) -> list[Piece]:
    """Head lines of a mail at the top: two or more in a row. What the subject says is parted from them."""
    run: list[Piece] = []
    for piece in pieces[:_HEAD_PIECES]:
        if not _MAIL_HEAD.match(piece.text):
            break
        run.append(piece)
    if len(run) < 2:
        return pieces
    parted: list[Piece] = []
    for piece in run:
        subject = _SUBJECT.match(piece.text)
        at = subject.end() if subject else 0
        if 0 < at < len(piece.text):
            start = piece.unit.start
            parted += [_piece_within(piece, start, start + at), _piece_within(piece, start + at, piece.unit.end)]
            parted[-2].label("other", "other")
        else:
            piece.label("other", "other")
            parted.append(piece)
    return [*parted, *pieces[len(run) :]]


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


def _label_refrains(pieces: list[Piece]) -> None:
    """Short lines that come back again and again ("Article content"); titles told again are no refrain."""
    told = Counter(piece.text for piece in pieces if _is_refrain(piece))
    for piece in pieces:
        if _is_refrain(piece) and told[piece.text] >= _REFRAIN:
            piece.label("other", "other")


def _is_refrain(piece: Piece) -> bool:
    return not piece.done and piece.words <= _REFRAIN_WORDS and piece.shape != "prose" and not piece.unit.bullet


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
    base = piece.text[start - offset : end - offset].rstrip()
    end = start + len(base)
    wrapped = piece.unit.wrapped and any(map(base.__contains__, "\n\r"))
    unit = msgspec.structs.replace(piece.unit, start=start, end=end, bullet=False, wrapped=wrapped)
    made = piece_of(base, Unit(0, len(base)))
    made.unit = unit
    return made


def _label_repeated_titles(pieces: list[Piece], headline: Piece | None) -> None:
    key = key_of(headline.text) if headline else ""
    if not key:
        return
    for piece in pieces:
        if piece is headline or piece.done or len(piece.text) > _MAX_TITLE:
            continue
        other = key_of(piece.text)
        if other == key or (piece.shape != "prose" and with_site_name(piece.text, key)):
            piece.label("headline", "repeated title")


def _label_head(pieces: list[Piece], headline: Piece | None, bounds: tuple[int, int]) -> None:
    """What stands before the headline and is no date or byline belongs to the site."""
    end = pieces.index(headline) if headline else bounds[0] if _is_cluttered(pieces, bounds) else 0
    for piece in pieces[:end]:
        if not piece.done and piece.shape != "prose" and not date_line(piece.text) and not byline_of(piece.text):
            piece.label("other", "navigation")


def _is_cluttered(pieces: list[Piece], bounds: tuple[int, int]) -> bool:
    """Whether a text is a whole page with its menus."""
    outside = sum(piece.shape != "prose" for piece in (*pieces[: bounds[0]], *pieces[bounds[1] :]))
    return outside >= CLUTTERED


def _label_dates_and_bylines(pieces: list[Piece], headline: Piece | None, bounds: tuple[int, int]) -> None:
    """Lines that tell who wrote and when; a bare date before the headline or behind the story is a page clock."""
    top = pieces.index(headline) if headline else bounds[0]
    cluttered = _is_cluttered(pieces, bounds)
    prose = 0
    for at, piece in enumerate(pieces):
        if piece.done or piece.shape == "prose":
            prose += at >= top and piece.shape == "prose" and not piece.furniture
        elif is_clock_line(piece.text):
            piece.label("time")
        elif dates := date_line(piece.text):
            labelled = any(date.label for date in dates)
            in_place = headline is not None and top < at < bounds[1] and prose <= 1
            behind = at >= bounds[1] and cluttered
            piece.label("time", None if in_place or (labelled and not behind) else "page clock")
        elif (at > top and prose <= 1) or top == len(pieces) or bounds[1] <= at <= bounds[1] + _TAIL:
            _label_byline(piece, pieces[at + 1] if at + 1 < len(pieces) else None)


def _label_outside(pieces: list[Piece], bounds: tuple[int, int]) -> None:
    """On a whole page with its menus: what stands outside the story."""
    if not _is_cluttered(pieces, bounds):
        return
    for piece in (*pieces[: bounds[0]], *pieces[bounds[1] :]):
        if not piece.done and (piece.shape == "prose" or piece.unit.start > pieces[bounds[0]].unit.start):
            piece.label("other", "other")


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
    alone = not any(piece.shape == "prose" and not piece.furniture for piece in pieces)  # a post, not an article
    prose_after = [False] * len(pieces)
    seen = False
    for at in range(len(pieces) - 1, -1, -1):
        prose_after[at] = seen
        seen = seen or (pieces[at].shape == "prose" and not pieces[at].furniture)
    for at, piece in enumerate(pieces):
        if not piece.done:
            said = alone and piece.words >= _SAYING
            piece.label("paragraph" if said else _kind_in_story(piece, before_prose=prose_after[at]))
    if headline:
        _label_standfirst(pieces, pieces.index(headline))


def _kind_in_story(piece: Piece, *, before_prose: bool) -> BlockKind:
    """What a piece of the story is by its shape."""
    if piece.unit.bullet:
        return "list item"
    if piece.shape == "prose" or _SENTENCE.search(piece.text):
        return "paragraph"
    if "\t" in piece.text:
        return "table row"
    if piece.unit.level or (before_prose and piece.words <= _MAX_HEADING_WORDS and not piece.unit.quoted):
        return "heading"
    return "paragraph" if piece.words > _MAX_HEADING_WORDS else "other"


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
    spoken = sum(_SPEAKER.match(piece.text) is not None for piece in pieces) > 1
    for piece in pieces:
        dateline = None
        if piece.kind == "paragraph" and piece.furniture is None:
            since_title += 1
            dateline = dateline_of(piece.text) if since_title <= 2 else None
        elif piece.kind in ("headline", "heading"):
            since_title = 0
        if not dateline or dateline.body >= len(piece.text) or (spoken and _SPEAKER.match(piece.text)):
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
