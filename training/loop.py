"""The training loop: passes over mixed batches, averaged weights, saves and resumes."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from crossread.tagger.pieces import Pieces
from training.collate import Batch, collate
from training.losses import WEIGHTS, losses
from training.model import Tagger
from training.passages import Passage, batches, windows


@dataclass(frozen=True)
class Pass:
    """One pass of training, with its own fall of the learning rate from its top to zero.

    Attributes:
        steps: Batches.
        encoder_rate: Highest learning rate of the encoder.
        head_rate: Highest learning rate of the heads.
        shares: Share of the batches of each corpus.
    """

    steps: int
    encoder_rate: float
    head_rate: float
    shares: dict[str, float]


@dataclass(frozen=True)
class Corpus:
    """Passages of one kind and how they are drawn.

    Attributes:
        passages: The passages.
        single: Share of passages cut into single sentences.
        recased: Share of windows read in another letter case.
    """

    passages: list[Passage]
    single: float
    recased: float


BATCH_PIECES = 1_100
WARM_UP = 100
AVERAGE = 0.998
"""Decay of the running average of the weights; the average is what ships."""
SAVE_SECONDS = 240.0
MERGE = 0.4
"""Share of paragraph ends that a training window may run over, so that either way of cutting can be served."""


class Log:
    """Every figure, one JSON object a line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.began = time.monotonic()

    def __call__(self, **figures: Any) -> None:
        """Write one line, with the seconds since the start."""
        line = json.dumps({"seconds": round(time.monotonic() - self.began, 1), **figures})
        with self.path.open("a", encoding="utf-8") as out:
            out.write(line + "\n")
        print(line, flush=True)


class Feeder:
    """Batches of each corpus without end; a corpus is cut and shuffled anew each time it is used up."""

    def __init__(self, corpora: dict[str, Corpus], pieces: Pieces, seed: int) -> None:
        self.corpora, self.pieces = corpora, pieces
        self.chance = random.Random(seed)
        self.waiting: dict[str, list[Any]] = {name: [] for name in corpora}

    def next(self, shares: dict[str, float]) -> tuple[str, Batch]:
        """Name of the corpus drawn, and a batch of it."""
        names = sorted(self.corpora)
        name = self.chance.choices(names, [shares[each] for each in names])[0]
        corpus = self.corpora[name]
        if not self.waiting[name]:
            found = list(windows(self.pieces, corpus.passages, single=corpus.single, merge=MERGE, chance=self.chance))
            self.waiting[name] = batches(found, BATCH_PIECES, self.chance)
        return name, collate(self.waiting[name].pop(), self.chance, corpus.recased)


def train(
    model: Tagger,
    feeder: Feeder,
    passes: list[Pass],
    folder: Path,
    log: Log,
    check: Callable[[nn.Module, str], None],
    seed: int,
) -> Tagger:
    """Train, or go on from the folder's last save.

    Args:
        model: The model, on its device.
        feeder: Source of batches.
        passes: The passes in order.
        folder: Where saves go; ``pass-N.pt`` holds the averaged weights after each pass.
        log: Where figures go.
        check: Called with the averaged model after each pass, and its name.
        seed: Start of the random numbers of each pass.

    Returns:
        The averaged model.
    """
    save = folder / "save.pt"
    state = torch.load(save, weights_only=False) if save.exists() else {"pass": 0, "step": 0}
    if state["pass"]:
        model.load_state_dict(torch.load(folder / f"pass-{state['pass']}.pt"))
    average = [value.detach().clone() for value in model.state_dict().values()]
    for number in range(state["pass"], len(passes)):
        here = passes[number]
        optimizer = _optimizer(model, here)
        torch.manual_seed(seed + number)
        feeder.chance.seed(seed + number)
        step = 0
        if state["step"] and number == state["pass"]:
            model.load_state_dict(state["model"])
            optimizer.load_state_dict(state["optimizer"])
            average, step = state["average"], state["step"]
            feeder.chance.seed((seed + number) * 1_000_003 + step)
            log(event="resumed", number=number, step=step)
        _one_pass(model, feeder, optimizer, here, average, step, number, save, log)
        _take(model, average)
        _save(model.state_dict(), folder / f"pass-{number + 1}.pt")
        _save({"pass": number + 1, "step": 0}, save)
        model.eval()
        check(model, f"pass-{number + 1}")
    return model


def _optimizer(model: Tagger, here: Pass) -> torch.optim.AdamW:
    encoder = [value for value in model.encoder.parameters() if value.requires_grad]
    inside = {id(value) for value in model.encoder.parameters()}
    heads = [value for value in model.parameters() if id(value) not in inside]
    groups = [
        {"params": encoder, "lr": here.encoder_rate, "top": here.encoder_rate},
        {"params": heads, "lr": here.head_rate, "top": here.head_rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def _take(model: nn.Module, average: list[torch.Tensor]) -> None:
    with torch.no_grad():
        for value, kept in zip(model.state_dict().values(), average, strict=True):
            value.copy_(kept)


def _one_pass(
    model: Tagger,
    feeder: Feeder,
    optimizer: torch.optim.AdamW,
    here: Pass,
    average: list[torch.Tensor],
    start: int,
    number: int,
    save: Path,
    log: Log,
) -> None:
    device = next(model.parameters()).device
    sums: dict[str, list[float]] = {}
    saved = time.monotonic()
    model.train()
    trained = [value for value in model.parameters() if value.requires_grad]
    for step in range(start, here.steps):
        rate = min((step + 1) / WARM_UP, (here.steps - step) / here.steps)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * rate
        _, batch = feeder.next(here.shares)
        with torch.autocast(device.type, torch.bfloat16):
            found = losses(model, batch.to(device))
            loss = torch.stack([WEIGHTS[head] * value for head, value in found.items()]).sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 2.0)
        optimizer.step()
        with torch.no_grad():
            decay = min(AVERAGE, (step + 1) / (step + 10))
            for value, kept in zip(model.state_dict().values(), average, strict=True):
                if value.is_floating_point() and value.shape[0] != model.encoder.words.num_embeddings:
                    kept.lerp_(value, 1 - decay)
        for head, value in found.items():
            sums.setdefault(head, []).append(value.item())
        if (step + 1) % 100 == 0:
            log(number=number, step=step + 1, **{head: round(sum(v) / len(v), 4) for head, v in sums.items()})
            sums = {}
        if time.monotonic() - saved > SAVE_SECONDS:
            _save(
                {"pass": number, "step": step + 1, "model": model.state_dict(),
                 "optimizer": optimizer.state_dict(), "average": average},
                save,
            )  # fmt: skip
            saved = time.monotonic()


def mean_weights(saves: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of the weights after several passes, which is a little better than each of them."""
    states = [torch.load(save, map_location="cpu") for save in saves]
    return {
        name: torch.stack([state[name] for state in states]).mean(0) if value.is_floating_point() else value
        for name, value in states[0].items()
    }


def _save(state: dict[str, Any], path: Path) -> None:
    """Write a save beside the last one and put it in its place, so that a stop in the middle loses nothing."""
    beside = path.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(path)


def settings(passes: list[Pass]) -> dict[str, Any]:
    """The numbers of the recipe, for the log and the card."""
    return {"passes": [asdict(each) for each in passes], "batch_pieces": BATCH_PIECES, "average": AVERAGE,
            "merge": MERGE, "weights": WEIGHTS}  # fmt: skip
