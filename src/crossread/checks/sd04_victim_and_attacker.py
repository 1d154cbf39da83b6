"""The dead belong to the attacker's own side.

**What it flags.** Soldiers, policemen or fighters who are told as killed or wounded by an act of their own side, or
by one against those they fight: "army airstrikes killed nine soldiers", or airstrikes on rebels in which soldiers
died who fight them.

**Why it matters.** Attacker or victim is wrong, and the claim turns a side's loss into its own deed.

**Fires on** (invented): "Army airstrikes on rebel posts killed nine soldiers."

**Will not flag** civilians, friendly fire or accidents told as such, mutinies, rival groups, clashes and battles, in
which both sides lose, suicide attacks, or forces of two states.

**Measured.** None in 420 war reports, none in 84 news pages. Of 50 mismatches planted, 48 were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crossread.checks.base import Flag
from crossread.checks.claimed import arguments, head, in_story, is_news, sentence_of, sentence_words, voice_words
from crossread.checks.sides import Dyad, Party, dyads, opposed, party, side_of
from crossread.checks.words import plain
from crossread.context import Reading
from crossread.record import Argument, Claim, Span

_KINDS = frozenset({"killed", "injured"})
_ONE_SIDED = frozenset({"attack", "airstrike", "shelling", "bombing", "killing", "raid", "ambush", "assault"})
_TOLD_AS_SUCH = re.compile(
    r"\b(?:friendly|mistake\w*|error|accident\w*|misfire\w*|own (?:men|troops|soldiers|fighters|side|forces|ranks)"
    r"|mutin\w+|rivals?|coup"
    r"|defect\w*|desert\w*|infighting|splinter|breakaway|factions?|clash\w*|battles?|fighting|firefight|gun ?battle"
    r"|suicide|traitors?"
    r"|executed|retaliat\w*|respon\w+|reveng\w+|counter\w*|both sides|former|turncoat|insider|disguised|dressed"
    r"|exchange of fire)\b",
    re.IGNORECASE,
)
_ACT_OF = re.compile(
    r"(?P<who>\b[\w'-]+) (?:air ?strikes?|strikes?|shelling|bombardments?|bombings?|attacks?|raids?|ambush(?:es)?) "
    r"(?:on|of|against) (?:an? |the )?(?P<whom>[a-z]\w* [a-z]\w*)"
)
_OF_SIDE = re.compile(
    r"(?P<who>army|government|rebel|insurgent|militant|police|military) "
    r"(?:air ?strikes?|strikes?|shell(?:s|ing|fire)|rockets?|mortars?|artillery|fire|bombs?|bombardment|missiles?"
    r"|snipers?)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d|at least|nearly|about|some|more than|dozens|scores|hundreds)", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z][\w.-]+")
_SMALL = frozenset({"the", "at", "more", "about", "some", "several", "nearly", "over", "a", "an"})
_REBEL_NAMES = re.compile(
    r"\b(?:rebel|insurgent|militant|terrorist|guerrill?a|jihadist|gunm[ae]n|militiam[ae]n|separatist)s?\b",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for SD04.

    Args:
        reading: The report with everything but findings.
    """
    told = list(dyads(reading))
    for claim in reading.report.claims:
        if claim.family != "losses" or claim.type not in _KINDS or not _is_told(reading, claim):
            continue
        victims = [party(reading, argument) for argument in arguments(claim, "victim")]
        armed = next((one for one in victims if one.side in ("state", "rebel") or _bears_arms(one)), None)
        if armed is None:
            continue
        for act, attacker, target in _attacks(reading, claim):
            wrong = _mismatch(armed, attacker, target)
            if (
                not wrong
                and target
                and target.key != armed.key
                and _fight(armed, target, told)
                and _differ(armed, target)
            ):
                wrong = f"was aimed at “{target.words}”, whom they fight"
            if wrong:
                yield _flag(claim, act, armed, wrong)
                break


def _fight(victim: Party, target: Party, told: list[Dyad]) -> bool:
    """Whether victims and target fight each other, the victims by their side where they have no name."""
    if opposed(victim, target, told):
        return True
    sides = {
        (one.key, other.side) for dyad in told for one, other in ((dyad.actor, dyad.target), (dyad.target, dyad.actor))
    }
    return not _names(victim) and (target.key, victim.side) in sides


def _is_told(reading: Reading, claim: Claim) -> bool:
    news = claim.status in ("happened", "ongoing") and not claim.background
    return news and in_story(reading, claim) and not _TOLD_AS_SUCH.search(sentence_words(reading, claim))


def _attacks(reading: Reading, claim: Claim) -> Iterator[tuple[Claim, Party | None, Party | None]]:
    """The acts that may have caused a loss, each with its attacker and target: the nearest first."""
    victims = [span for argument in arguments(claim, "victim") for span in argument.spans]
    for killer in arguments(claim, "actor"):
        if not _overlap(killer.spans, victims):
            yield claim, party(reading, killer), None
    for cause in arguments(claim, "cause"):
        attacker, target = _told_by_cause(reading, cause)
        if attacker is not None:
            yield claim, attacker, target
    index = sentence_of(reading, claim)
    for act in reading.report.claims:
        if _may_be_its(act, claim, victims):
            at = sentence_of(reading, act)
            same = at == index and at is not None
            if same or (_goes_on(reading, act, claim) and at is not None and at + 1 == index):
                yield act, _first(reading, act, "actor"), _first(reading, act, "target")


def _may_be_its(act: Claim, claim: Claim, victims: list[Span]) -> bool:
    """Whether an event is an act of one side which has no victims of its own, for a loss without its own attacker."""
    of_kind = act.family == "events" and act.type in _ONE_SIDED and is_news(act)
    if not of_kind or any(_overlap(argument.spans, victims) for argument in arguments(act, "actor")):
        return False  # the parse took the victims for those who did it
    own = act.type == "killing" or bool(arguments(claim, "actor"))
    return _overlap(act.spans, claim.spans) or not own


def _overlap(ones: Iterable[Span], others: Iterable[Span]) -> bool:
    held = list(others)
    return any(one.start < two.end and two.start < one.end for one in ones for two in held)


def _told_by_cause(reading: Reading, cause: Argument) -> tuple[Party | None, Party | None]:
    """Attacker and target in the words for a cause and those before it ("government shelling of militant camps")."""
    index = reading.sentence_of(cause.spans[0])
    start = reading.sentences[index][0] if index is not None else 0
    stretch = reading.folded.text[start : reading.folded.position(cause.spans[-1].end - 1) + 1]
    match = _ACT_OF.search(stretch)
    weapon = _OF_SIDE.match(cause.text)
    if match is None and weapon is not None:
        return Party(plain(weapon["who"]), weapon["who"], side_of(weapon["who"])), None
    if match is None or side_of(match["who"]) not in ("state", "rebel"):
        return None, None
    parties = (Party(plain(match[name]), match[name], side_of(match[name])) for name in ("who", "whom"))
    return next(parties), next(parties)


def _goes_on(reading: Reading, act: Claim, claim: Claim) -> bool:
    """Whether a loss names the act of the sentence before it as its cause ("in the airstrikes"), and no other act."""
    index, at = sentence_of(reading, claim), sentence_of(reading, act)
    sentences = reading.report.sentences
    if index is None or at is None or sentences[index].block != sentences[at].block:
        return False
    return act.type in {head(argument.text) for argument in arguments(claim, "cause", "instrument")}


def _first(reading: Reading, act: Claim, role: str) -> Party | None:
    found = [argument for argument in act.arguments if argument.role == role]
    return party(reading, found[0]) if found else None


def _bears_arms(one: Party) -> bool:
    return head(one.words) in ("fighter", "commander", "militiaman", "gunman") and one.side != "civil"


def _mismatch(victim: Party, attacker: Party | None, target: Party | None) -> str | None:
    """Why the victims cannot be the attacker's, None where they can."""
    if attacker is None or _NUMBERED.match(attacker.words):
        return None
    if attacker.key == victim.key and (attacker.entry or attacker.actor):
        return f"is put down to their own side, “{attacker.words}”"
    if (
        not _differ(victim, attacker)
        and victim.side == attacker.side
        and target is not None
        and target.side != victim.side
    ):
        return f"is put down to their own side, “{attacker.words}”"
    if victim.side == attacker.side == "state" and not _names(victim) and not _names(attacker):
        return f"is put down to their own side, “{attacker.words}”"
    if victim.side == attacker.side == "rebel" and _common(victim) and _common(attacker):
        return f"is put down to their own side, “{attacker.words}”"
    return None


def _common(one: Party) -> bool:
    return not _names(one) and bool(_REBEL_NAMES.search(one.words))


def _names(one: Party) -> set[str]:
    """Names and nationalities in the words for a party."""
    words = (word.strip(".") for word in _CAPITAL.findall(one.words))
    return {word for word in words if side_of(word) is None and word.lower() not in _SMALL}


def _differ(one: Party, other: Party) -> bool:
    """Whether the words of two parties tell them apart: another side, or another name."""
    if one.side and other.side and one.side != other.side:
        return True
    first, second = _names(one), _names(other)
    return bool(first or second) and not first & second


def _flag(claim: Claim, act: Claim, victim: Party, wrong: str) -> Flag:
    spans = claim.spans if act is claim else (*act.spans, *claim.spans)
    voices = (voice_words(claim.voice),) if act is claim else (voice_words(act.voice), voice_words(claim.voice))
    message = f"“{victim.words}” are told as victims, but the act {wrong}."
    return Flag(message=message, spans=spans, voices=voices)
