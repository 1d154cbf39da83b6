"""The words that an acronym stands for: where they begin and end, and whether its letters are their initials.

Where the letters match, the expansion is the shortest stretch whose initials they are, after Schwartz and Hearst
(2003), made stricter: every word that is no particle must give its initial. Where they do not match, it is the
capitalised sequence beside the acronym, without article, nationality, role or possessor, and only if a word in it
names a kind of organisation; that is what tells an organisation from a person with a party, a place with an agency.

Offsets are those of the folded text, in code points, half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossread.actors.lexicon import (
    is_nationality,
    known_acronyms,
    name_words,
    names_organisation,
    plain,
    words_in_capitals,
)

_PARTICLES = name_words("particle")
_WORD = re.compile(r"(?:[A-Z]\.){2,}(?:[A-Z](?!\w))?|[^\W_]+(?:['&/-][^\W_]+)*(?:(?<=s)'(?=[\s)]))?")
_SHAPE = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z0-9][A-Za-z0-9]{0,9}|[A-Z]{2,}(?:[-/&][A-Z]{1,5})+|(?:[A-Z]\.){2,}[A-Z]?")
_MAX_WORDS = 14
ALLIED = re.compile(r"-(?:based|backed|linked|affiliated|led|aligned|dominated|allied|held|run|funded)$")
"""What tells with whom a body is allied, before its name and no part of it ("the Velgrad-backed Northern Front")."""


@dataclass(frozen=True)
class Token:
    """A word of the folded text with its bounds."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


def fits(letters: str, words: str) -> bool:
    """Whether an acronym's letters are the initials of the words.

    Particles may give a letter or not; every other word must give its first and may give more of its beginning
    ("Central Command": CENTCOM). A tail that begins with a preposition may be left out ("… of Norland"), and,
    from four letters on, one inner word.

    Args:
        letters: The acronym; full stops, hyphens and a plural s are left out.
        words: The expansion.
    """
    wanted = plain(core(letters))
    pieces = [piece for piece in re.split(r"[\s/]+|(?<=\w)-(?=\w)|,", words) if piece]
    hyphened = {match.end() for match in re.finditer(r"\w-(?=\w)", words)}
    starts = [match.start() for match in re.finditer(r"[^\s/,-][^\s/,]*?(?=[\s/,-]|$)", words)]
    inner = [index for index, start in enumerate(starts[: len(pieces)]) if start in hyphened]
    return _fits(wanted, tuple(plain(piece) for piece in pieces), frozenset(inner), 1 if len(wanted) > 3 else 0)


def expansion_before(text: str, left: list[Token], letters: str, *, loose: bool) -> tuple[int, int] | None:
    """Bounds of the expansion that ends with the last of the words, None if there is none.

    Args:
        text: The folded text.
        left: Words before the acronym, in order.
        letters: The acronym.
        loose: Whether words whose initials do not match may be taken.
    """
    run = _run(text, left, comma=False)
    end = _end(run[-1])
    exact = _tight(text, run, end, letters) or _tight(text, _run(text, left, comma=True), end, letters)
    if not exact and len(run) > 1 and run[-1].text in name_words("trailing"):
        exact = _tight(text, run[:-1], _end(run[-2]), letters)  # "the Sword Brigade group (SB)"
    if exact:
        return exact
    entry = known_acronyms().get(core(letters).replace(".", ""))
    if not loose or (entry and entry[1] in ("agency", "word", "person")) or is_no_acronym(letters):
        return None
    return _capitalised(run, letters)


def _tight(text: str, run: list[Token], end: int, letters: str) -> tuple[int, int] | None:
    """The shortest stretch up to the end whose initials are the letters."""
    first = plain(letters)[:1]
    for token in reversed(run):
        words = text[token.start : end]
        if plain(token.text)[:1] != first or token.text in _PARTICLES or same_words(words) == plain(letters):
            continue
        several = len(words.split()) + words.count("-") > 1
        if several and (token.capital or words == words.lower()) and fits(letters, words):
            return token.start, end
    return None


def _capitalised(run: list[Token], letters: str) -> tuple[int, int] | None:
    """The capitalised sequence at the end of the words, trimmed, if it names an organisation."""
    words = list(run)
    while words and words[-1].text in name_words("trailing") and len(words) > 2:
        words.pop()
    sequence: list[Token] = []
    for index in range(len(words) - 1, -1, -1):
        token = words[index]
        after = sequence[0] if sequence else None
        if token.capital or (after and _joins(token, after)):
            sequence.insert(0, token)
        else:
            break
    sequence = _trimmed(_last_of_list(sequence))
    capitals = [token for token in sequence if token.capital]
    if len(capitals) < 2 or not any(names_organisation(token.text) for token in sequence):
        return None
    if any(key_of(token.text) == key_of(letters) for token in sequence):
        return None
    return sequence[0].start, _end(sequence[-1])


def _joins(token: Token, after: Token) -> bool:
    """Whether a lower-case word may stand inside a name before the one after it."""
    if token.text == "the":
        return after.capital
    return token.text in _PARTICLES and token.text not in ("a", "an", "or", "by", "from", "with", "at", "into", "per")


def _last_of_list(sequence: list[Token]) -> list[Token]:
    """Of "A and B" the part B, where B is an organisation and A is one too or none at all ("Ann Lee and …")."""
    for index in range(len(sequence) - 1, 0, -1):
        if sequence[index].text == "and":
            first, last = sequence[:index], sequence[index + 1 :]
            alone = names_organisation(first[-1].text) or not any(names_organisation(token.text) for token in first)
            named = any(names_organisation(token.text) for token in last)
            if alone and named and _capitals(first) > 1 and _capitals(last) > 1:
                return last
    return sequence


def _capitals(sequence: list[Token]) -> int:
    return sum(token.capital for token in sequence)


def _trimmed(sequence: list[Token]) -> list[Token]:
    """A capitalised sequence without article, possessor, role and nationality before the name itself."""
    for index in range(len(sequence) - 2, -1, -1):
        word = sequence[index].text
        if word.endswith(("'s", "'")) and plain(word) not in name_words("possessor"):
            sequence = sequence[index + 1 :]
            break
    for index in range(len(sequence) - 2, -1, -1):
        if sequence[index].text in ("the", "The") and (
            index == 0 or sequence[index - 1].text not in _PARTICLES - {"and"}
        ):
            sequence = sequence[index + 1 :]  # "for the" stands inside names, "Norland the" does not
            break
    changed = True
    while changed and len(sequence) > 1:
        changed = False
        word = sequence[0].text.lower()
        allied = ALLIED.search(word) and _capitals(sequence[1:]) > 1
        if allied or word in name_words("leading") or word in _PARTICLES:
            sequence, changed = sequence[1:], True
        elif word in name_words("belonging") and sequence[1].text in ("of", "for", "from"):
            sequence, changed = sequence[2:], True
        elif is_nationality(sequence[0].text) and _stands_alone(sequence[1:]):
            sequence, changed = sequence[1:], True
        elif sequence[1].text == "of" and not names_organisation(sequence[0].text) and _stands_alone(sequence[2:]):
            sequence, changed = sequence[2:], True  # "Warplanes of Norland Air Force"
    return sequence


def _stands_alone(sequence: list[Token]) -> bool:
    """Whether words are a name by themselves: two capitals at least, one of them no generic word."""
    capitals = [token for token in sequence if token.capital]
    own = [
        token
        for token in capitals
        if not names_organisation(token.text) and plain(token.text) not in name_words("generic")
    ]
    return len(capitals) > 1 and bool(own) and any(names_organisation(token.text) for token in capitals)


def expansion_after(text: str, held: list[Token], letters: str, *, told: bool) -> tuple[int, int] | None:
    """Bounds of the expansion that begins near the first of the words, None if there is none.

    Args:
        text: The folded text.
        held: Words after the acronym.
        letters: The acronym.
        told: Whether words whose initials do not match may be taken on the strength of "or" and the like.
    """
    run = held[:1]
    for token in held[1:]:
        if text[run[-1].end : token.start].strip(" \"“”'-") or acronym_shaped(token.text):
            break
        run.append(token)
    if not run:
        return None
    for first in run[:4]:
        if first.text in _PARTICLES or plain(first.text)[:1] != plain(letters)[:1]:
            continue
        for last in reversed(run):
            words = text[first.start : _end(last)]
            if last.start > first.start and (first.capital or told) and fits(letters, words):
                return _without_tail(text, first.start, _end(last), letters)
    closed = bool(held) and re.match(r"[\"”']?\s*[,;.)\]—–]", text[run[-1].end : run[-1].end + 4]) is not None
    if not (told or text[run[0].start - 1] in "([") or not closed or any(word.text.islower() for word in run[-1:]):
        return None
    return _capitalised(run, letters)


def _without_tail(text: str, start: int, end: int, letters: str) -> tuple[int, int]:
    """An expansion cut before lower-case words at its end that are not needed."""
    while True:
        shorter = text[start:end].rpartition(" ")[0]
        last = text[start + len(shorter) + 1 : end]
        if not shorter or last[:1].isupper() or not fits(letters, shorter):
            return start, end
        end = start + len(shorter)


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words of a stretch of the folded text, in order."""
    return [Token(match.start(), match.end(), match[0]) for match in _WORD.finditer(text, start, end)]


def _run(text: str, left: list[Token], *, comma: bool) -> list[Token]:
    """The last words that nothing but spaces (and commas, if wanted) part."""
    run = [left[-1]]
    for token in reversed(left[:-1]):
        gap = text[token.end : run[0].start]
        parted = gap.strip() and gap != " & " and not (comma and gap == ", ")
        if parted or "\n" in gap or len(run) == _MAX_WORDS:
            break
        run.insert(0, token)
    return run


def _end(token: Token) -> int:
    """End of a word without a possessive ending."""
    return token.end - (2 if token.text.endswith("'s") else 1 if token.text.endswith("'") else 0)


def acronym_shaped(word: str) -> bool:
    """Whether a word looks like an acronym: mostly capitals, two at least."""
    if word == word.lower():
        return False
    letters = core(word)
    if not _SHAPE.fullmatch(letters) or len(letters) > 12:
        return False
    capitals = sum(character.isupper() or character.isdecimal() for character in letters)
    return capitals * 2 > len(letters.replace(".", ""))


def is_no_acronym(letters: str, known: str | None = None) -> bool:
    """Whether letters are a currency, an hour, a unit, a stressed word; a known acronym only if in capitals."""
    kind = words_in_capitals("currency", "clock", "unit", "emphasis", "page").get(core(letters))
    return kind is not None and (known not in known_acronyms() or kind in ("currency", "clock", "unit"))


def core(word: str, *, plural: bool = False) -> str:
    """An acronym without possessive and, unless it is wanted, plural ending."""
    word = word.removesuffix("'s").removesuffix("'")
    return word[:-1] if not plural and len(word) > 2 and word.endswith("s") and word[:-1].isupper() else word


def key_of(word: str) -> str:
    """What two writings of one acronym share: its letters without full stops and endings."""
    return core(word).replace(".", "")


def same_words(words: str) -> str:
    """What two writings of one expansion share."""
    return " ".join(plain(word) for word in words.split())


def _fits(wanted: str, pieces: tuple[str, ...], inner: frozenset[int], skips: int) -> bool:
    """Whether the wanted letters can be read off the pieces in order."""
    states = {(0, skips)}  # letters read, skips left
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        if index and piece in _PARTICLES and any(read == len(wanted) for read, _ in states):
            return True  # the tail from a preposition on gives no letters
        after: set[tuple[int, int]] = set()
        for read, left in states:
            taken = 0
            while taken < min(len(piece), 4) and wanted[read + taken : read + taken + 1] == piece[taken : taken + 1]:
                taken += 1
                after.add((read + taken, left))
            if piece in _PARTICLES or index in inner:
                after.add((read, left))
            elif left and 0 < index < last:
                after.add((read, left - 1))
        states = after
    return any(read == len(wanted) for read, _ in states)
