"""Whether an event is told, or only named: "the attack" said again is no second attack."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.claims.events.arguments import Part
from crossread.claims.events.lexicon import words
from crossread.claims.events.matching import Found
from crossread.syntax import Clause

_PARTIES = frozenset(["actor", "target", "victim", "with", "object"])
_POINTING = frozenset(["this", "that", "these", "those", "such"])
_ASSERTED_ONLY = frozenset(["aid", "ceasefire"])
"""Types whose nouns name a thing as often as an event ("the aid convoy", "the ceasefire")."""
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "such", "each", "every", "any"])


def is_told(found: Found, parts: Sequence[Part], *, placed: bool) -> bool:
    """Whether a clause tells its event rather than naming one that is told elsewhere.

    Args:
        found: The event.
        parts: Its parts.
        placed: Whether its place or time is told with it.
    """
    clause = found.clause
    if clause.kind != "nominal":
        return not _only_describes(clause) or len(_party_heads(parts)) > 1
    if found.entry.under:
        return True
    parties = _party_heads(parts)
    if not (parties or placed) or set(clause.tree.lemmas(clause.predicate, "det")) & _POINTING:
        return False
    if found.entry.type in _ASSERTED_ONLY and not (_is_asserted(found) or "with" in {part.role for part in parts}):
        return False
    if _is_asserted(found):
        goes_on = found.slots.verb is not None and found.slots.verb.lemma in words("goes_on")
        return bool(parties) or not _is_definite(clause) or (found.entry.lone and goes_on)
    if _has_pronoun_owner(clause) and len(parties) < 2:
        return False
    strong = [part for part in parts if part.role in _PARTIES and not part.phrase.pronoun]
    if len(strong) > 1 or (strong and not _is_definite(clause)):
        return True
    return (bool(strong) and any(part.role in ("victim", "target", "with") for part in strong)) or (
        found.entry.lone and placed and not _is_definite(clause) and not _is_owned(clause)
    )


def _party_heads(parts: Sequence[Part]) -> set[int]:
    return {part.phrase.head for part in parts if part.role in _PARTIES}


def _only_describes(clause: Clause) -> bool:
    """Whether a participle stands before its noun ("the besieged town", "captured fighters")."""
    return clause.relation == "amod" or (clause.relation == "compound" and not clause.gerund)


def _is_asserted(found: Found) -> bool:
    """Whether a verb tells that the noun takes place, or somebody carries it out."""
    if found.slots.striking_verb is not None:
        return True
    if found.clause.relation == "obj":
        return found.slots.verb is not None and found.clause.light is not None
    return found.slots.takes_place


def _is_definite(noun: Clause) -> bool:
    return bool(set(noun.tree.lemmas(noun.predicate, "det")) & _DEFINITE)


def _is_owned(noun: Clause) -> bool:
    return bool(noun.tree.exactly(noun.predicate, "nmod:poss"))


def _has_pronoun_owner(noun: Clause) -> bool:
    return any(noun.tree.words[word].upos == "PRON" for word in noun.tree.exactly(noun.predicate, "nmod:poss"))


def is_counted_places(part: Part, best: float | None, *, vague: bool) -> bool:
    """Whether what was seized is a number of places without names, which tells who controls what."""
    return part.phrase.lemma in words("counted") and best is not None and not vague and best > 1
