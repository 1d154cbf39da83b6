"""One person is given two first names, or two sets of parents.

**What it flags.** Two people with one last name and one and the same office, told with different first names
("General Mark Vane", "General Michael Vane, chief of staff"), and a person who is called son, nephew or the like of
two people.

**Why it matters.** One of the two names is wrong, or two people were made one.

**Fires on** (invented): "Petru Vane, the chief of the northern garrison, … Andrei Vane, the chief of the northern
garrison, …"

**Will not flag** people of one name with different offices, former holders of an office, chains of kin ("the nephew
of X and cousin of Y"), father and mother, or people whom the page tells apart in one sentence.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.names import same_name
from crossread.checks.nm04_two_spellings import distance
from crossread.context import Reading
from crossread.record import Actor, Role, Span

_PARENTS = frozenset({"son", "daughter"})  # "son of X" may be told with father and mother
_SINGLE = frozenset({"son", "daughter", "nephew", "niece", "grandson", "granddaughter", "widow", "wife", "husband"})


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM06.

    Args:
        reading: The report with everything but findings.
    """
    people = [actor for actor in reading.report.actors if actor.kind == "person" and " " in actor.name]
    for actor in people:
        yield from _of_two(reading, actor)
    for one, other in combinations(people, 2):
        office = _shared_office(one, other) if _share_last_name(one, other) else None
        if office and not _beside(reading, one, other):
            message = f"“{one.name}” and “{other.name}” are both {office[0].title} of “{office[0].organisation}”."
            yield Flag(message=message, spans=[one.names[0].spans[0], other.names[0].spans[0], *_spans(office)])


def _of_two(reading: Reading, actor: Actor) -> Iterator[Flag]:
    """A person who is kin, in one degree, of two different people, told in different sentences."""
    kin = [
        role
        for role in actor.roles
        if role.relation == "kinship" and role.title.lower() in _SINGLE and role.organisation
    ]
    for one, other in combinations(kin, 2):
        apart = reading.sentence_of(one.spans[0]) != reading.sentence_of(other.spans[0])
        different = not same_name(one.organisation or "", other.organisation or "")
        if one.title.lower() == other.title.lower() and different and apart and not _are_parents(one, other):
            message = f"{actor.name} is {one.title} of “{one.organisation}” and of “{other.organisation}”."
            yield Flag(message=message, spans=_spans((one, other)))
            return


def _are_parents(one: Role, other: Role) -> bool:
    """Whether father and mother may be meant: only where the two share no last name."""
    if one.title.lower() not in _PARENTS:
        return False
    last = [(role.organisation or "").rpartition(" ")[2] for role in (one, other)]
    return last[0] != last[1] and not any(word in ("he", "him") for word in last)


def _share_last_name(one: Actor, other: Actor) -> bool:
    first, second = one.name.split(), other.name.split()
    names = first[0].lower(), second[0].lower()
    initials = any(len(name.strip(".")) < 3 for name in names)
    return first[-1] == second[-1] and names[0] != names[1] and not initials and distance(*names, most=1) > 1


def _shared_office(one: Actor, other: Actor) -> tuple[Role, Role] | None:
    """The present office, with its organisation, that both hold."""
    for first in one.roles:
        for second in other.roles:
            offices = first.relation == second.relation == "office" and not (first.former or second.former)
            told = first.organisation and second.organisation and first.title.lower() == second.title.lower()
            if offices and told and same_name(first.organisation or "", second.organisation or ""):
                return first, second
    return None


def _beside(reading: Reading, one: Actor, other: Actor) -> bool:
    """Whether one sentence names both, and so tells them apart."""
    places = [{reading.sentence_of(span) for name in actor.names for span in name.spans} for actor in (one, other)]
    return bool(places[0] & places[1])


def _spans(roles: tuple[Role, ...]) -> list[Span]:
    return [span for role in roles for span in role.spans]
