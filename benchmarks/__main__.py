"""``uv run python -m benchmarks NAME PATH... [--limit N] [--out FILE]``: run one benchmark.

Prints a table and, as its last line, one JSON object. Each benchmark is one module of this package with a
function ``run(paths, limit) -> Result``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path
from typing import cast

import benchmarks
from benchmarks.frame import Benchmark, table

_FRAME = {"__main__", "frame", "gold"}


def names() -> list[str]:
    """Names of all benchmarks, sorted."""
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.ispkg)
    return sorted(name for name in found if name not in _FRAME and not name.startswith("_"))


def main() -> int:
    """Run the benchmark named on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--limit", type=int, help="score at most N items")
    parser.add_argument("--out", type=Path, help="write the predictions in the gold file's own form")
    call = parser.parse_args()
    missing = [str(path) for path in call.paths if not path.exists()]
    if missing:
        parser.error(f"no such file or folder: {', '.join(missing)}")
    run = cast("Benchmark", importlib.import_module(f"benchmarks.{call.name}").run)
    result = run(call.paths, call.limit)
    print(table(result))
    if call.out:
        call.out.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in result.predictions))
    print(json.dumps(result.figures))
    return 0


sys.exit(main())
