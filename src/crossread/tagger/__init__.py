"""The one model: text in; words, syntax, names, attributions, triggers and certainty out.

The way of the data: `words` cuts the text into words and `pieces` words into the encoder's pieces; `windows` groups
whole sentences; `model` runs the encoder with all heads; `heads` and `decode` turn scores into structures; `events`
reads the event types that no gold set has from a lexicon; `tagging` is the main path. Importing this package loads no
model.
"""

from crossread.tagger.tagging import tag, tag_words
from crossread.tagger.tags import (
    AttributionTag,
    Bounds,
    CertaintyTag,
    NameKind,
    NameTag,
    RelationTag,
    RoleTag,
    SentenceTags,
    Tags,
    TriggerTag,
    Word,
)

__all__ = [
    "AttributionTag",
    "Bounds",
    "CertaintyTag",
    "NameKind",
    "NameTag",
    "RelationTag",
    "RoleTag",
    "SentenceTags",
    "Tags",
    "TriggerTag",
    "Word",
    "tag",
    "tag_words",
]
