"""Acronyms, each with every expansion that the page gives it, whether the letters match or not.

An expansion is tied to an acronym by brackets ("the Northern Relief Council (NRC)", "NRC (Northern Relief
Council)") or by words ("the NRC, or Northern Relief Council,", "known by its acronym NRC"). Mentions without
an expansion are kept too; agencies' credits, numerals, currencies, arms, initials of people, datelines and
headings in capitals are not taken for acronyms.

Offsets inside this module are those of the folded text, in code points, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crossread.actors.expansions import (
    Token,
    acronym_shaped,
    core,
    expansion_after,
    expansion_before,
    fits,
    is_no_acronym,
    key_of,
    same_words,
    tokens_of,
)
from crossread.actors.lexicon import known_acronyms, words_in_capitals
from crossread.context import Reading
from crossread.record import Acronym, Expansion, Spans

_BARE = re.compile(r"[A-Z]{2,4}|(?=[AEIOU]?[^AEIOU]*[AEIOU]?[^AEIOU]*$)[A-Z]{5}")
_ROMAN = re.compile(r"[IVX]+")
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,120})[)\]]")
_BRACKET_PARTS = re.compile(r"\s*[,;/]\s*|\s+(?:or|and|aka)\s+|\s+(?=[A-Z]{2,}\b)")
_LEAD = re.compile(
    r"(?:(?:or|the|formerly|previously|hereafter|also|better|locally|known|called|simply|abbreviated|as|by|its|their"
    r"|acronym|acronyms|initials|abbreviation|in|short|for|then|now|under|local|[A-Z][a-z]+(?= acronym| initials"
    r"| abbreviation))[\s:]+)*[\"“'‘]*"
)
_SAYS_ACRONYM = re.compile(
    r"(?:,?\s*(?:\bor\b|(?:\b(?:also|better|commonly|widely|locally|usually|often)\s+)?\bknown"
    r"(?:\s+(?:locally|simply|commonly))?\s+(?:as|by|under)|\babbreviated\s+(?:as|to)|\bwhose\s+(?:acronym|initials)\s+"
    r"(?:is|are))|\bwhich\s+(?:is|are)\s+known\s+(?:as|by))"
    r"\s+(?:(?:its|their|the|an?)\s+)?(?:[A-Za-z]+(?:-language)?\s+)??(?:(?:acronym|initials|abbreviation)s?,?\s+)?"
    r"(?:the\s+)?[\"“'‘]?$"
)
_SAYS_EXPANSION = re.compile(
    r"[\"”']?(?:,?\s+(?P<told>which\s+stands\s+for|stands\s+for|standing\s+for|short\s+for"
    r"|(?:an|the)\s+(?:[A-Z][a-z]+\s+)?(?:acronym|abbreviation|initials)\s+(?:for|of))|,\s+(?P<or>or)|,|\s+[-–—])"
    r"\s+(?:the\s+)?[\"“‘]?(?=\w)"
)
_EXCHANGE = re.compile(r"\b(?:NYSE|NASDAQ|LSE|LON|TSX|ASX|HKEX|NSE|BSE|AMEX|OTC)\b|[A-Z]{1,5}\.[A-Z]{1,2}$")
_PARTY_TAG = re.compile(r"^[RDI]-[A-Z]")
_NEAR = 20  # words beside an acronym that are looked at


@dataclass
class _Found:
    """What is gathered for one acronym."""

    letters: str
    mentions: set[tuple[int, int]] = field(default_factory=set)
    ties: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def well_known(letters: str) -> str | None:
    """What an acronym stands for that needs no expansion, None if it does need one.

    Args:
        letters: The acronym, with full stops or without.
    """
    entry = known_acronyms().get(letters.replace(".", ""))
    return entry[0] if entry else None


def find_acronyms(reading: Reading) -> tuple[Acronym, ...]:
    """Acronyms of the main text with all their expansions, in order of first mention.

    Args:
        reading: The reading so far; its folded text and the page's datelines are used.

    Returns:
        Acronyms with the spans of every mention. A text in capitals gives only those in brackets.
    """
    text = reading.folded.text
    found: dict[str, _Found] = {}
    bounds = [(block.start, block.end) for block in reading.folded.blocks]
    tokens = [tokens_of(text, start, end) for start, end in bounds]
    for (start, end), words in zip(bounds, tokens, strict=True):
        for acronym, expansion in (*_bracketed(text, start, end, words), *_worded(text, words)):
            entry = found.setdefault(key_of(acronym.text), _Found(core(acronym.text)))
            entry.mentions.add((acronym.start, acronym.start + len(core(acronym.text, plural=True))))
            if expansion:
                entry.ties.setdefault(same_words(text[slice(*expansion)]), []).append(expansion)
    places = _places_of_writing(reading)
    for words in tokens:
        for mention in _mentions(text, words, found.keys()):
            if any(start <= mention.start < end for start, end in places):
                continue  # a dateline's town in capitals is no acronym
            entry = found.setdefault(key_of(mention.text), _Found(core(mention.text)))
            entry.mentions.add((mention.start, mention.end))
    made = [_acronym(reading, entry) for entry in found.values()]
    return tuple(sorted(made, key=lambda acronym: acronym.spans[0].start))


def _places_of_writing(reading: Reading) -> list[tuple[int, int]]:
    """Bounds in the folded text of datelines, where the page tells them."""
    position = reading.folded.position
    spans = [span for fact in reading.report.page.facts if fact.name == "dateline" for span in fact.spans]
    return [(position(span.start), position(span.end)) for span in spans]


def _acronym(reading: Reading, entry: _Found) -> Acronym:
    expansions = []
    for ties in entry.ties.values():
        spans: Spans = reading.folded.spans(sorted(set(ties)))
        words = reading.folded.text[slice(*sorted(ties)[0])]
        expansions.append(Expansion(words=words, fits=fits(entry.letters, words), spans=spans))
    return Acronym(
        letters=entry.letters,
        expansions=tuple(sorted(expansions, key=lambda expansion: expansion.spans[0].start)),
        spans=reading.folded.spans(_apart(entry.mentions)),
    )


def _apart(mentions: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Mentions in order, one for each start."""
    return sorted(dict(sorted(mentions)).items())


def _bracketed(text: str, start: int, end: int, words: list[Token]) -> Iterator[tuple[Token, tuple[int, int] | None]]:
    """Acronyms tied to an expansion by brackets, with the expansion's bounds."""
    at = 0
    for match in _BRACKET.finditer(text, start, end):
        if _EXCHANGE.search(match[1]):
            continue
        while at < len(words) and words[at].end <= match.start():
            at += 1
        left = words[max(0, at - _NEAR) : at]
        gap = text[left[-1].end : match.start()] if left else ""
        if not left or not re.fullmatch(r"[\"”'’]?\s?[\"”'’]?-?(?:'s)?\s*", gap):
            continue
        inside = list(_inside(match))
        bounds: tuple[int, int] | None = None
        for index, acronym in enumerate(inside):
            if bounds is None:
                bounds = expansion_before(text, left, acronym.text, loose=index == 0)
            elif not fits(acronym.text, text[slice(*bounds)]):
                continue
            if bounds:
                yield acronym, bounds
        if not inside and acronym_shaped(left[-1].text):
            held = tokens_of(text, match.start() + 1, match.end() - 1)
            after = expansion_after(text, held, left[-1].text, told=False)
            if after:
                yield left[-1], after


def _inside(match: re.Match[str]) -> Iterator[Token]:
    """The acronyms that a bracket holds; none if it holds anything else at its beginning."""
    at = match.start(1)
    content = match[1]
    told = _LEAD.match(content)
    cut = first = told.end() if told else 0
    for part in [*_BRACKET_PARTS.finditer(content, cut), None]:
        piece = content[cut : part.start() if part else len(content)]
        lead = _LEAD.match(piece)
        skipped = lead.end() if lead else 0
        word = piece[skipped:].strip().rstrip("\"”'’.,") if "." not in piece[skipped:-1] else piece[skipped:].strip()
        offset = at + cut + skipped + (len(piece[skipped:]) - len(piece[skipped:].lstrip()))
        if acronym_shaped(word) and not _PARTY_TAG.match(word):
            yield Token(offset, offset + len(word), word)
        elif cut == first:
            return
        cut = part.end() if part else len(content)


def _worded(text: str, words: list[Token]) -> Iterator[tuple[Token, tuple[int, int] | None]]:
    """Acronyms tied to an expansion by words beside them."""
    for index, token in enumerate(words):
        if not acronym_shaped(token.text) or is_no_acronym(token.text):
            continue
        line = max(text.rfind("\n", 0, token.start), token.start - 90) + 1
        said = _SAYS_ACRONYM.search(text, line, token.start)
        if said:
            left = [word for word in words[max(0, index - _NEAR) : index] if word.end <= said.start()]
            if left and not text[left[-1].end : said.start()].strip(" ,\"”'"):
                expansion = expansion_before(text, left, token.text, loose="or" not in said[0].split())
                if expansion:
                    yield token, expansion
                    continue
        told = _SAYS_EXPANSION.match(text, token.start + len(core(token.text, plural=True)))
        if told:
            held = [word for word in words[index + 1 : index + _NEAR] if word.start >= told.end()]
            expansion = expansion_after(text, held, token.text, told=bool(told["told"] or told["or"]))
            if expansion:
                yield token, expansion


def _mentions(text: str, words: list[Token], defined: Iterable[str]) -> Iterator[Token]:
    """Mentions of acronyms: those tied to an expansion anywhere, well-known ones, and bare ones."""
    known = known_acronyms()
    capitals = _in_capitals(words)
    tickers = _tickers(text, words)
    for index, token in enumerate(words):
        if token.text == token.text.lower() or text[token.start - 1 : token.start] in ("#", "@", "_"):
            continue
        for part in _parts(token, defined):
            key = key_of(part.text)
            if key in defined or (
                not capitals
                and not _PARTY_TAG.match(token.text)
                and not any(start < part.start < end for start, end in tickers)
                and (not _tag(text, part, known[key][1]) if key in known else _bare(text, words, index, part))
                and not _run_of_capitals(text, words, index, known, defined)
                and not is_no_acronym(part.text, known=key)
            ):
                yield _mention(part)


def _tickers(text: str, words: list[Token]) -> list[tuple[int, int]]:
    """Brackets that hold a stock's ticker."""
    if not words:
        return []
    brackets = _BRACKET.finditer(text, words[0].start, min(len(text), words[-1].end + 2))
    return [match.span() for match in brackets if _EXCHANGE.search(match[1])]


def _mention(part: Token) -> Token:
    letters = core(part.text, plural=True)
    return Token(part.start, part.start + len(letters), letters)


def _parts(token: Token, defined: Iterable[str]) -> list[Token]:
    """A word, or the words joined in it by hyphens and strokes ("NRC-led", "NRC/ARC")."""
    if key_of(token.text) in defined or not re.search(r"[-/]", token.text):
        return [token]
    parts = [Token(token.start + m.start(), token.start + m.end(), m[0]) for m in re.finditer(r"[^-/]+", token.text)]
    if any(part.text.isdecimal() for part in parts) or (len(parts[0].text) == 1 and parts[0].text.isupper()):
        return []  # "AK-47", "F-16", "T-shirt"
    return parts


def _bare(text: str, words: list[Token], index: int, part: Token) -> bool:
    """Whether capitals that the page never expands are an acronym all the same."""
    letters = core(part.text)
    if not _BARE.fullmatch(letters) or _ROMAN.fullmatch(letters) or is_no_acronym(letters):
        return False
    if letters in words_in_capitals("state") and re.search(r"\w, $", text[max(0, part.start - 3) : part.start]):
        return False  # "Austin, TX"
    after = text[part.end : part.end + 3]
    if len(letters) == 2 and re.match(r" [A-Z][a-z]", after):
        return False  # initials of a person
    first = index == 0 or "\n" in text[words[index - 1].end : words[index].start]
    return not (first and len(letters) > 3 and re.match(r"\s?[,:(—–-]", after))  # a town in a dateline


def _tag(text: str, part: Token, kind: str) -> bool:
    """Whether an agency stands in brackets or beside a dash, as a credit or in a dateline."""
    before, after = text[max(0, part.start - 1) : part.start], text[part.end : part.end + 2]
    return kind == "agency" and (before in "([/" or after[:1] in ")]/" or after in (" —", " –", " -", "--"))


def _run_of_capitals(
    text: str, words: list[Token], index: int, known: dict[str, tuple[str, str]], defined: Iterable[str]
) -> bool:
    """Whether a word stands among others in capitals: a heading inside the text, not an acronym."""
    near = 0
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(words) and abs(at - index) < 4:
            gap = text[min(words[at].end, words[at - step].end) : max(words[at].start, words[at - step].start)]
            word = words[at].text
            if gap != " " or not word.isupper() or len(word) < 2 or key_of(word) in known or key_of(word) in defined:
                break
            near += 1 + (len(word) > 4)
            at += step
    return near > 1


def _in_capitals(words: list[Token]) -> bool:
    """Whether a block is set in capitals."""
    long = [token for token in words if len(token.text) > 3 and token.text.isalpha()]
    return bool(long) and sum(token.text.isupper() for token in long) > len(long) * 0.6
