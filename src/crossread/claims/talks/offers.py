"""Offers and refusals: who is ready for what, offers it, turns it down or rules it out."""

from __future__ import annotations

from crossread.claims.talks.act import Act
from crossread.claims.talks.complements import (
    TO,
    complement_of,
    is_act,
    is_weak,
    matter_in,
    oblique,
    right_after,
    roles,
    subtree_of,
    toward_of,
    with_whom,
)
from crossread.claims.talks.words import is_business, is_matter, words
from crossread.syntax import Clause, Phrase

_MODALS = frozenset(["will", "would", "shall", "'ll", "wo", "can"])


def ready(clause: Clause) -> Act | None:
    """Of "is ready for talks", "are willing to release them"; negated, a refusal."""
    if clause.lemma not in words("offer", "ready") and clause.word.text != "prepared":
        return None
    if clause.subject is None:
        return None
    below, thing = complement_of(clause), oblique(clause, *TO) or right_after(clause)
    if thing is not None and not is_matter(thing, "talks", "peace", "gives", "deals"):
        thing = None
    if thing is None and (below is None or not is_act(below)):
        return None
    subject = _subject_beside(clause) or clause.subject
    topic = thing or matter_in(below)
    parts = roles(actor=subject, topic=topic, toward=toward_of(clause, thing), **_mediator(clause, below))
    content = subtree_of(clause, thing.head if thing is not None else below.predicate if below is not None else 0)
    weak = not is_business(clause.tree, content)
    return Act("refusal" if clause.negated else "offer", clause, parts, content, negated=clause.negated, weak=weak)


def _subject_beside(clause: Clause) -> Phrase | None:
    """The subject of the "remained" right before an adjective, where the parse parts the two."""
    before = clause.syntax.at(clause.predicate - 1) if clause.predicate else None
    linking = before is not None and before.lemma in ("remain", "stay", "be", "become") and before.own_subject
    return before.subject if before is not None and linking else None


def _mediator(clause: Clause, below: Clause | None) -> dict[str, Phrase | None]:
    """Who offers to mediate, as mediator."""
    return {"mediator": clause.subject} if below is not None and below.lemma == "mediate" else {}


def offers(clause: Clause) -> Act | None:
    """Of "offered a truce", "proposed to release them"."""
    if clause.lemma not in words("offer", "verbs") or clause.passive or clause.subject is None:
        return None
    below, thing = complement_of(clause), clause.object
    if below is not None and is_act(below):
        parts = roles(
            actor=clause.subject, topic=matter_in(below), toward=toward_of(clause), **_mediator(clause, below)
        )
        content = subtree_of(clause, below.predicate)
        return Act("offer", clause, parts, content, weak=not is_business(clause.tree, content))
    if thing is None or not (is_matter(thing, "talks", "peace", "gives") or thing.lemma in ("meeting", "summit")):
        return None
    toward = clause.recipient or oblique(clause, "to") or with_whom(thing)
    return Act(
        "offer",
        clause,
        roles(actor=clause.subject, topic=thing, toward=toward),
        subtree_of(clause, thing.head),
        weak=is_weak(thing),
    )


def welcomes(clause: Clause) -> Act | None:
    """Of "welcomes proposals for a settlement"."""
    thing = clause.object
    if clause.lemma not in words("offer", "welcome") or thing is None or clause.subject is None:
        return None
    if thing.lemma not in words("offer", "welcomed"):
        return None
    matter = [Phrase(thing.tree, word) for word in sorted(thing.tree.subtree(clause.predicate)) if word > thing.head]
    topic = next((one for one in matter if one.lemma in words("matter", "talks") | words("matter", "peace")), None)
    parts = roles(actor=clause.subject, topic=topic or thing)
    return Act("offer", clause, parts, subtree_of(clause, thing.head), weak=topic is None)


def readiness(clause: Clause) -> Act | None:
    """Of "expressed its readiness to negotiate"."""
    verb = clause.governor
    if clause.lemma not in words("offer", "nouns") or verb is None or verb.kind != "verbal" or clause.relation != "obj":
        return None
    below, thing = complement_of(clause), oblique(clause, "for")
    if not (below is not None and is_act(below)) and not (thing is not None and is_matter(thing, "talks", "peace")):
        return None
    content = subtree_of(clause, below.predicate if below is not None else clause.predicate)
    parts = roles(actor=verb.subject, topic=thing or matter_in(below), toward=toward_of(clause, thing))
    return Act("offer", verb, parts, content)


def presents(clause: Clause) -> Act | None:
    """Of "presented a peace plan"."""
    thing = clause.object
    if clause.lemma not in words("offer", "put") or thing is None or clause.passive or clause.subject is None:
        return None
    if thing.lemma not in ("proposal", "plan", "offer", "initiative", "roadmap"):
        return None
    if not any(is_matter(Phrase(thing.tree, word), "talks", "peace") for word in thing.words):
        return None
    parts = roles(actor=clause.subject, topic=thing, toward=oblique(clause, "to"))
    return Act("offer", clause, parts, subtree_of(clause, thing.head))


def would_give(clause: Clause) -> Act | None:
    """Of "would free the engineers in exchange for …": an offer if there is a condition."""
    if not set(clause.modals) & _MODALS or clause.negated or clause.passive or clause.subject is None:
        return None
    if not is_act(clause):
        return None
    thing = clause.object
    parts = roles(actor=clause.subject, topic=thing)
    return Act("offer", clause, parts, subtree_of(clause, clause.predicate)[1:], own=True, needs_condition=True)


def refuses(clause: Clause) -> Act | None:
    """Of "refused to negotiate", "rejected the truce"."""
    subject = clause.logical_subject
    below, thing = complement_of(clause), clause.logical_object
    if clause.lemma in words("refusal", "to") and below is not None and is_act(below) and clause.subject is not None:
        parts = roles(actor=clause.subject, topic=matter_in(below), toward=toward_of(clause))
        content = subtree_of(clause, below.predicate)
        return Act("refusal", clause, parts, content, weak=not is_business(clause.tree, content))
    if clause.lemma not in words("refusal", "thing") or thing is None or subject is None:
        return None
    if (clause.lemma in ("rule", "turn")) != (clause.particle in ("out", "down")):
        return None
    if not is_matter(thing, "talks", "peace", "deals", "gives") or thing.lemma in words("refusal", "not_object"):
        return None
    parts = roles(actor=subject, topic=thing, toward=with_whom(thing) or toward_of(clause))
    return Act("refusal", clause, parts, subtree_of(clause, thing.head), weak=is_weak(thing))


def will_not(clause: Clause) -> Act | None:
    """Of "will not negotiate": the refusal of whoever says it."""
    if not clause.negated or not set(clause.modals) & _MODALS or clause.passive or clause.subject is None:
        return None
    if not is_act(clause) or clause.lemma in words("act", "give_with") - {"lay", "lift", "hand", "pull"}:
        return None
    parts = roles(actor=clause.subject, topic=matter_in(clause), toward=toward_of(clause))
    return Act("refusal", clause, parts, subtree_of(clause, clause.predicate)[1:], own=True, negated=True)


def no_talks(clause: Clause) -> Act | None:
    """Of "there will be no negotiations"."""
    tree, subject = clause.tree, clause.subject
    there = bool(tree.exactly(clause.predicate, "expl"))
    noun = Phrase(tree, clause.predicate) if clause.kind == "copular" else subject
    if not there or noun is None or not is_matter(noun, "talks", "peace") or "no" not in tree.lemmas(noun.head, "det"):
        return None
    modals = set(clause.modals)
    if not modals & (_MODALS | {"could"}):
        return None
    only_with = bool(modals & {"can", "could"})  # "there can be no peace without justice" refuses nothing
    return Act(
        "refusal",
        clause,
        roles(topic=noun, toward=with_whom(noun)),
        subtree_of(clause, noun.head),
        negated=True,
        needs_condition=only_with,
    )
