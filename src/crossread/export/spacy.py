"""A report as a spaCy document, for people who work in that ecosystem. Needs the extra ``crossread[spacy]``.

spaCy hosts the tags here, it makes none: words, lemmas, parse and names are those of Crossread's own model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crossread.context import Reading
from crossread.errors import UsageError
from crossread.record import Report, Spans
from crossread.tagger.parts import tag_folded

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LABELS = {"person": "PERSON", "organisation": "ORG", "place": "LOC", "other": "MISC"}


def to_spacy(report: Report) -> Doc:
    """The main text of a report as a spaCy ``Doc``.

    Args:
        report: A report.

    Returns:
        A document with lemmas, tags, parts of speech, parse and sentences in Universal Dependencies, names as entities,
        and span groups ``source``, ``cue`` and ``content`` of the attributions, whose label is the attribution's
        number. ``doc.user_data["offsets"]`` holds each word's place in `Page.text`, as (start, end).

    Raises:
        UsageError: spaCy is not installed.
        ModelError: Crossread's model is not installed.
    """
    try:
        from spacy.tokens import Doc
        from spacy.vocab import Vocab
    except ModuleNotFoundError as error:
        raise UsageError("spaCy is not installed: pip install 'crossread[spacy]'") from error
    reading = Reading.of(report)
    folded = reading.folded
    words = tag_folded(folded, reading.sentences).words
    doc = Doc(
        Vocab(),
        words=[word.text for word in words],
        spaces=[folded.text[word.end : word.end + 1].isspace() for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        lemmas=[word.lemma for word in words],
        heads=[word.head for word in words],
        deps=["ROOT" if word.deprel == "root" else word.deprel for word in words],
    )
    doc.user_data["offsets"] = [(folded.offset(word.start), folded.offset(word.end - 1) + 1) for word in words]
    place = _Places(doc.user_data["offsets"])
    doc.set_ents([part for name in report.names for part in place.spans(doc, name.spans, _LABELS[name.label])])
    for role in ("source", "cue", "content"):
        doc.spans[role] = [
            part
            for number, said in enumerate(report.attributions)
            for part in place.spans(doc, getattr(said, role), str(number))
        ]
    return doc


class _Places:
    """Finds the words that a span of the page covers."""

    def __init__(self, offsets: Sequence[tuple[int, int]]) -> None:
        self._number = {at: number for number, (start, end) in enumerate(offsets) for at in range(start, end)}

    def spans(self, doc: Doc, spans: Spans, label: str) -> list[Any]:
        """SpaCy's spans of some spans; those that cover no word are left out."""
        from spacy.tokens import Span as Part

        found = []
        for span in spans:
            first = self._word(range(span.start, span.end))
            last = self._word(range(span.end - 1, span.start - 1, -1))
            if first is not None and last is not None:
                found.append(Part(doc, first, last + 1, label=label))
        return found

    def _word(self, places: range) -> int | None:
        return next((self._number[at] for at in places if at in self._number), None)
