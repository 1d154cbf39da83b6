"""A table of lemmas from the parsed corpus: the suffix rules that its words follow, and the words that follow none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

_LONGEST_SUFFIX = 5
_SEEN = 3  # a rule must explain as many different words


def lemma_table(sentences: Iterable[tuple[dict[str, str], list[list[str]]]]) -> dict[str, Any]:
    """Rules and exceptions, by tag.

    Args:
        sentences: Sentences as `corpora.conllu` reads them.

    Returns:
        ``rules``: for each tag, suffix → (letters to cut, ending to add), to be tried longest first;
        ``words``: for each tag, word → lemma where the rules are wrong. All in small letters.
    """
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for _, rows in sentences:
        for row in rows:
            if row[2] != "_" and row[4] not in ("GW", "ADD", "XX"):
                counts[row[4]][row[1].lower()][row[2].lower()] += 1
    rules: dict[str, dict[str, tuple[int, str]]] = {}
    words: dict[str, dict[str, str]] = {}
    for tag, found in sorted(counts.items()):
        pairs = {word: sorted(all_.items(), key=lambda item: (-item[1], item[0]))[0][0] for word, all_ in found.items()}
        rules[tag] = _rules(pairs)
        wrong = {word: lemma for word, lemma in sorted(pairs.items()) if apply_rules(word, rules[tag]) != lemma}
        words[tag] = wrong
    return {"rules": rules, "words": words}


def _edit(word: str, lemma: str) -> tuple[int, str]:
    """How many letters to cut from the end, and what to put there."""
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def _rules(pairs: dict[str, str]) -> dict[str, tuple[int, str]]:
    votes: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for word, lemma in pairs.items():
        edit = _edit(word, lemma)
        for length in range(min(_LONGEST_SUFFIX, len(word)) + 1):
            if edit[0] <= max(length, 0):
                votes[word[len(word) - length :]][edit] += 1
    rules: dict[str, tuple[int, str]] = {}
    for suffix in sorted(votes, key=lambda each: (len(each), each)):
        edit, seen = sorted(votes[suffix].items(), key=lambda item: (-item[1], item[0]))[0]
        shorter = next((rules[suffix[at:]] for at in range(1, len(suffix) + 1) if suffix[at:] in rules), None)
        if seen >= _SEEN and edit != shorter:
            rules[suffix] = edit
    return rules


def apply_rules(word: str, rules: dict[str, tuple[int, str]]) -> str:
    """The lemma by the longest rule that fits; the word itself if none does."""
    for length in range(min(_LONGEST_SUFFIX, len(word)), -1, -1):
        edit = rules.get(word[len(word) - length :])
        if edit is not None and len(word) > edit[0]:
            return word[: len(word) - edit[0]] + edit[1]
    return word
