"""``python -m training DATA OUT``: train, export, measure, and write the model card."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import torch
from torch import nn

from crossread.tagger.model import FILES
from crossread.tagger.pieces import Pieces
from training.gather import gather
from training.loop import Feeder, Log, Pass, mean_weights, settings, train
from training.model import Sizes, Tagger

ENCODER_DROPOUT, HEAD_DROPOUT = 0.07, 0.2

SHARES = ("attribution", "certainty", "names", "relations", "syntax", "triggers")
RATES = (
    (2e-4, 1.5e-3, dict(zip(SHARES, (0.32, 0.07, 0.25, 0.02, 0.25, 0.09), strict=True))),
    (1.5e-4, 1e-3, dict(zip(SHARES, (0.25, 0.08, 0.27, 0.03, 0.24, 0.13), strict=True))),
    (1e-4, 7e-4, dict(zip(SHARES, (0.40, 0.07, 0.20, 0.06, 0.14, 0.13), strict=True))),
    (7e-5, 5e-4, dict(zip(SHARES, (0.38, 0.04, 0.23, 0.05, 0.14, 0.16), strict=True))),
)
"""Highest learning rates of encoder and heads, and shares of the corpora, for each pass. The small corpora gain weight
from pass to pass, and attribution in the last two: on held-out records these heads were still gaining when parse and
names had stopped."""


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the gold data")
    parser.add_argument("out", type=Path, help="folder for saves, log, export; an interrupted run goes on from it")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the published encoder")
    parser.add_argument("--steps", type=int, nargs="+", default=[2800, 2600, 1600, 1100], help="batches of each pass")
    parser.add_argument("--package", type=Path, help="folder to install the model in; it is then measured for its card")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="two are slower on a machine with other work")
    return parser.parse_args()


def main() -> None:
    """Run all steps."""
    given = arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    log = Log(given.out / "log.jsonl")
    pieces = Pieces(given.encoder / "vocab.txt")
    data = gather(given.data)
    labels = {head: len(known) for head, known in data.labels.items()}
    sizes = Sizes(len(pieces.ids), labels["upos"], labels["xpos"], labels["deprel"], labels["trigger"] + 1)
    model = Tagger(sizes, ENCODER_DROPOUT, HEAD_DROPOUT)
    model.encoder.load_published(given.encoder / "model.safetensors")
    passes = [Pass(steps, *rates) for steps, rates in zip(given.steps, RATES, strict=False)]
    log(event="started", seed=given.seed, device=str(device), labels=labels, **settings(passes),
        passages={name: len(corpus.passages) for name, corpus in data.corpora.items()})  # fmt: skip

    def check(trained: nn.Module, name: str) -> None:
        from training.export import export, export_lemmas  # late: it needs nothing until a pass is done

        assert isinstance(trained, Tagger)
        export(trained, data, given.encoder / "vocab.txt", given.out / name)
        export_lemmas(given.data / "syntax" / "parse-train.conllu.gz", given.out / name)
        log(event="exported", name=name)

    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192")
    train(model.to(device), Feeder(data.corpora, pieces, given.seed), passes, given.out, log, check, given.seed)
    last = [given.out / f"pass-{number}.pt" for number in range(max(1, len(passes) - 1), len(passes) + 1)]
    model.load_state_dict(mean_weights(last))
    check(model, "mean")
    if given.package:
        for file in FILES:
            shutil.copy(given.out / "mean" / file, given.package / file)
        # A process of its own: it must find the new files, and nothing of the training in memory.
        command = [sys.executable, "-m", "training.card", str(given.data), str(given.out), str(given.package)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
