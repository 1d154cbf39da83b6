"""What is compared: a text with its sentences, and what is known of when and where it was published."""

from __future__ import annotations

from dataclasses import dataclass

from crossread.record import Report

Bounds = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class CopyText:
    """A text that may be a copy, or be copied.

    Attributes:
        id: Its name in the collection; no two texts share one.
        text: The text.
        sentences: Bounds of the sentences to compare, in order and apart, each with a letter or digit; what stands
            outside of them (furniture) is not read. Offsets are code points, half-open.
        quoted: Bounds of what stands in quotation marks as somebody's words; None to go by the marks themselves.
        published: When it was published, ISO 8601 date or time; None where that is unknown or not to be trusted.
        outlet: Who published it, None if unknown.
        credits: Outlets and agencies that the text itself names as where it has its words from.
    """

    id: str
    text: str
    sentences: tuple[Bounds, ...]
    quoted: tuple[Bounds, ...] | None = None
    published: str | None = None
    outlet: str | None = None
    credits: tuple[str, ...] = ()


def text_of(report: Report, id: str) -> CopyText:  # noqa: A002 — the field's own name
    """The text of a report: its main sentences, its direct quotations, its date if that is trusted.

    Args:
        report: A report as it was read; a refused one has no sentences.
        id: Its name in the collection.
    """
    page = report.page
    published, outlet = page.fact("published"), page.fact("outlet")
    agencies = [fact.value for fact in page.facts if fact.name == "agency"]
    direct = [attribution.content for attribution in report.attributions if attribution.form == "direct"]
    return CopyText(
        id=id,
        text=page.text,
        sentences=tuple(
            (span.start, span.end)
            for sentence in report.sentences
            for span in sentence.spans
            if any(map(str.isalnum, span.quote))
        ),
        quoted=tuple(sorted((span.start, span.end) for spans in direct for span in spans)),
        published=published.value if published and published.trusted else None,
        outlet=outlet.value if outlet else None,
        credits=tuple(dict.fromkeys(agencies)),
    )
