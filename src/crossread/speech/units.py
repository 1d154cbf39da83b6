"""A unit of text that rules on speech read at once: a sentence, or several that one quotation spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from crossread.speech.clauses import Token
from crossread.speech.quotations import Quotation

Stretch = tuple[int, int]
"""Half-open bounds in tokens."""

STOPS = frozenset(".!?")


@dataclass
class Saying:
    """One attribution in tokens of a unit.

    Attributes:
        form: Direct, indirect or mixed.
        source: Tokens of the source.
        cue: Tokens of the cue.
        content: Stretches of tokens with what is said; a quotation token stands for its content.
        venue: Stretches of tokens with where or to whom.
        rule: Name of the rule.
    """

    form: Literal["direct", "indirect", "mixed"]
    source: Stretch | None
    cue: Stretch
    content: list[Stretch]
    venue: list[Stretch] = field(default_factory=list)
    rule: str = ""


@dataclass(frozen=True)
class Unit:
    """Tokens of a unit and the quotations they stand for."""

    tokens: Sequence[Token]
    quotations: Sequence[Quotation]

    def low(self, at: int) -> str:
        """Lower-case form of a token, empty outside the unit."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def is_quotation(self, at: int) -> bool:
        """Whether a token stands for a quotation."""
        return 0 <= at < len(self.tokens) and self.tokens[at].quotation is not None

    @property
    def end(self) -> int:
        """Token after the last that is no full stop."""
        end = len(self.tokens)
        while end and self.tokens[end - 1].text in STOPS and self.tokens[end - 1].text:
            end -= 1
        return end
