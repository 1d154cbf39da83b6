"""Drawing a sheet that is to be judged by hand: the options that every such command has, and the file it writes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def options(name: str, description: str | None, *, count: int) -> argparse.Namespace:
    """What the user asks for: ``paths``, ``seed``, ``count`` and ``out``.

    Args:
        name: Name of the benchmark.
        description: What its help page says.
        count: How many lines are drawn where nothing else is asked.
    """
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=description)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def write(out: Path, lines: Sequence[dict[str, Any]]) -> None:
    """Write a sheet, a line of JSON each."""
    out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
