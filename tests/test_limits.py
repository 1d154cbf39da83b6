"""`docs/limits.md` says what the code holds."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from crossread.batch import pool as batch
from crossread.errors import HELP
from crossread.fetch import gathering, guard, lists, manners, warc, web
from crossread.page import limits

DOCS = (Path(__file__).parent.parent / "docs" / "limits.md").read_text(encoding="utf-8")


def _told(part: str) -> dict[str, int]:
    """Names and values in the table of a part."""
    section = DOCS.partition(f"## {part}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(MAX_\w+)`[^|]*\| ([\d,]+) \|", section, re.MULTILINE)
    return {name: int(value.replace(",", "")) for name, value in rows}


def _held(module: ModuleType) -> dict[str, int]:
    return {name: int(value) for name, value in vars(module).items() if name.startswith("MAX_")}


@pytest.mark.parametrize(
    ("part", "module"),
    [("Caps of page reading", limits), ("Caps of the process", batch), ("Caps of fetching", web)],
)
def test_every_cap_is_told_with_its_value(part: str, module: ModuleType) -> None:
    held = _held(module)
    if module is batch:
        held["MAX_MEMORY"] >>= 20
    if module is web:
        held["MAX_BYTES"] = limits.MAX_BYTES
    assert _told(part) == held


def test_every_code_told_is_explained() -> None:
    assert set(re.findall(r"CR\d{3}", DOCS)) <= set(HELP)


def test_every_cap_of_gathering_is_told_with_its_value() -> None:
    held = {name: value for module in (guard, lists, manners, warc, gathering) for name, value in _held(module).items()}
    del held["MAX_BYTES"]  # that of a page, which is told above
    assert _told("Caps of gathering") == held
