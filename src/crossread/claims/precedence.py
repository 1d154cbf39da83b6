"""What is told as talks or control, and so is no event besides: nothing is told twice.

"Offered to free them", "called for a truce" and "ruled out talks" name a release, a ceasefire and talks that did not
take place; "has been besieged since May" and "are fighting for control of" are states. Numbers of fighters in a
fight: `strength.is_strength`.
"""

from __future__ import annotations

from collections.abc import Mapping

from crossread.claims import control
from crossread.claims.talks import acts_in
from crossread.context import Reading
from crossread.syntax import Tree

_ARRANGED = ("talks", "meeting", "agreement", "ceasefire", "release", "exchange", "retreat", "surrender", "aid",
             "promise", "recognition", "sanctions")  # fmt: skip
"""Types of events that parties offer, refuse, demand or accept."""

_APART = frozenset(["advcl", "acl:relcl", "advcl:relcl", "parataxis"])


def told_elsewhere(reading: Reading) -> Mapping[str, frozenset[int]]:
    """For each type of event, the words whose events another family tells.

    Args:
        reading: The reading with everything but claims.

    Returns:
        Numbers of words as in `Tags.words`, by type; types of which none are told elsewhere are missing.
    """
    if reading.syntax is None:
        return {}
    tree = reading.syntax.tree
    matters: set[int] = set()
    for act in acts_in(reading):
        matters.update((act.clause.predicate, *_own(tree, act.content)))
    sieges = frozenset(clause.predicate for clause in control.states_in(reading, "besieges"))
    contests = frozenset(clause.predicate for clause in control.states_in(reading, "contests"))
    return {**dict.fromkeys(_ARRANGED, frozenset(matters)), "siege": sieges, "fighting": contests}


def _own(tree: Tree, content: tuple[int, ...]) -> set[int]:
    """Words of what is offered or asked, without clauses that hang on it ("after they met")."""
    beside = [word for word in content[1:] if tree.words[word].deprel in _APART]
    return set(content).difference(below for word in beside for below in tree.subtree(word))
