"""Flattened text to a Page: the same labels and facts as from HTML, by the shape of lines.

The text is the decoded text, unchanged. Pieces are told apart by line ends (`flat_lines`), each is given a shape
(`flat_pieces`), and then labelled in the order of `read_flat`'s steps: wording, headline and breadcrumb, byline and
dates, story, regions of furniture, articles.

Which copy of a repeated title is the headline: the first that stands alone on its line. A copy glued to a
breadcrumb is the headline only if there is no other. All other copies are furniture ("repeated title").
"""

from __future__ import annotations

import hashlib

from crossread.page.decode import Decoded
from crossread.page.flat_articles import Stories, tell_apart
from crossread.page.flat_facts import facts_of
from crossread.page.flat_labels import label_pieces
from crossread.page.flat_lines import units_of
from crossread.page.flat_pieces import Piece, piece_of
from crossread.page.limits import MAX_FLAT_TEXT
from crossread.record import Block, Notice, Page, RawPage, Span, text_hash

FLAT_TEXT_VERSION = 1
"""Version of the function from bytes to flattened text; raised whenever any page's text could differ."""


def read_flat(decoded: Decoded, raw: RawPage) -> Page:
    """The page of a flattened text.

    Args:
        decoded: The text of the bytes.
        raw: The bytes and what is known of them from outside.
    """
    text, cut = _capped(decoded.text)
    pieces = [piece_of(text, unit) for unit in units_of(text)]
    pieces = label_pieces(pieces)
    stories = tell_apart(pieces)
    return Page(
        text=text,
        text_sha256=text_hash(text),
        text_version=FLAT_TEXT_VERSION,
        raw_sha256=hashlib.sha256(raw.content).hexdigest(),
        form="text",
        encoding=decoded.encoding,
        blocks=tuple(map(_block, pieces)),
        facts=facts_of(pieces, raw),
        articles=stories.articles,
        notices=(*decoded.notices, *cut, *_notices(pieces, stories)),
    )


def _capped(text: str) -> tuple[str, tuple[Notice, ...]]:
    if len(text) <= MAX_FLAT_TEXT:
        return text, ()
    message = f"the text was cut after {MAX_FLAT_TEXT} of {len(text)} characters"
    return text[:MAX_FLAT_TEXT], (Notice(code="CR605", message=message, count=len(text) - MAX_FLAT_TEXT),)


def _block(piece: Piece) -> Block:
    unit = piece.unit
    return Block(
        kind=piece.kind,
        furniture=piece.furniture,
        level=piece.unit.level if piece.kind in ("headline", "heading") else None,
        article=piece.article,
        wrapped=unit.wrapped,
        spans=(Span(start=unit.start, end=unit.end, quote=piece.text),),
    )


def _notices(pieces: list[Piece], stories: Stories) -> tuple[Notice, ...]:
    if all(piece.furniture for piece in pieces):
        return (Notice(code="CR608", message="no story was found on the page; all of it is furniture"),)
    if len(stories.articles) > 1:
        message = f"the page holds {len(stories.articles)} articles; one was chosen"
        spans = tuple(span for article in stories.articles for span in article.spans)
        return (Notice(code="CR607", message=message, count=len(stories.articles), spans=spans),)
    return ()
