"""Names in a dossier: who is who in its incidents, and whose names are withheld."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crossread.compare.dossier import Saying, ShownIncident
from crossread.record import Actor, Claim, Report
from crossread.registry import known

WITHHELD = "[name withheld]"
"""What stands for a name that is left out."""

_PUBLIC = frozenset(["office"])
"""Relations of a role that make a person public: one who holds an office or speaks for it."""


class Hiding:
    """Writes a text without the names that are to be left out."""

    def __init__(self, names: Iterable[str]) -> None:
        """Keep the names, the longest first.

        Args:
            names: Names as reports write them; one of several words is found in any case and across line ends.
        """
        ordered = sorted(set(names), key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(_form, ordered))) if ordered else None

    def __call__(self, text: str | None) -> str:
        """The text, names replaced."""
        return self._pattern.sub(WITHHELD, text or "") if self._pattern else text or ""

    def address(self, address: str | None) -> str:
        """An address; of one its site alone where names are left out, since addresses spell headlines."""
        return (urlsplit(address or "").hostname or "") if self._pattern else address or ""


def _form(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return rf"\b{words}\b" if len(name.split()) == 1 else rf"\b(?i:{words})\b"


def private_names(reports: Iterable[Report]) -> frozenset[str]:
    """Names of people of whom no report tells an office and whom the registry does not know.

    Args:
        reports: The reports of a case.
    """
    public: set[str] = set()
    private: set[str] = set()
    for report in reports:
        for actor in report.actors:
            if actor.kind == "person":
                names = {name.text for name in actor.names if name.form in ("full", "short")}
                known_one = actor.identity is not None or any(role.relation in _PUBLIC for role in actor.roles)
                (public if known_one else private).update(names)
    return frozenset(private - public)


@dataclass(frozen=True, kw_only=True)
class Who:
    """An actor of the incidents that are shown.

    Attributes:
        name: The name that reports use most.
        kind: What it is.
        others: Its other names, by letters.
        roles: Offices that reports give it, each once.
        registry: Its name in the registry of actors; None if it is not known there.
        candidates: Whom a description may mean besides, as the reports name them.
        reports: Numbers of the reports that name it, in order.
    """

    name: str
    kind: str
    others: tuple[str, ...]
    roles: tuple[str, ...]
    registry: str | None
    candidates: tuple[str, ...]
    reports: tuple[int, ...]


@dataclass
class _Gathered:
    """What reports tell of one actor, while it is gathered."""

    kind: str
    identity: str | None
    names: dict[str, int] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    candidates: dict[str, None] = field(default_factory=dict)
    reports: set[int] = field(default_factory=set)


def who_is_who(
    incidents: Iterable[ShownIncident],
    reports: Mapping[str, Report],
    numbers: Mapping[str, int],
    roles_of: Callable[[Actor], list[str]],
) -> list[Who]:
    """Those who act, suffer or speak in some incidents, by kind, those whom most reports name first.

    Args:
        incidents: What is shown.
        reports: The reports of the case by id.
        numbers: Number of each report in the dossier.
        roles_of: Offices of an actor in words.
    """
    found: dict[str, _Gathered] = {}
    for name, actor in _taking_part(incidents, reports):
        entry = found.setdefault(
            actor.identity or actor.name.casefold(), _Gathered(kind=actor.kind, identity=actor.identity)
        )
        entry.reports.add(numbers[name])
        entry.roles.update(dict.fromkeys(roles_of(actor)))
        called = {other.id: other.name for other in reports[name].actors}
        entry.candidates.update(dict.fromkeys(called[one] for one in actor.candidates if one in called))
        for one in actor.names:
            if one.form != "pronoun":
                entry.names[one.text] = entry.names.get(one.text, 0) + len(one.spans)
    return sorted((_who(entry) for entry in found.values() if entry.names), key=_rank)


def _who(entry: _Gathered) -> Who:
    name = max(entry.names, key=lambda one: (entry.names[one], one))
    registered = known().get(entry.identity) if entry.identity else None
    return Who(
        name=name,
        kind=entry.kind,
        others=tuple(sorted(set(entry.names) - {name})),
        roles=tuple(entry.roles),
        registry=registered.name if registered else None,
        candidates=tuple(one for one in entry.candidates if one != name),
        reports=tuple(sorted(entry.reports)),
    )


def _rank(who: Who) -> tuple[str, int, str]:
    return who.kind, -len(who.reports), who.name


def _taking_part(incidents: Iterable[ShownIncident], reports: Mapping[str, Report]) -> Iterator[tuple[str, Actor]]:
    """Id of a report and an actor of it, for everybody named in a claim that is shown; each once."""
    shown = {(one.report, one.claim) for one in _sayings(incidents)}
    for name, report in reports.items():
        claims = [claim for claim in report.claims if (name, claim.id) in shown]
        wanted = {actor for claim in claims for actor in _actors_of(claim)}
        for actor in report.actors:
            if actor.id in wanted:
                yield name, actor


def _sayings(incidents: Iterable[ShownIncident]) -> Iterator[Saying]:
    return (one for incident in incidents for row in incident.rows for value in row.values for one in value.sayings)


def _actors_of(claim: Claim) -> Iterator[str | None]:
    yield from (argument.actor for argument in claim.arguments)
    yield from (source.actor for source in claim.voice.chain)
