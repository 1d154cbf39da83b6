"""Names of organisations compared, and how they are introduced: shared by the checks of names."""

from __future__ import annotations

import re

from crossread.actors.lexicon import is_nationality, plain
from crossread.context import Reading
from crossread.record import Span

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_EMPTY = frozenset({"a", "an", "and", "at", "by", "for", "in", "its", "of", "on", "or", "s", "the", "to", "with"})
_BRANCH = re.compile(r"'(?:s)?$")
_SPELLINGS = {"centre": "center", "defence": "defense", "labour": "labor", "programme": "program", "theatre": "theater"}
_FOREIGN = re.compile(
    r"\b(?:de|del|della|des|di|do|dos|du|el|et|für|la|las|le|les|los|na|ng|para|pour|und|van|von|y|i|ya|wa)\b|[^\x00-\x7f’‘–—]"
)
_LEAST_PREFIX = 6  # letters that two forms of one word share: organis-ation, organiz-ing
_HEAD_OF = re.compile(
    r"(?:\bthe )?(?:\b(?:head|leader|chief|commander|chairman|chairwoman|chair|president|director|founder|spokesman"
    r"|spokeswoman|spokesperson|members?|fighters) (?:of|for) )?(?:\b[Tt]he )?\Z"
)
_DECLARED = re.compile(
    r"\b(?:[A-Z]\w+(?:-language)? (?:initials|acronym|abbreviation|name)|known (?:locally|in|by its)|translat\w+"
    r"|in (?:[A-Z]\w+(?:ic|ish|ese|ian|an|ch|i|ili|u|o)|the local language|its own language))\b"
)
_CLOSING = re.compile(r"[\"”']?,? ?\([^()\n]{2,40}\)")
_OPENING = re.compile(r"\b[A-Z][\w.&/-]{1,12} \((?:the )?\Z")
_BEFORE = 40  # code points in which an introduction begins


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from another, folded for comparing.

    Args:
        name: An organisation's name as written.
    """
    words = [_BRANCH.sub("", word) for word in _WORD.findall(name)]
    while len(words) > 1 and is_nationality(words[0]):
        words = words[1:]
    kept = [plain(word) for word in words if word.lower() not in _EMPTY]
    return tuple(_SPELLINGS.get(word, word) for word in kept if word)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one: equal, nested in one another, or spelt in two ways.

    Args:
        one: A name as written.
        other: Another.
    """
    shorter, longer = sorted((name_words(one), name_words(other)), key=len)
    return bool(shorter) and all(any(_same_word(word, found) for found in longer) for word in shorter)


def is_foreign(name: str) -> bool:
    """Whether a name shows that it is in another language than English."""
    return bool(_FOREIGN.search(name))


def is_declared(reading: Reading, span: Span) -> bool:
    """Whether the words beside a name say that it is in another language: "known by its … initials", "in Turkish".

    Args:
        reading: The reading.
        span: Where the name stands in the page.
    """
    start, end = reading.folded.position(span.start), reading.folded.position(span.end - 1) + 1
    return bool(_DECLARED.search(reading.folded.text, start, end + _BEFORE))


def introduction(reading: Reading, span: Span) -> Span:
    """A name with the words that introduce it: "head of the … (NRC)".

    Args:
        reading: The reading.
        span: Where the name stands in the page.
    """
    text, folded = reading.folded.text, reading.folded
    start, end = folded.position(span.start), folded.position(span.end - 1) + 1
    closing = _CLOSING.match(text, end)
    opening = _OPENING.search(text, max(0, start - _BEFORE), start)
    if opening and text[end : end + 1] == ")":
        start, end = opening.start(), end + 1
    elif closing:
        end = closing.end()
    before = _HEAD_OF.search(text, max(0, start - _BEFORE), start)
    return folded.span(before.start() if before else start, end)


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    shared = _shared(one, other)
    nation = is_nationality(one.capitalize()) or is_nationality(other.capitalize())
    return shared >= (4 if nation else _LEAST_PREFIX) or (min(len(one), len(other)) > 4 and _one_slip(one, other))


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter was put in, left out or changed."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = _shared(one, other)
    shorter, longer = sorted((one[start:], other[start:]), key=len)
    return shorter == longer[1:] if len(shorter) < len(longer) else shorter[1:] == longer[1:]
