"""The trained model as the file that ships: ONNX with int8 weights, and the tables that go with it."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from training.corpora import conllu
from training.encoder import ATTENTION_HEADS, SCALE, WIDTH, Layer
from training.gather import Data
from training.labels import CERTAINTY_SETS, NAME_TAGS, RELATIONS, ROLES, SPEECH_TAGS
from training.lemmas import lemma_table
from training.model import Tagger, TwoSided

OUTPUTS = (
    "upos", "xpos", "name", "speech", "trigger", "certainty", "arc", "label_left", "label_right", "link",
    "role_left", "role_right", "pair_left", "pair_right",
)  # fmt: skip
"""Outputs of the shipped graph; one row a word."""


class Served(nn.Module):
    """The model for one window: pieces, letter case and first pieces in, scores of all heads out.

    The first matrix of every head is one product, and the last layer is computed for first pieces only.
    """

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model
        self.sides: list[TwoSided] = [model.arc, model.label, model.link, model.role, model.pair]
        plain: list[nn.Linear] = [model.upos, model.xpos, model.name, model.speech, model.trigger]
        bent: list[nn.Linear] = [model.certain_in, *(part for side in self.sides for part in (side.left, side.right))]
        self.plain, self.bent = _joined(plain), _joined(bent)
        self.plain_sizes = [part.out_features for part in plain]
        self.bent_sizes = [part.out_features for part in bent]

    def forward(self, pieces: Tensor, cases: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """``[pieces]``, ``[pieces]``, ``[words]`` to the scores named in `OUTPUTS`."""
        encoder = self.model.encoder
        hidden = encoder.words(pieces) + encoder.positions.weight[: pieces.shape[0]] + encoder.kind
        hidden = encoder.norm(hidden + encoder.cases(cases))
        layers = list(encoder.layers)
        for layer in layers[:-1]:
            hidden = _layer(layer, hidden, hidden)
        words = _layer(layers[-1], hidden, hidden[first])
        plain = list(self.plain(words).split(self.plain_sizes, -1))
        certain, *sides = functional.gelu(self.bent(words)).split(self.bent_sizes, -1)
        arc_left, arc_right = self._pair(0, sides)
        link_left, link_right = self._pair(2, sides)
        label, role, pair = (self._pair(number, sides) for number in (1, 3, 4))
        return (
            *plain,
            self.model.certain_out(certain),
            arc_left @ arc_right.T,
            *label,
            link_left @ link_right.T,
            *role,
            *pair,
        )

    def _pair(self, number: int, sides: list[Tensor]) -> tuple[Tensor, Tensor]:
        left, right = sides[2 * number], sides[2 * number + 1]
        return self.sides[number].across(left), torch.cat([right, torch.ones_like(right[:, :1])], -1)


def _joined(parts: list[nn.Linear]) -> nn.Linear:
    joined = nn.Linear(WIDTH, sum(part.out_features for part in parts))
    with torch.no_grad():
        joined.weight.copy_(torch.cat([part.weight for part in parts]))
        joined.bias.copy_(torch.cat([part.bias for part in parts]))
    return joined


def _layer(layer: Layer, hidden: Tensor, wanted: Tensor) -> Tensor:
    """One layer without a batch: attention from the wanted rows to all."""
    query = functional.linear(wanted, layer.qkv.weight[:WIDTH], layer.qkv.bias[:WIDTH])
    both = functional.linear(hidden, layer.qkv.weight[WIDTH:], layer.qkv.bias[WIDTH:])
    key, value = both.split(WIDTH, -1)
    query, key, value = (
        part.reshape(-1, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).transpose(0, 1) for part in (query, key, value)
    )
    weights = functional.softmax(query @ key.transpose(1, 2) * SCALE, -1)
    mixed = layer.mixed((weights @ value).transpose(0, 1).reshape(-1, WIDTH))
    wanted = layer.norm(wanted + mixed)
    return layer.out_norm(wanted + layer.down(functional.gelu(layer.up(wanted))))


def export(model: Tagger, data: Data, vocabulary: Path, folder: Path) -> None:
    """Write ``model.onnx``, ``vocab.txt`` and ``labels.json``.

    Args:
        model: The trained model.
        data: The data it was trained on, for its labels.
        vocabulary: The encoder's vocabulary.
        folder: Where to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    served = Served(model.cpu().float()).eval()
    with tempfile.TemporaryDirectory() as work:
        plain = Path(work) / "plain.onnx"
        _write(served, plain)
        quantize_dynamic(plain, folder / "model.onnx", per_channel=True, weight_type=QuantType.QInt8)
    shutil.copy(vocabulary, folder / "vocab.txt")
    _json(folder / "labels.json", tables(model, data))


def _write(served: Served, path: Path) -> None:
    example = (torch.tensor([101, 2023, 2003, 102]), torch.tensor([0, 2, 1, 0]), torch.tensor([1, 2]))
    axes = {"pieces": {0: "pieces"}, "cases": {0: "pieces"}, "first": {0: "words"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            served, example, str(path), dynamo=False, input_names=["pieces", "cases", "first"],
            output_names=list(OUTPUTS), dynamic_axes=axes | {name: {0: "words"} for name in OUTPUTS},
            opset_version=17,
        )  # fmt: skip
    onnx.checker.check_model(onnx.load(path))


def tables(model: Tagger, data: Data) -> dict[str, Any]:
    """Label sets and the scores of neighbouring tags, as the serving side reads them."""

    def rounded(values: Tensor) -> list[list[float]]:
        found: list[list[float]] = np.round(values.detach().numpy().astype(float), 4).tolist()
        return found

    return {
        **{head: known for head, known in data.labels.items() if head != "trigger"},
        "trigger": ["", *data.labels["trigger"]],
        "name": NAME_TAGS,
        "speech": SPEECH_TAGS,
        "certainty": CERTAINTY_SETS,
        "role": ["", *ROLES],
        "own_role": data.roles,
        "relation": RELATIONS,
        "name_between": rounded(model.name_chain.transitions()),
        "speech_between": rounded(model.speech_chain.transitions()),
    }


def export_lemmas(syntax: Path, folder: Path) -> None:
    """Write ``lemmas.json`` from the parsed corpus."""
    _json(folder / "lemmas.json", lemma_table(conllu(syntax)))


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
