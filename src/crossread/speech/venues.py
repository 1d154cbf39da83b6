"""Where and to whom something was said, and what else stands between a cue and what is said."""

from __future__ import annotations

from crossread.data import word_set
from crossread.speech.clauses import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    MONTHS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    has_finite_verb,
)
from crossread.speech.cues import Cue, left_of
from crossread.speech.units import STOPS, Stretch, Unit

_WH = word_set("wh")
_OCCASIONS = word_set("occasions")
_OCCASION_PREPOSITIONS = word_set("occasion prepositions")
_SITES = word_set("sites")
_AUDIENCE = word_set("audience")


def circumstances(unit: Unit, cue: Cue, at: int) -> tuple[int, list[Stretch]]:
    """Token after hearer, venue, time and place that stand between a cue and what is said, and the venues."""
    venues: list[Stretch] = []
    verb = cue.verb
    if verb and "hearer" in verb.frames and "accuse" not in verb.frames and not _starts_content(unit, at):
        end = _hearer_end(unit, at)
        if end > at and not (verb.lemma in ("warn", "promise", "ask") and not _clear_hearer(unit, at, end)):
            venues.append((at, end))
            at = end
    clear = _that_ahead(unit, at)
    while at < len(unit.tokens):
        end, is_venue = _one_circumstance(unit, at, clear)
        if end == at:
            break
        if is_venue:
            venues.append(_without_preposition(unit, at, end))
        at = end
    at = _topic_end(unit, at)
    if unit.low(at) == "that" and not _is_demonstrative(unit, at):
        at += 1
    elif unit.low(at) == "," and unit.low(at + 1) == "that":
        at += 2
    return at, venues


def _without_preposition(unit: Unit, at: int, end: int) -> Stretch:
    return (at + 1, end) if unit.low(at) in PREPOSITIONS and end > at + 1 else (at, end)


def _topic_end(unit: Unit, at: int) -> int:
    """Comma before a quotation after what it is about ("said of the siege, “…”"), else the token itself."""
    if unit.low(at) not in ("of", "about", "regarding"):
        return at
    comma = next((index for index in range(at, min(at + 9, len(unit.tokens))) if unit.low(index) in (",", ":")), None)
    return comma if comma is not None and unit.is_quotation(comma + 1) else at


def _is_demonstrative(unit: Unit, at: int) -> bool:
    return unit.low(at + 1) in AUXILIARIES


def _starts_content(unit: Unit, at: int) -> bool:
    return unit.low(at) in {"that", ":", ",", "", *STOPS, *_WH} or unit.is_quotation(at)


def _clear_hearer(unit: Unit, at: int, end: int) -> bool:
    return (end - at <= 5 and (_that_follows(unit, end) or unit.is_quotation(end))) or unit.low(at) in OBJECT_PRONOUNS


def _that_follows(unit: Unit, at: int) -> bool:
    return unit.low(at) in {"that", *_WH}


def _that_ahead(unit: Unit, at: int) -> int | None:
    """Index of a "that" which ends the circumstances, if no clause or comma comes before it."""
    for index in range(at, min(at + 20, len(unit.tokens))):
        low = unit.low(index)
        if low == "that" or low in _WH - {"who", "when", "where", "if"}:
            return index
        if low in AUXILIARIES or low in PRONOUNS or low in ("and", "but", ",", ":") or unit.is_quotation(index):
            return None
    return None


def _hearer_end(unit: Unit, at: int) -> int:
    """Token after the one addressed ("told VOA", "told a news conference in Kabul", "told reporters")."""
    tokens = unit.tokens
    if unit.low(at) in OBJECT_PRONOUNS:
        return at + 1
    index = at
    while index < len(tokens) and not _starts_content(unit, index):
        low = tokens[index].low
        begins = index > at and (low in DETERMINERS | AUXILIARIES | PRONOUNS | SUBORDINATORS)
        if begins and not (low in DETERMINERS and tokens[index - 1].low in PREPOSITIONS):
            break
        if index > at and (low in TIME_WORDS | ADVERBS | {"on", "in", "at", "by", "during", "to"}):
            break
        if index > at and tokens[index].is_capital and tokens[index - 1].low in _AUDIENCE:
            break
        if index > at and _clause_begins(unit, index):
            break
        index += 1
    return index


def _clause_begins(unit: Unit, at: int) -> bool:
    """Whether a plain noun after a name begins the clause ("told Reuters rebels had left")."""
    tokens = unit.tokens
    if not (tokens[at - 1].is_capital and tokens[at].text.islower()) or tokens[at].low in _AUDIENCE | PREPOSITIONS:
        return False
    return has_finite_verb(tokens[at : at + 4])


def _one_circumstance(unit: Unit, at: int, clear: int | None) -> tuple[int, bool]:
    """End of one circumstance that begins at a token and whether it is a venue; the token itself if none begins."""
    low = unit.low(at)
    if low in TIME_WORDS and not (low in ("this", "last", "late", "early") and not _time_phrase(unit, at)):
        return at + 1, False
    if low in ("late", "early", "last", "this") and _time_phrase(unit, at):
        return at + 2, False
    if low == "on" and unit.low(at + 1) in DAYS | {"late", "early"}:
        return at + 2, False
    if low in ("on", "in") and unit.low(at + 1) in MONTHS | TIME_WORDS:
        return at + 2, False
    if unit.tokens[at].text.isdecimal() and unit.low(at - 1) in MONTHS:
        return at + 1, False
    if low in _OCCASION_PREPOSITIONS:
        end = _occasion_end(unit, at)
        if end > at:
            return end, not (low == "by" and end == at + 2)  # "by telephone" is no venue
    if low in PREPOSITIONS and clear is not None and low != "about":
        return clear, False
    if low in ("in", "from", "at") and at + 1 < len(unit.tokens) and unit.tokens[at + 1].is_capital:
        end = at + 1
        while end < len(unit.tokens) and unit.tokens[end].is_capital:
            end += 1
        return end, False
    return at, False


def _time_phrase(unit: Unit, at: int) -> bool:
    return unit.low(at + 1) in TIME_WORDS


def _occasion_end(unit: Unit, at: int) -> int:
    """Token after an occasion of speaking ("in an interview with VOA"), `at` if it is none."""
    tokens = unit.tokens
    head = next((index for index in range(at + 1, min(at + 7, len(tokens))) if tokens[index].low in _OCCASIONS), None)
    if unit.low(at) == "to":
        return _audience_end(unit, at)
    if head is None or (unit.low(at) == "on" and head > at + 3) or not _all_words(unit, at + 1, head):
        return at
    if unit.low(at) == "for":
        return at
    end = head + 1
    while end < len(tokens) and tokens[end].low in _OCCASIONS:
        end += 1
    return _occasion_tail(unit, end)


def _audience_end(unit: Unit, at: int) -> int:
    """Token after "to reporters", "to the state news agency"."""
    end = at + 1
    while end < len(unit.tokens) and (unit.low(end) in _AUDIENCE or (end == at + 1 and unit.low(end) in DETERMINERS)):
        end += 1
    return end if unit.low(end - 1) in _AUDIENCE else at


def _all_words(unit: Unit, first: int, last: int) -> bool:
    words = unit.tokens[first:last]
    return all(token.is_word and token.low not in PRONOUNS | AUXILIARIES | PREPOSITIONS for token in words)


def _occasion_tail(unit: Unit, at: int) -> int:
    """Token after what goes with an occasion: "with VOA", "on Facebook", "posted on its website"."""
    tokens = unit.tokens
    while at < len(tokens):
        low = tokens[at].low
        if low in (
            "posted",
            "published",
            "released",
            "issued",
            "carried",
            "broadcast",
            "sent",
            "aired",
        ) and at + 1 < len(tokens):
            at += 1
        elif low in ("with", "to", "on", "by", "from", "for") and at + 1 < len(tokens):
            end = at + 1
            while end < len(tokens) and _in_tail(unit, at, end):
                end += 1
            if end == at + 1:
                return at
            at = end
        else:
            return at
    return at


def _in_tail(unit: Unit, preposition: int, at: int) -> bool:
    token = unit.tokens[at]
    if token.low in PRONOUNS | AUXILIARIES | SUBORDINATORS | ADVERBS | DAYS or not token.is_word:
        return False
    if token.low in DETERMINERS:
        return at == preposition + 1
    return token.is_capital or unit.low(preposition + 1) in DETERMINERS or token.low in _SITES | _AUDIENCE


def introduction_venue(unit: Unit, cue: Cue) -> list[Stretch]:
    """Venue told before the speaker: "In an interview with VOA, he said", "Speaking to reporters, she said"."""
    left = left_of(cue)
    if cue.order != "subject first" or unit.low(left - 1) != ",":
        return []
    start = left - 1
    while start > 0 and unit.low(start - 1) not in STOPS | {";"} and not unit.is_quotation(start - 1):
        start -= 1
    if unit.low(start) in ("speaking", "talking", "writing") and left - 1 - start <= 12:
        return [_without_preposition(unit, start + 1, left - 1)]
    if unit.low(start) in ("in", "at", "during", "on"):
        end = _occasion_end(unit, start)
        if end > start:
            return [_without_preposition(unit, start, min(end, left - 1))]
    return []
