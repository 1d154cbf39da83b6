"""Claims of losses: how many of the counted deaths and injuries of MUC keys are claimed, and the yield on reports.

MUC (folders with texts and ``key-*`` files): each number of two or more that a template gives for human targets (slot
21) whose effect (slot 23) is death or injury, once a document; it is found where a claim of that type, or of
casualties, holds that number. Keys with a question mark are optional and left out.

Reports (JSON lines with ``article_title`` and ``article_content``, or folders of pages): claims of losses a report, and
sentences with a number and a word of loss that carry none. That is a yield, no quality: what is claimed must be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import crossread
from benchmarks._texts import sources
from benchmarks.frame import Figure, Result, ratio
from crossread.claims.losses import unread
from crossread.context import Reading
from crossread.record import Report

_TEXT = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*\n", re.MULTILINE)
_SLOT = re.compile(r"(\d+)\.\s+\S.*?\s{2,}(.*)")
_NUMBER = re.compile(r"~?(\d+)-?: (\".*)")
_EFFECT = re.compile(r"(DEATH|INJURY): (\".*)")
_TYPES = {"DEATH": {"killed", "casualties"}, "INJURY": {"injured", "casualties"}}

Wanted = set[tuple[str, int]]


def run(paths: list[Path], limit: int | None) -> Result:
    """Score MUC folders, count reports."""
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed = []
    for name, text, wanted in islice(_muc(paths), limit):
        report = crossread.read_text(text)
        for effect, number in sorted(wanted):
            gold[effect] += 1
            if _claimed(report, effect, number):
                found[effect] += 1
            else:
                missed.append({"id": name, "effect": effect, "number": number})
    reports, claims, left = _yield(paths, limit)
    figures: dict[str, Figure] = {
        "recall": ratio(sum(found.values()), sum(gold.values())),
        "deaths": ratio(found["DEATH"], gold["DEATH"]),
        "injuries": ratio(found["INJURY"], gold["INJURY"]),
        "numbers": sum(gold.values()),
        "claims_per_report": ratio(sum(claims.values()), reports),
        "unread_per_report": ratio(left, reports),
    }
    rows = [(f"MUC {effect.lower()}", gold[effect], ratio(found[effect], gold[effect])) for effect in sorted(gold)]
    rows += [(f"claims: {kind}", number, ratio(number, reports)) for kind, number in sorted(claims.items())]
    return Result(figures=figures, rows=list(rows), header=("what", "number", "share"), predictions=missed)


def _claimed(report: Report, effect: str, number: int) -> bool:
    return any(
        claim.type in _TYPES[effect] and number in {told.low, told.best, told.high}
        for claim in report.claims
        if claim.family == "losses" and claim.quantity is not None
        for told in (report.quantities[claim.quantity],)
    )


def _yield(paths: list[Path], limit: int | None) -> tuple[int, Counter[str], int]:
    """Reports read, claims of losses by type, sentences left unread."""
    reports, left = 0, 0
    claims: Counter[str] = Counter()
    files = (path for path in paths if path.is_dir() or ".jsonl" in path.name)
    for source in islice((source for path in files if not _has_keys(path) for source in sources(path)), limit):
        report = source.report()
        if report is None or report.refusal:
            continue
        reports += 1
        claims.update(claim.type for claim in report.claims if claim.family == "losses")
        notice = unread(Reading.of(report))
        left += notice.count or 0 if notice else 0
    return reports, claims, left


def _has_keys(path: Path) -> bool:
    return path.is_dir() and any(path.glob("**/key-*"))


def _muc(paths: list[Path]) -> Iterator[tuple[str, str, Wanted]]:
    files = sorted({file for path in paths if path.is_dir() for file in path.rglob("*muc*") if file.is_file()})
    files += sorted({file for path in paths if path.is_dir() for file in path.rglob("key-*")} - set(files))
    texts: dict[str, str] = {}
    wanted: dict[str, Wanted] = {}
    for file in files:
        content = file.read_text(encoding="latin-1")
        if file.name.startswith("key-"):
            _read_key(content, wanted)
        else:
            parts = _TEXT.split(content)
            texts.update(zip(parts[1::2], parts[2::2], strict=True))
    for name in sorted(wanted):
        if name in texts and wanted[name]:
            yield name, texts[name], wanted[name]


def _read_key(content: str, wanted: dict[str, Wanted]) -> None:
    """Add the counted deaths and injuries of a key file, by message."""
    name, slot = "", ""
    numbers: list[tuple[int, str]] = []
    effects: list[tuple[str, str]] = []
    for line in [*content.splitlines(), "0.  MESSAGE: ID  END"]:
        match = _SLOT.match(line)
        slot = match[1] if match else slot
        value = match[2] if match else line.strip()
        if match and slot == "0":
            pairs = {(effect, number) for number, whose in numbers for effect, who in effects if who == whose}
            wanted.setdefault(name, set()).update(pair for pair in pairs if pair[1] > 1)
            name, numbers, effects = value.split()[0], [], []
        number, effect = _NUMBER.match(value), _EFFECT.match(value)
        if slot == "21" and number:
            numbers.append((int(number[1]), number[2]))
        elif slot == "23" and effect:
            effects.append((effect[1], effect[2]))
