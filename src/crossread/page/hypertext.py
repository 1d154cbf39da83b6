"""An HTML page read in numbered steps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossread.page.articles import Others, find_articles, times_of_entries
from crossread.page.decode import Decoded
from crossread.page.facts import Known, authors_of, descriptions_of, facts_of, titles_of
from crossread.page.headline import Headline, find_headline
from crossread.page.jsonld import LinkedData, read_linked_data
from crossread.page.limits import MAX_EXTRACTOR_DEPTH, MAX_EXTRACTOR_ELEMENTS, MAX_EXTRACTOR_TEXT
from crossread.page.links import find_links
from crossread.page.markup import TEXT_VERSION, Markup, read_markup
from crossread.page.meta import read_meta
from crossread.page.opinions import Opinions, cover, key, opinions_of
from crossread.page.places import places_of
from crossread.page.shapes import Shape, shapes_of
from crossread.page.story import Evidence, Story, choose_story
from crossread.page.visible import Shown, find_shown
from crossread.record import Article, Block, BlockKind, FurnitureKind, Notice, Page, RawPage, Span, text_hash

_LOW_AGREEMENT = 0.87  # below it lie a fifth of 258 news pages, and half of the 18 read with an F1 under 0.9
_MIN_BODY = 200  # letters; a shorter articleBody is a teaser


def read_html(decoded: Decoded, raw: RawPage) -> Page:
    """Read an HTML page.

    Args:
        decoded: Its decoded source.
        raw: Its bytes and what is known of them from outside.

    Raises:
        PageEmpty: It holds no text.
    """
    # 1 the one text, with the place of every block in the tree
    markup = read_markup(decoded.text)
    # 2 what the page says of itself
    linked, meta = read_linked_data(markup.root), read_meta(markup.root)
    # 3 what each block looks like, and which is the headline
    shapes = shapes_of(markup)
    headline = find_headline(markup, shapes, titles_of(linked, meta))
    # 4 what other extractors take for the story
    opinions, cut = _opinions(markup)
    # 5 the story, and the kind of everything else
    evidence = Evidence(
        markup=markup,
        shapes=shapes,
        places=places_of(markup, shapes),
        opinions=opinions,
        linked=_linked_cover(markup, linked),
        headline=headline,
        descriptions=descriptions_of(linked, meta),
        authors=tuple(map(key, authors_of(linked, meta))),
    )
    story = choose_story(evidence)
    # 6 facts, with how each is known
    shown = find_shown(markup, story, headline)
    facts = facts_of(Known(markup, linked, meta, shown, raw.facts))
    # 7 articles told apart, entries of a live page
    articles, others = find_articles(markup, shapes, story, headline)
    times = times_of_entries(markup, story, linked)
    # 8 the page
    blocks = _blocks(markup, Labels(shapes, story, headline, shown, articles, others, times))
    confidence = opinions.agreement(markup)
    notices = [*decoded.notices, *markup.notices, *linked.notices, *cut, *_notices(story, confidence, len(articles))]
    return Page(
        text=markup.text,
        text_sha256=text_hash(markup.text),
        text_version=TEXT_VERSION,
        raw_sha256=hashlib.sha256(raw.content).hexdigest(),
        form="html",
        encoding=decoded.encoding,
        blocks=blocks,
        facts=facts,
        links=find_links(markup, blocks, facts),
        articles=articles,
        confidence=confidence,
        notices=tuple(notices),
    )


def _opinions(markup: Markup) -> tuple[Opinions, list[Notice]]:
    deepest = max(node.depth for node in markup.nodes)
    small = len(markup.nodes) <= MAX_EXTRACTOR_ELEMENTS and len(markup.text) <= MAX_EXTRACTOR_TEXT
    if small and deepest <= MAX_EXTRACTOR_DEPTH:
        return opinions_of(markup), []
    message = "the page is too large or too deep for the extractors; the story was chosen by our own rules alone"
    return Opinions(None, None), [Notice(code="CR605", message=message)]


def _linked_cover(markup: Markup, linked: LinkedData) -> list[float] | None:
    body = linked.articles[0].body if linked.articles else ""
    return cover(markup, body.split("\n")) if len(body) >= _MIN_BODY else None


@dataclass(frozen=True)
class Labels:
    """All that is known of the blocks when they are made."""

    shapes: Sequence[Shape]
    story: Story
    headline: Headline
    shown: Shown
    articles: tuple[Article, ...]
    others: Others
    times: Mapping[int, str]

    @property
    def chosen(self) -> int | None:
        """Index of the chosen article."""
        return next((index for index, article in enumerate(self.articles) if article.chosen), None)


def _blocks(markup: Markup, labels: Labels) -> tuple[Block, ...]:
    bylines = set(labels.shown.bylines)
    dates = {seen.block for seen in labels.shown.dates}
    made = []
    for index, draft in enumerate(markup.blocks):
        kind, furniture = _label(labels, index, bylines, dates)
        other = labels.others.get(index)
        made.append(
            Block(
                kind=kind,
                furniture=furniture,
                level=labels.shapes[index].level if kind == "heading" else None,
                article=labels.chosen if furniture is None else other,
                time=labels.times.get(index),
                wrapped=draft.verbatim and kind == "paragraph" and "\n" in draft.text,
                spans=(Span(start=draft.start, end=draft.end, quote=draft.text),),
            )
        )
    return tuple(made)


def _label(labels: Labels, index: int, bylines: set[int], dates: set[int]) -> tuple[BlockKind, FurnitureKind | None]:
    furniture = labels.story.furniture[index]
    if furniture in ("other", "author box", None) and index in bylines:
        return "byline", None
    if furniture == "other" and index in dates:
        return "time", None
    if index in labels.others:
        furniture = "other article"
    return _kind(labels, index), furniture


def _kind(labels: Labels, index: int) -> BlockKind:
    if index == labels.headline.index:
        return "headline"
    if index in labels.story.standfirst:
        return "standfirst"
    if index in labels.story.lines:
        return "paragraph"
    return "heading" if index in labels.story.headings else labels.shapes[index].kind


def _notices(story: Story, confidence: float | None, articles: int) -> list[Notice]:
    if not story.found:
        return [Notice(code="CR608", message="no story was found; all of the page is labelled as furniture")]
    notices = []
    if articles > 1:
        notices.append(Notice(code="CR607", message=f"{articles} articles on the page; one was chosen", count=articles))
    if confidence is not None and confidence < _LOW_AGREEMENT:
        message = f"two extractors agree on {confidence:.0%} of the story only"
        notices.append(Notice(code="CR606", message=message))
    return notices
