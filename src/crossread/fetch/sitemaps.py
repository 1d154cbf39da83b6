"""Sitemaps and indexes of sitemaps, with the extension for news (sitemaps.org; Google's news-sitemap 0.9). Pure."""

from __future__ import annotations

from lxml import etree

from crossread.errors import ListUnreadable
from crossread.fetch.lists import ListedPage, PageList, absolute, listed, page_list
from crossread.page.stamps import iso_stamp

_FIELDS = ("loc", "lastmod", "publication_date", "title", "name")


def read_sitemap(text: str, base: str) -> PageList:
    """The pages, or further sitemaps, that a sitemap names, in its order.

    Args:
        text: The sitemap; entities of its own must have been refused before.
        base: The address it came from; empty for a file.

    Raises:
        ListUnreadable: It is no XML at all.
    """
    # Sitemaps are cut and written by hand; what is whole in them is read.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ListUnreadable(f"the sitemap is damaged: {str(error)[:120]}") from error
    if root is None:
        raise ListUnreadable("the sitemap is damaged: nothing in it can be read")
    entries = [child for child in root if _name(child) in {"url", "sitemap"}]
    pages = [page for entry in entries if (page := _page(entry, base)) is not None]
    return page_list("sitemap", pages, len(entries) - len(pages), "entries")


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace, which many sitemaps get wrong or leave undeclared."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _page(entry: etree._Element, base: str) -> ListedPage | None:
    told = _fields(entry)
    address = absolute(base, told.get("loc", ""))
    if address is None:
        return None
    if _name(entry) == "sitemap":
        return ListedPage(address=address, is_list=True)
    return listed(
        address,
        "sitemap",
        {
            "title": told.get("title"),
            "published": iso_stamp(told.get("publication_date", "")),
            "modified": iso_stamp(told.get("lastmod", "")),
            "outlet": told.get("name"),
        },
    )


def _fields(entry: etree._Element) -> dict[str, str]:
    """The first text of each field; those of pictures and films on the page (``image:title``) are not the page's."""
    found: dict[str, str] = {}
    for element in entry.iter():
        name = _name(element)
        inside = element.getparent()
        if name not in _FIELDS or inside is None:
            continue
        own = inside is entry or _name(inside) in {"news", "publication"}
        if own and element.text and name not in found:
            found[name] = " ".join(element.text.split())
    return found
