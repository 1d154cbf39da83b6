"""The table of lemmas that ships: WordNet's words, exceptions and endings, corrected by the parsed corpus.

WordNet's data come from the wheel ``spacy-lookups-data``, where spaCy keeps them as tables.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from crossread.tagger.lemmas import Lemmas

_KINDS = ("verb", "noun", "adj", "adv")
_NO_WORDS = ("GW", "ADD", "XX", "FW", "LS", "NNP", "NNPS", "CD", "SYM")
_SEEN = 2  # a single odd lemma in the corpus is taken for a slip,
_SEEN_AGAINST_EXCEPTION = 6  # and a few against a listed irregular form too


def wordnet() -> dict[str, dict[str, Any]]:
    """``words``, ``exceptions`` and ``endings``, by kind of word; single words without marks only."""

    def table(name: str) -> dict[str, Any]:
        raw = files("spacy_lookups_data").joinpath("data", f"en_lemma_{name}.json.gz").read_bytes()
        found: dict[str, Any] = json.loads(gzip.decompress(raw))
        return found

    index, exceptions, rules = table("index"), table("exc"), table("rules")
    return {
        "words": {kind: sorted(word for word in index[kind] if word.isalpha()) for kind in _KINDS},
        "exceptions": {kind: {word: lemmas[0] for word, lemmas in sorted(exceptions[kind].items())} for kind in _KINDS},
        "endings": {kind: rules[kind] for kind in _KINDS},
    }


def lemma_table(sentences: Iterable[tuple[dict[str, str], list[list[str]]]]) -> dict[str, Any]:
    """WordNet's tables and ``known``: for each tag, words whose lemma in the corpus is another one.

    Args:
        sentences: Sentences as `corpora.conllu` reads them.
    """
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for _, rows in sentences:
        for row in rows:
            if row[2] != "_" and row[4] not in _NO_WORDS:
                counts[row[4]][row[1].lower()][row[2].lower()] += 1
    tables = wordnet()
    plain = Lemmas(known={}, **tables)
    known: dict[str, dict[str, str]] = {}
    for tag, found in sorted(counts.items()):
        for word, lemmas in sorted(found.items()):
            lemma, seen = sorted(lemmas.items(), key=lambda item: (-item[1], item[0]))[0]
            listed = any(word in tables["exceptions"][kind] for kind in _KINDS)
            if seen >= (_SEEN_AGAINST_EXCEPTION if listed else _SEEN) and plain.of(word, tag) != lemma:
                known.setdefault(tag, {})[word] = lemma
    return {**tables, "known": known}
