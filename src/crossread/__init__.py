"""Crossread reads conflict news and shows what each report claims, who claims it, and where reports disagree.

The public interface is what `__all__` lists; everything else may move::

    import crossread

    report = crossread.read("page.html")
    for claim in report.claims:
        print(claim.family, claim.type, [span.quote for span in claim.spans])

Names are imported when they are first used, so that `import crossread` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from crossread.version import __version__

if TYPE_CHECKING:
    from crossread.api import read, read_text
    from crossread.errors import CrossreadError
    from crossread.page import read_page
    from crossread.reading import report, report_by_rules
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
    "report_by_rules",
    "report_from_json",
    "to_json",
]

_HOMES = {
    "crossread.api": ("read", "read_text"),
    "crossread.errors": ("CrossreadError",),
    "crossread.page": ("read_page",),
    "crossread.reading": ("report", "report_by_rules"),
    "crossread.record": (
        *("Claim", "Fact", "Finding", "Page", "RawPage", "Report", "Span"),
        *("json_schema", "report_from_json", "to_json"),
    ),
}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first used.

    Raises:
        AttributeError: There is no such name.
    """
    for module, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(module), name)
            return value
    raise AttributeError(f"module 'crossread' has no attribute {name!r}")
