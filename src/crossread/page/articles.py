"""Several articles on one page, and the entries of a live page."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.page.headline import Headline
from crossread.page.jsonld import LinkedData
from crossread.page.markup import Markup
from crossread.page.opinions import key
from crossread.page.prose import is_prose
from crossread.page.shapes import Shape
from crossread.page.stamps import iso_stamp
from crossread.page.story import Story
from crossread.record import Article, Span

_LEAST_PROSE = 300  # characters; less is the teaser of an article, not an article
_LEAST_ENTRIES = 3
_MOST_OF_STORY = 0.5  # share of the story's prose that the entries of a live page hold
_START = 60  # letters by which an entry told in JSON-LD is found

Others = dict[int, int]
"""Index of the article for each block of another article."""


def find_articles(
    markup: Markup, shapes: Sequence[Shape], story: Story, headline: Headline
) -> tuple[tuple[Article, ...], Others]:
    """The articles of a page in order, the chosen one among them, and where the blocks of the others belong.

    Args:
        markup: The page.
        shapes: Shapes of its blocks.
        story: Which blocks are the chosen story.
        headline: Where its headline stands.
    """
    if not story.found:
        return (), {}
    first = headline.index if headline.index is not None else story.main.index(True)
    heads = {first: -1, **_others(markup, shapes, story)}
    articles: list[Article] = []
    belongs: Others = {}
    for number, (head, node) in enumerate(sorted(heads.items())):
        named = node >= 0 or headline.index is not None
        block = markup.blocks[head]
        span = Span(start=block.start, end=block.end, quote=block.text)
        articles.append(Article(headline=block.text if named else None, chosen=node < 0, spans=(span,)))
        if node >= 0:
            blocks = range(markup.nodes[node].first, markup.nodes[node].last)
            belongs.update((index, number) for index in blocks if story.furniture[index] in (None, "other"))
    return tuple(articles), belongs


def _others(markup: Markup, shapes: Sequence[Shape], story: Story) -> dict[int, int]:
    """Headings of the other articles, with the element of each."""
    found: dict[int, int] = {}
    until = 0
    for number, node in enumerate(markup.nodes):
        if node.tag != "article" or node.hidden or node.first < until or any(story.main[node.first : node.last]):
            continue
        inside = range(node.first, node.last)
        prose = sum(
            len(markup.blocks[index].text)
            for index in inside
            if shapes[index].links < _MOST_OF_STORY and is_prose(markup.blocks[index].text)
        )
        head = next((index for index in inside if shapes[index].level in (1, 2)), None)
        if prose >= _LEAST_PROSE and head is not None and story.furniture[head] not in ("reader comment", "hidden"):
            found[head], until = number, node.last
    return found


def times_of_entries(markup: Markup, story: Story, linked: LinkedData) -> dict[int, str]:
    """The time of each block that belongs to an entry of a live page; empty for any other page.

    Args:
        markup: The page.
        story: Which blocks are the story.
        linked: JSON-LD, which may tell the entries.
    """
    return _by_elements(markup, story) or _by_linked_data(markup, story, linked)


def _by_elements(markup: Markup, story: Story) -> dict[int, str]:
    """Entries by elements of one name beside one another, each with its own ``time``."""
    groups: dict[tuple[int, str, str], dict[int, str]] = {}
    for node, stamp in _stamps(markup):
        for around in markup.ancestors(node):
            one = markup.nodes[around]
            name = (one.parent, one.tag, (one.element.get("class") or "").partition(" ")[0])
            groups.setdefault(name, {}).setdefault(around, stamp)
    whole = _prose(markup, story, range(len(markup.blocks)))
    best: dict[int, str] = {}
    for group in groups.values():
        entries = {node: stamp for node, stamp in group.items() if _prose(markup, story, _blocks(markup, node))}
        held = sum(_prose(markup, story, _blocks(markup, node)) for node in entries)
        if len(entries) >= max(_LEAST_ENTRIES, len(best) + 1) and held > _MOST_OF_STORY * whole:
            best = entries
    return {index: stamp for node, stamp in best.items() for index in _blocks(markup, node) if story.main[index]}


def _stamps(markup: Markup) -> list[tuple[int, str]]:
    return [
        (number, stamp)
        for number, node in enumerate(markup.nodes)
        if node.tag == "time" and (stamp := iso_stamp(node.element.get("datetime") or ""))
    ]


def _blocks(markup: Markup, node: int) -> range:
    return range(markup.nodes[node].first, markup.nodes[node].last)


def _prose(markup: Markup, story: Story, blocks: range) -> int:
    return sum(len(markup.blocks[index].text) for index in blocks if story.main[index])


def _by_linked_data(markup: Markup, story: Story, linked: LinkedData) -> dict[int, str]:
    """Entries by what JSON-LD tells of each: its headline or the start of its text."""
    starts: dict[str, str] = {}
    for article in linked.articles:
        for title, body, stamp in article.updates:
            for words in (key(title), key(body)[:_START]):
                if stamp and len(words) > 8:
                    starts.setdefault(words, stamp)
    times: dict[int, str] = {}
    now = ""
    for index, block in enumerate(markup.blocks if starts else ()):
        words = key(block.text)
        now = starts.get(words) or starts.get(words[:_START]) or now
        if now and story.main[index]:
            times[index] = now
    return times if len(set(times.values())) >= _LEAST_ENTRIES else {}
