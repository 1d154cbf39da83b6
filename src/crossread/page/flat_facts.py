"""Facts about a page that its flattened text shows, and those that were given with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.page.bylines import agency_named
from crossread.page.crumbs import crumbs_of
from crossread.page.flat_pieces import Piece
from crossread.page.order import in_order
from crossread.page.phrases import ParsedDate, byline_of, date_line, dateline_of, parse_date
from crossread.record import Fact, FactName, KnownFrom, RawPage, Span

_SOURCE = re.compile(r"\(?(?:source|via)\s*[:\u2013-]\s*(?P<name>[^.;|()\n]{2,60}?)\)?\.?\s*\Z", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:\u00a9|\(c\)|copyright)[\s,:\u00a9]*(?:\(c\)\s*)?(?:(?:19|20)\d\d(?:\s?[-\u2013]\s?(?:19|20)?\d\d)?)?[\s,.:]*"
    r"(?:by\s+)?(?P<name>[^\W\d_][^.|\u00a9\n,;]{1,60}?)\s*(?:[.|,;\u00a9]|\ball rights\b|\Z)",
    re.IGNORECASE,
)
_MARKS = ".,;: \t"


def facts_of(pieces: list[Piece], raw: RawPage) -> tuple[Fact, ...]:
    """What is known about the page, in the order of `order`.

    Args:
        pieces: All pieces, labelled.
        raw: The page with the facts given from outside.
    """
    return in_order(raw.facts, _told_once(_shown(pieces)))


def _told_once(facts: Iterator[Fact]) -> Iterator[Fact]:
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        if (fact.name, fact.value) not in seen:
            seen.add((fact.name, fact.value))
            yield fact


def _shown(pieces: list[Piece]) -> Iterator[Fact]:
    """Facts of each piece, in order of the page; those of another article are left out."""
    for at, piece in enumerate(pieces):
        if piece.furniture == "other article":
            continue
        if piece.kind in ("headline", "standfirst") and piece.furniture is None:
            yield _fact(piece, "headline" if piece.kind == "headline" else "standfirst", piece.text, "text")
        elif piece.kind == "time":
            yield from _times(piece)
        elif piece.kind == "byline":
            yield from _byline(piece)
        elif piece.kind == "dateline":
            yield from _dateline(piece, pieces[at + 1])
        elif piece.furniture == "breadcrumb":
            yield _fact(piece, "breadcrumb", " > ".join(crumbs_of(piece.text)), "text")
        elif piece.furniture in ("agency tail", "footer"):
            yield from _outlet(piece)


def _fact(
    piece: Piece, name: FactName, value: str, known: KnownFrom, *, start: int = 0, end: int | None = None,
    trusted: bool = True,
) -> Fact:  # fmt: skip
    """A fact shown by a stretch of a piece, the whole of it unless bounds are given."""
    words = piece.text[start:end]
    at = piece.unit.start + start
    span = Span(start=at, end=at + len(words), quote=words)
    value = " ".join(value.split())
    return Fact(
        name=name,
        value=value,
        known_from=known,
        trusted=trusted,
        shown=words if words != value else None,
        spans=(span,),
    )


def _times(piece: Piece) -> Iterator[Fact]:
    for date in date_line(piece.text):
        if piece.furniture == "page clock":
            yield _fact(piece, "page clock", date.value, "page clock", start=date.start, end=date.end, trusted=False)
        else:
            yield _fact(piece, _dated(date), date.value, "text", start=date.start, end=date.end)


def _byline(piece: Piece) -> Iterator[Fact]:
    alone = piece.text.strip(" :").casefold() == "by"  # the name stands on the next line, itself a byline
    names = () if alone else byline_of(piece.text) or byline_of(f"By {piece.text}")
    for name in names:
        start = piece.text.find(name)  # not found where a run of spaces stands inside the name
        end = start + len(name) if start >= 0 else None
        agency = agency_named(name)
        yield _fact(piece, "agency" if agency else "author", agency or name, "byline", start=max(0, start), end=end)
    if date := parse_date(piece.text):
        yield _fact(piece, _dated(date), date.value, "byline", start=date.start, end=date.end)


def _dated(date: ParsedDate) -> FactName:
    """Which fact a labelled date is; without a label it is when the story was published."""
    return "modified" if date.label == "modified" else "published"


def _dateline(piece: Piece, body: Piece) -> Iterator[Fact]:
    dateline = dateline_of(f"{piece.text} {body.text}")
    if dateline is None:
        return
    end = min(dateline.end, len(piece.text))
    if dateline.place.casefold() != "no city":  # so monitored wires say that the place is unknown
        yield _fact(piece, "dateline", dateline.place, "dateline", end=end)
    if dateline.agency:
        yield _fact(piece, "agency", dateline.agency, "dateline")
    if dateline.date:
        date = dateline.date
        yield _fact(piece, "published", date.value, "dateline", start=date.start, end=date.end)


def _outlet(piece: Piece) -> Iterator[Fact]:
    """The agency or outlet of a line like "Source: X" or "© 2021 X"."""
    if match := _SOURCE.match(piece.text) or _COPYRIGHT.match(piece.text):
        name = match["name"].strip(_MARKS)
        agency = agency_named(name)
        if name[:1].isupper() and len(name.split()) <= 7 and not name.casefold().startswith(("all rights", "notice")):
            yield _fact(
                piece, "agency" if agency else "outlet", agency or name, "text",
                start=match.start("name"), end=match.start("name") + len(match["name"].rstrip(_MARKS)),
            )  # fmt: skip
