"""Acts that somebody claims or disowns: "the Front claimed responsibility for the attack", "denied any role in it".

"Claimed responsibility for" is a set phrase, and is read by its words: the parse is often lost in the long names of
groups before it and of ships and places behind it. "Claimed the attack" is read by the parse.
"""

from __future__ import annotations

from dataclasses import dataclass

from crossread.claims.events.lexicon import wanted, words
from crossread.claims.events.slots import Slots, is_a
from crossread.syntax import Clause, Phrase, Tree

_CASES = frozenset(["for", "in"])
_NOBODY = frozenset(["no", "none", "nobody", "neither", "one"])
_NOT = frozenset(["not", "n't", "never", "nor"])
_FAR = 10  # words from "responsibility" to the act ("for Friday's suicide car bomb attack")
_ASIDE = 5  # words between "responsibility" and "for" ("on Tuesday")
_LONGEST_NAME = 12
_OPENS = {")": "(", ",": ","}


@dataclass(frozen=True, slots=True)
class Claiming:
    """By whom and how an act is claimed.

    Attributes:
        verb: Number of the verb that tells it.
        claimer: Who claims or disowns it; None for "no group".
        disowned: Whether it is disowned.
    """

    verb: int
    claimer: Phrase | None
    disowned: bool


def claiming_of(slots: Slots) -> Claiming | None:
    """How the act that a noun names is claimed or disowned, None where nothing tells so.

    Args:
        slots: What stands round the noun.
    """
    noun = slots.clause
    if noun.kind != "nominal":
        return None
    verb = noun.governor if noun.relation in ("obj", "nsubj:pass") else None
    if verb is not None and verb.kind == "verbal" and verb.lemma in words("claims_act"):
        return _claiming(verb.predicate, verb.logical_subject, negative=verb.negated or bool(verb.modals))
    return _responsible(noun)


def _responsible(noun: Clause) -> Claiming | None:
    """By the words before a noun: somebody, a verb, "responsibility", "for"."""
    tree, case = noun.tree, _case_before(noun)
    for number in range(case - 1, max(0, case - _ASIDE), -1):
        word = tree.words[number]
        if word.lemma in words("responsibility") and word.upos == "NOUN":
            verb = number - 1
            while verb > 0 and tree.words[verb].upos in ("ADJ", "DET") and tree.words[verb].lemma != "claimed":
                verb -= 1
            if _lemma(tree, verb) not in words("claims_responsibility"):
                return None
            claimer, negative = _speaker(tree, verb)
            return _claiming(verb, claimer, negative=negative)
        if word.upos in ("PUNCT", "VERB"):
            return None
    return None


def _case_before(noun: Clause) -> int:
    """Number of the "for" or "in" before a noun and what belongs to it, 0 if there is none."""
    tree = noun.tree
    for number in range(noun.predicate - 1, max(0, noun.predicate - _FAR), -1):
        word = tree.words[number]
        if word.lemma in _CASES and word.upos == "ADP":
            return number
        if word.upos in ("VERB", "AUX", "ADP") or (word.upos == "PUNCT" and word.text != "-"):
            return 0
    return 0


def _lemma(tree: Tree, number: int) -> str:
    word = tree.words[number]
    return "claim" if word.text.lower() == "claimed" else word.lemma  # which the parse may take for an adjective


def _speaker(tree: Tree, verb: int) -> tuple[Phrase | None, bool]:
    """Who stands before a verb, and whether the verb is negated."""
    at, negative = verb - 1, False
    while at >= 0 and tree.words[at].upos in ("AUX", "ADV", "PART"):
        negative = negative or tree.words[at].text.lower() in _NOT or tree.words[at].xpos == "MD"
        at -= 1
    if at >= 0 and tree.words[at].text in _OPENS:
        at = _before_aside(tree, at)
    if at < 0 or tree.words[at].upos not in ("NOUN", "PROPN", "PRON"):
        return None, negative
    head = at
    while tree.words[head].head != head and verb - _LONGEST_NAME < tree.words[head].head < verb:
        if tree.words[tree.words[head].head].upos in ("VERB", "AUX"):
            break
        head = tree.words[head].head
    before = tuple(number for number in Phrase(tree, head).words if number <= max(at, head))
    return Phrase(tree, head, before), negative


def _before_aside(tree: Tree, last: int) -> int:
    """Number of the word before what brackets or commas part from a name, which ends with a mark."""
    opens = _OPENS[tree.words[last].text]
    for at in range(last - 1, max(-1, last - _LONGEST_NAME), -1):
        if tree.words[at].text == opens:
            return at - 1
    return -1


def _claiming(verb: int, claimer: Phrase | None, *, negative: bool) -> Claiming | None:
    if claimer is None or not is_a(claimer, wanted("who names")):
        return None
    first = claimer.tree.words[claimer.first].text.lower()
    nobody = negative or first in _NOBODY or claimer.lemma in _NOBODY
    disowned = claimer.tree.words[verb].lemma in words("disowns")
    return Claiming(verb, None if nobody else _named(claimer), disowned)


def _named(claimer: Phrase) -> Phrase:
    """The name beside a description ("a little-known group, the Northern Front"), or the phrase itself."""
    beside = claimer.tree.exactly(claimer.head, "appos")
    if claimer.head not in claimer.tree.names and beside and beside[0] in claimer.tree.names:
        return Phrase(claimer.tree, beside[0])
    return claimer
