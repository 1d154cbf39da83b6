"""How many flaws planted between reports the checks of a case find, and how often they are wrong there.

Paths are folders of texts whose first line is the headline, as `benchmarks/reports`. Of each report three others are
made, each a case with the report itself (and two reports of other outlets, so that there is a set to be held against):

- *turned*: a copy of the next day in which the first number of dead is kept and they are wounded (XC03);
- *block*: a copy of the next day at whose end stand four sentences that no other report has (CP04);
- *otherwise*: a report of the same day in other words, in which another source counts three times as many dead (XC01);
- *alike*: the same with the same number: nothing is to be flagged.

A flaw is found if a finding of its check in the report that has it shares a character with the words that were changed
or put in. A finding of the three checks that does not is false; so is each on a case without a flaw.

Keys: ``cases``, ``recall``, ``recall_turned``, ``recall_block``, ``recall_otherwise``, ``false_per_case``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import crossread
from benchmarks.frame import Figure, Result, ratio
from crossread.checks.cross import CaseFinding, run_case_checks
from crossread.provenance import Compared
from crossread.record import Report

CODES = ("CP04", "XC01", "XC03")
_CODE_OF = {"turned": "XC03", "block": "CP04", "otherwise": "XC01"}
_FIRST, _NEXT = "2023-03-12", "2023-03-13"
_KILLED = re.compile(
    r"\b(?P<count>\d{2,3}|[A-Z]?[a-z]+(?:ty|teen)(?:-[a-z]+)?) (?P<who>people|civilians|soldiers|rebels|fighters"
    r"|villagers)(?P<were> were)? (?P<verb>killed)\b"
)
_ACTIVE = re.compile(r"\bkilled (?P<count>\d{2,3}) (?P<who>people|civilians|soldiers|rebels|fighters|villagers)\b")
_BLOCK = (
    "Forty-one rebels were killed in Dorun on Sunday. Two tanks were destroyed near Hask. "
    "Rebels captured the village of Menet in the evening. Nine soldiers were kidnapped in Ulsk."
)
_OTHERS = {
    "rain": "Rain in Tessan\n\nIt rained in Tessan on Sunday. Nobody was hurt, police said.",
    "vote": "A vote is put off\n\nThe council of Marn put off a vote on Sunday, its clerk said.",
}
"""Reports of other outlets without a day, which are of the days of any report."""


@dataclass(frozen=True)
class Planted:
    """A case with a flaw, or with none.

    Attributes:
        kind: ``turned``, ``block``, ``otherwise`` or ``alike``.
        texts: Texts by name, with day and outlet.
        words: The words in ``copy`` that are wrong; empty for ``alike``.
    """

    kind: str
    texts: dict[str, tuple[str, str, str]]
    words: str


def run(paths: list[Path], limit: int | None) -> Result:
    """Plant, check, count.

    Args:
        paths: Folders of texts.
        limit: Use at most so many reports.
    """
    others = {name: _read(text, None, f"{name.title()} Daily") for name, text in _OTHERS.items()}
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false = 0
    rows: list[Sequence[Figure]] = []
    files = (file for path in paths for file in sorted(path.glob("*.txt")))
    for file in islice(files, limit):
        for case in cases_of(file.read_text(encoding="utf-8")):
            reports = {name: _read(*told) for name, told in case.texts.items()}
            findings = run_case_checks(Compared.of({**others, **reports}), CODES)
            hits = [one for one in findings if _hits(one, case, reports["copy"])]
            planted[case.kind] += 1
            found[case.kind] += bool(hits)
            wrong = [one for one in findings if one not in hits and not _other_side(one, case)]
            false += len(wrong)
            rows.append((file.stem, case.kind, "found" if hits else "", ", ".join(one.code for one in wrong)))
    kinds = [kind for kind in _CODE_OF if planted[kind]]
    figures: dict[str, Figure] = {
        "cases": planted.total(),
        "recall": ratio(sum(found[kind] for kind in kinds), sum(planted[kind] for kind in kinds)),
        **{f"recall_{kind}": ratio(found[kind], planted[kind]) for kind in kinds},
        "false_per_case": ratio(false, planted.total()),
    }
    return Result(figures=figures, rows=rows, header=("report", "flaw", "", "false"))


def cases_of(text: str) -> Iterator[Planted]:
    """The cases that are made of a report: those for which it has what is needed."""
    text = text.strip() + "\n"
    wire = (text, _FIRST, "First Agency")
    body = text.partition("\n")[2]
    found = _KILLED.search(body) or _ACTIVE.search(body)
    yield Planted("block", {"wire": wire, "copy": (f"{text}\n{_BLOCK}\n", _NEXT, "Tessan Post")}, _BLOCK)
    if found is None:
        return
    turned = found[0].replace("killed", "wounded")
    copy = text[: len(text) - len(body)] + body[: found.start()] + turned + body[found.end() :]
    yield Planted("turned", {"wire": wire, "copy": (copy, _NEXT, "Tessan Post")}, turned)
    if found["count"].isdigit():
        for kind, times in (("otherwise", 3), ("alike", 1)):
            first, second = _told_otherwise(found, times)
            texts = {"wire": (first, _FIRST, "First Agency"), "copy": (second, _FIRST, "Tessan Post")}
            yield Planted(kind, texts, second.partition("\n\n")[2] if times > 1 else "")


def _told_otherwise(found: re.Match[str], times: int) -> tuple[str, str]:
    """Two short reports of one shelling, each by the word of its source; the other counts so many times as many."""
    count, who = int(found["count"]), found["who"]
    where = "the town of Kafr Zita in Hama"
    first = f"Shells hit Kafr Zita\n\nShells killed {count} {who} in {where} on Sunday, the mayor said.\n"
    second = f"In {where} {times * count} {who} were killed by shells on Sunday, the Red Crescent said.\n"
    return first, f"Kafr Zita under fire\n\n{second}"


def _read(text: str, day: str | None, outlet: str) -> Report:
    return crossread.read_text(text, published=day, outlet=outlet)


def _hits(one: CaseFinding, case: Planted, copy: Report) -> bool:
    start = copy.page.text.find(case.words) if case.words else -1
    if one.report != "copy" or one.code != _CODE_OF.get(case.kind) or start < 0:
        return False
    return any(span.start < start + len(case.words) and start < span.end for span in one.spans)


def _other_side(one: CaseFinding, case: Planted) -> bool:
    """Whether a finding shows the same disagreement in the other report."""
    return case.kind == "otherwise" and one.code == "XC01" and one.report == "wire"
