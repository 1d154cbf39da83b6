"""Which clause offers, refuses, demands, accepts, mediates, suspends or resumes what: the table of readers."""

from __future__ import annotations

from collections.abc import Callable

from crossread.claims.talks import course, demands, offers
from crossread.claims.talks.act import Act
from crossread.syntax import Clause

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


_COPULAR: tuple[Reader, ...] = (offers.ready, offers.no_talks)
_NOMINAL: tuple[Reader, ...] = (offers.readiness,)
_VERBAL: tuple[Reader, ...] = (
    course.terms, offers.ready, offers.no_talks, offers.welcomes, offers.offers, offers.presents, offers.refuses,
    offers.will_not, demands.urges, demands.calls_for, demands.demands, demands.makes_condition,
    demands.gives_deadline, course.accepts, course.mediates,
    course.breaks_off, course.resumes, offers.would_give,
)  # fmt: skip
