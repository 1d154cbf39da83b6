"""By what something was done, as far as a claim tells: from the air, by shells, by a bomb, a mine, gas or guns."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from crossread.data import rows
from crossread.folding import fold_string
from crossread.record import Claim

_BY = frozenset(["instrument", "cause"])
_OF_TYPES = {"airstrike": "airstrike", "drone strike": "airstrike", "mine": "mine"}
_SPOKEN = 40  # longest phrase that is looked at, in words; a longer one is a clause


def means_of(claim: Claim) -> frozenset[str]:
    """Classes of means that a claim tells, from ``means_words.tsv``: ``airstrike``, ``shelling``, ``bomb`` and so on.

    Args:
        claim: A claim of an act of violence or its losses.
    """
    found = {_OF_TYPES[claim.type]} if claim.type in _OF_TYPES else set()
    for argument in claim.arguments:
        if argument.role in _BY:
            found |= means_in(argument.text)
    if not found and claim.type in ("bombing", "shelling", "attack", "killing", "killed", "injured"):
        found |= means_in(" ".join(span.quote for span in claim.spans))
    return frozenset(found)


def means_in(text: str) -> set[str]:
    """Classes of means that words name.

    Args:
        text: A phrase.
    """
    words = [word.strip(".,;:'’\"“”()") for word in fold_string(text).lower().replace("-", " ").split()[:_SPOKEN]]
    told = {*words, *(f"{one} {other}" for one, other in pairwise(words))}
    return {kind for word in told if (kind := _classes().get(word))}


@cache
def _classes() -> dict[str, str]:
    return {word.replace("_", " "): kind for kind, words in rows("means_words.tsv") for word in words.split()}
