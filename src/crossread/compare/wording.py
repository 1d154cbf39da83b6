"""On which field a copy differs from the text it has its words from: by what the records read at the changed words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from crossread.copies.changes import Change
from crossread.provenance import Passage
from crossread.record import Record, Report, Span, Spans

WordingField = Literal["date", "place", "number", "qualifier", "actor", "name", "cause", "words"]
"""What a change concerns. *Name* is that of a person, or of those who were hit; *actor* who acts; *cause* how it was
done; *words* anything else."""

_CAUSES = frozenset(["cause", "instrument"])
_HIT = frozenset(["victim", "target", "object"])
_ACTING = frozenset(["actor", "with"])
_OWN_KINDS: Mapping[str, WordingField] = {"number": "number", "qualifier": "qualifier"}


class FieldChange(Record, frozen=True, kw_only=True):
    """One change between two texts.

    Attributes:
        field: What it concerns.
        kind: Kind of the change in words; see `copies.changes`.
        before: The words in the one text; empty where they were put in.
        after: The words in the other; empty where they were left out.
        spans_before: Where they stand in the one.
        spans_after: Where they stand in the other.
    """

    field: WordingField
    kind: str
    before: str
    after: str
    spans_before: Spans = ()
    spans_after: Spans = ()


class Fields:
    """Answers what the words of a report are, as it is read."""

    def __init__(self, report: Report) -> None:
        """Keep the report."""
        self.report = report

    def at(self, start: int, end: int) -> WordingField | None:
        """What some words are.

        Args:
            start: First code point in the page.
            end: Code point after the last.
        """
        found = [(field, last - first) for first, last, field in self._marked if first < end and start < last]
        return min(found, key=lambda item: (_ORDER[item[0]], item[1]))[0] if found else None

    @cached_property
    def _marked(self) -> list[tuple[int, int, WordingField]]:
        return sorted(_marks(self.report))


_ORDER: Mapping[WordingField, int] = {
    "date": 0, "place": 1, "number": 2, "qualifier": 3, "cause": 4, "name": 5, "actor": 6, "words": 7,
}  # fmt: skip


def _marks(report: Report) -> Iterator[tuple[int, int, WordingField]]:
    for time in report.times:
        if time.form == "date":
            yield from _of(time.spans, "date")
    for place in report.places:
        yield from _of(place.spans, "place")
    for quantity in report.quantities:
        yield from _of(quantity.spans, "number")
    for actor in report.actors:
        for name in actor.names:
            if name.form != "pronoun":
                yield from _of(name.spans, "name" if actor.kind == "person" else "actor")
    for claim in report.claims:
        for argument in claim.arguments:
            role = argument.role
            field: WordingField | None = (
                "cause" if role in _CAUSES else "name" if role in _HIT else "actor" if role in _ACTING else None
            )
            if field:
                yield from _of(argument.spans, field)
    for trigger in report.triggers:
        if trigger.type is not None:
            yield from _of(trigger.spans, "cause")


def _of(spans: Spans, field: WordingField) -> Iterator[tuple[int, int, WordingField]]:
    return ((span.start, span.end, field) for span in spans)


def field_changes(before: Fields, after: Fields, passage: Passage) -> Iterator[FieldChange]:
    """What differs in a passage that two reports share, each change with its field.

    Args:
        before: The report that is taken for the earlier one.
        after: The other.
        passage: The passage in both.
    """
    for change in passage.changes:
        one, other = _placed(passage.before, change.before), _placed(passage.after, change.after)
        field = _field(before, after, change, one, other)
        yield FieldChange(
            field=field,
            kind=change.kind,
            before=passage.before.quote[slice(*change.before)],
            after=passage.after.quote[slice(*change.after)],
            spans_before=_span(before.report, one),
            spans_after=_span(after.report, other),
        )


def _placed(sentence: Span, bounds: tuple[int, int]) -> tuple[int, int]:
    return sentence.start + bounds[0], sentence.start + bounds[1]


def _field(before: Fields, after: Fields, change: Change, one: tuple[int, int], other: tuple[int, int]) -> WordingField:
    """The field of the words there are; where both texts have some, the surer of the two answers."""
    sides = [(fields, place) for fields, place in ((before, one), (after, other)) if place[0] < place[1]]
    found = [fields.at(*place) for fields, place in sides]
    known = [
        field for field in sorted((field for field in found if field), key=_ORDER.__getitem__) if field != "number"
    ]
    if len(sides) > 1 and known and known[0] in ("date", "place") and found.count(known[0]) == 1:
        known = known if all(_names_something(fields.report, place) for fields, place in sides) else known[1:]
    own = _OWN_KINDS.get(change.kind)
    if own and (not known or known[0] not in ("date", "place")):
        return own
    return known[0] if known else "words"


def _names_something(report: Report, place: tuple[int, int]) -> bool:
    """Whether some words hold a number, or a capital that a sentence does not give."""
    words = report.page.text[place[0] : place[1]].split()
    before = report.page.text[: place[0]].rstrip(" ")
    opens = not before or before.endswith((".", "!", "?", "”", '"', "\n"))
    return any(word[0].isdigit() or (word[0].isupper() and (number or not opens)) for number, word in enumerate(words))


def _span(report: Report, bounds: tuple[int, int]) -> Spans:
    return (report.page.span(*bounds),) if bounds[0] < bounds[1] else ()
