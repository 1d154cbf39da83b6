"""A linear-chain CRF over tags, whose gold may allow several tags for a word."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.labels import NAME_TAGS, SPEECH_TAGS

FORBIDDEN = -1e4


def may_follow(tags: tuple[str, ...]) -> Tensor:
    """``[before, after]``: whether one tag may follow another; I- only after B- or I- of its kind."""
    return torch.tensor(
        [[after[0] != "I" or (before[0] in "BI" and before[2:] == after[2:]) for after in tags] for before in tags]
    )


class Chain(nn.Module):
    """Transitions between tags.

    The likelihood is computed for gold and for everything in one pass, as two halves of one batch.
    """

    def __init__(self, tags: tuple[str, ...]) -> None:
        super().__init__()
        self.between = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.register_buffer("barred", ~may_follow(tags))
        self.register_buffer("barred_first", torch.tensor([tag[0] == "I" for tag in tags]))

    def transitions(self) -> Tensor:
        """Scores ``[before, after]``, forbidden ones far below the rest."""
        return self.between.masked_fill(self.barred, FORBIDDEN)

    def loss(self, scores: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of the allowed paths, averaged over words.

        Args:
            scores: ``[batch, words, tags]``.
            allowed: Same shape, which tags gold allows.
            mask: ``[batch, words]``, True for real words, which come first.
        """
        scores = scores.float()
        both = torch.cat([scores.masked_fill(~allowed, FORBIDDEN), scores])
        real = torch.cat([mask, mask])
        table = self.transitions()
        state = both[:, 0].masked_fill(self.barred_first, FORBIDDEN)
        for index in range(1, both.shape[1]):
            step = torch.logsumexp(state[:, :, None] + table, 1) + both[:, index]
            state = torch.where(real[:, index, None], step, state)
        gold, everything = torch.logsumexp(state, 1).chunk(2)
        return (everything - gold).sum() / mask.sum()


def name_chain() -> Chain:
    """The chain of name tags."""
    return Chain(NAME_TAGS)


def speech_chain() -> Chain:
    """The chain of attribution tags."""
    return Chain(SPEECH_TAGS)
