"""How one party of a sentence deals with another: a root of the PLOVER ontology, and its quad class.

A linear classifier on words and parse, with weights of about a quarter of a megabyte; `training/interactions.py` makes
them and cross-validates them. It judges a sentence in which two parties are known. It does not say that they interact
at all: give it parties of a claim, not any two names.
"""

from __future__ import annotations

from crossread.interactions.features import features_of
from crossread.interactions.weights import Interaction, Root, Weights, default_weights
from crossread.tagger.tags import Bounds, Tags

__all__ = ["QUADS", "Interaction", "Root", "features_of", "interaction"]

QUADS: dict[Root, int] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1,
    "AID": 2, "COOPERATE": 2, "YIELD": 2,
    "ACCUSE": 3, "REJECT": 3, "REQUEST": 3, "THREATEN": 3,
    "ASSAULT": 4, "COERCE": 4, "MOBILIZE": 4, "PROTEST": 4, "SANCTION": 4,
}  # fmt: skip
"""Quad class of each root: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

PLOVER's manual puts SANCTION under verbal conflict in one table and under material conflict in its chapter; the coded
sentences that the weights come from take the latter. YIELD joins what later editions part into CONCEDE and RETREAT.
"""


def interaction(
    tags: Tags, source: Bounds | None, target: Bounds | None, *, weights: Weights | None = None
) -> Interaction:
    """What kind of interaction a sentence tells between two of its parties.

    Args:
        tags: Tags of a text.
        source: Bounds of the words for the one who acts, in code points of that text; None if it is not named.
        target: Bounds of the words for the one acted on, in the same sentence; None if it is not named.
        weights: The weights; the installed ones if None.

    Returns:
        The root with the highest score, and by how much it leads the next. A sentence none of whose words is known
        gives the root that is most usual.

    Raises:
        ValueError: Both parties are None, or the one that is given holds no word.
        ModelError: No model is installed, or it is damaged.
    """
    return (weights or default_weights()).judge(features_of(tags, source, target))
