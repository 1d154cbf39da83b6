"""The shape that all benchmarks share."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Figure = float | int | str | None


@dataclass
class Result:
    """What a benchmark measured.

    Attributes:
        figures: The keys of the last line; shares and F as fractions 0 to 1, None where not measured.
        rows: Rows of the printed table, each of as many cells as `header`.
        header: Heads of the columns.
        predictions: Objects in the gold file's own form, for ``--out``.
    """

    figures: dict[str, Figure]
    rows: list[Sequence[Figure]] = field(default_factory=list)
    header: Sequence[str] = ()
    predictions: list[Any] = field(default_factory=list)


Benchmark = Callable[[list[Path], int | None], Result]
"""Takes the paths and the limit (None: everything), gives the result."""


def f1(precision: float, recall: float) -> float:
    """Harmonic mean of precision and recall, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ratio(part: float, whole: float) -> float | None:
    """A share, None where there is nothing to share."""
    return part / whole if whole else None


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a file of JSON lines, gzip'ed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def cell(value: Figure) -> str:
    """A cell of the table."""
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def table(result: Result) -> str:
    """The result as a table with aligned columns; the figures where it has no rows."""
    header = list(result.header) or ["figure", "value"]
    rows = [[cell(value) for value in row] for row in (result.rows or result.figures.items())]
    widths = [max(len(line[column]) for line in [header, *rows]) for column in range(len(header))]
    lines = ["  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)) for line in [header, *rows]]
    return "\n".join(line.rstrip() for line in [lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
