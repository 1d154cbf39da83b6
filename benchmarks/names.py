"""Names in JSON lines of ``tokens`` and ``tags`` (BIO; PER, ORG, LOC, MISC): exact span and kind.

Texts are the tokens joined by spaces, cut anew by the tagger. A set whose records have no MISC at all is scored
without it. The baseline takes every run of capitalised words after the first for a place. The same texts are read in
capitals, in small letters and as headlines too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks._gold import HEADER, Count, joined, records
from benchmarks.frame import Figure, Result
from crossread.tagger import tag

Span = tuple[int, int, str]


def run(paths: list[Path], limit: int | None) -> Result:
    """Read all records in four letter cases."""
    gold: list[dict[str, Any]] = list(records(paths, limit))
    with_misc = {record.get("src") for record in gold if any(each.endswith("MISC") for each in record["tags"])}
    counts = {form: Count() for form in ("as written", "capitals", "small letters", "headline")}
    kinds = {kind: Count() for kind in ("PER", "ORG", "LOC", "MISC")}
    baseline = Count()
    out: list[dict[str, Any]] = []
    for record in gold:
        misc = record.get("src") in with_misc
        wanted = _spans(record["tags"])
        for form, count in counts.items():
            tokens = _recased(record["tokens"], form)
            found = _read(tokens)
            if not misc:
                found = {span for span in found if span[2] != "MISC"}
            count.add(wanted, found)
            if form == "as written":
                out.append({**record, "tags": _tags(tokens, found)})
                for kind, each in kinds.items():
                    each.add({s for s in wanted if s[2] == kind}, {s for s in found if s[2] == kind})
        baseline.add(wanted, _capitalised(record["tokens"]))
    figures: dict[str, Figure] = {"f1": counts["as written"].f1}
    figures |= {f"{kind.lower()}_f1": count.f1 for kind, count in kinds.items()}
    figures |= {f"{form.replace(' ', '_')}_f1": count.f1 for form, count in list(counts.items())[1:]}
    figures |= {"baseline_f1": baseline.f1, "records": len(gold)}
    rows: list[Sequence[Figure]] = [
        count.row(name) for name, count in [*counts.items(), *kinds.items(), ("baseline", baseline)]
    ]
    return Result(figures=figures, rows=rows, header=HEADER, predictions=out)


def _spans(tags: list[str]) -> set[Span]:
    """Gold spans as first token, token after the last, kind."""
    found: set[Span] = set()
    start = 0
    for index, after in enumerate([*tags[1:], "O"]):
        if tags[index][0] != "O" and (tags[index][0] == "B" or index == 0 or tags[index - 1] == "O"):
            start = index
        if tags[index][0] != "O" and after[0] != "I":
            found.add((start, index + 1, tags[index][2:]))
    return found


def _read(tokens: list[str]) -> set[Span]:
    """Names found, in tokens; one that ends inside a token is taken to run to its end."""
    text, bounds = joined(tokens)
    token = {place: number for number, (start, end) in enumerate(bounds) for place in range(start, end)}
    names = tag(text, [(0, len(text))], [(0, len(text))]).names
    return {(token[name.start], token[name.end - 1] + 1, name.coarse) for name in names}


def _tags(tokens: list[str], found: set[Span]) -> list[str]:
    tags = ["O"] * len(tokens)
    for first, last, kind in found:
        tags[first:last] = [f"I-{kind}"] * (last - first)
        tags[first] = f"B-{kind}"
    return tags


def _recased(tokens: list[str], form: str) -> list[str]:
    if form == "capitals":
        return [token.upper() if len(token.upper()) == len(token) else token for token in tokens]
    if form == "small letters":
        return [token.lower() if len(token.lower()) == len(token) else token for token in tokens]
    if form == "headline":
        return [token[:1].upper() + token[1:] if len(token) > 3 else token for token in tokens]
    return tokens


def _capitalised(tokens: list[str]) -> set[Span]:
    tags = ["B-LOC" if index and token[:1].isupper() else "O" for index, token in enumerate(tokens)]
    runs = ["I-LOC" if index and tag != "O" and tags[index - 1] != "O" else tag for index, tag in enumerate(tags)]
    return _spans(runs)
