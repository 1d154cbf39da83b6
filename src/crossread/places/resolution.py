"""Which entry a name means: chosen for all names of a report together.

Every name's candidates are scored by what they are (a country, a division, a town and how many people live there), by
what the text says of them ("Bazarak, Panjshir province"; "Dublin, Ga."), and by the other places of the report: those
in the same country and division, and those near by. Others count as far as they are sure, so the scores are worked
out in a few rounds. Population decides where nothing else does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crossread.places.entries import Entry

_ROUNDS = 3  # a fourth changes no choice on LGL
_NEAREST = 12  # other names, by their place in the text, to which distance is measured
_NEAR = 60.0  # km at which nearness has fallen to 1/e
_REGION = 400.0

FEATURES = (
    "people", "country", "admin1", "admin2", "capital", "feature", "own name", "told container", "told country",
    "told kind", "other kind", "same country", "same admin1", "same admin2", "near", "region", "named country",
    "named admin1", "home",
)  # fmt: skip
"""What candidates are scored by, in the order of `WEIGHTS`; see `Report` and `Support`."""

WEIGHTS = (5.5, 1.5, 1.0, -0.6, 1.4, 2.0, 1.8, 3.0, 1.0, 1.0, -0.8, 2.0, 2.7, 1.1, 1.9, 1.6, 0.4, 1.0, 1.0)
"""Fitted as a softmax regression on every second article of LGL and TR-News, from the first on, then rounded. Set by
hand: "told …", higher, since those articles tell the same thing twice; "home", which given mentions lack; "feature",
higher, so that the Red Sea is the sea and not a governorate."""

_OTHERS = FEATURES.index("same country")
_SUPPORT = 7  # features that depend on the other names, from `_OTHERS` on


@dataclass(slots=True)
class Named:
    """A name of the report and what its mentions say of it.

    Attributes:
        name: As written, without the word for its kind.
        candidates: Entries it may mean.
        at: Where it is mentioned, for telling which other names stand near.
        containers: Names and codes told to hold it ("…, Georgia", "in … province"), each with how often.
        kinds: Kinds told by the word beside it ("… County": admin2), each with how often.
    """

    name: str
    candidates: Sequence[Entry]
    at: list[int] = field(default_factory=list)
    containers: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """What was chosen.

    Attributes:
        entries: Candidates, best first.
        sureness: Share of the first among all, 0 to 1.
    """

    entries: tuple[Entry, ...]
    sureness: float


def resolve(names: Sequence[Named], home: Mapping[str, float] | None = None) -> list[Choice]:
    """Choose for all names of a report.

    Args:
        names: The distinct names, in order of first mention.
        home: Codes of countries and divisions that something outside these names speaks for (adjectives, the
            dateline), with their weights.
    """
    report = Report(names, home or {})
    shares = [_shares(report, named, None) for named in names]
    for _ in range(_ROUNDS):
        support = Support(report, shares)
        shares = [_shares(report, named, support.without(i)) for i, named in enumerate(names)]
    return [_choice(named, share) for named, share in zip(names, shares, strict=True)]


def _choice(named: Named, shares: Sequence[float]) -> Choice:
    order = sorted(range(len(shares)), key=lambda i: (-shares[i], i))
    return Choice(tuple(named.candidates[i] for i in order), shares[order[0]] if order else 0.0)


class Report:
    """What is fixed of a report while its names are resolved: names, and features that depend on no other choice."""

    def __init__(self, names: Sequence[Named], home: Mapping[str, float]) -> None:
        self.names = names
        self.home = home
        total = sum(home.values())
        self.home_share = {code: weight / total for code, weight in home.items()} if total else {}
        self.nearest = [self._nearest(i) for i in range(len(names))]
        self.fixed = {id(named): [self._fixed(named, entry) for entry in named.candidates] for named in names}

    def _nearest(self, index: int) -> list[int]:
        low, high = max(0, index - _NEAREST), index + _NEAREST + 1
        at = self.names[index].at[0] if self.names[index].at else 0
        others = [i for i in range(low, min(high, len(self.names))) if i != index]
        others.sort(key=lambda i: (min((abs(a - at) for a in self.names[i].at), default=0), i))
        return others[:_NEAREST]

    def _fixed(self, named: Named, entry: Entry) -> list[float]:
        containers, kinds = named.containers, named.kinds
        divisions = {entry.admin1, entry.admin2} - {entry.id, ""}
        held = sum(count for code, count in containers.items() if code in divisions)
        in_country = sum(count for code, count in containers.items() if code == entry.country and code != entry.id)
        group = "town" if entry.kind in ("town", "capital") else entry.kind
        return [
            math.log10(entry.population + 10) / 8,
            float(entry.kind == "country"),
            float(entry.kind == "admin1"),
            float(entry.kind == "admin2"),
            float(entry.kind == "capital"),
            float(entry.id.startswith("F:")),
            float(entry.name.casefold() == named.name.casefold()),
            float(held > 0),
            float(in_country > 0),
            float(group in kinds),
            float(bool(kinds) and group not in kinds),
            *[0.0] * _SUPPORT,
            self.home_share.get(entry.country, 0.0) + self.home_share.get(entry.admin1, 0.0),
        ]


class Support:
    """How much the other names of a report speak for countries, divisions and neighbourhoods."""

    def __init__(self, report: Report, shares: Sequence[Sequence[float]]) -> None:
        self.report = report
        self.shares = shares
        self.total = 0.0
        self.codes: dict[str, float] = {}
        self.named: dict[str, float] = {}
        self.own = [self._own(i) for i in range(len(shares))]
        for own, named in self.own:
            for code, weight in own.items():
                self.codes[code] = self.codes.get(code, 0.0) + weight
            for code, weight in named.items():
                self.named[code] = self.named.get(code, 0.0) + weight
        self.best = [max(range(len(s)), key=lambda i: (s[i], -i)) if s else None for s in shares]

    def _own(self, index: int) -> tuple[dict[str, float], dict[str, float]]:
        codes: dict[str, float] = {}
        named: dict[str, float] = {}
        candidates = self.report.names[index].candidates
        for entry, share in zip(candidates, self.shares[index], strict=True):
            for code in (entry.country, entry.admin1, entry.admin2):
                if code:
                    codes[code] = codes.get(code, 0.0) + share
            if entry.kind in ("country", "admin1"):
                named[entry.id] = named.get(entry.id, 0.0) + share
        return codes, named

    def without(self, index: int) -> _Others:
        """The support of all names but one."""
        return _Others(self, index)


class _Others:
    def __init__(self, support: Support, index: int) -> None:
        self.support = support
        self.own, self.own_named = support.own[index]
        report = support.report
        self.count = max(1, sum(1 for named in report.names if named.candidates) - 1)
        self.near: list[tuple[Entry, float]] = []
        for other in report.nearest[index]:
            best = support.best[other]
            if best is not None:
                entry = report.names[other].candidates[best]
                if entry.kind not in ("country", "region"):
                    self.near.append((entry, support.shares[other][best]))

    def features(self, entry: Entry) -> list[float]:
        """Same country, same admin1, same admin2, near, region, named country, named admin1."""

        def part(code: str) -> float:
            return (self.support.codes.get(code, 0.0) - self.own.get(code, 0.0)) / self.count if code else 0.0

        def named(code: str) -> float:
            if not code or code == entry.id:
                return 0.0
            return min(1.0, max(0.0, self.support.named.get(code, 0.0) - self.own_named.get(code, 0.0)))

        near = region = 0.0
        for other, share in self.near:
            if other.id != entry.id:
                apart = distance(entry, other)
                near += share * math.exp(-apart / _NEAR)
                region += share * math.exp(-apart / _REGION)
        some = len(self.near) or 1
        return [part(entry.country), part(entry.admin1), part(entry.admin2), min(1.0, near), region / some,
                named(entry.country), named(entry.admin1)]  # fmt: skip


def features(report: Report, named: Named, others: _Others | None) -> list[list[float]]:
    """Features of every candidate, in the order of `FEATURES`."""
    found = []
    for entry, fixed in zip(named.candidates, report.fixed[id(named)], strict=True):
        values = list(fixed)
        if others is not None:
            values[_OTHERS : _OTHERS + _SUPPORT] = others.features(entry)
        found.append(values)
    return found


def _shares(report: Report, named: Named, others: _Others | None) -> list[float]:
    scores = [
        sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
        for values in features(report, named, others)
    ]
    if not scores:
        return []
    most = max(scores)
    raised = [math.exp(score - most) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


def distance(one: Entry, other: Entry) -> float:
    """Kilometres between two entries on a sphere."""
    return kilometres(one.latitude, one.longitude, other.latitude, other.longitude)


def kilometres(latitude: float, longitude: float, latitude2: float, longitude2: float) -> float:
    """Great-circle distance in kilometres (haversine, radius 6371 km)."""
    a, b = math.radians(latitude), math.radians(latitude2)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(longitude2 - longitude) / 2) ** 2
    return 12_742.0 * math.asin(min(1.0, math.sqrt(half)))
