"""What is known about a page, and how: JSON-LD first, then meta elements, then what the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crossread.page.authors import clean_authors
from crossread.page.jsonld import LinkedArticle, LinkedData
from crossread.page.markup import Markup
from crossread.page.meta import Meta
from crossread.page.opinions import key
from crossread.page.order import in_order
from crossread.page.stamps import day_in_address, iso_stamp
from crossread.page.visible import Shown
from crossread.record import Fact, FactName, KnownFrom, Span

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "publication_date", "pubdate",
    "publishdate", "date.release", "dcterms.created", "dcterms.date", "dc.date.issued", "dc.date.created", "dc.date",
    "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "last-published", "article.published", "article.created", "ptime", "displaydate", "rnews:datepublished",
    "weibo:article:create_at", "vr:published_time", "bt:pubdate", "date_published", "datecreated", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified", "og:updated_time", "article:updated_time", "datemodified",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "revision_date", "article.updated", "utime",
)  # fmt: skip
_AUTHOR = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl", "byline", "cxenseparse:author", "vr:author", "twitter:data1", "creator", "mediator",
)  # fmt: skip
_TITLE_END = re.compile(r"\s+(?:[-|\u2013\u2014\u2022\u00b7\u00bb:]|::)\s+")
_LANGUAGE = re.compile(r"\A[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}\Z")
_LANGUAGES = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es", "arabic": "ar"}
_MAX_FACT = 1_000


@dataclass(frozen=True)
class Known:
    """All that a page says of itself.

    Attributes:
        markup: Its text and tree.
        linked: JSON-LD.
        meta: Elements of its head.
        shown: What it shows around its story.
        given: Facts from outside.
    """

    markup: Markup
    linked: LinkedData
    meta: Meta
    shown: Shown
    given: tuple[Fact, ...] = ()

    @property
    def article(self) -> LinkedArticle:
        """The article of JSON-LD, empty if there is none."""
        return self.linked.articles[0] if self.linked.articles else LinkedArticle()


def facts_of(known: Known) -> tuple[Fact, ...]:
    """The facts of a page, in the order of `order`; of those with one name and value the first is kept.

    Args:
        known: All that the page says of itself.
    """
    own = [fact for finder in _FINDERS for fact in finder(known)]
    kept: dict[tuple[FactName, str], Fact] = {}
    for fact in in_order(known.given, own):
        if fact.value:
            kept.setdefault((fact.name, fact.value[:_MAX_FACT]), fact)
    return tuple(kept.values())


def titles_of(linked: LinkedData, meta: Meta) -> list[str]:
    """Titles told in the head of a document, best first."""
    told = [article.headline for article in linked.articles[:2] if article.kind != "WebPage"]
    told += meta.all("og:title")[:1] + meta.all("twitter:title")[:1] + meta.all("title")[:1]
    title = meta.title
    told += [part for part in (*_TITLE_END.split(title), title) if len(part) > 15] if title else []
    return [one for one in told if one]


def descriptions_of(linked: LinkedData, meta: Meta) -> tuple[str, ...]:
    """Summaries told in the head of a document."""
    told = [article.description for article in linked.articles[:2]]
    told += meta.all("og:description")[:1] + meta.all("description")[:1] + meta.all("twitter:description")[:1]
    return tuple(one for one in told if one)


def authors_of(linked: LinkedData, meta: Meta) -> list[str]:
    """Authors told in the head of a document, from the best place that names any."""
    told = [article.authors for article in linked.articles] + [meta.all(name) for name in _AUTHOR]
    return next((names for values in told if (names := clean_authors(values))), [])


def _fact(
    name: FactName,
    value: str,
    known_from: KnownFrom,
    *,
    span: Span | None = None,
    shown: str | None = None,
    trusted: bool = True,
) -> Fact:
    return Fact(
        name=name,
        value=value[:_MAX_FACT],
        known_from=known_from,
        trusted=trusted,
        shown=shown if shown != value else None,
        spans=(span,) if span else (),
    )


def _titles(known: Known) -> Iterator[Fact]:
    title = known.meta.title or known.meta.first("og:title")
    if title:
        yield _fact("title", title, "html" if known.meta.title else "meta")
    headline = known.shown.headline
    if known.article.headline:
        same = headline is not None and key(headline.quote) == key(known.article.headline)
        yield _fact(
            "headline",
            known.article.headline,
            "json-ld",
            span=headline if same else None,
            shown=headline.quote if headline and same else None,
        )
        if same:
            return
    if headline is not None:
        yield _fact("headline", headline.quote, "html", span=headline)
    elif og := known.meta.first("og:title"):
        yield _fact("headline", og, "meta")


def _standfirst(known: Known) -> Iterator[Fact]:
    for span in known.shown.standfirst:
        yield _fact("standfirst", span.quote, "html", span=span)


def _authors(known: Known) -> Iterator[Fact]:
    sources: list[tuple[list[str], KnownFrom]] = [(article.authors, "json-ld") for article in known.linked.articles]
    sources += [(known.meta.all(name), "meta") for name in _AUTHOR]
    sources += [([name], "byline") for name in known.shown.author_names[:1]]
    outlet = {key(name) for name in (known.article.publisher, known.meta.first("og:site_name")) if name}
    fallback: tuple[list[str], KnownFrom] = ([], "json-ld")
    for values, known_from in [*sources, (known.shown.author_names, "byline")]:
        names = clean_authors(values)
        if names and any(key(name) not in outlet for name in names):
            yield from (_author(known, name, known_from) for name in names)
            return
        fallback = fallback if fallback[0] else (names, known_from)
    yield from (_author(known, name, fallback[1]) for name in fallback[0])


def _author(known: Known, name: str, known_from: KnownFrom) -> Fact:
    return _fact("author", name, known_from, span=known.shown.place_of(known.markup.text, name))


def _published(known: Known) -> Iterator[Fact]:
    return _dates(known, "published", [article.published for article in known.linked.articles], _PUBLISHED)


def _modified(known: Known) -> Iterator[Fact]:
    return _dates(known, "modified", [article.modified for article in known.linked.articles], _MODIFIED)


def _dates(known: Known, name: FactName, linked: Iterable[str], metas: Sequence[str]) -> Iterator[Fact]:
    stamps: list[tuple[str, KnownFrom]] = [(stamp, "json-ld") for stamp in linked if stamp][:1]
    stamps += [(stamp, "meta") for stamp in _meta_stamps(known.meta, metas)][:1]
    for stamp, known_from in stamps:
        seen = known.shown.date(name, stamp[:10])
        yield _fact(name, stamp, known_from, span=seen.span if seen else None, shown=seen.span.quote if seen else None)
    if not stamps:
        for seen in known.shown.dates_of(name)[:1]:
            yield _fact(name, seen.value, seen.known_from, span=seen.span, shown=seen.span.quote)
            return
        address = _address(known)
        if name == "published" and address and (day := day_in_address(urlsplit(address).path)):
            yield _fact(name, day, "address")


def _meta_stamps(meta: Meta, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        for value in meta.all(name)[:1]:
            if stamp := iso_stamp(value):
                yield stamp


def _clock(known: Known) -> Iterator[Fact]:
    for seen in known.shown.clocks:
        yield _fact("page clock", seen.value, "page clock", span=seen.span, shown=seen.span.quote, trusted=False)


def _dateline(known: Known) -> Iterator[Fact]:
    if (line := known.shown.dateline) is not None:
        yield _fact("dateline", line.quote, "dateline", span=line)
    if (agency := known.shown.agency) is not None:
        yield _fact("agency", agency[0], "dateline", span=agency[1])


def _outlet(known: Known) -> Iterator[Fact]:
    if known.article.publisher:
        yield _fact("outlet", known.article.publisher, "json-ld")
    elif known.meta.first("og:site_name", "application-name"):
        yield _fact("outlet", known.meta.first("og:site_name", "application-name"), "meta")
    elif known.linked.site:
        yield _fact("outlet", known.linked.site, "json-ld")
    elif site := _site_in_title(known):
        yield _fact("outlet", site, "html")


def _site_in_title(known: Known) -> str:
    """What follows the headline in the title of the document: by custom, the name of the site."""
    parts = _TITLE_END.split(known.meta.title)
    headline = known.shown.headline
    if len(parts) < 2 or headline is None:
        return ""
    before = key(" ".join(parts[:-1]))
    return parts[-1].strip() if before and before in key(headline.quote) + key(known.meta.title)[: len(before)] else ""


def _section(known: Known) -> Iterator[Fact]:
    if known.article.section:
        yield _fact("section", known.article.section, "json-ld")
    elif section := known.meta.first("article:section", "parsely-section", "section", "dc.subject"):
        yield _fact("section", section, "meta")


def _breadcrumb(known: Known) -> Iterator[Fact]:
    shown = known.shown.breadcrumb
    if len(known.linked.breadcrumb) > 1:
        yield _fact("breadcrumb", " > ".join(known.linked.breadcrumb), "json-ld", span=shown[1] if shown else None)
    elif shown:
        yield _fact("breadcrumb", shown[0], "html", span=shown[1], shown=shown[1].quote)


def _language(known: Known) -> Iterator[Fact]:
    declared: list[tuple[str, KnownFrom]] = [
        (known.meta.language, "html"),
        (known.article.language, "json-ld"),
        (known.meta.first("content-language", "og:locale", "language", "dc.language"), "meta"),
    ]
    for value, known_from in declared:
        if _LANGUAGE.match(value):
            yield _fact("language", value.replace("_", "-"), known_from)
            return
        if value.casefold() in _LANGUAGES:
            yield _fact("language", _LANGUAGES[value.casefold()], known_from)
            return


def _canonical(known: Known) -> Iterator[Fact]:
    if address := _address(known):
        known_from: KnownFrom = "html" if known.meta.canonical else "meta" if known.meta.first("og:url") else "json-ld"
        yield _fact("canonical address", address, known_from)


def _address(known: Known) -> str:
    """The address the page gives as its own, absolute; empty if it gives none."""
    given = next((fact.value for fact in known.given if fact.name == "address"), "")
    told = known.meta.canonical or known.meta.first("og:url") or known.article.address
    try:
        address = urljoin(given, told) if told else ""
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


_FINDERS = (
    _titles, _standfirst, _authors, _published, _modified, _clock, _dateline, _outlet, _section, _breadcrumb,
    _language, _canonical,
)  # fmt: skip
