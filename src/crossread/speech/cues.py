"""Cues of speech and whose they are: "Massoud said", "said a spokesman", "according to officials".

Works on the tokens of one unit: a sentence, or several that one quotation spans. No parser is needed where the
speaker stands beside the cue; where the words are not that clear, no cue is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from crossread.speech.clauses import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DAYS,
    DETERMINERS,
    HAVE,
    MODALS,
    MONTHS,
    NEGATIONS,
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
from crossread.speech.reporting_verbs import ReportingVerb, verb_forms
from crossread.speech.units import Stretch

Order = Literal["subject first", "verb first", "participle", "coordinated", "preposition"]

_NAME_PARTICLES = ("al-", "el-", "bin", "ibn", "abu", "van", "von", "de", "der", "du", "da", "ul-", "al", "el")
_SPLITS = frozenset(";:—–―")
_MOST_CUES = 24  # no sentence of prose has more; keeps the time for any text linear
_LONGEST_SUBJECT = 12
_SHORTEST_CLAUSE = 4
_OUTER_PREPOSITIONS = frozenset(["on", "in", "at", "during", "after", "by", "to", "via", "through", "about", "as"])
_MEANS_AND_HEARERS = frozenset(
    ["phone", "telephone", "email", "reporters", "journalists", "me", "us", "him", "her", "them"]
)
_QUOTED = frozenset(["quoted", "cited"])
_CLOSING_TIMES = DAYS | MONTHS | {"yesterday", "today", "week", "month", "year", "later", "earlier"}
_BEFORE_TIMES = frozenset(["on", "late", "early", "in", "this", "last", "just", "earlier", "only"])
_CITING = frozenset(["citing", "quoting"])


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that mark a saying.

    Attributes:
        first: First token of the cue.
        last: Token after the cue.
        verb: The verb; None for a preposition ("according to").
        order: How the source stands to it.
        source: Tokens of the source; None if it was not found.
    """

    first: int
    last: int
    verb: ReportingVerb | None
    order: Order
    source: Stretch | None


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """All cues of a unit that have a source, in order.

    Args:
        tokens: Tokens of the unit.
    """
    cues: list[Cue] = []
    title_case = _is_title_case(tokens)
    for at, token in enumerate(tokens):
        if token.is_capital and at and not title_case:
            continue  # a name that looks like a verb ("Stevie Wonder")
        cue = None
        if token.low in _QUOTED:
            cues.extend(cue for cue in _quoted_as_saying(tokens, at, cues) if cue.source)
        elif token.low == "according" and _low(tokens, at + 1) == "to":
            cue = _prepositional(tokens, at, at + 2)
        elif token.low in _CITING and _low(tokens, at - 1) == ",":
            cue = _prepositional(tokens, at, at + 1)
        elif token.low in verb_forms():
            cue = _verbal(tokens, at, cues)
        if cue and cue.source and not _is_own_thought(tokens, cue):
            cues.append(cue)
    return cues[:_MOST_CUES]


def _is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether most words have a capital, as in headlines."""
    words = [token for token in tokens if token.is_word]
    return 2 * sum(token.is_capital for token in words) > len(words)


def _is_own_thought(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a cue is a speaker's own "I think", which only softens what is said, or has "you" for its source."""
    first, last = cue.source or (0, 0)
    if last - first != 1:
        return False
    own = tokens[first].low in ("i", "we") and cue.verb is not None and cue.verb.stance == "believes"
    return own or tokens[first].low in ("you", "'s")


def _quoted_as_saying(tokens: Sequence[Token], at: int, earlier: list[Cue]) -> list[Cue]:
    """Cues of "X was quoted as saying …" (one), "Y quoted X as saying …" and "X was quoted by Y as saying …" (two)."""
    saying = next((i for i in range(at + 1, min(at + 14, len(tokens))) if tokens[i].low == "saying"), None)
    if saying is None or tokens[saying - 1].low != "as":
        return []
    verb = verb_forms()["saying"].verbs[0]
    floor = _floor(earlier)
    if _low(tokens, at - 1) in BE:
        first = at - 2 if _low(tokens, at - 2) in HAVE else at - 1
        said = subject_before(tokens, first, floor)
        if _low(tokens, at + 1) == "by" and saying - 1 > at + 2:
            outer = Cue(first, at + 2, verb, "participle", (at + 2, saying - 1))
            return [outer, Cue(saying - 1, saying + 1, verb, "participle", said)]
        return [Cue(first, saying + 1, verb, "subject first", said)]
    outer = Cue(at, at + 1, verb, "subject first", subject_before(tokens, at, floor))
    inner = (at + 1, saying - 1) if saying - 1 > at + 1 else None
    return [outer, Cue(saying - 1, saying + 1, verb, "participle", inner)]


def _floor(earlier: list[Cue]) -> int:
    """First token that may belong to the subject of a new verb: after the last verb before it."""
    return next((cue.last for cue in reversed(earlier) if cue.order != "preposition"), 0)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _prepositional(tokens: Sequence[Token], first: int, last: int) -> Cue:
    return Cue(first, last, None, "preposition", noun_phrase_after(tokens, last))


def _verbal(tokens: Sequence[Token], at: int, earlier: list[Cue]) -> Cue | None:
    form = verb_forms()[tokens[at].low]
    first = _auxiliaries_from(tokens, at, form.kinds == {"ing"})
    if first is None:
        return None
    verb = _with_particle(tokens, at, form.verbs)
    if verb is None or (_is_noun_here(tokens, at, first, verb)):
        return None
    last = at + 1 + (verb.particle is not None)
    before = _low(tokens, first - 1)
    if form.kinds == {"ing"} and first == at:
        if not _is_participle_here(tokens, at, verb):
            return None
        return Cue(first, last, verb, "participle", _shared_source(tokens, at, earlier))
    if _verb_first(tokens, first, last):
        return Cue(first, last, verb, "verb first", noun_phrase_after(tokens, last))
    if before in ("and", "but") or (before == "then" and _low(tokens, first - 2) == "and"):
        return Cue(first, last, verb, "coordinated", _shared_source(tokens, first, earlier))
    return Cue(first, last, verb, "subject first", subject_before(tokens, first, _floor(earlier)))


def _auxiliaries_from(tokens: Sequence[Token], at: int, is_ing: bool) -> int | None:
    """First token of the verb group that ends at `at`; None if the group does not tell of a saying that took place."""
    first = at
    while first > 0 and (_low(tokens, first - 1) in ADVERBS or _is_ly(tokens, first - 1)):
        first -= 1
    before = _low(tokens, first - 1)
    if before in NEGATIONS or before in MODALS or before in DETERMINERS - {"this", "that", "all", "both", "some"}:
        return None
    if before in ("to",):
        return first - 3 if (_low(tokens, first - 3), _low(tokens, first - 2)) == ("went", "on") else None
    if before in BE:
        return first - 1 if is_ing else None
    if before in HAVE:
        return None if is_ing or _low(tokens, first - 2) in ("to", *MODALS) else first - 1
    if before in ("did", "do", "does"):
        return None
    if before.endswith(("'s", "s'")) and before not in AUXILIARIES and not is_ing:
        return None
    return at if first < at and before in ("", ",", '"') else first if first < at else at


def _is_ly(tokens: Sequence[Token], at: int) -> bool:
    return at >= 0 and len(tokens[at].low) > 4 and tokens[at].low.endswith("ly") and tokens[at].text.islower()


def _with_particle(tokens: Sequence[Token], at: int, verbs: Sequence[ReportingVerb]) -> ReportingVerb | None:
    following = _low(tokens, at + 1)
    for verb in verbs:
        if verb.particle is None or verb.particle == following:
            return verb
    return None


def _is_noun_here(tokens: Sequence[Token], at: int, first: int, verb: ReportingVerb) -> bool:
    """Whether a form that is also a noun or an adjective is one here ("the claims", "a reported attack")."""
    before, after = tokens[first - 1] if first else None, _low(tokens, at + 1)
    if before is not None and before.low in PREPOSITIONS and before.low not in ("as",):
        return True
    if "noun" not in verb.frames or tokens[at].low.endswith("ed"):
        return after == "by" and _low(tokens, at + 2) not in _MEANS_AND_HEARERS  # "said by telephone" is no passive
    sure = (
        after in ("that", '"', ":", "whether", "how")
        or after in PRONOUNS
        or (after == "," and _quotation(tokens, at + 2))
    )
    capital_before = before is not None and (before.is_capital or before.low in PRONOUNS)
    return not (sure or (capital_before and after in DETERMINERS))


def _quotation(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].quotation is not None


def _is_participle_here(tokens: Sequence[Token], at: int, verb: ReportingVerb) -> bool:
    before, after = _low(tokens, at - 1), _low(tokens, at + 1)
    if not verb.frames & {"clause", "that", "tag", "hearer"}:
        return before == "," and bool(verb.frames & {"thing", "to"}) and "noun" not in verb.frames
    if before in (",", "by", '"'):
        return (
            verb.lemma in ("say", "add") or after in ("that", '"', ":", "how", "whether") or "noun" not in verb.frames
        )
    return False


def _shared_source(tokens: Sequence[Token], at: int, earlier: list[Cue]) -> Stretch | None:
    """Source of a participle or a coordinated verb: that of the verb before it, else the clause's subject."""
    for cue in reversed(earlier):
        if cue.order != "preposition":
            return cue.source
    return clause_subject(tokens, at)


def _verb_first(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the verb stands between what is said and who says it ("Q , said a spokesman")."""
    before = _low(tokens, first - 1)
    after_quotation = before == '"' or (before in (",", "-", "—", "–") and _quotation(tokens, first - 2))
    after = tokens[last] if last < len(tokens) else None
    if after is None or not (
        after.is_word and (after.is_capital or after.low in DETERMINERS | PRONOUNS or after.text.islower())
    ):
        return False
    if after.low in PREPOSITIONS or after.low in SUBORDINATORS or after.low in TIME_WORDS or after.low in ADVERBS:
        return False
    if after_quotation or (before_apposition(tokens, first) is not None and _is_whole_name(tokens, last)):
        return True
    if before != "," or first < _SHORTEST_CLAUSE or not after.is_capital:
        return False
    clause = tokens[: first - 1]
    last_comma = next((at for at in range(len(clause) - 1, -1, -1) if clause[at].low == ","), len(clause))
    if _is_aside(tokens, 0):  # "In Orvel, the road was cut, said …": the clause follows the introduction
        last_comma = len(clause)
    return has_finite_verb(clause[:last_comma]) and not has_finite_verb(before_relative(tokens[last:]))


def before_apposition(tokens: Sequence[Token], verb: int) -> int | None:
    """Token after a quotation that words about it part from a verb ("Q" a village near Sund said …); None without."""
    quoted = next((at for at in range(verb - 1, max(-1, verb - _LONGEST_SUBJECT), -1) if _quotation(tokens, at)), None)
    if quoted is None or quoted + 1 == verb or has_finite_verb(tokens[quoted + 1 : verb]):
        return None
    return quoted + 1 if _low(tokens, quoted + 1) in ("a", "an") else None


def _is_whole_name(tokens: Sequence[Token], first: int) -> bool:
    """Whether a name of two words or more begins at a token, and no verb follows."""
    two = all(at < len(tokens) and tokens[at].is_capital for at in (first, first + 1))
    return two and not has_finite_verb(before_relative(tokens[first:]))


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
    while len(segments) > 1 and (_is_aside(tokens, segments[-1][0]) or _is_relative(tokens, segments[-1][0])):
        segments.pop()
    for number, (first, last) in enumerate(segments):
        if number + 1 < len(segments) or number > 0 or first == floor:
            phrase = None if _is_introduction(tokens, first, last) else _noun_phrase_in(tokens, first, last)
            if phrase and all(_is_description(tokens, *segment) for segment in segments[number + 1 :]):
                return phrase[0], segments[-1][1]
    return None


def _is_relative(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].low in ("who", "which", "whose", "whom", "where")


def _is_aside(tokens: Sequence[Token], first: int) -> bool:
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
        while at > first + 1 and (tokens[at - 1].low in ADVERBS or _is_ly(tokens, at - 1)):
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
        return following in _MEANS_AND_HEARERS
    if following in TIME_WORDS | MONTHS | {"a", "an", "his", "her", "their", "its", "condition", "facebook", "twitter"}:
        return True
    return following[:1].isdecimal()


def left_of(cue: Cue) -> int:
    """First token of a cue and of the source that stands before it."""
    if cue.source is not None and cue.order == "subject first":
        return cue.source[0]
    return cue.first
