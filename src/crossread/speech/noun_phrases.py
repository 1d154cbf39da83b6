"""Noun phrases that speak: the one before a verb, the one after it, and the subject of the clause around it.

Works on the tokens of one unit without a parse; where the words are not that clear, no phrase is given.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossread.speech.clauses import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    MODALS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    TIME_WORDS,
    Token,
    before_relative,
    has_finite_verb,
    split_at_commas,
)
from crossread.speech.reporting_verbs import verb_forms
from crossread.speech.units import Stretch

_NAME_PARTICLES = ("al-", "el-", "bin", "ibn", "abu", "van", "von", "de", "der", "du", "da", "ul-", "al", "el")
_SPLITS = frozenset(";:—–―")
_LONGEST_SUBJECT = 12
_OUTER_PREPOSITIONS = frozenset(["on", "in", "at", "during", "after", "by", "to", "via", "through", "about", "as"])
MEANS_AND_HEARERS = frozenset(
    ["phone", "telephone", "email", "reporters", "journalists", "me", "us", "him", "her", "them"]
)
"""Words after "by" or "to" that tell how or to whom something was said."""

_CLOSING_TIMES = DAYS | MONTHS | {"yesterday", "today", "week", "month", "year", "later", "earlier"}
_BEFORE_TIMES = frozenset(["on", "late", "early", "in", "this", "last", "just", "earlier", "only"])


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def is_ly(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is an adverb by its ending."""
    return at >= 0 and len(tokens[at].low) > 4 and tokens[at].low.endswith("ly") and tokens[at].text.islower()


def subject_before(tokens: Sequence[Token], end: int, floor: int) -> Stretch | None:
    """The noun phrase that ends before a verb, with its descriptions.

    Args:
        tokens: Tokens of the unit.
        end: The verb's first token.
        floor: First token that may belong to it.
    """
    floor = max(floor, _last_split(tokens, floor, end))
    if end <= floor:
        return None
    if tokens[end - 1].low == "who":
        return _antecedent(tokens, end - 1, floor)
    if tokens[end - 1].low in (",", "—", "–", "―"):
        return _described_subject(tokens, end - 1, floor)
    segments = split_at_commas(tokens, floor, end)
    return _noun_phrase_in(tokens, *segments[-1]) if segments else None


def _last_split(tokens: Sequence[Token], floor: int, end: int) -> int:
    """Token after the last quotation, semicolon, colon or dash."""
    for at in range(end - 2, floor - 1, -1):
        if tokens[at].quotation is not None or tokens[at].low in _SPLITS:
            return at + 1
    return floor


def _described_subject(tokens: Sequence[Token], end: int, floor: int) -> Stretch | None:
    """Subject followed by descriptions between commas: "Karo Lund, the governor, …"."""
    segments = split_at_commas(tokens, floor, end)
    while len(segments) > 1 and (is_aside(tokens, segments[-1][0]) or _is_relative(tokens, segments[-1][0])):
        segments.pop()
    for number, (first, last) in enumerate(segments):
        if number + 1 < len(segments) or number > 0 or first == floor:
            phrase = None if _is_introduction(tokens, first, last) else _noun_phrase_in(tokens, first, last)
            if phrase and all(_is_description(tokens, *segment) for segment in segments[number + 1 :]):
                return phrase[0], segments[-1][1]
    return None


def _is_relative(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].low in ("who", "which", "whose", "whom", "where")


def is_aside(tokens: Sequence[Token], first: int) -> bool:
    """Whether the words between commas that begin at a token are a circumstance of the saying."""
    word = tokens[first]
    return (
        word.low in PREPOSITIONS | ADVERBS | TIME_WORDS
        or word.low in ("asked", "too")
        or (word.low.endswith("ing") and word.low != "including")
    )


def _is_introduction(tokens: Sequence[Token], first: int, last: int) -> bool:
    word = tokens[first]
    if word.low in PREPOSITIONS | ADVERBS | TIME_WORDS or (word.low in SUBORDINATORS and word.low != "that"):
        return True
    if not word.low.endswith(("ing", "ed")) or last - first < 2:
        return False
    following = tokens[first + 1]
    return following.text.islower() and not following.low.startswith(_NAME_PARTICLES)


def _is_description(tokens: Sequence[Token], first: int, last: int) -> bool:
    word = tokens[first]
    if word.low in ("who", "which", "whose", "including"):
        return True
    if word.low in PREPOSITIONS:
        return not has_finite_verb(tokens[first:last])
    if word.low in PRONOUNS | ADVERBS | SUBORDINATORS or not (word.is_word or word.text == "("):
        return False
    return not has_finite_verb(before_relative(tokens[first:last]))


def _noun_phrase_in(tokens: Sequence[Token], first: int, last: int) -> Stretch | None:
    """The noun phrase at the end of a stretch without commas."""
    last = _without_time(tokens, first, last)
    for at in range(last - 1, first - 1, -1):
        low = tokens[at].low
        cuts = low in SUBORDINATORS or low in _SPLITS or tokens[at].quotation is not None
        joins = low in ("and", "or") and at > first and has_finite_verb(tokens[first:at])
        if cuts or joins or (low in ("and", "but") and at == first):
            first = at + 1
            break
    if first < last and tokens[last - 1].low in PRONOUNS - {"who"}:
        return last - 1, last
    if first < last and tokens[first].low in PREPOSITIONS | ADVERBS | TIME_WORDS:
        first = _after_preposition(tokens, first, last)
    if first >= last or has_finite_verb(tokens[first:last]) or not _is_nominal(tokens, last):
        return None
    return first, last


def _is_nominal(tokens: Sequence[Token], last: int) -> bool:
    head = tokens[last - 1]
    if head.low in PREPOSITIONS | DETERMINERS - {"this", "that", "both", "all", "some"} | MODALS | RELATIVES:
        return False
    return (head.is_word and not head.text[0].isdecimal()) or head.text == ")"


def _without_time(tokens: Sequence[Token], first: int, last: int) -> int:
    """End of a stretch without a time at its end ("Massoud on Tuesday")."""
    end = last
    while end > first + 1 and tokens[end - 1].low in _CLOSING_TIMES:
        end -= 1
    while end < last and end > first + 1 and tokens[end - 1].low in _BEFORE_TIMES:
        end -= 1
    return end


def _after_preposition(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where the subject begins after an introduction without comma ("On Tuesday the ministry")."""
    at = first
    while at < last and tokens[at].low in PREPOSITIONS | ADVERBS | TIME_WORDS:
        at += 1
    if at > first and tokens[at - 1].low in TIME_WORDS and at < last:
        return at
    for index in range(at + 1, last):
        if tokens[index].low in DETERMINERS and tokens[index - 1].low not in PREPOSITIONS:
            return index
        if tokens[index - 1].is_capital and tokens[index].text.islower() and tokens[index].low not in PREPOSITIONS:
            return index
    start = last
    while start > at and tokens[start - 1].is_capital:
        start -= 1
    return start if at < start < last else last


def _antecedent(tokens: Sequence[Token], who: int, floor: int) -> Stretch | None:
    """What "who" stands for: the noun phrase before it, with its descriptions."""
    end = who - 1 if who > floor and tokens[who - 1].low == "," else who
    if end <= floor:
        return None
    segments = split_at_commas(tokens, floor, end)
    for first, last in reversed(segments):
        phrase = _noun_phrase_tail(tokens, first, last)
        if (phrase and tokens[phrase[0]].is_capital) or (phrase and phrase[0] == first):
            return phrase[0], end
    return None


def _noun_phrase_tail(tokens: Sequence[Token], first: int, last: int) -> Stretch | None:
    """The last noun phrase of a stretch that may hold a verb: back to a verb, a preposition or a determiner."""
    at = last
    while at > first:
        token = tokens[at - 1]
        if token.low in PREPOSITIONS | AUXILIARIES | SUBORDINATORS or not (token.is_word or token.text in ".)("):
            break
        at -= 1
        if token.low in DETERMINERS:
            break
    return (at, last) if at < last and _is_nominal(tokens, last) else None


def clause_subject(tokens: Sequence[Token], end: int) -> Stretch | None:
    """Subject of the clause before a participle or a second verb: what stands before its first finite verb."""
    for first, last in split_at_commas(tokens, _last_split(tokens, 0, end), end):
        if _is_introduction(tokens, first, last):
            continue
        at = next((at for at in range(first + 1, last) if _is_finite(tokens, first, at)), None)
        if at is None:
            return None
        while at > first + 1 and (tokens[at - 1].low in ADVERBS or is_ly(tokens, at - 1)):
            at -= 1
        at = _without_time(tokens, first, at)
        return (first, at) if _is_nominal(tokens, at) and at - first <= _LONGEST_SUBJECT else None
    return None


def _is_finite(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether a token is a finite verb of the clause that begins at `first`."""
    form = verb_forms().get(tokens[at].low)
    if form is not None and tokens[at].text.islower() and "ing" not in form.kinds:
        return tokens[at - 1].low not in DETERMINERS | PREPOSITIONS
    bare = tokens[at].low.endswith("ed") and tokens[at].text.islower() and tokens[at - 1].low not in DETERMINERS
    return bare or has_finite_verb(tokens[first : at + 1])


def noun_phrase_after(tokens: Sequence[Token], first: int) -> Stretch | None:
    """The noun phrase that begins at a token, with descriptions between commas that follow it.

    Args:
        tokens: Tokens of the unit.
        first: Its first token.
    """
    last = _phrase_end(tokens, first)
    if last == first:
        return None
    if last - first == 1 and tokens[first].low in PRONOUNS | {"him", "her", "them"}:
        return first, last
    if _low(tokens, last) in ("who", "whose"):
        return first, _phrase_end(tokens, last, relative=True)
    while last < len(tokens) and tokens[last].low == ",":
        segment = next(iter(split_at_commas(tokens, last + 1, len(tokens))), None)
        if segment is not None and _is_relative(tokens, segment[0]):
            break
        if segment is None or segment[0] != last + 1 or not _describes(tokens, *segment):
            break
        end = _phrase_end(tokens, segment[0], relative=True)
        closed = (
            end == len(tokens) or tokens[end].low in (",", ".", ";", '"', "!", "?") or tokens[end].low in PREPOSITIONS
        )
        if not closed:
            break
        last = end
    return first, last


def _describes(tokens: Sequence[Token], first: int, last: int) -> bool:
    word = tokens[first]
    if tokens[first].quotation is not None or not word.is_word or word.low in PREPOSITIONS | PRONOUNS | ADVERBS:
        return False
    if word.low in verb_forms() or word.low in ("and", "but", "or") or word.low in SUBORDINATORS:
        return False
    if word.low.endswith("ing") and word.text.islower():
        return False
    opens = (
        word.low in DETERMINERS
        or word.text.islower()
        or word.text[0].isdecimal()
        or _low(tokens, first + 1) in ("of", "for")
    )
    return opens and not has_finite_verb(before_relative(tokens[first:last]))


def _phrase_end(tokens: Sequence[Token], first: int, *, relative: bool = False) -> int:
    at = first
    while at < len(tokens):
        token = tokens[at]
        low = token.low
        if token.quotation is not None or (not token.is_word and token.text not in (".", "(", ")", "-", "&", "%", "$")):
            break
        if token.text == "." and (at + 1 == len(tokens) or not tokens[at - 1].is_capital):
            break
        if not relative and (low in SUBORDINATORS - {"than"} or low in RELATIVES - {"that"}):
            break
        if low in _OUTER_PREPOSITIONS and at > first and not relative and _is_circumstance(tokens, at):
            break
        if at > first and (low in TIME_WORDS and low not in ("this", "last", "month", "year", "late", "early")):
            break
        if at > first and low in PRONOUNS and not relative:
            break
        form = verb_forms().get(low) if at > first and token.text.islower() else None
        if form is not None and form.kinds == {"ing"}:
            break  # "said the Observatory adding that …"
        at += 1
    return at


def _is_circumstance(tokens: Sequence[Token], at: int) -> bool:
    """Whether a preposition begins a time, a venue or another circumstance of the saying, no part of a name's words."""
    low = tokens[at].low
    following = _low(tokens, at + 1)
    if low in ("during", "after", "via", "through", "about", "as"):
        return True
    if low in ("by", "to"):
        return following in MEANS_AND_HEARERS
    if following in TIME_WORDS | MONTHS | {"a", "an", "his", "her", "their", "its", "condition", "facebook", "twitter"}:
        return True
    return following[:1].isdecimal()
