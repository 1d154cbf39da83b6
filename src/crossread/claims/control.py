"""Control: who holds, seized, lost, besieges or contests which place, as claimed by whom.

An act of taking at a time is an event; a state ("controls", "under siege"), a loss of control and a count of places
taken are claims of this family. What is told as an event already is not told again. Words: ``data/control.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crossread.claims.common import voice_of
from crossread.claims.control_words import (
    MEASURES,
    is_certain,
    is_matter_of_war,
    is_name,
    is_place,
    may_hold,
    words,
)
from crossread.claims.parts import (
    Bounds,
    argument,
    number_in,
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
from crossread.record import Argument, Claim, Status, Voice, claim_id
from crossread.syntax import Clause, Phrase

_TAKEN = frozenset(["seizure", "siege", "retreat"])
"""Types of events that tell how a place came to be held."""
_STATES = frozenset(["holds", "under control", "besieges", "contests"])
_GAP = 3  # code points between a noun and the relative clause about it: a comma and blanks


@dataclass(frozen=True)
class _Found:
    """A claim of control in one clause: its type, its parts, and the clause that tells it."""

    type: str
    clause: Clause
    holder: Phrase | None = None
    thing: Phrase | None = None
    winner: Phrase | None = None


def claims_of(reading: Reading) -> Iterator[Claim]:
    """Claims of control, in order; none where rules alone read.

    Args:
        reading: The reading with everything but claims of this family and those after it.
    """
    taken = [claim.spans for claim in reading.report.claims if claim.type in _TAKEN and claim.family == "events"]
    for clause in reading.clauses:
        found = _read(reading, clause)
        if found is not None:
            claim = _claim(reading, found)
            if claim is not None and (found.type != "seized" or not overlaps(claim.spans, taken)):
                yield claim


def states_in(reading: Reading, kind: str) -> Iterator[Clause]:
    """Clauses that tell a siege, or a contest, as a state.

    Args:
        reading: The reading with everything but claims.
        kind: Type of the claim ("besieges").
    """
    for clause in reading.clauses:
        found = _read(reading, clause)
        if found is not None and found.type == kind:
            yield found.clause


def _read(reading: Reading, clause: Clause) -> _Found | None:
    if clause.kind == "nominal":
        return _of_noun(reading, clause)
    if clause.kind == "copular":
        return _under(reading, clause) or _is_contested(clause)
    return _of_verb(reading, clause) or _under(reading, clause)


# Verbs


def _of_verb(reading: Reading, clause: Clause) -> _Found | None:
    if clause.particle or _is_bare(clause):
        return None
    lemma = clause.lemma
    thing, holder = clause.logical_object or _measured(clause), _described(clause) or clause.logical_subject
    if clause.passive:
        holder = clause.logical_subject
    if thing is None or not (is_place(thing) or _is_some_of_them(thing)):
        return None
    if lemma in words("hold") | words("govern"):
        return _held(reading, clause, holder, thing)
    if lemma in words("lose") and not clause.passive and may_hold(reading, holder) and is_certain(thing):
        return _Found("lost", clause, holder, thing, _recipient(clause))
    told_by_whom = lemma != "surround" or may_hold(reading, holder)
    if lemma in words("besiege") and _is_state(clause) and told_by_whom:
        return _Found("besieges", clause, holder, thing)
    if lemma in words("contest") and clause.passive:
        return _Found("contests", clause, holder, thing)
    if lemma in words("seize") and _is_counted(reading, thing):
        return _Found("seized", clause, holder, thing)
    return None


def _held(reading: Reading, clause: Clause, holder: Phrase | None, thing: Phrase) -> _Found | None:
    if _is_only_meant(clause) or any(thing.tree.words[word].lemma in words("not_hold") for word in thing.core.words):
        return None
    if (clause.passive and holder is None) or _holds_to_something(clause):
        return None
    if not may_hold(reading, holder, armed=clause.lemma in words("govern")):
        return None
    return _Found("holds", clause, holder, thing)


def _measured(clause: Clause) -> Phrase | None:
    """A measure that the parse takes for no object ("hold 40 per cent of the town")."""
    found = [phrase for phrase in clause.obliques.get("", ()) if phrase.lemma in MEASURES]
    return found[0] if found and found[0].head > clause.predicate else None


def _is_only_meant(clause: Clause) -> bool:
    """Whether an infinitive tells no state ("tried to hold"), but for what is claimed or said ("claim to hold")."""
    above = clause.governor
    return "to" in clause.marks and (above is None or above.lemma not in words("said_to"))


def _holds_to_something(clause: Clause) -> bool:
    """Whether something is held to be so or stands firm ("holds them responsible", "held its ground")."""
    tree, thing = clause.tree, clause.logical_object
    if thing is None:
        return False
    following = [tree.words[at].upos for at in range(thing.last, min(thing.last + 2, len(tree.words)))]
    to_be_so = following[:1] == ["ADJ"] or following == ["ADV", "ADJ"]
    return to_be_so or (thing.lemma == "ground" and bool(tree.exactly(thing.head, "nmod:poss")))


def _is_bare(clause: Clause) -> bool:
    """Whether a participle only describes a noun that is no place by name ("areas controlled by rebels")."""
    if clause.relation == "amod" or (clause.relation == "acl:relcl" and clause.passive and not clause.auxiliaries):
        return True
    if clause.relation not in ("acl", "acl:relcl"):
        return False
    noun = clause.logical_object
    if noun is None:
        return True
    if clause.relation == "acl:relcl" and (noun == clause.subject or noun.head > clause.predicate):
        return False  # "the town, which is held by …", "the rebels, who hold the town"
    return not (clause.passive and is_name(noun))


def _is_state(clause: Clause) -> bool:
    """Whether a verb of siege tells a state: passive, perfect, or under way."""
    return clause.passive or clause.progressive or clause.tense in ("present", "present perfect")


def _is_some_of_them(thing: Phrase) -> bool:
    """Whether it counts places told before ("four of them")."""
    return thing.word.upos == "NUM" and any(thing.tree.words[word].lemma in ("they", "them") for word in thing.words)


def _is_counted(reading: Reading, thing: Phrase) -> bool:
    """Whether it is a number of places, of which none is named ("some 70 villages")."""
    if thing.lemma not in words("counted") and not _is_some_of_them(thing):
        return False
    index = number_in(reading, thing)
    if index is None:
        return False
    quantity = reading.report.quantities[index]
    return quantity.best is not None and not quantity.vague and quantity.best > 1


def _recipient(clause: Clause) -> Phrase | None:
    return next(iter(clause.obliques.get("to", ())), None)


# "Control of" and the like


def _of_noun(reading: Reading, noun: Clause) -> _Found | None:
    if noun.lemma != "control" or noun.governor is None:
        return None
    verb = noun.governor
    thing = _controlled(noun)
    if verb.kind != "verbal" or thing is None or not is_place(thing):
        return None
    if noun.relation == "obj":
        if verb.lemma in words("have_control") and may_hold(reading, verb.subject):
            return _Found("holds", verb, verb.subject, thing)
        if verb.lemma in words("lose_control") and may_hold(reading, verb.subject):
            return _Found("lost", verb, verb.subject, thing, _recipient(verb))
    disputed = noun.relation == "nsubj:pass" and verb.lemma in words("dispute")
    claimed = noun.relation == "obj" and verb.lemma in words("dispute") and not verb.passive
    fought = verb.lemma in words("fight_for") and verb.progressive and verb.object is None
    if disputed or claimed or (noun.relation == "obl" and (fought or verb.lemma in words("dispute_for"))):
        return _Found("contests", verb, verb.agent if disputed else verb.subject, thing)
    return None


def _controlled(noun: Clause) -> Phrase | None:
    """What follows "control of" or "control over", also where the parse hangs it on the verb."""
    if noun.object is not None:
        return noun.object
    above = noun.governor.obliques if noun.governor is not None and noun.governor.kind != "nominal" else {}
    for place in (noun.obliques, above):
        for preposition in ("over", "of"):
            after = [phrase for phrase in place.get(preposition, ()) if phrase.head > noun.predicate]
            if after:
                return after[0]
    return None


# "Under control", "in the hands of", "under siege"


def _under(reading: Reading, clause: Clause) -> _Found | None:
    for phrase in _states(clause):
        case, lemma = phrase.preposition, phrase.lemma
        thing = _described(clause)
        if thing is None or clause.lemma in ("put", "place", "bring") or _is_only_meant(clause):
            continue
        holder = _holder(phrase) or clause.agent
        if case == "under" and lemma == "control":
            if holder is not None and is_place(thing):
                return _Found("under control", clause, holder, thing)
            if holder is None and is_matter_of_war(reading, clause, thing):
                return _Found("under control", clause, None, thing)
        if case == "in" and lemma == "control" and may_hold(reading, thing):
            held = next((one for one in _objects_of(phrase) if is_place(one)), None)
            if held is not None:
                return _Found("holds", clause, thing, held)
        if case == "in" and lemma in ("hand", "grip") and may_hold(reading, holder) and is_place(thing):
            return _Found("holds", clause, holder, thing)
        if case == "under" and lemma == "siege" and is_place(thing):
            return _Found("besieges", clause, holder, thing)
    return None


def _described(clause: Clause) -> Phrase | None:
    """The subject; of a relative clause the noun right before its pronoun."""
    tree = clause.tree
    pronouns = [child for child in tree.exactly(clause.predicate, "nsubj", "nsubj:pass") if _is_relative(clause, child)]
    if not pronouns:
        return clause.subject
    at = pronouns[0] - 1
    while at > 0 and (tree.words[at].upos == "PUNCT" or tree.words[at].deprel == "flat"):
        at -= 1
    if at in tree.names:
        at = _head_of_name(clause, at)
    if tree.words[at].upos not in ("NOUN", "PROPN"):
        return clause.subject
    return Phrase(tree, at, tuple(word for word in Phrase(tree, at).words if word < pronouns[0]))


def _is_relative(clause: Clause, number: int) -> bool:
    return clause.tree.words[number].lemma in ("who", "which", "that") and clause.relation != "ccomp"


def _head_of_name(clause: Clause, number: int) -> int:
    """The word of a name that the others hang on."""
    name = clause.tree.names[number]
    inside = range(name.first, name.last)
    return next((word for word in inside if clause.tree.above(word) not in inside), number)


def _states(clause: Clause) -> Iterator[Phrase]:
    """Phrases such as "under control" that are said of the subject: the predicate itself, or what hangs on the verb."""
    tree = clause.tree
    if clause.kind == "copular":
        yield Phrase(tree, clause.predicate)
    elif clause.lemma in ("remain", "stay", "be", "come", "lie", "fall", "keep", "continue"):
        for child in tree.children[clause.predicate]:
            if child > clause.predicate and tree.words[child].deprel in ("obl", "xcomp", "ccomp", "conj", "advcl"):
                yield Phrase(tree, child)
    strayed = _strayed(clause)
    if strayed is not None:
        yield strayed


def _strayed(clause: Clause) -> Phrase | None:
    """The "under control" right after "remains" that the parse hangs elsewhere."""
    tree, after = clause.tree, clause.predicate + 1
    if clause.lemma not in ("remain", "stay") or after >= len(tree.words) or tree.words[after].lemma != "under":
        return None
    head = tree.above(after)
    return Phrase(tree, head) if head is not None and head > clause.predicate else None


def _objects_of(phrase: Phrase) -> Iterator[Phrase]:
    """What follows a phrase with "of" or "over" ("in control *of the airport*")."""
    tree = phrase.tree
    for child in tree.hanging(phrase.head, "nmod", "obl"):
        if child > phrase.head and tree.case(child) in ("of", "over"):
            yield Phrase(tree, child)


def _holder(phrase: Phrase) -> Phrase | None:
    """Whose control or hands: "of …", a possessor, or the noun or name before it."""
    tree = phrase.tree
    for child in tree.hanging(phrase.head, "nmod"):
        if tree.words[child].deprel == "nmod:poss" or tree.case(child) in ("of", "by"):
            return Phrase(tree, child)
    for child in tree.exactly(phrase.head, "compound", "amod", "nmod"):
        word = tree.words[child]
        if child in tree.names or word.upos == "PROPN" or word.lemma in words("forces") or word.lemma == "military":
            return Phrase(tree, child)
    return None


def _is_contested(clause: Clause) -> _Found | None:
    """Of "the town remains contested"."""
    thing = _described(clause)
    if clause.lemma not in ("contested", "disputed") or thing is None or clause.relation in ("acl", "amod"):
        return None
    controlled = thing.lemma == "control"
    return _Found("contests", clause, None, thing) if is_place(thing) or controlled else None


# The claim


def _claim(reading: Reading, found: _Found) -> Claim | None:
    bounds = within_speech(reading, found.clause, shown(found.clause, *_reach(found)))
    spans = reading.folded.spans([bounds])
    voice = voice_of(reading, *bounds)
    status = _status(found, voice)
    if status is None:
        return None
    when = time_of(reading, found.clause)
    thing = found.thing
    inside: list[Bounds] = [(thing.start, thing.end)] if thing is not None else []
    return Claim(
        id=claim_id(reading.report.page.text_sha256, "control", spans),
        family="control",
        type=found.type,
        status=status,
        voice=voice,
        arguments=tuple(_arguments(reading, found)),
        quantity=number_in(reading, thing) if thing is not None else None,
        when=when,
        place=place_of(reading, bounds, *_appositions(thing), *inside),
        background=is_history(reading, found.clause, when),
        confidence="high" if thing is not None and is_name(thing) and found.holder is not None else "medium",
        made_by="rule:control",
        spans=spans,
    )


def _reach(found: _Found) -> list[Bounds]:
    """What is shown with the clause: place and holder after it, and the noun that a relative clause describes."""
    start = found.clause.start
    phrases = [phrase for phrase in (found.thing, found.holder) if phrase is not None]
    relative = found.clause.relation in ("acl:relcl", "acl")
    return [
        (phrase.start, phrase.end)
        for phrase in phrases
        if phrase.head > found.clause.predicate or (relative and 0 <= start - phrase.end <= _GAP)
    ]


def _appositions(thing: Phrase | None) -> list[Bounds]:
    """Stretches of names put beside a thing ("one of the hills, Kolm Ridge")."""
    if thing is None:
        return []
    tree = thing.tree
    found = [child for word in thing.words for child in tree.exactly(word, "appos")]
    beside = thing.last  # "the capital Sanaa", where the parse parts the two
    if beside in tree.names and tree.words[beside].deprel == tree.words[thing.head].deprel:
        found.append(beside)
    return [(phrase.start, phrase.end) for phrase in (Phrase(tree, child) for child in found)]


def _status(found: _Found, voice: Voice) -> Status | None:
    status = status_of_state(found.clause, voice, goes_on=found.type in _STATES, arranged=False)
    return "denied" if status in ("happened", "ongoing") and _no_longer(found.clause) else status


def _no_longer(clause: Clause) -> bool:
    words_ = clause.tree.words
    return any(words_[at].lemma == "no" and words_[at + 1].text == "longer" for at in clause.words[:-1])


def _arguments(reading: Reading, found: _Found) -> Iterator[Argument]:
    parts = []
    if found.holder is not None:
        parts.append(argument(reading, "actor", short(found.holder)))
    if found.thing is not None:
        parts.append(argument(reading, "object", _with_exceptions(found.thing)))
    if found.winner is not None:
        parts.append(argument(reading, "toward", found.winner))
    parts.extend(_together_with(reading, found))
    yield from sorted(parts, key=lambda part: part.spans[0].start)


def _with_exceptions(thing: Phrase) -> Phrase:
    """A place without what hangs on it, but with "except …": it changes what is held."""
    return thing if _prepositions(thing) & {"except", "except for", "but"} else thing.core


def _prepositions(phrase: Phrase) -> set[str]:
    return {phrase.tree.case(word) for word in phrase.words}


def _together_with(reading: Reading, found: _Found) -> Iterator[Argument]:
    """Who holds a place too: "together with …", "along with …" right after the holder."""
    holder = found.holder
    if holder is None:
        return
    tree = holder.tree
    at = holder.last
    while at < len(tree.words) and tree.words[at].upos == "PUNCT":
        at += 1
    if at + 2 < len(tree.words) and tree.words[at].lemma in ("together", "along", "jointly", "alongside"):
        at += tree.words[at].lemma != "alongside"
        head = tree.above(at)
        if head is not None and head > at:
            phrase = Phrase(tree, head)
            yield worded(reading, "with", phrase.start, _with_its_name(phrase))


def _with_its_name(phrase: Phrase) -> int:
    """Where a phrase ends, "called …" included."""
    tree = phrase.tree
    ends = [phrase.end]
    for child in tree.exactly(phrase.head, "acl"):
        if tree.words[child].lemma in ("call", "name", "know"):
            ends.extend(tree.words[name].end for name in tree.subtree(child))
    return max(ends)
