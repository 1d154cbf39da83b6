"""Other extractors of main text, run beside ours: bytes in, text out."""

from __future__ import annotations

import logging
from collections.abc import Callable

import trafilatura
from lxml import html
from readability import Document  # type: ignore[import-untyped]
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

logging.getLogger("readability").setLevel(logging.ERROR)
_BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "br", "pre")


def by_trafilatura(content: bytes) -> str:
    """Run trafilatura with its defaults, reader comments left out."""
    return trafilatura.extract(content, include_comments=False) or ""


def by_readability(content: bytes) -> str:
    """readability-lxml; its cut-out of the page as text, a line for each block."""
    try:
        tree = html.fromstring(Document(_decoded(content)).summary())
    except Exception:  # it gives up on pages without a body
        return ""
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return "".join(map(str, tree.itertext()))


def by_resiliparse(content: bytes) -> str:
    """Run resiliparse for its main content."""
    return str(extract_plain_text(_decoded(content), main_content=True, alt_texts=False, links=False))


def _decoded(content: bytes) -> str:
    return str(bytes_to_str(content, detect_encoding(content) or "utf-8"))


PEERS: dict[str, Callable[[bytes], str]] = {
    "trafilatura": by_trafilatura,
    "readability-lxml": by_readability,
    "resiliparse": by_resiliparse,
}
"""Extractors by name."""
