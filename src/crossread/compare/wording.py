"""On which field a copy differs from the text it has its words from: by what the records read at the changed words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Literal

from crossread.compare.days import published_day, told_days
from crossread.compare.means import means_in
from crossread.compare.sides import Side, are_strangers, side_of
from crossread.compare.tellings import home_of
from crossread.copies.changes import Change
from crossread.data import word_set
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
        fact: Whether the two say two things: other days, towns, numbers or actors, or a hedge that came or went. An
            other word for one thing, what fell away, and a sentence that was written anew are none.
        exchange: Whether one thing was put for another of its kind: two names, two places, two words for an act.
    """

    field: WordingField
    kind: str
    before: str
    after: str
    spans_before: Spans = ()
    spans_after: Spans = ()
    fact: bool = False
    exchange: bool = False

    @property
    def shown(self) -> bool:
        """Whether a desk is shown it: a change of fact, one name for another, a day or number that came or went."""
        put_in = self.field in ("date", "number") and len(f"{self.before}{self.after}".split()) <= _SHORT
        return self.fact or self.exchange or (put_in and not (self.before and self.after))


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

    def told(self, field: WordingField, start: int, end: int) -> set[object]:
        """The days, places or numbers that some words tell, as far as they are resolved; nothing for other fields."""
        if field == "date":
            published = published_day(self.report)
            whens = (when for when in self.report.times if _within(when.spans, start, end))
            return {days for when in whens if (days := told_days(when, published))}
        if field == "place":
            return {place.entry for place in self.report.places if place.entry and _within(place.spans, start, end)}
        counted = (one for one in self.report.quantities if _within(one.spans, start, end) and field == "number")
        return {one.best for one in counted if one.best is not None and not one.vague}

    def sides(self, start: int, end: int) -> list[Side]:
        """Those whom some words name."""
        named = [actor for actor in self.report.actors if any(_within(name.spans, start, end) for name in actor.names)]
        words = self.report.page.text[start:end]
        home = home_of(self.report)
        return [side_of(actor, words, home) for actor in named] or [side_of(None, words, home)]

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


def _within(spans: Spans, start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in spans)


def _of(spans: Spans, field: WordingField) -> Iterator[tuple[int, int, WordingField]]:
    return ((span.start, span.end, field) for span in spans)


def field_changes(before: Fields, after: Fields, passage: Passage) -> Iterator[FieldChange]:
    """What differs in a passage that two reports share, each change with its field.

    Args:
        before: The report that is taken for the earlier one.
        after: The other.
        passage: The passage in both.
    """
    kept = _kept(passage) >= _SAME_SENTENCE
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
            fact=kept and _is_fact(field, before, after, one, other),
            exchange=kept and _is_exchange(field, before, after, one, other),
        )


_SAME_SENTENCE = 0.3
"""Share of the words of the longer of two sentences outside their changes, from which one is the other's copy and not
one of its own about something like it. Set on the changed articles of the benchmark `altered`."""


def _kept(passage: Passage) -> float:
    """Share of the words of the longer of two sentences that no change touches."""
    words = max(len(passage.before.quote.split()), len(passage.after.quote.split()), 1)
    changed = sum(
        max(len(passage.before.quote[slice(*one.before)].split()), len(passage.after.quote[slice(*one.after)].split()))
        for one in passage.changes
    )
    return 1 - changed / words


_LONG = 6  # words on each side of a change; where more are others, the sentence was written anew
_SHORT = 3  # content words of a name, a place, a day, a word for an act
_KINDS: Mapping[WordingField, frozenset[WordingField]] = {
    "date": frozenset(["date"]), "place": frozenset(["place"]), "cause": frozenset(["cause"]),
    "actor": frozenset(["actor", "name"]), "name": frozenset(["actor", "name"]),
}  # fmt: skip
_ALIKE = 4  # letters at the start of a word by which two spellings are known for one


def _is_exchange(
    field: WordingField, before: Fields, after: Fields, one: tuple[int, int], other: tuple[int, int]
) -> bool:
    """Whether one thing was put for another of its kind: a name, a place, a day, a word for an act."""
    if field not in _KINDS:
        return False
    starts = []
    for fields, place in ((before, one), (after, other)):
        words = _content(fields.report.page.text[slice(*place)])
        kind = fields.at(*place)
        named = kind in _KINDS[field] or (kind is None and field != "cause" and _names_something(fields.report, place))
        if not (named and 1 <= len(words) <= _SHORT):
            return False
        starts.append({word[:_ALIKE] for word in words})
    return starts[0].isdisjoint(starts[1])


def _content(said: str) -> list[str]:
    words = (word.strip(".,;:'’\"“”()").lower() for word in said.split())
    empty = word_set("determiners") | word_set("prepositions") | word_set("pronouns")
    return [word for word in words if word and word not in empty]


def _is_fact(field: WordingField, before: Fields, after: Fields, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a change makes another fact of what it concerns."""
    words = [fields.report.page.text[slice(*place)] for fields, place in ((before, one), (after, other))]
    if any(len(said.split()) > _LONG for said in words):
        return False
    if field == "qualifier":
        return True
    if field == "cause":
        return _apart(means_in(words[0]), means_in(words[1]))
    exchange = _is_exchange(field, before, after, one, other)
    if field in ("actor", "name"):
        return exchange and all(are_strangers(a, b) for a in before.sides(*one) for b in after.sides(*other))
    told = before.told(field, *one), after.told(field, *other)
    return _apart(*told) if all(told) else exchange and not any(told)


def _apart(one: Collection[object], other: Collection[object]) -> bool:
    return bool(one and other) and set(one).isdisjoint(other)


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
