"""MUC-4: its texts, its keys of 24 slots, and templates as values.

A key lists, for each template, one line a fill. A fill may be optional (``?``), may have alternatives (``/``), and,
in most slots, names the string of another slot that it belongs to (``DEATH: "JESUITS"``). ``-`` and ``*`` stand for
no fill.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SLOTS: dict[int, str] = {
    2: "date", 3: "location", 4: "type", 5: "stage", 6: "instrument", 7: "instrument_type", 8: "category",
    9: "perpetrator", 10: "organisation", 11: "confidence", 12: "object", 13: "object_type", 14: "object_number",
    15: "object_nation", 16: "object_effect", 17: "object_total", 18: "person_name", 19: "person_description",
    20: "person_type", 21: "person_number", 22: "person_nation", 23: "person_effect", 24: "person_total",
}  # fmt: skip
"""Slots that are scored, by their number in the key; the id of message and template are not."""

HEADS: dict[int, str] = {
    0: "MESSAGE: ID", 1: "MESSAGE: TEMPLATE", 2: "INCIDENT: DATE", 3: "INCIDENT: LOCATION", 4: "INCIDENT: TYPE",
    5: "INCIDENT: STAGE OF EXECUTION", 6: "INCIDENT: INSTRUMENT ID", 7: "INCIDENT: INSTRUMENT TYPE",
    8: "PERP: INCIDENT CATEGORY", 9: "PERP: INDIVIDUAL ID", 10: "PERP: ORGANIZATION ID",
    11: "PERP: ORGANIZATION CONFIDENCE", 12: "PHYS TGT: ID", 13: "PHYS TGT: TYPE", 14: "PHYS TGT: NUMBER",
    15: "PHYS TGT: FOREIGN NATION", 16: "PHYS TGT: EFFECT OF INCIDENT", 17: "PHYS TGT: TOTAL NUMBER",
    18: "HUM TGT: NAME", 19: "HUM TGT: DESCRIPTION", 20: "HUM TGT: TYPE", 21: "HUM TGT: NUMBER",
    22: "HUM TGT: FOREIGN NATION", 23: "HUM TGT: EFFECT OF INCIDENT", 24: "HUM TGT: TOTAL NUMBER",
}  # fmt: skip
"""What the key calls its slots."""

_MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*\n", re.MULTILINE)
_SLOT = re.compile(r"(\d+)\.\s+\S.*?\s{2,}(.*)")
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
_REFERRING = re.compile(r'([^":]*[^":\s])\s*:\s*(".*)', re.DOTALL)
_EMPTY = frozenset(["-", "*", ""])


@dataclass(frozen=True)
class Fill:
    """One fill of a slot.

    Attributes:
        values: Alternatives, in capitals: words of a fixed list, a number, a date or a place; empty for a string.
        strings: Alternatives of the string, or of the string it belongs to.
        optional: Need not be given.
    """

    values: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    optional: bool = False

    def line(self) -> str:
        """The fill as a key writes it."""
        strings = " / ".join('"' + string.replace('"', '\\"') + '"' for string in self.strings)
        parts = [" / ".join(self.values)] if self.values else []
        return ("? " if self.optional else "") + ": ".join([*parts, *([strings] if strings else [])])


@dataclass
class Template:
    """One incident of a message.

    Attributes:
        message: Id of the message.
        fills: Fills by number of the slot.
        optional: Need not be given.
    """

    message: str
    fills: dict[int, list[Fill]] = field(default_factory=dict)
    optional: bool = False

    def add(self, slot: int, fill: Fill) -> None:
        """Put a fill into a slot, if it is not there."""
        held = self.fills.setdefault(slot, [])
        if fill not in held:
            held.append(fill)


def texts_and_keys(paths: Iterable[Path], limit: int | None) -> tuple[dict[str, str], dict[str, list[Template]]]:
    """Texts by message id, and the templates of each message that has a key; at most ``limit`` messages.

    Args:
        paths: Files or folders: texts, and keys whose names begin with ``key-``.
        limit: Most messages; None for all.
    """
    files = [
        file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]) if file.is_file()
    ]
    keys: dict[str, list[Template]] = {}
    texts: dict[str, str] = {}
    for file in files:
        content = file.read_text(encoding="latin-1") if "json" not in file.suffix else ""
        if file.name.startswith("key-"):
            for name, templates in read_key(content).items():
                keys.setdefault(name, []).extend(templates)
        else:
            parts = _MESSAGE.split(content)
            texts.update(zip(parts[1::2], parts[2::2], strict=True))
    both = [name for name in sorted(keys) if name in texts][:limit]
    return {name: texts[name] for name in both}, {name: keys[name] for name in both}


def read_key(content: str) -> dict[str, list[Template]]:
    """Templates by message id; a message without incident has none."""
    found: dict[str, list[Template]] = {}
    template: Template | None = None
    for slot, value in _lines(content):
        if slot == 0:
            template = Template(value.split()[0])
            found.setdefault(template.message, [])
        elif template is not None and slot == 1:
            if value.strip() != "*":
                template.optional = "OPTIONAL" in value
                found[template.message].append(template)
        elif template is not None and slot in SLOTS:
            fill = read_fill(slot, value)
            if fill is not None:
                template.add(slot, fill)
    return found


def _lines(content: str) -> Iterator[tuple[int, str]]:
    """Slot and value of each line; a line that goes on the one before is joined to it."""
    slot, waiting = -1, ""
    for line in content.splitlines():
        if line.startswith(";") or not line.strip():
            continue
        match = _SLOT.match(line)
        value = match[2].strip() if match else line.strip()
        if not match and (waiting.endswith("/") or value.startswith("/")):
            waiting += " " + value
            continue
        if slot >= 0:
            yield slot, waiting
        slot, waiting = int(match[1]) if match else slot, value
    if slot >= 0:
        yield slot, waiting


def read_fill(slot: int, line: str) -> Fill | None:
    """One line of a key; None where it stands for no fill."""
    optional = line.startswith("?")
    line = line.removeprefix("?").strip()
    if line in _EMPTY:
        return None
    if slot in (2, 3):
        return Fill(values=tuple(_alternatives(line)), optional=optional)
    referring = _REFERRING.fullmatch(line)
    strings = tuple(re.sub(r"\\(.)", r"\1", string) for string in _STRING.findall(referring[2] if referring else line))
    strings = tuple(string for string in strings if string not in _EMPTY)
    if line.startswith('"'):
        return Fill(strings=strings, optional=optional)
    values = referring[1] if referring else line
    return Fill(values=tuple(part.strip() for part in values.split("/")), strings=strings, optional=optional)


def _alternatives(line: str) -> Iterator[str]:
    """Dates or places parted by strokes, without the brackets round a whole one."""
    for part in line.split(" / "):
        value = part.strip()
        if value.startswith("(") and (value.endswith(")") and value.count("(") == value.count(")")):
            inner = value[1:-1]
            value = inner if inner.count("(") == inner.count(")") and inner.find(")") >= inner.find("(") else value
        yield value.strip()


def written(templates: Sequence[Template]) -> str:
    """Templates in the form of a key."""
    lines = []
    for number, template in enumerate(templates, 1):
        for slot, head in HEADS.items():
            values = {0: [template.message], 1: [str(number)]}.get(slot)
            for place, value in enumerate(values or [fill.line() for fill in template.fills.get(slot, ())] or ["-"]):
                lines.append((f"{slot}. ".ljust(4) + head if place == 0 else "").ljust(36) + value)
        lines.append("")
    return "\n".join(lines)
