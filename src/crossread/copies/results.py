"""What the finding of copies gives: pairs, families, who has it from whom, and what each text has of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossread.copies.matching import SentencePair

Because = Literal["date", "credit"]
"""How the direction of a copy is known."""

SentenceKind = Literal["own", "copied", "altered", "quotation", "recurring"]
"""``copied``: it stands in another text nearly word for word; ``altered``: with other words; ``quotation``: only what
somebody is quoted as saying; ``recurring``: furniture or background that texts share which are no copies."""

SHOWN, SHOWN_WORDS = 0.4, 3
"""Share and words of content that two sentences must have in common to be shown side by side."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """Two texts that share sentences.

    Attributes:
        one: Id of a text; the smaller of the two ids.
        other: Id of the other.
        copy: Whether one is a copy of the other, in whole or in part, as far as texts show; else they only share
            a sentence or so.
        rewritten: Whether names and numbers in their order show it, and not its words.
        background: Whether all that makes it a copy is furniture, background or quotations.
        share: What part of the shorter text's words, function words left out, stands in the other.
        sentences: The sentences they share.
    """

    one: str
    other: str
    copy: bool
    rewritten: bool = False
    background: bool = False
    share: float
    sentences: tuple[SentencePair, ...]

    @property
    def runs(self) -> int:
        """Runs of three words that both have: how close they are."""
        return sum(pair.runs for pair in self.sentences)

    @property
    def passages(self) -> tuple[SentencePair, ...]:
        """The sentence pairs worth showing: those that share a good part, or all where the text is rewritten."""
        shown = tuple(pair for pair in self.sentences if pair.share >= SHOWN and pair.words >= SHOWN_WORDS)
        return shown or self.sentences

    def partner(self, text: str) -> str:
        """The other one of the two."""
        return self.other if text == self.one else self.one

    def places(self, text: str) -> tuple[tuple[int, int, SentencePair], ...]:
        """For each shared sentence its number in the given text, and in the other."""
        if text == self.one:
            return tuple((pair.one, pair.other, pair) for pair in self.sentences)
        return tuple((pair.other, pair.one, pair) for pair in self.sentences)


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """Where a text has its copied words from.

    Attributes:
        copy: Id of the text.
        source: Id of the text it has them from; None where nothing tells which.
        because: How that is known; None where it is not.
        among: Ids of the texts it may have them from; more than one where nothing tells between them.
        shared_changes: Number of the source's own changes that it shares, against the next best text: what shows
            that it has them from there and not from further up.
    """

    copy: str
    source: str | None
    because: Because | None
    among: tuple[str, ...]
    shared_changes: int = 0


@dataclass(frozen=True, kw_only=True)
class Family:
    """Texts that have a passage from one another.

    Attributes:
        members: Ids, dated ones first by date, then by id.
        origin: Id of the one text that no other member can be shown to precede, if all others are later; else None.
        derivations: For each member that can be a copy, where it has its words from.
        most_altered: Id of the copy that keeps the smallest part of what it shares word for word; None where all are
            equally close.
    """

    members: tuple[str, ...]
    origin: str | None
    derivations: tuple[Derivation, ...]
    most_altered: str | None = None


@dataclass(frozen=True, kw_only=True)
class SentenceOrigin:
    """Where one sentence of a text stands elsewhere.

    Attributes:
        number: The sentence's number in its text.
        kind: What it is.
        text: Id of the earliest other text that has it, of the closest where dates do not tell; None for ``own``.
        sentence: The sentence's number there.
        share: What part of its words is shared.
        earlier: Whether that text is known to be earlier; None where nothing tells.
    """

    number: int
    kind: SentenceKind
    text: str | None = None
    sentence: int | None = None
    share: float = 0.0
    earlier: bool | None = None
