"""How often the number of primary sources behind a figure is right, on invented sets of reports of known provenance.

PATH is a folder into which the reports are written, to be looked at; ``--limit`` sets the number of sets (60). A set is
some reports on one incident that all give one figure, made by ``_made_provenance``: originals by a named source, an
unnamed one, an agency or in the outlet's own voice, with copies of them, and with reports that name the same source in
other words. Every report is read by the public reader and the set compared as a case is; what is scored is the number
that the comparison shows for the figure.

Keys: ``sets``; ``joined``, sets of several reports all of which are shown with the figure in one incident; of those,
``right`` primary sources, ``too_many``, ``too_few``, and what counting reports (``reports_right``) or outlets
(``outlets_right``) would reach. The table tells sets by the ways in which their reports have the figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import crossread
from benchmarks._made_provenance import MadeSet, made_sets
from benchmarks.frame import Figure, Result, ratio
from crossread.compare import compare
from crossread.compare.dossier import Shown, shown
from crossread.provenance import Compared, Owners

SETS = 60
SEED = 7


def run(paths: list[Path], limit: int | None) -> Result:
    """Make sets, read and compare them.

    Args:
        paths: A folder to write the reports into.
        limit: How many sets.
    """
    made = [one for one in made_sets(limit or SETS, SEED) if len(one.reports) > 1]
    counted: Counter[str] = Counter()
    ways: Counter[str] = Counter()
    ways_right: Counter[str] = Counter()
    for number, one in enumerate(made, 1):
        _write(one, paths[0] / f"set-{number:02}")
        value = _value(one)
        if value is None or value.reports != len(one.reports):
            continue
        right = value.primary_sources == one.sources
        counted["joined"] += 1
        counted["right"] += right
        counted["too_many"] += value.primary_sources > one.sources
        counted["too_few"] += value.primary_sources < one.sources
        counted["reports"] += value.reports == one.sources
        counted["outlets"] += value.outlets == one.sources
        for way in {report.way for report in one.reports}:
            ways[way] += 1
            ways_right[way] += right
    joined = counted["joined"]
    figures: dict[str, Figure] = {
        "sets": len(made),
        "joined": ratio(joined, len(made)),
        "right": ratio(counted["right"], joined),
        "too_many": ratio(counted["too_many"], joined),
        "too_few": ratio(counted["too_few"], joined),
        "reports_right": ratio(counted["reports"], joined),
        "outlets_right": ratio(counted["outlets"], joined),
    }
    rows: list[Sequence[Figure]] = [(way, ways[way], ratio(ways_right[way], ways[way])) for way in sorted(ways)]
    return Result(figures=figures, rows=rows, header=("a report of the set", "sets", "right"))


def _write(made: MadeSet, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(made.reports, 1):
        head = f"{one.outlet}, {one.published}, {one.way}; primary sources of the set: {made.sources}"
        (folder / f"{number:02}.txt").write_text(f"{head}\n\n{one.text}\n", encoding="utf-8")


def _value(made: MadeSet) -> Shown | None:
    """What the comparison shows for the figure; None if no incident has it."""
    reports = {
        f"{number:02}": crossread.read_text(one.text, published=one.published, outlet=one.outlet)
        for number, one in enumerate(made.reports)
    }
    found = [
        value
        for incident in shown(compare(reports), Compared.of(reports), Owners.known())
        for row in incident.rows
        for value in row.values
        if row.field == "number" and value.value == str(made.figure)
    ]
    return max(found, key=lambda value: value.reports, default=None)
