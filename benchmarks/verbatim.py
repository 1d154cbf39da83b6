"""Copies among real reports: those that anybody would find by hand, and those read by hand.

Paths are JSON lines with ``article_content`` (and ``source``, the outlet), gzip'ed or not, or folders of ECB+ files.
Pairs of articles that share over 30 % of the runs of eight words of the shorter one must be reported with their shared
passages; the other pairs that are reported are held against the sheets ``judged/copies-*.jsonl``, made by a careful
reader: ``true`` where one text, or a common original, stands in both beyond quotations, stock phrases and an outlet's
own background.

Keys: ``articles``; ``verbatim_pairs`` and ``verbatim_found``; ``reported`` pairs, copies and single sentences, without
those; ``judged`` of them and ``judged_right``; ``unjudged``. ``--out`` writes all reported pairs with the offsets of
their passages, no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, combinations, islice
from pathlib import Path
from typing import Any

from benchmarks._corpus import texts
from benchmarks.frame import Figure, Result, json_lines, ratio
from crossread.copies import Collection, Copies, CopyText, Match
from crossread.sentences import sentence_spans

SHARE, RUN = 0.3, 8
SHEETS = sorted((Path(__file__).parent / "judged").glob("copies-*.jsonl"))
_WORD = re.compile(r"\w+")


def run(paths: list[Path], limit: int | None) -> Result:
    """Find copies among the articles.

    Args:
        paths: Files of articles.
        limit: Read at most so many.
    """
    given = {text.id: text for text in islice((text for path in paths for text in _articles(path)), limit)}
    collection = Collection()
    collection.add(given.values())
    copies = collection.copies()
    reported = {(match.one, match.other): match for match in copies.matches if _is_reported(match, copies)}
    wanted = verbatim_pairs({name: text.text for name, text in given.items()})
    found = [pair for pair in wanted if pair in reported and reported[pair].copy and reported[pair].passages]
    others = sorted(reported.keys() - set(wanted))
    verdicts = {tuple(row["pair"]): row["verdict"] for sheet in SHEETS for row in json_lines(sheet)}
    judged = [verdicts[pair] for pair in others if pair in verdicts]
    figures: dict[str, Figure] = {
        "articles": len(given),
        "verbatim_pairs": len(wanted),
        "verbatim_found": ratio(len(found), len(wanted)),
        "reported": len(others),
        "judged": len(judged),
        "judged_right": ratio(judged.count("true"), len(judged)),
        "unjudged": len(others) - len(judged),
    }
    return Result(figures, predictions=[_prediction(pair, reported[pair], given) for pair in sorted(reported)])


def verbatim_pairs(texts: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs of texts that share over 30 % of the shorter one's runs of eight words."""
    runs = {}
    for name, text in sorted(texts.items()):
        words = _WORD.findall(text.lower())
        runs[name] = {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return [
        (one, other)
        for one, other in combinations(runs, 2)
        if len(runs[one] & runs[other]) > SHARE * min(len(runs[one]), len(runs[other]))
    ]


def _articles(path: Path) -> Iterator[CopyText]:
    """The articles of a file by their numbers, or of a folder by the names of their files."""
    if path.is_file():
        yield from (_text(f"{at:03}", item) for at, item in enumerate(json_lines(path)))
        return
    for file in sorted(path.rglob("*.xml")):
        for sentences in texts([file]):
            yield _lines(file.name, [one for one in sentences if any(map(str.isalnum, one))])


def _lines(name: str, sentences: list[str]) -> CopyText:
    """A text of one sentence a line."""
    ends = list(accumulate(len(one) + 1 for one in sentences))
    bounds = tuple((end - 1 - len(one), end - 1) for one, end in zip(sentences, ends, strict=True))
    return CopyText(id=name, text="\n".join(sentences), sentences=bounds)


def _text(name: str, item: dict[str, Any]) -> CopyText:
    text = item["article_content"]
    return CopyText(id=name, text=text, sentences=tuple(sentence_spans(text, 0, len(text))), outlet=item.get("source"))


def _is_reported(match: Match, copies: Copies) -> bool:
    """Whether the pair is a copy, or shows the reader of either text a copied sentence."""
    return match.copy or any(
        origin.kind == "copied" and origin.text == match.other for origin in copies.origins(match.one)
    )


def _prediction(pair: tuple[str, str], match: Match, given: dict[str, CopyText]) -> dict[str, Any]:
    one, other = (given[name].sentences for name in pair)
    passages = [[*one[shared.one], *other[shared.other]] for shared in match.passages]
    return {"pair": list(pair), "copy": match.copy, "share": round(match.share, 3), "passages": passages}
