"""A province and its main town often share a name; reports mean the town unless they say "province"."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.places.entries import Entry
from crossread.places.gazetteer import division_words, known, town_words
from crossread.places.keys import key_of
from crossread.places.resolution import distance

_FARTHEST = 150.0
"""Kilometres from a division's point at which its town of the same name is still taken for it: New York is not."""
_MOST_PEOPLE = 0.4  # share of a division's people from which a town is its seat though far from its middle (Homs)
_LEAST_SHARE = 0.02  # of a first-level division's people that live in the town; "Helmand" is no village of that name


def seat_of(division: Entry, name: str, *, told: bool = False) -> Entry | None:
    """The town that a name of a division means where no word for a division stands beside it.

    Args:
        division: A first- or second-level division.
        name: The name as looked up.
        told: Whether the text says that it is a town ("Daraa city").

    Returns:
        The most populous town in the division that bears the name, or the division's own; None where there is none, or
        where reports mean the division ("Gaza").
    """
    if division.kind not in ("admin1", "admin2") or (key_of(name) in division_words() and not told):
        return None
    names = dict.fromkeys([name, division.name])
    towns = [
        entry
        for other in names
        for entry in known().named(other)
        if entry.kind in ("town", "capital") and _lies_in(entry, division)
    ]
    towns = [town for town in towns if told or _is_seat(town, division)]
    if not towns:
        return None
    largest = max(towns, key=lambda town: (town.population, town.id))
    enough = told or division.kind == "admin2" or largest.population >= _LEAST_SHARE * division.population
    return largest if enough else None


def division_meant(entries: Sequence[Entry], name: str) -> Entry | None:
    """The division that a name means though a town in it bears it too ("Gaza"); None where the town is meant.

    Args:
        entries: The candidates, the chosen one first.
        name: The name as looked up.
    """
    if not entries or key_of(name) not in division_words():
        return None
    return next((entry for entry in entries if entry.kind == "admin1" and entry.id == entries[0].admin1), None)


def division_of(entries: Sequence[Entry]) -> Entry | None:
    """The first-level division that a name means beside a word for one ("Deir Ezzor province").

    Args:
        entries: The candidates, the chosen one first.
    """
    if not entries or entries[0].kind not in ("town", "capital", "admin2"):
        return None
    return next((entry for entry in entries if entry.kind == "admin1" and entry.id == entries[0].admin1), None)


def rural_division(entries: Sequence[Entry], name: str) -> Entry | None:
    """The first-level division that the country round a town means ("rural Damascus"), None for a lesser town.

    Args:
        entries: The candidates, the chosen one first.
        name: The name as looked up.
    """
    own = (e for e in known().named(f"Rural {name}") if e.kind == "admin1" and e.country == entries[0].country)
    return next(own, None) or (entries[0] if entries[0].kind == "admin1" else division_of(entries))


def town_meant(entries: Sequence[Entry], name: str) -> Entry | None:
    """The town that a name means though a far larger division bears it too ("Washington"), None where no table says so.

    Args:
        entries: The candidates, the chosen one first.
        name: The name as looked up.
    """
    if not entries or entries[0].kind != "admin1" or key_of(name) not in town_words():
        return None
    towns = [e for e in entries if e.kind in ("town", "capital") and e.country == entries[0].country]
    return max(towns, key=lambda town: (town.population, town.id), default=None)


def _is_seat(town: Entry, division: Entry) -> bool:
    near = distance(town, division) <= _FARTHEST
    return near or (division.kind == "admin1" and town.population >= _MOST_PEOPLE * division.population)


def _lies_in(town: Entry, division: Entry) -> bool:
    if town.country != division.country:
        return False
    return division.kind != "admin2" or town.admin2 == division.id
