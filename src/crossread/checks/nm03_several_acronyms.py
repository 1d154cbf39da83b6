"""One group goes by several acronyms.

**What it flags.** One name that the page abbreviates in two ways ("the Hill Defence Army (HDA)", then "(HAD)"), and
letters that are those of a known acronym of the page in another order.

**Why it matters.** Two acronyms count as two groups wherever claims are compared. One of them is a slip, or was
carried over from another text.

**Fires on** (invented): "the Northern Liberation Front (NLF) … the Northern Liberation Front (NFL)"

**Will not flag** acronyms that the page declares as one ("also known by its initials"), those of a name and its
original in another language, or two that the registry knows as two groups.

**Measured.** 1 finding in 420 war reports, none in 84 news pages; 1 of 1 read by hand was true.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from crossread.actors.acronyms import well_known
from crossread.checks.base import Flag
from crossread.checks.names import introduction, is_declared, is_foreign, name_words
from crossread.checks.words import inside, quoted
from crossread.context import Reading
from crossread.record import Acronym, Expansion
from crossread.registry import known

_FEWEST = 4  # letters of which another order is no chance


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM03.

    Args:
        reading: The report with everything but findings.
    """
    found = [acronym for acronym in reading.report.acronyms if acronym.letters.isupper()]
    stretches = quoted(reading) if len(found) > 1 else []
    for one, other in combinations(found, 2):
        if _are_known_apart(one, other):
            continue
        names = _same_name(reading, one, other)
        if names:
            yield _flag(reading, one, other, names)
        elif _is_shuffled(one, other) and not all(
            inside(stretches, reading.folded.position(s.start)) for s in other.spans
        ):
            message = f"{one.letters} and {other.letters} have the same letters in another order."
            yield Flag(message=message, spans=[one.spans[0], *other.spans])


def _are_known_apart(one: Acronym, other: Acronym) -> bool:
    """Whether both are acronyms that are known, each by itself."""
    return all(_known(acronym) or well_known(acronym.letters) for acronym in (one, other))


def _same_name(reading: Reading, one: Acronym, other: Acronym) -> tuple[Expansion, Expansion] | None:
    """Expansions of the two that are word for word one name, in different sentences and not declared."""
    for first in one.expansions:
        for second in other.expansions:
            apart = not {reading.sentence_of(s) for s in first.spans} & {reading.sentence_of(s) for s in second.spans}
            same = name_words(first.words) == name_words(second.words) and len(name_words(first.words)) > 1
            if same and apart and first.fits and not _is_declared(reading, first, second):
                return first, second
            if same and apart and second.fits and not _is_declared(reading, first, second):
                return first, second
    return None


def _is_declared(reading: Reading, *expansions: Expansion) -> bool:
    return any(is_foreign(item.words) or any(is_declared(reading, span) for span in item.spans) for item in expansions)


def _is_shuffled(one: Acronym, other: Acronym) -> bool:
    """Whether letters are exchanged, and only one of the two is ever spelt out."""
    same = sorted(one.letters) == sorted(other.letters) and len(one.letters) >= _FEWEST
    return same and not (one.expansions and other.expansions) and bool(one.expansions or _known(one) or _known(other))


def _known(acronym: Acronym) -> bool:
    return bool(known().match(acronym.letters))


def _flag(reading: Reading, one: Acronym, other: Acronym, names: tuple[Expansion, Expansion]) -> Flag:
    message = f"“{names[0].words}” is abbreviated as {one.letters} and as {other.letters}."
    return Flag(message=message, spans=[introduction(reading, span) for item in names for span in item.spans])
