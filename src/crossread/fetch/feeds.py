"""RSS (all versions) and Atom feeds, by feedparser, which also reads those that are not well-formed. Pure.

What a feed says of a page is kept: title, date of publication and of change, and, in a feed that gathers from several
outlets, the outlet (RSS ``source``, Atom ``source``). The title of the feed itself is not the outlet's name ("World
news", "Latest"), and is not taken for it.
"""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import feedparser

from crossread.errors import ListUnreadable
from crossread.fetch.lists import ListedPage, PageList, absolute, listed, page_list
from crossread.page.stamps import iso_stamp

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,1000}\?>")
_TAG = re.compile(r"<[^<>]{0,1000}>")


def read_feed(text: str, base: str) -> PageList:
    """The pages a feed names, in its order.

    Args:
        text: The feed; entities of its own must have been refused before.
        base: The address it came from; empty for a file.

    Raises:
        ListUnreadable: Nothing in it can be read as a feed.
    """
    data = _DECLARATION.sub("", text, count=1).encode()  # which names the encoding the bytes had before
    headers = {"content-type": "application/xml; charset=utf-8", **({"content-location": base} if base else {})}
    # Never the text itself: feedparser takes one that looks like an address or a path for it.
    feed = feedparser.parse(BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    if not feed.version and not feed.entries:
        raise ListUnreadable(f"no feed can be read in it{_why(feed)}")
    found = [_page(entry, base, rss=feed.version.startswith("rss")) for entry in feed.entries]
    pages = [page for page in found if page is not None]
    return page_list("feed", pages, len(found) - len(pages), "entries")


def _why(feed: Any) -> str:
    error = feed.get("bozo_exception")
    return f" ({str(error)[:120]})" if error else ""


def _page(entry: Any, base: str, *, rss: bool) -> ListedPage | None:
    address = absolute(base, entry.get("feedburner_origlink") or entry.get("link") or "")
    if address is None:
        return None
    published, updated = _date(entry, "published"), _date(entry, "updated")
    if rss and published is None:  # dc:date, the only date of RSS 1.0
        published, updated = updated, None
    source = entry.get("source") or {}
    return listed(
        address,
        "feed",
        {
            "title": _words(entry.get("title")),
            "published": published,
            "modified": updated if updated != published else None,
            "outlet": _words(source.get("title")),
        },
    )


def _date(entry: Any, name: str) -> str | None:
    """A date as ISO 8601, with the zone the feed gave; feedparser's own reading, in UTC, where ours finds none."""
    told = dict.get(entry, name)  # feedparser's own lookup falls back to another date
    if not isinstance(told, str):
        return None
    if stamp := iso_stamp(told):
        return stamp
    parsed = dict.get(entry, f"{name}_parsed")  # seconds and all, in UTC
    return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed and parsed[0] > 1900 else None


def _words(told: Any) -> str | None:
    """A title as plain words: feeds escape HTML once or twice."""
    if not isinstance(told, str):
        return None
    return " ".join(unescape(_TAG.sub(" ", told)).split()) or None
