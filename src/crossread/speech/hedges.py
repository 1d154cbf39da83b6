"""Hedges without a source: "is said to have", "reportedly", "it is believed that"."""

from __future__ import annotations

from crossread.data import word_set
from crossread.speech.clauses import AUXILIARIES, PREPOSITIONS
from crossread.speech.units import STOPS, Saying, Stretch, Unit

_HEDGE_WORDS = word_set("hedge words")
HEDGE_PARTICIPLES = word_set("hedge participles")
"""Participles that tell hearsay after a form of "be": "is said", "are reported"."""

HEDGE_WORDS = _HEDGE_WORDS | HEDGE_PARTICIPLES
"""Words without which a unit holds no hedge."""

_PAST = word_set("past")
_MOST_HEDGES = 12  # no sentence of prose has more
_HEDGE_BE = word_set("hedge be")


def hedges(unit: Unit) -> list[Saying]:
    """Sayings of a unit that nobody is named for, in order.

    Args:
        unit: The unit.
    """
    found = []
    for at in range(len(unit.tokens)):
        cue = _hedge_at(unit, at)
        if cue:
            start, end = _hedged_clause(unit, cue)
            content = [part for part in ((start, cue[0]), (cue[1], end)) if part[0] < part[1]]
            found.append(Saying("indirect", None, cue, content, rule="hedge"))
    return found[:_MOST_HEDGES]


def _hedge_at(unit: Unit, at: int) -> Stretch | None:
    low, before = unit.low(at), unit.low(at - 1)
    if low in _HEDGE_WORDS:
        return at, at + 1
    if low not in HEDGE_PARTICIPLES:
        return None
    if before in _HEDGE_BE and unit.low(at + 1) == "to" and low != "known":
        return at - 1, at + 1
    impersonal = unit.low(at - 2) == "it" and before in ("is", "was") and unit.low(at + 1) == "that"
    return (at - 2, at + 1) if impersonal else None


def _is_noun(unit: Unit, at: int) -> bool:
    """Whether a token may be a noun: a word with none of the endings and classes of verbs and of what joins words."""
    low = unit.low(at)
    return low[:1].isalpha() and not low.endswith(("ed", "ing")) and low not in AUXILIARIES | _PAST


def _hedged_clause(unit: Unit, cue: Stretch) -> Stretch:
    start, end = cue[0], cue[1]
    # "in a drive allegedly against bandits": of the phrase after it alone
    phrase = unit.low(cue[0]).endswith("ly") and unit.low(cue[1]) in PREPOSITIONS and _is_noun(unit, cue[0] - 1)
    while (
        not phrase and start > 0 and unit.low(start - 1) not in STOPS | {";", ":"} and not unit.is_quotation(start - 1)
    ):
        before = unit.low(start - 1)
        if before == "," or (before in ("and", "but", "while") and start < cue[0]):
            break
        if before == "that" and start < cue[0] and unit.low(start) not in AUXILIARIES:  # no "truce that was signed"
            break
        start -= 1
    if unit.low(start) in ("and", "but", "that") and start < cue[0]:
        start += 1
    while end < unit.end and unit.low(end) not in STOPS | {";", ","} and not unit.is_quotation(end):
        end += 1
    return start, end
