"""Regions of furniture in flattened text: what stands under "Most Popular" or after a comment form.

A region begins at a line that heads one by its wording. Titles in it are of its kind. Prose ends it and is the story
again, unless the story is behind us: after a comment form, or in a list that gives an excerpt with every title.
"""

from __future__ import annotations

from crossread.page.flat_pieces import Piece
from crossread.page.phrases import parse_date
from crossread.record import FurnitureKind

_LISTS: frozenset[FurnitureKind] = frozenset({"popular list", "recent list", "related stories"})
_HEADS: frozenset[FurnitureKind] = _LISTS | {
    "comment form", "reader comment", "newsletter box", "tags", "author box", "footer", "navigation",
    "cookie notice", "share bar",
}  # fmt: skip
_ENDS: frozenset[FurnitureKind] = frozenset({"comment form", "reader comment"})
_BEHIND = 0.5  # share of a page's prose that stands before its comments, if they are its comments
_STORY_TO_EXCERPTS = 2  # words of the story before a list for each word of its excerpts, at least
_MAX_EXCERPT = 60  # words
_ONE_LINE: frozenset[FurnitureKind] = frozenset({"also read"})


def label_regions(pieces: list[Piece]) -> None:
    """Label what furniture by wording draws after it.

    Args:
        pieces: All pieces in order; those known by wording, headline, dates and bylines are labelled.
    """
    total = sum(piece.words for piece in pieces if _is_story(piece))
    before = 0
    region: FurnitureKind | None = None
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.by_wording:
            region, ended = _region_after(piece, pieces, at, before, total)
            if ended:
                _label_comments(pieces, at + 1)
                return
            if region in _LISTS:
                at = _label_list(pieces, at + 1, region, before)
                region = None
                continue
        elif _is_story(piece):
            before += piece.words
            region = None
        elif region and not piece.furniture and piece.kind != "headline":
            piece.label("other", region)
        at += 1


def _is_story(piece: Piece) -> bool:
    return piece.shape == "prose" and piece.furniture is None


def _region_after(
    piece: Piece, pieces: list[Piece], at: int, before: int, total: int
) -> tuple[FurnitureKind | None, bool]:
    """The region that a line heads, and whether the story has ended there."""
    kind = piece.furniture
    if kind in _ENDS and before > 0 and before >= _BEHIND * total:
        return kind, True
    if kind in _ONE_LINE:
        _label_next_title(piece, pieces, at, kind)
    # Before the story has begun, and in its midst, only lists draw what follows with them.
    ended = before > 0 and before == total
    return (kind, False) if kind in _LISTS or (ended and kind in _HEADS) else (None, False)


def _label_next_title(piece: Piece, pieces: list[Piece], at: int, kind: FurnitureKind) -> None:
    """The title that follows "Also read" on the next line."""
    if at + 1 < len(pieces) and len(piece.text.split()) <= 3:
        following = pieces[at + 1]
        close = following.unit.gap == 0 or piece.text.rstrip().endswith(":")
        if close and not following.done and following.shape == "title":
            following.label("other", kind)


def _label_comments(pieces: list[Piece], at: int) -> None:
    """Everything after the story's comments began is theirs, but what its wording says to be something else."""
    kind: FurnitureKind = "reader comment"
    for piece in pieces[at:]:
        if piece.by_wording:
            kind = piece.furniture or kind
            if kind not in _HEADS:
                kind = "reader comment"
        elif piece.furniture is None:
            drawn = kind if piece.shape != "prose" and kind != "comment form" else "reader comment"
            piece.label("other", drawn)


def _label_list(pieces: list[Piece], at: int, kind: FurnitureKind, before: int) -> int:
    """Label a list of other stories; the index of the first piece after it."""
    end = at
    while end < len(pieces) and not pieces[end].by_wording:
        end += 1
    prose = [i for i in range(at, end) if _is_story(pieces[i])]
    if prose and not _are_excerpts(pieces, prose, at, end, before):
        end = _end_of_titles(pieces, at, prose[0])
    for piece in pieces[at:end]:
        if piece.furniture is None and piece.kind != "headline":
            piece.label("other", kind)
    return end


def _are_excerpts(pieces: list[Piece], prose: list[int], at: int, end: int, before: int) -> bool:
    """Whether the prose in a list is one excerpt under each title, behind the story.

    Sections of a story have the same shape, so the list must show more: dates, or three excerpts that are little
    beside the story.
    """
    if len(prose) < 2 or prose[0] == at or any(pieces[i].words > _MAX_EXCERPT for i in prose):
        return False
    if any(_is_story(pieces[i + 1]) for i in prose if i + 1 < end):
        return False
    words = sum(pieces[i].words for i in prose)
    dated = any(parse_date(pieces[i].text) for i in range(at, end) if not _is_story(pieces[i]))
    return words <= before if dated else len(prose) >= 3 and words * _STORY_TO_EXCERPTS <= before


def _end_of_titles(pieces: list[Piece], at: int, prose: int) -> int:
    """Where a list ends before the story goes on: a heading right above the prose belongs to the prose."""
    last = pieces[prose - 1] if prose > at else None
    set_off = last is not None and prose - at > 1 and last.unit.gap > pieces[prose - 2].unit.gap
    return prose - 1 if set_off else prose
