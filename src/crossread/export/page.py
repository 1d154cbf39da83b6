"""A page for the eyes: its facts and its blocks, each with its label."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crossread.export.safe import safe
from crossread.export.text import grid, known, section
from crossread.record import Block, Page

MAX_BLOCK = 180
"""Characters of a block that are shown where not all of it is asked for."""

_LABELS = 16


def all_facts(page: Page) -> Group:
    """Every fact, trusted or not, with how it is known."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    rows.add_column()
    for fact in page.facts:
        rows.add_row(fact.name, Text(safe(fact.value)), known(fact))
    if not page.facts:
        rows.add_row("none", "", "")
    return section("Facts", rows, f"read as {page.form}, {page.encoding}")


def blocks(page: Page, *, full: bool) -> Group:
    """Every block in order; furniture is marked by a bar and its kind.

    Args:
        page: The page.
        full: Whether blocks are shown whole.
    """
    rows = grid(labels=_LABELS)
    for block in page.blocks:
        rows.add_row(_label(block), _shown(page, block, full=full))
    main = len(page.main_blocks)
    parts: list[RenderableType] = [rows]
    return section("Blocks", Group(*parts), f"{main} of the story, {len(page.blocks) - main} of furniture")


def _label(block: Block) -> Text:
    if block.furniture is not None:
        return Text(f"┆ {block.furniture}", "yellow")
    level = f" {block.level}" if block.kind == "heading" and block.level else ""
    return Text(block.kind + level, "green")


def _shown(page: Page, block: Block, *, full: bool) -> Text:
    text = safe(page.text[block.start : block.end])
    if not full and len(text) > MAX_BLOCK:
        text = text[:MAX_BLOCK].rsplit(" ", 1)[0] + f" … ({len(text):,} characters)"
    time = f"{block.time}  " if block.time else ""
    return Text(time + text, "dim" if block.furniture is not None else "")
