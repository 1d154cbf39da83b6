"""Tags as parts of a report: names, attributions and triggers with their spans in the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from crossread.folding import FoldedText
from crossread.record import Attribution, NameMention, Span, Trigger, TriggerRole
from crossread.tagger.model import Model
from crossread.tagger.tagging import tag
from crossread.tagger.tags import Bounds, NameTag, RoleTag, Tags, TriggerTag

_LABELS: dict[str, Literal["person", "organisation", "place", "other"]] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "MISC": "other",
}
# What a report's triggers call the roles; those that are missing here have no place there.
_ROLES: dict[str, Literal["actor", "target", "place", "instrument", "time"]] = {
    "actor": "actor",
    "target": "target",
    "victim": "target",
    "place": "place",
    "origin": "place",
    "destination": "place",
    "instrument": "instrument",
    "explosive": "instrument",
    "vehicle": "instrument",
    "time": "time",
}
_OPENING = "\"“„«‘'"
_HEAD = re.compile(r"""[\s"“”„«»'‘’,:;–—-]*(?:that\s+)?[\s"“”„«»‘]*""", re.IGNORECASE)
_TAIL = re.compile(r"""[\s"“”„«»,:;–—-]+$""")
_TAIL_LENGTH = 8  # no longer row of marks ends a content


def tag_folded(folded: FoldedText, sentences: Sequence[Bounds], *, model: Model | None = None) -> Tags:
    """Tags of a reading copy; offsets are those of the folded text.

    Args:
        folded: The reading copy. Its blocks are the paragraphs.
        sentences: Bounds of the sentences in the folded text, in order.
        model: The model; the installed one if None.

    Raises:
        ModelError: No model is installed, or it is damaged.
    """
    return tag(folded.text, [(block.start, block.end) for block in folded.blocks], sentences, model=model)


def name_mentions(tags: Tags, folded: FoldedText) -> tuple[NameMention, ...]:
    """Names with their spans in the page, in order."""
    made_by = f"model:{tags.model}"
    return tuple(
        NameMention(label=_LABELS[name.coarse], made_by=made_by, spans=(_span(folded, name),)) for name in tags.names
    )


def attributions(tags: Tags, folded: FoldedText) -> tuple[Attribution, ...]:
    """Attributions that have a content, with their spans in the page, in order of their content.

    Contents are without outer quotation marks and without a leading "that", as those that rules find are.
    """
    found = []
    for said in tags.attributions:
        content = [bounds for bounds in (_trimmed(folded.text, *part) for part in said.content) if bounds]
        if content:
            attribution = Attribution(
                form=_form(folded.text, content),
                source=folded.spans(said.source),
                cue=folded.spans(said.cue),
                content=folded.spans(content),
                made_by=f"model:{tags.model}",
            )
            found.append((content[0], attribution))
    return tuple(attribution for _, attribution in sorted(found, key=lambda item: item[0]))


def triggers(tags: Tags, folded: FoldedText) -> tuple[Trigger, ...]:
    """Triggers and predicates with certainty and roles, in order. A predicate of no known type has none.

    Certainty is that of the judgement of news, where what is still to come does not count as not happened.
    """
    certainty = {entry.word: entry.news for entry in tags.certainty}
    typed = {number for trigger in tags.triggers for number in range(trigger.first, trigger.last)}
    found = [
        (
            trigger.start,
            Trigger(
                type=trigger.type,
                certainty=next((certainty[n] for n in range(trigger.first, trigger.last) if n in certainty), None),
                roles=tuple(_roles(folded, trigger.roles)),
                made_by=f"model:{tags.model}" if trigger.learned else "rule:trigger lexicon",
                spans=(_span(folded, trigger),),
            ),
        )
        for trigger in tags.triggers
    ]
    for number, value in certainty.items():
        if number not in typed:
            word = tags.words[number]
            spans = (folded.span(word.start, word.end),)
            found.append((word.start, Trigger(certainty=value, made_by=f"model:{tags.model}", spans=spans)))
    return tuple(trigger for _, trigger in sorted(found, key=lambda item: item[0]))


def _roles(folded: FoldedText, roles: Iterable[RoleTag]) -> Iterable[TriggerRole]:
    for role in roles:
        known = _ROLES.get(role.role)
        if known is not None:
            yield TriggerRole(role=known, spans=(_span(folded, role),))


def _span(folded: FoldedText, item: NameTag | TriggerTag | RoleTag) -> Span:
    return folded.span(item.start, item.end)


def _trimmed(text: str, start: int, end: int) -> Bounds | None:
    """A content without marks and "that" at its edges; None if nothing is left."""
    head = _HEAD.match(text, start, end)
    start = head.end() if head else start
    tail = _TAIL.search(text[max(start, end - _TAIL_LENGTH) : end])
    end -= len(tail[0]) if tail else 0
    return (start, end) if start < end else None


def _form(text: str, content: Sequence[Bounds]) -> Literal["direct", "indirect", "mixed"]:
    """Direct if every part stands in quotation marks, mixed if some words do."""
    if all(text[max(start - 1, 0) : start] in tuple(_OPENING) for start, _ in content):
        return "direct"
    quoted = any(mark in text[start:end] for start, end in content for mark in '"“”«»')
    return "mixed" if quoted else "indirect"
