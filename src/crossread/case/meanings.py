"""What the names that a user filters by mean beside themselves: a country's code, an actor's id in the registry."""

from __future__ import annotations

from functools import cache
from typing import Literal

from crossread.case.keys import fold
from crossread.data import rows
from crossread.registry import lookup


def codes_of(kind: Literal["actor", "place"], name: str) -> tuple[str, ...]:
    """Codes under which claims know whom or what a name means, folded as names are; none for most names.

    Args:
        kind: What it is a name of.
        name: Of a country in any form that reports use, or of an actor that the registry knows.
    """
    if kind == "place":
        return tuple(code for code in (_countries().get(fold(name)),) if code)
    return tuple(sorted({fold(entry.id) for entry in lookup.known().match(name)}))


@cache
def _countries() -> dict[str, str]:
    """Codes of countries by their names."""
    found: dict[str, str] = {}
    for code, _, _, names, _ in rows("places/countries.tsv"):
        for name in names.split("|"):
            found.setdefault(fold(name), fold(code))
    return found
