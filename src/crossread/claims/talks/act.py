"""One act of talks, as it is found in a clause."""

from __future__ import annotations

from dataclasses import dataclass

from crossread.record import ArgumentRole
from crossread.syntax import Clause, Phrase


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
