"""Finding planted copies, beside MinHash in the same run; how fast; how it grows; and who has it from whom.

Paths are folders or files of texts in any form that `_corpus` reads. Of their sentences, none used twice, 10,000
documents of 6 to 10 sentences in a row are made, and of 2,000 of them one copy each by one of six edits
(`_copy_edits`). A pair that is reported and was not planted counts as wrong.

MinHash is `rensa`: 128 permutations over runs of three words, 32 bands; of its candidates those count whose estimated
Jaccard index reaches a bound, chosen in its favour: the one with the best mean recall at a precision of .98, or with
the best precision where none reaches that.

Times are processor seconds of this one process. Growth is measured on 10,000 and 100,000 texts drawn from the
chances of one word to follow another in the documents (a Markov chain of first order).

Chains are copies of copies: a third carry dates, a third dates of one day, a third none. With dates both links of a
chain must be right; without, no link may be said.

Keys: ``recall_<edit>``, ``precision``, ``documents_per_second``, the same with ``minhash_``; ``growth`` (time for a
document among 100,000 by that among 10,000), ``near_microseconds`` (placing one text among 100,000),
``bytes_per_document`` kept; ``direction_right`` and ``direction_unsaid``. With ``--limit`` fewer documents are made,
and copies, chains and texts for growth in proportion. ``--out`` writes the pairs reported and not planted, by the
numbers of their documents, with no text.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import rensa

from benchmarks._copy_edits import EDITS, Plant, Text
from benchmarks._corpus import Unseen, texts
from benchmarks.frame import Figure, Result, ratio
from crossread.copies import Collection, Copies, CopyText, Sketch

DOCUMENTS, COPIES, CHAINS, GROWTH = 10_000, 2_000, 600, 10
_SEED = 9
_BETWEEN = (6, 10)
_BOUNDS = tuple(bound / 20 for bound in range(1, 20))

Pair = tuple[str, str]


@dataclass(frozen=True)
class Planted:
    """Documents, and the copies among them.

    Attributes:
        documents: Every document by its id.
        truth: For each pair of a copy and its original the edit.
    """

    documents: dict[str, Text]
    truth: dict[Pair, str]


def run(paths: list[Path], limit: int | None) -> Result:
    """Plant copies and look for them.

    Args:
        paths: Files and folders of texts.
        limit: Make so many documents instead of 10,000.
    """
    count = min(limit or DOCUMENTS, DOCUMENTS)
    random = Random(_SEED)
    made = list(documents(paths))
    random.shuffle(made)
    base, spare = made[:count], iter(made[count:])
    words = [word for text in base[:1500] for sentence in text for word in sentence.split()]
    plant_from = Plant(random, words, lambda: next(spare))
    planted = plant(base, COPIES * count // DOCUMENTS, plant_from)
    found, ours = ours_of(planted)
    theirs = minhash(planted)
    figures: dict[str, Figure] = {
        "documents": len(planted.documents),
        **ours,
        **{f"minhash_{key}": value for key, value in theirs.items()},
        **growth(base, random),
        **directions(base, CHAINS * count // DOCUMENTS, plant_from),
    }
    rows: list[Sequence[Figure]] = [(key, ours[key], theirs[key]) for key in ours]
    strangers = sorted({(match.one, match.other) for match in found.pairs} - planted.truth.keys())
    return Result(figures, rows, ("figure", "crossread", "minhash"), [list(pair) for pair in strangers])


def documents(paths: list[Path]) -> Iterator[Text]:
    """Documents of sentences in a row; what is left of a text goes together with the rest of others."""
    unseen, random = Unseen(), Random(_SEED)
    rest: Text = []
    for text in texts(paths):
        kept = [sentence for sentence in text if unseen(sentence)]
        while len(kept) >= _BETWEEN[0]:
            size = random.randint(*_BETWEEN)
            yield kept[:size] if len(kept) >= size else kept
            kept = kept[size:]
        rest += kept
        if len(rest) >= _BETWEEN[1]:
            yield rest[: _BETWEEN[1]]
            rest = rest[_BETWEEN[1] :]


def plant(base: list[Text], count: int, plant_from: Plant) -> Planted:
    """The documents and copies of some of them, each edit as often as the others."""
    made = {f"d{number:06}": text for number, text in enumerate(base)}
    truth = {}
    for number, source in enumerate(plant_from.random.sample(sorted(made), count)):
        edit = list(EDITS)[number % len(EDITS)]
        copy = f"e{number:06}"
        truth[source, copy] = edit
        made[copy] = EDITS[edit](made[source], plant_from)
    return Planted(made, truth)


def as_text(name: str, sentences: Text, published: str | None = None) -> CopyText:
    """A document as the engine is given it."""
    ends = np.cumsum([len(sentence) + 1 for sentence in sentences]).tolist()
    bounds = tuple((end - 1 - len(sentence), end - 1) for sentence, end in zip(sentences, ends, strict=True))
    return CopyText(id=name, text=" ".join(sentences), sentences=bounds, published=published)


def ours_of(planted: Planted) -> tuple[Copies, dict[str, Figure]]:
    """What the engine finds, and its figures."""
    given = [as_text(name, sentences) for name, sentences in planted.documents.items()]
    start = time.process_time()
    collection = Collection()
    collection.add(given)
    found = collection.copies()
    families = found.families
    seconds = time.process_time() - start
    assert families or not planted.truth
    return found, scores({(match.one, match.other) for match in found.pairs}, planted, seconds)


def scores(pairs: set[Pair], planted: Planted, seconds: float) -> dict[str, Figure]:
    """Recall of each edit, precision, speed."""
    right = planted.truth.keys() & pairs
    figures: dict[str, Figure] = {}
    for edit in EDITS:
        all_of_it = [pair for pair, name in planted.truth.items() if name == edit]
        figures[f"recall_{edit}"] = ratio(sum(pair in right for pair in all_of_it), len(all_of_it))
    figures["precision"] = ratio(len(right), len(pairs))
    figures["documents_per_second"] = round(len(planted.documents) / seconds)
    return figures


def minhash(planted: Planted) -> dict[str, Figure]:
    """The same figures for MinHash."""
    names = list(planted.documents)
    start = time.process_time()
    sets = [_runs_of_three(text) for text in planted.documents.values()]
    hashes = rensa.RMinHash.from_token_sets(sets, num_perm=128, seed=1)
    lsh = rensa.RMinHashLSH(threshold=0.3, num_perm=128, num_bands=32)
    lsh.insert_many(hashes)
    near = {}
    for number, others in enumerate(lsh.query_all(hashes)):
        for other in others:
            if other > number:
                near[names[number], names[other]] = hashes[number].jaccard(hashes[other])
    seconds = time.process_time() - start
    tried = [scores({pair for pair, value in near.items() if value >= bound}, planted, seconds) for bound in _BOUNDS]

    def favour(figures: dict[str, Figure]) -> tuple[float, float]:
        precision = float(figures["precision"] or 0)
        return min(precision, 0.98), sum(float(figures[f"recall_{edit}"] or 0) for edit in EDITS)

    return max(tried, key=favour)


def _runs_of_three(text: Text) -> list[str]:
    words = " ".join(text).lower().split()
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]


def growth(base: list[Text], random: Random) -> dict[str, Figure]:
    """Time for a document among many, by that among a tenth as many; placing one more; what is kept."""
    per_document = []
    for count in (len(base), GROWTH * len(base)):
        given = list(_drawn(base, count, random.randint(0, 2**32)))
        start = time.process_time()
        collection = Collection()
        collection.add(given)
        collection.copies()
        per_document.append((time.process_time() - start) / count)
    queries = list(_drawn(base, 200, random.randint(0, 2**32)))
    start = time.process_time()
    for query in queries:
        collection.near(CopyText(id=f"q{query.id}", text=query.text, sentences=query.sentences))
    seconds = time.process_time() - start
    kept = [len(sketch.to_bytes()) for sketch in _sketches(queries)]
    return {
        "growth": per_document[1] / per_document[0],
        "documents_per_second_grown": round(1 / per_document[1]),
        "near_microseconds": round(1e6 * seconds / len(queries)),
        "bytes_per_document": round(sum(kept) / len(kept)),
    }


def _sketches(given: list[CopyText]) -> list[Sketch]:
    collection = Collection()
    collection.add(given)
    return [collection.sketch(text.id) for text in given]


def _drawn(base: list[Text], count: int, seed: int) -> Iterator[CopyText]:
    """Texts of eight sentences drawn word by word from what follows what in the documents."""
    vocabulary: dict[str, int] = {}
    words = [vocabulary.setdefault(word, len(vocabulary)) for text in base for line in text for word in line.split()]
    names = list(vocabulary)
    flow = np.array(words)
    order = np.argsort(flow[:-1], kind="stable")  # places of each word, all of one word in a row
    sizes = np.bincount(flow[:-1], minlength=len(vocabulary))
    starts = np.cumsum(sizes) - sizes
    chance = np.random.default_rng(seed)
    at = chance.integers(0, len(flow) - 1, count)
    drawn = np.empty((count, 8 * 21), np.int64)
    for step in range(drawn.shape[1]):
        word = flow[at + 1]
        drawn[:, step] = word
        picked = starts[word] + (chance.random(count) * sizes[word]).astype(np.int64)
        at = np.where(sizes[word] > 0, order[np.minimum(picked, len(order) - 1)], chance.integers(0, len(flow) - 1))
    for number, row in enumerate(drawn):
        lines = [" ".join(names[word] for word in row[at : at + 21].tolist()) for at in range(0, len(row), 21)]
        yield as_text(f"g{number:06}", lines)


def directions(base: list[Text], count: int, plant_from: Plant) -> dict[str, Figure]:
    """Whether chains of copies are told in the right order where dates tell it, and left open where nothing does."""
    random = plant_from.random
    given: list[CopyText] = []
    chains: list[tuple[int, list[str]]] = []
    edits = [EDITS[name] for name in ("furniture", "words_5", "words_15", "cut")]
    for number, text in enumerate(base[:count]):
        second = random.choice(edits)(text, plant_from)
        third = random.choice(edits)(second, plant_from)
        names = [f"c{number:05}{letter}" for letter in random.sample("abc", 3)]  # the names tell nothing
        day = random.randint(1, 20)
        dated = [f"2021-09-{day + later:02}" for later in range(3)]
        dates: list[str | None] = [*dated] if number % 3 == 0 else [dated[0] if number % 3 == 1 else None] * 3
        chains.append((number % 3, names))
        versions = zip(names, (text, second, third), dates, strict=True)
        given += [as_text(name, version, date) for name, version, date in versions]
    collection = Collection()
    collection.add(given)
    said = {
        item.copy: item.source for family in collection.copies().families for item in family.derivations if item.source
    }
    in_order = [names for kind, names in chains if kind == 0]
    undated = [name for kind, names in chains if kind for name in names]
    right = [said.get(names[1]) == names[0] and said.get(names[2]) == names[1] for names in in_order]
    wrong = [name for names in in_order for name, true in zip(names, (None, *names[:2]), strict=True)
             if said.get(name) not in (None, true)]  # fmt: skip
    return {
        "direction_right": ratio(sum(right), len(right)),
        "direction_wrong_links": ratio(len(wrong), 2 * len(in_order)),
        "direction_unsaid": ratio(sum(name not in said for name in undated), len(undated)),
    }
