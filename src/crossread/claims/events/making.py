"""Claims of events: status, voice, parties, number, time, place and the words that show each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from crossread.claims.events.arguments import Part, parts_of
from crossread.claims.events.circumstances import Circumstances
from crossread.claims.events.lexicon import is_arranged, words
from crossread.claims.events.matching import Found, events_in
from crossread.claims.events.shown import shown
from crossread.claims.events.telling import is_counted_places, is_told
from crossread.claims.parts import argument, number_in, overlaps
from crossread.claims.precedence import told_elsewhere
from crossread.claims.statements import HEADS
from crossread.claims.status import is_history, status_of_clause, tells_will
from crossread.claims.strength import is_strength
from crossread.context import Reading
from crossread.record import Argument, Attribution, Claim, Mention, Status, Voice, claim_id
from crossread.syntax import Clause, Phrase
from crossread.tagger.tags import Word

_COUNTED_AFTER = ("in", "across", "on")
_SIDES = ("actor", "target")
_COUNTED_ROLES = ("victim", "target", "object", "actor", "with")


def claims_of(reading: Reading) -> Iterator[Claim]:
    """Claims of events, in order; what a headline or a noun tells again is a mention.

    Args:
        reading: The reading with everything but claims; without a parse nothing is read.
    """
    if reading.syntax is None:
        return
    elsewhere = told_elsewhere(reading)
    events = [
        found
        for found in events_in(reading.syntax)
        if found.clause.predicate not in elsewhere.get(found.entry.type, frozenset())
    ]
    circumstances = Circumstances(reading, reading.syntax, events)
    made: list[Claim] = []
    titles: list[Claim] = []
    for found in events:
        if claim := _claim(reading, circumstances, found):
            if _in_head(reading, found.clause):
                titles.append(claim)
            elif not _is_title_sentence(reading, found.clause) and not _is_before_stamp(reading, found.clause):
                made.append(claim)
    yield from _merged(reading, made, titles)


def _claim(reading: Reading, circumstances: Circumstances, found: Found) -> Claim | None:
    clause = found.clause
    parts = [part for part in parts_of(found) if not _is_town(reading, clause, part)]
    when = circumstances.when(found)
    place = circumstances.where(found, *([one.phrase for one in parts if one.role == role] for role in _SIDES))
    if _is_asked(reading, clause) or not is_told(found, parts, placed=when is not None or place is not None):
        return None
    quantity = _quantity(reading, found, parts)
    if quantity is not None and found.entry.type == "seizure" and _is_count(reading, parts, quantity):
        return None
    if found.entry.type in _LOSSES and _tells_losses_only(reading, parts, quantity):
        return None
    if quantity is not None and found.entry.type in ("fighting", "deployment") and is_strength(reading, quantity):
        return None
    status = _status(reading, found)
    if status is None:
        return None
    spans = reading.folded.spans(shown(found, parts))
    return Claim(
        id=claim_id(reading.report.page.text_sha256, "events", spans),
        family="events",
        type=found.entry.type,
        status=status,
        voice=_voice(reading, found),
        arguments=_arguments(reading, parts),
        quantity=quantity,
        when=when,
        place=place,
        background=is_history(reading, found.slots.verb or clause, when),
        confidence=_confidence(found, parts),
        made_by=f"rule:event-{'noun' if clause.kind == 'nominal' else 'verb'}",
        spans=spans,
    )


def _is_asked(reading: Reading, clause: Clause) -> bool:
    """Whether a verb stands at the head of a question ("Did the army shell the hospital?")."""
    sentence = reading.sentence_at(clause.word.start)
    if sentence is None or clause.kind == "nominal" or clause.relation not in ("root", "parataxis", "conj"):
        return False
    return reading.words(*reading.sentences[sentence]).rstrip("\"”’' ").endswith("?")


_LOSSES = frozenset(["killing"])
"""What is told of counted victims alone is a claim of losses."""
_DOERS = frozenset(["actor", "instrument"])


def _is_town(reading: Reading, clause: Clause, part: Part) -> bool:
    """Whether who stands before a noun is a town that names no government, and no actor ("the Orsa market strike")."""
    beside = part.phrase.word.head == clause.predicate and part.phrase.word.deprel in ("compound", "amod", "nmod:poss")
    if part.role != "actor" or clause.kind != "nominal" or not beside:
        return False
    told = argument(reading, part.role, part.phrase)
    return told.actor is None and any(
        place.acled_precision is not None and any(span in place.spans for span in told.spans)
        for place in reading.report.places
    )


def _tells_losses_only(reading: Reading, parts: Sequence[Part], quantity: int | None) -> bool:
    """Whether a killing is but a toll: of a whole war, or of nobody's act."""
    roles = {part.role for part in parts}
    if "cause" in roles or (quantity is not None and reading.report.quantities[quantity].running):
        return True
    return quantity is not None and not roles & _DOERS


def _voice(reading: Reading, found: Found) -> Voice:
    """Who says it: those who plan, threaten or try to do it tell nobody so by that."""
    clause = found.clause
    held = reading.voices.attributions(clause.word.start, clause.word.end)
    acts = [above.word for above in clause.chain if above.kind == "verbal" and tells_will(above.lemma)]
    position = reading.folded.position

    def is_act(item: Attribution) -> bool:
        return any(position(cue.start) <= word.start < position(cue.end) for cue in item.cue for word in acts)

    kept = tuple(item for item in held if not is_act(item))
    if (claiming := found.claiming) is not None and claiming.claimer is not None and claiming.claimer.spans(reading):
        own = _said_by(reading, claiming.claimer, clause.tree.words[claiming.verb], clause)
        return reading.voices.voice_of((own, *(item for item in kept if not overlaps(own.cue, [item.cue]))))
    return reading.voices.voice_of(kept or _spoken(reading, clause))


def _spoken(reading: Reading, clause: Clause) -> tuple[Attribution, ...]:
    """Who reports or denies an event by a verb that has no clause of its own under it ("reported 26 airstrikes")."""
    for above in clause.chain:
        subject = above.subject
        if above.kind == "verbal" and above.lemma in words("speaks"):
            if above.passive or subject is None or subject.pronoun or not subject.spans(reading):
                return ()
            return (_said_by(reading, subject, above.word, clause),)
        if above.kind == "verbal" and above.lemma not in words("done_by"):
            return ()
    return ()


def _said_by(reading: Reading, source: Phrase, verb: Word, told: Clause) -> Attribution:
    return Attribution(
        form="indirect",
        source=argument(reading, "actor", source.core).spans,
        cue=reading.folded.spans([(verb.start, verb.end)]),
        content=reading.folded.spans([(told.start, told.end)]),
        made_by="rule:event-voice",
    )


def _arguments(reading: Reading, parts: Sequence[Part]) -> tuple[Argument, ...]:
    """The arguments; an "it" that stands for no actor may stand for an act, and is left out."""
    told = (argument(reading, part.role, part.phrase) for part in parts)
    return tuple(one for one in told if not (one.role == "actor" and one.actor is None and one.text.lower() in _THINGS))


_THINGS = frozenset(["it", "that", "this", "which"])


def _is_count(reading: Reading, parts: Sequence[Part], quantity: int) -> bool:
    told = reading.report.quantities[quantity]
    return any(is_counted_places(part, told.best, vague=told.vague) for part in parts if part.role == "target")


def _status(reading: Reading, found: Found) -> Status | None:
    """The status; present tense tells what is under way in prose, and what happened in a headline."""
    clause = found.slots.verb or found.clause
    told = clause if found.entry.under else found.clause
    status = status_of_clause(told, arranged=is_arranged(found.entry.type))
    if (claiming := found.claiming) is not None:
        return "denied" if claiming.disowned and claiming.claimer is not None else "happened"
    if status == "ongoing" and clause.kind == "verbal" and _is_habit(clause):
        return None
    if status == "ongoing" and clause.kind == "verbal" and clause.tense == "present" and not clause.progressive:
        return "happened" if _in_head(reading, clause) or _is_at_once(found, clause) else status
    return status


def _is_habit(clause: Clause) -> bool:
    """Whether a simple present tells what somebody does by rule ("it only attacks military targets")."""
    only = set(clause.tree.lemmas(clause.predicate, "advmod")) & words("rules")
    return clause.tense == "present" and not clause.progressive and bool(only)


def _is_at_once(found: Found, clause: Clause) -> bool:
    """Whether a simple present tells one event, as headlines and live reports do, and no habit."""
    habits = set(clause.tree.lemmas(clause.predicate, "advmod")) & words("habits")
    return found.entry.type in words("at_once") and not habits


def _in_head(reading: Reading, clause: Clause) -> bool:
    at = clause.word.start
    return any(block.start <= at < block.end and block.block.kind in HEADS for block in reading.folded.blocks)


def _quantity(reading: Reading, found: Found, parts: Sequence[Part]) -> int | None:
    """The number of those it was done to, else of what else the event counts ("in about 20 villages")."""
    for role in _COUNTED_ROLES:
        for part in parts:
            if part.role == role and (index := number_in(reading, part.phrase)) is not None:
                return index
    for case in _COUNTED_AFTER if found.entry.type != "aid" else (*_COUNTED_AFTER, "to"):
        for phrase in found.slots.obliques.get(case, ()):
            index = None if phrase.time else number_in(reading, phrase)
            if index is not None and reading.report.quantities[index].scale in ("things", "other", "people"):
                return index
    return None


def _confidence(found: Found, parts: Sequence[Part]) -> Literal["high", "medium", "low"]:
    parties = {part.role for part in parts}
    if found.clause.kind != "nominal":
        return "high" if parties & {"actor"} and parties & {"target", "victim", "with", "object"} else "medium"
    return "medium" if len(parties) > 1 else "low"


# Told again


def _is_title_sentence(reading: Reading, clause: Clause) -> bool:
    """Whether the sentence is written as a title is, as headlines are that a flat text runs into its body."""
    sentence = reading.sentence_at(clause.word.start)
    if sentence is None:
        return False
    tree = clause.tree
    numbers = clause.syntax.words_in(*reading.sentences[sentence])
    if len(numbers) > _LONGEST_TITLE:
        return False
    content = [tree.words[number] for number in numbers if tree.words[number].upos in ("NOUN", "VERB", "ADJ", "PROPN")]
    if sentence == 0 and _is_told_next(reading, clause, content):
        return True
    if any(word.upos == "VERB" and word.text[:1].islower() for word in content):
        return False  # full of names, and no title: there verbs have a capital too
    capitals = sum(word.text[:1].isupper() for word in content)
    return len(content) >= _TITLE_WORDS and capitals >= _TITLE_SHARE * len(content)


def _is_before_stamp(reading: Reading, clause: Clause) -> bool:
    """Whether a clause stands before a date stamp in the first sentence: a headline run into its body.

    A stamp is a full date with its year and without a preposition before it.
    """
    if reading.sentence_at(clause.word.start) != 0:
        return False
    end = reading.sentences[0][1]
    position = reading.folded.position
    for time in reading.report.times:
        start, after = position(time.spans[0].start), position(time.spans[0].end)
        full = time.precision == "day" and not time.relative and _YEAR.search(time.spans[0].quote)
        if clause.word.start < start < end and full:
            before = reading.words(max(0, start - _PREPOSITION), start).split()
            told = {word.lower() for word in before[-2:]} & words("locative")
            return not told and len(reading.words(after, end).split()) > _TITLE_WORDS
    return False


_YEAR = re.compile(r"(?:19|20)\d\d")
_PREPOSITION = 20  # characters before a date in which its preposition stands


def _is_told_next(reading: Reading, clause: Clause, content: Sequence[Word]) -> bool:
    """Whether the next three sentences tell again what the first does: a headline run into its body."""
    bounds = reading.sentences[1:4]
    if len(content) < _TITLE_WORDS or not bounds:
        return False
    all_words = clause.tree.words
    told = {all_words[number].lemma for number in clause.syntax.words_in(bounds[0][0], bounds[-1][1])}
    return sum(word.lemma in told for word in content) >= _TOLD_SHARE * len(content)


_LONGEST_TITLE = 60  # words
_TOLD_SHARE = 0.55
_TITLE_WORDS = 4
_TITLE_SHARE = 0.85


def _merged(reading: Reading, made: list[Claim], titles: list[Claim]) -> Iterator[Claim]:
    """The claims; one that repeats a fuller one is a mention of it, and so is a title that the body tells in full."""
    told = _Told(reading)
    for claim in made:
        again = claim.made_by == "rule:event-noun" or len(claim.arguments) > 1
        fuller = told.fuller(claim) if again else None
        told.add(claim, fuller)
    for claim in titles:
        told.add(claim, told.fuller(claim) or told.first.get(claim.type))
    yield from sorted((told.kept[key] for key in told.kept), key=lambda claim: claim.spans[0].start)


class _Told:
    """Claims kept so far, found again by what they say."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.kept: dict[str, Claim] = {}
        self.first: dict[str, Claim] = {}
        self.alike: dict[tuple[str, str, str, str], list[str]] = {}

    def add(self, claim: Claim, fuller: Claim | None) -> None:
        """Keep a claim, or make it a mention of a fuller one."""
        if fuller is not None:
            known = self.kept[fuller.id]
            self.kept[fuller.id] = msgspec.structs.replace(
                known,
                mentions=(*known.mentions, Mention(spans=claim.spans)),
                when=known.when if known.when is not None else claim.when,
                place=known.place if known.place is not None else claim.place,
            )
        elif claim.id not in self.kept:
            self.kept[claim.id] = claim
            self.first.setdefault(claim.type, claim)
            for key in _keys(claim):
                self.alike.setdefault(key, []).append(claim.id)

    def fuller(self, claim: Claim) -> Claim | None:
        """The first claim that says all that a claim says; looked for among the latest that share its rarest part."""
        shared: list[list[str]] = [
            [known for key in _keys_of(claim, one) for known in self.alike.get(key, [])[-_LOOKED_AT:]]
            for one in claim.arguments
        ]
        rarest: list[str] = min(shared, key=len, default=[])
        for known in dict.fromkeys(rarest):
            if _repeats(self.reading, claim, self.kept[known]):
                return self.kept[known]
        return None


_LOOKED_AT = 40  # claims that share a part; keeps time linear in their number


def _keys(claim: Claim) -> Iterator[tuple[str, str, str, str]]:
    for one in claim.arguments:
        yield from _keys_of(claim, one)


def _keys_of(claim: Claim, argument: Argument) -> Iterator[tuple[str, str, str, str]]:
    for role, who in _who(argument):
        yield claim.type, claim.status, role, who


def _repeats(reading: Reading, claim: Claim, fuller: Claim) -> bool:
    """Whether a claim tells nothing that a fuller one does not tell, with the same voice."""
    if (claim.type, claim.status) != (fuller.type, fuller.status):
        return False
    if claim.voice.kind != fuller.voice.kind and claim.voice.kind != "narrator":
        return False
    if any(
        told is not None and known is not None and told != known
        for told, known in zip(_values(reading, claim), _values(reading, fuller), strict=True)
    ):
        return False
    told = {who for argument in fuller.arguments for who in _who(argument)}
    return bool(claim.arguments) and all(told & set(_who(argument)) for argument in claim.arguments)


def _values(reading: Reading, claim: Claim) -> tuple[object, ...]:
    """Number, time and place of a claim as they compare."""
    report = reading.report
    number = report.quantities[claim.quantity] if claim.quantity is not None else None
    time = report.times[claim.when] if claim.when is not None else None
    return (
        (number.low, number.best, number.high) if number else None,
        (time.earliest or time.spans[0].quote.lower()) if time else None,
        claim.place,
    )


def _who(argument: Argument) -> Iterator[tuple[str, str]]:
    """An argument as it compares: by its actor, and by its words."""
    yield argument.role, argument.text.lower().removeprefix("the ")
    if argument.actor is not None:
        yield argument.role, argument.actor
