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
    DETERMINERS,
    HAVE,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    Token,
    before_relative,
    has_finite_verb,
)
from crossread.speech.noun_phrases import (
    MEANS_AND_HEARERS,
    clause_subject,
    is_aside,
    is_ly,
    noun_phrase_after,
    subject_before,
)
from crossread.speech.reporting_verbs import ReportingVerb, verb_forms
from crossread.speech.units import Stretch

Order = Literal["subject first", "verb first", "participle", "coordinated", "preposition"]

_MOST_CUES = 24  # no sentence of prose has more; keeps the time for any text linear
_LONGEST_SUBJECT = 12
_SHORTEST_CLAUSE = 4
_QUOTED = frozenset(["quoted", "cited"])
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
    while first > 0 and (_low(tokens, first - 1) in ADVERBS or is_ly(tokens, first - 1)):
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
        return after == "by" and _low(tokens, at + 2) not in MEANS_AND_HEARERS  # "said by telephone" is no passive
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
    if is_aside(tokens, 0):  # "In Orvel, the road was cut, said …": the clause follows the introduction
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


def left_of(cue: Cue) -> int:
    """First token of a cue and of the source that stands before it."""
    if cue.source is not None and cue.order == "subject first":
        return cue.source[0]
    return cue.first
