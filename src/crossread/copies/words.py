"""Texts as arrays of word hashes: what is compared when copies are looked for.

Many texts are read at once, as bytes, without a Python object for each word: that is what makes it quick. Letters
are compared without case and accents; apostrophes inside words and commas inside numbers do not count, so that
``Taliban's`` and ``Talibans``, ``1,000`` and ``1000`` are one.

A word's hash is a polynomial over its bytes modulo 2**64 (Karp & Rabin 1987), taken from running sums, then mixed;
its upper 32 bits are kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from crossread.copies.texts import CopyText
from crossread.data import rows

Hashes = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
_Long = npt.NDArray[np.uint64]
_Bytes = npt.NDArray[np.uint8]

STARTS, NUMBER, NAME, COMMON, QUOTED = 1, 2, 4, 8, 16
"""Flags of a word: it begins a sentence; a number; a name, by its capital; a function word; inside a quotation."""

_APART, _SKIPPED, _SMALL, _CAPITAL, _DIGIT = range(5)  # kinds of bytes
_APOSTROPHE, _COMMA, _QUOTE, _BACKTICK = (ord(mark) for mark in "',\"`")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FOLDED = {
    **dict.fromkeys("“”„‟«»〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛ʼʻ′＇´", "'"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "'"),  # inside a word they vanish like an apostrophe
}
_PRIME = 0x9E3779B97F4A7C15  # odd, hence invertible modulo 2**64
_MIX = np.uint64(0xD6E8FEB86659FD93)
_MASK = (1 << 64) - 1


class Words:
    """The words of one text that stand in its sentences.

    Attributes:
        hashes: Hash of each word.
        flags: Flags of each word.
        starts: Offset of each word in the text, code points.
        ends: Offset after each word.
    """

    __slots__ = ("ends", "flags", "hashes", "starts")

    def __init__(self, hashes: Hashes, flags: Flags, starts: Places, ends: Places) -> None:
        self.hashes = hashes
        self.flags = flags
        self.starts = starts
        self.ends = ends


def words_of(texts: Sequence[CopyText]) -> list[Words]:
    """The words of some texts, in the texts' order.

    Args:
        texts: As many as fit comfortably into memory together; some hundreds are quickest.
    """
    if not texts:
        return []
    folded = [_ascii(text.text) for text in texts]
    raw = np.frombuffer("\n".join([*folded, ""]).encode("ascii"), np.uint8)
    bases = np.cumsum([0, *(len(text) + 1 for text in folded)])
    kinds = _kinds(raw)
    hashes, starts, ends = _hashed(raw, kinds)
    sentence, begins = _sentences(texts, bases, starts)
    flags = _flags(kinds, hashes, starts, begins)
    flags |= _quoted(texts, raw, bases, starts) * np.uint8(QUOTED)
    inside = sentence >= 0
    hashes, flags, starts, ends = hashes[inside], flags[inside], starts[inside], ends[inside]
    cuts = np.searchsorted(starts, bases)
    return [
        Words(hashes[first:last], flags[first:last], starts[first:last] - base, ends[first:last] - base)
        for first, last, base in zip(cuts[:-1].tolist(), cuts[1:].tolist(), bases.tolist(), strict=False)
    ]


def _ascii(text: str) -> str:
    """The text with every other character folded to one of ASCII, so that offsets stay."""
    return text if text.isascii() else _NOT_ASCII.sub(_fold_match, text)


def _fold_match(match: re.Match[str]) -> str:
    return _fold_character(match.group())


@cache
def _fold_character(character: str) -> str:
    if character in _FOLDED:
        return _FOLDED[character]
    plain = unicodedata.normalize("NFKD", character)[0]
    if plain.isascii():
        return plain
    # A letter of another script stands for itself by a letter: two texts are alike in it or not.
    return chr(ord("a") + ord(plain) % 26) if plain.isalnum() else " "


def _kinds(raw: _Bytes) -> _Bytes:
    """The kind of each byte; apostrophes inside words and commas inside numbers are skipped."""
    kinds = _byte_kinds()[raw]
    word = kinds >= _SMALL
    digit = kinds == _DIGIT
    inner = np.zeros(len(raw), bool)
    inner[1:-1] = (raw[1:-1] == _APOSTROPHE) & word[:-2] & word[2:]
    inner[1:-3] |= (raw[1:-3] == _COMMA) & digit[:-4] & digit[2:-2] & digit[3:-1] & digit[4:]
    kinds[inner] = _SKIPPED
    return kinds


@cache
def _byte_kinds() -> _Bytes:
    kinds = np.zeros(256, np.uint8)
    kinds[ord("a") : ord("z") + 1] = _SMALL
    kinds[ord("A") : ord("Z") + 1] = _CAPITAL
    kinds[ord("0") : ord("9") + 1] = _DIGIT
    return kinds


def _hashed(raw: _Bytes, kinds: _Bytes) -> tuple[Hashes, Places, Places]:
    """Hashes and bounds of the words."""
    kept = np.flatnonzero(kinds != _SKIPPED)
    letters = np.where(kinds[kept] == _CAPITAL, raw[kept] | 32, raw[kept]).astype(np.uint64)
    word = np.concatenate([[False], kinds[kept] >= _SMALL, [False]])
    edges = np.diff(word.astype(np.int8))
    first, last = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    powers, inverse = _powers(1 << max(12, len(letters).bit_length()))
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    hashes = (sums[last] - sums[first]) * inverse[first]
    return _mixed(hashes), kept[first], kept[last - 1] + 1


def _mixed(hashes: _Long) -> Hashes:
    hashes = (hashes ^ (hashes >> np.uint64(32))) * _MIX
    hashes = (hashes ^ (hashes >> np.uint64(29))) * _MIX
    return (hashes >> np.uint64(32)).astype(np.uint32)


@cache
def _powers(count: int) -> tuple[_Long, _Long]:
    """Powers of the prime modulo 2**64, and those of its inverse."""
    found = []
    for factor in (_PRIME, pow(_PRIME, -1, 1 << 64)):
        powers = np.ones(count, np.uint64)
        have = 1
        while have < count:
            powers[have : 2 * have] = powers[:have] * np.uint64(pow(factor, have, 1 << 64))
            have *= 2
        found.append(powers)
    return found[0], found[1]


def _sentences(texts: Sequence[CopyText], bases: Places, starts: Places) -> tuple[Places, npt.NDArray[np.bool_]]:
    """For each word the number of its sentence over all texts, -1 outside; and whether it is the first in it."""
    bounds = np.array(
        [
            (start + base, end + base)
            for text, base in zip(texts, bases.tolist(), strict=False)
            for start, end in text.sentences
        ],
        np.int64,
    ).reshape(-1, 2)
    number = np.searchsorted(bounds[:, 0], starts, side="right") - 1
    if len(bounds):
        number[starts >= bounds[number, 1]] = -1
    begins = np.ones(len(starts), bool)
    begins[1:] = number[1:] != number[:-1]
    return number, begins & (number >= 0)


def _flags(kinds: _Bytes, hashes: Hashes, starts: Places, begins: npt.NDArray[np.bool_]) -> Flags:
    """What shows in a word itself. In a sentence all in capitals a capital makes no name."""
    kind = kinds[starts]
    common = _among(hashes, "function words")
    number = (kind == _DIGIT) | _among(hashes, "number words")
    capital = kind == _CAPITAL
    sentence = np.cumsum(begins)
    counts = np.bincount(sentence) if len(sentence) else np.zeros(1, np.int64)
    capitals = np.bincount(sentence, weights=capital) if len(sentence) else np.zeros(1)
    shouted = capitals > _SHOUTED * counts
    name = capital & ~begins & ~common & ~shouted[sentence]
    flags: Flags = begins * np.uint8(STARTS) | number * np.uint8(NUMBER)
    flags |= name * np.uint8(NAME)
    flags |= common * np.uint8(COMMON)
    return flags


_SHOUTED = 0.7  # share of words with a capital above which a sentence is a headline or all in capitals


def _among(hashes: Hashes, name: str) -> npt.NDArray[np.bool_]:
    """Which words belong to a class of words."""
    shift, table = _hash_table(name)
    found: npt.NDArray[np.bool_] = table[(hashes >> shift) & np.uint32(len(table) - 1)] == hashes
    return found


@cache
def _hash_table(name: str) -> tuple[np.uint32, Hashes]:
    """A table with each hash of the class at the place that some of its bits give, two nowhere in the same place."""
    words = {row[0]: row[1] for row in rows("copy_words.tsv")}[name].split()
    raw = np.frombuffer("\n".join([*words, ""]).encode("ascii"), np.uint8)
    hashes = _hashed(raw, _kinds(raw))[0]
    size = 1 << 15
    for shift in map(np.uint32, range(17)):
        places = (hashes >> shift) & np.uint32(size - 1)
        if len(np.unique(places)) == len(hashes):
            table = np.zeros(size, np.uint32)
            table[places] = hashes
            return shift, table
    raise ValueError(f"no table for {name!r}: write a larger one")  # pragma: no cover


def _quoted(texts: Sequence[CopyText], raw: _Bytes, bases: Places, starts: Places) -> npt.NDArray[np.bool_]:
    """Whether each word stands in a quotation: as the text is given to say, else by its quotation marks."""
    marks = raw == _QUOTE
    for mark in (_APOSTROPHE, _BACKTICK):  # ''so'' or ``so''
        marks[:-1] |= (raw[:-1] == mark) & (raw[1:] == mark)
    before = np.concatenate([[0], np.cumsum(marks)])
    text = np.searchsorted(bases, starts, side="right") - 1
    since = before[starts] - before[bases[text]]
    balanced = (before[bases[1:]] - before[bases[:-1]]) % 2 == 0
    quoted: npt.NDArray[np.bool_] = (since % 2 == 1) & balanced[text]
    for number, item in enumerate(texts):
        if item.quoted is not None:
            first, last = np.searchsorted(starts, bases[number : number + 2])
            own = np.zeros(last - first, bool)
            for start, end in item.quoted:
                own[slice(*(np.searchsorted(starts[first:last], [start + bases[number], end + bases[number]])))] = True
            quoted[first:last] = own
    return quoted
