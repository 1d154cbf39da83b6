"""Strength: how many fighters, troops and vehicles a side has, where they fight or stand, said by whom.

Read from counted people under arms and the verb above them. Losses are another family; a deployment told as an act
is an event. Words: ``data/strength.toml``.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from crossread.claims.common import voice_of
from crossread.claims.parts import (
    argument,
    overlaps,
    place_of,
    short,
    shown,
    time_of,
    within_speech,
    worded,
)
from crossread.claims.states import status_of_state
from crossread.claims.status import is_history
from crossread.context import Reading
from crossread.record import Argument, Claim, Quantity, Status, Voice, claim_id
from crossread.syntax import Clause, Phrase, Syntax, Tree

_STATES = frozenset(["present", "fighting"])


@dataclass(frozen=True)
class _Found:
    """A number of forces in one clause.

    Attributes:
        type: fighting, present or deployed.
        clause: The clause that tells it.
        index: Index of the quantity.
        counted: The counted noun.
        owner: Whose they are, where they are the object.
    """

    type: str
    clause: Clause
    index: int
    counted: Phrase
    owner: Phrase | None = None


def claims_of(reading: Reading) -> Iterator[Claim]:
    """Claims of strength, in order; none where rules alone read.

    Args:
        reading: The reading with everything but claims of this family and those after it.
    """
    syntax = reading.syntax
    if syntax is None:
        return
    told = [claim.spans for claim in reading.report.claims if claim.type == "deployment"]
    lost = {claim.quantity for claim in reading.report.claims if claim.family == "losses"}
    seen: set[str] = set()
    for index, quantity in enumerate(reading.report.quantities):
        found = _read(reading, syntax, index, quantity) if index not in lost else None
        if found is None:
            continue
        claim = _claim(reading, found)
        if claim is None:
            continue
        acted = found.type == "deployed" and found.owner is not None and overlaps(claim.spans, told)
        if not acted and claim.id not in seen:
            seen.add(claim.id)
            yield claim


def is_strength(reading: Reading, index: int) -> bool:
    """Whether a number of those who fight or are stationed tells the strength of a side, and so is no event besides.

    Args:
        reading: The reading.
        index: Index of the quantity.
    """
    if reading.syntax is None:
        return False
    found = _read(reading, reading.syntax, index, reading.report.quantities[index])
    stationed = found is not None and found.type == "deployed" and found.owner is None
    return found is not None and (found.type == "fighting" or stationed)


@cache
def words(name: str) -> frozenset[str]:
    """One list of ``data/strength.toml``."""
    raw = tomllib.loads(files("crossread.data").joinpath("strength.toml").read_text("utf-8"))
    return frozenset(raw[name].split())


def _read(reading: Reading, syntax: Syntax, index: int, quantity: Quantity) -> _Found | None:
    if quantity.scale not in ("people", "things", "other") or quantity.best == 0:
        return None
    if (quantity.best or quantity.low or quantity.high or 0) < 2:
        return None
    counted = _counted_noun(reading, syntax.tree, quantity)
    if counted is None:
        return None
    found = _under_verb(syntax, index, counted)
    led = found is not None and _is_led(found)
    return found if led or _bears_arms(counted, quantity) else None


def _is_led(found: _Found) -> bool:
    """Whether the verb or its subject says that those counted are under arms ("commands 20,000 men")."""
    owner = found.owner
    if owner is not None and found.clause.lemma in words("rise") | {"number"}:
        return _of_arms(owner)
    return found.clause.lemma in words("lead") and found.counted.lemma in words("perhaps")


def _of_arms(owner: Phrase) -> bool:
    """Whether what grows or shrinks is a body under arms, or a number of those who bear them."""
    if owner.lemma in ("number", "total"):
        of = [Phrase(owner.tree, child) for child in owner.tree.hanging(owner.head, "nmod")]
        return any(phrase.lemma in words("armed") | words("perhaps") for phrase in of)
    return owner.lemma in words("body") | words("armed")


def _counted_noun(reading: Reading, tree: Tree, quantity: Quantity) -> Phrase | None:
    """The noun that a quantity counts: the word of its span that hangs on a word outside."""
    position = reading.folded.position
    start, end = position(quantity.spans[0].start), position(quantity.spans[-1].end)
    first = max(0, bisect_right(tree.words, start, key=lambda word: word.start) - 1)
    held = set()
    at = first
    while at < len(tree.words) and tree.words[at].start < end:
        held.add(at)
        at += 1
    tops = [word for word in sorted(held) if tree.above(word) not in held]
    nouns = [word for word in tops if tree.words[word].upos in ("NOUN", "PROPN", "NUM")]
    if not nouns:
        return None
    top = nouns[-1]
    above = tree.above(top)
    if tree.words[top].upos == "NUM" and tree.words[top].deprel == "nummod" and above is not None:
        top = above
    return Phrase(tree, top)


def _bears_arms(counted: Phrase, quantity: Quantity) -> bool:
    """Whether what is counted are people under arms or their vehicles."""
    tree = counted.tree
    heads = [counted.head, *(child for child in tree.hanging(counted.head, "nmod") if tree.case(child) == "of")]
    lemmas = [tree.words[head].lemma for head in heads]
    if quantity.unit is None:
        return False
    unit = set(quantity.unit.lower().replace("-", " ").split())
    for lemma in lemmas:
        if lemma in words("armed") | words("vehicles"):
            return True
        if lemma in words("perhaps") and unit & (words("beside") | words("armed")):
            return True
    return False


def _under_verb(syntax: Syntax, index: int, counted: Phrase) -> _Found | None:
    """The claim under the verb of which the counted noun, or the body it makes up, is subject or object."""
    head = _outermost(counted)
    above = counted.tree.above(head)
    clause = syntax.at(above) if above is not None else None
    if clause is None or clause.kind == "nominal":
        return _predicate(syntax, index, counted, head)
    relation = counted.tree.words[head].deprel
    strayed = relation == "obj" and head < clause.predicate and not clause.own_subject  # "12,000 men are battling …"
    if relation.startswith("nsubj") or strayed:
        return _as_subject(clause, index, counted)
    if relation == "obj":
        return _as_object(clause, index, counted)
    if relation == "obl" and counted.tree.case(head) in ("at", "to", "between") and clause.lemma in words("rise"):
        subject = clause.subject
        if subject is not None and subject.lemma in words("body") | words("armed"):
            return _Found("present", clause, index, counted, subject)
    return None


def _outermost(counted: Phrase) -> int:
    """The head of the phrase that a counted noun is part of: of a list, or of "a force of …"."""
    tree, head = counted.tree, counted.head
    while (above := tree.above(head)) is not None:
        joined = tree.words[head].deprel == "conj" and tree.words[above].upos in ("NOUN", "PROPN")
        body = (
            tree.words[head].deprel == "nmod" and tree.case(head) == "of" and tree.words[above].lemma in words("body")
        )
        if not (joined or body):
            break
        head = above
    return head


def _predicate(syntax: Syntax, index: int, counted: Phrase, head: int) -> _Found | None:
    """A counted noun that is the predicate itself: "there are 900 troops in the north"."""
    tree = counted.tree
    clause = syntax.at(head)
    there = bool(tree.exactly(head, "expl"))
    if clause is not None and clause.kind == "copular" and (there or _is_number(clause.subject)):
        return _Found("present", clause, index, counted)
    return None


def _is_number(subject: Phrase | None) -> bool:
    return subject is not None and subject.lemma in ("number", "strength", "total", "size")


def _as_subject(clause: Clause, index: int, counted: Phrase) -> _Found | None:
    tree, lemma = clause.tree, clause.lemma
    if clause.kind == "copular":
        there = tree.words[clause.predicate].upos in ("ADV", "ADJ") and clause.lemma in ("present", "active", "there")
        at_place = clause.word.upos in ("NOUN", "PROPN") and tree.case(clause.predicate) in ("in", "at", "inside", "on")
        return _Found("present", clause, index, counted) if there or at_place else None
    if clause.passive:
        if lemma in words("deploy") | words("station"):
            return _Found("deployed" if lemma in words("deploy") else "present", clause, index, counted)
        return None
    if lemma == "be":
        return _Found("present", clause, index, counted)
    if lemma in words("fight") and _goes_on(clause):
        return _Found("fighting", clause, index, counted)
    if lemma in words("present") and lemma not in ("number", "live"):
        return _Found("present", clause, index, counted)
    if lemma in words("move") and clause.progressive:
        return _Found("fighting", clause, index, counted)
    if lemma in words("arrive") and clause.tense in ("present perfect", "past"):
        return _Found("deployed", clause, index, counted)
    if lemma in words("join") and clause.tense in ("present perfect", "past"):
        return _Found("present", clause, index, counted)
    if lemma == "take" and clause.object is not None and clause.object.lemma == "part":
        return _Found("fighting", clause, index, counted)
    return None


def _goes_on(clause: Clause) -> bool:
    """Whether fighting is told as a state: by strength at the time, not by a single act."""
    return clause.progressive or clause.tense in ("present", "present perfect", "past", "modal")


def _as_object(clause: Clause, index: int, counted: Phrase) -> _Found | None:
    lemma = clause.lemma
    if clause.subject is not None and clause.subject.lemma == "there":
        return _Found("present", clause, index, counted)
    if clause.subject is None or clause.passive:
        return None
    if lemma in words("have") or lemma == "number":
        return _Found("present", clause, index, counted, clause.subject)
    if lemma in words("deploy") and clause.tense == "present perfect":
        return _Found("deployed", clause, index, counted, clause.subject)
    return None


# The claim


def _claim(reading: Reading, found: _Found) -> Claim | None:
    counted = found.counted
    number = reading.report.quantities[found.index].spans[0]
    start = min(counted.start, reading.folded.position(number.start))
    bounds = within_speech(reading, found.clause, shown(found.clause, (start, counted.end)))
    if _is_listed(found):
        bounds = start, counted.end
    spans = reading.folded.spans([bounds])
    voice = voice_of(reading, *bounds)
    status = _status(found, voice)
    if status is None:
        return None
    when = time_of(reading, found.clause)
    return Claim(
        id=claim_id(reading.report.page.text_sha256, "strength", spans),
        family="strength",
        type=found.type,
        status=status,
        voice=voice,
        arguments=tuple(_arguments(reading, found)),
        quantity=found.index,
        when=when,
        place=place_of(reading, bounds, *_places(found)),
        background=is_history(reading, found.clause, when),
        confidence="high" if found.type != "deployed" else "medium",
        made_by="rule:strength",
        spans=spans,
    )


def _is_listed(found: _Found) -> bool:
    """Whether it is a later number of a list, whose clause shows the first ("3,000 men and 40 tanks")."""
    return found.counted.word.deprel == "conj"


def _places(found: _Found) -> list[tuple[int, int]]:
    """Where they are: phrases with "in", "at", "near" of the clause."""
    prepositions = ("in", "at", "near", "inside", "around", "outside", "along", "on")
    return [(phrase.start, phrase.end) for case in prepositions for phrase in found.clause.obliques.get(case, ())]


def _status(found: _Found, voice: Voice) -> Status | None:
    goes_on = found.type in _STATES and found.clause.lemma not in words("join")
    return status_of_state(found.clause, voice, goes_on=goes_on)


def _target(found: _Found) -> Phrase | None:
    """Whom they fight: the object, also where the parse takes the counted noun for it."""
    if found.type != "fighting" or found.clause.lemma == "take":
        return None
    clause, tree = found.clause, found.clause.tree
    for child in tree.exactly(clause.predicate, "obj", "iobj", "nsubj", "obl"):
        if child > max(clause.predicate, found.counted.last) and not (
            tree.words[child].deprel == "obl" and tree.case(child)
        ):
            return Phrase(tree, child)
    return None


def _arguments(reading: Reading, found: _Found) -> Iterator[Argument]:
    parts = []
    unit = reading.report.quantities[found.index].unit
    start = found.counted.start + found.counted.text.find(unit) if unit and unit in found.counted.text else None
    if found.owner is not None:
        parts.append(argument(reading, "actor", short(found.owner)))
    elif start is not None and unit is not None:
        parts.append(worded(reading, "actor", start, start + len(unit)))
    target = _target(found)
    if target is not None:
        parts.append(argument(reading, "target", target))
    yield from sorted(parts, key=lambda part: part.spans[0].start)
