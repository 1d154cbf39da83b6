"""The dated registry of actors: who is who, what they were when, and whom they fought when."""

from crossread.registry.entries import Conflict, DatedRole, Entry, Letters, NameForm, Side, Source
from crossread.registry.identification import identify
from crossread.registry.loading import Loaded, Located, load
from crossread.registry.lookup import Registry, shipped
from crossread.registry.periods import Period, holds, meet

__all__ = [
    "Conflict",
    "DatedRole",
    "Entry",
    "Letters",
    "Loaded",
    "Located",
    "NameForm",
    "Period",
    "Registry",
    "Side",
    "Source",
    "holds",
    "identify",
    "load",
    "meet",
    "shipped",
]
