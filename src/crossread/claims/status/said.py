"""Status of what somebody says: of the main clause of its first sentence."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.claims.status.clauses import status_of_clause
from crossread.claims.status.lexicon import mood
from crossread.claims.status.words import BY_STANCE, is_speech_act, status_of
from crossread.context import Reading
from crossread.record import Status
from crossread.syntax import Clause
from crossread.tagger.tags import Bounds


def status_of_said(reading: Reading, parts: Sequence[Bounds], stance: str | None) -> Status:
    """Status of the content of speech; by its words alone where there is no parse.

    Args:
        reading: The reading.
        parts: Bounds of the content in the folded text, in order; at least one.
        stance: How it is said, from the cue; None where there is none.
    """
    by_words = status_of(" ".join(reading.words(start, end) for start, end in parts), stance)
    clause = next((clause for part in parts if (clause := main_clause(reading, *part))), None)
    if clause is None or stance in BY_STANCE or by_words == "conditional":
        return by_words
    if is_speech_act(stance, clause.lemma) and not clause.modals:
        return "happened"
    status = status_of_clause(_meant(clause), arranged=False)
    if status is None:
        return "happened"
    return "predicted" if stance == "warns" and status == "planned" else status


def _meant(clause: Clause) -> Clause:
    """What is told under a verb or adjective of what is still to come: "plans *to leave*", "is determined *to win*"."""
    if clause.lemma in mood("said_to_come") or (clause.lemma == "go" and clause.progressive):
        for child in clause.tree.exactly(clause.predicate, "xcomp"):
            below = clause.syntax.at(child)
            if below is not None and child > clause.predicate and "to" in below.marks:
                return below
    return clause


def main_clause(reading: Reading, start: int, end: int) -> Clause | None:
    """The first clause of a stretch that hangs on no other inside it; None where there is none or no parse.

    Args:
        reading: The reading.
        start: First code point in the folded text.
        end: Code point after the last.
    """
    syntax = reading.syntax
    if syntax is None:
        return None
    words = syntax.tree.words
    for number in syntax.words_in(start, end):
        clause = syntax.at(number)
        head = words[words[number].head]
        if clause is None or clause.kind == "nominal":
            continue
        if words[number].head == number or not start <= head.start < end:
            return clause
    return None
