"""Decoding: best tag sequences and best trees, against brute force."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from crossread.tagger.decode import best_paths, best_tree, spans

SCORES = st.floats(-5, 5, width=16)


@given(arrays(np.float32, (4, 3), elements=SCORES), arrays(np.float32, (3, 3), elements=SCORES))
def test_best_path_is_the_best(scores: np.ndarray, between: np.ndarray) -> None:
    def total(path: tuple[int, ...]) -> float:
        return float(
            sum(scores[i, t] for i, t in enumerate(path)) + sum(between[a, b] for a, b in itertools.pairwise(path))
        )

    found = tuple(best_paths(scores[None], between[None])[0].tolist())
    best = max(total(path) for path in itertools.product(range(3), repeat=4))
    assert np.isclose(total(found), best, atol=1e-3)


@given(arrays(np.float32, (4, 4), elements=SCORES))
def test_best_tree_is_the_best(scores: np.ndarray) -> None:
    """Among the roots that the scores prefer, the best tree is found; it always is a tree."""

    def is_tree(heads: tuple[int, ...]) -> bool:
        if sum(word == head for word, head in enumerate(heads)) != 1:
            return False
        for word in range(len(heads)):
            seen = set()
            while heads[word] != word and word not in seen:
                seen.add(word)
                word = heads[word]
            if heads[word] != word:
                return False
        return True

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[word, head] for word, head in enumerate(heads)))

    found = tuple(best_tree(scores))
    assert is_tree(found)
    root = next(word for word, head in enumerate(found) if word == head)
    rivals = [heads for heads in itertools.product(range(4), repeat=4) if is_tree(heads) and heads[root] == root]
    assert np.isclose(total(found), max(total(heads) for heads in rivals), atol=1e-3)


def test_spans_of_tags() -> None:
    assert spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"]) == [("PER", 0, 2), ("LOC", 3, 4), ("LOC", 4, 5)]
