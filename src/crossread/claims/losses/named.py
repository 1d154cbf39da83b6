"""Victims that words beside a number do not tell: without a number ("Karim Dost was hurt"), or far from the verb."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from crossread.actors.words import Words
from crossread.claims.losses.matches import Counted, Match, fits, group_of_victims
from crossread.claims.losses.words import LossType, loss_set, word_at
from crossread.claims.parts import named_after
from crossread.counted_words import words as counted_words
from crossread.data import word_set
from crossread.speech.reporting_verbs import verb_forms
from crossread.syntax import Clause, Phrase, Syntax

_SUFFERED = frozenset(["killed", "injured", "captured"])
_LONGEST_VICTIM = 12
_IS = frozenset(["was", "were", "is", "are"])
_CAUSE_NEAR = 6  # words after "died" in which the cause is told
_NO_ACT = frozenset(["infinitive", "future", "modal"])


def with_named(
    words: Words, matches: Sequence[Match], counted: Sequence[Counted], syntax: Syntax | None
) -> list[Match]:
    """The losses of a sentence, those of victims without a number added, in order of the victims.

    Args:
        words: Words of the sentence.
        matches: The losses that words beside a number tell.
        counted: The quantities of the sentence.
        syntax: The clauses of the text, None where rules alone read.
    """
    if syntax is not None:
        held = {at for match in matches for at in range(match.first, match.after)}
        found = [*_parsed(words, counted, syntax), *_among(words, counted, syntax)]
        named = [match for match in found if held.isdisjoint(range(match.first, match.after))]
    else:
        taken = {match.begin for match in matches if match.first < match.begin}
        named = [match for match in _uncounted(words) if match.begin not in taken]
    return sorted([*matches, *named], key=lambda match: (match.first, match.begin))


def _parsed(words: Words, counted: Sequence[Counted], syntax: Syntax) -> Iterator[Match]:
    """Victims by the parse: whom a verb of loss befalls, each of several that are joined."""
    parsed = syntax.tree.words
    for at in range(len(words)):
        found = word_at(words, at, "passive") or word_at(words, at, "active") or _died(words, at)
        if not found or found[0] not in _SUFFERED:
            continue
        number = bisect_left(parsed, words[at].start, key=lambda word: word.start)
        clause = syntax.at(number) if number < len(parsed) else None
        if clause is None or clause.kind != "verbal" or _is_no_act(clause):
            continue
        if not word_at(words, at, "alone") and clause.passive != _told_passive(words, at, clause):
            continue  # "Two men killed" may be either
        died = word_at(words, at, "alone") is not None
        for phrase in clause.subject.members if died and clause.subject else _victims(found[0], clause):
            match = _match(words, counted, found[0], phrase, (at, found[1]))
            if match is not None and not match.first <= at < match.after:
                yield match


def _is_no_act(clause: Clause) -> bool:
    """Whether a verb tells what is to come or wanted, and not what is said to have been."""
    if "to" in clause.marks:
        return not any(word.lemma == "have" for word in clause.auxiliaries)
    return clause.tense in _NO_ACT


def _died(words: Words, at: int) -> tuple[LossType, int] | None:
    """Of those who died by violence: "died of his wounds", "died in the attack"."""
    found = word_at(words, at, "alone")
    if found is None or found[0] != "killed" or words.lower(at) in ("dying", "die"):
        return None
    after = {words.lower(place) for place in range(found[1], found[1] + _CAUSE_NEAR)}
    violent = after & (loss_set("acts") - loss_set("no violence")) or after & loss_set("wounds")
    return found if violent else None


def _told_passive(words: Words, at: int, clause: Clause) -> bool:
    """Whether a passive shows by its own "was", or by that of the verb it is joined to ("were caught and killed")."""
    shared = clause.joined_to is not None and clause.joined_to.passive
    return words.lower(at - 1) in loss_set("be") or bool(clause.auxiliaries and clause.passive) or shared


def _victims(kind: LossType, clause: Clause) -> tuple[Phrase, ...]:
    """Whom a verb of loss befalls; of "claimed the lives of a nurse and two boys" those after "of"."""
    told = clause.logical_object
    if told is not None and told.lemma == "life" and kind == "killed":
        told = next((Phrase(told.tree, child) for child in told.tree.hanging(told.head, "nmod")), None)
    return told.members if told is not None else ()


def _match(
    words: Words, counted: Sequence[Counted], kind: LossType, phrase: Phrase, verb: tuple[int, int]
) -> Match | None:
    """The loss of some victims: of a number of them, of people or of a person by name."""
    start = phrase.core.start
    for one in counted:
        if words[one.first].start < phrase.core.end and start < words[one.after - 1].end:
            inside = words[one.first].start <= phrase.word.start < words[one.after - 1].end
            return Match(kind, "named", one.slot, one.first, one.after, *verb) if inside and fits(one, kind) else None
    first = bisect_left(words.items, start, key=lambda word: word.start)
    after = bisect_right(words.items, max(phrase.core.end, named_after(phrase)), key=lambda word: word.end)
    return Match(kind, "named", None, first, after, *verb) if first < after and _is_victim(phrase) else None


def _is_victim(phrase: Phrase) -> bool:
    """Whether a phrase names people: by its head, behind "a number of" too, or as a person by name."""
    tree = phrase.tree
    if phrase.lemma in ("number", "group"):
        counted = [Phrase(tree, child) for child in tree.hanging(phrase.head, "nmod") if tree.case(child) == "of"]
        return bool(counted) and _is_victim(counted[0])
    if phrase.pronoun or phrase.last - phrase.first > _LONGEST_VICTIM:
        return False
    if any(tree.words[word].upos == "NUM" or tree.words[word].lemma == "whose" for word in phrase.words):
        return False
    if phrase.word.text.lower() == "lives":
        return False
    named = phrase.name is not None and phrase.name.kind == "person"
    return named or phrase.word.text.lower() in counted_words("persons", "heads")


def _among(words: Words, counted: Sequence[Counted], syntax: Syntax) -> Iterator[Match]:
    """Victims told as some of others: "among the dead was Colonel Hassan Guled, a former intelligence chief"."""
    parsed = syntax.tree.words
    for at in range(1, len(words) - 2):
        group = group_of_victims(words, at) if words.lower(at - 1) == "among" else None
        if not group or words.lower(group[1]) not in _IS:
            continue
        first = bisect_left(parsed, words[group[1] + 1].start, key=lambda word: word.start)
        head = _head_from(syntax, first)
        for phrase in Phrase(syntax.tree, head, tuple(range(first, head + 1))).members:
            match = _match(words, counted, group[0], phrase, (at, group[1]))
            if match is not None:
                yield match


def _head_from(syntax: Syntax, first: int) -> int:
    """The head of the noun phrase that begins with a word: the first noun that no later word near it continues."""
    parsed = syntax.tree.words
    head = first
    while head + 1 < len(parsed) and parsed[head].upos not in ("NOUN", "PROPN"):
        head += 1
    while head + 1 < len(parsed) and parsed[head + 1].upos in ("NOUN", "PROPN") and head - first < _LONGEST_VICTIM:
        head += 1
    name = syntax.tree.names.get(head)
    return head if name is None else max(head, name.last - 1)


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
