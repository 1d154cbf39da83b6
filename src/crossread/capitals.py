"""Letter case for what a page writes in capitals: headlines, and whole stories from wires that know no small letters.

Capitals tell names from words, and many rules lean on them. So the reading copy of a block in capitals is written in
sentence case: what the model takes for a name, what no dictionary has, and acronyms keep theirs. The page's text never
changes, and the copy keeps its length, so every span is where it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crossread.data import rows, word_set
from crossread.folding import FoldedBlock, FoldedText
from crossread.sentences import split_sentences
from crossread.tagger.lemmas import Lemmas
from crossread.tagger.model import Model, default_model
from crossread.tagger.tagging import tag
from crossread.tagger.tags import Tags, Word

_SHARE = 0.9  # of the letters; the rest are endings ("TOMAS'"s), "al-", a dateline's "90th"
_LEAST = 3  # words; "BREAKING" alone, or a group's acronym as heading, has no case to restore
_LEAST_LETTERS = 15
_BRACKETED = re.compile(r"[(\[]\s*([A-Z][A-Z0-9&-]{1,6})\s*[)\]]")
_WITH_STOPS = re.compile(r"(?:[A-Z]\.){2,}")
_VOWELS = frozenset("AEIOUY")
_INNER = frozenset("of the and for de la del los las el y in on at to von van bin al an a with by".split())  # noqa: SIM905
_GROUPS = frozenset(["organisation", "armed group", "state body"])
_ONE_OF_A_KIND = frozenset(["NOUN", "PROPN", "ADJ", "X"])


def in_capitals(text: str) -> bool:
    """Whether a stretch of text is written in capitals.

    Args:
        text: The text of a block.
    """
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return len(letters) >= _LEAST_LETTERS and len(text.split()) >= _LEAST and capitals >= _SHARE * len(letters)


def with_case(folded: FoldedText, *, model: Model | None = None) -> FoldedText:
    """The reading copy with its blocks in capitals written in sentence case; the same copy if there are none.

    Args:
        folded: The reading copy.
        model: The model; the installed one if None.

    Raises:
        ModelError: No model is installed, or it is damaged.
    """
    blocks = [block for block in folded.blocks if in_capitals(folded.text[block.start : block.end])]
    if not blocks:
        return folded
    known = model or default_model()
    tags = _tags(folded, blocks, known)
    characters = list(folded.text)
    for start, text in _Caser(tags, known.lemmas, folded.text).words():
        characters[start : start + len(text)] = text
    return folded.written("".join(characters))


def _tags(folded: FoldedText, blocks: list[FoldedBlock], model: Model) -> Tags:
    bounds = [(block.start, block.end) for block in blocks]
    position = folded.position
    found = ((position(one.spans[0].start), position(one.spans[0].end)) for one in split_sentences(folded))
    sentences = [(start, end) for start, end in found if any(first <= start < last for first, last in bounds)]
    return tag(folded.text, bounds, sentences, model=model)


class _Caser:
    """Writes the words of tagged text in sentence case."""

    def __init__(self, tags: Tags, lemmas: Lemmas, text: str) -> None:
        self.tags, self.lemmas = tags, lemmas
        self.named = {n: name.first for name in tags.names for n in range(name.first, name.last)}
        self.kinds = {n: name.kind for name in tags.names for n in range(name.first, name.last)}
        self.first = {sentence.first for sentence in tags.sentences}
        persons = {word.text for n, word in enumerate(tags.words) if n in self.named and self.kinds[n] == "person"}
        self.acronyms = (_known_acronyms() | frozenset(_BRACKETED.findall(text))) - persons

    def words(self) -> Iterator[tuple[int, str]]:
        """Starts and new forms of the words that change."""
        for number, word in enumerate(self.tags.words):
            text = self._written(number, word)
            if text != word.text and len(text) == len(word.text):
                yield word.start, text

    def _written(self, number: int, word: Word) -> str:
        text = word.text
        small = text.lower()
        if not text.isupper() or self._is_acronym(number, text):
            return text
        if text == "I" or number in self.first or self._is_name(number, word, small):
            return _capitalised(small)
        if small in _titles() and number + 1 < len(self.tags.words):
            following = self.tags.words[number + 1]
            return _capitalised(small) if self._is_name(number + 1, following, following.text.lower()) else small
        return small

    def _is_acronym(self, number: int, text: str) -> bool:
        bare = text.removesuffix("'S")
        if bare.lower() in _small_words():
            return False
        if bare in self.acronyms or _WITH_STOPS.fullmatch(bare):
            return True
        if not (1 < len(bare) <= 6 and bare.isalpha()) or self.lemmas.knows(bare.lower()):
            return False
        return not _VOWELS & set(bare) or (len(bare) <= 4 and self.kinds.get(number) in _GROUPS)

    def _is_name(self, number: int, word: Word, small: str) -> bool:
        if not small[:1].isalpha():
            return False
        if small in _always() or (small in ("march", "may") and word.upos == "PROPN"):
            return True
        if number in self.named:
            return small not in _INNER or self.named[number] == number
        if word.upos not in _ONE_OF_A_KIND or small in _small_words():
            return False
        return not any(self.lemmas.knows(part) for part in re.split(r"[-']", small) if len(part) > 1)


def _capitalised(small: str) -> str:
    """A word with capitals after hyphens too."""
    return re.sub(r"(^|[-/])([^\W\d_])", lambda match: match[1] + match[2].upper(), small)


@cache
def _known_acronyms() -> frozenset[str]:
    return frozenset(row[0] for row in rows("acronyms.tsv"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(
        word
        for kind, words in rows("titles.tsv")
        if kind in ("honorific", "rank", "office")
        for word in words.split("|")
    )


@cache
def _always() -> frozenset[str]:
    """Words that are always written with a capital: months, days, nationalities."""
    nationalities = (word.lower() for row in rows("nationalities.tsv") for word in row[0].split())
    months = word_set("months") - {"march", "may"}
    return frozenset([*nationalities, *months, *word_set("days")])


@cache
def _small_words() -> frozenset[str]:
    """Words of closed classes, which no dictionary of nouns and verbs has."""
    names = ("prepositions", "determiners", "auxiliaries", "pronouns", "relatives", "subordinators", "wh", "commonest")
    return frozenset(word for name in names for word in word_set(name))
