"""One self-contained HTML file that a desk can mail round: the comparison of a case, disagreements first.

No request leaves the file. Every cell opens on its quotation, one sentence around it and not the page. Places below
town precision are areas or stand in a list, never pins. On every printed page: reported is not verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from crossread.case import StoredReport
from crossread.compare.dossier import Saying, ShownIncident
from crossread.export import words
from crossread.export.comparison import standing_words
from crossread.export.map import Spot, svg_map
from crossread.provenance import Compared
from crossread.record import Actor, Report

WIDTH = 640
"""Width of the timeline, in its own units."""

_LINE = 20
_LEFT = 12
_WITHHELD = "[name withheld]"
_PUBLIC = frozenset(["office"])
"""Relations of a role that make a person public: one who holds an office or speaks for it."""


def render(
    incidents: Sequence[ShownIncident],
    stored: Mapping[str, StoredReport],
    compared: Compared,
    *,
    redact: bool = False,
    remark: str | None = None,
) -> str:
    """The dossier.

    Args:
        incidents: What is shown, in order.
        stored: The reports of the case by id.
        compared: The same reports compared by their texts.
        redact: Leave out names of victims and private persons.
        remark: Something to be said on every page beside "reported is not verified".
    """
    hidden = _private_names(compared.reports.values()) if redact else frozenset()
    numbers = {name: number for number, name in enumerate(sorted(stored, key=lambda one: _order(stored[one])), 1)}
    return _template().render(
        incidents=incidents,
        contested=[one for one in incidents if one.contested],
        agreed=[one for one in incidents if not one.contested],
        reports=[(numbers[name], stored[name]) for name in sorted(numbers, key=numbers.__getitem__)],
        numbers=numbers,
        families=[_family(family, compared, numbers) for family in compared.copies.families],
        actors=_actors(compared.reports.values(), hidden),
        map=svg_map(_spots(incidents)),
        timeline=timeline(incidents),
        unplaced=sorted({one.place for one in incidents if one.place and one.precision is None}),
        words=words,
        standing=standing_words,
        hide=_Hiding(hidden),
        redact=redact,
        remark=remark,
    )


def _order(stored: StoredReport) -> tuple[str, str]:
    return stored.published or "", stored.id


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("crossread.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("dossier.html.j2")


# ------------------------------------------------------------------ names


class _Hiding:
    """Writes a text without the names that are to be left out."""

    def __init__(self, names: frozenset[str]) -> None:
        ordered = sorted(names, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in ordered)) if ordered else None

    def __call__(self, text: str | None) -> str:
        """The text, names replaced."""
        return self._pattern.sub(_WITHHELD, text or "") if self._pattern else text or ""

    def speakers(self, saying: Saying) -> str:
        """Who says something, for a reader."""
        told = " quoting ".join(saying.attributed_to) if saying.attributed_to else "not attributed"
        return self(told)

    def by_speaker(self, sayings: Iterable[Saying], numbers: Mapping[str, int]) -> dict[str, list[int]]:
        """Numbers of the reports by who says it there, in order."""
        found: dict[str, list[int]] = {}
        for one in sayings:
            told = found.setdefault(self.speakers(one), [])
            if numbers[one.report] not in told:
                told.append(numbers[one.report])
        return {who: sorted(told) for who, told in found.items()}


def _private_names(reports: Iterable[Report]) -> frozenset[str]:
    """Names of people of whom no report tells an office and whom the registry does not know."""
    public: set[str] = set()
    private: set[str] = set()
    for report in reports:
        for actor in report.actors:
            if actor.kind == "person":
                names = {name.text for name in actor.names if name.form in ("full", "short")}
                known = actor.identity is not None or any(role.relation in _PUBLIC for role in actor.roles)
                (public if known else private).update(names)
    return frozenset(private - public)


def _actors(reports: Iterable[Report], hidden: frozenset[str]) -> list[tuple[str, str, list[str]]]:
    """Name, kind and all other names of the actors that more than one mention names, by name."""
    found: dict[str, tuple[Actor, dict[str, int]]] = {}
    for report in reports:
        for actor in report.actors:
            key = actor.identity or actor.name.casefold()
            known = found.setdefault(key, (actor, {}))
            for name in actor.names:
                if name.form != "pronoun" and name.text not in hidden:
                    known[1][name.text] = known[1].get(name.text, 0) + len(name.spans)
    rows = [
        (max(names, key=lambda name: (names[name], name)), actor.kind, sorted(names))
        for actor, names in found.values()
        if sum(names.values()) > 1
    ]
    return sorted(rows, key=lambda row: (row[1], row[0]))


# --------------------------------------------------------------- copies, map


def _family(family, compared: Compared, numbers: Mapping[str, int]):  # type: ignore[no-untyped-def]
    """Members of a family of copies with what each has its words from."""
    sources = {found.copy: found.source for found in family.derivations}
    return [
        (numbers.get(name), compared.title(name), numbers.get(sources.get(name) or ""), name == family.most_altered)
        for name in family.members
    ]


def _spots(incidents: Iterable[ShownIncident]) -> list[Spot]:
    """Places of the incidents, each once, as strong as it has incidents."""
    found: dict[tuple[float, float], list[ShownIncident]] = {}
    for one in incidents:
        if one.latitude is not None and one.longitude is not None and one.precision is not None:
            found.setdefault((one.latitude, one.longitude), []).append(one)
    return [
        Spot(
            label=held[0].place or "", latitude=at[0], longitude=at[1], precision=held[0].precision or 3,
            href=f"#i{held[0].id}", strength=len(held),
        )
        for at, held in found.items()
    ]  # fmt: skip


# ---------------------------------------------------------------- timeline


@dataclass(frozen=True)
class _Scale:
    first: int
    days: int

    def x(self, day: int) -> float:
        """Where a day begins."""
        return _LEFT + (day - self.first) / self.days * (WIDTH - 2 * _LEFT)


def timeline(incidents: Iterable[ShownIncident]) -> Markup:
    """Incidents along the days, each as wide as its date is uncertain; empty where none tells a day.

    Args:
        incidents: What is shown.
    """
    dated = [(_day(one.first), _day(one.last), one) for one in incidents if one.first and one.last]
    if not dated:
        return Markup("")
    first, last = min(one[0] for one in dated), max(one[1] for one in dated)
    scale = _Scale(first, max(last - first + 1, 1))
    bars = []
    ends: list[float] = []  # right end of what stands in each line
    for start, end, one in sorted(dated, key=lambda item: (item[0], item[1], item[2].id)):
        left, right = scale.x(start), max(scale.x(end + 1), scale.x(start) + 4)
        line = next((number for number, taken in enumerate(ends) if taken + 4 < left), len(ends))
        ends[line:] = [right] if line == len(ends) else [right, *ends[line + 1 :]]
        kind = "contested" if one.contested else "agreed"
        bars.append(
            Markup(
                '<a href="#i{}"><rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="12">'
                "<title>{}</title></rect></a>"
            ).format(one.id, kind, left, 8 + line * _LINE, right - left, one.title)
        )
    height = 8 + len(ends) * _LINE + 18
    labels = Markup('<text x="{}" y="{}">{}</text><text class="end" x="{}" y="{}">{}</text>').format(
        _LEFT,
        height - 4,
        date.fromordinal(first).isoformat(),
        WIDTH - _LEFT,
        height - 4,
        date.fromordinal(last).isoformat(),
    )
    head = Markup('<svg class="timeline" viewBox="0 0 {} {}" role="img" aria-label="Timeline of incidents">')
    return head.format(WIDTH, height) + Markup("").join(bars) + labels + Markup("</svg>")


def _day(value: str | None) -> int:
    return date.fromisoformat(value or "").toordinal()
