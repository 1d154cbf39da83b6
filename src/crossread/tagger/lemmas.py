"""Dictionary forms by tag: what the parsed corpus knows, then WordNet's exceptions, then its endings.

The tables ship with the model; `training/lemmas.py` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_KINDS = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
_VOWELS = "aeiou"


class Lemmas:
    """The tables.

    Each is keyed by kind of word (``verb``, ``noun``, ``adj``, ``adv``), ``known`` by Penn Treebank tag.
    """

    def __init__(
        self,
        known: Mapping[str, Mapping[str, str]],
        words: Mapping[str, Sequence[str]],
        exceptions: Mapping[str, Mapping[str, str]],
        endings: Mapping[str, Sequence[tuple[str, str]]],
    ) -> None:
        """Keep the tables: corrections, dictionary words, exceptions, and endings with what they become."""
        self._known, self._exceptions, self._endings = known, exceptions, endings
        self._words = {kind: frozenset(found) for kind, found in words.items()}

    def of(self, word: str, tag: str) -> str:
        """The lemma of a word, in small letters.

        Args:
            word: The word as written.
            tag: Its Penn Treebank tag.
        """
        small = word.lower()
        known = self._known.get(tag, {}).get(small)
        kind = _KINDS.get(tag[:1])
        if known is not None or kind is None or tag in ("NNP", "RP"):
            return small if known is None else known
        exception = self._exceptions[kind].get(small)
        if exception is not None:
            return exception
        slip = kind == "verb" and small.endswith(("ed", "ing", "s")) and small not in self._words[kind]
        if tag in ("NN", "VB", "VBP", "JJ", "RB") and not slip:  # these are dictionary forms already
            return small
        return self._shortened(small, kind)

    def knows(self, word: str) -> bool:
        """Whether the tables have a word, or what it is a regular form of.

        Args:
            word: The word in small letters.
        """
        if any(word in words for words in self._words.values()) or any(word in known for known in self._known.values()):
            return True
        return any(
            word in found or self._shortened(word, kind) in self._words[kind]
            for kind, found in self._exceptions.items()
        )

    def _shortened(self, word: str, kind: str) -> str:
        """The first form without its ending that is a word; by its spelling if none is."""
        forms = [
            word[: len(word) - len(ending)] + instead
            for ending, instead in self._endings[kind]
            if word.endswith(ending) and len(word) > len(ending) + 1
        ]
        found = [form for form in forms if form in self._words[kind]]
        if found:
            # Of several the longest: "planes" is of "plane", not of "plan".
            return max(found, key=len)
        if not forms:
            return word
        return _spelled(word, forms)


def _spelled(word: str, forms: Sequence[str]) -> str:
    """The likelier of several unknown forms: a doubled consonant loses one, else the shortest stands."""
    shortest = min(forms, key=len)
    doubled = len(shortest) > 3 and shortest[-1] == shortest[-2] and shortest[-1] not in "lsfz" + _VOWELS
    return shortest[:-1] if doubled and word.endswith(("ed", "ing")) else shortest
