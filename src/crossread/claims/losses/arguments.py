"""The parts of a loss: its victims, and who or what did it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from crossread.actors.words import Words, place_kind
from crossread.claims.losses.clauses import Told, subject_of
from crossread.claims.losses.matches import Match
from crossread.claims.losses.words import loss_set
from crossread.claims.parts import argument
from crossread.context import Reading
from crossread.counted_words import words as counted_words
from crossread.record import Argument, Quantity
from crossread.speech.reporting_verbs import verb_forms
from crossread.syntax import Clause, Phrase
from crossread.tagger.tags import Word

_LONGEST_AGENT = 8
_LONGEST_PHRASE = 10
_MARKS = frozenset('()[]"“”—–:;')
_CAUSES = ("in", "during", "due to", "because of", "as a result of", "from", "by", "after", "following", "amid")


def arguments(
    reading: Reading, words: Words, match: Match, quantity: Quantity | None, told: Told
) -> tuple[Argument, ...]:
    """The parts of a loss, in reading order.

    Args:
        reading: The reading.
        words: Words of the sentence.
        match: The loss.
        quantity: The number of its victims, None where none is told.
        told: Where the sentence tells it.
    """
    agents = _parsed_agents(reading, words, match, told.clause) if told.clause else _agents(reading, words, match, told)
    found = [one for one in (_victims(reading, words, match, quantity), *agents) if one]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.spans[0].start))


def _victims(reading: Reading, words: Words, match: Match, quantity: Quantity | None) -> Argument | None:
    start, end = words[match.first].start, words[match.after - 1].end
    if quantity:
        if not quantity.unit or match.rule == "counted":
            return None
        at = reading.words(start, end).find(quantity.unit)
        if at < 0:
            return None
        start, end = start + at, start + at + len(quantity.unit)
    role: Literal["victim", "object"] = "object" if match.type == "destroyed" else "victim"
    return _argument(reading, role, start, end)


def _argument(
    reading: Reading, role: Literal["victim", "object", "actor", "cause", "instrument"], start: int, end: int
) -> Argument:
    span = reading.folded.span(start, end)
    actor = actor_at(reading, span.start, span.end) if role in ("actor", "victim") else None
    return Argument(role=role, text=span.quote, actor=actor, spans=(span,))


def actor_at(reading: Reading, start: int, end: int) -> str | None:
    """Id of the actor that is named by these very words or at their end."""
    named = reading.actors_by_end.get(end)
    return named[1] if named and named[0] >= start else None


def _parsed_agents(reading: Reading, words: Words, match: Match, clause: Clause) -> Iterator[Argument]:
    """Who or what did it, by the parse: the subject of an active verb, "by …" of a passive one, the act "in" which."""
    victims = words[match.first].start, words[match.after - 1].end
    acts = [phrase for one in _CAUSES for phrase in clause.obliques.get(one, ()) if _stands_with(clause, phrase)]
    for phrase in (*_doers(match, clause), *acts):
        short = _tight(phrase)
        if short.end <= victims[0] or victims[1] <= short.start:
            role = _role_of(reading, short)
            if phrase in acts and role == "actor":
                continue
            if role:
                yield argument(reading, role, short)


def _doers(match: Match, clause: Clause) -> tuple[Phrase, ...]:
    before = match.rule in ("object", "named") and match.begin < match.first
    active = (before and clause.lemma not in ("lose", "include", "be")) or clause.lemma == "leave"
    agent = subject_of(clause) if active and not clause.passive else clause.agent if not before else None
    if agent is None or any(_is_verb(agent.tree.words[word]) for word in agent.words[1:]):
        return ()  # the parse ran on
    between = (agent.tree.words[word].text for word in range(agent.last, clause.predicate))
    hearsay = clause.relation == "xcomp"  # "is said to have displaced"
    return () if not hearsay and any(word in verb_forms() for word in between) else agent.members


def _is_verb(word: Word) -> bool:
    return word.text.endswith("ing") or (word.upos == "VERB" and word.xpos in ("VBD", "VBZ", "VBP"))


def _stands_with(clause: Clause, phrase: Phrase) -> bool:
    """Whether no other verb parts a phrase from the predicate."""
    first, last = sorted([clause.predicate, phrase.first])
    return all(clause.tree.words[word].upos != "VERB" for word in range(first + 1, last))


def _tight(phrase: Phrase) -> Phrase:
    """A phrase without what a mark parts from its head, and without what follows its head if it is long."""
    tree, core = phrase.tree, phrase.core
    after = core.last if core.last - core.first <= _LONGEST_PHRASE else core.head + 1
    kept = [word for word in core.words if word < after]
    marks = [word for word in kept if word < core.head and tree.words[word].text in _MARKS]
    return Phrase(tree, core.head, tuple(word for word in kept if not marks or word > marks[-1]))


def _role_of(reading: Reading, phrase: Phrase) -> Literal["actor", "cause"] | None:
    """Whether a noun phrase is somebody or a thing that happened; None for what is neither for sure."""
    if _tells_act(phrase):
        return "cause"
    if phrase.pronoun or phrase.time:
        return None
    if phrase.head and phrase.tree.words[phrase.head - 1].text.lower() in loss_set("before fighters that fly"):
        return "cause"
    person = phrase.word.text.lower() in counted_words("persons", "heads") | loss_set("collective")
    named = phrase.name is not None and phrase.name.kind != "place"
    known = actor_at(reading, reading.folded.offset(phrase.start), reading.folded.offset(phrase.end - 1) + 1)
    return "actor" if person or named or known else None


def _tells_act(phrase: Phrase) -> bool:
    return phrase.word.upos in ("NOUN", "PROPN") and phrase.word.text.lower() in loss_set("acts")


def _agents(reading: Reading, words: Words, match: Match, told: Told) -> Iterator[Argument]:
    """Who or what did it, by words: "by …", or the subject of an active verb."""
    first, after = told.first, told.after
    if match.rule in ("passive", "reduced", "named"):
        for at in range(match.end, min(after, match.end + 8)):
            if words.lower(at) == "by" and words[at + 1].near:
                yield from _agent(reading, words, at + 1, after)
                return
            if not words[at].near or words.lower(at) in ("in", "on", "and", "when"):
                return
    elif (
        match.rule == "object"
        and not _lost(words, match)
        and first < match.begin
        and not words.lower(match.begin).endswith("ing")
    ):
        verb = _verb_start(words, match.begin)
        if words.lower(verb - 1) not in loss_set("no agent before") and verb - first <= _LONGEST_AGENT:
            yield from _agent(reading, words, first, verb)


def _lost(words: Words, match: Match) -> bool:
    return words.lower(match.begin).startswith("los")


def _verb_start(words: Words, verb: int) -> int:
    """Where the words of a verb begin: "is said to have killed", "did not kill"."""
    while words.lower(verb - 1) in loss_set("before a verb"):
        verb -= 1
    if words.lower(verb - 1) == "to" and words.lower(verb - 2) in loss_set("hearsay"):
        verb -= 3
    return verb


def _agent(reading: Reading, words: Words, first: int, limit: int) -> Iterator[Argument]:
    """The noun phrase from a place on: an actor where its head is somebody, a cause where it is an act or a thing."""
    while first < limit and (words[first].text[0].isdecimal() or place_kind(words[first].text) == "calendar"):
        first += 1
    at = first
    while at < min(limit, first + _LONGEST_AGENT) and words[at].text[0].isalnum() | (words[at].text == "'s"):
        word = words.lower(at)
        if at > first and (word in loss_set("ends an agent") or not words[at].near or word.endswith("ed")):
            break
        at += 1
    while first < at - 1 and words.lower(first) in ("the", "a", "an"):
        first += 1
    if at <= first:
        return
    heads = {words.lower(place) for place in range(first, at)}
    start, end = words[first].start, words[at - 1].end
    if words.lower(at - 1) in loss_set("acts") or (heads & loss_set("acts") and not words[at - 1].capital):
        yield _argument(reading, "cause", start, end)
    elif words.lower(at - 1) in counted_words("persons", "heads") | loss_set("collective") or actor_at(
        reading, reading.folded.offset(start), reading.folded.offset(end - 1) + 1
    ):
        yield _argument(reading, "actor", start, end)
