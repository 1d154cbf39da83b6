"""What a number counts: the noun phrase after it, and its scale."""

from __future__ import annotations

from typing import NamedTuple

from crossread.counted_words import is_plural, measure, words
from crossread.numbers import Tokens
from crossread.record import Scale


class Noun(NamedTuple):
    """A counted noun phrase.

    Attributes:
        first: Index of its first token.
        after: Index of the token after its last.
        head: Index of its head.
    """

    first: int
    after: int
    head: int


_LONGEST = 8
"""Words to look ahead for a head; longer premodifiers were not met in news text."""

_OPENING_QUOTES = {'"', "“", "‘"}


def noun_phrase(tokens: Tokens, at: int, *, singular: bool = False, complement: bool = True) -> Noun | None:
    """The noun phrase that begins at a token: short premodifiers and a head; None if no head is found.

    The head of a counted noun is its first plural, or the last of several plurals in a row ("sales
    representatives"); with ``singular`` it is the last word before the phrase ends.

    Args:
        tokens: The tokens of a block.
        at: Index of the token after the number.
        singular: The number is one.
        complement: Whether "of …" may be added.
    """
    here, head, last = at, None, None
    while here < at + _LONGEST and here < len(tokens):
        word = tokens.words[here]
        if (after := _designation_end(tokens, here)) > here:
            last = after - 1
            head = last if tokens.words[last] == "s" else head
            here = after
            continue
        if not word[0].isalpha() or (word in words("stop") and not _is_name(tokens, here)):
            if not _joins(tokens, here, at):
                break
            here += 1
            continue
        if _ends(tokens, here, head):
            break
        if singular and last is not None and is_plural(word):
            break  # a verb: "one analyst catches"
        last = here
        if is_plural(word) and not _is_possessor(tokens, here):
            head = here
        elif head is not None:
            break
        here += 1
    if head is None and last is not None and (singular or _stands_for_people(tokens, last)):
        head = last
    if head is None or (head == at and tokens.words[head] in words("extra")):
        return None
    noun = _without_extra(tokens, Noun(at, head + 1, head))
    return _with_complement(tokens, noun) if complement else noun


def _designation_end(tokens: Tokens, at: int) -> int:
    """The end of the name of a weapon or vehicle, its plural s too (S-300, F-16s, Leopard 2); its start if none is."""
    if not tokens.words[at][:1].isalpha():
        return at
    figures = at + 2 if tokens.words[at + 1] == "-" and tokens.glued(at + 1) else at + 1
    if not tokens.words[figures][:1].isdecimal():
        return at
    if not tokens.glued(figures):
        short = figures == at + 1 and len(tokens.words[figures]) <= 2 and tokens.raw(at)[:1].isupper()
        return figures + 1 if short and is_plural(tokens.words[figures + 1]) else at
    return figures + 2 if tokens.words[figures + 1] == "s" and tokens.glued(figures + 1) else figures + 1


def _is_name(tokens: Tokens, at: int) -> bool:
    """IS and US in capitals are names, where the words round them are not all in capitals."""
    return tokens.raw(at) in {"IS", "US"} and not tokens.raw(at + 1).isupper()


def _joins(tokens: Tokens, here: int, at: int) -> bool:
    """Whether a mark or short word inside a noun phrase belongs to it: U.S.-backed, "terrorists", men's."""
    word = tokens.words[here]
    if word == "-":
        return tokens.glued(here) and tokens.glued(here + 1) and here > at
    if word in {"'s", "'"}:
        return here > at
    if word in _OPENING_QUOTES:
        return here == at
    if word == "and":
        return (
            here > at
            and _is_capital(tokens, here - 1)
            and _is_capital(tokens, here + 1)
            and _plural_follows(tokens, here + 1)
        )
    return here > at and tokens.words[here - 1] == "-" and word[0].isalpha() and tokens.glued(here)


def _is_possessor(tokens: Tokens, here: int) -> bool:
    return tokens.words[here + 1] == "'" and tokens.words[here + 2][:1].isalpha()


def _ends(tokens: Tokens, here: int, head: int | None) -> bool:
    """Whether a word cannot belong to the noun phrase."""
    word = tokens.words[here]
    if head is not None:
        return not is_plural(word)
    if tokens.raw(here).istitle() and _plural_follows(tokens, here + 1):
        return False  # a name, such as a drone's
    if word.endswith("ly") and word not in {"elderly", "family", "assembly", "italy", "friendly", "early"}:
        return tokens.words[here + 1] not in words("participles") and tokens.words[here + 1] != "-"
    if word.endswith("ed") and len(word) > 3:
        glued = tokens.words[here - 1] == "-" or tokens.words[here + 1] == "-"
        if glued or word not in words("participles"):
            return not glued
        return not _plural_follows(tokens, here + 1)
    if word.endswith("ing") and len(word) > 4:
        return not _plural_follows(tokens, here + 1)
    return False


def _plural_follows(tokens: Tokens, at: int) -> bool:
    """Whether a plural comes within three words, before anything that ends a noun phrase."""
    for word in tokens.words[at : at + 3]:
        if not word[:1].isalpha() or word in words("stop"):
            return False
        if is_plural(word):
            return True
    return False


def _stands_for_people(tokens: Tokens, at: int) -> bool:
    if tokens.words[at].endswith("ese") and tokens.raw(at)[:1].isupper():  # "6.5 million Sudanese"
        return True
    return tokens.words[at] in words("persons", "heads") and tokens.words[at] not in words("persons", "adjectives")


def _without_extra(tokens: Tokens, noun: Noun) -> Noun:
    first = noun.first
    while first < noun.head and (tokens.words[first] in words("extra") or tokens.words[first] in _OPENING_QUOTES):
        first += 1
    return noun._replace(first=first)


def _with_complement(tokens: Tokens, noun: Noun) -> Noun:
    """Add "of …" to heads that count parts of something: members of the security forces."""
    if tokens.words[noun.head] not in words("partitive", "heads") or tokens.words[noun.after] != "of":
        return noun
    start = noun.after + 1
    while tokens.words[start] in {"the", "a", "an", "his", "her", "its", "their"}:
        start += 1
    end = _complement_end(tokens, start)
    return noun._replace(after=end) if end > start else noun


def _complement_end(tokens: Tokens, start: int) -> int:
    """The end of the noun phrase after "of": up to a plural, else a name, else one word."""
    inner = noun_phrase(tokens, start, complement=False)
    named = _name_end(tokens, start)
    if named > start and tokens.words[named] == "'s":
        return inner.after if inner else named
    if inner and inner.after > named:
        return inner.after
    if named > start:
        return named
    word = tokens.words[start]
    return start + 1 if word[:1].isalpha() and word not in words("stop") else start


def _name_end(tokens: Tokens, start: int) -> int:
    """The end of a name: Army of Conquest, Front for Victory, east Aleppo; its start if there is none."""
    here = start
    while here < start + 2 and _is_lower(tokens, here):
        here = _hyphened_end(tokens, here)
    if _name_part_end(tokens, here) == here:
        return start
    while here < start + _LONGEST and (after := _name_part_end(tokens, here)) > here:
        here = after
    link = tokens.words[here]
    if link == "of" or (link == "for" and here > start + 1):
        after = here + 2 if tokens.words[here + 1] == "the" else here + 1
        longer = after
        while longer < start + _LONGEST and _is_capital(tokens, longer):
            longer += 1
        here = longer if longer > after else here
    return here


def _is_lower(tokens: Tokens, at: int) -> bool:
    return tokens.raw(at)[:1].islower() and tokens.words[at] not in words("stop") and not _is_article(tokens, at)


def _is_article(tokens: Tokens, at: int) -> bool:
    """Whether a word is the article of a name (al-Nusra)."""
    return tokens.words[at] in {"al", "el", "ul"} and tokens.words[at + 1] == "-"


def _name_part_end(tokens: Tokens, at: int) -> int:
    """The end of one part of a name, hyphens included (Jaish, al-Islam); its start if it is none."""
    return _hyphened_end(tokens, at) if _is_capital(tokens, at) or _is_article(tokens, at) else at


def _hyphened_end(tokens: Tokens, at: int) -> int:
    """The end of a word with what hyphens join to it."""
    end = at + 1
    while tokens.words[end] == "-" and tokens.glued(end) and tokens.glued(end + 1):
        end += 2
    return end


def _is_capital(tokens: Tokens, at: int) -> bool:
    """Whether a word is capitalised and ends no noun phrase; "IS" in capitals is a name."""
    raw = tokens.raw(at)
    return raw[:1].isupper() and (tokens.words[at] not in words("stop") or raw in {"IS", "US"})


def scale_of_noun(tokens: Tokens, noun: Noun) -> Scale:
    """``people`` or ``things``, by the head of the noun phrase or the demonym it is."""
    head = tokens.words[noun.head]
    measured = measure(tokens, noun.head)
    if measured and measured[0] == "weight":
        return "weight"
    if any(word[0].isdecimal() for word in tokens.words[noun.first : noun.head]):
        return "things"  # MiG-29 fighters
    if head in words("persons", "heads"):
        return "people"
    if "-" in tokens.words[noun.first : noun.after] and head.rstrip("s") in words("persons", "heads"):
        return "people"
    raw = tokens.raw(noun.head)
    if raw[:1].isupper() and not raw.isupper() and head.endswith(tuple(words("persons", "demonym_endings"))):
        return "people"
    if noun.after > noun.head + 1 and head in {"members", "member"}:
        return "people"
    return "people" if head.endswith(("men", "women", "ists", "eers")) and len(head) > 5 else "things"
