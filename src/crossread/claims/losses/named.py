"""Victims told without a number: "civilians were killed", "Karim Dost was wounded"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from crossread.actors.words import Words
from crossread.claims.losses.matches import Match
from crossread.claims.losses.words import loss_set, word_at
from crossread.counted_words import words as counted_words
from crossread.data import word_set
from crossread.speech.reporting_verbs import verb_forms
from crossread.syntax import Clause, Phrase, Syntax

_SUFFERED = frozenset(["killed", "injured", "captured"])
_LONGEST_VICTIM = 12
_NO_ACT = frozenset(["infinitive", "future", "modal"])


def with_named(words: Words, matches: Sequence[Match], syntax: Syntax | None) -> list[Match]:
    """The losses of a sentence, those of victims without a number added, in order of the victims.

    Args:
        words: Words of the sentence.
        matches: The losses of its counted victims.
        syntax: The clauses of the text, None where rules alone read.
    """
    if syntax is not None:
        held = {at for match in matches for at in range(match.first, match.after)}
        named = [match for match in _parsed(words, syntax) if held.isdisjoint(range(match.first, match.after))]
    else:
        taken = {match.begin for match in matches if match.first < match.begin}
        named = [match for match in _uncounted(words) if match.begin not in taken]
    return sorted([*matches, *named], key=lambda match: (match.first, match.begin))


def _parsed(words: Words, syntax: Syntax) -> Iterator[Match]:
    """Victims without number by the parse: whom a verb of loss befalls, each of several that are joined."""
    parsed = syntax.tree.words
    for at in range(len(words)):
        found = word_at(words, at, "passive") or word_at(words, at, "active")
        if not found or found[0] not in _SUFFERED:
            continue
        number = bisect_left(parsed, words[at].start, key=lambda word: word.start)
        clause = syntax.at(number) if number < len(parsed) else None
        if clause is None or clause.kind != "verbal" or clause.tense in _NO_ACT or "to" in clause.marks:
            continue
        if clause.passive != (words.lower(at - 1) in loss_set("be") or bool(clause.auxiliaries and clause.passive)):
            continue  # "Two men killed" may be either
        for phrase in clause.logical_object.members if clause.logical_object else ():
            if _is_victim(clause, phrase):
                first = bisect_left(words.items, phrase.core.start, key=lambda word: word.start)
                after = bisect_right(words.items, phrase.core.end, key=lambda word: word.end)
                if first < after and not first <= at < after:
                    yield Match(found[0], "named", None, first, after, at, found[1])


def _is_victim(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase names people: by its head, or as a person by name; "no soldier" is nobody."""
    tree = clause.tree
    if phrase.pronoun or phrase.last - phrase.first > _LONGEST_VICTIM or "no" in tree.lemmas(phrase.head, "det"):
        return False
    if any(tree.words[word].upos == "NUM" or tree.words[word].lemma == "whose" for word in phrase.words):
        return False
    if phrase.word.text.lower() == "lives":
        return False
    named = phrase.name is not None and phrase.name.kind == "person"
    return named or phrase.word.text.lower() in counted_words("persons", "heads")


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
    if (
        word.lower == "whose"
        or not word.text[0].isalpha()
        or word.lower in word_set("prepositions")
        or word.lower in word_set("past")
    ):
        return False
    return word.lower not in word_set("subordinators") and word.lower not in verb_forms() and word.lower != "and"
