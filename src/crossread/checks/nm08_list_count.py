"""A list is longer or shorter than it says, or names somebody twice.

**What it flags.** "Four leaders: …" followed by three names or five, and a list that holds the same name twice. Only
lists of plain names, closed by "and", are counted.

**Why it matters.** One of those named was left out, or never belonged to them. Either way the count, which is what
gets copied, is wrong.

**Fires on** (invented): "the three towns of Marin, Sall, Orsa and Vesk"

**Will not flag** lists that say they are partial ("including", "among them", "and others"), lists with descriptions
between the names, or part of a group ("two of the three men, A and B").

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import plain, prose
from crossread.context import Reading

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NOUNS = (
    "leaders|commanders|men|women|boys|girls|brothers|sisters|officers|officials|soldiers|ministers|judges|generals"
    "|colonels|suspects|victims|hostages|journalists|activists|candidates|envoys|members|founders|politicians|people"
    "|presidents|governors|mayors|countries|nations|states|provinces|districts|regions|counties|cities|towns|villages"
    "|islands|neighbourhoods|neighborhoods|governorates|camps|groups|parties|militias|factions|armies|companies"
)
_COUNTED = re.compile(
    rf"(?<!of )(?<!of the )(?<!of its )(?<!of these )(?<!of those )(?<!of their )(?<!of his )(?<!other )"
    rf"\b(?P<number>{'|'.join(_NUMBERS)}|[2-9]|1[0-2]) (?:[a-z][\w'-]* ){{0,3}}(?:{_NOUNS})"
    r"(?: of |: ?|, namely:? | named? | \(|, | [—–-] )",
    re.IGNORECASE,
)
_PART = r"(?:[A-Z][\w'’.-]*[\w]|[A-Z]\.)"
_NAME = rf"(?:(?:al|el|an|ad|as)-)?{_PART}(?: (?:(?:al|bin|ibn|de|da|del|von|van|ul|ud) )?(?:al-|el-)?{_PART}){{0,3}}"
_LIST = re.compile(rf"(?P<first>{_NAME})(?P<rest>(?:, {_NAME}){{0,12}}),? and (?P<last>{_NAME})(?=[,.;:)]|$| [a-z—–-])")
_NAMES = re.compile(_NAME)
_MORE = re.compile(r"\s*(?:,? and\b|,? as well as\b|,? or\b|'s\b)")
_SUBJECT = re.compile(r"\s*(?:,|\)|;|:|\.|$|[—–-])")


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM08.

    Args:
        reading: The report with everything but findings.
    """
    text = reading.folded.text
    for block in prose(reading):
        for counted in _COUNTED.finditer(text, block.start, block.end):
            match = _LIST.match(text, counted.end(), block.end)
            if match and not _MORE.match(text, match.end()) and _is_closed(text, counted, match):
                yield from _compare(reading, counted, match)


def _is_closed(text: str, counted: re.Match[str], match: re.Match[str]) -> bool:
    """Whether names set off by a comma are closed by one, so that they are not the subject of what follows."""
    return not counted[0].endswith(", ") or bool(_SUBJECT.match(text, match.end()))


def _compare(reading: Reading, counted: re.Match[str], match: re.Match[str]) -> Iterator[Flag]:
    names = [match["first"], *_NAMES.findall(match["rest"]), match["last"]]
    word = counted["number"].lower()
    told = _NUMBERS.index(word) + 2 if word in _NUMBERS else int(word)
    spans = (reading.folded.span(counted.start(), match.end()),)
    twice = next((name for index, name in enumerate(names) if _is_told(name, names[:index])), None)
    if twice:
        yield Flag(message=f"The list names “{twice}” twice.", spans=spans)
    elif len(names) != told and not _lost_commas(match, told):
        yield Flag(message=f"The text says {counted['number']}, but the list has {len(names)} names.", spans=spans)


def _is_told(name: str, before: list[str]) -> bool:
    """Whether somebody was named before, in full or by the last name alone ("Omar Resk, Ilya Tarn and Resk")."""
    words = plain(name).split()
    others = [plain(other).split() for other in before]
    return any(words == other or (len(words) == 1 and len(other) > 1 and words[0] == other[-1]) for other in others)


def _lost_commas(match: re.Match[str], told: int) -> bool:
    """Whether the names would fit if commas had been lost between their words: "Homa Idra and Lata" for three."""
    return not match["rest"] and len(match[0].split()) - 1 >= told
