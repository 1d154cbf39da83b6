"""How many flaws that were planted in sound reports the checks find, and how often they are wrong there.

Paths are JSON lines with ``title``, ``text`` and ``flaws``, each with ``family`` and ``quotes``. The text is
read under its title, as flattened text. A flaw is found if a finding of a code that fits its family shares a
character with one of its quotes, wherever that stands. A finding is false if it shares no character with a quote
of any flaw; findings of severity E and W count, and of severity I those whose code fits a family of the
file, since those are held to the same measure. Counted apart is what these files leave out of the pages they
were made of: that a text tells no date to count its weekdays from (TM01) is true of it, planted or not.

Keys: ``recall``, ``false_per_report``, ``undated_per_report`` (findings of TM01), ``flaws``, ``reports``, and
``recall_<family>`` for each family of the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks._texts import Source
from benchmarks.alarms import prediction
from benchmarks.frame import Figure, Result, json_lines, ratio
from crossread.record import Finding, Report

_CODES: tuple[tuple[str, frozenset[str]], ...] = (
    ("expansion", frozenset({"NM01", "NM05"})),
    ("quot", frozenset({"QT01"})),
    ("condition", frozenset({"TR01"})),
    ("terms", frozenset({"TR02", "TR01"})),
    ("label", frozenset({"SD01", "SD02"})),
    ("victim", frozenset({"SD04"})),
    ("attacker", frozenset({"SD04"})),
    ("parts", frozenset({"NU03"})),
    ("whole", frozenset({"NU03"})),
    ("control", frozenset({"CT01", "CT02"})),
    ("side", frozenset({"SD05", "SD03", "SD04"})),
    ("swap", frozenset({"SD05", "SD03", "SD04"})),
    ("number", frozenset({"NU02"})),
    ("count", frozenset({"NU02"})),
    ("date", frozenset({"TM02", "PG01"})),
    ("furniture", frozenset({"PG02", "PG03"})),
    ("repeat", frozenset({"PG04"})),
)
"""A word of a family's name, and the codes that fit it, the first that fits; a family may also be named by a code."""


_UNDATED = "TM01"


def run(paths: list[Path], limit: int | None) -> Result:
    """Score planted flaws.

    Args:
        paths: Files of JSON lines.
        limit: Score at most so many reports.
    """
    items = list(islice((item for path in paths for item in json_lines(path)), limit))
    families = sorted({flaw["family"] for item in items for flaw in item["flaws"]})
    tally = Tally(frozenset[str]().union(*map(codes_of, families)))
    for number, item in enumerate(items):
        tally.add(str(number), item)
    planted, found, false = tally.planted, tally.found, tally.false
    rows: list[Sequence[Figure]] = [
        (family, planted[family], found[family], ratio(found[family], planted[family])) for family in families
    ]
    rows += [(f"false {code}", None, count, ratio(count, len(items))) for code, count in sorted(false.items())]
    return Result(
        figures={
            "recall": ratio(found.total(), planted.total()),
            "false_per_report": ratio(false.total(), len(items)),
            "undated_per_report": ratio(tally.undated, len(items)),
            "flaws": planted.total(),
            "reports": len(items),
            **{f"recall_{_key(family)}": ratio(found[family], planted[family]) for family in families},
        },
        rows=rows,
        header=("family", "planted", "found", "share"),
        predictions=tally.predictions,
    )


@dataclass
class Tally:
    """What was planted, found and wrongly flagged so far.

    Attributes:
        codes: Codes that fit a family of the file.
        planted: Flaws of each family.
        found: Of these, those found.
        false: False findings of each code.
        undated: Findings that the text tells no date.
        predictions: All findings, without words of the texts.
    """

    codes: frozenset[str]
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    predictions: list[Any] = field(default_factory=list)

    def add(self, name: str, item: dict[str, Any]) -> None:
        """Read and score one report."""
        report = Source(name, item["title"], item["text"]).report()
        findings = report.findings if report else ()
        for flaw in item["flaws"]:
            self.planted[flaw["family"]] += 1
            self.found[flaw["family"]] += is_found(flaw, findings, report)
        quotes = [quote for flaw in item["flaws"] for quote in flaw["quotes"]]
        idle = [finding for finding in findings if not touches(finding, quotes, report)]
        wrong = [finding for finding in idle if self.is_false(finding)]
        self.false.update(finding.code for finding in wrong)
        self.undated += sum(finding.code == _UNDATED for finding in idle if finding not in wrong)
        self.predictions += [{**prediction(name, finding), "false": finding in wrong} for finding in findings]

    def is_false(self, finding: Finding) -> bool:
        """Whether a finding that touches no flaw counts as false."""
        return finding.code in self.codes or (finding.severity in "EW" and finding.code != _UNDATED)


def codes_of(family: str) -> frozenset[str]:
    """Codes that fit a family of flaws; empty if the family is not known."""
    if re.fullmatch(r"[A-Z]{2}\d\d", family):
        return frozenset({family})
    return next((codes for word, codes in _CODES if word in family.lower()), frozenset())


def is_found(flaw: dict[str, Any], findings: Iterable[Finding], report: Report | None) -> bool:
    """Whether a fitting finding shares a character with one of the flaw's quotes."""
    codes = codes_of(flaw["family"])
    return any(finding.code in codes and touches(finding, flaw["quotes"], report) for finding in findings)


def touches(finding: Finding, quotes: list[str], report: Report | None) -> bool:
    """Whether a finding shares a character with a quote, wherever it stands."""
    text = report.page.text if report else ""
    return any(
        span.start < end and start < span.end
        for quote in quotes
        for start, end in _places(quote, text)
        for span in finding.spans
    )


def _places(quote: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(quote), text)] if quote else []


def _key(family: str) -> str:
    return re.sub(r"\W+", "_", family.lower()).strip("_")
