"""Reports of a case side by side: their copies, with the words in both, and what each adds of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

import msgspec

from crossread.copies import Collection, Copies, CopyText, Match, SentenceOrigin, Sketch, text_of
from crossread.copies.changes import Change, changes
from crossread.copies.sketch import sketches
from crossread.provenance.outlets import fold
from crossread.record import Claim, Report, Span


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence of an earlier report, and the same in a later one.

    Attributes:
        before: The sentence in the report taken for the earlier one.
        after: The sentence in the other.
        share: What part of the shorter one's words they share.
        changes: What differs; bounds count from the beginning of each sentence.
    """

    before: Span
    after: Span
    share: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class Own:
    """What a report has from others and what it adds.

    Attributes:
        copied: Sentences that stand in another report nearly word for word, that one not known to be later.
        altered: Sentences that stand there with other words.
        quotations: Sentences of which only a quotation stands elsewhere.
        recurring: Sentences of furniture or background that recur.
        sentences: All its sentences.
        claims: All its claims.
        alone: Ids of the claims that no other report carries, in the order of the report.
    """

    copied: int
    altered: int
    quotations: int
    recurring: int
    sentences: int
    claims: int
    alone: tuple[str, ...]

    def __str__(self) -> str:
        """In words: ``2 sentences copied, 20 claims carried by no other report``."""
        parts = [_counted(self.copied, "sentence") + " copied"]
        if self.altered:
            parts.append(f"{self.altered} altered")
        return f"{', '.join(parts)}, {_counted(len(self.alone), 'claim')} carried by no other report"


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a report to compare it without reading it again.

    Attributes:
        sketch: What is kept of its text, `Sketch.to_bytes`.
        elements: What its claims speak of, each element as a number; sorted, each once.
    """

    sketch: bytes
    elements: tuple[int, ...]


KEPT = "compared 1"
"""Name and version of what is kept."""


def keep(name: str, report: Report, outlet: str | None = None) -> bytes:
    """What is kept of a report, as bytes.

    Args:
        name: The report's id.
        report: The report.
        outlet: Name of its outlet, where that is known better than the page tells.
    """
    (sketch,) = sketches([_text(name, report, outlet)])
    elements = {element for claim in report.claims for element in _elements(report, claim)}
    return msgspec.msgpack.encode(Kept(sketch.to_bytes(), tuple(sorted(elements))))


class _Loaded(Mapping[str, Report]):
    """Reports that are loaded when first asked for."""

    def __init__(self, names: Iterable[str], load: Callable[[str], Report]) -> None:
        self._names = dict.fromkeys(names)
        self._load = load
        self._loaded: dict[str, Report] = {}

    def __getitem__(self, name: str) -> Report:
        if name not in self._loaded:
            if name not in self._names:
                raise KeyError(name)
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Compared:
    """Reports of a case, compared.

    Attributes:
        reports: The reports by id, in order of ids; each is loaded when it is first asked for.
        copies: What they share.
    """

    def __init__(self, kept: Mapping[str, bytes], load: Callable[[str], Report]) -> None:
        """Compare reports of which something is kept.

        Args:
            kept: What `keep` made of each, by id.
            load: Gives a report by its id.
        """
        names = sorted(kept)
        self.reports: Mapping[str, Report] = _Loaded(names, load)
        self._kept = {name: msgspec.msgpack.decode(kept[name], type=Kept) for name in names}
        self._bounds: dict[str, tuple[tuple[int, int], ...]] = {}
        self._origins: dict[str, tuple[SentenceOrigin, ...]] = {}
        collection = Collection(Sketch.from_bytes(self._kept[name].sketch) for name in names)
        self.copies: Copies = collection.copies()

    @classmethod
    def of(cls, reports: Mapping[str, Report], outlets: Mapping[str, str] | None = None) -> Compared:
        """Compare some reports.

        Args:
            reports: The reports by id.
            outlets: Names of outlets that are known better than the pages tell, by report.
        """
        named = outlets or {}
        return cls({name: keep(name, report, named.get(name)) for name, report in reports.items()}, reports.__getitem__)

    def sentences(self, report: str) -> tuple[tuple[int, int], ...]:
        """Bounds of the sentences of a report that are compared, in the order of their numbers."""
        if report not in self._bounds:
            self._bounds[report] = text_of(self.reports[report], report).sentences
        return self._bounds[report]

    def sentence(self, report: str, number: int) -> Span:
        """A sentence of a report, by its number among the copies' sentences."""
        return self.reports[report].page.span(*self.sentences(report)[number])

    def passages(self, match: Match, later: str) -> Iterator[Passage]:
        """The passages that two reports share, in order of the later one.

        Args:
            match: The pair.
            later: Id of the one taken for the copy.
        """
        before = match.partner(later)
        shown = set(match.passages)
        for mine, theirs, pair in match.places(later):
            if pair in shown:
                one, other = self.sentence(before, theirs), self.sentence(later, mine)
                yield Passage(before=one, after=other, share=pair.share, changes=changes(one.quote, other.quote))

    def earlier_passages(self, report: str) -> Iterator[tuple[str, Passage]]:
        """The passages that a copy shares with reports known to be earlier, each with that report's id.

        Of several earlier reports with a sentence, the one it was had from, or else the earliest.
        """
        for origin in self.origins(report):
            if origin.earlier and origin.text and origin.sentence is not None and origin.kind in {"copied", "altered"}:
                before, after = self.sentence(origin.text, origin.sentence), self.sentence(report, origin.number)
                differing = changes(before.quote, after.quote)
                yield origin.text, Passage(before=before, after=after, share=origin.share, changes=differing)

    def title(self, report: str) -> str:
        """How a report is called in a message: its outlet and its headline, as far as they are known."""
        page = self.reports[report].page
        facts = [page.fact("outlet"), page.fact("headline") or page.fact("title")]
        return ": ".join(fact.value for fact in facts if fact) or report[:8]

    def origins(self, report: str) -> tuple[SentenceOrigin, ...]:
        """Where the sentences of a report stand elsewhere."""
        if report not in self._origins:
            self._origins[report] = self.copies.origins(report)
        return self._origins[report]

    @cached_property
    def sources(self) -> dict[str, str]:
        """For each report of which it is known the one it has its words from."""
        return {
            found.copy: found.source
            for family in reversed(self.copies.families)  # of several families the largest decides
            for found in family.derivations
            if found.source is not None
        }

    def words_of(self, report: str, claim: Claim) -> tuple[tuple[str, int], list[tuple[str, int]]]:
        """Where the words of a claim stand, and where they stand too: each a report's id and a sentence's number there.

        Args:
            report: Id of the report.
            claim: A claim of it.

        Returns:
            The claim's own sentence, and those of which it is a copy, or that are copies of it where dates do not
            tell; a sentence that is furniture, background or only a quotation has no others.
        """
        numbers = self._sentences_of(report, claim)
        elsewhere = [
            (origin.text, origin.sentence)
            for origin in self._copied_from(report, numbers)
            if origin.earlier is not False and origin.text is not None and origin.sentence is not None
        ]
        return (report, numbers[0] if numbers else -1), elsewhere

    def root(self, report: str, claim: Claim) -> str:
        """Id of the report that had the words of a claim first, as far as dates and credits tell; else its own.

        Args:
            report: Id of the report.
            claim: A claim of it.
        """
        for origin in self._copied_from(report, self._sentences_of(report, claim)):
            if origin.earlier and origin.text:
                return origin.text
        seen = {report}
        while (above := self.sources.get(report)) is not None and above not in seen:
            seen.add(above)
            report = above
        return report

    def _copied_from(self, report: str, numbers: Iterable[int]) -> Iterator[SentenceOrigin]:
        """Sentences of a report that another has: nearly word for word, or altered where one report is a copy.

        Two reports of one thing may come to write much alike by themselves; so an altered sentence alone is no copy.
        """
        copies = {match.partner(report) for match in self.copies.of(report) if match.copy}
        origins = {origin.number: origin for origin in self.origins(report)}
        for number in numbers:
            origin = origins.get(number)
            if origin is not None and (origin.kind == "copied" or (origin.kind == "altered" and origin.text in copies)):
                yield origin

    def own(self, report: str) -> Own:
        """What a report has from others and what it adds.

        Args:
            report: Its id.

        Raises:
            KeyError: There is no such report.
        """
        kinds = [origin.kind for origin in self.origins(report) if origin.earlier is not False]
        record = self.reports[report]
        return Own(
            copied=kinds.count("copied"),
            altered=kinds.count("altered"),
            quotations=kinds.count("quotation"),
            recurring=kinds.count("recurring"),
            sentences=len(self.sentences(report)),
            claims=len(record.claims),
            alone=tuple(claim.id for claim in record.claims if not self.carried(report, claim)),
        )

    def carried(self, report: str, claim: Claim) -> bool:
        """Whether another report carries a claim: it has the sentence, or a claim of that type about the same.

        The same is: a number of the same things, a place, or somebody who acts or suffers.
        """
        shared = {item.number for item in self.origins(report) if item.kind in {"copied", "altered", "quotation"}}
        if shared & set(self._sentences_of(report, claim)):
            return True
        return any(self._carriers[element] - {report} for element in _elements(self.reports[report], claim))

    @cached_property
    def _carriers(self) -> Mapping[int, set[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        for name, kept in self._kept.items():
            for element in kept.elements:
                found[element].add(name)
        return found

    def _sentences_of(self, report: str, claim: Claim) -> list[int]:
        return [
            number
            for number, (start, end) in enumerate(self.sentences(report))
            if any(start < span.end and span.start < end for span in claim.spans)
        ]


def _text(name: str, report: Report, outlet: str | None) -> CopyText:
    text = text_of(report, name)
    return replace(text, outlet=outlet) if outlet else text


def _elements(report: Report, claim: Claim) -> list[int]:
    """What makes two claims of one type speak of the same, as far as single claims show it; each as a number."""
    return [_number(claim.family, claim.type, *element) for element in _told(report, claim)]


def _told(report: Report, claim: Claim) -> Iterator[tuple[str, str]]:
    if claim.place is not None:
        yield "place", fold(report.places[claim.place].name)
    if claim.quantity is not None and (value := report.quantities[claim.quantity].best) is not None:
        yield "number", f"{value:g}"
    actors = {actor.id: actor for actor in report.actors}
    for argument in claim.arguments:
        if argument.role in {"actor", "target", "victim", "object"}:
            actor = actors.get(argument.actor or "")
            yield "party", (actor.identity or fold(actor.name)) if actor else fold(argument.text)
    if claim.family == "statements":
        yield "words", fold(" ".join(span.quote for span in claim.spans))


def _number(*words: str) -> int:
    return int.from_bytes(blake2b("\n".join(words).encode(), digest_size=8).digest(), "big")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
