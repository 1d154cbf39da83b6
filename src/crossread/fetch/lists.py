"""Lists of pages: what a feed, a sitemap or a list of addresses names, and what it says of each page. Pure.

A list is told from a page by its content, whatever its name (`list_kind`): XML whose outermost element is one of a
feed's or a sitemap's, or plain text in which every line that is neither empty nor a comment (``#``) is an http or
https address. A file whose name ends in ``.urls`` is always a list of addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Literal
from urllib.parse import urljoin

from crossread.errors import ListUnreadable
from crossread.page.decode import decode
from crossread.record import Fact, FactName, KnownFrom, Notice, RawPage, Record

ListKind = Literal["feed", "sitemap", "addresses"]

MAX_LISTED: Final = 200_000
"""Pages of one list; a sitemap has at most 50,000 (sitemaps.org)."""

LIST_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml", "text/plain",
     "application/gzip", "application/x-gzip", "application/warc", "text/uri-list"}
)  # fmt: skip
"""Media types under which lists and archives are served, beside those of pages."""

ADDRESSES_SUFFIX: Final = ".urls"
"""Suffix of files that are always lists of addresses."""

_HEAD = 4_096  # characters in which the outermost element of a list begins
_SKIPPED = re.compile(
    r"\s*(?:<\?[^>]{0,1000}\?>|<!--(?:[^-]|-(?!->)){0,2000}-->"
    r"|<!doctype[^>\[]{0,500}(?:\[[^\]]{0,16000}\]\s{0,9})?>)?",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|rdf|feed|channel|urlset|sitemapindex)(?=[\s/>])", re.IGNORECASE)
_ROOT_KINDS: Mapping[str, ListKind] = {"urlset": "sitemap", "sitemapindex": "sitemap"}
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]{1,12}|[0-9]{1,12});?")
_ENTITY = "<!entity"


class ListedPage(Record, frozen=True, kw_only=True):
    """A page that a list names.

    Attributes:
        address: Its address, absolute.
        facts: What the list says of it, the address among it.
        is_list: Whether the list says that it is a list itself, as an index of sitemaps does.
    """

    address: str
    facts: tuple[Fact, ...] = ()
    is_list: bool = False


class PageList(Record, frozen=True, kw_only=True):
    """The pages a list names.

    Attributes:
        kind: What kind of list it is.
        pages: The pages, in its order, each address once.
        notices: What in it names no page, or was cut.
    """

    kind: ListKind
    pages: tuple[ListedPage, ...] = ()
    notices: tuple[Notice, ...] = ()


def list_kind(raw: RawPage) -> ListKind | None:
    """What kind of list some bytes are; None for a page.

    Args:
        raw: The bytes; they need not be whole for XML, and must be for a list of addresses.
    """
    if (raw.name or "").lower().endswith(ADDRESSES_SUFFIX):
        return "addresses"
    head = raw.content[: _HEAD * 4]
    text = _head_of(head)
    if text.startswith("<"):
        found = _ROOT.match(text)
        return _ROOT_KINDS.get(found[1].lower(), "feed") if found else None
    first = next(iter(_lines(text)), "")
    return "addresses" if _ADDRESS.match(first) and _all_addresses(raw.content) else None


def read_list(raw: RawPage) -> PageList:
    """The pages that a list names.

    Args:
        raw: The list; the address it came from stands among its facts, if it has one.

    Raises:
        ListUnreadable: It is damaged, or declares entities.
        PageError: Its bytes are no text, or exceed the cap.
    """
    kind = list_kind(raw)
    if kind is None:
        raise ListUnreadable("neither a feed, nor a sitemap, nor a list of addresses")
    text = decode(raw).text
    if kind != "addresses" and _ENTITY in text.casefold():
        # Nested entities unfold to any size; lists of news do without them.
        raise ListUnreadable("the list declares entities of its own, which can unfold without end")
    return _READERS[kind](_REFERENCE.sub(_character, text), base_of(raw))


def base_of(raw: RawPage) -> str:
    """The address a list came from; empty for a file."""
    return next((fact.value for fact in raw.facts if fact.name == "address"), "")


def listed(address: str, known_from: KnownFrom, facts: Mapping[FactName, str | None]) -> ListedPage:
    """A page with what a list says of it.

    Args:
        address: Its address.
        known_from: The kind of list.
        facts: What the list says; what is empty is left out.
    """
    told: list[Fact] = [Fact(name="address", value=address, known_from=known_from)]
    for name, value in facts.items():
        if value:
            # A change of a site's frame or of its software moves a sitemap's `lastmod` of stories years old.
            trusted = not (known_from == "sitemap" and name == "modified")
            told.append(Fact(name=name, value=value[:1_000], known_from=known_from, trusted=trusted))
    return ListedPage(address=address, facts=tuple(told))


def absolute(base: str, told: str) -> str | None:
    """An http or https address as a list tells it, made absolute; None if it is none.

    Args:
        base: The address of the list; empty for a file.
        told: What it tells.
    """
    told = told.strip()
    try:
        address = urljoin(base, told)
    except ValueError:  # half an IPv6 address
        return None
    return address if told and _ADDRESS.fullmatch(address) else None


def page_list(kind: ListKind, found: list[ListedPage], nameless: int, where: str) -> PageList:
    """A list of pages, each once, and what was left out.

    Args:
        kind: The kind of list.
        found: The pages, in its order.
        nameless: How many entries name no page.
        where: What such an entry is called, in the plural.
    """
    pages = {page.address: page for page in reversed(found)}
    unique = [page for address in dict.fromkeys(page.address for page in found) if (page := pages[address])]
    notices = []
    if nameless:
        notices.append(Notice(code="CR105", message=f"{where} without an http or https address", count=nameless))
    if len(unique) > MAX_LISTED:
        over = len(unique) - MAX_LISTED
        notices.append(Notice(code="CR105", message=f"{where} after the first {MAX_LISTED:,} are not read", count=over))
    return PageList(kind=kind, pages=tuple(unique[:MAX_LISTED]), notices=tuple(notices))


def _character(reference: re.Match[str]) -> str:
    """A reference to a character as it stands; U+FFFD for one to what is no character, at which XML readers break."""
    digits = reference[1]
    point = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return "\ufffd" if point == 0 or 0xD800 <= point <= 0xDFFF or point > 0x10FFFF else reference[0]


def _head_of(head: bytes) -> str:
    """How a text begins, without what may stand before the outermost element of XML."""
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = head.decode("utf-16" if wide else "utf-8-sig", "replace")
    while (found := _SKIPPED.match(text)) and found.end():
        text = text[found.end() :]
    return text


def _lines(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.splitlines()) if line and not line.startswith("#")]


def _all_addresses(content: bytes) -> bool:
    return all(_ADDRESS.fullmatch(line) for line in _lines(content.decode("utf-8-sig", "replace")))


def _addresses(text: str, _base: str) -> PageList:
    lines = _lines(text.removeprefix("\ufeff"))
    good = [ListedPage(address=line) for line in lines if _ADDRESS.fullmatch(line)]
    return page_list("addresses", good, len(lines) - len(good), "lines")


def _feed(text: str, base: str) -> PageList:
    from crossread.fetch.feeds import read_feed  # a third of a second, which lists of addresses need not wait for

    return read_feed(text, base)


def _sitemap(text: str, base: str) -> PageList:
    from crossread.fetch.sitemaps import read_sitemap

    return read_sitemap(text, base)


_READERS: Mapping[ListKind, Callable[[str, str], PageList]] = {
    "addresses": _addresses,
    "feed": _feed,
    "sitemap": _sitemap,
}
