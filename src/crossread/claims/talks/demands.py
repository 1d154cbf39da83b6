"""Demands: who asks whom to do what."""

from __future__ import annotations

from crossread.claims.talks.act import Act
from crossread.claims.talks.complements import (
    clause_with_that,
    complement_of,
    is_act,
    oblique,
    roles,
    subtree_of,
)
from crossread.claims.talks.words import is_business, is_matter, words
from crossread.syntax import Clause, Phrase


def urges(clause: Clause) -> Act | None:
    """Of "urged both sides to stop", "called on them to leave", "appealed to donors for help"."""
    below = complement_of(clause)
    hearer = _hearer(clause)
    if hearer is None:
        return None
    if below is None:
        thing = oblique(clause, "for") if clause.lemma in words("demand", "on") else None
        if thing is None:
            return None
        parts = roles(actor=_speaker(clause), toward=hearer, asked=thing)
        return Act("demand", clause, parts, subtree_of(clause, thing.head), spoken=True, weak=True)
    content = subtree_of(clause, below.predicate)
    leaves = clause.lemma != "tell" and clause.tree.words[content[0]].lemma in words("act", "give_with")
    if leaves and not is_business(clause.tree, content):
        return Act("demand", clause, roles(actor=_speaker(clause), toward=hearer), content, spoken=True, weak=True)
    if not is_business(clause.tree, content) and not is_act(below):
        return None
    return Act("demand", clause, roles(actor=_speaker(clause), toward=hearer), content, spoken=True)


def _hearer(clause: Clause) -> Phrase | None:
    if clause.lemma in words("demand", "on"):
        found = oblique(clause, "to") if clause.lemma == "appeal" else oblique(clause, "on", "upon")
        if found is not None and not found.time:
            return found
    if clause.lemma not in words("demand", "to"):
        return None
    return clause.logical_object or clause.recipient or _first_under(clause)


def _first_under(clause: Clause) -> Phrase | None:
    """The hearer that the parse hangs on what is asked ("urged *the coalition* to suspend raids")."""
    below = complement_of(clause)
    if below is None:
        return None
    if below.own_subject:
        return below.subject
    return below.object if below.object is not None and below.object.head < below.predicate else None


def _speaker(clause: Clause) -> Phrase | None:
    return clause.logical_subject


def calls_for(clause: Clause) -> Act | None:
    """Of "called for a ceasefire", "appealed for the release of the hostages"."""
    if clause.lemma not in words("demand", "for") or clause.subject is None:
        return None
    thing = oblique(clause, "for")
    return _asked(clause, thing) if thing is not None and not thing.time else None


def demands(clause: Clause) -> Act | None:
    """Of "demanded the withdrawal of all troops", "insisted on their release", "demanded that they leave"."""
    insists = clause.lemma in words("demand", "insist")
    if clause.lemma not in words("demand", "thing") and not insists:
        return None
    thing = oblique(clause, "on") if insists else clause.logical_object
    that = clause_with_that(clause) if not insists or thing is None else None
    if that is not None and (not insists or _is_to_be(that)):
        content = subtree_of(clause, that.predicate)
        weak = not is_business(clause.tree, content) and not is_act(that)
        parts = roles(actor=_speaker(clause), toward=that.subject if that.own_subject else None)
        return Act("demand", clause, parts, content, spoken=True, weak=weak)
    if thing is None or thing.pronoun or clause.subject is None:
        return None
    return _asked(clause, thing)


def _is_to_be(clause: Clause) -> bool:
    """Whether a clause tells what must be: by its modal, or in the subjunctive ("that they leave")."""
    return bool(set(clause.modals) & {"must", "should"}) or (clause.word.xpos == "VB" and not clause.auxiliaries)


def makes_condition(clause: Clause) -> Act | None:
    """Of "made the release of prisoners a condition for talks"."""
    thing, tree = clause.object, clause.tree
    if clause.lemma != "make" or thing is None or clause.subject is None:
        return None
    if not {"condition", "precondition"} & set(tree.lemmas(clause.predicate, "xcomp", "obj", "obl", "iobj")):
        return None
    asked = clause.recipient if thing.lemma in ("condition", "precondition") else thing
    if asked is None or not is_business(tree, subtree_of(clause, asked.head)):
        return None
    return Act("demand", clause, roles(actor=clause.subject, asked=asked), subtree_of(clause, asked.head))


def gives_deadline(clause: Clause) -> Act | None:
    """Of "gave the rebels until Friday to leave", "gave them 48 hours to disarm"."""
    complement, hearer = complement_of(clause), clause.recipient
    if clause.lemma != "give" or complement is None or hearer is None or clause.subject is None:
        return None
    timed = "until" in clause.obliques or (clause.object is not None and clause.object.time)
    if not timed or complement.lemma not in words("act", "give") | words("act", "give_with"):
        return None
    content = subtree_of(clause, complement.predicate)
    return Act("demand", clause, roles(actor=clause.subject, toward=hearer), content, weak=True)


def _asked(clause: Clause, thing: Phrase) -> Act:
    parts = roles(actor=_speaker(clause), toward=_from_whom(clause), asked=thing)
    content = subtree_of(clause, thing.head)
    weak = not is_business(clause.tree, content) and not is_matter(thing, "gives", "peace", "talks")
    return Act("demand", clause, parts, content, spoken=True, weak=weak)


def _from_whom(clause: Clause) -> Phrase | None:
    """Of whom something is demanded."""
    found = oblique(clause, "from", "of")
    return found if found is not None and not found.time else None
