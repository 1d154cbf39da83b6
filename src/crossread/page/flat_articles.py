"""Several articles in one flattened text, told apart.

An article begins where a title or a line of marks stands before a paragraph with a dateline, and a story was told
before it. Datelines alone part nothing: round-ups give one to every paragraph.
"""

from __future__ import annotations

import msgspec

from crossread.page.flat_pieces import Piece
from crossread.record import Article, Span

_CHOSEN = 2
_MIN_WORDS = 40  # words of prose from which a stretch is an article and not a brief inside one


class Stories(msgspec.Struct, frozen=True):
    """The articles of a page.

    Attributes:
        articles: In order; empty if there is no story.
        chosen: Index of the one that is read; None if there is none.
    """

    articles: tuple[Article, ...]
    chosen: int | None


def tell_apart(pieces: list[Piece]) -> Stories:
    """Tell the articles of a page apart, and label all but one as other articles.

    The first is chosen unless another is more than twice as long.

    Args:
        pieces: All pieces in order, labelled.
    """
    parts = _merged(_parts(pieces))
    if not parts:
        return Stories((), None)
    sizes = [_words(part) for part in parts]
    chosen = next(at for at, size in enumerate(sizes) if size * _CHOSEN >= max(sizes))
    articles = tuple(_article(part, at == chosen) for at, part in enumerate(parts))
    for at, part in enumerate(parts):
        for piece in part:
            piece.article = at
            if at != chosen and piece.furniture is None:
                piece.furniture = "other article"
    return Stories(articles, chosen)


def _parts(pieces: list[Piece]) -> list[list[Piece]]:
    """Stretches that begin with a title or marks and a dateline."""
    parts: list[list[Piece]] = [[]]
    for at, piece in enumerate(pieces):
        if _begins(pieces, at) and _words(parts[-1]):
            parts.append([])
        parts[-1].append(piece)
    return [part for part in parts if _words(part)]


def _begins(pieces: list[Piece], at: int) -> bool:
    """Whether an article begins here: at its title, or right after a line of marks."""
    piece = pieces[at]
    marks = at > 0 and pieces[at - 1].furniture == "other" and pieces[at - 1].shape == "short"
    titled = piece.kind in ("heading", "headline") and piece.furniture is None
    if not marks and not titled:
        return False
    following = (other for other in pieces[at : at + 6] if other.furniture is None)
    for other in following:
        if other.kind == "dateline":
            return True
        if other.kind == "paragraph":
            return False
    return False


def _merged(parts: list[list[Piece]]) -> list[list[Piece]]:
    """Briefs joined to the article before them."""
    merged: list[list[Piece]] = []
    for part in parts:
        if merged and (_words(part) < _MIN_WORDS or _words(merged[-1]) < _MIN_WORDS):
            merged[-1] += part
        else:
            merged.append(part)
    return merged


def _words(part: list[Piece]) -> int:
    return sum(piece.words for piece in part if piece.furniture is None and piece.kind in ("paragraph", "list item"))


def _article(part: list[Piece], chosen: bool) -> Article:
    title = next((p for p in part if p.kind in ("headline", "heading") and p.furniture is None), None)
    first = next(p for p in part if p.furniture is None)
    shown = title if title and (title is first or title.kind == "headline") else first
    if shown is title:
        title.kind = "headline"
    span = Span(start=shown.unit.start, end=shown.unit.end, quote=shown.text)
    return Article(headline=shown.text if shown is title else None, chosen=chosen, spans=(span,))
