"""Windows into padded tensors, with their labels."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from training.labels import NAME_TAGS, SPEECH_TAGS
from training.passages import NONE, Window, padded

# Words that headlines write small, from the common style guides (AP, Chicago).
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "nor",
        "of",
        "off",
        "on",
        "or",
        "over",
        "per",
        "so",
        "than",
        "the",
        "to",
        "up",
        "via",
        "vs",
        "with",
    ]
)


@dataclass
class Batch:
    """Some windows as tensors; word-level tensors are ``[windows, words]``.

    Attributes:
        pieces: Piece ids, 0 for padding.
        cases: Letter-case classes.
        first: First piece of each word.
        mask: Which words are real.
        sentence: Number of each word's sentence, -1 for padding.
        tags: Labels by head, `NONE` where unknown.
        heads: Syntactic head of each word, `NONE` without a parse.
        names: ``[windows, words, tags]``, allowed name tags; None without names.
        links: (window, word, cue word or itself).
        roles: (window, trigger word, argument word, role number).
        triggers: (window, first word) of every trigger.
        pairs: (window, word, word).
        relations: For each of the pairs, its relation numbers.
        certainty: (window, word, set number, value).
    """

    pieces: Tensor
    cases: Tensor
    first: Tensor
    mask: Tensor
    sentence: Tensor
    tags: dict[str, Tensor] = field(default_factory=dict)
    heads: Tensor | None = None
    names: Tensor | None = None
    links: list[tuple[int, int, int]] = field(default_factory=list)
    roles: list[tuple[int, int, int, int]] = field(default_factory=list)
    triggers: list[tuple[int, int]] = field(default_factory=list)
    pairs: list[tuple[int, int, int]] = field(default_factory=list)
    relations: list[tuple[int, ...]] = field(default_factory=list)
    certainty: list[tuple[int, int, int, float]] = field(default_factory=list)

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        for name, value in vars(self).items():
            if isinstance(value, Tensor):
                setattr(self, name, value.to(device))
        self.tags = {head: value.to(device) for head, value in self.tags.items()}
        return self


def recase(window: Window, chance: random.Random, share: float) -> list[int]:
    """Letter-case classes of a window's pieces as if it were set in capitals, small letters or as a headline.

    Only the classes change: the encoder reads lower case anyway.

    Args:
        window: The window.
        chance: Source of randomness.
        share: Share of windows to change, a third to each form.
    """
    draw = chance.random()
    if draw >= share:
        return window.cases
    form = int(draw / share * 3)
    to = ({1: 3, 2: 3, 5: 3}, {2: 1, 3: 1, 4: 1, 5: 1}, {1: 2})[form]
    cases = [to.get(case, case) for case in window.cases]
    if form == 2:
        words = (word for begin, end in window.parts for word in window.passage.words[begin:end])
        for word, place in zip(words, window.first, strict=True):
            if word in _SMALL:
                cases[place] = 1
    return cases


def collate(windows: list[Window], chance: random.Random, recased: float = 0.0) -> Batch:
    """Make a batch of some windows."""
    length = padded(max(len(window.pieces) for window in windows))
    words = padded(max(len(window.first) for window in windows))
    pieces = np.zeros((len(windows), length), int)
    cases = np.zeros_like(pieces)
    first = np.zeros((len(windows), words), int)
    sentence = np.full((len(windows), words), -1)
    mask = np.zeros((len(windows), words), bool)
    for row, window in enumerate(windows):
        pieces[row, : len(window.pieces)] = window.pieces
        cases[row, : len(window.pieces)] = recase(window, chance, recased)
        first[row, : len(window.first)] = window.first
        mask[row, : len(window.first)] = True
        at = 0
        for number, (begin, end) in enumerate(window.parts):
            sentence[row, at : at + end - begin] = number
            at += end - begin
    batch = Batch(*(torch.from_numpy(array) for array in (pieces, cases, first, mask, sentence)))
    _label(batch, windows, words)
    return batch


def _label(batch: Batch, windows: list[Window], words: int) -> None:
    passage = windows[0].passage
    tags = {head: np.full((len(windows), words), NONE) for head in passage.tags}
    heads = np.full((len(windows), words), NONE)
    names = np.zeros((len(windows), words, len(NAME_TAGS)), bool)
    names[..., 0] = True  # padding
    for row, window in enumerate(windows):
        place = _places(window)
        at = 0
        for begin, end in window.parts:
            span = slice(at, at + end - begin)
            for head, known in window.passage.tags.items():
                tags[head][row, span] = known[begin:end]
            if window.passage.heads is not None:
                heads[row, span] = window.passage.heads[begin:end] - begin + at
            if window.passage.names is not None:
                names[row, span] = window.passage.names[begin:end]
            at += end - begin
        if "speech" in tags and SPEECH_TAGS[tags["speech"][row, 0]][0] == "I":
            tags["speech"][row, 0] -= 1  # the window begins inside a long content
        _label_pairs(batch, row, window, place)
    batch.tags = {head: torch.from_numpy(known) for head, known in tags.items()}
    batch.heads = None if passage.heads is None else torch.from_numpy(heads)
    batch.names = None if passage.names is None else torch.from_numpy(names)


def _places(window: Window) -> dict[int, int]:
    """Place in the window of each word of the passage that it holds."""
    words = [word for begin, end in window.parts for word in range(begin, end)]
    return {word: place for place, word in enumerate(words)}


def _label_pairs(batch: Batch, row: int, window: Window, place: dict[int, int]) -> None:
    passage = window.passage
    for word, cue in passage.links.items():
        if word in place and (cue == -1 or cue in place):
            batch.links.append((row, place[word], place.get(cue, place[word])))
    if "trigger" in passage.tags:
        known = passage.tags["trigger"]
        for word in place:
            if known[word] > 0 and (word == 0 or known[word - 1] != known[word]):
                batch.triggers.append((row, place[word]))
    for trigger, word, role in passage.roles:
        if trigger in place and word in place:
            batch.roles.append((row, place[trigger], place[word], role))
    for one, other, kinds in passage.pairs:
        if one in place and other in place:
            batch.pairs.append((row, place[one], place[other]))
            batch.relations.append(kinds)
    for word, which, value in passage.certainty:
        if word in place:
            batch.certainty.append((row, place[word], which, value))
