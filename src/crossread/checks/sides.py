"""Who fights whom in one report, from its claims and the registry: shared by the checks of sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crossread.actors.lexicon import is_nationality
from crossread.checks.claimed import arguments, head
from crossread.checks.words import plain
from crossread.context import Reading
from crossread.data import rows
from crossread.record import Actor, Argument, Claim, Spans, Voice
from crossread.registry import Entry, known

FIGHTS = frozenset(
    {
        "fighting",
        "attack",
        "airstrike",
        "shelling",
        "bombing",
        "killing",
        "clash",
        "raid",
        "ambush",
        "assault",
        "siege",
        "battle",
    }
)
"""Types of events in which one party acts against another."""

_STATE_PHRASE = re.compile(
    r"\b(?:(?:security|government|army|state|armed|regime|federal|national|loyalist|police) (?:forces?|troops?|units?)"
    r"|air force|coast guard|navy|(?:army|military|government|police) (?!rebels?|insurgents?|militants?)[a-z]+)\b",
    re.IGNORECASE,
)
_REBEL_PHRASE = re.compile(
    r"\b(?:(?:rebel|insurgent|resistance|opposition|militant|guerrilla|separatist) (?:\w+ )?(?:forces?|fighters?"
    r"|groups?|units?)"
    r"|(?:rebel|insurgent|militant|guerrilla|separatist) (?:camps?|posts?|positions?|bases?|targets?|strongholds?"
    r"|hideouts?))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Party:
    """Somebody who acts, or is acted against, in a claim.

    Attributes:
        key: By which mentions of one party are known to be one: the registry's id, the actor's, or the words.
        words: The words.
        side: ``state``, ``rebel`` or ``civil`` by its words; None where they do not tell.
        entry: Entry of the registry.
        actor: The report's actor.
    """

    key: str
    words: str
    side: str | None
    entry: Entry | None = None
    actor: Actor | None = None


@dataclass(frozen=True)
class Dyad:
    """One party told as fighting another.

    Attributes:
        actor: Who acts.
        target: Against whom.
        claim: The claim.
    """

    actor: Party
    target: Party
    claim: Claim


@cache
def side_nouns(side: str) -> frozenset[str]:
    """Nouns in the singular that tell a side: ``state``, ``rebel`` or ``civil``."""
    return frozenset(word for name, words in rows("side_words.tsv") if name == side for word in words.split())


def side_of(words: str) -> str | None:
    """On which side words for people stand: ``state``, ``rebel``, ``civil``, or None where they do not tell.

    Args:
        words: A phrase ("members of the security forces").
    """
    if _REBEL_PHRASE.search(words):
        return "rebel"
    if _STATE_PHRASE.search(words):
        return "state"
    nouns = {head(words), *(head(part) for part in words.split(" of ")[1:2])}
    return next((side for side in ("rebel", "state", "civil") if nouns & side_nouns(side)), None)


def party(reading: Reading, argument: Argument) -> Party:
    """Who a part of a claim is.

    Args:
        reading: The reading.
        argument: An actor, target or victim.
    """
    actor = next((one for one in reading.report.actors if one.id == argument.actor), None) if argument.actor else None
    return _party(reading, argument.text, actor)


def party_of_words(reading: Reading, words: str) -> Party:
    """Who words outside of any claim mean, going by the name that they begin with.

    Args:
        reading: The reading.
        words: A phrase ("DFU fighters", "the army's outpost").
    """
    return _party(reading, words, None)


def _party(reading: Reading, words: str, actor: Actor | None) -> Party:
    actor = actor or _named_first(reading, words)
    entry = _led(known().get(actor.identity)) if actor is not None and actor.identity else None
    key = entry.id if entry else actor.id if actor else plain(words)
    side = side_of(words) or (_SIDE_OF_KIND.get(actor.kind) if actor else None)
    return Party(key, words, side, entry, actor)


_SIDE_OF_KIND = {"state body": "state", "armed group": "rebel"}
_COUNT = re.compile(
    r"^(?:(?:the|an?|its|their|some|about|nearly|at|least|more|than|over|up|to|several|\d[\d,]*|[a-z]+teen|[a-z]+ty"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) )+",
    re.IGNORECASE,
)


def _named_first(reading: Reading, words: str) -> Actor | None:
    """The actor with a name by which a phrase begins: whose fighters, posts or convoys they are."""
    rest = without_count(words)
    if not rest[:1].isupper():
        return None
    found = [
        (len(name.text), actor)
        for actor in reading.report.actors
        for name in actor.names
        if name.form in ("full", "acronym", "short") and _begins(rest, name.text)
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def without_count(words: str) -> str:
    """Words for a party without article and number."""
    return _COUNT.sub("", words)


def _begins(words: str, name: str) -> bool:
    return words.startswith(name) and words[len(name) : len(name) + 1] in ("", " ", "'", "’")


def _led(entry: Entry | None) -> Entry | None:
    """The group of which somebody is the leader; everybody else is as they are."""
    if entry is None or entry.kind != "person":
        return entry
    led = [role.of for role in entry.roles if role.of and role.title in ("leader", "head", "commander", "president")]
    return known().get(led[0]) if len(set(led)) == 1 else None


def dyads(reading: Reading) -> Iterator[Dyad]:
    """Who is told to fight whom, in order, history left out.

    Args:
        reading: The reading.
    """
    for claim in reading.report.claims:
        of_kind = claim.family in ("events", "strength") and claim.type in FIGHTS
        if of_kind and not claim.background and claim.status != "denied":
            targets = arguments(claim, "target", "victim", "with")
            for actor in arguments(claim, "actor"):
                yield from (Dyad(party(reading, actor), party(reading, target), claim) for target in targets)


def opposed(one: Party, other: Party, told: list[Dyad]) -> bool:
    """Whether two parties fight each other, by the page or by checked facts of the registry.

    Args:
        one: A party.
        other: Another.
        told: The page's dyads.
    """
    keys = {one.key, other.key}
    if len(keys) == 1:
        return False
    if one.entry and other.entry and known().opposed(one.entry, other.entry, checked_only=True):
        return True
    return any({dyad.actor.key, dyad.target.key} == keys for dyad in told)


@dataclass(frozen=True)
class Camp:
    """A party with all that the page calls by words of one side alone: "the army", "soldiers", "security forces".

    Attributes:
        key: The registry's id, the actor's, or the side.
        words: The words it is first called by.
        entry: Entry of the registry.
    """

    key: str
    words: str
    entry: Entry | None


@dataclass(frozen=True)
class Fight:
    """Two camps told as fighting.

    Attributes:
        actor: Who acts.
        target: Against whom.
        spans: The words.
        voice: Who says so.
    """

    actor: Camp
    target: Camp
    spans: Spans
    voice: Voice


_FIGHT_CARRIED = re.compile(
    r"\btak(?:e|es|ing) (?:their|its|the|his) (?:fight|war|battle|struggle) to (?P<whom>(?:the )?(?:[^.,;]"
    r"|\.(?=\S)){3,60})"
)


def fights(reading: Reading) -> Iterator[Fight]:
    """Who is told to fight whom, as camps, in order.

    Args:
        reading: The reading.
    """
    text, nations = reading.folded.text, _nationalities(reading)
    beside: dict[tuple[int | None, str], Camp] = {}
    for dyad in dyads(reading):
        actor, target = _camp(dyad.actor, nations), _camp(dyad.target, nations)
        actor = actor or _speakers_camp(dyad)
        if actor is None or target is None or actor.key == target.key:
            continue
        index = reading.sentence_of(dyad.claim.spans[0])
        if target.key == "rebel":  # "pressed the opposition forces, … struck the insurgents": they are those just named
            target = beside.get((index, actor.key), target)
        beside[index, actor.key] = target
        yield Fight(actor, target, dyad.claim.spans, dyad.claim.voice)
        carried = _FIGHT_CARRIED.search(text, *reading.sentences[index]) if index is not None else None
        other = _camp_of_words(reading, carried, nations) if carried else None
        if carried and other and other.key not in (actor.key, target.key):
            start = reading.folded.position(dyad.claim.spans[0].start)
            yield Fight(
                actor, other, (reading.folded.span(min(start, carried.start()), carried.end()),), dyad.claim.voice
            )


def _camp_of_words(reading: Reading, carried: re.Match[str], nations: set[str]) -> Camp | None:
    """The camp that words outside of any claim name."""
    words = carried["whom"]
    at, end = (reading.folded.offset(place) for place in (carried.start("whom"), carried.end("whom") - 1))
    found = [
        actor
        for actor in reading.report.actors
        for name in actor.names
        for span in name.spans
        if at <= span.start <= end
    ]
    entries = known().match(re.sub(r"^the ", "", words))
    entry = entries[0] if len(entries) == 1 else None
    actor = found[0] if found else None
    return _camp(
        Party(entry.id if entry else actor.id if actor else plain(words), words, side_of(words), entry, actor), nations
    )


def _camp(one: Party, nations: set[str]) -> Camp | None:
    """The camp of a party, None where the words do not tell of people under arms."""
    if one.entry is not None:
        return Camp(one.key, one.words, one.entry) if one.entry.kind in _ARMED_KINDS else None
    if one.actor is not None and any(name.form == "full" for name in one.actor.names):
        return (
            Camp(one.key, one.words, None) if one.actor.kind in ("armed group", "state body", "organisation") else None
        )
    if one.side == "state":
        return Camp(
            "state" if len(nations) < 2 else f"state {' '.join(sorted(_nations_in(one.words)))}".strip(),
            one.words,
            None,
        )
    if one.side == "rebel":
        label = next((label for label in ("resistance", "opposition") if label in one.words.lower()), "rebel")
        return Camp("resistance" if label == "opposition" else label, one.words, None)
    return None


def _speakers_camp(dyad: Dyad) -> Camp | None:
    """The camp of "the fighters" and the like in the mouth of somebody who speaks for one."""
    office = dyad.claim.voice.chain[0].office if dyad.claim.voice.kind == "named" and dyad.claim.voice.chain else None
    if dyad.actor.actor is not None or head(dyad.actor.words) not in ("fighter", "force", "men", "we") or not office:
        return None
    label = next((label for label in ("resistance", "opposition", "rebel") if label in office.lower()), None)
    return Camp("rebel" if label == "rebel" else "resistance", dyad.actor.words, None) if label else None


_ARMED_KINDS = frozenset({"government", "state force", "rebel", "militia", "external", "peace operation"})


def _nationalities(reading: Reading) -> set[str]:
    """Nationalities by which the page tells forces of states apart."""
    found: set[str] = set()
    for actor in reading.report.actors:
        for name in actor.names:
            if side_of(name.text) == "state":
                found |= _nations_in(name.text)
    return found


def _nations_in(words: str) -> set[str]:
    return {word for word in re.findall(r"[A-Z][\w-]+", words) if is_nationality(word)}


def camps_opposed(one: Camp, other: Camp, told: list[Fight]) -> bool:
    """Whether two camps fight each other, by the page or by checked facts of the registry.

    Args:
        one: A camp.
        other: Another.
        told: The page's fights.
    """
    if one.entry and other.entry and known().opposed(one.entry, other.entry):
        return True
    return any({fight.actor.key, fight.target.key} == {one.key, other.key} for fight in told)
