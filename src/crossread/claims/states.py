"""Status of a state: who holds what, how many stand where."""

from __future__ import annotations

from crossread.claims.parts import is_present
from crossread.claims.status import status_of_clause
from crossread.record import Status, Voice
from crossread.syntax import Clause

_HEARD = frozenset(["think", "believe", "estimate", "say", "report", "know", "understand", "suspect"])
"""Verbs that in the passive pass a thing on from nobody named; how sure it is, the voice tells."""


def status_of_state(clause: Clause, voice: Voice, *, goes_on: bool, arranged: bool = True) -> Status | None:
    """Status of what a clause tells of a state.

    A state told in the past in somebody's words ("he said they held the town") is one of the time of the saying.

    Args:
        clause: The clause.
        voice: Who says it.
        goes_on: Whether it is a state, and not that something was done.
        arranged: As for `status_of_clause`.

    Returns:
        The status; None for what is only asked for or over.
    """
    status = _of_what_is_heard(clause, arranged=arranged)
    if goes_on and status == "happened" and (is_present(clause) or voice.kind != "narrator"):
        return "ongoing"
    return status


def _of_what_is_heard(clause: Clause, *, arranged: bool) -> Status | None:
    """The status; under "is thought to" that of what is thought."""
    status, above = status_of_clause(clause, arranged=arranged), clause.governor
    if above is None or not above.passive or clause.relation != "xcomp" or above.lemma not in _HEARD:
        return status
    if status != "possible" or above.negated or above.modals:
        return status
    return "happened" if any(word.lemma == "have" for word in clause.auxiliaries) else "ongoing"
