"""Claims as a flat table, one row a claim, for spreadsheets and statistics: CSV as in RFC 4180, in UTF-8.

Words of a page can be made to look like a formula, which a spreadsheet would run. A cell of words that begins with
``=``, ``+``, ``-``, ``@``, a tab or a line end is therefore written behind an apostrophe
(https://owasp.org/www-community/attacks/CSV_Injection). Numbers are written as numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from types import MappingProxyType
from typing import Final, get_args

from crossread.export import words
from crossread.record import ArgumentRole, Claim, Place, Quantity, Report, Source, When

Cell = str | int | float | None

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_BETWEEN: Final = "; "


def _fact(name: str) -> Callable[[Report, Claim], Cell]:
    def value(report: Report, _: Claim) -> Cell:
        fact = next((fact for fact in report.page.facts if fact.name == name and fact.trusted), None)
        return fact.value if fact else None

    return value


def _links(part: Callable[[Source], str | None]) -> Callable[[Report, Claim], Cell]:
    def value(_: Report, claim: Claim) -> Cell:
        return _BETWEEN.join(words for link in claim.voice.chain if (words := part(link)))

    return value


def _arguments(role: ArgumentRole) -> Callable[[Report, Claim], Cell]:
    def value(_: Report, claim: Claim) -> Cell:
        return _BETWEEN.join(" ".join(one.text.split()) for one in claim.arguments if one.role == role)

    return value


def _number(part: Callable[[Quantity], Cell]) -> Callable[[Report, Claim], Cell]:
    def value(report: Report, claim: Claim) -> Cell:
        return part(report.quantities[claim.quantity]) if claim.quantity is not None else None

    return value


def _place(part: Callable[[Place], Cell]) -> Callable[[Report, Claim], Cell]:
    def value(report: Report, claim: Claim) -> Cell:
        return part(report.places[claim.place]) if claim.place is not None else None

    return value


def _when(part: Callable[[When], Cell]) -> Callable[[Report, Claim], Cell]:
    def value(report: Report, claim: Claim) -> Cell:
        return part(report.times[claim.when]) if claim.when is not None else None

    return value


COLUMNS: Final = MappingProxyType[str, Callable[[Report, Claim], Cell]](
    {
        "page": lambda report, _: report.name,
        "address": _fact("address"),
        "outlet": _fact("outlet"),
        "published": _fact("published"),
        "claim": lambda _, claim: claim.id,
        "family": lambda _, claim: claim.family,
        "type": lambda _, claim: claim.type,
        "status": lambda _, claim: claim.status,
        "background": lambda _, claim: "yes" if claim.background else "no",
        "voice": lambda _, claim: claim.voice.kind,
        "attributed_to": _links(lambda link: link.name),
        "office": _links(lambda link: link.office),
        "venue": _links(lambda link: link.venue),
        "cue": lambda _, claim: words.quote_of(claim.voice.chain[0].cue if claim.voice.chain else claim.voice.cue),
        "stance": lambda _, claim: claim.stance,
        **{role: _arguments(role) for role in get_args(ArgumentRole)},
        "number": _number(lambda told: told.best),
        "number_low": _number(lambda told: told.low),
        "number_high": _number(lambda told: told.high),
        "hedge": _number(lambda told: told.hedge),
        "unit": _number(lambda told: told.unit),
        "running_total": _number(lambda told: "yes" if told.running else "no"),
        "number_words": _number(lambda told: words.quote_of(told.spans)),
        "place": _place(lambda place: place.name),
        "place_entry": _place(lambda place: place.entry),
        "country": _place(lambda place: place.country),
        "admin1": _place(lambda place: place.admin1),
        "latitude": _place(lambda place: place.latitude),
        "longitude": _place(lambda place: place.longitude),
        "place_precision": _place(lambda place: place.ucdp_precision),
        "when_words": _when(lambda when: words.quote_of(when.spans)),
        "when_earliest": _when(lambda when: when.earliest),
        "when_latest": _when(lambda when: when.latest),
        "when_trusted": _when(lambda when: "yes" if when.anchor in ("none", "text") or when.anchor_trusted else "no"),
        "event": lambda _, claim: claim.event,
        "part_of": lambda _, claim: claim.part_of,
        "retells": lambda _, claim: _BETWEEN.join(claim.retells),
        "told_again": lambda _, claim: len(claim.mentions),
        "confidence": lambda _, claim: claim.confidence,
        "quote": lambda _, claim: words.quote_of(claim.spans),
        "start": lambda _, claim: claim.spans[0].start,
        "end": lambda _, claim: claim.spans[-1].end,
        "made_by": lambda _, claim: claim.made_by,
    }
)
"""The columns, with what stands in them; ``docs/csv.md`` tells what each holds."""


def header() -> str:
    """The first line of a table."""
    return _rows([list(COLUMNS)])


def to_rows(report: Report) -> str:
    """A report's claims as lines of a table, in the order of the text; nothing for a report without claims.

    Args:
        report: Any report.
    """
    return _rows([[cell_words(value(report, claim)) for value in COLUMNS.values()] for claim in report.claims])


def _rows(rows: list[list[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def cell_words(value: Cell) -> str:
    """A cell as written: a number as it is, words so that no spreadsheet runs them.

    Args:
        value: What stands in it.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.15g}"
    return f"'{value}" if value.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else value
