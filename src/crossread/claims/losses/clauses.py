"""A loss in the parse: the clause that tells it, where that clause begins and ends, and its subject.

Words decide which victims suffered what (`matches`). Where a clause ends and who its subject is, the parse says more
surely than words, above all in texts that lack their commas. All bounds are indices of words of one sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from crossread.actors.words import Words
from crossread.claims.losses.matches import Match
from crossread.claims.losses.status import clause_of, tells_speech
from crossread.claims.losses.words import loss_set
from crossread.context import Reading
from crossread.syntax import Clause, Phrase

_VERBAL = frozenset(["passive", "object", "subject", "reduced", "state", "named"])
_LONGEST_SUBJECT = 20
_LONGEST_CLAUSE = 36
_GOES_ON = loss_set("after a participle without object")
_NEAR = 3  # words between a subject and its verb with which both are shown as one


@dataclass(frozen=True, slots=True)
class Told:
    """Where a sentence tells a loss.

    Attributes:
        first: Index of the first word.
        after: Index of the word after the last.
        subject: The subject of its verb, where other words part them.
        clause: The clause in the parse, if there is one.
    """

    first: int
    after: int
    subject: tuple[int, int] | None = None
    clause: Clause | None = None


def told_in(reading: Reading, words: Words, match: Match, predicates: frozenset[int]) -> Told:
    """Where a sentence tells a loss: its clause, without who says so.

    Args:
        reading: The reading.
        words: Words of the sentence.
        match: The loss.
        predicates: Where the victims and predicates of the losses of the sentence begin.
    """
    first, after = clause_of(words, match)
    clause = _clause_at(reading, words, match)
    if clause is None:
        return Told(first, after)
    after = _end(words, match, clause, after, predicates)
    left = clause.lemma == "leave"
    active = match.rule in ("object", "named") and match.begin < match.first and clause.word.xpos != "VBG"
    if (left or active) and clause.own_subject:
        return _with_subject(words, match, clause, Told(first, after, None, clause), predicates)
    return Told(first, after, None, clause)


def _clause_at(reading: Reading, words: Words, match: Match) -> Clause | None:
    """The clause of the parse whose predicate tells a loss; None without a parse, or where a noun tells it."""
    if reading.syntax is None or match.rule not in _VERBAL:
        return None
    parsed = reading.syntax.tree.words
    at = bisect_left(parsed, words[match.begin].start, key=lambda word: word.start)
    while at < len(parsed) and parsed[at].start < words[match.end - 1].end:
        clause = reading.syntax.at(at)
        if clause is not None and clause.kind != "nominal":
            left = clause.governor if clause.relation == "xcomp" else None
            return left if left is not None and left.lemma == "leave" else clause  # "left 12 dead"
        at += 1
    return None


def _end(words: Words, match: Match, clause: Clause, by_words: int, predicates: frozenset[int]) -> int:
    """Where a clause ends: with the parse, unless the parse runs into what another verb tells."""
    least = max(match.after, match.end)
    parsed = max(least, bisect_right(words.items, _run_end(clause), key=lambda word: word.end))
    if parsed <= least:
        whole = _run_end(clause) >= words[least - 1].end and words.lower(least) not in _GOES_ON
        return least if whole else by_words
    strays = (
        at for at in range(least, parsed) if at in predicates or tells_speech(words, at) or words[at].text in ";:"
    )
    stray = next(strays, None)
    if stray is not None or parsed - match.begin > _LONGEST_CLAUSE:
        parsed = max(least, min(by_words, stray if stray is not None else parsed))
    while parsed > least and words.lower(parsed - 1) in loss_set("ends no clause"):
        parsed -= 1
    return parsed


def _run_end(clause: Clause) -> int:
    """Offset after the last of a clause's own words that no other verb parts from its predicate."""
    parsed, last = clause.tree.words, clause.predicate
    for number in clause.words:
        if number > last:
            if any(parsed[between].upos in ("VERB", "AUX") for between in range(last + 1, number)):
                break
            last = number
    return parsed[last].end


def subject_of(clause: Clause) -> Phrase | None:
    """The subject of a clause; of a relative clause only where the noun that it describes stands right before it."""
    subject = clause.subject
    if subject is not None and subject.first < clause.predicate <= subject.last:  # the parse ran on
        before = tuple(word for word in subject.words if word < clause.predicate)
        subject = Phrase(clause.tree, subject.head, before) if before and subject.head < clause.predicate else None
    if subject is None or not clause.relation.endswith("relcl"):
        return subject
    return subject if subject.last >= clause.words[0] - 1 else None


def _with_subject(words: Words, match: Match, clause: Clause, told: Told, predicates: frozenset[int]) -> Told:
    """The clause from its subject on; the subject apart where a relative clause stands between it and the verb."""
    subject = subject_of(clause)
    if subject is None or subject.first >= clause.predicate:
        return told
    first = bisect_left(words.items, subject.start, key=lambda word: word.start)
    after = bisect_right(words.items, subject.end, key=lambda word: word.end)
    if (
        first >= after
        or after - first > _LONGEST_SUBJECT
        or any(first <= at < match.begin for at in predicates - {match.first})
    ):
        return told
    verb = bisect_left(words.items, clause.tree.words[_verb_start(clause)].start, key=lambda word: word.start)
    if verb - after <= _NEAR:
        return Told(first, told.after, None, clause)
    return Told(verb, told.after, (first, after), clause)


def _verb_start(clause: Clause) -> int:
    """Number of the first word of a verb, its auxiliaries included."""
    own = [number for number in clause.tree.children[clause.predicate] if clause.tree.words[number].upos == "AUX"]
    return min([clause.predicate, *own])
