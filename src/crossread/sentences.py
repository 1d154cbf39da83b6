"""Sentence bounds, by rules.

A block always ends a sentence. Inside a block a full stop, question or exclamation mark or an ellipsis
ends one if what follows can begin one: abbreviations, initials, decimals, list numbers and a question inside
a quotation that goes on with its speaker ("…?" she asked) do not. A closing quotation mark belongs to what
stands before it, an opening one to what follows. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Literal

from crossread.data import rows
from crossread.folding import FoldedText
from crossread.page.opening import opening_breaks
from crossread.record import BlockKind, Sentence

NOT_PROSE: frozenset[BlockKind] = frozenset({"byline", "dateline", "time", "code"})
"""Kinds of blocks that hold no sentences."""

_Kind = Literal["title", "number", "ending", "clock"]

_STOP = re.compile(
    r"""(?<![.!?…])[.!?…]++["'”’»“)\]}]*(?:\[\d{1,3}\])*(?=\s|$)"""  # before white space
    r"""|(?<=[a-z]{2})[.!?]["”»]?(?=[“"‘«]?[A-Z][a-z])"""  # "…us.Then": glued by flattening
    r"""|\n"""
)
_AFTER = re.compile(r"""\s*(?:[”»](?=\s|$)\s*)*""")
_NEXT = re.compile(r"""[“"‘'«„‟(\[{<*•]*(\w[\w'-]*)?""")
_LAST_WORD = re.compile(r"""[^\s“"‘'«(\[/—–]*$""")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
_LIST_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})$")
_SPEECH_TAG = re.compile(
    r"(?:[A-Z][\w'-]+ |(?:he|she|they|it|I|the \w+|The \w+) ){1,4}"
    r"(?:said|says|asked|asks|wrote|writes|added|adds|told|cried|shouted|wondered|replied)\b(.?)"
)
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|[A-Z]{2,4}$|(?:Eastern|Pacific|Central|Mountain|Local|Moscow|Kyiv)$"
)
_OPENING = 2  # paragraphs in which headline, date and story may be run together
_LOOK_BACK = 24  # no abbreviation is longer


def split_sentences(folded: FoldedText) -> tuple[Sentence, ...]:
    """Sentences of the reading copy's blocks, in order.

    Args:
        folded: The reading copy of the main blocks.

    Returns:
        Sentences with their spans in the page. Bylines, datelines, times and code hold none.
    """
    breaks = _openings(folded)
    return tuple(
        Sentence(block=block.index, spans=(folded.span(start, end),))
        for block in folded.blocks
        if block.block.kind not in NOT_PROSE
        for start, end in sentence_spans(folded.text, block.start, block.end, breaks.get(block.start, ()))
    )


def _openings(folded: FoldedText) -> dict[int, list[int]]:
    """For the first paragraphs, by their start: where headline, date, agency and story run together in them."""
    heads = [block for block in folded.blocks if block.block.kind == "headline"]
    headline = folded.text[heads[0].start : heads[0].end] if heads else None
    first = [block for block in folded.blocks if block.block.kind == "paragraph"][:_OPENING]
    return {block.start: opening_breaks(folded.text, block.start, block.end, headline) for block in first}


def sentence_spans(text: str, start: int, end: int, breaks: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Bounds of the sentences in a stretch of text.

    Args:
        text: Any text, apostrophes folded to ``'``.
        start: First code point of the stretch.
        end: Code point after the stretch; it always ends a sentence.
        breaks: Further offsets at which a sentence begins, in order.

    Returns:
        Half-open bounds in order, without the white space between them. Stretches without letter or digit
        belong to no sentence.
    """
    spans = []
    bounds = [start, *breaks, end]
    for first, last in chain.from_iterable(_cuts(text, *pair) for pair in pairwise(bounds)):
        piece = text[first:last]
        if any(character.isalnum() for character in piece):
            lead = len(piece) - len(piece.lstrip())
            spans.append((first + lead, first + len(piece.rstrip())))
    return spans


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lowercase = text[start:end].islower()  # no capital anywhere: a small letter may begin a sentence
    at = start
    for stop in _STOP.finditer(text, start, end):
        if stop.start() < at:
            continue
        after = _AFTER.match(text, stop.end(), end)
        next_at = after.end() if after else stop.end()
        if next_at < end and _ends(text, at, stop, next_at, lowercase=lowercase):
            yield at, next_at
            at = next_at
    yield at, end


def _ends(text: str, at: int, stop: re.Match[str], next_at: int, *, lowercase: bool) -> bool:
    """Whether a sentence that began at `at` ends with this stop, given where the next word stands."""
    word = _next_word(text, next_at)
    mark = stop.group()
    if not _can_begin(text, next_at, word, lowercase=lowercase):
        return False
    if mark == "\n":
        return True
    if _goes_on_with_speaker(text, mark, next_at):
        return False
    return mark != "." or not _is_abbreviation(text, at, stop.start(), word)


def _next_word(text: str, at: int) -> str:
    match = _NEXT.match(text, at, at + 64)
    return (match.group(1) or "") if match else ""


def _can_begin(text: str, at: int, word: str, *, lowercase: bool) -> bool:
    if not word:
        return text[at] not in "-–—,;:.)]}/&"
    return not word[0].islower() or lowercase


def _goes_on_with_speaker(text: str, mark: str, next_at: int) -> bool:
    """Whether a quotation ends here and its sentence goes on with who said it."""
    if not any(quote in mark for quote in "\"'”’»"):
        return False
    tag = _SPEECH_TAG.match(text, next_at)
    return bool(tag) and (mark[0] in "!?…" or tag.group(1) in ".") if tag else False


def _is_abbreviation(text: str, at: int, stop: int, following: str) -> bool:
    """Whether the full stop at `stop` belongs to the word before it and ends no sentence."""
    if _LIST_NUMBER.match(text[at : min(stop, at + 8)]) and stop - at < 8:
        return True
    match = _LAST_WORD.search(text[max(at, stop - _LOOK_BACK) : stop])
    word = match.group() if match else ""
    kind = _kind(word)
    if kind == "title":
        return True
    if kind == "number":
        return following[:1].isdecimal()
    if kind == "clock":
        return bool(_DAY_OR_ZONE.match(following))
    if kind == "ending":
        return following.capitalize() not in _FIRST_WORDS if following else False
    return False


def _kind(word: str) -> _Kind | None:
    if len(word) == 1 and word.isupper():
        return "ending"
    known = _ABBREVIATIONS.get(word)
    if known is None and word.isupper():  # text in capitals
        known = _ABBREVIATIONS.get(word.capitalize()) or _ABBREVIATIONS.get(word.lower())
    if known is None and _DOTTED.match(word):
        return "ending"
    return known


def _abbreviations() -> dict[str, _Kind]:
    kinds: dict[str, _Kind] = {"title": "title", "number": "number", "ending": "ending", "clock": "clock"}
    return {word: kinds[kind] for word, kind in rows("abbreviations.tsv")}


_ABBREVIATIONS = _abbreviations()
_FIRST_WORDS = frozenset(word for (word,) in rows("first_words.tsv"))
