"""The model: one encoding, all heads on the first piece of each word."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.crf import name_chain, speech_chain
from training.encoder import WIDTH, Dropout, Encoder
from training.labels import CERTAINTY_SETS, NAME_TAGS, RELATIONS, ROLES, SPEECH_TAGS

ARC, LABEL, LINK, ROLE, PAIR = 256, 48, 64, 64, 64
"""Widths of the two-sided heads. Labels of arcs and roles are scored as a matrix product that int8 serves well."""


@dataclass(frozen=True)
class Sizes:
    """How many labels the heads have that depend on the data.

    Attributes:
        pieces: Pieces in the vocabulary.
        upos: Parts of speech.
        xpos: Tags.
        deprel: Syntactic relations.
        trigger: Event types and "no trigger".
    """

    pieces: int
    upos: int
    xpos: int
    deprel: int
    trigger: int


class Tagger(nn.Module):
    """Encoder and heads."""

    def __init__(self, sizes: Sizes, encoder_dropout: float, head_dropout: float) -> None:
        super().__init__()
        self.encoder = Encoder(sizes.pieces, encoder_dropout)
        self.dropout = Dropout(head_dropout)
        self.upos = nn.Linear(WIDTH, sizes.upos)
        self.xpos = nn.Linear(WIDTH, sizes.xpos)
        self.name = nn.Linear(WIDTH, len(NAME_TAGS))
        self.speech = nn.Linear(WIDTH, len(SPEECH_TAGS))
        self.trigger = nn.Linear(WIDTH, sizes.trigger)
        self.certain_in = nn.Linear(WIDTH, 64)
        self.certain_out = nn.Linear(64, len(CERTAINTY_SETS))
        self.name_chain = name_chain()
        self.speech_chain = speech_chain()
        self.arc = TwoSided(ARC, 1)
        self.label = TwoSided(LABEL, sizes.deprel)
        self.link = TwoSided(LINK, 1)
        self.role = TwoSided(ROLE, len(ROLES) + 1)
        self.pair = TwoSided(PAIR, len(RELATIONS))

    def words(self, pieces: Tensor, cases: Tensor, first: Tensor) -> Tensor:
        """Hidden states ``[batch, words, WIDTH]`` of the first pieces."""
        hidden = self.encoder(pieces, cases)
        return hidden.gather(1, first[:, :, None].expand(-1, -1, WIDTH))

    def certainty(self, hidden: Tensor) -> Tensor:
        """``[…, sets]``, on the scale from -3 to 3."""
        return self.certain_out(self.dropout(functional.gelu(self.certain_in(hidden))))


class TwoSided(nn.Module):
    """Scores of labelled pairs of words: bilinear; a constant beside the right side gives the left one a bias."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.width, self.labels = width, labels
        self.left = nn.Linear(WIDTH, width)
        self.right = nn.Linear(WIDTH, width)
        self.across = nn.Linear(width, labels * (width + 1))
        self.dropout = Dropout(0.2)
        nn.init.normal_(self.across.weight, std=1 / math.sqrt(width * width))

    def sides(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """What the left and the right word give: ``[…, labels, width + 1]`` and ``[…, width + 1]``."""
        left = self.dropout(functional.gelu(self.left(hidden)))
        right = self.dropout(functional.gelu(self.right(hidden)))
        spread = self.across(left).unflatten(-1, (self.labels, self.width + 1))
        return spread, torch.cat([right, torch.ones_like(right[..., :1])], -1)

    def all_pairs(self, hidden: Tensor) -> Tensor:
        """``[batch, words, width]`` to scores ``[batch, left, right, labels]``."""
        left, right = self.sides(hidden)
        return torch.einsum("bilw,bjw->bijl", left, right)

    def of(self, left_words: Tensor, right_words: Tensor) -> Tensor:
        """Scores ``[…, labels]`` of given pairs of hidden states ``[…, WIDTH]``."""
        left, _ = self.sides(left_words)
        _, right = self.sides(right_words)
        return torch.einsum("...lw,...w->...l", left, right)
