"""The order of a page's facts, which decides between two that differ: the first that is trusted is taken.

What the user says comes first. Then the page's own word, and after it what a feed, a sitemap or a web archive says of
the page: those are written at another time, by other software, for another purpose (a feed shortens a title, a
sitemap's ``lastmod`` moves whenever the site's frame is changed).

Dates alone are finer: a feed's date, and that of a news sitemap, is a machine's stamp with hour and zone. It yields to
the stamps a page carries itself (JSON-LD, meta), and goes before days that we read out of what the page shows, where
the date of another story can stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_args

from crossread.record import Fact, FactName

LISTS: Final = frozenset({"feed", "sitemap", "warc"})
"""What knows of a page from outside without having been told by the user."""

_NAMES: Final = {name: index for index, name in enumerate(get_args(FactName))}
_DATES: Final = frozenset({"published", "modified"})
_STAMPS: Final = {"user": 0, "json-ld": 1, "meta": 2, "feed": 3, "sitemap": 4}
_SHOWN: Final = 5


def in_order(given: Iterable[Fact], own: Iterable[Fact]) -> tuple[Fact, ...]:
    """All facts by name, the best of each name first.

    Args:
        given: Facts from outside.
        own: What the page says of itself, the best of each name first.
    """
    given = tuple(given)
    users = [fact for fact in given if fact.known_from not in LISTS]
    listed = [fact for fact in given if fact.known_from in LISTS]
    return tuple(sorted([*users, *own, *listed], key=_key))


def _key(fact: Fact) -> tuple[int, bool, int]:
    rank = _STAMPS.get(fact.known_from, _SHOWN) if fact.name in _DATES else 0
    return _NAMES[fact.name], not fact.trusted, rank
