"""The dated registry of actors: who is who, what they were when, and whom they fought when."""

from crossread.registry.entries import Conflict, DatedRole, Entry, Letters, NameForm, Side, Source
from crossread.registry.identification import Mention, identify, mentions, trusted_date
from crossread.registry.loading import Loaded, Located, load
from crossread.registry.lookup import Registry, known, shipped
from crossread.registry.periods import Period, holds, meet

__all__ = [
    "Conflict",
    "DatedRole",
    "Entry",
    "Letters",
    "Loaded",
    "Located",
    "Mention",
    "NameForm",
    "Period",
    "Registry",
    "Side",
    "Source",
    "holds",
    "identify",
    "known",
    "load",
    "meet",
    "mentions",
    "shipped",
    "trusted_date",
]
