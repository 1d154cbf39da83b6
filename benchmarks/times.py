"""Times in TimeML files (TimeBank): extents and values of TIMEX3, beside dateparser in the same run.

dateparser is scored twice: on its own search, and handed the gold words (`dateparser_day_value`), which our reader
must find for itself.

Read through the public reader, the document's own date given as the user's fact "published". An extent is found
where a time of ours shares a character with it (relaxed). The day value counts gold TIMEX3 of type DATE whose value is
one day: right where one of the times found there means just that day. Gold annotates the day alone in "since Friday"
and both days of "from 3 to 5 May", so an open time counts with its told bound, and a range with the bound on the
side of the gold words. Table rows show every granularity; a value coarser than a day is right where
our interval has that granularity and lies inside ("early November" inside November).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

from lxml import etree

import crossread
from benchmarks.frame import Figure, Result, f1, ratio
from crossread.record import When

_UNSAFE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+);)")


@dataclass(frozen=True)
class Timex:
    """One gold expression: bounds in the document's text, type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True)
class Document:
    """One TimeML file."""

    name: str
    text: str
    created: str
    gold: list[Timex]


@dataclass(frozen=True)
class Found:
    """One expression found by a reader: bounds, and the days it may stand for, first the bound at its own start."""

    start: int
    end: int
    first: str | None
    last: str | None
    grain: str = ""
    value: str | None = None


def run(paths: list[Path], limit: int | None) -> Result:
    """Score every file."""
    ours, peer, helped = Score(), Score(), Score()
    for document in islice(_documents(paths), limit):
        ours.add(document, find(document))
        peer.add(document, search_with_dateparser(document))
        helped.add(document, parse_with_dateparser(document))
    rows: list[Sequence[Figure]] = [
        (grain, count, ours.right[grain] / count, peer.right[grain] / count, helped.right[grain] / count)
        for grain, count in sorted(ours.gold.items(), key=lambda item: -item[1])
    ]
    figures: dict[str, Figure] = {
        "extent_f1": ours.extent_f1,
        "extent_precision": ratio(ours.true, ours.true + ours.spurious),
        "extent_recall": ratio(ours.true, ours.true + ours.missed),
        "day_value": ratio(ours.right["DATE day"], ours.gold["DATE day"]),
        "dateparser_extent_f1": peer.extent_f1,
        "dateparser_day_value": ratio(helped.right["DATE day"], helped.gold["DATE day"]),
        "dateparser_search_day_value": ratio(peer.right["DATE day"], peer.gold["DATE day"]),
        "day_values": ours.gold["DATE day"],
    }
    return Result(
        figures=figures,
        rows=rows,
        header=("gold type", "count", "value right", "dateparser search", "dateparser given words"),
    )


class Score:
    """Counts of extents and values over documents."""

    def __init__(self) -> None:
        self.true = self.missed = self.spurious = 0
        self.gold: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, document: Document, found: list[Found]) -> None:
        """Count one document."""
        used: set[int] = set()
        for gold in document.gold:
            touching = [i for i, item in enumerate(found) if item.start < gold.end and item.end > gold.start]
            self.true += bool(touching)
            self.missed += not touching
            used.update(touching)
            grain = _grain(gold)
            self.gold[grain] += 1
            self.right[grain] += any(_is_right(gold, found[i]) for i in touching)
        self.spurious += len(found) - len(used)

    @property
    def extent_f1(self) -> float:
        """F1 of relaxed extents."""
        return f1(
            self.true / max(1, self.true + self.spurious),
            self.true / max(1, self.true + self.missed),
        )


# ------------------------------------------------------------------- gold


def _documents(paths: list[Path]) -> Iterator[Document]:
    for path in paths:
        for file in sorted(path.rglob("*.tml")) if path.is_dir() else [path]:
            yield read_timeml(file)


def read_timeml(path: Path) -> Document:
    """A TimeML file; characters before ``TEXT`` are left out, offsets count from its first."""
    source = _UNSAFE.sub("&amp;", path.read_text(encoding="utf-8"))
    root = etree.fromstring(source.encode())
    created = next(t.get("value") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME")
    body = next(root.iter("TEXT"))
    pieces: list[str] = []
    gold: list[Timex] = []
    _walk(body, pieces, gold)
    return Document(path.name, "".join(pieces), str(created)[:10], gold)


def _walk(element: etree._Element, pieces: list[str], gold: list[Timex]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, gold)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        end = sum(map(len, pieces))
        gold.append(Timex(start, end, str(element.get("type")), str(element.get("value"))))


def _grain(gold: Timex) -> str:
    shapes = {r"\d{4}-\d\d-\d\d": "day", r"\d{4}-\d\d": "month", r"\d{4}": "year", r"\d{4}-Q\d": "quarter",
              r"\d{4}-W\d\d": "week", r"[A-Z]+_REF": "vague"}  # fmt: skip
    if gold.type != "DATE":
        return gold.type
    return "DATE " + next((name for shape, name in shapes.items() if re.fullmatch(shape, gold.value)), "other")


def _is_right(gold: Timex, found: Found) -> bool:
    grain = _grain(gold).removeprefix("DATE ")
    if grain == "day":
        told = {found.first, found.last} if found.end - found.start > gold.end - gold.start else {found.first}
        return gold.value in told
    if grain in {"month", "year", "quarter", "week"}:
        first, last = _bounds(gold.value, grain)
        return (
            found.grain == grain
            and bool(found.first and found.last)
            and first <= str(found.first) <= str(found.last) <= last
        )
    if grain == "vague":
        return found.grain == "vague"
    if grain == "TIME":
        return gold.value[:10] in {found.first, (found.first or "")[:10]}
    return found.value is not None and found.value == gold.value


def _bounds(value: str, grain: str) -> tuple[str, str]:
    year = int(value[:4])
    if grain == "week":
        monday = date.fromisocalendar(year, int(value[-2:]), 1)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    first, count = {"year": (1, 12), "month": (int(value[5:7] or 1) if grain == "month" else 1, 1),
                    "quarter": (3 * int(value[-1]) - 2 if grain == "quarter" else 1, 3)}[grain]  # fmt: skip
    after = date(year + (first + count - 1) // 12, (first + count - 1) % 12 + 1, 1)
    return date(year, first, 1).isoformat(), (after - timedelta(days=1)).isoformat()


# ---------------------------------------------------------------- readers


def find(document: Document) -> list[Found]:
    """Our times, through the public reader."""
    report = crossread.read_text(document.text, published=document.created)
    return [_found(when) for when in report.times]


def _found(when: When) -> Found:
    span = when.spans[0]
    first, last = when.earliest, when.latest
    if when.precision in {"day", "part of day", "hour", "minute"}:
        words = span.quote.lower()
        if words.startswith("since"):
            last = first
        elif words.startswith(("until", "till")):
            first = last
        single = first == last or words.startswith(("from", "between")) or re.search(r"\d ?(?:-|–|to) ?\d", words)
        first, last = ((first or "")[:10], (last or "")[:10]) if single else (None, None)
    elif first != last and when.precision == "vague":
        first = last = None
    return Found(span.start, span.end, first, last, when.precision, when.value)


def _settings(document: Document) -> dict[str, object]:
    return {"RELATIVE_BASE": datetime.fromisoformat(document.created), "PREFER_DATES_FROM": "past"}


def search_with_dateparser(document: Document) -> list[Found]:
    """What dateparser's search finds, with the document's date as its base and dates preferred in the past."""
    from dateparser.search import search_dates  # type: ignore[import-untyped]

    found: list[Found] = []
    at = 0
    for words, when in search_dates(document.text, languages=["en"], settings=_settings(document)) or ():
        start = document.text.find(words, at)
        if start >= 0:
            at = start + len(words)
            day = when.date().isoformat()
            found.append(Found(start, at, day, day, "day"))
    return found


def parse_with_dateparser(document: Document) -> list[Found]:
    """What dateparser makes of the gold words themselves: the help that our reader does not get."""
    import dateparser  # type: ignore[import-untyped]

    found: list[Found] = []
    for gold in document.gold:
        words = document.text[gold.start : gold.end]
        when = dateparser.parse(words, languages=["en"], settings=_settings(document))
        if when:
            day = when.date().isoformat()
            found.append(Found(gold.start, gold.end, day, day, "day"))
    return found
