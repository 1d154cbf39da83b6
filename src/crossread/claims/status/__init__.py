"""Status of a claim's content, never of the saying of it, and whether it is told as history.

`status_of_clause` reads a clause of the parse: negation, modals, tense, conditions, and the verbs and nouns above it
("failed to", "managed to", "plans for"). `status_of` reads words alone, for quotations where rules alone read.
"""

from __future__ import annotations

from crossread.claims.status.clauses import status_of_clause
from crossread.claims.status.history import is_history
from crossread.claims.status.lexicon import tells_will
from crossread.claims.status.said import status_of_said
from crossread.claims.status.words import BY_STANCE, is_conditional, status_of

__all__ = ["BY_STANCE", "is_conditional", "is_history", "status_of", "status_of_clause", "status_of_said", "tells_will"]
