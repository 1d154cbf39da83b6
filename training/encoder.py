"""The encoder: BERT's architecture at MiniLM's size, with a letter-case embedding beside the pieces."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from crossread.tagger.words import WORD_CASES

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
POSITIONS = 512
SCALE = (WIDTH // ATTENTION_HEADS) ** -0.5
EPSILON = 1e-12


class Dropout(nn.Module):
    """Dropout whose masks are cut from one pool of random numbers, since drawing them anew costs a tenth of a step."""

    pool = 1 << 22

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.masks: Tensor | None = None

    def forward(self, hidden: Tensor) -> Tensor:
        """Zero a share of the values and scale the rest, in training only."""
        if not self.training or not self.share:
            return hidden
        if self.masks is None or self.masks.device != hidden.device or self.masks.dtype != hidden.dtype:
            kept = torch.rand(self.pool, device=hidden.device) >= self.share
            self.masks = (kept / (1 - self.share)).to(hidden.dtype)
        if hidden.numel() > self.pool:
            return functional.dropout(hidden, self.share)
        start = int(torch.randint(self.pool - hidden.numel() + 1, ()))
        return hidden * self.masks[start : start + hidden.numel()].view(hidden.shape)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Hidden states to hidden states; the mask is added to the attention scores."""
        batch, length, _ = hidden.shape
        split = self.qkv(hidden).view(batch, length, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        query, key, value = split.permute(2, 0, 3, 1, 4).flatten(1, 2).unbind(0)
        # Written out: on a CPU the backward pass of the fused form takes half of the whole step.
        scores = torch.bmm(query * SCALE, key.transpose(1, 2)).view(batch, ATTENTION_HEADS, length, length)
        weights = functional.softmax(scores + mask.to(scores.dtype), -1).view(-1, length, length)
        mixed = torch.bmm(weights.to(value.dtype), value).view(batch, ATTENTION_HEADS, length, -1)
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        hidden = self.norm(hidden + self.dropout(self.mixed(mixed)))
        return self.out_norm(hidden + self.dropout(self.down(functional.gelu(self.up(hidden)))))


class Encoder(nn.Module):
    """Pieces and their letter case to hidden states."""

    def __init__(self, pieces: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.words.weight.requires_grad_(False)  # frozen: with little data they only drift
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.cases = nn.Embedding(WORD_CASES, WIDTH)
        nn.init.zeros_(self.cases.weight)  # starts as the published encoder, which knows no case
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, cases: Tensor) -> Tensor:
        """``[batch, length]`` ids and classes to ``[batch, length, WIDTH]``; id 0 is padding."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.words(pieces) + self.positions(places) + self.kind + self.cases(cases)
        hidden = self.dropout(self.norm(hidden))
        mask = torch.zeros(pieces.shape, device=pieces.device).masked_fill(pieces == 0, -1e4)[:, None, None]
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden

    def load_published(self, path: Path) -> None:
        """Take the weights of a published BERT of this size (safetensors)."""
        found = load_file(path)

        def copy(target: Tensor, *names: str) -> None:
            with torch.no_grad():
                target.copy_(torch.cat([found[name] for name in names]))

        copy(self.words.weight, "embeddings.word_embeddings.weight")
        copy(self.positions.weight, "embeddings.position_embeddings.weight")
        with torch.no_grad():
            self.kind.copy_(found["embeddings.token_type_embeddings.weight"][0])
        copy(self.norm.weight, "embeddings.LayerNorm.weight")
        copy(self.norm.bias, "embeddings.LayerNorm.bias")
        for number, layer in enumerate(self.layers):
            base = f"encoder.layer.{number}."
            for end in ("weight", "bias"):
                attention = (f"{base}attention.self.{part}.{end}" for part in ("query", "key", "value"))
                copy(getattr(layer.qkv, end), *attention)
                copy(getattr(layer.mixed, end), f"{base}attention.output.dense.{end}")
                copy(getattr(layer.norm, end), f"{base}attention.output.LayerNorm.{end}")
                copy(getattr(layer.up, end), f"{base}intermediate.dense.{end}")
                copy(getattr(layer.down, end), f"{base}output.dense.{end}")
                copy(getattr(layer.out_norm, end), f"{base}output.LayerNorm.{end}")
