"""Roles of learned triggers: the model's scores, kept to what can play a part.

On documents held out from training, given the trigger: the model's scores alone F1 .29; nouns and pronouns of its
sentence only, a name as a whole, and a noun without those that describe it: .43.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossread.tagger.decode import Scores
from crossread.tagger.heads import Span, role_scores
from crossread.tagger.model import Model
from crossread.tagger.tags import NameTag, Word

ROLE_MARGIN = 0.25
"""By how much a role must beat "no role"; F1 on the held-out part is flat from -0.5 to 0.5."""

_PLAYERS = frozenset({"NOUN", "PROPN", "PRON"})
_DESCRIBING = frozenset({"compound", "amod", "flat", "nmod:poss"})


def learned_roles(
    model: Model,
    scores: dict[str, Scores],
    base: int,
    trigger: Span,
    sentence: Span,
    words: Sequence[Word],
    names: Sequence[NameTag],
) -> list[tuple[str, Span]]:
    """Role and words of each argument of a trigger, in reading order.

    Args:
        model: The model.
        scores: Its scores of the window.
        base: Number of the window's first word.
        trigger: The trigger's words.
        sentence: The words of its sentence, inside the window.
        words: All words of the text so far.
        names: Names, those of the sentence among them.
    """
    table = role_scores(model, scores, trigger[0] - base)
    table[:, 0] += ROLE_MARGIN
    best = table.argmax(1)
    chosen = [
        number
        for number in range(*sentence)
        if best[number - base] and words[number].upos in _PLAYERS and not trigger[0] <= number < trigger[1]
    ]
    whole = {
        number: (name.first, name.last)
        for name in names
        if sentence[0] <= name.first < sentence[1]
        for number in range(name.first, name.last)
    }
    spans: dict[Span, int] = {}
    for number in chosen:
        word = words[number]
        if number not in whole and word.deprel in _DESCRIBING and word.head in chosen:
            continue
        span = whole.get(number, (number, number + 1))
        surest = spans.setdefault(span, number)
        if not span[0] <= trigger[0] < span[1] and _lead(table, number - base) > _lead(table, surest - base):
            spans[span] = number
    return [
        (model.labels["role"][best[number - base]], span)
        for span, number in sorted(spans.items())
        if not span[0] <= trigger[0] < span[1]
    ]


def _lead(table: Scores, place: int) -> float:
    """By how much the best role of a word beats "no role"."""
    return float(table[place].max() - table[place, 0])
