"""Which loss befell which counted victims: the words of a sentence matched around its quantities.

Each rule looks at words right beside the counted noun or, for a subject, at the first verb after it; where other
verbs, other subjects or marks stand between, nothing is matched. Precision goes before recall.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crossread.actors.words import Words
from crossread.claims.losses.words import (
    Form,
    LossType,
    describes_harmed,
    is_speaker,
    loss_set,
    word_at,
    word_before,
)
from crossread.counted_words import words as counted_words
from crossread.data import word_set
from crossread.record import Quantity
from crossread.speech.reporting_verbs import verb_forms

Rule = Literal[
    "passive", "reduced", "object", "subject", "state", "counted", "toll", "nominal", "list", "part", "named"
]

_BE = loss_set("be")
_HAVE = loss_set("have")
_BETWEEN = loss_set("between subject and participle")
_AFTER_REDUCED = loss_set("after a participle without object")
_TOLL_LINKS = loss_set("before the number of a toll")
_FIGHTERS = loss_set("fighters")
_STOPS = frozenset([".", ";", ":", "?", "!", "“", "”", '"', "—", "–", "(", ")"])
_ADJECTIVES_IN_ED = loss_set("adjectives in -ed")
_TOLD_BY: tuple[Form, ...] = ("passive", "state", "counted")
_LOST = frozenset(["lost", "loses", "lose", "losing"])
_REACH = 16  # words between a subject and its verb
_NEAR = 5  # words after those who are driven out, in which what they left is told
_TELL_GROUP = frozenset(["included", "include", "includes", "numbered", "number"])
_INCLUDED = _TELL_GROUP | {"were", "was"}
_TOLL_REACH = 30  # words between a toll, with what it is of, and its number


@dataclass(frozen=True, slots=True)
class Match:
    """A loss and where its sentence tells it.

    Attributes:
        type: Kind of loss.
        rule: How it was matched.
        quantity: Index into the sentence's quantities, None where the victims are not counted.
        first: Index of the first word of the victims.
        after: Index of the word after the victims.
        begin: Index of the first word of the predicate.
        end: Index of the word after the predicate.
    """

    type: LossType
    rule: Rule
    quantity: int | None
    first: int
    after: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity of a sentence.

    Attributes:
        index: Its index in the report.
        slot: Its index in the sentence.
        quantity: The quantity.
        first: Index of its first word.
        after: Index of the word after it.
        parts: Its subtotals.
    """

    index: int
    slot: int
    quantity: Quantity
    first: int
    after: int
    parts: tuple[Quantity, ...] = ()

    @property
    def people(self) -> bool:
        """Whether it may count people."""
        return self.quantity.scale in ("people", "other")


def matches_of(words: Words, counted: Sequence[Counted]) -> list[Match]:
    """The losses of a sentence, in order of their victims.

    Args:
        words: Words of the sentence.
        counted: Its quantities, in order.
    """
    found: dict[int, Match] = {}
    for index, one in enumerate(counted):
        match = _match(words, counted, index, one)
        if match:
            found[index] = match
    _through_lists(words, counted, found)
    _into_parts(counted, found)
    return sorted(found.values(), key=lambda match: (match.first, match.begin))


def _match(words: Words, counted: Sequence[Counted], index: int, one: Counted) -> Match | None:
    return (
        _counted(words, index, one)
        or (_object(words, index, one) if describes_harmed(words, one.first, one.after) else None)
        or _state(words, index, one)
        or _object(words, index, one)
        or _toll(words, counted, index, one)
        or _nominal(words, index, one)
        or _subject(words, counted, index, one)
    )


_BEFORE_STATE = frozenset(
    ["reported", "reportedly", "feared", "confirmed", "people", "more", "others",
     "believed", "were"]
)  # fmt: skip


def _made(kind: LossType, rule: Rule, index: int, one: Counted, begin: int, end: int) -> Match:
    return Match(kind, rule, index, one.first, one.after, begin, end)


def _counted(words: Words, index: int, one: Counted) -> Match | None:
    """Such as "30 deaths", "12 bodies were found", "no casualties"."""
    if not one.people:
        return None
    for at in range(one.after - 1, one.first, -1):
        found = word_at(words, at, "counted")
        if found and found[1] <= one.after and words.lower(found[1]) not in loss_set("no losses after"):
            bodies = words.lower(at) in ("bodies", "body", "corpses", "corpse")
            if bodies and not _found_or_killed(words, one.after):
                return None
            return _made(found[0], "counted", index, one, at, found[1])
    return None


def _found_or_killed(words: Words, after: int) -> bool:
    near = {words.lower(at) for at in range(after - 12, after + 12)}
    return bool(near & loss_set("near a find of bodies"))


def _state(words: Words, index: int, one: Counted) -> Match | None:
    """Such as "14 dead", "30 wounded", "12 people killed in the raid"."""
    if _later_died(words, one):
        return None
    for at in range(one.first + 1, min(one.after + 1, len(words))):
        if not (words[at].near or at < one.after):
            return None
        found = word_at(words, at, "state") if one.people else None
        if found and (at < one.after or one.quantity.unit or not _goes_on(words, found[1])):
            return _joint(words, found[0], "state", index, one, at, found[1])
    at = one.after
    while words.lower(at) in _BEFORE_STATE:
        if words.lower(at) == "were":
            return None
        at += 1
    for begin in dict.fromkeys((at, one.after - 1)):
        found = word_at(words, begin, "state") or word_at(words, begin, "passive") if begin > one.first else None
        left = words.lower(one.first - 1) in ("left", "leaving", "leaves")
        if found and fits(one, found[0]) and (left or _reduced(words, max(found[1], one.after))):
            return _joint(words, found[0], "reduced", index, one, begin, found[1])
    return None


def _later_died(words: Words, one: Counted) -> bool:
    """Whether those counted as wounded then died ("six of the wounded later died")."""
    at = one.after
    while words.lower(at) in ("later", "then", "subsequently", "also", "have", "had", "has", "since"):
        at += 1
    return words.lower(at) in ("died", "succumbed")


def _goes_on(words: Words, at: int) -> bool:
    """Whether a noun follows that the adjective belongs to ("the wounded men")."""
    return (
        words[at].near
        and words[at].text.isalpha()
        and words.lower(at) not in _AFTER_REDUCED | _HAVE | _BE | {"who", "that"}
    )


def _reduced(words: Words, end: int) -> bool:
    """Whether a participle stands alone after its noun: what follows is no object."""
    follows = words.lower(end)
    if not follows or not words[end].text[0].isalnum():
        return words[end].text != "'s"
    return follows in _AFTER_REDUCED or (follows.endswith("ing") and words[end].text.islower())


def _joint(words: Words, kind: LossType, rule: Rule, index: int, one: Counted, begin: int, end: int) -> Match:
    """A match whose predicate may be "killed and wounded", which tells casualties."""
    if kind in ("killed", "injured") and words.lower(end) in ("and", "or", "and/or"):
        other = word_at(words, end + 1, "passive") or word_at(words, end + 1, "state")
        if other and other[0] != kind and other[0] in ("killed", "injured"):
            return _made("casualties", rule, index, one, begin, other[1])
    return _made(kind, rule, index, one, begin, end)


def _object(words: Words, index: int, one: Counted) -> Match | None:
    """Such as "killing at least 12 people", "claimed the lives of 15", "lost 300 troops"."""
    at = one.first
    while words.lower(at - 1) in (
        "the",
        "another",
        "all",
        "a",
        "further",
        "an",
        "its",
        "their",
        "his",
        "some",
        "up",
        "to",
    ):
        at -= 1
    lost = words.lower(at - 1) in _LOST
    if lost and one.quantity.unit and one.quantity.best != 1:
        return _lost(words, index, one, at)
    if (
        words.lower(at - 1) in ("claimed", "claims", "claiming", "cost", "costing")
        and words.lower(one.after - 1) == "lives"
    ):
        return _made("killed", "object", index, one, at - 1, one.after)
    found = word_before(words, at, "active") or _before_names(words, at) or _driven(words, at, one)
    included = words.lower(at - 1) in _INCLUDED
    if not found and included and one.people:
        return _included(words, index, one, at)
    if not found or not fits(one, found[0]):
        return None
    kind, begin = found
    if words.lower(begin - 1) in _BE and words.lower(at - 1) != "with":
        return None  # "were killed 12 kilometres away"
    joint = word_before(words, begin - 1, "active") if words.lower(begin - 1) in ("and", "or", "and/or") else None
    if joint and joint[0] != kind and {joint[0], kind} == {"killed", "injured"}:
        return _made("casualties", "object", index, one, joint[1], at)
    return _made(kind, "object", index, one, begin, at)


def _driven(words: Words, at: int, one: Counted) -> tuple[LossType, int] | None:
    """The verb of "drove 4,500 people from their homes", "forced 300 families to flee"."""
    if words.lower(at - 1) not in loss_set("driven") or words.lower(one.after) not in ("from", "out", "to"):
        return None
    left = {words.lower(place) for place in range(one.after + 1, one.after + _NEAR)}
    return ("displaced", at - 1) if left & loss_set("left behind") else None


def _before_names(words: Words, at: int) -> tuple[LossType, int] | None:
    """The verb of "killing Omar Haddad, a field commander, and eight more"."""
    if words.lower(at - 1) == "with" and words.lower(at - 2) in ("along", "together"):
        return _killed_before(words, at - 2)
    if words.lower(at - 1) not in ("and", "as"):
        return None
    for begin in range(at - 2, max(-1, at - 14), -1):
        found = word_at(words, begin, "active")
        if found:
            return (found[0], begin) if words[begin + 1].capital else None
        word = words[begin]
        if not (word.capital or word.lower in loss_set("inside a list of names") | counted_words("persons", "heads")):
            return None
    return None


def _killed_before(words: Words, at: int) -> tuple[LossType, int] | None:
    """The predicate of "was shot dead near his home, along with two guards"."""
    for begin in range(at - 1, max(-1, at - _REACH), -1):
        if words[begin].text in _STOPS:
            return None
        found = word_at(words, begin, "passive") if words.lower(begin - 1) in _BE else None
        if found:
            return found[0], begin
    return None


def _included(words: Words, index: int, one: Counted, at: int) -> Match | None:
    """Such as "the dead included 12 children", "among the wounded were four guards"."""
    for begin in range(at - 2, max(-1, at - 9), -1):
        group = group_of_victims(words, begin)
        if group and (words.lower(at - 1) in _TELL_GROUP or words.lower(begin - 1) == "among"):
            return _made(group[0], "object", index, one, begin, at)
    return None


def _lost(words: Words, index: int, one: Counted, at: int) -> Match | None:
    unit = (one.quantity.unit or "").lower().split()
    if words.lower(one.after - 1) in ("seats", "votes", "lives", "jobs", "games"):
        return _made("killed", "object", index, one, at - 1, at) if unit[-1] == "lives" else None
    if one.quantity.scale == "people" and set(unit) & _FIGHTERS | {word for word in unit if word in ("members", "men")}:
        return _made("killed", "object", index, one, at - 1, at)
    if one.quantity.scale == "things" and unit[-1] in _materiel():
        return _made("destroyed", "object", index, one, at - 1, at)
    return None


def _toll(words: Words, counted: Sequence[Counted], index: int, one: Counted) -> Match | None:
    """Such as "the death toll rose to 41", "a toll of 12 dead", "bringing the toll to 30"."""
    if not one.people or words.lower(one.first - 1) not in _TOLL_LINKS:
        return None
    for at in range(one.first - 1, max(-1, one.first - _TOLL_REACH), -1):
        if words[at].text in _STOPS | {","}:
            return None
        if any(other.first <= at < other.after for other in counted if other is not one) and words.lower(at) != "from":
            return None
        if words.lower(at) == "number" and words.lower(at + 1) == "of" and words.lower(at - 1) != "a":
            kinds = [word_at(words, place, form) for place in range(at + 2, one.first) for form in _TOLD_BY]
            told = next((kind for kind in kinds if kind and kind[0] not in ("destroyed", "missing")), None)
            return Match(told[0], "toll", index, one.first, one.after, at, one.first) if told else None
        if words.lower(at) == "toll":
            if words.lower(one.first - 1) == "of" and at != one.first - 2:
                return None
            wounded = words.lower(at - 1) in ("casualty", "injury")
            kind: LossType = "casualties" if wounded else "killed"
            begin = at - 1 if words.lower(at - 1) in ("death", "casualty") else at
            return Match(kind, "toll", index, one.first, one.after, begin, one.first)
    return None


def _nominal(words: Words, index: int, one: Counted) -> Match | None:
    """Such as "the deaths of 12 people", "the bodies of 14 men were found"."""
    at = one.first - 1
    while words.lower(at) in ("the", "another", "some", "all"):
        at -= 1
    if words.lower(at) != "of" or at < 1:
        return None
    found = word_before(words, at, "nominal")
    if not found or not fits(one, found[0]):
        return None
    if words.lower(found[1]) in ("bodies", "corpses", "remains") and not _found_or_killed(words, one.after):
        return None
    return _made(found[0], "nominal", index, one, found[1], at)


def _subject(words: Words, counted: Sequence[Counted], index: int, one: Counted) -> Match | None:
    """Such as "ten soldiers … were killed", "12 people died", "5,000 families have fled"."""
    if _is_whole(words, counted, one):
        return None
    aux = relative = False
    for at in _own_words(words, one.after, min(len(words), one.after + _REACH)):
        word = words.lower(at)
        if aux and word == "among":
            kind = group_of_victims(words, at + 1)
            return _made(kind[0], "subject", index, one, at, kind[1]) if kind and one.people else None
        if word == "who" and not relative:
            relative = True
            continue
        passive = word_at(words, at, "passive") or word_at(words, at, "state")
        if passive and aux and fits(one, passive[0]):
            return _joint(words, passive[0], "passive", index, one, at, passive[1])
        alone = word_at(words, at, "alone")
        if alone and one.people and _alone_fits(words, one, alone, at):
            return _made(alone[0], "subject", index, one, at, alone[1])
        if word in _BE or word in loss_set("remain"):
            aux = True
        elif relative and not aux and (word in word_set("past") or word.endswith("ed")):
            relative = False  # the one verb of the relative clause
        elif words[at].text in _STOPS or _ends_subject(words, at, counted, one):
            return None
        elif aux and word not in _BETWEEN and not word.endswith("ly") and word != ",":
            aux = False
    return None


def _is_whole(words: Words, counted: Sequence[Counted], one: Counted) -> bool:
    """Whether a number before it counts some of them ("six of the 20 wounded later died")."""
    at = one.first - 1
    at -= words.lower(at) == "the"
    return words.lower(at) == "of" and any(other.after == at for other in counted)


def _own_words(words: Words, first: int, limit: int) -> Iterator[int]:
    """Places of a stretch without what stands in brackets or belongs to "including …"."""
    closing = ""
    for at in range(first, limit):
        mark, word = words[at].text, words.lower(at)
        if closing == "," and word in _BE | _HAVE:
            closing = ""
        if closing and mark not in _STOPS - {"(", ")"}:
            closing = "" if mark == closing else closing
        elif mark == "(" or word == "including":
            closing = ")" if mark == "(" else ","
        else:
            yield at


def group_of_victims(words: Words, at: int) -> tuple[LossType, int] | None:
    """Of "the dead", "those killed", "the victims": the kind of loss and the index of the word after.

    Args:
        words: Words of a sentence.
        at: Index of the first word.
    """
    if words.lower(at) not in ("the", "those"):
        return None
    if words.lower(at + 1) in ("dead", "victims", "fatalities", "slain"):
        return "killed", at + 2
    return word_at(words, at + 1, "passive")


def _ends_subject(words: Words, at: int, counted: Sequence[Counted], one: Counted) -> bool:
    """Whether a word shows that the subject's own verb is another one, or that another clause begins."""
    word = words.lower(at)
    if word in _BETWEEN or word in _BE or word in _HAVE or word in _ADJECTIVES_IN_ED:
        return False
    if any(other.first == at for other in counted if other is not one):
        before = [words.lower(at - 1), words.lower(at - 2)]
        listed = before[0] in (",", "and", "including", "or", "as", "least", "plus", "of")
        return not (listed or before[1] == "including" or before == ["the", "of"])
    if word in ("and", "but", "while", "when", "after", "as", "which", "that", "where", "because", "whose"):
        return not (word == "and" and words[at + 1].capital)
    if word in word_set("past") or (word in verb_forms() and words[at].text.islower() and not word.endswith("ing")):
        return True
    return word.endswith("ed") and "-" not in word and words[at].text.islower()


def _alone_fits(words: Words, one: Counted, alone: tuple[LossType, int], at: int) -> bool:
    if alone[0] == "displaced":
        unit = set((one.quantity.unit or "people").lower().split())
        scene = {words.lower(after) for after in range(alone[1], alone[1] + 3)} & {"scene", "custody", "prison", "jail"}
        return not (unit & _FIGHTERS) and not scene and (one.quantity.best or 0) != 1
    return not (words.lower(at) == "dying" and words.lower(at - 1) in ("of", "from"))


def fits(one: Counted, kind: LossType) -> bool:
    """Whether what is counted can suffer a loss: things are destroyed, people are not; places are neither.

    Args:
        one: What is counted.
        kind: The loss.
    """
    if kind == "destroyed":
        unit = (one.quantity.unit or "").lower().replace("-", " ").split()
        return one.quantity.scale == "things" and any(word in _materiel() for word in unit)
    if kind == "captured" and one.quantity.scale != "people":
        return False
    return one.people


def _materiel() -> frozenset[str]:
    return loss_set("materiel")


def _through_lists(words: Words, counted: Sequence[Counted], found: dict[int, Match]) -> None:
    """Of "killing 12 soldiers and three civilians" the second shares the verb; so does the first before a verb."""
    for index in range(1, len(counted)):
        for near in range(index - 1, max(-1, index - 4), -1):  # others may stand between in brackets
            _share(words, counted, found, index, near, ("object", "nominal", "list"))
    for index in range(len(counted) - 2, -1, -1):
        for near in range(index + 1, min(len(counted), index + 4)):
            _share(words, counted, found, index, near, ("passive", "subject", "list"))


def _share(
    words: Words, counted: Sequence[Counted], found: dict[int, Match], index: int, near: int, rules: tuple[Rule, ...]
) -> None:
    """Give a quantity the loss of the one beside it in a list, if that was matched by one of the rules."""
    match, one = found.get(near), counted[index]
    left, right = sorted([index, near])
    if not match or index in found or match.rule not in rules:
        return
    kind = match.type
    if words.lower(match.begin) in _LOST and one.quantity.scale == "things":
        kind = "destroyed"  # "lost 300 troops and 20 tanks"
    if not fits(one, kind):
        return
    outside = match.begin >= counted[right].after or match.end <= counted[left].first
    if is_speaker(words, one.after):
        return
    if outside and _listed(words, counted[left], counted[right]):
        found[index] = _made(kind, "list", index, one, match.begin, match.end)


def _listed(words: Words, one: Counted, other: Counted) -> bool:
    between = []
    bracketed = False
    for at in range(one.after, min(other.first, one.after + _REACH)):
        mark = words[at].text
        if mark in ("(", ")", "—", "–"):
            bracketed = mark in ("(", "—", "–") and not bracketed
        elif not bracketed:
            between.append(words.lower(at))
    return between in (
        [","],
        ["and"],
        [",", "and"],
        ["or"],
        ["plus"],
        ["as", "well", "as"],
        ["and", "the"],
        ["along", "with"],
    )


def _into_parts(counted: Sequence[Counted], found: dict[int, Match]) -> None:
    """Subtotals suffer what their totals suffer."""
    at = {id(one.quantity): index for index, one in enumerate(counted)}
    for index, match in list(found.items()):
        for part in counted[index].parts:
            inner = at.get(id(part))
            shared = inner is None or inner not in found or found[inner].begin == match.begin
            if inner is not None and shared:
                found[inner] = _made(match.type, "part", inner, counted[inner], match.begin, match.end)
