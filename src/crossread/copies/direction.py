"""Who has it from whom: by dates, credits and changes that two texts share. Where nothing tells, it is unsaid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from crossread.copies.results import Because, Derivation, Match
from crossread.copies.sketch import Sketch

CLEARLY = 1.01
"""How much closer one text must be than the next to be taken for the source. A copy of a copy shares the changes of
the first copy; one change more or less in a hundred runs of words is chance."""
MOST, CLEARLY_MORE = 0.6, 0.15
"""What part of its source a copy keeps at least, and how much more than of another text that is as close."""

_NOT_WORD = re.compile(r"[\W_]+")


def day(text: Sketch) -> date | None:
    """The day a text was published, None if unknown."""
    moment = _moment(text.published)
    return moment.at.date() if moment else None


def earlier(one: Sketch, other: Sketch) -> bool | None:
    """Whether the first text was published before the second.

    Days are compared where one of the two has no time of day, or a time of an unknown zone, so two texts of one day
    stay undecided.

    Returns:
        None where a date is missing or both are of the same day or moment.
    """
    first, second = _moment(one.published), _moment(other.published)
    if first is None or second is None:
        return None
    if not (first.timed and second.timed and (first.at.tzinfo is None) == (second.at.tzinfo is None)):
        days = first.at.date(), second.at.date()
        return None if days[0] == days[1] else days[0] < days[1]
    return None if first.at == second.at else first.at < second.at


class _Moment(NamedTuple):
    at: datetime
    timed: bool


@lru_cache(maxsize=4096)
def _moment(published: str | None) -> _Moment | None:
    if published is None:
        return None
    try:
        return _Moment(datetime.fromisoformat(published), timed=len(published) > _DAY)
    except ValueError:
        return None  # a month or a year alone


_DAY = len("2021-09-05")


def precedes(one: Sketch, other: Sketch) -> Because | None:
    """How it is known that the second text can have its words from the first; None where it is not known.

    A credit counts where dates do not speak against it.
    """
    before = earlier(one, other)
    if before:
        return "date"
    credited = one.outlet is not None and _plain(one.outlet) in {_plain(name) for name in other.credits}
    return "credit" if credited and before is None else None


def derivation(text: str, matches: Sequence[Match], sketches: Mapping[str, Sketch]) -> Derivation | None:
    """Where a text has its copied words from.

    Args:
        text: Its id.
        matches: Its copies and originals in one family.
        sketches: What is kept of all texts, by id.

    Returns:
        None where every other text is known to be later.
    """
    me = sketches[text]
    possible = [match for match in matches if not precedes(me, sketches[match.partner(text)])]
    if not possible:
        return None
    ranked = sorted(possible, key=lambda match: (-match.runs, match.partner(text)))
    closest = [match for match in ranked if match.runs * CLEARLY >= ranked[0].runs]
    closest = _of_one_selection(text, closest, sketches)
    among = tuple(sorted(match.partner(text) for match in closest))
    because = precedes(sketches[among[0]], me) if len(among) == 1 else None
    if because is None:
        return Derivation(copy=text, source=None, because=None, among=among)
    next_best = [match.runs for match in ranked if match not in closest]
    more = max(0, closest[0].runs - next_best[0]) if next_best else 0
    return Derivation(copy=text, source=among[0], because=because, among=among, shared_changes=more)


def _of_one_selection(text: str, equal: list[Match], sketches: Mapping[str, Sketch]) -> list[Match]:
    """Of texts equally close, the one whose selection the copy shares: what that one left out, the copy lacks too."""
    kept = sorted(((_kept(match, match.partner(text), sketches), match) for match in equal), key=lambda item: -item[0])
    if len(kept) > 1 and kept[0][0] >= MOST and kept[0][0] - kept[1][0] >= CLEARLY_MORE:
        return [kept[0][1]]
    return equal


def _kept(match: Match, source: str, sketches: Mapping[str, Sketch]) -> float:
    """What part of a text's words of content stands in its copy."""
    shared: dict[int, int] = {}
    for mine, _, pair in match.places(source):
        shared[mine] = max(pair.words, shared.get(mine, 0))
    return sum(shared.values()) / max(1, sketches[source].words)


def _plain(name: str) -> str:
    return _NOT_WORD.sub("", name.lower())
