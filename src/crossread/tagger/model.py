"""The model as it is served: one window of words in, scores of all heads out.

Dynamic int8 takes the scale of its activations from everything it is given at once, so a window is always given
alone: batching would change tags with the company a sentence keeps.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from crossread.errors import ModelError
from crossread.tagger.decode import Scores
from crossread.tagger.lemmas import Lemmas
from crossread.tagger.pieces import SEPARATOR, START, Pieces
from crossread.tagger.words import case_class

FILES = ("model.onnx", "vocab.txt", "labels.json", "lemmas.json")


class Model:
    """A loaded model.

    Attributes:
        name: Name and version, for the records.
        labels: Label sets of the heads, and the scores of neighbouring tags.
        pieces: The vocabulary.
        lemmas: The table of lemmas.
        between: ``[2, 9, 9]`` scores of neighbouring tags of names and of attribution.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Load the files of a model.

        Args:
            folder: Folder with the files named in `FILES`.
            name: Name and version.

        Raises:
            ModelError: A file is missing or cannot be read.
        """
        import onnxruntime  # type: ignore[import-untyped]  # late: `import crossread` must stay quick

        missing = [file for file in FILES if not (folder / file).is_file()]
        if missing:
            raise ModelError(f"the model in {folder} lacks {', '.join(missing)}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # several processes share a machine
        options.log_severity_level = 3
        self.name = name
        self.labels: dict[str, Any] = json.loads((folder / "labels.json").read_bytes())
        self.lemmas = Lemmas(**json.loads((folder / "lemmas.json").read_bytes()))
        self.pieces = Pieces(folder / "vocab.txt")
        self.between = _between(self.labels)
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._outputs = [output.name for output in self._session.get_outputs()]

    def scores(self, words: Sequence[str]) -> dict[str, Scores]:
        """Scores of all heads for the words of one window.

        Args:
            words: The words, at least one, of about `windows.WINDOW_PIECES` pieces at most.

        Returns:
            By name of the head, one row a word.
        """
        return self.run(*self.encode(words))

    def encode(self, words: Sequence[str]) -> tuple[Any, Any, Any]:
        """Piece ids, letter-case classes and first pieces of a window's words."""
        ids, cases, first = [START], [0], []
        for word in words:
            found = self.pieces.of(word)
            first.append(len(ids))
            ids.extend(found)
            cases.extend([case_class(word)] * len(found))
        return np.array([*ids, SEPARATOR]), np.array([*cases, 0]), np.array(first)

    def run(self, pieces: Any, cases: Any, first: Any) -> dict[str, Scores]:
        """Run the graph on what `encode` gave."""
        found = self._session.run(self._outputs, {"pieces": pieces, "cases": cases, "first": first})
        return dict(zip(self._outputs, found, strict=True))


def _between(labels: dict[str, Any]) -> Scores:
    """Both tables of neighbouring tags in one array, the smaller one padded."""
    names, speech = (np.array(labels[key], np.float32) for key in ("name_between", "speech_between"))
    both = np.full((2, len(names), len(names)), -1e4, np.float32)
    both[0] = names
    both[1, : len(speech), : len(speech)] = speech
    return both


def model_name() -> str:
    """Name and version of the installed English model, as records name it; nothing is loaded.

    Raises:
        ModelError: The package ``crossread-model-en`` is not installed.
    """
    try:
        import crossread_model_en
    except ModuleNotFoundError as error:
        raise ModelError("the package crossread-model-en is not installed: pip install crossread-model-en") from error
    return f"crossread-model-en {crossread_model_en.__version__}"


@cache
def default_model() -> Model:
    """The installed English model, loaded once in a process.

    Raises:
        ModelError: The package ``crossread-model-en`` is not installed, or its files are damaged.
    """
    name = model_name()
    import crossread_model_en

    return Model(crossread_model_en.FOLDER, name)
