"""Page reading: main text, headings, date and authors of real pages, beside other extractors.

Paths are folders of one of two forms, told by their gold file:

* ``gold_flat.json``: ``{"some/page.html.gz": {"text", "heads", "date", "authors"}}``; the pages stand under the
  folder or its ``test_data``;
* ``ground-truth.json``: ``{ID: {"articleBody"}}`` with ``html/ID.html.gz``, the form of the
  article-extraction-benchmark (scrapinghub).

Text is scored as that benchmark scores it: shingles of four words, precision and recall averaged over pages, F1 of
the averages; a page is exact if its shingles are. Headings: F1 over all headings of the pages whose gold has
headings (gold made by parsers that know none says nothing), compared by letters.
Dates: share of pages with a gold date whose day is right. Authors: share of pages with gold authors whose set of
names is right, compared by letters.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks._peers import PEERS
from benchmarks.frame import Figure, Result, f1, ratio
from crossread.errors import CrossreadError
from crossread.page import read_page
from crossread.record import Page, RawPage

_WORD = re.compile(r"\w+")
_NOT_LETTER = re.compile(r"[\W_]+")
_SHINGLE = 4
_NOT_BODY = frozenset({"headline", "byline", "dateline", "time"})


@dataclass(frozen=True)
class Item:
    """A page and its gold.

    Attributes:
        name: Its key in the gold file.
        content: Its bytes.
        gold: Its entry in the gold file.
        flat: Whether the gold file is of the first form.
    """

    name: str
    content: bytes
    gold: dict[str, Any]
    flat: bool


@dataclass
class Scores:
    """Sums over pages.

    Attributes:
        text: Shares of true positive, false positive and false negative shingles, by reader, a page each.
        headings: Counts of true positive, false positive and false negative headings.
        dates: Whether the day is right, a page each.
        authors: Whether the authors are right, a page each.
        refused: Pages that could not be read.
    """

    text: dict[str, list[tuple[float, float, float]]] = field(default_factory=dict)
    headings: Counter[str] = field(default_factory=Counter)
    dates: list[bool] = field(default_factory=list)
    authors: list[bool] = field(default_factory=list)
    refused: int = 0


def run(paths: list[Path], limit: int | None) -> Result:
    """Score the pages of the folders."""
    scores = Scores()
    predictions: dict[str, Any] = {}
    for count, item in enumerate(item for path in paths for item in _items(path)):
        if count == limit:
            break
        predictions[item.name] = _score(item, scores)
    return Result(
        _figures(scores), _rows(scores), ("reader", "precision", "recall", "F1", "exact", "pages"), [predictions]
    )


def body_of(page: Page) -> str:
    """The main text of a page without headline, byline and dates, a line for each block."""
    return "\n".join(block.spans[0].quote for block in page.main_blocks if block.kind not in _NOT_BODY)


def _items(folder: Path) -> Iterator[Item]:
    flat = folder / "gold_flat.json"
    gold: dict[str, dict[str, Any]] = json.loads((flat if flat.exists() else folder / "ground-truth.json").read_text())
    for name, entry in gold.items():
        places = [folder / name, folder / "test_data" / name, folder / "html" / f"{name}.html.gz"]
        path = next(place for place in places if place.is_file())
        with gzip.open(path) as file:
            yield Item(name, file.read(), entry, flat.exists())


def _score(item: Item, scores: Scores) -> dict[str, Any]:
    """Score one page; the prediction in the gold's own form."""
    try:
        page: Page | None = read_page(RawPage(content=item.content, name=item.name, media_type="text/html"))
    except CrossreadError:
        page, scores.refused = None, scores.refused + 1
    true = item.gold.get("text" if item.flat else "articleBody") or ""
    text = body_of(page) if page else ""
    scores.text.setdefault("crossread", []).append(shingle_shares(true, text))
    for name, extract in PEERS.items():
        scores.text.setdefault(name, []).append(shingle_shares(true, extract(item.content)))
    if not item.flat:
        return {"articleBody": text}
    prediction = _facts(page, text)
    _score_facts(item.gold, prediction, scores)
    return prediction


def _facts(page: Page | None, text: str) -> dict[str, Any]:
    if page is None:
        return {"text": "", "heads": [], "title": None, "authors": [], "date": None}
    title, date = page.fact("headline"), page.fact("published")
    return {
        "text": text,
        "heads": [block.spans[0].quote for block in page.main_blocks if block.kind == "heading"],
        "title": title.value if title else None,
        "authors": [fact.value for fact in page.facts if fact.name == "author"],
        "date": date.value if date else None,
    }


def _score_facts(gold: dict[str, Any], prediction: dict[str, Any], scores: Scores) -> None:
    true, found = Counter(map(_letters, gold["heads"])), Counter(map(_letters, prediction["heads"]))
    if true:
        scores.headings["both"] += (true & found).total()
        scores.headings["found"] += found.total()
        scores.headings["true"] += true.total()
    if gold.get("date"):
        scores.dates.append(gold["date"][:10] == (prediction["date"] or "")[:10])
    if gold.get("authors"):
        scores.authors.append(set(map(_letters, gold["authors"])) == set(map(_letters, prediction["authors"])))


def _letters(text: str) -> str:
    return _NOT_LETTER.sub("", text).casefold()


def shingle_shares(true: str, found: str) -> tuple[float, float, float]:
    """Shares of shingles in both, found alone and true alone; they sum to 1, or to 0 if there are none."""
    one, other = _shingles(true), _shingles(found)
    both, extra, missed = (one & other).total(), (other - one).total(), (one - other).total()
    whole = both + extra + missed
    return (both / whole, extra / whole, missed / whole) if whole else (0.0, 0.0, 0.0)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - _SHINGLE + 1))
    return Counter(shingle for at in starts if (shingle := tuple(words[at : at + _SHINGLE])))


def _of_text(shares: list[tuple[float, float, float]]) -> tuple[float, float, float, float]:
    """Precision, recall, F1 and exact share, as the article-extraction-benchmark averages them."""
    precisions = [_part(both, extra, missed, extra) for both, extra, missed in shares if both + extra > 0]
    recalls = [_part(both, extra, missed, missed) for both, extra, missed in shares if both + missed > 0]
    precision, recall = fmean(precisions or [0.0]), fmean(recalls or [0.0])
    exact = fmean([float(extra == missed == 0) for _, extra, missed in shares] or [0.0])
    return precision, recall, f1(precision, recall), exact


def _part(both: float, extra: float, missed: float, other: float) -> float:
    if extra == missed == 0:
        return 1.0
    return both / (both + other) if both + other else 0.0


def _figures(scores: Scores) -> dict[str, Figure]:
    ours, peer = _of_text(scores.text.get("crossread", [])), _of_text(scores.text.get("trafilatura", []))
    counts = scores.headings
    precision, recall = ratio(counts["both"], counts["found"]), ratio(counts["both"], counts["true"])
    headings = None if precision is None or recall is None else f1(precision, recall)
    return {
        "text_f1": ours[2],
        "exact": ours[3],
        "heading_f1": headings,
        "date_accuracy": fmean(map(float, scores.dates)) if scores.dates else None,
        "author_accuracy": fmean(map(float, scores.authors)) if scores.authors else None,
        "trafilatura_text_f1": peer[2],
        "trafilatura_exact": peer[3],
    }


def _rows(scores: Scores) -> list[Sequence[Figure]]:
    return [[name, *_of_text(shares), len(shares)] for name, shares in scores.text.items()]
