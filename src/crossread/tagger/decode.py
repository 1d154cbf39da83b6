"""From scores to structures: best tag sequences and best trees. Pure arithmetic on arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Numbers = NDArray[np.intp]


def best_paths(scores: Scores, between: Scores) -> Numbers:
    """Best sequence of tags, for several tag sets at once (Viterbi).

    Args:
        scores: ``[sets, words, tags]``; unused tags of smaller sets far below zero.
        between: ``[sets, before, after]``.

    Returns:
        ``[sets, words]`` tag numbers.
    """
    sets, words, _ = scores.shape
    best = np.empty(scores.shape, np.intp)
    state = scores[:, 0]
    for index in range(1, words):
        step = state[:, :, None] + between
        best[:, index] = step.argmax(1)
        state = step.max(1) + scores[:, index]
    path = np.empty((sets, words), np.intp)
    path[:, -1] = state.argmax(1)
    rows = np.arange(sets)
    for index in range(words - 1, 0, -1):
        path[:, index - 1] = best[rows, index, path[:, index]]
    return path


def spans(tags: list[str]) -> list[tuple[str, int, int]]:
    """Spans of a BIO sequence: kind, first word, word after the last."""
    found: list[tuple[str, int, int]] = []
    start = -1
    for index, tag in enumerate([*tags, "O"]):
        if tag[0] != "I" and start >= 0:
            found.append((tags[start][2:], start, index))
            start = -1
        if tag[0] == "B":
            start = index
    return found


def best_tree(scores: Scores) -> list[int]:
    """Heads of the best tree with one root.

    Args:
        scores: ``[dependent, head]`` of one sentence; the diagonal holds the scores of being the root.

    Returns:
        Head of each word, its own number for the root.
    """
    greedy = [int(head) for head in scores.argmax(1)]
    roots = [word for word, head in enumerate(greedy) if word == head]
    if len(roots) == 1 and _cycle(greedy) is None:
        return greedy
    candidates = roots or [int(scores.diagonal().argmax())]
    trees = [_tree_from(scores, root) for root in candidates]
    return max(trees, key=lambda tree: float(scores[np.arange(len(tree)), tree].sum()))


def _tree_from(scores: Scores, root: int) -> list[int]:
    """Best tree below a given root (Chu and Liu 1965, Edmonds 1967)."""
    weights = scores.astype(np.float64)
    np.fill_diagonal(weights, -np.inf)
    weights[root] = -np.inf
    weights[root, root] = 0.0
    return _edmonds(weights, root)


def _edmonds(weights: NDArray[np.float64], root: int) -> list[int]:
    heads = [int(head) for head in weights.argmax(1)]
    heads[root] = root
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(heads), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = weights[cycle, [heads[word] for word in cycle]]
    # The cycle becomes one node, the last; entering it at a word costs the arc that the word loses.
    entering = weights[cycle][:, outside] - kept[:, None]
    leaving = weights[outside][:, cycle]
    size = len(outside) + 1
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = weights[outside][:, outside]
    smaller[-1, :-1] = entering.max(0)
    smaller[:-1, -1] = leaving.max(1)
    new_root = int(np.flatnonzero(outside == root)[0])
    solved = _edmonds(smaller, new_root)
    for place, word in enumerate(outside):
        head = solved[place]
        heads[word] = int(outside[head]) if head < size - 1 else cycle[int(leaving[place].argmax())]
    entry = solved[-1]
    heads[cycle[int(entering[:, entry].argmax())]] = int(outside[entry])
    heads[root] = root
    return heads


def _cycle(heads: list[int]) -> list[int] | None:
    """The words of one cycle, or None in a tree; a root that is its own head makes none."""
    seen = [0] * len(heads)
    for start in range(len(heads)):
        word, trail = start, start + 1
        while not seen[word]:
            seen[word] = trail
            word = heads[word]
        if seen[word] == trail and heads[word] != word:
            cycle = [word]
            while heads[cycle[-1]] != word:
                cycle.append(heads[cycle[-1]])
            return cycle
    return None
