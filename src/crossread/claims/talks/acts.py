"""Acts between parties: which clause offers, refuses, demands, accepts, mediates, suspends or resumes what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crossread.claims.talks.words import is_business, is_matter, words
from crossread.record import ArgumentRole
from crossread.syntax import Clause, Phrase

_TO = frozenset(["to", "for"])
_THERE = frozenset(["talks", "peace"])
_MODALS = frozenset(["will", "would", "shall", "'ll", "wo", "can"])


@dataclass(frozen=True)
class Act:
    """One act of one party toward another.

    Attributes:
        type: offer, refusal, demand, acceptance, terms, mediation, suspension or resumption.
        clause: The clause that tells it.
        parts: Its parts that are phrases, with their roles.
        content: Numbers of the words of what is offered, refused or asked, its head first; empty for none.
        spoken: Whether it is done by saying: then its words are those of who does it.
        negated: Whether the act itself lies in a negation ("will not negotiate").
        own: Whether it is an act only in the mouth of its subject ("we will not negotiate").
        needs_condition: Whether it is an act only with a condition ("would free them if …").
        weak: Whether its words alone do not tell that it is about war and peace.
    """

    type: str
    clause: Clause
    parts: tuple[tuple[ArgumentRole, Phrase], ...] = ()
    content: tuple[int, ...] = ()
    spoken: bool = False
    negated: bool = False
    own: bool = False
    needs_condition: bool = False
    weak: bool = False


Reader = Callable[[Clause], Act | None]


def act_of(clause: Clause) -> Act | None:
    """The act that a clause tells, None if it tells none.

    Args:
        clause: Any clause.
    """
    if clause.passive and clause.relation in ("acl", "amod"):
        return None  # "talks mediated by Oman" only describes
    readers = {"copular": _COPULAR, "nominal": _NOMINAL, "verbal": _VERBAL}[clause.kind]
    return next((act for act in (read(clause) for read in readers) if act is not None), None)


# What hangs on an act


def _subtree(clause: Clause, number: int) -> tuple[int, ...]:
    """A word and all under it, the word first."""
    return (number, *sorted(word for word in clause.tree.subtree(number) if word != number))


def _complement(clause: Clause) -> Clause | None:
    """What one is ready, refuses or is urged to do: the infinitive or clause under a predicate."""
    tree = clause.tree
    for child in tree.exactly(clause.predicate, "xcomp", "ccomp", "advcl", "acl"):
        below = clause.syntax.at(child)
        if below is not None and child > clause.predicate and "to" in below.marks:
            return below
    return None


def _that(clause: Clause) -> Clause | None:
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
    objects = [phrase for phrase in (clause.logical_object, *_all_obliques(clause)) if phrase is not None]
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
    return is_business(tree, [*heads, *beside])


def _all_obliques(clause: Clause) -> Iterator[Phrase]:
    for phrases in clause.obliques.values():
        yield from phrases


def _oblique(clause: Clause, *prepositions: str) -> Phrase | None:
    for preposition in prepositions:
        for phrase in clause.obliques.get(preposition, ()):
            if phrase.head > clause.predicate:
                return phrase
    return None


def _right_after(clause: Clause) -> Phrase | None:
    """What follows a predicate with "to" or "for", where the parse hangs it elsewhere ("open *to dialogue*")."""
    tree, after = clause.tree, clause.predicate + 1
    if after >= len(tree.words) or tree.words[after].deprel != "case" or tree.words[after].lemma not in _TO:
        return None
    head = tree.above(after)
    return Phrase(tree, head) if head is not None and head > after else None


def _toward(clause: Clause, *things: Phrase | None) -> Phrase | None:
    """With whom, or toward whom: after "with", "to" or "toward" of the clause, what it completes, or its matter."""
    below = _complement(clause)
    for one in (clause, below):
        if one is None:
            continue
        found = one.recipient or _oblique(one, "with", "toward", "towards")
        if found is None and one.lemma == "meet" and one.object is not None:
            found = one.object
        if found is not None and not _is_thing(found):
            return found
    for thing in (*things, below.object if below is not None else None):
        found = _of_matter(thing)
        if found is not None:
            return found
    return None


def _of_matter(thing: Phrase | None) -> Phrase | None:
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


def _parts(**phrases: Phrase | None) -> tuple[tuple[ArgumentRole, Phrase], ...]:
    return tuple((role, phrase) for role, phrase in phrases.items() if phrase is not None)  # type: ignore[misc]


def _is_weak(thing: Phrase) -> bool:
    return not is_matter(thing, "talks", "peace", "gives")


# Offers


def _ready(clause: Clause) -> Act | None:
    """Of "is ready for talks", "are willing to release them"; negated, a refusal."""
    if clause.lemma not in words("offer", "ready") and clause.word.text != "prepared":
        return None
    if clause.subject is None:
        return None
    below, thing = _complement(clause), _oblique(clause, *_TO) or _right_after(clause)
    if thing is not None and not is_matter(thing, "talks", "peace", "gives", "deals"):
        thing = None
    if thing is None and (below is None or not is_act(below)):
        return None
    subject = _subject_beside(clause) or clause.subject
    topic = thing or _matter_in(below)
    parts = _parts(actor=subject, topic=topic, toward=_toward(clause, thing), **_mediator(clause, below))
    content = _subtree(clause, thing.head if thing is not None else below.predicate if below is not None else 0)
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


def _matter_in(clause: Clause | None) -> Phrase | None:
    """What a complement is about: its object, where that is a matter of talks."""
    if clause is None:
        return None
    for phrase in (clause.object, _oblique(clause, "on", "about", "over", "to", "in")):
        if phrase is not None and is_matter(phrase, "talks", "peace", "deals", "gives"):
            return phrase
    return None


def _offers(clause: Clause) -> Act | None:
    """Of "offered a truce", "proposed to release them"."""
    if clause.lemma not in words("offer", "verbs") or clause.passive or clause.subject is None:
        return None
    below, thing = _complement(clause), clause.object
    if below is not None and is_act(below):
        parts = _parts(
            actor=clause.subject, topic=_matter_in(below), toward=_toward(clause), **_mediator(clause, below)
        )
        return Act("offer", clause, parts, _subtree(clause, below.predicate))
    if thing is None or not is_matter(thing, "talks", "peace", "gives"):
        return None
    toward = clause.recipient or _oblique(clause, "to") or _of_matter(thing)
    return Act("offer", clause, _parts(actor=clause.subject, topic=thing, toward=toward), _subtree(clause, thing.head))


def _welcomes(clause: Clause) -> Act | None:
    """Of "welcomes proposals for a settlement"."""
    thing = clause.object
    if clause.lemma not in words("offer", "welcome") or thing is None or clause.subject is None:
        return None
    if thing.lemma not in words("offer", "welcomed"):
        return None
    matter = [Phrase(thing.tree, word) for word in sorted(thing.tree.subtree(clause.predicate)) if word > thing.head]
    topic = next((one for one in matter if one.lemma in words("matter", "talks") | words("matter", "peace")), None)
    parts = _parts(actor=clause.subject, topic=topic or thing)
    return Act("offer", clause, parts, _subtree(clause, thing.head), weak=topic is None)


def _readiness(clause: Clause) -> Act | None:
    """Of "expressed its readiness to negotiate"."""
    verb = clause.governor
    if clause.lemma not in words("offer", "nouns") or verb is None or verb.kind != "verbal" or clause.relation != "obj":
        return None
    below, thing = _complement(clause), _oblique(clause, "for")
    if not (below is not None and is_act(below)) and not (thing is not None and is_matter(thing, "talks", "peace")):
        return None
    content = _subtree(clause, below.predicate if below is not None else clause.predicate)
    parts = _parts(actor=verb.subject, topic=thing or _matter_in(below), toward=_toward(clause, thing))
    return Act("offer", verb, parts, content)


def _presents(clause: Clause) -> Act | None:
    """Of "presented a peace plan"."""
    thing = clause.object
    if clause.lemma not in words("offer", "put") or thing is None or clause.passive or clause.subject is None:
        return None
    if thing.lemma not in ("proposal", "plan", "offer", "initiative", "roadmap"):
        return None
    if not any(is_matter(Phrase(thing.tree, word), "talks", "peace") for word in thing.words):
        return None
    parts = _parts(actor=clause.subject, topic=thing, toward=_oblique(clause, "to"))
    return Act("offer", clause, parts, _subtree(clause, thing.head))


def _would_give(clause: Clause) -> Act | None:
    """Of "would free the engineers in exchange for …": an offer if there is a condition."""
    if not set(clause.modals) & _MODALS or clause.negated or clause.passive or clause.subject is None:
        return None
    if not is_act(clause):
        return None
    thing = clause.object
    parts = _parts(actor=clause.subject, topic=thing)
    return Act("offer", clause, parts, _subtree(clause, clause.predicate)[1:], own=True, needs_condition=True)


# Refusals


def _refuses(clause: Clause) -> Act | None:
    """Of "refused to negotiate", "rejected the truce"."""
    subject = clause.logical_subject
    below, thing = _complement(clause), clause.logical_object
    if clause.lemma in words("refusal", "to") and below is not None and is_act(below) and clause.subject is not None:
        parts = _parts(actor=clause.subject, topic=_matter_in(below), toward=_toward(clause))
        return Act("refusal", clause, parts, _subtree(clause, below.predicate))
    if clause.lemma not in words("refusal", "thing") or thing is None or subject is None:
        return None
    if (clause.lemma in ("rule", "turn")) != (clause.particle in ("out", "down")):
        return None
    if not is_matter(thing, "talks", "peace", "deals", "gives") or thing.lemma in words("refusal", "not_object"):
        return None
    parts = _parts(actor=subject, topic=thing, toward=_of_matter(thing) or _toward(clause))
    return Act("refusal", clause, parts, _subtree(clause, thing.head), weak=_is_weak(thing))


def _will_not(clause: Clause) -> Act | None:
    """Of "will not negotiate": the refusal of whoever says it."""
    if not clause.negated or not set(clause.modals) & _MODALS or clause.passive or clause.subject is None:
        return None
    if not is_act(clause) or clause.lemma in words("act", "give_with") - {"lay", "lift", "hand", "pull"}:
        return None
    parts = _parts(actor=clause.subject, topic=_matter_in(clause), toward=_toward(clause))
    return Act("refusal", clause, parts, _subtree(clause, clause.predicate)[1:], own=True, negated=True)


def _no_talks(clause: Clause) -> Act | None:
    """Of "there will be no negotiations"."""
    tree, subject = clause.tree, clause.subject
    there = bool(tree.exactly(clause.predicate, "expl"))
    noun = Phrase(tree, clause.predicate) if clause.kind == "copular" else subject
    if not there or noun is None or not is_matter(noun, *_THERE) or "no" not in tree.lemmas(noun.head, "det"):
        return None
    if not set(clause.modals) & _MODALS:
        return None
    return Act(
        "refusal", clause, _parts(topic=noun, toward=_of_matter(noun)), _subtree(clause, noun.head), negated=True
    )


# Demands


def _urges(clause: Clause) -> Act | None:
    """Of "urged both sides to stop", "called on them to leave", "appealed to donors for help"."""
    below = _complement(clause)
    hearer = _hearer(clause)
    if hearer is None:
        return None
    if below is None:
        thing = _oblique(clause, "for") if clause.lemma in words("demand", "on") else None
        if thing is None:
            return None
        parts = _parts(actor=_speaker(clause), toward=hearer, asked=thing)
        return Act("demand", clause, parts, _subtree(clause, thing.head), spoken=True, weak=True)
    content = _subtree(clause, below.predicate)
    if not is_business(clause.tree, content) and not is_act(below):
        return None
    return Act("demand", clause, _parts(actor=_speaker(clause), toward=hearer), content, spoken=True)


def _hearer(clause: Clause) -> Phrase | None:
    if clause.lemma in words("demand", "on"):
        found = _oblique(clause, "to") if clause.lemma == "appeal" else _oblique(clause, "on", "upon")
        if found is not None:
            return found
    return clause.logical_object or clause.recipient if clause.lemma in words("demand", "to") else None


def _speaker(clause: Clause) -> Phrase | None:
    return clause.logical_subject


def _calls_for(clause: Clause) -> Act | None:
    """Of "called for a ceasefire", "appealed for the release of the hostages"."""
    if clause.lemma not in words("demand", "for") or clause.subject is None:
        return None
    thing = _oblique(clause, "for")
    if thing is None or not is_business(clause.tree, _subtree(clause, thing.head)):
        return None
    return _asked(clause, thing)


def _demands(clause: Clause) -> Act | None:
    """Of "demanded the withdrawal of all troops", "insisted on their release", "demanded that they leave"."""
    insists = clause.lemma in words("demand", "insist")
    if clause.lemma not in words("demand", "thing") and not insists:
        return None
    thing = _oblique(clause, "on") if insists else clause.logical_object
    that = _that(clause) if not insists or thing is None else None
    if that is not None and (not insists or set(that.modals) & {"must", "should"}):
        content = _subtree(clause, that.predicate)
        if is_business(clause.tree, content) or is_act(that):
            parts = _parts(actor=_speaker(clause), toward=that.subject if that.own_subject else None)
            return Act("demand", clause, parts, content, spoken=True)
    if thing is None or clause.lemma == "seek" or not is_business(clause.tree, _subtree(clause, thing.head)):
        return None
    return _asked(clause, thing)


def _asked(clause: Clause, thing: Phrase) -> Act:
    parts = _parts(actor=_speaker(clause), toward=_oblique(clause, "from", "of"), asked=thing)
    return Act("demand", clause, parts, _subtree(clause, thing.head), spoken=True)


# Acceptance, mediation, suspension, resumption


def _accepts(clause: Clause) -> Act | None:
    """Of "accepted the offer", "agreed to hold talks"; an agreement itself is an event."""
    below = _complement(clause)
    if clause.lemma in words("acceptance", "agree") and clause.subject is not None and not clause.passive:
        thing = _oblique(clause, "to")
        if below is not None and is_act(below) and _leads_to_talks(below):
            parts = _parts(actor=clause.subject, topic=_matter_in(below), toward=_toward(clause))
            return Act("acceptance", clause, parts, _subtree(clause, below.predicate))
        if thing is None or not is_matter(thing, "talks", "deals") or is_matter(thing, "peace"):
            return None
        parts = _parts(actor=clause.subject, topic=thing, toward=_of_matter(thing))
        return Act("acceptance", clause, parts, _subtree(clause, thing.head), weak=_is_weak(thing))
    thing = clause.logical_object
    if clause.lemma not in words("acceptance", "verbs") or thing is None or clause.logical_subject is None:
        return None
    if not is_matter(thing, "talks", "peace", "deals"):
        return None
    parts = _parts(actor=clause.logical_subject, topic=thing)
    return Act("acceptance", clause, parts, _subtree(clause, thing.head), weak=_is_weak(thing))


def _leads_to_talks(below: Clause) -> bool:
    return below.lemma in words("act", "talk") or below.lemma in words("act", "with_talks")


def _mediates(clause: Clause) -> Act | None:
    """Of "is mediating between the two", "talks mediated by Oman"; what is brokered and reached is an event."""
    if clause.lemma not in words("mediation", "verbs"):
        return None
    thing, mediator = clause.logical_object, clause.logical_subject
    between = _oblique(clause, "between")
    about_talks = thing is not None and is_matter(thing, "talks")
    if mediator is None or not (clause.lemma == "mediate" or about_talks):
        return None
    parts = _parts(mediator=mediator, **{"with": between}, topic=thing)
    return Act("mediation", clause, parts, ())


def _breaks_off(clause: Clause) -> Act | None:
    """Of "suspended talks", "walked out of the negotiations", "talks collapsed"."""
    thing = clause.logical_object
    if thing is None or not _are_talks(thing):
        left = clause.lemma in ("walk", "pull", "withdraw", "quit", "leave", "withdraw")
        thing = _oblique(clause, "of", "from", "out of") if left else None
    if clause.lemma in words("suspension", "verbs") and thing is not None and _are_talks(thing):
        if clause.lemma in ("call", "break", "walk", "pull") and not _goes_off(clause):
            return None
        actor = clause.logical_subject
        return Act("suspension", clause, _parts(actor=actor, topic=thing, toward=_of_matter(thing)))
    subject = clause.subject
    if clause.lemma in words("suspension", "fail") and subject is not None and _are_talks(subject):
        if clause.lemma == "end" and "without" not in clause.obliques:
            return None
        return Act("suspension", clause, _parts(actor=_between(subject), topic=subject))
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


def _resumes(clause: Clause) -> Act | None:
    """Of "resumed talks", "talks resumed", "returned to the negotiating table"."""
    subject, thing = clause.subject, clause.logical_object
    if clause.lemma in words("resumption", "verbs"):
        if thing is not None and _are_talks(thing):
            parts = _parts(actor=clause.logical_subject, topic=thing, toward=_of_matter(thing))
            return Act("resumption", clause, (*parts, *_mediated(thing)))
        if thing is None and subject is not None and _are_talks(subject):
            parts = _parts(actor=_between(subject), topic=subject)
            return Act("resumption", clause, (*parts, *_mediated(subject)))
    back = _oblique(clause, "to") if clause.lemma == "return" else None
    if back is not None and (back.lemma == "table" or _are_talks(back)) and subject is not None:
        return Act("resumption", clause, _parts(actor=subject, topic=back))
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


# Terms


def _terms(clause: Clause) -> Act | None:
    """Of "the plan calls for a withdrawal", "under the deal, the army would leave"."""
    subject = clause.subject
    if subject is not None and subject.lemma in words("terms", "under") and clause.lemma in words("terms", "provide"):
        content = _subtree(clause, clause.predicate)[1:]
        after = tuple(word for word in content if word > clause.predicate)
        if is_business(clause.tree, after) and not clause.passive:
            return Act("terms", clause, _parts(topic=subject), after, weak=True)
        return None
    under = next(
        (phrase for phrase in clause.obliques.get("under", ()) if phrase.lemma in words("terms", "under")), None
    )
    if under is None or not set(clause.modals) & {"will", "would", "must", "shall"} or clause.subject is None:
        return None
    content = _subtree(clause, clause.predicate)
    if not is_business(clause.tree, [word for word in content if word not in under.words]):
        return None
    return Act("terms", clause, _parts(actor=clause.logical_subject, topic=under), content)


_COPULAR: tuple[Reader, ...] = (_ready, _no_talks)
_NOMINAL: tuple[Reader, ...] = (_readiness,)
_VERBAL: tuple[Reader, ...] = (
    _terms, _ready, _no_talks, _welcomes, _offers, _presents, _refuses, _will_not, _urges, _calls_for, _demands,
    _accepts, _mediates, _breaks_off, _resumes, _would_give,
)  # fmt: skip
