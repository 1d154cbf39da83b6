"""Codes, names and severities of the checks between reports; `checks.cross` has the checks themselves.

They stand apart, so that settings can name them without loading what compares reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from crossread.record import Severity

CASE_CODES: Mapping[str, tuple[str, Severity]] = MappingProxyType(
    {
        "CP01": ("copied-sentence", "I"),
        "CP02": ("shared-error", "I"),
        "CP03": ("copy-with-insertions", "I"),
        "CP04": ("uncorroborated-block", "W"),
        "QT02": ("quote-drift", "I"),
        "QT03": ("provenance-clash", "W"),
        "XC01": ("attributed-disagreement", "I"),
        "XC02": ("qualifier-drift", "I"),
        "XC03": ("wrong-merge", "W"),
    }
)
"""Name and severity by code, in order of code. A code that a check of one report has too means the same in both."""
