"""Attribution as the report has it, beside the rules alone: what putting rules and model together is worth.

Reads the files of the benchmark `attribution` through the public reader. A report keeps commas, relative words, a
leading "that" and quotation marks out of its spans, so both sides are compared without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import crossread
from benchmarks._gold import HEADER, Count, records
from benchmarks.attribution import ROLES, Attribution, Ranges, _add_linked, _add_overlap
from benchmarks.frame import Figure, Result

_EDGE = " \t\n\r\u00a0\"'“”‘’«»`,.;:-–—"
_RELATIVE = re.compile(r"[\s,]+(?:who|which|that)$")


class _Scores:
    def __init__(self) -> None:
        self.exact = {role: Count() for role in ROLES}
        self.overlap = {role: Count() for role in ROLES}
        self.linked = Count()

    def add(self, gold: list[Attribution], found: list[Attribution]) -> None:
        for role in ROLES:
            wanted, given = ([item[role] for item in items if item[role]] for items in (gold, found))
            self.exact[role].add(set(wanted), set(given))
            _add_overlap(self.overlap[role], wanted, given)
        _add_linked(self.linked, gold, found)

    def rows(self, name: str) -> list[Sequence[Figure]]:
        rows = [self.exact[role].row(f"{name}: {role} exact") for role in ROLES]
        return [*rows, self.linked.row(f"{name}: linked")]

    def figures(self, prefix: str) -> dict[str, Figure]:
        exact: dict[str, Figure] = {f"{prefix}{role}_exact_f1": self.exact[role].f1 for role in ROLES}
        overlap: dict[str, Figure] = {f"{prefix}{role}_overlap_f1": self.overlap[role].f1 for role in ROLES}
        return {**exact, **overlap, f"{prefix}linked_f1": self.linked.f1}


def run(paths: list[Path], limit: int | None) -> Result:
    """Read every article twice, by rules alone and whole, and compare."""
    rules, whole = _Scores(), _Scores()
    seen: set[str] = set()
    for record in islice(records(paths, None), limit):
        text = str(record["text"])
        if text in seen:
            continue  # the first of several annotators counts
        seen.add(text)
        gold = [
            {role: _bare(text, ((start, end) for start, end in item[role])) for role in ROLES}
            for item in record["attributions"]  # type: ignore[attr-defined]
        ]
        rules.add(gold, _found(text, rules_only=True))
        whole.add(gold, _found(text, rules_only=False))
    return Result(
        figures={**whole.figures(""), **rules.figures("rules_"), "articles": len(seen)},
        rows=[*rules.rows("rules alone"), *whole.rows("report")],
        header=HEADER,
    )


def _found(text: str, *, rules_only: bool) -> list[Attribution]:
    report = crossread.read_text(text, rules_only=rules_only)
    found = [
        {role: _bare(text, ((span.start, span.end) for span in getattr(item, role))) for role in ROLES}
        for item in report.attributions
    ]
    return [item for item in found if item["content"]]


def _bare(text: str, ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Ranges without marks, commas, a leading "that" and a trailing relative word."""
    bare = (_without_edges(text, start, end) for start, end in sorted(ranges))
    return tuple((start, end) for start, end in bare if start < end)


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    before = None
    while before != (start, end):
        before = start, end
        while start < end and text[start] in _EDGE:
            start += 1
        while start < end and text[end - 1] in _EDGE:
            end -= 1
        if text[start:end].lower().startswith("that "):
            start += len("that ")
        relative = _RELATIVE.search(text[start:end])
        end = start + relative.start() if relative else end
    return start, end
