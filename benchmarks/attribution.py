"""Attribution in JSON lines (``text``, ``attributions`` with ``source``, ``cue``, ``content`` as lists of ranges).

Exact: the whole set of character ranges of one role of one attribution, white space and outer quotation marks aside.
Overlap: any character shared with one not yet taken. Linked: source, cue and content of one attribution all overlap (a
part that gold leaves empty must be empty). Beside it, the same spans linked to the nearest cue. Of an article
with several annotators the first counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks._gold import HEADER, Count, lines_and_sentences, records
from benchmarks.frame import Figure, Result
from crossread.tagger import Bounds, tag

ROLES = ("source", "cue", "content")
_OUTER = " \t\n\r\u00a0\"'“”‘’«»`"

Ranges = tuple[Bounds, ...]
Attribution = dict[str, Ranges]


def run(paths: list[Path], limit: int | None) -> Result:
    """Read every article and compare."""
    exact, overlap = ({role: Count() for role in ROLES} for _ in range(2))
    linked, nearest = Count(), Count()
    out: list[Any] = []
    seen: set[str] = set()
    for record in islice(records(paths, None), limit):
        text = str(record["text"])
        if text in seen:
            continue
        seen.add(text)
        gold = [_ranges(text, item) for item in record["attributions"]]  # type: ignore[attr-defined]
        found = read(text)
        out.append({**record, "attributions": [{"kind": "Attribution", **item} for item in found]})
        for role in ROLES:
            wanted, given = ([item[role] for item in items if item[role]] for items in (gold, found))
            exact[role].add(set(wanted), set(given))
            _add_overlap(overlap[role], wanted, given)
        _add_linked(linked, gold, found)
        _add_linked(nearest, gold, to_nearest(found))
    figures: dict[str, Figure] = {f"{role}_exact_f1": exact[role].f1 for role in ROLES}
    figures |= {f"{role}_overlap_f1": overlap[role].f1 for role in ROLES}
    figures |= {"linked_f1": linked.f1, "nearest_cue_linked_f1": nearest.f1, "articles": len(seen)}
    rows: list[Sequence[Figure]] = [exact[role].row(f"{role} exact") for role in ROLES]
    rows += [overlap[role].row(f"{role} overlap") for role in ROLES]
    rows += [linked.row("linked"), nearest.row("linked to the nearest cue")]
    return Result(figures=figures, rows=rows, header=HEADER, predictions=out)


def read(text: str) -> list[Attribution]:
    """Attributions found in a text."""
    tags = tag(text, *lines_and_sentences(text))
    return [_ranges(text, {"source": a.source, "cue": a.cue, "content": a.content}) for a in tags.attributions]


def _ranges(text: str, item: dict[str, Any]) -> Attribution:
    return {role: tuple(_trimmed(text, item[role])) for role in ROLES}


def _trimmed(text: str, ranges: Sequence[Sequence[int]]) -> list[Bounds]:
    """Ranges in order without white space and quotation marks around each; touching ones become one."""
    found: list[Bounds] = []
    for start, end in sorted((pair[0], pair[1]) for pair in ranges):
        if found and not text[found[-1][1] : start].strip(_OUTER):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    trimmed = []
    for start, end in found:
        while start < end and text[start] in _OUTER:
            start += 1
        while start < end and text[end - 1] in _OUTER:
            end -= 1
        if start < end:
            trimmed.append((start, end))
    return trimmed


def shares(one: Ranges, other: Ranges) -> bool:
    """Whether two sets of ranges share a character."""
    return any(a < d and c < b for a, b in one for c, d in other)


def _add_overlap(count: Count, gold: list[Ranges], found: list[Ranges]) -> None:
    free = list(gold)
    count.gold += len(gold)
    count.found += len(found)
    for ranges in found:
        match = next((item for item in free if shares(item, ranges)), None)
        if match is not None:
            free.remove(match)
            count.right += 1


def _add_linked(count: Count, gold: list[Attribution], found: list[Attribution]) -> None:
    free = list(gold)
    count.gold += len(gold)
    count.found += len(found)
    for item in found:
        match = next((one for one in free if all(_fits(one[role], item[role]) for role in ROLES)), None)
        if match is not None:
            free.remove(match)
            count.right += 1


def _fits(gold: Ranges, found: Ranges) -> bool:
    return shares(gold, found) if gold else not found


def to_nearest(found: list[Attribution]) -> list[Attribution]:
    """The same spans, each source and content tied to the cue that is fewest characters away."""
    cues = [item["cue"] for item in found if item["cue"]]
    again: list[Attribution] = [{"source": (), "cue": cue, "content": ()} for cue in cues]
    for role in ("source", "content"):
        for start, end in (bounds for item in found for bounds in item[role]):
            best = min(range(len(cues)), key=lambda index: _distance(cues[index], start, end))
            again[best][role] = (*again[best][role], (start, end))
    return again


def _distance(cue: Ranges, start: int, end: int) -> int:
    return min(max(first - end, start - last, 0) for first, last in cue)
