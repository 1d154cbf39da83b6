"""Victims told without a number: "civilians were killed", "Karim Dost was wounded"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossread.actors.words import Words
from crossread.claims.losses.matches import Match
from crossread.claims.losses.words import loss_set, word_at
from crossread.counted_words import words as counted_words
from crossread.data import word_set
from crossread.speech.reporting_verbs import verb_forms


def with_named(words: Words, matches: Sequence[Match]) -> list[Match]:
    """The losses of a sentence, those of victims without a number added, in order of the victims.

    Args:
        words: Words of the sentence.
        matches: The losses of its counted victims.
    """
    taken = {match.begin for match in matches if match.first < match.begin}
    named = [match for match in _uncounted(words) if match.begin not in taken]
    return sorted([*matches, *named], key=lambda match: (match.first, match.begin))


def _uncounted(words: Words) -> Iterator[Match]:
    """Victims without number before a passive: "civilians were killed", "Karim Dost was wounded"."""
    between = loss_set("between subject and participle") - {"people", "others", "more", "killed"}
    for at in range(1, len(words)):
        found = word_at(words, at, "passive") if words.lower(at - 1) in loss_set("be") else None
        if not found or found[0] == "destroyed":
            continue
        verb = at - 1
        while words.lower(verb - 1) in between:
            verb -= 1
        first = _victims_start(words, verb)
        if first is not None and first < verb:
            yield Match(found[0], "named", None, first, verb, at, found[1])


def _victims_start(words: Words, after: int) -> int | None:
    """Where the noun phrase of people or a name begins that ends before a place."""
    last = after - 1
    if words.lower(last) not in counted_words("persons", "heads") and not words[last].capital:
        return None
    first = last
    while first > 0 and words[first].near and _in_phrase(words, first - 1) and last - first < 6:
        first -= 1
    if words[first - 1].text in ("of", "in", "by", "with", "and", "for", "from") and first > 0 and words[first].near:
        return None  # the head of a longer phrase is further left
    named = words.lower(last) not in counted_words("persons", "heads")
    if named and after - first < 2:
        return None
    return first


def _in_phrase(words: Words, at: int) -> bool:
    word = words[at]
    if word.capital or word.initial or word.acronym:
        return True
    if not word.text[0].isalpha() or word.lower in word_set("prepositions") or word.lower in word_set("past"):
        return False
    return word.lower not in word_set("subordinators") and word.lower not in verb_forms() and word.lower != "and"
