"""What a document says of itself in its ``meta``, ``link`` and ``title`` elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import html

_NAMES = ("property", "name", "itemprop", "http-equiv")
_SPACES = re.compile(r"\s+")
_MAX_VALUE = 5_000


@dataclass(slots=True)
class Meta:
    """Values by lower-case name, in the order of the document.

    Attributes:
        values: Contents of ``meta`` elements by property, name or itemprop.
        title: Text of the ``title`` element.
        canonical: Target of ``link rel=canonical``.
        language: ``lang`` of the document.
    """

    values: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    language: str = ""

    def first(self, *names: str) -> str:
        """The first value of the first of these names that has one; empty if none has."""
        return next((values[0] for name in names if (values := self.values.get(name))), "")

    def all(self, *names: str) -> list[str]:
        """All values of the first of these names that has one."""
        return next((values for name in names if (values := self.values.get(name))), [])


def read_meta(root: html.HtmlElement) -> Meta:
    """The ``meta``, ``link`` and ``title`` elements of a document.

    Args:
        root: The parsed document.
    """
    meta = Meta(language=(root.get("lang") or root.get("xml:lang") or "").strip())
    for element in root.iter("meta", "link", "title"):
        if element.tag == "meta":
            _add(meta, element)
        elif element.tag == "link" and not meta.canonical:
            if "canonical" in (element.get("rel") or "").lower().split():
                meta.canonical = (element.get("href") or "").strip()[:_MAX_VALUE]
        elif element.tag == "title" and not meta.title and _in_head(element):
            meta.title = _line(element.text_content())
    return meta


def _in_head(element: html.HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag != "svg"


def _add(meta: Meta, element: html.HtmlElement) -> None:
    value = _line(element.get("content") or "")
    if not value:
        return
    for attribute in _NAMES:
        if name := element.get(attribute):
            meta.values.setdefault(name.strip().lower(), []).append(value)


def _line(text: str) -> str:
    return _SPACES.sub(" ", text[:_MAX_VALUE]).strip()
