"""What a page shows around its story: byline, dates, dateline, breadcrumb, page clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from crossread.data import rows
from crossread.page.authors import authors_in_line, clean_authors
from crossread.page.headline import Headline
from crossread.page.markup import Markup
from crossread.page.names import names_of
from crossread.page.phrases import ParsedDate, date_line, dateline_of, parse_date
from crossread.page.stamps import iso_stamp
from crossread.page.story import Story
from crossread.page.writer import Draft
from crossread.record import FactName, FurnitureKind, KnownFrom, Span

_MODIFIED_HINT = re.compile(r"modif|updat|edited|aktualis", re.IGNORECASE)
_NEAR = 10  # blocks around the story's start in which byline and date are looked for
_MAX_BYLINE = 200
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_WORD = re.compile(r"\.?\s(?:de\s)?([^\W\d_]{3,14})\.?,?\s(?:de\s|del\s)?(?=\d{4})", re.IGNORECASE)
_STEP = re.compile(r"\s*[>\u00bb\u203a/|\u2192]\s*")


@dataclass(frozen=True)
class SeenDate:
    """A date the page shows.

    Attributes:
        value: ISO 8601.
        span: Its words.
        label: The fact it tells.
        known_from: How it is told.
        block: Index of its block.
    """

    value: str
    span: Span
    label: FactName
    known_from: KnownFrom
    block: int


@dataclass(slots=True)
class Shown:
    """What a page shows around its story.

    Attributes:
        headline: The headline's words.
        standfirst: The standfirst.
        author_names: Names in visible bylines.
        bylines: Blocks that are bylines.
        dates: Dates of the story.
        clocks: Today's date, as the theme prints it.
        dateline: Words of the dateline.
        agency: Agency named in it, with its place.
        breadcrumb: ``Home > News`` and its place.
    """

    headline: Span | None = None
    standfirst: list[Span] = field(default_factory=list)
    author_names: list[str] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    dates: list[SeenDate] = field(default_factory=list)
    clocks: list[SeenDate] = field(default_factory=list)
    dateline: Span | None = None
    agency: tuple[str, Span] | None = None
    breadcrumb: tuple[str, Span] | None = None

    def dates_of(self, name: FactName) -> list[SeenDate]:
        """Dates shown for a fact, in order."""
        return [seen for seen in self.dates if seen.label == name]

    def date(self, name: FactName, day: str) -> SeenDate | None:
        """The place where a day is shown for a fact."""
        return next((seen for seen in self.dates_of(name) if seen.value[:10] == day), None)

    def place_of(self, text: str, name: str) -> Span | None:
        """Where an author's name stands in a byline."""
        for start, end in self._byline_bounds:
            at = text.find(name, start, end)
            if at >= 0:
                return Span(start=at, end=at + len(name), quote=name)
        return None

    _byline_bounds: list[tuple[int, int]] = field(default_factory=list)


def find_shown(markup: Markup, story: Story, headline: Headline) -> Shown:
    """Find what a page shows around its story.

    Args:
        markup: The page.
        story: Which blocks are the story.
        headline: Where the headline stands.
    """
    shown = Shown()
    if headline.index is not None:
        shown.headline = _span(markup.blocks[headline.index])
    shown.standfirst = [_span(markup.blocks[index]) for index in story.standfirst]
    near, between = _near(markup, story, headline)
    for index in near:
        _look_for_byline(shown, markup, index, story)
        _look_for_dates(shown, markup, index, between=index in between)
    _look_for_clock(shown, markup, story, set(near), headline)
    _look_for_dateline(shown, markup, story, headline)
    _look_for_breadcrumb(shown, markup, story.furniture)
    shown._byline_bounds = [(markup.blocks[index].start, markup.blocks[index].end) for index in shown.bylines]
    return shown


def _span(block: Draft, start: int = 0, end: int | None = None) -> Span:
    quote = block.text[start:end]
    return Span(start=block.start + start, end=block.start + start + len(quote), quote=quote)


def _near(markup: Markup, story: Story, headline: Headline) -> tuple[list[int], set[int]]:
    """Blocks around the start of the story, nearest first, and those of them between headline and story."""
    first = next((index for index, main in enumerate(story.main) if main and index != headline.index), 0)
    top = headline.index if headline.index is not None else first
    low, high = min(top, first), max(top, first)
    after = range(low, min(high + _NEAR, len(markup.blocks)))
    before = range(low - 1, max(-1, low - _NEAR), -1)
    return [*after, *before], {index for index in range(low, high) if not story.main[index]}


def _hinted(markup: Markup, index: int, part: str) -> bool:
    words = names_of(part)
    node = markup.blocks[index].node
    for _ in range(4):
        if node < 0:
            return False
        if words.search(markup.nodes[node].hints):
            return True
        node = markup.nodes[node].parent
    return False


def _look_for_byline(shown: Shown, markup: Markup, index: int, story: Story) -> None:
    text = markup.blocks[index].text
    if len(text) > _MAX_BYLINE or index in story.standfirst:
        return
    names = authors_in_line(text)
    if not names and not story.main[index] and _hinted(markup, index, "byline"):
        names = [name for name in clean_authors([text]) if _is_person(name)]
    if names:
        shown.bylines.append(index)
        shown.author_names += [name for name in names if name not in shown.author_names]


def _is_person(name: str) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 5
        and all(word[0].isupper() or len(word) < 4 for word in words)
        and not re.search(r"\d", name)
    )


def _look_for_dates(shown: Shown, markup: Markup, index: int, *, between: bool) -> None:
    block = markup.blocks[index]
    if len(block.text) > _MAX_BYLINE:
        return
    for node, start, end in block.marks:
        element = markup.nodes[node].element
        if markup.nodes[node].tag == "time" and (stamp := iso_stamp(element.get("datetime") or "")):
            hints = markup.nodes[node].hints + block.text[max(0, start - 30) : start]
            label: FactName = "modified" if _MODIFIED_HINT.search(hints) and "publish" not in hints else "published"
            shown.dates.append(SeenDate(stamp, _span(block, start, end), label, "html", index))
            return
    for parsed in date_line(block.text) or _loose_date(markup, index, between=between):
        span = _span(block, parsed.start, parsed.end)
        shown.dates.append(SeenDate(parsed.value, span, parsed.label or "published", "text", index))


def _loose_date(markup: Markup, index: int, *, between: bool) -> tuple[ParsedDate, ...]:
    """The first date of a short line, where it stands between headline and story or is called a date."""
    text = markup.blocks[index].text
    if not (between or _hinted(markup, index, "date") or authors_in_line(text)):
        return ()
    if parsed := parse_date(text):
        return (parsed,)
    parsed = parse_date(_in_english(text))
    return (ParsedDate(value=parsed.value, start=0, end=len(text)),) if parsed else ()


def _in_english(text: str) -> str:
    """A line with its month's name in English, and without the stops and particles that stand beside it."""
    return _MONTH_WORD.sub(lambda match: f" {_months().get(match[1].casefold(), match[1])} ", text)


@cache
def _months() -> dict[str, str]:
    return {
        name: _ENGLISH_MONTHS[number]
        for _, names in rows("month_names.tsv")
        for number, name in enumerate(names.split())
    }


def _look_for_clock(shown: Shown, markup: Markup, story: Story, near: set[int], headline: Headline) -> None:
    for index, block in enumerate(markup.blocks):
        if len(block.text) > 60 or story.main[index]:
            continue
        hinted = _hinted(markup, index, "page clock")
        above = headline.index is not None and index < headline.index
        dates = date_line(block.text) if hinted or (above and index not in near) else ()
        if dates and (hinted or dates[0].weekday) and dates[0].label is None:
            span = _span(block, dates[0].start, dates[0].end)
            shown.clocks.append(SeenDate(dates[0].value, span, "page clock", "page clock", index))
            story.furniture[index] = "page clock"
    if shown.clocks:
        clocks = {seen.block for seen in shown.clocks}
        shown.dates = [seen for seen in shown.dates if seen.block not in clocks]


def _look_for_dateline(shown: Shown, markup: Markup, story: Story, headline: Headline) -> None:
    for index, main in enumerate(story.main):
        if main and index != headline.index and index not in story.standfirst:
            line = dateline_of(markup.blocks[index].text)
            if line:
                block = markup.blocks[index]
                shown.dateline = _span(block, line.start, line.end)
                if line.agency:
                    at = block.text.find(line.agency, line.start, line.end)
                    found = _span(block, at, at + len(line.agency)) if at >= 0 else shown.dateline
                    shown.agency = (line.agency, found)
            return


def _look_for_breadcrumb(shown: Shown, markup: Markup, furniture: Sequence[FurnitureKind | None]) -> None:
    trail = [index for index, kind in enumerate(furniture) if kind == "breadcrumb"]
    if not trail:
        return
    run = [index for index in trail if index - trail[0] <= len(trail)]
    steps = _steps(markup, run)
    if steps:
        start, end = markup.blocks[run[0]].start, markup.blocks[run[-1]].end
        span = Span(start=start, end=end, quote=markup.text[start:end])
        shown.breadcrumb = (" > ".join(steps), span)


def _steps(markup: Markup, run: Sequence[int]) -> list[str]:
    """The steps of a trail: its blocks, or the linked words of its one block."""
    steps: list[str] = []
    for index in run:
        block = markup.blocks[index]
        links = [block.text[start:end] for node, start, end in block.marks if markup.nodes[node].tag == "a"]
        parts = links if len(links) > 1 else _STEP.split(block.text)
        steps += [part.strip() for part in parts if part.strip() and not _STEP.fullmatch(part)]
    return [step for index, step in enumerate(steps) if step not in steps[:index]]
