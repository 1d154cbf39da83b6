"""Conditions: on what an offer, a refusal or a demand hangs, and how far the words for it reach."""

from __future__ import annotations

from bisect import bisect_left

from crossread.claims.parts import Bounds, within_speech
from crossread.claims.talks.words import condition_pattern, starts
from crossread.context import Reading
from crossread.syntax import Clause, Tree

_JOINING = frozenset(["mark", "case", "advmod", "fixed", "cc", "det", "amod"])
_OF_REFUSALS = frozenset(["until", "before", "unless", "if", "once", "as long as", "so long as"])
_VERBS = frozenset(["provided", "providing"])
_NOT_OF_OFFERS = frozenset(["until", "before"])
_OF_DEMANDS = frozenset(["in exchange for", "in return for", "in return"])
_AT_EDGES = frozenset(["PUNCT", "CCONJ"])


def condition_of(reading: Reading, clause: Clause, kind: str) -> Bounds | None:
    """Where the condition of an act is told: the first after its predicate, or one that opens its sentence.

    Args:
        reading: The reading.
        clause: The clause of the act.
        kind: Its type ("offer").

    Returns:
        Bounds in the folded text; None if there is none.
    """
    return _after(reading, clause, kind) or _before(clause, kind)


def _after(reading: Reading, clause: Clause, kind: str) -> Bounds | None:
    tree = clause.tree
    start = tree.words[clause.predicate].end
    _, end = within_speech(reading, clause, (0, len(reading.folded.text)))
    for found in condition_pattern().finditer(reading.folded.text, start, end):
        word = found[0].lower()
        if not _fits(word, kind) or _is_other(reading.folded.text, found.start(), word):
            continue
        if word in _VERBS and _is_verb(tree, found.start()):
            continue
        return _reach(tree, clause, found.span(), end)
    return None


def _is_verb(tree: Tree, start: int) -> bool:
    """Whether "provided" is the verb of a clause ("and provided food")."""
    word = tree.words[bisect_left(tree.words, start, key=lambda word: word.start)]
    return word.deprel not in ("mark", "advcl", "case", "fixed")


def _fits(word: str, kind: str) -> bool:
    if kind == "demand":
        return word in _OF_DEMANDS
    if kind == "refusal":
        return word in _OF_REFUSALS or word.startswith("only")
    return word not in _NOT_OF_OFFERS


def _is_other(text: str, start: int, word: str) -> bool:
    """Whether the word opens no condition here: "even if", "on condition of anonymity"."""
    before = text[max(0, start - 12) : start].split()
    if before and before[-1].lower() in starts("condition", "not_before"):
        return True
    return any(text.startswith(never, start) for never in starts("condition", "never")) or word == "in return"


def _reach(tree: Tree, clause: Clause, opening: Bounds, end: int) -> Bounds:
    """From where a condition begins to the last word that hangs on its head."""
    start = opening[0]
    first = bisect_left(tree.words, start, key=lambda word: word.start)
    head = first
    while tree.words[head].deprel in _JOINING and (above := tree.above(head)) is not None:
        head = above
    if head < first or head == clause.predicate:
        return (start, _to_mark(tree, first, end))
    last = first
    for number in sorted(tree.subtree(head)):
        if number > last + 1 and tree.words[number - 1].upos not in _AT_EDGES:
            break
        if number > last and tree.words[number].start < end:
            last = number
    while last > first and tree.words[last].upos in _AT_EDGES:
        last -= 1
    return start, tree.words[last].end if tree.words[last].end > opening[1] else _to_mark(tree, first, end)


def _to_mark(tree: Tree, first: int, end: int) -> int:
    """Where the next comma or the end stands, for a condition that the parse hangs elsewhere."""
    last = first
    while last + 1 < len(tree.words) and tree.words[last + 1].start < end and tree.words[last + 1].upos != "PUNCT":
        last += 1
    return tree.words[last].end


def _before(clause: Clause, kind: str) -> Bounds | None:
    """A clause with "if" or "unless" before the act."""
    tree = clause.tree
    for child in tree.exactly(clause.predicate, "advcl"):
        below = clause.syntax.at(child)
        if child > clause.predicate or below is None or kind == "demand":
            continue
        if set(below.marks) & {"if", "unless", "provided"}:
            inside = sorted(tree.subtree(child))
            return tree.words[inside[0]].start, tree.words[inside[-1]].end
    return None
