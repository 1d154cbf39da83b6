"""The headline turns round who did it to whom.

**What it flags.** A headline in which one side kills, attacks, takes or shells the other, over a story that tells the
same kind of act only the other way round.

**Why it matters.** Headlines are what is quoted and counted. Turned round, the attacker becomes the victim.

**Fires on** (invented): "Rebels kill nine soldiers at Orsa", over "Soldiers killed nine rebels at Orsa, the army
said."

**Will not flag** passive headlines that agree, clashes and battles in which both sides act, or a story that tells
both.

**Measured.** None in 420 war reports, none in 84 news pages. Of 47 headlines turned round, 46 were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from crossread.checks.base import Flag
from crossread.checks.claimed import arguments, in_story, is_news, quantity_of, voice_words
from crossread.checks.sides import Party, party, party_of_words
from crossread.checks.words import headline, plain
from crossread.context import Reading
from crossread.folding import FoldedBlock
from crossread.record import Claim, Spans

_HARM = frozenset(
    {
        *("attack", "airstrike", "shelling", "bombing", "killing", "raid", "ambush", "assault", "siege", "seizure"),
        *("killed", "injured", "captured", "abduction"),
    }
)


# Verbs of headlines by their first letters, and the type of act they tell.
_VERBS = {
    "kill": "killing",
    "slay": "killing",
    "atta": "attack",
    "ambu": "ambush",
    "raid": "raid",
    "stor": "attack",
    "over": "seizure",
    "shel": "shelling",
    "bomb": "bombing",
    "stri": "attack",
    "capt": "captured",
    "seiz": "captured",
    "abdu": "abduction",
}
_PLAIN = re.compile(
    r"(?P<actor>(?:[\w'.-]+ ){0,2}?[\w'.-]+) "
    r"(?P<verb>kill|slay|attack|ambush|raid|storm|overr[ua]n|shell|bomb|strike|capture|seize|abduct)(?:s|es|ed|d)? "
    r"(?P<target>(?!(?:kill|wound|hit|leave|destroy|injure)s?\b)(?:(?:at least|more than|about|over"
    r"|up to) )?(?:[\w',.-]+ ){0,3}?[\w'-]+)"
    r"(?=$| (?:in|at|near|on|as|after|during|outside|from)\b|[,:;])",
    re.IGNORECASE,
)
_ACT_ON = re.compile(
    r"(?P<actor>(?:[\w'.-]+ ){0,2}?[\w'.-]+) (?P<verb>attack|ambush|raid|shelling|bombing|strike)s? (?:on|of|against) "
    r"(?P<target>(?:[\w'.-]+ ){1,3}?[\w'-]+)(?= (?:kill|wound|leave|destroy|injure)s?\b)",
    re.IGNORECASE,
)
_ALIKE = (
    {"killed", "killing"},
    {"attack", "ambush", "raid", "assault", "seizure"},
    {"captured", "abduction", "seizure"},
    {"shelling", "bombing", "airstrike"},
)
"""Types of acts that a headline and a story may tell of one act."""

_RETURN = re.compile(
    r"\b(?:retaliat\w*|in (?:return|turn|response|revenge)|reveng\w+|later|then|also|another|counter\w*)\b", re.I
)


@dataclass(frozen=True)
class _Act:
    """Who does harm to whom.

    Attributes:
        actor: Who does it.
        target: To whom.
        type: What kind of act.
        spans: The words.
        voice: Who says so.
        number: How many victims, if told.
    """

    actor: Party
    target: Party
    type: str
    spans: Spans
    voice: str
    number: float | None = None


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for SD05.

    Args:
        reading: The report with everything but findings.
    """
    top = headline(reading)
    acts = [(act, in_story(reading, claim)) for claim in reading.report.claims for act in _acts(reading, claim)]
    body = [act for act, told_in_story in acts if told_in_story]
    plainly = _plain_headline(reading, top) if top else None
    inside = (
        [plainly] if plainly else [act for act, told in acts if top and not told and act.spans[0].start < top.block.end]
    )
    for act in inside:
        if any(_is(one.actor, act.actor) and _is(one.target, act.target) for one in body):
            continue
        turned = next((one for one in body if _is_turned(one, act) and _alike(one, act)), None)
        if turned:
            yield _flag(act, turned, "The headline")
            return
    yield from _turned_in_story(reading, body)


def _turned_in_story(reading: Reading, body: list[_Act]) -> Iterator[Flag]:
    """One act with one number, told both ways round by one voice."""
    for one, other in combinations(body, 2):
        same = one.type == other.type and one.voice == other.voice and one.number == other.number
        same = same and _sentence(reading, one) != _sentence(reading, other)
        answers = any(_RETURN.search(reading.words(*_sentence(reading, act))) for act in (one, other))
        if same and not answers and (one.number or 0) > 1 and _is_turned(one, other):
            yield _flag(one, other, "One place of the story")
            return


def _plain_headline(reading: Reading, top: FoldedBlock) -> _Act | None:
    """What a plain headline tells ("Rebels kill nine soldiers"), where both parties are known by side or name."""
    title = reading.words(top.start, top.end)
    match = _ACT_ON.match(title) or _PLAIN.match(title)
    if match is None:
        return None
    actor, target = (party_of_words(reading, match[name]) for name in ("actor", "target"))
    kind = _VERBS[match["verb"].lower()[:4]]
    known = [one.side is not None or one.actor is not None for one in (actor, target)]
    if "civil" in (actor.side, target.side) or actor.key == target.key or (actor.side and actor.side == target.side):
        return None
    if not known[0] or not (known[1] or kind == "captured"):  # "Army seizes Kesh": the target is a place
        return None
    span = reading.folded.span(top.start + match.start(), top.start + match.end())
    return _Act(actor, target, kind, (span,), "the page itself")


def _acts(reading: Reading, claim: Claim) -> Iterator[_Act]:
    if claim.type not in _HARM or not is_news(claim):
        return
    quantity = quantity_of(reading, claim)
    for actor in arguments(claim, "actor", "cause"):
        for target in arguments(claim, "target", "victim"):
            one, other = party(reading, actor), party(reading, target)
            if one.side != "civil" and other.side != "civil" and one.key != other.key:
                number = quantity.best if quantity else None
                yield _Act(one, other, claim.type, claim.spans, voice_words(claim.voice), number)


def _sentence(reading: Reading, act: _Act) -> tuple[int, int]:
    index = reading.sentence_of(act.spans[0])
    return reading.sentences[index] if index is not None else (0, 0)


def _is_turned(one: _Act, other: _Act) -> bool:
    """Whether each acts against the other, or two that are on different sides take one place."""
    if _is(one.actor, other.target) and _is(one.target, other.actor):
        return True
    sides = {one.actor.side, other.actor.side}
    return (
        sides == {"state", "rebel"}
        and other.target.side is None
        and plain(one.target.words) == plain(other.target.words)
    )


def _is(one: Party, other: Party) -> bool:
    """Whether two parties are one: by actor, or by side where neither has a name of its own."""
    if one.key == other.key:
        return True
    bare = not one.entry and not other.entry
    return bare and one.side is not None and one.side == other.side


def _alike(one: _Act, other: _Act) -> bool:
    """Whether two acts may be one: of one kind, or both tell of dead, or both of taking."""
    kinds = {one.type, other.type}
    if len(kinds) == 1:
        return True
    return any(kinds <= alike for alike in _ALIKE)


def _flag(act: _Act, turned: _Act, where: str) -> Flag:
    parties = f"“{act.actor.words}” act against “{act.target.words}”"
    message = f"{where} has {parties}; the story has it the other way round."
    return Flag(message=message, spans=(*act.spans, *turned.spans), voices=(act.voice, turned.voice))
