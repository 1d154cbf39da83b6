"""Copies among real reports: those that anybody would find by hand, and those read by hand.

Paths are JSON lines with ``article_content`` (and ``source``, the outlet), gzip'ed or not. Pairs of articles that share
over 30 % of the runs of eight words of the shorter one must be reported with their shared passages; the other pairs
that are reported are held against the sheet ``judged/copies-1.jsonl``, which a careful reader made: ``true`` where one
text, or a common original, stands in both beyond quotations, stock phrases and an outlet's own background.

Keys: ``articles``; ``verbatim_pairs`` and ``verbatim_found``; ``reported`` pairs, copies and single sentences, without
those; ``judged`` of them and ``judged_right``; ``unjudged``. ``--out`` writes all reported pairs with the offsets of
their passages, no text.
"""

from __future__ import annotations

import re
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from benchmarks.frame import Figure, Result, json_lines, ratio
from crossread.copies import Collection, Copies, CopyText, Match
from crossread.sentences import sentence_spans

SHARE, RUN = 0.3, 8
SHEET = Path(__file__).parent / "judged" / "copies-1.jsonl"
_WORD = re.compile(r"\w+")


def run(paths: list[Path], limit: int | None) -> Result:
    """Find copies among the articles.

    Args:
        paths: Files of articles.
        limit: Read at most so many.
    """
    articles = list(islice((item for path in paths for item in json_lines(path)), limit))
    given = {name: _text(name, item) for name, item in ((f"{at:03}", item) for at, item in enumerate(articles))}
    collection = Collection()
    collection.add(given.values())
    copies = collection.copies()
    reported = {(match.one, match.other): match for match in copies.matches if _is_reported(match, copies)}
    wanted = verbatim_pairs({name: text.text for name, text in given.items()})
    found = [pair for pair in wanted if pair in reported and reported[pair].copy and reported[pair].passages]
    others = sorted(reported.keys() - set(wanted))
    verdicts = {tuple(row["pair"]): row["verdict"] for row in json_lines(SHEET)} if SHEET.exists() else {}
    judged = [verdicts[pair] for pair in others if pair in verdicts]
    figures: dict[str, Figure] = {
        "articles": len(articles),
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
