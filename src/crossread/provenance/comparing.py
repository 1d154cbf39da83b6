"""Reports of a case side by side: their copies, with the words in both, and what each adds of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crossread.copies import Collection, Copies, CopyText, Match, SentenceOrigin, text_of
from crossread.copies.changes import Change, changes
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


class Compared:
    """Reports of a case, compared.

    Attributes:
        reports: The reports by id, in order of ids.
        copies: What they share.
    """

    def __init__(self, reports: Mapping[str, Report], outlets: Mapping[str, str] | None = None) -> None:
        """Compare some reports.

        Args:
            reports: The reports by id.
            outlets: Names of outlets that are known better than the pages tell, by report.
        """
        self.reports = {name: reports[name] for name in sorted(reports)}
        self._texts = {name: _text(name, report, outlets or {}) for name, report in self.reports.items()}
        collection = Collection()
        collection.add(self._texts.values())
        self.copies: Copies = collection.copies()

    def sentence(self, report: str, number: int) -> Span:
        """A sentence of a report, by its number among the copies' sentences."""
        return self.reports[report].page.span(*self._texts[report].sentences[number])

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
        return self._origins[report]

    @cached_property
    def _origins(self) -> dict[str, tuple[SentenceOrigin, ...]]:
        return {name: self.copies.origins(name) for name in self.reports}

    @cached_property
    def sources(self) -> dict[str, str]:
        """For each report of which it is known the one it has its words from."""
        return {
            found.copy: found.source
            for family in reversed(self.copies.families)  # of several families the largest decides
            for found in family.derivations
            if found.source is not None
        }

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
            sentences=len(self._texts[report].sentences),
            claims=len(record.claims),
            alone=tuple(claim.id for claim in record.claims if not self.carried(report, claim)),
        )

    def carried(self, report: str, claim: Claim) -> bool:
        """Whether another report carries a claim: it has the sentence, or a claim of that type about the same.

        The same is: a number of the same things, a place, or somebody who acts or suffers.
        """
        if any(self._shared_at[report].get(number) for number in self._sentences_of(report, claim)):
            return True
        return any(self._carriers[element] - {report} for element in _elements(self.reports[report], claim))

    @cached_property
    def _carriers(self) -> Mapping[tuple[str, ...], set[str]]:
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name, report in self.reports.items():
            for claim in report.claims:
                for element in _elements(report, claim):
                    found[element].add(name)
        return found

    @cached_property
    def _shared_at(self) -> dict[str, dict[int, bool]]:
        """Which sentences of each report stand in another."""
        return {
            name: {origin.number: origin.kind in {"copied", "altered", "quotation"} for origin in origins}
            for name, origins in self._origins.items()
        }

    def _sentences_of(self, report: str, claim: Claim) -> list[int]:
        bounds = self._texts[report].sentences
        return [
            number
            for number, (start, end) in enumerate(bounds)
            if any(start < span.end and span.start < end for span in claim.spans)
        ]


def _text(name: str, report: Report, outlets: Mapping[str, str]) -> CopyText:
    text = text_of(report, name)
    if name not in outlets:
        return text
    return CopyText(**{**text.__dict__, "outlet": outlets[name]})


def _elements(report: Report, claim: Claim) -> Sequence[tuple[str, ...]]:
    """What makes two claims of one type speak of the same, as far as single claims show it."""
    kind = (claim.family, claim.type)
    found: list[tuple[str, ...]] = []
    if claim.place is not None:
        found.append((*kind, "place", fold(report.places[claim.place].name)))
    if claim.quantity is not None and (value := report.quantities[claim.quantity].best) is not None:
        found.append((*kind, "number", f"{value:g}"))
    actors = {actor.id: actor for actor in report.actors}
    for argument in claim.arguments:
        if argument.role in {"actor", "target", "victim", "object"}:
            actor = actors.get(argument.actor or "")
            name = (actor.identity or fold(actor.name)) if actor else fold(argument.text)
            found.append((*kind, "party", name))
    if claim.family == "statements" and claim.voice.chain:
        words = " ".join(span.quote for span in claim.spans)
        found.append((*kind, "words", fold(words)))
    return found


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
