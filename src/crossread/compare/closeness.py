"""How far two acts of two reports agree: in time, place, sides, numbers and words; and what contradicts.

Points are given for each, more for what is rare among the reports of the case: to share "Aleppo" tells little where all
do, to share "Kafr Zeita" or "126 killed" tells much. What contradicts so that two acts cannot be one is a veto. Points
and the threshold were set by hand on pairs of acts of the 420 reports of one war, read with their texts; the benchmark
`same_event` measures them on reports of other events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, fsum, log, radians, sin, sqrt

from crossread.compare.acts import Act, number_mark
from crossread.compare.days import Days
from crossread.compare.tellings import Number, Side, Telling, Where
from crossread.folding import fold_string

_SAME = (25, 0.9), (400, 1.4)
"""Points from which two acts are one in a small case and in a large one: set on cases of some 25 reports of two like
events, and of 413 of one war."""


def same(reports: int) -> float:
    """Points from which two acts are taken for one: the more reports a case has, the more has to agree.

    Args:
        reports: How many reports the case has.
    """
    (few, least), (many, most) = _SAME
    share = log(min(max(reports, few), many) / few) / log(many / few)
    return least + share * (most - least)


AGAIN = 1.3
"""Points from which two acts of one report are taken for one thing told twice."""
_PRIOR = {"at": 200, "number": 50, "word": 50, "act": 50}
"""Reports without a mark that are assumed beside those of the case, by kind of mark, so that a small case on one
incident does not make its own place worthless."""
_RARE = 4.0  # rarity from which a mark tells all that it can
_RARE_ACT = 2.0  # likewise, for the word that the act is called by
_WORDS = 10.0  # rarity of shared words together from which they tell all that they can
_POINTS = {
    "place": 1.0,
    "numbers": 0.9,
    "words": 0.9,
    "story": 0.9,
    "lead": 0.9,
    "actors": 0.2,
    "targets": 0.1,
    "types": 0.1,
    "act": 0.2,
    "means": -0.4,
}
_LENT = 0.5  # of the points, for a place or day that an act has from its report
_NEAR, _FAR = 15.0, 40.0  # kilometres: neighbouring villages are one place in news; two towns so far apart are two
_EARTH = 6371.0
_UNDATED = 2.5  # times as much counts against where no day is told for both: then another number is another strike
_ABOUT_OTHERS, _OTHER_STORY = 0.1, 0.3
"""Reports that are so little near are about two things: points off, where neither day nor place says else."""
_DAY = 0.6  # points for one told day
_PERIOD, _PERIOD_DAYS, _SPREAD = 0.3, 5, 2
"""Points off where one tells a period of so many days ("in the last two weeks"), and the other less than half of it."""
_MUCH = 3.0  # one toll so many times another counts against

Rarity = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Closeness:
    """How far two acts agree.

    Attributes:
        score: Points; `same` and above means one incident.
        reasons: What agrees, in words, the weightiest first.
    """

    score: float
    reasons: tuple[str, ...]


def told(points: Mapping[str, float], one: Act, other: Act, rarity: Rarity) -> Closeness:
    """Points put together, with what agrees in words."""
    agreeing = sorted((name for name, value in points.items() if value > 0), key=lambda name: -points[name])
    return Closeness(sum(points.values()), tuple(_reason(name, one, other, rarity) for name in agreeing))


def points_of(one: Act, other: Act, rarity: Rarity, near: float | None = None) -> dict[str, float] | None:
    """How far two acts agree, in points by what agrees, below 0 where it speaks against; None where they cannot be one.

    Args:
        one: An act.
        other: An act of another report, of the same kind.
        rarity: Rarity of each mark, from `rarity_of`.
        near: Whether their two reports are about one thing, 0 to 1; None if that is not known; see `stories`.
    """
    if one.running != other.running:
        return None
    time = time_agrees(one, other)
    place = _place(one, other, rarity) if time is not None else None
    if time is None or place is None:
        return None
    story = _POINTS["story"] * sqrt(near or 0.0)
    points = {
        "time": time,
        "place": _POINTS["place"] * place,
        "numbers": _POINTS["numbers"] * numbers_agree(one, other, rarity),
        "words": _POINTS["words"] * _words_agree(one, other, rarity),
        "actors": _POINTS["actors"] * _sides_agree(one.actors, other.actors),
        "targets": _POINTS["targets"] * _sides_agree(one.targets, other.targets),
        "types": _POINTS["types"] * (1.0 if one.told_types & other.told_types else -1.0),
        "act": _POINTS["act"] * _acts_agree(one, other, rarity),
        "means": _POINTS["means"] * (bool(one.means and other.means) and one.means.isdisjoint(other.means)),
        "story": story,
    }
    if one.leads and other.leads and _of_one_time(one, other):
        points["lead"] = _POINTS["lead"] * (near or 0.0)
    if one.where is None or other.where is None:  # a place lent by the report is told by its story already
        points["place"] = points["place"] * (1 - (near or 0.0)) if place < 0 else max(points["place"] - story, 0.0)
    if near is not None and near < _ABOUT_OTHERS and points["place"] <= 0 and time <= _LENT * _DAY:
        points["story"] -= _OTHER_STORY
    return points


def rarity_of(counts: Mapping[str, int], reports: int) -> dict[str, float]:
    """Rarity of each mark: the fewer reports have it, the more it tells (inverse document frequency).

    Args:
        counts: For each mark, how many reports have it.
        reports: How many reports there are.
    """
    return {mark: log((reports + _PRIOR[mark.partition(":")[0]]) / (count + 0.5)) for mark, count in counts.items()}


def _reason(name: str, one: Act, other: Act, rarity: Rarity) -> str:
    if name == "place":
        names = dict.fromkeys(act.where.name if act.where else "the report's place" for act in (one, other))
        return "place: " + " / ".join(names)
    if name == "words":
        shared = sorted(one.words & other.words, key=lambda word: (-rarity.get(f"word:{word}", 0), word))
        return "words: " + ", ".join(shared[:3])
    return _REASONS.get(name, name)


_REASONS = {
    "time": "day",
    "actors": "who did it",
    "targets": "whom it hit",
    "types": "what it was",
    "act": "what it is called",
    "story": "the reports are about one thing",
    "lead": "both reports lead with it",
}


def _acts_agree(one: Act, other: Act, rarity: Rarity) -> float:
    """Up to 1 where both call it by one rare word, -1 where by two that tell different acts ("stab" and "shoot")."""
    if not one.act_words or not other.act_words:
        return 0.0
    shared = one.act_words & other.act_words
    if not shared:
        return -1.0 if one.types & other.types else 0.0
    return min(1.0, max(rarity.get(f"act:{word}", _RARE) for word in shared) / _RARE_ACT)


# --------------------------------------------------------------------- time


def time_agrees(one: Act, other: Act) -> float | None:
    """Points for days that meet, more for one told day; 0 where one has none; None where told days do not meet."""
    if one.dated and other.dated:
        return _told_days_meet(one.days, other.days)
    days = [act.days if act.dated else act.lent_days or act.days for act in (one, other)]
    points = _meet(*days)
    if points is None:  # days that are only lent tell nothing for sure
        return None if _meet(one.days, other.days) is None else -0.3
    return _LENT * points


def _of_one_time(one: Act, other: Act) -> bool:
    """Whether days tell for both, their own or their reports', or the two reports came out at most a day apart."""
    if all(act.dated or act.lent_days for act in (one, other)):
        return True
    said = [max((telling.said or 0 for telling in act.tellings), default=0) for act in (one, other)]
    return min(said) > 0 and abs(said[0] - said[1]) <= 1


def _told_days_meet(one: Days | None, other: Days | None) -> float | None:
    """Points for told days; those of a period speak against what happened on one of its days."""
    points = _meet(one, other)
    if points is None or one is None or other is None:
        return points
    short, long = sorted(days[1] - days[0] for days in (one, other))
    return -_PERIOD if long >= _PERIOD_DAYS > _SPREAD * (short + 1) else points


def _meet(one: Days | None, other: Days | None) -> float | None:
    if one is None or other is None:
        return 0.0
    if one[0] > other[1] or other[0] > one[1]:
        return None
    wide = max(one[1] - one[0], other[1] - other[0])
    return _DAY if wide == 0 else 0.4 if wide <= 3 else 0.25 if wide <= 7 else 0.05


# -------------------------------------------------------------------- place


def _place(one: Act, other: Act, rarity: Rarity) -> float | None:
    """Points for places, by how fine and how rare they are; a place lent by the report counts less."""
    lent = one.where is None or other.where is None
    first, second = one.where or one.lent_where, other.where or other.lent_where
    agree = place_agrees(first, second)
    if agree is None:
        return -0.5 if lent else None
    shared = [where for where in (first, second) if where is not None]
    rare = min((rarity.get(f"at:{where.entry or where.name.casefold()}", _RARE) for where in shared), default=0.0)
    return agree * min(rare, _RARE) / _RARE * (_LENT if lent else 1.0)


def place_agrees(one: Where | None, other: Where | None) -> float | None:
    """1 for one town, less for what lies in the other; 0 where one is not told; None for two places far apart."""
    if one is None or other is None:
        return 0.0
    if one.entry == other.entry and (one.entry or one.name.casefold() == other.name.casefold()):
        return 1.0 if one.precision == 1 or one.entry is None else 0.6 if one.precision else 0.1
    if one.country and other.country and one.country != other.country:
        return None
    if one.entry is None or other.entry is None or one.precision is None or other.precision is None:
        return 0.0
    apart = distance(one, other)
    if one.precision == 1 and other.precision == 1:
        if apart <= _NEAR:
            return 0.8
        if apart <= _FAR:
            return 0.2
        if apart > 2 * _FAR or one.admin1 != other.admin1 or not (may_be_province(one) or may_be_province(other)):
            return None
    if one.admin1 and one.admin1 == other.admin1:
        return 0.3
    return None if apart > 2 * _FAR and one.admin1 and other.admin1 else 0.1


def may_be_province(where: Where) -> bool:
    """Whether a place has the name of the province it lies in ("Idlib"), so that either may be meant.

    Args:
        where: The place.
    """
    return bool(where.admin1) and fold_string(where.name).lower() in fold_string(where.admin1 or "").lower()


def distance(one: Where, other: Where) -> float:
    """Kilometres between two points on a sphere (haversine); infinite where one has no point."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return float("inf")
    north, south = radians(one.latitude), radians(other.latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


# -------------------------------------------------------------------- sides


def _sides_agree(some: tuple[Side, ...], others: tuple[Side, ...]) -> float:
    """1 where a known actor is in both, 0.5 where words meet, -1 where both are known and none is in both."""
    if not some or not others:
        return 0.0
    keys, other_keys = (frozenset(key for side in sides for key in side.keys) for sides in (some, others))
    shared = keys & other_keys
    if any(not key.startswith("word:") for key in shared):
        return 1.0
    if shared:
        return 0.5
    return -1.0 if any(side.known for side in some) and any(side.known for side in others) else -0.2


# ------------------------------------------------------------------ numbers


def numbers_agree(one: Act, other: Act, rarity: Rarity) -> float:
    """Up to 1 for the same rare number of one class, 0 where none can be compared, -1 for numbers far apart."""
    best, worst = 0.0, 0.0
    for first in one.tellings:
        for second in other.tellings:
            if comparable(first, second):
                agree = _number_agrees(first.number, second.number)
                if agree == 1.0:
                    mark = number_mark(first)
                    agree = min(rarity.get(mark, _RARE), _RARE) / _RARE if mark else 0.15
                best, worst = max(best, agree), min(worst, agree)
    if best > 0:
        return best
    return worst if one.dated and other.dated else _UNDATED * worst  # a told day may hold two counts of one thing


def comparable(first: Telling, second: Telling) -> bool:
    """Whether two claims count the same thing: one family, one type, one class of victims, no running total."""
    if first.number is None or second.number is None or (first.family, first.type) != (second.family, second.type):
        return False
    if first.number.running or second.number.running or (first.total is None) != (second.total is None):
        return False
    return victim_group(first) == victim_group(second)


def victim_group(telling: Telling) -> str:
    """Class of victims inside which numbers are compared; "people", civilians and untold victims are one."""
    return "people" if telling.victims in ("", "civilians") else telling.victims


def _number_agrees(one: Number | None, other: Number | None) -> float:
    if one is None or other is None or one.best is None or other.best is None or one.vague or other.vague:
        return 0.0
    if one.best == other.best:
        return 1.0
    low, high = sorted((max(one.best, 1.0), max(other.best, 1.0)))
    if overlap(one, other):
        return 0.05
    return -1.0 if high / low >= _MUCH else -0.2


def overlap(one: Number, other: Number) -> bool:
    """Whether two numbers with their hedges can both be true of one thing."""
    first, second = _bounds(one), _bounds(other)
    return first[0] <= second[1] and second[0] <= first[1]


def _bounds(number: Number) -> tuple[float, float]:
    """Lowest and highest value; "about 50" is read as a tenth more or less, "nearly 50" as a tenth less."""
    best = number.best or 0.0
    if number.hedge in ("about", "nearly"):
        return 0.9 * best, 1.1 * best if number.hedge == "about" else best
    low = number.low if number.low is not None else (0.0 if number.hedge in ("up to", "fewer than") else best)
    high = (
        number.high
        if number.high is not None
        else (float("inf") if number.hedge in ("at least", "more than") else best)
    )
    return low, high


# -------------------------------------------------------------------- words


def _words_agree(one: Act, other: Act, rarity: Rarity) -> float:
    """Rarity of the words in both, together, up to 1; less where they are a small part of what both say."""
    shared = fsum(rarity.get(mark, 0.0) for mark in one.word_marks & other.word_marks)
    if not shared:
        return 0.0
    smaller = min(fsum(rarity.get(mark, 0.0) for mark in act.word_marks) for act in (one, other))
    return min(shared, _WORDS) / _WORDS * min(1.0, 2 * shared / smaller)
