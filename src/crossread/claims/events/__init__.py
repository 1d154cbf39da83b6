"""Events: what was done by whom to whom, of the types in ``data/events.toml``.

Words of the lexicon are held against the parse (`matching`); what stands round them gives the parties (`arguments`),
time and place (`circumstances`) and number; `telling` decides whether a text tells the event or only names it.
Nothing is read where rules alone read.
"""

from __future__ import annotations

from crossread.claims.events.lexicon import types
from crossread.claims.events.making import claims_of

__all__ = ["claims_of", "types"]
