"""Whether an entry that was chosen for a name may be meant: a name that many places bear is often another one here.

No point is better than a wrong one. Each test asks what the text itself tells: what the name is said to lie in, that it
is a quarter or a building of a town, that its spelling is another one, where else the report plays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crossread.places.entries import Entry
from crossread.places.gazetteer import known
from crossread.places.keys import key_of
from crossread.places.naming import Looked
from crossread.places.resolution import Choice, distance

_KNOWN_ANYWHERE = 200_000
"""People from which a town may be meant though nothing else in the report lies in its country. Set on reports of the
war in Syria, where below it nine in ten were namesakes."""
_ONE_PLACE = 150.0  # km within which entries of one name are a town and its divisions
_ONLY_ONE = 20_000  # … and if no other place bears the name
_QUARTER_REACH = 40.0  # km within which the quarters of a town lie
_MOST_OF_ONE = 3  # mentions of one place that count towards where a report plays
_DIVISIONS = frozenset(["country", "admin1", "region"])
_BELOW_COUNTRY = frozenset(["town", "capital", "site", "admin1", "admin2", "area"])


@dataclass(frozen=True)
class Told:
    """What all mentions of one name tell of it.

    Attributes:
        containers: Codes of what it is told to lie in.
        quarter: It is told to be a quarter of a town.
        building: It is the name of a building or street.
        kinds: Kinds told beside it.
    """

    containers: frozenset[str] = frozenset()
    quarter: bool = False
    building: bool = False
    kinds: frozenset[str] = frozenset()


class Stage:
    """Where a report plays, by all that its names say.

    Attributes:
        country: Code of the country that at least half of the names speak for, None if there is none.
    """

    def __init__(self, chosen: Sequence[tuple[Looked, Choice]], home: Counter[str]) -> None:
        """Work it out.

        Args:
            chosen: The names of the report with what was chosen for each mention.
            home: Codes of countries and divisions that adjectives speak for, with how often.
        """
        sure = [(looked, choice.entries[0]) for looked, choice in chosen if choice.entries and not looked.respelled]
        self._home = home
        mentioned = Counter(entry for _, entry in sure)
        self._entries = tuple(mentioned)
        self._codes = frozenset(
            code for entry in mentioned for code in (entry.id, entry.country, entry.admin1, entry.admin2)
        )
        self._countries = Counter(entry.country for entry in mentioned)
        self._points = tuple(entry for entry in mentioned if entry.kind in _BELOW_COUNTRY)
        counted: Counter[str] = Counter()
        for entry, times in mentioned.items():
            counted[entry.country] += min(times, _MOST_OF_ONE)
        for code, times in home.items():
            counted[code.split(".")[0]] += min(times, _MOST_OF_ONE)
        del counted[""]
        most = max(counted.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        below = any(entry.country == most[0] and entry.kind != "country" for entry in mentioned)
        self.country = most[0] if below and 2 * most[1] >= counted.total() > 1 else None

    def believed(self, looked: Looked, choice: Choice, told: Told) -> Choice | None:
        """The choice with the best entry that may be meant first, None if none may.

        Args:
            looked: What the gazetteer knows for the name.
            choice: What was chosen for it.
            told: What its mentions tell of it.
        """
        entries = choice.entries
        found = next((entry for entry in entries if self._may_be(looked, entry, told)), None)
        if found is None or found is entries[0]:
            return choice if found else None
        if found.country not in (self.country, entries[0].country):
            return None  # the second best elsewhere is a guess
        return Choice((found, *(entry for entry in entries if entry.id != found.id)), choice.sureness)

    def _may_be(self, looked: Looked, entry: Entry, told: Told) -> bool:
        if told.quarter and not self._is_quarter_here(entry, told):
            return False
        if told.building and self.country not in (None, entry.country):
            return _is_known_anywhere(looked, entry)
        if entry.kind != "country" and entry.country and not _lies_in(entry, told.containers & self._codes):
            return False
        if looked.respelled:
            return self._plays_in(entry, of_others=True)
        if entry.kind == "site" and "town" in told.kinds:
            return self._plays_in(entry, of_others=True)
        if entry.kind in ("town", "admin1"):
            return _is_known_anywhere(looked, entry) or self._plays_in(entry)
        return entry.kind not in ("admin2", "site") or self._plays_in(entry)

    def _plays_in(self, entry: Entry, *, of_others: bool = False) -> bool:
        """Whether the report plays in an entry's country, or says something else of that country."""
        named = self._countries[entry.country] - (of_others and entry in self._entries) > (not of_others)
        return self.country in (None, entry.country) or entry.country in self._home or named

    def _is_quarter_here(self, entry: Entry, told: Told) -> bool:
        """Whether an entry may be a quarter of a town of this report."""
        if entry.kind in _DIVISIONS:
            return False
        towns = list(_middles(told.containers)) or [other for other in self._points if other.id != entry.id]
        if not towns:
            return self.country in (None, entry.country)
        return any(distance(entry, town) <= _QUARTER_REACH for town in towns)


def _is_known_anywhere(looked: Looked, entry: Entry) -> bool:
    """Whether an entry is so large that its own name means it in reports from elsewhere, too, or the only one."""
    others = (other for other in looked.candidates if other.id not in (entry.admin1, entry.admin2))
    elsewhere = any(distance(entry, other) > _ONE_PLACE for other in others)
    least = _KNOWN_ANYWHERE if elsewhere else _ONLY_ONE
    return entry.population >= least and key_of(entry.name.removeprefix("The ")).startswith(key_of(looked.name))


def _lies_in(entry: Entry, codes: Iterable[str]) -> bool:
    """Whether an entry lies in the country of one of the codes told, or none is told."""
    countries = {code.split(".")[0] for code in codes if ":" not in code}
    return not countries or entry.country in countries


def _middles(codes: Iterable[str]) -> Iterable[Entry]:
    """The points of the divisions told, and of the towns that bear their names."""
    for code in sorted(codes):
        division = known().division(code) if "." in code else None
        if division:
            yield division
            yield from (
                entry
                for entry in known().named(division.name)
                if entry.kind in ("town", "capital") and entry.country == division.country
            )
