"""Whether an event is told, or only named: "the attack" said again is no second attack."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.claims.events.arguments import Part
from crossread.claims.events.lexicon import words
from crossread.claims.events.matching import Found
from crossread.syntax import Clause

_PARTIES = frozenset(["actor", "target", "victim", "with", "object"])
_MET_AGAIN = frozenset(["meeting", "talks", "agreement"])
_POINTING = frozenset(["this", "that", "these", "those", "such"])
_ASSERTED_ONLY = frozenset(["aid", "ceasefire"])
"""Types whose nouns name a thing as often as an event ("the aid convoy", "the ceasefire")."""
_HARMS = frozenset(["kill", "wound", "injure"])
"""Verbs that tell what came of an act (", killing two"), which is a claim of losses."""
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
        harms = found.entry.type in ("killing", "protest") or clause.lemma in _HARMS
        if harms and _is_result(clause):
            return False
        return not _only_describes(clause) or len(_party_heads(parts)) > 1
    parties = _party_heads(parts)
    if found.slots.blamed is not None:
        return True
    if (claiming := found.claiming) is not None and claiming.claimer is not None:
        return True
    if found.entry.under:
        return len(parties) > 1 or not _is_definite(clause) or found.entry.type not in _MET_AGAIN
    goes_on = found.slots.verb is not None and found.slots.verb.lemma in words("goes_on")
    tells_more = parties or placed or goes_on or _is_brought_about(found)
    if not tells_more or set(clause.tree.lemmas(clause.predicate, "det")) & _POINTING:
        return False
    if _is_superlative(clause) and not _is_asserted(found):
        return False
    if found.entry.type in _ASSERTED_ONLY and not (_is_asserted(found) or "with" in {part.role for part in parts}):
        return False
    if _is_asserted(found):
        return bool(parties) or not _is_definite(clause) or (goes_on and (found.entry.lone or placed))
    if _has_pronoun_owner(clause) and len(parties) < 2:
        return False
    strong = [part for part in parts if part.role in _PARTIES and not part.phrase.pronoun]
    both = found.entry.type in _MET_AGAIN and "between" in clause.obliques
    if len(strong) > 1 or (strong and both) or (strong and not _is_definite(clause)):
        return True
    return (bool(strong) and any(part.role in ("victim", "target", "with") for part in strong)) or (
        found.entry.lone and placed and not _is_definite(clause) and not _is_owned(clause)
    )


def _party_heads(parts: Sequence[Part]) -> set[int]:
    return {part.phrase.head for part in parts if part.role in _PARTIES}


def _is_result(clause: Clause) -> bool:
    """Whether it is what another act came to or was for (", killing two", "marched to protest"), which tells it."""
    result = clause.relation == "advcl" and clause.word.xpos == "VBG"
    if clause.joined_to is not None and not clause.own_subject:
        return _is_result(clause.joined_to)
    again = clause.relation == "advcl" and clause.tense == "infinitive"
    return (result or again) and not set(clause.marks) & {"by", "after", "before"}


def _only_describes(clause: Clause) -> bool:
    """Whether a participle stands before its noun ("the besieged town", "captured fighters")."""
    if clause.word.xpos == "VBG" and clause.predicate and clause.object is None:
        words = clause.tree.words
        before, after = words[clause.predicate - 1], words[min(clause.predicate + 1, len(words) - 1)]
        if before.upos in ("ADP", "DET", "PRON", "ADJ") and after.upos in ("NOUN", "PROPN"):
            return True  # "from fleeing troops"
    return clause.relation == "amod" or (clause.relation == "compound" and not clause.gerund)


def _is_asserted(found: Found) -> bool:
    """Whether a verb tells that the noun takes place, or somebody carries it out."""
    if found.slots.striking_verb is not None:
        return True
    if found.clause.relation == "obj":
        return found.clause.light is not None or found.slots.suffered or _is_brought_about(found)
    return found.slots.takes_place


def _is_superlative(noun: Clause) -> bool:
    """Whether a noun only ranks what is told ("the deadliest attack on civilians in years")."""
    before = {noun.tree.words[word].text.lower() for word in noun.tree.exactly(noun.predicate, "amod")}
    return bool(before & words("ranks")) and _is_definite(noun)


def _is_brought_about(found: Found) -> bool:
    """Whether a verb tells that an event came of what it tells ("sparking a firefight")."""
    verb = found.slots.verb
    caused = verb is not None and found.clause.relation == "obj" and verb.lemma in words("brings_about")
    return caused and found.entry.lone and not _is_definite(found.clause)


def _is_definite(noun: Clause) -> bool:
    return bool(set(noun.tree.lemmas(noun.predicate, "det")) & _DEFINITE)


def _is_owned(noun: Clause) -> bool:
    return bool(noun.tree.exactly(noun.predicate, "nmod:poss"))


def _has_pronoun_owner(noun: Clause) -> bool:
    return any(noun.tree.words[word].upos == "PRON" for word in noun.tree.exactly(noun.predicate, "nmod:poss"))


def is_counted_places(part: Part, best: float | None, *, vague: bool) -> bool:
    """Whether what was seized is a number of places without names, which tells who controls what."""
    return part.phrase.lemma in words("counted") and best is not None and not vague and best > 1
