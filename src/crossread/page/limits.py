"""Caps of page reading. They depend on the input alone, never on a clock; docs/limits.md lists them.

Each was set well above the largest of 258 news pages from 41 countries (2.2 MB, 3,300 elements, 33 levels).
"""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 32_000_000
"""Bytes of a raw page; a larger one is refused (CR202)."""

MAX_TAGS: Final = 300_000
"""Opening angle brackets in HTML; the page is cut before the next one (CR605)."""

MAX_DEPTH: Final = 500
"""Levels of nested elements; the tags of deeper ones are taken as line ends (CR605)."""

MAX_TABLE_ROWS: Final = 20_000
"""Rows of all tables of a page; the text of later rows is not read (CR605)."""

MAX_TEXT: Final = 8_000_000
"""Code points of a page's text; what follows is not read (CR605)."""

MAX_FLAT_TEXT: Final = 12_000_000
"""Code points of a flattened text; what follows is not read (CR605)."""

MAX_EXTRACTOR_ELEMENTS: Final = 25_000
"""Elements of a page that is given to the extractors; a larger one is read by our own rules alone (CR605)."""

MAX_EXTRACTOR_TEXT: Final = 1_000_000
"""Code points of text of a page that is given to the extractors."""

MAX_JSON_LD: Final = 2_000_000
"""Characters of JSON-LD that are decoded, all scripts together (CR605)."""

MAX_EXTRACTOR_DEPTH: Final = 150
"""Levels of nested elements of a page that is given to the extractors, which walk some of them again and again."""

MAX_TAGGED_SENTENCES: Final = 1_000
"""Sentences up to which the model reads along; a longer story is read by rules alone (CR605)."""
