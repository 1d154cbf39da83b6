"""Talks: offers, refusals, demands and terms between parties; toward whom, and on what condition.

`acts` finds which clause does what, `conditions` on what it hangs. An act is *happened* without a condition, else
*conditional*. That talks were held or an agreement was reached is an event. Words: ``data/talks.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from crossread.claims.parts import Bounds, argument, place_of, short, shown, time_of, within_speech, worded
from crossread.claims.status import is_history, status_of_clause
from crossread.claims.talks.act import Act
from crossread.claims.talks.acts import act_of
from crossread.claims.talks.conditions import condition_of
from crossread.claims.talks.speakers import is_said_by_subject, voice_of_act
from crossread.claims.talks.words import is_business, is_elsewhere, tells_of_conflict
from crossread.context import Reading
from crossread.record import Argument, Claim, Status, Voice, claim_id
from crossread.syntax import Syntax

_DONE = frozenset(["offer", "refusal", "demand", "acceptance"])
"""Acts that are done by being said: *happened*, or *conditional*."""
_BESIDE = ("conj", "parataxis", "advcl", "acl:relcl", "list")
"""Relations under which a clause tells something besides the one above it."""


def claims_of(reading: Reading) -> Iterator[Claim]:
    """Claims of talks, in order; none where rules alone read.

    Args:
        reading: The reading with everything but claims of this family and of statements.
    """
    for act in acts_in(reading):
        if (claim := _claim(reading, act)) is not None:
            yield claim


def acts_in(reading: Reading) -> Iterator[Act]:
    """Acts that a reading tells, in order: of war and peace, not quoted, and not only what another is about.

    Args:
        reading: The reading with everything but claims.
    """
    acts = _told_by(reading.syntax) if reading.syntax is not None else ()
    conflict = any(not act.weak for act in acts) or tells_of_conflict(reading)
    acts = tuple(act for act in acts if _is_of_war(act, conflict=conflict))
    above = {act.clause.predicate for act in acts}
    for act in acts:
        if not _is_held(act, above) and not _is_quoted(reading, act) and not _is_anothers(reading, act):
            yield act


@lru_cache(maxsize=1)
def _told_by(syntax: Syntax) -> tuple[Act, ...]:
    """All acts that the clauses of a text tell; three families ask for them, one text after the other."""
    return tuple(act for clause in syntax.clauses if (act := act_of(clause)) is not None and not is_elsewhere(clause))


def _is_anothers(reading: Reading, act: Act) -> bool:
    """Whether an act that needs its subject's own words or a condition lacks them."""
    if act.needs_condition and condition_of(reading, act.clause, act.type) is None:
        return True
    return act.own and not is_said_by_subject(act, voice_of_act(reading, act, _content(act)))


def _is_of_war(act: Act, *, conflict: bool) -> bool:
    """Whether an act is one between parties to a conflict, by its words and those of the report."""
    tree = act.clause.tree
    return conflict or not act.weak or is_business(tree, tree.subtree(act.clause.predicate))


def _is_held(act: Act, acts: set[int]) -> bool:
    """Whether an act is only what another is about ("agreed *to resume* talks"), and not joined to it."""
    tree, number = act.clause.tree, act.clause.predicate
    while (above := tree.above(number)) is not None:
        if above in acts and not tree.words[number].deprel.startswith(_BESIDE):
            return True
        number = above
    return False


def _is_quoted(reading: Reading, act: Act) -> bool:
    """Whether an act is told in a direct quotation, which is a statement by itself."""
    word = act.clause.word
    return any(item.form == "direct" for item in reading.voices.attributions(word.start, word.end))


def _claim(reading: Reading, act: Act) -> Claim | None:
    condition = condition_of(reading, act.clause, act.type)
    content = _content(act)
    voice = voice_of_act(reading, act, content)
    status = _status(act, condition)
    if status is None:
        return None
    bounds = within_speech(reading, act.clause, _bounds(act, condition, voice))
    spans = reading.folded.spans([bounds])
    when = time_of(reading, act.clause)
    return Claim(
        id=claim_id(reading.report.page.text_sha256, "talks", spans),
        family="talks",
        type=act.type,
        status=status,
        voice=voice,
        arguments=tuple(_arguments(reading, act, content, condition)),
        when=when,
        place=place_of(reading, bounds),
        background=is_history(reading, act.clause, when),
        confidence="medium",
        made_by=f"rule:talks-{act.type}",
        spans=spans,
    )


def _content(act: Act) -> Bounds:
    """The stretch of what is offered, refused or asked; that of the predicate where nothing is."""
    words = act.clause.tree.words
    if not act.content:
        return act.clause.word.start, act.clause.word.end
    inside = sorted(number for number in act.content if number > act.clause.predicate) or sorted(act.content)
    hearer = max((phrase.last for role, phrase in act.parts if role == "toward"), default=0)
    if inside[0] < hearer <= act.content[0]:  # "called on *them* to leave", and what the parse takes from them
        inside = [number for number in inside if number >= hearer]
    while len(inside) > 1 and words[inside[0]].deprel == "mark":
        inside.pop(0)
    return words[min(inside)].start, words[max(inside)].end


def _bounds(act: Act, condition: Bounds | None, voice: Voice) -> Bounds:
    more = [condition] if condition is not None else []
    if act.type == "terms" and act.content:
        more.append((act.clause.tree.words[min(act.content)].start,) * 2)  # "under the agreement, …"
    own_words = act.spoken and voice.kind != "narrator"
    return shown(act.clause, *more, from_subject=not own_words)


def _status(act: Act, condition: Bounds | None) -> Status | None:
    """*Conditional* with a condition, *happened* when it is done; what is only expected or denied is that."""
    status = status_of_clause(act.clause)
    if act.type == "terms":
        return "conditional" if condition is not None else "happened" if status == "ongoing" else status
    if act.type not in _DONE:
        return status
    if condition is not None and (status != "denied" or act.negated):
        return "conditional"
    if act.negated or act.needs_condition or status == "ongoing":
        return "happened"
    if status == "conditional":
        return None  # the act is itself a condition
    return status


def _arguments(reading: Reading, act: Act, content: Bounds, condition: Bounds | None) -> Iterator[Argument]:
    parts = [argument(reading, role, short(phrase)) for role, phrase in act.parts]
    if act.type == "demand" and "asked" not in {role for role, _ in act.parts}:
        parts.append(worded(reading, "asked", *content))
    if condition is not None:
        parts.append(worded(reading, "condition", *condition))
    yield from sorted(parts, key=lambda part: (part.spans[0].start, part.role))
