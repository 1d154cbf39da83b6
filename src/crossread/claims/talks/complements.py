"""What stands under and beside the predicate of an act: what is offered or asked, of whom, with whom."""

from __future__ import annotations

from collections.abc import Iterator

from crossread.claims.talks.words import is_business, is_matter, words
from crossread.record import ArgumentRole
from crossread.syntax import Clause, Phrase

_ASKING = frozenset(["how", "what", "when", "where", "whether"])
TO = frozenset(["to", "for"])
"""Prepositions before what one is ready for."""


def subtree_of(clause: Clause, number: int) -> tuple[int, ...]:
    """A word and all under it, the word first."""
    return (number, *sorted(word for word in clause.tree.subtree(number) if word != number))


def complement_of(clause: Clause) -> Clause | None:
    """What one is ready, refuses or is urged to do: the infinitive or clause under a predicate."""
    tree = clause.tree
    for child in tree.exactly(clause.predicate, "xcomp", "ccomp", "advcl", "acl"):
        below = clause.syntax.at(child)
        if below is not None and child > clause.predicate and "to" in below.marks and not _ASKING & set(below.marks):
            return below
    return None


def clause_with_that(clause: Clause) -> Clause | None:
    """The clause with "that" under a predicate."""
    for child in clause.tree.exactly(clause.predicate, "ccomp", "xcomp"):
        below = clause.syntax.at(child)
        if below is not None and child > clause.predicate and below.kind != "nominal":
            return below
    return None


def is_act(clause: Clause) -> bool:
    """Whether a clause tells what parties do for one another: negotiate, release, withdraw, hold talks.

    Args:
        clause: The clause under "ready to", "refused to", "would".
    """
    lemma = clause.lemma
    objects = [phrase for phrase in (clause.logical_object, *all_obliques(clause)) if phrase is not None]
    if lemma in words("act", "talk"):
        talked = clause.logical_object
        return lemma != "discuss" or talked is None or is_matter(talked, "talks", "peace", "deals", "gives")
    if lemma in words("act", "with_talks"):
        return any(is_matter(phrase, "talks", "peace", "deals") or phrase.lemma == "table" for phrase in objects)
    if any(phrase.lemma in words("act", "not_given") for phrase in objects):
        return False
    return lemma in words("act", "give") or (lemma in words("act", "give_with") and _is_of_business(clause, objects))


def _is_of_business(clause: Clause, objects: list[Phrase]) -> bool:
    """Whether what is stopped, lifted or allowed is a matter of war, by its head and what stands right beside it."""
    tree = clause.tree
    heads = [phrase.head for phrase in objects] + tree.exactly(clause.predicate, "xcomp", "ccomp")
    beside = [child for head in heads for child in tree.exactly(head, "compound", "amod", "conj")]
    beside += [child for head in heads for child in tree.exactly(head, "nmod") if tree.case(child) in ("of", "for")]
    return is_business(tree, [*heads, *beside])


def all_obliques(clause: Clause) -> Iterator[Phrase]:
    """All phrases with a preposition under a predicate."""
    for phrases in clause.obliques.values():
        yield from phrases


def oblique(clause: Clause, *prepositions: str) -> Phrase | None:
    """The first phrase after a predicate with one of some prepositions, the first of these that has one."""
    for preposition in prepositions:
        for phrase in clause.obliques.get(preposition, ()):
            if phrase.head > clause.predicate:
                return phrase
    return _strayed(clause, *prepositions)


def _strayed(clause: Clause, *prepositions: str) -> Phrase | None:
    """A phrase right after one of some prepositions that the parse takes for an object or hangs elsewhere."""
    words = clause.tree.words
    for phrase in (clause.object, *clause.obliques.get("", ())):
        if phrase is not None and phrase.first > clause.predicate + 1 and words[phrase.first - 1].lemma in prepositions:
            return phrase
    return None


def right_after(clause: Clause) -> Phrase | None:
    """What follows a predicate with "to" or "for", where the parse hangs it elsewhere ("open *to dialogue*")."""
    tree, after = clause.tree, clause.predicate + 1
    if after >= len(tree.words) or tree.words[after].deprel != "case" or tree.words[after].lemma not in TO:
        return None
    head = tree.above(after)
    return Phrase(tree, head) if head is not None and head > after else None


def toward_of(clause: Clause, *things: Phrase | None) -> Phrase | None:
    """With whom, or toward whom: after "with", "to" or "toward" of the clause, what it completes, or its matter."""
    below = complement_of(clause)
    for one in (clause, below):
        if one is None:
            continue
        found = one.recipient or oblique(one, "with", "toward", "towards")
        if found is None and one.lemma in ("talk", "speak"):
            found = oblique(one, "to")
        if found is None and one.lemma == "meet" and one.object is not None:
            found = one.object
        if found is not None and not _is_thing(found):
            return found
    for thing in (*things, below.object if below is not None else None):
        found = with_whom(thing)
        if found is not None:
            return found
    return None


def with_whom(thing: Phrase | None) -> Phrase | None:
    """The "with …" that hangs on a matter ("talks with the army")."""
    if thing is None:
        return None
    for word in (thing.head, *thing.words):
        for child in thing.tree.hanging(word, "nmod", "obl"):
            if thing.tree.case(child) == "with" and child > thing.head:
                phrase = Phrase(thing.tree, child)
                if not _is_thing(phrase):
                    return phrase
    return None


def _is_thing(phrase: Phrase) -> bool:
    """Whether it is a matter, a time or a means rather than somebody."""
    return phrase.time or is_matter(phrase, "talks", "peace", "deals") or phrase.lemma in ("view", "aim", "help")


def matter_in(clause: Clause | None) -> Phrase | None:
    """What a complement is about: its object, where that is a matter of talks."""
    if clause is None:
        return None
    for phrase in (clause.object, oblique(clause, "on", "about", "over", "to", "in")):
        exchanged = phrase is not None and phrase.lemma in ("exchange", "return")  # "in exchange for", a condition
        if phrase is not None and not exchanged and is_matter(phrase, "talks", "peace", "deals", "gives"):
            return phrase
    return None


def roles(**phrases: Phrase | None) -> tuple[tuple[ArgumentRole, Phrase], ...]:
    """Phrases with their roles, those that are missing left out."""
    return tuple((role, phrase) for role, phrase in phrases.items() if phrase is not None)  # type: ignore[misc]


def is_weak(thing: Phrase) -> bool:
    """Whether a matter is one of war and peace only beside other words: an "offer", a "plan"."""
    return not is_matter(thing, "talks", "peace", "gives")
