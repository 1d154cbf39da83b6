"""What the heads say of one window, with words numbered inside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crossread.tagger.decode import Scores, best_paths, best_tree, spans
from crossread.tagger.model import Model
from crossread.tagger.windows import Sentence, apart

Span = tuple[int, int]
"""First word and word after the last."""

TRIGGER_MARGIN = 0.0
"""By how much an event type must beat "no trigger"; raised, it trades recall for precision. On the held-out part of
the training documents F1 is flat between -2 and 0.5; of equals the more precise one stands."""

RELATION_THRESHOLD = -1.0
"""Score (log-odds) from which a relation of two names is read; best F1 on the one folder of re3d set aside for it."""


@dataclass
class Syntax:
    """Tags and tree of one sentence; heads are numbers in the window.

    Attributes:
        upos: Parts of speech.
        xpos: Tags.
        heads: Heads, a root's its own number.
        deprels: Relations to the heads.
    """

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    deprels: list[str]


@dataclass
class Speech:
    """One attribution as spans of words.

    Attributes:
        source: Spans of the source.
        cue: The cue.
        content: Spans of the content.
    """

    source: list[Span]
    cue: Span
    content: list[Span]


def syntax(model: Model, scores: dict[str, Scores], window: Sequence[Sentence]) -> list[Syntax]:
    """Parts of speech, tags and the best tree of each sentence of a window."""
    upos, xpos, deprel = (model.labels[head] for head in ("upos", "xpos", "deprel"))
    upos_best, xpos_best = scores["upos"].argmax(1), scores["xpos"].argmax(1)
    found = []
    base = window[0][0]
    for (first, last), arcs in zip(window, apart(window, scores["arc"]), strict=True):
        start, stop = first - base, last - base
        heads = [start + head for head in best_tree(arcs)]
        labels = _relations(scores, start, stop, heads, deprel)
        found.append(
            Syntax(
                [upos[number] for number in upos_best[start:stop]],
                [xpos[number] for number in xpos_best[start:stop]],
                heads,
                labels,
            )
        )
    return found


def _relations(scores: dict[str, Scores], start: int, stop: int, heads: list[int], names: list[str]) -> list[str]:
    """Relations of the words of a sentence to their heads; a root is ``root`` and nothing else is."""
    right = scores["label_right"][heads]
    left = scores["label_left"][start:stop].reshape(len(heads), len(names), -1)
    table = np.einsum("wlk,wk->wl", left, right)
    root = names.index("root")
    table[:, root] = -np.inf
    best = table.argmax(1)
    return ["root" if head == start + place else names[best[place]] for place, head in enumerate(heads)]


def tagged_spans(
    model: Model, scores: dict[str, Scores]
) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    """Spans of names and of the parts of attributions: kind, first word, word after the last."""
    names, speech = scores["name"], scores["speech"]
    both = np.full((2, *names.shape), -1e4, np.float32)
    both[0] = names
    both[1, :, : speech.shape[1]] = speech
    for row, head in enumerate(("name", "speech")):
        inside = [number for number, tag in enumerate(model.labels[head]) if tag[0] == "I"]
        both[row, 0, inside] -= 1e4
    paths = best_paths(both, model.between)
    found = (
        spans([model.labels[head][number] for number in path])
        for head, path in zip(("name", "speech"), paths, strict=True)
    )
    return next(found), next(found)


def attributions(scores: dict[str, Scores], parts: list[tuple[str, int, int]]) -> list[Speech]:
    """Tie each source and content to its cue.

    Every source and content has a score for each cue of the window, and for having none; a content that would
    have none takes its best cue all the same if there is one, since a content without cue shows nothing.
    """
    cues = [(first, last) for role, first, last in parts if role == "cue"]
    found = [Speech([], cue, []) for cue in cues]
    if not cues:
        return []
    starts = [first for first, _ in cues]
    for role, first, last in parts:
        if role == "cue":
            continue
        best = int(scores["link"][first, starts].argmax())
        (found[best].source if role == "source" else found[best].content).append((first, last))
    return found


def triggers(model: Model, scores: dict[str, Scores]) -> list[tuple[str, int, int]]:
    """Learned triggers: type, first word, word after the last."""
    types = scores["trigger"].copy()
    types[:, 0] += TRIGGER_MARGIN
    names = model.labels["trigger"]
    return [(names[number], first, last) for number, first, last in _runs(types.argmax(1).tolist())]


def role_scores(model: Model, scores: dict[str, Scores], trigger: int) -> Scores:
    """``[word, role]`` scores of all words of the window for one trigger; role 0 is none."""
    left = scores["role_left"][trigger].reshape(len(model.labels["role"]), -1)
    found: Scores = scores["role_right"] @ left.T
    return found


def relations(model: Model, scores: dict[str, Scores], entities: Sequence[Span]) -> list[tuple[str, int, int]]:
    """Relations between entities of one sentence: type and places in ``entities``, by the entities' last words."""
    if len(entities) < 2:
        return []
    last = [stop - 1 for _, stop in entities]
    names = model.labels["relation"]
    left = scores["pair_left"][last].reshape(len(last), len(names), -1)
    table = np.einsum("alk,bk->abl", left, scores["pair_right"][last])
    found = np.argwhere(table > RELATION_THRESHOLD)
    return [(names[kind], int(one), int(other)) for one, other, kind in found if one != other]


def _runs(numbers: list[int]) -> list[tuple[int, int, int]]:
    """Runs of equal numbers other than 0: number, first, after the last."""
    found: list[tuple[int, int, int]] = []
    for index, number in enumerate(numbers):
        if number and index and numbers[index - 1] == number:
            found[-1] = (number, found[-1][1], index + 1)
        elif number:
            found.append((number, index, index + 1))
    return found
