"""The arguments of an event: who, to whom, with what, about what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crossread.claims.events.lexicon import LEFT_OUT, is_arranged, role_of, wanted, words
from crossread.claims.events.matching import Found
from crossread.claims.events.slots import is_a, role_of_doer
from crossread.record import ArgumentRole
from crossread.syntax import Clause, Phrase

_TWO_SIDED = {"fighting": "target", "meeting": "with", "talks": "with", "agreement": "with", "ceasefire": "with",
              "exchange": "with"}  # fmt: skip
_TOPICS = frozenset(["agreement", "promise", "talks", "ceasefire", "protest"])
_AIMED = frozenset(["into", "on", "at"])
"""Prepositions beside which "in" tells where, not what was hit."""
_CLAUSES = ("acl", "xcomp", "ccomp", "advcl")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an event.

    Attributes:
        role: Its role in the claim.
        phrase: Its words.
    """

    role: ArgumentRole
    phrase: Phrase


def parts_of(found: Found) -> list[Part]:
    """The parts of an event, in reading order, no words twice."""
    parts: list[Part] = []
    for part in (
        *_claiming(found),
        *_acting(found),
        *_done_to(found),
        *_after_prepositions(found),
        *_instruments(found),
        *_topic(found),
    ):
        whole = found.clause.predicate in part.phrase.words  # the parse made the event a part of its part
        if not _is_relative(part.phrase) and not whole and not any(_same(part, known) for known in parts):
            parts.append(part)
    return sorted(parts, key=lambda part: (part.phrase.first, part.role))


def _claiming(found: Found) -> Iterator[Part]:
    """Whoever claims or disowns an act of force: he is who acts, or would."""
    claiming = found.claiming
    if claiming is not None and claiming.claimer is not None and not is_arranged(found.entry.type):
        yield Part("actor", claiming.claimer.core)


def _is_relative(phrase: Phrase) -> bool:
    return phrase.word.xpos in ("WDT", "WP", "WP$", "WRB")


def _same(part: Part, known: Part) -> bool:
    return part.phrase.head == known.phrase.head


def _role(found: Found, slot: str) -> ArgumentRole | None:
    """What a slot is called: as the entry says, else as the type does."""
    role = found.entry.roles.get(slot) or role_of(found.entry.type, slot)
    return None if role is None or role == LEFT_OUT else role  # type: ignore[return-value]


def _acting(found: Found) -> Iterator[Part]:
    subject = found.slots.subject
    if subject is None or (subject.time and not subject.name):
        return
    role = found.entry.roles.get("subject", "actor")
    if role == LEFT_OUT:
        return
    if role != "actor":
        yield Part(role, subject.core)  # type: ignore[arg-type]
        return
    other = _TWO_SIDED.get(found.entry.type)
    if other is not None and subject.preposition == "between":
        return  # read with the prepositions
    sides = found.slots.object if role_of(found.entry.type, "object") in ("target", "with") else None
    if other is not None and (sides is not None or {"with", "against"} & set(found.slots.obliques)):
        other = None  # the other side is told
    for number, member in enumerate(_members(subject)):
        plain = role_of_doer(member)
        if plain is None:
            continue
        second = number > 0 and other is not None and plain == "actor"
        yield Part(other if second else plain, member)  # type: ignore[arg-type]


def _members(phrase: Phrase) -> list[Phrase]:
    """What "and" joins, each by itself; a phrase with "respectively" and the like is left whole."""
    return [member.core for member in phrase.members]


def _done_to(found: Found) -> Iterator[Part]:
    role = _role(found, "object")
    if role is None:
        return
    if found.slots.object is not None:
        if not _may_be_either(found):
            for member in _members(found.slots.object):
                if member.lemma not in words("event"):
                    yield Part(role, member)
        return
    if found.slots.struck is not None:
        for member in _members(found.slots.struck):
            yield Part("target", member)
    if found.clause.kind == "nominal" and role in ("victim", "object"):
        for phrase in found.slots.modifiers:
            if is_a(phrase, wanted("captive goods")) and phrase.word.upos == "NOUN":
                yield Part(role, phrase)


def _may_be_either(found: Found) -> bool:
    """Whether "the shelling of the army" may be the army's shelling as well as one that hit it."""
    either = found.clause.kind == "nominal" and found.entry.type in ("shelling", "airstrike", "bombing")
    return either and is_a(found.slots.object, wanted("forces rule aircraft"))


def _after_prepositions(found: Found) -> Iterator[Part]:
    obliques = found.slots.obliques
    for case, phrases in obliques.items():
        role = _role(found, case) or _role(found, case.partition(" ")[0])
        if role is None or (case == "in" and role == "target" and not _AIMED.isdisjoint(obliques)):
            continue
        for phrase in phrases:
            if not phrase.time and _fits_role(role, phrase):
                for member in _members(phrase):
                    yield Part(role, member)
    yield from _between(found)


def _fits_role(role: ArgumentRole, phrase: Phrase) -> bool:
    """Whether what follows a preposition can be what it is taken for."""
    if phrase.word.upos == "NUM" or phrase.lemma in words("no_target"):
        return False
    if role == "target":
        return phrase.lemma not in words("event") and is_a(phrase, wanted("who place structure names aircraft weapon"))
    if role == "with":
        return is_a(phrase, wanted("who names"))
    if role == "instrument":
        return is_a(phrase, wanted("weapon bomb shell gun explosive"))
    return True


def _between(found: Found) -> Iterator[Part]:
    """The parties after "between", where somebody else acts or nobody is told to."""
    other = _TWO_SIDED.get(found.entry.type)
    for phrase in found.slots.obliques.get("between", ()):
        if other is None or phrase.time or not is_a(phrase, wanted("who names")):
            continue
        first, *rest = phrase.parties
        yield Part("actor", first.core)
        for party in rest:
            yield Part(other, party.core)  # type: ignore[arg-type]


def _instruments(found: Found) -> Iterator[Part]:
    if found.clause.kind == "nominal":
        for phrase in found.slots.modifiers:
            if is_a(phrase, wanted("weapon bomb shell gun")) and phrase.word.upos != "PROPN":
                yield Part("instrument", Phrase(phrase.tree, phrase.head, (phrase.head,)))
    for case in ("with", "using"):
        for phrase in found.slots.obliques.get(case, ()):
            if is_a(phrase, wanted("weapon bomb shell gun")) and not is_a(phrase, wanted("forces names")):
                yield Part("instrument", phrase.core)


def _topic(found: Found) -> Iterator[Part]:
    """What is agreed, promised or protested about, where a clause tells it."""
    if found.entry.type not in _TOPICS:
        return
    for clause in (found.clause, found.slots.verb):
        if clause is None:
            continue
        for child in clause.tree.exactly(clause.predicate, *_CLAUSES):
            below = clause.syntax.at(child)
            if below is not None and child > clause.predicate and _tells_topic(below):
                yield Part("topic", Phrase(clause.tree, child, below.words))
                return


def _tells_topic(below: Clause) -> bool:
    return below.kind != "nominal" and ("to" in below.marks or "that" in below.marks or below.relation == "ccomp")
