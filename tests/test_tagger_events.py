"""Event types that the lexicon reads, on invented sentences."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from crossread.tagger import TriggerTag, tag
from crossread.tagger.events import load_lexicon

CASES = Path(__file__).parent / "cases" / "event_types.md"
FLOOR = 0.9

Case = tuple[str, str, tuple[int, int] | None, frozenset[tuple[str, str]]]
"""Type, text, place of the trigger, roles."""


@cache
def cases() -> tuple[Case, ...]:
    """All sentences of the file."""
    found: list[Case] = []
    kind = ""
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("## "):
            kind = line[3:]
        elif line.startswith("- "):
            marked, *roles = (part.strip() for part in line[2:].split(" | "))
            hit = re.search(r"\[(.+?)\]", marked)
            text = marked.replace("[", "").replace("]", "")
            place = (hit.start(), hit.start() + len(hit[1])) if hit else None
            pairs = frozenset((role.partition(": ")[0], role.partition(": ")[2]) for role in roles)
            found.append((kind, text, place, pairs))
    return tuple(found)


def lexical(text: str) -> list[TriggerTag]:
    """Triggers that the lexicon read."""
    return [trigger for trigger in tag(text, [(0, len(text))], [(0, len(text))]).triggers if not trigger.learned]


def types() -> list[str]:
    """Types of the lexicon."""
    return sorted({entry.type for entry in load_lexicon().entries})


def test_every_type_has_twenty_sentences() -> None:
    counts = {kind: sum(case[0] == kind for case in cases()) for kind in types()}
    assert set(counts.values()) == {20}, counts


@pytest.mark.parametrize("kind", types())
def test_type_is_read(kind: str) -> None:
    """F1 of the type over all sentences, those of other types and of none included."""
    right = found = 0
    wrong: list[str] = []
    for wanted, text, place, _ in cases():
        hits = [(trigger.start, trigger.end) for trigger in lexical(text) if trigger.type == kind]
        found += len(hits)
        right += wanted == kind and place in hits
        if (wanted == kind and place not in hits) or (wanted != kind and hits):
            wrong.append(text)
    assert 2 * right / (20 + found) >= FLOOR, wrong


def test_nothing_is_read_where_nothing_is() -> None:
    wrong = [text for kind, text, _, _ in cases() if kind == "none" and lexical(text)]
    assert len(wrong) <= 2, wrong


def test_roles() -> None:
    """The roles given are read, with these very words."""
    right = wanted = 0
    wrong: list[str] = []
    for _, text, place, roles in cases():
        for trigger in lexical(text):
            if (trigger.start, trigger.end) == place:
                found = {(role.role, text[role.start : role.end]) for role in trigger.roles}
                wrong.extend(f"{text}: {role}, found {sorted(found)}" for role in sorted(roles - found))
                right += len(roles & found)
        wanted += len(roles)
    assert right / wanted >= FLOOR, wrong
