"""What is said, for each cue of a unit: the quotation beside it, or the clause it reports.

A unit is a sentence, or several that one quotation spans. See `cues` for how speakers are found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from crossread.data import word_set
from crossread.speech.clauses import (
    AUXILIARIES,
    DAYS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    has_finite_verb,
)
from crossread.speech.cues import Cue, before_apposition, find_cues, left_of
from crossread.speech.hedges import HEDGE_WORDS, hedges
from crossread.speech.reporting_verbs import verb_forms
from crossread.speech.units import STOPS, Saying, Stretch, Unit
from crossread.speech.venues import circumstances, introduction_venue

ANNOUNCED = "announced"
"""Rule of a saying whose content is the quotation that begins the next paragraph ("Massoud wrote:")."""

QUOTED = "quoted-as-saying"
"""Rule of a saying that somebody else quotes; its cue ends with "as saying", that of who quotes does not."""

_QUOTED_REACH = 14  # tokens between "quoted" and "as saying"
_SHORTEST_DATELINE, _LONGEST_DATELINE = 3, 14  # letters of its first word; tokens
_DASHES = frozenset(["—", "–", "―", "-"])
_JOINS = frozenset(["and", "but", "while", ";", "as", "though", "although", "—", "–", "―"])
_WH = word_set("wh")
_PAST = word_set("past")
_CONCESSIONS = frozenset(["although", "though", "while", "as", "if", "when", "after", "because", "since"])


_TRIGGERS = frozenset([*verb_forms(), "according", "citing", "quoting", "quoted", "cited"]) | HEDGE_WORDS
"""Words without which a unit holds no saying."""


def sayings(unit: Unit) -> list[Saying]:
    """All sayings of a unit, in order of their cues.

    Args:
        unit: The unit.
    """
    if _TRIGGERS.isdisjoint(token.low for token in unit.tokens):
        return []
    cues = find_cues(unit.tokens)
    found = []
    for number, cue in enumerate(cues):
        saying = _preposition(unit, cue) if cue.verb is None else _verb(unit, cue, number, cues)
        if saying and (saying.content or saying.rule == ANNOUNCED):
            found.append(saying)
    return found + hedges(unit)


def _verb(unit: Unit, cue: Cue, number: int, cues: Sequence[Cue]) -> Saying | None:
    if cue.source is None:
        return None
    saying = _as_saying(unit, cue)
    if saying is not None:
        end = _content_end(unit, saying, number, cues)
        start = saying + (unit.low(saying) == "that")
        quoted = _quotation_before(unit, cue.source[0])
        content = [(quoted, quoted + 1)] if quoted is not None else [(start, end)] if start < end else []
        return Saying(_form_of(unit, content), cue.source, (cue.first, cue.last), content, [], QUOTED)
    after_words = cue.source[1] if cue.order == "verb first" else cue.last
    at, venue = circumstances(unit, cue, after_words)
    venue = introduction_venue(unit, cue) + venue
    left = cue.source[0]
    if cue.order == "verb first":
        left = before_apposition(unit.tokens, cue.first) or cue.first
    quoted = _quotation_before(unit, left)
    if quoted is not None and cue.order in ("subject first", "verb first"):
        return _beside_quotation(unit, cue, quoted, at, venue)
    return _reported(unit, cue, left, at, _content_end(unit, at, number, cues), venue)


def _as_saying(unit: Unit, cue: Cue) -> int | None:
    """Token after "as saying" where a cue quotes somebody ("quoted X as saying", "was quoted as saying"), else None."""
    words = [unit.low(at) for at in range(cue.first, cue.last)]
    if words[-2:] == ["as", "saying"]:
        return cue.last
    if not {"quoted", "cited"} & set(words):
        return None
    reach = range(cue.last, min(cue.last + _QUOTED_REACH, len(unit.tokens)))
    return next((at + 2 for at in reach if unit.low(at) == "as" and unit.low(at + 1) == "saying"), None)


def _quotation_before(unit: Unit, at: int) -> int | None:
    """Index of the quotation token right before a token, a comma or dash between them allowed."""
    before = at - 1
    if unit.low(before) in (",", "-", "—", "–"):
        before -= 1
    return before if unit.is_quotation(before) else None


def _beside_quotation(unit: Unit, cue: Cue, quoted: int, at: int, venue: list[Stretch]) -> Saying | None:
    """What is said beside a quotation that stands before the cue: "…," X said; "…," X said, "…".

    Words before the quotation belong to it where it goes on from them.
    """
    verb = cue.verb
    if verb is None or not verb.frames & {"tag", "clause", "that"}:
        return None
    start = _clause_start(unit, quoted)
    mixed = start < quoted
    content = [(start, quoted + 1)]
    while at < len(unit.tokens) and unit.low(at) in (",", ":", ".", "and", ";"):
        at += 1
    if unit.is_quotation(at):
        content.append((at, at + 1))
    return Saying("mixed" if mixed else "direct", cue.source, (cue.first, cue.last), content, venue, "quotation-cue")


def _clause_start(unit: Unit, quoted: int) -> int:
    """First token of what is said with a quotation: words before it that it goes on from belong to it."""
    tokens, quotations = unit.tokens, unit.quotations
    before = unit.low(quoted - 1)
    index = tokens[quoted].quotation
    if quoted == 0 or index is None or before in STOPS | {":", ","}:
        return quoted
    start = quoted
    while start > 0 and tokens[start - 1].low not in STOPS | {";", ":"}:
        start -= 1
    return start if quotations[index].form == "words" or quoted - start > 1 else quoted


def _reported(unit: Unit, cue: Cue, left: int, at: int, end: int, venue: list[Stretch]) -> Saying | None:
    clause_before = _clause_before(unit, left, cue)
    parenthetic = clause_before is not None and (
        unit.low(at) in (",", "") or at >= end or unit.low(cue.last) in (",", "—", "–")
    )
    if clause_before and _introduces(unit, clause_before[0], at):
        clause_before = None
    if cue.order in ("subject first", "verb first") and clause_before and (parenthetic or _is_rest(unit, at)):
        return _around(unit, cue, clause_before, at, end, venue)
    return _following(unit, cue, at, end, venue)


def _after_dateline(unit: Unit, start: int, left: int) -> int:
    """Token after "ORVEL, May 3 (Agency) —" at the start of a unit."""
    if start or not unit.tokens:
        return start
    dash = next((at for at in range(1, min(left, _LONGEST_DATELINE)) if unit.low(at) in _DASHES), None)
    first = unit.tokens[0].text
    capitals = first.isupper() and len(first) >= _SHORTEST_DATELINE
    if dash is None or not (capitals or unit.low(dash - 1) == ")"):
        return start
    return dash + 1


def _introduces(unit: Unit, start: int, at: int) -> bool:
    """Whether the words before a speaker only lead to a quotation after the cue ("Asked about it, he said, “…”")."""
    while unit.low(at) in (",", ":"):
        at += 1
    first = unit.low(start)
    return unit.is_quotation(at) and (first in PREPOSITIONS | SUBORDINATORS or first.endswith(("ing", "ed")))


def _is_rest(unit: Unit, at: int) -> bool:
    """Whether what follows a cue after its clause is a circumstance and no clause of its own."""
    return unit.low(at) in PREPOSITIONS | {"and", "but"} | STOPS


def _clause_before(unit: Unit, left: int, cue: Cue) -> Stretch | None:
    """Clause before ", officials said": None if nothing before it can stand alone."""
    if unit.low(left - 1) not in (",", "—", "–") or cue.verb is None or not cue.verb.frames & {"clause", "that"}:
        return None
    start = left - 1
    while start > 0 and unit.low(start - 1) not in STOPS | {";"}:
        start -= 1
    start = _after_dateline(unit, start, left)
    first = unit.low(start)
    if left - 1 - start < 2 or (not has_finite_verb(unit.tokens[start : left - 1]) and unit.low(cue.last) != ","):
        return None
    if first in SUBORDINATORS - {"that", "but"} and unit.low(cue.last) not in (",", ".", ""):
        return None
    return start, left - 1


def _around(unit: Unit, cue: Cue, before: Stretch, at: int, end: int, venue: list[Stretch]) -> Saying | None:
    content = [before]
    if unit.low(at) == "," and at + 1 < end and not unit.is_quotation(at + 1) and not _is_afterthought(unit, at + 1):
        content.append((at + 1, end))
    elif unit.low(at) == "," and unit.is_quotation(at + 1):
        content.append((at + 1, at + 2))
    return Saying(_form_of(unit, content), cue.source, (cue.first, cue.last), content, venue, "clause-cue")


def _is_afterthought(unit: Unit, at: int) -> bool:
    """Whether what follows ", officials said," tells of the saying and is not said ("as …", "referring to …")."""
    return unit.low(at) in SUBORDINATORS - {"that", "but"} or unit.low(at).endswith("ing")


def _following(unit: Unit, cue: Cue, at: int, end: int, venue: list[Stretch]) -> Saying | None:
    """What is said after the cue: X said (that) …; X told Y …; X urged Y to …; X denied …."""
    verb = cue.verb
    if verb is None:
        return None
    start, clear = at, unit.low(at - 1) == "that"
    while unit.low(start) in (",", ":") and unit.low(start):
        start += 1
    clear = clear or unit.is_quotation(start) or unit.low(start) in _WH
    relative = _relative(unit, cue, start, end)
    if relative:
        return Saying("indirect", cue.source, (cue.first, cue.last), relative, venue, "relative-cue")
    if start >= end and unit.low(end - 1) == ":":
        return Saying("direct", cue.source, (cue.first, cue.last), [], venue, ANNOUNCED)
    if start >= end or (start > at and not unit.is_quotation(start) and unit.low(at) == ","):
        return None
    if not _may_follow(unit, cue, start, end, clear=clear):
        return None
    if unit.is_quotation(start) and cue.verb and "tag" in verb.frames | ({"tag"} if "clause" in verb.frames else set()):
        end = _after_quotation(unit, start, end)
    content = [(start, end)]
    form = "mixed" if "label" in verb.frames else _form_of(unit, content)
    return Saying(form, cue.source, (cue.first, cue.last), content, venue, "cue-clause")


def _after_quotation(unit: Unit, start: int, end: int) -> int:
    """End of content that begins with a quotation: further quotations join it, and words it goes on with."""
    at = start + 1
    while at < end and (unit.is_quotation(at) or unit.low(at) in STOPS):
        at += 1
    if at < end and unit.tokens[at].text.islower() and unit.low(at) not in {"and", "but", "as", "in", "after", "while"}:
        return end
    while not unit.is_quotation(at - 1):
        at -= 1
    return at


def _may_follow(unit: Unit, cue: Cue, start: int, end: int, *, clear: bool) -> bool:
    """Whether the verb takes what follows it."""
    verb = cue.verb
    if verb is None:
        return False
    frames, first = verb.frames, unit.low(start)
    if clear:
        return bool(frames & {"clause", "that", "hearer", "tag", "whether", "thing"}) or unit.is_quotation(start)
    if "label" in frames:
        return unit.low(left_of(cue) - 1) != "what" and any(unit.is_quotation(at) for at in range(start, end))
    if frames & {"thing", "accuse"} and first not in PREPOSITIONS and end - start >= 1:
        return True
    if "to" in frames and any(unit.low(at) == "to" for at in range(start, min(end, start + 16))):
        return True
    if first in OBJECT_PRONOUNS - {"it", "you", "her"} or first in ("because", "but", "as"):
        return False
    if "clause" in frames:
        return (
            end - start >= 3
            and first not in PREPOSITIONS - {"about", "at", "over", "in", "of"}
            and first not in ("so", "nothing")
        )
    return False


def _relative(unit: Unit, cue: Cue, start: int, end: int) -> list[Stretch] | None:
    """Content of a saying inside a relative clause ("which he said were …"): the relative word and what follows."""
    source = cue.source
    if source is None or cue.order != "subject first" or unit.low(source[0] - 1) not in RELATIVES:
        return None
    if start >= end or not _is_predicate(unit, start):
        return None
    stop = next((at for at in range(start, end) if unit.low(at) == ","), end)
    return [(source[0] - 1, source[0]), (start, stop)]


def _is_predicate(unit: Unit, at: int) -> bool:
    return unit.low(at) in AUXILIARIES | _PAST or (unit.low(at).endswith("ed") and unit.tokens[at].text.islower())


def _form_of(unit: Unit, content: Sequence[Stretch]) -> Literal["direct", "indirect", "mixed"]:
    inside = [at for first, last in content for at in range(first, last)]
    quoted = [at for at in inside if unit.is_quotation(at)]
    if not quoted:
        return "indirect"
    words = [at for at in inside if unit.tokens[at].is_word]
    return "mixed" if words else "direct"


def _content_end(unit: Unit, start: int, number: int, cues: Sequence[Cue]) -> int:
    """Where the content after a cue ends: at the next saying beside it, or with the unit."""
    for later in cues[number + 1 :]:
        if later.first < start:
            continue
        left = left_of(later)
        before = unit.low(left - 1)
        if before in ("which", "who") and unit.low(left - 2) == ",":
            return left - 2
        if later.order == "preposition" and before == ",":
            return left - 1
        if later.order == "participle" and before == ",":
            return left - 1
        if later.order == "coordinated" or before in _JOINS:
            cut = left - 1
            return cut - 1 if unit.low(cut - 1) == "," else cut
        if before == "," and (_nothing_after(unit, later) or unit.low(0) in _CONCESSIONS):
            return left - 1
    return unit.end


def _nothing_after(unit: Unit, cue: Cue) -> bool:
    last = cue.source[1] if cue.source and cue.order == "verb first" else cue.last
    return last >= unit.end or unit.low(last) in (",", ".") or unit.low(last) in DAYS


def _preposition(unit: Unit, cue: Cue) -> Saying | None:
    """What is said according to somebody: according to X, …; …, according to X; …, citing X."""
    if cue.source is None:
        return None
    after = cue.source[1]
    before = cue.first - 1 if unit.low(cue.first - 1) == "," else cue.first
    follows_comma = unit.low(cue.first - 1) == ","
    start = _scope_start(unit, before)
    between = follows_comma and unit.low(after) == "," and not has_finite_verb(unit.tokens[start:before])
    # "In Orvel, according to X, …" and "State radio, citing X, said …"
    introduced = between and (unit.low(start) in PREPOSITIONS or unit.low(after + 1) in verb_forms())
    if introduced or cue.first == 0 or unit.low(cue.first - 1) in STOPS | {";", "and", "but", "that"}:
        content = _from(unit, after)
    else:
        content = [(start, before)] if before > start else []
        content += _from(unit, after) if between else []
    return Saying(_form_of(unit, content), cue.source, (cue.first, cue.last), content, [], "according-to")


def _from(unit: Unit, after: int) -> list[Stretch]:
    """What is said after a source: "…, citing X, said …" has a verb of its own before it."""
    start = after + 1 if unit.low(after) == "," else after
    if unit.low(after) == "," and unit.low(start) in verb_forms():
        start += 2 if unit.low(start + 1) == "that" else 1
    return [(start, unit.end)] if unit.end > start else []


def _scope_start(unit: Unit, end: int) -> int:
    start = end
    while start > 0 and unit.low(start - 1) not in STOPS | {";"}:
        start -= 1
    return start
