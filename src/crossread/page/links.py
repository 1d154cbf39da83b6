"""Links from the story to other sites."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from crossread.page.markup import Markup
from crossread.record import Block, Fact, Link, Span

_SECOND_LEVEL = frozenset(
    ["ac", "asn", "co", "com", "edu", "gob", "gov", "gv", "ltd", "mil", "ne", "net", "nom", "or", "org", "plc", "sch"]
)


def find_links(markup: Markup, blocks: Sequence[Block], facts: Sequence[Fact]) -> tuple[Link, ...]:
    """Links in the main text that lead to another registered domain, in order.

    Args:
        markup: The page.
        blocks: Its labelled blocks.
        facts: Its facts; its own address is among them, if it is known.
    """
    own = {registered(host) for fact in facts if "address" in fact.name and (host := host_of(fact.value))}
    links = []
    for draft, block in zip(markup.blocks, blocks, strict=True):
        if block.furniture is not None:
            continue
        for node, start, end in draft.marks:
            if markup.nodes[node].tag != "a":
                continue
            address = (markup.nodes[node].element.get("href") or "").strip()
            host = host_of(address)
            if host and registered(host) not in own:
                quote = draft.text[start:end]
                span = Span(start=draft.start + start, end=draft.start + start + len(quote), quote=quote)
                links.append(Link(address=address, outlet=host, spans=(span,)))
    return tuple(links)


def host_of(address: str) -> str:
    """Host of an absolute web address without ``www.``; empty for any other."""
    if not address.lower().startswith(("http://", "https://", "//")):
        return ""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def registered(host: str) -> str:
    """The part of a host that is registered by one owner: ``news.example.co.uk`` gives ``example.co.uk``."""
    labels = host.split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])
