"""The words that show an event: who did what to whom, where and when, without the clauses round it."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.claims.events.arguments import Part
from crossread.claims.events.matching import Found
from crossread.syntax import Clause

Bounds = tuple[int, int]
_FARTHEST = 4  # verbs above ("is expected to try to take")
_NEAR = 6  # words between a verb and a part behind it, such as the object it shares with another verb
_WIDEST = 3  # words between subject and verb that are shown with them


def shown(found: Found, parts: Sequence[Part]) -> list[Bounds]:
    """Bounds in the folded text of the words that show an event; a subject that stands apart is a stretch of its own.

    Args:
        found: The event.
        parts: Its parts.
    """
    clause = found.clause
    if clause.kind == "nominal":
        return _of_noun(found)
    words = set(_run(clause))
    words.update(number for part in parts for number in part.phrase.words if _is_near(words, number))
    top = _top(clause)
    if top is not clause:
        words.update(number for number in range(top.predicate, clause.predicate))
    return _with_subject(top, min(words), max(words))


def _is_near(words: set[int], number: int) -> bool:
    """Whether a word of a part stands close enough behind the verb's own words to be shown with them."""
    return max(words) < number <= max(words) + _NEAR


def _of_noun(found: Found) -> list[Bounds]:
    """The noun with all that belongs to it; with its verb, where one stands for it or tells that it takes place."""
    clause, verb = found.clause, found.slots.verb or found.slots.striking_verb
    words = list(clause.words)
    if (claiming := found.claiming) is not None and claiming.claimer is not None:
        first, last = min(claiming.claimer.first, words[0]), max(claiming.claimer.last - 1, words[-1])
        return [_bounds(clause, first, last)]
    blaming = found.slots.blaming
    if blaming is not None and found.slots.blamed is not None:
        return _with_subject(blaming, min(words[0], *_run(blaming)), max(words[-1], found.slots.blamed.last - 1))
    told = verb is not None and (found.entry.under or clause.light is not None or clause.relation != "obj")
    if verb is not None and told:
        top = _top(verb)
        words = sorted({*words, *_run(verb), top.predicate})
        if clause.relation == "obj" or verb is found.slots.striking_verb:
            return _with_subject(top, words[0], words[-1])
    return [_bounds(clause, words[0], words[-1])]


def _top(clause: Clause) -> Clause:
    """The verb at the top of a chain such as "is expected to try to take"."""
    for _ in range(_FARTHEST):
        above = clause.governor
        if clause.relation != "xcomp" or above is None or above.kind == "nominal" or clause.own_subject:
            break
        if above.predicate > clause.predicate:
            break
        clause = above
    return clause


def _run(clause: Clause) -> list[int]:
    """The clause's own words from its first auxiliary on, up to where they are interrupted by more than a mark."""
    words = clause.tree.words
    own = [number for number in clause.words if number >= clause.predicate]
    last = own[0]
    for number in own[1:]:
        if any(words[at].upos != "PUNCT" for at in range(last + 1, number)):
            break
        last = number
    first = min([clause.predicate, *(number for number in clause.words if _is_auxiliary(clause, number))])
    return list(range(first, last + 1))


def _is_auxiliary(clause: Clause, number: int) -> bool:
    word = clause.tree.words[number]
    near = word.head == clause.predicate and number < clause.predicate
    return near and word.deprel.partition(":")[0] in ("aux", "cop")


def _with_subject(clause: Clause, first: int, last: int) -> list[Bounds]:
    """A stretch with its subject: joined to it where they stand close together."""
    subject = clause.subject
    first = min(first, *_run(clause)[:1])
    if subject is None or not (clause.own_subject or clause.relation == "acl"):
        return [_bounds(clause, first, last)]
    own = clause.tree.exactly(clause.predicate, "nsubj", "nsubj:pass")
    if own and own[0] != subject.head and own[0] < first:
        return [_bounds(clause, own[0], last)]  # "which was destroyed"
    if subject.last > first:
        return [_bounds(clause, min(subject.first, first), last)]
    if first - subject.last <= _WIDEST:
        return [_bounds(clause, subject.first, last)]
    return [_bounds(clause, subject.first, subject.last - 1), _bounds(clause, first, last)]


def _bounds(clause: Clause, first: int, last: int) -> Bounds:
    words = clause.tree.words
    while last > first and words[last].upos == "PUNCT":
        last -= 1
    return words[first].start, words[last].end
