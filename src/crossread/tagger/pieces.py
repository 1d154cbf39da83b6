"""Words into the encoder's pieces: WordPiece over lower-cased text, as BERT's uncased vocabulary asks.

The scheme is the published one (clean, lower-case, strip accents, split at punctuation and at CJK characters,
longest piece first). Words come cut already, so a word's pieces depend on the word alone and are remembered.
The library `tokenizers` does the same for whole texts but draws a network client into every installation;
`tests/test_tagger_pieces.py` holds equality with fixed examples of it.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

PAD, UNKNOWN, START, SEPARATOR = 0, 100, 101, 102
"""Ids in the vocabulary of ``bert-base-uncased``."""

_LONGEST = 100  # code points of one run: the published tokenizer calls longer ones unknown
_REMEMBERED = 50_000  # words: bounds memory where one process reads a whole crawl


class Pieces:
    """A vocabulary and the pieces of words already seen.

    Attributes:
        ids: Id of each piece of the vocabulary; pieces inside a word begin with ``##``.
    """

    def __init__(self, vocabulary: Path) -> None:
        """Read a vocabulary of one piece a line."""
        lines = vocabulary.read_text("utf-8").splitlines()
        self.ids = {piece: number for number, piece in enumerate(lines)}
        self._seen: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Ids of the pieces of one word; at least one, so that every word has a first piece."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            known = tuple(number for run in _runs(word) for number in self._longest_first(run)) or (UNKNOWN,)
            self._seen[word] = known
        return known

    def _longest_first(self, run: str) -> list[int]:
        if len(run) > _LONGEST:
            return [UNKNOWN]
        found: list[int] = []
        start = 0
        while start < len(run):
            for end in range(len(run), start, -1):
                number = self.ids.get(run[start:end] if start == 0 else "##" + run[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [UNKNOWN]
        return found


def _runs(word: str) -> list[str]:
    """The lower-cased word without accents, cut at punctuation and CJK characters."""
    runs: list[str] = []
    fresh = True
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category == "Mn":
            continue
        if category[0] in "CZ" or char == "\ufffd":
            fresh = True
        elif _alone(char, category):
            runs.append(char)
            fresh = True
        elif fresh:
            runs.append(char)
            fresh = False
        else:
            runs[-1] += char
    return runs


def _alone(char: str, category: str) -> bool:
    """Whether a character makes a run of its own."""
    code = ord(char)
    if category[0] == "P" or (code < 128 and category[0] == "S"):
        return True
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
