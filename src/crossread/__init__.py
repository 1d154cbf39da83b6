"""Crossread reads conflict news and shows what each report claims, who claims it, and where reports disagree.

The public interface is what `__all__` lists; everything else may move::

    import crossread

    report = crossread.read("page.html")
    for claim in report.claims:
        print(claim.family, claim.type, [span.quote for span in claim.spans])
"""

from crossread.api import read, read_text
from crossread.errors import CrossreadError
from crossread.page import read_page
from crossread.reading import report
from crossread.record import (
    Claim,
    Fact,
    Finding,
    Page,
    RawPage,
    Report,
    Span,
    json_schema,
    report_from_json,
    to_json,
)
from crossread.version import __version__

__all__ = [
    "Claim",
    "CrossreadError",
    "Fact",
    "Finding",
    "Page",
    "RawPage",
    "Report",
    "Span",
    "__version__",
    "json_schema",
    "read",
    "read_page",
    "read_text",
    "report",
    "report_from_json",
    "to_json",
]
