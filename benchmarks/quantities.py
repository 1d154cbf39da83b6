"""Quantities in re3d (folders with ``documents`` and ``entities``) and the number slots of MUC keys (``key-*`` files).

re3d: an entity of type Quantity is right where a quantity of ours overlaps it and holds its number; its hedge is asked
for where its own words show one. The words of the gold are read by a small table of this file, not by the
package. Articles ("a"), ordinals and ages, which re3d marks too, stay in the count though we leave them out.

MUC: every number of two or more that a slot of human or physical targets holds, once a document ("6", "~70" about,
"15-" at least, "-15" up to); it is right where the document has a quantity with that number, its hedge where that
quantity is hedged the same way. A slot with alternatives is right with any of them. Keys with a question mark are
optional and left out. Numbers of one are names and singular nouns in these texts, and no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import crossread
from benchmarks.frame import Figure, Result, json_lines, ratio
from crossread.record import Quantity, Report

_WORDS = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0,
          "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0}  # fmt: skip
_SIZES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9}
_VAGUE = {"dozens", "hundreds", "thousands", "millions", "tens", "scores", "multiple", "several"}
_HEDGES = {"more than": "more than", "over": "more than", "at least": "at least", "about": "about", "up to": "up to",
           "nearly": "nearly", "almost": "nearly", "less than": "fewer than"}  # fmt: skip
_ALIKE = {"at least": {"at least", "more than", "between"}, "up to": {"up to", "fewer than", "nearly", "between"},
          "about": {"about", "nearly", "more than", "vague"}}  # fmt: skip
_SLOT = re.compile(r"(\d+)\.\s+(\S.*?)\s{2,}(.*)")


@dataclass
class Tally:
    """Gold numbers, those found, and those whose hedge was asked for and right."""

    gold: int = 0
    found: int = 0
    hedges: int = 0
    hedges_right: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, words: str, hedge: str | None, hits: list[Quantity], alike: Iterable[str] = ()) -> None:
        """Count one gold number with the quantities that hold it."""
        self.gold += 1
        self.found += bool(hits)
        if not hits:
            self.missed.append(words)
        if hedge:
            self.hedges += 1
            self.hedges_right += any(hit.hedge == hedge or hit.hedge in set(alike) for hit in hits)

    def row(self, name: str) -> Sequence[Figure]:
        """A row of the table."""
        return name, self.gold, ratio(self.found, self.gold), self.hedges, ratio(self.hedges_right, self.hedges)


def run(paths: list[Path], limit: int | None) -> Result:
    """Score all re3d folders and MUC keys under the paths."""
    re3d, muc = Tally(), Tally()
    for text, entities in islice(_re3d(paths), limit):
        _score_re3d(re3d, text, entities)
    for text, slots in islice(_muc(paths), limit):
        _score_muc(muc, text, slots)
    both = Tally(
        re3d.gold + muc.gold, re3d.found + muc.found, re3d.hedges + muc.hedges, re3d.hedges_right + muc.hedges_right
    )
    figures: dict[str, Figure] = {
        "recall": ratio(both.found, both.gold),
        "hedge_right": ratio(both.hedges_right, both.hedges),
        "re3d_recall": ratio(re3d.found, re3d.gold),
        "muc_recall": ratio(muc.found, muc.gold),
        "numbers": both.gold,
    }
    rows = [re3d.row("re3d"), muc.row("MUC number slots"), both.row("both")]
    header = ("set", "numbers", "found", "hedged", "hedge right")
    missed = [{"set": "re3d", "words": words} for words in re3d.missed]
    missed += [{"set": "MUC", "words": words} for words in muc.missed]
    return Result(figures=figures, rows=rows, header=header, predictions=missed)


def _quantities(text: str) -> tuple[Quantity, ...]:
    report: Report = crossread.read_text(text)
    return report.quantities


def _holds(quantity: Quantity, number: float) -> bool:
    return number in {quantity.low, quantity.best, quantity.high}


# ------------------------------------------------------------------- re3d


def _re3d(paths: list[Path]) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    for folder in sorted({file.parent for path in paths for file in path.rglob("documents.jsonl*")}):
        wanted: dict[str, list[tuple[int, int, str]]] = {}
        for entity in json_lines(next(folder.glob("entities.jsonl*"))):
            if entity["type"] == "Quantity":
                place = (int(entity["begin"]), int(entity["end"]), str(entity["value"]))
                wanted.setdefault(entity["documentId"], []).append(place)
        for document in json_lines(next(folder.glob("documents.jsonl*"))):
            if document["_id"] in wanted:
                yield document["text"], sorted(set(wanted[document["_id"]]))


def _score_re3d(tally: Tally, text: str, entities: list[tuple[int, int, str]]) -> None:
    found = _quantities(text)
    for start, end, words in entities:
        number, hedge = _number_of(words)
        touching = [item for item in found if item.spans[0].start < end and item.spans[0].end > start]
        hits = [item for item in touching if (item.vague if number is None else _holds(item, number))]
        tally.add(words, hedge, hits)


def _number_of(words: str) -> tuple[float | None, str | None]:
    """The number that a gold entity's words give, None for vague words, and the hedge in them."""
    folded = words.lower()
    hedge = next((name for phrase, name in _HEDGES.items() if folded.startswith(phrase)), None)
    if re.search(r"\d\s+to\s+\d", folded):
        hedge = "between"
    if set(folded.split()) & _VAGUE:
        return None, hedge
    figures = re.search(r"\d[\d,]*(?:\.\d+)?", folded)
    parts = re.findall(r"[a-z]+", folded)
    half = 0.5 if "half" in parts else None
    value = (
        float(figures[0].replace(",", "")) if figures else half or next((_WORDS[p] for p in parts if p in _WORDS), 1.0)
    )
    size = next((_SIZES[part] for part in parts if part in _SIZES), 1.0)
    return value * size, hedge


# -------------------------------------------------------------------- MUC


def _muc(paths: list[Path]) -> Iterator[tuple[str, set[str]]]:
    files = sorted(
        {file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()}
    )
    texts: dict[str, str] = {}
    for file in files:
        if "muc" in file.name and not file.name.startswith("key"):
            texts.update(_texts(file))
    slots: dict[str, set[str]] = {}
    for file in files:
        if file.name.startswith("key-"):
            _read_key(file, slots)
    for name in sorted(slots):
        if name in texts and slots[name]:
            yield texts[name], slots[name]


def _texts(file: Path) -> Iterator[tuple[str, str]]:
    parts = re.split(r"^((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*\n", file.read_text(encoding="latin-1"), flags=re.MULTILINE)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _read_key(file: Path, slots: dict[str, set[str]]) -> None:
    """Add the number slots of a key file: message id to slot values such as ``~70`` or ``10 / 10-``."""
    name, inside = "", False
    for line in file.read_text(encoding="latin-1").splitlines():
        if line.startswith(";"):  # remarks of the key's makers
            continue
        slot = _SLOT.match(line)
        if slot:
            inside = slot[2].endswith("NUMBER")
            if slot[1] == "0":
                name = slot[3].split()[0]
        value = slot[3] if slot else line.strip()
        if inside and value:
            number = value.partition(":")[0].strip()
            if re.search(r"\d", number) and "?" not in number:
                slots.setdefault(name, set()).add(number)


def _score_muc(tally: Tally, text: str, slots: set[str]) -> None:
    found: tuple[Quantity, ...] | None = None
    for slot in sorted(slots):
        options = [_option(part) for part in slot.split("/") if re.search(r"\d", part)]
        numbers = {number for number, _ in options}
        if max(numbers) < 2:
            continue
        found = _quantities(text) if found is None else found
        hits = [item for item in found if any(_holds(item, number) for number in numbers)]
        hedge = options[0][1] if all(hedge for _, hedge in options) else None  # "10 / 10-" asks for none
        tally.add(slot, hedge, hits, _ALIKE.get(hedge or "", ()))


def _option(words: str) -> tuple[float, str | None]:
    part = words.strip()
    number = float(re.search(r"\d+", part)[0])  # type: ignore[index]
    if re.fullmatch(r"\d+-\d+", part):
        return number, "between"
    hedge = (
        "about"
        if part.startswith("~")
        else "up to"
        if part.startswith("-")
        else "at least"
        if part.endswith("-")
        else None
    )
    return number, hedge
