"""Quotation marks and what stands between them.

All usual forms are read: “…” "…" ''…'' ‘…’ '…' «…» »…« „…“ ‹…›, nested, over several sentences, and over
several paragraphs (each opens with a mark, only the last one closes). Apostrophes, feet and inches and '90s are
no marks. Marks that have no partner are kept and say so, for checks. All offsets are those of the
reading copy, in Unicode code points, half-open. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Literal

from crossread.folding import FoldedBlock, FoldedText
from crossread.sentences import NOT_PROSE, sentence_spans

State = Literal["closed", "continued", "open", "unopened", "block"]
"""How a quotation ends: with its mark; with its paragraph, going on in the next; never (no closing mark); with
a mark that nothing opened; or with its block, a quotation set apart without marks."""

Form = Literal["speech", "words", "title"]
"""Whether whole speech is quoted, a few words inside the writer's clause, or the title of a work."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation in one block.

    Attributes:
        start: First code point of the content, in the folded text.
        end: Code point after the content.
        left: Code point where its opening mark begins; `start` if it has none.
        right: Code point after its closing mark; `end` if it has none.
        state: How it ends.
        form: What is quoted.
        block: Index into `FoldedText.blocks`.
        inside: Index of the quotation it is nested in.
        continues: Index of the quotation of an earlier paragraph that it goes on with.
    """

    start: int
    end: int
    left: int
    right: int
    state: State
    form: Form
    block: int
    inside: int | None = None
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: Literal["double", "single", "angle"]
    opens: bool
    closes: bool
    lax: bool = False  # closes only what is open; otherwise an apostrophe or a measure


_MARK = re.compile(r"''|[“”„‟\"＂«»‹›‘']")
_FAMILY: dict[str, Literal["double", "single", "angle"]] = {
    **dict.fromkeys(["“", "”", "„", "‟", '"', "＂", "''"], "double"),
    **dict.fromkeys(["«", "»", "‹", "›"], "angle"),
    **dict.fromkeys(["‘", "'"], "single"),
}
_NOT_OPENED = re.compile(r"'(?:\d\ds?\b|(?:em|til|tis|twas|cause|n|round|bout|s|t|re|ve|ll|d|m)\b)", re.IGNORECASE)
_TITLE_BEFORE = re.compile(
    r"(?<![\w-])(?:titled|entitled|called|named|dubbed|nicknamed|codenamed|code-named|known as|headlined|"
    r"(?:film|movie|book|novel|song|poem|play|album|series|documentary|article|essay|report|operation|show|"
    r"magazine|newspaper|programme|program))\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w[\w'-]*")
_FEW_WORDS = 3  # up to so many words without a stop of their own are words of the writer's clause, not speech
_CONTEXT = 40
_DEEPEST = 8  # marks nested deeper than any writer nests them are not followed


def find_quotations(folded: FoldedText) -> list[Quotation]:
    """All quotations of the reading copy, in order of their opening marks.

    Args:
        folded: The reading copy of the main blocks.
    """
    found: list[Quotation] = []
    pending: int | None = None  # a quotation that its paragraph left open
    for number, block in enumerate(folded.blocks):
        if block.block.kind in NOT_PROSE:
            continue
        first = len(found)
        found.extend(_in_block(folded.text, number, block, first))
        pending = _join_paragraphs(folded.text, found, first, block, pending)
    _settle(folded, found)
    return found


def _in_block(text: str, number: int, block: FoldedBlock, first: int) -> list[Quotation]:
    pairing = _Pairing(number, first)
    for mark in _marks(text, block.start, block.end):
        if mark.closes and pairing.is_open(mark.family):
            pairing.close(mark)
        elif mark.opens:
            pairing.open(mark, block.end)
        elif mark.closes and not mark.lax:
            pairing.found.append(Quotation(mark.start, mark.start, mark.start, mark.end, "unopened", "speech", number))
    if not pairing.found and block.block.kind == "quotation" and text[block.start : block.end].strip():
        pairing.found.append(Quotation(block.start, block.end, block.start, block.end, "block", "speech", number))
    return pairing.found


class _Pairing:
    """Pairs the marks of one block; what it opens stays open to the end of the block until it is closed."""

    def __init__(self, number: int, first: int) -> None:
        self.number, self.first = number, first
        self.found: list[Quotation] = []
        self._stack: list[tuple[_Mark, int]] = []  # open marks with their place in `found`

    def is_open(self, family: str) -> bool:
        return any(opened.family == family for opened, _ in self._stack)

    def open(self, mark: _Mark, end: int) -> None:
        """Open a quotation. The same mark twice means that the first was never closed."""
        if mark.family != "single" and self.is_open(mark.family):
            self._leave_open(mark)
            self._end(mark.start, mark.start, "open")
        if len(self._stack) < _DEEPEST:
            inside = self.first + self._stack[-1][1] if self._stack else None
            self._stack.append((mark, len(self.found)))
            self.found.append(Quotation(mark.end, end, mark.start, end, "open", "speech", self.number, inside))

    def close(self, mark: _Mark) -> None:
        """Close the innermost quotation of a mark's family, and leave open what stands inside it."""
        self._leave_open(mark)
        self._end(mark.start, mark.end, "closed")

    def _leave_open(self, mark: _Mark) -> None:
        while self._stack[-1][0].family != mark.family:
            self._end(mark.start, mark.start, "open")

    def _end(self, end: int, right: int, state: State) -> None:
        _, place = self._stack.pop()
        self.found[place] = replace(self.found[place], end=end, right=right, state=state)


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    matches = list(_MARK.finditer(text, start, end))
    closers = [m.start() for m in matches if _FAMILY[m.group()] == "single" and _may_close_single(text, m.start(), end)]
    marks = []
    for match in matches:
        mark = _mark(text, match, start, end, closers)
        if mark:
            marks.append(mark)
    return marks


def _mark(text: str, match: re.Match[str], start: int, end: int, closers: list[int]) -> _Mark | None:
    sign, at, after = match.group(), match.start(), match.end()
    before = text[at - 1] if at > start else " "
    following = text[after] if after < end else " "
    opening_place = before.isspace() or before in "([{—–-/“\"«‘'„:"
    closing_place = following.isspace() or following in ")]}—–-/,.;:!?…”\"»'"
    family = _FAMILY[sign]
    if sign == "'":
        return _straight_single(text, at, start, end, closers)
    if sign == "‘":
        if _NOT_OPENED.match("'" + text[after : after + 6]):
            return None
        return _Mark(at, after, family, opens=True, closes=False)
    if sign in ("„", "‟"):
        return _Mark(at, after, family, opens=True, closes=False)
    if sign in ("“", "«", "‹"):
        reversed_use = not opening_place and closing_place  # „…“, »…«, or a misprint
        return _Mark(at, after, family, opens=not reversed_use, closes=reversed_use)
    if sign in ("”", "»", "›"):
        reversed_use = opening_place and not following.isspace() and not closing_place  # ”…” and »…«
        return _Mark(at, after, family, opens=reversed_use, closes=not reversed_use)
    if before.isdecimal() and (following.isspace() or following in ",.x×"):  # 12" unless a quotation ends here
        return _Mark(at, after, family, opens=False, closes=True, lax=True)
    if before.isspace() and following.isspace():  # a stray space beside it: what is open decides
        return _Mark(at, after, family, opens=True, closes=True)
    opens = opening_place and not following.isspace()
    return _Mark(at, after, family, opens=opens or not closing_place, closes=not opens)


def _straight_single(text: str, at: int, start: int, end: int, closers: list[int]) -> _Mark | None:
    """A mark for ``'``, None for an apostrophe that can be nothing else."""
    before = text[at - 1] if at > start else " "
    following = text[at + 1] if at + 1 < end else " "
    if following.isalnum() or following in '“"':
        opening_place = before.isspace() or before in '([{—–-"“:'
        if not opening_place or _NOT_OPENED.match(text, at, at + 8):
            return None
        nearest = bisect_right(closers, at + 1)
        if nearest == len(closers):
            return None
        return _Mark(at, at + 1, "single", opens=True, closes=False)
    if _may_close_single(text, at, end) and not _is_possessive(text, at, end, closers):
        return _Mark(at, at + 1, "single", opens=False, closes=True, lax=True)
    return None


def _may_close_single(text: str, at: int, end: int) -> bool:
    if text[at] != "'" or at == 0 or text[at - 1].isspace():
        return False
    return at + 1 >= end or not text[at + 1].isalnum()


def _is_possessive(text: str, at: int, end: int, closers: list[int]) -> bool:
    """Whether an apostrophe after an s before a word is that of a plural ("the rebels' camp")."""
    if text[at - 1] not in "sS" or at + 2 >= end or not (text[at + 1] == " " and text[at + 2].isalpha()):
        return False
    return bisect_right(closers, at) < len(closers)  # a better end follows


def _join_paragraphs(
    text: str, found: list[Quotation], first: int, block: FoldedBlock, pending: int | None
) -> int | None:
    """Join a paragraph that opens with a mark to one before it that was left open; give the one now left open."""
    outer = [index for index in range(first, len(found)) if found[index].inside is None]
    if pending is not None and outer and not text[block.start : found[outer[0]].left].strip():
        found[outer[0]] = replace(found[outer[0]], continues=pending)
        found[pending] = replace(found[pending], state="continued")
    last = outer[-1] if outer else None
    if last is not None and found[last].state == "open" and found[last].end == block.end:
        return last
    return None


def _settle(folded: FoldedText, found: list[Quotation]) -> None:
    """Bound what has no partner by its sentence, trim the contents, and tell speech from words and titles."""
    sentences: dict[int, list[tuple[int, int]]] = {}
    before = 0  # where the last quotation ended
    for index, item in enumerate(found):
        start, end = item.start, item.end
        if item.state in ("open", "unopened"):
            block = folded.blocks[item.block]
            if item.block not in sentences:
                sentences[item.block] = sentence_spans(folded.text, block.start, block.end)
            start, end = _bounded(item, sentences[item.block])
            start = max(start, min(before, end)) if item.state == "unopened" else start
        while end > start and folded.text[end - 1].isspace():
            end -= 1
        while start < end and folded.text[start].isspace():
            start += 1
        right = end if item.state in ("open", "continued", "block") else item.right
        left = min(item.left, start)
        before = max(before, right)
        settled = replace(item, start=start, end=end, left=left, right=right)
        found[index] = replace(settled, form=_form(folded.text, settled))


def _bounded(item: Quotation, sentences: list[tuple[int, int]]) -> tuple[int, int]:
    """Content of a quotation without partner: to the end of its first sentence, or from its last one's start."""
    if item.state == "open":
        at = bisect_right(sentences, item.start, key=lambda bounds: bounds[1])
        return item.start, min(sentences[at][1], item.end) if at < len(sentences) else item.end
    at = bisect_right(sentences, (item.start, -1)) - 1
    return (sentences[at][0] if at >= 0 else item.start), item.end


def _form(text: str, item: Quotation) -> Form:
    content = text[item.start : item.end]
    words = len(_WORD.findall(content[:200]))
    before = text[max(0, item.left - _CONTEXT) : item.left]
    if words <= 8 and _TITLE_BEFORE.search(before):
        return "title"
    ends_itself = content[-1:] in ".!?…," or text[item.right : item.right + 1] in ("", "\n", ",")
    if words <= _FEW_WORDS and not (ends_itself and _begins_clause(before, content)):
        return "words"
    return "speech"


def _begins_clause(before: str, content: str) -> bool:
    """Whether short quoted words can be a whole saying: "No," he said; not a "safe zone." inside a clause."""
    lead = before.rstrip()
    return content[:1].isupper() and (not lead or lead[-1] in ".!?:,…”\"'—–")
