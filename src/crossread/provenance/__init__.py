"""Where what is claimed comes from: primary sources, outlets by owner, and what a report adds of its own."""

from crossread.provenance.comparing import KEPT, Compared, Own, Passage, keep
from crossread.provenance.counting import Standing, standing
from crossread.provenance.outlets import Owners
from crossread.provenance.sources import PrimarySource, primary_source

__all__ = [
    "KEPT",
    "Compared",
    "Own",
    "Owners",
    "Passage",
    "PrimarySource",
    "Standing",
    "keep",
    "primary_source",
    "standing",
]
