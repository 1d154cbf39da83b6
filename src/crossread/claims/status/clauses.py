"""Status of what a clause tells, from the clause itself and from what stands above it.

Each clause has a status of its own (negation, modals, tense). The verb or noun above then changes it: what is tried,
planned or asked for did not happen yet, what one manages to do did. So the reading goes up, step by step, until a
clause stands by itself: a main clause, reported speech, a relative clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from crossread.claims.status.lexicon import Effect, is_omission, modifier_effect, mood, noun_effect, verb_effect
from crossread.record import Status
from crossread.speech.reporting_verbs import verb_forms
from crossread.syntax import Clause

_Found = Status | Literal["future", "asked", "over"]
"""A status; or what is still to come, asked for, or ended, which no status names."""

_MOST_STEPS = 12  # no sentence that people write goes deeper
_REAL: frozenset[_Found] = frozenset(["happened", "ongoing"])
_PERCEIVED = frozenset(["hear", "see", "feel", "smell"])
_FIRST = frozenset(["i", "we"])
_FREE = ("root", "parataxis", "acl:relcl", "advcl:relcl", "list", "discourse", "appos", "dep")
_SUBJECTS = ("nsubj", "nsubj:pass")
_OUTCOME: dict[Effect, _Found] = {
    "attempted": "attempted",
    "failed": "attempted",
    "refused": "denied",
    "planned": "planned",
    "threatened": "threatened",
    "predicted": "predicted",
    "asked": "asked",
    "possible": "possible",
    "denied": "denied",
    "ended": "over",
    "prevented": "attempted",
}


def status_of_clause(clause: Clause, *, arranged: bool = True) -> Status | None:
    """Status of what a clause tells.

    Args:
        clause: The clause of the event or state.
        arranged: Whether it is something that parties arrange (a meeting, a withdrawal): then "will" tells a plan;
            of the outcome of force it tells a prediction.

    Returns:
        The status; None for what is only asked for, discussed or over, of which nothing is claimed.
    """
    found = _status(clause, 0)
    if found == "future":
        return "planned" if arranged or _own_act(clause) else "predicted"
    return None if found == "asked" or found == "over" else found


def _status(clause: Clause, depth: int) -> _Found:
    if depth > _MOST_STEPS:
        return "happened"
    if clause.kind == "nominal":
        return _of_noun(clause, depth)
    own = _own(clause)
    if (above := _hypothetical(clause)) is not None:
        return above
    return _under(clause, own, depth)


# The clause itself


def _own(clause: Clause) -> _Found:
    """Status by negation, modals and tense alone."""
    modals = set(clause.modals)
    if modals & mood("possible"):
        if "could" in modals and clause.lemma in _PERCEIVED and not clause.negated:
            return "happened"  # "gunfire could be heard"
        counterfactual = "could" in modals and clause.negated
        return "denied" if counterfactual or ("can" in modals and clause.negated) else "possible"
    if clause.negated:
        return "denied"
    if modals & mood("asked"):
        return "asked"
    if modals & {"would", "'d"}:
        return "denied" if any(word.lemma == "have" for word in clause.auxiliaries) else "future"
    if modals:
        return "future"
    if (arranged := _is_to(clause)) is not None:
        return arranged
    if _adverbs(clause) & mood("adverbs_possible"):
        return "possible"
    return _by_tense(clause)


def _adverbs(clause: Clause) -> set[str]:
    return set(clause.tree.lemmas(clause.predicate, "advmod"))


def _is_to(clause: Clause) -> _Found | None:
    """Of "is to meet", "is due to meet", "is set to fall": what is arranged or expected."""
    tree = clause.tree
    if any(word.lemma == "have" for word in clause.auxiliaries):
        return None  # "is said to have been wounded"
    if "to" not in clause.marks or not any(word.lemma == "be" for word in clause.auxiliaries):
        beside = set(tree.lemmas(clause.predicate, "mark", "aux", "advmod"))
        return "planned" if "to" in clause.marks and beside & mood("arranged") else None
    return "predicted" if set(tree.lemmas(clause.predicate, "mark", "advmod")) & mood("to_come") else "planned"


def _by_tense(clause: Clause) -> _Found:
    if clause.progressive:
        past = clause.tense == "past" and not _in_past_speech(clause)
        return "happened" if past and not _adverbs(clause) & mood("ongoing_adverbs") else "ongoing"
    if clause.tense == "present":
        return "ongoing"
    if clause.kind == "copular" and clause.tense == "past" and _in_past_speech(clause):
        return "ongoing"
    return "happened"


def _in_past_speech(clause: Clause) -> bool:
    """Whether it is reported by a verb in the past, which moves its present into the past."""
    above = clause.governor
    return clause.relation == "ccomp" and above is not None and above.tense == "past"


def _own_act(clause: Clause) -> bool:
    """Whether it is told by those who will do it ("we will", "they said they would")."""
    subject = clause.subject
    if subject is None or subject.lemma in _FIRST:
        return subject is not None
    speech = next((above for above in clause.chain if above.lemma in _speech()), None)
    return speech is not None and subject.lemma in ("they", "he", "she", "it")


def _speech() -> frozenset[str]:
    return frozenset(form for form in verb_forms())


def _hypothetical(clause: Clause) -> _Found | None:
    """What a condition makes of the clause: its own ("if they attack"), or one that hangs on it."""
    if set(clause.marks) & mood("condition") and not set(clause.marks) & mood("no_condition"):
        return "asked"  # what a condition names is not claimed: "if they attack, …"
    if set(clause.marks) & mood("not_yet") and (_is_to_come(clause) or clause.tense in _NOT_YET):
        return "asked"
    if "whether" in clause.marks:
        return "possible"
    return "conditional" if has_condition(clause) else None


_NOT_YET: tuple[str, ...] = ("present", "infinitive", "modal", "future")


def _is_to_come(clause: Clause) -> bool:
    """Whether a past is one in reported speech, of what is yet to come ("no truce until they withdrew")."""
    above = clause.governor
    return clause.tense == "past" and above is not None and bool(set(above.modals) & {"would", "could", "'d"})


def has_condition(clause: Clause) -> bool:
    """Whether a clause with "if", "unless" or the like hangs on a clause and makes it one that may not come."""
    if clause.tense in ("past", "past perfect") and not clause.modals:
        return False
    for child in clause.tree.exactly(clause.predicate, "advcl"):
        below = clause.syntax.at(child)
        marks = set(below.marks) if below is not None else set()
        if marks & mood("condition") and not marks & mood("no_condition"):
            return True
    return False


# What stands above


def _under(clause: Clause, own: _Found, depth: int) -> _Found:
    """What becomes of a status under the clause above."""
    relation, above = clause.relation, clause.governor
    if above is None or relation in _FREE:
        return own
    if relation.startswith("conj"):
        return _beside(clause, above, own, depth)
    if relation in ("xcomp", "ccomp", "csubj", "csubj:pass") or (relation == "acl" and _is_bare(clause)):
        return _complement(clause, above, own, depth)
    if relation == "advcl" and "to" in clause.marks and clause.tense == "infinitive":
        return _purpose(above, own, depth)
    if relation == "advcl" and clause.tense == "participle" and not clause.passive:
        return _along(clause, above, own, depth)
    return own


def _is_bare(clause: Clause) -> bool:
    """Whether it completes a noun ("plans to attack"), and is no description of it ("men carrying arms")."""
    return "to" in clause.marks or "that" in clause.marks or bool(set(clause.marks) & {"of", "for", "from", "on"})


def _beside(clause: Clause, above: Clause, own: _Found, depth: int) -> _Found:
    """Of "tried to seize and burn the town": what is joined shares what stands above, unless it has its own tense."""
    if own not in _REAL:
        return own
    if clause.tense in ("infinitive", "participle", "none") and not clause.own_subject:
        shared = _status(above, depth + 1)
        return own if shared in _REAL else shared
    if above.relation == "ccomp" and above.governor is not None:
        effect = _effect(above.governor, clause)
        return _OUTCOME[effect] if effect in ("denied", "asked", "possible") else own
    return own


def _complement(clause: Clause, above: Clause, own: _Found, depth: int) -> _Found:
    effect = _effect(above, clause)
    if effect is None and above.kind == "nominal" and "to" in clause.marks:
        return "planned" if own in _REAL else own
    if above.kind == "nominal" and _is_rejected(above, above.governor):
        return "denied"  # "denied reports that the town had fallen"
    told = above.object if above.kind == "verbal" else None
    if told is not None and "that" in clause.marks and told.lemma in mood("rejected") and _rejects(above):
        return "denied"  # the same, where the parse hangs the clause on the verb
    if above.kind == "verbal" and above.lemma == "go" and above.progressive and "to" in clause.marks:
        status = _status(above, depth + 1)
        return "future" if status in _REAL else status  # "is going to attack"
    finite = clause.relation == "ccomp" and clause.tense not in ("infinitive", "participle")
    if effect is None or (finite and effect in ("transparent", "planned", "attempted", "continuing")):
        return own
    if effect == "failed" and is_omission(clause.lemma):
        effect = "refused"
    if effect == "transparent" and "to" in clause.marks and any(word.lemma == "have" for word in clause.auxiliaries):
        return own  # "is said to have fled"
    return _combined(effect, own, _status(above, depth + 1))


def _is_rejected(noun: Clause, verb: Clause | None) -> bool:
    """Whether a report, a claim or the like is what the verb above denies or dismisses."""
    return noun.relation == "obj" and verb is not None and noun.lemma in mood("rejected") and _rejects(verb)


def _rejects(verb: Clause) -> bool:
    return verb.kind == "verbal" and verb.lemma in mood("rejects") and not verb.negated


def _effect(above: Clause, clause: Clause) -> Effect | None:
    """What the predicate above makes of what stands under it."""
    if above.kind == "verbal":
        effect = verb_effect(above.lemma, above.particle)
        if above.passive and above.lemma in ("say", "report", "know", "claim", "estimate") and effect:
            return "transparent"
        if effect == "prevented" and above.lemma in ("stop", "block", "halt") and "from" not in clause.marks:
            return "ended" if above.lemma == "stop" else effect
        return effect
    return noun_effect(above.lemma)


def _combined(effect: Effect, own: _Found, above: _Found) -> _Found:
    """What becomes of a status under an effect whose own predicate has a status."""
    if own == "denied":
        return "denied" if above in _REAL and effect in ("transparent", "continuing") else own
    if effect == "continuing":
        return "ongoing" if above in _REAL else above
    if effect == "transparent":
        return above if above not in _REAL else ("ongoing" if above == "ongoing" else own)
    if above == "denied":
        return "happened" if effect in ("failed", "prevented", "refused") else "denied"
    if effect == "possible" and own not in _REAL:
        return own
    outcome = _OUTCOME[effect]
    if above in ("conditional", "possible") and effect in ("attempted", "planned", "transparent"):
        return above
    return "conditional" if above == "conditional" else outcome


def _purpose(above: Clause, own: _Found, depth: int) -> _Found:
    """Of "advanced to seize the town": a plan; under a plan or an attempt whatever that is."""
    if own not in _REAL:
        return own
    status = _status(above, depth + 1)
    return "planned" if status in _REAL else status


def _along(clause: Clause, above: Clause, own: _Found, depth: int) -> _Found:
    """Of ", killing two": it happened if what it goes with did."""
    if own not in _REAL:
        return own
    if set(clause.marks) & {"in", "from", "for", "of"} and (effect := _effect(above, clause)):
        return _combined(effect, own, _status(above, depth + 1))
    status = _status(above, depth + 1)
    if "by" in clause.marks or "without" in clause.marks:
        return "denied" if "without" in clause.marks else own if status in _REAL else status
    if above.kind == "copular" and status == "ongoing":
        return "ongoing"
    return own if status in _REAL or set(clause.marks) & {"after", "since"} else status


# Event nouns


def _of_noun(noun: Clause, depth: int) -> _Found:
    """Status of what a noun tells: by what stands before it, and by what it stands under."""
    if noun.negated:
        return "denied"
    for status in _before(noun):
        return status
    above = noun.governor
    if above is None:
        return "happened"
    if noun.relation.startswith("conj"):
        return _status(above, depth + 1) if above.kind == "nominal" else "happened"
    if above.kind == "verbal":
        return _under_verb(noun, above, depth)
    if above.kind == "nominal" and noun.relation == "nmod":
        return _under_noun(above, depth)
    if above.kind == "copular" and noun.relation in ("obl", "nmod") and noun_effect(above.lemma) is not None:
        return _under_noun(above, depth)
    return "happened" if noun.relation not in _SUBJECTS else _as_subject(above, depth)


def _before(noun: Clause) -> Iterator[_Found]:
    tree = noun.tree
    for child in range(noun.words[0], noun.predicate):
        word = tree.words[child]
        effect = modifier_effect(word.text.lower()) or modifier_effect(word.lemma)
        if effect is not None and not (
            word.lemma == "any" and noun.governor is not None and noun.governor.lemma in ("deny", "carry")
        ):
            yield effect  # type: ignore[misc]


def _under_verb(noun: Clause, verb: Clause, depth: int) -> _Found:
    if noun.relation in ("obl", "obl:agent", "advmod"):
        return _beside_verb(noun, verb, depth)
    if noun.relation == "nsubj":
        return _as_subject(verb, depth)
    status = _status(verb, depth + 1)
    effect = verb_effect(verb.lemma, verb.particle)
    if effect is None:
        return status if noun.light is not None else "happened"
    return _combined(effect, "happened", status)


def _beside_verb(noun: Clause, verb: Clause, depth: int) -> _Found:
    """Of a noun with a preposition: "ahead of talks" is still to come, "called for a truce" is asked for."""
    case = noun.tree.case(noun.predicate)
    if case in ("ahead of", "before", "until", "pending", "without"):
        return "asked" if case != "ahead of" else "planned"
    if case in ("in", "into", "to") and verb.lemma in mood("enters"):
        return _status(verb, depth + 1)
    effect = verb_effect(verb.lemma, case.partition(" ")[0] or verb.particle)
    if effect in ("asked", "planned", "possible", "predicted", "prevented", "threatened", "attempted") and case in (
        "for", "to", "on", "of", "from", "about", "against", "with", "in", "at"
    ):  # fmt: skip
        needs = {"for", "to", "about", "of"} if effect != "threatened" else {"with"}
        if case in needs:
            return _combined(effect, "happened", _status(verb, depth + 1))
    return "happened"


def _as_subject(verb: Clause, depth: int) -> _Found:
    """Of a noun that is the subject: what the verb says of it, if that tells whether it takes place."""
    status = _status(verb, depth + 1)
    if verb.kind == "copular" and status == "ongoing":
        return status  # "a battle is under way"
    if verb.passive and verb_effect(verb.lemma, verb.particle) in ("planned", "predicted") and status in _REAL:
        return "planned" if verb_effect(verb.lemma, verb.particle) == "planned" else "predicted"
    if verb.kind == "verbal" and verb_effect(verb.lemma, verb.particle) == "continuing":
        return "ongoing" if status in _REAL else status
    if verb.kind == "verbal" and verb_effect(verb.lemma, verb.particle) in ("ended", "prevented"):
        return "over"
    if status in ("denied", "possible", "predicted", "future", "conditional"):
        return status
    return "ongoing" if status == "ongoing" and verb.progressive else "happened"


def _under_noun(above: Clause, depth: int) -> _Found:
    effect = noun_effect(above.lemma)
    if effect is None and above.lemma in mood("part_in_it"):
        return _status(above, depth + 1)  # "denied involvement in the attack": that they did it
    if effect is None:
        return "happened"
    if effect == "transparent":
        return _status(above, depth + 1)
    return _OUTCOME[effect] if effect != "continuing" else "ongoing"
