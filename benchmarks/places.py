"""Places in the XML of LGL, TR-News and GeoWebNews: given mentions resolved, and places found and resolved.

Resolving: every gold mention with coordinates is given, whatever it is, and is right within 161 km (100 miles) of the
gold point; a name that the gazetteer lacks is wrong. Beside it, in the same run, each name's most populous candidate.
Finding: places of the public reader against gold mentions, right where the words overlap and the points are within
161 km. Gold adjectives ("Russian") count as missed, since the reader makes no places of them; `end_to_end_f1_names`
leaves them out.
"""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import crossread
from benchmarks._toponyms import Article, Toponym, articles
from benchmarks.frame import Figure, Result, f1, ratio
from crossread.places.entries import Entry
from crossread.places.gazetteer import Gazetteer, shipped_file
from crossread.places.keys import key_of
from crossread.places.naming import choose, look_up
from crossread.places.resolution import kilometres

_NEAR_KM = 161.0
_LOOKUPS = 20_000
_APOSTROPHES = str.maketrans("’‘", "''")  # as the reading copy has them


@dataclass
class Score:
    """Counts over mentions.

    Attributes:
        counts: ``gold``, ``covered``, ``right``, ``population``, ``reachable``, ``found``, ``true``, ``adjectives``.
    """

    counts: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, whole: str = "gold") -> float | None:
        """One count as a share of another."""
        return ratio(self.counts[part], self.counts[whole])

    def f1(self, gold: int) -> float:
        """F1 of finding and resolving, with so many gold mentions."""
        return f1(self.counts["true"] / max(1, self.counts["found"]), self.counts["true"] / max(1, gold))


def run(paths: list[Path], limit: int | None) -> Result:
    """Score every article."""
    gold = list(islice(articles(paths), limit))
    before = _memory()
    speed, uncached = lookups_per_second([toponym.words for article in gold for toponym in article.toponyms])
    memory = _memory() - before
    scores: dict[str, Score] = {}
    predictions: list[object] = []
    for article in gold:
        for score in (scores.setdefault("all", Score()), scores.setdefault(article.name.split("/")[0], Score())):
            made = _resolve(article, score)
            _find(article, score)
        predictions += made
    everything = scores["all"]
    counts = everything.counts
    figures: dict[str, Figure] = {
        "accuracy_161km": everything.share("right"),
        "coverage": everything.share("covered"),
        "accuracy_covered": everything.share("right", "covered"),
        "population_accuracy_161km": everything.share("population"),
        "end_to_end_f1": everything.f1(counts["gold"]),
        "lookups_per_second": speed,
        "lookups_per_second_uncached": uncached,
        "reachable": everything.share("reachable"),
        "end_to_end_f1_names": everything.f1(counts["gold"] - counts["adjectives"]),
        "memory_mb": memory,
        "mentions": counts["gold"],
    }
    rows = [_row(name, score) for name, score in scores.items() if name != "all" or len(scores) > 2]
    header = ("file", "mentions", "right", "covered", "right of covered", "population only", "reachable", "precision",
              "recall", "end-to-end F1")  # fmt: skip
    return Result(figures=figures, rows=rows, header=header, predictions=predictions)


def _row(name: str, score: Score) -> Sequence[Figure]:
    counts = score.counts
    return (
        name, counts["gold"], score.share("right"), score.share("covered"), score.share("right", "covered"),
        score.share("population"), score.share("reachable"), ratio(counts["true"], counts["found"]),
        ratio(counts["true"], counts["gold"]), score.f1(counts["gold"]),
    )  # fmt: skip


def _resolve(article: Article, score: Score) -> list[object]:
    """Give the gold mentions and count the choices."""
    chosen = choose(
        article.text.translate(_APOSTROPHES), [(toponym.start, toponym.end) for toponym in article.toponyms]
    )
    made: list[object] = []
    for toponym, (looked, choice) in zip(article.toponyms, chosen, strict=True):
        entries = choice.entries
        score.counts["gold"] += 1
        score.counts["adjectives"] += looked.adjective
        score.counts["covered"] += bool(entries)
        if entries:
            score.counts["right"] += is_right(toponym, entries[0])
            score.counts["reachable"] += any(is_right(toponym, entry) for entry in entries)
            largest = max(entries, key=lambda entry: (entry.population, entry.id))
            score.counts["population"] += is_right(toponym, largest)
        made.append({"article": article.name, "start": toponym.start, "words": toponym.words,
                     "entry": entries[0].id if entries else None})  # fmt: skip
    return made


def _find(article: Article, score: Score) -> None:
    """Read the article and count the places found."""
    report = crossread.read_text(article.text)
    at = _Alignment(article.text, report.page.text)
    spans = [
        (at.start(s.start), at.start(s.start) + len(s.quote), place) for place in report.places for s in place.spans
    ]
    aside = article.without_point
    for start, end, place in spans:
        gold = [t for t in article.toponyms if t.start < end and start < t.end]
        if not gold and any(s < end and start < e for s, e in aside):
            continue
        score.counts["found"] += 1
        point = place.latitude, place.longitude
        if gold and point[0] is not None and point[1] is not None:
            score.counts["true"] += kilometres(gold[0].latitude, gold[0].longitude, point[0], point[1]) <= _NEAR_KM


class _Alignment:
    """Offsets of the article's text for offsets of the page's, which may have lost white space at its ends."""

    def __init__(self, article: str, page: str) -> None:
        self._page = page
        self._article = article
        self._same = article == page
        self._map = None if self._same else _map(page, article)

    def start(self, offset: int) -> int:
        """The article's offset of a page's."""
        return offset if self._map is None else self._map[min(offset, len(self._map) - 1)]


def _map(page: str, article: str) -> list[int]:
    """For each character of the page its place in the article; both differ in white space alone."""
    places, at = [], 0
    for character in page:
        if not character.isspace():
            found = article.find(character, at)
            at = found if found >= 0 else at
        places.append(at)
        at += not character.isspace()
    return places


def is_right(toponym: Toponym, entry: Entry) -> bool:
    """Whether an entry's point lies within 161 km of the gold point."""
    return kilometres(toponym.latitude, toponym.longitude, entry.latitude, entry.longitude) <= _NEAR_KM


def lookups_per_second(names: Sequence[str]) -> tuple[float, float]:
    """Lookups of the gold names in their order, in processor time: as the reader does them, and without any cache.

    Args:
        names: Words of the gold mentions, repeats included.

    Returns:
        Lookups a second of a gazetteer opened anew, and of one that keeps no answer.
    """
    keys = [look_up(name).name for name in names] or ["Kabul"]
    fresh = Gazetteer(shipped_file())
    begin = time.process_time()
    for key in keys:
        fresh.named(key)
    cached = len(keys) / max(1e-9, time.process_time() - begin)
    begin = time.process_time()
    for number in range(_LOOKUPS):
        fresh.with_key(key_of(keys[number % len(keys)]))
    return cached, _LOOKUPS / (time.process_time() - begin)


def _memory() -> float:
    """Highest resident memory so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
