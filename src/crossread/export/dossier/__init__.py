"""One self-contained HTML file that a desk can mail round: the comparison of a case, disagreements first.

No request leaves the file and no script runs in it. Every value opens on its quotation, one sentence around it and not
the page; on paper the sentences are numbered notes, each printed once. Places below town precision are areas or stand
in a list, never pins. On every printed page: reported is not verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crossread.case import StoredReport
from crossread.compare.dossier import ShownIncident
from crossread.export import words
from crossread.export.comparison import change_words, differing_words, standing_words
from crossread.export.dossier.chart import chart_of
from crossread.export.dossier.families import family_table
from crossread.export.dossier.incidents import entries_of
from crossread.export.dossier.names import Hiding, private_names, who_is_who
from crossread.export.dossier.quotations import Quotations
from crossread.export.map import Spot, svg_map
from crossread.export.since import news_lines
from crossread.export.templating import template
from crossread.provenance import Compared, Owners
from crossread.version import __version__

__all__ = ["render"]


def render(
    incidents: Sequence[ShownIncident],
    stored: Mapping[str, StoredReport],
    compared: Compared,
    *,
    owners: Owners | None = None,
    alone: Mapping[str, int] | None = None,
    redact: bool = False,
    since: str | None = None,
    remark: str | None = None,
) -> str:
    """The dossier.

    Args:
        incidents: What is shown, in order.
        stored: The reports of the case by id.
        compared: The same reports compared by their texts.
        owners: Which outlets belong together; None for those that are known.
        alone: How many acts each report tells that no other does.
        redact: Leave out names of victims and private persons.
        since: The moment since which the incidents are new, changed or withdrawn; None for all there are.
        remark: Something to be said on every page beside "reported is not verified".
    """
    reports = compared.reports
    numbers = {name: number for number, name in enumerate(sorted(stored, key=lambda one: _order(stored[one])), 1)}
    quotations = Quotations(reports, numbers)
    told = [one for one in incidents if one.rows]
    contested = [one for one in told if one.contested and len(one.reports) > 1]
    disputed = [one for one in told if one.contested and len(one.reports) == 1]
    agreed = [one for one in told if not one.contested]
    ordered = [*contested, *disputed, *agreed]
    return template("dossier.html.j2").render(
        incidents=ordered,
        contested=entries_of(contested, quotations, numbers),
        disputed=entries_of(disputed, quotations, numbers),
        withdrawn=[one for one in incidents if not one.rows],
        since=since,
        news_lines=news_lines,
        numbers_of=lambda names: [numbers[name] for name in names if name in numbers],
        agreed=entries_of(agreed, quotations, numbers),
        reports=[(numbers[name], stored[name]) for name in sorted(numbers, key=numbers.__getitem__)],
        stored=stored,
        numbers=numbers,
        alone=alone or {},
        families=[family_table(one, compared, owners or Owners.known(), numbers) for one in compared.copies.families],
        actors=who_is_who(ordered, reports, numbers, words.role_words),
        map=svg_map(_spots(ordered)),
        chart=chart_of(ordered),
        unplaced=sorted({one.place for one in ordered if one.place and one.precision is None}),
        words=words,
        standing=standing_words,
        differing=differing_words,
        change_words=change_words,
        hide=Hiding(private_names(reports.values()) if redact else ()),
        redact=redact,
        remark=remark,
        version=__version__,
    )


def _order(stored: StoredReport) -> tuple[str, str]:
    return stored.published or "", stored.id


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
