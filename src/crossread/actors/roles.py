"""Roles that stand beside a name: offices with what they are offices of, and kinship.

What is read: titles before the name ("Norland's former defence minister Ali Dost", "spokesman for the NRF, Ali
Dost,"), appositions after it ("Ali Dost, head of the NRF,"), clauses ("who leads the NRF") and the copula ("Ali
Dost was named governor of Herat").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossread.actors.lexicon import is_nationality, name_words
from crossread.actors.words import NAME_PARTICLES, Words, first_words, is_modifier, is_past, place_kind
from crossread.speech.reporting_verbs import verb_forms

_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "its", "their", "our", "my", "one", "another"])
_OF = frozenset(["of", "for", "at", "in", "with", "to", "from", "on"])
_KEPT = frozenset(["deputy", "vice", "assistant", "acting", "interim", "caretaker", "co"])
"""Words before a title that make it another office."""
_LEADS = {
    "leads": "leader", "led": "leader", "heads": "head", "headed": "head", "commands": "commander",
    "commanded": "commander", "chairs": "chairman", "chaired": "chairman", "founded": "founder", "runs": "head",
    "directs": "director", "governs": "governor",
}  # fmt: skip
_WRITTEN_OUT = {
    "gen": "general", "lt": "lieutenant", "lieut": "lieutenant", "col": "colonel", "maj": "major", "capt": "captain",
    "brig": "brigadier", "sgt": "sergeant", "adm": "admiral", "cpl": "corporal", "pvt": "private", "sen": "senator",
    "rep": "representative", "cmdr": "commander", "cdr": "commander", "ceo": "chief executive", "mp": "lawmaker",
}  # fmt: skip
_PAST_LEADS = frozenset(["led", "headed", "commanded", "chaired"])
_NAMED = frozenset(
    ["named", "appointed", "elected", "introduced", "described", "identified", "installed", "reappointed", "known"]
)
_STOP = name_words("ends organisation")
_ADJECTIVES_IN_ED = frozenset(["armed", "united", "allied", "banned", "outlawed", "besieged", "occupied", "disputed"])
_MAX_ORGANISATION = 14


@dataclass(frozen=True, slots=True)
class Told:
    """A role as the text tells it; bounds are indices of words, half-open."""

    title: str
    organisation: tuple[int, int] | None
    former: bool
    relation: Literal["office", "kinship"]
    first: int
    after: int


def roles_before(words: Words, first: int) -> tuple[list[Told], int]:
    """Roles told right before a name.

    Args:
        words: Words of the block.
        first: Index of the first word of the name.

    Returns:
        The roles in reading order, and the index at which the titles before the name begin.
    """
    told: list[Told] = []
    at = first
    while words[at].near:
        title = words.title_ending(at - 1)
        if not title:
            break
        begin, kind = title
        while words[begin].near and words.lower(begin - 1) in _KEPT:
            begin -= 1
        bounds, start, past = _possessor(words, begin)
        if kind in ("office", "rank", "kinship"):
            name = _title(words, begin, at)
            relation: Literal["office", "kinship"] = "kinship" if kind == "kinship" else "office"
            told.insert(0, Told(name, bounds, past, relation, bounds[0] if bounds else begin, at))
        at = start if bounds or past else begin
        if bounds:
            break
    if not told:
        told, at = _apposed_before(words, first, at)
    return told, at


def _apposed_before(words: Words, first: int, at: int) -> tuple[list[Told], int]:
    """A role that a comma parts from the name after it: "the head of the NRF, Ali Dost,"."""
    if words[first - 1].text != "," or not words[first - 1].near:
        return [], at
    for begin in range(first - 2, max(-1, first - 2 - _MAX_ORGANISATION), -1):
        if words[begin].text in (",", ".", ";", ":", "(", ")", '"', "“", "”", "-", "–", "—"):
            break
        title = words.title_beginning(begin)
        if not title or title[1] not in ("office", "kinship"):
            continue
        after, kind = title
        while begin and (words.title_beginning(begin - 1) or (0,))[0] == after:
            begin -= 1
        told = _with_complement(words, begin, after, kind == "kinship")
        if told and told.after == first - 1:
            bounds, start, past = _possessor(words, told.first)
            if not told.organisation and not bounds and words.lower(told.first - 1) not in _DETERMINERS:
                continue
            role = Told(
                told.title, told.organisation or bounds, past or told.former, told.relation,
                min(told.first, bounds[0]) if bounds else told.first, told.after,
            )  # fmt: skip
            return [role], start
    return [], at


def roles_after(words: Words, after: int) -> list[Told]:
    """Roles told after a name: in appositions, in a clause with "who", with the copula.

    Args:
        words: Words of the block.
        after: Index of the word after the name.
    """
    mark = words[after].text
    if mark in (",", "(", "–", "—", "-"):
        at = after + 1
        if words[at].text.isdecimal() and words[at + 1].text == ",":
            at += 2
        if words.lower(at) == "who":
            return _clause(words, at + 1)
        told = _appositions(words, at)
        end = told[-1].after if told else at
        return told + (_clause(words, end + 1) if told and words[end].text == "," else [])
    if mark == "'s" and words[after + 1].near:
        return []
    return _clause(words, after)


def _appositions(words: Words, at: int) -> list[Told]:
    """The role phrases that follow one another from a place on, parted by commas and "and"."""
    told: list[Told] = []
    while len(told) < 4:
        role = _apposition(words, at)
        if not role or (told and words[role.after].text == "," and words[role.after + 1].capital):
            break  # "…, and the leader's nephew, Petr Novak": the next one's
        if told and told[-1].organisation is None and role.organisation and words.lower(at - 1) == "and":
            last = told.pop()  # "founder and director of the forum"
            told.append(Told(last.title, role.organisation, last.former, last.relation, last.first, last.after))
        told.append(role)
        at = role.after
        if words[at].text == "(" and words[at + 2].text == ")":
            at += 3
        at += words[at].text == ","
        at += words.lower(at) == "and"
        if at == role.after:
            break
    return told


def _apposition(words: Words, at: int) -> Told | None:
    """A role phrase that begins at a place: an article, words that say of what, the title, its complement."""
    begin = at + (words.lower(at) in _DETERMINERS)
    for place in range(begin, begin + 9):
        word = words[place]
        if not word.text or not (word.text[0].isalnum() or word.text == "'s"):
            return None
        title = words.title_beginning(place)
        if title and title[1] != "honorific" and not (title[1] == "rank" and words.lower(title[0]) not in ("of", "in")):
            after, kind = title
            if words[after].text == "'s":
                continue
            following = words.title_beginning(after) if words[after].near else None
            if following and following[1] == "office":
                continue  # "army commander and spokesman": the last one of a heap counts
            told = _with_complement(words, place, after, kind == "kinship")
            if told is None or (told.organisation is None and words[told.after].near and words[told.after].capital):
                return None  # "…, Interior Minister Karim Khan": the next one's title
            return _with_possessor(words, told, begin)
        if word.lower in _STOP | _OF:
            return None
        if word.lower in verb_forms() and not word.capital:
            return None
    return None


def _with_possessor(words: Words, told: Told, begin: int) -> Told:
    """A role with what stands before its title: "the group's former leader", "Taliban spokesman"."""
    bounds, _, past = _possessor(words, told.first, begin)
    first = bounds[0] if bounds and not told.organisation else told.first
    organisation = told.organisation or bounds
    return Told(told.title, organisation, past or told.former, told.relation, min(first, told.first), told.after)


def _clause(words: Words, at: int) -> list[Told]:
    """A role told by a verb: "leads the NRF", "is the head of …", "was named governor of …"."""
    while words.lower(at) in ("now", "also", "currently", "still", "previously", "then", "once", "has", "had", "been"):
        at += 1
    verb = words.lower(at)
    if verb in _LEADS and words[at].text.islower():
        bounds = organisation_at(words, at + 1)
        if bounds and words[bounds[0]].text[0].isupper():
            return [Told(_LEADS[verb], bounds, verb in _PAST_LEADS, "office", at, bounds[1])]
        return []
    if verb not in ("is", "was", "became", "becomes", "remains"):
        return []
    at += 1
    while words.lower(at) in _NAMED | {"as", "now", "also", "later", "then", "been", "still", "to", "be"}:
        at += 1
    roles = _appositions(words, at)
    return [role for role in roles if role.organisation] if roles and roles[0].first <= at + 2 else []


def _with_complement(words: Words, begin: int, after: int, kinship: bool) -> Told | None:
    """A title with "of the NRF" and the like behind it; the title's bounds are given."""
    while words[begin].near and words.lower(begin - 1) in _KEPT:
        begin -= 1
    past = is_past(words.lower(begin - 1))
    joints = _OF if not kinship else frozenset(["of", "to"])
    then = words.lower(after) == "at" and words.lower(after + 1) == "the" and words.lower(after + 2) == "time"
    told_of = words.lower(after) in joints and words[after].near and not then  # "the chief at the time"
    organisation = organisation_at(words, after + 1) if told_of else None
    if organisation and words.lower(after) == "in" and not words[organisation[0]].text[0].isupper():
        organisation = None
    if organisation and kinship:
        organisation = _relative(words, organisation)
    relation: Literal["office", "kinship"] = "kinship" if kinship else "office"
    return Told(
        _title(words, begin, after), organisation, past, relation, begin, organisation[1] if organisation else after
    )


def _relative(words: Words, bounds: tuple[int, int]) -> tuple[int, int]:
    """The name inside "the late commander Ali Dost"."""
    first, after = bounds
    for place in range(after - 1, first - 1, -1):
        if not (words[place].capital or words[place].initial or words.lower(place) in NAME_PARTICLES):
            first = place + 1
            break
    while first < after - 1 and words.title_ending(first):
        first += 1
    return (first, after) if first < after else bounds


def _possessor(words: Words, begin: int, limit: int | None = None) -> tuple[tuple[int, int] | None, int, bool]:
    """What stands before a title and says of what it is a title.

    Returns:
        Bounds of the organisation, the index at which the whole phrase begins, and whether it is told as past.
    """
    at = begin
    past = False
    limit = max(0, begin - 8) if limit is None else limit
    while at > limit and (words[at].near or at == begin) and words[at].near:
        word = words.lower(at - 1)
        if is_past(word):
            past = True
        elif not (is_modifier(word) or (word == "-" and is_past(words.lower(at - 2)))):
            break
        at -= 1
    end = at
    if words[at - 1].text == "'s" or (words[at - 1].text == "'" and words[at].near):
        at -= 1
        first = at
        while first > limit and _belongs(words, first - 1):
            first -= 1
        return ((first, at), first, past) if first < at else (None, end, past)
    first = at
    while first > limit and words[first].near and _named(words, first - 1):
        first -= 1
    while first < at and words.lower(first) in _DETERMINERS:
        first += 1
    if first < at and is_past(words.lower(first)):
        first, past = first + 1, True
    return ((first, at), first, past) if first < at else (None, end, past)


def _belongs(words: Words, at: int) -> bool:
    """Whether a word belongs to a possessor ("the armed group's", "Norland's")."""
    word = words[at]
    if word.lower in _DETERMINERS or word.lower in _STOP | _OF | {"of"} or not word.text[0].isalpha():
        return False
    return words[at + 1].near and word.lower not in verb_forms()


def _named(words: Words, at: int) -> bool:
    word = words[at]
    if place_kind(word.text) == "calendar" or (word.text in first_words() and not word.acronym):
        return False
    return (word.capital or word.acronym or is_nationality(word.text)) and not words.title_ending(at)


def organisation_at(words: Words, at: int) -> tuple[int, int] | None:
    """Bounds of what an office is of, from a place on: the noun phrase without its article; None if none begins there.

    Args:
        words: Words of the block.
        at: Index of the word after "of".
    """
    while words.lower(at) in _DETERMINERS and words[at].near:
        at += 1
    after = at
    while after < min(len(words), at + _MAX_ORGANISATION) and words[after].near and _inside(words, at, after):
        after += 1
    while after > at and (words.lower(after - 1) in _OF | _DETERMINERS | {"and", "'s", "de", "&"}):
        after -= 1
    return (at, after) if after > at else None


def _inside(words: Words, at: int, place: int) -> bool:
    """Whether the word at a place goes on with the noun phrase that began at another."""
    word, before = words[place], words[place - 1]
    next_capital = words[place + 1].near and (words[place + 1].capital or words[place + 1].acronym)
    if word.text == "'s":
        return place > at
    if word.text == "&" or word.lower in ("and", "de", "des", "du"):
        return place > at and before.text[:1].isupper() and next_capital and not words.title_beginning(place + 1)
    if word.lower in ("of", "for") and place > at:
        return next_capital or words.lower(place + 1) in ("the", "all") or word.lower == "of"
    if word.lower == "the":
        return before.lower in ("of", "for", "and")
    if word.lower == "in" and place > at and next_capital:
        return True
    if not word.text[0].isalnum():
        return False
    if is_past(word.lower):
        return True
    if word.text[0].isupper() or word.text[0].isdecimal():
        return not (place > at and words.title_beginning(place) and before.lower == "and")
    if word.lower in _STOP or (word.lower in verb_forms() and not word.lower.endswith("ing")):
        return False
    if word.lower.endswith("ed") and "-" not in word.text and word.lower not in _ADJECTIVES_IN_ED:
        return False
    return place - at < 7 and not word.lower.endswith("ly")


def _title(words: Words, begin: int, after: int) -> str:
    """A title in small letters, its abbreviations written out."""
    parts = [words.lower(at) for at in range(begin, after) if words[at].text != "-"]
    return " ".join(_WRITTEN_OUT.get(part, part) for part in parts)
