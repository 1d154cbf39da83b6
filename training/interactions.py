"""``python -m training.interactions DATA OUT``: weights for kinds of interaction, cross-validated, then from all rows.

`DATA` is a file of dyads (`benchmarks/_dyads.py`), `OUT` the file to write. The classifier is linear, one root against
the rest, with the squared hinge loss; roots weigh the same, however rare. A feature must stand in two sentences. The
cost was chosen among .3, .5 and 1 by cross-validation. Folds part sentences, so that no sentence is on both sides.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from benchmarks._dyads import Dyad, dyads, macro_f1, tagged
from crossread.interactions import QUADS, features_of
from crossread.interactions.features import Features
from crossread.interactions.weights import sentence_hash, vector

COST = 0.5
LEAST_SENTENCES = 2
FOLDS, REPEATS = 5, 3
STEPS = 120  # of L-BFGS; the loss stands still after about 80

Known = tuple[dict[str, int], Any]
"""Numbers of the features, and how rare each is."""


def main() -> None:
    """Cross-validate, then write."""
    parser = argparse.ArgumentParser(prog="python -m training.interactions", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    items = list(dyads([given.data]))
    features = [_features(item) for item in items]
    roots = sorted({item.root for item in items})
    for name, value in cross_validated(items, features, roots).items():
        print(f"{name} {value:.3f}")
    known = _known(features)
    weights = _trained(_matrix(features, known), [roots.index(item.root) for item in items], len(roots))
    write(given.out, known, weights, roots, items)


def _features(item: Dyad) -> Features:
    source, target = item.bounds()
    return features_of(tagged(item), source or (target or (0, len(item.sentence))), target)


def cross_validated(items: Sequence[Dyad], features: Sequence[Features], roots: list[str]) -> dict[str, float]:
    """Mean figures of several partings into folds."""
    macro, right, quads = 0.0, 0, 0
    for seed in range(REPEATS):
        found = [""] * len(items)
        for test in folds(items, seed):
            train = [number for number in range(len(items)) if number not in test]
            known = _known([features[number] for number in train])
            gold = [roots.index(items[number].root) for number in train]
            weights = _quantised(_trained(_matrix([features[number] for number in train], known), gold, len(roots)))
            scores = _matrix([features[number] for number in sorted(test)], known) @ weights
            for number, best in zip(sorted(test), scores.argmax(1).tolist(), strict=True):
                found[number] = roots[best]
        macro += macro_f1([item.root for item in items], found)
        right += sum(item.root == root for item, root in zip(items, found, strict=True))
        quads += sum(item.quad == QUADS[root] for item, root in zip(items, found, strict=True))  # type: ignore[index]
    count = REPEATS * len(items)
    return {"macro_f1": macro / REPEATS, "accuracy": right / count, "quad_accuracy": quads / count}


def folds(items: Sequence[Dyad], seed: int) -> list[set[int]]:
    """Rows by fold: roots are spread evenly, and rows with one sentence stay together."""
    groups: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        groups.setdefault(item.sentence, []).append(number)
    order = list(groups.values())
    random.Random(seed).shuffle(order)
    order.sort(key=lambda group: items[group[0]].root)
    return [{number for group in order[fold::FOLDS] for number in group} for fold in range(FOLDS)]


def _known(features: Sequence[Features]) -> Known:
    count = Counter(name for one in features for name in one)
    names = sorted(name for name, times in count.items() if times >= LEAST_SENTENCES)
    total = len(features)
    rarity = [np.log((1 + total) / (1 + count[name])) + 1 if name.startswith("word:") else 1.0 for name in names]
    return {name: number for number, name in enumerate(names)}, np.array(rarity)


def _matrix(features: Sequence[Features], known: Known) -> Tensor:
    """One row a sentence; the last column is the bias."""
    numbers, rarity = known
    found = torch.zeros(len(features), len(numbers) + 1, dtype=torch.float64)
    found[:, -1] = 1.0
    for row, one in enumerate(features):
        places, values = vector(one, numbers, rarity)
        found[row, places] = torch.tensor(values, dtype=torch.float64)
    return found


def _trained(rows: Tensor, gold: Sequence[int], roots: int) -> Tensor:
    """Weights ``[features + 1, roots]`` of least loss."""
    is_root = torch.zeros(len(gold), roots, dtype=torch.float64)
    is_root[torch.arange(len(gold)), torch.tensor(gold)] = 1.0
    sign = 2 * is_root - 1
    share = len(gold) / (roots * is_root.sum(0).clamp(min=1))
    cost = COST * (is_root * share + (1 - is_root))
    weights = torch.zeros(rows.shape[1], roots, dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([weights], max_iter=STEPS, history_size=10, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        search.zero_grad()
        value = 0.5 * weights.square().sum() + (cost * (1 - sign * (rows @ weights)).clamp(min=0).square()).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    search.step(loss)  # type: ignore[arg-type]
    return weights.detach()


def _scale(weights: Tensor) -> Tensor:
    return weights[:-1].abs().amax(0) / 127


def _quantised(weights: Tensor) -> Tensor:
    """The weights as they will be after rounding to eight bits."""
    scale = _scale(weights)
    return torch.cat([(weights[:-1] / scale).round() * scale, weights[-1:]])


def write(path: Path, known: Known, weights: Tensor, roots: list[str], items: Sequence[Dyad]) -> None:
    """Write the file that `crossread.interactions.weights.Weights` reads."""
    numbers, rarity = known
    scale = _scale(weights)
    arrays = {
        "names": np.frombuffer("\n".join(numbers).encode(), np.uint8),
        "roots": np.frombuffer("\n".join(roots).encode(), np.uint8),
        "rarity": rarity.astype(np.float32),
        "weights": (weights[:-1] / scale).round().numpy().astype(np.int8),
        "scale": scale.numpy().astype(np.float32),
        "bias": weights[-1].numpy().astype(np.float32),
        "trained_on": np.array(sorted({sentence_hash(item.sentence) for item in items}), np.uint32),
    }
    np.savez_compressed(path, **arrays)
    print(f"{len(numbers)} features, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
