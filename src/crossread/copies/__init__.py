"""Which text comes from which: copies, in whole and in part, told apart from quotations, background and furniture."""

from crossread.copies.collection import Collection
from crossread.copies.families import Copies
from crossread.copies.results import Derivation, Family, Match, SentenceOrigin
from crossread.copies.sketch import Sketch
from crossread.copies.texts import CopyText, text_of

__all__ = [
    "Collection",
    "Copies",
    "CopyText",
    "Derivation",
    "Family",
    "Match",
    "SentenceOrigin",
    "Sketch",
    "text_of",
]
