"""The parse from the heads down: what hangs on a word, and which words a phrase is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossread.syntax.repairs import repaired
from crossread.tagger.tags import NameTag, Tags, Word

# What a phrase is not shown with: clauses and asides that hang on its head.
_OUTSIDE = frozenset(
    ["acl:relcl", "advcl:relcl", "acl", "parataxis", "advcl", "discourse", "vocative", "ccomp", "csubj"]
)
_EDGES = frozenset(["case", "punct", "mark", "cc", "cop", "aux", "nsubj", "nsubj:pass", "expl", "cc:preconj"])
_NO_PHRASE = frozenset(["punct", "cc", "mark", "case"])


class Tree:
    """The parse of a text.

    Attributes:
        words: All words of the text.
        children: For each word, those that hang on it, in order.
        names: The name that each word belongs to.
    """

    def __init__(self, tags: Tags) -> None:
        """Turn the heads around."""
        self.tags = tags
        self.words: Sequence[Word] = repaired(tags.words, tags.sentences)
        self.children: list[list[int]] = [[] for _ in self.words]
        for number, word in enumerate(self.words):
            if word.head != number:
                self.children[word.head].append(number)
        self.names: dict[int, NameTag] = {
            number: name for name in tags.names for number in range(name.first, name.last)
        }

    def hanging(self, number: int, *relations: str) -> list[int]:
        """Words that hang on a word by one of some relations, subtypes included."""
        words = self.words
        return [
            child
            for child in self.children[number]
            if words[child].deprel in relations or words[child].deprel.partition(":")[0] in relations
        ]

    def exactly(self, number: int, *relations: str) -> list[int]:
        """Words that hang on a word by one of some relations, subtypes left out."""
        return [child for child in self.children[number] if self.words[child].deprel in relations]

    def case(self, number: int) -> str:
        """The preposition of a word with its fixed parts ("because of"), empty if it has none."""
        for child in self.children[number]:
            if self.words[child].deprel == "case" and self.words[child].lemma != "'s":
                fixed = [self.words[part].lemma for part in self.children[child] if self.words[part].deprel == "fixed"]
                return " ".join([self.words[child].lemma, *fixed])
        return ""

    def lemmas(self, number: int, *relations: str) -> list[str]:
        """Lemmas of what hangs on a word by some relations."""
        return [self.words[child].lemma for child in self.hanging(number, *relations)]

    def above(self, number: int) -> int | None:
        """The head of a word, None for a root."""
        head = self.words[number].head
        return head if head != number else None

    def subtree(self, number: int, *, without: frozenset[str] = frozenset()) -> Iterator[int]:
        """A word and all under it, in no order; what hangs by some relations is left out with all under it."""
        waiting = [number]
        while waiting:
            word = waiting.pop()
            yield word
            waiting.extend(child for child in self.children[word] if self.words[child].deprel not in without)

    def phrase(self, number: int) -> list[int]:
        """The words of a noun phrase, in order: its subtree without preposition, relative clauses and asides.

        What is put beside the noun without a comma ("the rebel group Northern Front") belongs to it.
        """
        found: list[int] = []
        waiting = [number]
        while waiting:
            word = waiting.pop()
            found.append(word)
            for child in self.children[word]:
                relation = self.words[child].deprel
                if relation in _OUTSIDE or (word == number and relation in _EDGES):
                    continue
                if relation == "appos" and self._apart(word, child):
                    continue
                waiting.append(child)
        return self._trimmed(sorted(self._on_one_side(found, number)), number)

    def _on_one_side(self, found: list[int], head: int) -> list[int]:
        """The words that stand on the head's side of the word above: no phrase runs over its own verb."""
        above = self.words[head].head
        if above == head:
            return found
        return [word for word in found if (word < above) == (head < above)]

    def _apart(self, word: int, child: int) -> bool:
        """Whether a mark stands between two words."""
        low, high = sorted([word, child])
        return any(self.words[at].upos == "PUNCT" and self.words[at].text != "-" for at in range(low + 1, high))

    def _trimmed(self, found: list[int], head: int) -> list[int]:
        """A phrase without marks and joining words at its edges, and without what a gap parts from its head."""
        while found[0] < head and self.words[found[0]].deprel in _NO_PHRASE:
            found.pop(0)
        before = found[0] - 1
        if before >= 0 and self.words[before].text.lower() == "at" and self.words[found[0]].lemma in ("least", "most"):
            found.insert(0, before)
        while found[-1] > head and self.words[found[-1]].deprel in _NO_PHRASE and self.words[found[-1]].text != "'s":
            found.pop()
        return found
