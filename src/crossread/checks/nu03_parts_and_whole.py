"""Parts are more than their whole, or do not add up to it.

**What it flags.** A number of victims of which, in the page's own words, more are told as part of it ("24 people,
including 30 children", "of the 24 dead, 30 were children", "among the dead were 30 children"); parts that exclude one
another and together exceed the whole; and a whole set off by a colon from parts that do not add up to it.

**Why it matters.** One of the numbers is wrong, and a data set that takes the parts will not agree with one that
takes the whole.

**Fires on** (invented): "At least 24 people were killed, including 19 women and 11 children."

**Will not flag** parts that may overlap ("12 civilians and 9 children"), parts or wholes told as "more than", sums
that fall short where no colon says that the list is full, or a later, higher figure.

**Measured.** None in 420 war reports, none in 84 news pages. Of 12 parts planted above their whole, 12 were found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from crossread.checks.base import Flag
from crossread.checks.claimed import quantity_of
from crossread.checks.words import listed
from crossread.context import Reading
from crossread.record import Quantity

_EXCLUSIVE = (
    {"men": "men", "man": "men", "women": "women", "woman": "women", "children": "children", "child": "children"},
    {
        **dict.fromkeys(("soldiers", "soldier", "troops", "servicemen"), "soldiers"),
        **dict.fromkeys(("police", "policemen", "policeman", "officers", "policewomen"), "police"),
        **dict.fromkeys(("civilians", "civilian", "villagers", "residents"), "civilians"),
        **dict.fromkeys(
            ("rebels", "militants", "insurgents", "fighters", "militiamen", "gunmen", "jihadists"), "rebels"
        ),
    },
)
"""Sets of nouns no two of which count the same people."""

_OF_THE = re.compile(r"(?:^|\b)[Oo]f (?:the |those |these |its |all )?$")
_WERE = re.compile(r"(?:,| who \w+,| who were \w+,)? (?:at least |about |some )?$")
_PART_OF = re.compile(r"^(?: \w+){0,2} of (?:the|those|these) (?:at least |estimated )?$")
_AMONG = re.compile(
    r"\b[Aa]mong (?:the (?:dead|killed|wounded|injured|victims)|those (?:killed|wounded))\b[^.;]{0,40}$"
)
_SMALL_START = re.compile(r"(?:At least |About |Some |And )?")
_OF_DEAD = re.compile(r"dead|killed|victims")
_FEWEST = 2
_BETWEEN = re.compile(r"(?:,| and|, and| as well as)(?: another| about| some)? ?$")
_COLON = re.compile(r"(?:[^.;,]{0,40})(?::| [—–-]) ?$")
_INCLUDING = re.compile(
    r"[^.;\d]{0,40}?,? \(?(?:including|among them|among whom|of whom|of them)(?: at least| about| some)? ?"
)
_INCLUDED = re.compile(r" (?:[a-z]+ )?includ(?:ed|es?) (?:at least |about |some )?")
_THEM = re.compile(r"\bof (?:them|whom|those)\b")
_NEAR = 50  # code points between a whole and its part
_ROUNDED = 0.2  # by which a rounded whole may be less than it was
_LISTED = re.compile(r"(?:,| and|, and| as well as)(?: at least| about| some)? ?")
_OTHERS = re.compile(r"\b(?:others?|more|another|wound\w*|injur\w*|missing|hurt|arrest\w*|displac\w*)\b")
_LOOSE = frozenset({"more than", "up to", "vague", "between", "nearly", "fewer than"})
_MORE = re.compile(r"\b(?:others?|more|another|including|among|of (?:them|whom)|the rest|overall|so far)\b")


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NU03.

    Args:
        reading: The report with everything but findings.
    """
    counts = [item for item in reading.report.quantities if item.scale in ("people", "other", "things") and _told(item)]
    places = [reading.folded.position(item.spans[0].start) for item in counts]
    for start, end in reading.sentences:
        group = counts[bisect_left(places, start) : bisect_left(places, end)]
        if group:
            flag = _in_sentence(reading, group, start, end) or _among_earlier(reading, group[0], start)
            if flag:
                yield flag


def _in_sentence(reading: Reading, group: list[Quantity], start: int, end: int) -> Flag | None:
    for whole in group:
        flag = _exceed(whole, _named_with(reading, whole, end))
        if flag:
            return flag
    for one, other in pairwise(group):
        before, between = _before(reading, one, start), _between(reading, one, other)
        if _OF_THE.search(before) and _WERE.fullmatch(between) and other.scale == "people":
            return _exceed(one, [other])
        if _INCLUDED.fullmatch(between) or _of_them(reading, other, between):
            return _exceed(one, [other])
        if _PART_OF.match(between) and not _OF_THE.search(before):
            return _exceed(other, [one])
    return _full_list(reading, group, end)


def _of_them(reading: Reading, part: Quantity, between: str) -> bool:
    """Whether a number is told as part of the one just before it: "24 died, 30 of them civilians"."""
    after = reading.folded.position(part.spans[0].end - 1) + 1
    words = f"{part.spans[0].quote}{reading.folded.text[after : after + 9]}"
    return len(between) < _NEAR and bool(_THEM.search(words)) and not re.search(r"[.;]", between)


def _named_with(reading: Reading, whole: Quantity, end: int) -> list[Quantity]:
    """The parts named right after a whole ("24 people, including 19 women and 11 children"), up to the first doubt."""
    parts: list[Quantity] = []
    last = whole
    for index in whole.including:
        part = reading.report.quantities[index]
        gap = _between(reading, last, part)
        fits = _INCLUDING.fullmatch(gap) if last is whole else _LISTED.fullmatch(gap)
        after = reading.folded.position(part.spans[0].end - 1) + 1
        if (
            not fits
            or not _told(part)
            or _OTHERS.search(f"{part.spans[0].quote} {reading.folded.text[after : min(end, after + 25)]}")
        ):
            break
        parts.append(part)
        last = part
    return parts


def _exceed(whole: Quantity, parts: list[Quantity]) -> Flag | None:
    """A part above the whole, or parts that exclude one another above it together."""
    told = _value(whole) * (1 + _ROUNDED if whole.hedge == "about" else 1)
    if whole.scale not in ("people", "other"):
        return None
    larger = next((part for part in parts if _value(part) > told), None)
    if larger:
        message = f"“{larger.spans[0].quote}” is told as a part of “{whole.spans[0].quote}”."
        return Flag(message=message, spans=[*whole.spans, *larger.spans])
    apart = _exclusive(parts)
    if apart and whole.hedge not in _LOOSE and sum(map(_value, apart)) > told:
        return _sum(whole, apart)
    return None


def _full_list(reading: Reading, group: list[Quantity], end: int) -> Flag | None:
    """A whole, a colon or a comma, and parts that fill the rest of the sentence."""
    whole, parts = group[0], group[1:]
    if len(parts) < 2 or whole.hedge not in ("exact", "about") or any(part.hedge != "exact" for part in parts):
        return None
    gaps = [_between(reading, one, other) for one, other in pairwise(group)]
    rest = reading.folded.text[reading.folded.position(parts[-1].spans[0].end - 1) + 1 : end]
    if _MORE.search(" ".join([*gaps, rest])) or len(rest) > 60:
        return None
    total, colon = sum(map(_value, parts)), bool(_COLON.fullmatch(gaps[0]))
    in_places = all(re.fullmatch(r" in [A-Z][\w'-]*(?: [A-Z][\w'-]*)*(?:,| and|, and) ", gap) for gap in gaps[1:])
    exclusive = bool(_exclusive(parts)) and all(_BETWEEN.search(gap) and len(gap) < 40 for gap in gaps[1:])
    slack = _ROUNDED * _value(whole) if whole.hedge == "about" else 0
    if colon and (in_places or exclusive) and abs(total - _value(whole)) > slack:
        return _sum(whole, parts)
    if exclusive and total > _value(whole) + slack and _BETWEEN.search(gaps[0]):
        return _sum(whole, parts)
    return None


def _among_earlier(reading: Reading, part: Quantity, start: int) -> Flag | None:
    """A part of "the dead" ("among the dead were 30 children") that is more than any number of dead told before it."""
    before_it = _before(reading, part, start)
    among = _AMONG.search(before_it)
    of_them = not among and _SMALL_START.fullmatch(before_it) and _of_them(reading, part, before_it)
    if not among and not of_them:
        return None
    kinds = ("killed",) if among and _OF_DEAD.search(among[0]) else ("injured",) if among else ("killed", "injured")
    before = [
        found
        for claim in reading.report.claims
        if claim.type in kinds and claim.spans[0].end <= part.spans[0].start
        for found in [quantity_of(reading, claim)]
        if found is not None and found is not part
    ]
    highest = max(before, key=_value, default=None)
    if highest is None or highest.hedge in _LOOSE or _value(part) <= _value(highest) or _value(highest) < _FEWEST:
        return None
    message = f"“{part.spans[0].quote}” is told as a part of the “{highest.spans[0].quote}” before, and is more."
    return Flag(message=message, spans=[*highest.spans, *part.spans])


def _exclusive(parts: list[Quantity]) -> list[Quantity]:
    """The parts, if no two of them can count the same people; else none."""
    for nouns in _EXCLUSIVE:
        kinds = [nouns.get((part.unit or "").split(" of ")[0].rpartition(" ")[2].lower()) for part in parts]
        if len(parts) > 1 and None not in kinds and len(set(kinds)) == len(kinds):
            return parts
    return []


def _told(item: Quantity) -> bool:
    return item.best is not None and not item.vague and not item.running


def _value(item: Quantity) -> float:
    return item.best or 0.0


def _before(reading: Reading, item: Quantity, start: int) -> str:
    return reading.folded.text[start : reading.folded.position(item.spans[0].start)]


def _between(reading: Reading, one: Quantity, other: Quantity) -> str:
    position = reading.folded.position
    return reading.folded.text[position(one.spans[0].end - 1) + 1 : position(other.spans[0].start)]


def _sum(whole: Quantity, parts: list[Quantity]) -> Flag:
    shown = listed([f"“{part.spans[0].quote}”" for part in parts])
    message = f"{shown} make {sum(map(_value, parts)):g}, and not “{whole.spans[0].quote}”."
    return Flag(message=message, spans=[*whole.spans, *(span for part in parts for span in part.spans)])
