"""Names of people in the text, with the evidence that they are people and the roles that stand beside them.

A capitalised sequence is taken for a person only on evidence: a title, a role or an age beside it, a common given
name at its head, or a verb of speech after it where the last name returns alone. Places, organisations,
nationalities and days never are. Headings in which all words are capitalised give no new names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crossread.actors.lexicon import plain
from crossread.actors.roles import Told, roles_after, roles_before
from crossread.actors.words import NAME_PARTICLES, Words, blocks_name, first_words, is_given_name, place_kind
from crossread.speech.reporting_verbs import verb_forms

_BEFORE_PLACES = frozenset(["in", "near", "into", "inside", "outside", "around", "across", "the"])
_MAX_NAME = 6
_NO_NAME = re.compile(r"(?:ed|ing|ment|tion|ness|ship|ism|ies)$")
"""Endings of words that are no last names: what follows a title in headlines."""


@dataclass(slots=True)
class Person:
    """One mention of a person by name.

    Attributes:
        words: Words of the block.
        first: Index of the first word of the name, titles left out.
        after: Index of the word after the name.
        roles: Roles told beside it.
        sure: Whether a title, a role, an age or a given name shows that it is a person.
        likely: Whether a verb of speech stands beside it.
        gone: Whether it is told as dead or only as somebody's relative, so that it does not speak here.
    """

    words: Words
    first: int
    after: int
    roles: list[Told] = field(default_factory=list)
    sure: bool = False
    likely: bool = False
    gone: bool = False

    @property
    def bounds(self) -> tuple[int, int]:
        """Bounds of the name in the folded text."""
        return self.words[self.first].start, self.words[self.after - 1].end

    @property
    def key(self) -> tuple[str, ...]:
        """The words of the name, made alike for comparison."""
        return name_key([self.words[at].text for at in range(self.first, self.after)])


def name_key(parts: list[str]) -> tuple[str, ...]:
    """The words of a name in small letters, without articles; "Abdel Rahman" and "Abu Bakr" are one word."""
    key: list[str] = []
    joined = ""
    for part in parts:
        word = part.lower().replace(".", "")
        head, _, tail = word.partition("-")
        if tail and (head in NAME_PARTICLES or head in ("ad", "as", "ash", "ar", "an", "at", "az")):
            word = tail
        if word in NAME_PARTICLES or not plain(word):
            continue
        if word in ("abdul", "abdel", "abd", "abdal", "abu", "umm"):
            joined = plain(word) if word in ("abu", "umm") else "abdul"
            continue
        key.append(joined + plain(word))
        joined = ""
    if joined:
        key.append(joined)
    return tuple(key)


def people_in(words: Words, *, given: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Person]:
    """Mentions of people in a block, in order.

    Args:
        words: Words of the block.
        given: Bounds of names that a model took for people; they need no other evidence.
    """
    at = 0
    while at < len(words):
        after = _sequence(words, at)
        if after == at:
            at += 1
            continue
        yield from _people(words, at, after, given)
        at = after


def _sequence(words: Words, at: int) -> int:
    """Index after the capitalised sequence that begins at a place, the place itself if none does."""
    if not _name_word(words, at):
        return at
    after = at + 1
    while after < len(words) and words[after].near:
        if _name_word(words, after):
            after += 1
            continue
        joined = after
        while words.lower(joined) in NAME_PARTICLES and words[joined + 1].near:
            joined += 1
        if joined == after or not _name_word(words, joined):
            break
        after = joined + 1
    return after


def _name_word(words: Words, at: int) -> bool:
    word = words[at]
    if word.text in first_words() and not is_given_name(word.text):
        return False
    return word.capital or (word.initial and words[at + 1].near and word.text not in ("A", "I"))


def _people(words: Words, begin: int, end: int, given: frozenset[tuple[int, int]]) -> Iterator[Person]:
    first = _name_start(words, begin, end)
    if first is None or end - first > _MAX_NAME:
        return
    before, start = roles_before(words, first)
    after = roles_after(words, end)
    person = Person(words, first, end, before + after)
    parts = [words[at] for at in range(first, end) if words.lower(at) not in NAME_PARTICLES]
    if not parts or (len(parts) == 1 and parts[0].initial):
        return
    title = words.title_ending(first - 1) if words[first].near else None
    speaks = _speaks(words, first, end)
    person.gone = _gone(words, start, end)
    if person.bounds in given:
        person.sure = True
    elif not (before or after) and _placed(words, start, end):
        return
    elif len(parts) > 1:
        person.sure = bool(title or before or after) or _aged(words, end) or is_given_name(parts[0].text)
        person.likely = speaks
    elif title and not _NO_NAME.search(parts[0].text):
        person.sure = title[1] in ("honorific", "rank", "office") or (title[1] == "calling" and speaks)
    if person.sure or person.likely:
        yield person


def _name_start(words: Words, begin: int, end: int) -> int | None:
    """Index of the first word of the name at the end of a capitalised sequence, None if there is no name in it."""
    start = begin
    for at in range(end - 1, begin - 1, -1):
        title = words.title_ending(at)
        if not title and not blocks_name(words[at]) and not words[at].lower.endswith("-based"):
            continue
        surname = at == end - 1 and at > begin and is_given_name(words[begin].text)
        if surname and (title or place_kind(words[at].text) in ("country", "city", "region")):
            continue  # "Jack London", "Martin Luther King"
        start = at + 1
        break
    if end - start > 2 and start == begin and not is_given_name(words[start].text) and _opens(words, start):
        start += is_given_name(words[start + 1].text)  # a word that has its capital from the beginning of a sentence
    while start < end and words.lower(start) in NAME_PARTICLES and words[start].text.islower():
        start += 1
    return start if start < end else None


def _opens(words: Words, at: int) -> bool:
    """Whether a word begins a sentence."""
    return at == 0 or words[at - 1].text in (".", "!", "?", '"', "“", ":", ";")


def _speaks(words: Words, first: int, after: int) -> bool:
    """Whether a verb of speech follows a name, or "said" stands before it."""
    form = verb_forms().get(words.lower(after)) if words[after].near else None
    said = bool(form and form.kinds & {"past", "third"}) and words[after].text.islower()
    return said or words.lower(first - 1) in ("said", "says", "added")


def _placed(words: Words, start: int, after: int) -> bool:
    """Whether a name is used as a place's or a thing's: "in Sheikh Karim", "the Anna Maria", "Dost street"."""
    if words[start].near and words.lower(start - 1) in _BEFORE_PLACES:
        return True
    return words[after].near and place_kind(words[after].text) == "feature"


def _aged(words: Words, after: int) -> bool:
    """Whether an age follows: ", 34," or ", aged 34" or "(34)"."""
    at = after + 1
    if words[after].text not in (",", "(") or words.lower(at) == "":
        return False
    at += words.lower(at) == "aged"
    number = words[at].text
    return number.isdecimal() and len(number) < 3 and words[at + 1].text in (",", ")", ".", "and")


def _gone(words: Words, start: int, after: int) -> bool:
    """Whether a name is told as dead or only as somebody's relative ("son of the late …")."""
    at = start - 1
    if words.lower(at) in ("late", "slain", "deceased", "assassinated"):
        return True
    while words.lower(at) in ("the", "late", "slain", "former", "commander", "general", "president"):
        at -= 1
    if words.lower(at) == "of":
        title = words.title_ending(at - 1)
        return bool(title and title[1] == "kinship")
    if words[after].text == "'s":
        following = next((words.title_beginning(at) for at in range(after + 1, after + 3) if words[at].near), None)
        return bool(following and following[1] == "kinship")
    return False
