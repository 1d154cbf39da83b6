"""What checks over incidents ask of a comparison: claims by what tells them, and what reports share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from crossread.compare import Act, Comparison
from crossread.compare.tellings import Telling
from crossread.provenance import Compared
from crossread.record import Claim, Span, Spans


class Told:
    """A case compared by texts and by claims, asked by claim."""

    def __init__(self, compared: Compared, comparison: Comparison) -> None:
        """Keep both.

        Args:
            compared: The reports compared by their texts.
            comparison: The same reports compared by what they claim.
        """
        self.compared = compared
        self.comparison = comparison
        self._claims: dict[str, dict[str, Claim]] = {}

    def claim(self, telling: Telling) -> Claim:
        """The claim of a telling."""
        if telling.report not in self._claims:
            report = self.compared.reports[telling.report]
            self._claims[telling.report] = {claim.id: claim for claim in report.claims}
        return self._claims[telling.report][telling.claim]

    def spans(self, telling: Telling) -> Spans:
        """The words of a telling."""
        return self.claim(telling).spans

    def in_headline(self, telling: Telling) -> bool:
        """Whether a claim stands in its report's headline."""
        blocks = self.compared.reports[telling.report].page.blocks
        return any(block.kind == "headline" and block.start <= telling.span[0] < block.end for block in blocks)

    def elsewhere(self, tellings: Iterable[Telling]) -> tuple[tuple[str, Spans], ...]:
        """The words of some tellings by report, as a flag has them."""
        found: dict[str, dict[Span, None]] = defaultdict(dict)
        for one in tellings:
            found[one.report].update(dict.fromkeys(self.spans(one)))
        return tuple((report, tuple(spans)) for report, spans in sorted(found.items()))

    def acts(self) -> Iterator[Act]:
        """All acts, those of incidents first."""
        for incident in self.comparison.incidents:
            yield from incident.acts
        yield from self.comparison.alone

    @cached_property
    def together(self) -> Mapping[tuple[str, str], int]:
        """For pairs of reports, the smaller id first, how many incidents both tell."""
        found: dict[tuple[str, str], int] = defaultdict(int)
        for incident in self.comparison.incidents:
            names = sorted(incident.reports)
            for number, one in enumerate(names):
                for other in names[number + 1 :]:
                    found[one, other] += 1
        return dict(found)

    @cached_property
    def shared_claims(self) -> frozenset[tuple[str, str]]:
        """Report and claim of all that an incident told by several reports holds."""
        return frozenset(
            (one.report, one.claim)
            for incident in self.comparison.incidents
            for act in incident.acts
            for one in act.tellings
        )
