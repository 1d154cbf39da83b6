"""The course of talks: what is accepted, who mediates, what is broken off, taken up again, and on what terms."""

from __future__ import annotations

from crossread.claims.talks.act import Act
from crossread.claims.talks.complements import (
    complement_of,
    is_act,
    is_weak,
    matter_in,
    oblique,
    roles,
    subtree_of,
    toward_of,
    with_whom,
)
from crossread.claims.talks.words import is_business, is_matter, words
from crossread.record import ArgumentRole
from crossread.syntax import Clause, Phrase


def accepts(clause: Clause) -> Act | None:
    """Of "accepted the offer", "agreed to hold talks"; an agreement itself is an event."""
    below = complement_of(clause)
    if clause.lemma in words("acceptance", "agree") and clause.subject is not None and not clause.passive:
        thing = oblique(clause, "to")
        if below is not None and is_act(below):
            parts = roles(actor=clause.subject, topic=matter_in(below), toward=toward_of(clause))
            content = subtree_of(clause, below.predicate)
            return Act("acceptance", clause, parts, content, weak=not is_business(clause.tree, content))
        if thing is None or not is_matter(thing, "talks", "deals") or is_matter(thing, "peace"):
            return None
        parts = roles(actor=clause.subject, topic=thing, toward=with_whom(thing))
        return Act("acceptance", clause, parts, subtree_of(clause, thing.head), weak=is_weak(thing))
    thing = clause.logical_object
    if clause.lemma not in words("acceptance", "verbs") or thing is None or clause.logical_subject is None:
        return None
    if not is_matter(thing, "talks", "peace", "deals"):
        return None
    parts = roles(actor=clause.logical_subject, topic=thing)
    return Act("acceptance", clause, parts, subtree_of(clause, thing.head), weak=is_weak(thing))


def mediates(clause: Clause) -> Act | None:
    """Of "is mediating between the two", "talks mediated by Oman"; what is brokered and reached is an event."""
    if clause.lemma not in words("mediation", "verbs"):
        return None
    thing, mediator = clause.logical_object, clause.logical_subject
    between = oblique(clause, "between")
    about_talks = thing is not None and is_matter(thing, "talks")
    if mediator is None or not (clause.lemma == "mediate" or about_talks):
        return None
    parts = roles(mediator=mediator, **{"with": between}, topic=thing)
    return Act("mediation", clause, parts, (), weak=between is None and not about_talks)


def breaks_off(clause: Clause) -> Act | None:
    """Of "suspended talks", "walked out of the negotiations", "talks collapsed"."""
    thing = clause.logical_object
    if thing is None or not _are_talks(thing):
        left = clause.lemma in ("walk", "pull", "withdraw", "quit", "leave", "withdraw")
        thing = oblique(clause, "of", "from", "out of") if left else None
    if clause.lemma in words("suspension", "verbs") and thing is not None and _are_talks(thing):
        if clause.lemma in ("call", "break", "walk", "pull") and not _goes_off(clause):
            return None
        actor = clause.logical_subject
        return Act("suspension", clause, roles(actor=actor, topic=thing, toward=with_whom(thing)))
    subject = clause.subject
    if clause.lemma in words("suspension", "fail") and subject is not None and _are_talks(subject):
        if clause.lemma == "end" and "without" not in clause.obliques:
            return None
        return Act("suspension", clause, roles(actor=_between(subject), topic=subject))
    return None


def _goes_off(clause: Clause) -> bool:
    following = [clause.tree.words[at].lemma for at in range(clause.predicate + 1, clause.predicate + 3)]
    return clause.particle in ("off", "out", "down") or bool({"off", "out"} & set(following))


def _are_talks(phrase: Phrase) -> bool:
    near = {phrase.tree.words[word].lemma for word in phrase.words}
    return phrase.lemma in words("matter", "talks") or (phrase.lemma == "process" and "peace" in near)


def _between(talks: Phrase) -> Phrase | None:
    for child in talks.tree.exactly(talks.head, "nmod"):
        if talks.tree.case(child) in ("between", "with"):
            return Phrase(talks.tree, child)
    return None


def resumes(clause: Clause) -> Act | None:
    """Of "resumed talks", "talks resumed", "returned to the negotiating table"."""
    subject, thing = clause.subject, clause.logical_object
    if clause.lemma in words("resumption", "verbs"):
        if thing is not None and _are_talks(thing):
            parts = roles(actor=clause.logical_subject, topic=thing, toward=with_whom(thing))
            return Act("resumption", clause, (*parts, *_mediated(thing)))
        if thing is None and subject is not None and _are_talks(subject):
            parts = roles(actor=_between(subject), topic=subject)
            return Act("resumption", clause, (*parts, *_mediated(subject)))
    back = oblique(clause, "to") if clause.lemma == "return" else None
    if back is not None and (back.lemma == "table" or _are_talks(back)) and subject is not None:
        return Act("resumption", clause, roles(actor=subject, topic=back))
    return None


def _mediated(talks: Phrase) -> tuple[tuple[ArgumentRole, Phrase], ...]:
    """The mediator told with the talks ("talks mediated by Oman")."""
    tree = talks.tree
    for child in tree.exactly(talks.head, "acl"):
        if tree.words[child].lemma in words("mediation", "verbs"):
            for agent in tree.hanging(child, "obl"):
                if tree.case(agent) == "by":
                    return (("mediator", Phrase(tree, agent)),)
    return ()


def terms(clause: Clause) -> Act | None:
    """Of "the plan calls for a withdrawal", "under the deal, the army would leave"."""
    subject = clause.subject
    if subject is not None and subject.lemma in words("terms", "under") and clause.lemma in words("terms", "provide"):
        content = subtree_of(clause, clause.predicate)[1:]
        after = tuple(word for word in content if word > clause.predicate)
        if is_business(clause.tree, after) and not clause.passive:
            return Act("terms", clause, roles(topic=subject), after, weak=True)
        return None
    under = next(
        (phrase for phrase in clause.obliques.get("under", ()) if phrase.lemma in words("terms", "under")), None
    )
    if under is None or not set(clause.modals) & {"will", "would", "must", "shall"} or clause.subject is None:
        return None
    content = subtree_of(clause, clause.predicate)
    if not is_business(clause.tree, [word for word in content if word not in under.words]):
        return None
    return Act("terms", clause, roles(actor=clause.logical_subject, topic=under), content)
