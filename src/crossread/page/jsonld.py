"""JSON-LD: what a page says of itself for machines, read with patience for broken syntax."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml import html

from crossread.page.limits import MAX_JSON_LD
from crossread.page.stamps import iso_stamp
from crossread.record import Notice

_ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "Report",
        "TechArticle",
        "ScholarlyArticle",
        "SatiricalArticle",
        "AdvertiserContentArticle",
        "VideoObject",
    ]
)
_PAGE_TYPES = frozenset({"WebPage", "ItemPage", "CreativeWork", "MediaObject"})
_WEAK_TYPES = frozenset({"VideoObject"}) | _PAGE_TYPES
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z"
)
_LINE_IN_STRING = re.compile(r"[\n\r\t]+")
_MARKUP = re.compile(r"<[^<>]{1,300}>")
_SPACES = re.compile(r"\s+")
_MAX_NODES = 20_000  # objects visited; an article page holds some dozens


@dataclass(slots=True)
class LinkedArticle:
    """What JSON-LD says of one article; empty where it says nothing.

    Attributes:
        kind: Its type, as ``NewsArticle``.
        headline: Headline.
        description: Summary.
        body: Text of the article, if it is given.
        authors: Names of its authors.
        published: ISO 8601.
        modified: ISO 8601.
        publisher: Name of the outlet.
        section: Section.
        language: Language code.
        address: Its address.
        updates: Entries of a live page: headline, body and ISO 8601 time.
    """

    kind: str = ""
    headline: str = ""
    description: str = ""
    body: str = ""
    authors: list[str] = field(default_factory=list)
    published: str = ""
    modified: str = ""
    publisher: str = ""
    section: str = ""
    language: str = ""
    address: str = ""
    updates: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class LinkedData:
    """All that JSON-LD says.

    Attributes:
        articles: Articles told of, best first; a page that is no article but has a headline or date comes last.
        breadcrumb: Names of the trail, outermost first.
        site: Name of the web site.
        notices: What was cut or could not be decoded.
    """

    articles: list[LinkedArticle] = field(default_factory=list)
    breadcrumb: list[str] = field(default_factory=list)
    site: str = ""
    notices: list[Notice] = field(default_factory=list)


def read_linked_data(root: html.HtmlElement) -> LinkedData:
    """All JSON-LD of a document.

    Args:
        root: The parsed document.
    """
    data = LinkedData()
    things = list(_things(_scripts(root, data)))
    by_id = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 2}
    for thing in things:
        types = _types(thing)
        if types & (_ARTICLE_TYPES | _PAGE_TYPES):
            data.articles.append(_article(thing, types, by_id))
        elif "BreadcrumbList" in types and not data.breadcrumb:
            data.breadcrumb = _breadcrumb(thing)
        elif "WebSite" in types and not data.site:
            data.site = _text(thing.get("name"))
    data.articles.sort(key=_rank)
    return data


def _scripts(root: html.HtmlElement, data: LinkedData) -> Iterator[Any]:
    left = MAX_JSON_LD
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        left -= len(script.text)
        if left < 0:
            message = f"JSON-LD beyond {MAX_JSON_LD} characters was not read"
            data.notices.append(Notice(code="CR605", message=message))
            return
        yield from _decode(script.text)


def _decode(source: str) -> Iterator[Any]:
    """JSON values of a script: as it stands, else with its usual faults mended; nothing if neither helps."""
    source = _WRAPPING.sub("", _WRAPPING.sub("", source)).strip().rstrip(";").strip()
    for attempt in (source, _TRAILING_COMMA.sub(r"\1", _LINE_IN_STRING.sub(" ", source))):
        try:
            yield json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return
    yield from _one_after_another(source)


def _one_after_another(source: str) -> Iterator[Any]:
    decoder, at = json.JSONDecoder(strict=False), 0
    while (at := source.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(source, at)
        except (ValueError, RecursionError):
            return
        yield value


def _things(values: Iterator[Any]) -> Iterator[dict[str, Any]]:
    """All objects with a type, outer before inner, without recursion."""
    stack, seen = list(values)[::-1], 0
    while stack and seen < _MAX_NODES:
        value = stack.pop()
        seen += 1
        if isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, dict):
            if "@type" in value:
                yield value
            inner = [
                value[name] for name in ("@graph", "mainEntity", "mainEntityOfPage", "breadcrumb") if name in value
            ]
            if not _types(value) or _types(value) & {"ItemPage", "WebPage", "CollectionPage"}:
                inner += [one for name, one in value.items() if name not in ("@graph", "mainEntity", "breadcrumb")]
            stack.extend(one for one in reversed(inner) if isinstance(one, (dict, list)))


def _types(thing: dict[str, Any]) -> set[str]:
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    return {name.rpartition("/")[2] for name in names if isinstance(name, str)}


def _rank(article: LinkedArticle) -> tuple[bool, bool, bool]:
    """Real articles first, and of them those that say most."""
    return (article.kind in _WEAK_TYPES, not article.headline, not (article.published and article.authors))


def _article(thing: dict[str, Any], types: set[str], by_id: dict[str, dict[str, Any]]) -> LinkedArticle:
    publisher = _resolved(thing.get("publisher") or thing.get("sourceOrganization"), by_id)
    section = thing.get("articleSection")
    return LinkedArticle(
        kind=min(types & (_ARTICLE_TYPES | _PAGE_TYPES), key=lambda name: (name in _WEAK_TYPES, name)),
        headline=_text(thing.get("headline")) or _text(thing.get("name")),
        description=_text(thing.get("description")) or _text(thing.get("abstract")),
        body=_long_text(thing.get("articleBody") or thing.get("text")),
        authors=_names(thing.get("author") or thing.get("creator"), by_id),
        published=_stamp(thing.get("datePublished"))
        or _stamp(thing.get("dateCreated"))
        or _stamp(thing.get("uploadDate")),
        modified=_stamp(thing.get("dateModified")),
        publisher=_text(publisher),
        section=_text(section[0] if isinstance(section, list) and section else section),
        language=_text(thing.get("inLanguage")),
        address=_address(thing),
        updates=_updates(thing.get("liveBlogUpdate")),
    )


def _updates(value: Any) -> list[tuple[str, str, str]]:
    entries = value if isinstance(value, list) else [value]
    return [
        (_text(entry.get("headline")), _long_text(entry.get("articleBody")), _stamp(entry.get("datePublished")))
        for entry in entries
        if isinstance(entry, dict)
    ]


def _address(thing: dict[str, Any]) -> str:
    for name in ("url", "mainEntityOfPage"):
        value = thing.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith("http"):
            return value.strip()
    return ""


def _resolved(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    """A thing given by reference alone, replaced by the thing."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(str(value.get("@id")), value)
    return value


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        thing = _resolved(one, by_id)
        names = thing.get("name") if isinstance(thing, dict) else thing
        for name in names if isinstance(names, list) else [names]:
            text = _text(name)
            if text and text not in found:
                found.append(text)
    return found


def _breadcrumb(thing: dict[str, Any]) -> list[str]:
    items = thing.get("itemListElement")
    steps: list[tuple[float, str]] = []
    for index, item in enumerate(items if isinstance(items, list) else [items]):
        if not isinstance(item, dict):
            continue
        inner = item.get("item")
        name = _text(item.get("name")) or _text(inner if isinstance(inner, dict) else None)
        position = item.get("position")
        order = float(position) if isinstance(position, int | float) else float(index)
        if name:
            steps.append((order, name))
    return [name for _, name in sorted(steps, key=lambda step: step[0])]


def _stamp(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e14 else ""
    return (iso_stamp(value) or "") if isinstance(value, str) else ""


def _text(value: Any) -> str:
    """One line of text, its markup and character references resolved."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return _SPACES.sub(" ", _plain(value)).strip() if isinstance(value, str) else ""


def _long_text(value: Any) -> str:
    if isinstance(value, list):
        value = "\n".join(one for one in value if isinstance(one, str))
    return _plain(value).strip() if isinstance(value, str) else ""


def _plain(text: str) -> str:
    text = unescape(unescape(text)) if "&" in text else text
    return _MARKUP.sub("\n", text) if "<" in text else text
