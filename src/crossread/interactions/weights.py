"""The weights of the classifier: one small file of the model's package."""

from __future__ import annotations

import math
import zlib
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import msgspec
import numpy as np

from crossread.errors import ModelError
from crossread.interactions.features import Features

FILE = "interactions.npz"

Root = Literal[
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
]  # fmt: skip
"""Roots of the PLOVER ontology, in the form with fifteen."""

BLOCKS = {"word": 1.0, "parse": 1.0, "lexicon": 0.5}
"""Length to which each block of features is brought. The lexicon's was chosen among .3, .5, 1 by cross-validation."""


class Interaction(msgspec.Struct, frozen=True, kw_only=True):
    """How one party deals with another.

    Attributes:
        root: Root of the PLOVER ontology.
        lead: Score of the root less that of the next; about 0 where two are as likely, above 1 where it is clear.
    """

    root: Root
    lead: float


class Weights:
    """A linear classifier of features.

    Attributes:
        roots: The roots, in order of their columns.
        trained_on: Hashes of the sentences it was made from, see `sentence_hash`.
    """

    def __init__(self, path: Path) -> None:
        """Load the weights.

        Args:
            path: The file.

        Raises:
            ModelError: It is missing or cannot be read.
        """
        try:
            with np.load(path, allow_pickle=False) as held:
                arrays = {name: held[name] for name in held.files}
        except (OSError, ValueError) as error:
            raise ModelError(f"the weights of interactions cannot be read: {path}") from error
        names = bytes(arrays["names"]).decode("utf-8").split("\n")
        self.roots = cast("list[Root]", bytes(arrays["roots"]).decode("ascii").split("\n"))
        self.trained_on = frozenset(int(one) for one in arrays["trained_on"])
        self._number = {name: number for number, name in enumerate(names)}
        self._rarity: Any = arrays["rarity"].astype(np.float64)
        self._weights: Any = arrays["weights"].astype(np.float64) * arrays["scale"].astype(np.float64)
        self._bias: Any = arrays["bias"].astype(np.float64)

    def judge(self, features: Features) -> Interaction:
        """The root of some features."""
        numbers, values = vector(features, self._number, self._rarity)
        scores = self._bias.copy()
        for number, value in zip(numbers, values, strict=True):
            scores += value * self._weights[number]  # one after another: the sum is the same on every machine
        order = np.argsort(-scores, kind="stable")
        return Interaction(root=self.roots[order[0]], lead=round(float(scores[order[0]] - scores[order[1]]), 3))


def vector(features: Features, numbers: dict[str, int], rarity: Any) -> tuple[list[int], list[float]]:
    """Numbers and values of known features: each block weighted by rarity and brought to its length.

    Args:
        features: Features, see `features_of`.
        numbers: Number of each known feature.
        rarity: Weight of each, by number.
    """
    found: list[int] = []
    values: list[float] = []
    for block, length in BLOCKS.items():
        known = [
            (numbers[name], count) for name, count in features.items() if name in numbers and _block(name) == block
        ]
        weighed = [
            (number, (1 + math.log(count) if block == "word" else count) * rarity[number]) for number, count in known
        ]
        norm = math.sqrt(sum(value * value for _, value in weighed))
        found.extend(number for number, _ in weighed)
        values.extend(float(value * length / norm) for _, value in weighed)
    return found, values


def _block(name: str) -> str:
    return name.partition(":")[0]


def sentence_hash(sentence: str) -> int:
    """A sentence as a number of 32 bits, to know it again without its text."""
    return zlib.crc32(" ".join(sentence.split()).encode("utf-8"))


@cache
def default_weights() -> Weights:
    """The installed weights, loaded once in a process.

    Raises:
        ModelError: The package ``crossread-model-en`` is not installed, or its file is missing or damaged.
    """
    try:
        import crossread_model_en
    except ModuleNotFoundError as error:
        raise ModelError("the package crossread-model-en is not installed: pip install crossread-model-en") from error
    return Weights(crossread_model_en.FOLDER / FILE)
