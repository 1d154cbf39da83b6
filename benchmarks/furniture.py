"""Furniture of whole pages: no line of it read as the report, no line of the report taken for furniture.

Paths are folders of ``NAME.html`` with ``NAME.json``: ``{"paras": [...], "heads": [...], "furn": [...]}``. A
paragraph or heading must be a main block; a line of furniture that is on the page must stand in furniture blocks
alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.frame import Figure, Result
from crossread.page import read_page
from crossread.record import RawPage


def run(paths: list[Path], limit: int | None) -> Result:
    """Count the wrong lines of all pages."""
    pages = [page for path in paths for page in sorted(path.glob("*.html")) if page.with_suffix(".json").exists()]
    rows: list[Sequence[Figure]] = [(page.name, *_wrong(page)) for page in pages[:limit]]
    sums = [sum(int(row[at] or 0) for row in rows) for at in (1, 2, 3, 4)]
    keys = ("story_lines", "story_as_furniture", "furniture_lines", "furniture_as_main")
    return Result(dict(zip(keys, sums, strict=True)), rows, ("page", *keys))


def _wrong(path: Path) -> tuple[int, int, int, int]:
    gold = json.loads(path.with_suffix(".json").read_text())
    page = read_page(RawPage(content=path.read_bytes(), name=path.name))
    main = [_plain(block.spans[0].quote) for block in page.main_blocks]
    story = [_plain(line) for line in gold["paras"] + gold["heads"]]
    furniture = [_plain(line) for line in gold["furn"] if _plain(line) in _plain(page.text)]
    lost = [line for line in story if line not in main]
    kept = [line for line in furniture if any(line in block for block in main)]
    for line in lost + kept:
        print(f"{path.name}: {'lost' if line in lost else 'kept'}: {line[:90]}")
    return len(story), len(lost), len(furniture), len(kept)


def _plain(text: str) -> str:
    return " ".join(text.split())
