"""What one report tells more than once: mentions of a claim, and claims that retell one another.

Told again by the same voice with the same values, a claim gains a mention. With another number, voice, status or term
it is another claim, and each names the other in `Claim.retells`. Claims are compared inside one family and type, by
their parties, place, time and number, and only with the latest few that share a party or a place, so that time stays
linear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from crossread.claims.losses.words import loss_set
from crossread.claims.statements import HEADS
from crossread.context import Reading
from crossread.record import Argument, Claim, Family, Mention, Quantity

_MANY = 10
"""From this number on two tellings of one number in one report are taken for one loss."""

_FEW_WORDS = 3  # blanks; shorter words may be told of two things ("12 people were killed")
_COMPARED = 12  # claims with which one is compared; keeps time linear
_NOT_COMPARED: frozenset[Family] = frozenset(["statements"])
_CHILDREN = frozenset(["children", "child", "boys", "boy", "girls", "girl", "minors", "infants", "babies", "baby"])
_WOMEN = frozenset(["women", "woman"])
_ANYBODY = frozenset(
    ["people", "persons", "person", "others", "lives", "dead", "wounded", "victims", "killed", "injured", "deaths",
     "fatalities", "casualties", "souls", "bodies", "injuries", "more"]
)  # fmt: skip
_PARTIES = frozenset(["actor", "target", "victim", "with", "toward", "object"])
_TERMS = frozenset(["condition", "asked", "topic"])
_COUNTRY = 6
"""UCDP precision from which a place is too coarse to tell one incident from another."""


def merged(reading: Reading, made: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of losses, those told again with the same voice and values as mentions of the first in the body.

    Args:
        reading: The reading.
        made: Claims of losses; subtotals name their totals.
    """
    heads = _Heads(reading)
    kept: dict[str, Claim] = {}
    alike: dict[tuple[object, ...], list[str]] = {}
    instead: dict[str, str] = {}
    for claim in sorted(made, key=lambda claim: (heads.holds(claim), claim.spans[0].start)):
        values = _values(reading, claim, head=heads.holds(claim))
        places = alike.setdefault(values, [])
        same = next((at for at in places if _is_told_twice(reading, claim, kept[at], head=heads.holds(claim))), None)
        if same is None:
            for key in {values, _values(reading, claim, head=True)}:
                alike.setdefault(key, []).append(claim.id)
            kept.setdefault(claim.id, claim)
        else:
            kept[same] = replace(kept[same], mentions=(*kept[same].mentions, Mention(spans=claim.spans)))
            instead[claim.id] = same
    for claim in sorted(kept.values(), key=lambda claim: claim.spans[0].start):
        total = instead.get(claim.part_of or "", claim.part_of)
        yield replace(claim, part_of=total if total != claim.id else None)


class _Heads:
    """Headlines, standfirsts and headings of a report."""

    def __init__(self, reading: Reading) -> None:
        self._blocks = [block.block for block in reading.folded.blocks if block.block.kind in HEADS]

    def holds(self, claim: Claim) -> bool:
        """Whether a claim stands in one of them."""
        return any(block.start <= claim.spans[0].start < block.end for block in self._blocks)


def _values(reading: Reading, claim: Claim, *, head: bool) -> tuple[object, ...]:
    """What two tellings of one loss have in common; a headline leaves "at least" and "about" out."""
    if claim.quantity is None:
        return (claim.id,)
    told = reading.report.quantities[claim.quantity]
    if head and not told.vague:
        return claim.type, claim.status, told.best, told.running
    return claim.type, claim.status, told.low, told.best, told.high, told.running


def _is_told_twice(reading: Reading, claim: Claim, other: Claim, *, head: bool) -> bool:
    """Whether two claims of the same values are one told twice: same voice, and a headline's or a large number."""
    if claim.quantity is None or other.quantity is None or (claim.part_of is None) != (other.part_of is None):
        return False
    if said_by(claim) != said_by(other) and not (head and claim.voice.kind == "narrator"):
        return False
    one, two = reading.report.quantities[claim.quantity], reading.report.quantities[other.quantity]
    if head or _same_words(claim, other):
        return True
    return (one.best or 0) >= _MANY and _same_class(one, two) and _same_place(reading, claim, other)


def _same_words(claim: Claim, other: Claim) -> bool:
    """Whether two claims are told by the same words, as in a paragraph that the page holds twice."""
    one, two = (" ".join(" ".join(span.quote.split()) for span in told.spans).casefold() for told in (claim, other))
    return one == two and one.count(" ") >= _FEW_WORDS


def said_by(claim: Claim) -> tuple[str, tuple[str, ...]]:
    """Who says a claim, for comparing: the kind of voice and the sources of its chain."""
    return claim.voice.kind, tuple(source.actor or source.name.casefold() for source in claim.voice.chain)


# Across all families


def retold(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """All claims, those that retell one another joined both ways, those told again as mentions.

    Args:
        reading: The reading.
        claims: Claims of all families, in any order.
    """
    heads = _Heads(reading)
    instead: dict[str, str] = {}
    kept: dict[str, Claim] = {}
    pairs: list[tuple[str, str]] = []
    latest: dict[tuple[object, ...], list[str]] = {}
    for claim in sorted(claims, key=lambda claim: (heads.holds(claim), claim.spans[0].start, claim.id)):
        near = _near(reading, claim, latest, kept)
        same = next((one for one in near if _again(reading, claim, one, head=heads.holds(claim))), None)
        if same is not None:
            mentions = (*same.mentions, Mention(spans=claim.spans), *claim.mentions)
            kept[same.id] = replace(same, mentions=mentions)
            instead[claim.id] = same.id
            continue
        kept[claim.id] = claim
        pairs += [(claim.id, one.id) for one in near if _differs(reading, claim, one, head=heads.holds(claim))]
        for key in _keys(reading, claim):
            latest.setdefault(key, []).append(claim.id)
    return _joined(kept, pairs, instead)


def _joined(kept: dict[str, Claim], pairs: Iterable[tuple[str, str]], instead: dict[str, str]) -> list[Claim]:
    links: dict[str, set[str]] = {}
    for one, other in pairs:
        links.setdefault(one, set()).add(other)
        links.setdefault(other, set()).add(one)
    order = {claim_id: at for at, claim_id in enumerate(sorted(kept, key=lambda name: _place_in_text(kept[name])))}
    return [
        replace(
            claim,
            event=instead.get(claim.event or "", claim.event),
            part_of=instead.get(claim.part_of or "", claim.part_of),
            retells=tuple(sorted(links.get(claim.id, ()), key=lambda other: order[other])),
        )
        for claim in kept.values()
    ]


def _place_in_text(claim: Claim) -> tuple[int, int, str]:
    return claim.spans[0].start, claim.spans[-1].end, claim.id


def _near(
    reading: Reading, claim: Claim, latest: dict[tuple[object, ...], list[str]], kept: dict[str, Claim]
) -> list[Claim]:
    """The latest claims of the same type that share a party or a place."""
    if claim.family in _NOT_COMPARED:
        return []
    found: dict[str, Claim] = {}
    for key in _keys(reading, claim):
        for name in latest.get(key, ())[-_COMPARED:]:
            found[name] = kept[name]
    return list(found.values())


def _keys(reading: Reading, claim: Claim) -> Iterator[tuple[object, ...]]:
    """By what a claim may be found again."""
    kind = (claim.family, claim.type)
    for argument in claim.arguments:
        if argument.role in _PARTIES or argument.role == "cause":
            yield (*kind, _who(argument))
    if claim.place is not None:
        yield (*kind, reading.report.places[claim.place].name)
    if claim.event is not None:
        yield (*kind, claim.event)
    if claim.quantity is not None:
        yield (*kind, reading.report.quantities[claim.quantity].best)
    if claim.family == "talks" and claim.voice.chain:
        yield (*kind, said_by(claim))


def _who(argument: Argument) -> str:
    """The actor, or the words without what stands before their last."""
    return argument.actor or argument.text.casefold().split()[-1].removesuffix("'s").removesuffix("’s")


def _again(reading: Reading, claim: Claim, other: Claim, *, head: bool) -> bool:
    """Whether a claim tells nothing that another does not tell, by the same voice."""
    if claim.status != other.status:
        return False
    if said_by(claim) != said_by(other) and not (head and claim.voice.kind == "narrator"):
        return False
    if _same_words(claim, other):
        return True
    if claim.family in ("losses", "events"):  # these have looked for themselves
        return False
    if _number(reading, claim) not in (None, _number(reading, other)) or not _same_place(reading, claim, other):
        return False
    told = {(argument.role, _who(argument)) for argument in other.arguments}
    own = {(argument.role, _who(argument)) for argument in claim.arguments}
    return bool(own) and own <= told and claim.stance == other.stance


def _differs(reading: Reading, claim: Claim, other: Claim, *, head: bool) -> bool:
    """Whether two claims tell of one thing with another number, voice, status or term."""
    if claim.part_of == other.id or other.part_of == claim.id or claim.background != other.background:
        return False
    told_apart = said_by(claim) != said_by(other) or head
    if claim.family == "losses":
        return told_apart and _is_same_loss(reading, claim, other)
    if claim.family == "talks":
        return _is_same_offer(claim, other)
    if not told_apart and claim.status == other.status:
        return False
    if claim.family == "control":
        return _shared_place(reading, claim, other)
    roles = {(argument.role, _who(argument)) for argument in claim.arguments if argument.role in _PARTIES}
    others = {(argument.role, _who(argument)) for argument in other.arguments if argument.role in _PARTIES}
    enough = len(roles & others) > 1 or (bool(roles & others) and _shared_place(reading, claim, other))
    return enough and _agree(reading, claim, other)


def _is_same_loss(reading: Reading, claim: Claim, other: Claim) -> bool:
    """Whether two tolls may be of one incident: one large number, one act, or one place at one time."""
    if claim.quantity is None or other.quantity is None:
        return False
    one, two = reading.report.quantities[claim.quantity], reading.report.quantities[other.quantity]
    if one.running != two.running or not _same_class(one, two) or not _agree(reading, claim, other):
        return False
    if (claim.part_of is None) != (other.part_of is None):
        return False
    same_number = one.best is not None and one.best == two.best
    if same_number and ((one.best or 0) >= _MANY or claim.status != other.status):
        return True
    if claim.event is not None and other.event is not None:
        return claim.event == other.event
    return _shared_place(reading, claim, other) and claim.when is not None and other.when is not None


def _is_same_offer(claim: Claim, other: Claim) -> bool:
    """Whether one voice makes an offer or demand to the same side on other terms, or another voice makes it."""
    terms = [{(one.role, one.text) for one in told.arguments if one.role in _TERMS} for told in (claim, other)]
    sides = [{_who(one) for one in told.arguments if one.role == "toward"} for told in (claim, other)]
    if not sides[0] & sides[1]:
        return False
    return said_by(claim) == said_by(other) and terms[0] != terms[1]


def _agree(reading: Reading, claim: Claim, other: Claim) -> bool:
    """Whether place and time of both may be the same."""
    times = reading.report.times
    if claim.when is not None and other.when is not None and claim.when != other.when:
        one, two = times[claim.when], times[other.when]
        if (one.earliest, one.latest) != (two.earliest, two.latest):
            return False
        if one.earliest is None and one.spans[0].quote.casefold() != two.spans[0].quote.casefold():
            return False
    return _same_place(reading, claim, other)


def _same_place(reading: Reading, claim: Claim, other: Claim) -> bool:
    """Whether both may be of one place: the same, or one of them untold."""
    if claim.place is None or other.place is None or claim.place == other.place:
        return True
    places = reading.report.places
    one, two = places[claim.place], places[other.place]
    return one.name == two.name or one.inside == two.name or two.inside == one.name


def _shared_place(reading: Reading, claim: Claim, other: Claim) -> bool:
    """Whether both tell one place finer than a country."""
    if claim.place is None or other.place is None:
        return False
    places = reading.report.places
    one, two = places[claim.place], places[other.place]
    return one.name == two.name and (one.ucdp_precision or _COUNTRY - 1) < _COUNTRY


def _number(reading: Reading, claim: Claim) -> float | None:
    return reading.report.quantities[claim.quantity].best if claim.quantity is not None else None


def _same_class(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may count the same victims: fighters are no civilians, children are not all."""
    kinds = {_class(told) for told in (one, other)} - {"anybody"}
    return len(kinds) < 2


def _class(told: Quantity) -> str:
    words = (told.unit or "").casefold().replace("-", " ").split()
    if not words or words[-1] in _ANYBODY:
        return "anybody"
    for name, members in (("children", _CHILDREN), ("women", _WOMEN), ("fighters", loss_set("fighters"))):
        if set(words) & members:
            return name
    return words[-1].removesuffix("s")
