"""Texts and pages that benchmarks give to the public reader."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import crossread
from benchmarks.frame import json_lines
from crossread.errors import CrossreadError
from crossread.record import Report

_PAGES = (".html", ".htm", ".xhtml", ".html.gz", ".txt")


@dataclass(frozen=True)
class Source:
    """Something to read.

    Attributes:
        id: Name within its file or folder.
        title: The headline, if it is given apart from the text.
        content: The text, or a page's bytes.
    """

    id: str
    title: str | None
    content: str | bytes

    def report(self) -> Report | None:
        """The report, None if it cannot be read at all."""
        try:
            if isinstance(self.content, bytes):
                return crossread.read(self.content)
            return crossread.read_text(with_title(self.title, self.content))
        except CrossreadError:
            return None


def with_title(title: str | None, text: str) -> str:
    """A text under its title, which stands once."""
    return text if not title or text.lstrip().startswith(title) else f"{title}\n\n{text}"


def sources(path: Path) -> Iterator[Source]:
    """What a path holds: JSON lines with ``article_title`` and ``article_content``, or a folder of pages.

    Args:
        path: A ``.jsonl`` or ``.jsonl.gz`` file, or a folder with ``.html``, ``.html.gz`` and ``.txt`` files.
    """
    if path.is_dir():
        for page in sorted(page for page in path.rglob("*") if page.name.endswith(_PAGES)):
            content = gzip.decompress(page.read_bytes()) if page.suffix == ".gz" else page.read_bytes()
            text = content.decode() if page.suffix == ".txt" else content
            yield Source(str(page.relative_to(path)), None, text)
        return
    for number, item in enumerate(json_lines(path)):
        yield Source(str(item.get("unit_id", number)), item["article_title"], item["article_content"])
